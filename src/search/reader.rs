//! Reads an index.
//!
//! Takes a function that reads files, returns posting lists, result cards and facets. Checks every file against the
//! checksum in its name: a damaged or missing file is an error, not an empty result.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::io::Read as _;
use std::rc::Rc;

use flate2::read::DeflateDecoder;

use super::bits::{Bytes, checksum, take_list};
use super::layout::{
    BlockTable, FOLDER, FileKind, IndexManifest, MANIFEST, Root, VERSION, block_of, blocks_of, first_keeps,
    pair_key, spelling_key, titles_word,
};
use super::lists::{Form, ListSource};
use super::marks::agreeing_spellings;
use super::names::{NameLine, ValueOf, find_value, value_key};
use super::record::ResultCard;
use super::segments::forms_in;
use crate::address;

/// Exclusive maximum size of an uncompressed file, in bytes.
const MOST_BYTES: u64 = 64 << 20;
/// Maximum number of entries.
const MOST_ENTRIES: u32 = 1 << 22;

/// Why an index cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file at this path does not exist or cannot be read.
    Missing(String),
    /// The file at this path does not match its checksum, or contradicts itself.
    Damaged(String),
    /// The index has a different version.
    Foreign,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Missing(path) | Fault::Damaged(path) => f.write_str(path),
            Fault::Foreign => f.write_str(MANIFEST),
        }
    }
}

/// Reads a file of the index, or the page of an entry, by its path from the root of the site.
pub type ReadFile<'r> = dyn Fn(&str) -> Option<Vec<u8>> + 'r;

/// An open index.
pub struct IndexReader<'r> {
    read: &'r ReadFile<'r>,
    root: Root,
    /// The weight of each common syllable, and whether its own lists are stored separately.
    common: HashMap<String, (u32, bool)>,
    blocks: RefCell<HashMap<String, Rc<Vec<u8>>>>,
}

/// The values of a facet and their entries.
#[derive(Debug, Clone)]
pub struct FacetLists {
    /// Slug, label, the number of the province for communes, and the entries.
    pub values: Vec<(String, String, Option<u32>, Vec<u32>)>,
}

fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

/// The checksums and the first keys of the blocks that a part of a table names.
fn of_part(part: &str) -> (&str, Vec<&str>) {
    let (sums, rest) = part.split_once('\n').unwrap_or_default();
    let (_, keys) = rest.split_once('\n').unwrap_or_default();
    (sums, lines(keys))
}

fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() * 3);
    let read = DeflateDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut out).ok()?;
    ((read as u64) < MOST_BYTES).then_some(out)
}

