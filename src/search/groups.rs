//! Posting lists, grouped by folded syllable (without diacritics).
//!
//! Takes posting lists, returns groups that can be cut into blocks. A group holds the syllable's own lists, one
//! set per spelling, and those of its pairs with more common syllables. If a group fits into one block, the
//! lists of its pairs are positions in the syllable's own list, which take much less space than entry numbers.
//! Otherwise, long own lists are stored separately, because a query for the pairs does not need them.

use std::{iter, slice};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::bits::{put_list, put_number, put_text};
use super::inverted::Inverted;
use super::layout::{BLOCK, NEIGHBOURS, first_keeps, pair_key, spelling_key, titles_word, weight};
use super::record::TIERS;
use super::units::{ALONE, EntryUnits};
use crate::text::fold;

/// Flag: the lists of pairs are positions in the syllable's own lists.
pub(super) const RELATIVE: u32 = 1;
/// Own lists of more bytes than this are stored separately from those of pairs, because such common syllables
/// are rarely searched for alone.
const LONG: usize = 4 * 1024;
/// Flag: the syllable's own lists are stored elsewhere.
pub(super) const CONTINUED: u32 = 2;

/// A folded syllable with its lists, encoded as entry numbers and, if it is not too large, as positions.
pub(super) struct Group {
    word: String,
    common: bool,
    surfaces: Vec<String>,
    own: Vec<EncodedLists>,
    /// The own lists of titles, if the own lists are long.
    titles: Vec<EncodedLists>,
    absolute: Vec<PairRun>,
    relative: Option<Vec<PairRun>>,
}

/// A part of a group that is never split across blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupPiece {
    Whole,
    Own,
    Run(usize),
}

/// The lists of one spelling: a head (tiers, counts, length) and the encoded lists.
struct EncodedLists {
    head: Vec<u8>,
    bytes: Vec<u8>,
}

/// The pairs with one other syllable, on one side of the group's own.
struct PairRun {
    behind: bool,
    other: String,
    /// The index of the own syllable's spelling, the other syllable's spelling, and the lists.
    forms: Vec<(u32, String, EncodedLists)>,
}

/// Everything that goes into the files of postings and neighbours.
pub(super) struct Groups {
    pub groups: Vec<Group>,
    /// The common syllables with their weights.
    pub common: Vec<(String, u32)>,
    /// A line per syllable: the syllable, its successors, its predecessors; most frequent first.
    pub near: Vec<(String, String)>,
}

/// A folded syllable: its spellings (text, syllable, unit) and its weight.
struct FoldedSyllable {
    word: String,
    surfaces: Vec<(String, u32, u32)>,
    weight: u32,
}

pub(super) fn groups(inverted: &Inverted, units: &EntryUnits) -> Groups {
    let single: HashMap<u32, u32> = (0u32..)
        .zip(&units.units)
        .filter(|(unit, pair)| pair.1 == ALONE && inverted.is_used(*unit as usize))
        .map(|(unit, pair)| (pair.0, unit))
        .collect();
    let words = folded(inverted, units, &single);
    let mut of_syllable: HashMap<u32, usize> = HashMap::new();
    for (number, word) in words.iter().enumerate() {
        of_syllable.extend(word.surfaces.iter().map(|(_, syllable, _)| (*syllable, number)));
    }
    // Each pair with the group that stores it: own word, side, other word, own and other syllable, unit.
    let mut pairs: Vec<(usize, bool, usize, u32, u32, u32)> = Vec::new();
    let mut beside: Vec<(usize, usize, u32)> = Vec::new();
    for (unit, (a, b)) in (0u32..).zip(&units.units) {
        if *b == ALONE || !inverted.is_used(unit as usize) {
            continue;
        }
        let (first, second) = (of_syllable[a], of_syllable[b]);
        let side = |n: usize| (words[n].word.as_str(), words[n].weight);
        beside.push((first, second, inverted.postings(unit)));
        pairs.push(match first_keeps(side(first), side(second)) {
            true => (first, true, second, *a, *b, unit),
            false => (second, false, first, *b, *a, unit),
        });
    }
    // Sorting by number only brings equal keys together; `group` sorts the spellings by their text.
    pairs.par_sort_unstable_by_key(|(own, behind, other, ..)| (*own, *behind, *other));
    let mut starts = vec![0usize; words.len() + 1];
    pairs.iter().for_each(|pair| starts[pair.0 + 1] += 1);
    (0..words.len()).for_each(|n| starts[n + 1] += starts[n]);
    let groups = words
        .par_iter()
        .enumerate()
        .map(|(n, word)| group(word, &pairs[starts[n]..starts[n + 1]], &words, inverted, units))
        .collect();
    let common = words.iter().filter(|word| word.weight > 0);
    let common = common.map(|word| (word.word.clone(), word.weight)).collect();
    Groups { groups, common, near: near(beside, &words) }
}

