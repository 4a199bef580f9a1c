//! Every kind of change is followed.

use std::fs;

use super::browser::Preview;
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

#[test]
fn an_entry_is_followed_through_its_life() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    page.until_it_says("Lời kể đã sửa");
    let mut list = preview.open("/mo-hinh/");
    gallery.edit(E05, "Mô hình số 5", "Mô hình tên mới");
    page.until_it_says("Mô hình tên mới");
    list.until_it_says("Mô hình tên mới");
    gallery.entry(13, "");
    list.until_it_says("Mô hình số 13");
    fs::rename(gallery.at("content/entries/e13"), gallery.at("content/entries/e14")).unwrap();
    list.until_it_says("mo-hinh/e14/");
    assert!(!list.shown.text().contains("mo-hinh/e13/"));
    assert_eq!(preview.get("/mo-hinh/e13/").status, 404);
    let mut renamed = preview.open("/mo-hinh/e14/");
    gallery.remove("content/entries/e14");
    list.until(|page| !page.text().contains("Mô hình số 13"));
    renamed.until(|page| page.status == 404);
}

#[test]
fn a_page_is_loaded_again_only_when_it_changed() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let (other, mut edited) = (preview.open("/mo-hinh/e09/"), preview.open("/mo-hinh/e05/"));
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    edited.until_it_says("Lời kể đã sửa");
    assert!(!other.was_asked_to_reload());
}

#[test]
fn photos_are_followed_with_their_captions() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e02/");
    let photo = |page: &super::browser::Page| {
        let text = page.text();
        let at = text.find("/anh/").expect("the page shows a photo");
        let end = text[at..].find(['"', ' ', ',']).unwrap();
        text[at..at + end].to_string()
    };
    let before = photo(&page.shown);
    let bytes = preview.get(&before);
    assert_eq!(bytes.status, 200);
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Cá\"\ncaption = \"Ao mới đào\"");
    page.until_it_says("Ao mới đào");
    assert_eq!(photo(&page.shown), before);
    // A different picture under the same name.
    gallery.photo("content/entries/e02/ca.jpg", 300, 300);
    page.until(|page| photo(page) != before);
    let after = preview.get(&photo(&page.shown));
    assert_eq!(after.status, 200);
    assert_ne!(after.body, bytes.body);
}

#[test]
fn registries_and_the_configuration_are_followed() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let follow = |path: &str, file: &str, old: &str, new: &str| {
        let mut page = preview.open(path);
        gallery.edit(file, old, new);
        page.until_it_says(new);
    };
    follow("/", "content/fields.toml", "Văn hóa", "Văn hóa mới");
    follow("/giai-doan/dot-1/", "content/phases.toml", "Đợt 1", "Đợt đầu");
    follow("/mo-hinh/e01/", "content/units.toml", "Hội Nông dân xã", "Hội Nông dân xã Tam Hợp");
    follow("/van-ban/05-ct-tu/", "content/documents/05-ct-tu.md", "Chỉ thị thử", "Chỉ thị đã sửa");
    follow("/gioi-thieu/", "content/pages/gioi-thieu.md", "Chào", "Xin chào");
    follow("/", "guong.toml", "Thử", "Thử lần hai");
    let mut page = preview.open("/mo-hinh/e04/");
    gallery.edit(
        "content/entries/e04/index.md",
        "locality = \"",
        "locality = [\"xã Mới Toanh, tỉnh Nghệ An\"]\n# \"",
    );
    let addition =
        "[[localities]]\ntype = \"xã\"\nname = \"Mới Toanh\"\nwithin = \"tỉnh Nghệ An\"\nto = 2019-12-31\n";
    gallery.write("content/localities.toml", addition);
    page.until_it_says("Mới Toanh");
}

#[test]
fn the_theme_is_followed() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    let theme = |path: &str| {
        fs::read_to_string(format!("{}/themes/guong/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let entry = theme("templates/pages/entry.html");
    gallery.write("themes/guong/templates/pages/entry.html", &entry.replace("<h1", "<p>mẫu riêng</p><h1"));
    page.until_it_says("mẫu riêng");
    let base = theme("templates/parts/base.html");
    gallery.write(
        "themes/guong/templates/parts/base.html",
        &base.replace("</head>", "<meta name=\"rieng\"></head>"),
    );
    page.until_it_says("<meta name=\"rieng\">");
    gallery.write("themes/guong/i18n/vi.toml", "crumbs_label = \"Đường về\"\n");
    page.until_it_says("Đường về");
    // A style sheet is replaced without reloading the page.
    gallery.write("themes/guong/assets/style.css", "body { color: teal }\n");
    let event = page.receive("asset");
    assert_eq!(event["path"], "/assets/style.css");
    assert_eq!(preview.get("/assets/style.css").text(), "body { color: teal }\n");
    assert!(!page.was_asked_to_reload());
    gallery.write("static/tep/phu luc.txt", "phụ lục mới");
    assert_eq!(page.receive("asset")["path"], "/tep/phu luc.txt");
    assert_eq!(preview.get("/tep/phu%20luc.txt").text(), "phụ lục mới");
    gallery.write("static/moi.txt", "mới");
    gallery.edit(E05, "Lời kể 5", "Lời cuối");
    page.until_it_says("Lời cuối");
    assert_eq!(preview.get("/moi.txt").text(), "mới");
}

#[cfg(unix)]
#[test]
fn links_within_the_site_are_followed_and_links_outside_are_reported() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut list = preview.open("/mo-hinh/");
    std::os::unix::fs::symlink("e05", gallery.at("content/entries/e50")).unwrap();
    list.until_it_says("mo-hinh/e50/");
    let mut page = preview.open("/mo-hinh/e50/");
    gallery.edit(E05, "Lời kể 5", "Qua liên kết");
    page.until_it_says("Qua liên kết");
    std::os::unix::fs::symlink("/etc/passwd", gallery.at("static/mat-khau.txt")).unwrap();
    page.receive("problems");
    assert_eq!(preview.get("/mat-khau.txt").status, 404);
}

#[test]
fn a_hidden_entry_has_a_ribbon_and_visitors_do_not_see_it() {
    let gallery = Gallery::new();
    gallery.entry(13, "draft = true\n");
    gallery.entry(14, "publish_at = 2030-01-01\n");
    let preview = Preview::of(&gallery, &[]);
    assert!(preview.get("/mo-hinh/e13/").text().contains("data-ribbon=\"Draft"));
    assert!(
        preview
            .get("/mo-hinh/e14/")
            .text()
            .contains("data-ribbon=\"Embargoed – visitors see this page from 2030-01-01")
    );
    assert!(!preview.get("/mo-hinh/e05/").text().contains("data-ribbon"));
    // The ribbon disappears with `draft`.
    let mut page = preview.open("/mo-hinh/e13/");
    gallery.edit("content/entries/e13/index.md", "draft = true\n", "");
    page.until(|page| !page.text().contains("data-ribbon"));
    gallery.entry(13, "draft = true\n");
    let visitor = Preview::of(&gallery, &["--as-visitor"]);
    assert_eq!(visitor.get("/mo-hinh/e13/").status, 404);
    assert_eq!(visitor.get("/mo-hinh/e14/").status, 404);
    let list = visitor.get("/mo-hinh/").text();
    assert!(!list.contains("Mô hình số 13") && !list.contains("Mô hình số 14"));
}

#[test]
fn the_page_just_saved_opens_by_itself_if_wanted() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &["--follow"]);
    let home = preview.open("/");
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    assert_eq!(home.receive("follow")["path"], "/mo-hinh/e05/");
}
