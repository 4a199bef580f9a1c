//! Changes of a site that come by themselves.
//!
//! Takes a site that was read, gives the next day on which its pages change without an edit, and why. The day is the
//! catalogue's own; the causes are found among the parsed files. Never reads a file.

use super::Site;
use crate::date::Day;
use crate::model::{fresh_until, hidden};
use crate::parse::Parsed;

/// Why a site changes on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UpcomingCause {
    /// An entry is published (`publish_at`).
    Published,
    /// The day before was the last of an entry (`expires`).
    Expired,
    /// The verification of an entry goes out of date (`verified`).
    Stale,
    /// A phase begins.
    PhaseBegins,
    /// The day before was the last of a phase.
    PhaseEnds,
    /// The day before was the last of a target.
    TargetDue,
    /// A year ago, an entry was verified that a target counts.
    TargetWindow,
}

/// A change that comes by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upcoming {
    /// The path of the entry or registry.
    pub path: String,
    /// The name of a phase; empty for an entry.
    pub name: String,
    /// Why it changes.
    pub cause: UpcomingCause,
}

impl<W> Site<W> {
    /// Returns the next day on which the site changes by itself, with what changes on it; `None` if there is none or
    /// the site has errors.
    pub fn upcoming(&self) -> Option<(Day, Vec<Upcoming>)> {
        let (catalogue, _) = self.ready.as_ref()?;
        let day = catalogue.next_change?;
        let mut found = Vec::new();
        for (source, file) in &self.read.0.files {
            let path = &source.found.path;
            let mut add = |name: &str, cause, at: Option<Day>| {
                if at == Some(day) {
                    found.push(Upcoming { path: path.clone(), name: name.into(), cause });
                }
            };
            match &file.parsed {
                Some(Parsed::Entry(record)) => {
                    let value = |at: &Option<crate::diagnostic::Located<Day>>| at.as_ref().map(|at| at.value);
                    let (why, next) = hidden(record, self.as_of, catalogue.config.require_approval);
                    if next == Some(day) {
                        add("", UpcomingCause::Published, value(&record.publish_at));
                        add("", UpcomingCause::Expired, value(&record.expires).map(Day::next));
                    }
                    if why.is_none() && record.withdrawn.is_none() {
                        let verified = value(&record.verified);
                        add("", UpcomingCause::Stale, verified.map(|day| catalogue.stale_from(day)));
                        let window = verified.filter(|_| catalogue.targets.watch_verifications());
                        add("", UpcomingCause::TargetWindow, window.map(|day| fresh_until(day).next()));
                    }
                }
                Some(Parsed::Phases(phases)) => {
                    for phase in phases {
                        add(&phase.name, UpcomingCause::PhaseBegins, Some(phase.from.value));
                        add(&phase.name, UpcomingCause::PhaseEnds, Some(phase.to.value));
                    }
                }
                Some(Parsed::Targets(_)) => {
                    for target in catalogue.targets.on_page() {
                        add(&target.name, UpcomingCause::TargetDue, target.due.map(Day::next));
                    }
                }
                _ => {}
            }
        }
        found.sort();
        Some((day, found))
    }
}
