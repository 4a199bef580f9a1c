//! Adds a site's own units to the built-in ones.
//!
//! Takes the rows and reports their mistakes; rows may refer to one another in any order. The
//! present-day communes of an addition are determined afterwards, by [`super::inherit`].

use std::collections::BTreeMap;

use super::additions::{Added, Addition, AdditionPart, AdditionProblem, Trouble, first_id};
use super::ids::{AdminUnit, FormerId, LAST_OF_THREE_TIERS};
use super::{Doubt, Gazetteer, Resolution, UnitType, Unresolved, blob, key};
use crate::text::nfc;

impl Gazetteer {
    /// Adds units to the built-in ones and returns all mistakes, by addition, then part. Must be called
    /// at most once.
    pub fn extend(&mut self, additions: Vec<Addition>) -> Vec<AdditionProblem> {
        let mut problems = Vec::new();
        let first = self.additions.units.len();
        let mut pending: Vec<usize> =
            (0..additions.len()).filter(|row| check(*row, &additions[*row], &mut problems)).collect();
        // Each pass resolves additions within built-in units or additions resolved before; it takes as
        // many passes as additions are nested.
        loop {
            let before = pending.len();
            pending.retain(|row| !self.place_addition(*row, &additions[*row], first, &mut problems));
            if pending.len() == before {
                break;
            }
        }
        self.report_unplaced(&pending, &additions, &mut problems);
        for number in first..self.additions.units.len() {
            let row = self.additions.units[number].row;
            let successors = self.read_successors(row, &additions[row], &mut problems);
            self.additions.units[number].successors = successors;
        }
        self.resolve_communes(first, &mut problems);
        problems.sort_by_key(|problem| (problem.addition, problem.part));
        problems
    }

    /// Resolves a text of an addition, as of the addition's own time.
    fn look_up(&self, addition: &Addition, text: &str) -> Result<Resolution, Unresolved> {
        self.resolve(text, addition.to.is_some_and(|to| to <= LAST_OF_THREE_TIERS))
    }

