//! The words of each entry, kept between runs.
//!
//! Takes the texts of entries, returns for each a list of units (a syllable, or two neighbours) with the tier in which
//! each one weighs most. Lists are cached by the digest of the entry's words; units that no entry has any more are
//! dropped. The numbers of units depend on earlier runs, so nothing may be sorted by them.

use std::io::{self, Write};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::bits::{Bytes, put_number};
use super::record::{TIERS, WordTier};
use super::tokens::each_word;
use crate::digest::{Digest, put_sealed, sealed};

/// Maximum number of entries in a chunk; chunks are read in parallel. Every chunk numbers its units, and joining the
/// numbers costs the less the fewer chunks there are.
const CHUNK: usize = 4096;
/// In place of the second syllable of a unit that is one syllable.
pub(super) const ALONE: u32 = u32::MAX;

/// The units of all entries.
#[derive(Debug, Default, Clone)]
pub struct EntryUnits {
    /// The syllables with diacritics; empty if no entry has it any more.
    pub(super) syllables: Vec<String>,
    /// Two neighbouring syllables, or one syllable and [`ALONE`].
    pub(super) units: Vec<(u32, u32)>,
    /// For each entry, by the digest of its words, where its postings are.
    entries: HashMap<Digest, PostingsAt>,
    /// The differences of the ascending postings of many entries at a time: a buffer for each entry would leave holes
    /// in memory when it is freed.
    postings: Vec<Vec<u8>>,
    changed: bool,
}

/// A range of one of the buffers of postings.
#[derive(Debug, Clone, Copy)]
struct PostingsAt {
    buffer: u32,
    begin: u32,
    end: u32,
}

/// Encodes a unit and a tier as one number.
pub(super) fn posting(unit: u32, tier: u32) -> u32 {
    unit * TIERS as u32 + tier
}

/// Calls `unit` for each unit of an entry's texts: two syllables, numbered by `intern`, and the tier.
fn each_unit(
    texts: &[(WordTier, String)],
    mut intern: impl FnMut(&str) -> u32,
    mut unit: impl FnMut(u32, u32, WordTier),
) {
    for (tier, text) in texts {
        let mut before = ALONE;
        each_word(text, |word, joined| {
            let here = intern(word);
            unit(here, ALONE, *tier);
            if joined && before != ALONE {
                unit(before, here, *tier);
            }
            before = here;
        });
    }
}

/// The tiers in which a unit counts, given a mask of those that it is in: the first one, and that of facet values in
/// addition.
fn counted(mask: u8) -> impl Iterator<Item = u32> {
    let sorted = WordTier::Sorted as u32;
    let first = mask.trailing_zeros();
    std::iter::once(first).chain((first < sorted && mask >> sorted & 1 == 1).then_some(sorted))
}

/// The distinct units of an entry's texts: two syllables, numbered by `intern`, and a tier.
pub(super) fn read(texts: &[(WordTier, String)], intern: impl FnMut(&str) -> u32) -> Vec<(u32, u32, u32)> {
    let mut found: Vec<(u32, u32, u8)> = Vec::with_capacity(700);
    each_unit(texts, intern, |a, b, tier| found.push((a, b, 1 << tier as u8)));
    found.sort_unstable();
    let same = found.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1));
    let tiers = same.flat_map(|same| {
        let mask = same.iter().fold(0, |mask, unit| mask | unit.2);
        counted(mask).map(|tier| (same[0].0, same[0].1, tier))
    });
    tiers.collect()
}

fn intern(numbers: &mut HashMap<String, u32>, table: &mut Vec<String>, word: &str) -> u32 {
    if let Some(number) = numbers.get(word) {
        return *number;
    }
    let number = table.len() as u32;
    table.push(word.to_string());
    numbers.insert(word.to_string(), number);
    number
}

