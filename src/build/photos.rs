//! Links the photos of a build from the cache, or derives them in parallel.
//!
//! Takes the outputs that are photos, gives each to the publication. A picture is decoded once for all of its
//! missing variants. Each variant is cached as soon as it is derived, so that an interrupted build keeps it.

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

/// A variant that the publication needs, and its index there.
#[derive(Clone, Copy)]
pub(super) struct VariantRequest {
    pub at: usize,
    pub picture: usize,
    pub variant: Variant,
}

impl Photos<'_, '_> {
    /// Gives every requested photo to the publication; returns the failures.
    pub fn produce(&self, mut photos: Vec<VariantRequest>, observe: &Observe<'_>) -> Vec<Failure> {
        photos.sort_by_key(|request| (request.picture, request.at));
        let groups: Vec<&[VariantRequest]> =
            photos.chunk_by(|one, other| one.picture == other.picture).collect();
        let link = |group: &&[VariantRequest]| {
            let missing: Result<Vec<VariantRequest>, Failure> = group
                .iter()
                .filter_map(|request| {
                    self.link(request).map(|linked| (!linked).then_some(*request)).transpose()
                })
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

    /// Links a variant from the cache into the publication; returns whether it was cached.
    fn link(&self, request: &VariantRequest) -> Result<bool, Failure> {
        let key = self.plan.photo_key(request.picture, request.variant);
        self.publication.set_key(request.at, key);
        let picture = &self.plan.catalogue.pictures[request.picture];
        let cached = self.darkroom.find(picture, request.variant, self.plan.recipe());
        cached.map_or(Ok(false), |cached| {
            Ok(!matches!(self.publication.link(request.at, &cached)?, Linked::Altered))
        })
    }

    fn derive(&self, group: &[VariantRequest]) -> Result<(), Failure> {
        let picture = &self.plan.catalogue.pictures[group[0].picture];
        let recipe = self.plan.recipe();
        let variants: Vec<Variant> = group.iter().map(|request| request.variant).collect();
        let files = self.darkroom.permit().derive(self.world, picture, &variants, recipe)?;
        for (request, file) in group.iter().zip(files) {
            // If the cache cannot be written, the photo is published all the same.
            let linked = match self.darkroom.keep(picture, request.variant, recipe, &file) {
                Some(kept) => !matches!(self.publication.link(request.at, &kept)?, Linked::Altered),
                None => false,
            };
            if !linked {
                self.publication.write(request.at, &file)?;
            }
        }
        Ok(())
    }
}
