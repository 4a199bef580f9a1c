//! The compiled gazetteer.
//!
//! Takes the bytes that the build script wrote and gives numbers and strings from them. Never copies
//! or allocates: loading only reads the section offsets. Every index comes from the blob itself or
//! from an id made from it, so an index out of bounds is a bug of the build.

use super::{key, layout};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// The built-in sections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Blob {
    sections: [&'static [u8]; layout::SECTIONS],
    counts: [usize; layout::SECTIONS],
}

/// The location of a name in the index of built-in names.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameEntry {
    /// The folded key.
    pub(crate) folded: Option<u16>,
    /// The exact key under it.
    pub(crate) exact: Option<u16>,
    /// The folded keys of equivalent spellings, including itself: a range of [`layout::LOOSE`].
    pub(crate) loose: std::ops::Range<u16>,
}

impl Blob {
    pub(crate) fn load() -> Blob {
        let offset = |section: usize| u32_at(BYTES, 4 * section) as usize;
        let sections: [&[u8]; layout::SECTIONS] =
            std::array::from_fn(|section| &BYTES[offset(section)..offset(section + 1)]);
        let counts = std::array::from_fn(|section| sections[section].len() / layout::WIDTHS[section]);
        Blob { sections, counts }
    }

    /// Returns the number of records in a section.
    pub(crate) fn count(&self, section: usize) -> usize {
        self.counts[section]
    }

    pub(crate) fn u8(&self, section: usize, record: usize, byte: usize) -> u8 {
        self.sections[section][record * layout::WIDTHS[section] + byte]
    }

    pub(crate) fn u16(&self, section: usize, record: usize, byte: usize) -> u16 {
        let at = record * layout::WIDTHS[section] + byte;
        u16::from_le_bytes([self.sections[section][at], self.sections[section][at + 1]])
    }

    pub(crate) fn u32(&self, section: usize, record: usize, byte: usize) -> u32 {
        u32_at(self.sections[section], record * layout::WIDTHS[section] + byte)
    }

    /// Returns the string whose number is at `byte` of a record.
    pub(crate) fn name(&self, section: usize, record: usize, byte: usize) -> &'static str {
        let name = usize::from(self.u16(section, record, byte));
        self.string(self.u32(layout::NAMES, name, 0))
    }

    fn string(&self, packed: u32) -> &'static str {
        let bytes = self.bytes(packed);
        std::str::from_utf8(bytes).expect("the build script wrote whole strings")
    }

    fn bytes(&self, packed: u32) -> &'static [u8] {
        let (start, length) = ((packed & 0xFF_FFFF) as usize, (packed >> 24) as usize);
        &self.sections[layout::TEXT][start..start + length]
    }

    /// Returns the range from the number at `byte` of this record to that of the next one, or to `end`.
    pub(crate) fn span(
        &self,
        section: usize,
        record: usize,
        byte: usize,
        end: usize,
    ) -> std::ops::Range<usize> {
        let start = usize::from(self.u16(section, record, byte));
        if record + 1 < self.count(section) {
            start..usize::from(self.u16(section, record + 1, byte))
        } else {
            start..end
        }
    }

    /// Finds a name by its keys.
    pub(crate) fn find(&self, folded: &str, digest: u32) -> NameEntry {
        let (mut low, mut high) = (0, self.count(layout::FOLDED));
        while low < high {
            let middle = low.midpoint(high);
            match self.bytes(self.u32(layout::FOLDED, middle, 0)).cmp(folded.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let exact = self
                        .exacts(middle as u16)
                        .find(|exact| self.u32(layout::EXACT, usize::from(*exact), 0) == digest);
                    return NameEntry { folded: Some(middle as u16), exact, loose: self.find_loose(folded) };
                }
            }
        }
        NameEntry { loose: self.find_loose(folded), ..NameEntry::default() }
    }

    /// Returns the range of [`layout::LOOSE`] with the loose key of a folded key.
    fn find_loose(&self, folded: &str) -> std::ops::Range<u16> {
        let order = |at: usize| {
            let other = usize::from(self.u16(layout::LOOSE, at, 0));
            let other = self.bytes(self.u32(layout::FOLDED, other, 0));
            key::loose_bytes(other).cmp(key::loose_bytes(folded.as_bytes()))
        };
        let count = self.count(layout::LOOSE);
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if order(middle).is_lt() { low = middle + 1 } else { high = middle }
        }
        let end = (low..count).find(|at| order(*at).is_ne()).unwrap_or(count);
        low as u16..end as u16
    }

    /// Returns the folded keys of a range of [`layout::LOOSE`].
    pub(crate) fn loose(&self, range: std::ops::Range<u16>) -> impl Iterator<Item = u16> + '_ {
        range.map(move |at| self.u16(layout::LOOSE, usize::from(at), 0))
    }

    /// Returns the exact keys under a folded one.
    pub(crate) fn exacts(&self, folded: u16) -> std::ops::Range<u16> {
        let folded = usize::from(folded);
        self.u16(layout::FOLDED_FIRST, folded, 0)..self.u16(layout::FOLDED_FIRST, folded + 1, 0)
    }

    /// Returns the numbers of the units under an exact key.
    pub(crate) fn postings(&self, exact: u16) -> impl Iterator<Item = usize> + '_ {
        let exact = usize::from(exact);
        (self.u16(layout::EXACT_FIRST, exact, 0)..self.u16(layout::EXACT_FIRST, exact + 1, 0))
            .map(move |posting| usize::from(self.u16(layout::POSTINGS, usize::from(posting), 0)))
    }
}

/// Returns the keys of a name in form C: the exact one, the folded one and the digest.
pub(crate) fn keys(name: &str) -> (String, String, u32) {
    let exact = key::exact_key(name);
    let folded = key::folded_key(&exact);
    let digest = key::digest(&exact);
    (exact, folded, digest)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
