//! Deletes from the store the photos that became hidden: drafts, embargoed and withdrawn entries.
//!
//! A file of the state folder remembers of which hidden pictures the store holds nothing, so that it is asked about
//! each only once, and which are still to be deleted, because the store could not be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

use super::bundle::{picture_of, prefix_of_byte};
use super::calls::Calls;
use super::{Store, held, warning};
use crate::diagnostic::{Diagnostic, Problem};
use crate::digest::Digest;
use crate::publish::state;
use crate::remote::RemoteFault;

/// The name of the memory in the state folder.
const MEMORY: &str = "store.hidden";

/// The hidden pictures of a site, and where its memory of them is.
pub(in crate::build) struct HiddenPictures<'s> {
    /// The pictures that the site has or had, and does not show.
    pub(in crate::build) hidden: BTreeSet<Digest>,
    /// The pictures that it shows.
    pub(in crate::build) shown: &'s BTreeSet<Digest>,
    /// The state folder.
    pub(in crate::build) state: &'s Path,
}

/// What is known of hidden pictures.
#[derive(Debug, Default, PartialEq, Eq)]
struct Memory {
    /// The store holds nothing of these.
    gone: BTreeSet<Digest>,
    /// The store may hold photos of these.
    due: BTreeSet<Digest>,
}

impl Memory {
    /// Reads what is known of a store; nothing if the memory is of another one.
    fn read(path: &Path, address: &str) -> Memory {
        let bytes = state::read(path).unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        let mut lines = text.lines();
        let mut memory = Memory::default();
        if lines.next() != Some(address) {
            return memory;
        }
        for line in lines {
            match line.split_once(' ').map(|(kind, digest)| (kind, digest.parse())) {
                Some(("gone", Ok(digest))) => memory.gone.insert(digest),
                Some(("due", Ok(digest))) => memory.due.insert(digest),
                _ => false,
            };
        }
        memory
    }

    fn write(&self, path: &Path, address: &str) {
        let gone = self.gone.iter().map(|digest| format!("gone {digest}\n"));
        let due = self.due.iter().map(|digest| format!("due {digest}\n"));
        let text: String = [format!("{address}\n")].into_iter().chain(gone).chain(due).collect();
        let _ = state::replace(path, |file| file.write_all(text.as_bytes()));
    }
}

impl Store {
    /// Deletes all photos of hidden pictures from the store; returns a warning if some could not be.
    pub(super) fn delete_hidden(&self, pictures: &HiddenPictures<'_>) -> Option<Diagnostic> {
        let path = pictures.state.join(MEMORY);
        let address = self.options.address.as_deref().unwrap_or_default();
        let before = Memory::read(&path, address);
        let mut memory = Memory::default();
        for digest in pictures.hidden.union(&before.due).filter(|digest| !pictures.shown.contains(*digest)) {
            let is_gone = before.gone.contains(digest) && !before.due.contains(digest);
            if is_gone { &mut memory.gone } else { &mut memory.due }.insert(*digest);
        }
        let fault = self.delete_due(&mut memory);
        if memory != before {
            memory.write(&path, address);
        }
        let fault = fault.filter(|_| !memory.due.is_empty())?;
        Some(warning(Problem::StoreKeeps { photos: memory.due.len(), fault }))
    }

    /// Deletes what is due, and notes what is gone; returns why something is still due.
    fn delete_due(&self, memory: &mut Memory) -> Option<RemoteFault> {
        let mut by_byte: BTreeMap<u8, BTreeSet<Digest>> = BTreeMap::new();
        for digest in &memory.due {
            by_byte.entry(digest.0[0]).or_default().insert(*digest);
        }
        let (sender, results) = channel();
        for (byte, due) in by_byte {
            let (sender, calls) = (sender.clone(), Arc::clone(&self.calls));
            held(&self.pool).run(move || {
                let deleted = delete(&calls, byte, &due);
                let _ = sender.send((due, deleted));
            });
        }
        drop(sender);
        let mut failed = None;
        let is_whole = self.wait(&results, |(due, deleted)| match deleted {
            Ok(deleted) => {
                held(&self.summary).deleted += deleted;
                memory.due.retain(|digest| !due.contains(digest));
                memory.gone.extend(due);
            }
            Err(fault) => failed = Some(fault),
        });
        if is_whole { failed } else { self.calls.fault() }
    }
}

/// Deletes the photos of pictures whose digests begin with a byte; returns of how many pictures there were some.
fn delete(calls: &Calls, byte: u8, due: &BTreeSet<Digest>) -> Result<usize, RemoteFault> {
    let mut pictures = BTreeSet::new();
    for key in calls.list(&prefix_of_byte(byte))? {
        let Some(picture) = picture_of(&key).filter(|picture| due.contains(picture)) else { continue };
        calls.delete(&key)?;
        pictures.insert(picture);
    }
    Ok(pictures.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_is_that_of_its_own_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(MEMORY);
        assert_eq!(Memory::read(&path, "kho"), Memory::default());
        let [one, two] = [b"1", b"2"].map(|bytes| Digest::of_bytes(bytes));
        let memory = Memory { gone: [one].into(), due: [two].into() };
        memory.write(&path, "kho");
        assert_eq!(Memory::read(&path, "kho"), memory);
        assert_eq!(Memory::read(&path, "s3://kho"), Memory::default());
    }
}
