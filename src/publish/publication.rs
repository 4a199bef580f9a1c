//! A publication under way: the caller writes, then commits.
//!
//! Takes the bytes of the outputs that were asked for, from several threads; gives the new site
//! in the old one's place; never writes into the published tree before the exchange, and after it
//! only to carry what is kept.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::MANIFEST;
use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::exchange::{exchange, settle};
use super::inspect::FileState;
use super::manifest::{ManifestLine, TreeManifest};
use super::paths::WantedOutput;
use super::place::PublishPaths;
use super::publisher::{PublishedTree, Publisher, Spare, is_one_file};
use super::tree::{OutputNeed, Steps, create_with, discard, link_or_copy};
use crate::digest::Digest;
use crate::world::{first_held, patiently};

/// The size of an output that has not been written yet.
const UNWRITTEN: u64 = u64::MAX;

/// How far a publication has come. It goes through the stages in this order, and skips the two
/// in the middle if it stays `Standing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The published tree is the wanted one: nothing will be touched.
    Standing,
    /// The spare is being filled. Dropped here, it is thrown away: a full disk is freed.
    Filling,
    /// The spare is whole, and may hold what is kept: it must not be thrown away.
    Turning,
}

/// What becomes of one wanted output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutputFate {
    /// Published under the same key: line of the old manifest, and whether another name leads to it.
    Kept { line: usize, paired: bool },
    /// To be written by the caller; `stands` is the size of the intact file that is published there
    /// under another key, if there is one.
    Asked { stands: Option<u64> },
}

/// How a file got into the site by [`Publication::link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "an altered source must be derived again"]
pub enum Linked {
    /// It has a second name now.
    Shared,
    /// Its bytes were copied, for it cannot have a second name here.
    Copied,
    /// Nothing was done: the source is the very file that somebody edited in the published
    /// folder. It must be derived again, and given as another file or by
    /// [`Publication::write`].
    Altered,
}

/// What a publication has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Outputs that were written.
    pub written: usize,
    /// Outputs of the old site that the new one lacks.
    pub removed: usize,
    /// Outputs that were published already.
    pub kept: usize,
    /// Whether the spare is level with the published tree. If not (the disk was full), it was
    /// thrown away, and the next publication makes a new one.
    pub level: bool,
}

/// A publication under way. Dropped without [`Publication::commit`], it leaves the old site.
#[derive(Debug)]
pub struct Publication {
    publisher: Publisher,
    wanted: Vec<WantedOutput>,
    fates: Vec<OutputFate>,
    asked: Vec<usize>,
    removed: usize,
    sizes: Vec<AtomicU64>,
    keys: Vec<OnceLock<Digest>>,
    /// How many of those asked for turned out to be published already, byte for byte.
    unchanged: AtomicUsize,
    stage: Stage,
}

impl Publication {
    pub(super) fn start(publisher: Publisher, wanted: Vec<WantedOutput>) -> Result<Publication> {
        let (fates, removed) = decide(&publisher.live, &wanted);
        let asked: Vec<usize> =
            (0..fates.len()).filter(|&index| matches!(fates[index], OutputFate::Asked { .. })).collect();
        let stands = matches!(publisher.live, PublishedTree::Known(..)) && asked.is_empty() && removed == 0;
        let sizes = fates.iter().map(|fate| AtomicU64::new(old_size(&publisher.live, *fate)));
        let mut publication = Publication {
            sizes: sizes.collect(),
            keys: wanted.iter().map(|wanted| wanted.key.map_or_else(OnceLock::new, OnceLock::from)).collect(),
            unchanged: AtomicUsize::new(0),
            publisher,
            wanted,
            fates,
            asked,
            removed,
            stage: Stage::Standing,
        };
        if !stands {
            publication.stage = Stage::Filling;
            let ready = publication.make_spare_ready();
            ready.map_err(|error| as_published(error, &publication.publisher.place))?;
        }
        Ok(publication)
    }

    /// The indexes of the outputs that must be written, in rising order.
    pub fn asked(&self) -> &[usize] {
        &self.asked
    }

    /// Tells the key of an output that was wanted without one. A first build need not work out every
    /// view twice: once for its key, once to render it.
    pub fn tell_key(&self, index: usize, key: Digest) {
        // Told twice, the first stands: a key is a pure function of what it is a key of.
        let _ = self.keys[index].set(key);
    }

