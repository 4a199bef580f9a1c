//! Fallbacks for a text that names something unknown, and suggestions.
//!
//! Takes the parts around the unknown one and gives the unit to which the place is assigned, with near
//! names. Not used for a text that resolves.

use super::fits::{ProvinceRead, UnitTier};
use super::phrase::PhrasePart;
use super::resolve::{Named, Reader, province_unit};
use super::wording::typed;
use super::{AdminUnit, Doubt, FormerId, FormerTier, Gazetteer, UnknownTier, Unresolved, blob};
use crate::text::nearest;

/// Maximum number of near names.
const SUGGESTIONS: usize = 3;

impl Reader<'_> {
    /// Handles a commune unknown in its province; communes were merged before 2025 too.
    pub(crate) fn unknown_commune(
        &self,
        province: &ProvinceRead,
        part: &PhrasePart,
        last: &PhrasePart,
    ) -> Named {
        let tier = match self.tier_written(part) {
            Some(UnitTier::Village) => UnknownTier::Village,
            Some(UnitTier::District) => UnknownTier::District,
            _ => UnknownTier::Commune,
        };
        let units: Vec<AdminUnit> = self
            .gazetteer
            .units_of(province)
            .filter(|unit| tier != UnknownTier::District || self.gazetteer.tier(*unit) == UnitTier::District)
            .collect();
        let nearest = self.gazetteer.near(&bare_name(part), &units, SUGGESTIONS);
        // An office of the province, a count of its communes, or a village without its commune.
        if part.aside && tier != UnknownTier::Village && nearest.is_empty() {
            let unit = province_unit(province);
            return Named { unit, doubts: self.doubts_of(unit, province.fit, last), parts: 1 };
        }
        self.unknown(
            tier,
            part.written.to_owned(),
            province_unit(province),
            nearest,
            self.doubts_of(province_unit(province), province.fit, last),
        )
    }

    /// Handles a ward unknown in its district.
    pub(crate) fn unknown_ward(&self, district: FormerId, ward: &PhrasePart, part: &PhrasePart) -> Named {
        let unit = AdminUnit::Former(district);
        let former = self.gazetteer.former(district);
        let fit =
            self.gazetteer.districts(self.phrase, part, None).into_iter().find(|(id, _)| *id == district);
        let doubts = fit.map(|(_, fit)| self.doubts_of(unit, fit, part)).unwrap_or_default();
        // The right name in a wrong district comes first.
        let namesakes =
            self.gazetteer.candidates(self.phrase, ward).filter(|candidate| match candidate.unit {
                AdminUnit::Former(id) => {
                    self.gazetteer.tier(candidate.unit) == UnitTier::Commune
                        && self.gazetteer.former(id).province() == former.province()
                }
                _ => false,
            });
        let mut nearest: Vec<String> =
            namesakes.map(|candidate| self.gazetteer.full_name(candidate.unit)).collect();
        let wards: Vec<AdminUnit> = former.parts().map(AdminUnit::Former).collect();
        nearest.extend(self.gazetteer.near(&bare_name(ward), &wards, SUGGESTIONS));
        nearest.truncate(SUGGESTIONS);
        // A street, a hamlet or an office; a misspelt commune would be near one of the district.
        if ward.aside && nearest.is_empty() {
            return Named { unit, doubts, parts: 1 };
        }
        let tier = if self.tier_written(ward) == Some(UnitTier::Village) {
            UnknownTier::Village
        } else {
            UnknownTier::Commune
        };
        Named { parts: 2, ..self.unknown(tier, ward.written.to_owned(), unit, nearest, doubts) }
    }

    /// Handles a district unknown in its province, with a ward before it.
    pub(crate) fn unknown_district(
        &self,
        province: &ProvinceRead,
        ward: &PhrasePart,
        district: &PhrasePart,
        last: &PhrasePart,
    ) -> Named {
        let namesakes: Vec<AdminUnit> = self
            .gazetteer
            .candidates(self.phrase, ward)
            .map(|candidate| candidate.unit)
            .filter(
                |unit| matches!(unit, AdminUnit::Former(id) if self.gazetteer.former_era(*id, province).is_some()),
            )
            .collect();
        let units: Vec<AdminUnit> = self
            .gazetteer
            .units_of(province)
            .filter(|unit| self.gazetteer.tier(*unit) == UnitTier::District)
            .collect();
        let mut nearest = self.gazetteer.near(&bare_name(district), &units, SUGGESTIONS);
        nearest.extend(namesakes.into_iter().map(|unit| self.gazetteer.full_name(unit)));
        nearest.truncate(SUGGESTIONS);
        let tier = if self.tier_written(district) == Some(UnitTier::Commune) {
            UnknownTier::Commune
        } else {
            UnknownTier::District
        };
        let written = format!("{}, {}", ward.written, district.written);
        let doubts = self.doubts_of(province_unit(province), province.fit, last);
        Named { parts: 3, ..self.unknown(tier, written, province_unit(province), nearest, doubts) }
    }

    /// Returns the error for a text whose last part names no province.
    pub(crate) fn unknown_province(&self, left: &[PhrasePart], last: &PhrasePart) -> Unresolved {
        if !self.suggests {
            return Unresolved::UnknownProvince { written: last.written.to_owned(), nearest: Vec::new() };
        }
        let name = bare_name(last);
        let provinces = self
            .gazetteer
            .provinces()
            .map(AdminUnit::Province)
            .chain(self.gazetteer.former_provinces().map(AdminUnit::Former));
        let provinces: Vec<AdminUnit> =
            provinces.chain(self.gazetteer.additions_of(UnitTier::Province)).collect();
        let mut near = self.gazetteer.near(&name, &provinces, SUGGESTIONS);
        if near.is_empty()
            && !name.is_empty()
            && self.tier_written(last).is_none_or(|tier| tier == UnitTier::District)
        {
            let districts =
                self.gazetteer.former_provinces().flat_map(|id| self.gazetteer.former(id).parts());
            let districts: Vec<AdminUnit> = districts.map(AdminUnit::Former).collect();
            near = self.gazetteer.near(&name, &districts, SUGGESTIONS);
        }
        let nearest = near.into_iter().map(|province| self.corrected(left, &province)).collect();
        Unresolved::UnknownProvince { written: last.written.to_owned(), nearest }
    }

    /// Returns the text with a different last part; if only marks or types were doubtful, as the full name of the unit,
    /// so that the suggestion has no mistake left.
    fn corrected(&self, left: &[PhrasePart], last: &str) -> String {
        let words = left.iter().map(|part| part.written).chain([last]);
        let text = words.collect::<Vec<&str>>().join(", ");
        let slight = |doubt: &Doubt| matches!(doubt, Doubt::MarksDiffer { .. } | Doubt::TypeDiffers { .. });
        match self.gazetteer.resolve(&text, self.before_reform) {
            Ok(resolution) if resolution.doubts.iter().all(slight) => {
                let place = &resolution.place;
                let former = place.former.map(AdminUnit::Former);
                let unit = former.or(place.communes.first().copied().map(AdminUnit::Commune));
                self.gazetteer.full_name(unit.unwrap_or(AdminUnit::Province(place.province)))
            }
            _ => text,
        }
    }

    fn unknown(
        &self,
        tier: UnknownTier,
        written: String,
        unit: AdminUnit,
        nearest: Vec<String>,
        mut doubts: Vec<Doubt>,
    ) -> Named {
        doubts.push(Doubt::Unknown { tier, written, within: self.gazetteer.full_name(unit), nearest });
        Named { unit, doubts, parts: 2 }
    }

    /// Returns the tier that the written type implies; `None` for a city, which may be of two.
    fn tier_written(&self, part: &PhrasePart) -> Option<UnitTier> {
        match part.kind? {
            super::wording::TypeWord::Village(_) => Some(UnitTier::Village),
            super::wording::TypeWord::Unit(kind) if kind.is_commune() => Some(UnitTier::Commune),
            super::wording::TypeWord::Unit(kind) if kind.is_district() => Some(UnitTier::District),
            super::wording::TypeWord::Unit(_) => Some(UnitTier::Province),
        }
    }

    /// Whether the name, without its type word, was written without any mark.
    pub(crate) fn is_unmarked_name(&self, part: &PhrasePart) -> bool {
        bare_name(part).is_ascii()
    }
}

