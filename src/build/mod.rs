//! Builds and publishes a site, whole or not at all.
//!
//! Takes a [`Site`] and the lock of its folder, gives what was published, or why nothing was. Only outputs whose
//! key differs from the published one are rendered or derived. Prints nothing: a callback reports progress.

mod changes;
mod check;
mod index;
mod keys;
mod outputs;
mod photo_deriver;
mod photos;
mod shards;
mod store;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::address;
use crate::date::Day;
use crate::diagnostic::{self, Diagnostic, FaultStep, Location, Problem, guarded};
use crate::digest::Digest;
use crate::model::{Catalogue, Picture};
use crate::plan::{Effort, Output, Plan};
use crate::publish::{Lock, Method, PhotoCache, PublishError, Publisher, Summary, Target, WantedOutput};
use crate::render::origin;
use crate::site::{self, Site};
use crate::world::World;
use index::SiteIndex;
use keys::{KeptKeys, KeySources};
use outputs::{PendingOutputs, pack, pending, produce, produce_all, write_index_file};
use photos::Photos;
use store::{HiddenPictures, Store, planned};

pub use changes::{Changes, changes};
pub use check::check;
pub use photo_deriver::{Permit, PhotoDeriver};
pub use shards::{Shard, ShardPlan, ShardReport, derive_shard, plan_shards};
pub use store::{StoreOptions, StoreStop, StoreSummary, Sweep, sweep};

/// How a site is to be built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The folder to publish into, relative to the current folder; by default `public` in the site's folder.
    pub out: Option<PathBuf>,
    /// Whether lasting addresses, which people may have linked to, may be removed.
    pub allow_removed: bool,
    /// How much time photos may take.
    pub effort: Effort,
    /// The store of photos that several machines share.
    pub store: StoreOptions,
}

/// The outcome of a build, with all errors and warnings, sorted.
#[derive(Debug)]
pub struct Report {
    /// What was published, or why nothing was.
    pub result: Result<Built, Stop>,
    /// The site's diagnostics with the build's own.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was published.
#[derive(Debug)]
pub struct Built {
    /// How many entries the site has.
    pub entries: usize,
    /// What was written and removed.
    pub summary: Summary,
    /// What the shared store of photos did, if there is one.
    pub store: Option<StoreSummary>,
    /// The day on which the site will change by itself.
    pub next_change: Option<Day>,
}

/// Why a build stopped.
#[derive(Debug)]
pub enum Stop {
    /// The content has errors: they are among the diagnostics.
    Content,
    /// The site could not be published.
    Publishing(PublishError),
}

/// A phase of a build whose progress is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Rendering pages.
    Pages,
    /// Deriving photos, one picture at a time.
    Photos,
}

/// Called when a phase begins, with the number of its steps. The returned callback is called after each step, on
/// any thread, and dropped at the end of the phase.
pub type Observe<'o> = dyn Fn(Work, usize) -> Box<dyn Fn() + Sync> + 'o;

/// Why a step of a build failed.
enum Failure {
    Content(Vec<Diagnostic>),
    Publishing(PublishError),
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        Failure::Publishing(error)
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(problem: Box<Diagnostic>) -> Failure {
        Failure::Content(vec![*problem])
    }
}

/// Builds a site that was read under this lock.
pub fn run(site: &Site, lock: Lock, options: &Options, observe: &Observe<'_>) -> Report {
    site.save_memo(lock.state());
    let mut diagnostics = site.diagnostics.clone();
    let Some((catalogue, theme)) = &site.ready else {
        return Report { result: Err(Stop::Content), diagnostics };
    };
    let plan = Plan::new(catalogue, theme).with_effort(options.effort);
    let state = lock.state().to_path_buf();
    diagnostics.extend(plan.problems().iter().cloned());
    let result = if diagnostic::has_errors(&diagnostics) {
        Err(Stop::Content)
    } else {
        publish(&plan, site, lock, options, observe).map_err(|failure| match failure {
            Failure::Content(problems) => {
                diagnostics.extend(problems);
                Stop::Content
            }
            Failure::Publishing(error) => Stop::Publishing(error),
        })
    };
    if diagnostics.iter().any(|diagnostic| diagnostic.problem == Problem::ChangedMeanwhile) {
        site::forget_memo(&state);
    }
    let result = result.map(|published| {
        diagnostics.extend(published.warning);
        Built {
            entries: catalogue.entries.len(),
            summary: published.summary,
            store: published.store,
            next_change: catalogue.next_change,
        }
    });
    diagnostic::sort(&mut diagnostics);
    Report { result, diagnostics }
}

/// What was published, and what is to be said of the shared store.
struct Published {
    summary: Summary,
    store: Option<StoreSummary>,
    warning: Option<Diagnostic>,
}

/// Returns the target: `to`, relative to the current folder, or `public` in the site's folder.
fn target(to: Option<&Path>, catalogue: &Catalogue) -> Target {
    let out = to.map_or_else(
        || PathBuf::from("public"),
        |to| std::path::absolute(to).unwrap_or_else(|_| to.to_path_buf()),
    );
    Target {
        out,
        keep: catalogue.config.keep.iter().map(|at| at.value.clone()).collect(),
        method: Method::Best,
    }
}

