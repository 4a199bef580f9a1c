//! What is left of a text that names something unknown, and what it may have meant.
//!
//! Takes the parts around the unknown one and gives the unit under which the place stands, with
//! names that are near. Never taken on the way of a text that resolves.

use super::fits::{ProvinceRead, Tier};
use super::phrase::Part;
use super::resolve::{Named, Reader, province_unit};
use super::wording::typed;
use super::{Doubt, FormerId, Gazetteer, Level, Unit, UnknownTier, Unresolved, blob};
use crate::text::nearest;

/// How many near names are offered.
const OFFERED: usize = 3;

impl Reader<'_> {
    /// A commune that its province does not know: communes were merged before 2025 too.
    pub(crate) fn unknown_commune(&self, province: &ProvinceRead, part: &Part, last: &Part) -> Named {
        let tier = match self.tier_written(part) {
            Some(Tier::Village) => UnknownTier::Village,
            Some(Tier::District) => UnknownTier::District,
            _ => UnknownTier::Commune,
        };
        let units: Vec<Unit> = self
            .gazetteer
            .units_of(province)
            .filter(|unit| tier != UnknownTier::District || self.gazetteer.tier(*unit) == Tier::District)
            .collect();
        let nearest = self.gazetteer.near(&bare_name(part), &units, OFFERED);
        // An office of the province, or a count of its communes; a village lacks its commune.
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

    /// A ward that its district does not know.
    pub(crate) fn unknown_ward(&self, district: FormerId, ward: &Part, part: &Part) -> Named {
        let unit = Unit::Former(district);
        let former = self.gazetteer.former(district);
        let fit =
            self.gazetteer.districts(self.phrase, part, None).into_iter().find(|(id, _)| *id == district);
        let doubts = fit.map(|(_, fit)| self.doubts_of(unit, fit, part)).unwrap_or_default();
        // The right name in the wrong district comes first.
        let namesakes =
            self.gazetteer.candidates(self.phrase, ward).filter(|candidate| match candidate.unit {
                Unit::Former(id) => {
                    self.gazetteer.tier(candidate.unit) == Tier::Commune
                        && self.gazetteer.former(id).province() == former.province()
                }
                _ => false,
            });
        let mut nearest: Vec<String> =
            namesakes.map(|candidate| self.gazetteer.full_name(candidate.unit)).collect();
        let wards: Vec<Unit> = former.parts().map(Unit::Former).collect();
        nearest.extend(self.gazetteer.near(&bare_name(ward), &wards, OFFERED));
        nearest.truncate(OFFERED);
        // A street, a hamlet or an office; a misspelt commune would be near one of the district.
        if ward.aside && nearest.is_empty() {
            return Named { unit, doubts, parts: 1 };
        }
        let tier = if self.tier_written(ward) == Some(Tier::Village) {
            UnknownTier::Village
        } else {
            UnknownTier::Commune
        };
        Named { parts: 2, ..self.unknown(tier, ward.written.to_owned(), unit, nearest, doubts) }
    }

    /// A district that its province does not know, with a ward before it.
    pub(crate) fn unknown_district(
        &self,
        province: &ProvinceRead,
        ward: &Part,
        district: &Part,
        last: &Part,
    ) -> Named {
        let namesakes: Vec<Unit> = self
            .gazetteer
            .candidates(self.phrase, ward)
            .map(|candidate| candidate.unit)
            .filter(
                |unit| matches!(unit, Unit::Former(id) if self.gazetteer.former_era(*id, province).is_some()),
            )
            .collect();
        let units: Vec<Unit> = self
            .gazetteer
            .units_of(province)
            .filter(|unit| self.gazetteer.tier(*unit) == Tier::District)
            .collect();
        let mut nearest = self.gazetteer.near(&bare_name(district), &units, OFFERED);
        nearest.extend(namesakes.into_iter().map(|unit| self.gazetteer.full_name(unit)));
        nearest.truncate(OFFERED);
        let tier = if self.tier_written(district) == Some(Tier::Commune) {
            UnknownTier::Commune
        } else {
            UnknownTier::District
        };
        let written = format!("{}, {}", ward.written, district.written);
        let doubts = self.doubts_of(province_unit(province), province.fit, last);
        Named { parts: 3, ..self.unknown(tier, written, province_unit(province), nearest, doubts) }
    }

    /// A text whose last part names no province.
    pub(crate) fn unknown_province(&self, left: &[Part], last: &Part) -> Unresolved {
        if !self.suggests {
            return Unresolved::UnknownProvince { written: last.written.to_owned(), nearest: Vec::new() };
        }
        let name = bare_name(last);
        let provinces = self
            .gazetteer
            .provinces()
            .map(Unit::Province)
            .chain(self.gazetteer.former_provinces().map(Unit::Former));
        let provinces: Vec<Unit> = provinces.chain(self.gazetteer.additions_of(Tier::Province)).collect();
        let mut near = self.gazetteer.near(&name, &provinces, OFFERED);
        if near.is_empty()
            && !name.is_empty()
            && self.tier_written(last).is_none_or(|tier| tier == Tier::District)
        {
            let districts =
                self.gazetteer.former_provinces().flat_map(|id| self.gazetteer.former(id).parts());
            let districts: Vec<Unit> = districts.map(Unit::Former).collect();
            near = self.gazetteer.near(&name, &districts, OFFERED);
        }
        let nearest = near.into_iter().map(|province| self.corrected(left, &province)).collect();
        Unresolved::UnknownProvince { written: last.written.to_owned(), nearest }
    }

    /// The text with another last part; as the unit is called in full where no more than its marks or its
    /// type were doubtful, so that what is offered has no slip left in it.
    fn corrected(&self, left: &[Part], last: &str) -> String {
        let words = left.iter().map(|part| part.written).chain([last]);
        let text = words.collect::<Vec<&str>>().join(", ");
        let slight = |doubt: &Doubt| matches!(doubt, Doubt::MarksDiffer { .. } | Doubt::TypeDiffers { .. });
        match self.gazetteer.resolve(&text, self.before_reform) {
            Ok(resolution) if resolution.doubts.iter().all(slight) => {
                let place = &resolution.place;
                let former = place.former.map(Unit::Former);
                let unit = former.or(place.communes.first().copied().map(Unit::Commune));
                self.gazetteer.full_name(unit.unwrap_or(Unit::Province(place.province)))
            }
            _ => text,
        }
    }

    fn unknown(
        &self,
        tier: UnknownTier,
        written: String,
        unit: Unit,
        nearest: Vec<String>,
        mut doubts: Vec<Doubt>,
    ) -> Named {
        doubts.push(Doubt::Unknown { tier, written, within: self.gazetteer.full_name(unit), nearest });
        Named { unit, doubts, parts: 2 }
    }

    /// Which tier the written type tells; none where a city may be of two.
    fn tier_written(&self, part: &Part) -> Option<Tier> {
        match part.kind? {
            super::wording::Kind::Village(_) => Some(Tier::Village),
            super::wording::Kind::Unit(kind) if kind.is_commune() => Some(Tier::Commune),
            super::wording::Kind::Unit(kind) if kind.is_district() => Some(Tier::District),
            super::wording::Kind::Unit(_) => Some(Tier::Province),
        }
    }

    /// Whether the name was written without any mark, its type word aside.
    pub(crate) fn is_unmarked_name(&self, part: &Part) -> bool {
        bare_name(part).is_ascii()
    }
}

