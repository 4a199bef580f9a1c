//! What the drawn timeline fetches: an overview first, and the entries of a year or a month when one
//! looks closer. Published as JSON, each as its view is.

use serde::Serialize;

/// How many entries began when, and the phases: all that the first picture needs.
#[derive(Debug, Serialize)]
pub struct TimelineOverview {
    /// The phases, by their first day.
    pub phases: Vec<PhaseBand>,
    /// The years in which entries began, in order.
    pub years: Vec<YearCounts>,
    /// How many entries a page of a year holds, to know on which one something stands.
    pub page: usize,
}

/// A phase on the drawn timeline.
#[derive(Debug, Serialize)]
pub struct PhaseBand {
    /// Its name.
    pub name: String,
    /// Its page.
    pub path: String,
    /// Its first day, ISO 8601.
    pub from: String,
    /// The day after its last.
    pub to: String,
    /// Its milestones: day and name.
    pub milestones: Vec<(String, String)>,
}

/// How many entries began in the parts of a year.
#[derive(Debug, Serialize)]
pub struct YearCounts {
    /// The year.
    pub year: u16,
    /// Whether its entries are published by month (`2019-03.json`, and `2019.json` for those of which
    /// only the year is known) rather than together (`2019.json`).
    pub split: bool,
    /// Those of which only the year is known, then those of each month.
    pub counts: [usize; 13],
}

/// The entries of a year or a month.
#[derive(Debug, Serialize)]
pub struct TimelineShard {
    /// The entries, oldest first.
    pub entries: Vec<ShardEntry>,
}

/// An entry on the drawn timeline: when it began (ISO 8601, as precisely as is known), its slug, its
/// title, its place, the hue of its field, its photo, and when it ended.
#[derive(Debug, Serialize)]
pub struct ShardEntry(
    pub String,
    pub String,
    pub String,
    pub String,
    pub u16,
    pub Option<String>,
    pub Option<String>,
);
