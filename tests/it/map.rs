//! The map of the provinces, and the table beside it.

use crate::support::{Gallery, difference};

fn page(gallery: &Gallery, path: &str) -> String {
    String::from_utf8(gallery.published()[path].clone()).unwrap()
}

#[test]
fn the_map_and_its_table_say_the_same() {
    let gallery = Gallery::new();
    gallery.build();
    let places = page(&gallery, "dia-phuong/index.html");
    // A third of the twelve entries each; Phú Yên is in Đắk Lắk now.
    for (code, slug, name) in [
        ("40", "nghe-an", "tỉnh Nghệ An"),
        ("66", "dak-lak", "tỉnh Đắk Lắk"),
        ("75", "dong-nai", "thành phố Đồng Nai"),
    ] {
        let link = format!("href=\"../dia-phuong/{slug}/\"");
        assert_eq!(places.matches(&link).count(), 2, "on the map and in the table: {name}");
        assert!(places.contains(&format!("aria-label=\"{name}: 4 mô hình, điển hình\"")), "{name}");
        assert!(places.contains(&format!(
            "<a href=\"../dia-phuong/{slug}/\">{name}</a></th><td class=\"right\">4</td>"
        )));
        assert!(places.contains(&format!("#p{code}\"")));
    }
    assert_eq!(places.matches("assets/provinces.svg?v=").count(), 34, "every province is drawn");
    assert_eq!(
        places.matches("<a class=\"step-").count(),
        3,
        "those without entries have no page to lead to"
    );
    assert!(places.contains("Quần đảo Hoàng Sa") && places.contains("Quần đảo Trường Sa"));
    // Tam Hợp and Biên Hòa; Phú Yên names no commune. Eight entries, two points, one size.
    assert_eq!(places.matches("class=\"size-2\" d=").count(), 1);
    assert_eq!(places.matches("h0").count(), 2);
}

#[test]
fn only_the_pages_with_a_map_follow_its_counts() {
    let gallery = Gallery::new();
    gallery.build();
    let keys = gallery.keys();
    // A different place: the counts of two provinces change, and only pages that show them.
    gallery.edit("content/entries/e05/index.md", "phường Biên Hòa, thành phố Đồng Nai", "tỉnh Cà Mau");
    gallery.build_with(&["--allow-removed"]);
    let touched = difference(&keys, &gallery.keys());
    assert!(
        touched.contains(&"index.html".to_string()) && touched.contains(&"dia-phuong/index.html".to_string())
    );
    for path in [
        "dia-phuong/nghe-an/index.html",
        "mo-hinh/e07/index.html",
        "linh-vuc/kinh-te/index.html",
        "don-vi/index.html",
    ] {
        assert!(!touched.iter().any(|touched| touched == path), "{path} in {touched:?}");
    }
}

#[test]
fn a_title_leaves_the_places_alone() {
    let gallery = Gallery::new();
    gallery.build();
    let keys = gallery.keys();
    gallery.edit("content/entries/e05/index.md", "Mô hình số 5", "Cánh đồng số 5");
    gallery.build();
    assert!(!difference(&keys, &gallery.keys()).contains(&"dia-phuong/index.html".to_string()));
}