/// The units of a chunk of entries, with their own numbers.
#[derive(Default)]
struct Chunk {
    syllables: Vec<String>,
    units: Vec<(u32, u32)>,
    /// The entries, each with the end of its postings.
    entries: Vec<(Digest, usize)>,
    postings: Vec<u32>,
}

impl EntryUnits {
    /// Gathers the units of entries, each identified by the digest of its words. The texts of entries that are not
    /// cached are read with `texts`, which takes an index into `digests`.
    ///
    /// # Errors
    /// The first error of `texts`.
    pub fn gather<E: Send>(
        mut self,
        digests: &[Digest],
        texts: impl Fn(usize) -> Result<Vec<(WordTier, String)>, E> + Sync,
    ) -> Result<EntryUnits, E> {
        let mut numbers: HashMap<Digest, ()> = digests.iter().map(|digest| (*digest, ())).collect();
        let before = self.entries.len();
        self.entries.retain(|digest, _| numbers.contains_key(digest));
        self.changed = before != self.entries.len();
        // Entries with the same words are read once.
        let mut missing: Vec<usize> = (0..digests.len()).collect();
        missing
            .retain(|n| !self.entries.contains_key(&digests[*n]) && numbers.remove(&digests[*n]).is_some());
        if missing.is_empty() {
            return Ok(self);
        }
        self.changed = true;
        let mut syllables: HashMap<String, u32> = HashMap::with_capacity(self.syllables.len());
        let named = self.syllables.iter().zip(0u32..).filter(|(word, _)| !word.is_empty());
        syllables.extend(named.map(|(word, n)| (word.clone(), n)));
        let mut units: HashMap<(u32, u32), u32> = self.units.iter().copied().zip(0u32..).collect();
        let threads = rayon::current_num_threads();
        let chunk = missing.len().div_ceil(threads * 2).min(CHUNK);
        // Read a few chunks at a time, so that memory does not grow with the texts.
        for group in missing.chunks(chunk * threads) {
            let chunks: Result<Vec<Chunk>, E> =
                group.par_chunks(chunk).map(|entries| read_chunk(entries, digests, &texts)).collect();
            for chunk in chunks? {
                self.take(chunk, &mut syllables, &mut units);
            }
        }
        Ok(self)
    }

    fn take(
        &mut self,
        chunk: Chunk,
        syllables: &mut HashMap<String, u32>,
        units: &mut HashMap<(u32, u32), u32>,
    ) {
        let mut word = |word: &String| intern(syllables, &mut self.syllables, word);
        let words: Vec<u32> = chunk.syllables.iter().map(&mut word).collect();
        let mut unit = |(a, b): &(u32, u32)| {
            let key = (words[*a as usize], if *b == ALONE { ALONE } else { words[*b as usize] });
            *units.entry(key).or_insert_with(|| {
                self.units.push(key);
                self.units.len() as u32 - 1
            })
        };
        let numbers: Vec<u32> = chunk.units.iter().map(&mut unit).collect();
        let tiers = TIERS as u32;
        let begins = std::iter::once(0).chain(chunk.entries.iter().map(|(_, end)| *end));
        let places: Vec<(Digest, usize, usize)> =
            begins.zip(&chunk.entries).map(|(begin, (digest, end))| (*digest, begin, *end)).collect();
        let entry = |(digest, begin, end): (Digest, usize, usize)| {
            let own = chunk.postings[begin..end].iter();
            let mut list: Vec<u32> =
                own.map(|own| posting(numbers[(*own / tiers) as usize], *own % tiers)).collect();
            list.sort_unstable();
            (digest, differences(&list))
        };
        let entries: Vec<(Digest, Vec<u8>)> = places.into_par_iter().map(entry).collect();
        self.add(entries.iter().map(|(digest, postings)| (*digest, postings.as_slice())));
    }

