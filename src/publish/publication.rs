//! A publication in progress: the caller writes the pending outputs, then commits.
//!
//! Takes the bytes of the pending outputs, from several threads; replaces the old site by the new one; never writes
//! into the published tree before the exchange, and after it only to move the kept files.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::MANIFEST;
use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::exchange::{carry_kept, exchange};
use super::inspect::FileState;
use super::manifest::{ManifestLine, TreeManifest};
use super::paths::WantedOutput;
use super::place::PublishPaths;
use super::publisher::{PublishedTree, Publisher, Spare, is_one_file};
use super::tree::{OutputNeed, Steps, create_with, discard, has_same_bytes, link_or_copy};
use crate::digest::Digest;
use crate::world::{first_held, patiently};

/// The size of an output that has not been written yet.
const UNWRITTEN: u64 = u64::MAX;

/// The stage of a publication. It stays `Standing` if nothing differs; otherwise it is `Filling`, then `Turning`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The published tree is current: nothing will be touched.
    Standing,
    /// The spare is being filled. If the publication is dropped now, the spare is deleted, to free the disk.
    Filling,
    /// The spare is complete and may contain kept files: it must not be deleted.
    Turning,
}

/// How one wanted output gets into the new site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutputFate {
    /// Already published with the same key. `line` is its index in the old manifest; `paired`, whether it has
    /// another hard link.
    Kept { line: usize, paired: bool },
    /// To be written by the caller. `old_size` is the size of the intact file that is published there with a
    /// different key, if any.
    Pending { old_size: Option<u64> },
}

/// How a file got into the site by [`Publication::link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "an altered source must be derived again"]
pub enum Linked {
    /// Hard linked.
    Shared,
    /// Copied, because it cannot be linked.
    Copied,
    /// Not linked: the source is also the published file, which was edited by hand. It must be derived again, and
    /// given as a new file or by [`Publication::write`].
    Altered,
}

/// The result of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Outputs that were written.
    pub written: usize,
    /// Outputs of the old site that the new one lacks.
    pub removed: usize,
    /// Outputs that were published already.
    pub kept: usize,
    /// Whether the spare, if there is one, equals the published tree. If not (the disk was full), it was deleted, and
    /// the next publication that changes something makes a new one.
    pub level: bool,
}

/// A publication in progress. If it is dropped without [`Publication::commit`], the old site stays.
#[derive(Debug)]
pub struct Publication {
    publisher: Publisher,
    wanted: Vec<WantedOutput>,
    fates: Vec<OutputFate>,
    pending: Vec<usize>,
    removed: usize,
    sizes: Vec<AtomicU64>,
    keys: Vec<OnceLock<Digest>>,
    /// The number of pending outputs whose bytes turned out to be published already.
    unchanged: AtomicUsize,
    stage: Stage,
}

impl Publication {
    pub(super) fn start(publisher: Publisher, wanted: Vec<WantedOutput>) -> Result<Publication> {
        let (fates, removed) = decide(&publisher.live, &wanted);
        let pending: Vec<usize> =
            (0..fates.len()).filter(|&index| matches!(fates[index], OutputFate::Pending { .. })).collect();
        let is_current =
            matches!(publisher.live, PublishedTree::Known(..)) && pending.is_empty() && removed == 0;
        let sizes = fates.iter().map(|fate| AtomicU64::new(old_size(&publisher.live, *fate)));
        let mut publication = Publication {
            sizes: sizes.collect(),
            keys: wanted.iter().map(|wanted| wanted.key.map_or_else(OnceLock::new, OnceLock::from)).collect(),
            unchanged: AtomicUsize::new(0),
            publisher,
            wanted,
            fates,
            pending,
            removed,
            stage: Stage::Standing,
        };
        if !is_current {
            publication.stage = Stage::Filling;
            let ready = publication.make_spare_ready();
            ready.map_err(|error| as_published(error, &publication.publisher.place))?;
        }
        Ok(publication)
    }

    /// Returns the indexes of the outputs that must be written, in ascending order.
    pub fn pending(&self) -> &[usize] {
        &self.pending
    }

