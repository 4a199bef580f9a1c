//! Compares the browser's reader, run in Node, with the program's, on thousands of generated queries in a synthetic
//! gallery: entries, scores, hits, recognised names and suggestions must be the same.

use std::fs;
use std::process::Command;

use crate::support::Dice;
use guong::digest::Digest;
use guong::search::answer::{SearchQuery, ask};
use guong::search::build::{PublishedIndex, build};
use guong::search::reader::IndexReader;
use guong::search::record::{Facet, FacetValue, Gallery, Name, Order, ResultCard, SearchRecord, WordTier};
use guong::search::understood::{ORDINARY, PLACE, PROVINCE, SURE};
use guong::search::units::EntryUnits;

const QUERIES: usize = 5000;
const ENTRIES: usize = 400;
/// Syllables that sound alike, differ in diacritics, or are typed with neighbouring keys.
const SYLLABLES: &str = "hiến hiện đất đạt làm lam đường nông thôn thông mới xây sây dựng cá ca tổ tự quản quan bò nuôi rừng \
    trồng chồng đoàn kết hòa bình lâm đồng nghệ an kinh tế văn hóa giáo dục sạch xanh đẹp m2 600 2019 2/9 98,5 05-CT/TU";
const YEARS: u32 = 12;

fn word(dice: &mut Dice) -> &'static str {
    let all: Vec<&str> = SYLLABLES.split_whitespace().collect();
    // Some are common, most are not.
    let at = dice.roll(all.len());
    all[if dice.roll(3) == 0 { at / 4 } else { at }]
}

fn text(dice: &mut Dice, count: usize) -> String {
    let mut text = String::new();
    for _ in 0..count {
        text.push_str(if dice.roll(8) == 0 { ", " } else { " " });
        text.push_str(word(dice));
    }
    text
}

