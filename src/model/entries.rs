//! One entry: every reference of its front matter resolved.
//!
//! Takes a record and what it may refer to, gives the entry; whatever leads nowhere becomes a
//! diagnostic. References between entries are left as slugs here, for only the whole list knows
//! their order.

use std::collections::HashMap;

use super::addresses::Addresses;
use super::localities;
use super::photos::Pictures;
use super::registries::{Units, lies_within, phases_of};
use super::{Document, Entry, Field, Phase, Text};
use crate::date::{Day, PartialDate};
use crate::diagnostic::{At, Diagnostic, Position, Problem, Referent};
use crate::gazetteer::{Gazetteer, Place};
use crate::parse::EntryRecord;
use crate::source::Source;
use crate::text::nearest;

/// What an entry may refer to.
pub(super) struct Surroundings<'c> {
    pub as_of: Day,
    pub gazetteer: &'c Gazetteer,
    pub fields: &'c [Field],
    pub phases: &'c [Phase],
    pub units: &'c Units,
    pub documents: &'c [Document],
    pub pictures: &'c Pictures,
    pub addresses: &'c Addresses,
    /// Every entry's slug, and whether visitors see it.
    pub entries: &'c HashMap<&'c str, Visibility>,
}

/// Whether visitors see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// They do.
    Shown,
    /// It is a draft, embargoed or expired.
    Hidden,
    /// Only a notice is left of it.
    Withdrawn,
}

/// The visibility of an entry on a day, and the next day on which it changes by itself.
pub(super) fn visibility(record: &EntryRecord, as_of: Day) -> (Visibility, Option<Day>) {
    let from = record.publish_at.as_ref().map(|at| at.value);
    let gone = record.expires.as_ref().map(|at| at.value.next());
    if record.draft {
        return (Visibility::Hidden, None);
    }
    let next = [from, gone].into_iter().flatten().filter(|day| *day > as_of).min();
    if from.is_some_and(|day| as_of < day) {
        return (Visibility::Hidden, next);
    }
    if record.withdrawn.is_some() {
        return (Visibility::Withdrawn, None);
    }
    if gone.is_some_and(|day| as_of >= day) { (Visibility::Hidden, next) } else { (Visibility::Shown, next) }
}

/// The first day of the units of two tiers.
const REFORM: Day = Day { year: 2025, month: 7, day: 1 };

/// An entry whose references to other entries are still slugs.
pub(super) struct Unordered {
    pub entry: Entry,
    pub replicates: Option<String>,
}

