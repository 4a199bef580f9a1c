//! Derives photos when a page first shows them.
//!
//! Takes a picture and a variant, gives the bytes that a build derived, if they are cached; otherwise derives them
//! by the draft recipe and caches them. Runs on the threads of requests, so it never delays the loop.

use std::io::{self, Cursor};

use crate::build::PhotoDeriver;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::PhotoSettings;
use crate::plan::view::KitFile;
use crate::plan::{Effort, Original, PhotoCredits, Plan, Recipe, Variant, What};
use crate::publish::state;
use crate::render::photo::with_credits;
use crate::render::write_kit;
use crate::world::World;

/// Maximum pictures that are derived at once; few, so that the computer stays responsive.
pub(super) const AT_ONCE: usize = 2;

/// A browser's request for a photo.
pub(super) struct PhotoRequest {
    pub picture: Picture,
    pub variant: Variant,
    pub settings: PhotoSettings,
    /// What is laid into a copy.
    pub credits: Option<PhotoCredits>,
}

/// A browser's request for what is derived from photos.
pub(super) enum DerivedRequest {
    Photo(PhotoRequest),
    /// A press kit, with its photos in their order.
    Kit {
        kit: Box<KitFile>,
        photos: Vec<PhotoRequest>,
        tag: String,
    },
}

impl DerivedRequest {
    /// Returns the entity tag of the file.
    pub fn tag(&self) -> String {
        match self {
            DerivedRequest::Photo(photo) => photo.key().to_string(),
            DerivedRequest::Kit { tag, .. } => tag.clone(),
        }
    }

    /// Returns the file's bytes.
    ///
    /// # Errors
    /// As [`PhotoRequest::bytes`].
    pub fn bytes(&self, deriver: &PhotoDeriver, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            DerivedRequest::Photo(photo) => photo.bytes(deriver, world),
            DerivedRequest::Kit { kit, photos, .. } => {
                let copies: Result<Vec<_>, _> =
                    photos.iter().map(|photo| photo.bytes(deriver, world)).collect();
                let mut copies = copies?.into_iter();
                let mut file = Cursor::new(Vec::new());
                write_kit(kit, &mut file, |_| Ok::<_, io::Error>(copies.next().unwrap_or_default()))
                    .expect("memory takes all bytes");
                Ok(file.into_inner())
            }
        }
    }
}

impl PhotoRequest {
    /// Creates the request for an output that is a photo.
    pub fn new(plan: &Plan<'_>, what: What) -> PhotoRequest {
        let (picture, variant) = plan.derived(what).expect("it is a photo");
        PhotoRequest {
            picture: plan.catalogue.pictures[picture].clone(),
            variant,
            settings: plan.catalogue.config.photos.clone(),
            credits: plan.credits(what),
        }
    }

    /// Returns the key of the file by the draft recipe.
    pub fn key(&self) -> Digest {
        let pixels = self.recipe(Effort::Draft).key(Original::of(&self.picture), self.variant);
        Digest::of(&(pixels, &self.credits))
    }

    /// Returns the photo's bytes.
    ///
    /// # Errors
    /// A diagnostic, if the file changed (which the loop also notices) or cannot be decoded.
    pub fn bytes(&self, deriver: &PhotoDeriver, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
        let pixels = self.pixels(deriver, world)?;
        Ok(match &self.credits {
            Some(credits) => with_credits(&pixels, credits),
            None => pixels,
        })
    }

    fn pixels(&self, deriver: &PhotoDeriver, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
        if let Some(kept) = self.kept(deriver) {
            return Ok(kept);
        }
        let permit = deriver.permit();
        // Another request may have derived it while this one waited.
        if let Some(kept) = self.kept(deriver) {
            return Ok(kept);
        }
        let (picture, recipe) = (&self.picture, self.recipe(Effort::Draft));
        let bytes = permit.derive(world, picture, &[self.variant], recipe)?.remove(0);
        // If the cache cannot be written, the photo is shown all the same.
        let _ = deriver.keep(picture, self.variant, recipe, &bytes);
        Ok(bytes)
    }

    /// Reads the variant of a build from the cache, or the one that preview derived.
    fn kept(&self, deriver: &PhotoDeriver) -> Option<Vec<u8>> {
        let find = |effort| deriver.find(&self.picture, self.variant, self.recipe(effort));
        state::read(&find(Effort::Full).or_else(|| find(Effort::Draft))?)
    }

    fn recipe(&self, effort: Effort) -> Recipe<'_> {
        Recipe { settings: &self.settings, effort }
    }
}
