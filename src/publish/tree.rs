//! Updates one tree: the only code that changes files inside a tree.
//!
//! Takes a tree that is not served, and [`Steps`] to apply, by hard links if possible, otherwise by copies; never
//! writes through a link: a file that gets new bytes is removed and created again, and a folder is entered only
//! after a check that it is a folder and not a symbolic link.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::error::{Doing, IoContext, Result, if_there};
use super::inspect::{LEFT_BY_SYSTEMS, is_intact};
use super::manifest::ManifestLine;
use super::paths::parent;
use crate::world::patiently;

/// Files per parallel task: enough that neighbours share their folders.
const CHUNK: usize = 256;

/// What one wanted output needs in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputNeed {
    /// The file in the tree is the wanted one.
    Nothing,
    /// The file in the tree should be the wanted one, of this size; this must be checked.
    Check(u64),
    /// The wanted file is to be linked from the other tree.
    Link,
    /// The caller will write it; its folder must exist.
    Room,
}

/// The steps that turn a tree into the wanted one.
#[derive(Debug, Default)]
pub(super) struct Steps<'a> {
    remove: Vec<&'a str>,
    check: Vec<(&'a str, u64)>,
    link: Vec<&'a str>,
    room: Vec<&'a str>,
}

impl<'a> Steps<'a> {
    /// Compares the files that the tree `holds` with the `wanted` paths, both sorted. `need` is called for each
    /// wanted output, with the line that the tree has for it.
    pub fn between(
        holds: &'a [ManifestLine],
        wanted: impl Iterator<Item = &'a str>,
        need: impl Fn(usize, Option<&ManifestLine>) -> OutputNeed,
    ) -> Steps<'a> {
        let mut steps = Steps::default();
        let mut held = holds.iter().peekable();
        for (index, path) in wanted.enumerate() {
            while let Some(line) = held.next_if(|line| *line.path < *path) {
                steps.remove.push(&line.path);
            }
            let line = held.next_if(|line| *line.path == *path);
            let need = need(index, line);
            if line.is_some() && matches!(need, OutputNeed::Link | OutputNeed::Room) {
                steps.remove.push(path);
            }
            match need {
                OutputNeed::Nothing => {}
                OutputNeed::Check(size) => steps.check.push((path, size)),
                OutputNeed::Link => steps.link.push(path),
                OutputNeed::Room => steps.room.push(path),
            }
        }
        steps.remove.extend(held.map(|line| &*line.path));
        steps
    }

    /// Applies the steps to `tree`, linking from `source`. A checked file counts as unchanged only if it is not
    /// newer than `stamp`. Takes time proportional to the number of steps.
    pub fn apply(mut self, tree: &Path, source: &Path, stamp: Option<SystemTime>) -> Result<()> {
        let lost: Vec<&str> = self
            .check
            .par_iter()
            .filter(|(path, size)| {
                let seen = fs::symlink_metadata(tree.join(path));
                !seen.is_ok_and(|seen| is_intact(&seen, *size, stamp))
            })
            .map(|(path, _)| *path)
            .collect();
        self.remove.extend(&lost);
        self.link.extend(&lost);

        self.remove.par_chunks(CHUNK).try_for_each(|paths| remove_all(tree, paths))?;
        remove_emptied(tree, &self.remove);
        self.room.par_chunks(CHUNK).try_for_each(|paths| {
            let mut cursor = Cursor::new(tree);
            paths.iter().try_for_each(|path| {
                cursor.make(parent(path)).map(drop).at(Doing::Create, &tree.join(parent(path)))
            })
        })?;
        self.link.par_chunks(CHUNK).try_for_each(|paths| link_all(tree, source, paths))
    }
}

fn remove_all(tree: &Path, paths: &[&str]) -> Result<()> {
    let mut cursor = Cursor::new(tree);
    for path in paths {
        if cursor.enter(parent(path)).at(Doing::Inspect, &tree.join(path))? {
            let file = tree.join(path);
            if_there(patiently(|| fs::remove_file(&file))).at(Doing::Remove, &file)?;
        }
    }
    Ok(())
}

/// Removes the folders that became empty, from the inside out. Folders that are not empty cannot be removed, so
/// failures are ignored.
fn remove_emptied(tree: &Path, removed: &[&str]) {
    let mut folders = BTreeSet::new();
    for path in removed {
        let mut folder = parent(path);
        while !folder.is_empty() && folders.insert(folder) {
            folder = parent(folder);
        }
    }
    let mut cursor = Cursor::new(tree);
    // A folder sorts before everything inside it.
    for folder in folders.into_iter().rev() {
        if cursor.enter(parent(folder)).unwrap_or(false) {
            let full = tree.join(folder);
            if fs::remove_dir(&full).is_err() && clear(&full) {
                let _ = fs::remove_dir(&full);
            }
        }
    }
}

