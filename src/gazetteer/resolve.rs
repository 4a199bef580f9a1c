//! Resolves a text to a place; the form of the text implies its era.
//!
//! Takes a text and whether its entry is older than the present-day units; gives the place with its
//! doubts, or the reason of the failure. Never chooses between units that fit equally well, unless they have the same
//! full name: then the last of them is meant.
//!
//! - Three tiers (`xã …, huyện …, tỉnh …`, or the district in brackets) are units from before
//!   01/07/2025.
//! - Two tiers (`xã …, tỉnh …`) are a present-day unit, else a former one of that province.
//! - A district, with or without its province, is a former unit. A province stands alone.

use super::fits::{Candidate, Fit, ProvinceRead, UnitTier, best};
use super::phrase::{self, Phrase, PhrasePart};
use super::wording::TypeWord;
use super::{
    AdminUnit, Doubt, FormerId, Gazetteer, Place, Resolution, UnitType, UnknownTier, Unresolved, When,
};

/// Resolves one text.
pub(crate) struct Reader<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) phrase: &'a Phrase<'a>,
    pub(crate) before_reform: bool,
    /// Whether a last part that names a province and a district is read as the district.
    skip_province: bool,
    /// Whether near names are searched for an unknown one; not if this reading is only an attempt.
    pub(crate) suggests: bool,
}

/// The result of one reading of a text.
pub(crate) type Interpreted = Result<Read, Unresolved>;

/// The unit of one reading, with doubts.
pub(crate) struct Read {
    pub(crate) unit: AdminUnit,
    pub(crate) doubts: Vec<Doubt>,
    /// Whether the name left of the unit may be an item of a list that the unit ends.
    pub(crate) listed: bool,
}

/// The unit that a text names, with doubts, and the number of parts, from the right, that named it.
pub(crate) struct Named {
    pub(crate) unit: AdminUnit,
    pub(crate) doubts: Vec<Doubt>,
    pub(crate) parts: usize,
}

impl Gazetteer {
    /// Resolves a text at a time. Takes some microseconds; near names for unknown ones take longer.
    ///
    /// # Errors
    ///
    /// Returns an error if the text names no province, fits several units, or is not a name: see [`Unresolved`].
    pub fn resolve(&self, text: &str, when: impl Into<When>) -> Result<Resolution, Unresolved> {
        self.resolve_from(text, when, self.home.as_deref())
    }

    /// Resolves a text by a writer of a province other than the default: `home` is its name.
    ///
    /// # Errors
    ///
    /// As for [`resolve`](Self::resolve).
    pub fn resolve_from(
        &self,
        text: &str,
        when: impl Into<When>,
        home: Option<&str>,
    ) -> Result<Resolution, Unresolved> {
        let written = phrase::tidy(text)?;
        let phrase = phrase::read(self, &written, when.into());
        if phrase.parts.is_empty() {
            return Err(Unresolved::Empty);
        }
        if let Some(part) = phrase.parts.iter().find(|part| phrase::is_initials(part)) {
            let written = part.written.to_owned();
            return Err(Unresolved::UnknownProvince { written, nearest: Vec::new() });
        }
        let home = home.map(|home| phrase::read(self, home, phrase.when));
        let Read { unit, doubts, .. } =
            self.interpret(&phrase, home.as_ref().and_then(|home| home.parts.last()))?;
        Ok(Resolution { place: self.place(self.lasting_unit(unit), written), doubts })
    }

