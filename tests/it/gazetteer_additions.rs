//! Localities that a site adds to the built-in ones.

use guong::date::Day;
use guong::gazetteer::{Addition, AdditionPart, AdditionProblem, FormerTier, Gazetteer, Trouble, Unresolved};

fn addition(kind: &str, name: &str, within: &str, successors: &[&str]) -> Addition {
    Addition {
        kind: kind.to_owned(),
        name: name.to_owned(),
        within: within.to_owned(),
        to: (!successors.is_empty()).then_some(Day { year: 2019, month: 12, day: 31 }),
        successors: successors.iter().map(|text| (*text).to_owned()).collect(),
        ..Addition::default()
    }
}

fn extended(additions: Vec<Addition>) -> (Gazetteer, Vec<AdditionProblem>) {
    let mut gazetteer = Gazetteer::built_in();
    let problems = gazetteer.extend(additions);
    (gazetteer, problems)
}

/// Returns the full name of the unit to which a text was resolved, and those of its present-day communes.
fn resolve(gazetteer: &Gazetteer, text: &str) -> (String, Vec<String>) {
    let resolution = gazetteer.resolve(text, true).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(resolution.doubts, [], "{text}");
    let former = gazetteer.former(resolution.place.former.unwrap());
    assert_eq!(former.level(), FormerTier::Addition, "{text}");
    (
        former.full_name(),
        resolution.place.communes.iter().map(|id| gazetteer.commune(*id).full_name()).collect(),
    )
}

#[test]
fn a_unit_merged_before_2025_leads_to_todays_commune() {
    let old = addition(
        "xã",
        "Kim Bảng Xưa",
        "huyện Tương Dương, tỉnh Nghệ An",
        &["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"],
    );
    let (gazetteer, problems) = extended(vec![old]);
    assert_eq!(problems, []);
    for text in [
        "xã Kim Bảng Xưa, huyện Tương Dương, tỉnh Nghệ An",
        "Kim Bảng Xưa, Nghệ An",
        "xa kim bang xua, tuong duong, nghe an",
        "xã Kim Bảng Xưa (Tương Dương)",
    ] {
        let (full, communes) = resolve(&gazetteer, text);
        assert_eq!(full, "xã Kim Bảng Xưa, huyện Tương Dương, tỉnh Nghệ An");
        assert_eq!(communes, ["xã Tam Thái, tỉnh Nghệ An"]);
    }
    let place = gazetteer.resolve("xã Kim Bảng Xưa, Nghệ An", true).unwrap().place;
    let former = gazetteer.former(place.former.unwrap());
    assert_eq!(former.slug(), "xa-kim-bang-xua-huyen-tuong-duong-tinh-nghe-an");
    assert_eq!(former.until(), Some(Day { year: 2019, month: 12, day: 31 }));
}