/// Resolves one entry. Nothing if it lacks what an entry cannot be without.
pub(super) fn entry(
    slug: &str,
    source: &Source,
    file: &std::sync::Arc<crate::parse::ParsedFile>,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Unordered> {
    let path = source.found.path.as_str();
    check_dates(path, record, around.as_of, problems);
    check_sources(path, record, around.documents, problems);
    let published = record.published.as_ref().map(|at| at.value);
    let started = record.started.as_ref().map(|at| at.value).or(published.map(PartialDate::from));
    let Some(started) = started else {
        problems.push(Diagnostic::new(path, Position { line: 1, column: 1 }, Problem::MissingKey { key: "started".into() }));
        return None;
    };
    let places = places(path, record, started, around.gazetteer, problems);
    let photos = around.pictures.listed(path, &record.photos, problems);
    let pictures = around.pictures.shown(path, &record.body, &record.photos, &photos, problems);
    let links = record.body.links.iter().map(|link| around.addresses.resolve(path, link, problems)).collect();
    let entry = Entry {
        slug: slug.to_string(),
        fields: fields(path, record, around.fields, problems),
        units: units(path, record, around.units, problems),
        phase: phase(path, record, started, around.phases, problems),
        documents: documents(path, record, around.documents, problems),
        text: Text { source: source.clone(), file: file.clone(), links, pictures },
        places,
        started,
        published: published.unwrap_or_else(|| started.first_day()),
        replicates: None,
        replicated_by: Vec::new(),
        photos,
    };
    let replicates = record.replicates.as_ref().filter(|at| may_replicate(path, at, around.entries, problems));
    Some(Unordered { entry, replicates: replicates.map(|at| at.value.clone()) })
}

fn unknown(kind: Referent, at: &At<String>, near: Vec<&str>) -> Problem {
    let nearest = near.first().map(|name| name.to_string());
    Problem::UnknownReference { kind, written: at.value.clone(), nearest }
}

fn fields(path: &str, record: &EntryRecord, known: &[Field], problems: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut found = Vec::new();
    for at in &record.fields {
        // People write the name as well as the id.
        match known.iter().position(|field| field.id == at.value || field.name == at.value) {
            Some(index) if !found.contains(&index) => found.push(index),
            Some(_) => {}
            None => {
                let near = nearest(&at.value, known.iter().flat_map(|f| [f.id.as_str(), f.name.as_str()]), 1);
                problems.push(Diagnostic::new(path, at.position, unknown(Referent::Field, at, near)));
            }
        }
    }
    found
}

fn places(
    path: &str,
    record: &EntryRecord,
    started: PartialDate,
    gazetteer: &Gazetteer,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Place> {
    let before_reform = started.first_day() < REFORM;
    let mut places: Vec<Place> = Vec::new();
    for at in &record.localities {
        if let Some(place) = localities::place(gazetteer, path, at, before_reform, problems)
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

fn units(path: &str, record: &EntryRecord, known: &Units, problems: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut found = Vec::new();
    for at in &record.units {
        // Plain texts of hidden entries are not gathered: their units must leave no trace.
        let Some(index) = known.find(&at.value) else { continue };
        // What looks like an id and is none is a slip, not a unit of that name.
        if at.value.contains('-') && crate::text::is_slug(&at.value) && known.units[index].id != at.value {
            let near = nearest(&at.value, known.units.iter().map(|unit| unit.id.as_str()), 1);
            problems.push(Diagnostic::new(path, at.position, unknown(Referent::Unit, at, near)));
        } else if !found.contains(&index) {
            found.push(index);
        }
    }
    found
}

fn phase(
    path: &str,
    record: &EntryRecord,
    started: PartialDate,
    phases: &[Phase],
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    if let Some(at) = &record.phase {
        let found = phases.iter().position(|phase| phase.id == at.value || phase.name == at.value);
        if found.is_none() {
            let near = nearest(&at.value, phases.iter().map(|phase| phase.id.as_str()), 1);
            problems.push(Diagnostic::new(path, at.position, unknown(Referent::Phase, at, near)));
        }
        return found;
    }
    let candidates = phases_of(phases, started);
    let position = record.started.as_ref().map_or(Position { line: 1, column: 1 }, |at| at.position);
    match candidates.as_slice() {
        [] if phases.is_empty() => None,
        [] => {
            problems.push(Diagnostic::new(path, position, Problem::NoPhase { date: started.to_string() }));
            None
        }
        [only] if lies_within(&phases[*only], started) => Some(*only),
        several => {
            let candidates = several.iter().map(|n| phases[*n].id.clone()).collect();
            let problem = Problem::PhaseUnclear { date: started.to_string(), candidates };
            problems.push(Diagnostic::new(path, position, problem));
            None
        }
    }
}

fn documents(path: &str, record: &EntryRecord, known: &[Document], problems: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut found = Vec::new();
    for at in &record.documents {
        match known.iter().position(|document| document.id == at.value) {
            Some(index) if !found.contains(&index) => found.push(index),
            Some(_) => {}
            None => {
                let near = nearest(&at.value, known.iter().map(|document| document.id.as_str()), 1);
                problems.push(Diagnostic::new(path, at.position, unknown(Referent::Document, at, near)));
            }
        }
    }
    found
}

fn may_replicate(
    path: &str,
    at: &At<String>,
    entries: &HashMap<&str, Visibility>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let problem = match entries.get(at.value.as_str()) {
        Some(Visibility::Shown) => return true,
        Some(_) => Problem::HiddenReference { target: at.value.clone() },
        None => {
            let mut slugs: Vec<&str> = entries.keys().copied().collect();
            slugs.sort_unstable();
            unknown(Referent::Entry, at, nearest(&at.value, slugs, 1))
        }
    };
    problems.push(Diagnostic::new(path, at.position, problem));
    false
}

/// Days that cannot lie ahead, and days that cannot come before others.
fn check_dates(path: &str, record: &EntryRecord, as_of: Day, problems: &mut Vec<Diagnostic>) {
    let mut ahead = |key: &str, day: Day, position: Position| {
        if day > as_of {
            let problem = Problem::FutureDate { key: key.into(), date: day.to_string() };
            problems.push(Diagnostic::new(path, position, problem));
        }
    };
    // Under an embargo the day of publishing is ahead, as it should be.
    let published = record.published.as_ref().filter(|_| record.publish_at.is_none());
    for (key, at) in [("verified", record.verified.as_ref()), ("published", published), ("updated", record.updated.as_ref())] {
        if let Some(at) = at {
            ahead(key, at.value, at.position);
        }
    }
    for correction in &record.corrections {
        ahead("corrections.date", correction.date.value, correction.date.position);
    }
    for step in &record.status {
        ahead("status.date", step.date.value.first_day(), step.date.position);
    }
    for pair in record.status.windows(2) {
        if pair[1].date.value.last_day() < pair[0].date.value.first_day() {
            let problem = Problem::DatesOutOfOrder {
                earlier: format!("status {}", pair[0].date.value),
                later: format!("status {}", pair[1].date.value),
            };
            problems.push(Diagnostic::new(path, pair[1].date.position, problem));
        }
    }
    if let (Some(from), Some(to)) = (&record.publish_at, &record.expires)
        && to.value < from.value
    {
        let problem = Problem::DatesOutOfOrder { earlier: "publish_at".into(), later: "expires".into() };
        problems.push(Diagnostic::new(path, to.position, problem));
    }
}

/// `source` of a step or a result names one of the entry's own sources, or a document.
fn check_sources(path: &str, record: &EntryRecord, documents: &[Document], problems: &mut Vec<Diagnostic>) {
    let own = || record.sources.iter().filter_map(|source| source.id.as_deref());
    let known = || own().chain(documents.iter().map(|document| document.id.as_str()));
    let named = record.status.iter().filter_map(|step| step.source.as_ref());
    for at in named.chain(record.results.iter().filter_map(|result| result.source.as_ref())) {
        if !known().any(|id| id == at.value) {
            let problem = unknown(Referent::Source, at, nearest(&at.value, known(), 1));
            problems.push(Diagnostic::new(path, at.position, problem));
        }
    }
}
