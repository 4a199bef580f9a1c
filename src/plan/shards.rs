//! The data of the drawn timeline, cut into shards so that an edit changes only one of them.
//!
//! Takes the lists by year, gives the views of the overview and of the shards. A year of few entries is
//! one shard; a year of many has one for each month, and one for the entries of which only the year is
//! known. A shard depends on nothing but its own entries, and holds nothing that no page shows.

use super::facts::began;
use super::timeline::YEAR_PAGE;
use super::view::{PhaseBand, ShardEntry, TimelineOverview, TimelineShard, YearCounts};
use super::{Plan, What};
use crate::address::{self, TIMELINE_SHARDS};

/// The maximum number of entries in the only shard of a year, about twenty kilobytes when compressed.
const WHOLE_YEAR: usize = 256;

impl Plan<'_> {
    /// Returns the outputs of the timeline, pages and data, with their paths.
    pub(super) fn timeline_outputs(&self) -> Vec<(String, What)> {
        let mut files = vec![
            (address::page_path(address::TIMELINE), What::Timeline),
            (format!("{TIMELINE_SHARDS}tong-quan.json"), What::TimelineOverview),
        ];
        for year in self.shape.lists.years.keys() {
            let page = |n| (address::page_path(&address::year(*year, n)), What::Year(*year, n));
            files.extend((0..self.year_pages(*year)).map(page));
            for month in 0..=12 {
                if !self.shard_entries(*year, month).is_empty() {
                    let name = if month == 0 { year.to_string() } else { format!("{year}-{month:02}") };
                    files.push((format!("{TIMELINE_SHARDS}{name}.json"), What::TimelineShard(*year, month)));
                }
            }
        }
        files
    }

    pub(super) fn timeline_overview(&self) -> TimelineOverview {
        let phases = self.catalogue.phases.iter().enumerate().map(|(number, phase)| PhaseBand {
            name: phase.name.clone(),
            path: self.facts.phase(number).path,
            from: phase.from.to_string(),
            to: phase.to.previous().to_string(),
            milestones: phase.milestones.iter().map(|m| (m.date.value.to_string(), m.name.clone())).collect(),
        });
        let years = self.shape.lists.years.iter().map(|(year, numbers)| {
            let mut counts = [0; 13];
            numbers.iter().for_each(|n| counts[usize::from(self.month_of(*n))] += 1);
            YearCounts { year: *year, split: is_split(numbers), counts }
        });
        TimelineOverview { phases: phases.collect(), years: years.collect(), page: YEAR_PAGE }
    }

    /// Returns a shard. Month 0 is the whole year, or the entries whose month is not known.
    pub(super) fn timeline_shard(&self, year: u16, month: u8) -> TimelineShard {
        let entry = |n: &u32| {
            let entry = self.entry(*n);
            let card = self.card(*n);
            let photo = card.photo.as_ref().map(|photo| photo.smallest());
            let row = self.facts.row(entry);
            ShardEntry(
                row.started.iso,
                entry.slug.clone(),
                row.title,
                row.place,
                row.hue,
                photo,
                row.ended.map(|date| date.iso),
            )
        };
        TimelineShard { entries: self.shard_entries(year, month).iter().map(entry).collect() }
    }

    /// Returns the entries of a shard, a contiguous part of their year.
    pub(super) fn shard_entries(&self, year: u16, month: u8) -> &[u32] {
        let numbers = self.shape.lists.years.get(&year).map_or(&[][..], Vec::as_slice);
        if !is_split(numbers) {
            return if month == 0 { numbers } else { &[] };
        }
        let from = numbers.partition_point(|n| self.month_of(*n) < month);
        let to = numbers.partition_point(|n| self.month_of(*n) <= month);
        &numbers[from..to]
    }

    /// Returns the month in which an entry began; 0 if only the year is known.
    fn month_of(&self, number: u32) -> u8 {
        began(self.entry(number)).month.unwrap_or(0)
    }
}

fn is_split(numbers: &[u32]) -> bool {
    numbers.len() > WHOLE_YEAR
}
