//! Three tiers: a ward in a district, as units were until 30/06/2025.
//!
//! Takes the parts of a text and gives the former unit with its doubts, or the error that lists
//! several. A ward that its district lacks stands under the district, with a doubt.

use super::fits::{Candidate, Fit, ProvinceRead, Tier, best};
use super::phrase::Part;
use super::resolve::{Named, Reader};
use super::wording::Kind;
use super::{Doubt, FormerId, Unit, Unresolved};

/// A ward and the district that a text names with it.
struct Pair {
    ward: Candidate,
    district: (FormerId, Fit),
}

impl Reader<'_> {
    /// A ward in a district in a province; failing that, whatever of it is known.
    pub(crate) fn three_tiers(
        &self,
        province: &ProvinceRead,
        ward: &Part,
        district: &Part,
        last: &Part,
    ) -> Result<Named, Unresolved> {
        let districts = self.gazetteer.districts(self.phrase, district, Some(province));
        if let Some(named) = self.ward_in(&districts, ward, district)? {
            let mixed = self.is_mixed(named.unit, province);
            let found = mixed.then(|| Doubt::MixedEras { found: self.gazetteer.full_name(named.unit) });
            let doubts = named.doubts.into_iter().chain(found).collect();
            return Ok(Named { doubts, parts: 3, ..named });
        }
        // The city of Huế was a district of its province until the end of 2024: its name, twice.
        if districts.is_empty()
            && self.names_again(province, district)
            && let Some(named) = self.two_tiers(province, ward)?
        {
            return Ok(Named { parts: 3, ..named });
        }
        // No ward: perhaps a village in a commune.
        let is_village = matches!(ward.kind, Some(Kind::Village(_)));
        if (is_village || districts.is_empty())
            && let Some(named) = self.two_tiers(province, district)?
        {
            return Ok(named);
        }
        match self.only_district(&districts)? {
            Some(id) => Ok(Named { parts: 3, ..self.unknown_ward(id, ward, district) }),
            None => Ok(self.unknown_district(province, ward, district, last)),
        }
    }

    /// Whether a part names the province once more.
    fn names_again(&self, province: &ProvinceRead, part: &Part) -> bool {
        let again = self.gazetteer.province_read(self.phrase, part);
        again.is_some_and(|again| (again.today, again.former) == (province.today, province.former))
    }

    /// The ward of that name in one of the districts, if just one fits best.
    pub(crate) fn ward_in(
        &self,
        districts: &[(FormerId, Fit)],
        ward: &Part,
        district: &Part,
    ) -> Result<Option<Named>, Unresolved> {
        let mut pairs: Vec<Pair> = Vec::new();
        for candidate in self.gazetteer.candidates(self.phrase, ward) {
            let Unit::Former(id) = candidate.unit else {
                continue;
            };
            let lies_in = self.gazetteer.former(id).district();
            let tier = self.gazetteer.tier(candidate.unit);
            if let (Some(found), Tier::Commune | Tier::Village) =
                (districts.iter().find(|(id, _)| Some(*id) == lies_in), tier)
            {
                pairs.push(Pair { ward: candidate, district: *found });
            }
        }
        let fit = |pair: &Pair| {
            let (ward, district) = (pair.ward.fit, pair.district.1);
            Fit { marks: ward.marks + district.marks, kind: ward.kind + district.kind, era: district.era }
        };
        let Some(least) = pairs.iter().map(fit).min() else {
            return Ok(None);
        };
        pairs.retain(|pair| fit(pair) == least);
        let [pair] = pairs.as_slice() else {
            return Err(self.ambiguous(pairs.iter().map(|pair| pair.ward.unit)));
        };
        let mut doubts = self.doubts_of(pair.ward.unit, pair.ward.fit, ward);
        doubts.extend(self.doubts_of(Unit::Former(pair.district.0), pair.district.1, district));
        Ok(Some(Named { unit: pair.ward.unit, doubts, parts: 2 }))
    }

    /// The district that fits best; an error where several do.
    pub(crate) fn only_district(
        &self,
        districts: &[(FormerId, Fit)],
    ) -> Result<Option<FormerId>, Unresolved> {
        let candidates: Vec<Candidate> =
            districts.iter().map(|(id, fit)| Candidate { unit: Unit::Former(*id), fit: *fit }).collect();
        match best(&candidates).as_slice() {
            [] => Ok(None),
            [Candidate { unit: Unit::Former(id), .. }] => Ok(Some(*id)),
            several => Err(self.ambiguous(several.iter().map(|candidate| candidate.unit))),
        }
    }
}
