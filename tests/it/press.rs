//! What journalists use: citations, figures with their source, links.

use std::fs;

use crate::support::Gallery;

fn page(gallery: &Gallery, address: &str) -> String {
    fs::read_to_string(gallery.at(&format!("public/{address}"))).unwrap()
}

/// The value of an attribute of the first element that holds `start`.
fn attribute<'t>(html: &'t str, start: &str) -> &'t str {
    let rest = html.split_once(start).unwrap_or_else(|| panic!("no {start}")).1;
    rest.split('"').next().unwrap()
}

const RESULTS: &str = "updated = 2021-02-03\ncorrections = [{ date = 2021-02-03, note = \"Sửa số hộ.\" }]\nsources = [{ id = \"bc\", title = \"Báo cáo 12\" }]\nresults = [{ label = \"Số hộ \\\"nghèo\\\"\", unit = \"hộ\", before = 12, after = 1600, from = 2016, to = \"2020-05\", source = \"bc\" }, { label = \"Đường\", after = \"hơn 3 km\" }]\n";

#[test]
fn each_figure_has_an_address_and_is_quoted_with_its_source() {
    let gallery = Gallery::new();
    gallery.entry(3, RESULTS);
    gallery.edit("content/entries/e03/index.md", "## Cách làm", "## Kết quả\n\n## Kết quả\n\n## Kết quả 1");
    gallery.build();
    let html = page(&gallery, "mo-hinh/e03/index.html");
    assert_eq!(
        attribute(&html, "<li id=\"ket-qua-1\" data-quoted=\""),
        "Số hộ &quot;nghèo&quot;: trước 12 hộ (2016), sau 1.600 hộ (tháng 5/2020), theo Báo cáo 12"
    );
    assert_eq!(
        attribute(&html, "<li id=\"ket-qua-2\" data-quoted=\""),
        "Đường: hơn 3 km, theo Thử",
        "without a source the site itself stands for it"
    );
    for anchor in ["ket-qua-1", "ket-qua-2"] {
        assert_eq!(html.matches(&format!("id=\"{anchor}\"")).count(), 1, "no heading takes {anchor}");
        assert!(html.contains(&format!("href=\"#{anchor}\"")));
    }
    assert!(html.contains("id=\"muc-ket-qua-2\"") && html.contains("id=\"muc-ket-qua-1\""));
}

#[test]
fn an_entry_has_metadata_for_machines_and_shows_its_last_change() {
    let gallery = Gallery::new();
    gallery.entry(3, RESULTS);
    gallery.edit("guong.toml", "title = \"Thử\"", "title = \"Thử\"\npublisher = \"Ban \\\"A\\\" & B\"");
    gallery.build();
    let html = page(&gallery, "mo-hinh/e03/index.html");
    for (name, says) in [
        ("DC.title", "Mô hình số 3"),
        ("DC.creator", "Ban &quot;A&quot; &amp; B"),
        ("DC.date", "2021-02-03"),
        ("DC.description", "Tóm tắt 3."),
        ("DC.publisher", "Ban &quot;A&quot; &amp; B"),
        ("DC.identifier", "https:&#x2F;&#x2F;thu.example&#x2F;goc&#x2F;mo-hinh&#x2F;e03&#x2F;"),
        ("citation_publication_date", "2019-03-03"),
    ] {
        let content = attribute(&html, &format!("<meta name=\"{name}\" content=\""));
        assert_eq!(content.replace("&#x2F;", "/"), says.replace("&#x2F;", "/"), "{name}");
    }
    assert!(html.contains("Sửa lần cuối") && html.contains("href=\"#_dinh-chinh\""));
    let cite = html.split("class=\"cite\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(cite.contains("03/02/2021"), "the citation carries the day: {cite}");
    // The entry's own unit is its creator; the site stays its publisher.
    let own = page(&gallery, "mo-hinh/e01/index.html");
    assert_eq!(attribute(&own, "<meta name=\"DC.creator\" content=\""), "Hội Nông dân xã");
}

#[test]
fn a_report_carries_subject_address_day_and_version() {
    let gallery = Gallery::new();
    gallery.entry(3, RESULTS);
    gallery.build();
    let link = |gallery: &Gallery| {
        let html = page(gallery, "mo-hinh/e03/index.html");
        let mail = attribute(&html, "Thấy chỗ nào chưa đúng? <a href=\"").to_string();
        mail.replace("&amp;", "&").replace("&#x2F;", "/")
    };
    let mail = link(&gallery);
    let (to, rest) = mail.split_once("?subject=").unwrap();
    assert_eq!(to, "mailto:gopy@thu.example");
    let said = percent_encoding::percent_decode_str(rest).decode_utf8().unwrap().into_owned();
    assert!(said.starts_with("Báo sai: Mô hình số 3&body=Chỗ chưa đúng: \r\n\r\n"), "{said}");
    let version = said
        .split("\r\nĐịa chỉ: https://thu.example/goc/mo-hinh/e03/\r\nBản ngày: 03/02/2021\r\nPhiên bản: ");
    assert_eq!(version.last().unwrap().len(), 8, "{said}");
    assert!(!rest.contains([' ', '"', '\n']), "{rest}");
    gallery.edit("content/entries/e03/index.md", "Lời kể 3", "Lời kể khác");
    gallery.build();
    assert_ne!(link(&gallery), mail, "another text is another version");
    // The link leads to the site's feedback page, if it has one; without any contact there is no link.
    gallery.edit("guong.toml", "gopy@thu.example", "https://thu.example/gop-y");
    gallery.build();
    assert_eq!(link(&gallery), "https://thu.example/gop-y");
    gallery.edit("guong.toml", "contact = \"https://thu.example/gop-y\"\n", "");
    gallery.build();
    assert!(!page(&gallery, "mo-hinh/e03/index.html").contains("Báo sai"));
}

#[test]
fn the_opml_lists_all_feeds_and_feeds_carry_the_first_photo() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    let listed = page(&gallery, "feeds.opml").replace("&#x2F;", "/");
    let feeds = published.keys().filter(|path| path.ends_with("feed.xml"));
    let mut count = 0;
    for feed in feeds {
        assert!(listed.contains(&format!("xmlUrl=\"https://thu.example/goc/{feed}\"")), "{feed}");
        count += 1;
    }
    assert!(count > 5 && listed.matches("xmlUrl").count() == count);
    let feed = page(&gallery, "feed.xml").replace("&#x2F;", "/");
    let photo =
        attribute(&feed, "<link rel=\"enclosure\" type=\"image/jpeg\" href=\"https://thu.example/goc/");
    assert!(published.contains_key(photo), "{photo}");
}

