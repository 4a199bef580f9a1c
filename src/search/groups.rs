//! Posting lists, grouped by folded syllable (without diacritics).
//!
//! Takes the encoded lists of groups ([`super::grouping`]), returns pieces of them, of which blocks are made. A group
//! holds the syllable's own lists, one set per spelling, and those of its pairs with more common syllables. If a group
//! fits into one block, the lists of its pairs are positions in the syllable's own list, which take much less space
//! than entry numbers. Otherwise, long own lists are stored separately, because a query for the pairs does not need
//! them.

use std::ops::Range;
use std::{iter, slice};

use super::bits::{put_number, put_text};
use super::layout::{pair_key, spelling_key, titles_word};

/// Flag: the lists of pairs are positions in the syllable's own lists.
pub(super) const RELATIVE: u32 = 1;
/// Own lists of more bytes than this are stored separately from those of pairs, because such common syllables
/// are rarely searched for alone.
pub(super) const LONG: usize = 4 * 1024;
/// Flag: the syllable's own lists are stored elsewhere.
pub(super) const CONTINUED: u32 = 2;

/// A folded syllable with its lists, encoded as entry numbers and, if it is not too large, as positions.
pub(super) struct Group {
    pub word: String,
    pub common: bool,
    pub surfaces: Vec<String>,
    pub own: Vec<EncodedLists>,
    /// The approximate compressed size of `own`, in bytes.
    pub own_size: usize,
    /// The own lists of titles, if the own lists are long.
    pub titles: Vec<EncodedLists>,
    pub absolute: PairRuns,
    pub relative: Option<PairRuns>,
}

/// A part of a group that is never split across blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupPiece {
    Whole,
    Own,
    Run(usize),
}

/// The lists of one spelling: a head of `head` bytes (tiers, counts, length), then the encoded lists.
pub(super) struct EncodedLists {
    pub head: usize,
    pub bytes: Vec<u8>,
}

/// The pairs of a group. The lists of all of them are in one buffer, because there are millions of short ones.
#[derive(Default)]
pub(super) struct PairRuns {
    pub runs: Vec<PairRun>,
    pub forms: Vec<PairForm>,
    pub bytes: Vec<u8>,
    /// The approximate compressed size in bytes.
    pub size: usize,
}

/// The pairs with one other syllable, on one side of the group's own.
pub(super) struct PairRun {
    pub behind: bool,
    /// The number of the other syllable's group.
    pub other: u32,
    /// Where the forms of the run end.
    pub end: u32,
    /// The approximate compressed size in bytes: strings compress, lists do not.
    pub size: u32,
}

/// A pair of two spellings.
pub(super) struct PairForm {
    /// The index of the own syllable's spelling.
    pub own: u32,
    /// The number of the other syllable's spelling.
    pub other: u32,
    /// Where the head of its lists ends in the buffer.
    pub head: u32,
    /// Where its lists end.
    pub end: u32,
}

/// Everything that goes into the files of postings and neighbours.
pub(super) struct Groups<'u> {
    pub groups: Vec<Group>,
    pub syllables: &'u [String],
    /// The common syllables with their weights.
    pub common: Vec<(String, u32)>,
    /// A line per syllable: the syllable, its successors, its predecessors; most frequent first.
    pub near: Vec<(String, String)>,
}

pub(super) fn own_size(own: &[EncodedLists]) -> usize {
    4 + own.iter().map(|lists| 3 + lists.bytes.len()).sum::<usize>()
}

impl Group {
    /// The approximate compressed size in bytes.
    pub fn size(&self) -> usize {
        self.own_size + self.relative.as_ref().unwrap_or(&self.absolute).size
    }

    /// Whether the whole group fits into a block, so that its pairs are encoded as positions.
    fn is_whole(&self, target: usize) -> bool {
        self.relative.is_some() && self.size() <= target
    }

    /// Whether the syllable's own lists are stored separately from those of its pairs: if they are long, and both do
    /// not fit into a block of `target` bytes.
    pub(crate) fn is_apart(&self, target: usize) -> bool {
        self.common && self.own_size > LONG && !self.is_whole(target)
    }

    /// The pieces of the group, each with its size.
    pub fn pieces(&self, target: usize) -> impl Iterator<Item = (GroupPiece, usize)> {
        let whole = self.is_whole(target).then(|| (GroupPiece::Whole, self.size()));
        let own = (whole.is_none() && !self.is_apart(target)).then_some((GroupPiece::Own, self.own_size));
        let runs = if whole.is_some() { &[] } else { self.absolute.runs.as_slice() };
        let runs = runs.iter().enumerate().map(|(n, run)| (GroupPiece::Run(n), run.size as usize));
        whole.into_iter().chain(own).chain(runs)
    }

