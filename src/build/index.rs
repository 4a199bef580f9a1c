//! The search index, a stage between plan and publication.
//!
//! Takes the plan and the published manifest, gives the index files with their keys. If the key of the index is
//! still the published one, the published files are kept and nothing is read. Otherwise the whole index is
//! built, from the words cached by earlier runs and the bodies of new entries.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::plan::Plan;
use crate::publish::state;
use crate::publish::{ManifestLine, WantedOutput};
use crate::render::html;
use crate::search::build::build;
use crate::search::layout::{FOLDER, MANIFEST};
use crate::search::record::Gallery;
use crate::search::units::EntryUnits;
use crate::world::World;

/// The cache of the entries' words, in the state folder.
const WORDS: &str = "search.words";

/// The files of an index by path.
type FilesByPath = BTreeMap<String, Vec<u8>>;

/// The search index of a site, built when its bytes are first needed.
pub(super) struct SiteIndex<'p> {
    plan: &'p Plan<'p>,
    world: &'p dyn World,
    state: &'p Path,
    /// Made when the key is first needed; the gallery is taken when the index is built.
    gallery: OnceLock<(Mutex<Gallery>, Digest)>,
    files: OnceLock<Result<FilesByPath, Box<Diagnostic>>>,
}

impl<'p> SiteIndex<'p> {
    /// Creates the index of a plan; `None` if the site publishes none.
    pub fn new(plan: &'p Plan<'p>, world: &'p dyn World, state: &'p Path) -> Option<SiteIndex<'p>> {
        if !plan.catalogue.config.search {
            // The cached words may belong to withdrawn entries.
            state::forget(&state.join(WORDS));
            return None;
        }
        Some(SiteIndex { plan, world, state, gallery: OnceLock::new(), files: OnceLock::new() })
    }

    fn gallery(&self) -> &(Mutex<Gallery>, Digest) {
        self.gallery.get_or_init(|| {
            let gallery = self.plan.search_gallery();
            let key = self.plan.search_key(&gallery);
            (Mutex::new(gallery), key)
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
        let key = |path: &str, bytes: &[u8]| {
            if path == MANIFEST { self.gallery().1 } else { Digest::of_bytes(bytes) }
        };
        let files = self.files()?;
        Ok(files.iter().map(|(path, bytes)| wanted(path, key(path, bytes))).collect())
    }

    /// Returns the bytes of a file. A current file is needed too if the published one was altered on disk.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub fn bytes(&self, path: &str) -> Result<&[u8], Box<Diagnostic>> {
        Ok(self.files()?.get(path).map_or(&[], Vec::as_slice))
    }

    fn files(&self) -> Result<&FilesByPath, Box<Diagnostic>> {
        self.files.get_or_init(|| self.make()).as_ref().map_err(Clone::clone)
    }

    fn make(&self) -> Result<FilesByPath, Box<Diagnostic>> {
        let gallery = std::mem::take(&mut *self.gallery().0.lock().unwrap_or_else(PoisonError::into_inner));
        let cache = self.state.join(WORDS);
        let program = crate::plan::build();
        let known = EntryUnits::decode(&state::read(&cache).unwrap_or_default(), program);
        let wanted: Vec<Digest> = gallery.records.iter().map(|record| record.words).collect();
        let units = known.gather(&wanted, |entry| {
            let body = html(self.plan.search_body(entry as u32), self.world)?;
            Ok::<_, Box<Diagnostic>>(self.plan.search_texts(entry as u32, &body))
        })?;
        let files = build(&gallery, units, |units| {
            if units.is_changed() {
                // If the cache cannot be written, the next run reads the bodies again.
                let _ = state::replace(&cache, |out| units.write(program, out));
            }
        });
        Ok(files.into_iter().map(|file| (file.path, file.bytes)).collect())
    }
}
