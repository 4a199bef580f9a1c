//! Photos, derived when a page first shows them.
//!
//! Takes a picture and what is to be made of it, gives the bytes that a build published, if one did; else it
//! derives them by the quick recipe and keeps them. Never holds up the loop: this runs where the browser's
//! request is answered.

use crate::build::Darkroom;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::PhotoSettings;
use crate::plan::{Effort, Original, Recipe, Variant};
use crate::publish::state;
use crate::world::World;

/// Maximum pictures that are worked on at once, which leaves the machine to the person in front of it.
pub(super) const AT_ONCE: usize = 2;

/// A photo that a browser asks for.
pub(super) struct PhotoRequest {
    pub picture: Picture,
    pub variant: Variant,
    pub settings: PhotoSettings,
}

impl PhotoRequest {
    /// The key of what the quick recipe makes of it.
    pub fn key(&self) -> Digest {
        self.recipe(Effort::Draft).key(Original::of(&self.picture), self.variant)
    }

    /// The photo's bytes.
    ///
    /// # Errors
    /// A diagnostic, if its file changed, which the loop finds out too, or cannot be decoded.
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
        // Where the cache cannot be written, the photo is shown all the same.
        let _ = darkroom.keep(picture, self.variant, recipe, &bytes);
        Ok(bytes)
    }

    /// What a build made of it, else what was made for preview.
    fn kept(&self, darkroom: &Darkroom) -> Option<Vec<u8>> {
        let find = |effort| darkroom.find(&self.picture, self.variant, self.recipe(effort));
        state::read(&find(Effort::Full).or_else(|| find(Effort::Draft))?)
    }

    fn recipe(&self, effort: Effort) -> Recipe<'_> {
        Recipe { settings: &self.settings, effort }
    }
}
