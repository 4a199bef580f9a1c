//! What the schema must say of every key.

use std::collections::BTreeSet;

use super::*;

fn tables() -> impl Iterator<Item = &'static Keys> {
    FILES.iter().flat_map(|file| file.keys.tables())
}

#[test]
fn every_key_says_what_it_is_in_both_languages() {
    for table in tables() {
        let names: BTreeSet<&str> = table.keys.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), table.keys.len(), "{}: a key twice", table.name);
        assert!(table.keys.len() <= 64, "{}: what was read is kept in 64 bits", table.name);
        for key in table.keys {
            let texts = [key.label.vi, key.label.en, key.help.vi, key.help.en, key.since];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}.{}", table.name, key.name);
            assert!(texts.iter().all(|text| crate::text::nfc(text) == *text), "{}.{}", table.name, key.name);
            let table_shows = matches!(key.kind, Type::Table(_));
            assert!(table_shows || !key.example.is_empty(), "{}.{}: no example", table.name, key.name);
            assert!(!key.past || matches!(key.kind, Type::Date | Type::Day), "{}", key.name);
        }
    }
}

#[test]
fn a_form_names_no_keys_or_files() {
    let names: BTreeSet<&str> = tables().flat_map(|table| table.keys).map(|key| key.name).collect();
    for table in tables() {
        for key in table.keys {
            let help = key.help_in_form();
            assert_eq!(help.vi.is_empty(), help.en.is_empty(), "{}.{}", table.name, key.name);
            for text in [help.vi, help.en] {
                assert_eq!(crate::text::nfc(text), text, "{}.{}", table.name, key.name);
                for code in text.split('`').skip(1).step_by(2) {
                    let is_file = code.ends_with(".toml") || code.ends_with(".md");
                    assert!(!names.contains(code) && !is_file, "{}.{}: {code}", table.name, key.name);
                }
            }
        }
    }
}

#[test]
fn a_condition_names_a_choice_of_the_same_table() {
    for table in tables() {
        for Condition { key, answers } in table.keys.iter().filter_map(|key| key.condition) {
            assert_eq!(table.name, "photos", "no other form asks by conditions");
            let Some((_, Key { kind: Type::Choice(words), .. })) = table.find(key) else {
                panic!("{}.{key} is no choice", table.name)
            };
            let is_id = |answer| words.iter().any(|word| word.id == answer);
            assert!(answers.iter().copied().all(is_id), "{}.{key}: {answers:?}", table.name);
        }
    }
}
