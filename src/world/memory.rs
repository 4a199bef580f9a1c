//! A world in memory, for tests, with a fixed clock.

use std::collections::BTreeMap;
use std::io;

use super::{FoundFile, Listing, Stamp, World, is_leaving};
use crate::digest::Digest;

/// A site's folder that exists only in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryWorld {
    files: BTreeMap<String, Vec<u8>>,
    now: u64,
}

impl MemoryWorld {
    /// Returns an empty folder, at noon of 21/11/2026 in Viet Nam.
    pub fn new() -> MemoryWorld {
        MemoryWorld { files: BTreeMap::new(), now: 1_795_237_200_000_000_000 }
    }

    /// Adds or replaces a file.
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> &mut MemoryWorld {
        self.files.insert(path.to_string(), bytes.as_ref().to_vec());
        self
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) -> &mut MemoryWorld {
        self.files.remove(path);
        self
    }
}

impl World for MemoryWorld {
    fn list(&self, folder: &str) -> Listing {
        let below = format!("{}/", folder.trim_end_matches('/'));
        let files = self.files.iter().filter(|(path, _)| {
            (folder.is_empty() || *path == folder || path.starts_with(&below))
                && !path.split('/').any(is_leaving)
        });
        let found = files.map(|(path, bytes)| {
            // Files in memory have no times: the stamp depends on the content.
            let short = u64::from_le_bytes(Digest::of_bytes(bytes).0[..8].try_into().expect("8 of 16 bytes"));
            let stamp = Stamp { size: bytes.len() as u64, modified: 0, changed: 0, inode: short };
            FoundFile { path: path.clone(), on_disk: None, stamp }
        });
        Listing { files: found.collect(), problems: Vec::new() }
    }

    fn read(&self, found: &FoundFile) -> io::Result<Vec<u8>> {
        self.files.get(&found.path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn now(&self) -> u64 {
        self.now
    }
}
