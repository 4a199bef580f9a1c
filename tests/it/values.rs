//! Values as offices write them (dates, figures, units), as shown on pages, in lists, feeds and the index.

use std::collections::BTreeMap;

use crate::support::Gallery;

/// An entry's file.
fn entry(gallery: &Gallery, slug: &str, front: &str) {
    let text = format!("+++\ntitle = \"Bài {slug}\"\nfields = [\"kinh-te\"]\n{front}\n+++\nLời kể.\n");
    gallery.write(&format!("content/entries/{slug}/index.md"), &text);
}

fn text(published: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(published[path].clone()).unwrap()
}

/// Returns a page's text without its tags.
fn words(page: &str) -> String {
    let mut words = String::new();
    for piece in page.split('<').skip(1) {
        words.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn unknown_values_are_shown_as_unknown() {
    let gallery = Gallery::new();
    entry(&gallery, "khuyet", "locality = \"Phú Yên\"");
    entry(&gallery, "khuyet-dang", "locality = \"Phú Yên\"\nstarted = 2018-05-06");
    entry(&gallery, "khuyet-dau", "locality = \"Phú Yên\"\npublished = 2020-02-02");
    gallery.build();
    let published = gallery.published();
    let page = text(&published, "mo-hinh/khuyet/index.html");
    assert!(words(&page).contains("Bắt đầu từ chưa rõ"), "{}", words(&page));
    assert!(words(&page).contains("Ngày đăng chưa rõ"), "{}", words(&page));
    for key in ["datePublished", "temporalCoverage", "dateModified"] {
        assert!(!page.contains(key), "{key} is not known");
    }
    // The publication date is not used as the start, nor the start as the publication date.
    let page = text(&published, "mo-hinh/khuyet-dau/index.html");
    assert!(page.contains("\"datePublished\":\"2020-02-02\"") && !page.contains("temporalCoverage"));
    assert!(!page.contains("giai-doan/dot-"), "the day of posting implies no phase");
    let page = text(&published, "mo-hinh/khuyet-dang/index.html");
    assert!(page.contains("\"temporalCoverage\":\"2018-05-06\"") && !page.contains("datePublished"));
    let feed = text(&published, "feed.xml");
    assert!(feed.contains("/mo-hinh/khuyet-dau/") && !feed.contains("/mo-hinh/khuyet-dang/"));
    assert!(!feed.contains("/mo-hinh/khuyet/"));
    let all = text(&published, "mo-hinh/index.html");
    let at = |slug: &str| all.find(&format!("mo-hinh/{slug}/\"")).unwrap_or_else(|| panic!("{slug}"));
    assert!(at("e01") < at("khuyet-dang") && at("khuyet-dang") < at("khuyet"));
    let timeline = published.iter().filter(|(path, _)| path.starts_with("dong-thoi-gian/"));
    for (path, bytes) in timeline {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("khuyet-dau") && !text.contains("khuyet\""), "{path}");
    }
}

#[test]
fn figures_are_shown_as_they_were_meant() {
    let gallery = Gallery::new();
    let results = r#"locality = "Phú Yên"
started = "giai đoạn 2016-2017"
results = [
  { label = "Đất", after = "hơn 1.600", unit = "m²" },
  { label = "Hộ nghèo", before = "60 - 70%", after = "14-16%", from = "quý II/2016", to = "đầu năm 2018" },
  { label = "Vốn", before = "800 triệu đồng", after = "1,2 tỷ đồng" },
  { label = "Hộ", after = "51/107", unit = "hộ" },
  { label = "Giờ", after = 1647 },
]"#;
    entry(&gallery, "so", results);
    gallery.build();
    let page = text(&gallery.published(), "mo-hinh/so/index.html");
    let shown = words(&page);
    for expected in [
        "hơn 1.600 m²",
        "Trước: 60–70 → Sau: 14–16 %",
        "quý II/2016 – đầu năm 2018",
        "800 triệu đồng",
        "1,2 tỷ đồng",
        "51/107 hộ",
        "1.647",
        "Kết thúc 2017",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    assert_eq!(shown.matches("Sau: ").count(), 2, "a single figure is not called so: {shown}");
    assert!(page.contains("\"temporalCoverage\":\"2016/2017\""));
    // 800 million is two thirds of 1.2 thousand million.
    assert!(page.contains("width=\"67\""), "bars compare amounts, not digits");
    gallery.edit("guong.toml", "title", "language = \"en\"\ntitle");
    gallery.build();
    let shown = words(&text(&gallery.published(), "mo-hinh/so/index.html"));
    for expected in ["over 1,600 m²", "1.2 billion đồng", "Q2 2016", "early 2018", "1,647"] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
fn one_name_in_two_communes_is_two_units() {
    let gallery = Gallery::new();
    let unit = "unit = \"Hội Cựu chiến binh xã\"\nstarted = 2017";
    let places =
        ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "xã Lượng Minh, huyện Tương Dương, tỉnh Nghệ An"];
    for (slug, place) in ["mot", "hai"].iter().zip(places) {
        entry(&gallery, slug, &format!("locality = \"{place}\"\n{unit}"));
    }
    entry(
        &gallery,
        "ba",
        &format!("locality = \"{}\"\nunit = \"hội cựu chiến binh  xã\"\nstarted = 2017", places[0]),
    );
    gallery.build();
    let published = gallery.published();
    let pages: Vec<&String> = published
        .keys()
        .filter(|path| path.starts_with("don-vi/hoi-cuu") && path.ends_with("index.html"))
        .collect();
    assert_eq!(pages.len(), 2, "{pages:?}");
    let with = |slug: &str| {
        let link = format!("mo-hinh/{slug}/\"");
        pages.iter().filter(|path| text(&published, path).contains(&link)).cloned().collect::<Vec<_>>()
    };
    assert_eq!((with("mot").len(), with("mot")), (1, with("ba")));
    assert_ne!(with("mot"), with("hai"));
    let index = words(&text(&published, "don-vi/index.html"));
    assert!(index.contains(&format!("Hội Cựu chiến binh xã ({})", places[1])), "{index}");
}