/// The folded syllables in ascending order.
fn folded(inverted: &Inverted, units: &EntryUnits, single: &HashMap<u32, u32>) -> Vec<FoldedSyllable> {
    let mut surfaces: Vec<(String, String, u32, u32)> = single
        .par_iter()
        .map(|(syllable, unit)| {
            let surface = units.syllables[*syllable as usize].clone();
            (fold(&surface), surface, *syllable, *unit)
        })
        .collect();
    surfaces.par_sort_unstable();
    let same: Vec<&[(String, String, u32, u32)]> = surfaces.chunk_by(|a, b| a.0 == b.0).collect();
    let syllable = |same: &&[(String, String, u32, u32)]| {
        let own: Vec<u32> = same.iter().map(|surface| surface.3).collect();
        let entries = inverted.union(&own).len() as u32;
        let surfaces = same.iter().map(|(_, surface, n, unit)| (surface.clone(), *n, *unit)).collect();
        let word = same[0].0.clone();
        let weight = weight(&word, entries, inverted.all);
        FoldedSyllable { word, surfaces, weight }
    };
    same.par_iter().map(syllable).collect()
}

fn group(
    word: &FoldedSyllable,
    pairs: &[(usize, bool, usize, u32, u32, u32)],
    words: &[FoldedSyllable],
    inverted: &Inverted,
    units: &EntryUnits,
) -> Group {
    let own_lists = |tiers: usize| -> Vec<EncodedLists> {
        word.surfaces.iter().map(|(.., unit)| lists(inverted, *unit, tiers, None)).collect()
    };
    let own = own_lists(TIERS);
    let unions: Vec<Vec<u32>> = word.surfaces.iter().map(|(.., unit)| inverted.union(&[*unit])).collect();
    let runs = |relative: bool| -> Vec<PairRun> {
        let same = pairs.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2));
        same.map(|same| {
            let mut forms: Vec<(u32, String, EncodedLists)> = same
                .iter()
                .map(|(_, _, _, own, other, unit)| {
                    let at = word.surfaces.iter().position(|(_, n, _)| n == own).expect("it is one of them");
                    let within = relative.then(|| unions[at].as_slice());
                    let lists = lists(inverted, *unit, TIERS, within);
                    (at as u32, units.syllables[*other as usize].clone(), lists)
                })
                .collect();
            forms.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            PairRun { behind: same[0].1, other: words[same[0].2].word.clone(), forms }
        })
        .collect()
    };
    // A group that is far larger than a block will not fit; encode it once only.
    let postings: usize = unions.iter().map(Vec::len).sum();
    let relative = (postings < 40_000 && own_size(&own) < 8 * BLOCK).then(|| runs(true));
    let fits = relative.as_ref().is_some_and(|runs| own_size(&own) + size(runs) <= BLOCK);
    let absolute = if fits { Vec::new() } else { runs(false) };
    let surfaces = word.surfaces.iter().map(|(surface, ..)| surface.clone()).collect();
    let common = word.weight > 0;
    let titles = if common && own_size(&own) > LONG { own_lists(1) } else { Vec::new() };
    Group { word: word.word.clone(), common, surfaces, own, titles, absolute, relative }
}

