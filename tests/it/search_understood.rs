//! Names that search recognises in a query (fields, places, phases, years), and suggestions above the results.

use crate::search::{answer, empty, entry, gallery};

/// Returns the names recognised in a query, as facets with labels.
fn understood(found: &serde_json::Value) -> Vec<String> {
    let parts = found["understood"].as_array().unwrap().iter();
    parts
        .map(|part| format!("{}: {}", part["facet"].as_str().unwrap(), part["label"].as_str().unwrap()))
        .collect()
}

#[test]
fn fields_places_and_years_are_recognised_and_rank_first() {
    let gallery = empty();
    gallery.edit("content/fields.toml", "name = \"Văn hóa\"", "name = \"Văn hóa, giáo dục, y tế\"");
    let body = "Kinh tế khá lên. Bà con Lai Châu và Nghệ An cùng làm trong năm 2019, 2016.";
    for (slug, field, place, year) in [
        ("a", "kinh-te", "tỉnh Lai Châu", 2016),
        ("b", "kinh-te", "tỉnh Lai Châu", 2019),
        ("c", "van-hoa", "tỉnh Lai Châu", 2016),
        ("d", "van-hoa", "tỉnh Lai Châu", 2019),
        ("e", "kinh-te", "tỉnh Bạc Liêu", 2016),
        ("f", "van-hoa", "tỉnh Bà Rịa - Vũng Tàu", 2017),
        ("g", "van-hoa", "tỉnh Thừa Thiên Huế", 2018),
        ("h", "kinh-te", "thành phố Hồ Chí Minh", 2018),
        ("i", "kinh-te", "thành phố Hà Nội", 2018),
    ] {
        entry(&gallery, slug, "Việc chung", field, place, year, body);
    }
    gallery.build_with(&["--allow-removed"]);
    let field = "field: Văn hóa, giáo dục, y tế";
    for (words, parts, first) in [
        ("văn hóa giáo dục y tế Lai Châu 2016", vec![field, "province: Lai Châu", "year: 2016"], "c"),
        ("kinh te lai chau 2019", vec!["field: Kinh tế", "province: Lai Châu", "year: 2019"], "b"),
        ("2016 kinh tế ở Lai Châu", vec!["year: 2016", "field: Kinh tế", "province: Lai Châu"], "a"),
        ("giáo dục lai châu 2018-2020", vec![field, "province: Lai Châu", "year: 2018–2020"], "d"),
        ("kinh tế Lai Châu từ 2017", vec!["field: Kinh tế", "province: Lai Châu", "year: 2017–"], "b"),
        ("kinh tế Lai Châu trước 2017", vec!["field: Kinh tế", "province: Lai Châu", "year: –2016"], "a"),
        ("tphcm", vec!["province: Hồ Chí Minh"], "h"),
        ("sài gòn", vec!["province: Hồ Chí Minh"], "h"),
        ("TP.HCM", vec!["province: Hồ Chí Minh"], "h"),
        ("TP. Hồ Chí Minh", vec!["province: Hồ Chí Minh"], "h"),
        ("tp huế", vec!["province: Huế"], "g"),
        ("thủ đô Hà Nội", vec!["province: Hà Nội"], "i"),
        ("T. Bạc Liêu 2016", vec!["former: tỉnh Bạc Liêu", "year: 2016"], "e"),
        ("hà tây", vec!["province: Hà Nội"], "i"),
        ("BR-VT", vec!["former: tỉnh Bà Rịa - Vũng Tàu"], "f"),
        ("TT-Huế", vec!["province: Huế"], "g"),
        ("tỉnh Bạc Liêu", vec!["former: tỉnh Bạc Liêu"], "e"),
    ] {
        let found = answer(&gallery, words);
        assert_eq!(understood(&found), parts, "{words}: {found}");
        assert_eq!(found["results"][0]["url"], format!("mo-hinh/{first}/"), "{words}: {found}");
        assert!(found["hits"].as_u64().unwrap() > 0, "{words}: {found}");
    }
    let found = answer(&gallery, "tỉnh Bạc Liêu");
    assert_eq!(found["results"][0]["former"], serde_json::json!(["tỉnh Bạc Liêu"]), "{found}");
    // Next to other words, or in quotes, a field's name is ordinary words.
    assert_eq!(understood(&answer(&gallery, "kinh tế vườn")), Vec::<String>::new());
    assert_eq!(understood(&answer(&gallery, "\"Lai Châu\"")), Vec::<String>::new());
    // A recognised year is that of the entries: all of them have both years in their text.
    assert_eq!(answer(&gallery, "lai châu 2019")["hits"], 2);
    // Typed diacritics are not ignored.
    assert_eq!(understood(&answer(&gallery, "lãi châu")), Vec::<String>::new());
}

#[test]
fn a_place_gives_way_to_a_province_that_overlaps_it() {
    let gallery = empty();
    let place = "xã An Ninh Tây, huyện Tuy An, tỉnh Phú Yên";
    entry(&gallery, "xa", "Việc chung", "kinh-te", place, 2020, "Cùng làm.");
    entry(&gallery, "tinh", "Giữ an ninh", "kinh-te", "tỉnh Tây Ninh", 2020, "Cùng giữ.");
    gallery.build_with(&["--allow-removed"]);
    let found = answer(&gallery, "an ninh Tây Ninh 2020");
    assert_eq!(understood(&found), ["province: Tây Ninh", "year: 2020"], "{found}");
    assert_eq!(found["results"][0]["url"], "mo-hinh/tinh/", "{found}");
    let found = answer(&gallery, "An Ninh Tây 2020");
    assert_eq!(found["results"][0]["url"], "mo-hinh/xa/", "{found}");
    assert_eq!(understood(&found).len(), 2, "{found}");
}

#[test]
fn a_name_that_is_also_ordinary_words_is_only_suggested() {
    let gallery = empty();
    let place = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An";
    entry(&gallery, "noi", "Việc chung", "kinh-te", place, 2018, "Cùng làm.");
    for number in 0..4 {
        let slug = format!("chu-{number}");
        entry(&gallery, &slug, "Ba bên tam hợp", "kinh-te", "Phú Yên", 2018, "Nhà, xóm, xã.");
    }
    gallery.build_with(&["--allow-removed"]);
    let found = answer(&gallery, "tam hợp");
    assert_eq!(understood(&found), Vec::<String>::new(), "{found}");
    assert_eq!(found["results"][0]["url"], "mo-hinh/chu-0/");
    assert!(found["offered"][0]["label"].as_str().unwrap().contains("Tam Hợp"), "{found}");
    let found = answer(&gallery, "xã Tam Hợp");
    assert_eq!(understood(&found).len(), 1, "{found}");
    assert_eq!(found["results"][0]["url"], "mo-hinh/noi/");
}

#[test]
fn documents_units_and_places_are_suggested_above_entries() {
    let gallery = gallery();
    let label =
        |words: &str| answer(&gallery, words)["offered"][0]["label"].as_str().unwrap_or("").to_string();
    assert_eq!(label("05-CT/TU"), "05-CT/TU");
    assert_eq!(label("5-ct/tu"), "05-CT/TU");
    assert_eq!(label("Lai Châu"), "Lai Châu");
    assert_eq!(label("kinh tế"), "Kinh tế");
    assert_eq!(label("hiến đất làm đường"), "");
}
