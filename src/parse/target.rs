//! `targets.toml`: what plans ask for.
//!
//! Takes the TOML table of the file, gives its targets in the order of the file; a target with mistakes in the keys that
//! it needs is left out. Never looks up a place, a phase, a unit or a document.

use serde::{Deserialize, Serialize};

use super::choice::word;
use super::table::TableReader;
use crate::date::Day;
use crate::diagnostic::{Located, Problem};
use crate::text::{Figure, Qualifier};

/// The content of `targets.toml`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TargetsRecord {
    /// Whether visitors see the targets.
    pub public: bool,
    /// The targets, in the order of the file.
    pub targets: Vec<TargetRecord>,
}

/// A target, as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetRecord {
    /// The target in the words of its plan.
    pub name: String,
    /// What is counted.
    pub indicator: Indicator,
    /// What is to be reached.
    pub aim: Aim,
    /// The phase whose entries count.
    pub phase: Option<Located<String>>,
    /// The year whose entries count.
    pub year: Option<u16>,
    /// The places that are counted; none for the whole site.
    pub within: Vec<Located<String>>,
    /// The units that are counted instead.
    pub units: Vec<Located<String>>,
    /// How many entries a place must have.
    pub at_least: usize,
    /// How many entries a place may have.
    pub at_most: Option<usize>,
    /// The last day to reach it.
    pub due: Option<Day>,
    /// The document that sets it.
    pub document: Option<Located<String>>,
}

/// What a target counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Indicator {
    /// The places or units with entries, of all of them.
    PlacesWithEntries,
    /// The entries.
    Entries,
    /// The entries that were recognised, of those registered.
    Recognised,
    /// The entries that were commended or praised, of those registered.
    Commended,
    /// The entries that were replicated, of those registered.
    Replicated,
    /// The entries verified within a year, of those that go on.
    Verified,
}

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// The number or the percentage.
    pub number: f64,
    /// Whether it is a percentage.
    pub is_percent: bool,
    /// Whether it must be exceeded.
    pub is_over: bool,
}

impl Aim {
    /// Whether `reached` of `base` is enough.
    pub fn is_met(self, reached: usize, base: usize) -> bool {
        let (got, wanted) = if self.is_percent {
            (reached as f64 * 100.0, self.number * base as f64)
        } else {
            (reached as f64, self.number)
        };
        let is_measurable = !self.is_percent || base > 0;
        is_measurable && if self.is_over { got > wanted } else { got >= wanted }
    }
}

/// Reads `targets.toml`.
pub(super) fn targets(mut top: TableReader<'_, '_>) -> TargetsRecord {
    let public = top.flag("public");
    let targets = top.tables("targets").into_iter().filter_map(target).collect();
    top.finish();
    TargetsRecord { public, targets }
}

fn target(mut table: TableReader<'_, '_>) -> Option<TargetRecord> {
    let name = table.words("name");
    let indicator = table.choice("indicator").and_then(word::<Indicator>);
    let figure = table.figure_at("aim");
    let phase = table.text("phase");
    let year = table.whole("year").map(|year| year as u16);
    let within = table.texts("within");
    let units = table.texts("units");
    let at_least = table.whole_or_default("at_least") as usize;
    let at_most = table.whole_at("at_most");
    let due = table.day("due").map(|at| at.value);
    let document = table.text("document");
    if let Some(at) = &at_most
        && (at.value as usize) < at_least
    {
        let (from, to) = (at_least.to_string(), "1000".into());
        table.problem(at.position, Problem::OutOfRange { key: table.key("at_most"), from, to });
    }
    let aim = figure.and_then(|figure| aim(&table, &figure, indicator));
    table.finish();
    Some(TargetRecord {
        name: name?,
        indicator: indicator?,
        aim: aim?,
        phase,
        year,
        within,
        units,
        at_least,
        at_most: at_most.map(|at| at.value as usize),
        due,
        document,
    })
}

/// Returns the aim that a figure says: a number, or a percentage of what the indicator counts.
fn aim(table: &TableReader<'_, '_>, at: &Located<Figure>, indicator: Option<Indicator>) -> Option<Aim> {
    let figure = &at.value;
    let key = || table.key("aim");
    let is_percent = figure.unit.as_deref() == Some("%");
    let is_over = figure.qualifier == Some(Qualifier::Over);
    let is_lower_bound = matches!(figure.qualifier, None | Some(Qualifier::Over | Qualifier::AtLeast));
    let number = figure.value().filter(|_| is_lower_bound && (is_percent || figure.unit.is_none()));
    let problem = match number {
        None => Problem::BadAim { key: key() },
        Some(_) if is_percent && indicator == Some(Indicator::Entries) => {
            Problem::ShareOfEntries { key: key() }
        }
        Some(number) if is_percent && !(0.0..=100.0).contains(&number) => {
            Problem::OutOfRange { key: key(), from: "0".into(), to: "100".into() }
        }
        Some(number) if !is_percent && (number < 0.0 || number.fract() != 0.0) => {
            Problem::BadAim { key: key() }
        }
        Some(number) => return Some(Aim { number, is_percent, is_over }),
    };
    table.problem(at.position, problem);
    None
}
