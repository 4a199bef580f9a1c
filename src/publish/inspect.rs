//! Inspects the published tree: whether every file is unchanged, and whether there are foreign files.
//!
//! Takes a tree and the lines of its manifest; gives the state of each file, and the foreign paths; never changes
//! anything and never follows a link. No timestamps are stored: the manifest is written last, so a file of the
//! right size that is not newer than the manifest is unchanged, and a file edited by hand is newer.

use std::fs::{self, Metadata};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;

use super::MANIFEST;
use super::error::{Doing, IoContext, Result};
use super::keep::Keep;

/// Files that file managers create in folders. They are ignored: neither foreign nor kept.
pub(super) const LEFT_BY_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The state of one published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileState {
    /// Missing, edited by hand, or no longer a regular file.
    Damaged,
    /// Unchanged.
    Intact,
    /// Unchanged, with another hard link: if the two trees are level, that is the spare's.
    Paired,
}

/// The result of an inspection.
#[derive(Debug)]
pub(super) struct Inspection {
    /// The state of each line, in the same order.
    pub states: Vec<FileState>,
    /// The paths that are neither published nor kept, sorted; a folder ends in `/`.
    pub foreign: Vec<String>,
}

/// A file that a tree should hold: its path and its size.
pub(super) type ExpectedFile<'a> = (&'a str, u64);

/// Whether a file (not followed if it is a link) is unchanged: of this size, and not newer than the manifest,
/// which was `written` last.
pub(super) fn is_intact(seen: &Metadata, size: u64, written: Option<SystemTime>) -> bool {
    let in_time = match (seen.modified(), written) {
        (Ok(modified), Some(written)) => modified <= written,
        _ => false,
    };
    seen.is_file() && seen.len() == size && in_time
}

/// Inspects the whole tree, its folders in parallel. `expected` is sorted by path; if the tree does not exist,
/// all of it is damaged.
pub(super) fn inspect(
    tree: &Path,
    expected: &[ExpectedFile<'_>],
    written: Option<SystemTime>,
    keep: &Keep,
) -> Result<Inspection> {
    let states = expected.iter().map(|_| AtomicU8::new(FileState::Damaged as u8)).collect();
    let walk = TreeWalk { expected, written, keep, states, foreign: Mutex::default() };
    walk.folder(tree, "", 0..expected.len())?;
    let mut foreign = walk.foreign.into_inner().expect("no thread panics while it holds a name");
    foreign.sort_unstable();
    let states = walk.states.into_iter().map(|state| match state.into_inner() {
        state if state == FileState::Paired as u8 => FileState::Paired,
        state if state == FileState::Intact as u8 => FileState::Intact,
        _ => FileState::Damaged,
    });
    Ok(Inspection { states: states.collect(), foreign })
}

struct TreeWalk<'a> {
    expected: &'a [ExpectedFile<'a>],
    written: Option<SystemTime>,
    keep: &'a Keep,
    states: Vec<AtomicU8>,
    foreign: Mutex<Vec<String>>,
}

/// An expected child of a folder. A file sorts before a folder of the same name; both exist if the expected
/// paths come from two manifests.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Child<'a> {
    name: &'a str,
    is_folder: bool,
    /// The range of its lines: one line for a file, all lines inside for a folder.
    lines: (usize, usize),
}

impl<'a> TreeWalk<'a> {
    /// Inspects a folder, which should hold the given lines, and the folders in it.
    fn folder(&self, full: &Path, path: &str, lines: Range<usize>) -> Result<()> {
        let children = self.children(path, lines);
        let entries = match fs::read_dir(full) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.at(Doing::Inspect, full)?,
        };
        let mut inside: Vec<(String, Range<usize>)> = Vec::new();
        for entry in entries {
            let entry = entry.at(Doing::Inspect, full)?;
            let is_folder = entry.file_type().at(Doing::Inspect, &entry.path())?.is_dir();
            let name = entry.file_name();
            let known = name.to_str().and_then(|name| find(&children, name, is_folder));
            match known {
                Some(child) if is_folder => {
                    inside.push((child.name.to_owned(), child.lines.0..child.lines.1));
                }
                Some(child) => self.file(child.lines.0, entry.metadata()),
                None => self.stranger(path, &name.to_string_lossy(), is_folder, &mut inside),
            }
        }
        inside
            .into_par_iter()
            .try_for_each(|(name, lines)| self.folder(&full.join(&name), &join(path, &name), lines))
    }

    /// Returns the expected children of a folder, sorted by name. In path order, the lines of one folder are
    /// adjacent.
    fn children(&self, path: &str, lines: Range<usize>) -> Vec<Child<'a>> {
        let skip = if path.is_empty() { 0 } else { path.len() + 1 };
        let mut children: Vec<Child<'a>> = Vec::new();
        for index in lines {
            let rest = &self.expected[index].0[skip..];
            let (name, is_folder) = match rest.split_once('/') {
                Some((name, _)) => (name, true),
                None => (rest, false),
            };
            match children.last_mut() {
                Some(last) if is_folder && last.is_folder && last.name == name => {
                    last.lines.1 = index + 1;
                }
                _ => children.push(Child { name, is_folder, lines: (index, index + 1) }),
            }
        }
        children.sort_unstable();
        children
    }

    fn file(&self, line: usize, seen: io::Result<Metadata>) {
        // A file that vanished since the listing is damaged; so is a link in its place.
        let Ok(seen) = seen else { return };
        if is_intact(&seen, self.expected[line].1, self.written) {
            let state = if has_other_names(&seen) { FileState::Paired } else { FileState::Intact };
            self.states[line].store(state as u8, Ordering::Relaxed);
        }
    }

    /// Handles an unexpected child: it is kept, leads to something kept, or is foreign.
    fn stranger(&self, path: &str, name: &str, is_folder: bool, inside: &mut Vec<(String, Range<usize>)>) {
        let mut full = join(path, name);
        if full == MANIFEST || self.keep.holds(&full) {
            return;
        }
        if is_folder && self.keep.leads_through(&full) {
            inside.push((name.to_owned(), 0..0));
            return;
        }
        if !is_folder && LEFT_BY_SYSTEMS.contains(&name) {
            return;
        }
        if is_folder {
            full.push('/');
        }
        self.foreign.lock().expect("no thread panics while it holds a name").push(full);
    }
}

fn find<'c, 'a>(children: &'c [Child<'a>], name: &str, is_folder: bool) -> Option<&'c Child<'a>> {
    let found = children.binary_search_by(|child| (child.name, child.is_folder).cmp(&(name, is_folder)));
    found.ok().map(|at| &children[at])
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

#[cfg(unix)]
fn has_other_names(seen: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(seen) > 1
}

/// The standard library does not report link counts here: the spare's files are inspected instead.
#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}
