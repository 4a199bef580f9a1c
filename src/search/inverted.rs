//! The inverted index: from each entry's units to each unit's entries.
//!
//! Takes the entries in order, and their units. Returns an ascending posting list for each unit and tier.

use super::record::{SearchRecord, TIERS};
use super::units::{EntryUnits, posting};

/// A posting list for each unit and tier.
#[derive(Debug)]
pub(super) struct Inverted {
    /// Number of entries.
    pub all: u32,
    /// Where the list of each unit and tier begins in `entries`.
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Inverted {
    pub fn new(order: &[SearchRecord], units: &EntryUnits) -> Inverted {
        // A list is counted two places further on, and filled one place further on: so it ends where the next begins.
        let mut starts = vec![0u32; units.units.len() * TIERS + 2];
        for record in order {
            units.postings(record.words).for_each(|at| starts[at as usize + 2] += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut entries = vec![0u32; sum as usize];
        for (number, record) in order.iter().enumerate() {
            for at in units.postings(record.words) {
                let slot = &mut starts[at as usize + 1];
                entries[*slot as usize] = number as u32;
                *slot += 1;
            }
        }
        starts.pop();
        Inverted { all: order.len() as u32, starts, entries }
    }

    /// The entries that have a unit in a tier, ascending.
    pub fn list(&self, unit: u32, tier: usize) -> &[u32] {
        let at = posting(unit, tier as u32) as usize;
        &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The total length of a unit's lists, over all tiers.
    pub fn postings(&self, unit: u32) -> u32 {
        let at = unit as usize * TIERS;
        self.starts[at + TIERS] - self.starts[at]
    }

    /// Whether any entry has a unit.
    pub(crate) fn is_used(&self, unit: usize) -> bool {
        self.starts[unit * TIERS] < self.starts[(unit + 1) * TIERS]
    }

    /// The entries that have any of the units in any tier, ascending.
    pub fn union(&self, units: &[u32]) -> Vec<u32> {
        let lists = units.iter().flat_map(|unit| (0..TIERS).map(|tier| self.list(*unit, tier)));
        let mut all: Vec<u32> = lists.flatten().copied().collect();
        // A stable sort, which merges lists that are sorted already.
        all.sort();
        all.dedup();
        all
    }
}
