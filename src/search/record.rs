//! What search knows of an entry: plain types that the plan fills in, and the builder and preview read.

use serde::Serialize;

use super::facet::FacetKind;
use crate::digest::Digest;

/// The part of an entry that a word is in, which decides its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordTier {
    /// In the title.
    Title = 0,
    /// In a heading, or in the name of a commune or a unit.
    Heading = 1,
    /// In the text or a caption.
    Text = 2,
    /// In a facet value of the entry: field, province, phase, year, document number. A word may be in this tier and
    /// in one of the others as well.
    Sorted = 3,
}

/// Number of tiers.
pub(crate) const TIERS: usize = 4;

/// The order in which entries are numbered: those of one field, province and commune get neighbouring numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Order {
    /// The number of its first field.
    pub field: u32,
    /// The number of its first current province.
    pub province: u32,
    /// The number of its first current commune.
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
    /// The name of its place.
    pub place: String,
    /// The name of its first field.
    pub field: String,
    /// The year in which it began.
    pub year: String,
    /// The address of a small photo from the root of the site; empty if it has no photo.
    pub photo: String,
}

/// What search knows of an entry, except its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRecord {
    /// Determines its number.
    pub order: Order,
    /// The day on which it was published, counted from some fixed day.
    pub day: u32,
    /// Its result card.
    pub shown: ResultCard,
    /// Its facet values as pairs of facet number and value number, ascending.
    pub values: Vec<(u8, u32)>,
    /// The digest of all its words.
    pub words: Digest,
}

/// A facet that classifies entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its key, such as `field`.
    pub key: &'static str,
    /// Its name in addresses, such as `linh-vuc`; empty if visitors cannot filter by it. Such facets come last.
    pub param: &'static str,
    /// Its values, in the order in which they are shown.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// Returns a facet of a gallery with its values.
    pub fn new(kind: FacetKind, values: Vec<FacetValue>) -> Facet {
        Facet { key: kind.key(), param: kind.param().unwrap_or_default(), values }
    }
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// Its slug.
    pub id: String,
    /// Its label.
    pub label: String,
    /// For a commune, the number of its province.
    pub within: Option<u32>,
    /// The path of its page; empty if it has no page.
    pub path: String,
}

/// A name of a facet value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name as written.
    pub written: String,
    /// How likely a query that has it means it as a name: see [`super::understood`].
    pub class: u8,
    /// The number of the facet.
    pub facet: u8,
    /// The number of the value within the facet.
    pub value: u32,
}

/// Everything that an index is built from, except words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Gallery {
    /// The entries, in any order.
    pub records: Vec<SearchRecord>,
    /// Their facets.
    pub facets: Vec<Facet>,
    /// Names of the facet values.
    pub names: Vec<Name>,
    /// Groups of synonymous texts.
    pub synonyms: Vec<Vec<String>>,
}