    /// Returns the unit that a text names: as its order implies, else by one of the alternative readings, if that
    /// leaves no doubt.
    fn interpret<'t>(&self, phrase: &Phrase<'t>, home: Option<&PhrasePart<'t>>) -> Interpreted {
        let attempt = |phrase: &Phrase, skip_province, suggests| {
            Reader {
                gazetteer: self,
                phrase,
                before_reform: phrase.when.is_before_reform(),
                skip_province,
                suggests,
            }
            .interpreted()
        };
        let is_clean = |read: &Interpreted| matches!(read, Ok(read) if read.doubts.is_empty());
        let names_province = phrase.parts.last().and_then(|part| self.province_read(phrase, part));
        let with = |parts: Vec<PhrasePart<'t>>| phrase.with(parts);
        let completed = home.filter(|_| names_province.is_none()).map(|home| {
            let parts = [phrase.parts.as_slice(), std::slice::from_ref(home)].concat();
            let mut read = self.interpret(&with(parts), None)?;
            // The writer named no province, so none can be of a different time.
            read.doubts.retain(|doubt| !matches!(doubt, Doubt::MixedEras { .. }));
            Ok(read)
        });
        let completed = match completed {
            Some(read) if is_clean(&read) || matches!(read, Err(Unresolved::Several { .. })) => return read,
            other => other,
        };
        let first = attempt(phrase, false, true);
        if is_clean(&first) && first.as_ref().is_ok_and(|read| !read.listed) {
            return first;
        }
        if let Some(several) = self.several(phrase, &|parts| attempt(&with(parts.to_vec()), false, false)) {
            return Err(several);
        }
        if is_clean(&first) || completed.is_none() && matches!(first, Err(Unresolved::Ambiguous { .. })) {
            return first;
        }
        let mut others: Vec<Interpreted> = Vec::new();
        if names_province.is_some() {
            others.push(attempt(phrase, true, false));
        }
        // Columns of a table, and a present-day unit followed by the former one in brackets.
        let mut reversed = phrase.parts.clone();
        reversed.reverse();
        let is_province = |part: &PhrasePart| part.kind == Some(TypeWord::Unit(UnitType::Province));
        let is_wide = |part: &PhrasePart| match part.kind {
            Some(TypeWord::Unit(kind)) if kind.is_district() => true,
            _ => self.province_read(phrase, part).is_some(),
        };
        if phrase.parts.len() > 1 && is_wide(&phrase.parts[0]) {
            others.push(attempt(&with(reversed), false, false));
        }
        let province = phrase.parts.iter().position(is_province).filter(|at| *at > 0);
        if let Some(at) = province.filter(|at| at + 1 < phrase.parts.len()) {
            others.push(attempt(&with(phrase.parts[..=at].to_vec()), false, false));
        }
        if let Some(clean) = others.into_iter().find(is_clean) {
            return clean;
        }
        let two = |parts: &[PhrasePart<'t>]| attempt(&with(parts.to_vec()), false, false);
        if let Some(several) = self.two_places(phrase, &two).or_else(|| self.within_one(phrase)) {
            return Err(several);
        }
        if let (Err(_), Some(completed)) = (&first, completed.filter(|read| self.is_of_home(phrase, read))) {
            return completed;
        }
        match (first, phrase.now) {
            (Err(unresolved), Some(now)) => {
                let unit = self.became(phrase, now).ok_or(unresolved)?;
                Ok(Read { unit, doubts: Vec::new(), listed: false })
            }
            (first, _) => first,
        }
    }

    /// Whether a text completed with the default province, though doubtful, says more than without it: a region or
    /// body must not be taken for an unknown commune.
    fn is_of_home(&self, phrase: &Phrase, read: &Interpreted) -> bool {
        let is_unit = phrase.parts.last().is_some_and(|part| matches!(part.kind, Some(TypeWord::Unit(_))));
        match read {
            Ok(read) => is_unit || !read.doubts.iter().any(|doubt| matches!(doubt, Doubt::Unknown { .. })),
            Err(unresolved) => matches!(unresolved, Unresolved::Ambiguous { .. }),
        }
    }

    /// Returns the unit of candidates that are all the same place.
    pub(crate) fn only(&self, candidates: &[Candidate]) -> Option<AdminUnit> {
        let first = self.lasting_unit(candidates.first()?.unit);
        candidates.iter().all(|other| self.lasting_unit(other.unit) == first).then_some(first)
    }