    /// Sets the key of an output that was requested without one. So a first build makes each view only once, for
    /// both its key and its bytes.
    pub fn set_key(&self, index: usize, key: Digest) {
        // A second call has no effect: the key of an output is always the same.
        let _ = self.keys[index].set(key);
    }

    /// Returns the outputs that have keys, in order of path.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.paths().zip(&self.keys).filter_map(|(path, key)| Some((path, *key.get()?)))
    }

    /// Writes a pending output. If it is written twice, the later bytes count. If the published file already has
    /// these bytes, it is linked, which keeps its times.
    pub fn write(&self, index: usize, bytes: &[u8]) -> Result<()> {
        let path = self.room(index)?;
        if self.is_published(index, bytes) {
            link_or_copy(&self.publisher.place.out.join(&self.wanted[index].path), &path)?;
            self.sizes[index].store(bytes.len() as u64, Ordering::Relaxed);
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        create_with(&path, |file| file.write_all(bytes)).at(Doing::Write, &path)?;
        self.sizes[index].store(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Writes a pending output piece by piece, otherwise as [`Self::write`].
    pub fn write_with(
        &self,
        index: usize,
        fill: impl FnOnce(&mut BufWriter<&mut fs::File>) -> io::Result<()>,
    ) -> Result<()> {
        let path = self.room(index)?;
        let fill = |file: &mut fs::File| {
            let mut out = BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        };
        create_with(&path, fill).at(Doing::Write, &path)?;
        let size = fs::symlink_metadata(&path).at(Doing::Inspect, &path)?.len();
        self.sizes[index].store(size, Ordering::Relaxed);
        let live = self.publisher.place.out.join(&self.wanted[index].path);
        if self.is_intact(index, size) && has_same_bytes(&path, &live).unwrap_or(false) {
            fs::remove_file(&path).at(Doing::Remove, &path)?;
            link_or_copy(&live, &path)?;
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Reads an output of the new site, which must be kept, or written already.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.publisher.place.spare.join(path))
    }

    /// Publishes an existing file, such as a cached one, as a pending output, by a hard link if possible. The file
    /// must not be modified afterwards, only replaced.
    pub fn link(&self, index: usize, source: &Path) -> Result<Linked> {
        let path = self.room(index)?;
        let live = self.publisher.place.out.join(&self.wanted[index].path);
        if is_one_file(source, &live) {
            return Ok(Linked::Altered);
        }
        let linked = if link_or_copy(source, &path)? { Linked::Shared } else { Linked::Copied };
        let size = fs::symlink_metadata(&path).at(Doing::Inspect, &path)?.len();
        self.sizes[index].store(size, Ordering::Relaxed);
        Ok(linked)
    }

    /// Replaces the old site by the new one, then levels the spare. If nothing differs, nothing is touched. A first
    /// site gets no spare: there is nothing yet that it could protect, and the next change makes it.
    ///
    /// # Errors
    /// The old site stays untouched, unless moving the kept files after the exchange failed (see [`PublishError`]).
    pub fn commit(mut self) -> Result<Summary> {
        let manifest = self.manifest()?;
        if self.stage == Stage::Filling {
            let text = manifest.to_text();
            let path = self.publisher.place.spare.join(MANIFEST);
            create_with(&path, |file| file.write_all(text.as_bytes())).at(Doing::Write, &path)?;
            let Publisher { place, keep, method, .. } = &self.publisher;
            self.stage = Stage::Turning;
            exchange(place, keep, *method)?;
            carry_kept(place, keep)?;
        }
        // The new site is published: a failure from here on only makes the next publication slower.
        let level = self.bring_level(&manifest).is_ok();
        if !level {
            let _ = discard(&self.publisher.place.spare);
        }
        let written = self.pending.len() - self.unchanged.load(Ordering::Relaxed);
        let kept = self.wanted.len() - written;
        Ok(Summary { written, removed: self.removed, kept, level })
    }

    /// Whether the published file has these bytes.
    fn is_published(&self, index: usize, bytes: &[u8]) -> bool {
        let live = || fs::read(self.publisher.place.out.join(&self.wanted[index].path));
        self.is_intact(index, bytes.len() as u64) && live().is_ok_and(|old| old == bytes)
    }

    /// Whether an intact file of this size is published in the place of a pending output.
    fn is_intact(&self, index: usize, size: u64) -> bool {
        matches!(self.fates.get(index), Some(OutputFate::Pending { old_size }) if *old_size == Some(size))
    }

    /// Returns the path where a pending output is to be written.
    fn room(&self, index: usize) -> Result<std::path::PathBuf> {
        match self.fates.get(index) {
            Some(OutputFate::Pending { .. }) => Ok(self.publisher.place.spare.join(&self.wanted[index].path)),
            _ => Err(PublishError::NotPending { index }),
        }
    }

    /// Returns the manifest of the new site, or an error if a pending output was not written.
    fn manifest(&self) -> Result<TreeManifest> {
        let size = |index: usize| self.sizes[index].load(Ordering::Relaxed);
        let lacks = |index: usize| size(index) == UNWRITTEN || self.keys[index].get().is_none();
        let mut missing = self.pending.iter().filter(|&&index| lacks(index));
        if let Some(&first) = missing.next() {
            let path = self.wanted[first].path.clone();
            return Err(PublishError::NotProduced { path, more: missing.count() });
        }
        let lines = self.wanted.iter().enumerate().map(|(index, wanted)| ManifestLine {
            path: wanted.path.as_str().into(),
            key: *self.keys[index].get().expect("a missing key was found above"),
            size: size(index),
        });
        Ok(TreeManifest::new(lines.collect()))
    }

    /// Updates the spare until only the pending outputs are missing. A spare that differs from its manifest is made
    /// again.
    fn make_spare_ready(&self) -> Result<()> {
        let Publisher { place, live, spare, .. } = &self.publisher;
        let (holds, stamp, level): (&[ManifestLine], _, _) = match (spare, live) {
            (Spare::Apart(manifest, stamp), _) => (manifest.lines(), stamp, false),
            (Spare::Level(stamp), PublishedTree::Known(manifest, _)) => (manifest.lines(), stamp, true),
            _ => return self.rebuild_spare(),
        };
        let need = |index: usize, line: Option<&ManifestLine>| match (self.fates[index], line) {
            (OutputFate::Pending { .. }, _) => OutputNeed::Room,
            (OutputFate::Kept { .. }, None) => OutputNeed::Link,
            (OutputFate::Kept { .. }, Some(line)) if Some(line.key) != self.wanted[index].key => {
                OutputNeed::Link
            }
            (OutputFate::Kept { paired: true, .. }, Some(_)) if level => OutputNeed::Nothing,
            (OutputFate::Kept { .. }, Some(_)) => {
                OutputNeed::Check(self.sizes[index].load(Ordering::Relaxed))
            }
        };
        let steps = Steps::between(holds, self.paths(), need);
        mark_dirty(&place.spare)?;
        steps.apply(&place.spare, &place.out, *stamp).or_else(|_| self.rebuild_spare())
    }

    fn rebuild_spare(&self) -> Result<()> {
        let place = &self.publisher.place;
        discard(&place.spare)?;
        fs::create_dir(&place.spare).at(Doing::Create, &place.spare)?;
        let need = |index: usize, _: Option<&ManifestLine>| match self.fates[index] {
            OutputFate::Pending { .. } => OutputNeed::Room,
            OutputFate::Kept { .. } => OutputNeed::Link,
        };
        Steps::between(&[], self.paths(), need).apply(&place.spare, &place.out, None)
    }

    /// Applies the same changes to the spare, so that the next publication costs no more than its own edit, and
    /// withdrawn bytes are removed from both trees.
    fn bring_level(&self, manifest: &TreeManifest) -> Result<()> {
        let Publisher { place, live, spare, .. } = &self.publisher;
        match (self.stage, live, spare) {
            (Stage::Turning, PublishedTree::Known(old, _), _) => {
                // The spare is now the old tree, in which every `Kept` output is intact.
                let need = |index: usize, line: Option<&ManifestLine>| match (self.fates[index], line) {
                    (OutputFate::Kept { .. }, Some(_)) => OutputNeed::Nothing,
                    _ => OutputNeed::Link,
                };
                let steps = Steps::between(old.lines(), self.paths(), need);
                mark_dirty(&place.spare)?;
                steps.apply(&place.spare, &place.out, None)?;
            }
            // An empty folder keeps the place of the spare, so that the next command need not find one.
            (Stage::Turning, PublishedTree::Absent, _) => {
                discard(&place.spare)?;
                return fs::create_dir(&place.spare).at(Doing::Create, &place.spare);
            }
            (Stage::Turning, ..) => self.relink_spare()?,
            (_, _, Spare::Level(_) | Spare::Missing) => return Ok(()),
            (_, _, Spare::Apart(holds, _)) if holds == manifest => return Ok(()),
            (_, _, Spare::Apart(..)) => self.make_spare_ready()?,
            (_, _, Spare::Dirty) => self.rebuild_spare()?,
        }
        link_or_copy(&place.out.join(MANIFEST), &place.spare.join(MANIFEST)).map(drop)
    }

    /// After the exchange, if the old tree is unknown.
    fn relink_spare(&self) -> Result<()> {
        let place = &self.publisher.place;
        discard(&place.spare)?;
        fs::create_dir(&place.spare).at(Doing::Create, &place.spare)?;
        Steps::between(&[], self.paths(), |_, _| OutputNeed::Link).apply(&place.spare, &place.out, None)
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().map(|wanted| wanted.path.as_str())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if self.stage == Stage::Filling {
            // If this fails, the next publication removes it, since it is dirty.
            let _ = discard(&self.publisher.place.spare);
        }
    }
}

/// An error that names the published file, if another program holds one open: both trees may share it, and the
/// spare's path means nothing to a person.
fn as_published(error: PublishError, place: &PublishPaths) -> PublishError {
    match error {
        PublishError::Io { doing, path, source } if path.starts_with(&place.spare) => {
            let path = first_held(&place.out).unwrap_or(path);
            PublishError::Io { doing, path, source }
        }
        error => error,
    }
}

/// Returns the fate of each wanted output, and the number of published outputs to remove.
fn decide(live: &PublishedTree, wanted: &[WantedOutput]) -> (Vec<OutputFate>, usize) {
    let PublishedTree::Known(manifest, states) = live else {
        return (vec![OutputFate::Pending { old_size: None }; wanted.len()], 0);
    };
    let lines = manifest.lines();
    let (mut at, mut found) = (0, 0);
    let fates = wanted.iter().map(|wanted| {
        while lines.get(at).is_some_and(|line| *line.path < *wanted.path) {
            at += 1;
        }
        let Some(line) = lines.get(at).filter(|line| *line.path == *wanted.path) else {
            return OutputFate::Pending { old_size: None };
        };
        found += 1;
        match states[at] {
            FileState::Intact | FileState::Paired if Some(line.key) == wanted.key => {
                OutputFate::Kept { line: at, paired: states[at] == FileState::Paired }
            }
            FileState::Intact | FileState::Paired => OutputFate::Pending { old_size: Some(line.size) },
            _ => OutputFate::Pending { old_size: None },
        }
    });
    let fates = fates.collect();
    (fates, lines.len() - found)
}

fn old_size(live: &PublishedTree, fate: OutputFate) -> u64 {
    match (fate, live) {
        (OutputFate::Kept { line, .. }, PublishedTree::Known(manifest, _)) => manifest.lines()[line].size,
        _ => UNWRITTEN,
    }
}

/// Removes the manifest: until it is written again, the tree is not trusted.
fn mark_dirty(tree: &Path) -> Result<()> {
    let manifest = tree.join(MANIFEST);
    if_there(patiently(|| fs::remove_file(&manifest))).map(drop).at(Doing::Remove, &manifest)
}
