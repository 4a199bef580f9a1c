//! Search in preview: never older than the page on screen.
//!
//! Takes the plan as it is now, answers what a page's script asks; keeps an index in memory from the first
//! question on, in which only entries that were edited since are replaced. The first index is made beside
//! the loop, so that no page waits for it. Photos of results are looked at when a result shows them.

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

/// The index, and what of each entry stands in it.
#[derive(Default)]
pub(super) struct Search {
    live: LiveIndex,
    known: BTreeMap<String, Digest>,
    facets: Vec<Facet>,
    /// The numbers of entries by their slugs.
    numbers: HashMap<String, u32>,
    seen: Option<Seen>,
}

/// The state that the index is of.
struct Seen {
    frame: CatalogueFrame,
    terms: Vec<String>,
    entries: Vec<Arc<Entry>>,
}

/// What is asked of search.
pub(super) enum Question {
    /// Where the script is to ask.
    Manifest,
    /// What a search finds.
    Results(SearchRequest),
}

/// What a path asks of search, if it does.
pub(super) fn question(plan: &Plan<'_>, path: &str, query: &str) -> Option<Question> {
    let path = path.strip_prefix('/').filter(|_| plan.catalogue.config.search)?;
    if path == MANIFEST {
        return Some(Question::Manifest);
    }
    (path == ASK).then(|| {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Question::Results(SearchRequest::read(&pairs))
    })
}

/// What stands at the manifest's address.
pub(super) fn manifest(plan: &Plan<'_>) -> Vec<u8> {
    LiveIndex::manifest(plan.catalogue.entries.len() as u32)
}

/// The first index while it is made, beside the loop, so that no page waits for it; and who does.
pub(super) struct First {
    waiting: Vec<super::PathRequest>,
}

impl First {
    /// Has it made.
    pub(super) fn of(gallery: &LiveSite, events: &Sender<Event>) -> First {
        let (catalogue, theme) = gallery.whole().expect("what is shown was whole");
        let world = Arc::clone(&gallery.world);
        First::begin(move || Search::of(&Plan::new(&catalogue, &theme), &*world), events.clone())
    }

    /// The loop is notified whatever becomes of the work.
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

    /// Lets a question wait, which changes nothing of the gallery.
    pub(super) fn wait(&mut self, asked: super::PathRequest) -> bool {
        self.waiting.push(asked);
        false
    }

    /// The questions that can be answered now. Where there is no index, they are told so: whoever asks
    /// next has it tried again.
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
        for asked in waiting {
            let error = json!({ "error": words::no_index(language).trim_end() }).to_string();
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            let answer = Content::untagged(status, "application/json", error.into_bytes());
            // The client may be gone by now.
            let _ = asked.reply.send(answer);
        }
        Vec::new()
    }
}

impl Search {
    /// The index of a gallery, as far as its sources are as they were.
    pub(super) fn of(plan: &Plan<'_>, world: &dyn World) -> Search {
        let mut search = Search::default();
        // What could not be read is read again when somebody asks.
        let _ = search.follow(plan, world);
        search
    }

    /// Answers from what is on the disk now. `learn` reads pictures that are about to be shown.
    ///
    /// # Errors
    /// A source that is not as it was.
    pub(super) fn answer(
        &mut self,
        asked: &SearchRequest,
        plan: &Plan<'_>,
        world: &dyn World,
        learn: &Learn<'_>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.follow(plan, world)?;
        let changed = RefCell::new(None);
        let note = |problem| drop(changed.replace(Some(problem)));
        let number = |record: &SearchRecord| self.numbers[&record.order.slug];
        let shown = |record: &SearchRecord| {
            let number = number(record);
            learn(plan.search_picture(number).into_iter().collect()).unwrap_or_else(note);
            plan.search_shown(number)
        };
        let page = |record: &SearchRecord| {
            let what = What::Entry(number(record));
            let page = learn(plan.pictures(what)).and_then(|()| page(plan, what, &record.shown.path, world));
            page.unwrap_or_else(|problem| {
                note(problem);
                None
            })
        };
        let answer = self.live.answer(asked, shown, &page);
        changed.into_inner().map_or(Ok(answer), Err)
    }

    /// Puts in what is new or was edited since, takes out what is gone.
    fn follow(&mut self, plan: &Plan<'_>, world: &dyn World) -> Result<(), Box<Diagnostic>> {
        let entries = &plan.catalogue.entries;
        let terms = plan.search_terms();
        // Where only words changed, everything else still stands.
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

    /// Puts entries in with their words.
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
type Learn<'l> = dyn Fn(BTreeSet<usize>) -> Result<(), Box<Diagnostic>> + 'l;

/// The page of an entry, as a build would write it; `None` if a template fails.
fn page(
    plan: &Plan<'_>,
    what: What,
    path: &str,
    world: &dyn World,
) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    let view = whole_view(plan, what, world)?.expect("an entry's page has a view");
    let output = Output { path: address::page_path(path), what };
    Ok(render_view(plan, &output, &view).ok())
}

/// What an entry of the index is compared by. Numbers of values change when others come and go:
/// their ids count.
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
    fn an_index_that_cannot_be_made_is_told_to_those_who_wait() {
        let (events, inbox) = channel();
        let mut first = First::begin(|| panic!("an index that cannot be made"), events);
        let (reply, answer) = oneshot::channel();
        first.wait(super::super::PathRequest {
            path: format!("/{ASK}"),
            query: "q=a".into(),
            reply,
            tries: 0,
        });
        let Ok(Event::Indexed(search)) = inbox.recv() else { panic!("the loop is not told") };
        assert!(search.is_none());
        assert!(First::end(Some(first), false, Language::En, &|_| {}).is_empty(), "nothing waits any more");
        let Ok(Content::Bytes { status, bytes, .. }) = answer.blocking_recv() else {
            panic!("nobody answers")
        };
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(String::from_utf8_lossy(&bytes).contains("could not be made"));
    }

    #[test]
    fn those_who_wait_are_answered_when_it_is_made() {
        let (events, inbox) = channel();
        let mut first = First::begin(Search::default, events);
        let (reply, answer) = oneshot::channel();
        first.wait(super::super::PathRequest {
            path: format!("/{ASK}"),
            query: "q=a".into(),
            reply,
            tries: 0,
        });
        assert!(matches!(inbox.recv(), Ok(Event::Indexed(Some(_)))));
        assert_eq!(First::end(Some(first), true, Language::Vi, &|_| {}).len(), 1);
        assert!(answer.blocking_recv().is_err(), "the answer comes from the index");
    }
}
