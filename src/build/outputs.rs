//! Produces the outputs that a publication still lacks.
//!
//! Takes the plan and a publication, writes pages, files of the open data, press kits and the index into it. Photos are
//! derived by [`super::photos`].

use rayon::prelude::*;

use super::Failure;
use super::index::SiteIndex;
use super::photos::VariantRequest;
use crate::diagnostic::{FaultStep, guarded};
use crate::plan::{Output, Plan, View, What};
use crate::publish::Publication;
use crate::render::{is_long, origin, render, render_view, whole_view, write_kit, write_long};
use crate::world::World;

/// How many pages are rendered before the cards on them are dropped, so that memory does not grow with the gallery.
const PAGES_AT_ONCE: usize = 4096;

/// The outputs that must be made, by how: indices into the publication.
#[derive(Default)]
pub(super) struct PendingOutputs {
    pub(super) pages: Vec<usize>,
    pub(super) data: Vec<usize>,
    pub(super) photos: Vec<VariantRequest>,
    pub(super) kits: Vec<usize>,
}

pub(super) fn pending<'p>(
    plan: &Plan<'_>,
    publication: &Publication,
    output: impl Fn(usize) -> Option<&'p Output>,
) -> PendingOutputs {
    let mut pending = PendingOutputs::default();
    for at in publication.pending() {
        let what = output(*at).map(|output| output.what);
        match what.map(|what| (what, plan.derived(what))) {
            Some((what, Some((picture, variant)))) => {
                pending.photos.push(VariantRequest { at: *at, what, picture, variant });
            }
            Some((What::Kit(_), None)) => pending.kits.push(*at),
            Some((What::Data(_), None)) => pending.data.push(*at),
            _ => pending.pages.push(*at),
        }
    }
    pending
}

/// Produces pages, and beside them the files of the open data; returns the failures.
pub(super) fn produce_all(
    plan: &Plan<'_>,
    pages: &[usize],
    data: &[usize],
    failure: &(impl Fn(&usize) -> Option<Failure> + Sync),
) -> Vec<Failure> {
    let produce_pages = || {
        let mut failures: Vec<Failure> = Vec::new();
        for some in pages.chunks(PAGES_AT_ONCE) {
            failures.par_extend(some.par_iter().filter_map(failure));
            plan.drop_shown_cards();
        }
        failures
    };
    let produce_data = || {
        // One file of them can take as long as hundreds of pages.
        let failures: Vec<Failure> = data.par_iter().with_max_len(1).filter_map(failure).collect();
        plan.drop_lines();
        failures
    };
    let (mut failures, of_data) = rayon::join(produce_pages, produce_data);
    failures.extend(of_data);
    failures
}

pub(super) fn produce(
    plan: &Plan<'_>,
    output: &Output,
    index: usize,
    publication: &Publication,
    world: &dyn World,
) -> Result<(), Failure> {
    guarded(FaultStep::Render, origin(plan, output), || -> Result<(), Failure> {
        let bytes = match whole_view(plan, output.what, world)? {
            Some(mut view) => {
                publication.set_key(index, plan.key_of(output.what, &view));
                if is_long(&view) {
                    return Ok(
                        publication.write_with(index, |out| write_long(plan, output.what, &view, out))?
                    );
                }
                render_view(plan, output, &mut view)?
            }
            None => {
                publication.set_key(index, plan.key(output.what));
                render(plan, output, world)?
            }
        };
        publication.write(index, &bytes)?;
        if let Some(text) = plan.text(output.what) {
            text.file.drop_html();
        }
        Ok(())
    })?
}

pub(super) fn write_index_file(
    index: &SiteIndex<'_>,
    path: &str,
    at: usize,
    publication: &Publication,
) -> Result<(), Failure> {
    let bytes = guarded(FaultStep::Render, path, || index.take_bytes(path))??;
    Ok(publication.write(at, &bytes)?)
}

/// Packs a press kit from the copies of photos that are in the new site.
pub(super) fn pack(
    plan: &Plan<'_>,
    output: &Output,
    index: usize,
    publication: &Publication,
    world: &dyn World,
) -> Result<(), Failure> {
    guarded(FaultStep::Render, origin(plan, output), || -> Result<(), Failure> {
        let Some(view) = whole_view(plan, output.what, world)? else { unreachable!("a kit has a view") };
        publication.set_key(index, plan.key_of(output.what, &view));
        let View::Kit(kit) = view else { unreachable!("it is that of a kit") };
        publication.write_with(index, |out| write_kit(&kit, out, |photo| publication.read(&photo.path)))?;
        Ok(())
    })?
}