    /// Resolves an addition if its surrounding unit is known by now; returns whether it is finished.
    fn place_addition(
        &mut self,
        row: usize,
        addition: &Addition,
        first: usize,
        problems: &mut Vec<AdditionProblem>,
    ) -> bool {
        let text = around(addition).1;
        let Ok(resolution) = self.look_up(addition, text) else {
            return false;
        };
        if resolution.doubts.iter().any(is_unknown) {
            return false;
        }
        let is_province = addition.within.trim().is_empty();
        let unit = unit_of(&resolution);
        let within = (!is_province).then_some(unit);
        let (district, former_province) = match within {
            Some(AdminUnit::Former(id)) => (self.former(id).district(), self.former(id).province()),
            _ => (None, None),
        };
        let type_word = tidy(&addition.kind).to_lowercase();
        let kind = UnitType::from_word(&type_word);
        let mut added = Added {
            row,
            kind,
            type_word,
            name: tidy(&addition.name),
            code: addition.code.as_deref().map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned),
            within,
            district,
            former_province,
            province: resolution.place.province,
            from: addition.from,
            to: addition.to,
            successors: Vec::new(),
            communes: Vec::new(),
        };
        let same = |other: &&Added| {
            other.type_word == added.type_word
                && other.within == within
                && key::exact_key(&other.name) == key::exact_key(&added.name)
        };
        if let Some(other) = self.additions.units[first..].iter().find(same) {
            problems.push(AdditionProblem {
                addition: row,
                part: AdditionPart::Name,
                trouble: Trouble::Duplicate(other.row),
            });
            return true;
        }
        if let Some(known) = self.built_in_like(&added) {
            problems.push(AdditionProblem {
                addition: row,
                part: AdditionPart::Name,
                trouble: Trouble::BuiltIn(known),
            });
            return true;
        }
        if !is_province {
            let doubtful = |doubt| AdditionProblem {
                addition: row,
                part: AdditionPart::Within,
                trouble: Trouble::Doubtful(doubt),
            };
            problems.extend(resolution.doubts.into_iter().map(doubtful));
        }
        // A district or province that is an addition is itself the surrounding unit of its parts.
        let id = FormerId(first_id(&self.blob) + self.additions.units.len() as u32);
        match kind {
            _ if is_province => added.former_province = Some(id),
            Some(kind) if kind.is_district() => added.district = Some(id),
            _ => {}
        }
        self.additions.push(added);
        true
    }

    /// Returns the full name of the built-in unit that an addition repeats.
    fn built_in_like(&self, added: &Added) -> Option<String> {
        let same = |unit: &AdminUnit| {
            self.type_word(*unit) == added.type_word && self.same_name(self.name(*unit), &added.name)
        };
        let parts = |id: FormerId| self.former(id).parts().map(AdminUnit::Former);
        let known = match added.within? {
            AdminUnit::Former(id) => parts(id).find(same),
            AdminUnit::Province(id) => {
                let province = self.province(id);
                let communes = province.communes().map(AdminUnit::Commune);
                communes.chain(parts(province.namesake())).find(same)
            }
            AdminUnit::Commune(_) => None,
        };
        known.map(|unit| self.full_name(unit))
    }

    /// Reports why each remaining addition could not be resolved: it is in a cycle, or its text is wrong.
    fn report_unplaced(
        &self,
        pending: &[usize],
        additions: &[Addition],
        problems: &mut Vec<AdditionProblem>,
    ) {
        let own = |row: usize| key::exact_key(&format!("{} {}", additions[row].kind, additions[row].name));
        let rows: BTreeMap<String, usize> = pending.iter().rev().map(|row| (own(*row), *row)).collect();
        let next = |row: usize| {
            let text = around(&additions[row]).1;
            let named = key::exact_key(text.split([',', '(']).next().unwrap_or(text));
            rows.get(&named).copied()
        };
        for &row in pending {
            let addition = &additions[row];
            let (part, text) = around(addition);
            let mut ring = vec![row];
            let mut at = next(row);
            while let Some(other) = at.filter(|other| !ring.contains(other)) {
                ring.push(other);
                at = next(other);
            }
            let trouble = match self.look_up(addition, text) {
                _ if at == Some(row) => Trouble::Cycle(ring),
                Err(unresolved) => Trouble::Unresolved(unresolved),
                Ok(resolution) => match resolution.doubts.into_iter().find(is_unknown) {
                    Some(doubt) => Trouble::Doubtful(doubt),
                    None => continue,
                },
            };
            problems.push(AdditionProblem { addition: row, part, trouble });
        }
    }

    fn read_successors(
        &self,
        row: usize,
        addition: &Addition,
        problems: &mut Vec<AdditionProblem>,
    ) -> Vec<AdminUnit> {
        let mut successors = Vec::with_capacity(addition.successors.len());
        for (place, text) in addition.successors.iter().enumerate() {
            let mut report = |trouble| {
                problems.push(AdditionProblem {
                    addition: row,
                    part: AdditionPart::Successor(place),
                    trouble,
                })
            };
            match self.look_up(addition, text) {
                Err(unresolved) => report(Trouble::Unresolved(unresolved)),
                Ok(resolution) => {
                    if !resolution.doubts.iter().any(is_unknown) {
                        successors.push(unit_of(&resolution));
                    }
                    resolution.doubts.into_iter().for_each(|doubt| report(Trouble::Doubtful(doubt)));
                }
            }
        }
        successors
    }
}

/// Whether an addition is complete enough to be resolved.
fn check(row: usize, addition: &Addition, problems: &mut Vec<AdditionProblem>) -> bool {
    let count = problems.len();
    let mut report = |part, trouble| problems.push(AdditionProblem { addition: row, part, trouble });
    if blob::keys(&tidy(&addition.kind)).0.is_empty() {
        report(AdditionPart::Kind, Trouble::Empty);
    }
    if blob::keys(&tidy(&addition.name)).0.is_empty() {
        report(AdditionPart::Name, Trouble::Empty);
    }
    let is_province =
        UnitType::from_word(&tidy(&addition.kind).to_lowercase()).is_some_and(UnitType::is_province);
    if addition.within.trim().is_empty() && (!is_province || addition.successors.is_empty()) {
        report(AdditionPart::Within, Trouble::Empty);
    }
    let placed = problems.len() == count;
    if addition.from.zip(addition.to).is_some_and(|(from, to)| to < from) {
        problems.push(AdditionProblem {
            addition: row,
            part: AdditionPart::Dates,
            trouble: Trouble::Reversed,
        });
    }
    placed
}

/// Returns the text that says where an addition is, and which part of it that is.
fn around(addition: &Addition) -> (AdditionPart, &str) {
    if addition.within.trim().is_empty() {
        (AdditionPart::Successor(0), addition.successors.first().map_or("", String::as_str))
    } else {
        (AdditionPart::Within, &addition.within)
    }
}

fn is_unknown(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::Unknown { .. })
}

/// Returns the unit to which a text was resolved.
fn unit_of(resolution: &Resolution) -> AdminUnit {
    let place = &resolution.place;
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    place.former.map_or(today, AdminUnit::Former)
}

fn tidy(text: &str) -> String {
    nfc(text).split_whitespace().collect::<Vec<&str>>().join(" ")
}
