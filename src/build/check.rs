//! Finds everything that would keep a build from publishing, without publishing.
//!
//! Takes a site that was read; gives its diagnostics and those that only a plan, a picture's pixels, a template
//! or the published folder reveals. If it finds no error, a build does not stop because of the content.
//! Never writes.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::{Options, PhotoDeriver, removed_addresses};
use crate::diagnostic::{self, Diagnostic};
use crate::plan::{Plan, What};
use crate::publish::{ManifestReading, PhotoCache, read_manifest};
use crate::render::{render_view, whole_view};
use crate::site::Site;
use crate::world::World;

/// Returns all errors and warnings of a site, sorted.
///
/// If the site's folder `root` is given, this includes addresses that the published site has and the next one
/// would not; and photos of which that folder's cache has a variant are not decoded again.
pub fn check<W: World>(site: &Site<W>, root: Option<&Path>, options: &Options) -> Vec<Diagnostic> {
    let mut diagnostics = site.diagnostics.clone();
    if let Some((catalogue, theme)) = &site.ready {
        let plan = Plan::new(catalogue, theme);
        diagnostics.extend(plan.problems().iter().cloned());
        if let Some(root) = root.filter(|_| !options.allow_removed) {
            let out = options.out.as_ref().and_then(|out| std::path::absolute(out).ok());
            // The build itself refuses a folder that cannot be read or that Guong did not make.
            if let Ok(ManifestReading::Whole(manifest)) =
                read_manifest(&out.unwrap_or_else(|| root.join("public")))
            {
                let published: Vec<&str> = manifest.lines().iter().map(|line| &*line.path).collect();
                diagnostics.extend(removed_addresses(&plan, &published));
            }
        }
        let cache = root.map(|root| PhotoCache::new(&root.join(".guong")));
        diagnostics.extend(damaged_photos(&plan, &site.world, cache));
        if catalogue.config.theme.is_some() {
            diagnostics.extend(failing_templates(&plan, &site.world));
        }
        diagnostic::sort(&mut diagnostics);
    }
    diagnostics
}

/// Decodes the photos that are published; returns the errors.
fn damaged_photos(plan: &Plan<'_>, world: &dyn World, cache: Option<PhotoCache>) -> Vec<Diagnostic> {
    let pictures: BTreeSet<usize> = plan
        .outputs()
        .iter()
        .filter_map(|output| match output.what {
            What::Photo(picture, _) => Some(picture),
            _ => None,
        })
        .collect();
    let pictures = pictures.into_iter().map(|number| &plan.catalogue.pictures[number]);
    let is_known = |digest| cache.as_ref().is_some_and(|cache| cache.knows(digest));
    let unknown: Vec<_> = pictures.filter(|picture| !is_known(picture.digest())).collect();
    let deriver = PhotoDeriver::new(None, rayon::current_num_threads());
    let decode = |picture| deriver.permit().derive(world, picture, &[], plan.recipe()).err();
    unknown.into_par_iter().with_max_len(1).filter_map(decode).map(|problem| *problem).collect()
}

/// Renders everything with the site's own theme; returns the errors, one for each place in a template.
fn failing_templates(plan: &Plan<'_>, world: &dyn World) -> Vec<Diagnostic> {
    let fails = |output: &crate::plan::Output| -> Option<Diagnostic> {
        let rendered = whole_view(plan, output.what, world)
            .and_then(|view| view.map(|mut view| render_view(plan, output, &mut view)).transpose());
        rendered.err().map(|problem| *problem)
    };
    let outputs = plan.outputs().par_iter().filter(|output| Plan::template(output.what).is_some());
    let mut problems: Vec<Diagnostic> = outputs.filter_map(fails).collect();
    let mut places = BTreeSet::new();
    problems.retain(|problem| places.insert(problem.place.clone()));
    problems
}
