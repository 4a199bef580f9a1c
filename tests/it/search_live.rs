//! An index in memory answers as a new index does, after any edits.

use std::collections::BTreeMap;

use crate::support::Dice;
use guong::digest::Digest;
use guong::search::answer::{Sort, Wanted, ask};
use guong::search::build::build;
use guong::search::live::{Asked, Live};
use guong::search::reader::Index;
use guong::search::record::{Facet, Gallery, Order, Record, Shown, Tier, Value};
use guong::search::units::Units;

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
    let value = |id: &str| Value { id: id.into(), label: id.to_uppercase(), within: None };
    vec![Facet { key: "field", param: "linh-vuc", values: vec![value("kinh-te"), value("van-hoa")] }]
}

fn entry(dice: &mut Dice, slug: &str) -> (Record, Vec<(Tier, String)>) {
    let texts = vec![
        (Tier::Title, text(dice, 3)),
        (Tier::Heading, text(dice, 2)),
        (Tier::Text, text(dice, 20)),
        (Tier::Sorted, text(dice, 1)),
    ];
    let field = dice.roll(2) as u32;
    let told: Vec<(u8, &String)> = texts.iter().map(|(tier, text)| (*tier as u8, text)).collect();
    let record = Record {
        order: Order { field, province: dice.roll(3) as u32, commune: 0, slug: slug.into() },
        day: dice.roll(1000) as u32,
        shown: Shown { title: texts[0].1.clone(), path: format!("mo-hinh/{slug}/"), ..Shown::default() },
        values: vec![(0, field)],
        words: Digest::of(&told),
    };
    (record, texts)
}

#[test]
fn memory_answers_as_a_new_index_does() {
    let mut dice = Dice(20261122);
    let mut live = Live::default();
    live.set_facets(facets());
    let mut entries: BTreeMap<String, (Record, Vec<(Tier, String)>)> = BTreeMap::new();
    let queries = [
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
    ];
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
        let gallery = Gallery {
            records: entries.values().map(|(record, _)| record.clone()).collect(),
            facets: facets(),
        };
        let wanted: Vec<Digest> = gallery.records.iter().map(|record| record.words).collect();
        let texts: Vec<Vec<(Tier, String)>> = entries.values().map(|(_, texts)| texts.clone()).collect();
        let mut units = Units::default().gather(&wanted, |n| Ok::<_, ()>(texts[n].clone())).unwrap();
        let files: BTreeMap<String, Vec<u8>> =
            build(&gallery, &mut units).into_iter().map(|file| (file.path, file.bytes)).collect();
        let read = |path: &str| files.get(path).cloned();
        let index = Index::open(&read).unwrap();
        for query in queries {
            for (chosen, sort) in
                [(None, Sort::Relevance), (Some("van-hoa"), Sort::Relevance), (None, Sort::Date)]
            {
                let wanted = Wanted {
                    words: query.into(),
                    chosen: chosen.map(|id| ("field".to_string(), id.to_string())).into_iter().collect(),
                    sort,
                };
                let found = ask(&index, &wanted).unwrap().unwrap();
                let new: Vec<(String, u32)> = found
                    .entries
                    .iter()
                    .map(|(entry, score)| (index.shown(*entry).unwrap().path, *score))
                    .collect();
                let there = live.find(&Asked { wanted, limit: usize::MAX, counts: true }, &|_| None);
                let kept: Vec<(String, u32)> =
                    live.records(&there).map(|(record, score)| (record.shown.path.clone(), score)).collect();
                assert_eq!(kept, new, "{query:?} after step {step}");
                assert_eq!(there.counts, found.counts, "{query:?} after step {step}");
            }
        }
    }
}
