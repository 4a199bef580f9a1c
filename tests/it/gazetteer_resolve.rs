//! Doubts and errors of resolving.

use guong::gazetteer::{
    AdminUnit, Doubt, Fate, FormerTier, Gazetteer, LONGEST_TEXT, Resolution, UnknownTier, Unresolved,
};

/// Returns the full name of the unit to which a text was resolved.
fn unit(gazetteer: &Gazetteer, resolution: &Resolution) -> String {
    let place = &resolution.place;
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    gazetteer.full_name(place.former.map_or(today, AdminUnit::Former))
}

fn resolve(text: &str, before: bool) -> (String, Vec<Doubt>) {
    let gazetteer = Gazetteer::built_in();
    let resolution = gazetteer.resolve(text, before).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    (unit(&gazetteer, &resolution), resolution.doubts)
}

fn refuse(text: &str) -> Unresolved {
    Gazetteer::built_in().resolve(text, false).map(|found| panic!("{text}: {found:?}")).unwrap_err()
}

#[test]
fn an_old_entry_may_have_meant_a_different_unit_of_that_name() {
    let (found, doubts) = resolve("xã Tam Hợp, tỉnh Nghệ An", true);
    assert_eq!(found, "xã Tam Hợp, tỉnh Nghệ An");
    let former = vec!["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An".to_owned()];
    assert_eq!(doubts, [Doubt::ElsewhereBefore { today: found, former }]);
    // Without a type, an old text means the district, and a new one today's commune.
    assert_eq!(resolve("Tương Dương, Nghệ An", true), ("huyện Tương Dương, tỉnh Nghệ An".to_owned(), vec![]));
    assert_eq!(resolve("Tương Dương, Nghệ An", false), ("xã Tương Dương, tỉnh Nghệ An".to_owned(), vec![]));
}

#[test]
fn the_city_of_dong_nai_explains_its_old_names() {
    let gazetteer = Gazetteer::built_in();
    for before in [false, true] {
        let resolution = gazetteer.resolve("xã Long Thành, tỉnh Đồng Nai", before).unwrap();
        assert_eq!(unit(&gazetteer, &resolution), "phường Long Thành, thành phố Đồng Nai");
        assert_eq!(resolution.doubts, []);
        let commune = gazetteer.commune(resolution.place.communes[0]);
        assert_eq!(commune.was().map(|kind| kind.word()), Some("xã"));
    }
}

#[test]
fn island_districts_without_wards_resolve_and_know_what_followed() {
    let gazetteer = Gazetteer::built_in();
    let table = [
        ("huyện Hoàng Sa, Đà Nẵng", "đặc khu Hoàng Sa, thành phố Đà Nẵng"),
        ("huyện đảo Lý Sơn, Quảng Ngãi", "đặc khu Lý Sơn, tỉnh Quảng Ngãi"),
        ("huyện Bạch Long Vĩ", "đặc khu Bạch Long Vĩ, thành phố Hải Phòng"),
        ("huyện Cồn Cỏ, Quảng Trị", "đặc khu Cồn Cỏ, tỉnh Quảng Trị"),
        ("huyện Côn Đảo, Bà Rịa - Vũng Tàu", "đặc khu Côn Đảo, thành phố Hồ Chí Minh"),
    ];
    for (text, today) in table {
        let place = gazetteer.resolve(text, true).unwrap().place;
        assert_eq!(gazetteer.former(place.former.unwrap()).level(), FormerTier::District);
        assert_eq!(
            place.communes.iter().map(|id| gazetteer.commune(*id).full_name()).collect::<Vec<_>>(),
            [today]
        );
    }
    let district = gazetteer.resolve("huyện Tương Dương, Nghệ An", true).unwrap().place;
    assert_eq!(district.communes, []);
    let former = gazetteer.former(district.former.unwrap());
    assert_eq!(former.fate(), Fate::Abolished);
    assert!(former.all_communes().len() > 3);
}

#[test]
fn a_split_ward_names_its_main_successor_first() {
    let gazetteer = Gazetteer::built_in();
    let place = gazetteer.resolve("phường 15, quận Phú Nhuận, TP HCM", true).unwrap().place;
    assert_eq!(
        place.communes.iter().map(|id| gazetteer.commune(*id).code()).collect::<Vec<_>>(),
        ["27073", "27058"]
    );
    assert_eq!(gazetteer.former(place.former.unwrap()).fate(), Fate::Split);
}

