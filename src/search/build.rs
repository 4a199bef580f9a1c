//! Writes the index as files.
//!
//! Takes the gallery and the units of its entries, returns every file of the index. Uses all cores; the same
//! gallery always gives the same bytes. Never reads an entry's text.

use std::cell::RefCell;
use std::collections::BTreeMap;

use flate2::{Compress, Compression, FlushCompress, Status};
use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::bits::{checksum, put_list, put_number, put_text};
use super::grouping::groups;
use super::groups::{Group, GroupPiece, Groups};
use super::inverted::Inverted;
use super::layout::{
    BLOCK, BlockTable, FOLDER, IndexManifest, MANIFEST, PART, Root, VERSION, file_name, is_listed,
};
use super::names::{NameLine, ValueOf, entries_of, put_value, starts, value_key};
use super::record::{Facet, FacetValue, Gallery, ResultCard, SearchRecord};
use super::synonyms;
use super::units::EntryUnits;
use crate::address;
use crate::text::fold;

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Its path from the root of the site.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Maximum number of files of an index without entries, not counting a few short ones.
const FILES: usize = 2000;
/// Number of entries for which an index may have one file more, so that queries read small blocks of large indexes too.
const ENTRIES_PER_FILE: usize = 10;
/// Minimum number of result cards in a block.
const SHOWN: usize = 32;
/// An empty DEFLATE block: prepended to a file, it changes the checksum but not the contents.
const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xFF, 0xFF];
/// Maximum uncompressed size of a block of neighbours, in bytes.
const NEAR: usize = 4 * 1024;
/// Approximate compressed size of a block of values, in bytes.
const VALUES: usize = 2 * 1024;
/// Approximate uncompressed size of a block of names, in bytes.
const NAMES: usize = 5 * 1024;

/// Builds the index. Calls `keep` with the units, without those that no entry has, before memory is needed for lists.
pub fn build(gallery: &Gallery, mut units: EntryUnits, keep: impl FnOnce(&EntryUnits)) -> Vec<IndexFile> {
    let mut order: Vec<&SearchRecord> = gallery.records.iter().collect();
    order.sort_unstable_by(|a, b| a.order.cmp(&b.order));
    let inverted = Inverted::new(&order, &units);
    units.forget_unused(|unit| inverted.is_used(unit));
    keep(&units);
    units.drop_postings();
    let mut grouped = groups(&inverted, &units);
    let mut files = IndexFiles::default();
    let near = neighbours(std::mem::take(&mut grouped.near), &mut files);
    // A query reads a block of cards and the checksums of all, which are the less the fewer blocks there are.
    let per_block = SHOWN.max(order.len().isqrt() / 2);
    let results: Vec<Vec<u8>> = order.par_chunks(per_block).map(|records| deflate(&shown(records))).collect();
    let shown_sums = results.into_iter().map(|bytes| files.add('k', bytes)).collect();
    let (names, values, starts) = name_tables(gallery, &order, &inverted, &units, &mut files);
    drop(inverted);
    let room = FILES + order.len() / ENTRIES_PER_FILE;
    let target = target(&grouped.groups, room.saturating_sub(files.files.len()).max(64));
    let blocks = pack(&grouped.groups, target);
    let blocks = blocks.par_iter().map(|block| encode_block(block, &grouped)).collect();
    let postings = files.table('b', blocks);
    let rare = grouped.groups.iter().filter(|group| is_listed(group.word()) && !group.is_common());
    let rare: Vec<&str> = rare.map(Group::word).collect();
    let postings = files.parts(&postings, &rare);
    let apart: Vec<&Group> = grouped.groups.iter().filter(|group| group.is_apart(target)).collect();
    let alone: HashSet<&str> = apart.iter().map(|group| group.word()).collect();
    let apart = files.table('o', pack_apart(&apart, target));
    let apart = files.parts(&apart, &[]);
    let chosen = gallery.facets.iter().filter(|facet| !facet.param.is_empty());
    let facets = chosen.enumerate().map(|(number, facet)| {
        let bytes = deflate(&facet_lists(number as u8, facet, &order));
        (facet.key.to_string(), facet.param.to_string(), files.add('n', bytes))
    });
    let facets = facets.collect();
    let mut days = Vec::new();
    order.iter().for_each(|record| put_number(&mut days, record.day));
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
        days: files.add('d', deflate(&days)),
        names,
        values,
        starts,
    };
    let root = serde_json::to_string(&root).expect("the root holds only texts and numbers");
    let sum = format!("{:08x}", checksum(root.as_bytes()));
    let manifest = IndexManifest { version: VERSION, entries: order.len() as u32, root, sum, ask: None };
    let bytes = serde_json::to_vec(&manifest).expect("the manifest holds only texts and numbers");
    files.files.push(IndexFile { path: MANIFEST.into(), bytes });
    files.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files.files
}

/// The files built so far.
#[derive(Default)]
struct IndexFiles {
    files: Vec<IndexFile>,
    places: HashMap<String, usize>,
}

