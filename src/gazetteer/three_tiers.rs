//! Three tiers: a ward in a district, as units were until 30/06/2025.
//!
//! Takes the parts of a text and gives the former unit with its doubts, or the error that lists
//! several. An unknown ward is assigned to its district, with a doubt.

use super::fits::{Candidate, Fit, ProvinceRead, UnitTier, best};
use super::phrase::PhrasePart;
use super::resolve::{Named, Reader};
use super::wording::TypeWord;
use super::{AdminUnit, Doubt, FormerId, Unresolved};

/// A ward and its district in the text.
struct Pair {
    ward: Candidate,
    district: (FormerId, Fit),
}

impl Reader<'_> {
    /// Resolves a ward in a district in a province; failing that, as much as is known.
    pub(crate) fn three_tiers(
        &self,
        province: &ProvinceRead,
        ward: &PhrasePart,
        district: &PhrasePart,
        last: &PhrasePart,
    ) -> Result<Named, Unresolved> {
        let districts = self.gazetteer.districts(self.phrase, district, Some(province));
        if let Some(named) = self.ward_in(&districts, ward, district)? {
            let mixed = self.is_mixed(named.unit, province);
            let found = mixed.then(|| Doubt::MixedEras { found: self.gazetteer.full_name(named.unit) });
            let doubts = named.doubts.into_iter().chain(found).collect();
            return Ok(Named { doubts, parts: 3, ..named });
        }
        // The city of Huế was a district of its province until the end of 2024, so the name occurs twice.
        if districts.is_empty()
            && self.names_again(province, district)
            && let Some(named) = self.two_tiers(province, ward)?
        {
            return Ok(Named { parts: 3, ..named });
        }
        // Not a ward: perhaps a village in a commune.
        let is_village = matches!(ward.kind, Some(TypeWord::Village(_)));
        if (is_village || districts.is_empty())
            && let Some(named) = self.two_tiers(province, district)?
        {
            return Ok(named);
        }
        match self.only_district(&districts)? {
            // A street or a hamlet in a district.
            Some(id) if ward.aside => Ok(Named { parts: 2, ..self.unknown_ward(id, ward, district) }),
            Some(id) => Ok(Named { parts: 3, ..self.unknown_ward(id, ward, district) }),
            None => Ok(self.unknown_district(province, ward, district, last)),
        }
    }

    /// Whether a part repeats the province.
    fn names_again(&self, province: &ProvinceRead, part: &PhrasePart) -> bool {
        let again = self.gazetteer.province_read(self.phrase, part);
        again.is_some_and(|again| (again.today, again.former) == (province.today, province.former))
    }

    /// Returns the ward of that name in one of the districts, if exactly one fits best.
    pub(crate) fn ward_in(
        &self,
        districts: &[(FormerId, Fit)],
        ward: &PhrasePart,
        district: &PhrasePart,
    ) -> Result<Option<Named>, Unresolved> {
        let mut pairs: Vec<Pair> = Vec::new();
        for candidate in self.gazetteer.candidates(self.phrase, ward) {
            let AdminUnit::Former(id) = candidate.unit else {
                continue;
            };
            let lies_in = self.gazetteer.former(id).district().map(|id| self.gazetteer.lasting(id));
            let tier = self.gazetteer.tier(candidate.unit);
            if let (Some(found), UnitTier::Commune | UnitTier::Village) =
                (self.around(districts, lies_in), tier)
            {
                pairs.push(Pair { ward: candidate, district: found });
            }
        }
        // A district that changed its type or province had wards of one name before and after.
        let own = |pair: &Pair| {
            let AdminUnit::Former(id) = pair.ward.unit else { return None };
            let district = self.gazetteer.former(id).district();
            districts.iter().find(|(id, _)| Some(*id) == district).map(|(_, fit)| *fit)
        };
        let fit = |pair: &Pair| {
            let (ward, district) = (pair.ward.fit, pair.district.1);
            Fit {
                marks: ward.marks + district.marks,
                spelling: ward.spelling + district.spelling,
                kind: ward.kind + own(pair).unwrap_or(district).kind,
                era: district.era,
                time: ward.time,
            }
        };
        let Some(least) = pairs.iter().map(fit).min() else {
            return Ok(self.today_in(districts, ward));
        };
        pairs.retain(|pair| fit(pair) == least);
        if let Some(least) = pairs.iter().filter_map(own).min() {
            pairs.retain(|pair| own(pair) == Some(least));
        }
        // A ward that was joined with its neighbours under its own name: no text can tell the two apart.
        let name = |pair: &Pair| self.gazetteer.full_name(pair.ward.unit);
        if pairs.iter().all(|pair| name(pair) == name(&pairs[0])) {
            pairs.sort_by_key(|pair| match pair.ward.unit {
                AdminUnit::Former(id) => self.gazetteer.former(id).until(),
                _ => None,
            });
            pairs.drain(..pairs.len() - 1);
        }
        let same: Vec<Candidate> = pairs.iter().map(|pair| pair.ward).collect();
        let (Some(pair), Some(_)) = (pairs.first(), self.gazetteer.only(&same)) else {
            return Err(self.ambiguous(pairs.iter().map(|pair| pair.ward.unit)));
        };
        let mut doubts = self.doubts_of(pair.ward.unit, pair.ward.fit, ward);
        doubts.extend(self.doubts_of(AdminUnit::Former(pair.district.0), pair.district.1, district));
        Ok(Some(Named { unit: pair.ward.unit, doubts, parts: 2 }))
    }

    /// Returns the best of the districts that are the same as this one, or continue it.
    fn around(&self, districts: &[(FormerId, Fit)], district: Option<FormerId>) -> Option<(FormerId, Fit)> {
        let around = districts.iter().filter(|(id, _)| Some(self.gazetteer.lasting(*id)) == district);
        around.min_by_key(|(id, fit)| (*fit, *id)).copied()
    }

    /// Returns the present-day unit of that name that was made from parts of one of the districts.
    fn today_in(&self, districts: &[(FormerId, Fit)], ward: &PhrasePart) -> Option<Named> {
        let was_in = |unit: &AdminUnit| match unit {
            AdminUnit::Commune(id) => self.gazetteer.commune(*id).former_units().any(|former| {
                let district = self.gazetteer.former(former).district();
                self.around(districts, district).is_some_and(|(_, fit)| fit.marks == 0)
            }),
            _ => false,
        };
        let fits = |candidate: &Candidate| candidate.fit.marks == 0 && candidate.fit.kind == 0;
        let found: Vec<Candidate> = self
            .gazetteer
            .candidates(self.phrase, ward)
            .filter(fits)
            .filter(|one| was_in(&one.unit))
            .collect();
        let [one] = found.as_slice() else { return None };
        Some(Named { unit: one.unit, doubts: Vec::new(), parts: 2 })
    }

    /// Returns the district that fits best; an error if several do.
    pub(crate) fn only_district(
        &self,
        districts: &[(FormerId, Fit)],
    ) -> Result<Option<FormerId>, Unresolved> {
        let candidates: Vec<Candidate> =
            districts.iter().map(|(id, fit)| Candidate { unit: AdminUnit::Former(*id), fit: *fit }).collect();
        let best = best(&candidates);
        match (best.first().map(|one| one.unit), self.gazetteer.only(&best)) {
            (None, _) => Ok(None),
            (Some(AdminUnit::Former(id)), Some(_)) => Ok(Some(id)),
            _ => Err(self.ambiguous(best.iter().map(|candidate| candidate.unit))),
        }
    }
}