impl Gazetteer {
    /// Returns every unit of a province except itself: present-day communes, the districts and wards of the
    /// former province of that name, and additions.
    fn units_of(&self, province: &ProvinceRead) -> impl Iterator<Item = AdminUnit> + '_ {
        let communes =
            province.today.into_iter().flat_map(|id| self.province(id).communes()).map(AdminUnit::Commune);
        let former = province.former.filter(|id| self.former(*id).level() == FormerTier::Province);
        let districts = former.into_iter().flat_map(|id| self.former(id).parts());
        let wards = districts
            .flat_map(|id| std::iter::once(id).chain(self.former(id).parts()))
            .map(AdminUnit::Former);
        let province = *province;
        let added = [UnitTier::District, UnitTier::Commune, UnitTier::Village]
            .into_iter()
            .flat_map(|tier| self.additions_of(tier));
        let added = added.filter(
            move |unit| matches!(unit, AdminUnit::Former(id) if self.former_era(*id, &province).is_some()),
        );
        communes.chain(wards).chain(added)
    }

    /// Returns the full names of the units with near names, the nearest first.
    fn near(&self, name: &str, units: &[AdminUnit], limit: usize) -> Vec<String> {
        let mut names: Vec<&str> = units.iter().map(|unit| self.name(*unit)).collect();
        names.sort_unstable();
        names.dedup();
        let mut full: Vec<String> = Vec::new();
        for name in nearest(name, names, limit) {
            for unit in units.iter().filter(|unit| self.name(**unit) == name) {
                let text = self.full_name(*unit);
                if full.len() < limit && !full.contains(&text) {
                    full.push(text);
                }
            }
        }
        full
    }
}

/// Returns the key of the name without its type word.
fn bare_name(part: &PhrasePart) -> String {
    let key = blob::keys(part.written).0;
    match typed(&key) {
        Some(word) if part.kind.is_some() && !word.rest.is_empty() => word.rest.to_owned(),
        _ => key,
    }
}
