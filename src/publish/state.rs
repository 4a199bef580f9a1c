//! The state folder: what Guong keeps between runs.
//!
//! Takes and gives bytes by path. All of it is cache: what cannot be read is made again, what cannot be written is
//! made again by the next run.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What was kept; `None` if nothing was, or if it cannot be read.
pub fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Deletes what was kept.
pub fn forget(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Writes a file whole or not at all. The caller holds the lock: what a killed process left halfway is
/// written over by the next.
///
/// # Errors
/// As the system gives them; nothing is left of the file that was begun.
pub fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let part = path.with_extension("part");
    let written = File::create(&part).and_then(|mut file| write(&mut file));
    written.and_then(|()| fs::rename(&part, path)).inspect_err(|_| forget(&part))
}
