//! Lists of entries by the way in which something is written.

use super::record::TIERS;

/// Entries for each tier, rising.
pub type TierLists = [Vec<u32>; TIERS];

/// One way to write a syllable or a pair, and the entries that have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The syllable, or the first of the pair.
    pub own: String,
    /// The second of the pair; empty for a syllable.
    pub other: String,
    /// The entries.
    pub lists: TierLists,
}

impl Form {
    /// How many entries have it, near enough: an entry may stand in the last tier and another one.
    pub fn entries(&self) -> u32 {
        let [title, heading, text, sorted] = self.lists.each_ref().map(|list| list.len() as u32);
        (title + heading + text).max(sorted)
    }
}
