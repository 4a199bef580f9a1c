//! The registries: fields, phases, units, localities.
//!
//! Takes the TOML table of one registry, gives its records in the order of the file; what is missing is
//! reported and left empty, for what refers to the record is sound. Never compares records with those of
//! another file.

use serde::{Deserialize, Serialize};

use super::table::TableReader;
use crate::date::Day;
use crate::diagnostic::{Located, Position, Problem};

/// A field, as `fields.toml` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldRecord {
    /// Its id, which is also its address.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// Its hue on the colour circle, in degrees.
    pub hue: Option<u16>,
    /// What it is about.
    pub summary: Option<String>,
}

/// A phase, as `phases.toml` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseRecord {
    /// Its id, which is also its address.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub from: Located<Day>,
    /// The day after its last.
    pub to: Located<Day>,
    /// What it is about.
    pub summary: Option<String>,
    /// Its milestones, in the order of the file.
    pub milestones: Vec<Milestone>,
}

/// A day that a phase is remembered by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// The day.
    pub date: Located<Day>,
    /// What happened.
    pub name: String,
}

/// A unit, as `units.toml` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// Its id, which is also its address.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// The locality that it works in.
    pub within: Option<Located<String>>,
    /// What it is.
    pub summary: Option<String>,
}

/// A place that the gazetteer lacks, as `localities.toml` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocalityRecord {
    /// Where its table begins.
    pub position: Position,
    /// `xã`, `thôn`, …
    pub kind: String,
    /// Its name without the type.
    pub name: String,
    /// The place that it lies in.
    pub within: Located<String>,
    /// Since when.
    pub from: Option<Located<Day>>,
    /// Its last day.
    pub to: Option<Located<Day>>,
    /// What it became.
    pub successors: Vec<Located<String>>,
}

/// Stands in for the days of a phase that has none.
const NO_DAY: Day = Day { year: 1900, month: 1, day: 1 };

/// Reads `fields.toml`.
pub(super) fn fields(mut top: TableReader<'_, '_>) -> Vec<FieldRecord> {
    let read = |mut table: TableReader<'_, '_>| {
        let id = table.text("id");
        let name = table.text("name");
        let hue = table.whole("hue").map(|hue| hue as u16);
        let summary = table.words("summary");
        table.finish();
        Some(FieldRecord { id: id?, name: name.unwrap_or_default().value, hue, summary })
    };
    let records = top.tables("fields").into_iter().filter_map(read).collect();
    top.finish();
    records
}

/// Reads `phases.toml`.
pub(super) fn phases(mut top: TableReader<'_, '_>) -> Vec<PhaseRecord> {
    let records = top.tables("phases").into_iter().filter_map(phase).collect();
    top.finish();
    records
}

fn phase(mut table: TableReader<'_, '_>) -> Option<PhaseRecord> {
    let id = table.text("id");
    let name = table.text("name");
    let from = table.day("from");
    let to = table.day("to");
    let summary = table.words("summary");
    let milestones = table.tables("milestones").into_iter().filter_map(milestone).collect();
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value <= from.value
    {
        table.problem(
            to.position,
            Problem::DatesOutOfOrder { earlier: table.key("from"), later: table.key("to") },
        );
    }
    table.finish();
    // Without both days it holds no day at all.
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (from, to) => {
            let known = from.or(to).unwrap_or(Located { value: NO_DAY, position: Position::default() });
            (known.clone(), known)
        }
    };
    Some(PhaseRecord { id: id?, name: name.unwrap_or_default().value, from, to, summary, milestones })
}

fn milestone(mut table: TableReader<'_, '_>) -> Option<Milestone> {
    let date = table.day("date");
    let name = table.text("name");
    table.finish();
    Some(Milestone { date: date?, name: name?.value })
}

/// Reads `units.toml`.
pub(super) fn units(mut top: TableReader<'_, '_>) -> Vec<UnitRecord> {
    let read = |mut table: TableReader<'_, '_>| {
        let id = table.text("id");
        let name = table.text("name");
        let within = table.text("within");
        let summary = table.words("summary");
        table.finish();
        Some(UnitRecord { id: id?, name: name.unwrap_or_default().value, within, summary })
    };
    let records = top.tables("units").into_iter().filter_map(read).collect();
    top.finish();
    records
}

/// Reads `localities.toml`.
pub(super) fn localities(mut top: TableReader<'_, '_>) -> Vec<LocalityRecord> {
    let read = |mut table: TableReader<'_, '_>| {
        let position = table.position();
        let kind = table.text("type");
        let name = table.text("name");
        let within = table.text("within");
        let from = table.day("from");
        let to = table.day("to");
        let successors = table.texts("successors");
        table.finish();
        Some(LocalityRecord {
            position,
            kind: kind?.value,
            name: name?.value,
            within: within.unwrap_or_default(),
            from,
            to,
            successors,
        })
    };
    let records = top.tables("localities").into_iter().filter_map(read).collect();
    top.finish();
    records
}
