//! The compiled gazetteer agrees with its tables, and finds every unit by its name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use guong::gazetteer::{AdminUnit, CommuneId, Fate, FormerId, FormerTier, Gazetteer, Unresolved};
use guong::text::canonical_tones;
use unicode_normalization::UnicodeNormalization;

use crate::support::some;

/// Returns the rows of a table, with the tone marks placed as the gazetteer places them.
fn table(file: &str) -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gazetteer/data");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(canonical_tones).collect()).collect()
}

/// Returns the former units of one tier, by code; codes repeat between tiers.
fn former_by_code(gazetteer: &Gazetteer, level: FormerTier) -> BTreeMap<String, FormerId> {
    let provinces: Vec<FormerId> = gazetteer.former_provinces().collect();
    let districts: Vec<FormerId> = provinces.iter().flat_map(|id| gazetteer.former(*id).parts()).collect();
    let wards: Vec<FormerId> = districts.iter().flat_map(|id| gazetteer.former(*id).parts()).collect();
    let all = match level {
        FormerTier::Province => provinces,
        FormerTier::District => districts,
        _ => wards,
    };
    assert!(all.iter().all(|id| gazetteer.former(*id).level() == level));
    all.into_iter().map(|id| (gazetteer.former(id).code().unwrap(), id)).collect()
}

fn communes_by_code(gazetteer: &Gazetteer) -> BTreeMap<String, CommuneId> {
    gazetteer.communes().map(|id| (gazetteer.commune(id).code(), id)).collect()
}

/// The other convention for tone marks: `hòa` as `hoà`.
fn other_tones(text: &str) -> String {
    const OPEN: [(&str, &str); 15] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    OPEN.iter().fold(canonical_tones(text), |text, (one, other)| text.replace(one, other))
}

#[test]
fn todays_units_are_those_of_the_tables() {
    let gazetteer = Gazetteer::built_in();
    let rows: Vec<Vec<String>> = gazetteer
        .provinces()
        .map(|id| gazetteer.province(id))
        .map(|unit| vec![unit.code(), unit.kind().word().to_owned(), unit.name().to_owned()])
        .collect();
    assert_eq!(rows, table("provinces.csv"));
    let mut expected = table("communes.csv");
    expected.sort_by(|one, other| (&one[3], &one[0]).cmp(&(&other[3], &other[0])));
    assert_eq!(expected.len(), 3_321);
    for (id, row) in gazetteer.communes().zip(&expected) {
        let unit = gazetteer.commune(id);
        let province = gazetteer.province(unit.province());
        assert_eq!(
            [unit.code().as_str(), unit.kind().word(), unit.name(), province.code().as_str()],
            [&row[0], &row[1], &row[2], &row[3]]
        );
        assert_eq!((unit.latitude(), unit.longitude()), (row[4].parse().unwrap(), row[5].parse().unwrap()));
        assert!(province.communes().any(|other| other == id));
    }
    assert_eq!(gazetteer.communes().count(), expected.len());
}

#[test]
fn former_units_are_those_of_the_table() {
    let gazetteer = Gazetteer::built_in();
    let wards = former_by_code(&gazetteer, FormerTier::Ward);
    let districts = former_by_code(&gazetteer, FormerTier::District);
    let provinces = former_by_code(&gazetteer, FormerTier::Province);
    let rows = table("units-before-2025-07-01.csv");
    assert_eq!((rows.len(), wards.len(), districts.len(), provinces.len()), (10_040, 10_035, 696, 63));
    let bare = |name: &str| name.split(" (").next().unwrap().to_owned();
    let row_of = |id: FormerId| {
        let unit = gazetteer.former(id);
        [unit.code().unwrap(), unit.type_word().to_owned(), unit.name().to_owned()]
    };
    for row in &rows {
        assert_eq!(row_of(districts[&row[3]]), [row[3].clone(), row[4].clone(), bare(&row[5])]);
        assert_eq!(row_of(provinces[&row[6]]), [row[6].clone(), row[7].clone(), row[8].clone()]);
        assert_eq!(gazetteer.former(districts[&row[3]]).province(), Some(provinces[&row[6]]));
        if row[0].is_empty() {
            assert_eq!(gazetteer.former(districts[&row[3]]).parts().count(), 0, "{row:?}");
            assert_eq!(gazetteer.former(districts[&row[3]]).main_communes().len(), 1, "{row:?}");
            continue;
        }
        let unit = gazetteer.former(wards[&row[0]]);
        // Two wards of quận Phú Nhuận are called xã in the table.
        let kind = if row[2].starts_with("Phường ") { "phường" } else { row[1].as_str() };
        assert_eq!(row_of(unit.id), [row[0].clone(), kind.to_owned(), bare(&row[2])]);
        assert_eq!((unit.district(), unit.province()), (Some(districts[&row[3]]), Some(provinces[&row[6]])));
    }
}

