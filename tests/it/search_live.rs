//! An index in memory gives the same results as a new index, after any edits.

use std::collections::BTreeMap;

use crate::support::Dice;
use guong::digest::Digest;
use guong::search::answer::{SearchQuery, SearchResults, SortOrder, ask};
use guong::search::build::{PublishedIndex, build};
use guong::search::live::{LiveIndex, SearchRequest};
use guong::search::reader::IndexReader;
use guong::search::record::{Facet, FacetValue, Gallery, Name, Order, ResultCard, SearchRecord, WordTier};
use guong::search::tokens::words;
use guong::search::understood::{ORDINARY, PLACE, SURE};
use guong::search::units::EntryUnits;

const WORDS: &[&str] = &[
    "hiến đất",
    "làm đường",
    "nông thôn",
    "mới",
    "thủy lợi",
    "hòa bình",
    "Đắk Lắk",
    "dân vận",
    "khéo",
    "tổ",
    "tự quản",
    "cá",
    "nuôi bò",
    "xây dựng",
    "hội",
    "nông dân",
    "2019",
    "05-CT/TU",
];

fn text(dice: &mut Dice, words: usize) -> String {
    (0..words).map(|_| WORDS[dice.roll(WORDS.len())]).collect::<Vec<_>>().join(" ")
}

fn facets() -> Vec<Facet> {
    let value =
        |id: &str| FacetValue { id: id.into(), label: id.to_uppercase(), within: None, path: String::new() };
    vec![Facet { key: "field", param: "linh-vuc", values: vec![value("kinh-te"), value("van-hoa")] }]
}

/// Names: one that is certain, one that is also ordinary words, and one that counts only with another name.
fn names() -> Vec<Name> {
    let name = |written: &str, class, value| Name { written: written.into(), class, facet: 0, value };
    vec![
        name("vùng Cao", SURE, 0),
        name("Hòa Bình", PLACE, 1),
        name("dân vận", ORDINARY, 1),
        name("BR VT", SURE, 1),
    ]
}

fn synonyms() -> Vec<Vec<String>> {
    let groups: [&[&str]; 2] = [&["hiến đất", "nông thôn", "không đâu có"], &["NTM", "làm đường"]];
    groups.map(|group| group.iter().map(|text| text.to_string()).collect()).to_vec()
}

fn entry(dice: &mut Dice, slug: &str) -> (SearchRecord, Vec<(WordTier, String)>) {
    let texts = vec![
        (WordTier::Title, text(dice, 3)),
        (WordTier::Heading, text(dice, 2)),
        (WordTier::Text, text(dice, 20)),
        (WordTier::Sorted, text(dice, 1)),
    ];
    let field = dice.roll(2) as u32;
    let keyed: Vec<(u8, &String)> = texts.iter().map(|(tier, text)| (*tier as u8, text)).collect();
    let record = SearchRecord {
        order: Order { field, province: dice.roll(3) as u32, commune: 0, slug: slug.into() },
        day: dice.roll(1000) as u32,
        shown: ResultCard {
            title: texts[0].1.clone(),
            path: format!("mo-hinh/{slug}/"),
            ..ResultCard::default()
        },
        values: vec![(0, field)],
        words: Digest::of(&keyed),
    };
    (record, texts)
}

const QUERIES: &[&str] = &[
    "hiến đất làm đường",
    "hien dat",
    "nông thôn m",
    "xây dựng nông thông mới",
    "\"hiến đất\"",
    "tổ -thủy lợi",
    "dac lac",
    "ddaats",
    "",
    "2019",
    "hội nông dân 05-CT/TU",
    "n",
    "vung cao hiến đất",
    "hòa bình",
    "dân vận vùng cao",
    "br-vt nông thôn",
    "dân vận br vt",
    "ntm làm",
];

type Entries = BTreeMap<String, (SearchRecord, Vec<(WordTier, String)>)>;

#[test]
fn memory_answers_as_a_new_index_does() {
    let mut dice = Dice(20261122);
    let mut live = LiveIndex::default();
    live.set_facets(facets());
    live.set_names(&names(), &synonyms());
    let mut entries = Entries::new();
    for step in 0..120 {
        let slug = format!("e{:02}", dice.roll(40));
        if dice.roll(4) == 0 && step > 30 {
            entries.remove(&slug);
            live.remove(&slug);
        } else {
            let (record, texts) = entry(&mut dice, &slug);
            live.put(record.clone(), &facets(), &texts);
            entries.insert(slug, (record, texts));
        }
        if step % 20 != 19 {
            continue;
        }
        let files = published(&entries);
        let read = |path: &str| files.get(path).cloned();
        let index = IndexReader::open(&read).unwrap();
        for query in QUERIES {
            for (chosen, sort) in [
                (None, SortOrder::Relevance),
                (Some("van-hoa"), SortOrder::Relevance),
                (None, SortOrder::Date),
            ] {
                let wanted = SearchQuery {
                    words: query.to_string(),
                    chosen: chosen.map(|id| ("field".to_string(), id.to_string())).into_iter().collect(),
                    sort,
                    plain: Vec::new(),
                };
                assert_same(&live, &index, wanted, &format!("{query:?} after step {step}"));
            }
        }
    }
}

