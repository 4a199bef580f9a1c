//! What the files of an index are: names, the root, and what stands at which end of a pair.
//!
//! Takes and gives what both the writer and the reader need; neither writes nor reads files.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::bits::log16;
pub use crate::address::{SEARCH_INDEX as FOLDER, SEARCH_MANIFEST as MANIFEST};

/// Blocks of postings are at most about this large, in bytes, or larger where there would be too many.
pub const BLOCK: usize = 4 * 1024;
/// Number of blocks that a part of the table of postings names.
pub const PART: usize = 40;
/// A syllable is common if at least one entry in this many has it.
const COMMON: u64 = 2048;

/// What stands at [`MANIFEST`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexManifest {
    /// The version of the format.
    pub version: u32,
    /// How many entries there are.
    pub entries: u32,
    /// The root, as JSON in a text of its own,
    pub root: String,
    /// and its checksum.
    pub sum: String,
    /// In preview: where to ask instead of reading an index, from the root of the site.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ask: Option<String>,
}

/// The version of the format.
pub const VERSION: u32 = 5;

/// The root: what is read before any file that it names.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Root {
    /// How many entries there are.
    pub entries: u32,
    /// The common syllables without marks, rising, parted by spaces.
    pub common: String,
    /// How common each is ([`log16`] of its entries) and whether its own lists stand apart from those of
    /// its pairs, as characters from `#` on, two for each degree.
    pub weights: String,
    /// The blocks of postings, in parts: there are too many for the root.
    pub postings: BlockTable,
    /// The blocks of lists that stand apart, in parts.
    pub apart: BlockTable,
    /// The blocks of neighbours.
    pub near: BlockTable,
    /// How many entries a block of results holds.
    pub shown: u32,
    /// The checksums of these blocks.
    pub shown_sums: String,
    /// The facets: name, name in addresses, checksum.
    pub facets: Vec<(String, String, String)>,
    /// The checksum of the days.
    pub days: String,
    /// The blocks of names,
    pub names: BlockTable,
    /// those of the values that they mean,
    pub values: BlockTable,
    /// and how names begin that no pair of a heading or a value shows, rising, parted by line breaks.
    pub starts: String,
}

/// Which blocks there are, or which parts of a table, so that a query reads only what it needs of a long
/// one. A part is a file: a line with the checksums of its blocks, a line with the syllables among its keys
/// that are not common but told ([`is_told`]), then a line for the first key of each block.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BlockTable {
    /// The first key of each, parted by line breaks.
    pub keys: String,
    /// The checksums, eight hexadecimal digits each.
    pub sums: String,
}

/// The name of a file by its checksum.
pub fn file_name(kind: char, checksum: u32) -> String {
    format!("{kind}-{checksum:08x}.bin")
}

/// How common a syllable is: [`log16`] of its entries, or 0 if it is rare. Numbers never count, for
/// there are too many of them.
pub fn weight(folded: &str, entries: u32, all: u32) -> u32 {
    let common = u64::from(entries) * COMMON >= u64::from(all);
    let number = folded.starts_with(|first: char| !first.is_alphabetic());
    if common && !number { log16(entries).max(1) } else { 0 }
}

/// Whether a part of a table lists such a syllable, so that no block is read to see that
/// it is absent: most slips are recognised so. Numbers are not listed, for there are too many of them.
pub fn is_told(folded: &str) -> bool {
    folded.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Whether a pair is kept with its first syllable: with the rarer one, for that narrows most.
pub fn first_keeps(first: (&str, u32), second: (&str, u32)) -> bool {
    first.1.cmp(&second.1).then_with(|| first.0.cmp(second.0)) != Ordering::Greater
}

/// The key of the pairs of a syllable with another, which stands behind it or before it.
pub fn pair_key(own: &str, behind: bool, other: &str) -> String {
    format!("{own} {}{other}", if behind { '1' } else { '0' })
}

/// The block that holds a key: the last that does not begin behind it.
pub fn block_of(first_keys: &[&str], key: &str) -> Option<usize> {
    first_keys.partition_point(|first| *first <= key).checked_sub(1)
}
