//! Resolves the references of one entry.
//!
//! Takes a record and the registries it may refer to, gives the entry; each broken reference becomes a
//! diagnostic. References between entries stay slugs here: their indices depend on the order of the
//! whole list.

use std::sync::Arc;

use foldhash::HashMap;

use super::addresses::Addresses;
use super::consent;
use super::files::Completeness;
use super::identity::EntryIdentity;
use super::localities::PlaceReader;
use super::named;
use super::photos::Pictures;
use super::registries::{is_within, phases_of};
use super::units::UnitRegistry;
use super::{Document, Entry, Field, Hidden, LinkTarget, Phase, Text};
use crate::date::{Day, PartialDate};
use crate::diagnostic::{Diagnostic, Located, Position, Problem, Referent};
use crate::gazetteer::{Place, When};
use crate::parse::{EntryRecord, Parsed};
use crate::text::nearest;

/// The registries and files that an entry may refer to.
pub(super) struct Surroundings<'c> {
    pub as_of: Day,
    pub places: &'c PlaceReader<'c>,
    pub fields: &'c [Field],
    pub phases: &'c [Phase],
    pub units: &'c UnitRegistry,
    pub documents: &'c [Document],
    pub pictures: &'c Pictures,
    pub addresses: &'c Addresses<'c>,
    /// The visibility of every entry, by slug.
    pub entries: &'c HashMap<&'c str, Visibility>,
    /// Which registries were read completely.
    pub whole: &'c Completeness,
}

/// Whether visitors see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// They see its page.
    Shown,
    /// It is a draft, embargoed or expired.
    Hidden,
    /// Visitors see a notice only.
    Withdrawn,
    /// Its file is broken, which is reported already.
    Unreadable,
}

/// Returns why an entry is hidden on a day, or `None` if visitors see it; and the next day on which this changes
/// without an edit.
pub(crate) fn hidden(
    record: &EntryRecord,
    as_of: Day,
    requires_approval: bool,
) -> (Option<Hidden>, Option<Day>) {
    let from = record.publish_at.as_ref().map(|at| at.value);
    let last = record.expires.as_ref().map(|at| at.value);
    if record.draft {
        return (Some(Hidden::Draft), None);
    }
    if requires_approval && record.approved.is_none() && record.withdrawn.is_none() {
        return (Some(Hidden::Unapproved), None);
    }
    let next = [from, last.map(Day::next)].into_iter().flatten().filter(|day| *day > as_of).min();
    match (from.filter(|day| as_of < *day), last.filter(|day| as_of > *day)) {
        (Some(from), _) => (Some(Hidden::Until(from)), next),
        (None, _) if record.withdrawn.is_some() => (None, None),
        (None, Some(last)) => (Some(Hidden::After(last)), next),
        (None, None) => (None, next),
    }
}

/// An entry whose references to other entries are still slugs.
pub(super) struct Unordered {
    pub entry: Arc<Entry>,
    pub replicates: Option<String>,
}

/// Resolves the references of one entry.
pub(super) fn entry(
    candidate: &EntryIdentity<'_>,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Unordered {
    let EntryIdentity { source, file, record, slug, .. } = candidate;
    let path = source.found.path.as_str();
    check_dates(path, record, around.as_of, problems);
    check_sources(path, record, around, problems);
    let places = places(path, record, around.as_of, around.places, problems);
    let photos = around.pictures.listed(path, &record.photos, problems);
    consent::check(path, record, around.pictures.settings.require_consent, problems);
    let pictures = around.pictures.shown(path, &record.body, &record.photos, &photos, problems);
    let links = record.body.links.iter().map(|link| around.addresses.resolve(path, link, problems)).collect();
    let entry = Entry {
        slug: slug.clone(),
        fields: fields(path, record, around, problems),
        units: units(path, record, places.first(), around, problems),
        phase: phase(path, record, around, problems),
        documents: documents(path, record, around, problems),
        attachments: attachments(path, record, around, problems),
        text: Text { source: Arc::clone(source), file: Arc::clone(file), links, pictures },
        places,
        started: record.started.as_ref().map(|at| at.value),
        ended: record.ended.as_ref().map(|at| at.value),
        published: record.published.as_ref().map(|at| at.value),
        replicates: None,
        replicated_by: Vec::new(),
        photos,
        hidden: candidate.hidden,
    };
    let replicates =
        record.replicates.as_ref().filter(|at| may_replicate(path, at, around.entries, problems));
    Unordered { entry: Arc::new(entry), replicates: replicates.map(|at| at.value.clone()) }
}