/// Whether a root is consistent; its checksum may match by chance or by design.
fn is_sound(root: &Root) -> bool {
    let is_sums = |text: &str, count: usize| {
        text.len() == count * 8 && text.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let is_table = |table: &BlockTable| is_sums(&table.sums, lines(&table.keys).len());
    root.entries <= MOST_ENTRIES
        && root.shown > 0
        && is_sums(&root.shown_sums, root.entries.div_ceil(root.shown) as usize)
        && [&root.postings, &root.apart, &root.near, &root.names, &root.values].into_iter().all(is_table)
}

impl<'r> IndexReader<'r> {
    /// Opens the index at [`MANIFEST`].
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    pub fn open(read: &'r ReadFile<'r>) -> Result<IndexReader<'r>, Fault> {
        let manifest = read(MANIFEST).ok_or_else(|| Fault::Missing(MANIFEST.into()))?;
        let manifest: IndexManifest =
            serde_json::from_slice(&manifest).map_err(|_| Fault::Damaged(MANIFEST.into()))?;
        if manifest.version != VERSION {
            return Err(Fault::Foreign);
        }
        let whole = format!("{:08x}", checksum(manifest.root.as_bytes())) == manifest.sum;
        let root = whole.then(|| serde_json::from_str::<Root>(&manifest.root).ok()).flatten();
        let root = root.filter(is_sound).ok_or_else(|| Fault::Damaged(MANIFEST.into()))?;
        let mut common = HashMap::new();
        for line in root.common.lines() {
            let (code, words) = line.split_once(' ').unwrap_or_default();
            let code: u32 = code.parse().map_err(|_| Fault::Damaged(MANIFEST.into()))?;
            common.extend(words.split(' ').map(|word| (word.to_string(), (code >> 1, code & 1 == 1))));
        }
        Ok(IndexReader { read, root, common, blocks: RefCell::default() })
    }

    fn block(&self, kind: FileKind, sum: &str) -> Result<Rc<Vec<u8>>, Fault> {
        let path = format!("{FOLDER}{}-{sum}.bin", kind.letter());
        if let Some(block) = self.blocks.borrow().get(&path) {
            return Ok(Rc::clone(block));
        }
        let bytes = (self.read)(&path).ok_or_else(|| Fault::Missing(path.clone()))?;
        let whole = format!("{:08x}", checksum(&bytes)) == sum;
        let block = whole.then(|| inflate(&bytes)).flatten().ok_or_else(|| Fault::Damaged(path.clone()))?;
        let block = Rc::new(block);
        self.blocks.borrow_mut().insert(path, Rc::clone(&block));
        Ok(block)
    }

    /// The block of a table that may hold a key.
    fn find(&self, kind: FileKind, table: &BlockTable, key: &str) -> Result<Option<Rc<Vec<u8>>>, Fault> {
        let Some(at) = block_of(&lines(&table.keys), key) else { return Ok(None) };
        self.block(kind, &table.sums[at * 8..at * 8 + 8]).map(Some)
    }

    /// Like [`Self::find`], for a table in parts.
    fn find_deep(&self, kind: FileKind, table: &BlockTable, key: &str) -> Result<Option<Rc<Vec<u8>>>, Fault> {
        let Some(part) = self.find(FileKind::TablePart, table, key)? else { return Ok(None) };
        let part = String::from_utf8_lossy(&part);
        let (sums, keys) = of_part(&part);
        let Some(at) = block_of(&keys, key) else { return Ok(None) };
        let sum = sums.get(at * 8..at * 8 + 8).ok_or_else(|| Fault::Damaged(MANIFEST.into()))?;
        self.block(kind, sum).map(Some)
    }

    /// The separate lists of a word with keys from `from` to `to`.
    fn separate(&self, word: &str, from: &str, to: &str) -> Result<Vec<Form>, Fault> {
        let mut forms = Vec::new();
        let parts = &self.root.apart;
        for part in blocks_of(&lines(&parts.keys), from, to) {
            let part = self.block(FileKind::TablePart, &parts.sums[part * 8..part * 8 + 8])?;
            let part = String::from_utf8_lossy(&part);
            let (sums, keys) = of_part(&part);
            for at in blocks_of(&keys, from, to) {
                let sum = sums.get(at * 8..at * 8 + 8).ok_or_else(|| Fault::Damaged(MANIFEST.into()))?;
                forms.extend(forms_in(&self.block(FileKind::LongLists, sum)?, word, None, self.root.entries));
            }
        }
        Ok(forms)
    }

    fn is_separate(&self, folded: &str) -> bool {
        self.common.get(folded).is_some_and(|(_, is_separate)| *is_separate)
    }

    /// The result card of an entry.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    pub fn shown(&self, entry: u32) -> Result<ResultCard, Fault> {
        let (at, line) = ((entry / self.root.shown) as usize * 8, entry % self.root.shown);
        let block =
            self.block(FileKind::Cards, self.root.shown_sums.get(at..at + 8).ok_or(Fault::Foreign)?)?;
        let text = String::from_utf8_lossy(&block);
        let mut parts = text.lines().nth(line as usize).unwrap_or_default().split('\t').map(str::to_string);
        let mut part = || parts.next().unwrap_or_default();
        let (title, path) = (part(), part());
        let path = match (path.strip_prefix('/'), path.strip_prefix('=')) {
            (Some(path), _) => path.to_string(),
            (_, Some(rest)) => address::entry(&(super::build::plain_slug(&title) + rest)),
            _ => address::entry(&path),
        };
        Ok(ResultCard { title, path, place: part(), field: part(), year: part(), photo: part() })
    }

    /// The page of an entry; `None` if it cannot be read.
    pub fn page(&self, entry: u32) -> Option<Vec<u8>> {
        (self.read)(&address::page_path(&self.shown(entry).ok()?.path))
    }

    /// Finds a facet by its key or its name in addresses.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    pub fn facet(&self, name: &str) -> Result<Option<FacetLists>, Fault> {
        let known = self.root.facets.iter().find(|(key, param, _)| key == name || param == name);
        let Some((_, _, sum)) = known else { return Ok(None) };
        let block = self.block(FileKind::Facet, sum)?;
        let mut bytes = Bytes::new(&block);
        let mut heads = Vec::new();
        for _ in 0..bytes.number() {
            if bytes.is_done() {
                return Err(Fault::Damaged(format!("{FOLDER}n-{sum}.bin")));
            }
            let (id, label) = (bytes.text().to_string(), bytes.text().to_string());
            heads.push((id, label, bytes.number().checked_sub(1), bytes.number()));
        }
        let list =
            |(id, label, within, count)| (id, label, within, take_list(&mut bytes, count, self.root.entries));
        Ok(Some(FacetLists { values: heads.into_iter().map(list).collect() }))
    }

    /// Finds the number of a facet by its key or its name in addresses.
    pub(crate) fn facet_number(&self, name: &str) -> Option<usize> {
        self.root.facets.iter().position(|(key, param, _)| key == name || param == name)
    }

    /// The keys of the facets.
    pub fn facets(&self) -> impl Iterator<Item = &str> {
        self.root.facets.iter().map(|(key, ..)| key.as_str())
    }

    /// The day on which each entry was published.
    ///
    /// # Errors
    /// A [`Fault`] if a file is missing or damaged.
    pub fn days(&self) -> Result<Vec<u32>, Fault> {
        let block = self.block(FileKind::Days, &self.root.days)?;
        let mut bytes = Bytes::new(&block);
        Ok((0..self.root.entries).map(|_| bytes.number()).collect())
    }
}