#[test]
fn units_and_provinces_of_different_times_raise_a_doubt() {
    let table = [
        ("xã Tuy An Bắc, tỉnh Phú Yên", "xã Tuy An Bắc, tỉnh Đắk Lắk"),
        ("xã An Ninh Đông, tỉnh Đắk Lắk", "xã An Ninh Đông, huyện Tuy An, tỉnh Phú Yên"),
        ("xã An Ninh Đông, huyện Tuy An, tỉnh Đắk Lắk", "xã An Ninh Đông, huyện Tuy An, tỉnh Phú Yên"),
    ];
    for (text, expected) in table {
        let (found, doubts) = resolve(text, false);
        assert_eq!(found, expected, "{text}");
        assert_eq!(doubts, [Doubt::MixedEras { found }], "{text}");
    }
}

#[test]
fn a_different_type_or_different_diacritics_raise_a_doubt() {
    let (found, doubts) = resolve("phường Tam Hợp, huyện Tương Dương, Nghệ An", true);
    assert_eq!(doubts, [Doubt::TypeDiffers { written: "phường", found }]);
    let (found, doubts) = resolve("thành phố Nghệ An", false);
    assert_eq!(doubts, [Doubt::TypeDiffers { written: "thành phố", found }]);
    let (found, doubts) = resolve("xã Tam Hộp, huyện Tương Dương, tỉnh Nghệ An", true);
    assert_eq!(doubts, [Doubt::MarksDiffer { written: "xã Tam Hộp".to_owned(), found }]);
}

#[test]
fn an_unknown_part_resolves_to_the_known_unit() {
    let table = [
        ("xã Không Có, tỉnh Nghệ An", UnknownTier::Commune, "tỉnh Nghệ An"),
        ("xã Không Có, tỉnh Phú Yên", UnknownTier::Commune, "tỉnh Phú Yên"),
        (
            "xã Không Có, huyện Tương Dương, tỉnh Nghệ An",
            UnknownTier::Commune,
            "huyện Tương Dương, tỉnh Nghệ An",
        ),
        ("huyện Không Có, tỉnh Nghệ An", UnknownTier::District, "tỉnh Nghệ An"),
        ("xã Tam Hợp, huyện Không Có, tỉnh Nghệ An", UnknownTier::District, "tỉnh Nghệ An"),
        ("xã 00004, Hà Nội", UnknownTier::Commune, "thành phố Hà Nội"),
    ];
    for (text, expected, under) in table {
        let (found, doubts) = resolve(text, true);
        assert_eq!(found, under, "{text}");
        let [Doubt::Unknown { tier, within, .. }] = doubts.as_slice() else { panic!("{text}: {doubts:?}") };
        assert_eq!((*tier, within.as_str()), (expected, under), "{text}");
    }
    let (_, doubts) = resolve("xã Tam Hợpp, tỉnh Nghệ An", false);
    let [Doubt::Unknown { nearest, .. }] = doubts.as_slice() else { panic!("{doubts:?}") };
    assert_eq!(nearest[0], "xã Tam Hợp, tỉnh Nghệ An");
}

