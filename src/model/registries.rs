//! The registries of fields and phases.
//!
//! Takes their records, gives fields and phases with unique ids in a total order.

use std::collections::BTreeSet;

use super::{Field, Phase};
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Located, Position, Problem};
use crate::parse::{FieldRecord, PhaseRecord};

/// Returns the records without those whose id is a duplicate, which are reported.
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

/// Returns the fields in the order of the file; undeclared hues are spread evenly.
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

/// Returns the phases by first day. Phases that overlap are an error.
pub(super) fn phases(path: &str, records: &[PhaseRecord], problems: &mut Vec<Diagnostic>) -> Vec<Phase> {
    let mut records = unique(path, records, |record| &record.id, problems);
    records.sort_by_key(|record| (record.from.value, record.to.value));
    // Phases whose own dates are wrong are reported already.
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
        // A milestone may fall on the day after the last: the review that ends the phase.
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

/// Returns the phases that a date may lie in, as far as it is known. A phase includes its first day and
/// excludes its end.
pub(super) fn phases_of(phases: &[Phase], date: PartialDate) -> Vec<usize> {
    let (first, last) = (date.first_day(), date.last_day());
    (0..phases.len()).filter(|&n| phases[n].from <= last && first < phases[n].to).collect()
}

/// Whether every day that a date may mean lies in the phase.
pub(super) fn is_within(phase: &Phase, date: PartialDate) -> bool {
    phase.from <= date.first_day() && date.last_day() < phase.to
}

/// Returns a diagnostic about a whole file.
pub(super) fn whole_file(path: &str, problem: Problem) -> Diagnostic {
    Diagnostic::new(path, Position::default(), problem)
}