#[test]
fn a_village_is_found_within_its_commune_old_and_new() {
    let (gazetteer, problems) =
        extended(vec![addition("bản", "Phồng", "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", &[])]);
    assert_eq!(problems, []);
    for text in [
        "bản Phồng, xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
        "Phồng, Tam Hợp, Tương Dương, Nghệ An",
        "bản Phồng, xã Tam Thái, tỉnh Nghệ An",
        "bản Phồng, huyện Tương Dương, Nghệ An",
    ] {
        let (full, communes) = resolve(&gazetteer, text);
        assert_eq!(full, "bản Phồng, xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "{text}");
        assert_eq!(communes, ["xã Tam Thái, tỉnh Nghệ An"]);
    }
}

#[test]
fn additions_may_refer_to_each_other_in_any_order() {
    let (gazetteer, problems) = extended(vec![
        addition("bản", "Một", "xã Cũ Một, huyện Tương Dương, tỉnh Nghệ An", &[]),
        addition(
            "xã",
            "Cũ Một",
            "huyện Tương Dương, tỉnh Nghệ An",
            &["xã Cũ Hai, huyện Tương Dương, tỉnh Nghệ An"],
        ),
        addition(
            "xã",
            "Cũ Hai",
            "huyện Tương Dương, tỉnh Nghệ An",
            &["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"],
        ),
        addition("tỉnh", "Hà Sơn Bình", "", &["thành phố Hà Nội"]),
        addition("huyện", "Huyện Xưa", "tỉnh Hà Sơn Bình", &["huyện Ba Vì, thành phố Hà Nội"]),
        addition(
            "xã",
            "Xã Xưa",
            "huyện Huyện Xưa, tỉnh Hà Sơn Bình",
            &["xã Ba Trại, huyện Ba Vì, thành phố Hà Nội"],
        ),
    ]);
    assert_eq!(problems, []);
    let (full, communes) = resolve(&gazetteer, "bản Một, xã Cũ Một, huyện Tương Dương, tỉnh Nghệ An");
    assert_eq!(full, "bản Một, xã Cũ Một, huyện Tương Dương, tỉnh Nghệ An");
    assert_eq!(communes, ["xã Tam Thái, tỉnh Nghệ An"]);
    assert_eq!(resolve(&gazetteer, "tỉnh Hà Sơn Bình").0, "tỉnh Hà Sơn Bình");
    assert_eq!(resolve(&gazetteer, "xã Xã Xưa, huyện Huyện Xưa, tỉnh Hà Sơn Bình").1.len(), 1);
}

#[test]
fn a_sites_addition_overrides_the_history() {
    let (gazetteer, problems) = extended(vec![addition(
        "xã",
        "Lũng Vân",
        "huyện Tân Lạc, tỉnh Hoà Bình",
        &["xã Vân Sơn, huyện Tân Lạc, tỉnh Hoà Bình"],
    )]);
    assert_eq!(problems, []);
    let text = "xã Lũng Vân, huyện Tân Lạc, tỉnh Hoà Bình";
    assert_eq!(resolve(&gazetteer, text).1, ["xã Vân Sơn, tỉnh Phú Thọ"]);
    let built_in = Gazetteer::built_in().resolve(text, true).unwrap();
    assert_eq!(built_in.doubts, []);
}

#[test]
fn every_mistake_is_reported_by_addition_and_part() {
    let within = "huyện Tương Dương, tỉnh Nghệ An";
    let (_, problems) = extended(vec![
        addition("xã", "", within, &[]),
        addition("xã", "Vòng Một", within, &["xã Vòng Hai, huyện Tương Dương, tỉnh Nghệ An"]),
        addition("xã", "Vòng Hai", within, &["xã Vòng Một, huyện Tương Dương, tỉnh Nghệ An"]),
        addition(
            "xã",
            "Lạc",
            within,
            &["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "xã Lạc Hướng, tỉnh Mây"],
        ),
        addition("xã", "Tam Hợp", within, &[]),
        addition("xã", "Lạc", within, &[]),
        addition("bản", "Trong", "bản Ngoài, Mây", &[]),
        addition("bản", "Ngoài", "bản Trong, Mây", &[]),
        Addition {
            from: Some(Day { year: 2020, month: 1, day: 1 }),
            ..addition("xã", "Ngược", within, &["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"])
        },
    ]);
    let said: Vec<(usize, AdditionPart, &str)> = problems
        .iter()
        .map(|problem| {
            let trouble = match &problem.trouble {
                Trouble::Empty => "empty",
                Trouble::Unresolved(Unresolved::UnknownProvince { .. }) => "unknown province",
                Trouble::Cycle(_) => "cycle",
                Trouble::Duplicate(3) => "duplicate",
                Trouble::BuiltIn(_) => "built in",
                Trouble::Reversed => "reversed",
                other => panic!("{other:?}"),
            };
            (problem.addition, problem.part, trouble)
        })
        .collect();
    let expected = [
        (0, AdditionPart::Name, "empty"),
        (2, AdditionPart::Successor(0), "cycle"),
        (3, AdditionPart::Successor(1), "unknown province"),
        (4, AdditionPart::Name, "built in"),
        (5, AdditionPart::Name, "duplicate"),
        (6, AdditionPart::Within, "cycle"),
        (7, AdditionPart::Within, "cycle"),
        (8, AdditionPart::Dates, "reversed"),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_long_chain_of_additions_is_followed() {
    let within = "huyện Tương Dương, tỉnh Nghệ An";
    let name = |number: usize| {
        format!("Chuỗi {}", (b'a' + (number / 26) as u8) as char).to_uppercase()
            + &((b'a' + (number % 26) as u8) as char).to_string()
    };
    let mut additions: Vec<Addition> = (0..500)
        .map(|number| addition("xã", &name(number), within, &[&format!("xã {}, {within}", name(number + 1))]))
        .collect();
    additions.push(addition("xã", &name(500), within, &["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"]));
    let (gazetteer, problems) = extended(additions);
    assert_eq!(problems, []);
    let (_, communes) = resolve(&gazetteer, &format!("xã {}, {within}", name(0)));
    assert_eq!(communes, ["xã Tam Thái, tỉnh Nghệ An"]);
}
