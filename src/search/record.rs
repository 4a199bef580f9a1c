//! What search knows of an entry.
//!
//! Takes nothing and does nothing: the plan fills these in, the builder and the preview read them.

use serde::Serialize;

use crate::digest::Digest;

/// How much a word weighs, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordTier {
    /// In the title.
    Title = 0,
    /// In a heading, the name of a commune or of a unit.
    Heading = 1,
    /// In the text and in captions.
    Text = 2,
    /// In what an entry is sorted by: field, province, phase, year, the number of a document. A word may
    /// stand there and in one of the others as well.
    Sorted = 3,
}

/// How many tiers there are.
pub const TIERS: usize = 4;

/// Where an entry is numbered: entries of one field, province and commune lie together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Order {
    /// Its first field.
    pub field: u32,
    /// Its first province of today.
    pub province: u32,
    /// Its first commune of today.
    pub commune: u32,
    /// Its slug, which is unique.
    pub slug: String,
}

/// An entry as a result shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ResultCard {
    /// Its title.
    pub title: String,
    /// Its address from the root of the site.
    pub path: String,
    /// Where it is.
    pub place: String,
    /// Its first field.
    pub field: String,
    /// The year in which it began.
    pub year: String,
    /// A small photo from the root of the site; empty if there is none.
    pub photo: String,
}

/// What search knows of an entry, its words left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRecord {
    /// Where it is numbered.
    pub order: Order,
    /// The day on which it was published, counted from any fixed day.
    pub day: u32,
    /// What a result shows.
    pub shown: ResultCard,
    /// What it is sorted by: a facet and one of its values, rising.
    pub values: Vec<(u8, u32)>,
    /// The digest of all its words.
    pub words: Digest,
}

/// Something that entries are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name: `field`.
    pub key: &'static str,
    /// Its name in addresses: `linh-vuc`; empty where visitors do not choose by it: such facets come last.
    pub param: &'static str,
    /// What it may be, in the order in which it is shown.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// Its name in addresses.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// For a commune, the number of its province.
    pub within: Option<u32>,
    /// The address of its page; empty if it has none.
    pub path: String,
}

/// A name of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name as written.
    pub written: String,
    /// How surely it is meant where it stands: [`super::understood`].
    pub class: u8,
    /// The number of the facet, and that of the value.
    pub facet: u8,
    /// The number of the value.
    pub value: u32,
}

/// What is to be searched.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Gallery {
    /// The entries, in any order.
    pub records: Vec<SearchRecord>,
    /// What they are sorted by.
    pub facets: Vec<Facet>,
    /// Names of the values.
    pub names: Vec<Name>,
    /// Groups of texts that say the same.
    pub synonyms: Vec<Vec<String>>,
}
