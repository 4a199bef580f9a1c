//! The only access to the sources and the clock.
//!
//! Takes paths relative to the site's folder, gives listings, bytes and today's date; never parses and
//! never writes. One implementation is on disk, one in memory for tests.

#[allow(clippy::disallowed_methods, reason = "it is the access")]
mod disk;
mod held;
mod memory;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::diagnostic::Diagnostic;

pub use disk::DiskWorld;
pub use held::{first_held, move_patiently, patiently};
pub use memory::MemoryWorld;

/// Returns the present on the clock that only goes forward, by which durations are measured and waits are limited. No
/// output depends on it.
#[allow(clippy::disallowed_methods, reason = "it is the access")]
pub fn instant() -> Instant {
    Instant::now()
}

/// Metadata that shows without reading a file whether it may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The length in bytes.
    pub size: u64,
    /// The last modification, in nanoseconds since 1970.
    pub modified: u64,
    /// The last change of bytes, name or permissions (`ctime`), in nanoseconds since 1970; unlike `modified`, it
    /// cannot be set by programs. On Windows, the time of creation, which differs for a file that replaces this one.
    /// 0 if the system has none.
    pub changed: u64,
    /// The inode number; 0 if the system has none.
    pub inode: u64,
}

impl Stamp {
    /// Whether the stamp can be trusted. A file written within two seconds of the scan may be written again without
    /// its stamp changing, because FAT counts time in steps of two seconds.
    pub fn is_trusted(self, listed_at: u64) -> bool {
        self.modified.saturating_add(2_000_000_000) < listed_at
    }
}

/// A file that a listing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path relative to the site's folder, in NFC, with `/`.
    pub path: String,
    /// The path on disk, if it differs (for example in NFD, from a Mac).
    pub on_disk: Option<PathBuf>,
    /// The stamp at the time of the scan.
    pub stamp: Stamp,
}

/// The files below a folder, sorted by path, and the problems found.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Regular files; a link within the site counts as its target.
    pub files: Vec<FoundFile>,
    /// Links that leave the site, link cycles, unreadable folders.
    pub problems: Vec<Diagnostic>,
}

/// The sources and the clock.
pub trait World: Sync {
    /// Returns every file below `folder` (or the file itself, if it is one), without hidden and temporary
    /// files. A folder that does not exist is empty.
    fn list(&self, folder: &str) -> Listing;

    /// Reads a listed file.
    ///
    /// # Errors
    /// Returns the system's error, without the path.
    fn read(&self, found: &FoundFile) -> io::Result<Vec<u8>>;

    /// Returns the time in nanoseconds since 1970, for comparison with stamps.
    fn now(&self) -> u64;

    /// Returns today's date in Viet Nam.
    fn today(&self) -> Day {
        Day::from_unix((self.now() / 1_000_000_000) as i64, 7)
    }
}

/// Hidden names that hosts require (RFC 8615; Apache; GitHub Pages); in `static/` they are published.
const PUBLISHED: &[&str] = &[".well-known", ".htaccess", ".nojekyll"];

/// Whether a file is a hidden or temporary file of a system or editor, which is ignored silently.
pub fn is_leaving(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    (name.starts_with('.') && !PUBLISHED.contains(&name))
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || lower.ends_with(".swp")
        || lower.ends_with(".tmp")
        || lower == "thumbs.db"
        || lower == "desktop.ini"
}
