//! Fields, phases and units as the catalogue holds them.
//!
//! Takes the records of the registries, gives them with ids that are unique and orders that are
//! total.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use super::{Field, Phase, Unit};
use crate::date::PartialDate;
use crate::diagnostic::{At, Diagnostic, Position, Problem};
use crate::digest::Digest;
use crate::parse::{FieldRecord, PhaseRecord};
use crate::text::{Collator, slug};

/// Leaves out, and reports, records whose id stands already.
pub(super) fn unique<'r, T>(
    path: &str,
    records: &'r [T],
    id: impl Fn(&T) -> &At<String>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<&'r T> {
    let mut seen = BTreeSet::new();
    let mut fresh = |record: &&T| {
        let at = id(record);
        let is_new = seen.insert(at.value.clone());
        if !is_new {
            problems.push(Diagnostic::new(path, at.position, Problem::DuplicateId { id: at.value.clone() }));
        }
        is_new
    };
    records.iter().filter(|record| fresh(record)).collect()
}

/// The fields, in the order of the file; a hue that is not given is one of equal steps.
pub(super) fn fields(path: &str, records: &[FieldRecord], problems: &mut Vec<Diagnostic>) -> Vec<Field> {
    let records = unique(path, records, |record| &record.id, problems);
    let step = 360 / records.len().max(1);
    let field = |(index, record): (usize, &FieldRecord)| Field {
        id: record.id.value.clone(),
        name: record.name.clone(),
        hue: record.hue.unwrap_or((20 + index * step) as u16 % 360),
        summary: record.summary.clone(),
    };
    records.into_iter().enumerate().map(field).collect()
}

/// The phases by their first day. Two that hold one day are an error.
pub(super) fn phases(path: &str, records: &[PhaseRecord], problems: &mut Vec<Diagnostic>) -> Vec<Phase> {
    let mut records = unique(path, records, |record| &record.id, problems);
    records.sort_by_key(|record| (record.from.value, record.to.value));
    // Phases whose days are wrong in themselves are told of already.
    let sound = || records.iter().filter(|record| record.from.value < record.to.value);
    let mut longest: Option<&PhaseRecord> = None;
    for record in sound() {
        match longest {
            Some(before) if record.from.value < before.to.value => {
                let other = if before.name.is_empty() { &before.id.value } else { &before.name };
                let problem = Problem::PhasesOverlap { other: other.clone() };
                problems.push(Diagnostic::new(path, record.from.position, problem));
            }
            _ => {}
        }
        if longest.is_none_or(|before| before.to.value < record.to.value) {
            longest = Some(record);
        }
    }
    for record in sound() {
        // A milestone may stand on the day after the last: the review that ends the phase.
        let outside =
            |m: &&crate::parse::Milestone| m.date.value < record.from.value || m.date.value > record.to.value;
        for milestone in record.milestones.iter().filter(outside) {
            let key = "milestones.date".to_string();
            let (from, to) = (record.from.value.to_string(), record.to.value.to_string());
            problems.push(Diagnostic::new(
                path,
                milestone.date.position,
                Problem::OutOfRange { key, from, to },
            ));
        }
    }
    let phase = |record: &PhaseRecord| {
        let mut milestones = record.milestones.clone();
        milestones.sort_by(|a, b| (a.date.value, &a.name).cmp(&(b.date.value, &b.name)));
        Phase {
            id: record.id.value.clone(),
            name: record.name.clone(),
            from: record.from.value,
            to: record.to.value,
            summary: record.summary.clone(),
            milestones,
        }
    };
    records.into_iter().map(phase).collect()
}

/// The phases that a date may lie in, by what is known of it. A phase holds its first day and not
/// its last.
pub(super) fn phases_of(phases: &[Phase], date: PartialDate) -> Vec<usize> {
    let (first, last) = (date.first_day(), date.last_day());
    (0..phases.len()).filter(|&n| phases[n].from <= last && first < phases[n].to).collect()
}

