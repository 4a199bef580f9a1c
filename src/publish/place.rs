//! The paths of the trees.
//!
//! Takes the folder to publish into; gives the resolved paths of the published tree, its spare and the journal;
//! never changes a tree.
//!
//! The spare must be on the same file system as `out` and outside every served folder. The state folder nearly
//! always is; if not, the spare is a hidden folder beside `out`. Device numbers are wrong for bind mounts and
//! overlays, so this is tested once, before the first spare is created, by moving an empty folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::lock::Lock;
use crate::source::TOPS;

/// The paths that publishing uses, all of them absolute and without links.
#[derive(Debug)]
pub(super) struct PublishPaths {
    /// The published tree.
    pub out: PathBuf,
    /// The other tree.
    pub spare: PathBuf,
    /// The old tree between two renames, beside `out`.
    pub old: PathBuf,
    /// The list of kept files that are being moved, for the next command.
    pub journal: PathBuf,
}

impl PublishPaths {
    /// Finds the paths for `out`, which may be relative to the site's root.
    pub fn find(lock: &Lock, out: &Path) -> Result<PublishPaths> {
        let out = lock.root().join(out);
        // Checked before any folder is created, and again after links are resolved.
        refuse_sources(lock.root(), &without_steps_up(&out))?;
        let out = real(&out)?;
        refuse_sources(lock.root(), &out)?;
        if lock.root().starts_with(&out) || lock.state().starts_with(&out) {
            return Err(PublishError::Overlap { out, root: lock.root().to_owned() });
        }
        refuse_mount(&out)?;
        // A relative path, so that a site that is moved as a whole keeps its spare.
        let named = out.strip_prefix(lock.root()).unwrap_or(&out);
        let digest = short_digest(named.as_os_str().as_encoded_bytes());
        let journal = lock.state().join(format!("kept-{digest:016x}"));
        let inner = lock.state().join(format!("spare-{digest:016x}"));
        let sibling = beside(&out, ".guong-spare");
        let old = beside(&out, ".guong-old");
        let spare = if stands(&inner)? {
            inner
        } else if stands(&sibling)? || !can_move(lock.state(), &out) {
            sibling
        } else {
            inner
        };
        Ok(PublishPaths { out, spare, old, journal })
    }
}

/// Refuses a folder inside the sources: published files must not become sources of the next build.
fn refuse_sources(root: &Path, out: &Path) -> Result<()> {
    match sources_around(root, out) {
        Some(folder) => Err(PublishError::InsideSources { out: out.to_owned(), folder }),
        None => Ok(()),
    }
}

/// Returns the folder of sources, below the site's root, that contains a path.
pub(crate) fn sources_around(root: &Path, path: &Path) -> Option<&'static str> {
    TOPS.into_iter().find(|folder| {
        let sources = root.join(folder);
        path.starts_with(&sources) || fs::canonicalize(&sources).is_ok_and(|real| path.starts_with(real))
    })
}

/// Resolves `..` in a path lexically.
fn without_steps_up(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Resolves links in `out`, including `out` itself, so that the folder is exchanged and never a link to it.
/// Creates the parent folders.
fn real(out: &Path) -> Result<PathBuf> {
    match if_there(fs::symlink_metadata(out)).at(Doing::Inspect, out)? {
        Some(seen) if seen.is_symlink() => {
            let target = fs::canonicalize(out).at(Doing::Inspect, out)?;
            if target.is_dir() { Ok(target) } else { Err(not_a_folder(out)) }
        }
        Some(seen) if seen.is_dir() => fs::canonicalize(out).at(Doing::Inspect, out),
        Some(_) => Err(not_a_folder(out)),
        None => {
            let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
                return Err(not_a_folder(out));
            };
            fs::create_dir_all(parent).at(Doing::Create, parent)?;
            Ok(fs::canonicalize(parent).at(Doing::Inspect, parent)?.join(name))
        }
    }
}

fn not_a_folder(out: &Path) -> PublishError {
    PublishError::NotAFolder { out: out.to_owned() }
}

/// Refuses the root of a file system, which cannot be renamed, before any work is done. A bind mount of the same
/// file system is noticed only at the exchange.
fn refuse_mount(out: &Path) -> Result<()> {
    let mount = match out.parent() {
        None => true,
        #[cfg(unix)]
        Some(parent) => {
            use std::os::unix::fs::MetadataExt;
            let device = |path: &Path| fs::metadata(path).map(|seen| seen.dev());
            match if_there(device(out)).at(Doing::Inspect, out)? {
                Some(inner) => inner != device(parent).at(Doing::Inspect, parent)?,
                None => false,
            }
        }
        #[cfg(not(unix))]
        Some(_) => false,
    };
    if mount { Err(PublishError::MountPoint { out: out.to_owned() }) } else { Ok(()) }
}

/// `/site/public` gives `/site/.public.guong-spare`.
fn beside(out: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(suffix);
    out.with_file_name(name)
}

fn stands(path: &Path) -> Result<bool> {
    Ok(if_there(fs::symlink_metadata(path)).at(Doing::Inspect, path)?.is_some())
}

/// Whether a folder can be renamed from the state folder to the parent of `out`.
fn can_move(state: &Path, out: &Path) -> bool {
    let (from, to) = (state.join("probe"), beside(out, ".guong-probe"));
    // A killed process may have left one.
    let _ = fs::remove_dir(&to);
    let made = fs::create_dir(&from).is_ok() || from.is_dir();
    let moved = made && fs::rename(&from, &to).is_ok();
    let _ = fs::remove_dir(if moved { &to } else { &from });
    moved
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>), enough to distinguish a handful of folders.
fn short_digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
