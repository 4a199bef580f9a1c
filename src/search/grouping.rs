//! Makes the groups of posting lists.
//!
//! Takes the inverted index, returns the encoded lists of every folded syllable and of its pairs, and its neighbours.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::bits::{put_list, put_number};
use super::groups::{EncodedLists, Group, Groups, LONG, PairForm, PairRun, PairRuns, own_size};
use super::inverted::Inverted;
use super::layout::{BLOCK, NEIGHBOURS, first_keeps, weight};
use super::record::TIERS;
use super::units::{ALONE, EntryUnits};
use crate::text::fold;

/// A pair with the group that stores it.
#[derive(Clone, Copy)]
struct StoredPair {
    group: u32,
    /// Whether the other syllable follows.
    behind: bool,
    /// The number of the other syllable's group.
    other: u32,
    unit: u32,
}

impl StoredPair {
    /// The numbers of both spellings: the group's own, and the other one.
    fn spellings(&self, units: &EntryUnits) -> (u32, u32) {
        let (first, second) = units.units[self.unit as usize];
        if self.behind { (first, second) } else { (second, first) }
    }
}

/// A folded syllable: its spellings (text, syllable, unit) and its weight.
struct FoldedSyllable {
    word: String,
    surfaces: Vec<(String, u32, u32)>,
    weight: u32,
}

pub(super) fn groups<'u>(inverted: &Inverted, units: &'u EntryUnits) -> Groups<'u> {
    let single: HashMap<u32, u32> = (0u32..)
        .zip(&units.units)
        .filter(|(unit, pair)| pair.1 == ALONE && inverted.is_used(*unit as usize))
        .map(|(unit, pair)| (pair.0, unit))
        .collect();
    let words = folded(inverted, units, &single);
    let mut of_syllable: HashMap<u32, u32> = HashMap::new();
    for (number, word) in (0u32..).zip(&words) {
        of_syllable.extend(word.surfaces.iter().map(|(_, syllable, _)| (*syllable, number)));
    }
    let mut pairs: Vec<StoredPair> = Vec::new();
    let mut beside: Vec<(u32, u32, u32)> = Vec::new();
    for (unit, (a, b)) in (0u32..).zip(&units.units) {
        if *b == ALONE || !inverted.is_used(unit as usize) {
            continue;
        }
        let (first, second) = (of_syllable[a], of_syllable[b]);
        let side = |n: u32| (words[n as usize].word.as_str(), words[n as usize].weight);
        beside.push((first, second, inverted.postings(unit)));
        pairs.push(match first_keeps(side(first), side(second)) {
            true => StoredPair { group: first, behind: true, other: second, unit },
            false => StoredPair { group: second, behind: false, other: first, unit },
        });
    }
    // Early, so that `beside` does not stay in memory beside the encoded lists.
    let near = near(beside, &words);
    // Sorting by number only brings equal keys together; `group` sorts the spellings by their text.
    pairs.par_sort_unstable_by_key(|pair| (pair.group, pair.behind, pair.other));
    let mut starts = vec![0usize; words.len() + 1];
    pairs.iter().for_each(|pair| starts[pair.group as usize + 1] += 1);
    (0..words.len()).for_each(|n| starts[n + 1] += starts[n]);
    let groups = words
        .par_iter()
        .enumerate()
        .map_init(Scratch::default, |scratch, (n, word)| {
            let lists = GroupLists { word, words: &words, inverted, units, scratch };
            lists.group(&pairs[starts[n]..starts[n + 1]])
        })
        .collect();
    drop(pairs);
    let common = words.iter().filter(|word| word.weight > 0);
    let common = common.map(|word| (word.word.clone(), word.weight)).collect();
    Groups { groups, syllables: &units.syllables, common, near }
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

/// Buffers that are used for many groups.
#[derive(Default)]
struct Scratch {
    /// For each spelling of the group, the position of each entry in its own lists; only those of entries that are in
    /// them are set.
    ranks: Vec<Vec<u32>>,
    places: Vec<u32>,
    bytes: Vec<u8>,
}

/// What the lists of one group are made of.
struct GroupLists<'g> {
    word: &'g FoldedSyllable,
    words: &'g [FoldedSyllable],
    inverted: &'g Inverted,
    units: &'g EntryUnits,
    scratch: &'g mut Scratch,
}

