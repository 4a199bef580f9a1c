//! Law 6 in detail: nothing hidden (no word, pixel or count) is in the published site, the spare tree, the cache of
//! photos or the search index, and a site with something hidden is byte for byte the same as one without it.
//!
//! Every text of the hidden entry contains one word, and every pixel of its photos has one colour. While they are
//! public, the tests check first that both are found.

use std::collections::BTreeMap;
use std::io::Read;

use crate::support::{Gallery, assert_same, tree};

/// The word, which occurs nowhere else.
pub(crate) const WORD: &str = "quzxvankin";
/// The colour, which no other photo has.
const COLOUR: [u8; 3] = [255, 0, 255];
const ENTRY: &str = "content/entries/quzxvankin/index.md";

/// Returns an entry with the word in every text.
fn entry_with_word(how: &str) -> String {
    let w = WORD;
    format!(
        r#"+++
title = "Tên {w}"
kind = "collective"
fields = ["kinh-te"]
locality = ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "phường {w}, tỉnh Cà Mau"]
unit = ["hoi-nong-dan", "Tổ {w}"]
started = 2017-02-03
published = 2019-01-01
updated = 2019-02-01
verified = 2024-01-01
summary = "Tóm tắt {w}"
status = [{{ step = "registered", date = 2017-02-03, by = "Ban {w}", source = "{w}" }}]
results = [{{ label = "Số {w}", unit = "{w}", before = 1, after = 2, source = "{w}" }}]
awards = [{{ title = "Bằng {w}", by = "Ủy ban {w}", date = 2018-01-01 }}]
documents = ["05-ct-tu"]
replicates = "e03"
sources = [{{ id = "{w}", title = "Báo {w}", url = "https://{w}.example/{w}", date = 2018-01-01 }}]
corrections = [{{ date = 2018-02-01, note = "Sửa {w}" }}]
aliases = ["/cu/{w}/"]
{how}
[[photos]]
file = "{w}.png"
alt = "Ảnh {w}"
caption = "Chú thích {w}"
credit = "Người {w}"
licence = "Phép {w}"
consent_ref = "{w}"
[[photos]]
file = "kem.jpg"
alt = "Ảnh {w}"
+++
Lời {w}.

## Mục {w}

- *Danh* {w} [liên kết {w}](https://{w}.example/ "{w}")[^{w}]

| {w} |
| --- |
| {w} |

![Ảnh {w}]({w}.png "{w}")

[^{w}]: Ghi chú {w}.
"#
    )
}

/// Returns a gallery that makes everything that can be made.
fn gallery_with_kits() -> Gallery {
    let gallery = Gallery::new().with_embeds();
    gallery.edit("guong.toml", "embeds = true", "embeds = true\nkits = true");
    gallery
}

/// Writes photos of one colour, which survives every encoder.
fn put_photos(gallery: &Gallery, name: &str) {
    for (file, width) in [(format!("{name}.png"), 420), ("kem.jpg".to_string(), 330)] {
        let path = gallery.at(&format!("content/entries/{name}/{file}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        image::RgbImage::from_pixel(width, 200, image::Rgb(COLOUR)).save(path).unwrap();
    }
}

/// Returns where the word or the colour occurs: in the published site, the spare tree, and the caches of outputs.
/// The parse memo is as private as the sources.
pub(crate) fn found(gallery: &Gallery) -> Vec<String> {
    let mut files: BTreeMap<String, Vec<u8>> = gallery.published();
    let kept = tree(&gallery.at(".guong")).into_iter().filter(|(path, _)| path != "parse.memo");
    files.extend(kept.map(|(path, bytes)| (format!(".guong/{path}"), bytes)));
    let offends = |(path, bytes): (&String, &Vec<u8>)| {
        if [".zip", ".xlsx"].iter().any(|ending| path.ends_with(ending)) {
            let packed = unpacked(bytes);
            return packed.iter().any(|(name, bytes)| has_secret(name, bytes)).then(|| path.clone());
        }
        let mut inside = Vec::new();
        if path.ends_with(".bin") {
            flate2::read::DeflateDecoder::new(bytes.as_slice()).read_to_end(&mut inside).unwrap();
        }
        (has_secret(path, bytes) || has_secret("", &inside)).then(|| path.clone())
    };
    files.iter().filter_map(offends).collect()
}

/// Whether a file contains the word or shows the colour.
fn has_secret(path: &str, bytes: &[u8]) -> bool {
    let is_there = |text: &[u8]| String::from_utf8_lossy(text).to_lowercase().contains(WORD);
    is_there(path.as_bytes()) || is_there(bytes) || has_colour(path, bytes)
}

/// Returns the files in a ZIP, by name.
pub(crate) fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut inside = Vec::new();
        file.read_to_end(&mut inside).unwrap();
        (file.name().unwrap().into_owned(), inside)
    };
    (0..count).map(read).collect()
}