/// The files of a new index.
fn published(entries: &Entries) -> BTreeMap<String, Vec<u8>> {
    let gallery = Gallery {
        records: entries.values().map(|(record, _)| record.clone()).collect(),
        facets: facets(),
        names: names(),
        synonyms: synonyms(),
    };
    let wanted: Vec<Digest> = gallery.records.iter().map(|record| record.words).collect();
    let texts: Vec<Vec<(WordTier, String)>> = entries.values().map(|(_, texts)| texts.clone()).collect();
    let units = EntryUnits::default().gather(&wanted, |n| Ok::<_, ()>(texts[n].clone())).unwrap();
    build(gallery, units, PublishedIndex::none(Digest([0; 16])), |_| ())
        .into_iter()
        .map(|file| (file.path, file.bytes.unwrap()))
        .collect()
}

/// Checks that both indexes give the same entries, understand the same, and count the same.
fn assert_same(live: &LiveIndex, index: &IndexReader, query: SearchQuery, what: &str) {
    let found = ask(index, &query).unwrap().unwrap();
    let new: Vec<(String, u32)> =
        found.entries.iter().map(|(entry, score)| (index.shown(*entry).unwrap().path, *score)).collect();
    let there = live.find(&SearchRequest { query, limit: usize::MAX, counts: true }, &|_| None);
    let kept: Vec<(String, u32)> =
        live.records(&there).map(|(record, score)| (record.shown.path.clone(), score)).collect();
    assert_eq!(kept, new, "{what}");
    let names = |found: &SearchResults| {
        let parts: Vec<String> = found.understood.parts.iter().map(|part| part.key.clone()).collect();
        let offered = found.understood.offered.iter().map(|(_, value)| value.id.clone());
        (parts, offered.collect::<Vec<_>>())
    };
    assert_eq!(names(&there), names(&found), "{what}");
    assert_eq!((there.hits, &there.instead), (found.hits, &found.instead), "{what}");
    assert_eq!(there.counts, found.counts, "{what}");
}

/// The tier of an entry by its texts alone: 0 the whole phrase in pairs, 1 near, 2 all words, 3 fewer.
fn tier(texts: &[(WordTier, String)], query: &str) -> u8 {
    let read: Vec<(WordTier, Vec<_>)> = texts.iter().map(|(tier, text)| (*tier, words(text))).collect();
    let typed = words(query);
    let has =
        |list: &[guong::search::tokens::QueryWord], word: &str| list.iter().any(|one| one.surface == word);
    let pair = |n: usize| {
        let is = |two: &[guong::search::tokens::QueryWord]| {
            two[1].joined && two[0].surface == typed[n].surface && two[1].surface == typed[n + 1].surface
        };
        read.iter().any(|(_, list)| list.windows(2).any(is))
    };
    if !typed.iter().all(|word| read.iter().any(|(_, list)| has(list, &word.surface))) {
        return 3;
    }
    let pairs: Vec<bool> = (0..typed.len() - 1).map(pair).collect();
    let beside = |n: usize| n > 0 && pairs[n - 1] || n < pairs.len() && pairs[n];
    let titled = read
        .iter()
        .any(|(tier, list)| *tier == WordTier::Title && typed.iter().all(|word| has(list, &word.surface)));
    match () {
        () if pairs.iter().all(|held| *held) => 0,
        () if titled || (0..typed.len()).all(beside) => 1,
        () => 2,
    }
}

#[test]
fn a_tier_is_never_overtaken_whatever_the_scores() {
    let mut dice = Dice(20261128);
    let mut live = LiveIndex::default();
    live.set_facets(facets());
    let mut texts: BTreeMap<String, Vec<(WordTier, String)>> = BTreeMap::new();
    for number in 0..150 {
        let slug = format!("t{number:03}");
        let (record, held) = entry(&mut dice, &slug);
        live.put(record, &facets(), &held);
        texts.insert(slug, held);
    }
    let mut met = [0; 4];
    for _ in 0..300 {
        let count = 2 + dice.roll(3);
        let query = text(&mut dice, count);
        // Skip short queries with a word without diacritics, which have different rules.
        let typed = words(&query);
        if typed.iter().any(|word| word.surface == word.folded) && typed.len() < 3 {
            continue;
        }
        let wanted = SearchQuery { words: format!("{query} "), ..SearchQuery::default() };
        let found = live.find(&SearchRequest { query: wanted, limit: usize::MAX, counts: false }, &|_| None);
        if found.instead.is_some() {
            continue;
        }
        let tiers: Vec<u8> =
            live.records(&found).map(|(record, _)| tier(&texts[&record.order.slug], &query)).collect();
        assert!(tiers.is_sorted(), "{query:?}: {tiers:?}");
        let bare = typed.iter().all(|word| word.surface == word.folded);
        let hits = texts.values().filter(|held| tier(held, &query) <= if bare { 1 } else { 2 }).count();
        assert_eq!(found.hits, hits, "{query:?}: hits have all the words");
        tiers.iter().for_each(|tier| met[usize::from(*tier)] += 1);
    }
    assert!(met.iter().all(|count| *count > 50), "{met:?}");
}