impl Gazetteer {
    /// Every unit of a province but itself: today's communes, the districts and wards of the
    /// former province of that name, and additions.
    fn units_of(&self, province: &ProvinceRead) -> impl Iterator<Item = Unit> + '_ {
        let communes =
            province.today.into_iter().flat_map(|id| self.province(id).communes()).map(Unit::Commune);
        let former = province.former.filter(|id| self.former(*id).level() == Level::Province);
        let districts = former.into_iter().flat_map(|id| self.former(id).parts());
        let wards =
            districts.flat_map(|id| std::iter::once(id).chain(self.former(id).parts())).map(Unit::Former);
        let province = *province;
        let added = [Tier::District, Tier::Commune, Tier::Village]
            .into_iter()
            .flat_map(|tier| self.additions_of(tier));
        let added = added.filter(
            move |unit| matches!(unit, Unit::Former(id) if self.former_era(*id, &province).is_some()),
        );
        communes.chain(wards).chain(added)
    }

    /// Full names of the units whose names are near, the nearest first.
    fn near(&self, name: &str, units: &[Unit], limit: usize) -> Vec<String> {
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

/// The key of the name without its type word.
fn bare_name(part: &Part) -> String {
    let key = blob::keys(part.written).0;
    match typed(&key) {
        Some(word) if part.kind.is_some() && !word.rest.is_empty() => word.rest.to_owned(),
        _ => key,
    }
}
