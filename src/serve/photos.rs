//! Derives photos when a page first shows them.
//!
//! Takes a picture and a variant, gives the bytes that a build derived, if they are cached; otherwise derives them
//! by the draft recipe and caches them. Runs on the threads of requests, so it never delays the loop.

use crate::build::Darkroom;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::PhotoSettings;
use crate::plan::{Effort, Original, Recipe, Variant};
use crate::publish::state;
use crate::world::World;

/// Maximum pictures that are derived at once; few, so that the computer stays responsive.
pub(super) const AT_ONCE: usize = 2;

/// A browser's request for a photo.
pub(super) struct PhotoRequest {
    pub picture: Picture,
    pub variant: Variant,
    pub settings: PhotoSettings,
}

impl PhotoRequest {
    /// Returns the key of the variant by the draft recipe.
    pub fn key(&self) -> Digest {
        self.recipe(Effort::Draft).key(Original::of(&self.picture), self.variant)
    }

    /// Returns the photo's bytes.
    ///
    /// # Errors
    /// A diagnostic, if the file changed (which the loop also notices) or cannot be decoded.
    pub fn bytes(&self, darkroom: &Darkroom, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
        if let Some(kept) = self.kept(darkroom) {
            return Ok(kept);
        }
        let permit = darkroom.permit();
        // Another request may have derived it while this one waited.
        if let Some(kept) = self.kept(darkroom) {
            return Ok(kept);
        }
        let (picture, recipe) = (&self.picture, self.recipe(Effort::Draft));
        let bytes = permit.derive(world, picture, &[self.variant], recipe)?.remove(0);
        // If the cache cannot be written, the photo is shown all the same.
        let _ = darkroom.keep(picture, self.variant, recipe, &bytes);
        Ok(bytes)
    }

    /// Reads the variant of a build from the cache, or the one that preview derived.
    fn kept(&self, darkroom: &Darkroom) -> Option<Vec<u8>> {
        let find = |effort| darkroom.find(&self.picture, self.variant, self.recipe(effort));
        state::read(&find(Effort::Full).or_else(|| find(Effort::Draft))?)
    }

    fn recipe(&self, effort: Effort) -> Recipe<'_> {
        Recipe { settings: &self.settings, effort }
    }
}