#[test]
fn a_village_or_a_house_before_a_unit_is_kept_as_written() {
    let table = [
        ("bản Phồng, xã Tam Thái, tỉnh Nghệ An", "xã Tam Thái, tỉnh Nghệ An"),
        ("bản Phồng, huyện Tương Dương, Nghệ An", "huyện Tương Dương, tỉnh Nghệ An"),
        (
            "số 5, ngõ 3, bản Phồng, xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
            "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
        ),
    ];
    for (text, under) in table {
        assert_eq!(resolve(text, true), (under.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn an_unknown_province_is_rejected_with_the_corrected_text() {
    let Unresolved::UnknownProvince { written, nearest } =
        refuse("xã Tam Hop, huyện Tương Dương, tỉnh Nghệ Ann")
    else {
        panic!()
    };
    assert_eq!(written, "tỉnh Nghệ Ann");
    assert_eq!(nearest, ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"]);
    assert!(matches!(refuse("tỉnh Hà Nam Ninh"), Unresolved::UnknownProvince { .. }));
    assert!(matches!(refuse("Việt Nam"), Unresolved::UnknownProvince { .. }));
    assert!(matches!(refuse("xã Tam Hợp"), Unresolved::NoProvince { candidates } if candidates.len() == 4));
}

#[test]
fn an_ambiguous_text_is_rejected_with_all_candidates() {
    let table: [(&str, &[&str]); 5] = [
        ("xã Ba Tỏ, Quảng Ngãi", &["xã Ba Tơ, tỉnh Quảng Ngãi", "xã Ba Tô, tỉnh Quảng Ngãi"]),
        ("xa Ba To, tinh Quang Ngai", &["xã Ba Tơ, tỉnh Quảng Ngãi", "xã Ba Tô, tỉnh Quảng Ngãi"]),
        (
            "xa Thanh An, TP Ho Chi Minh",
            &["xã Thanh An, thành phố Hồ Chí Minh", "xã Thạnh An, thành phố Hồ Chí Minh"],
        ),
        ("Son Ha, Quảng Ngãi", &["xã Sơn Hà, tỉnh Quảng Ngãi", "xã Sơn Hạ, tỉnh Quảng Ngãi"]),
        (
            "Chi Lăng, Chi Lăng, Lạng Sơn",
            &[
                "thị trấn Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn",
                "xã Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn",
            ],
        ),
    ];
    for (text, expected) in table {
        let Unresolved::Ambiguous { candidates } = refuse(text) else { panic!("{text}") };
        assert_eq!(candidates, expected, "{text}");
    }
}

#[test]
fn hostile_text_is_rejected_quickly() {
    assert_eq!(refuse(""), Unresolved::Empty);
    assert_eq!(refuse(" ,;, - () ."), Unresolved::Empty);
    assert_eq!(refuse("😀"), Unresolved::Empty);
    assert_eq!(refuse("\0\0"), Unresolved::Empty);
    assert_eq!(refuse("00004"), Unresolved::BareCode);
    assert_eq!(refuse("00004, 01"), Unresolved::BareCode);
    assert_eq!(refuse(&"x".repeat(5_000_000)), Unresolved::TooLong);
    assert_eq!(refuse(&"á,".repeat(LONGEST_TEXT)), Unresolved::TooLong);
    assert!(matches!(refuse(&"a,".repeat(LONGEST_TEXT / 2)), Unresolved::UnknownProvince { .. }));
    let gazetteer = Gazetteer::built_in();
    let pieces = [
        "xã",
        "Tam Hợp",
        "-",
        ",",
        "(",
        ")",
        "–",
        ".",
        "'",
        "\0",
        "😀",
        "tỉnh",
        "Nghệ An",
        "TP",
        "p",
        "12",
        "\u{301}",
        "Bà Rịa",
        " ",
        "ﷺ",
        "İ",
    ];
    let mut state: usize = 1;
    for _ in 0..8_000 {
        let mut text = String::new();
        for _ in 0..1 + state % 9 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) % pieces.len()]);
            if state & 1 == 0 {
                text.push(' ');
            }
        }
        // Any result will do, as long as there is one.
        let _ = gazetteer.resolve(&text, state & 2 == 0);
    }
}

#[test]
fn pages_find_what_they_show() {
    let gazetteer = Gazetteer::built_in();
    let place = gazetteer.resolve("xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", true).unwrap().place;
    let former = gazetteer.former(place.former.unwrap());
    assert_eq!(former.slug(), format!("tam-hop-{}", former.code().unwrap()));
    assert_eq!((former.fate(), former.until().unwrap().to_string().as_str()), (Fate::Merged, "2025-06-30"));
    let commune = gazetteer.commune(place.communes[0]);
    assert_eq!(commune.slug(), format!("tam-thai-{}", commune.code()));
    assert!((18.0..20.0).contains(&commune.latitude()) && (103.0..106.0).contains(&commune.longitude()));
    assert_eq!(gazetteer.province(place.province).slug(), "nghe-an");
    let mut slugs: Vec<String> = gazetteer.provinces().map(|id| gazetteer.province(id).slug()).collect();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), 34);
    assert_eq!(
        gazetteer.resolve("  xã   Tam Hợp,tỉnh Nghệ An ", false).unwrap().place.written,
        "xã Tam Hợp,tỉnh Nghệ An"
    );
}