    /// The separate lists, each with its key and its approximate compressed size in bytes: those of titles, of all
    /// spellings, then all lists of each spelling.
    pub fn separate(&self) -> impl Iterator<Item = (String, usize, Vec<u8>)> {
        let encode = |word: &str, spellings: &[String], own: &[EncodedLists]| {
            let mut bytes = Vec::new();
            put_segment(&mut bytes, word, 0, spellings, own, |_, _| 0);
            bytes
        };
        let titles = iter::once_with(move || {
            let lists = encode(&titles_word(&self.word), &self.surfaces, &self.titles);
            (self.word.clone(), own_size(&self.titles), lists)
        });
        let spellings = self.surfaces.iter().zip(&self.own).map(move |(spelling, lists)| {
            let own = slice::from_ref(lists);
            let encoded = encode(&self.word, slice::from_ref(spelling), own);
            (spelling_key(&self.word, spelling), own_size(own), encoded)
        });
        titles.chain(spellings)
    }

    /// The approximate compressed sizes of the separate lists, in bytes.
    pub(crate) fn separate_sizes(&self) -> impl Iterator<Item = usize> {
        let spellings = self.own.iter().map(|lists| own_size(slice::from_ref(lists)));
        iter::once(own_size(&self.titles)).chain(spellings)
    }

    pub fn word(&self) -> &str {
        &self.word
    }

    pub(crate) fn is_common(&self) -> bool {
        self.common
    }
}

impl Groups<'_> {
    /// Appends the encoded pieces from `first` to `last` of a group, and returns the key of the first piece.
    pub fn put(&self, out: &mut Vec<u8>, number: usize, first: GroupPiece, last: GroupPiece) -> String {
        let group = &self.groups[number];
        let end = |piece: GroupPiece| if let GroupPiece::Run(number) = piece { number + 1 } else { 0 };
        let (flags, runs, range) = match (first, &group.relative) {
            (GroupPiece::Whole, Some(relative)) => (RELATIVE, relative, 0..relative.runs.len()),
            (GroupPiece::Run(number), _) => (CONTINUED, &group.absolute, number..end(last)),
            _ => (0, &group.absolute, 0..end(last)),
        };
        put_segment(out, &group.word, flags, &group.surfaces, &group.own, |head, tail| {
            self.put_runs(head, tail, runs, range.clone())
        });
        match first {
            GroupPiece::Run(number) => {
                let PairRun { behind, other, .. } = group.absolute.runs[number];
                pair_key(&group.word, behind, &self.groups[other as usize].word)
            }
            _ => group.word.clone(),
        }
    }

    /// Appends the heads and the lists of some pairs, and returns how many runs there are.
    fn put_runs(&self, head: &mut Vec<u8>, tail: &mut Vec<u8>, all: &PairRuns, range: Range<usize>) -> u32 {
        let count = range.len() as u32;
        for number in range {
            let run = &all.runs[number];
            let first = number.checked_sub(1).map_or(0, |before| all.runs[before].end);
            put_number(head, (run.end - first) << 1 | u32::from(run.behind));
            let folded = &self.groups[run.other as usize].word;
            put_text(head, folded);
            for at in first as usize..run.end as usize {
                let form = &all.forms[at];
                let begin = at.checked_sub(1).map_or(0, |before| all.forms[before].end);
                let spelling = &self.syllables[form.other as usize];
                put_number(head, form.own);
                put_text(head, if spelling == folded { "" } else { spelling });
                head.extend_from_slice(&all.bytes[begin as usize..form.head as usize]);
                tail.extend_from_slice(&all.bytes[form.head as usize..form.end as usize]);
            }
        }
        count
    }
}

/// Appends a segment: the lists of some spellings of a word, and of its pairs, which `put_runs` appends to the head and
/// the tail of the segment; it returns how many runs there are.
fn put_segment(
    out: &mut Vec<u8>,
    word: &str,
    flags: u32,
    spellings: &[String],
    own: &[EncodedLists],
    put_runs: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>) -> u32,
) {
    let (mut head, mut tail, mut runs) = (Vec::new(), Vec::new(), Vec::new());
    put_number(&mut head, flags);
    put_number(&mut head, spellings.len() as u32);
    for (surface, lists) in spellings.iter().zip(own) {
        put_text(&mut head, surface);
        if flags & CONTINUED == 0 {
            head.extend_from_slice(&lists.bytes[..lists.head]);
            tail.extend_from_slice(&lists.bytes[lists.head..]);
        }
    }
    let count = put_runs(&mut runs, &mut tail);
    put_number(&mut head, count);
    // The word, then the length of the rest, so that a reader can skip it.
    put_text(out, word);
    put_number(out, (head.len() + runs.len() + tail.len()) as u32);
    out.extend_from_slice(&head);
    out.extend_from_slice(&runs);
    out.extend_from_slice(&tail);
}
