//! `guong build`: the static site into `public/`, whole or not at all.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use super::args::Invocation;
use super::index::Index;
use super::photos::{Asked, Darkroom, sweep};
use super::progress::Progress;
use super::site::{self, Site};
use super::{Outcome, counts, err, out, say, told};
use crate::diagnostic::{self, Diagnostic, Format, Place, Problem};
use crate::model::Catalogue;
use crate::plan::{Effort, Output, Plan, What};
use crate::publish::{
    Line, Lock, Method, PhotoCache, Publication, PublishError, Publisher, Summary, Target, Wanted,
};
use crate::render::{render, render_view, whole_view};
use crate::world::World;

/// Why a build stopped.
pub(super) enum Stop {
    /// The content has errors, which are told.
    Content(Vec<Diagnostic>),
    /// The site could not be published.
    Publishing(PublishError),
}

impl From<PublishError> for Stop {
    fn from(error: PublishError) -> Stop {
        Stop::Publishing(error)
    }
}

/// Runs the command.
pub(super) fn run(
    to: Option<&Path>,
    allow_removed: bool,
    effort: Effort,
    invocation: &Invocation,
) -> Outcome {
    let started = Instant::now();
    let language = invocation.language;
    let root = site::root(invocation);
    if !root.join("guong.toml").is_file() {
        // Nothing is written, not even a state folder, where there is no site.
        err(&told(&[Diagnostic { place: Place::file("guong.toml"), problem: Problem::NoSite }], invocation));
        return Outcome::ContentHasErrors;
    }
    let waiting = say::pick(
        language,
        "Đang chờ một lệnh guong khác trên trang này…",
        "Waiting for another guong on this site…",
    );
    let lock = match Lock::acquire(&root, || err(&format!("{waiting}\n"))) {
        Ok(lock) => lock,
        Err(error) => return failed(&error, invocation),
    };
    let state = lock.state().to_path_buf();
    let mut site = match site::open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    site::save_memo(&state, &site.memo);
    let shown_out = to.map_or_else(|| "public".into(), |out| out.display().to_string());
    let result = match site.ready.take() {
        None => Err(Stop::Content(Vec::new())),
        Some(ready) => {
            // As with what was read: the process ends after this, and takes all of it along.
            let ready = ManuallyDrop::new(ready);
            let (catalogue, theme) = &*ready;
            let plan = ManuallyDrop::new(Plan::new(catalogue, theme).with_effort(effort));
            site.diagnostics.extend(plan.problems().iter().cloned());
            let result = publish(&plan, &site, lock, &target(to, catalogue), allow_removed, invocation);
            result.map(|summary| (summary, catalogue.entries.len(), catalogue.next_change))
        }
    };
    if let Err(Stop::Content(more)) = &result {
        site.diagnostics.extend(more.iter().cloned());
    }
    diagnostic::sort(&mut site.diagnostics);
    err(&told(&site.diagnostics, invocation));
    match result {
        Ok((summary, entries, next_change)) => {
            let seconds = started.elapsed().as_secs_f64();
            let built = say::Built { entries, summary, seconds, out: &shown_out, next_change };
            if !invocation.quiet {
                out(&format!("{}\n", say::built(&built, language)));
            }
            Outcome::Done
        }
        Err(Stop::Content(_)) => {
            if !invocation.quiet && invocation.format == Format::Human {
                let kept = say::pick(
                    language,
                    "Chưa xuất bản; trang cũ vẫn giữ nguyên.",
                    "Nothing was published; the old site stands.",
                );
                err(&format!("{} {kept}\n", counts(&site.diagnostics, language)));
            }
            Outcome::ContentHasErrors
        }
        Err(Stop::Publishing(error)) => failed(&error, invocation),
    }
}

fn failed(error: &PublishError, invocation: &Invocation) -> Outcome {
    err(&format!("guong: {}\n", say::publish_error(error, invocation.language)));
    if error.is_machine_fault() { Outcome::MachineFailed } else { Outcome::ContentHasErrors }
}

/// Where the site is published: a folder as given from here, else `public` in the site's folder.
fn target(to: Option<&Path>, catalogue: &Catalogue) -> Target {
    let out = to.map_or_else(
        || PathBuf::from("public"),
        |to| std::path::absolute(to).unwrap_or_else(|_| to.to_path_buf()),
    );
    Target { out, keep: catalogue.config.keep.clone(), method: Method::Best }
}

