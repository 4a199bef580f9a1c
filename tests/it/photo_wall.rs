//! The walls of photos: every photo that pages show, once; by field, phase, place and licence; nothing hidden.

use std::collections::BTreeMap;

use crate::support::{Gallery, difference};

const WALL: &str = "thu-vien-anh/";

fn page(published: &BTreeMap<String, Vec<u8>>, address: &str) -> String {
    String::from_utf8(published[&format!("{address}index.html")].clone()).unwrap()
}

/// The entries whose photos a wall shows, in their order.
fn shown(published: &BTreeMap<String, Vec<u8>>, address: &str) -> Vec<String> {
    let text = page(published, address);
    let wall = text.split("<ul class=\"wall\">").nth(1).unwrap_or_default();
    let wall = wall.split("</ul>").next().unwrap_or_default();
    let entries = wall.split("mo-hinh/").skip(1).map(|rest| rest.split('/').next().unwrap().to_string());
    entries.collect()
}

#[test]
fn every_photo_stands_on_the_wall_and_leads_to_its_entry() {
    let gallery = Gallery::new();
    // One photo stands in a text alone, one in the text and in the list, one twice in a text.
    gallery.photo("content/entries/e03/song.jpg", 500, 400);
    gallery.edit("content/entries/e03/index.md", "Lời kể 3.", "![Sông](song.jpg)\n\n![Sông](song.jpg)\n");
    let credit = "alt = \"Cá\"\ncaption = \"Đàn <cá>\"\ncredit = \"Hội & xã\"\nlicence = \"© Báo\"";
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", credit);
    gallery.build();
    let published = gallery.published();
    // Newest first: e03 is of 2019, e02 of 2018, e01 of 2017.
    assert_eq!(shown(&published, WALL), ["e03", "e02", "e01"]);
    let text = page(&published, WALL);
    assert!(text.contains("Đàn &lt;cá&gt;") && text.contains("Hội &amp; xã") && text.contains("© Báo"));
    assert!(text.contains("<b>3</b>") && text.contains("href=\"../thu-vien-anh/giay-phep/\""));
    for (part, entries) in [
        ("linh-vuc/kinh-te/", vec!["e02"]),
        ("linh-vuc/van-hoa/", vec!["e03", "e01"]),
        ("giai-doan/dot-1/", vec!["e02", "e01"]),
        ("giay-phep/bao/", vec!["e02"]),
        ("giay-phep/cc-by-4-0/", vec!["e03", "e01"]),
    ] {
        assert_eq!(shown(&published, &format!("{WALL}{part}")), entries, "{part}");
    }
    let licences = page(&published, "thu-vien-anh/giay-phep/");
    assert!(licences.contains("© Báo</a> <span class=\"count\">1<") && licences.contains(">CC BY 4.0</a>"));
    // Every page leads to the wall; the wall of a phase without photos is not there.
    assert!(page(&published, "").contains("href=\"thu-vien-anh/\""));
    assert!(published.keys().filter(|path| path.starts_with("thu-vien-anh/giai-doan/")).count() == 2);
}

#[test]
fn a_wall_is_paged_and_a_new_photo_moves_no_page_behind() {
    let gallery = Gallery::new();
    let photo = "[[photos]]\nfile = \"../e02/ca.jpg\"\nalt = \"Cá\"\n";
    for number in 13..=80 {
        gallery.write(
            &format!("content/entries/n{number}/index.md"),
            &format!("+++\ntitle = \"Thêm {number}\"\nfields = [\"kinh-te\"]\nlocality = \"Phú Yên\"\nstarted = 2017-01-01\n{photo}+++\nBài.\n"),
        );
    }
    gallery.build();
    let published = gallery.published();
    let walls: Vec<&String> = published.keys().filter(|path| path.starts_with(WALL)).collect();
    assert!(walls.contains(&&"thu-vien-anh/trang/1/index.html".to_string()), "{walls:?}");
    assert_eq!(shown(&published, "thu-vien-anh/trang/1/").len(), 24);
    let all: usize = ["", "trang/1/"].iter().map(|at| shown(&published, &format!("{WALL}{at}")).len()).sum();
    assert_eq!(all, 70);
    assert!(page(&published, WALL).contains("rel=\"next\" href=\"../thu-vien-anh/trang/1/\""));
    let keys = gallery.keys();
    let newest = format!(
        "+++\ntitle = \"Mới\"\nfields = [\"van-hoa\"]\nlocality = \"Phú Yên\"\nstarted = 2020-09-09\npublished = 2026-01-01\n{photo}+++\nBài.\n"
    );
    gallery.write("content/entries/moi/index.md", &newest);
    gallery.build();
    let changed = difference(&keys, &gallery.keys());
    assert!(!changed.iter().any(|path| path.starts_with(WALL) && path.contains("/trang/")), "{changed:?}");
    assert!(changed.contains(&"thu-vien-anh/index.html".to_string()));
}

#[test]
fn a_gallery_without_photos_says_so() {
    let gallery = Gallery::new();
    gallery.entry(1, "draft = true\n");
    gallery.entry(2, "draft = true\n");
    gallery.build();
    let published = gallery.published();
    let walls: Vec<&String> = published.keys().filter(|path| path.starts_with(WALL)).collect();
    assert_eq!(walls, ["thu-vien-anh/giay-phep/index.html", "thu-vien-anh/index.html"]);
    for at in [WALL, "thu-vien-anh/giay-phep/"] {
        assert!(page(&published, at).contains("Chưa có nội dung nào ở đây."), "{at}");
    }
}
