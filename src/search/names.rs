//! Names of facet values: which value a name refers to, and which entries have it.
//!
//! Writes and reads the blocks of two tables, of names and of values. A query reads only the blocks that may hold
//! its own words. A name whose start is no pair of a heading or a facet value in the postings is listed in the root
//! (`starts`), so that most queries read no block of names at all.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::bits::{Bytes, put_list, put_number, put_text, take_list};
use super::inverted::Inverted;
use super::record::{Name, SearchRecord, WordTier};
use super::synonyms::SIGN;
use super::tokens::words;
use super::units::{ALONE, EntryUnits};
use crate::text::fold;

/// A line of the table of names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameLine {
    /// Its folded syllables, separated by spaces.
    pub key: String,
    /// How likely it is meant as a name: [`Name::class`].
    pub class: u8,
    /// The number of the facet.
    pub facet: u8,
    /// The number of the value within the facet.
    pub value: u32,
    /// Its syllables with diacritics, separated by spaces.
    pub written: String,
}

impl NameLine {
    /// The line of a name; `None` if the name has no syllables.
    pub fn of(name: &Name) -> Option<NameLine> {
        let list = words(&name.written);
        let join = |part: &dyn Fn(usize) -> String| (0..list.len()).map(part).collect::<Vec<_>>().join(" ");
        let (key, written) = (join(&|n| list[n].folded.clone()), join(&|n| list[n].surface.clone()));
        let Name { class, facet, value, .. } = *name;
        (!key.is_empty()).then_some(NameLine { key, class, facet, value, written })
    }

    /// Formats the line, with its line break; [`Self::read`] is the inverse.
    pub(super) fn text(&self) -> String {
        let NameLine { key, class, facet, value, written } = self;
        let written = if written == key { "" } else { written };
        format!("{key}\t{class}\t{facet}\t{value}\t{written}\n")
    }

    pub(super) fn read(line: &str) -> Option<NameLine> {
        let mut parts = line.split('\t');
        let key = parts.next()?.to_string();
        let (class, facet) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let value = parts.next()?.parse().ok()?;
        let written = parts.next().filter(|text| !text.is_empty()).unwrap_or(&key).to_string();
        Some(NameLine { key, class, facet, value, written })
    }
}

/// A value of a facet, with its entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueOf {
    /// Its slug.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The path of its page; empty if it has no page.
    pub path: String,
    /// The entries that have it, ascending.
    pub entries: Vec<u32>,
}

/// The key of a value in the table of values.
pub(super) fn value_key(facet: u8, value: u32) -> String {
    format!("{facet}{value:06}")
}

/// Appends a value to a block.
pub(super) fn put_value(out: &mut Vec<u8>, key: &str, value: &ValueOf, all: u32) {
    for text in [key, &value.id, &value.label, &value.path] {
        put_text(out, text);
    }
    let mut list = Vec::new();
    put_list(&mut list, &value.entries, all);
    put_number(out, value.entries.len() as u32);
    put_number(out, list.len() as u32);
    out.extend_from_slice(&list);
}

/// Finds a value in a block.
pub(super) fn find_value(block: &[u8], key: &str, all: u32) -> Option<ValueOf> {
    let mut bytes = Bytes::new(block);
    while !bytes.is_done() {
        let own = bytes.text() == key;
        let [id, label, path] = [0; 3].map(|_| bytes.text().to_string());
        let (count, length) = (bytes.number(), bytes.number() as usize);
        let list = bytes.slice(length);
        if own {
            return Some(ValueOf { id, label, path, entries: take_list(&mut Bytes::new(list), count, all) });
        }
    }
    None
}

/// The first two syllables of a name (or its only one); the whole key of a synonym.
pub(super) fn start(key: &str) -> &str {
    if key.starts_with(SIGN) {
        return key;
    }
    let mut spaces = key.match_indices(' ').map(|(at, _)| at);
    spaces.nth(1).map_or(key, |at| &key[..at])
}

/// The starts of names that are no pair of a heading or a facet value in the postings, ascending.
pub(super) fn starts(lines: &[NameLine], inverted: &Inverted, units: &EntryUnits) -> Vec<String> {
    let folded: Vec<String> = units.syllables.iter().map(|word| fold(word)).collect();
    let needed: HashSet<&str> = lines.iter().map(|line| start(&line.key)).collect();
    let mut shown: HashSet<String> = HashSet::default();
    for (number, (first, second)) in units.units.iter().enumerate() {
        if *second == ALONE || *first == ALONE {
            continue;
        }
        let stands = |tier: WordTier| !inverted.list(number as u32, tier as usize).is_empty();
        if stands(WordTier::Heading) || stands(WordTier::Sorted) {
            let pair = format!("{} {}", folded[*first as usize], folded[*second as usize]);
            if needed.contains(pair.as_str()) {
                shown.insert(pair);
            }
        }
    }
    let left: BTreeSet<&str> = needed.into_iter().filter(|start| !shown.contains(*start)).collect();
    left.into_iter().map(str::to_string).collect()
}

/// The ascending entries of each value of a facet, by the value's number.
pub(super) fn entries_of(facet: u8, values: usize, order: &[SearchRecord]) -> Vec<Vec<u32>> {
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); values];
    for (entry, record) in order.iter().enumerate() {
        for (_, value) in record.values.iter().filter(|(other, _)| *other == facet) {
            let list = &mut lists[*value as usize];
            if list.last() != Some(&(entry as u32)) {
                list.push(entry as u32);
            }
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_read_back() {
        let name = Name { written: "Tỉnh Nghệ An".into(), class: 1, facet: 2, value: 7 };
        let line = NameLine::of(&name).unwrap();
        assert_eq!((line.key.as_str(), line.written.as_str()), ("tinh nghe an", "tỉnh nghệ an"));
        assert_eq!(NameLine::read(line.text().trim_end_matches('\n')), Some(line));
        assert_eq!(NameLine::of(&Name { written: "…".into(), class: 0, facet: 0, value: 0 }), None);
        assert_eq!((start("nghe an"), start("hoi nong dan"), start("hue")), ("nghe an", "hoi nong", "hue"));
        let value = ValueOf {
            id: "nghe-an".into(),
            label: "Nghệ An".into(),
            path: "d/".into(),
            entries: vec![1, 5, 6],
        };
        let mut block = Vec::new();
        put_value(&mut block, &value_key(2, 3), &ValueOf::default(), 9);
        put_value(&mut block, &value_key(2, 7), &value, 9);
        assert_eq!(find_value(&block, &value_key(2, 7), 9), Some(value));
        assert_eq!(find_value(&block, &value_key(3, 7), 9), None);
    }
}
