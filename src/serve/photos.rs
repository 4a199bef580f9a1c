//! Photos, derived when a page first shows them.
//!
//! Takes a picture and what is to be made of it, gives the bytes that a build published, if one did; else it
//! derives them by the quick recipe and keeps them. Never holds up the loop: this runs where the browser's
//! request is answered.

use std::fs;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::PhotoSettings;
use crate::plan::{Effort, Original, Recipe, Variant};
use crate::publish::PhotoCache;
use crate::render::photo::{self, Desk};
use crate::world::DiskWorld;

/// A photo that somebody asks for.
pub(super) struct Wanted {
    pub picture: Picture,
    pub variant: Variant,
    pub settings: PhotoSettings,
}

impl Wanted {
    /// The key of what a recipe makes of it.
    pub fn key(&self, effort: Effort) -> Digest {
        self.recipe(effort).key(Original::of(&self.picture), self.variant)
    }

    fn recipe(&self, effort: Effort) -> Recipe<'_> {
        Recipe { settings: &self.settings, effort }
    }
}

/// The cache, and how many photos are derived at once: each is decoded whole, so that many at once would
/// take more memory than an office PC has.
pub(super) struct Photos {
    cache: Option<PhotoCache>,
    free: Mutex<usize>,
    freed: Condvar,
}

impl Photos {
    /// `cache`: the cache of derived photos, if one can be had.
    pub(super) fn new(cache: Option<PhotoCache>) -> Photos {
        Photos { cache, free: Mutex::new(2), freed: Condvar::new() }
    }

    /// A photo's bytes; nothing if its file is another by now, which the loop finds out too.
    pub(super) fn bytes(&self, world: &DiskWorld, wanted: &Wanted) -> Option<Vec<u8>> {
        if let Some(bytes) = self.kept(wanted) {
            return Some(bytes);
        }
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        // Somebody else may have derived it while we waited.
        let bytes = self.kept(wanted).or_else(|| self.derive(world, wanted));
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.freed.notify_one();
        bytes
    }

    /// What a build made of it, else what was made for looking at it.
    fn kept(&self, wanted: &Wanted) -> Option<Vec<u8>> {
        let cache = self.cache.as_ref()?;
        let find = |effort| cache.find(wanted.picture.digest(), wanted.key(effort), wanted.variant.ending());
        fs::read(find(Effort::Full).or_else(|| find(Effort::Draft))?).ok()
    }

    fn derive(&self, world: &DiskWorld, wanted: &Wanted) -> Option<Vec<u8>> {
        let Wanted { picture, variant, .. } = wanted;
        let bytes = fs::read(world.place_of(&picture.source.found)?).ok()?;
        if Digest::of_bytes(&bytes) != picture.digest() {
            return None;
        }
        let recipe = wanted.recipe(Effort::Draft);
        let derived = photo::derive(picture, bytes, recipe, &[*variant], &mut Desk::default()).ok()?.pop()?;
        if let Some(cache) = &self.cache {
            // It is a cache: where it cannot be written, the photo is shown all the same.
            let _ = cache.keep(picture.digest(), wanted.key(Effort::Draft), variant.ending(), &derived);
        }
        Some(derived)
    }
}