#[test]
fn changes_are_those_of_the_tables() {
    let gazetteer = Gazetteer::built_in();
    let wards = former_by_code(&gazetteer, FormerTier::Ward);
    let districts = former_by_code(&gazetteer, FormerTier::District);
    let communes = communes_by_code(&gazetteer);
    let mut links = 0;
    for row in table("changes-2025-07-01.csv") {
        let id = if row[0].is_empty() { districts[&row[1]] } else { wards[&row[0]] };
        let commune = communes[&row[3]];
        let successors = gazetteer.former(id).main_communes();
        assert!(successors.contains(&commune), "{row:?}");
        assert_eq!(row[4] == "1", successors[0] == commune, "{row:?}");
        assert!(gazetteer.former_units_of(commune).contains(&id), "{row:?}");
        assert_eq!(gazetteer.former(id).province_now(), gazetteer.commune(commune).province(), "{row:?}");
        links += 1;
    }
    let all: usize = gazetteer.communes().map(|id| gazetteer.former_units_of(id).len()).sum();
    assert_eq!((links, all), (10_602, 10_602));
    let split = wards.values().filter(|id| gazetteer.former(**id).fate() == Fate::Split).count();
    assert_eq!(split, 471);
    for row in table("changes-2026-04-30.csv") {
        let unit = gazetteer.commune(communes[&row[0]]);
        assert_eq!((unit.was().unwrap().word(), unit.kind().word()), (row[1].as_str(), row[5].as_str()));
        let province = gazetteer.province(unit.province());
        assert_eq!(
            (province.was().unwrap().word(), province.kind().word()),
            (row[3].as_str(), row[7].as_str())
        );
    }
    assert_eq!(gazetteer.communes().filter(|id| gazetteer.commune(*id).was().is_some()).count(), 10);
}

#[test]
fn every_commune_of_today_resolves_to_itself_however_it_is_typed() {
    let gazetteer = Gazetteer::built_in();
    for id in gazetteer.communes() {
        let text = gazetteer.commune(id).full_name();
        for written in spellings(&text) {
            let resolution =
                gazetteer.resolve(&written, false).unwrap_or_else(|error| panic!("{written}: {error:?}"));
            assert_eq!(
                (resolution.place.communes.as_slice(), resolution.place.former),
                ([id].as_slice(), None),
                "{written}"
            );
            assert_eq!(resolution.doubts, [], "{written}");
        }
    }
}

