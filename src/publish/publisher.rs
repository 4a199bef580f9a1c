//! From the lock to the list of what must be written.
//!
//! Takes the target and the wanted outputs; gives a [`Publication`] that knows which of them are not published yet;
//! never touches the published tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::MANIFEST;
use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::exchange::{Method, recover};
use super::inspect::{FileState, Inspection, LEFT_BY_SYSTEMS, inspect};
use super::keep::Keep;
use super::lock::Lock;
use super::manifest::{ManifestLine, ManifestReading, TreeManifest, read_manifest};
use super::paths::{WantedOutput, check_all};
use super::place::PublishPaths;
use super::publication::Publication;

/// How many foreign files an error names.
const FOREIGN_SHOWN: usize = 20;

/// Where and how a site is published.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// The folder to publish into; may be relative to the site's root.
    pub out: PathBuf,
    /// The user's own paths in that folder, relative to it: `.git`, `CNAME`.
    pub keep: Vec<String>,
    /// How to exchange the trees.
    pub method: Method,
}

/// The state of the published tree.
#[derive(Debug)]
pub(super) enum PublishedTree {
    /// There is no folder, or an empty one.
    Absent,
    /// Guong made it, but its manifest is broken. Everything is written again; these paths were readable.
    Unknown(Vec<String>),
    /// Its manifest, and the state of each file.
    Known(TreeManifest, Vec<FileState>),
}

/// The state of the spare.
///
/// A `Missing` or `Dirty` spare is built from nothing. After the exchange it is `Apart`, then it is updated and
/// becomes `Level`. While it changes it is `Dirty`, because its manifest is removed before the first change and
/// written after the last one.
#[derive(Debug)]
pub(super) enum Spare {
    /// It does not exist, or is an empty folder: so far, nothing has changed since the first publication.
    Missing,
    /// A process died, or the disk was full, while it was changed.
    Dirty,
    /// It matches its manifest, but may differ from the published tree.
    Apart(TreeManifest, Option<SystemTime>),
    /// It holds what the published tree held when it was written: the manifest is one file in both.
    Level(Option<SystemTime>),
}

/// A site that is locked, recovered and inspected: ready to be published.
#[derive(Debug)]
pub struct Publisher {
    /// Held until the publication ends.
    _lock: Lock,
    pub(super) place: PublishPaths,
    pub(super) keep: Keep,
    pub(super) method: Method,
    pub(super) live: PublishedTree,
    pub(super) spare: Spare,
}

impl Publisher {
    /// Completes the exchange of a killed build, then reads and checks the published tree.
    ///
    /// Refuses a folder that Guong did not make, and one that holds foreign files.
    pub fn open(lock: Lock, target: &Target) -> Result<Publisher> {
        let keep = Keep::new(&target.keep)?;
        let place = PublishPaths::find(&lock, &target.out)?;
        recover(&place, &keep)?;
        let live = inspect_live(&place.out, &keep)?;
        let spare = inspect_spare(&place, &live)?;
        Ok(Publisher { _lock: lock, place, keep, method: target.method, live, spare })
    }

    /// Returns the published paths, sorted. If the manifest is damaged, some may be missing.
    pub fn published_paths(&self) -> Vec<&str> {
        match &self.live {
            PublishedTree::Absent => Vec::new(),
            PublishedTree::Unknown(paths) => paths.iter().map(String::as_str).collect(),
            PublishedTree::Known(manifest, _) => manifest.lines().iter().map(|line| &*line.path).collect(),
        }
    }

    /// Returns the published files with their keys; empty if the manifest is damaged.
    pub fn published(&self) -> &[ManifestLine] {
        match &self.live {
            PublishedTree::Known(manifest, _) => manifest.lines(),
            PublishedTree::Absent | PublishedTree::Unknown(_) => &[],
        }
    }

    /// Compares `wanted`, in strictly rising order of path (by bytes), with what is published.
    ///
    /// If anything differs, the spare is made ready to be written to.
    pub fn begin(self, wanted: Vec<WantedOutput>) -> Result<Publication> {
        check_all(&wanted, &self.keep)?;
        if let PublishedTree::Unknown(paths) = &self.live {
            self.refuse_unknown(paths, &wanted)?;
        }
        Publication::start(self, wanted)
    }