    /// Adds entries with their encoded postings.
    fn add<'b>(&mut self, entries: impl Iterator<Item = (Digest, &'b [u8])>) {
        let buffer = self.postings.len() as u32;
        let mut all = Vec::new();
        for (digest, postings) in entries {
            let begin = all.len() as u32;
            all.extend_from_slice(postings);
            self.entries.insert(digest, PostingsAt { buffer, begin, end: all.len() as u32 });
        }
        all.shrink_to_fit();
        self.postings.push(all);
    }

    /// The encoded postings of an entry.
    fn encoded(&self, words: Digest) -> &[u8] {
        self.entries.get(&words).map_or(&[], |PostingsAt { buffer, begin, end }| {
            &self.postings[*buffer as usize][*begin as usize..*end as usize]
        })
    }

    /// The postings of an entry, ascending.
    pub(super) fn postings(&self, words: Digest) -> impl Iterator<Item = u32> {
        let mut bytes = Bytes::new(self.encoded(words));
        let mut last = 0;
        std::iter::from_fn(move || {
            (!bytes.is_done()).then(|| {
                last += bytes.number();
                last
            })
        })
    }

    /// Drops the units that are not `used`, so that withdrawn text is not kept.
    pub(super) fn forget_unused(&mut self, used: impl Fn(usize) -> bool) {
        let mut alive = vec![false; self.syllables.len()];
        for (number, unit) in self.units.iter_mut().enumerate() {
            if used(number) {
                alive[unit.0 as usize] = true;
            } else {
                // Never looked up again, because no syllable has this number.
                *unit = (ALONE, number as u32);
            }
        }
        let dead = self.syllables.iter_mut().zip(&alive).filter(|(_, alive)| !**alive);
        dead.for_each(|(word, _)| word.clear());
    }

    /// Whether the units changed since they were decoded.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Writes the units for the program version `build`, some entries at a time: encoded as a whole, they would take
    /// as much memory again.
    ///
    /// # Errors
    /// Returns the error of `write`.
    pub fn write(&self, build: Digest, out: &mut dyn Write) -> io::Result<()> {
        let mut some = build.0.to_vec();
        put_number(&mut some, self.syllables.len() as u32);
        self.syllables.iter().for_each(|word| super::bits::put_text(&mut some, word));
        put_number(&mut some, self.units.len() as u32);
        for (a, b) in &self.units {
            put_number(&mut some, a.wrapping_add(1));
            put_number(&mut some, b.wrapping_add(1));
        }
        put_number(&mut some, self.entries.len() as u32);
        put_sealed(out, &some)?;
        let mut entries: Vec<&Digest> = self.entries.keys().collect();
        entries.sort_unstable();
        for entries in entries.chunks(CHUNK) {
            some.clear();
            for digest in entries {
                let postings = self.encoded(**digest);
                some.extend_from_slice(&digest.0);
                put_number(&mut some, postings.len() as u32);
                some.extend_from_slice(postings);
            }
            put_sealed(out, &some)?;
        }
        Ok(())
    }

    /// Decodes units. Returns no units if the bytes are damaged, belong to a different version of the program, or
    /// if more than a quarter of the units are unused.
    pub fn decode(bytes: &[u8], build: Digest) -> EntryUnits {
        Self::try_decode(bytes, build).unwrap_or_default()
    }

    fn try_decode(bytes: &[u8], build: Digest) -> Option<EntryUnits> {
        let (head, mut behind) = sealed(bytes)?;
        let mut rest = Bytes::new(head.strip_prefix(&build.0)?);
        let syllables: Vec<String> = (0..rest.number()).map(|_| rest.text().to_string()).collect();
        let mut units = Vec::new();
        for _ in 0..rest.number() {
            let first = rest.number().wrapping_sub(1);
            units.push((first, rest.number().wrapping_sub(1)));
        }
        let count = rest.number() as usize;
        let gone = units.iter().filter(|unit| unit.0 == ALONE).count();
        let is_worn = gone * 4 > units.len();
        let mut all = EntryUnits { syllables, units, ..EntryUnits::default() };
        while !behind.is_empty() {
            let (some, after) = sealed(behind)?;
            let mut rest = Bytes::new(some);
            let mut entries = Vec::new();
            while !rest.is_done() {
                let digest = Digest(rest.slice(16).try_into().ok()?);
                let length = rest.number() as usize;
                entries.push((digest, rest.slice(length)));
            }
            all.add(entries.into_iter());
            behind = after;
        }
        (all.entries.len() == count && !is_worn).then_some(all)
    }

    /// Drops what [`Self::postings`] returns.
    pub(super) fn drop_postings(&mut self) {
        (self.entries, self.postings) = Default::default();
    }
}

