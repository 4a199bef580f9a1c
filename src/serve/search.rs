//! Search in preview: never older than the page on screen.
//!
//! Takes the current plan, answers the search requests of the pages' script. Keeps an index in memory from the
//! first request on, and replaces only edited entries in it. The first index is built on another thread, so that
//! no page waits for it. Photos of results are read when a result shows them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::http::StatusCode;
use rayon::prelude::*;
use serde_json::json;

use super::shown::Content;
use super::{Event, words};
use crate::address;
use crate::diagnostic::{Diagnostic, Language};
use crate::digest::Digest;
use crate::model::{CatalogueFrame, Entry};
use crate::plan::{Output, Plan, What};
use crate::render::{html, render_view, whole_view};
use crate::search::layout::MANIFEST;
use crate::search::live::{ASK, LiveIndex, SearchRequest};
use crate::search::record::{Facet, SearchRecord, WordTier};
use crate::site::LiveSite;
use crate::world::World;

/// Number of entries whose words are read in one parallel batch.
const AT_ONCE: usize = 256;

/// The index, and the digest of each entry's record in it.
#[derive(Default)]
pub(super) struct Search {
    live: LiveIndex,
    known: BTreeMap<String, Digest>,
    facets: Vec<Facet>,
    /// The numbers of entries by their slugs.
    numbers: HashMap<String, u32>,
    seen: Option<Seen>,
}

/// The state of the gallery that was indexed.
struct Seen {
    frame: CatalogueFrame,
    terms: Vec<String>,
    entries: Vec<Arc<Entry>>,
}

/// A request to search.
pub(super) enum SearchQuestion {
    /// The manifest, which tells the script where to send queries.
    Manifest,
    /// A query.
    Results(SearchRequest),
}

/// Returns the search request of a path; `None` for any other path.
pub(super) fn question(plan: &Plan<'_>, path: &str, query: &str) -> Option<SearchQuestion> {
    let path = path.strip_prefix('/').filter(|_| plan.catalogue.config.search)?;
    if path == MANIFEST {
        return Some(SearchQuestion::Manifest);
    }
    (path == ASK).then(|| {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        SearchQuestion::Results(SearchRequest::read(&pairs))
    })
}

/// Returns the manifest of the live index.
pub(super) fn manifest(plan: &Plan<'_>) -> Vec<u8> {
    LiveIndex::manifest(plan.catalogue.entries.len() as u32)
}

/// The first index while another thread builds it, with the requests that wait for it.
pub(super) struct First {
    waiting: Vec<super::PathRequest>,
}

impl First {
    /// Starts building the index.
    pub(super) fn of(gallery: &LiveSite, events: &Sender<Event>) -> First {
        let (catalogue, theme) = gallery.whole().expect("what is shown was whole");
        let world = Arc::clone(&gallery.world);
        First::begin(move || Search::of(&Plan::new(&catalogue, &theme), &*world), events.clone())
    }

    /// Runs `work` on a new thread. The loop gets [`Event::Indexed`] even if it panics.
    fn begin(work: impl FnOnce() -> Search + Send + 'static, events: Sender<Event>) -> First {
        let failed = events.clone();
        let made = move || {
            let search = catch_unwind(AssertUnwindSafe(work)).ok().map(Box::new);
            let _ = events.send(Event::Indexed(search));
        };
        if std::thread::Builder::new().spawn(made).is_err() {
            let _ = failed.send(Event::Indexed(None));
        }
        First { waiting: Vec::new() }
    }

    /// Queues a request. Returns `false`: the gallery did not change.
    pub(super) fn wait(&mut self, request: super::PathRequest) -> bool {
        self.waiting.push(request);
        false
    }

    /// Returns the requests that can be answered now. If building failed, answers them with an error instead; the
    /// next request starts another attempt.
    pub(super) fn end(
        first: Option<First>,
        is_made: bool,
        language: Language,
        say: &dyn Fn(&str),
    ) -> Vec<super::PathRequest> {
        let waiting = first.map(|first| first.waiting).unwrap_or_default();
        if is_made {
            return waiting;
        }
        say(words::no_index(language));
        for request in waiting {
            let error = json!({ "error": words::no_index(language).trim_end() }).to_string();
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            let answer = Content::untagged(status, "application/json", error.into_bytes());
            // The client may be gone by now.
            let _ = request.reply.send(answer);
        }
        Vec::new()
    }
}

impl Search {
    /// Builds the index of a gallery, without the entries whose sources changed meanwhile.
    pub(super) fn of(plan: &Plan<'_>, world: &dyn World) -> Search {
        let mut search = Search::default();
        // An entry that could not be read is read again at the next request.
        let _ = search.follow(plan, world);
        search
    }

    /// Answers a query from the current files. `read_pictures` reads pictures that are about to be shown.
    ///
    /// # Errors
    /// A diagnostic, if a source changed.
    pub(super) fn answer(
        &mut self,
        asked: &SearchRequest,
        plan: &Plan<'_>,
        world: &dyn World,
        read_pictures: &ReadPictures<'_>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.follow(plan, world)?;
        let changed = RefCell::new(None);
        let note = |problem| drop(changed.replace(Some(problem)));
        let number = |record: &SearchRecord| self.numbers[&record.order.slug];
        let shown = |record: &SearchRecord| {
            let number = number(record);
            read_pictures(plan.search_picture(number).into_iter().collect()).unwrap_or_else(note);
            plan.search_shown(number)
        };
        let page = |record: &SearchRecord| {
            let what = What::Entry(number(record));
            let page =
                read_pictures(plan.pictures(what)).and_then(|()| page(plan, what, &record.shown.path, world));
            page.unwrap_or_else(|problem| {
                note(problem);
                None
            })
        };
        let answer = self.live.answer(asked, shown, &page);
        changed.into_inner().map_or(Ok(answer), Err)
    }