    /// Returns the place of a unit.
    fn place(&self, unit: AdminUnit, written: String) -> Place {
        match unit {
            AdminUnit::Province(province) => Place { written, province, communes: Vec::new(), former: None },
            AdminUnit::Commune(id) => {
                Place { written, province: self.commune(id).province(), communes: vec![id], former: None }
            }
            AdminUnit::Former(id) => {
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
    fn interpreted(&self) -> Interpreted {
        let named = self.read()?;
        let left = &self.phrase.parts[..self.phrase.parts.len() - named.parts];
        let smallest = self.phrase.parts.get(left.len());
        let is_name = |part: &PhrasePart| part.kind.is_none() && !part.aside;
        let listed = left.last().is_some_and(|part| is_name(part) && part.found.is_some())
            && smallest.is_some_and(is_name);
        let (unit, doubts) = self.with_village(named);
        Ok(Read { unit, doubts, listed })
    }

    fn read(&self) -> Result<Named, Unresolved> {
        let parts = &self.phrase.parts;
        let last = &parts[parts.len() - 1];
        let province = self
            .gazetteer
            .province_read(self.phrase, last)
            .filter(|province| !self.skip_province && !self.is_district(last, province));
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

    /// Whether the last part, though a province's name, is better read as a district's: `TP Cao Bằng`
    /// of tỉnh Cao Bằng.
    fn is_district(&self, part: &PhrasePart, province: &ProvinceRead) -> bool {
        let better = |(_, fit): &(FormerId, Fit)| *fit < province.fit;
        province.fit.kind > 0 && self.gazetteer.districts(self.phrase, part, None).iter().any(better)
    }

    fn province(&self, province: &ProvinceRead, part: &PhrasePart) -> Named {
        let unit = province_unit(province);
        Named { unit, doubts: self.doubts_of(unit, province.fit, part), parts: 1 }
    }

    /// Resolves a text without a province: a district with a unique name in the country.
    fn without_province(&self) -> Result<Named, Unresolved> {
        let parts = &self.phrase.parts;
        let (left, last) = (&parts[..parts.len() - 1], &parts[parts.len() - 1]);
        let districts = self.gazetteer.districts(self.phrase, last, None);
        let is_smaller =
            |unit: &AdminUnit| matches!(self.gazetteer.tier(*unit), UnitTier::Commune | UnitTier::Village);
        let smaller: Vec<Candidate> = self
            .gazetteer
            .candidates(self.phrase, last)
            .filter(|candidate| is_smaller(&candidate.unit))
            .collect();
        // Prefer those whose name is as written, if any.
        let marks = smaller.iter().map(|one| one.fit.marks).min().unwrap_or_default();
        let smaller: Vec<AdminUnit> =
            smaller.iter().filter(|one| one.fit.marks == marks).map(|one| one.unit).collect();
        if districts.is_empty() && smaller.is_empty() {
            return Err(self.unknown_province(left, last));
        }
        if let Some(ward) = left.last()
            && let Some(named) = self.ward_in(&districts, ward, last)?
        {
            return Ok(named);
        }
        let is_old_district = self.before_reform && !districts.is_empty();
        if districts.is_empty() || (left.is_empty() && !smaller.is_empty() && !is_old_district) {
            if let Some(named) = self.alone(last) {
                return Ok(named);
            }
            let districts = districts.iter().map(|(id, _)| AdminUnit::Former(*id));
            return Err(Unresolved::NoProvince {
                candidates: self.full_names(smaller.into_iter().chain(districts)),
            });
        }
        let id = self.only_district(&districts)?.ok_or(Unresolved::Empty)?;
        match left.last() {
            Some(ward) => Ok(self.unknown_ward(id, ward, last)),
            None => {
                let unit = AdminUnit::Former(id);
                let fit = districts.iter().find(|(other, _)| *other == id).map(|(_, fit)| *fit);
                let doubts = fit.map(|fit| self.doubts_of(unit, fit, last)).unwrap_or_default();
                Ok(Named { unit, doubts, parts: 1 })
            }
        }
    }

    /// Resolves a commune without district and province: the only one of its name at the time of the text; without a
    /// date, in all times. Wards and communes are easily confused, townships are not.
    fn alone(&self, part: &PhrasePart) -> Option<Named> {
        let Some(TypeWord::Unit(kind)) = part.kind else { return None };
        let (day, before) = (self.phrase.when.has_day(), self.before_reform);
        let is_own = matches!(kind, UnitType::Township | UnitType::SpecialZone);
        let there = |one: &Candidate| !day || !before || one.fit.time == 0;
        let fits = |one: &Candidate| one.fit.marks == 0 && there(one) && (!is_own || one.fit.kind == 0);
        let all: Vec<Candidate> = self.gazetteer.candidates(self.phrase, part).filter(fits).collect();
        let (today, former): (Vec<Candidate>, Vec<Candidate>) =
            all.iter().partition(|one| matches!(one.unit, AdminUnit::Commune(_)));
        let unit = match (today.as_slice(), former.as_slice()) {
            ([], _) => self.gazetteer.only(&former)?,
            (_, []) => self.gazetteer.only(&today)?,
            _ if day && before => self.gazetteer.only(&former)?,
            _ => {
                // A present-day text may mean a place by its former name, if that was elsewhere.
                let today = self.gazetteer.only(&today)?;
                let is_part = |one: &Candidate| self.gazetteer.went_into(one.unit, today);
                former.iter().all(is_part).then_some(today)?
            }
        };
        let is_typed =
            all.iter().any(|one| self.gazetteer.lasting_unit(one.unit) == unit && one.fit.kind == 0);
        is_typed.then_some(Named { unit, doubts: Vec::new(), parts: 1 })
    }

    /// Interprets the text left of the unit: an addition within it, or something unknown.
    fn with_village(&self, named: Named) -> (AdminUnit, Vec<Doubt>) {
        let Named { unit, mut doubts, parts } = named;
        let left = &self.phrase.parts[..self.phrase.parts.len() - parts];
        let Some(village) = left.last() else {
            return (unit, doubts);
        };
        let within: Vec<Candidate> = self
            .gazetteer
            .candidates(self.phrase, village)
            .filter(|candidate| matches!(candidate.unit, AdminUnit::Former(id) if self.gazetteer.lies_within(id, unit)))
            .collect();
        if let ([one], 1, None) = (best(&within).as_slice(), left.len(), self.phrase.before) {
            doubts.extend(self.doubts_of(one.unit, one.fit, village));
            return (one.unit, doubts);
        }
        // Villages, streets and offices before a commune are kept as written.
        let is_unit = |part: &PhrasePart| !part.aside && matches!(part.kind, Some(TypeWord::Unit(_)));
        if !left.iter().any(is_unit) {
            return (unit, doubts);
        }
        let words: Vec<&str> =
            self.phrase.before.into_iter().chain(left.iter().map(|part| part.written)).collect();
        let within = self.gazetteer.full_name(unit);
        doubts.push(Doubt::Unknown {
            tier: UnknownTier::Commune,
            written: words.join(", "),
            within,
            nearest: Vec::new(),
        });
        (unit, doubts)
    }

    /// Returns the doubts about a single unit: a different type, different marks.
    pub(crate) fn doubts_of(&self, unit: AdminUnit, fit: Fit, part: &PhrasePart) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if let (1.., Some(kind)) = (fit.kind, part.kind) {
            let written = match kind {
                TypeWord::Unit(kind) => kind.word(),
                TypeWord::Village(word) => word,
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

    pub(crate) fn ambiguous(&self, units: impl Iterator<Item = AdminUnit>) -> Unresolved {
        Unresolved::Ambiguous { candidates: self.full_names(units) }
    }

    /// Returns full names in order of unit, without duplicates.
    fn full_names(&self, units: impl Iterator<Item = AdminUnit>) -> Vec<String> {
        let mut units: Vec<AdminUnit> = units.collect();
        units.sort_unstable();
        distinct(units.into_iter().map(|unit| self.gazetteer.full_name(unit)))
    }
}

/// Returns the names in order, each once: units of the history may share a full name.
pub(crate) fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

/// Returns the unit to which unknown places of a province are assigned.
pub(crate) fn province_unit(province: &ProvinceRead) -> AdminUnit {
    match (province.today, province.former) {
        (Some(today), _) => AdminUnit::Province(today),
        (None, Some(former)) => AdminUnit::Former(former),
        (None, None) => unreachable!("a province is read from a unit of today or a former one"),
    }
}
