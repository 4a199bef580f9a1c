//! Writes the index as files.
//!
//! Takes the gallery and the units of its entries, returns every file of the index. Uses all cores; the same
//! gallery always gives the same bytes. Never reads an entry's text.

use std::collections::BTreeMap;

use foldhash::HashSet;
use rayon::prelude::*;

use super::bits::{checksum, put_list, put_number, put_text};
use super::files::{Contents, IndexFiles};
pub use super::files::{IndexFile, PublishedIndex};
use super::grouping::groups;
use super::groups::{Group, GroupPiece, Groups};
use super::inverted::Inverted;
use super::layout::{BLOCK, BlockTable, FileKind, IndexManifest, MANIFEST, Root, VERSION, is_listed};
use super::names::{NameLine, ValueOf, entries_of, put_value, starts, value_key};
use super::record::{Facet, FacetValue, Gallery, ResultCard, SearchRecord};
use super::synonyms;
use super::units::EntryUnits;
use crate::address;
use crate::digest::Digest;
use crate::text::fold;

/// Maximum number of files of an index without entries, not counting a few short ones.
const FILES: usize = 2000;
/// Number of entries for which an index may have one file more, so that queries read small blocks of large indexes too.
const ENTRIES_PER_FILE: usize = 10;
/// Minimum number of result cards in a block.
const SHOWN: usize = 32;
/// Maximum uncompressed size of a block of neighbours, in bytes.
const NEAR: usize = 4 * 1024;
/// Approximate compressed size of a block of values, in bytes.
const VALUES: usize = 2 * 1024;
/// Approximate uncompressed size of a block of names, in bytes.
const NAMES: usize = 5 * 1024;

/// Builds the index. Files that are published already have no bytes. Calls `keep` with the units, without those that no
/// entry has, before memory is needed for lists.
pub fn build(
    mut gallery: Gallery,
    mut units: EntryUnits,
    published: PublishedIndex<'_>,
    keep: impl FnOnce(&EntryUnits),
) -> Vec<IndexFile> {
    let mut files = IndexFiles::new(published);
    gallery.records.sort_unstable_by(|a, b| a.order.cmp(&b.order));
    // A query reads a block of cards and the checksums of all, which are the less the fewer blocks there are.
    let per_block = SHOWN.max(gallery.records.len().isqrt() / 2);
    let results = gallery.records.par_chunks(per_block);
    let results = results.map(|records| files.published.pack(FileKind::Cards, shown(records)));
    let results: Vec<Contents> = results.collect();
    let shown_sums = results.into_iter().map(|contents| files.add(contents)).collect();
    gallery.records.iter_mut().for_each(|record| record.shown = ResultCard::default());
    let order = gallery.records.as_slice();
    let inverted = Inverted::new(order, &units);
    units.forget_unused(|unit| inverted.is_used(unit));
    keep(&units);
    units.drop_postings();
    let mut grouped = groups(&inverted, &units);
    let near = neighbours(std::mem::take(&mut grouped.near), &mut files);
    let (names, values, starts) = name_tables(&gallery, order, &inverted, &units, &mut files);
    drop(inverted);
    let room = FILES + order.len() / ENTRIES_PER_FILE;
    let target = target(&grouped.groups, room.saturating_sub(files.files.len()).max(64));
    let blocks = pack(&grouped.groups, target);
    let blocks = blocks.par_iter().map(|block| encode_block(block, &grouped, &files.published)).collect();
    let postings = files.table(blocks);
    let rare = grouped.groups.iter().filter(|group| is_listed(group.word()) && !group.is_common());
    let rare: Vec<&str> = rare.map(Group::word).collect();
    let postings = files.parts(&postings, &rare);
    let apart: Vec<&Group> = grouped.groups.iter().filter(|group| group.is_apart(target)).collect();
    let alone: HashSet<&str> = apart.iter().map(|group| group.word()).collect();
    let apart = pack_apart(&apart, target, &files.published);
    let apart = files.table(apart);
    let apart = files.parts(&apart, &[]);
    let chosen = gallery.facets.iter().filter(|facet| !facet.param.is_empty());
    let facets = chosen.enumerate().map(|(number, facet)| {
        let lists = files.published.pack(FileKind::Facet, facet_lists(number as u8, facet, order));
        (facet.key.to_string(), facet.param.to_string(), files.add(lists))
    });
    let facets = facets.collect();
    let mut days = Vec::new();
    order.iter().for_each(|record| put_number(&mut days, record.day));
    let days = files.published.pack(FileKind::Days, days);
    let mut common: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (word, weight) in &grouped.common {
        common.entry(weight * 2 + u32::from(alone.contains(word.as_str()))).or_default().push(word);
    }
    let common: Vec<String> =
        common.iter().map(|(code, words)| format!("{code} {}", words.join(" "))).collect();
    let root = Root {
        entries: order.len() as u32,
        common: common.join("\n"),
        postings,
        apart,
        near,
        shown: per_block as u32,
        shown_sums,
        facets,
        days: files.add(days),
        names,
        values,
        starts,
    };
    let root = serde_json::to_string(&root).expect("the root holds only texts and numbers");
    let sum = format!("{:08x}", checksum(root.as_bytes()));
    let manifest = IndexManifest { version: VERSION, entries: order.len() as u32, root, sum, ask: None };
    let bytes = serde_json::to_vec(&manifest).expect("the manifest holds only texts and numbers");
    files.files.push(IndexFile { path: MANIFEST.into(), key: Digest::of_bytes(&bytes), bytes: Some(bytes) });
    files.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files.files
}