impl GroupLists<'_> {
    fn group(mut self, pairs: &[StoredPair]) -> Group {
        let FoldedSyllable { word, surfaces, weight } = self.word;
        let own = self.own(TIERS);
        let own_size = own_size(&own);
        let unions: Vec<Vec<u32>> = surfaces.iter().map(|(.., unit)| self.inverted.union(&[*unit])).collect();
        // A group that is far larger than a block will not fit; encode it once only.
        let postings: usize = unions.iter().map(Vec::len).sum();
        let relative = (postings < 40_000 && own_size < 8 * BLOCK).then(|| {
            self.scratch.rank(&unions, self.inverted.all as usize);
            let sizes: Vec<u32> = unions.iter().map(|union| union.len() as u32).collect();
            self.runs(pairs, Some(&sizes))
        });
        let fits = relative.as_ref().is_some_and(|runs| own_size + runs.size <= BLOCK);
        let absolute = if fits { PairRuns::default() } else { self.runs(pairs, None) };
        let surfaces = surfaces.iter().map(|(surface, ..)| surface.clone()).collect();
        let common = *weight > 0;
        let titles = if common && own_size > LONG { self.own(1) } else { Vec::new() };
        Group { word: word.clone(), common, surfaces, own, own_size, titles, absolute, relative }
    }

    /// Encodes the lists of the first `tiers` tiers of each spelling.
    fn own(&mut self, tiers: usize) -> Vec<EncodedLists> {
        let spellings = self.word.surfaces.iter();
        let units: Vec<u32> = spellings.map(|(.., unit)| *unit).collect();
        let lists = |unit: u32| {
            let mut bytes = Vec::new();
            let head = self.put_lists(&mut bytes, unit, tiers, None);
            EncodedLists { head, bytes }
        };
        units.into_iter().map(lists).collect()
    }

    /// Encodes the lists of pairs; as positions, if the number of entries of each own spelling is given.
    fn runs(&mut self, pairs: &[StoredPair], within: Option<&[u32]>) -> PairRuns {
        let mut all = PairRuns::default();
        for same in pairs.chunk_by(|a, b| (a.behind, a.other) == (b.behind, b.other)) {
            let StoredPair { behind, other, .. } = same[0];
            // The position of the own spelling, the number of the other one, and the unit.
            let form = |pair: &StoredPair| {
                let (own, other) = pair.spellings(self.units);
                let own = self.word.surfaces.iter().position(|(_, number, _)| *number == own);
                (own.expect("it is one of them") as u32, other, pair.unit)
            };
            let mut same: Vec<(u32, u32, u32)> = same.iter().map(form).collect();
            let spelling = |number: u32| self.units.syllables[number as usize].as_str();
            same.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| spelling(a.1).cmp(spelling(b.1))));
            let mut size = self.words[other as usize].word.len() / 2;
            for (own, other, unit) in same {
                let before = all.bytes.len();
                let within = within.map(|sizes| (own as usize, sizes[own as usize]));
                let head = before + self.put_lists(&mut all.bytes, unit, TIERS, within);
                size += self.units.syllables[other as usize].len() / 3 + all.bytes.len() - before;
                all.forms.push(PairForm { own, other, head: head as u32, end: all.bytes.len() as u32 });
            }
            all.runs.push(PairRun { behind, other, end: all.forms.len() as u32, size: size as u32 });
            all.size += size;
        }
        all
    }

    /// Appends the lists of the first `tiers` tiers of a unit, and returns the length of their head; as positions, if a
    /// spelling and the number of its entries are given.
    fn put_lists(
        &mut self,
        out: &mut Vec<u8>,
        unit: u32,
        tiers: usize,
        within: Option<(usize, u32)>,
    ) -> usize {
        let Scratch { ranks, places, bytes } = &mut *self.scratch;
        bytes.clear();
        let begin = out.len();
        out.push(0);
        for tier in 0..tiers {
            let list = self.inverted.list(unit, tier);
            if list.is_empty() {
                continue;
            }
            out[begin] |= 1 << tier;
            put_number(out, list.len() as u32);
            match within {
                Some((spelling, universe)) => {
                    places.clear();
                    places.extend(list.iter().map(|entry| ranks[spelling][*entry as usize]));
                    put_list(bytes, places, universe);
                }
                None => put_list(bytes, list, self.inverted.all),
            }
        }
        put_number(out, bytes.len() as u32);
        let head = out.len() - begin;
        out.extend_from_slice(bytes);
        head
    }
}

impl Scratch {
    /// Sets the positions of entries in lists, of `all` entries at most.
    fn rank(&mut self, lists: &[Vec<u32>], all: usize) {
        while self.ranks.len() < lists.len() {
            self.ranks.push(vec![0; all]);
        }
        for (ranks, list) in self.ranks.iter_mut().zip(lists) {
            list.iter().zip(0..).for_each(|(entry, place)| ranks[*entry as usize] = place);
        }
    }
}

/// The lines of neighbours of every syllable, most frequent first, at most [`NEIGHBOURS`] on a side.
fn near(mut beside: Vec<(u32, u32, u32)>, words: &[FoldedSyllable]) -> Vec<(String, String)> {
    beside.par_sort_unstable();
    let mut lists: Vec<[Vec<(u32, u32)>; 2]> = (0..words.len()).map(|_| [Vec::new(), Vec::new()]).collect();
    for same in beside.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (first, second, _) = same[0];
        let often = same.iter().map(|one| one.2).sum();
        lists[first as usize][0].push((often, second));
        lists[second as usize][1].push((often, first));
    }
    drop(beside);
    let line = |(number, mut lists): (usize, [Vec<(u32, u32)>; 2])| {
        let word = &words[number].word;
        let sides = lists.each_mut().map(|list| {
            list.sort_unstable_by_key(|(often, n)| (u32::MAX - often, *n));
            let most = list.iter().take(NEIGHBOURS);
            most.map(|(_, n)| words[*n as usize].word.as_str()).collect::<Vec<_>>().join(" ")
        });
        (word.clone(), format!("{word}\t{}\t{}\n", sides[0], sides[1]))
    };
    lists.into_par_iter().enumerate().map(line).collect()
}
