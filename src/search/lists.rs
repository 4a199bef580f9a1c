//! Posting lists by spelling.

use super::record::TIERS;

/// The posting list of each tier, ascending.
pub type TierLists = [Vec<u32>; TIERS];

/// A spelling of a syllable or a pair, with its posting lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The syllable, or the first one of the pair.
    pub own: String,
    /// The second syllable of the pair; empty for a single syllable.
    pub other: String,
    /// The entries that have it.
    pub lists: TierLists,
}

impl Form {
    /// The approximate number of entries: one that is in the last tier may be in another tier as well.
    pub fn entries(&self) -> u32 {
        let [title, heading, text, sorted] = self.lists.each_ref().map(|list| list.len() as u32);
        (title + heading + text).max(sorted)
    }
}