    /// Where the manifest is illegible, only a file that could be ours may be thrown away: one
    /// whose line is legible, that the spare holds too, or that is wanted again.
    fn refuse_unknown(&self, listed: &[String], wanted: &[WantedOutput]) -> Result<()> {
        let held: &[ManifestLine] = match &self.spare {
            Spare::Apart(manifest, _) => manifest.lines(),
            Spare::Missing | Spare::Dirty | Spare::Level(_) => &[],
        };
        let mut ours: Vec<(&str, u64)> = listed
            .iter()
            .map(String::as_str)
            .chain(held.iter().map(|line| &*line.path))
            .chain(wanted.iter().map(|wanted| &*wanted.path))
            .map(|path| (path, 0))
            .collect();
        ours.sort_unstable();
        ours.dedup();
        let inspection = inspect(&self.place.out, &ours, None, &self.keep)?;
        refuse_foreign(&self.place.out, inspection).map(drop)
    }
}

fn inspect_live(out: &Path, keep: &Keep) -> Result<PublishedTree> {
    let manifest = out.join(MANIFEST);
    match read_manifest(out).at(Doing::Read, &manifest)? {
        ManifestReading::None if holds_nothing(out, keep)? => Ok(PublishedTree::Absent),
        ManifestReading::None => Err(PublishError::NotOurs { out: out.to_owned() }),
        ManifestReading::Broken(paths) => Ok(PublishedTree::Unknown(paths)),
        ManifestReading::Whole(read) => {
            let lines: Vec<_> = read.lines().iter().map(|line| (&*line.path, line.size)).collect();
            let inspection = inspect(out, &lines, stamp(&manifest), keep)?;
            let states = refuse_foreign(out, inspection)?;
            Ok(PublishedTree::Known(read, states))
        }
    }
}

fn refuse_foreign(out: &Path, inspection: Inspection) -> Result<Vec<FileState>> {
    let Inspection { states, foreign: mut paths } = inspection;
    if paths.is_empty() {
        return Ok(states);
    }
    let more = paths.len().saturating_sub(FOREIGN_SHOWN);
    paths.truncate(FOREIGN_SHOWN);
    Err(PublishError::Foreign { out: out.to_owned(), paths, more })
}

/// Whether a folder may be taken over: it does not exist, or holds only what is kept.
fn holds_nothing(out: &Path, keep: &Keep) -> Result<bool> {
    let Some(entries) = if_there(fs::read_dir(out)).at(Doing::Inspect, out)? else {
        return Ok(true);
    };
    for entry in entries {
        let name = entry.at(Doing::Inspect, out)?.file_name();
        let ours = name.to_str().is_some_and(|name| keep.holds(name) || LEFT_BY_SYSTEMS.contains(&name));
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}

fn inspect_spare(place: &PublishPaths, live: &PublishedTree) -> Result<Spare> {
    let seen = if_there(fs::symlink_metadata(&place.spare)).at(Doing::Inspect, &place.spare)?;
    match seen {
        None => return Ok(Spare::Missing),
        // A link could lead back to the published tree.
        Some(seen) if !seen.is_dir() => return Ok(Spare::Dirty),
        Some(_) => {}
    }
    let manifest = place.spare.join(MANIFEST);
    if matches!(live, PublishedTree::Known(..)) && is_one_file(&manifest, &place.out.join(MANIFEST)) {
        return Ok(Spare::Level(stamp(&manifest)));
    }
    match read_manifest(&place.spare) {
        Ok(ManifestReading::Whole(read)) => Ok(Spare::Apart(read, stamp(&manifest))),
        // One that cannot be read is made again; if that fails too, that failure is reported.
        Ok(ManifestReading::None | ManifestReading::Broken(_)) | Err(_) => {
            let is_empty = fs::read_dir(&place.spare).is_ok_and(|mut entries| entries.next().is_none());
            Ok(if is_empty { Spare::Missing } else { Spare::Dirty })
        }
    }
}

/// Returns when the file was modified. If `None`, all files that are compared with it count as altered.
pub(super) fn stamp(path: &Path) -> Option<SystemTime> {
    fs::symlink_metadata(path).ok()?.modified().ok()
}

/// Whether two paths are hard links to one file; symbolic links are not followed.
pub(super) fn is_one_file(one: &Path, other: &Path) -> bool {
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|seen| seen.is_file());
    is_file(one) && is_file(other) && same_file::is_same_file(one, other).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_links_differ_from_equal_files() {
        let folder = tempfile::tempdir().unwrap();
        let [one, name, twin] = ["one", "name", "twin"].map(|name| folder.path().join(name));
        fs::write(&one, "same").unwrap();
        fs::write(&twin, "same").unwrap();
        fs::hard_link(&one, &name).unwrap();
        assert!(is_one_file(&one, &name));
        assert!(!is_one_file(&one, &twin));
        assert!(!is_one_file(&one, &folder.path().join("none")));
        assert!(!is_one_file(folder.path(), folder.path()), "a folder is not a file");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&one, &link).unwrap();
            assert!(!is_one_file(&one, &link));
        }
    }
}
