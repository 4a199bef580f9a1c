//! The errors of publishing.
//!
//! Takes an `io::Error`, the operation and the path; gives [`PublishError`]; never writes messages for end
//! users: the command line makes its Vietnamese or English message from the variant.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::address::PathFault;

/// The result of a step of publishing.
pub type Result<T> = std::result::Result<T, PublishError>;

/// Why a site could not be published.
///
/// The old site stays published, with one exception: if the user's kept files could not be moved to the new
/// tree after the exchange, the new site is published, and the next command moves them.
#[derive(Debug)]
pub enum PublishError {
    /// The system refused an operation.
    Io {
        /// What was being done.
        doing: Doing,
        /// To which file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The folder to publish into holds files and was not made by Guong. It was not touched.
    NotOurs {
        /// The folder.
        out: PathBuf,
    },
    /// The path to publish into is not a folder.
    NotAFolder {
        /// The path.
        out: PathBuf,
    },
    /// The folder to publish into lies in a folder of the site's sources.
    InsideSources {
        /// The folder to publish into.
        out: PathBuf,
        /// The folder of sources: `static`, `content` or `themes`.
        folder: &'static str,
    },
    /// The folder to publish into would hold the site's own sources or caches.
    Overlap {
        /// The folder to publish into.
        out: PathBuf,
        /// The site's root.
        root: PathBuf,
    },
    /// The folder to publish into is the root of a mounted file system, which cannot be renamed. A folder inside
    /// it can be used instead.
    MountPoint {
        /// The folder.
        out: PathBuf,
    },
    /// The published folder holds files that Guong did not write and the site does not list to
    /// keep. Nothing was touched.
    Foreign {
        /// The published folder.
        out: PathBuf,
        /// The first of them, in order, relative to `out`; a folder ends in `/`.
        paths: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// A path cannot be published.
    BadPath {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two outputs cannot stand side by side.
    Clash {
        /// The one that sorts first.
        first: String,
        /// The other.
        second: String,
        /// Why not.
        kind: ClashKind,
    },
    /// A kept folder exists in both trees, and neither may be deleted: one was created again after a build was
    /// interrupted.
    KeptTwice {
        /// In the published folder.
        live: PathBuf,
        /// In the spare.
        spare: PathBuf,
    },
    /// The caller wrote an output that is not pending: a programming error.
    NotPending {
        /// Its index among the wanted outputs.
        index: usize,
    },
    /// The caller committed before writing every pending output: a programming error.
    NotProduced {
        /// The first missing output.
        path: String,
        /// How many more there are.
        more: usize,
    },
}

/// The operation that the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Taking the lock of the state folder.
    Lock,
    /// Making a file or a folder.
    Create,
    /// Reading a file.
    Read,
    /// Listing a folder or looking at a file's stamp.
    Inspect,
    /// Writing a file.
    Write,
    /// Giving a file a second name.
    Link,
    /// Removing a file or a folder.
    Remove,
    /// Moving a file or a folder.
    Move,
    /// Replacing the old site by the new one.
    Exchange,
}

/// Why two outputs cannot stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// They have one path.
    Same,
    /// One is a file where the other needs a folder.
    FileAndFolder,
    /// They differ only in case, which Windows and macOS ignore.
    Case,
    /// The first is kept for the user, so that the site may not write there.
    Kept,
}

impl PublishError {
    /// Whether the machine is at fault (disk full, no permission, a mount), not the site, its settings or the
    /// caller.
    pub fn is_machine_fault(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::MountPoint { .. })
    }

    /// Whether the disk, or the user's share of it, is full.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Io { source, .. } if matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ))
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, path, source } => {
                write!(f, "{doing:?} {}: {source}", path.display())
            }
            Self::NotOurs { out } => write!(f, "not made by guong: {}", out.display()),
            Self::NotAFolder { out } => write!(f, "not a folder: {}", out.display()),
            Self::Overlap { out, root } => {
                write!(f, "{} holds the site {}", out.display(), root.display())
            }
            Self::InsideSources { out, folder } => write!(f, "{} lies in {folder}", out.display()),
            Self::MountPoint { out } => write!(f, "a mount point: {}", out.display()),
            Self::Foreign { out, paths, more } => {
                write!(f, "foreign in {}: {paths:?} and {more} more", out.display())
            }
            Self::BadPath { path, fault } => write!(f, "bad path {path:?}: {fault:?}"),
            Self::Clash { first, second, kind } => {
                write!(f, "clash ({kind:?}): {first:?}, {second:?}")
            }
            Self::KeptTwice { live, spare } => {
                write!(f, "kept twice: {}, {}", live.display(), spare.display())
            }
            Self::NotPending { index } => write!(f, "output {index} is not pending"),
            Self::NotProduced { path, more } => {
                write!(f, "not produced: {path:?} and {more} more")
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Adds the operation and the path to an I/O error.
pub(super) trait IoContext<T> {
    fn at(self, doing: Doing, path: &Path) -> Result<T>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn at(self, doing: Doing, path: &Path) -> Result<T> {
        self.map_err(|source| PublishError::Io { doing, path: path.to_owned(), source })
    }
}

/// Converts `NotFound` to `Ok(None)`.
pub(super) fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