/// Removes the files of file managers if a folder contains nothing else; returns whether it is empty then.
fn clear(folder: &Path) -> bool {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|seen| seen.is_dir());
    let Some(entries) = is_folder.then(|| fs::read_dir(folder).ok()).flatten() else {
        return false;
    };
    let mut left = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) if LEFT_BY_SYSTEMS.iter().any(|left| entry.file_name() == *left) => {
                left.push(entry.path());
            }
            _ => return false,
        }
    }
    left.iter().all(|path| fs::remove_file(path).is_ok())
}

fn link_all(tree: &Path, source: &Path, paths: &[&str]) -> Result<()> {
    let mut cursor = Cursor::new(tree);
    for path in paths {
        let to = tree.join(path);
        cursor.make(parent(path)).at(Doing::Create, &to)?;
        link_or_copy(&source.join(path), &to)?;
    }
    Ok(())
}

/// Links `from` to `to`, or copies it if it cannot be linked; returns whether it was linked. An existing file at
/// `to` is removed first, never written to.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> Result<bool> {
    for _ in 0..2 {
        match fs::hard_link(from, to) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                patiently(|| fs::remove_file(to)).at(Doing::Remove, to)?;
            }
            Err(error) if is_full(&error) => return Err(error).at(Doing::Link, to),
            // A different file system, too many links, or no support for links: copy instead.
            Err(_) => break,
        }
    }
    copy_new(from, to).at(Doing::Write, to)?;
    Ok(false)
}

/// Copies to a new file; an existing file is replaced.
pub(super) fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    create_with(to, |file| io::copy(&mut source, file).map(drop))
}

/// Creates a new file and fills it; an existing file is replaced, and a partial one is removed on error.
pub(super) fn create_with(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            patiently(|| fs::remove_file(path))?;
            File::create_new(path)?
        }
        other => other?,
    };
    fill(&mut file).inspect_err(|_| {
        // The first error is the one to report.
        let _ = fs::remove_file(path);
    })
}

/// Whether two files have the same bytes.
pub(super) fn has_same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
    loop {
        let (some, same) = (one.fill_buf()?, other.fill_buf()?);
        let length = some.len().min(same.len());
        if some[..length] != same[..length] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(some.len() == same.len());
        }
        one.consume(length);
        other.consume(length);
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Removes a whole tree without following links. It need not exist.
pub(super) fn discard(tree: &Path) -> Result<()> {
    let removed = match if_there(fs::symlink_metadata(tree)).at(Doing::Inspect, tree)? {
        None => return Ok(()),
        Some(seen) if seen.is_dir() => fs::remove_dir_all(tree),
        Some(_) => fs::remove_file(tree),
    };
    if_there(removed).map(drop).at(Doing::Remove, tree)
}

/// A position in a tree. Consecutive sorted paths share folders, so each folder is checked only once.
pub(super) struct Cursor<'t> {
    tree: &'t Path,
    /// The current folder; every part of it is known to be a real folder.
    seen: String,
}

impl<'t> Cursor<'t> {
    pub fn new(tree: &'t Path) -> Cursor<'t> {
        Cursor { tree, seen: String::new() }
    }

    /// Whether `folder` exists in the tree, with no link in its path.
    pub fn enter(&mut self, folder: &str) -> io::Result<bool> {
        self.walk(folder, |path| {
            let seen = if_there(fs::symlink_metadata(path))?;
            Ok(seen.is_some_and(|seen| seen.is_dir()))
        })
    }

    /// Creates `folder` and its parents; an error if anything in the path is not a folder.
    pub fn make(&mut self, folder: &str) -> io::Result<()> {
        self.walk(folder, |path| match fs::create_dir(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                match fs::symlink_metadata(path)?.is_dir() {
                    true => Ok(true),
                    false => Err(io::ErrorKind::NotADirectory.into()),
                }
            }
            Err(error) => Err(error),
        })
        .map(drop)
    }

    fn walk(&mut self, folder: &str, mut step: impl FnMut(&Path) -> io::Result<bool>) -> io::Result<bool> {
        while !(self.seen.is_empty() || self.seen == folder || leads_to(&self.seen, folder)) {
            self.seen.truncate(parent(&self.seen).len());
        }
        if self.seen.len() == folder.len() {
            return Ok(true);
        }
        let mut path: PathBuf = self.tree.join(&self.seen);
        let known = if self.seen.is_empty() { 0 } else { self.seen.len() + 1 };
        for part in folder[known..].split('/') {
            path.push(part);
            if !step(&path)? {
                return Ok(false);
            }
            if !self.seen.is_empty() {
                self.seen.push('/');
            }
            self.seen.push_str(part);
        }
        Ok(true)
    }
}

fn leads_to(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compared_to_their_last_byte() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        let long = vec![7; 20_000];
        let one = file("one", &long);
        let mut other = long.clone();
        assert!(has_same_bytes(&one, &file("same", &other)).unwrap());
        for at in [0, 8191, 8192, 19_999] {
            other[at] = 8;
            assert!(!has_same_bytes(&one, &file("other", &other)).unwrap(), "{at}");
            other[at] = 7;
        }
        assert!(!has_same_bytes(&one, &file("short", &long[..8192])).unwrap());
        assert!(!has_same_bytes(&file("none", b""), &one).unwrap());
    }
}
