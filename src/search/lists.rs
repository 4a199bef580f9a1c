//! Posting lists by spelling, and where they are read from.

use super::names::{NameLine, ValueOf};
use super::reader::Fault;
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
    /// The same with lists of titles alone.
    pub(crate) fn of_titles(mut self) -> Form {
        self.lists[1..].iter_mut().for_each(Vec::clear);
        self
    }

    /// The approximate number of entries: one that is in the last tier may be in another tier as well.
    pub fn entries(&self) -> u32 {
        let [title, heading, text, sorted] = self.lists.each_ref().map(|list| list.len() as u32);
        (title + heading + text).max(sorted)
    }
}

/// A source of posting lists: an index in files or in memory.
pub trait ListSource {
    /// Number of entries.
    fn all(&self) -> u32;
    /// Upper bound of entry numbers: larger than [`Self::all`] if entries were removed.
    fn size(&self) -> u32 {
        self.all()
    }
    /// How common a syllable is ([`super::layout::weight`]).
    fn weight(&self, folded: &str) -> u32;
    /// The spellings of a folded syllable.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn single(&self, folded: &str) -> Result<Vec<Form>, Fault>;
    /// The spellings of a folded syllable that agree with a typed one; others may be among them. `bare` says that the
    /// query has no diacritics at all.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn agreeing(&self, folded: &str, _typed: &str, _bare: bool) -> Result<Vec<Form>, Fault> {
        self.single(folded)
    }
    /// The spellings of a folded syllable, with lists of titles alone.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn titles(&self, folded: &str) -> Result<Vec<Form>, Fault> {
        Ok(self.single(folded)?.into_iter().map(Form::of_titles).collect())
    }
    /// The spellings of a pair of folded syllables.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn pair(&self, first: &str, second: &str) -> Result<Vec<Form>, Fault>;
    /// The successors and the predecessors of a folded syllable, the most frequent first, then in order.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn neighbours(&self, folded: &str) -> Result<[Vec<String>; 2], Fault>;
    /// The common syllables that `accept` accepts, with their weights, in ascending order.
    fn common(&self, accept: &dyn Fn(&str) -> bool) -> Vec<(String, u32)>;
    /// Whether a name may start with these syllables although no pair in the postings shows it; true if unknown.
    fn is_start(&self, start: &str) -> bool;
    /// The names whose keys are in `from..=to`, at most `limit` of them.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn names(&self, from: &str, to: &str, limit: usize) -> Result<Vec<NameLine>, Fault>;
    /// A facet value with its entries; `None` if no entry has it.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    fn value(&self, facet: u8, value: u32) -> Result<Option<ValueOf>, Fault>;
    /// The rank of an entry among those with equal scores; `u32::MAX` if the entry was removed.
    fn place(&self, entry: u32) -> u32;
}
