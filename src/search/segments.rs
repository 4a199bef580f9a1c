//! Decodes the posting lists in a block, which [`super::groups`] encodes.

use super::bits::{Bytes, take_list};
use super::groups::{CONTINUED, RELATIVE};
use super::lists::{Form, TierLists};

/// The lists of a syllable in a block: its own, or those of its pairs with another one, which follows it if the flag
/// is true. `all` is the number of entries.
pub(super) fn forms_in(block: &[u8], word: &str, pair: Option<(bool, &str)>, all: u32) -> Vec<Form> {
    let mut bytes = Bytes::new(block);
    let mut forms = Vec::new();
    while !bytes.is_done() {
        let own = bytes.text();
        let length = bytes.number() as usize;
        let body = bytes.slice(length);
        if own == word {
            forms.extend(segment(body, pair, all));
        }
    }
    forms
}

/// Where the lists of a form are in a segment.
struct ListsPosition {
    own: usize,
    surface: String,
    counts: [u32; 4],
    at: usize,
}

fn counts(bytes: &mut Bytes<'_>) -> ([u32; 4], usize) {
    let mask = bytes.number();
    let mut counts = [0; 4];
    (0..4).filter(|tier| mask & 1 << tier != 0).for_each(|tier| counts[tier] = bytes.number());
    (counts, bytes.number() as usize)
}

fn segment(body: &[u8], pair: Option<(bool, &str)>, all: u32) -> Vec<Form> {
    let mut bytes = Bytes::new(body);
    let flags = bytes.number();
    let mut at = 0;
    let mut surfaces: Vec<ListsPosition> = Vec::new();
    for own in 0..bytes.number() as usize {
        if bytes.is_done() {
            break;
        }
        let surface = bytes.text().to_string();
        let (counts, length) = if flags & CONTINUED == 0 { counts(&mut bytes) } else { ([0; 4], 0) };
        surfaces.push(ListsPosition { own, surface, counts, at });
        at += length;
    }
    let mut pairs: Vec<ListsPosition> = Vec::new();
    for _ in 0..bytes.number() {
        if bytes.is_done() {
            break;
        }
        let forms = bytes.number();
        let other = bytes.text();
        let is_pair = pair == Some((forms & 1 == 1, other));
        for _ in 0..forms >> 1 {
            if bytes.is_done() {
                break;
            }
            let own = bytes.number() as usize;
            let written = bytes.text();
            let surface = if written.is_empty() { other } else { written };
            let (counts, length) = counts(&mut bytes);
            if is_pair && own < surfaces.len() {
                pairs.push(ListsPosition { own, surface: surface.to_string(), counts, at });
            }
            at += length;
        }
    }
    let start = bytes.at;
    let read = |place: &ListsPosition, universe: u32| -> TierLists {
        let mut bytes = Bytes::new(body);
        bytes.at = start + place.at;
        place.counts.map(|count| if count == 0 { Vec::new() } else { take_list(&mut bytes, count, universe) })
    };
    match pair {
        None if flags & CONTINUED != 0 => Vec::new(),
        None => surfaces
            .iter()
            .map(|place| Form { own: place.surface.clone(), other: String::new(), lists: read(place, all) })
            .collect(),
        Some(_) => pairs
            .iter()
            .map(|place| {
                let own = &surfaces[place.own];
                let lists = if flags & RELATIVE == 0 {
                    read(place, all)
                } else {
                    let mut union: Vec<u32> = read(own, all).concat();
                    union.sort_unstable();
                    union.dedup();
                    let places = read(place, union.len() as u32);
                    places.map(|list| list.iter().map(|n| union[*n as usize]).collect())
                };
                Form { own: own.surface.clone(), other: place.surface.clone(), lists }
            })
            .collect(),
    }
}