fn publish(
    plan: &Plan<'_>,
    site: &Site,
    lock: Lock,
    options: &Options,
    observe: &Observe<'_>,
) -> Result<Published, Failure> {
    let world = &site.world;
    let state = lock.state().to_path_buf();
    let cache = PhotoCache::new(&state);
    // As of another day, other entries are hidden.
    let is_today = plan.catalogue.as_of == world.today();
    let store =
        Store::open(&options.store, &plan.catalogue.config.cache, lock.root(), cache.clone(), !is_today);
    let target = target(options.out.as_deref(), plan.catalogue);
    let publisher = Publisher::open(lock, &target)?;
    if !options.allow_removed {
        let removed = removed_addresses(plan, &publisher.published_paths());
        if !removed.is_empty() {
            return Err(Failure::Content(removed));
        }
    }
    // In a first build there are no keys to compare with: they are computed when the pages are rendered.
    let first = publisher.published_paths().is_empty();
    let sources = KeySources::new(plan, site.outline());
    let kept = sources.kept(plan, &state, publisher.published());
    let mut wanted = wanted_outputs(plan, (!first).then_some(&kept))?;
    let index = SiteIndex::new(plan, world, &state);
    if let Some(index) = &index {
        wanted.extend(index.wanted(publisher.published(), kept.is_whole)?);
        wanted.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let paths: Vec<String> = wanted.iter().map(|wanted| wanted.path.clone()).collect();
    let publication = publisher.begin(wanted)?;
    let output = |at: usize| {
        let place = plan.outputs().binary_search_by(|output| output.path.cmp(&paths[at])).ok();
        place.map(|place| &plan.outputs()[place])
    };
    let PendingOutputs { mut pages, data, photos, kits } = pending(plan, &publication, output);
    // Neighbouring pages show the same cards.
    pages.sort_by_cached_key(|at| output(*at).map_or(0, |output| plan.first_entry(output.what)));
    let rendered = observe(Work::Pages, pages.len() + data.len());
    let produced = |at: &usize| {
        let result = match (output(*at), &index) {
            (Some(output), _) => produce(plan, output, *at, &publication, world),
            (None, Some(index)) => write_index_file(index, &paths[*at], *at, &publication),
            (None, None) => unreachable!("a path that is not an output belongs to the index"),
        };
        rendered();
        result.err()
    };
    let mut failures = produce_all(plan, &pages, &data, &produced);
    drop(rendered);
    let deriver = PhotoDeriver::new(Some(cache.clone()), rayon::current_num_threads());
    let photos_of =
        Photos { plan, publication: &publication, world, deriver: &deriver, store: store.as_ref() };
    failures.extend(photos_of.produce(photos, observe));
    if failures.is_empty() {
        let kits = kits.par_iter().with_max_len(1);
        let packed = kits.map(|at| pack(plan, output(*at).expect("it is a kit"), *at, &publication, world));
        failures.extend(packed.filter_map(Result::err).collect::<Vec<_>>());
    }
    none_of(failures)?;
    let sources = sources.published_with(publication.keys());
    let summary = publication.commit()?;
    if !kept.is_whole {
        sources.save(&state);
    }
    // Before the cache forgets what is hidden.
    let (store, warning) = store.map(|store| finish(store, plan, &cache, &state)).unzip();
    deriver.sweep(plan, summary.written > 0 || summary.removed > 0);
    Ok(Published { summary, store, warning: warning.flatten() })
}

/// Returns the outputs of a plan with their keys: those that are kept, or else computed. `None`: without keys.
fn wanted_outputs(plan: &Plan<'_>, kept: Option<&KeptKeys>) -> Result<Vec<WantedOutput>, Failure> {
    let key = |output: &Output| guarded(FaultStep::Render, origin(plan, output), || plan.key(output.what));
    let wanted = |(number, output): (usize, &Output)| -> Result<WantedOutput, Failure> {
        let kept_key = kept.and_then(|kept| kept.get(number));
        debug_assert!(kept_key.is_none_or(|key| key == plan.key(output.what)), "{} changed", output.path);
        let key = kept.map(|_| kept_key.map_or_else(|| key(output), Ok)).transpose()?;
        Ok(WantedOutput { path: output.path.clone(), key })
    };
    plan.outputs().par_iter().enumerate().map(wanted).collect()
}

/// Waits for the store, and deletes there the photos of pictures that the site has or had and does not show.
fn finish(
    store: Store,
    plan: &Plan<'_>,
    cache: &PhotoCache,
    state: &Path,
) -> (StoreSummary, Option<Diagnostic>) {
    let shown: BTreeSet<Digest> = planned(plan).into_keys().collect();
    let known = plan.catalogue.pictures.iter().filter(|picture| picture.record().is_some());
    let mut hidden = cache.pictures();
    hidden.extend(known.map(Picture::digest));
    hidden.retain(|picture| !shown.contains(picture));
    store.finish(&HiddenPictures { hidden, shown: &shown, state })
}

/// Returns all failures as one, if there are any.
fn none_of(failures: Vec<Failure>) -> Result<(), Failure> {
    let mut problems = Vec::new();
    for failure in failures {
        match failure {
            Failure::Content(more) => problems.extend(more),
            Failure::Publishing(error) => return Err(error.into()),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Content(problems)) }
}

/// Returns an error for each lasting address that the last build published and this one would not.
fn removed_addresses(plan: &Plan<'_>, published: &[&str]) -> Vec<Diagnostic> {
    let planned: BTreeSet<&str> = plan.outputs().iter().map(|output| output.path.as_str()).collect();
    let retired: BTreeSet<&str> = plan.catalogue.retired.iter().map(String::as_str).collect();
    let gone = published.iter().filter(|path| !planned.contains(*path));
    let pages = gone.filter(|path| path.ends_with("index.html"));
    let addresses = pages.map(|path| address::of_path(path));
    let lasting = addresses.filter(|address| address::is_lasting(address) && !retired.contains(address));
    lasting
        .map(|address| Diagnostic {
            place: Location::file("guong.toml"),
            problem: Problem::AddressRemoved { address: format!("/{address}") },
        })
        .collect()
}