fn publish(
    plan: &Plan<'_>,
    site: &Site,
    lock: Lock,
    target: &Target,
    allow_removed: bool,
    invocation: &Invocation,
) -> Result<Summary, Stop> {
    if diagnostic::has_errors(&site.diagnostics) {
        return Err(Stop::Content(Vec::new()));
    }
    let state = lock.state().to_path_buf();
    let cache = PhotoCache::new(&state);
    let publisher = Publisher::open(lock, target)?;
    if !allow_removed {
        let removed = removed_addresses(plan, &publisher.published_paths());
        if !removed.is_empty() {
            return Err(Stop::Content(removed));
        }
    }
    // Where nothing is published there is nothing to compare with: keys are worked out with the pages.
    let first = publisher.published_paths().is_empty();
    let mut wanted: Vec<Wanted> = plan
        .outputs()
        .par_iter()
        .map(|output| Wanted { path: output.path.clone(), key: (!first).then(|| plan.key(output.what)) })
        .collect();
    let index = Index::new(plan, &site.world, &state);
    if let Some(index) = &index {
        let published: &[Line] = publisher.published();
        wanted.extend(index.wanted(published).map_err(|problem| Stop::Content(vec![*problem]))?);
        wanted.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let paths: Vec<String> = wanted.iter().map(|wanted| wanted.path.clone()).collect();
    let publication = publisher.begin(wanted)?;
    let output = |at: usize| {
        let place = plan.outputs().binary_search_by(|output| output.path.cmp(&paths[at])).ok();
        place.map(|place| &plan.outputs()[place])
    };
    let mut pages = Vec::new();
    let mut photos = Vec::new();
    for at in publication.asked() {
        match output(*at).map(|output| output.what) {
            Some(What::Photo(picture, variant)) => photos.push(Asked { at: *at, picture, variant }),
            _ => pages.push(*at),
        }
    }
    let label = say::pick(invocation.language, "Đang dựng", "Rendering");
    let progress = Progress::new(label, pages.len(), invocation.quiet);
    let produced = pages.par_iter().map(|at| {
        let result = match (output(*at), &index) {
            (Some(output), _) => produce(plan, output, *at, &publication, &site.world),
            (None, Some(index)) => match index.bytes(&paths[*at]) {
                Ok(bytes) => publication.write(*at, bytes).map_err(Stop::Publishing),
                Err(problem) => Err(Stop::Content(vec![*problem])),
            },
            (None, None) => unreachable!("what is no output belongs to the index"),
        };
        progress.step();
        result
    });
    let mut stops: Vec<Stop> = produced.filter_map(Result::err).collect();
    drop(progress);
    let darkroom = Darkroom {
        plan,
        publication: &publication,
        world: &site.world,
        cache: &cache,
        language: invocation.language,
        quiet: invocation.quiet,
    };
    stops.extend(darkroom.produce(photos));
    let mut problems = Vec::new();
    for stop in stops {
        match stop {
            Stop::Content(more) => problems.extend(more),
            Stop::Publishing(error) => return Err(Stop::Publishing(error)),
        }
    }
    if !problems.is_empty() {
        return Err(Stop::Content(problems));
    }
    let summary = publication.commit()?;
    sweep(plan, &cache, summary.written > 0 || summary.removed > 0);
    Ok(summary)
}

fn produce(
    plan: &Plan<'_>,
    output: &Output,
    index: usize,
    publication: &Publication,
    world: &dyn World,
) -> Result<(), Stop> {
    let content = |problem: Box<Diagnostic>| Stop::Content(vec![*problem]);
    let bytes = match whole_view(plan, output.what, world).map_err(content)? {
        Some(view) => {
            publication.tell_key(index, plan.key_of(output.what, &view));
            render_view(plan, output, &view)
        }
        None => {
            publication.tell_key(index, plan.key(output.what));
            render(plan, output, world)
        }
    };
    Ok(publication.write(index, &bytes.map_err(content)?)?)
}

/// Addresses that people may have linked to, that the last build published and this one would not.
fn removed_addresses(plan: &Plan<'_>, published: &[&str]) -> Vec<Diagnostic> {
    let stands: BTreeSet<&str> = plan.outputs().iter().map(|output| output.path.as_str()).collect();
    let retired: BTreeSet<&str> = plan.catalogue.retired.iter().map(String::as_str).collect();
    let gone = published.iter().filter(|path| !stands.contains(*path));
    let addresses = gone.filter_map(|path| path.strip_suffix("index.html"));
    let lasting = addresses.filter(|address| is_lasting(address) && !retired.contains(address));
    lasting
        .map(|address| Diagnostic {
            place: Place::file("guong.toml"),
            problem: Problem::AddressRemoved { address: format!("/{address}") },
        })
        .collect()
}

/// Whether an address names one thing, rather than a page of a list, which comes and goes with what it
/// lists.
fn is_lasting(address: &str) -> bool {
    let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
    !matches!(parts.as_slice(), [.., "trang", _] | ["dia-phuong" | "don-vi" | "dong-thoi-gian", ..])
}