/// Encodes the lists of the first `tiers` tiers of a unit.
fn lists(inverted: &Inverted, unit: u32, tiers: usize, within: Option<&[u32]>) -> EncodedLists {
    let (mut head, mut bytes) = (vec![0], Vec::new());
    let mut places: Vec<u32> = Vec::new();
    for tier in 0..tiers {
        let list = inverted.list(unit, tier);
        if list.is_empty() {
            continue;
        }
        head[0] |= 1 << tier;
        put_number(&mut head, list.len() as u32);
        match within {
            Some(all) => {
                places.clear();
                let mut from = 0;
                for entry in list {
                    from += all[from..].partition_point(|other| other < entry);
                    places.push(from as u32);
                }
                put_list(&mut bytes, &places, all.len() as u32);
            }
            None => put_list(&mut bytes, list, inverted.all),
        }
    }
    put_number(&mut head, bytes.len() as u32);
    EncodedLists { head, bytes }
}

impl EncodedLists {
    fn size(&self) -> usize {
        self.head.len() + self.bytes.len()
    }
}

impl PairRun {
    /// The approximate compressed size in bytes: strings compress, lists do not.
    fn size(&self) -> usize {
        self.other.len() / 2
            + self.forms.iter().map(|(_, other, lists)| other.len() / 3 + lists.size()).sum::<usize>()
    }
}

fn own_size(own: &[EncodedLists]) -> usize {
    4 + own.iter().map(|lists| 3 + lists.size()).sum::<usize>()
}

fn size(runs: &[PairRun]) -> usize {
    runs.iter().map(PairRun::size).sum()
}

impl Group {
    fn runs(&self) -> &[PairRun] {
        self.relative.as_ref().unwrap_or(&self.absolute)
    }

    /// The approximate compressed size in bytes.
    pub fn size(&self) -> usize {
        own_size(&self.own) + size(self.runs())
    }

    /// The approximate compressed size of the syllable's own lists, in bytes.
    pub fn own_size(&self) -> usize {
        own_size(&self.own)
    }

    /// Whether the whole group fits into a block, so that its pairs are encoded as positions.
    fn is_whole(&self, target: usize) -> bool {
        self.relative.is_some() && self.size() <= target
    }

    /// Whether the syllable's own lists are stored separately from those of its pairs: if they are long, and both do
    /// not fit into a block of `target` bytes.
    pub fn is_apart(&self, target: usize) -> bool {
        self.common && self.own_size() > LONG && !self.is_whole(target)
    }

    /// The pieces of the group, each with its size.
    pub fn pieces(&self, target: usize) -> Vec<(GroupPiece, usize)> {
        if self.is_whole(target) {
            return vec![(GroupPiece::Whole, self.size())];
        }
        let own = (!self.is_apart(target)).then(|| (GroupPiece::Own, self.own_size()));
        let runs =
            self.absolute.iter().enumerate().map(|(number, run)| (GroupPiece::Run(number), run.size()));
        own.into_iter().chain(runs).collect()
    }

    /// The key of the first piece, and the encoded pieces from `first` to `last`.
    pub fn segment(&self, first: GroupPiece, last: GroupPiece) -> (String, Vec<u8>) {
        let end = |piece: GroupPiece| if let GroupPiece::Run(number) = piece { number + 1 } else { 0 };
        match first {
            GroupPiece::Whole => (self.word.clone(), self.encode(RELATIVE, self.runs())),
            GroupPiece::Own => (self.word.clone(), self.encode(0, &self.absolute[..end(last)])),
            GroupPiece::Run(number) => {
                let run = &self.absolute[number];
                let key = pair_key(&self.word, run.behind, &run.other);
                (key, self.encode(CONTINUED, &self.absolute[number..end(last)]))
            }
        }
    }