/// Whether every day that a date may mean lies in one phase.
pub(super) fn lies_within(phase: &Phase, date: PartialDate) -> bool {
    phase.from <= date.first_day() && date.last_day() < phase.to
}

/// Units that are written as plain text, added to those of the registry.
pub(super) struct Units {
    /// All of them: the registry's, then the others in the order of their names.
    pub units: Vec<Unit>,
    by_text: HashMap<String, usize>,
    /// How many stand in the registry.
    declared: usize,
}

impl Units {
    /// Gathers every plain text that is no id of the registry.
    pub(super) fn new<'r>(
        registry: Vec<Unit>,
        written: impl Iterator<Item = &'r str>,
        collator: &Collator,
    ) -> Units {
        let mut by_text: HashMap<String, usize> =
            registry.iter().enumerate().map(|(n, unit)| (unit.id.clone(), n)).collect();
        for (n, unit) in registry.iter().enumerate() {
            if !unit.name.is_empty() {
                by_text.entry(spelling(&unit.name)).or_insert(n);
            }
        }
        // By what all ways of writing a name have in common: how often each of them is written.
        let mut written_as: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for text in written {
            let key = spelling(text);
            if !by_text.contains_key(text) && !by_text.contains_key(&key) {
                *written_as.entry(key).or_default().entry(text).or_default() += 1;
            }
        }
        let usual = |ways: &BTreeMap<&str, usize>| {
            let usual = ways.iter().max_by_key(|(text, count)| (**count, Reverse(**text)));
            usual.map_or_else(String::new, |(text, _)| text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let names: Vec<String> = written_as.values().map(usual).collect();
        let ids = plain_ids(&names, &registry);
        let mut plain: Vec<(String, String)> = names.into_iter().zip(ids).collect();
        plain.sort_by(|a, b| collator.compare(&a.0, &b.0).then_with(|| a.0.cmp(&b.0)));
        let declared = registry.len();
        let mut units = registry;
        for (name, id) in plain {
            by_text.insert(spelling(&name), units.len());
            units.push(Unit { id, name, within: None, summary: None });
        }
        Units { units, by_text, declared }
    }

    /// Whether a unit stands in the registry.
    pub(super) fn is_declared(&self, index: usize) -> bool {
        index < self.declared
    }

    /// The units of the registry.
    pub(super) fn declared(&self) -> &[Unit] {
        &self.units[..self.declared]
    }

    /// The unit of a text: by its id, or by its name in whatever capitals.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.by_text.get(text).or_else(|| self.by_text.get(&spelling(text))).copied()
    }

    /// The name of a unit, if a text spells it in another way.
    pub(super) fn other_spelling(&self, index: usize, text: &str) -> Option<&str> {
        let Unit { id, name, .. } = &self.units[index];
        (text != id && text != name).then_some(name.as_str())
    }
}

/// What the ways of writing one name have in common: capitals and spaces do not tell units apart.
fn spelling(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Addresses for plain names. Names that fold alike are told apart by their digest, not by a number,
/// so that a new one moves no other.
fn plain_ids(names: &[String], registry: &[Unit]) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for unit in registry {
        *taken.entry(unit.id.clone()).or_default() += 1;
    }
    let slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
    for slug in &slugs {
        *taken.entry(slug.clone()).or_default() += 1;
    }
    let id = |(name, slug): (&String, String)| {
        if !slug.is_empty() && taken[&slug] == 1 {
            return slug;
        }
        let short = &Digest::of_bytes(name.as_bytes()).to_string()[..8];
        if slug.is_empty() { short.to_string() } else { format!("{slug}-{short}") }
    };
    names.iter().zip(slugs).map(id).collect()
}

/// Reports a problem of a registry as a whole.
pub(super) fn whole_file(path: &str, problem: Problem) -> Diagnostic {
    Diagnostic::new(path, Position::default(), problem)
}
