//! Where photos are derived, in bounded memory, and kept.
//!
//! Takes a picture and what is to be made of it, gives the bytes. Photos of a build and photos that preview
//! shows are made here alone, so that both have one cache, one budget, and one way to fail.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Diagnostic, FaultStep, Location, Problem, guarded};
use crate::digest::Digest;
use crate::model::Picture;
use crate::plan::{Effort, Original, Output, Plan, Recipe, Variant, What};
use crate::publish::PhotoCache;
use crate::render::photo::{self, Desk};
use crate::world::World;

/// Maximum bytes of all pictures that are being decoded. A picture that is larger waits for all others, and
/// goes alone.
const BUDGET: usize = 768 << 20;

/// A cache of photos, and the memory in which they are made.
#[derive(Debug)]
pub struct Darkroom {
    cache: Option<PhotoCache>,
    permits: Budget,
    memory: Budget,
    /// Desks at which nobody works.
    free: Mutex<Vec<Desk>>,
}

/// The right to work on one picture at a time.
#[derive(Debug)]
pub struct Permit<'d> {
    darkroom: &'d Darkroom,
    _share: BudgetShare<'d>,
}

impl Darkroom {
    /// `cache`: where photos are kept, if anywhere. `permits`: how many pictures may be worked on at once.
    pub fn new(cache: Option<PhotoCache>, permits: usize) -> Darkroom {
        let (permits, memory) = (Budget::new(permits), Budget::new(BUDGET));
        Darkroom { cache, permits, memory, free: Mutex::default() }
    }

    /// Where the cache has a variant, if it does.
    pub fn find(&self, picture: &Picture, variant: Variant, recipe: Recipe<'_>) -> Option<PathBuf> {
        let key = recipe.key(Original::of(picture), variant);
        self.cache.as_ref()?.find(picture.digest(), key, variant.ending())
    }

    /// Keeps a variant in the cache; returns where, if it could.
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
        Permit { darkroom: self, _share: self.permits.take(1) }
    }

    /// Removes from the cache what no page shows any more. What was withdrawn goes at every build; where
    /// something was published, also what no recipe asks for of the photos that stay.
    pub fn sweep(&self, plan: &Plan<'_>, published: bool) {
        let Some(cache) = &self.cache else { return };
        let photos = || {
            plan.outputs().iter().filter_map(|Output { what, .. }| match what {
                What::Photo(picture, variant) => {
                    Some((Original::of(&plan.catalogue.pictures[*picture]), *variant))
                }
                _ => None,
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

    fn free(&self) -> MutexGuard<'_, Vec<Desk>> {
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
        let share = self.darkroom.memory.take(photo::weight(&bytes, pixels));
        let mut desk = self.darkroom.free().pop().unwrap_or_default();
        // A desk at which a fault happened is not used again.
        let files = guarded(FaultStep::Photo, &found.path, || {
            let files = photo::derive(picture, bytes, recipe, variants, &mut desk);
            self.darkroom.free().push(desk);
            files
        });
        drop(share);
        files?
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // While nothing is worked on, nothing is held: preview is idle for most of the time.
        if self.darkroom.permits.left() + 1 == self.darkroom.permits.whole {
            self.darkroom.free().clear();
        }
    }
}

/// How much of something may be taken at once.
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

    /// Waits until there is enough left. Shares are always taken in one order, so this ends.
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