    /// The separate lists, each with its key and its approximate compressed size in bytes: those of titles, of all
    /// spellings, then all lists of each spelling.
    pub fn separate(&self) -> impl Iterator<Item = (String, usize, Vec<u8>)> {
        let titles = iter::once_with(|| {
            let lists = encode(&titles_word(&self.word), 0, &self.surfaces, &self.titles, &[]);
            (self.word.clone(), own_size(&self.titles), lists)
        });
        let spellings = self.surfaces.iter().zip(&self.own).map(|(spelling, lists)| {
            let own = slice::from_ref(lists);
            let encoded = encode(&self.word, 0, slice::from_ref(spelling), own, &[]);
            (spelling_key(&self.word, spelling), own_size(own), encoded)
        });
        titles.chain(spellings)
    }

    /// The approximate compressed sizes of the separate lists, in bytes.
    pub fn separate_sizes(&self) -> impl Iterator<Item = usize> {
        let spellings = self.own.iter().map(|lists| own_size(slice::from_ref(lists)));
        iter::once(own_size(&self.titles)).chain(spellings)
    }

    pub fn word(&self) -> &str {
        &self.word
    }

    pub fn is_common(&self) -> bool {
        self.common
    }

    fn encode(&self, flags: u32, runs: &[PairRun]) -> Vec<u8> {
        encode(&self.word, flags, &self.surfaces, &self.own, runs)
    }
}

/// Encodes a segment: the lists of some spellings of a word, and of its pairs.
fn encode(word: &str, flags: u32, spellings: &[String], own: &[EncodedLists], runs: &[PairRun]) -> Vec<u8> {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    put_number(&mut head, flags);
    put_number(&mut head, spellings.len() as u32);
    for (surface, lists) in spellings.iter().zip(own) {
        put_text(&mut head, surface);
        if flags & CONTINUED == 0 {
            head.extend_from_slice(&lists.head);
            tail.extend_from_slice(&lists.bytes);
        }
    }
    put_number(&mut head, runs.len() as u32);
    for run in runs {
        put_number(&mut head, (run.forms.len() as u32) << 1 | u32::from(run.behind));
        put_text(&mut head, &run.other);
        for (own, other, lists) in &run.forms {
            put_number(&mut head, *own);
            put_text(&mut head, if *other == run.other { "" } else { other });
            head.extend_from_slice(&lists.head);
            tail.extend_from_slice(&lists.bytes);
        }
    }
    // The word, then the length of the rest, so that a reader can skip it.
    let mut segment = Vec::with_capacity(head.len() + tail.len() + 16);
    put_text(&mut segment, word);
    put_number(&mut segment, (head.len() + tail.len()) as u32);
    segment.extend_from_slice(&head);
    segment.extend_from_slice(&tail);
    segment
}

/// The lines of neighbours of every syllable, most frequent first, at most [`NEIGHBOURS`] on a side.
fn near(mut beside: Vec<(usize, usize, u32)>, words: &[FoldedSyllable]) -> Vec<(String, String)> {
    beside.par_sort_unstable();
    let mut lists: Vec<[Vec<(u32, usize)>; 2]> = (0..words.len()).map(|_| [Vec::new(), Vec::new()]).collect();
    for same in beside.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (first, second, _) = same[0];
        let often = same.iter().map(|one| one.2).sum();
        lists[first][0].push((often, second));
        lists[second][1].push((often, first));
    }
    let line = |(number, mut lists): (usize, [Vec<(u32, usize)>; 2])| {
        let word = &words[number].word;
        let sides = lists.each_mut().map(|list| {
            list.sort_unstable_by_key(|(often, n)| (u32::MAX - often, *n));
            let most = list.iter().take(NEIGHBOURS);
            most.map(|(_, n)| words[*n].word.as_str()).collect::<Vec<_>>().join(" ")
        });
        (word.clone(), format!("{word}\t{}\t{}\n", sides[0], sides[1]))
    };
    lists.into_par_iter().enumerate().map(line).collect()
}