fn facets() -> Vec<Facet> {
    let value = |label: &str| FacetValue {
        id: label.to_lowercase().replace(' ', "-"),
        label: label.into(),
        within: None,
        path: format!("trang/{label}/"),
    };
    let facet = |key, labels: &[&str]| Facet {
        key,
        param: if key == "former" || key == "document" { "" } else { key },
        values: labels.iter().map(|label| value(label)).collect(),
    };
    let years: Vec<String> = (0..YEARS).map(|n| (2010 + n).to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    vec![
        facet("field", &["Kinh tế", "Văn hóa, giáo dục"]),
        facet("phase", &["Xây dựng nông thôn mới"]),
        facet("province", &["Lâm Đồng", "Nghệ An"]),
        facet("commune", &["xã Đoàn Kết", "xã Hòa Bình", "xã An"]),
        facet("kind", &["Cá nhân"]),
        facet("status", &[]),
        facet("year", &years),
        facet("unit", &["Tổ tự quản Nghệ An"]),
        facet("former", &["tỉnh Hòa Bình", "huyện Tân Kỳ"]),
        facet("document", &["05-CT/TU"]),
    ]
}

fn names(facets: &[Facet]) -> Vec<Name> {
    let mut names = Vec::new();
    let classes = [ORDINARY, ORDINARY, PROVINCE, SURE, ORDINARY, ORDINARY, SURE, SURE, SURE, SURE];
    for ((number, facet), class) in (0u8..).zip(facets).zip(classes) {
        for (value, own) in (0..).zip(&facet.values) {
            let mut add = |class, written: &str| {
                names.push(Name { written: written.into(), class, facet: number, value });
            };
            add(class, &own.label);
            if let Some(name) =
                ["xã ", "tỉnh ", "huyện "].iter().find_map(|word| own.label.strip_prefix(word))
            {
                add(if own.label.starts_with("tỉnh") { PROVINCE } else { PLACE }, name);
            }
        }
    }
    names.push(Name { written: "giáo dục".into(), class: ORDINARY, facet: 0, value: 1 });
    names.push(Name { written: "BR VT".into(), class: SURE, facet: 8, value: 1 });
    names
}

fn gallery(dice: &mut Dice, entries: usize) -> (Gallery, Vec<Vec<(WordTier, String)>>) {
    let facets = facets();
    let (mut records, mut all) = (Vec::new(), Vec::new());
    for number in 0..entries {
        let mut values: Vec<(u8, u32)> = Vec::new();
        for (facet, own) in (0u8..).zip(&facets).filter(|(_, own)| !own.values.is_empty()) {
            if facet < 3 || facet == 6 || dice.roll(4) == 0 {
                values.push((facet, dice.roll(own.values.len()) as u32));
            }
        }
        let label = |number: u8| {
            let own = values.iter().filter(|(facet, _)| *facet == number);
            let own =
                own.map(|(facet, value)| facets[usize::from(*facet)].values[*value as usize].label.clone());
            own.collect::<Vec<_>>().join(". ")
        };
        let sorted = [0, 1, 2, 6, 9].map(label).join(". ");
        let [title, body] = [3, 12].map(|least| {
            let count = least + dice.roll(8);
            text(dice, count)
        });
        let texts = vec![
            (WordTier::Title, title.clone()),
            (WordTier::Heading, [3, 7].map(label).join(". ")),
            (WordTier::Text, body),
            (WordTier::Sorted, sorted),
        ];
        let keyed: Vec<(u8, &String)> = texts.iter().map(|(tier, text)| (*tier as u8, text)).collect();
        records.push(SearchRecord {
            order: Order {
                field: values[0].1,
                province: values[2].1,
                commune: 0,
                slug: format!("e{number:04}"),
            },
            day: dice.roll(1000) as u32,
            shown: ResultCard { title, path: format!("mo-hinh/e{number:04}/"), ..ResultCard::default() },
            values,
            words: Digest::of(&keyed),
        });
        all.push(texts);
    }
    let names = names(&facets);
    (Gallery { records, facets, names, synonyms: synonyms() }, all)
}

fn synonyms() -> Vec<Vec<String>> {
    let groups: [&[&str]; 5] = [
        &["hiến đất", "đạt làm", "góp ruộng"],
        &["NTM", "nông thôn mới"],
        &["m2", "mới", "sạch xanh đẹp"],
        &["đường", "tổ tự quản"],
        &["hiện đất", "trồng rừng"],
    ];
    groups.map(|group| group.iter().map(|text| text.to_string()).collect()).to_vec()
}

/// A query: names and words in any order, with diacritics or without, correct or misspelt.
fn query(dice: &mut Dice) -> String {
    const NAMES: &[&str] = &[
        "Nghệ An",
        "Lâm Đồng",
        "kinh tế",
        "văn hóa giáo dục",
        "giáo dục",
        "xã Đoàn Kết",
        "đoàn kết",
        "hòa bình",
        "tỉnh Hòa Bình",
        "2015",
        "2013-2016",
        "từ 2018",
        "trước năm 2014",
        "BR-VT",
        "tổ tự quản",
        "05-CT/TU",
        "cá nhân",
        "ntm",
        "nông thôn mới",
        "hiến đất",
        "Tân Kỳ",
        "năm 2012 đến 2014",
    ];
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..1 + dice.roll(3) {
        match dice.roll(3) {
            0 => parts.push(NAMES[dice.roll(NAMES.len())].into()),
            1 => parts.push(word(dice).into()),
            _ => {
                let count = 1 + dice.roll(4);
                parts.push(text(dice, count).trim_start_matches([',', ' ']).replace(',', ""));
            }
        }
    }
    let mut query = parts.join(" ");
    match dice.roll(8) {
        0 => query = guong::text::fold(&query),
        1 => query = format!("\"{query}\""),
        2 => {
            // Drop a letter.
            let at = dice.roll(query.chars().count());
            query = query.chars().enumerate().filter(|(n, _)| *n != at).map(|(_, letter)| letter).collect();
        }
        3 => query.push_str(" -đất"),
        4 => query.push(' '),
        _ => {}
    }
    query
}

/// Compares both readers on `count` queries. Returns how many had hits, a correction, recognised names, suggestions
/// and synonyms, and whether the index has separate lists.
fn compare(
    gallery: &Gallery,
    texts: &[Vec<(WordTier, String)>],
    count: usize,
    mut query: impl FnMut() -> String,
) -> ([usize; 5], bool) {
    let wanted: Vec<Digest> = gallery.records.iter().map(|record| record.words).collect();
    let units = EntryUnits::default().gather(&wanted, |n| Ok::<_, ()>(texts[n].clone())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let files = build(gallery.clone(), units, PublishedIndex::none(Digest([0; 16])), |_| ());
    for file in &files {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.bytes.as_ref().unwrap()).unwrap();
    }
    let read = |path: &str| fs::read(folder.path().join(path)).ok();
    let index = IndexReader::open(&read).unwrap();
    let (mut asked, mut met) = (Vec::new(), [0; 5]);
    for number in 0..count {
        let words = query();
        let plain = if number % 9 == 0 { vec!["nghe an".to_string(), "2015".into()] } else { Vec::new() };
        let wanted = SearchQuery { words: words.clone(), plain: plain.clone(), ..SearchQuery::default() };
        let found = ask(&index, &wanted).unwrap().unwrap();
        let parts = found.understood.parts.iter();
        let parts: Vec<_> = parts
            .map(|part| serde_json::json!([part.key, part.value.label, part.value.entries.len()]))
            .collect();
        let offered: Vec<_> = found.understood.offered.iter().map(|(_, value)| value.label.clone()).collect();
        let also = found.understood.also.iter();
        let also: Vec<_> = also.map(|also| format!("{}={}", also.key, also.others.join("="))).collect();
        for (count, is) in met.iter_mut().zip([
            found.hits > 0,
            found.instead.is_some(),
            !parts.is_empty(),
            !offered.is_empty(),
            !also.is_empty(),
        ]) {
            *count += usize::from(is);
        }
        asked.push(serde_json::json!({
            "q": words, "plain": plain, "entries": found.entries, "hits": found.hits, "instead": found.instead,
            "parts": parts, "offered": offered, "also": also,
        }));
    }
    fs::write(folder.path().join("asked.json"), serde_json::to_vec(&asked).unwrap()).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/search/compare.mjs");
    let output = Command::new("node").arg(script).arg(folder.path()).output().expect("Node is needed");
    assert!(output.status.success(), "{}", crate::support::printed(&output));
    (met, files.iter().any(|file| file.path.contains("/o-")))
}

#[test]
fn the_browser_answers_as_the_program_does() {
    let mut dice = Dice(20261129);
    let (gallery, texts) = gallery(&mut dice, ENTRIES);
    let (met, _) = compare(&gallery, &texts, QUERIES, || query(&mut dice));
    assert!(met.iter().all(|count| *count > 200), "{met:?}");
}

#[test]
fn very_common_words_count_if_nothing_else_matches() {
    let mut dice = Dice(20261130);
    let (mut gallery, _) = gallery(&mut dice, 2500);
    let texts: Vec<_> =
        gallery.records.iter().map(|_| vec![(WordTier::Text, "nông, thôn, mới".into())]).collect();
    for record in &mut gallery.records {
        record.words = Digest::of(&"nông, thôn, mới");
    }
    let mut queries = ["nông thôn", "nong moi", "thôn mới nông ", "mới"].into_iter().map(String::from);
    let (met, _) = compare(&gallery, &texts, 4, || queries.next().unwrap());
    assert_eq!(met[0], 3, "without accents, words apart are no hits");
}

#[test]
fn long_lists_are_read_by_spelling() {
    let mut dice = Dice(20261201);
    let (gallery, texts) = gallery(&mut dice, 20_000);
    let mut queries = ["đất", "làm lam", "đạt, hiến, cá", "ca, dat, lam"].into_iter().map(String::from);
    let mut next = || queries.next().unwrap_or_else(|| query(&mut dice));
    let (met, has_separate) = compare(&gallery, &texts, 40, &mut next);
    assert!(met[0] > 10 && has_separate, "{met:?}");
}
