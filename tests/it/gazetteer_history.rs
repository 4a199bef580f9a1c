//! Units from 2004 to 2025, in the usual spellings: each text resolves to its unit or with a doubt, and never
//! silently to a different unit.

use std::collections::BTreeSet;

use guong::date::{Day, PartialDate};
use guong::gazetteer::{AdminUnit, FormerId, FormerTier, Gazetteer, Resolution, Unresolved};
use guong::text::fold;

use crate::support::some;

fn unit(gazetteer: &Gazetteer, resolution: &Resolution) -> AdminUnit {
    let place = &resolution.place;
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    let _ = gazetteer;
    place.former.map_or(today, AdminUnit::Former)
}

/// The usual ways to write a ward in its district and province.
fn written(ward: &str, district: &str, province: &str) -> Vec<String> {
    vec![
        format!("{ward}, {district}, {province}"),
        format!("{ward} ({district}, {province})"),
        format!("{ward} ({district}), {province}"),
        format!("{ward} {district} {province}"),
        format!("{ward} thuộc {district}, {province}"),
        format!("{ward} của {district} cũ, {province}"),
        format!("{ward} cũ, {district}, {province}"),
        format!("{ward}/{district}/{province}"),
        format!("{province}, {district}, {ward}"),
        format!("thôn 3, {ward}, {district}, {province}"),
        format!("UBND {ward}, {district}, {province}"),
        format!("xóm 4 {ward}, {district}, {province}"),
        format!("đường Hùng Vương, tổ 5, {ward}, {district}, {province}, Việt Nam"),
        format!("{ward} – {district} – {province}"),
        format!("{ward}-{district}-{province}"),
        format!("{ward} tại {district} ({province})"),
        format!("{ward} ({district} cũ, {province})"),
        format!("{province}: {district}: {ward}"),
        format!("{ward}, {district}, {province} (trước đây là xã Xa Lạ, huyện Xa Lạ)"),
        format!("{ward}; {district}; {province}"),
        format!("{ward}, {district}, {province}").to_uppercase(),
        fold(&format!("{ward}, {district}, {province}")),
        fold(&format!("{ward} {district} {province}")),
        with_other_vowels(&format!("{ward}, {district}, {province}")),
        abbreviated(&format!("{ward}, {district}, {province}")),
        abbreviated(&format!("{ward} {district} {province}")),
    ]
}

