//! What a build would change.
//!
//! Takes a site that was read and what is published, gives the pages that would be new, changed or gone. Never writes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::removed_addresses;
use crate::address;
use crate::diagnostic::{self, Diagnostic, FaultStep, guarded};
use crate::plan::{Output, Plan};
use crate::publish::{ManifestReading, read_manifest};
use crate::render::origin;
use crate::site::Site;

/// The pages that a build would change, by their addresses, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The pages that are not published yet.
    pub new: Vec<String>,
    /// The pages that would differ.
    pub changed: Vec<String>,
    /// The pages that would disappear although people may have linked to them.
    pub lost: Vec<String>,
    /// The other pages that would disappear.
    pub gone: Vec<String>,
    /// How many pages would stay.
    pub same: usize,
    /// Whether nothing was published before.
    pub is_first: bool,
    /// The diagnostics of the site, sorted; with errors, nothing would be published.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compares a site with what is published in `public`.
pub fn changes(site: &Site) -> Changes {
    let mut changes = Changes { diagnostics: site.diagnostics.clone(), ..Changes::default() };
    let published = match read_manifest(&site.world.root().join("public")) {
        Ok(ManifestReading::Whole(manifest)) => {
            manifest.lines().iter().map(|line| (line.path.to_string(), line.key)).collect()
        }
        _ => BTreeMap::new(),
    };
    changes.is_first = published.is_empty();
    let Some((catalogue, theme)) = &site.ready else { return changes };
    let plan = Plan::new(catalogue, theme);
    changes.diagnostics.extend(plan.problems().iter().cloned());
    let key = |output: &Output| guarded(FaultStep::Render, origin(&plan, output), || plan.key(output.what));
    let pages: Vec<&Output> = plan.outputs().iter().filter(|output| is_page(&output.path)).collect();
    let keys: Vec<_> =
        pages.par_iter().map(|output| published.get(&output.path).map(|_| key(output))).collect();
    for (output, key) in pages.into_iter().zip(keys) {
        let address = || address::of_path(&output.path).to_string();
        match key {
            None => changes.new.push(address()),
            Some(Err(problem)) => changes.diagnostics.push(*problem),
            Some(Ok(key)) if published.get(&output.path) != Some(&key) => changes.changed.push(address()),
            Some(Ok(_)) => changes.same += 1,
        }
    }
    let planned =
        |path: &str| plan.outputs().binary_search_by(|output| output.path.as_str().cmp(path)).is_ok();
    let paths: Vec<&str> = published.keys().map(String::as_str).collect();
    let lost = removed_addresses(&plan, &paths);
    let is_lost = |address: &str| {
        let problem = diagnostic::Problem::AddressRemoved { address: format!("/{address}") };
        lost.iter().any(|one| one.problem == problem)
    };
    for path in paths.into_iter().filter(|path| is_page(path) && !planned(path)) {
        let address = address::of_path(path).to_string();
        if is_lost(&address) { changes.lost.push(address) } else { changes.gone.push(address) }
    }
    diagnostic::sort(&mut changes.diagnostics);
    changes
}

/// Whether a file is a page rather than a part of one.
fn is_page(path: &str) -> bool {
    path.ends_with("index.html")
}
