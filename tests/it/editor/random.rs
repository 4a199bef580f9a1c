//! Random edits by the form's own requests, on files of the demo and on files in random notations.

use std::fs;

use guong::edit::{FieldChange, FieldValue, edit};
use guong::parse::front_matter;
use guong::source::FileRole;
use serde_json::{Value, json};

use super::client::Editor;
use crate::edit_random::change;
use crate::edit_random::samples::{Sample, demo, generated, pick};
use crate::support::{Dice, Gallery};

/// Where a file of this role is put; `None` for the one that every gallery needs as it is.
fn place(role: &FileRole) -> Option<&'static str> {
    Some(match role {
        FileRole::Entry { .. } => "content/entries/ngau-nhien/index.md",
        FileRole::Document { .. } => "content/documents/ngau-nhien.md",
        FileRole::Page { .. } => "content/pages/ngau-nhien.md",
        FileRole::Fields => "content/fields.toml",
        FileRole::Phases => "content/phases.toml",
        FileRole::Units => "content/units.toml",
        FileRole::Localities => "content/localities.toml",
        FileRole::Synonyms => "content/synonyms.toml",
        FileRole::Targets => "content/targets.toml",
        _ => return None,
    })
}

/// A value as JSON, whose tables have their keys in order.
fn sent(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => json!(text),
        FieldValue::YesNo(flag) => json!(flag),
        FieldValue::Whole(whole) => json!(whole),
        FieldValue::Number(number) => json!(number),
        FieldValue::List(items) => items.iter().map(sent).collect(),
        FieldValue::Table(values) => values.iter().map(|(name, value)| (name.clone(), sent(value))).collect(),
    }
}

/// The same value with the keys of its tables in the order in which JSON has them.
fn in_order(value: &FieldValue) -> FieldValue {
    match value {
        FieldValue::List(items) => FieldValue::List(items.iter().map(in_order).collect()),
        FieldValue::Table(values) => {
            let mut values: Vec<_> =
                values.iter().map(|(name, value)| (name.clone(), in_order(value))).collect();
            values.sort_by(|a, b| a.0.cmp(&b.0));
            FieldValue::Table(values)
        }
        other => other.clone(),
    }
}

/// A change in the order of JSON, and as a form sends it; the story is sent apart.
fn request(change: FieldChange) -> (FieldChange, Value) {
    match change {
        FieldChange::Set(key, value) => {
            let sent = json!({ "do": "set", "key": key.to_string(), "value": sent(&value) });
            (FieldChange::Set(key, in_order(&value)), sent)
        }
        FieldChange::Insert(key, value) => {
            let sent = json!({ "do": "insert", "key": key.to_string(), "value": sent(&value) });
            (FieldChange::Insert(key, in_order(&value)), sent)
        }
        FieldChange::Remove(key) => {
            let sent = json!({ "do": "remove", "key": key.to_string() });
            (FieldChange::Remove(key), sent)
        }
        FieldChange::Move(key, to) => {
            let sent = json!({ "do": "move", "key": key.to_string(), "to": to + 1 });
            (FieldChange::Move(key, to), sent)
        }
        FieldChange::Body(text) => (FieldChange::Body(text.clone()), json!(text)),
    }
}

/// Random changes of a file, as a form sends them, and the bytes that they make.
fn changes(dice: &mut Dice, sample: &Sample) -> (Vec<Value>, Vec<u8>) {
    let mut bytes = sample.text.clone().into_bytes();
    let mut all = Vec::new();
    for _ in 0..1 + dice.roll(4) {
        let text = std::str::from_utf8(&bytes).unwrap();
        let toml = match sample.role {
            FileRole::Entry { .. } | FileRole::Document { .. } | FileRole::Page { .. } => {
                front_matter(text).map_or("", |range| &text[range])
            }
            _ => text,
        };
        let table: toml::Table = toml::from_str(toml.trim_start_matches('\u{feff}')).unwrap_or_default();
        let Some((change, _)) = change(dice, sample.keys, &table) else { continue };
        let (change, sent) = request(change);
        if let Ok(next) = edit("x", &sample.role, &bytes, std::slice::from_ref(&change)) {
            bytes = next;
            all.push(sent);
        }
    }
    (all, bytes)
}

#[test]
fn requests_of_the_form_make_the_expected_text() {
    let cases = std::env::var("GUONG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60);
    let gallery = Gallery::new();
    let kept = crate::support::tree(&gallery.at("content"));
    let editor = Editor::of(&gallery);
    let (mut dice, files) = (Dice(0x5eed), demo());
    let mut edited = 0;
    for case in 0..cases {
        let made = dice.roll(2) == 0;
        let random = made.then(|| generated(&mut dice));
        let sample = random.as_ref().unwrap_or_else(|| pick(&mut dice, &files));
        let Some(path) = place(&sample.role) else { continue };
        gallery.write(path, &sample.text);
        let (sent, mut expected) = changes(&mut dice, sample);
        let mut body = json!({ "path": path, "changes": sent });
        let has_text = path.ends_with(".md") && dice.roll(3) == 0;
        if has_text {
            let text = format!("Đoạn {case}.\n\nĐoạn hai.\n");
            expected = edit("x", &sample.role, &expected, &[FieldChange::Body(text.clone())]).unwrap();
            body["text"] = json!(text);
        }
        let file = editor.file(path);
        let (status, saved) = editor.save_from(file["digest"].as_str().unwrap(), &body);
        let after = fs::read(gallery.at(path)).unwrap();
        assert_eq!(status, 200, "case {case}, {}: {body}\n{saved}", sample.name);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&after), text(&expected), "case {case}, {}: {body}", sample.name);
        assert_eq!(saved["whole"].as_str().unwrap(), text(&after));
        edited += usize::from(after != sample.text.as_bytes());
        // A form that was made before this save changes nothing.
        if after != sample.text.as_bytes() {
            let stale = editor.save_from(file["digest"].as_str().unwrap(), &body).0;
            assert_eq!((stale, fs::read(gallery.at(path)).unwrap() == after), (412, true), "case {case}");
        }
        match kept.get(path.strip_prefix("content/").unwrap()) {
            Some(before) => fs::write(gallery.at(path), before).unwrap(),
            None => fs::remove_file(gallery.at(path)).unwrap(),
        }
    }
    assert!(edited * 2 > cases, "{edited} of {cases} were edited");
}
