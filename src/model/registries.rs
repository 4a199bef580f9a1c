//! Fields and phases as the catalogue holds them.
//!
//! Takes the records of the registries, gives them with ids that are unique and orders that are
//! total.

use std::collections::BTreeSet;

use super::{Field, Phase};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Located, Position, Problem};
use crate::parse::{FieldRecord, PhaseRecord};

/// Leaves out, and reports, records whose id stands already.
pub(super) fn unique<'r, T>(
    path: &str,
    records: &'r [T],
    id: impl Fn(&T) -> &Located<String>,
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
    // Phases whose days are wrong in themselves are reported already.
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

/// Reports a problem of a registry as a whole.
pub(super) fn whole_file(path: &str, problem: Problem) -> Diagnostic {
    Diagnostic::new(path, Position::default(), problem)
}
