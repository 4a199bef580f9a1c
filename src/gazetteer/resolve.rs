//! From a text to a place: the shape of the text tells its era.
//!
//! Takes a text and whether its entry is older than today's units; gives the place with its
//! doubts, or the reason why there is none. Never chooses between units that fit alike.
//!
//! - Three tiers (`xã …, huyện …, tỉnh …`, or the district in brackets) are units from before
//!   01/07/2025.
//! - Two tiers (`xã …, tỉnh …`) are today's unit, else a former one of that province.
//! - A district, with or without its province, is a former unit. A province stands alone.

use super::fits::{Candidate, Fit, ProvinceRead, Tier, best};
use super::phrase::{self, Part, Phrase};
use super::wording::Kind;
use super::{Doubt, FormerId, Gazetteer, Place, Resolution, Unit, UnknownTier, Unresolved};

/// One text being resolved.
pub(crate) struct Reader<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) phrase: &'a Phrase<'a>,
    pub(crate) before_reform: bool,
}

/// The unit that a text names, with doubts; how many parts, from the right, named it.
pub(crate) struct Named {
    pub(crate) unit: Unit,
    pub(crate) doubts: Vec<Doubt>,
    pub(crate) parts: usize,
}

impl Gazetteer {
    /// The place that a text names. `before_reform`: the entry that names it is older than
    /// 01/07/2025. Takes some microseconds; near names, for what is unknown, take longer.
    ///
    /// # Errors
    ///
    /// The text names no province, or fits several units, or is no text: see [`Unresolved`].
    pub fn resolve(&self, text: &str, before_reform: bool) -> Result<Resolution, Unresolved> {
        let written = phrase::tidy(text)?;
        let phrase = phrase::read(self, &written);
        if phrase.parts.is_empty() {
            return Err(Unresolved::Empty);
        }
        let reader = Reader { gazetteer: self, phrase: &phrase, before_reform };
        let named = reader.read()?;
        let (unit, doubts) = reader.with_village(named);
        Ok(Resolution { place: self.place(unit, written), doubts })
    }

    /// The place that a unit is.
    fn place(&self, unit: Unit, written: String) -> Place {
        match unit {
            Unit::Province(province) => Place { written, province, communes: Vec::new(), former: None },
            Unit::Commune(id) => {
                Place { written, province: self.commune(id).province(), communes: vec![id], former: None }
            }
            Unit::Former(id) => {
                let former = self.former(id);
                Place {
                    written,
                    province: former.province_now(),
                    communes: former.main_communes(),
                    former: Some(id),
                }
            }
        }
    }
}

