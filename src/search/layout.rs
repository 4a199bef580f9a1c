//! The layout of an index: its file names, its root, and the keys of pairs.
//!
//! Holds what the writer and the reader share; neither writes nor reads files.

use std::cmp::Ordering;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bits::log16;
pub use crate::address::{SEARCH_INDEX as FOLDER, SEARCH_MANIFEST as MANIFEST};

/// Approximate maximum size of a block of postings in bytes; larger if there would be too many blocks.
pub const BLOCK: usize = 1536;
/// Number of blocks that a part of the table of postings names.
pub const PART: usize = 40;
/// Maximum number of successors or predecessors of a syllable that an index knows. Before units, there are thousands of
/// numbers.
pub(crate) const NEIGHBOURS: usize = 1000;
/// A syllable is common if at least one entry in this many has it.
const COMMON: u64 = 2048;

/// The contents of [`MANIFEST`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexManifest {
    /// The format's version ([`VERSION`]).
    pub version: u32,
    /// Number of entries.
    pub entries: u32,
    /// The [`Root`], as JSON in a string, so that its checksum covers exact bytes.
    pub root: String,
    /// The checksum of `root`, in hexadecimal.
    pub sum: String,
    /// In preview, the address that answers queries instead of an index, from the root of the site.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ask: Option<String>,
}

/// The version of the format.
pub const VERSION: u32 = 7;

/// The root, which names all other files.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Root {
    /// Number of entries.
    pub entries: u32,
    /// The common folded syllables. Each line has a number, then the syllables of which it is twice the weight
    /// (`log16` of their number of entries), plus one if their own lists are stored separately.
    pub common: String,
    /// The blocks of postings, in parts: there are too many for the root.
    pub postings: BlockTable,
    /// The blocks of separate lists, in parts.
    pub apart: BlockTable,
    /// The blocks of neighbours.
    pub near: BlockTable,
    /// Number of entries in a block of results.
    pub shown: u32,
    /// The checksums of these blocks.
    pub shown_sums: String,
    /// The facets: key, name in addresses, checksum.
    pub facets: Vec<(String, String, String)>,
    /// The checksum of the days.
    pub days: String,
    /// The blocks of names.
    pub names: BlockTable,
    /// The blocks of the values that names refer to, in parts.
    pub values: BlockTable,
    /// Starts of names that are no pair of a heading or a facet value in the postings; ascending, one per line.
    pub starts: String,
}

/// A table of blocks, or of the parts of a table that is too long for the root. A part is a file: a line with
/// the checksums of its blocks, a line with the rare syllables among its keys ([`is_listed`]), then the first
/// key of each block, one per line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BlockTable {
    /// The first key of each block or part, one per line.
    pub keys: String,
    /// The checksums, eight hexadecimal digits each.
    pub sums: String,
}

/// The kinds of files that the [`Root`] names. What each holds is said in the docs of [`crate::search`], by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table of files describes each")]
pub enum FileKind {
    TablePart,
    Postings,
    LongLists,
    Neighbours,
    Cards,
    Facet,
    Names,
    Values,
    Days,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [FileKind; 9] = [
        FileKind::TablePart,
        FileKind::Postings,
        FileKind::LongLists,
        FileKind::Neighbours,
        FileKind::Cards,
        FileKind::Facet,
        FileKind::Names,
        FileKind::Values,
        FileKind::Days,
    ];

    /// The letter with which the names of such files begin.
    pub fn letter(self) -> char {
        match self {
            FileKind::TablePart => 't',
            FileKind::Postings => 'b',
            FileKind::LongLists => 'o',
            FileKind::Neighbours => 'l',
            FileKind::Cards => 'k',
            FileKind::Facet => 'n',
            FileKind::Names => 'm',
            FileKind::Values => 'v',
            FileKind::Days => 'd',
        }
    }

    /// The kind of the file of this name; `None` if no file of an index has such a name.
    pub fn of_name(name: &str) -> Option<FileKind> {
        let letter = name.strip_suffix(".bin")?.split_once('-')?.0;
        FileKind::ALL.into_iter().find(|kind| letter.chars().eq([kind.letter()]))
    }
}

/// The name of a file, from its checksum.
pub fn file_name(kind: FileKind, checksum: u32) -> String {
    format!("{}-{checksum:08x}.bin", kind.letter())
}

/// How common a syllable is: `log16` of its number of entries, or 0 if it is rare. Numbers always weigh 0,
/// because there are too many of them.
pub fn weight(folded: &str, entries: u32, all: u32) -> u32 {
    let common = u64::from(entries) * COMMON >= u64::from(all);
    let number = folded.starts_with(|first: char| !first.is_alphabetic());
    if common && !number { log16(entries).max(1) } else { 0 }
}

/// Whether parts of a table list a rare syllable, so that most misspellings are recognised as absent without
/// reading a block. Numbers are not listed, because there are too many of them.
pub fn is_listed(folded: &str) -> bool {
    folded.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Whether a pair is stored with its first syllable: a pair is stored with the rarer of the two. Takes each
/// syllable with its weight.
pub(crate) fn first_keeps(first: (&str, u32), second: (&str, u32)) -> bool {
    first.1.cmp(&second.1).then_with(|| first.0.cmp(second.0)) != Ordering::Greater
}

/// The key of the pairs of a syllable with another one, which follows it if `behind`, or precedes it.
pub(crate) fn pair_key(own: &str, behind: bool, other: &str) -> String {
    format!("{own} {}{other}", if behind { '1' } else { '0' })
}

/// The key of the lists of one spelling of a syllable, if they are stored separately. The key of the lists of titles is
/// the syllable.
pub(crate) fn spelling_key(folded: &str, spelling: &str) -> String {
    format!("{folded} {spelling}")
}

/// The word under which the lists of titles of a syllable are stored.
pub(crate) fn titles_word(folded: &str) -> String {
    format!("{folded}^")
}

/// The indices of the blocks that may hold the keys `from..=to`.
pub(crate) fn blocks_of(first_keys: &[&str], from: &str, to: &str) -> Range<usize> {
    let begin = block_of(first_keys, from).unwrap_or(0);
    begin..first_keys.partition_point(|first| *first <= to).max(begin)
}

/// The index of the block that may hold a key: the last one whose first key is not greater.
pub(crate) fn block_of(first_keys: &[&str], key: &str) -> Option<usize> {
    first_keys.partition_point(|first| *first <= key).checked_sub(1)
}
