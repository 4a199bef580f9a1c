//! Search by synonyms, a site's own and the built-in ones: ranked after literal matches, and labelled.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::search::{answer, empty, entry};
use crate::serve::browser::{DEADLINE, Preview};
use crate::support::Gallery;

const SYNONYMS: &str = "[[synonyms]]\nwords = [\"hiến đất\", \"góp đất\"]\n";

/// Returns a gallery whose entries use synonyms.
fn gallery_of_synonyms() -> Gallery {
    let gallery = empty();
    for (slug, title, body) in [
        ("hien", "Bà con hiến đất làm đường", "Cùng làm."),
        ("gop", "Bà con góp đất làm đường", "Cùng làm. Cùng làm."),
        ("ntm", "Về đích nông thôn mới", "Cả xã vui."),
        ("khac", "Nuôi ong", "Đất tốt, góp gió thành bão."),
    ] {
        entry(&gallery, slug, title, "kinh-te", "Phú Yên", 2018, body);
    }
    gallery
}

fn urls(found: &serde_json::Value) -> Vec<&str> {
    let results = found["results"].as_array().unwrap().iter();
    let hits = results.filter(|result| result["related"] == json!(false));
    hits.map(|result| result["url"].as_str().unwrap().trim_start_matches("mo-hinh/").trim_end_matches('/'))
        .collect()
}

#[test]
fn typed_words_come_first_and_synonyms_are_reported() {
    let gallery = gallery_of_synonyms();
    gallery.write("content/synonyms.toml", SYNONYMS);
    gallery.build_with(&["--allow-removed"]);
    for (words, first, second, other) in
        [("hiến đất làm đường", "hien", "gop", "góp đất"), ("gop dat", "gop", "hien", "hiến đất")]
    {
        let found = answer(&gallery, words);
        assert_eq!(urls(&found), [first, second], "{words}: {found}");
        assert_eq!(found["also"][0]["others"], json!([other]), "{found}");
        assert_eq!(found["instead"], json!(null), "{found}");
    }
    let found = answer(&gallery, "xây dựng NTM");
    assert_eq!(found["also"], json!([{ "key": "ntm", "others": ["nông thôn mới"] }]), "{found}");
    assert_eq!(urls(&answer(&gallery, "NTM")), ["ntm"]);
    // Quoted words are not expanded.
    let found = answer(&gallery, "\"hiến đất\"");
    assert_eq!((urls(&found), &found["also"]), (vec!["hien"], &json!([])), "{found}");
    let text = gallery.guong(&["search", "hiến đất"]).output().unwrap();
    assert!(String::from_utf8_lossy(&text.stdout).contains("Cũng tìm: góp đất\n"));
}

#[test]
fn names_are_recognised_by_their_synonyms() {
    let gallery = gallery_of_synonyms();
    gallery.edit("content/fields.toml", "name = \"Kinh tế\"", "name = \"Cải cách hành chính\"");
    gallery.build_with(&["--allow-removed"]);
    let found = answer(&gallery, "CCHC Phú Yên 2018");
    assert_eq!(found["understood"][0]["label"], json!("Cải cách hành chính"), "{found}");
}

#[test]
fn a_site_may_switch_built_in_synonyms_off() {
    let gallery = gallery_of_synonyms();
    gallery.write("content/synonyms.toml", "builtin = false\n");
    gallery.build_with(&["--allow-removed"]);
    assert_eq!(urls(&answer(&gallery, "NTM")), Vec::<&str>::new());
    // A group of the site's own replaces the built-in one.
    gallery.write("content/synonyms.toml", "[[synonyms]]\nwords = [\"NTM\", \"nuôi ong\"]\n");
    gallery.build();
    assert_eq!(urls(&answer(&gallery, "NTM")), ["khac"]);
}

#[test]
fn preview_follows_the_file() {
    let gallery = gallery_of_synonyms();
    let preview = Preview::of(&gallery, &[]);
    let ask = || preview.get("/tim-kiem/hoi.json?q=hi%E1%BA%BFn+%C4%91%E1%BA%A5t").text();
    assert!(ask().contains("\"also\":[]"), "{}", ask());
    gallery.write("content/synonyms.toml", SYNONYMS);
    let begun = Instant::now();
    while !ask().contains("\"also\":[{\"key\":\"hien dat\",\"others\":[\"góp đất\"]}]") {
        assert!(begun.elapsed() < DEADLINE, "{}", ask());
        std::thread::sleep(Duration::from_millis(20));
    }
}
