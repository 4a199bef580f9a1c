//! Places as offices and newspapers write them, each with the unit that a reader understands.
//!
//! `gazetteer/places-seen.tsv` (copied from texts) and `gazetteer/places-written.tsv` (written as offices write, about
//! other places) hold the text, the right answer and the month of the text. "NOT IN SNAPSHOT" means that the answer is
//! among the units of 2004 to 2025.

use guong::date::Day;
use guong::gazetteer::{AdminUnit, FormerTier, Gazetteer, Place, Resolution, Unresolved};
use guong::text::fold;

const SEEN: &str = include_str!("gazetteer/places-seen.tsv");
const WRITTEN: &str = include_str!("gazetteer/places-written.tsv");

/// The outcome for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    RightButWarned,
    ElsewhereWarned,
    Refused,
    SilentlyWrong,
}

fn month(note: &str) -> Option<Day> {
    let month = note.split("as of ").nth(1)?.get(..7)?;
    Day::parse(&format!("{month}-01"))
}

fn named(gazetteer: &Gazetteer, place: &Place) -> String {
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    gazetteer.full_name(place.former.map_or(today, AdminUnit::Former))
}

/// Whether the unit is one of the history whose name is as written.
fn is_history_as_written(gazetteer: &Gazetteer, place: &Place, text: &str) -> bool {
    let Some(former) = place.former.map(|id| gazetteer.former(id)) else { return false };
    let ended = former.until().is_some_and(|day| day < Day { year: 2025, month: 6, day: 30 });
    let closed = |text: &str| fold(text).replace(['.', ' '], "");
    let name = former.name().trim_start_matches("Quận ").trim_start_matches("Phường ");
    ended && closed(text).contains(&closed(name))
}

fn is_right(gazetteer: &Gazetteer, place: &Place, text: &str, expected: &str) -> bool {
    let code = |mark: &str| {
        expected
            .split_once(mark)
            .filter(|_| !expected.starts_with("NOT IN"))
            .map(|(_, rest)| rest.trim_end_matches(']').to_owned())
    };
    let former = place.former.map(|id| gazetteer.former(id));
    if let Some(code) = code("[now ") {
        return former.is_none()
            && place.communes.first().is_some_and(|id| gazetteer.commune(*id).code() == code);
    }
    if let Some(code) = code("[old ") {
        return former
            .is_some_and(|former| former.code() == Some(code) && former.level() != FormerTier::Province)
            || is_history_as_written(gazetteer, place, text);
    }
    if let Some(province) = expected.strip_prefix("province ") {
        let name = former.map_or(gazetteer.province(place.province).name(), |former| former.name());
        return place.communes.is_empty()
            && former.is_none_or(|former| former.level() == FormerTier::Province)
            && fold(name) == fold(province);
    }
    expected.starts_with("NOT IN") && is_history_as_written(gazetteer, place, text)
}

fn outcome(
    gazetteer: &Gazetteer,
    text: &str,
    expected: &str,
    answer: &Result<Resolution, Unresolved>,
) -> Outcome {
    match answer {
        Err(_) if ["AMBIGUOUS", "NO PLACE", "SEVERAL"].iter().any(|ask| expected.starts_with(ask)) => {
            Outcome::Right
        }
        Err(_) => Outcome::Refused,
        // A district that the history disambiguates is certain.
        Ok(resolution)
            if expected.starts_with("AMBIGUOUS")
                && is_history_as_written(gazetteer, &resolution.place, text) =>
        {
            Outcome::Right
        }
        Ok(resolution) => {
            match (is_right(gazetteer, &resolution.place, text, expected), resolution.doubts.is_empty()) {
                (true, true) => Outcome::Right,
                (true, false) => Outcome::RightButWarned,
                (false, false) => Outcome::ElsewhereWarned,
                (false, true) => Outcome::SilentlyWrong,
            }
        }
    }
}

#[test]
fn places_are_read_as_offices_write_them() {
    within_the_bars(SEEN, 237);
}

#[test]
fn more_places_are_read_as_offices_write_them() {
    within_the_bars(WRITTEN, 250);
}

fn within_the_bars(places: &str, count: i32) {
    let gazetteer = Gazetteer::built_in();
    let mut counts = std::collections::BTreeMap::new();
    let mut failures = String::new();
    let mut all = 0;
    for line in places.lines().skip(1) {
        let [text, expected, note] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let answer = gazetteer.resolve(text, month(note));
        let outcome = outcome(&gazetteer, text, expected, &answer);
        all += 1;
        *counts.entry(outcome).or_insert(0) += 1;
        if outcome != Outcome::Right {
            let said = match &answer {
                Ok(resolution) => format!("{} {:?}", named(&gazetteer, &resolution.place), resolution.doubts),
                Err(unresolved) => format!("{unresolved:?}"),
            };
            failures
                .push_str(&format!("{outcome:?}: {text}\n  right: {expected} ({note})\n  said: {said}\n"));
        }
    }
    println!("{failures}{counts:?} of {all}");
    let percent =
        |outcome: Outcome| 100.0 * f64::from(counts.get(&outcome).copied().unwrap_or(0)) / f64::from(all);
    assert_eq!(all, count);
    assert_eq!(counts.get(&Outcome::SilentlyWrong), None, "{failures}");
    assert!(percent(Outcome::Right) >= 92.0, "{failures}");
    assert!(percent(Outcome::Refused) <= 2.0, "{failures}");
    assert!(percent(Outcome::ElsewhereWarned) <= 6.0, "{failures}");
    assert!(percent(Outcome::RightButWarned) <= 1.0, "{failures}");
}
