//! Links the photos of a build from the cache, or derives them in parallel.
//!
//! Takes the outputs that are photos, gives each to the publication. A picture is decoded once for all of its
//! missing variants. Each variant is cached as soon as it is derived, so that an interrupted build keeps it.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::{Darkroom, Failure, Observe, Work};
use crate::plan::{Plan, Variant, What};
use crate::publish::{Linked, Publication, state};
use crate::render::photo::with_credits;
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
    pub what: What,
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

    /// Takes a variant from the cache into the publication; returns whether it was cached.
    fn link(&self, request: &VariantRequest) -> Result<bool, Failure> {
        self.publication.set_key(request.at, self.plan.key(request.what));
        let picture = &self.plan.catalogue.pictures[request.picture];
        let cached = self.darkroom.find(picture, request.variant, self.plan.recipe());
        cached.map_or(Ok(false), |cached| self.take(request, &cached))
    }

    /// Takes a cached file into the publication: a copy with its words in it, anything else as it is. Returns `false`
    /// if the file cannot be used.
    fn take(&self, request: &VariantRequest, cached: &Path) -> Result<bool, Failure> {
        let Some(credits) = self.plan.credits(request.what) else {
            return Ok(!matches!(self.publication.link(request.at, cached)?, Linked::Altered));
        };
        let Some(pixels) = state::read(cached) else { return Ok(false) };
        self.publication.write(request.at, &with_credits(&pixels, &credits))?;
        Ok(true)
    }

    fn derive(&self, group: &[VariantRequest]) -> Result<(), Failure> {
        let picture = &self.plan.catalogue.pictures[group[0].picture];
        let recipe = self.plan.recipe();
        let variants: BTreeSet<Variant> = group.iter().map(|request| request.variant).collect();
        let variants: Vec<Variant> = variants.into_iter().collect();
        let files = self.darkroom.permit().derive(self.world, picture, &variants, recipe)?;
        for (variant, file) in variants.into_iter().zip(files) {
            let kept = self.darkroom.keep(picture, variant, recipe, &file);
            for request in group.iter().filter(|request| request.variant == variant) {
                // If the cache cannot be written, the photo is published all the same.
                let taken = kept.as_ref().map_or(Ok(false), |kept| self.take(request, kept))?;
                if !taken {
                    let credits = self.plan.credits(request.what);
                    let whole = credits.map(|credits| with_credits(&file, &credits));
                    self.publication.write(request.at, whole.as_ref().unwrap_or(&file))?;
                }
            }
        }
        Ok(())
    }
}