impl IndexFiles {
    /// Adds a file and returns its checksum in hexadecimal, which names it.
    fn add(&mut self, kind: char, mut bytes: Vec<u8>) -> String {
        loop {
            let sum = checksum(&bytes);
            let path = format!("{FOLDER}{}", file_name(kind, sum));
            match self.places.get(&path).map(|at| self.files[*at].bytes == bytes) {
                Some(true) => {}
                // Two files have the same checksum: rare, but there are many sites.
                Some(false) => {
                    bytes.splice(..0, EMPTY_BLOCK);
                    continue;
                }
                None => {
                    self.places.insert(path.clone(), self.files.len());
                    self.files.push(IndexFile { path, bytes });
                }
            }
            return format!("{sum:08x}");
        }
    }

    /// Adds blocks, each with its first key, and returns a table of them.
    fn table(&mut self, kind: char, blocks: Vec<(String, Vec<u8>)>) -> BlockTable {
        let named = blocks.into_iter().map(|(key, bytes)| (key, self.add(kind, bytes)));
        let (keys, sums): (Vec<String>, String) = named.unzip();
        BlockTable { keys: keys.join("\n"), sums }
    }

    /// Adds a table in parts, each with the rare syllables among its keys, and returns a table of the parts.
    fn parts(&mut self, table: &BlockTable, rare: &[&str]) -> BlockTable {
        let keys: Vec<&str> = table.keys.lines().collect();
        let parts = keys.chunks(PART).zip(table.sums.as_bytes().chunks(PART * 8)).enumerate();
        let parts = parts.map(|(number, (own, sums))| {
            let first = own[0].split(' ').next().unwrap_or_default();
            let next = keys.get((number + 1) * PART);
            let from = rare.partition_point(|word| *word < first);
            let to = next.map_or(rare.len(), |next| rare.partition_point(|word| word < next));
            let rare = rare[from..to.max(from)].join(" ");
            let text = [sums, b"\n", rare.as_bytes(), b"\n", own.join("\n").as_bytes()].concat();
            (own[0].to_string(), deflate(&text))
        });
        self.table('t', parts.collect())
    }
}

thread_local! {
    /// Creating a compressor costs more than compressing most files. Level 4, because posting lists hardly compress: a
    /// longer search for repetitions saves one part in a thousand.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(4), false));
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    COMPRESS.with_borrow_mut(|compress| {
        compress.reset();
        let mut out = Vec::with_capacity(bytes.len() + 64);
        loop {
            let rest = &bytes[compress.total_in() as usize..];
            let status = compress.compress_vec(rest, &mut out, FlushCompress::Finish);
            match status.expect("a stream without a dictionary takes all bytes") {
                Status::StreamEnd => return out,
                Status::Ok | Status::BufError => out.reserve(bytes.len() / 4 + 64),
            }
        }
    })
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
fn encode_block(block: &[Stretch], groups: &Groups<'_>) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut keys = block.iter().map(|(number, first, last)| groups.put(&mut bytes, *number, *first, *last));
    let key = keys.next().expect("a block has a piece");
    keys.for_each(drop);
    (key, deflate(&bytes))
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
fn pack_apart(groups: &[&Group], target: usize) -> Vec<(String, Vec<u8>)> {
    let all: Vec<_> = groups.par_iter().flat_map_iter(|group| group.separate()).collect();
    let sizes: Vec<usize> = all.iter().map(|(_, size, _)| *size).collect();
    let mut begin = packs(&sizes, target);
    begin.push(all.len());
    let block = |ends: &[usize]| {
        let lists: Vec<&[u8]> = all[ends[0]..ends[1]].iter().map(|(.., lists)| lists.as_slice()).collect();
        (all[ends[0]].0.clone(), deflate(&lists.concat()))
    };
    begin.par_windows(2).map(block).collect()
}

fn neighbours(near: Vec<(String, String)>, files: &mut IndexFiles) -> BlockTable {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for (word, line) in near {
        match blocks.last_mut() {
            Some((_, text)) if text.len() + line.len() <= NEAR => text.push_str(&line),
            _ => blocks.push((word, line)),
        }
    }
    let compressed: Vec<(String, Vec<u8>)> =
        blocks.into_par_iter().map(|(key, text)| (key, deflate(text.as_bytes()))).collect();
    files.table('l', compressed)
}

/// Adds the tables of names and values; returns them and the starts of names that no posting shows ([`starts`]).
fn name_tables(
    gallery: &Gallery,
    order: &[&SearchRecord],
    inverted: &Inverted,
    units: &EntryUnits,
    files: &mut IndexFiles,
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
    let blocks: Vec<(String, Vec<u8>)> =
        blocks.into_par_iter().map(|(key, bytes)| (key, deflate(&bytes))).collect();
    let values = files.table('v', blocks);
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
    let blocks = blocks.into_par_iter().map(|(key, text)| (key, deflate(text.as_bytes()))).collect();
    let names = files.table('m', blocks);
    (names, values, starts(&lines, inverted, units).join("\n"))
}

/// The key of the last name of a block.
fn last_key(text: &str) -> &str {
    text.lines().next_back().and_then(|line| line.split('\t').next()).unwrap_or_default()
}

/// Result cards, one per line.
fn shown(records: &[&SearchRecord]) -> Vec<u8> {
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = |record: &&SearchRecord| {
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
fn facet_lists(number: u8, facet: &Facet, order: &[&SearchRecord]) -> Vec<u8> {
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
