//! A site as it would be with other files.
//!
//! Takes a world and files to put over it, gives a world. Never writes.

use std::collections::BTreeMap;
use std::io;

use crate::digest::Digest;
use crate::world::{FoundFile, Listing, Stamp, World};

/// A world with some files replaced or added.
pub(super) struct OverlayWorld<'w> {
    pub(super) below: &'w dyn World,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl World for OverlayWorld<'_> {
    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.below.list(folder);
        let below = format!("{}/", folder.trim_end_matches('/'));
        listing.files.retain(|found| !self.files.contains_key(&found.path));
        let over = self
            .files
            .iter()
            .filter(|(path, _)| folder.is_empty() || *path == folder || path.starts_with(&below));
        listing.files.extend(over.map(|(path, bytes)| {
            // Written at this moment, so nobody relies on the stamp.
            let short = u64::from_le_bytes(Digest::of_bytes(bytes).0[..8].try_into().expect("8 of 16 bytes"));
            let now = self.now();
            let stamp = Stamp { size: bytes.len() as u64, modified: now, changed: now, inode: short };
            FoundFile { path: path.clone(), on_disk: None, stamp }
        }));
        listing.files.sort_by(|one, other| one.path.cmp(&other.path));
        listing
    }

    fn read(&self, found: &FoundFile) -> io::Result<Vec<u8>> {
        match self.files.get(&found.path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.below.read(found),
        }
    }

    fn now(&self) -> u64 {
        self.below.now()
    }
}
