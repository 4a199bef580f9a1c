//! Two tiers: a present-day unit in a province, else a former one of it.
//!
//! Takes the province at the end of a text and the part before it; gives the unit with its doubts,
//! `None` if the province has no unit of that name, or the error that lists several.

use super::fits::{Candidate, Fit, ProvinceRead, UnitTier, best};
use super::phrase::PhrasePart;
use super::resolve::{Named, Reader, distinct};
use super::{AdminUnit, Doubt, Unresolved};

impl Reader<'_> {
    /// Resolves a present-day unit of the province, else a former one.
    pub(crate) fn two_tiers(
        &self,
        province: &ProvinceRead,
        part: &PhrasePart,
    ) -> Result<Option<Named>, Unresolved> {
        let candidates: Vec<Candidate> = self
            .gazetteer
            .candidates(self.phrase, part)
            .filter_map(|candidate| {
                let era = self.era(candidate.unit, province)?;
                Some(Candidate { fit: Fit { era, ..candidate.fit }, ..candidate })
            })
            .collect();
        let mut fitting = best(&candidates);
        // An old text that omits the type means the district, if one had the name.
        let (marks, spelling) = fitting.first().map_or((0, 0), |one| (one.fit.marks, one.fit.spelling));
        let is_district = |one: &&Candidate| {
            let as_near = (one.fit.marks, one.fit.spelling) == (marks, spelling);
            self.gazetteer.tier(one.unit) == UnitTier::District && as_near && one.fit.era == 1
        };
        if self.before_reform && part.kind.is_none() {
            let districts: Vec<Candidate> = candidates.iter().filter(is_district).copied().collect();
            if !districts.is_empty() {
                fitting = best(&districts);
            }
        }
        if let Some(first) = fitting.first().copied().filter(|_| self.gazetteer.only(&fitting).is_some()) {
            fitting = vec![first];
        }
        if let Some(then) = self.as_it_was(&fitting, &candidates) {
            fitting = vec![then];
        }
        let chosen = match fitting.as_slice() {
            [] => return Ok(None),
            [one] => *one,
            several => {
                let marks = several[0].fit.marks;
                let today = |candidate: &&Candidate| {
                    matches!(candidate.unit, AdminUnit::Commune(_)) && candidate.fit.marks == marks
                };
                let all = candidates.iter().filter(today).chain(several).map(|candidate| candidate.unit);
                return Err(self.ambiguous(all));
            }
        };
        let mut doubts = self.doubts_of(chosen.unit, chosen.fit, part);
        doubts.extend(self.elsewhere_before(chosen, &candidates));
        if self.is_mixed(chosen.unit, province) {
            doubts.push(Doubt::MixedEras { found: self.gazetteer.full_name(chosen.unit) });
        }
        Ok(Some(Named { unit: chosen.unit, doubts, parts: 2 }))
    }

    /// Returns how far a unit is from the meaning of two tiers: 0 for a present-day one in that province, 1 for
    /// a former one of it, 2 if the text mixes eras: a former unit of another province in a text older than the
    /// reform, or a present-day unit under a former province.
    fn era(&self, unit: AdminUnit, province: &ProvinceRead) -> Option<u8> {
        match unit {
            AdminUnit::Province(_) => None,
            AdminUnit::Commune(id) => {
                let commune = self.gazetteer.commune(id);
                match (province.today, province.former) {
                    (Some(today), _) => (commune.province() == today).then_some(0),
                    // After the reform some people still write the former province; units that belonged to it take
                    // precedence.
                    (None, former) => commune
                        .former_units()
                        .any(|id| self.gazetteer.former(id).province() == former)
                        .then_some(2),
                }
            }
            AdminUnit::Former(_) if self.gazetteer.tier(unit) == UnitTier::Province => None,
            AdminUnit::Former(id) => match self.gazetteer.former_era(id, province)? {
                0 => Some(1),
                _ => Some(if self.before_reform { 2 } else { 1 }),
            },
        }
    }

    /// Returns the only former unit of the name that became the fitting present-day one: a text of its time means it.
    fn as_it_was(&self, fitting: &[Candidate], candidates: &[Candidate]) -> Option<Candidate> {
        let [Candidate { unit: unit @ AdminUnit::Commune(_), fit }] = fitting else { return None };
        if !self.before_reform || !self.phrase.when.has_day() {
            return None;
        }
        let then = |one: &&Candidate| one.fit == Fit { era: 1, ..*fit };
        let then: Vec<Candidate> = candidates.iter().filter(then).copied().collect();
        let former = self.gazetteer.only(&then)?;
        self.gazetteer.went_into(former, *unit).then(|| Candidate { unit: former, ..then[0] })
    }

    /// Returns the doubt that an old text may have meant a former unit elsewhere instead of the present-day one.
    fn elsewhere_before(&self, chosen: Candidate, candidates: &[Candidate]) -> Option<Doubt> {
        let AdminUnit::Commune(commune) = chosen.unit else {
            return None;
        };
        if !self.before_reform {
            return None;
        }
        let former = candidates
            .iter()
            .filter(|other| other.fit == Fit { era: 1, ..chosen.fit })
            .filter_map(|other| match other.unit {
                AdminUnit::Former(id) => Some(self.gazetteer.former(id)),
                _ => None,
            })
            .filter(|former| former.main_communes().first() != Some(&commune))
            .map(|former| former.full_name());
        let former = distinct(former);
        (!former.is_empty())
            .then(|| Doubt::ElsewhereBefore { today: self.gazetteer.full_name(chosen.unit), former })
    }

    /// Whether the unit and the province in the text never existed at the same time.
    pub(crate) fn is_mixed(&self, unit: AdminUnit, province: &ProvinceRead) -> bool {
        match unit {
            AdminUnit::Commune(_) => province.today.is_none(),
            AdminUnit::Former(id) => self.gazetteer.former_era(id, province) == Some(1),
            AdminUnit::Province(_) => false,
        }
    }
}
