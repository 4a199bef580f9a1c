//! The timeline: phases, years and months.

use serde::Serialize;

use super::{Card, Date, Link, MilestoneView, PageHead, Pager, PhaseTile, SiteView, TimelineRow};
use crate::digest::Digested;

/// The timeline: phases, and the years in them.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct TimelinePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub phases: Vec<TimelinePhase>,
    /// What the drawn timeline fetches first, relative to the page, with its version.
    pub overview: String,
}

/// A phase on the timeline; without a `phase`, what belongs to none.
#[derive(Debug, Serialize)]
pub struct TimelinePhase {
    /// The phase.
    pub phase: Option<PhaseTile>,
    /// Its years, oldest first.
    pub years: Vec<TimelineYearLink>,
}

/// A year within a phase.
#[derive(Debug, Serialize)]
pub struct TimelineYearLink {
    /// The year.
    pub year: u16,
    /// Its page.
    pub path: String,
    /// How many entries of the phase began in it.
    pub count: usize,
    /// The first of them by date, a dozen at most.
    pub rows: Vec<TimelineRow>,
}

/// A year of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineYearPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page.
    pub head: PageHead,
    /// The year.
    pub year: u16,
    /// The milestones in it, on its first page.
    pub milestones: Vec<MilestoneView>,
    /// The entries by month, oldest first; those known only by their year stand first.
    pub months: Vec<TimelineMonth>,
    /// The ways to the other pages; `newer` and `older` as the reader goes along the year.
    pub pager: Pager,
    /// The years before and after.
    pub previous_year: Option<Link>,
    /// The year after.
    pub next_year: Option<Link>,
}

/// A month of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineMonth {
    /// The month; nothing for entries known only by their year.
    pub month: Option<Date>,
    /// The entries that began in it.
    pub cards: Vec<Digested<Card>>,
}
