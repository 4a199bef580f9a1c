//! The words of each entry, kept between runs.
//!
//! Takes the texts of entries, returns for each a list of units (a syllable, or two neighbours) with the tier in which
//! each one weighs most. Lists are cached by the digest of the entry's words; units that no entry has any more are
//! dropped. The numbers of units depend on earlier runs, so nothing may be sorted by them.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::bits::{Bytes, put_number};
use super::record::{TIERS, WordTier};
use super::tokens::each_word;
use crate::digest::Digest;

/// Number of entries in a chunk; chunks are read in parallel.
const CHUNK: usize = 512;
/// In place of the second syllable of a unit that is one syllable.
pub(super) const ALONE: u32 = u32::MAX;

/// The units of all entries.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct EntryUnits {
    /// The syllables with diacritics; empty if no entry has it any more.
    pub(super) syllables: Vec<String>,
    /// Two neighbouring syllables, or one syllable and [`ALONE`].
    pub(super) units: Vec<(u32, u32)>,
    /// For each entry, by the digest of its words: the differences of its ascending postings.
    entries: HashMap<Digest, Vec<u8>>,
    #[serde(skip)]
    changed: bool,
}

/// Encodes a unit and a tier as one number.
pub(super) fn posting(unit: u32, tier: u32) -> u32 {
    unit * TIERS as u32 + tier
}

/// The distinct units of an entry's texts: two syllables, numbered by `intern`, and a tier.
pub(super) fn read<'t>(
    texts: &[(WordTier, String)],
    mut intern: impl FnMut(&str) -> u32 + 't,
) -> Vec<(u32, u32, u32)> {
    let mut found: Vec<(u32, u32, u32)> = Vec::with_capacity(700);
    for (tier, text) in texts {
        let mut before = ALONE;
        each_word(text, |word, joined| {
            let here = intern(word);
            found.push((here, ALONE, *tier as u32));
            if joined && before != ALONE {
                found.push((before, here, *tier as u32));
            }
            before = here;
        });
    }
    found.sort_unstable();
    // Keep the first tier of each unit, and the tier of facet values in addition.
    found.dedup_by(|later, first| {
        (later.0, later.1) == (first.0, first.1) && (later.2 == first.2 || later.2 != WordTier::Sorted as u32)
    });
    found
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
struct Chunk {
    syllables: Vec<String>,
    units: Vec<(u32, u32)>,
    entries: Vec<(Digest, Vec<u32>)>,
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
        // Read a few chunks at a time, so that memory does not grow with the texts.
        for group in missing.chunks(CHUNK * 16) {
            let chunks: Result<Vec<Chunk>, E> =
                group.par_chunks(CHUNK).map(|entries| read_chunk(entries, digests, &texts)).collect();
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
        let entries: Vec<(Digest, Vec<u8>)> = chunk
            .entries
            .into_par_iter()
            .map(|(digest, mut list)| {
                list.iter_mut()
                    .for_each(|own| *own = posting(numbers[(*own / tiers) as usize], *own % tiers));
                list.sort_unstable();
                (digest, differences(&list))
            })
            .collect();
        self.entries.extend(entries);
    }

    /// The postings of an entry, ascending.
    pub(super) fn postings(&self, words: Digest) -> impl Iterator<Item = u32> {
        let mut bytes = Bytes::new(self.entries.get(&words).map_or(&[], Vec::as_slice));
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

    /// Encodes the units for the program version `build`.
    pub fn encode(&self, build: Digest) -> Vec<u8> {
        let mut out = build.0.to_vec();
        put_number(&mut out, self.syllables.len() as u32);
        self.syllables.iter().for_each(|word| super::bits::put_text(&mut out, word));
        put_number(&mut out, self.units.len() as u32);
        for (a, b) in &self.units {
            put_number(&mut out, a.wrapping_add(1));
            put_number(&mut out, b.wrapping_add(1));
        }
        let mut entries: Vec<(&Digest, &Vec<u8>)> = self.entries.iter().collect();
        entries.sort_unstable();
        for (digest, postings) in entries {
            out.extend_from_slice(&digest.0);
            put_number(&mut out, postings.len() as u32);
            out.extend_from_slice(postings);
        }
        let digest = Digest::of_bytes(&out);
        out.extend_from_slice(&digest.0);
        out
    }

    /// Decodes units. Returns no units if the bytes are damaged, belong to a different version of the program, or
    /// if more than a quarter of the units are unused.
    pub fn decode(bytes: &[u8], build: Digest) -> EntryUnits {
        Self::try_decode(bytes, build).unwrap_or_default()
    }

    fn try_decode(bytes: &[u8], build: Digest) -> Option<EntryUnits> {
        let (body, digest) = bytes.split_last_chunk::<16>()?;
        if Digest::of_bytes(body).0 != *digest {
            return None;
        }
        let mut rest = Bytes::new(body.strip_prefix(&build.0)?);
        let syllables: Vec<String> = (0..rest.number()).map(|_| rest.text().to_string()).collect();
        let mut units = Vec::new();
        for _ in 0..rest.number() {
            let first = rest.number().wrapping_sub(1);
            units.push((first, rest.number().wrapping_sub(1)));
        }
        let mut entries = HashMap::new();
        while !rest.is_done() {
            let digest = Digest(rest.slice(16).try_into().ok()?);
            let length = rest.number() as usize;
            entries.insert(digest, rest.slice(length).to_vec());
        }
        let gone = units.iter().filter(|unit| unit.0 == ALONE).count();
        (gone * 4 <= units.len()).then_some(EntryUnits { syllables, units, entries, changed: false })
    }
}

fn differences(list: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(list.len() * 2);
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
    let mut chunk = Chunk { syllables: Vec::new(), units: Vec::new(), entries: Vec::new() };
    let mut words: HashMap<String, u32> = HashMap::new();
    let mut units: HashMap<(u32, u32), u32> = HashMap::new();
    for entry in entries {
        let texts = texts(*entry)?;
        let found = read(&texts, |word| intern(&mut words, &mut chunk.syllables, word));
        let list = found.into_iter().map(|(a, b, tier)| {
            let unit = *units.entry((a, b)).or_insert_with(|| {
                chunk.units.push((a, b));
                chunk.units.len() as u32 - 1
            });
            posting(unit, tier)
        });
        chunk.entries.push((digests[*entry], list.collect()));
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
        let bytes = units.encode(BUILD);
        let back = EntryUnits::decode(&bytes, BUILD);
        assert_eq!((back.syllables, back.units), (units.syllables, units.units));
        assert_eq!(back.entries, units.entries);
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