#[test]
fn every_former_ward_in_three_tiers_resolves_to_itself() {
    let gazetteer = Gazetteer::built_in();
    let mut refused: Vec<String> = Vec::new();
    for id in some(former_by_code(&gazetteer, FormerTier::Ward).into_values(), 10) {
        let text = gazetteer.former(id).full_name();
        for written in spellings(&text) {
            match gazetteer.resolve(&written, true) {
                Ok(resolution) => {
                    assert_eq!(resolution.place.former, Some(id), "{written}");
                    assert_eq!(resolution.doubts, [], "{written}");
                    assert!(!resolution.place.communes.is_empty(), "{written}");
                }
                Err(error) => refused.push(format!("{written}: {error:?}")),
            }
        }
    }
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn districts_and_provinces_resolve_to_themselves() {
    let gazetteer = Gazetteer::built_in();
    for id in former_by_code(&gazetteer, FormerTier::District).into_values() {
        for written in spellings(&gazetteer.former(id).full_name()) {
            let resolution =
                gazetteer.resolve(&written, true).unwrap_or_else(|error| panic!("{written}: {error:?}"));
            assert_eq!((resolution.place.former, resolution.doubts), (Some(id), vec![]), "{written}");
        }
    }
    for id in gazetteer.former_provinces() {
        let unit = gazetteer.former(id);
        let resolution = gazetteer.resolve(&unit.full_name(), true).unwrap();
        assert_eq!(resolution.place.province, unit.province_now());
        let is_namesake = gazetteer.province(unit.province_now()).namesake() == id;
        assert_eq!(resolution.place.former, (!is_namesake).then_some(id), "{}", unit.full_name());
        assert_eq!(resolution.doubts, []);
    }
}

/// Without diacritics, a text finds its unit or lists it among several candidates; it never finds a different one.
#[test]
fn text_without_diacritics_never_finds_a_different_unit() {
    let gazetteer = Gazetteer::built_in();
    let wards = former_by_code(&gazetteer, FormerTier::Ward).into_values().map(AdminUnit::Former);
    let units: Vec<AdminUnit> = gazetteer.communes().map(AdminUnit::Commune).chain(wards).collect();
    let mut ambiguous = Vec::new();
    for unit in units {
        let full = gazetteer.full_name(unit);
        let written = guong::text::fold(&full);
        match gazetteer.resolve(&written, false) {
            Ok(resolution) => {
                let place = &resolution.place;
                let today = place
                    .communes
                    .first()
                    .map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
                let found = place.former.map_or(today, AdminUnit::Former);
                assert_eq!(found, unit, "{written} gave {}", gazetteer.full_name(found));
            }
            Err(Unresolved::Ambiguous { candidates }) => {
                assert!(candidates.len() > 1 && candidates.contains(&full), "{written}: {candidates:?}");
                ambiguous.push(full);
            }
            Err(error) => panic!("{written}: {error:?}"),
        }
    }
    // Pairs within a present-day province or a former district that differ only in diacritics.
    assert_eq!(ambiguous.len(), 2 * 8 + 2 * 22, "{ambiguous:#?}");
}

/// Every ambiguous text is rejected with texts that resolve.
#[test]
fn every_candidate_of_an_ambiguous_text_resolves() {
    let gazetteer = Gazetteer::built_in();
    let mut seen = 0;
    for id in former_by_code(&gazetteer, FormerTier::Ward).into_values() {
        let unit = gazetteer.former(id);
        let province = gazetteer.former(unit.province().unwrap());
        let written = format!("{}, {}", unit.short_name(), province.full_name());
        for before in [false, true] {
            match gazetteer.resolve(&written, before) {
                Ok(_) => {}
                Err(Unresolved::Ambiguous { candidates }) => {
                    seen += 1;
                    assert!(candidates.len() > 1, "{written}");
                    for candidate in candidates {
                        let resolution = gazetteer
                            .resolve(&candidate, before)
                            .unwrap_or_else(|error| panic!("{candidate}: {error:?}"));
                        assert!(!resolution.place.communes.is_empty(), "{candidate}");
                    }
                }
                Err(error) => panic!("{written}: {error:?}"),
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// Returns variants of a text: in lower and upper case, in both tone conventions, decomposed, and without
/// spaces around its dashes.
fn spellings(text: &str) -> Vec<String> {
    vec![
        text.to_owned(),
        text.to_lowercase(),
        text.to_uppercase(),
        canonical_tones(text),
        other_tones(text),
        text.nfd().collect(),
        format!("  {}. ", text.replace(", ", " ,  ")),
        text.replace(", ", " – "),
        text.replace('\'', "’"),
    ]
}
