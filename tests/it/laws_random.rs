//! The laws on random sites under random sequences of edits, with the real program on a real disk. A failing
//! case is minimised. `GUONG_CASES` sets how many sites are tried.

mod edits;
mod site;

use std::fs;
use std::io::Read;
use std::time::{Duration, Instant, SystemTime};

use crate::serve::browser::Preview;
use crate::support::{Gallery, assert_same, difference, printed};
use edits::{Edit, edit, site};
use guong::search::layout::MANIFEST;
use guong::search::live::ASK;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use site::{DAYS, Files, Site};

fn cases(default: u32) -> Config {
    let asked = std::env::var("GUONG_CASES").ok().and_then(|text| text.parse().ok());
    // By default, the same sites are tried in every run; with `GUONG_CASES`, different ones each time.
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_122) };
    let failure_persistence = Some(Box::new(FileFailurePersistence::Off) as _);
    let cases = asked.unwrap_or(default);
    Config { cases, rng_seed, failure_persistence, max_shrink_time: 120_000, ..Config::default() }
}

/// Writes changed files and deletes removed ones. Every written file gets an old modification time, so that its
/// stamp is trusted.
fn lay_out(gallery: &Gallery, before: &Files, now: &Files) {
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        fs::remove_file(gallery.at(path)).unwrap();
        let folder = gallery.at(path).parent().unwrap().to_path_buf();
        if fs::read_dir(&folder).unwrap().next().is_none() {
            fs::remove_dir(&folder).unwrap();
        }
    }
    for (number, (path, bytes)) in
        now.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).enumerate()
    {
        let to = gallery.at(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(&to, bytes).unwrap();
        if number % 2 == 0 {
            let file = fs::File::options().append(true).open(&to).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
        }
    }
}

/// A gallery that holds a site.
fn gallery_of(site: &Site) -> Gallery {
    let mut gallery = Gallery::empty();
    gallery.day = DAYS[site.day as usize].into();
    lay_out(&gallery, &Files::new(), &site.files());
    gallery
}

/// Returns the last parts of the addresses of changed texts.
fn texts_of(before: &Files, now: &Files) -> Vec<String> {
    let changed =
        now.iter().filter(|(path, bytes)| path.ends_with(".md") && before.get(*path) != Some(bytes));
    let name = |path: &str| {
        let stem = path.trim_end_matches(".md").trim_end_matches("/index");
        format!("{}/", stem.rsplit('/').next().unwrap())
    };
    changed.map(|(path, _)| name(path)).collect()
}

/// Runs a build without caches in a different folder, with one thread and a different time zone and locale.
fn build_elsewhere(gallery: &Gallery) -> Gallery {
    let cold = gallery.copy();
    let mut command = cold.guong(&["build"]);
    let places = [
        ("RAYON_NUM_THREADS", "1"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "tr_TR"),
        ("TZ", "America/New_York"),
    ];
    let output = command.envs(places).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    cold
}

