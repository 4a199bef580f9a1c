//! The state folder: what Guong keeps between runs.
//!
//! Takes and gives bytes by path. All files are caches: what cannot be read is computed again, and what cannot be
//! written is computed again by the next run.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Reads a file; `None` if it does not exist or cannot be read.
pub fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Deletes a file, if it exists.
pub fn forget(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Writes a file atomically. The caller holds the lock; the partial file of a killed process is overwritten by
/// the next one.
///
/// # Errors
/// If it cannot be written; the partial file is removed.
pub fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let part = path.with_extension("part");
    let written = File::create(&part).and_then(|mut file| write(&mut file));
    written.and_then(|()| fs::rename(&part, path)).inspect_err(|_| forget(&part))
}
