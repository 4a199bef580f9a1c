//! Resolves the localities of entries and units.
//!
//! Takes texts and the gazetteer, gives places and diagnostics; the rules of resolution are the
//! gazetteer's own.

use std::sync::{PoisonError, RwLock};

use foldhash::{HashMap, HashMapExt};

use super::units::spelling;
use super::{Catalogue, Unit};
use crate::diagnostic::{Diagnostic, Located, Problem};
use crate::gazetteer::{
    Addition, AdditionPart, AdditionProblem, AdminUnit, Area, Doubt, Gazetteer, Place, Resolution, Trouble,
    Unresolved, When,
};
use crate::parse::{Config, LocalityRecord};

impl Catalogue {
    /// Returns the area that a text names, and its name as written in full.
    ///
    /// # Errors
    /// What is wrong with the text, or doubtful.
    pub fn area_of(&self, written: &str) -> Result<(String, Area), Box<Problem>> {
        let found = self.gazetteer.resolve(written, When::undated(self.as_of));
        let Resolution { place, doubts } =
            found.map_err(|unresolved| Box::new(unknown(written.to_string(), unresolved)))?;
        if let Some(doubt) = doubts.into_iter().next() {
            return Err(Box::new(doubtful(written.to_string(), doubt)));
        }
        let unit = match (place.former, place.communes.first()) {
            (Some(former), _) => AdminUnit::Former(former),
            (None, Some(commune)) => AdminUnit::Commune(*commune),
            (None, None) => AdminUnit::Province(place.province),
        };
        Ok((self.gazetteer.full_name(unit), self.gazetteer.area([&place])))
    }
}

/// Returns the built-in gazetteer with the site's own additions; reports additions that are wrong.
pub(super) fn gazetteer(
    path: &str,
    records: &[LocalityRecord],
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Gazetteer {
    let mut gazetteer = Gazetteer::built_in();
    gazetteer.set_tones_on_second(config.tones_on_second);
    if let Some(home) = &config.province
        && let Err(unresolved) = gazetteer.set_home(&home.value)
    {
        let problem = unknown(home.value.clone(), unresolved);
        problems.push(Diagnostic::new("guong.toml", home.position, problem));
    }
    let addition = |record: &LocalityRecord| Addition {
        kind: record.kind.clone(),
        name: record.name.clone(),
        within: record.within.value.clone(),
        from: record.from.as_ref().map(|at| at.value),
        to: record.to.as_ref().map(|at| at.value),
        successors: record.successors.iter().map(|at| at.value.clone()).collect(),
        code: None,
    };
    for problem in gazetteer.extend(records.iter().map(addition).collect()) {
        problems.push(addition_problem(path, records, problem));
    }
    gazetteer
}

fn addition_problem(path: &str, records: &[LocalityRecord], problem: AdditionProblem) -> Diagnostic {
    let record = &records[problem.addition];
    let text = match problem.part {
        AdditionPart::Within => Some(&record.within),
        AdditionPart::Successor(index) => record.successors.get(index),
        AdditionPart::Kind | AdditionPart::Name | AdditionPart::Dates => None,
    };
    let dates = record.to.as_ref().filter(|_| problem.part == AdditionPart::Dates).map(|at| at.position);
    let written_at = text.filter(|at| !at.value.is_empty()).map(|at| at.position);
    let position = written_at.or(dates).unwrap_or(record.position);
    let written = || text.map_or_else(|| record.name.clone(), |at| at.value.clone());
    let problem = match problem.trouble {
        Trouble::Empty if problem.part == AdditionPart::Within => {
            Problem::MissingKey { key: format!("localities[{}].within", problem.addition + 1) }
        }
        Trouble::Empty => Problem::EmptyText { key: "name".into() },
        Trouble::Unresolved(unresolved) => unknown(written(), unresolved),
        Trouble::Doubtful(doubt) => doubtful(written(), doubt),
        Trouble::Cycle(_) => Problem::LocalityCycle { name: record.name.clone() },
        Trouble::Duplicate(_) => Problem::DuplicateId { id: record.name.clone() },
        Trouble::BuiltIn(name) => Problem::AlreadyKnown { name },
        Trouble::Reversed => Problem::DatesOutOfOrder { earlier: "from".into(), later: "to".into() },
    };
    Diagnostic::new(path, position, problem)
}

/// The key of a cached resolution: the date of the entry, the province of its unit, and the text.
type PlaceQuery = (When, Option<String>, String);

/// A cache of resolved texts: thousands of entries name the same places, and preview resolves them again at
/// every save. Texts that cannot be resolved are not cached.
#[derive(Debug, Default)]
pub struct KnownPlaces {
    /// The site's additions, province and spelling, on which the cached resolutions depend.
    depends_on: Option<(Vec<LocalityRecord>, Option<String>, bool)>,
    known: RwLock<HashMap<PlaceQuery, Resolution>>,
}

impl KnownPlaces {
    /// Clears the cache if the additions or the settings changed.
    pub(super) fn keep_for(&mut self, additions: &[LocalityRecord], config: &Config) {
        let home = config.province.as_ref().map(|at| at.value.clone());
        let tones = config.tones_on_second;
        let is_same = |(known, of, spelled): &(Vec<LocalityRecord>, _, _)| {
            known == additions && *of == home && *spelled == tones
        };
        if !self.depends_on.as_ref().is_some_and(is_same) {
            let depends_on = Some((additions.to_vec(), home, tones));
            *self = KnownPlaces { depends_on, ..KnownPlaces::default() };
        }
    }
}

/// Resolves the places that a site's texts name.
pub(super) struct PlaceReader<'c> {
    pub gazetteer: &'c Gazetteer,
    known: &'c KnownPlaces,
    /// The provinces of units whose place the registry gives, by the units' ids and normalised names.
    homes: HashMap<String, String>,
}