/// Returns the content of a file; files of the index are decompressed, archives are unpacked.
fn readable(path: &str, bytes: &[u8]) -> String {
    if path.ends_with(".zip") || path.ends_with(".xlsx") {
        let packed = crate::leaks::unpacked(bytes);
        return packed.iter().map(|(name, bytes)| readable(name, bytes)).chain([path.into()]).collect();
    }
    let mut inside = Vec::new();
    if path.ends_with(".bin") {
        flate2::read::DeflateDecoder::new(bytes).read_to_end(&mut inside).unwrap();
    }
    format!("{path}\n{}{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&inside))
}

/// Asserts that nothing hidden is in the published site or in the spare tree.
fn leaves_no_trace(gallery: &Gallery, site: &Site) {
    let unseen = site.unseen();
    let spare = crate::support::tree(&gallery.at(".guong"));
    let spare = spare.iter().filter(|(path, _)| path.starts_with("spare-"));
    for (path, bytes) in gallery.published().iter().chain(spare) {
        let text = readable(path, bytes);
        for word in &unseen {
            assert!(!text.contains(word), "{path} contains {word}");
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn any_site_obeys_the_laws_after_any_edits(mut site in site(), edits in proptest::collection::vec(edit(), 1..7)) {
        let mut gallery = gallery_of(&site);
        let mut files = site.files();
        gallery.build();
        for edit in &edits {
            let had_public_targets = site.has_public_targets();
            site.apply(edit);
            let now = site.files();
            lay_out(&gallery, &files, &now);
            let texts = texts_of(&files, &now);
            files = now;
            gallery.day = DAYS[site.day as usize].into();
            let (keys, bytes) = (gallery.keys(), gallery.published());
            gallery.build_with(&["--allow-removed"]);
            let changed = difference(&bytes, &gallery.published());
            let rendered = difference(&keys, &gallery.keys());
            // Outputs that differ have different keys. Keys change without the bytes only if a source (a theme, the
            // settings, a link) has the same effect in different words, and for outputs that summarise the whole
            // gallery: the index and the home page.
            prop_assert!(changed.iter().all(|path| rendered.contains(path)), "{changed:?} {rendered:?}");
            let wasted: Vec<_> = rendered.iter().filter(|path| !changed.contains(path)).collect();
            let named = |path: &str| texts.iter().any(|name| path.contains(name));
            let allowed = |path: &str| [MANIFEST, "index.html"].contains(&path) || named(path);
            // A card's key covers the day on which an entry began, of which the card may show less. Public targets are in
            // the navigation, which a theme may show on every page, and need not.
            let everywhere = had_public_targets != site.has_public_targets();
            let everywhere = everywhere || matches!(edit, Edit::Theme(..) | Edit::Config(..) | Edit::Trait(_, edits::STARTED, _));
            prop_assert!(everywhere || wasted.iter().all(|path| allowed(path)), "for nothing: {wasted:?}");
            leaves_no_trace(&gallery, &site);
        }
        // A second build renders nothing.
        let said = gallery.build();
        prop_assert!(said.starts_with("Không có gì thay đổi"), "{said}");
        let cold = build_elsewhere(&gallery);
        assert_same(&gallery.published(), &cold.published(), "warm and cold");
        crate::support::links::check(&gallery.published(), &site.base_url());
    }
}

/// Whether a file belongs to search: preview sends queries to the program instead, and has no index.
fn is_of_search(path: &str) -> bool {
    path.starts_with("tim-kiem/") && path != "tim-kiem/index.html"
}

/// Asserts that preview shows what a build writes, as soon as it has processed the changes.
fn shows(preview: &Preview, gallery: &Gallery) {
    let until = Instant::now() + crate::serve::browser::DEADLINE;
    for (path, bytes) in gallery.published() {
        if path.starts_with('.') || is_of_search(&path) {
            continue;
        }
        let address = format!("/{}", guong::address::encode_reference(&path));
        loop {
            let page = preview.get(&address);
            if page.status == 200 && page.without_script() == bytes {
                break;
            }
            assert!(Instant::now() < until, "{path} differs in preview: {}", page.status);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Returns the addresses that search in the built gallery finds, best first.
fn found_in_build(gallery: &Gallery, words: &str) -> Vec<String> {
    let output = gallery.guong(&["search", "--json", "--limit", "50", words]).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    found["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["url"].as_str().unwrap().to_string())
        .collect()
}

/// Returns the addresses that search in preview finds, and the number of hits.
fn found_in_preview(preview: &Preview, words: &str) -> (Vec<String>, usize) {
    let asked = preview
        .get(&format!("/{ASK}?limit=50&q={}", guong::address::encode_reference(words).replace('&', "%26")));
    assert_eq!(asked.status, 200);
    let answer: serde_json::Value = serde_json::from_slice(&asked.body).unwrap();
    let results = answer["results"].as_array().unwrap().iter();
    let paths = results.map(|result| result["path"].as_str().unwrap().to_string()).collect();
    (paths, answer["total"].as_u64().unwrap() as usize)
}

/// Asserts that preview finds what the build finds, in the same order, and nothing hidden.
fn finds(preview: &Preview, gallery: &Gallery, site: &Site) {
    if !site.searches() {
        return;
    }
    let hidden = site.unseen();
    let common =
        ["mô hình", "lời kể 2", "nghe an", "\"cách làm\"", "moo hinhf", "hội nông dân -2019", "2018"];
    let words = site.entries.iter().map(|entry| format!("\"{}\"", entry.word()));
    for words in common.iter().map(|words| words.to_string()).chain(words) {
        let built = found_in_build(gallery, &words);
        let (found, total) = found_in_preview(preview, &words);
        assert_eq!((&found, total), (&built, built.len()), "{words}");
        let leaked = found.iter().find(|path| hidden.iter().any(|word| path.contains(word)));
        assert_eq!(leaked, None, "{words}");
        if hidden.iter().any(|word| words.contains(word)) {
            assert_eq!(built, Vec::<String>::new(), "{words} is not seen");
        }
    }
}

proptest! {
    #![proptest_config(cases(5))]

    #[test]
    fn preview_follows_any_edits(mut site in site(), edits in proptest::collection::vec(edit(), 1..7)) {
        let gallery = gallery_of(&site);
        gallery.build();
        let preview = Preview::of(&gallery, &["--as-visitor"]);
        let mut files = site.files();
        // It has shown pages, which it keeps while they are valid.
        shows(&preview, &gallery);
        finds(&preview, &gallery, &site);
        for edit in edits.iter().filter(|edit| !matches!(edit, Edit::Day(_))) {
            site.apply(edit);
            let now = site.files();
            lay_out(&gallery, &files, &now);
            files = now;
            gallery.build_with(&["--allow-removed"]);
            shows(&preview, &gallery);
            finds(&preview, &gallery, &site);
        }
    }
}

/// Generates files and addresses that may collide with existing ones.
fn clutter() -> impl Strategy<Value = (u8, u8, u8)> {
    (0..10u8, any::<u8>(), any::<u8>())
}

/// Adds something to a site that may collide with what exists.
fn put_clutter(gallery: &Gallery, number: usize, (what, one, other): (u8, u8, u8)) {
    let names = ["cu", "Cu", "CU", "gioi-thieu", "Gioi-Thieu", "mo-hinh", "MO-HINH", "robots.txt", "f", "đá"];
    let name = |n: u8| names[n as usize % names.len()];
    let (one, other) = (name(one), name(other));
    let entry = format!(
        "+++\ntitle = \"Thêm {number}\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2019\naliases = [\"/{one}/{other}/\", \"/{other}.html\"]\n+++\nLời.\n"
    );
    match what {
        0..=3 => gallery.write(&format!("content/entries/them-{number}.md"), &entry),
        4 | 5 if !gallery.at(&format!("static/{one}")).is_file() => {
            let path = format!("static/{one}/{other}");
            if !gallery.at(&path).exists() {
                gallery.write(&path, "x");
            }
        }
        6 if !gallery.at(&format!("static/{one}")).exists() => gallery.write(&format!("static/{one}"), "x"),
        7 => gallery.write("content/pages/cu.md", "+++\ntitle = \"Cũ\"\n+++\n"),
        8 => gallery.edit("guong.toml", "title", &format!("keep = [\"{one}\"]\ntitle")),
        9 => gallery.write("content/units.toml", &format!("[[units]]\nid = \"u\"\nname = \"{one}\"\n")),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn a_site_that_passes_check_builds(site in site(), clutter in proptest::collection::vec(clutter(), 0..4)) {
        let gallery = gallery_of(&site);
        for (number, thing) in clutter.iter().enumerate() {
            // Duplicate keys have nothing to do with addresses.
            if thing.0 != 8 || !fs::read_to_string(gallery.at("guong.toml")).unwrap().contains("keep") {
                put_clutter(&gallery, number, *thing);
            }
        }
        let check = gallery.guong(&["check"]).output().unwrap();
        let build = gallery.guong(&["build"]).output().unwrap();
        prop_assert_eq!(check.status.code(), build.status.code(), "{}\n{}", printed(&check), printed(&build));
        prop_assert!(build.status.success() || printed(&build).contains("lỗi["), "{}", printed(&build));
    }
}
