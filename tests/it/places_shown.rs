//! What a page says about a place: as written, and what became of it.

use crate::support::{Gallery, printed};

fn page(gallery: &Gallery, path: &str) -> String {
    String::from_utf8(gallery.published()[path].clone()).unwrap()
}

/// Returns the page of an entry at a place that began on a day.
fn entry(gallery: &Gallery, place: &str, started: &str) -> String {
    gallery.write(
        "content/entries/noi/index.md",
        &format!(
            "+++\ntitle = \"Nơi\"\nfields = [\"kinh-te\"]\n{place}\nstarted = {started}\npublished = 2026-01-05\n+++\nĐoạn.\n"
        ),
    );
    gallery.build_with(&["--allow-removed"]);
    page(gallery, "mo-hinh/noi/index.html")
}

#[test]
fn a_place_is_now_a_unit_or_within_one_or_the_same() {
    let gallery = Gallery::new();
    let table = [
        (
            "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
            "2018-03-05",
            "Nay thuộc <b>xã Tam Thái, tỉnh Nghệ An</b>",
        ),
        ("huyện Lý Sơn, tỉnh Quảng Ngãi", "2018-03-05", "Nay là <b>đặc khu Lý Sơn, tỉnh Quảng Ngãi</b>"),
        ("tỉnh Bạc Liêu", "2018-03-05", "Nay thuộc <b>tỉnh Cà Mau</b>"),
        ("huyện Sông Hinh, tỉnh Phú Yên", "2018-03-05", "Nay thuộc <b>tỉnh Đắk Lắk</b>"),
        ("huyện Tương Dương, tỉnh Nghệ An", "2018-03-05", ""),
        ("tỉnh Nghệ An", "2018-03-05", ""),
        ("xã Tam Thái, tỉnh Nghệ An", "2026-01-05", ""),
        ("bản Phồng, xã Tam Thái, tỉnh Nghệ An", "2026-01-05", ""),
        ("xã Dân Hạ, huyện Kỳ Sơn, tỉnh Hòa Bình", "2018-03-05", "Nay thuộc <b>tỉnh Phú Thọ</b>"),
        ("xã An Hải, huyện Lý Sơn", "2018-03-05", "Nay thuộc <b>đặc khu Lý Sơn, tỉnh Quảng Ngãi</b>"),
        ("thị trấn Chợ Chu, huyện Định Hóa", "2018-03-05", "Nay thuộc <b>xã Định Hóa, tỉnh Thái Nguyên</b>"),
    ];
    for (place, started, said) in table {
        let page = entry(&gallery, &format!("locality = \"{place}\""), started);
        assert_eq!(page.matches("Nay ").count(), usize::from(!said.is_empty()), "{place}");
        assert!(page.contains(said), "{place}: {said}");
        let is_past = place.contains("Dân Hạ") || place.contains("An Hải");
        assert_eq!(page.contains("Có đến"), is_past, "{place}");
    }
}

#[test]
fn an_area_replaces_a_place_and_is_in_no_list_of_places() {
    let gallery = Gallery::new();
    let page = entry(&gallery, "area = \"Quân khu 4\"", "2018-03-05");
    assert_eq!(page.matches("Quân khu 4").count(), 3, "in the heading, among the facts and for machines");
    let after = gallery.published();
    for path in after.keys().filter(|path| path.starts_with("dia-phuong/") && path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(&after[path]).contains("mo-hinh/noi/"), "{path}");
    }
    assert!(String::from_utf8_lossy(&after["mo-hinh/index.html"]).contains("Quân khu 4"));
}

#[test]
fn the_province_of_an_office_completes_what_its_entries_leave_out() {
    let gallery = Gallery::new();
    gallery.edit("guong.toml", "contact", "province = \"Nghệ An\"\ncontact");
    let page = entry(&gallery, "locality = \"huyện Kỳ Sơn\"", "2018-03-05");
    assert!(page.contains("huyện Kỳ Sơn, tỉnh Nghệ An"));
    gallery.edit("guong.toml", "\"Nghệ An\"", "\"Xa Lạ\"");
    let refused = gallery.guong(&["check"]).output().unwrap();
    assert!(printed(&refused).contains("guong.toml:3:12: lỗi[E0107]"), "{}", printed(&refused));
}

#[test]
fn the_place_of_a_unit_completes_what_its_entries_leave_out() {
    let gallery = Gallery::new();
    gallery.edit("guong.toml", "contact", "province = \"Nghệ An\"\ncontact");
    let path = "content/units.toml";
    let units = std::fs::read_to_string(gallery.at(path)).unwrap();
    let unit =
        "[[units]]\nid = \"hoi\"\nname = \"Hội Phụ nữ Kỳ Sơn\"\nwithin = \"huyện Kỳ Sơn, tỉnh Hòa Bình\"\n";
    gallery.write(path, &(units + unit));
    for unit in ["hoi", "Hội phụ nữ Kỳ Sơn"] {
        let page = entry(&gallery, &format!("unit = \"{unit}\"\nlocality = \"xã Dân Hạ\""), "2018-03-05");
        assert!(page.contains("Nay thuộc <b>tỉnh Phú Thọ</b>"), "{unit}");
    }
    let page = entry(&gallery, "locality = \"huyện Kỳ Sơn\"", "2018-03-05");
    assert!(page.contains("huyện Kỳ Sơn, tỉnh Nghệ An"));
}

