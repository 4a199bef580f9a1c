//! The only door to the sources and the clock.
//!
//! Takes folder and file names relative to the site's folder, gives listings, bytes and today's
//! date; never parses and never writes. One implementation stands on the disk, one in memory for
//! tests.

#[allow(clippy::disallowed_methods, reason = "the door itself")]
mod disk;
mod memory;

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::diagnostic::Diagnostic;

pub use disk::DiskWorld;
pub use memory::MemoryWorld;

/// What shows, without reading a file, that it may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub size: u64,
    /// Last modification, in nanoseconds since 1970.
    pub modified: u64,
    /// Last change of its bytes, name or rights, as the system itself notes it, in nanoseconds since 1970: nobody
    /// can set it back. 0 where the system gives none.
    pub changed: u64,
    /// The file's number on its disk, where the system gives one; else 0.
    pub inode: u64,
}

impl Stamp {
    /// A file that was written within two seconds of the look may be written again without its
    /// stamp changing (FAT counts time in steps of two seconds): such a stamp proves nothing.
    pub fn is_settled(self, looked_at: u64) -> bool {
        self.modified.saturating_add(2_000_000_000) < looked_at
    }
}

/// A file that a listing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its path relative to the site's folder: NFC, with `/`.
    pub path: String,
    /// The path as the disk has it, if it differs (NFD from a Mac, for example).
    pub on_disk: Option<PathBuf>,
    /// Its stamp at the time of the look.
    pub stamp: Stamp,
}

/// The files below a folder, sorted by path, and what was wrong with the others.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Regular files; links that stay within the site count as what they lead to.
    pub files: Vec<FoundFile>,
    /// Links that leave the site, loops, unreadable folders.
    pub problems: Vec<Diagnostic>,
}

/// The sources and the clock.
pub trait World: Sync {
    /// Every file below `folder` (or the file itself, if it is one), without hidden files and
    /// editors' leavings. A folder that does not exist is empty.
    fn list(&self, folder: &str) -> Listing;

    /// The bytes of a file that was listed.
    ///
    /// # Errors
    /// As the system gives them; the caller knows the path.
    fn read(&self, found: &FoundFile) -> io::Result<Vec<u8>>;

    /// Now, in nanoseconds since 1970; compared with stamps only.
    fn now(&self) -> u64;

    /// Today's date in Viet Nam.
    fn today(&self) -> Day {
        Day::from_unix((self.now() / 1_000_000_000) as i64, 7)
    }
}

/// Hidden names that hosts ask for (RFC 8615; Apache; GitHub Pages): in `static/` they are published.
const PUBLISHED: &[&str] = &[".well-known", ".htaccess", ".nojekyll"];

/// Files that systems and editors leave about: no source, and not worth a word.
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
