//! Links the photos of a build from the cache, fetches them from the shared store, or derives them in parallel.
//!
//! Takes the outputs that are photos, gives each to the publication. A picture is decoded once for all of its
//! missing variants. Each variant is cached as soon as it is derived, so that an interrupted build keeps it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::store::{Bundle, PictureVariants, Store, planned};
use super::{Failure, Observe, PhotoDeriver, Work};
use crate::digest::Digest;
use crate::plan::{Plan, Variant, What};
use crate::publish::{Linked, Publication, state};
use crate::render::photo::with_credits;
use crate::world::World;

/// How many pictures are asked for before the next ones are: what is waiting takes memory.
const FETCHED: usize = 4096;

/// What producing photos needs.
pub(super) struct Photos<'w, 'c> {
    pub plan: &'w Plan<'c>,
    pub publication: &'w Publication,
    pub world: &'w dyn World,
    pub deriver: &'w PhotoDeriver,
    pub store: Option<&'w Store>,
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
        let mut failures = Vec::new();
        let mut missing = Vec::new();
        for result in groups.par_iter().map(|group| self.link_all(group)).collect::<Vec<_>>() {
            match result {
                Ok(group) if group.is_empty() => {}
                Ok(group) => missing.push(group),
                Err(failure) => failures.push(failure),
            }
        }
        let derived = observe(Work::Photos, missing.len());
        match self.store.filter(|_| !missing.is_empty()) {
            Some(store) => failures.extend(self.fetch_or_derive(store, &missing, &*derived)),
            None => {
                let results = missing.par_iter().with_max_len(1).map(|group| {
                    let result = self.derive(group);
                    derived();
                    result
                });
                failures.extend(results.filter_map(Result::err).collect::<Vec<_>>());
            }
        }
        failures
    }

    /// Fetches photos from the store, and derives those that it lacks while others are still on their way.
    fn fetch_or_derive(
        &self,
        store: &Store,
        missing: &[Vec<VariantRequest>],
        step: &(dyn Fn() + Sync),
    ) -> Vec<Failure> {
        let planned: BTreeMap<Digest, PictureVariants> = planned(self.plan);
        let bundle = |group: &Vec<VariantRequest>| {
            let picture = &self.plan.catalogue.pictures[group[0].picture];
            Bundle::of(picture, &planned[&picture.digest()].variants, self.plan.recipe())
        };
        let failures = Mutex::new(Vec::new());
        let complete = |group: &[VariantRequest], bundle: &Bundle, found: bool| {
            let rest = if found { self.link_all(group)? } else { group.to_vec() };
            if !rest.is_empty() {
                self.derive(&rest)?;
                store.put(bundle.clone());
            }
            Ok(())
        };
        for missing in missing.chunks(FETCHED) {
            let bundles: Vec<Bundle> = missing.iter().map(bundle).collect();
            rayon::in_place_scope(|scope| {
                store.fetch(bundles.clone(), |number, found| {
                    let (group, bundle) = (&missing[number], &bundles[number]);
                    let (failures, complete) = (&failures, &complete);
                    scope.spawn(move |_| {
                        let failed = complete(group, bundle, found).err();
                        failures.lock().unwrap_or_else(PoisonError::into_inner).extend(failed);
                        step();
                    });
                });
            });
        }
        failures.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the variants of a picture from the cache; returns those that are not cached.
    fn link_all(&self, group: &[VariantRequest]) -> Result<Vec<VariantRequest>, Failure> {
        let left = |request: &VariantRequest| {
            self.link(request).map(|linked| (!linked).then_some(*request)).transpose()
        };
        group.iter().filter_map(left).collect()
    }

    /// Takes a variant from the cache into the publication; returns whether it was cached.
    fn link(&self, request: &VariantRequest) -> Result<bool, Failure> {
        self.publication.set_key(request.at, self.plan.key(request.what));
        let picture = &self.plan.catalogue.pictures[request.picture];
        let cached = self.deriver.find(picture, request.variant, self.plan.recipe());
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
        let files = self.deriver.permit().derive(self.world, picture, &variants, recipe)?;
        for (variant, file) in variants.into_iter().zip(files) {
            let kept = self.deriver.keep(picture, variant, recipe, &file);
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