    /// Writes an output that was asked for. Written twice, the later bytes stand. If the very bytes
    /// are published there already, that file stays, with its times: only changed bytes are written.
    pub fn write(&self, index: usize, bytes: &[u8]) -> Result<()> {
        let path = self.room(index)?;
        if self.stands(index, bytes) {
            link_or_copy(&self.publisher.place.out.join(&self.wanted[index].path), &path)?;
            self.sizes[index].store(bytes.len() as u64, Ordering::Relaxed);
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        create_with(&path, |file| file.write_all(bytes)).at(Doing::Write, &path)?;
        self.sizes[index].store(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Publishes a file that exists (of a cache) as an output that was asked for, without copying
    /// it where that can be. The file must not be changed afterwards, only replaced.
    pub fn link(&self, index: usize, source: &Path) -> Result<Linked> {
        let path = self.room(index)?;
        let live = self.publisher.place.out.join(&self.wanted[index].path);
        if is_one_file(source, &live) {
            return Ok(Linked::Altered);
        }
        let linked = if link_or_copy(source, &path)? { Linked::Shared } else { Linked::Copied };
        let size = fs::symlink_metadata(&path).at(Doing::Look, &path)?.len();
        self.sizes[index].store(size, Ordering::Relaxed);
        Ok(linked)
    }

    /// Puts the new site in the old one's place, then brings the spare level with it.
    ///
    /// On an error the old site stands untouched, unless it came after the exchange, from carrying
    /// what is kept (see [`PublishError`]). Where nothing differs, nothing is touched.
    pub fn commit(mut self) -> Result<Summary> {
        let manifest = self.manifest()?;
        if self.stage == Stage::Filling {
            let text = manifest.to_text();
            let path = self.publisher.place.spare.join(MANIFEST);
            create_with(&path, |file| file.write_all(text.as_bytes())).at(Doing::Write, &path)?;
            let Publisher { place, keep, method, .. } = &self.publisher;
            self.stage = Stage::Turning;
            exchange(place, keep, *method)?;
            settle(place, keep)?;
        }
        // The new site stands: what goes wrong from here on costs time in the next publication,
        // and is no failure of this one.
        let level = self.bring_level(&manifest).is_ok();
        if !level {
            let _ = discard(&self.publisher.place.spare);
        }
        let written = self.asked.len() - self.unchanged.load(Ordering::Relaxed);
        let kept = self.wanted.len() - written;
        Ok(Summary { written, removed: self.removed, kept, level })
    }

    /// Whether the published file has these bytes.
    fn stands(&self, index: usize, bytes: &[u8]) -> bool {
        let live = || fs::read(self.publisher.place.out.join(&self.wanted[index].path));
        matches!(self.fates.get(index), Some(OutputFate::Asked { stands: Some(size) }) if *size == bytes.len() as u64)
            && live().is_ok_and(|old| old == bytes)
    }

    /// Where an output that was asked for is to be written.
    fn room(&self, index: usize) -> Result<std::path::PathBuf> {
        match self.fates.get(index) {
            Some(OutputFate::Asked { .. }) => Ok(self.publisher.place.spare.join(&self.wanted[index].path)),
            _ => Err(PublishError::NotAsked { index }),
        }
    }

    /// What the new site holds; an error if something was asked for and not written.
    fn manifest(&self) -> Result<TreeManifest> {
        let size = |index: usize| self.sizes[index].load(Ordering::Relaxed);
        let lacks = |index: usize| size(index) == UNWRITTEN || self.keys[index].get().is_none();
        let mut missing = self.asked.iter().filter(|&&index| lacks(index));
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

    /// Brings the spare to where only what was asked for is lacking. A spare that turns out to be
    /// other than its manifest says is made again.
    fn make_spare_ready(&self) -> Result<()> {
        let Publisher { place, live, spare, .. } = &self.publisher;
        let (holds, stamp, level): (&[ManifestLine], _, _) = match (spare, live) {
            (Spare::Apart(manifest, stamp), _) => (manifest.lines(), stamp, false),
            (Spare::Level(stamp), PublishedTree::Known(manifest, _)) => (manifest.lines(), stamp, true),
            _ => return self.make_spare_anew(),
        };
        let need = |index: usize, line: Option<&ManifestLine>| match (self.fates[index], line) {
            (OutputFate::Asked { .. }, _) => OutputNeed::Room,
            (OutputFate::Kept { .. }, None) => OutputNeed::Link,
            (OutputFate::Kept { .. }, Some(line)) if Some(line.key) != self.wanted[index].key => {
                OutputNeed::Link
            }
            (OutputFate::Kept { paired: true, .. }, Some(_)) if level => OutputNeed::Nothing,
            (OutputFate::Kept { .. }, Some(_)) => OutputNeed::Look(self.sizes[index].load(Ordering::Relaxed)),
        };
        let steps = Steps::between(holds, self.paths(), need);
        mark_dirty(&place.spare)?;
        steps.apply(&place.spare, &place.out, *stamp).or_else(|_| self.make_spare_anew())
    }

    fn make_spare_anew(&self) -> Result<()> {
        let place = &self.publisher.place;
        discard(&place.spare)?;
        fs::create_dir(&place.spare).at(Doing::Create, &place.spare)?;
        let need = |index: usize, _: Option<&ManifestLine>| match self.fates[index] {
            OutputFate::Asked { .. } => OutputNeed::Room,
            OutputFate::Kept { .. } => OutputNeed::Link,
        };
        Steps::between(&[], self.paths(), need).apply(&place.spare, &place.out, None)
    }

    /// Does to the spare what was done to the published tree, so that the next publication costs
    /// no more than its own edit, and so that withdrawn bytes leave both.
    fn bring_level(&self, manifest: &TreeManifest) -> Result<()> {
        let Publisher { place, live, spare, .. } = &self.publisher;
        match (self.stage, live, spare) {
            (Stage::Turning, PublishedTree::Known(old, _), _) => {
                // The spare is now the old tree, in which all that was kept is intact.
                let need = |index: usize, line: Option<&ManifestLine>| match (self.fates[index], line) {
                    (OutputFate::Kept { .. }, Some(_)) => OutputNeed::Nothing,
                    _ => OutputNeed::Link,
                };
                let steps = Steps::between(old.lines(), self.paths(), need);
                mark_dirty(&place.spare)?;
                steps.apply(&place.spare, &place.out, None)?;
            }
            (Stage::Turning, ..) => self.level_anew()?,
            (_, _, Spare::Level(_)) => return Ok(()),
            (_, _, Spare::Apart(holds, _)) if holds == manifest => return Ok(()),
            (_, _, Spare::Apart(..)) => self.make_spare_ready()?,
            (_, _, Spare::Missing | Spare::Dirty) => self.make_spare_anew()?,
        }
        link_or_copy(&place.out.join(MANIFEST), &place.spare.join(MANIFEST)).map(drop)
    }

    /// After the exchange, if there is no old tree or it is unknown.
    fn level_anew(&self) -> Result<()> {
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
            // It is dirty as it is: if this fails, the next publication removes it.
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

/// What becomes of each wanted output, and how many published ones are wanted no more.
fn decide(live: &PublishedTree, wanted: &[WantedOutput]) -> (Vec<OutputFate>, usize) {
    let PublishedTree::Known(manifest, states) = live else {
        return (vec![OutputFate::Asked { stands: None }; wanted.len()], 0);
    };
    let lines = manifest.lines();
    let (mut at, mut found) = (0, 0);
    let fates = wanted.iter().map(|wanted| {
        while lines.get(at).is_some_and(|line| *line.path < *wanted.path) {
            at += 1;
        }
        let Some(line) = lines.get(at).filter(|line| *line.path == *wanted.path) else {
            return OutputFate::Asked { stands: None };
        };
        found += 1;
        match states[at] {
            FileState::Intact | FileState::Paired if Some(line.key) == wanted.key => {
                OutputFate::Kept { line: at, paired: states[at] == FileState::Paired }
            }
            FileState::Intact | FileState::Paired => OutputFate::Asked { stands: Some(line.size) },
            _ => OutputFate::Asked { stands: None },
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

/// From here until its manifest is written again, the tree is not trusted.
fn mark_dirty(tree: &Path) -> Result<()> {
    let manifest = tree.join(MANIFEST);
    if_there(patiently(|| fs::remove_file(&manifest))).map(drop).at(Doing::Remove, &manifest)
}
