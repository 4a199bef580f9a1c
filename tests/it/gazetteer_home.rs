//! Texts of an office that omits its own province.

use guong::date::Day;
use guong::gazetteer::{AdminUnit, Doubt, Gazetteer, Unresolved};

/// Returns the full name of the unit that a text means to an office of a province, and whether it is certain.
fn read(home: &str, text: &str, day: &str) -> Result<(String, Vec<Doubt>), Unresolved> {
    let mut gazetteer = Gazetteer::built_in();
    gazetteer.set_home(home).unwrap();
    let resolution = gazetteer.resolve(text, Day::parse(day))?;
    let place = resolution.place;
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    Ok((gazetteer.full_name(place.former.map_or(today, AdminUnit::Former)), resolution.doubts))
}

#[test]
fn an_office_of_one_province_leaves_it_out() {
    let table = [
        ("xã Tam Thái", "2026-01-05", "xã Tam Thái, tỉnh Nghệ An"),
        ("huyện Kỳ Sơn", "2019-05-01", "huyện Kỳ Sơn, tỉnh Nghệ An"),
        ("toàn huyện Kỳ Sơn", "2019-05-01", "huyện Kỳ Sơn, tỉnh Nghệ An"),
        ("12 xã, thị trấn của huyện Kỳ Sơn", "2019-05-01", "huyện Kỳ Sơn, tỉnh Nghệ An"),
        ("bản Phồng, xã Tam Hợp, Tương Dương", "2019-05-01", "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"),
        ("Tương Dương", "2019-05-01", "huyện Tương Dương, tỉnh Nghệ An"),
        ("TP Vinh", "2019-05-01", "thành phố Vinh, tỉnh Nghệ An"),
        // Units of different provinces.
        ("huyện Mộc Châu, Sơn La", "2015-05-01", "thị xã Mộc Châu, tỉnh Sơn La"),
        ("quận Ba Đình", "2015-05-01", "quận Ba Đình, thành phố Hà Nội"),
        ("tỉnh Sơn La", "2015-05-01", "tỉnh Sơn La"),
    ];
    for (text, day, expected) in table {
        assert_eq!(read("Nghệ An", text, day), Ok((expected.to_owned(), vec![])), "{text}");
    }
    // Former provinces that were merged.
    let found = read("Phú Thọ", "xã Dân Hạ, huyện Kỳ Sơn", "2018-05-01");
    assert_eq!(found, Ok(("xã Dân Hạ, huyện Kỳ Sơn, tỉnh Hòa Bình".to_owned(), vec![])));
}

#[test]
fn texts_that_the_home_does_not_resolve_are_reported() {
    assert!(matches!(read("Nghệ An", "Quân khu 4", "2019-05-01"), Err(Unresolved::UnknownProvince { .. })));
    let (found, doubts) = read("Nghệ An", "xã Xa Lạ", "2019-05-01").unwrap();
    assert_eq!(found, "tỉnh Nghệ An");
    assert!(matches!(doubts.as_slice(), [Doubt::Unknown { .. }]), "{doubts:?}");
    let lists = read("Nghệ An", "xã Tam Hợp và xã Tam Quang, huyện Tương Dương", "2019-05-01");
    assert!(matches!(lists, Err(Unresolved::Several { places }) if places.len() == 2));
    for no_province in ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "huyện Tương Dương", "Xa Lạ", ""]
    {
        assert!(Gazetteer::built_in().set_home(no_province).is_err(), "{no_province}");
    }
}