impl Reader<'_> {
    fn read(&self) -> Result<Named, Unresolved> {
        let parts = &self.phrase.parts;
        let last = &parts[parts.len() - 1];
        let province = self
            .gazetteer
            .province_read(self.phrase, last)
            .filter(|province| !self.is_district(last, province));
        match (province, parts.as_slice()) {
            (None, _) => self.without_province(),
            (Some(province), [only]) => Ok(self.province(&province, only)),
            (Some(province), [part, last]) => match self.two_tiers(&province, part)? {
                Some(named) => Ok(named),
                None => Ok(self.unknown_commune(&province, part, last)),
            },
            (Some(province), [.., ward, district, last]) => self.three_tiers(&province, ward, district, last),
            (Some(_), []) => Err(Unresolved::Empty),
        }
    }

    /// Whether the last part, though a province's name, is better read as a district's: `TP Cao
    /// Bằng` of tỉnh Cao Bằng.
    fn is_district(&self, part: &Part, province: &ProvinceRead) -> bool {
        let better = |(_, fit): &(FormerId, Fit)| *fit < province.fit;
        province.fit.kind > 0 && self.gazetteer.districts(self.phrase, part, None).iter().any(better)
    }

    fn province(&self, province: &ProvinceRead, part: &Part) -> Named {
        let unit = province_unit(province);
        Named { unit, doubts: self.doubts_of(unit, province.fit, part), parts: 1 }
    }

    /// No province at the end: a district where only one in the country bears the name.
    fn without_province(&self) -> Result<Named, Unresolved> {
        let parts = &self.phrase.parts;
        let (left, last) = (&parts[..parts.len() - 1], &parts[parts.len() - 1]);
        let districts = self.gazetteer.districts(self.phrase, last, None);
        let is_smaller = |unit: &Unit| matches!(self.gazetteer.tier(*unit), Tier::Commune | Tier::Village);
        let smaller: Vec<Unit> = self
            .gazetteer
            .candidates(self.phrase, last)
            .map(|candidate| candidate.unit)
            .filter(is_smaller)
            .collect();
        if districts.is_empty() && smaller.is_empty() {
            return Err(self.unknown_province(left, last));
        }
        if let Some(ward) = left.last()
            && let Some(named) = self.ward_in(&districts, ward, last)?
        {
            return Ok(named);
        }
        if districts.is_empty() || (left.is_empty() && !smaller.is_empty()) {
            let districts = districts.iter().map(|(id, _)| Unit::Former(*id));
            return Err(Unresolved::NoProvince {
                candidates: self.full_names(smaller.into_iter().chain(districts)),
            });
        }
        let id = self.only_district(&districts)?.ok_or(Unresolved::Empty)?;
        match left.last() {
            Some(ward) => Ok(self.unknown_ward(id, ward, last)),
            None => {
                let unit = Unit::Former(id);
                let fit = districts.iter().find(|(other, _)| *other == id).map(|(_, fit)| *fit);
                let doubts = fit.map(|fit| self.doubts_of(unit, fit, last)).unwrap_or_default();
                Ok(Named { unit, doubts, parts: 1 })
            }
        }
    }

    /// What stands left of the unit: an addition within it, or something unknown.
    fn with_village(&self, named: Named) -> (Unit, Vec<Doubt>) {
        let Named { unit, mut doubts, parts } = named;
        let left = &self.phrase.parts[..self.phrase.parts.len() - parts];
        let Some(village) = left.last() else {
            return (unit, doubts);
        };
        let within: Vec<Candidate> = self
            .gazetteer
            .candidates(self.phrase, village)
            .filter(|candidate| matches!(candidate.unit, Unit::Former(id) if self.gazetteer.lies_within(id, unit)))
            .collect();
        if let ([one], 1, None) = (best(&within).as_slice(), left.len(), self.phrase.before) {
            doubts.extend(self.doubts_of(one.unit, one.fit, village));
            return (one.unit, doubts);
        }
        let words: Vec<&str> =
            self.phrase.before.into_iter().chain(left.iter().map(|part| part.written)).collect();
        let within = self.gazetteer.full_name(unit);
        doubts.push(Doubt::Unknown {
            tier: UnknownTier::Village,
            written: words.join(", "),
            within,
            nearest: Vec::new(),
        });
        (unit, doubts)
    }

    /// Doubts about a single unit: another type, other marks.
    pub(crate) fn doubts_of(&self, unit: Unit, fit: Fit, part: &Part) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if let (1.., Some(kind)) = (fit.kind, part.kind) {
            let written = match kind {
                Kind::Unit(kind) => kind.word(),
                Kind::Village(word) => word,
            };
            doubts.push(Doubt::TypeDiffers { written, found: self.gazetteer.full_name(unit) });
        }
        if fit.marks > 0 && !part.written.is_ascii() && !self.is_unmarked_name(part) {
            doubts.push(Doubt::MarksDiffer {
                written: part.written.to_owned(),
                found: self.gazetteer.full_name(unit),
            });
        }
        doubts
    }

    pub(crate) fn ambiguous(&self, units: impl Iterator<Item = Unit>) -> Unresolved {
        Unresolved::Ambiguous { candidates: self.full_names(units) }
    }

    /// Full names in order of unit, once each.
    fn full_names(&self, units: impl Iterator<Item = Unit>) -> Vec<String> {
        let mut units: Vec<Unit> = units.collect();
        units.sort_unstable();
        units.dedup();
        units.into_iter().map(|unit| self.gazetteer.full_name(unit)).collect()
    }
}

/// The unit under which what is unknown of a province stands.
pub(crate) fn province_unit(province: &ProvinceRead) -> Unit {
    match (province.today, province.former) {
        (Some(today), _) => Unit::Province(today),
        (None, Some(former)) => Unit::Former(former),
        (None, None) => unreachable!("a province is read from a unit of today or a former one"),
    }
}