#[test]
fn browsers_find_search_and_phones_find_icons() {
    let gallery = Gallery::new();
    gallery.edit("guong.toml", "title = \"Thử\"", "title = \"Gương & điển hình của tỉnh\"");
    gallery.build();
    let search = page(&gallery, "opensearch.xml").replace("&#x2F;", "/");
    assert!(search.contains("template=\"https://thu.example/goc/tim-kiem/?q={searchTerms}\""), "{search}");
    assert!(search.contains("<ShortName>Gương &amp; điển…</ShortName>"), "{search}");
    let manifest = page(&gallery, "site.webmanifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["name"], "Gương & điển hình của tỉnh");
    for icon in manifest["icons"].as_array().unwrap() {
        let path = icon["src"].as_str().unwrap().split('?').next().unwrap();
        assert!(gallery.at("public").join(path).is_file(), "{path}");
    }
    let home = page(&gallery, "index.html");
    assert!(home.contains("href=\"opensearch.xml\"") && home.contains("href=\"site.webmanifest\""));
    // Without search there is no description; a file of the site replaces Guong's.
    gallery.edit("guong.toml", "title", "search = false\ntitle");
    gallery.write("static/site.webmanifest", "{}");
    gallery.build();
    assert!(!gallery.at("public/opensearch.xml").exists());
    assert!(!page(&gallery, "index.html").contains("opensearch.xml"));
    assert_eq!(page(&gallery, "site.webmanifest"), "{}");
}

#[test]
fn the_page_for_the_press_says_what_the_settings_say() {
    let gallery = Gallery::new();
    gallery.build();
    let html = page(&gallery, "bao-chi/index.html");
    let ways = ["../du-lieu/", "../du-lieu/mo-hinh.csv", "../feed.xml", "../feeds.opml", "../tim-kiem/"];
    for way in ways.into_iter().chain(["mailto:gopy@thu.example"]) {
        assert!(html.contains(&format!("href=\"{way}\"")), "{way}");
    }
    assert!(
        html.contains("Được dùng cả vào mục đích thương mại.") && html.contains("licenses/by/4.0/"),
        "{html}"
    );
    assert!(!html.contains("frame-src"), "there is nothing to embed");
    for other in ["index.html", "du-lieu/index.html", "mo-hinh/e01/index.html"] {
        assert!(page(&gallery, other).contains("bao-chi/\">Dành cho báo chí"), "{other} leads there");
    }
    assert!(page(&gallery, "du-lieu/index.html").contains("trang dành cho báo chí</a>"));
    // A licence with conditions, cards, and nobody to ask.
    gallery.edit("guong.toml", "CC BY 4.0", "CC BY-NC-SA 4.0");
    gallery.edit("guong.toml", "contact = \"gopy@thu.example\"\n", "");
    let gallery = gallery.with_embeds();
    gallery.build();
    let html = page(&gallery, "bao-chi/index.html");
    assert!(html.contains("Không được dùng vào mục đích thương mại nếu chưa được đồng ý."));
    assert!(html.contains("Bản đã sửa cũng phải cho dùng theo giấy phép này."));
    assert!(html.contains("<code>frame-src https://thu.example</code>"), "{html}");
    assert!(!html.contains("Hỏi thêm</h2>"));
    // A licence that Guong does not know is named, and nothing is promised of it; nor where there is none.
    gallery.edit("guong.toml", "CC BY-NC-SA 4.0", "Theo quy chế của tỉnh");
    gallery.build();
    let html = page(&gallery, "bao-chi/index.html");
    assert!(
        html.contains("Theo quy chế của tỉnh. Chưa rõ được dùng đến đâu") && !html.contains("Được chép"),
        "{html}"
    );
    gallery.edit("guong.toml", "licence = \"Theo quy chế của tỉnh\"\n", "");
    gallery.build();
    assert!(page(&gallery, "bao-chi/index.html").contains("Trang chưa ghi giấy phép chung."));
}

#[test]
fn no_entry_touches_the_page_for_the_press() {
    let gallery = Gallery::new();
    gallery.build();
    let before = gallery.keys()["bao-chi/index.html"].clone();
    gallery.edit("content/entries/e02/index.md", "Mô hình số 2", "Mô hình khác");
    gallery.edit("content/entries/e02/index.md", "started", "updated = 2026-02-03\nstarted");
    gallery.build();
    assert_eq!(gallery.keys()["bao-chi/index.html"], before);
}