impl ListSource for IndexReader<'_> {
    fn all(&self) -> u32 {
        self.root.entries
    }

    fn weight(&self, folded: &str) -> u32 {
        self.common.get(folded).map_or(0, |(weight, _)| *weight)
    }

    fn single(&self, folded: &str) -> Result<Vec<Form>, Fault> {
        if self.is_separate(folded) {
            // The character after a space.
            return self.separate(folded, folded, &format!("{folded}!"));
        }
        let block = self.find_deep(FileKind::Postings, &self.root.postings, folded)?;
        Ok(block.map_or_else(Vec::new, |block| forms_in(&block, folded, None, self.root.entries)))
    }

    fn agreeing(&self, folded: &str, typed: &str, bare: bool) -> Result<Vec<Form>, Fault> {
        let some = agreeing_spellings(typed).filter(|_| !bare && self.is_separate(folded));
        let mut forms = Vec::new();
        for spelling in some.unwrap_or_default() {
            let key = spelling_key(folded, &spelling);
            let own = self.separate(folded, &key, &key)?;
            forms.extend(own.into_iter().filter(|form| form.own == spelling));
            // Without the typed spelling, others that lack its diacritics agree as well.
            if forms.is_empty() {
                break;
            }
        }
        if forms.is_empty() { self.single(folded) } else { Ok(forms) }
    }

    fn titles(&self, folded: &str) -> Result<Vec<Form>, Fault> {
        match self.is_separate(folded) {
            true => self.separate(&titles_word(folded), folded, folded),
            false => Ok(self.single(folded)?.into_iter().map(Form::of_titles).collect()),
        }
    }

    fn pair(&self, first: &str, second: &str) -> Result<Vec<Form>, Fault> {
        let behind = first_keeps((first, self.weight(first)), (second, self.weight(second)));
        let (own, other) = if behind { (first, second) } else { (second, first) };
        let key = pair_key(own, behind, other);
        let Some(block) = self.find_deep(FileKind::Postings, &self.root.postings, &key)? else {
            return Ok(Vec::new());
        };
        let mut forms = forms_in(&block, own, Some((behind, other)), self.root.entries);
        if !behind {
            forms.iter_mut().for_each(|form| std::mem::swap(&mut form.own, &mut form.other));
        }
        Ok(forms)
    }

    fn neighbours(&self, folded: &str) -> Result<[Vec<String>; 2], Fault> {
        let Some(block) = self.find(FileKind::Neighbours, &self.root.near, folded)? else {
            return Ok(Default::default());
        };
        let text = String::from_utf8_lossy(&block);
        let line = text.lines().find_map(|line| line.strip_prefix(folded)?.strip_prefix('\t'));
        let (behind, before) = line.and_then(|line| line.split_once('\t')).unwrap_or_default();
        Ok([behind, before].map(|list| list.split_whitespace().map(str::to_string).collect()))
    }

    fn common(&self, accept: &dyn Fn(&str) -> bool) -> Vec<(String, u32)> {
        let words = self.common.iter().filter(|(word, _)| accept(word));
        let mut words: Vec<(String, u32)> =
            words.map(|(word, (weight, _))| (word.clone(), *weight)).collect();
        words.sort_unstable();
        words
    }

    fn is_start(&self, start: &str) -> bool {
        lines(&self.root.starts).binary_search(&start).is_ok()
    }

    fn names(&self, from: &str, to: &str, limit: usize) -> Result<Vec<NameLine>, Fault> {
        let table = &self.root.names;
        let keys = lines(&table.keys);
        let mut found = Vec::new();
        let first = block_of(&keys, from).unwrap_or(0);
        for at in (first..keys.len()).take_while(|at| *at == first || keys[*at] <= to) {
            let block = self.block(FileKind::Names, &table.sums[at * 8..at * 8 + 8])?;
            let text = String::from_utf8_lossy(&block);
            let own = text.lines().filter_map(NameLine::read);
            found.extend(own.filter(|line| *line.key >= *from && *line.key <= *to));
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    fn value(&self, facet: u8, value: u32) -> Result<Option<ValueOf>, Fault> {
        let key = value_key(facet, value);
        let block = self.find_deep(FileKind::Values, &self.root.values, &key)?;
        Ok(block.and_then(|block| find_value(&block, &key, self.root.entries)))
    }

    fn place(&self, entry: u32) -> u32 {
        entry
    }
}
