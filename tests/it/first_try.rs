//! Entries that a clerk types from the guide alone: how many pass at the first try, and whether every figure is
//! published as it was written.
//!
//! `first_try/*.txt` are the entries of four galleries: three of an office in a province, one without. They were
//! written before the program was read, and are never changed to suit it. All persons in them are invented.

use std::collections::BTreeSet;

use crate::support::{Gallery, printed};

const GALLERIES: [(&str, &str); 4] = [
    ("Nghệ An", include_str!("first_try/nghe-an.txt")),
    ("Thái Nguyên", include_str!("first_try/thai-nguyen.txt")),
    ("Đồng Tháp", include_str!("first_try/dong-thap.txt")),
    ("", include_str!("first_try/toan-quoc.txt")),
];

/// An entry's name and text.
fn entries(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("=== ").skip(1).map(|entry| entry.split_once('\n').unwrap())
}

/// A new gallery, as `guong init` makes it, with these entries and their photos.
fn gallery<'t>(province: &str, entries: impl Iterator<Item = (&'t str, &'t str)>) -> Gallery {
    let gallery = Gallery::empty();
    let mut init = gallery.guong(&["init"]);
    init.arg(gallery.at("moi"));
    if !province.is_empty() {
        init.args(["--province", province]);
    }
    let made = init.output().unwrap();
    assert!(made.status.success(), "{}", printed(&made));
    std::fs::remove_dir_all(gallery.at("moi/content/entries")).unwrap();
    for name in ["guong.toml", "content"] {
        std::fs::rename(gallery.at("moi").join(name), gallery.at(name)).unwrap();
    }
    for (name, text) in entries {
        let folder = format!("content/entries/{name}");
        gallery.write(&format!("{folder}/index.md"), text);
        for line in text.lines().filter(|line| line.starts_with("file ")) {
            gallery.photo(&format!("{folder}/{}", line.split('"').nth(1).unwrap()), 64, 48);
        }
    }
    gallery
}

/// The errors of a gallery: the entry of each.
fn errors(gallery: &Gallery) -> Vec<String> {
    let checked = printed(&gallery.guong(&["check"]).output().unwrap());
    let errors = checked.lines().filter(|line| line.contains(": lỗi["));
    errors.map(|line| line.split('/').nth(2).unwrap_or(line).to_string()).collect()
}

#[test]
fn most_entries_pass_at_the_first_try() {
    let (mut all, mut wrong, mut edits) = (0, Vec::new(), 0);
    for (province, text) in GALLERIES {
        all += entries(text).count();
        let errors = errors(&gallery(province, entries(text)));
        edits += errors.len();
        wrong.extend(errors.into_iter().collect::<BTreeSet<String>>());
    }
    assert_eq!(all, 53);
    assert!(all - wrong.len() >= 45, "{} of {all} have errors: {wrong:?}", wrong.len());
    assert!(edits <= 25, "{edits} errors");
}

/// The texts with figures (results, costs and the like), as they are shown: `3,5 - 4` becomes `3,5–4`.
fn figures(text: &str) -> Vec<String> {
    let keys = ["before", "after", "total", "amount", "number"];
    let mut found = Vec::new();
    for key in keys {
        for piece in text.split(&format!(" {key} = \"")).skip(1) {
            let (value, _) = piece.split_once('"').unwrap();
            let value =
                value.replace('\u{a0}', " ").replace(" - ", "–").replace(" – ", "–").replace('-', "–");
            let is_decision = value.contains("QĐ");
            let digits = |letter: char| letter.is_ascii_digit() || ".,/–".contains(letter);
            let end = value.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |at| at + 1);
            let start = value.find(|letter: char| letter.is_ascii_digit()).unwrap_or(end);
            if !is_decision && value[start..end].chars().all(digits) {
                // The words before a figure (`hơn`, `gần`) belong to it.
                let before = value[..start].trim().to_lowercase();
                found.push(format!("{before} {}", &value[start..end]).trim().to_string());
            }
        }
    }
    found
}

/// The text of a page without its tags.
fn words(page: &str) -> String {
    let texts = page.split('<').filter_map(|piece| piece.split_once('>'));
    let words: Vec<&str> = texts.flat_map(|(_, text)| text.split_whitespace()).collect();
    words.join(" ")
}

#[test]
fn every_figure_is_published_as_it_was_written() {
    let mut count = 0;
    for (province, text) in GALLERIES {
        let failed: BTreeSet<String> = errors(&gallery(province, entries(text))).into_iter().collect();
        let passing = || entries(text).filter(|(name, _)| !failed.contains(*name));
        let gallery = gallery(province, passing());
        gallery.build();
        let published = gallery.published();
        for (name, text) in passing() {
            let page = &published[&format!("mo-hinh/{name}/index.html")];
            let page = std::str::from_utf8(page).unwrap();
            // The sections before and after the text, which could have the figure as well.
            let (above, rest) = page.split_once("<div class=\"text\">").unwrap();
            let (_, above) = above.split_once("<section").unwrap();
            let (_, below) = rest.split_once("</div>\n</div>\n").unwrap();
            let facts = words(&format!("<section{above}{below}"));
            for figure in figures(text) {
                count += 1;
                assert!(facts.contains(&figure), "{name}: {figure} in {facts}");
            }
        }
    }
    assert!(count > 90, "{count}");
}

#[test]
fn an_entry_that_began_in_a_school_year_has_not_ended() {
    let (_, text) = GALLERIES[3];
    let gallery = gallery("", entries(text).filter(|(name, _)| *name == "quan-khu-5"));
    gallery.build();
    let page = gallery.published().remove("mo-hinh/quan-khu-5/index.html").unwrap();
    let shown = words(std::str::from_utf8(&page).unwrap());
    assert!(shown.contains("Bắt đầu từ 2016") && !shown.contains("Kết thúc"), "{shown}");
}

#[test]
fn the_word_before_a_decision_number_is_not_repeated() {
    let (province, text) = GALLERIES[1];
    let gallery = gallery(province, entries(text).filter(|(name, _)| *name == "che-an-toan-tan-cuong"));
    gallery.build();
    let page = gallery.published().remove("mo-hinh/che-an-toan-tan-cuong/index.html").unwrap();
    let shown = words(std::str::from_utf8(&page).unwrap());
    assert!(shown.contains("số 512-QĐ/HNDTW") && !shown.contains("số Số"), "{shown}");
}