    /// Updates the index: adds new and edited entries, removes deleted ones.
    fn follow(&mut self, plan: &Plan<'_>, world: &dyn World) -> Result<(), Box<Diagnostic>> {
        let entries = &plan.catalogue.entries;
        let terms = plan.search_terms();
        // If only texts changed, the rest of the index stays valid.
        let same = |seen: &Seen| seen.frame == plan.catalogue.frame && seen.terms == terms;
        if let Some(mut seen) = self.seen.take().filter(same) {
            for (number, entry) in entries.iter().enumerate() {
                if !Arc::ptr_eq(entry, &seen.entries[number]) {
                    let record = plan.search_record(number as u32, &self.facets);
                    let digest = of(&record, &self.facets);
                    self.put(plan, world, vec![(number as u32, record, digest)])?;
                    seen.entries[number] = Arc::clone(entry);
                }
            }
            self.seen = Some(seen);
            return Ok(());
        }
        let gallery = plan.search_gallery();
        self.facets = gallery.facets;
        self.live.set_facets(self.facets.clone());
        self.live.set_names(&gallery.names, &gallery.synonyms);
        let mut gone = std::mem::take(&mut self.known);
        self.numbers.clear();
        let mut changed: Vec<(u32, SearchRecord, Digest)> = Vec::new();
        for (number, record) in (0..).zip(gallery.records) {
            let digest = of(&record, &self.facets);
            let slug = record.order.slug.clone();
            self.numbers.insert(slug.clone(), number);
            if gone.remove(&slug) == Some(digest) {
                self.known.insert(slug, digest);
            } else {
                changed.push((number, record, digest));
            }
        }
        gone.keys().for_each(|slug| self.live.remove(slug));
        let mut changed = changed.into_iter().peekable();
        while changed.peek().is_some() {
            self.put(plan, world, changed.by_ref().take(AT_ONCE).collect())?;
        }
        self.seen = Some(Seen { frame: plan.catalogue.frame.clone(), terms, entries: entries.clone() });
        Ok(())
    }

    /// Adds entries with their words.
    fn put(
        &mut self,
        plan: &Plan<'_>,
        world: &dyn World,
        changed: Vec<(u32, SearchRecord, Digest)>,
    ) -> Result<(), Box<Diagnostic>> {
        let texts = |(number, _, _): &(u32, SearchRecord, Digest)| {
            let body = html(plan.search_body(*number), world)?;
            Ok(plan.search_texts(*number, &body))
        };
        let texts: Result<Vec<Vec<(WordTier, String)>>, Box<Diagnostic>> =
            changed.par_iter().map(texts).collect();
        for ((_, record, digest), texts) in changed.into_iter().zip(texts?) {
            self.known.insert(record.order.slug.clone(), digest);
            self.live.put(record, &self.facets, &texts);
        }
        Ok(())
    }
}

/// Reads those of these pictures that have not been read.
type ReadPictures<'l> = dyn Fn(BTreeSet<usize>) -> Result<(), Box<Diagnostic>> + 'l;

/// Renders the page of an entry, as a build would write it; `None` if a template fails.
fn page(
    plan: &Plan<'_>,
    what: What,
    path: &str,
    world: &dyn World,
) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    let mut view = whole_view(plan, what, world)?.expect("an entry's page has a view");
    let output = Output { path: address::page_path(path), what };
    Ok(render_view(plan, &output, &mut view).ok())
}

/// Returns the digest that shows whether a record changed. It uses the ids of facet values, since their numbers
/// change when values are added or removed.
fn of(record: &SearchRecord, facets: &[Facet]) -> Digest {
    let id = |(facet, value): &(u8, u32)| (*facet, &facets[usize::from(*facet)].values[*value as usize].id);
    let values: Vec<_> = record.values.iter().map(id).collect();
    Digest::of(&(&record.order, record.day, values, record.words))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use tokio::sync::oneshot;

    use super::*;

    #[test]
    fn waiting_requests_get_an_error_if_the_index_fails() {
        let (events, inbox) = channel();
        let mut first = First::begin(|| panic!("an index that cannot be made"), events);
        let (reply, answer) = oneshot::channel();
        first.wait(super::super::PathRequest {
            path: format!("/{ASK}"),
            query: "q=a".into(),
            has_bar: false,
            reply,
            tries: 0,
        });
        let Ok(Event::Indexed(search)) = inbox.recv() else { panic!("the loop is not notified") };
        assert!(search.is_none());
        assert!(First::end(Some(first), false, Language::En, &|_| {}).is_empty(), "nothing waits any more");
        let Ok(Content::Bytes { status, bytes, .. }) = answer.blocking_recv() else {
            panic!("nobody answers")
        };
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(String::from_utf8_lossy(&bytes).contains("could not be built"));
    }

    #[test]
    fn waiting_requests_are_answered_when_the_index_is_ready() {
        let (events, inbox) = channel();
        let mut first = First::begin(Search::default, events);
        let (reply, answer) = oneshot::channel();
        first.wait(super::super::PathRequest {
            path: format!("/{ASK}"),
            query: "q=a".into(),
            has_bar: false,
            reply,
            tries: 0,
        });
        assert!(matches!(inbox.recv(), Ok(Event::Indexed(Some(_)))));
        assert_eq!(First::end(Some(first), true, Language::Vi, &|_| {}).len(), 1);
        assert!(answer.blocking_recv().is_err(), "the answer comes from the index");
    }
}
