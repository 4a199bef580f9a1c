//! The files of an index while it is built.
//!
//! Takes their contents, compresses those that are not published yet, and names each by its checksum.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use foldhash::HashMap;

use super::bits::checksum;
use super::layout::{BlockTable, FOLDER, FileKind, PART, file_name};
use crate::digest::Digest;

/// An empty DEFLATE block: prepended to a file, it changes the checksum but not the contents.
const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xFF, 0xFF];

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// Its path from the root of the site.
    pub path: String,
    /// The digest of what its bytes are made of.
    pub key: Digest,
    /// Its bytes; `None` if it is published already.
    pub bytes: Option<Vec<u8>>,
}

/// The files of the published index.
#[derive(Debug, Clone)]
pub struct PublishedIndex<'p> {
    /// The digest of the program that builds the new one.
    pub program: Digest,
    /// The paths of the published files, by key.
    pub paths: HashMap<Digest, &'p str>,
}

/// The contents of a file that has no name yet.
pub(super) struct Contents {
    kind: FileKind,
    key: Digest,
    packed: Packed,
}

enum Packed {
    /// Published under this path. The uncompressed bytes are kept in case a different file has that path now.
    Published(String, Vec<u8>),
    New(Vec<u8>),
}

impl PublishedIndex<'_> {
    /// No published index.
    pub fn none(program: Digest) -> PublishedIndex<'static> {
        PublishedIndex { program, paths: HashMap::default() }
    }

    /// Compresses the contents of a file, unless it is published.
    pub(super) fn pack(&self, kind: FileKind, plain: Vec<u8>) -> Contents {
        let key = Digest::of(&(self.program, kind.letter(), Digest::of_bytes(&plain)));
        let packed = match self.paths.get(&key) {
            Some(path) => Packed::Published(path.to_string(), plain),
            None => Packed::New(deflate(&plain)),
        };
        Contents { kind, key, packed }
    }
}

/// The files built so far.
pub(super) struct IndexFiles<'p> {
    pub files: Vec<IndexFile>,
    pub published: PublishedIndex<'p>,
    /// The keys of the files, by path.
    keys: HashMap<String, Digest>,
}

impl<'p> IndexFiles<'p> {
    pub fn new(published: PublishedIndex<'p>) -> IndexFiles<'p> {
        IndexFiles { files: Vec::new(), published, keys: HashMap::default() }
    }

    /// Adds a file and returns its checksum in hexadecimal, which names it.
    pub fn add(&mut self, contents: Contents) -> String {
        let Contents { kind, mut key, packed } = contents;
        let mut bytes = match packed {
            Packed::Published(path, plain) => match self.claim(&path, key, None) {
                Some(sum) => return sum,
                None => deflate(&plain),
            },
            Packed::New(bytes) => bytes,
        };
        loop {
            let path = format!("{FOLDER}{}", file_name(kind, checksum(&bytes)));
            if let Some(sum) = self.claim(&path, key, Some(&mut bytes)) {
                return sum;
            }
            // Two files have the same checksum: rare, but there are many sites. The key changes as well, so that
            // the name does not depend on what is published.
            bytes.splice(..0, EMPTY_BLOCK);
            key = Digest::of(&(key, EMPTY_BLOCK));
        }
    }

    /// Adds a file under a path, unless it is there already. Returns the checksum in its name; `None` if a different
    /// file has the path.
    fn claim(&mut self, path: &str, key: Digest, bytes: Option<&mut Vec<u8>>) -> Option<String> {
        match self.keys.get(path) {
            Some(there) if *there != key => return None,
            Some(_) => {}
            None => {
                self.keys.insert(path.to_string(), key);
                self.files.push(IndexFile { path: path.to_string(), key, bytes: bytes.map(std::mem::take) });
            }
        }
        let end = path.len() - ".bin".len();
        Some(path[end - 8..end].to_string())
    }

    /// Adds blocks, each with its first key, and returns a table of them.
    pub fn table(&mut self, blocks: Vec<(String, Contents)>) -> BlockTable {
        let named = blocks.into_iter().map(|(key, contents)| (key, self.add(contents)));
        let (keys, sums): (Vec<String>, String) = named.unzip();
        BlockTable { keys: keys.join("\n"), sums }
    }

    /// Adds a table in parts, each with the rare syllables among its keys, and returns a table of the parts.
    pub fn parts(&mut self, table: &BlockTable, rare: &[&str]) -> BlockTable {
        let keys: Vec<&str> = table.keys.lines().collect();
        let parts = keys.chunks(PART).zip(table.sums.as_bytes().chunks(PART * 8)).enumerate();
        let parts = parts.map(|(number, (own, sums))| {
            let first = own[0].split(' ').next().unwrap_or_default();
            let next = keys.get((number + 1) * PART);
            let from = rare.partition_point(|word| *word < first);
            let to = next.map_or(rare.len(), |next| rare.partition_point(|word| word < next));
            let rare = rare[from..to.max(from)].join(" ");
            let text = [sums, b"\n", rare.as_bytes(), b"\n", own.join("\n").as_bytes()].concat();
            (own[0].to_string(), self.published.pack(FileKind::TablePart, text))
        });
        let parts = parts.collect();
        self.table(parts)
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

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: Digest = Digest([3; 16]);

    /// Two contents whose compressed bytes have the same checksum.
    fn clashing() -> [Vec<u8>; 2] {
        let mut seen: HashMap<u32, u32> = HashMap::default();
        let plain = |n: u32| n.to_le_bytes().to_vec();
        for n in 0.. {
            if let Some(other) = seen.insert(checksum(&deflate(&plain(n))), n) {
                return [plain(other), plain(n)];
            }
        }
        unreachable!("there are fewer checksums than numbers")
    }

    fn built(published: &[IndexFile], contents: &[Vec<u8>]) -> Vec<IndexFile> {
        let paths = published.iter().map(|file| (file.key, file.path.as_str())).collect();
        let mut files = IndexFiles::new(PublishedIndex { program: PROGRAM, paths });
        for plain in contents {
            let contents = files.published.pack(FileKind::Postings, plain.clone());
            files.add(contents);
        }
        files.files
    }

    #[test]
    fn a_file_is_named_the_same_whatever_is_published() {
        let [one, other] = clashing();
        let both = [one.clone(), other.clone(), one.clone()];
        let named = |files: &[IndexFile]| -> Vec<(String, Digest)> {
            files.iter().map(|file| (file.path.clone(), file.key)).collect()
        };
        let cold = built(&[], &both);
        assert_eq!(cold.len(), 2);
        for before in [&[][..], &both[..1], &both[1..2], &both[..2], &[other.clone(), one.clone()]] {
            let now = built(&built(&[], before), &both);
            assert_eq!(named(&now), named(&cold));
            for (file, whole) in now.iter().zip(&cold) {
                assert!(file.bytes.is_none() || file.bytes == whole.bytes);
            }
        }
        assert!(built(&cold, &both[..1])[0].bytes.is_none(), "it is published");
    }
}