/// Whether a photo has the colour: a hundredth of its pixels suffices, of which every tenth is looked at.
fn has_colour(path: &str, bytes: &[u8]) -> bool {
    let photo = [".jpg", ".webp", ".png"].iter().any(|ending| path.ends_with(ending));
    let Some(image) = photo.then(|| image::load_from_memory(bytes).ok()).flatten() else { return false };
    let image = image.to_rgb8();
    let near = |pixel: &image::Rgb<u8>| pixel.0.iter().zip(COLOUR).all(|(a, b)| a.abs_diff(b) < 40);
    image.pixels().step_by(10).filter(|pixel| near(pixel)).count() * 1000 >= image.pixels().len()
}

/// Returns a gallery whose entry was published.
fn published() -> Gallery {
    let gallery = gallery_with_kits();
    gallery.write(ENTRY, &entry_with_word(""));
    put_photos(&gallery, WORD);
    gallery.edit("content/entries/e04/index.md", "Lời kể 4", "Xem [đó](../quzxvankin/index.md), lời kể 4");
    gallery.build();
    // The first change makes the spare.
    for [old, new] in [["lời kể 4", "lời kể bốn"], ["lời kể bốn", "lời kể 4"]] {
        gallery.edit("content/entries/e04/index.md", old, new);
        gallery.build();
    }
    let where_to = found(&gallery);
    for part in [
        "mo-hinh/quzxvankin/index.html",
        "mo-hinh/quzxvankin/nhung/index.html",
        "mo-hinh/quzxvankin/nhung/oembed.json",
        "cu/quzxvankin/index.html",
        "feed.xml",
        "feeds.opml",
        "sitemap.xml",
        "don-vi/",
        "dia-phuong/nghe-an/",
        "dong-thoi-gian/",
        "van-ban/05-ct-tu/",
        "thu-vien-anh/index.html",
        "thu-vien-anh/giay-phep/phep-quzxvankin/",
        "du-lieu/mo-hinh.xlsx",
        "mo-hinh/quzxvankin/quzxvankin.zip",
        "tim-kiem/chi-muc/k-",
        "tim-kiem/chi-muc/b-",
        "search.words",
        ".guong/spare-",
        ".guong/photos/",
        "index.html",
    ] {
        assert!(where_to.iter().any(|path| path.contains(part)), "nothing to find in {part}: {where_to:?}");
    }
    assert!(where_to.iter().filter(|path| path.starts_with("anh/")).count() >= 4, "{where_to:?}");
    gallery
}

const WAYS: [(&str, &str); 3] = [
    ("draft", "draft = true"),
    ("embargoed", "publish_at = 2026-11-22"),
    ("expired", "expires = 2026-11-20"),
];

#[test]
fn a_hidden_entry_leaves_no_trace_of_its_publication() {
    // The same gallery without the entry; the link to it is replaced by its text.
    let never = gallery_with_kits();
    never.edit("content/entries/e04/index.md", "Lời kể 4", "Xem đó, lời kể 4");
    never.build();
    let gallery = published();
    for (name, how) in WAYS {
        gallery.write(ENTRY, &entry_with_word(how));
        gallery.build_with(&["--allow-removed"]);
        assert_eq!(found(&gallery), Vec::<String>::new(), "{name}");
        assert_same_bytes(&gallery, &never, name);
        gallery.write(ENTRY, &entry_with_word(""));
        gallery.build();
        assert!(!found(&gallery).is_empty());
    }
}

#[test]
fn an_entry_hidden_from_the_start_leaves_no_trace() {
    let never = gallery_with_kits();
    never.build();
    for (name, how) in WAYS {
        let gallery = gallery_with_kits();
        gallery.write(ENTRY, &entry_with_word(how));
        put_photos(&gallery, WORD);
        gallery.build();
        assert_eq!(found(&gallery), Vec::<String>::new(), "{name}");
        assert_same(&gallery.published(), &never.published(), name);
    }
}

