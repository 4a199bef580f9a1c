//! The photos of a build: linked from the cache, or derived side by side.
//!
//! Takes the outputs that are photos, gives each to the publication. A picture is decoded once for all of its
//! missing variants; what was derived is kept at once, so that a build that is stopped loses nothing.

use rayon::prelude::*;

use super::{Darkroom, Failure, Observe, Work};
use crate::plan::{Plan, Variant};
use crate::publish::{Linked, Publication};
use crate::world::World;

/// What producing photos needs.
pub(super) struct Photos<'w, 'c> {
    pub plan: &'w Plan<'c>,
    pub publication: &'w Publication,
    pub world: &'w dyn World,
    pub darkroom: &'w Darkroom,
}

/// A variant that the publication asks for: its place there, and what it is made of.
#[derive(Clone, Copy)]
pub(super) struct VariantRequest {
    pub at: usize,
    pub picture: usize,
    pub variant: Variant,
}

impl Photos<'_, '_> {
    /// Gives every photo that is asked for to the publication; returns what failed.
    pub fn produce(&self, mut photos: Vec<VariantRequest>, observe: &Observe<'_>) -> Vec<Failure> {
        photos.sort_by_key(|asked| (asked.picture, asked.at));
        let groups: Vec<&[VariantRequest]> =
            photos.chunk_by(|one, other| one.picture == other.picture).collect();
        let link = |group: &&[VariantRequest]| {
            let missing: Result<Vec<VariantRequest>, Failure> = group
                .iter()
                .filter_map(|asked| self.link(asked).map(|linked| (!linked).then_some(*asked)).transpose())
                .collect();
            missing
        };
        let mut failures = Vec::new();
        let mut missing = Vec::new();
        for result in groups.par_iter().map(link).collect::<Vec<_>>() {
            match result {
                Ok(group) if group.is_empty() => {}
                Ok(group) => missing.push(group),
                Err(failure) => failures.push(failure),
            }
        }
        let derived = observe(Work::Photos, missing.len());
        let results = missing.par_iter().with_max_len(1).map(|group| {
            let result = self.derive(group);
            derived();
            result
        });
        failures.extend(results.filter_map(Result::err).collect::<Vec<_>>());
        failures
    }

    /// Whether a variant was in the cache.
    fn link(&self, asked: &VariantRequest) -> Result<bool, Failure> {
        let key = self.plan.photo_key(asked.picture, asked.variant);
        self.publication.tell_key(asked.at, key);
        let picture = &self.plan.catalogue.pictures[asked.picture];
        let cached = self.darkroom.find(picture, asked.variant, self.plan.recipe());
        cached.map_or(Ok(false), |cached| {
            Ok(!matches!(self.publication.link(asked.at, &cached)?, Linked::Altered))
        })
    }

    fn derive(&self, group: &[VariantRequest]) -> Result<(), Failure> {
        let picture = &self.plan.catalogue.pictures[group[0].picture];
        let recipe = self.plan.recipe();
        let variants: Vec<Variant> = group.iter().map(|asked| asked.variant).collect();
        let files = self.darkroom.permit().derive(self.world, picture, &variants, recipe)?;
        for (asked, file) in group.iter().zip(files) {
            // Where the cache cannot be written, the photo is published all the same.
            let linked = match self.darkroom.keep(picture, asked.variant, recipe, &file) {
                Some(kept) => !matches!(self.publication.link(asked.at, &kept)?, Linked::Altered),
                None => false,
            };
            if !linked {
                self.publication.write(asked.at, &file)?;
            }
        }
        Ok(())
    }
}