/// A stretch of a group in a block: the group's number, its first piece and its last.
type Stretch = (usize, GroupPiece, GroupPiece);

/// The block size at which there are at most `room` blocks of postings, including those of separate lists.
fn target(groups: &[Group], room: usize) -> usize {
    let total: usize = groups.par_iter().map(Group::size).sum();
    let mut target = BLOCK.max(total / room);
    loop {
        let apart = groups.iter().filter(|group| group.is_apart(target));
        let apart: Vec<usize> = apart.flat_map(Group::separate_sizes).collect();
        if pack(groups, target).len() + packs(&apart, target).len() <= room {
            return target;
        }
        target += target / 256;
    }
}

/// Packs groups into blocks of at most `target` bytes, piece by piece.
fn pack(groups: &[Group], target: usize) -> Vec<Vec<Stretch>> {
    let mut blocks: Vec<Vec<Stretch>> = Vec::new();
    let mut filled = usize::MAX;
    for (number, group) in groups.iter().enumerate() {
        for (piece, size) in group.pieces(target) {
            filled = filled.saturating_add(size);
            if filled > target {
                blocks.push(Vec::new());
                filled = size;
            }
            let block = blocks.last_mut().expect("the first piece begins one");
            match block.last_mut() {
                Some((last, _, end)) if *last == number => *end = piece,
                _ => block.push((number, piece, piece)),
            }
        }
    }
    blocks
}

/// Encodes a block, and returns it with its first key.
fn encode_block(
    block: &[Stretch],
    groups: &Groups<'_>,
    published: &PublishedIndex<'_>,
) -> (String, Contents) {
    let mut bytes = Vec::new();
    let mut keys = block.iter().map(|(number, first, last)| groups.put(&mut bytes, *number, *first, *last));
    let key = keys.next().expect("a block has a piece");
    keys.for_each(drop);
    (key, published.pack(FileKind::Postings, bytes))
}

/// The indices at which packs of at most `target` bytes begin.
fn packs(sizes: &[usize], target: usize) -> Vec<usize> {
    let mut begin = Vec::new();
    let mut filled = usize::MAX;
    for (number, size) in sizes.iter().enumerate() {
        filled = filled.saturating_add(*size);
        if filled > target {
            begin.push(number);
            filled = *size;
        }
    }
    begin
}

/// Packs the separate lists into blocks, each with its first key.
fn pack_apart(groups: &[&Group], target: usize, published: &PublishedIndex<'_>) -> Vec<(String, Contents)> {
    let all: Vec<_> = groups.par_iter().flat_map_iter(|group| group.separate()).collect();
    let sizes: Vec<usize> = all.iter().map(|(_, size, _)| *size).collect();
    let mut begin = packs(&sizes, target);
    begin.push(all.len());
    let block = |ends: &[usize]| {
        let lists: Vec<&[u8]> = all[ends[0]..ends[1]].iter().map(|(.., lists)| lists.as_slice()).collect();
        (all[ends[0]].0.clone(), published.pack(FileKind::LongLists, lists.concat()))
    };
    begin.par_windows(2).map(block).collect()
}

fn neighbours(near: Vec<(String, String)>, files: &mut IndexFiles<'_>) -> BlockTable {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for (word, line) in near {
        match blocks.last_mut() {
            Some((_, text)) if text.len() + line.len() <= NEAR => text.push_str(&line),
            _ => blocks.push((word, line)),
        }
    }
    let pack =
        |(key, text): (String, String)| (key, files.published.pack(FileKind::Neighbours, text.into_bytes()));
    let blocks = blocks.into_par_iter().map(pack).collect();
    files.table(blocks)
}

