//! Where the trees stand.
//!
//! Takes the folder to publish into; gives the real places of the published tree, of its spare and
//! of what helps to exchange them; never changes a tree.
//!
//! The spare must be on the file system that `out` is on and outside every served folder. The
//! state folder is both, nearly always; if not, the spare is a hidden folder beside
//! `out`. Which of them can be used is not asked of device numbers, which lie about bind mounts
//! and overlays: an empty folder is moved to try it, once, before the first spare is made.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::lock::Lock;
use crate::source::TOPS;

/// The places that publishing knows, all of them absolute and free of links.
#[derive(Debug)]
pub(super) struct PublishPaths {
    /// The published tree.
    pub out: PathBuf,
    /// The other tree.
    pub spare: PathBuf,
    /// Where the old tree stands, beside `out`, between two renames.
    pub old: PathBuf,
    /// Tells the next command which kept files are on their way.
    pub journal: PathBuf,
}

impl PublishPaths {
    /// Finds the places for `out`; a relative one is meant from the site's root.
    pub fn find(lock: &Lock, out: &Path) -> Result<PublishPaths> {
        let out = lock.root().join(out);
        // Before any folder is made on the way there, and again where links are resolved.
        refuse_sources(lock.root(), &without_steps_up(&out))?;
        let out = real(&out)?;
        refuse_sources(lock.root(), &out)?;
        if lock.root().starts_with(&out) || lock.state().starts_with(&out) {
            return Err(PublishError::Overlap { out, root: lock.root().to_owned() });
        }
        refuse_mount(&out)?;
        // A site that is moved as a whole keeps its spare.
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

/// What is published must not become a source of what is published next.
fn refuse_sources(root: &Path, out: &Path) -> Result<()> {
    for folder in TOPS {
        let sources = root.join(folder);
        let real = fs::canonicalize(&sources).unwrap_or_else(|_| sources.clone());
        if out.starts_with(&sources) || out.starts_with(&real) {
            return Err(PublishError::InsideSources { out: out.to_owned(), folder });
        }
    }
    Ok(())
}

/// A path as it reads, its `..` taken back.
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

/// Resolves links on the way to `out`, and `out` itself if it is one, so that what is exchanged
/// is the folder and never a link to it. Makes the folders on the way.
fn real(out: &Path) -> Result<PathBuf> {
    match if_there(fs::symlink_metadata(out)).at(Doing::Look, out)? {
        Some(seen) if seen.is_symlink() => {
            let target = fs::canonicalize(out).at(Doing::Look, out)?;
            if target.is_dir() { Ok(target) } else { Err(not_a_folder(out)) }
        }
        Some(seen) if seen.is_dir() => fs::canonicalize(out).at(Doing::Look, out),
        Some(_) => Err(not_a_folder(out)),
        None => {
            let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
                return Err(not_a_folder(out));
            };
            fs::create_dir_all(parent).at(Doing::Create, parent)?;
            Ok(fs::canonicalize(parent).at(Doing::Look, parent)?.join(name))
        }
    }
}

fn not_a_folder(out: &Path) -> PublishError {
    PublishError::NotAFolder { out: out.to_owned() }
}

/// The root of a file system cannot be renamed: said before any work is done. A bind mount of
/// the same file system shows only at the exchange.
fn refuse_mount(out: &Path) -> Result<()> {
    let mount = match out.parent() {
        None => true,
        #[cfg(unix)]
        Some(parent) => {
            use std::os::unix::fs::MetadataExt;
            let device = |path: &Path| fs::metadata(path).map(|seen| seen.dev());
            match if_there(device(out)).at(Doing::Look, out)? {
                Some(inner) => inner != device(parent).at(Doing::Look, parent)?,
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
    Ok(if_there(fs::symlink_metadata(path)).at(Doing::Look, path)?.is_some())
}

/// Whether a folder can be renamed from the state folder to where `out` stands.
fn can_move(state: &Path, out: &Path) -> bool {
    let (from, to) = (state.join("probe"), beside(out, ".guong-probe"));
    // One that a killed process left.
    let _ = fs::remove_dir(&to);
    let made = fs::create_dir(&from).is_ok() || from.is_dir();
    let moved = made && fs::rename(&from, &to).is_ok();
    let _ = fs::remove_dir(if moved { &to } else { &from });
    moved
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): distinguishes a handful of places.
fn short_digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
