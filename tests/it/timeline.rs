//! The data of the drawn timeline: every entry once, nothing hidden, one edit changes one shard.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Gallery, difference};
use serde_json::Value;

const DATA: &str = "dong-thoi-gian/du-lieu/";

/// The published shards by name, each with its entries.
fn shards(gallery: &Gallery) -> BTreeMap<String, Vec<Value>> {
    let published = gallery.published();
    let files = published.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(DATA)?, bytes)));
    files
        .filter(|(name, _)| *name != "tong-quan.json")
        .map(|(name, bytes)| {
            let shard: Value = serde_json::from_slice(bytes).unwrap();
            (name.trim_end_matches(".json").to_string(), shard["entries"].as_array().unwrap().clone())
        })
        .collect()
}

fn overview(gallery: &Gallery) -> Value {
    serde_json::from_slice(&gallery.published()[&format!("{DATA}tong-quan.json")]).unwrap()
}

/// Many entries of one year: `number` in all, of every precision.
fn crowd(gallery: &Gallery, number: usize) {
    for n in 0..number {
        let started = match n % 10 {
            0 => "\"2019\"".to_string(),
            1 => format!("\"2019-{:02}\"", n % 12 + 1),
            _ => format!("2019-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
        };
        gallery.write(
            &format!("content/entries/dong/d{n:03}.md"),
            &format!(
                "+++\ntitle = \"Đông {n}\"\nfields = [\"kinh-te\"]\nlocality = \"Phú Yên\"\nstarted = {started}\nphase = \"dot-2\"\n+++\nBài.\n"
            ),
        );
    }
}

#[test]
fn every_entry_is_in_one_shard_and_counted_in_the_overview() {
    let gallery = Gallery::new();
    crowd(&gallery, 300);
    gallery.build();
    let shards = shards(&gallery);
    let slugs: Vec<&str> = shards.values().flatten().map(|entry| entry[1].as_str().unwrap()).collect();
    assert_eq!(slugs.len(), 312);
    assert_eq!(slugs.iter().collect::<BTreeSet<_>>().len(), 312, "none twice");
    // A year of few entries is one shard; one of many is split by month, with imprecise dates in a shard of their own.
    let names: Vec<&str> = shards.keys().map(String::as_str).collect();
    let months: Vec<String> = (1..=12).map(|month| format!("2019-{month:02}")).collect();
    let mut wanted = vec!["2016", "2017", "2018", "2019", "2020"];
    wanted.extend(months.iter().map(String::as_str));
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    for (name, entries) in &shards {
        for entry in entries {
            let date = entry[0].as_str().unwrap();
            let fits = if name == "2019" { date == "2019" } else { date.starts_with(name.as_str()) };
            assert!(fits, "{date} in {name}");
        }
    }
    for year in overview(&gallery)["years"].as_array().unwrap() {
        let own = |month: usize| {
            let month = if month == 0 { String::new() } else { format!("-{month:02}") };
            let stem = format!("{}{month}", year["year"]);
            let all = shards.iter().filter(|(name, _)| name.starts_with(&stem[..4])).flat_map(|(_, e)| e);
            all.filter(|e| e[0].as_str().unwrap().get(..7).unwrap_or(&stem[..4]) == stem).count()
        };
        for month in 0..=12 {
            assert_eq!(year["counts"][month], own(month), "{year} {month}");
        }
    }
}

#[test]
fn a_shard_holds_only_what_its_entries_say() {
    let gallery = Gallery::new();
    crowd(&gallery, 300);
    gallery.build();
    let keys = gallery.keys();
    let touched = |gallery: &Gallery, keys: &BTreeMap<String, String>| -> Vec<String> {
        let all = difference(keys, &gallery.keys());
        all.iter().filter_map(|path| path.strip_prefix(DATA).map(str::to_string)).collect()
    };
    gallery.edit("content/entries/dong/d014.md", "Bài.", "Bài khác.");
    gallery.build();
    assert_eq!(touched(&gallery, &keys), Vec::<String>::new(), "a body is not on the timeline");
    gallery.edit("content/entries/dong/d014.md", "Đông 14", "Một tên khác");
    gallery.build();
    assert_eq!(touched(&gallery, &keys), ["2019-03.json"], "a title is in one shard");
    let keys = gallery.keys();
    gallery.edit("content/entries/dong/d014.md", "2019-03-15", "2019-04-15");
    gallery.build();
    assert_eq!(touched(&gallery, &keys), ["2019-03.json", "2019-04.json", "tong-quan.json"], "a move");
    let keys = gallery.keys();
    gallery.edit("content/entries/e05/index.md", "title = \"", "title = \"Mới ");
    gallery.build();
    assert_eq!(touched(&gallery, &keys), ["2016.json"], "a whole year");
    let keys = gallery.keys();
    gallery.edit("content/phases.toml", "Sơ kết", "Tổng kết");
    gallery.build();
    assert_eq!(touched(&gallery, &keys), ["tong-quan.json"], "milestones stand in the overview");
}

#[test]
fn hidden_and_withdrawn_entries_are_on_no_timeline() {
    let gallery = Gallery::new();
    gallery.entry(5, "draft = true\n");
    gallery.entry(6, "publish_at = 2026-12-01\n");
    gallery.entry(7, "expires = 2026-11-20\n");
    gallery.entry(8, "withdrawn = { date = 2026-11-01, reason = \"Theo đề nghị.\" }\n");
    gallery.build();
    let slugs: BTreeSet<String> =
        shards(&gallery).values().flatten().map(|entry| entry[1].as_str().unwrap().to_string()).collect();
    assert_eq!(slugs, ["e01", "e02", "e03", "e04", "e09", "e10", "e11", "e12"].map(String::from).into());
    let years = overview(&gallery);
    let total: u64 = years["years"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|year| year["counts"].as_array().unwrap())
        .map(|count| count.as_u64().unwrap())
        .sum();
    assert_eq!(total, 8);
}

#[test]
fn an_empty_gallery_has_an_overview_and_no_shard() {
    let gallery = Gallery::new();
    gallery.edit("content/documents/05-ct-tu.md", ", xem [giới thiệu](../pages/gioi-thieu.md)", "");
    gallery.remove("content/pages/gioi-thieu.md");
    gallery.remove("content/entries");
    gallery.build();
    assert!(shards(&gallery).is_empty());
    assert_eq!(overview(&gallery)["phases"].as_array().unwrap().len(), 2);
}

#[test]
fn phases_end_on_their_last_day() {
    let gallery = Gallery::new();
    gallery.build();
    // The file has the day after it.
    assert_eq!(overview(&gallery)["phases"][0]["to"], "2018-10-14");
    let page = String::from_utf8(gallery.published()["dong-thoi-gian/index.html"].clone()).unwrap();
    assert!(page.contains("<time datetime=\"2018-10-14\">14/10/2018</time>"));
}

#[test]
fn a_number_beside_a_year_leads_to_that_many_entries() {
    let gallery = Gallery::new();
    let head = "fields = [\"kinh-te\"]\nlocality = \"Nghệ An\"\nstarted = 2018-12-01\n+++\nLời.\n";
    gallery.write("content/entries/sau.md", &format!("+++\ntitle = \"Sau\"\n{head}"));
    gallery.build();
    let page = String::from_utf8(gallery.published()["dong-thoi-gian/index.html"].clone()).unwrap();
    // The page of 2018 has the entries of both phases, so each number leads to the search page.
    for (phase, count) in [("dot-1", "3"), ("dot-2", "1")] {
        let link =
            format!("<a class=\"count\" href=\"../tim-kiem/?giai-doan={phase}&amp;nam=2018\">{count} ");
        assert!(page.contains(&link), "{link} in {page}");
    }
    assert!(page.contains("2019/\">2019</a> <span class=\"count\">"), "{page}");
    let config = std::fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("search = false\n{config}"));
    gallery.build_with(&["--allow-removed"]);
    let page = String::from_utf8(gallery.published()["dong-thoi-gian/index.html"].clone()).unwrap();
    assert!(!page.contains("class=\"count\" href"));
}