/// Adds the tables of names and values; returns them and the starts of names that no posting shows ([`starts`]).
fn name_tables(
    gallery: &Gallery,
    order: &[SearchRecord],
    inverted: &Inverted,
    units: &EntryUnits,
    files: &mut IndexFiles<'_>,
) -> (BlockTable, BlockTable, String) {
    let all = order.len() as u32;
    let mut blocks: Vec<(String, Vec<u8>)> = Vec::new();
    let mut filled = 0;
    let mut there = HashSet::default();
    for (facet, own) in (0u8..).zip(&gallery.facets) {
        for ((number, value), entries) in
            (0u32..).zip(&own.values).zip(entries_of(facet, own.values.len(), order))
        {
            if entries.is_empty() {
                continue;
            }
            there.insert((facet, number));
            let FacetValue { id, label, path, .. } = value.clone();
            let (key, mut bytes) = (value_key(facet, number), Vec::new());
            let text = key.len() + id.len() + label.len() + path.len();
            put_value(&mut bytes, &key, &ValueOf { id, label, path, entries }, all);
            // Texts are compressed to half their size, lists are not.
            let size = bytes.len() - text / 2;
            filled += size;
            match blocks.last_mut() {
                Some((_, block)) if filled <= VALUES => block.append(&mut bytes),
                _ => {
                    filled = size;
                    blocks.push((key, bytes));
                }
            }
        }
    }
    let pack = |(key, bytes)| (key, files.published.pack(FileKind::Values, bytes));
    let blocks = blocks.into_par_iter().map(pack).collect();
    let values = files.table(blocks);
    let values = files.parts(&values, &[]);
    let mut lines: Vec<NameLine> = gallery.names.iter().filter_map(NameLine::of).collect();
    lines.retain(|line| there.contains(&(line.facet, line.value)));
    let used = synonyms::used_texts(&gallery.synonyms, inverted, units);
    lines.extend(synonyms::lines(&gallery.synonyms, &|text| used.contains(text)));
    lines.sort_unstable();
    lines.dedup();
    let mut blocks: Vec<(String, String)> = Vec::new();
    for line in &lines {
        match blocks.last_mut() {
            // Lines with the same key go into one block.
            Some((first, text)) if text.len() <= NAMES || *first == line.key => text.push_str(&line.text()),
            Some((_, text)) if last_key(text) == line.key => text.push_str(&line.text()),
            _ => blocks.push((line.key.clone(), line.text())),
        }
    }
    let pack =
        |(key, text): (String, String)| (key, files.published.pack(FileKind::Names, text.into_bytes()));
    let blocks = blocks.into_par_iter().map(pack).collect();
    let names = files.table(blocks);
    (names, values, starts(&lines, inverted, units).join("\n"))
}

/// The key of the last name of a block.
fn last_key(text: &str) -> &str {
    text.lines().next_back().and_then(|line| line.split('\t').next()).unwrap_or_default()
}

/// Result cards, one per line.
fn shown(records: &[SearchRecord]) -> Vec<u8> {
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = |record: &SearchRecord| {
        let ResultCard { title, path, place, field, year, photo } = &record.shown;
        let own = path.strip_prefix(address::ENTRIES).and_then(|path| path.strip_suffix('/'));
        let own = own.map(|slug| match slug.strip_prefix(plain_slug(title).as_str()) {
            Some(rest) => format!("={rest}"),
            None => slug.to_string(),
        });
        let path = own.unwrap_or_else(|| format!("/{path}"));
        let parts = [title, &path, place, field, year, photo].map(|text| clean(text));
        parts.join("\t") + "\n"
    };
    records.iter().map(line).collect::<String>().into_bytes()
}

/// The slug that most titles have, by a rule simple enough to run in a browser too.
pub(super) fn plain_slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for letter in fold(title).chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\'' | '’' | 'ʼ' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// Encodes a facet: the number of values, then each value's id, label, province and count, then the posting lists.
fn facet_lists(number: u8, facet: &Facet, order: &[SearchRecord]) -> Vec<u8> {
    let lists = entries_of(number, facet.values.len(), order);
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let there = || facet.values.iter().zip(&lists).filter(|(_, list)| !list.is_empty());
    put_number(&mut head, there().count() as u32);
    for (value, list) in there() {
        put_text(&mut head, &value.id);
        put_text(&mut head, &value.label);
        put_number(&mut head, value.within.map_or(0, |province| province + 1));
        put_number(&mut head, list.len() as u32);
        put_list(&mut tail, list, order.len() as u32);
    }
    head.extend_from_slice(&tail);
    head
}
