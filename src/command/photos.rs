//! The photos of a build: linked from the cache, or derived side by side in bounded memory.
//!
//! Takes the outputs that are photos, gives each to the publication. A picture is decoded once for all
//! of its variants that are missing; what was derived is kept at once, so that a build that is stopped
//! loses nothing.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::build::Stop;
use super::progress::Progress;
use super::say;
use crate::diagnostic::{Diagnostic, Language, Place, Problem};
use crate::digest::Digest;
use crate::plan::{Effort, Original, Output, Plan, Recipe, Variant, What};
use crate::publish::{Linked, PhotoCache, Publication};
use crate::render::photo::{self, Desk};
use crate::world::World;

/// So many bytes may all pictures take together that are being decoded. One that is larger waits for
/// all others, and goes alone.
const BUDGET: usize = 768 << 20;

/// What deriving needs.
pub(super) struct Darkroom<'w, 'c> {
    pub plan: &'w Plan<'c>,
    pub publication: &'w Publication,
    pub world: &'w dyn World,
    pub cache: &'w PhotoCache,
    pub language: Language,
    pub quiet: bool,
}

/// A variant that is asked for: its place in the publication, and what it is made of.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub at: usize,
    pub picture: usize,
    pub variant: Variant,
}

impl Darkroom<'_, '_> {
    /// Gives every photo that is asked for to the publication; what went wrong.
    pub fn produce(&self, mut photos: Vec<Asked>) -> Vec<Stop> {
        photos.sort_by_key(|asked| (asked.picture, asked.at));
        let groups: Vec<&[Asked]> = photos.chunk_by(|one, other| one.picture == other.picture).collect();
        let link = |group: &&[Asked]| {
            let missing: Result<Vec<Asked>, Stop> = group
                .iter()
                .filter_map(|asked| self.link(asked).map(|linked| (!linked).then_some(*asked)).transpose())
                .collect();
            missing
        };
        let mut stops = Vec::new();
        let mut missing = Vec::new();
        for result in groups.par_iter().map(link).collect::<Vec<_>>() {
            match result {
                Ok(group) if group.is_empty() => {}
                Ok(group) => missing.push(group),
                Err(stop) => stops.push(stop),
            }
        }
        let label = say::pick(self.language, "Đang làm ảnh", "Making photos");
        let progress = Progress::with_pace(label, missing.len(), self.quiet, self.language);
        let budget = Budget::new(BUDGET);
        let desks = Mutex::new(Vec::new());
        let derived = missing.par_iter().with_max_len(1).map(|group| {
            let result = self.derive(group, &budget, &desks);
            progress.step();
            result
        });
        stops.extend(derived.filter_map(Result::err).collect::<Vec<_>>());
        stops
    }

    /// Whether a variant was in the cache.
    fn link(&self, asked: &Asked) -> Result<bool, Stop> {
        let picture = self.plan.catalogue.pictures[asked.picture].digest();
        let key = self.plan.photo_key(asked.picture, asked.variant);
        self.publication.tell_key(asked.at, key);
        let Some(cached) = self.cache.find(picture, key, asked.variant.ending()) else { return Ok(false) };
        Ok(!matches!(self.publication.link(asked.at, &cached)?, Linked::Altered))
    }

    fn derive(&self, group: &[Asked], budget: &Budget, desks: &Mutex<Vec<Desk>>) -> Result<(), Stop> {
        let picture = &self.plan.catalogue.pictures[group[0].picture];
        let path = &picture.source.found.path;
        let stop = |problem| Stop::Content(vec![Diagnostic { place: Place::file(path), problem }]);
        let bytes = self
            .world
            .read(&picture.source.found)
            .map_err(|error| stop(Problem::Unreadable { reason: error.to_string() }))?;
        if Digest::of_bytes(&bytes) != picture.digest() {
            return Err(stop(Problem::ChangedMeanwhile));
        }
        let variants: Vec<Variant> = group.iter().map(|asked| asked.variant).collect();
        let (width, height) = picture.size();
        let pixels = u64::from(width) * u64::from(height);
        let share = budget.take(photo::weight(&bytes, pixels));
        let mut desk = free(desks).pop().unwrap_or_default();
        let files = photo::derive(picture, bytes, self.plan.recipe(), &variants, &mut desk)
            .map_err(|problem| Stop::Content(vec![*problem]))?;
        free(desks).push(desk);
        drop(share);
        for (asked, file) in group.iter().zip(files) {
            let key = self.plan.photo_key(asked.picture, asked.variant);
            // The cache is a convenience: where it cannot be written, the photo is published all the same.
            let kept = self.cache.keep(picture.digest(), key, asked.variant.ending(), &file);
            let linked = match kept {
                Ok(kept) => !matches!(self.publication.link(asked.at, &kept)?, Linked::Altered),
                Err(_) => false,
            };
            if !linked {
                self.publication.write(asked.at, &file)?;
            }
        }
        Ok(())
    }
}

/// The desks at which nobody works.
fn free(desks: &Mutex<Vec<Desk>>) -> MutexGuard<'_, Vec<Desk>> {
    desks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes from the cache what no page shows any more. What was withdrawn goes at every build; where
/// something was published, also what no recipe asks for of the photos that stay.
pub(super) fn sweep(plan: &Plan<'_>, cache: &PhotoCache, published: bool) {
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

/// How much may be in memory at once.
struct Budget {
    whole: usize,
    left: Mutex<usize>,
    freed: Condvar,
}

/// A part of the budget, given back when it is dropped.
struct Share<'b> {
    budget: &'b Budget,
    size: usize,
}

impl Budget {
    fn new(whole: usize) -> Budget {
        Budget { whole, left: Mutex::new(whole), freed: Condvar::new() }
    }

    /// Waits until there is enough left. Whoever holds a share works and waits for nothing, so this ends.
    fn take(&self, size: usize) -> Share<'_> {
        let size = size.min(self.whole);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left =
            self.freed.wait_while(left, |left| *left < size).unwrap_or_else(PoisonError::into_inner);
        *left -= size;
        Share { budget: self, size }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.left.lock().unwrap_or_else(PoisonError::into_inner) += self.size;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(*budget.left.lock().unwrap(), 100);
        assert!(most.lock().unwrap().1 <= 100);
    }
}
