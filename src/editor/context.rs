//! The state that all requests of the editor share.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;

use super::answer::Refusal;
use super::find::PlaceIndex;
use super::publish::PublishContext;
use super::rows::KeptRows;
use super::start::StartPage;
use super::words;
use crate::diagnostic::Language;
use crate::model::KnownPlaces;
use crate::publish::PublishError;
use crate::serve::GalleryHandle;
use crate::site::LiveSite;
use crate::world::DiskWorld;

/// How many versions of files are remembered, so that a conflict can show what a form was made from.
const REMEMBERED: usize = 64;

/// The settings of the editor.
#[derive(Debug, Clone)]
pub struct EditorSettings {
    /// The language of forms and messages.
    pub language: Language,
    /// Says why a site was not published.
    pub say_failure: fn(&PublishError, Language) -> String,
}

/// A gallery in preview that can be edited.
#[derive(Debug)]
pub struct OpenSite {
    /// Its folder.
    pub root: PathBuf,
    /// The gallery in the running preview.
    pub gallery: GalleryHandle,
    /// The origin of the preview.
    pub preview: String,
}

/// The state of the editor.
pub(super) struct EditorContext {
    pub settings: EditorSettings,
    /// The gallery; `None` on the start page.
    site: Option<SiteContext>,
    /// The start page, if no gallery is open.
    pub start: Option<StartPage>,
}

/// The state of the editor of a gallery.
pub(super) struct SiteContext {
    pub settings: EditorSettings,
    pub root: PathBuf,
    pub world: DiskWorld,
    pub preview: String,
    pub places: PlaceIndex,
    pub rows: KeptRows,
    pub publish: Arc<PublishContext>,
    #[cfg(feature = "office")]
    pub imports: super::import::LastImport,
    gallery: GalleryHandle,
    /// What is known of places, for judging versions that are not saved; one at a time.
    pub known: Mutex<KnownPlaces>,
    /// Files are changed one at a time.
    writing: Mutex<()>,
    /// The bytes of files as forms have seen them, with their digests, newest last.
    seen: Mutex<VecDeque<(String, Vec<u8>)>>,
}

impl EditorContext {
    pub(super) fn new(site: Option<OpenSite>, settings: EditorSettings) -> io::Result<EditorContext> {
        let open = |OpenSite { root, gallery, preview }: OpenSite| -> io::Result<SiteContext> {
            Ok(SiteContext {
                settings: settings.clone(),
                world: DiskWorld::new(&root)?,
                root,
                preview,
                places: PlaceIndex::default(),
                rows: KeptRows::default(),
                publish: Arc::default(),
                #[cfg(feature = "office")]
                imports: super::import::LastImport::default(),
                gallery,
                known: Mutex::default(),
                writing: Mutex::default(),
                seen: Mutex::default(),
            })
        };
        Ok(EditorContext { site: site.map(open).transpose()?, start: None, settings })
    }

    pub(super) fn starting(start: StartPage, settings: EditorSettings) -> io::Result<EditorContext> {
        Ok(EditorContext { start: Some(start), ..EditorContext::new(None, settings)? })
    }

    /// Returns the open gallery.
    pub(super) fn site(&self) -> Result<&SiteContext, Refusal> {
        let refusal = || Refusal::new(StatusCode::CONFLICT, words::no_gallery(self.settings.language));
        self.site.as_ref().ok_or_else(refusal)
    }
}

impl SiteContext {
    pub(super) fn language(&self) -> Language {
        self.settings.language
    }

    /// Asks the gallery in preview. Blocks until it answers, so it is called on a thread of its own.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut LiveSite) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let fault = || Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, words::fault(self.language()));
        self.gallery.ask(question).ok_or_else(fault)
    }

    /// Reports a change of a file or folder to preview.
    pub(super) fn touched(&self, path: &str) {
        self.gallery.touched(path);
    }

    /// Shows a version of a file that is not saved, or the saved one again.
    pub(super) fn stand_in(&self, path: &str, bytes: Option<Vec<u8>>) -> Result<(), Refusal> {
        let own = path.to_string();
        self.ask(move |site| site.world.stand_in(&own, bytes.as_deref()))?;
        self.touched(path);
        Ok(())
    }

    /// Waits until no other request changes files.
    pub(super) fn write(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what a form was made from.
    pub(super) fn remember(&self, digest: &str, bytes: &[u8]) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|(known, _)| known != digest);
        seen.push_back((digest.to_string(), bytes.to_vec()));
        if seen.len() > REMEMBERED {
            seen.pop_front();
        }
    }

    /// Returns the bytes that a form was made from, if they are still known.
    pub(super) fn seen(&self, digest: &str) -> Option<Vec<u8>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().find(|(known, _)| known == digest).map(|(_, bytes)| bytes.clone())
    }

    /// An error of the disk, in words.
    pub(super) fn failed(&self, path: &str, error: &io::Error) -> Refusal {
        let message = words::disk(path, error, self.language());
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
}