/// Asserts equal outputs except for the manifest, which depends on the text of `e04` as written.
fn assert_same_bytes(one: &Gallery, other: &Gallery, when: &str) {
    let without = |gallery: &Gallery| {
        let mut files = gallery.published();
        files.remove(guong::publish::MANIFEST);
        files
    };
    assert_same(&without(one), &without(other), when);
}

#[test]
fn an_entry_appears_and_disappears_on_its_days() {
    let mut gallery = gallery_with_kits();
    gallery.write(ENTRY, &entry_with_word("publish_at = 2026-11-22\nexpires = 2026-11-24"));
    put_photos(&gallery, WORD);
    for (day, is_visible) in
        [("2026-11-21", false), ("2026-11-22", true), ("2026-11-24", true), ("2026-11-25", false)]
    {
        gallery.day = day.into();
        gallery.build_with(&["--allow-removed"]);
        assert_eq!(!found(&gallery).is_empty(), is_visible, "{day}: {:?}", found(&gallery));
    }
}

#[test]
fn only_the_address_of_a_withdrawn_entry_remains() {
    let gallery = published();
    gallery.write(ENTRY, &entry_with_word("withdrawn = { date = 2026-11-01, reason = \"Theo đề nghị.\" }"));
    gallery.build();
    let paths = found(&gallery);
    assert!(paths.iter().any(|path| path == "mo-hinh/quzxvankin/index.html"), "{paths:?}");
    for path in paths {
        let folder = if path.starts_with(".guong/") { "" } else { "public/" };
        let text = std::fs::read_to_string(gallery.at(&format!("{folder}{path}"))).expect("a page");
        // The notice is at the entry's address, and links lead to it.
        let rest = text.replace("mo-hinh/quzxvankin/", "").replace("cu/quzxvankin/", "");
        assert!(!rest.contains(WORD), "{path}");
    }
}

#[test]
fn nothing_of_a_withdrawn_photo_remains() {
    let gallery = gallery_with_kits();
    let photos = |more: &str| {
        format!(
            "draft = false\n[[photos]]\nfile = \"quzxvankin.png\"\nalt = \"quzxvankin\"\ncaption = \"Chú thích quzxvankin\"\ncredit = \"quzxvankin\"\nlicence = \"quzxvankin\"\n{more}[[photos]]\nfile = \"kem.jpg\"\nalt = \"Kèm\"\n{more}"
        )
    };
    // The text shows the photos as well, alone and within a line.
    let set = |more: &str| {
        gallery.entry(7, &photos(more));
        gallery.edit(
            "content/entries/e07/index.md",
            "Lời kể 7.",
            "Lời kể ![quzxvankin](kem.jpg \"quzxvankin\").\n\n![quzxvankin](quzxvankin.png)\n",
        );
    };
    set("");
    put_photos(&gallery, "e07");
    gallery.remove("content/entries/e07/e07.png");
    image::RgbImage::from_pixel(420, 200, image::Rgb(COLOUR))
        .save(gallery.at("content/entries/e07/quzxvankin.png"))
        .unwrap();
    gallery.build();
    assert!(found(&gallery).iter().any(|path| path.starts_with("anh/")));
    set("withdrawn = true\n");
    gallery.build();
    assert_eq!(found(&gallery), Vec::<String>::new());
}

#[test]
fn a_draft_page_leaves_no_trace() {
    let never = gallery_with_kits();
    never.build();
    let gallery = gallery_with_kits();
    let page = |how: &str| {
        format!("+++\ntitle = \"Trang {WORD}\"\nmenu = \"{WORD}\"\nsummary = \"{WORD}\"\n{how}+++\n{WORD}\n")
    };
    gallery.write("content/pages/quzxvankin.md", &page(""));
    gallery.build();
    assert!(found(&gallery).len() > 20, "the menu is on every page");
    gallery.write("content/pages/quzxvankin.md", &page("draft = true\n"));
    gallery.build_with(&["--allow-removed"]);
    assert_eq!(found(&gallery), Vec::<String>::new());
    assert_same(&gallery.published(), &never.published(), "a draft page");
}