impl<'c> PlaceReader<'c> {
    pub(super) fn new(gazetteer: &'c Gazetteer, known: &'c KnownPlaces) -> PlaceReader<'c> {
        PlaceReader { gazetteer, known, homes: HashMap::new() }
    }

    /// Records the provinces of units: their entries leave the name of their own province out.
    pub(super) fn set_homes(&mut self, units: &[Unit]) {
        for unit in units {
            let Some(place) = &unit.within else { continue };
            let former = place.former.and_then(|id| self.gazetteer.former(id).province());
            let province = former.map_or(AdminUnit::Province(place.province), AdminUnit::Former);
            let province = self.gazetteer.full_name(province);
            self.homes.insert(spelling(&unit.name), province.clone());
            self.homes.insert(unit.id.clone(), province);
        }
    }

    /// Returns the province of the first of `units` whose province is known.
    pub(super) fn home_of(&self, units: &[Located<String>]) -> Option<&str> {
        let home = |text: &str| self.homes.get(text).or_else(|| self.homes.get(&spelling(text)));
        let known = units.iter().filter(|_| !self.homes.is_empty());
        known.filter_map(|unit| home(&unit.value)).map(String::as_str).next()
    }

    /// Resolves a text written by a unit of the province `home`. Returns `None`, and reports an error, if it names
    /// no place.
    pub(super) fn place(
        &self,
        path: &str,
        text: &Located<String>,
        (when, home): (When, Option<&str>),
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Place> {
        let written = || text.value.clone();
        let mut report = |problem| problems.push(Diagnostic::new(path, text.position, problem));
        match self.resolve(&text.value, when, home) {
            Ok(resolution) => {
                resolution.doubts.into_iter().for_each(|doubt| report(doubtful(written(), doubt)));
                Some(resolution.place)
            }
            Err(unresolved) => {
                report(unknown(written(), unresolved));
                None
            }
        }
    }

    fn resolve(&self, text: &str, when: When, home: Option<&str>) -> Result<Resolution, Unresolved> {
        let known = &self.known.known;
        let key = (when, home.map(String::from), text.to_string());
        if let Some(resolution) = known.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(resolution.clone());
        }
        let resolution = match home {
            Some(_) => self.gazetteer.resolve_from(text, when, home),
            None => self.gazetteer.resolve(text, when),
        }?;
        known.write().unwrap_or_else(PoisonError::into_inner).insert(key, resolution.clone());
        Ok(resolution)
    }
}

fn doubtful(written: String, doubt: Doubt) -> Problem {
    match doubt {
        Doubt::ElsewhereBefore { today, former } => Problem::Namesake { written, now: today, then: former },
        Doubt::Unknown { within, nearest, .. } => {
            Problem::UnknownCommune { written, province: within, nearest }
        }
        Doubt::TypeDiffers { found, .. } => Problem::OtherUnitType { written, known: found },
        Doubt::MarksDiffer { found, .. } => Problem::OtherMarks { written, known: found },
        Doubt::MixedEras { found } => Problem::MixedEras { written, known: found },
    }
}

fn unknown(written: String, unresolved: Unresolved) -> Problem {
    match unresolved {
        Unresolved::Empty | Unresolved::TooLong => {
            let start = written.chars().take(60).collect();
            Problem::UnknownPlace { written: start, nearest: Vec::new() }
        }
        Unresolved::BareCode => Problem::PlaceCode { written },
        Unresolved::UnknownProvince { nearest, .. } => Problem::UnknownPlace { written, nearest },
        Unresolved::NoProvince { candidates } => Problem::NoProvince { written, candidates },
        Unresolved::Several { places } => Problem::SeveralPlaces { written, places },
        Unresolved::Ambiguous { candidates } => Problem::AmbiguousPlace { written, candidates },
    }
}
