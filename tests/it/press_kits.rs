//! Press kits: what is in one, where there is none, and the same bytes every time.

use std::collections::BTreeMap;

use crate::leaks::unpacked;
use crate::support::{Gallery, assert_same, printed};

const KIT: &str = "mo-hinh/e02/e02.zip";

fn gallery() -> Gallery {
    let gallery = Gallery::new();
    let config = std::fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("{config}[press]\nkits = true\n"));
    gallery
}

fn kit(gallery: &Gallery) -> BTreeMap<String, Vec<u8>> {
    unpacked(&gallery.published()[KIT])
}

fn text(kit: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(kit[&format!("e02/{name}")].clone()).unwrap()
}

#[test]
fn a_kit_holds_photos_text_figures_citation_and_licences() {
    let gallery = gallery();
    gallery.photo("content/entries/e02/hai.jpg", 500, 400);
    gallery.photo("content/entries/e02/bao.jpg", 500, 401);
    gallery.entry(
        2,
        "results = [{ label = \"=Số hộ\", unit = \"hộ\", before = 12, after = 85 }]\nsources = [{ title = \"Báo cáo <năm>\", url = \"https://bao.example/\" }]\n",
    );
    let more = "alt = \"Cá\"\ncaption = \"../../Cá & \\u0007tôm ]]>\"\ncredit = \"Lê An\"\n[[photos]]\nfile = \"bao.jpg\"\nalt = \"B\"\nlicence = \"© Báo\"\n[[photos]]\nfile = \"hai.jpg\"\nalt = \"H\"";
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", more);
    gallery.edit("content/entries/e02/index.md", "Lời kể 2.", "Lời *kể* [này](../e01/index.md) &amp; 2.");
    gallery.build();
    let kit = kit(&gallery);
    let names: Vec<&str> = kit.keys().map(String::as_str).collect();
    // The second photo may not be passed on; the numbers are those of the page.
    assert_eq!(
        names,
        [
            "e02/bai-viet.txt",
            "e02/e02-1.jpg",
            "e02/e02-3.jpg",
            "e02/giay-phep.txt",
            "e02/so-lieu.csv",
            "e02/trich-dan.txt"
        ]
    );
    let story = text(&kit, "bai-viet.txt");
    assert!(story.starts_with("\u{feff}Mô hình số 2\r\n\r\nĐịa phương: "), "{story}");
    assert!(story.contains("\r\n\r\nCách làm\r\n\r\nLời kể này & 2."), "{story}");
    assert!(story.contains("- Báo cáo <năm>, https://bao.example/\r\n"), "{story}");
    let page = String::from_utf8(gallery.published()["mo-hinh/e02/index.html"].clone()).unwrap();
    assert!(page.contains("href=\"../../mo-hinh/e02/e02.zip\" download"));
    let citation = text(&kit, "trich-dan.txt");
    assert_eq!(
        citation,
        "\u{feff}Thử, “Mô hình số 2”, cập nhật 02/03/2018, https://thu.example/goc/mo-hinh/e02/\r\n"
    );
    // The page cites the entry in the same words.
    let (_, shown) = page.split_once("id=\"_trich\" class=\"cite\">").unwrap();
    let shown = shown.split_once("</p>").unwrap().0.split('<');
    let shown: String = shown.map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    assert_eq!(html_escape::decode_html_entities(&shown), citation.trim_matches(['\u{feff}', '\r', '\n']));
    let licences = text(&kit, "giay-phep.txt");
    assert!(licences.contains("Giấy phép của bài viết: CC BY 4.0\r\ne02-1.jpg: ../../Cá & "), "{licences}");
    assert!(text(&kit, "so-lieu.csv").contains("\r\ne02,1,'=Số hộ,hộ,"));
    // The photos are the copies that the page offers.
    let copies: Vec<Vec<u8>> = gallery
        .published()
        .into_iter()
        .filter_map(|(path, bytes)| path.ends_with("-tai-ve.jpg").then_some(bytes))
        .collect();
    assert!(["1", "3"].iter().all(|number| copies.contains(&kit[&format!("e02/e02-{number}.jpg")])));
}

#[test]
fn kits_are_made_where_asked_and_where_photos_may_be_passed_on() {
    let plain = Gallery::new();
    plain.build();
    assert!(!plain.published().keys().any(|path| path.ends_with(".zip")), "off unless asked");
    let gallery = gallery();
    gallery.build();
    let kits = |gallery: &Gallery| -> Vec<String> {
        gallery.published().into_keys().filter(|path| path.ends_with(".zip")).collect()
    };
    // The others have no photos.
    assert_eq!(kits(&gallery), ["mo-hinh/e01/e01.zip", KIT]);
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Cá\"\nlicence = \"© Báo\"");
    gallery.build();
    assert_eq!(kits(&gallery), ["mo-hinh/e01/e01.zip"]);
    let page = String::from_utf8(gallery.published()["mo-hinh/e02/index.html"].clone()).unwrap();
    assert!(!page.contains(".zip"));
    gallery.edit("guong.toml", "[press]", "[photos]\ndownloads = false\n[press]");
    gallery.build();
    assert_eq!(kits(&gallery), [""; 0]);
}

#[test]
fn a_kit_has_the_same_bytes_whenever_and_wherever_it_is_packed() {
    let gallery = gallery();
    gallery.build();
    let before = gallery.published();
    assert!(gallery.build().starts_with("Không có gì thay đổi"));
    // Without the published folder, without the cache, on one thread.
    gallery.remove("public");
    gallery.build();
    assert_same(&before, &gallery.published(), "with the cache");
    gallery.remove("public");
    gallery.remove(".guong");
    let output = gallery.guong(&["build"]).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    assert_same(&before, &gallery.published(), "from nothing");
    // An edit packs its own kit and no other, from copies that are published already.
    gallery.remove(".guong/photos");
    gallery.edit("content/entries/e02/index.md", "Lời kể 2.", "Lời khác.");
    gallery.build();
    let changed: Vec<String> = crate::support::difference(&before, &gallery.published())
        .into_iter()
        .filter(|path| path.ends_with(".zip"))
        .collect();
    assert_eq!(changed, [KIT]);
    assert!(text(&kit(&gallery), "bai-viet.txt").contains("Lời khác."));
}
