//! What is reached of the targets.

use serde::Serialize;

use super::{Cell, Date, Link, PageHead, Row, SiteView};
use crate::digest::Digested;

/// The page of the targets.
#[derive(Debug, Serialize)]
pub struct TargetsPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    /// The address of the table.
    pub table: &'static str,
    pub targets: Vec<TargetView>,
}

/// A target and what is reached of it.
#[derive(Debug, Serialize)]
pub struct TargetView {
    pub name: String,
    /// What is counted, in words.
    pub indicator: String,
    /// The phase, if it is about one.
    pub phase: Option<Link>,
    pub year: Option<u16>,
    /// The places or units that it is about, in words.
    pub scope: String,
    /// How many entries each must have, in words.
    pub each: Option<String>,
    /// The aim in words: `trên 95%`.
    pub aim: String,
    pub reached: usize,
    /// What could count; `None` for a plain number of entries.
    pub base: Option<usize>,
    /// What is reached, as a percentage; `None` if there is nothing that could count.
    pub percent: Option<String>,
    /// The length of the bar, from 0 to 100.
    pub bar: u8,
    /// Where on the bar the aim is, from 0 to 100.
    pub mark: u8,
    pub met: bool,
    pub due: Option<Date>,
    /// Whether its last day is past.
    pub overdue: bool,
    /// The document that sets it.
    pub document: Option<Link>,
    /// Whether it counts places or units; else it counts entries.
    pub counts_places: bool,
    /// Whether it is about units; else about places.
    pub about_units: bool,
    /// The places or units with entries.
    pub rows: Vec<TargetRow>,
    /// The units of the entries, if it is about places.
    pub units: Vec<TargetRow>,
    /// How many more units there are, in the table alone.
    pub more_units: usize,
    /// The places or units that have nothing that counts, by name.
    pub lacking: Vec<TargetRow>,
}

/// A place or a unit, with its entries.
#[derive(Debug, Clone, Serialize)]
pub struct TargetRow {
    pub label: String,
    /// The address of its list; `None` if it has no page.
    pub path: Option<String>,
    pub entries: usize,
    /// The entries that count.
    pub counted: usize,
    /// Whether it has what the target asks of each.
    pub enough: bool,
}

/// The targets as a table: a row for each target, place and unit.
#[derive(Debug, Serialize)]
pub struct TargetsTable {
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl TargetsTable {
    /// Returns the heading as a row.
    pub fn heading(&self) -> Row {
        self.columns.iter().cloned().map(Cell::Text).collect()
    }
}