fn differences(list: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(list.len() * 3);
    let mut last = 0;
    for posting in list {
        put_number(&mut out, posting - last);
        last = *posting;
    }
    out
}

fn read_chunk<E>(
    entries: &[usize],
    digests: &[Digest],
    texts: &(impl Fn(usize) -> Result<Vec<(WordTier, String)>, E> + Sync),
) -> Result<Chunk, E> {
    let mut chunk = Chunk::default();
    let mut words: HashMap<String, u32> = HashMap::new();
    let mut units: HashMap<(u32, u32), u32> = HashMap::new();
    // Of the entry being read: its units, and by unit a mask of the tiers that it is in.
    let (mut own, mut masks): (Vec<u32>, Vec<u8>) = Default::default();
    for entry in entries {
        let texts = texts(*entry)?;
        let word = |word: &str| intern(&mut words, &mut chunk.syllables, word);
        each_unit(&texts, word, |a, b, tier| {
            let unit = *units.entry((a, b)).or_insert_with(|| {
                chunk.units.push((a, b));
                masks.push(0);
                chunk.units.len() as u32 - 1
            });
            let mask = &mut masks[unit as usize];
            if *mask == 0 {
                own.push(unit);
            }
            *mask |= 1 << tier as u8;
        });
        for unit in own.drain(..) {
            let mask = std::mem::take(&mut masks[unit as usize]);
            chunk.postings.extend(counted(mask).map(|tier| posting(unit, tier)));
        }
        chunk.entries.push((digests[*entry], chunk.postings.len()));
    }
    Ok(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILD: Digest = Digest([3; 16]);

    fn gather(units: EntryUnits, texts: &[&str]) -> EntryUnits {
        let digests: Vec<Digest> = texts.iter().map(|text| Digest::of_bytes(text.as_bytes())).collect();
        let read = |n: usize| Ok::<_, ()>(vec![(WordTier::Text, texts[n].to_string())]);
        units.gather(&digests, read).unwrap()
    }

    #[test]
    fn units_read_back_and_damage_is_detected() {
        let units = gather(EntryUnits::default(), &["thả cá", "thả bò", "cá"]);
        let mut bytes = Vec::new();
        units.write(BUILD, &mut bytes).unwrap();
        let back = EntryUnits::decode(&bytes, BUILD);
        assert_eq!((&back.syllables, &back.units), (&units.syllables, &units.units));
        for text in ["thả cá", "thả bò", "cá"] {
            let words = Digest::of_bytes(text.as_bytes());
            assert!(units.postings(words).count() > 0);
            assert!(back.postings(words).eq(units.postings(words)));
        }
        assert!(EntryUnits::decode(&bytes, Digest([4; 16])).units.is_empty());
        for cut in 0..bytes.len() {
            assert!(EntryUnits::decode(&bytes[..cut], BUILD).units.is_empty());
        }
    }

    #[test]
    fn the_first_tier_is_kept_and_facet_values_in_addition() {
        let texts = [(WordTier::Sorted, "cá"), (WordTier::Text, "cá"), (WordTier::Title, "cá")];
        let texts = texts.map(|(tier, text)| (tier, text.to_string()));
        let tiers: Vec<u32> = read(&texts, |_| 0).into_iter().map(|(.., tier)| tier).collect();
        assert_eq!(tiers, [WordTier::Title as u32, WordTier::Sorted as u32]);
    }
}
