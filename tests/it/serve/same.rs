//! Preview shows what a build writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::browser::Preview;
use crate::support::{Gallery, tree};

/// Whether a file belongs to search: preview sends queries to the program instead, and has no index.
fn is_of_search(path: &str) -> bool {
    path.starts_with("tim-kiem/") && path != "tim-kiem/index.html"
}

fn compare(gallery: &Gallery) {
    gallery.build_with(&["--allow-removed", "--quiet"]);
    let published = gallery.published();
    assert!(published.len() > 30);
    // No file is read in advance, so that pictures are read on demand. Photos are those of the build, because preview's
    // own use a faster recipe.
    fs::remove_file(gallery.at(".guong/parse.memo")).unwrap();
    let preview = Preview::of(gallery, &["--as-visitor"]);
    for (path, bytes) in published.iter().filter(|(path, _)| !path.starts_with('.') && !is_of_search(path)) {
        let page = preview.get(&format!("/{}", guong::address::encode_reference(path)));
        assert_eq!(page.status, 200, "{path}");
        assert!(page.without_script() == *bytes, "{path} differs in preview");
    }
}

#[test]
fn search_finds_what_is_on_screen() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let find = |words: &str| {
        let answer = preview.get(&format!("/tim-kiem/hoi.json?q={words}")).text();
        serde_json::from_str::<serde_json::Value>(&answer).unwrap()
    };
    assert!(preview.get("/tim-kiem/chi-muc.json").text().contains("tim-kiem/hoi.json"));
    let found = find("loi+ke+2");
    assert_eq!(found["results"][0]["path"], "mo-hinh/e02/");
    let photo = found["results"][0]["photo"].as_str().unwrap();
    assert_eq!(preview.get(&format!("/{photo}")).status, 200);
    let mut page = preview.open("/mo-hinh/e05/");
    gallery.edit("content/entries/e05/index.md", "Lời kể 5", "Đào kênh");
    page.until_it_says("Đào kênh");
    assert_eq!(find("dao+kenh")["results"][0]["path"], "mo-hinh/e05/");
    gallery.edit("content/entries/e05/index.md", "Đào kênh", "Đào kênh dài; kênh mới");
    page.until_it_says("kênh mới");
    assert_eq!(find("%22dao+kenh+dai%22")["total"], 1);
    assert_eq!(find("%22dao+kenh+moi%22")["total"], 0, "its page is read as it would be published");
    gallery.remove("content/entries/e05");
    page.until(|page| page.status == 404);
    assert_eq!(find("dao+kenh")["total"], 0);
}

#[test]
fn every_output_of_a_small_gallery_is_the_same_both_ways() {
    let gallery = Gallery::new().with_embeds();
    // One photo has a licence of its own, and another stands in a text alone.
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Cá\"\nlicence = \"© Báo\"");
    gallery.photo("content/entries/e03/song.jpg", 500, 400);
    gallery.edit("content/entries/e03/index.md", "Lời kể 3.", "![Sông](song.jpg)");
    gallery.edit("guong.toml", "embeds = true", "embeds = true\nkits = true");
    compare(&gallery);
}

#[test]
fn every_output_of_the_demo_is_the_same_both_ways() {
    let gallery = Gallery::empty();
    // With what a build of the demo has derived from its photos, if there was one: that takes the longest.
    for top in ["guong.toml", "content", "static", "themes", ".guong/photos"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(top);
        if from.is_file() {
            fs::copy(&from, gallery.at(top)).unwrap();
            continue;
        }
        let files = if from.exists() { tree(&from) } else { BTreeMap::new() };
        for (path, bytes) in files {
            let to = gallery.at(top).join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
    }
    compare(&gallery);
}
