//! Texts that name more than one place: a list, or a unit with its present-day name.
//!
//! Takes the parts of a text and a way to read some of them; gives the list to write instead, or the one unit
//! that fits both names. Never takes a village before its commune for a list.

use super::fits::{Candidate, UnitTier, best};
use super::phrase::{self, Phrase, PhrasePart};
use super::resolve::Interpreted;
use super::wording::TypeWord;
use super::{AdminUnit, FormerId, Gazetteer, Unresolved, blob};

impl Gazetteer {
    /// Returns the only former unit of the text's name that became the unit with the given present-day name.
    pub(crate) fn became(&self, phrase: &Phrase, now: &str) -> Option<AdminUnit> {
        let now = phrase::read(self, now, phrase.when);
        let name = blob::keys(self.bare(now.parts.first()?)).0;
        let part = phrase.parts.iter().rev().find(|part| !part.aside)?;
        let became = |unit: &AdminUnit| match unit {
            AdminUnit::Former(id) => self
                .former(*id)
                .main_communes()
                .iter()
                .any(|commune| self.same_name(self.commune(*commune).name(), &name)),
            _ => false,
        };
        let mut units: Vec<Candidate> =
            self.candidates(phrase, part).filter(|candidate| became(&candidate.unit)).collect();
        units = best(&units);
        self.only(&units)
    }

    /// Returns the name of a part without its type word.
    fn bare<'t>(&self, part: &PhrasePart<'t>) -> &'t str {
        let words = if part.kind.is_some() { part.written.split_once(' ') } else { None };
        words.map_or(part.written, |(_, name)| name)
    }

    /// Returns the list to write instead of a text that names several places: units of one tier that share the
    /// rest of the text.
    pub(crate) fn several<'t>(
        &self,
        phrase: &Phrase<'t>,
        read: &dyn Fn(&[PhrasePart<'t>]) -> Interpreted,
    ) -> Option<Unresolved> {
        let parts = &phrase.parts;
        for members in (2..=parts.len()).rev() {
            let (list, around) = parts.split_at(members);
            if list.iter().any(|part| part.aside || !part.found.is_some()) {
                continue;
            }
            let found: Vec<AdminUnit> = list
                .iter()
                .map_while(|part| {
                    let one = [std::slice::from_ref(part), around].concat();
                    read(&one).ok().filter(|read| read.doubts.is_empty()).map(|read| read.unit)
                })
                .collect();
            let tier = found.first().map(|unit| self.tier(*unit));
            let distinct: std::collections::BTreeSet<AdminUnit> = found.iter().copied().collect();
            let alike = distinct.len() == members
                && found
                    .iter()
                    .all(|unit| Some(self.tier(*unit)) == tier && tier != Some(UnitTier::Province));
            if alike && self.share_surroundings(&found) {
                let places = found.iter().map(|unit| self.full_name(*unit)).collect();
                return Some(Unresolved::Several { places });
            }
        }
        None
    }

    /// Whether units lie in one district, or in one province if some are of today.
    fn share_surroundings(&self, units: &[AdminUnit]) -> bool {
        let province = |unit: &AdminUnit| match unit {
            AdminUnit::Former(id) => self.former(*id).province_now(),
            AdminUnit::Commune(id) => self.commune(*id).province(),
            AdminUnit::Province(id) => *id,
        };
        let mut former = units.iter().filter_map(|unit| match unit {
            AdminUnit::Former(id) => Some(self.former(*id).within()),
            _ => None,
        });
        let first = former.next();
        former.all(|within| Some(within) == first)
            && units.iter().all(|unit| province(unit) == province(&units[0]))
    }

    /// Returns the list to write instead of two places, each with its surrounding units.
    pub(crate) fn two_places<'t>(
        &self,
        phrase: &Phrase<'t>,
        read: &dyn Fn(&[PhrasePart<'t>]) -> Interpreted,
    ) -> Option<Unresolved> {
        let clean = |parts: &[PhrasePart<'t>]| {
            read(parts).ok().filter(|read| read.doubts.is_empty() && !read.listed).map(|read| read.unit)
        };
        (1..phrase.parts.len()).find_map(|at| {
            let (one, other) = phrase.parts.split_at(at);
            let is_unit = |part: &PhrasePart| matches!(part.kind, Some(TypeWord::Unit(_)));
            if !is_unit(&one[0]) || !other.iter().any(is_unit) {
                return None;
            }
            let (one, other) = (clean(one)?, clean(other)?);
            let alike = self.tier(one) == self.tier(other) && one != other;
            alike.then(|| Unresolved::Several { places: vec![self.full_name(one), self.full_name(other)] })
        })
    }

    /// Returns the list to write instead of names that are all communes of one district, which the text omits.
    pub(crate) fn within_one(&self, phrase: &Phrase) -> Option<Unresolved> {
        if phrase.parts.len() < 2 || phrase.parts.iter().any(|part| part.kind.is_some()) {
            return None;
        }
        let wards = |part: &PhrasePart| -> Vec<(FormerId, AdminUnit)> {
            let found = self.candidates(phrase, part).filter(|one| one.fit.marks == 0);
            let ward = |one: Candidate| match one.unit {
                AdminUnit::Former(id) if self.tier(one.unit) == UnitTier::Commune => {
                    Some((self.lasting(self.former(id).district()?), one.unit))
                }
                _ => None,
            };
            found.filter_map(ward).collect()
        };
        let lists: Vec<Vec<(FormerId, AdminUnit)>> = phrase.parts.iter().map(wards).collect();
        let in_all = |district: &FormerId| {
            let of = |list: &Vec<(FormerId, AdminUnit)>| {
                list.iter().find(|one| one.0 == *district).map(|one| one.1)
            };
            lists.iter().map(of).collect::<Option<Vec<AdminUnit>>>()
        };
        let mut districts: Vec<FormerId> = lists.first()?.iter().map(|one| one.0).collect();
        districts.sort_unstable();
        districts.dedup();
        let mut all = districts.iter().filter_map(in_all);
        let (one, None) = (all.next()?, all.next()) else { return None };
        Some(Unresolved::Several { places: one.into_iter().map(|unit| self.full_name(unit)).collect() })
    }

    /// Whether all or most of a former unit became part of a commune.
    pub(crate) fn went_into(&self, former: AdminUnit, commune: AdminUnit) -> bool {
        let (AdminUnit::Former(former), AdminUnit::Commune(commune)) = (former, commune) else {
            return false;
        };
        self.former(former).main_communes().first() == Some(&commune)
    }
}
