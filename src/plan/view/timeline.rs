//! The views of the timeline and its years.

use serde::Serialize;

use super::{Card, Date, Link, MilestoneView, PageHead, Pager, PhaseTile, SiteView, TimelineRow};
use crate::digest::Digested;

/// The timeline: phases, and the years in them.
#[derive(Debug, Serialize)]
pub struct TimelinePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub phases: Vec<TimelinePhase>,
    /// The versioned address of the overview, which the drawn timeline fetches first, relative to the page.
    pub overview: String,
}

/// A phase on the timeline.
#[derive(Debug, Serialize)]
pub struct TimelinePhase {
    /// The phase; `None` for the entries without one.
    pub phase: Option<PhaseTile>,
    /// The years with entries of the phase, oldest first.
    pub years: Vec<TimelineYearLink>,
}

/// A year within a phase.
#[derive(Debug, Serialize)]
pub struct TimelineYearLink {
    pub year: u16,
    pub path: String,
    /// How many entries of the phase began in the year.
    pub count: usize,
    /// Whether these are all entries of the year's page.
    pub is_whole: bool,
    /// The search page with just these entries, if the year's page has others too.
    pub count_path: Option<String>,
    /// The first of them by date, at most a dozen.
    pub rows: Vec<TimelineRow>,
}

/// A page of a year of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineYearPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub year: u16,
    /// How many entries began in the year; `None` except on its first page.
    pub count: Option<usize>,
    /// The milestones in the year; empty except on its first page.
    pub milestones: Vec<MilestoneView>,
    /// The entries by month, oldest first; those whose month is not known come first.
    pub months: Vec<TimelineMonth>,
    /// The links to the year's other pages: `newer` is the next, `older` the previous one.
    pub pager: Pager,
    /// The nearest year before that has entries.
    pub previous_year: Option<Link>,
    /// The nearest year after that has entries.
    pub next_year: Option<Link>,
}

/// A month on the page of a year.
#[derive(Debug, Serialize)]
pub struct TimelineMonth {
    /// The month; `None` for entries whose month is not known.
    pub month: Option<Date>,
    pub cards: Vec<Digested<Card>>,
}