/// Swaps `y` and `i` at the ends of syllables.
fn with_other_vowels(text: &str) -> String {
    let word = |word: &str| match word.chars().last() {
        Some('y') if !word.ends_with("ay") && !word.ends_with("ây") && !word.ends_with("uy") => {
            format!("{}i", word.trim_end_matches('y'))
        }
        Some('ý') => format!("{}í", word.trim_end_matches('ý')),
        Some('ỹ') => format!("{}ĩ", word.trim_end_matches('ỹ')),
        Some('ỳ') => format!("{}ì", word.trim_end_matches('ỳ')),
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// With abbreviated types.
fn abbreviated(text: &str) -> String {
    let short = [
        ("thị trấn ", "TT."),
        ("thị xã ", "TX."),
        ("thành phố ", "TP."),
        ("phường ", "P."),
        ("quận ", "Q."),
        ("huyện ", "H."),
        ("tỉnh ", "T."),
        ("xã ", "X."),
    ];
    short.iter().fold(text.to_owned(), |text, (long, short)| text.replace(long, short))
}

/// Whether two former units are the same place: the same unit, or of the same name and code.
fn is_one_place(gazetteer: &Gazetteer, one: FormerId, other: FormerId) -> bool {
    let (one, other) = (gazetteer.former(one), gazetteer.former(other));
    // A town that was merged with its neighbours under its own name got a new code.
    let is_same = one.code() == other.code() || one.full_name() == other.full_name();
    one.id == other.id || (one.level() == other.level() && is_same)
}

#[test]
fn every_unit_of_the_history_means_itself_in_its_time() {
    let gazetteer = Gazetteer::built_in();
    let (mut all, mut asked, mut wrong) = (0, 0, Vec::new());
    for id in some(gazetteer.history(), 5) {
        let former = gazetteer.former(id);
        let texts = match former.level() {
            FormerTier::Ward => {
                let district = gazetteer.former(former.district().unwrap());
                let province = gazetteer.former(former.province().unwrap());
                written(&former.short_name(), &district.short_name(), &province.short_name())
            }
            _ => vec![former.full_name()],
        };
        for text in texts {
            all += 1;
            match gazetteer.resolve(&text, former.until()) {
                Err(_) => asked += 1,
                Ok(resolution) if !resolution.doubts.is_empty() => asked += 1,
                Ok(resolution) => match unit(&gazetteer, &resolution) {
                    AdminUnit::Former(found) if is_one_place(&gazetteer, found, id) => {}
                    other => {
                        wrong.push(format!("{text} ({:?}): {}", former.until(), gazetteer.full_name(other)))
                    }
                },
            }
        }
    }
    println!("{all} texts, {asked} asked, {} wrong", wrong.len());
    assert_eq!(wrong, Vec::<String>::new());
    assert!(asked * 20 < all, "{asked} of {all} are asked about");
}

#[test]
fn a_town_joined_with_its_neighbours_under_its_own_name_is_one_place() {
    let gazetteer = Gazetteer::built_in();
    for (text, today) in [
        ("thị trấn Vĩnh Trụ, huyện Lý Nhân (Hà Nam)", "xã Vĩnh Trụ, tỉnh Ninh Bình"),
        ("thị trấn Chợ Chu, huyện Định Hóa", "xã Định Hóa, tỉnh Thái Nguyên"),
        ("thị trấn Nam Đàn, huyện Nam Đàn, tỉnh Nghệ An", "xã Vạn An, tỉnh Nghệ An"),
    ] {
        for year in [None, Some(2010), Some(2019), Some(2024)] {
            let day = year.map(|year| guong::date::Day { year, month: 6, day: 15 });
            let resolution =
                gazetteer.resolve(text, day).unwrap_or_else(|e| panic!("{text} {year:?}: {e:?}"));
            assert!(resolution.doubts.is_empty(), "{text} {year:?}: {:?}", resolution.doubts);
            let commune = resolution.place.communes.first().unwrap_or_else(|| panic!("{text} {year:?}"));
            assert_eq!(gazetteer.full_name(AdminUnit::Commune(*commune)), today, "{text} {year:?}");
        }
    }
}

#[test]
fn former_wards_in_usual_spellings_never_mean_a_different_unit() {
    let gazetteer = Gazetteer::built_in();
    let day = Day { year: 2025, month: 6, day: 1 };
    let (mut all, mut asked, mut wrong) = (0, 0, Vec::new());
    for province in gazetteer.former_provinces() {
        let province = gazetteer.former(province);
        for district in province.parts() {
            let district = gazetteer.former(district);
            // They are ten thousand.
            for ward in some(district.parts(), 7) {
                let ward = gazetteer.former(ward);
                for text in written(&ward.short_name(), &district.short_name(), &province.short_name()) {
                    all += 1;
                    match gazetteer.resolve(&text, day) {
                        Err(_) => asked += 1,
                        Ok(resolution) if !resolution.doubts.is_empty() => asked += 1,
                        Ok(resolution) if resolution.place.former == Some(ward.id) => {}
                        Ok(resolution) => {
                            let found = unit(&gazetteer, &resolution);
                            wrong.push(format!("{text}: {}", gazetteer.full_name(found)));
                        }
                    }
                }
            }
        }
    }
    println!("{all} texts, {asked} asked, {} wrong", wrong.len());
    assert_eq!(wrong, Vec::<String>::new());
    assert!(asked * 50 < all, "{asked} of {all} are asked about");
}

#[test]
fn the_history_claims_no_more_than_it_knows() {
    let gazetteer = Gazetteer::built_in();
    let slugs: BTreeSet<String> = gazetteer.history().map(|id| gazetteer.former(id).slug()).collect();
    assert_eq!(slugs.len(), gazetteer.history().count());
    let place = |text: &str, day: &str| gazetteer.resolve(text, Day::parse(day)).unwrap().place;
    let dan_ha = place("xã Dân Hạ, huyện Kỳ Sơn, tỉnh Hòa Bình", "2018-09-01");
    assert_eq!(gazetteer.province(dan_ha.province).full_name(), "tỉnh Phú Thọ");
    let former = gazetteer.former(dan_ha.former.unwrap());
    assert_eq!(former.level(), FormerTier::Ward);
    // Day only where a decree is named.
    let precise = gazetteer
        .history()
        .filter(|id| matches!(gazetteer.former(*id).ended(), Some(PartialDate { day: Some(_), .. })));
    assert_eq!(precise.count(), 3_962 + 1 - 1_060);
}

#[test]
fn texts_offered_for_an_ambiguous_one_are_not_ambiguous() {
    let gazetteer = Gazetteer::built_in();
    let districts = gazetteer
        .former_provinces()
        .flat_map(|province| gazetteer.former(province).parts().collect::<Vec<_>>());
    let wards = districts.flat_map(|district| gazetteer.former(district).parts().collect::<Vec<_>>());
    let mut refused = BTreeSet::new();
    for id in wards.chain(gazetteer.history()) {
        let Err(Unresolved::Ambiguous { candidates }) =
            gazetteer.resolve(&gazetteer.former(id).full_name(), None)
        else {
            continue;
        };
        let is_refused =
            |text: &String| matches!(gazetteer.resolve(text, None), Err(Unresolved::Ambiguous { .. }));
        refused.extend(candidates.into_iter().filter(is_refused));
    }
    assert_eq!(refused, BTreeSet::new());
    let place = |text: &str| gazetteer.resolve(text, None).unwrap().place;
    let (district, city) = (
        place("xã Ninh Hải, huyện Hoa Lư, tỉnh Ninh Bình"),
        place("xã Ninh Hải, thành phố Hoa Lư, tỉnh Ninh Bình"),
    );
    assert_ne!(district.former, city.former);
}