pub(super) fn unknown(kind: Referent, at: &Located<String>, near: Vec<&str>) -> Problem {
    let nearest = near.first().map(|name| name.to_string());
    Problem::UnknownReference { kind, written: at.value.clone(), nearest }
}

fn fields(
    path: &str,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let known = around.fields;
    let mut found = Vec::new();
    for at in &record.fields {
        // A field may be referred to by its name as well as its id.
        match named::find_field(&at.value, known.iter().map(|field| [field.id.as_str(), field.name.as_str()]))
        {
            Some(index) if !found.contains(&index) => found.push(index),
            Some(_) => {}
            None if !around.whole.fields => {}
            None => {
                let near = nearest(&at.value, known.iter().flat_map(|f| [f.id.as_str(), f.name.as_str()]), 1);
                problems.push(Diagnostic::new(path, at.position, unknown(Referent::Field, at, near)));
            }
        }
    }
    found
}

/// Resolves the places of an entry, without duplicates.
pub(super) fn places(
    path: &str,
    record: &EntryRecord,
    as_of: Day,
    reader: &PlaceReader<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Place> {
    // An undated entry is taken to name its places as they were when it was written.
    let published = record.published.as_ref().map(|at| at.value);
    let day = record.started.as_ref().map(|at| at.value.first_day()).or(published);
    let when = day.map_or_else(|| When::undated(as_of), When::from);
    let home = reader.home_of(&record.units);
    let mut places: Vec<Place> = Vec::new();
    for at in &record.localities {
        if let Some(place) = reader.place(path, at, (when, home), problems)
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

fn units(
    path: &str,
    record: &EntryRecord,
    place: Option<&Place>,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let known = around.units;
    let mut found = Vec::new();
    for at in &record.units {
        // Hidden entries declare no units by plain text: these must leave no trace.
        let Some(index) = known.find(&at.value, place, around.places.gazetteer) else { continue };
        // A text that has the form of an id but matches none is a typing error, not a new unit.
        if at.value.contains('-') && crate::text::is_slug(&at.value) && !known.is_declared(index) {
            if around.whole.units {
                let near = nearest(&at.value, known.declared().iter().map(|unit| unit.id.as_str()), 1);
                problems.push(Diagnostic::new(path, at.position, unknown(Referent::Unit, at, near)));
            }
            continue;
        }
        if let Some(name) = known.other_spelling(index, &at.value) {
            let problem = Problem::OneUnit { written: at.value.clone(), known: name.to_string() };
            problems.push(Diagnostic::new(path, at.position, problem));
        }
        if !found.contains(&index) {
            found.push(index);
        }
    }
    found
}

fn phase(
    path: &str,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let phases = around.phases;
    if let Some(at) = &record.phase {
        let names = phases.iter().map(|phase| [phase.id.as_str(), phase.name.as_str()]);
        let found = named::find(&at.value, names);
        if found.is_none() && around.whole.phases {
            let near = nearest(&at.value, phases.iter().map(|phase| phase.id.as_str()), 1);
            problems.push(Diagnostic::new(path, at.position, unknown(Referent::Phase, at, near)));
        }
        return found;
    }
    // A phase with wrong days may be the right one, so only sound phases are searched.
    let sound = around.whole.phases && phases.iter().all(|phase| phase.from < phase.to);
    let Located { value: started, position } = record.started.clone().filter(|_| sound)?;
    // `started` may hold both ends of a range.
    let end = record.ended.as_ref().filter(|ended| ended.position == position);
    let written = || end.map_or_else(|| started.to_string(), |end| format!("{started}-{}", end.value));
    let candidates = phases_of(phases, started);
    match candidates.as_slice() {
        [] if phases.is_empty() => None,
        [] => {
            problems.push(Diagnostic::new(path, position, Problem::NoPhase { date: written() }));
            None
        }
        [only] if is_within(&phases[*only], started) => Some(*only),
        several => {
            let candidates = several.iter().map(|n| phases[*n].id.clone()).collect();
            let problem = Problem::PhaseUnclear { date: written(), candidates };
            problems.push(Diagnostic::new(path, position, problem));
            None
        }
    }
}

/// Resolves the files that an entry lists, each with its name as written.
fn attachments(
    path: &str,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(String, LinkTarget)> {
    let mut resolve = |at: &Located<String>| {
        // In a file name these characters have no URL meaning.
        let link = at.value.replace('%', "%25").replace('#', "%23").replace('?', "%3F");
        let known = problems.len();
        let target =
            around.addresses.resolve(path, &Located { value: link, position: at.position }, problems);
        match target {
            Some(target) if target.attachment.is_some() => return Some((at.value.clone(), target)),
            Some(_) if problems.len() == known => {
                let problem = Problem::FileNotPublished { file: at.value.clone() };
                problems.push(Diagnostic::new(path, at.position, problem));
            }
            _ => {}
        }
        None
    };
    record.attachments.iter().filter_map(&mut resolve).collect()
}

fn documents(
    path: &str,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let known = around.documents;
    let mut found = Vec::new();
    for at in &record.documents {
        match named::find(&at.value, known.iter().map(|document| [document.id.as_str(), number(document)])) {
            Some(index) if !found.contains(&index) => found.push(index),
            Some(_) => {}
            None if !around.whole.documents => {}
            None => {
                let near = nearest(&at.value, known.iter().map(|document| document.id.as_str()), 1);
                problems.push(Diagnostic::new(path, at.position, unknown(Referent::Document, at, near)));
            }
        }
    }
    found
}

/// Returns a document's number, by which people know it.
pub(super) fn number(document: &Document) -> &str {
    match document.text.file.parsed.as_ref() {
        Some(Parsed::Document(record)) => &record.number,
        _ => "",
    }
}

fn may_replicate(
    path: &str,
    at: &Located<String>,
    entries: &HashMap<&str, Visibility>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let problem = match entries.get(at.value.as_str()) {
        Some(Visibility::Shown) => return true,
        Some(Visibility::Unreadable) => return false,
        Some(_) => Problem::HiddenReference { target: at.value.clone() },
        None => unknown(Referent::Entry, at, Vec::new()),
    };
    problems.push(Diagnostic::new(path, at.position, problem));
    false
}

/// Reports dates that must not be in the future, and dates in the wrong order.
fn check_dates(path: &str, record: &EntryRecord, as_of: Day, problems: &mut Vec<Diagnostic>) {
    let mut ahead = |key: &str, date: PartialDate, position: Position| {
        if date.first_day() > as_of {
            let problem = Problem::FutureDate { key: key.into(), date: date.to_string() };
            problems.push(Diagnostic::new(path, position, problem));
        }
    };
    // Under an embargo the publication date is rightly in the future.
    if let Some(at) = record.published.as_ref().filter(|_| record.publish_at.is_none()) {
        ahead("published", PartialDate::from(at.value), at.position);
    }
    for (key, at) in &record.past {
        ahead(key, at.value, at.position);
    }
    for (index, pair) in record.status.windows(2).enumerate() {
        if pair[1].date.value.last_day() < pair[0].date.value.first_day() {
            let key = |index: usize| format!("status[{}].date", index + 1);
            let problem = Problem::DatesOutOfOrder { earlier: key(index), later: key(index + 1) };
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

/// Checks that `source` of each step and result names one of the entry's own sources or a document.
fn check_sources(
    path: &str,
    record: &EntryRecord,
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let documents = around.documents;
    let own = || record.sources.iter().filter_map(|source| source.id.as_deref());
    let known = || own().chain(documents.iter().map(|document| document.id.as_str()));
    for at in &record.cited {
        if around.whole.documents && !known().any(|id| id == at.value) {
            let problem = unknown(Referent::Source, at, nearest(&at.value, known(), 1));
            problems.push(Diagnostic::new(path, at.position, problem));
        }
    }
}
