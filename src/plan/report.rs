//! What a report says in the same words as the pages.

use super::Plan;
use crate::date::PartialDate;
use crate::model::Entry;
use crate::parse::Step;

impl Plan<'_> {
    /// Returns a date as pages write it.
    pub fn date_text(&self, date: PartialDate) -> String {
        self.facts.wording.date(date).text
    }

    /// Returns where an entry is, by short names of today's units.
    pub fn place_text(&self, entry: &Entry) -> String {
        self.facts.place_now(entry)
    }

    /// Returns the word for a step.
    pub fn step_text(&self, step: Step) -> String {
        self.facts.wording.step(step).label
    }

    /// Returns the office that publishes the site, or else the site's title.
    pub fn issuer(&self) -> &str {
        self.facts.issuer()
    }
}
