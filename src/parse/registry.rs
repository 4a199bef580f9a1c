//! The registries: fields, phases, units, localities.
//!
//! Takes the TOML table of one registry, gives its records in the order of the file; missing values are
//! reported and left empty, because references to the record are still valid. Never compares records with
//! those of another file.

use serde::{Deserialize, Serialize};

use super::table::TableReader;
use crate::date::Day;
use crate::diagnostic::{Located, Position, Problem};

/// A field, as declared in `fields.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldRecord {
    /// The id, which is also its address.
    pub id: Located<String>,
    /// The name to show.
    pub name: String,
    /// The hue on the colour circle, in degrees.
    pub hue: Option<u16>,
    /// What the field is about.
    pub summary: Option<String>,
}

/// A phase, as declared in `phases.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseRecord {
    /// The id, which is also its address.
    pub id: Located<String>,
    /// The name to show.
    pub name: String,
    /// The first day.
    pub from: Located<Day>,
    /// The day after the last.
    pub to: Located<Day>,
    /// What the phase is about.
    pub summary: Option<String>,
    /// The milestones, in the order of the file.
    pub milestones: Vec<Milestone>,
}

/// A dated event of a phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// The day of the event.
    pub date: Located<Day>,
    /// The name of the event.
    pub name: String,
}

/// A unit, as declared in `units.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The id, which is also its address.
    pub id: Located<String>,
    /// The name to show.
    pub name: String,
    /// The locality that it is responsible for.
    pub within: Option<Located<String>>,
    /// What the unit is.
    pub summary: Option<String>,
}

/// A locality that the gazetteer lacks, as declared in `localities.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocalityRecord {
    /// The position of its table.
    pub position: Position,
    /// The type: `xã`, `thôn`, …
    pub kind: String,
    /// The name without the type.
    pub name: String,
    /// The locality that it belongs to.
    pub within: Located<String>,
    /// The first day, if known.
    pub from: Option<Located<Day>>,
    /// The last day, if it no longer exists.
    pub to: Option<Located<Day>>,
    /// The localities that replaced it.
    pub successors: Vec<Located<String>>,
}

/// A placeholder for missing days of a phase.
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
    // A phase without both days is empty.
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
