//! The card of an entry for other sites: off unless asked for, whole under any address, gone with its entry.

use std::fs;

use serde_json::Value;

use crate::support::{Gallery, printed};

fn page(gallery: &Gallery, address: &str) -> String {
    fs::read_to_string(gallery.at(&format!("public/{address}"))).unwrap()
}

fn oembed(gallery: &Gallery, slug: &str) -> Value {
    serde_json::from_str(&page(gallery, &format!("mo-hinh/{slug}/nhung/oembed.json"))).unwrap()
}

/// The text of an element as a reader sees it.
fn unescaped(html: &str) -> String {
    let plain = html.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x2F;", "/");
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn without_the_key_an_entry_is_one_file() {
    let gallery = Gallery::new();
    gallery.build();
    let cards: Vec<String> = gallery.published().into_keys().filter(|path| path.contains("nhung")).collect();
    assert_eq!(cards, Vec::<String>::new());
    let html = page(&gallery, "mo-hinh/e01/index.html");
    assert!(!html.contains("oembed") && !html.contains("iframe"), "an entry offers no card");
}

#[test]
fn every_entry_has_a_card_and_offers_its_code() {
    let gallery = Gallery::new().with_embeds();
    let hostile = "Thả \"cá\" & 'tôm' <b>";
    gallery.edit(
        "content/entries/e02/index.md",
        "title = \"Mô hình số 2\"",
        &format!("title = '''{hostile}'''"),
    );
    gallery.build();
    let published = gallery.published();
    let slugs: Vec<String> = (1..=12).map(|number| format!("e{number:02}")).collect();
    for slug in &slugs {
        let card = page(&gallery, &format!("mo-hinh/{slug}/nhung/index.html"));
        assert!(!card.contains("<script") && !card.contains("<style") && !card.contains(" style="), "{slug}");
        let canonical = format!("https://thu.example/goc/mo-hinh/{slug}/");
        assert!(
            unescaped(&card).contains(&format!("<link rel=\"canonical\" href=\"{canonical}\">")),
            "{slug}"
        );
        // The entry's page leads programs to the description, which has the code that the page shows.
        let html = unescaped(&page(&gallery, &format!("mo-hinh/{slug}/index.html")));
        let described = format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{canonical}nhung/oembed.json\""
        );
        assert!(html.contains(&described), "{slug}");
        let code = html.split("<pre id=\"_ma-nhung\"><code>").nth(1).unwrap();
        let described = oembed(&gallery, slug);
        let said = described["html"].as_str().unwrap();
        assert!(code.starts_with(said), "{slug}: {said}");
        assert!(said.contains(&format!(" src=\"{canonical}nhung/\"")), "{said}");
        assert_eq!((&described["version"], &described["type"]), (&"1.0".into(), &"rich".into()));
        assert!(described["width"].is_u64() && described["height"].is_u64());
        if let Some(picture) = described["thumbnail_url"].as_str() {
            assert!(
                published.contains_key(picture.strip_prefix("https://thu.example/goc/").unwrap()),
                "{picture}"
            );
        }
    }
    assert!(oembed(&gallery, "e01").get("thumbnail_url").is_some());
    assert!(oembed(&gallery, "e03").get("thumbnail_width").is_none());
    assert_eq!(oembed(&gallery, "e02")["title"], hostile);
    let code = oembed(&gallery, "e02")["html"].as_str().unwrap().to_string();
    assert_eq!(code.matches('"').count(), 12, "no text ends its attribute: {code}");
    assert!(!code.contains("<b>"), "{code}");
    // Readers and search engines are led to the entries.
    let sitemap = page(&gallery, "sitemap.xml");
    assert!(!sitemap.contains("nhung"));
}

#[test]
fn a_card_credits_its_photo_and_follows_its_entry() {
    let gallery = Gallery::new().with_embeds();
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Cá\"\ncredit = \"Hội Nông dân\"");
    gallery.build();
    let card = page(&gallery, "mo-hinh/e02/nhung/index.html");
    assert!(card.contains("Ảnh: Hội Nông dân, CC BY 4.0"), "{card}");
    // An edit of the text alone renders no card; one of the summary renders this card alone.
    let before = gallery.keys();
    gallery.edit("content/entries/e02/index.md", "Lời kể 2", "Lời kể khác");
    gallery.build();
    let cards = |keys: std::collections::BTreeMap<String, String>| {
        keys.into_iter().filter(|(path, _)| path.contains("/nhung/")).collect::<Vec<_>>()
    };
    let (old, new) = (cards(before), cards(gallery.keys()));
    assert_eq!(old, new);
    gallery.edit("content/entries/e02/index.md", "Tóm tắt 2.", "Tóm tắt khác.");
    gallery.build();
    let changed: Vec<String> = cards(gallery.keys())
        .into_iter()
        .zip(new)
        .filter_map(|(now, old)| (now != old).then_some(now.0))
        .collect();
    assert_eq!(changed, ["mo-hinh/e02/nhung/index.html"]);
}

#[test]
fn a_frame_says_that_its_entry_was_withdrawn() {
    let gallery = Gallery::new().with_embeds();
    gallery.build();
    gallery.edit(
        "content/entries/e02/index.md",
        "fields =",
        "withdrawn = { date = 2026-01-05, reason = \"Số liệu không đối chiếu được.\" }\nfields =",
    );
    gallery.build();
    let card = page(&gallery, "mo-hinh/e02/nhung/index.html");
    assert!(card.contains("05/01/2026") && card.contains("Số liệu không đối chiếu được."), "{card}");
    assert!(!card.contains("Mô hình số 2") && !card.contains("<img"), "{card}");
    assert!(!gallery.at("public/mo-hinh/e02/nhung/oembed.json").exists());
    // To switch cards off is a decision, and no address is lost that people were promised.
    gallery.edit("guong.toml", "embeds = true", "embeds = false");
    gallery.build();
    assert!(!gallery.at("public/mo-hinh/e01/nhung").exists());
}

#[test]
fn cards_without_a_real_address_are_not_published() {
    let gallery = Gallery::new().with_embeds();
    gallery.edit("guong.toml", "https://thu.example/goc/", "https://example.org/");
    let output = gallery.guong(&["build"]).output().unwrap();
    assert!(!output.status.success() && printed(&output).contains("E0158"), "{}", printed(&output));
    gallery.edit("guong.toml", "embeds = true", "embeds = false");
    let output = gallery.guong(&["build"]).output().unwrap();
    assert!(output.status.success() && printed(&output).contains("W0157"), "{}", printed(&output));
}
