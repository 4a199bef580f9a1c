//! The search index as one stage between plan and publication.
//!
//! Takes the plan and what is published, gives the files of the index under their keys. While the key of
//! all that goes in is the published manifest's, the published files stand and nothing is read; else the
//! index is built whole, from the words that are kept between runs and the bodies of what is new.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

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

/// Where the words of entries are kept, in the state folder.
const WORDS: &str = "search.words";

/// The files of an index by path.
type FilesByPath = BTreeMap<String, Vec<u8>>;

/// The index of a site.
pub(super) struct SiteIndex<'p> {
    plan: &'p Plan<'p>,
    world: &'p dyn World,
    state: &'p Path,
    gallery: Gallery,
    key: Digest,
    files: OnceLock<Result<FilesByPath, Box<Diagnostic>>>,
}

impl<'p> SiteIndex<'p> {
    /// The index that a plan wants; `None` if the site publishes none.
    pub fn new(plan: &'p Plan<'p>, world: &'p dyn World, state: &'p Path) -> Option<SiteIndex<'p>> {
        if !plan.catalogue.config.search {
            // What was withdrawn must not linger.
            state::forget(&state.join(WORDS));
            return None;
        }
        let gallery = plan.search_gallery();
        let key = plan.search_key(&gallery);
        Some(SiteIndex { plan, world, state, gallery, key, files: OnceLock::new() })
    }

    /// The files under their keys. `published` is what stands now.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub fn wanted(&self, published: &[ManifestLine]) -> Result<Vec<WantedOutput>, Box<Diagnostic>> {
        let stands = published.iter().any(|line| *line.path == *MANIFEST && line.key == self.key);
        let wanted = |path: &str, key| WantedOutput { path: path.to_string(), key: Some(key) };
        if stands {
            let own = |path: &str| path == MANIFEST || path.starts_with(FOLDER);
            let own = published.iter().filter(|line| own(&line.path));
            return Ok(own.map(|line| wanted(&line.path, line.key)).collect());
        }
        let key =
            |path: &str, bytes: &[u8]| if path == MANIFEST { self.key } else { Digest::of_bytes(bytes) };
        let files = self.files()?;
        Ok(files.iter().map(|(path, bytes)| wanted(path, key(path, bytes))).collect())
    }

    /// The bytes of a file. Asked for although it stands where somebody altered it.
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
        let kept = self.state.join(WORDS);
        let program = crate::plan::build();
        let known = EntryUnits::decode(&state::read(&kept).unwrap_or_default(), program);
        let wanted: Vec<Digest> = self.gallery.records.iter().map(|record| record.words).collect();
        let mut units = known.gather(&wanted, |entry| {
            let body = html(self.plan.search_body(entry as u32), self.world)?;
            Ok::<_, Box<Diagnostic>>(self.plan.search_texts(entry as u32, &body))
        })?;
        let files = build(&self.gallery, &mut units);
        if units.is_changed() {
            // A cache: if it cannot be written, the next run reads again.
            let _ = state::replace(&kept, |out| out.write_all(&units.encode(program)));
        }
        Ok(files.into_iter().map(|file| (file.path, file.bytes)).collect())
    }
}
