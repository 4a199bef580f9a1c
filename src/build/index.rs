//! The search index, a stage between plan and publication.
//!
//! Takes the plan and the published manifest, gives the index files with their keys. If the key of the index is
//! still the published one, the published files are kept and nothing is read. Otherwise the whole index is
//! built, from the words cached by earlier runs and the bodies of new entries; of its files, those that are published
//! already are kept.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::plan::Plan;
use crate::publish::state;
use crate::publish::{ManifestLine, WantedOutput};
use crate::render::html;
use crate::search::build::{PublishedIndex, build};
use crate::search::layout::{FOLDER, MANIFEST};
use crate::search::record::Gallery;
use crate::search::units::EntryUnits;
use crate::world::World;

/// The cache of the entries' words, in the state folder.
const WORDS: &str = "search.words";

/// The files of an index by path: their keys, and the bytes of those that are not written yet.
type FilesByPath = BTreeMap<String, (Digest, Mutex<Option<Vec<u8>>>)>;

/// The search index of a site, built when its bytes are first needed.
pub(super) struct SiteIndex<'p> {
    plan: &'p Plan<'p>,
    world: &'p dyn World,
    state: &'p Path,
    /// Made when the key is first needed; the gallery is taken when the index is built, to free its memory.
    gallery: OnceLock<(Mutex<Option<Gallery>>, Digest)>,
    files: OnceLock<Result<FilesByPath, Box<Diagnostic>>>,
    /// The same with the bytes of all files, made when those of a published file are needed.
    whole: OnceLock<Result<FilesByPath, Box<Diagnostic>>>,
}

impl<'p> SiteIndex<'p> {
    /// Creates the index of a plan; `None` if the site publishes none.
    pub fn new(plan: &'p Plan<'p>, world: &'p dyn World, state: &'p Path) -> Option<SiteIndex<'p>> {
        if !plan.catalogue.config.search {
            // The cached words may belong to withdrawn entries.
            state::forget(&state.join(WORDS));
            return None;
        }
        let (gallery, files, whole) = Default::default();
        Some(SiteIndex { plan, world, state, gallery, files, whole })
    }

    fn gallery(&self) -> &(Mutex<Option<Gallery>>, Digest) {
        self.gallery.get_or_init(|| {
            let gallery = self.plan.search_gallery();
            let key = self.plan.search_key(&gallery);
            (Mutex::new(Some(gallery)), key)
        })
    }

    /// Returns the index files with their keys. `published` is the manifest of the published site, and `is_unchanged`
    /// whether it was built from the same content.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub fn wanted(
        &self,
        published: &[ManifestLine],
        is_unchanged: bool,
    ) -> Result<Vec<WantedOutput>, Box<Diagnostic>> {
        let manifest = published.iter().find(|line| *line.path == *MANIFEST);
        debug_assert!(
            !is_unchanged || manifest.is_some_and(|line| line.key == self.gallery().1),
            "the index changed"
        );
        let is_current = manifest.is_some_and(|line| is_unchanged || line.key == self.gallery().1);
        let wanted = |path: &str, key| WantedOutput { path: path.to_string(), key: Some(key) };
        if is_current {
            let own = |path: &str| path == MANIFEST || path.starts_with(FOLDER);
            let own = published.iter().filter(|line| own(&line.path));
            return Ok(own.map(|line| wanted(&line.path, line.key)).collect());
        }
        let paths = published.iter().filter(|line| line.path.starts_with(FOLDER));
        let paths = paths.map(|line| (line.key, &*line.path)).collect();
        let published = PublishedIndex { program: crate::plan::build(), paths };
        let files = self.files.get_or_init(|| self.make(published)).as_ref().map_err(Clone::clone)?;
        let key = |path: &str, own: Digest| if path == MANIFEST { self.gallery().1 } else { own };
        Ok(files.iter().map(|(path, (own, _))| wanted(path, key(path, *own))).collect())
    }

    /// Returns the bytes of a file, and forgets them. Those of a published file are needed if it was altered on disk.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub(crate) fn take_bytes(&self, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let bytes = |files: &FilesByPath| {
            let (_, bytes) = files.get(path)?;
            bytes.lock().unwrap_or_else(PoisonError::into_inner).take()
        };
        if let Some(Ok(files)) = self.files.get()
            && let Some(bytes) = bytes(files)
        {
            return Ok(bytes);
        }
        let whole = self.whole.get_or_init(|| self.make(PublishedIndex::none(crate::plan::build())));
        whole.as_ref().map(|files| bytes(files).unwrap_or_default()).map_err(Clone::clone)
    }

    fn make(&self, published: PublishedIndex<'_>) -> Result<FilesByPath, Box<Diagnostic>> {
        let taken = self.gallery().0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let gallery = taken.unwrap_or_else(|| self.plan.search_gallery());
        let cache = self.state.join(WORDS);
        let program = published.program;
        let known = EntryUnits::decode(&state::read(&cache).unwrap_or_default(), program);
        let wanted: Vec<Digest> = gallery.records.iter().map(|record| record.words).collect();
        let units = known.gather(&wanted, |entry| {
            let body = html(self.plan.search_body(entry as u32), self.world)?;
            Ok::<_, Box<Diagnostic>>(self.plan.search_texts(entry as u32, &body))
        })?;
        let files = build(gallery, units, published, |units| {
            if units.is_changed() {
                // If the cache cannot be written, the next run reads the bodies again.
                let _ = state::replace(&cache, |out| units.write(program, out));
            }
        });
        Ok(files.into_iter().map(|file| (file.path, (file.key, Mutex::new(file.bytes)))).collect())
    }
}
