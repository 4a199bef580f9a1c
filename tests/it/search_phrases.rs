//! Phrases in quotes match exactly: the real program, and an index in memory, compared with the texts.

use std::collections::BTreeSet;

use crate::support::{Dice, Gallery, printed};
use guong::search::pages::{WordRun, page_words};
use guong::search::tokens::words;

/// Few syllables, so that pairs are common and phrases are rare.
const SYLLABLES: &[&str] = &["cá", "ca", "đất", "làm", "lam", "thôn", "ao"];
const ENTRIES: usize = 240;

fn text(dice: &mut Dice, count: usize) -> String {
    let mut text = String::new();
    for n in 0..count {
        let sign = if n > 0 && dice.roll(9) == 0 { ", " } else { " " };
        text = format!("{text}{}{}", if n > 0 { sign } else { "" }, SYLLABLES[dice.roll(SYLLABLES.len())]);
    }
    text
}

/// The texts of each entry, by slug.
fn gallery(dice: &mut Dice) -> (Gallery, Vec<(String, Vec<String>)>) {
    let gallery = Gallery::new();
    for number in 1..=12 {
        gallery.remove(&format!("content/entries/e{number:02}"));
    }
    gallery.edit("content/pages/gioi-thieu.md", "[mô hình](../entries/e01/index.md)", "mô hình");
    let mut entries = Vec::new();
    for number in 0..ENTRIES {
        let (slug, more) = (format!("p{number:03}"), dice.roll(14));
        let [title, summary, one, head, two] = [3, 5, 9 + more, 3, 6].map(|count| text(dice, count));
        let [bold, link, item] = [2, 2, 3].map(|count| text(dice, count));
        gallery.write(
            &format!("content/entries/{slug}/index.md"),
            &format!(
                "+++\ntitle = \"{title}\"\nsummary = \"{summary}\"\nfields = [\"kinh-te\"]\nlocality = \"xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An\"\nstarted = 2019\n+++\n\
                 {one} **{bold}** [{link}](https://example.org)\n\n## {head}\n\n- {two}\n- {item}\n"
            ),
        );
        let texts = vec![title, summary, format!("{one} {bold} {link}"), head, two, item];
        entries.push((slug, texts));
    }
    gallery.build_with(&["--allow-removed"]);
    (gallery, entries)
}

/// Whether a phrase occurs in a text, word after word.
fn has_phrase(phrase: &str, text: &str) -> bool {
    let (phrase, text) = (words(phrase), words(text));
    let bare = phrase.iter().all(|word| word.surface == word.folded);
    (0..text.len()).any(|at| {
        text.len() - at >= phrase.len()
            && phrase.iter().zip(&text[at..]).enumerate().all(|(n, (word, there))| {
                (n == 0 || there.joined)
                    && if bare { word.folded == there.folded } else { word.surface == there.surface }
            })
    })
}

fn entries_with(entries: &[(String, Vec<String>)], phrase: &str) -> BTreeSet<String> {
    let has = |texts: &[String]| texts.iter().any(|text| has_phrase(phrase, text));
    entries.iter().filter(|(_, texts)| has(texts)).map(|(slug, _)| slug.clone()).collect()
}

fn slugs_found(gallery: &Gallery, words: &str, more: &[&str]) -> Vec<String> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_guong"));
    command.args(["search", "--json", "--root"]).arg(gallery.path()).args(more).args(["--", words]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let slug = |one: &serde_json::Value| one["url"].as_str().unwrap().split('/').nth(1).unwrap().to_string();
    list["results"].as_array().unwrap().iter().map(slug).collect()
}

#[test]
fn phrases_are_found_exactly() {
    let mut dice = Dice(20261122);
    let (gallery, entries) = gallery(&mut dice);
    let (mut false_chains, mut few, mut many) = (0, 0, 0);
    for turn in 0..60 {
        let phrase = loop {
            let phrase = text(&mut dice, 3 + turn % 4).replace(',', "");
            // Without diacritics it would match any.
            if turn % 5 == 0 || !phrase.is_ascii() {
                break phrase;
            }
        };
        let right = entries_with(&entries, &phrase);
        let found = slugs_found(&gallery, &format!("\"{phrase}\""), &["--limit", "1000"]);
        assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), right, "{phrase:?}");
        let first = slugs_found(&gallery, &format!("\"{phrase}\""), &["--limit", "5"]);
        assert_eq!(first[..], found[..found.len().min(5)], "{phrase:?}");
        let pairs = words(&phrase);
        let pairs = pairs.windows(2).map(|pair| format!("{} {}", pair[0].surface, pair[1].surface));
        let chained = pairs.map(|pair| entries_with(&entries, &pair)).reduce(|a, b| &a & &b).unwrap();
        false_chains += chained.difference(&right).count();
        if chained.len() <= guong::search::pages::FEW {
            few += 1
        } else {
            many += 1
        }
        let without = slugs_found(&gallery, &format!("ao -\"{phrase}\""), &["--limit", "1000"]);
        let all = slugs_found(&gallery, "ao", &["--limit", "1000"]);
        let left: Vec<&String> = all.iter().filter(|slug| !right.contains(*slug)).collect();
        assert_eq!(without.iter().collect::<BTreeSet<_>>(), left.into_iter().collect(), "ao -{phrase:?}");
    }
    assert!(false_chains > 500 && few > 5 && many > 5, "{false_chains} {few} {many}");
}

#[test]
fn words_that_the_page_does_not_show_count_as_in_the_index() {
    let (gallery, _) = gallery(&mut Dice(7));
    // The page shows the place apart from the text, and in different words than the index has.
    for phrase in ["huyện Tương Dương", "tỉnh Nghệ An", "xã Tam Hợp"] {
        assert_eq!(
            slugs_found(&gallery, &format!("\"{phrase}\""), &["--limit", "1000"]).len(),
            ENTRIES,
            "{phrase}"
        );
    }
    assert_eq!(slugs_found(&gallery, "\"Tam Hợp Tương\"", &[]), Vec::<String>::new());
}

#[test]
fn the_number_of_results_is_exact_or_a_maximum() {
    let (gallery, _) = gallery(&mut Dice(7));
    let say = |words: &str, more: &[&str]| {
        printed(&gallery.guong(&[&["search"], more, &["--lang", "en", words]].concat()).output().unwrap())
    };
    assert!(say("\"huyện Tương Dương\"", &[]).contains("At most 240 results"));
    assert!(say("\"huyện Tương Dương\"", &["--limit", "500"]).contains("240 results"));
    assert!(!say("\"huyện Tương Dương\"", &["--limit", "500"]).contains("At most"));
    assert!(!say("\"huyện Tương\"", &[]).contains("At most"), "a pair is known without looking");
}

#[test]
fn pages_are_read_alike_by_the_program_and_the_browser() {
    // tests/browser/search-pages.test.mjs reads the same lines.
    for line in include_str!("search/pages.txt").lines().filter(|line| !line.is_empty()) {
        let (html, expected) = line.split_once(" => ").unwrap();
        let one = |word: &guong::search::tokens::QueryWord| {
            format!("{}{}", if word.joined { "+" } else { "|" }, word.surface)
        };
        let read: String = page_words(html).iter().map(one).collect();
        let read = if read.is_empty() { "(nothing)" } else { &read };
        assert_eq!(read, expected, "{html}");
    }
    assert!(WordRun::all_of(&words("thả cá, ao nhà")).is_empty(), "pairs need no page");
}