#[test]
fn a_site_teaches_districts_and_what_followed_them() {
    let gallery = Gallery::new();
    gallery.write(
        "content/localities.toml",
        "[[localities]]\ntype = \"tỉnh\"\nname = \"Hà Sơn Bình\"\nto = 1991-09-30\nsuccessors = [\"thành phố Hà Nội\"]\n[[localities]]\ntype = \"huyện\"\nname = \"Xưa\"\nwithin = \"tỉnh Hà Sơn Bình\"\nto = 1991-09-30\nsuccessors = [\"xã Ba Vì, thành phố Hà Nội\"]\n",
    );
    let page = entry(&gallery, "locality = \"huyện Xưa, tỉnh Hà Sơn Bình\"", "1990-03-05");
    assert!(
        page.contains("Nay thuộc <b>xã Ba Vì, thành phố Hà Nội</b>") && page.contains("Có đến"),
        "{page}"
    );
}

#[test]
fn a_new_site_knows_the_province_of_its_office() {
    let gallery = Gallery::empty();
    let unknown = gallery.guong(&["init", "--province", "Xa Lạ"]).arg(gallery.at("a")).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2), "{}", printed(&unknown));
    assert!(!gallery.at("a").exists());
    let made = gallery.guong(&["init", "--province", "nghe an"]).arg(gallery.at("b")).output().unwrap();
    assert!(made.status.success(), "{}", printed(&made));
    let text = std::fs::read_to_string(gallery.at("b/guong.toml")).unwrap();
    assert!(text.contains("\nprovince    = \"tỉnh Nghệ An\""), "{text}");
}

#[test]
fn names_of_units_have_the_tone_marks_that_the_site_wants() {
    let gallery = Gallery::new();
    let place = "locality = \"xã Lũng Vân, huyện Tân Lạc, tỉnh Hoà Bình\"";
    let text = entry(&gallery, place, "2018-03-05");
    assert!(text.contains("tỉnh Hoà Bình</a>"), "what was written stays, and leads to the former unit");
    assert!(!text.contains("Tên cũ"), "the former name is there already, in another spelling");
    gallery.edit("guong.toml", "contact", "tone_marks = \"kiểu mới\"\ncontact");
    for (place, old, new) in [
        ("locality = \"xã Vạn Ninh, tỉnh Khánh Hòa\"", "Khánh Hòa</a>", "tỉnh Khánh Hoà</a>"),
        ("locality = \"tỉnh Thanh Hóa\"", "Thanh Hóa</a>", "tỉnh Thanh Hoá</a>"),
    ] {
        let text = entry(&gallery, place, "2026-01-05");
        assert!(text.contains(new) && !text.contains(old), "{place}: {text}");
    }
}

#[test]
fn a_former_name_that_only_repeats_todays_is_left_out() {
    let gallery = Gallery::new();
    for (place, is_named) in [
        ("bản Phồng, xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", false),
        ("Lâm Đồng", false),
        ("xã Quảng Lợi, huyện Quảng Điền, tỉnh Thừa Thiên Huế", false),
        ("P. Hội Nghĩa, TX Tân Uyên, Bình Dương", true),
    ] {
        let text = entry(&gallery, &format!("locality = \"{place}\""), "2018-03-05");
        assert_eq!(text.contains("Tên cũ:"), is_named, "{place}");
    }
    let text = entry(&gallery, "locality = \"tỉnh Lâm Đồng\"", "2018-03-05");
    assert!(!text.contains("Nay thuộc"), "a province of the same name");
}

#[test]
fn a_province_opens_with_its_place_its_photos_and_its_years() {
    let gallery = Gallery::new();
    gallery.build();
    let keys = gallery.keys();
    let text = page(&gallery, "dia-phuong/nghe-an/index.html");
    assert!(text.contains("assets/provinces.svg?v=") && text.contains("#p40\"") && text.contains("#all\""));
    let years = text
        .split("class=\"strip scroller\"")
        .nth(1)
        .expect("a strip of years")
        .split("</ol>")
        .next()
        .unwrap();
    let counts =
        years.split("<b>").skip(1).map(|rest| rest.split('<').next().unwrap().parse::<usize>().unwrap());
    assert_eq!(counts.sum::<usize>(), 4, "each entry of the province in the year in which it began");
    assert!(years.contains("tim-kiem/?tinh=nghe-an&amp;nam="), "{years}");
    // Only the lists of an entry show when it began.
    let entry = std::fs::read_to_string(gallery.at("content/entries/e05/index.md")).unwrap();
    let started = entry.lines().find(|line| line.starts_with("started")).unwrap();
    gallery.edit("content/entries/e05/index.md", started, "started = 2017-02-03");
    gallery.build_with(&["--allow-removed"]);
    let touched = crate::support::difference(&keys, &gallery.keys());
    assert!(!touched.contains(&"dia-phuong/nghe-an/index.html".to_string()), "{touched:?}");
    assert!(touched.contains(&"dia-phuong/dong-nai/index.html".to_string()), "{touched:?}");
}
