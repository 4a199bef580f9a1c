//! Derives photo variants in bounded memory, and caches them.
//!
//! Takes a picture and the variants to make, gives their bytes. Builds and preview both derive photos here, so
//! that they share one cache, one memory budget and one way to fail.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Diagnostic, FaultStep, Location, Problem, guarded};
use crate::digest::Digest;
use crate::model::Picture;
use crate::plan::{Effort, Original, Output, Plan, Recipe, Variant};
use crate::publish::PhotoCache;
use crate::render::photo::{self, PhotoBuffers};
use crate::world::World;

/// Maximum memory for pictures that are being decoded, in bytes. A larger picture is decoded alone.
const BUDGET: usize = 768 << 20;

/// A cache of photo variants, and the memory in which they are derived.
#[derive(Debug)]
pub struct PhotoDeriver {
    cache: Option<PhotoCache>,
    permits: Budget,
    memory: Budget,
    /// Buffers that no decoding uses at the moment.
    free: Mutex<Vec<PhotoBuffers>>,
}

/// The right to work on one picture at a time.
#[derive(Debug)]
pub struct Permit<'d> {
    deriver: &'d PhotoDeriver,
    _share: BudgetShare<'d>,
}

impl PhotoDeriver {
    /// Creates a deriver with an optional cache, which works on at most `permits` pictures at once.
    pub fn new(cache: Option<PhotoCache>, permits: usize) -> PhotoDeriver {
        let (permits, memory) = (Budget::new(permits), Budget::new(BUDGET));
        PhotoDeriver { cache, permits, memory, free: Mutex::default() }
    }

    /// Returns the path of a variant in the cache, or `None` if it is not cached.
    pub fn find(&self, picture: &Picture, variant: Variant, recipe: Recipe<'_>) -> Option<PathBuf> {
        let key = recipe.key(Original::of(picture), variant);
        self.cache.as_ref()?.find(picture.digest(), key, variant.ending())
    }

    /// Writes a variant to the cache; returns its path, or `None` if there is no cache or writing failed.
    pub fn keep(
        &self,
        picture: &Picture,
        variant: Variant,
        recipe: Recipe<'_>,
        bytes: &[u8],
    ) -> Option<PathBuf> {
        let key = recipe.key(Original::of(picture), variant);
        self.cache.as_ref()?.keep(picture.digest(), key, variant.ending(), bytes).ok()
    }

    /// Waits until a picture may be worked on.
    pub fn permit(&self) -> Permit<'_> {
        Permit { deriver: self, _share: self.permits.take(1) }
    }

    /// Removes from the cache the photos that no page shows any more. If something was `published`, also removes
    /// variants that no recipe makes of the remaining photos.
    pub fn sweep(&self, plan: &Plan<'_>, published: bool) {
        let Some(cache) = &self.cache else { return };
        let photos = || {
            plan.outputs().iter().filter_map(|Output { what, .. }| {
                let (picture, variant) = plan.derived(*what)?;
                Some((Original::of(&plan.catalogue.pictures[picture]), variant))
            })
        };
        let pictures: BTreeSet<Digest> = photos().map(|(picture, _)| picture.digest).collect();
        let keys = published.then(|| {
            let of_effort = |effort| {
                let recipe = Recipe { effort, ..plan.recipe() };
                photos().map(move |(picture, variant)| recipe.key(picture, variant))
            };
            of_effort(Effort::Draft).chain(of_effort(Effort::Full)).collect()
        });
        cache.sweep(&pictures, keys.as_ref());
    }

    fn free(&self) -> MutexGuard<'_, Vec<PhotoBuffers>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    /// Derives variants of a picture, in their order.
    ///
    /// # Errors
    /// A diagnostic, if the file changed since it was looked at, or cannot be read or decoded, or if decoding panics.
    pub fn derive(
        &self,
        world: &dyn World,
        picture: &Picture,
        variants: &[Variant],
        recipe: Recipe<'_>,
    ) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
        let found = &picture.source.found;
        let failure = |problem| Box::new(Diagnostic { place: Location::file(&found.path), problem });
        let bytes =
            world.read(found).map_err(|error| failure(Problem::Unreadable { reason: error.to_string() }))?;
        if Digest::of_bytes(&bytes) != picture.digest() {
            return Err(failure(Problem::ChangedMeanwhile));
        }
        let (width, height) = picture.size();
        let pixels = u64::from(width) * u64::from(height);
        let share = self.deriver.memory.take(photo::weight(&bytes, pixels));
        let mut buffers = self.deriver.free().pop().unwrap_or_default();
        // After a panic the buffers are dropped, not reused.
        let files = guarded(FaultStep::Photo, &found.path, || {
            let files = photo::derive(picture, bytes, recipe, variants, &mut buffers);
            self.deriver.free().push(buffers);
            files
        });
        drop(share);
        files?
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // Preview is idle most of the time: the last permit frees the buffers.
        if self.deriver.permits.left() + 1 == self.deriver.permits.whole {
            self.deriver.free().clear();
        }
    }
}

/// A counting semaphore whose shares may be larger than one.
#[derive(Debug)]
struct Budget {
    whole: usize,
    left: Mutex<usize>,
    freed: Condvar,
}

/// A part of a budget, given back when it is dropped.
#[derive(Debug)]
struct BudgetShare<'b> {
    budget: &'b Budget,
    size: usize,
}

impl Budget {
    fn new(whole: usize) -> Budget {
        Budget { whole, left: Mutex::new(whole), freed: Condvar::new() }
    }

    /// Waits until `size` is available. Permits are always taken before memory, so this cannot deadlock.
    fn take(&self, size: usize) -> BudgetShare<'_> {
        let size = size.min(self.whole);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left =
            self.freed.wait_while(left, |left| *left < size).unwrap_or_else(PoisonError::into_inner);
        *left -= size;
        BudgetShare { budget: self, size }
    }

    fn left(&self) -> usize {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for BudgetShare<'_> {
    fn drop(&mut self) {
        *self.budget.left.lock().unwrap_or_else(PoisonError::into_inner) += self.size;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn what_is_too_large_goes_alone_and_nothing_waits_for_ever() {
        let budget = Budget::new(100);
        let most = Mutex::new((0, 0));
        (0..64_usize).into_par_iter().for_each(|number| {
            let size = [30, 60, 500][number % 3];
            let share = budget.take(size);
            let mut held = most.lock().unwrap();
            held.0 += share.size;
            held.1 = held.1.max(held.0);
            drop(held);
            std::thread::yield_now();
            most.lock().unwrap().0 -= share.size;
        });
        assert_eq!(budget.left(), 100);
        assert!(most.lock().unwrap().1 <= 100);
    }
}
