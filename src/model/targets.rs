//! SiteTargets: what plans ask for, with their references resolved.
//!
//! Takes the record of `targets.toml` and the registries, gives targets over places or units. What is reached of them is
//! counted by [`progress`](super::progress), when a page or a report shows it.

use super::entries::{Surroundings, unknown};
use super::{Audience, entries, named};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Located, Problem, Referent};
use crate::gazetteer::{Area, When};
use crate::parse::{Aim, Indicator, TargetRecord, TargetsRecord};
use crate::text::nearest;

const PATH: &str = "content/targets.toml";

/// The targets of a site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteTargets {
    /// Whether visitors see them.
    pub is_public: bool,
    /// Whether they have a page: they are public, or the catalogue is for editors.
    pub has_page: bool,
    /// The targets, in the order of the file.
    pub all: Vec<SiteTarget>,
}

impl SiteTargets {
    /// Returns the targets that a page shows.
    pub fn on_page(&self) -> impl Iterator<Item = &SiteTarget> + Clone {
        self.all.iter().filter(|_| self.has_page)
    }

    /// Whether a page shows how many entries were verified within a year.
    pub fn watch_verifications(&self) -> bool {
        self.on_page().any(|target| target.indicator == Indicator::Verified)
    }
}

/// A target.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteTarget {
    /// The target in the words of its plan.
    pub name: String,
    /// What is counted.
    pub indicator: Indicator,
    /// What is to be reached.
    pub aim: Aim,
    /// The phase whose entries count, as an index into `Catalogue::phases`.
    pub phase: Option<usize>,
    /// The year whose entries count.
    pub year: Option<u16>,
    /// The places as written; empty for the whole site.
    pub within: Vec<String>,
    /// The area of these places; `None` for the whole site.
    pub area: Option<Area>,
    /// The units that are counted rather than places, as indices into `Catalogue::units`.
    pub units: Vec<usize>,
    /// How many entries a place or unit must have.
    pub at_least: usize,
    /// How many entries a place or unit may have.
    pub at_most: Option<usize>,
    /// The last day to reach it.
    pub due: Option<Day>,
    /// The document that sets it, as an index into `Catalogue::documents`.
    pub document: Option<usize>,
}

/// Resolves the targets.
pub(super) fn targets(
    record: Option<&TargetsRecord>,
    around: &Surroundings<'_>,
    audience: Audience,
    problems: &mut Vec<Diagnostic>,
) -> SiteTargets {
    let Some(record) = record.filter(|record| !record.targets.is_empty()) else {
        return SiteTargets::default();
    };
    SiteTargets {
        is_public: record.public,
        has_page: record.public || audience == Audience::Editors,
        all: record.targets.iter().map(|target| resolved(target, around, problems)).collect(),
    }
}

fn resolved(record: &TargetRecord, around: &Surroundings<'_>, problems: &mut Vec<Diagnostic>) -> SiteTarget {
    let mut report = |kind, at: &Located<String>, near: Vec<&str>| {
        problems.push(Diagnostic::new(PATH, at.position, unknown(kind, at, near)));
    };
    let phase = record.phase.as_ref().and_then(|at| {
        let names = around.phases.iter().map(|phase| [phase.id.as_str(), phase.name.as_str()]);
        let found = named::find(&at.value, names);
        if found.is_none() && around.whole.phases {
            let near = nearest(&at.value, around.phases.iter().map(|phase| phase.id.as_str()), 1);
            report(Referent::Phase, at, near);
        }
        found
    });
    let document = record.document.as_ref().and_then(|at| {
        let names = around.documents.iter().map(|one| [one.id.as_str(), entries::number(one)]);
        let found = named::find(&at.value, names);
        if found.is_none() && around.whole.documents {
            let near = nearest(&at.value, around.documents.iter().map(|one| one.id.as_str()), 1);
            report(Referent::Document, at, near);
        }
        found
    });
    // A unit that only entries name disappears with them, and one without entries is just what a target is about.
    let declared = around.units.declared();
    let unit = |at: &Located<String>| {
        let names = declared.iter().map(|unit| [unit.id.as_str(), unit.name.as_str()]);
        let found = named::find(&at.value, names);
        if found.is_none() && around.whole.units {
            let near = nearest(&at.value, declared.iter().flat_map(|unit| [unit.id.as_str(), &unit.name]), 1);
            report(Referent::Unit, at, near);
        }
        found
    };
    let mut units: Vec<usize> = record.units.iter().filter_map(unit).collect();
    units.sort_unstable();
    units.dedup();
    SiteTarget {
        name: record.name.clone(),
        indicator: record.indicator,
        aim: record.aim,
        phase,
        year: record.year,
        within: record.within.iter().map(|at| at.value.clone()).collect(),
        area: area(&record.within, around, problems),
        units,
        at_least: record.at_least,
        at_most: record.at_most,
        due: record.due,
        document,
    }
}

/// Returns the area of the places that a target names; `None` if it names none.
fn area(
    within: &[Located<String>],
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Area> {
    let gazetteer = around.places.gazetteer;
    let places = within.iter().filter_map(|at| {
        let place = around.places.place(PATH, at, (When::undated(around.as_of), None), problems)?;
        if gazetteer.area([&place]).communes().is_empty() {
            let problem = Problem::UnknownPlace { written: at.value.clone(), nearest: Vec::new() };
            problems.push(Diagnostic::new(PATH, at.position, problem));
        }
        Some(place)
    });
    let places: Vec<_> = places.collect();
    (!within.is_empty()).then(|| gazetteer.area(&places))
}
