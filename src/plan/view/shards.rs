//! The data that the drawn timeline fetches: first an overview, then the entries of a year or a month when a
//! reader zooms in. Each view is published as JSON.

use serde::Serialize;

/// The phases, and how many entries began in each month: everything that the first drawing needs.
#[derive(Debug, Serialize)]
pub struct TimelineOverview {
    /// The phases, by their first day.
    pub phases: Vec<PhaseBand>,
    /// The years in which entries began, ascending.
    pub years: Vec<YearCounts>,
    /// How many entries a page of a year holds, from which the script computes an entry's page.
    pub page: usize,
}

/// A phase on the drawn timeline.
#[derive(Debug, Serialize)]
pub struct PhaseBand {
    pub name: String,
    pub path: String,
    /// The first day, ISO 8601.
    pub from: String,
    /// The last day, ISO 8601.
    pub to: String,
    /// The milestones: day and name.
    pub milestones: Vec<(String, String)>,
}

/// How many entries began in the parts of a year.
#[derive(Debug, Serialize)]
pub struct YearCounts {
    pub year: u16,
    /// Whether the entries are published by month (`2019-03.json`, and `2019.json` for those whose month is
    /// not known) rather than together (`2019.json`).
    pub split: bool,
    /// The number of entries whose month is not known, then those of each month.
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
