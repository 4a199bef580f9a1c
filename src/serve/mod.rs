//! Preview: the page in the browser follows every save.
//!
//! Takes a site's folder and a port; shows what a build would write, rendered on request. Has no rules of its own:
//! it uses the same plan and the same renderers. Writes nothing except the photo cache.
//!
//! One loop owns the gallery. It waits for requests, new tabs, file events, and the time to list the whole folder.
//! After an edit it reads the changed files, assembles and plans everything again, which is cheap, and notifies
//! tabs whose pages changed. If the site has errors, the last good state stays on screen.
//!
//! A second thread handles all connections (axum on tokio): it sends requests to the loop and awaits the answers
//! asynchronously; files and photos are read on blocking threads. So a slow client delays nobody else.

mod answers;
mod connections;
mod editing;
mod event;
mod notify;
mod path;
mod photos;
mod search;
mod shown;
mod tabs;
#[allow(clippy::disallowed_methods, reason = "only folders can be watched")]
mod watch;
mod words;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::build::PhotoDeriver;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Language};
use crate::digest::Digest;
use crate::model::Audience;
use crate::parse::memo::Memo;
use crate::plan::Plan;
use crate::publish::PhotoCache;
use crate::site::{LastGood, LiveSite, SourceListing};
use crate::world::{DiskWorld, instant};
use answers::Backend;
use editing::bar;
use event::{Event, PathRequest};

use search::First;
use shown::{RenderCache, Snapshot, failed, nothing_yet};
use tabs::Tabs;

pub(crate) use connections::{RequestPermit, open as open_connections};
pub use connections::{greeting, listen, ports_from};
pub use editing::{Editing, GalleryHandle, Mailbox, has_cookie, mailbox};
pub use path::named_path;
pub use watch::{WatchSender, by_events};

/// An edit is complete after this time without events: editors write a file in several steps.
const EDIT_PAUSE: Duration = Duration::from_millis(5);
/// Maximum delay of a continuing burst of events.
const BURST: Duration = Duration::from_millis(60);
/// The whole folder is listed after this time without events, to find changes that no event reported.
const QUIET: Duration = Duration::from_millis(1500);
/// How often the whole folder is listed if the system reports no changes and listing is quick.
const POLL: Duration = Duration::from_secs(1);
/// Maximum number of attempts to answer a path whose source keeps changing.
const MAX_TRIES: u32 = 20;

/// The settings of preview.
#[derive(Debug)]
pub struct Settings {
    /// The site's folder.
    pub root: PathBuf,
    /// The date to use as today, if not the real one.
    pub as_of: Option<Day>,
    /// Who can see it: whether drafts are shown.
    pub audience: Audience,
    /// The language of its messages.
    pub language: Language,
    /// Whether tabs open the page of the file that was just saved.
    pub follow: bool,
    /// The host to listen on, if not the loopback address.
    pub host: Option<String>,
    /// The cache of derived photos, if it can be created.
    pub photos: Option<PhotoCache>,
    /// The parsed files of earlier runs.
    pub memo: Memo,
    /// The editor, if pages can be edited.
    pub editing: Option<Editing>,
}

/// Serves a site for as long as the program runs. `watch` sets up the watcher ([`by_events`]), or returns the
/// reason why it cannot: then the folder is polled. `say` prints to the terminal.
///
/// # Errors
/// If the site's folder cannot be entered, or the system gives no thread to serve from.
pub fn run(
    settings: Settings,
    listener: TcpListener,
    watch: impl FnOnce(WatchSender) -> Result<Box<dyn Any + Send>, String> + Send + 'static,
    say: &dyn Fn(&str),
) -> io::Result<()> {
    let Settings { root, as_of, audience, language, follow, host, photos, memo, editing } = settings;
    let world = DiskWorld::new(&root)?;
    let (editor, Mailbox { events, inbox }) = match editing {
        Some(Editing { origin, cookie, mailbox }) => (Some((origin, cookie)), mailbox),
        None => (None, mailbox().1),
    };
    let (origin, cookie) = editor.unzip();
    let deriver = PhotoDeriver::new(photos, photos::AT_ONCE);
    let backend = Backend { world: DiskWorld::new(&root)?, deriver, events: events.clone(), cookie };
    let routes = connections::guarded(answers::routes(backend), host.as_deref(), origin.as_deref());
    connections::open(listener, routes)?;
    let gallery = LiveSite::open(world, as_of, audience, memo);
    // Not before the site is read, which needs all cores: when the watcher is set up, the folder is listed again.
    let watching = events.clone();
    let life = watch::Life::default();
    let sender = WatchSender { events: events.clone(), life: life.clone() };
    std::thread::spawn(move || match watch(sender) {
        Ok(watcher) => {
            life.begin(&watching);
            // It watches until the program ends.
            std::mem::forget(watcher);
        }
        Err(why) => {
            let _ = watching.send(Event::Unwatched(why));
        }
    });
    let (past, buried) = channel();
    // Dropping a whole gallery takes a while, so another thread does it.
    std::thread::spawn(move || buried.into_iter().for_each(|past: Option<LastGood>| drop(past)));
    let preview = PreviewServer {
        gallery,
        inbox,
        events,
        past,
        language,
        follow,
        editor: origin,
        say,
        tabs: Tabs::default(),
        kept: RenderCache::default(),
        assets: BTreeMap::new(),
        reported: Vec::new(),
        touched: BTreeSet::new(),
        burst: None,
        walk: None,
        polls: false,
        again: Vec::new(),
        indexing: None,
        saved: None,
        failures: Vec::new(),
    };
    preview.run();
    Ok(())
}

struct PreviewServer<'p> {
    gallery: LiveSite,
    inbox: Receiver<Event>,
    events: Sender<Event>,
    past: Sender<Option<LastGood>>,
    language: Language,
    follow: bool,
    /// The origin of the editor.
    editor: Option<String>,
    say: &'p dyn Fn(&str),
    tabs: Tabs,
    kept: RenderCache,
    /// Every file that pages use, with its digest.
    assets: BTreeMap<String, Digest>,
    /// The diagnostics that were reported last.
    reported: Vec<Diagnostic>,
    /// Paths with events that are not handled yet.
    touched: BTreeSet<String>,
    /// The times of the first and the last of these events.
    burst: Option<(Instant, Instant)>,
    /// When to list the whole folder next.
    walk: Option<Instant>,
    /// Whether changes are found by polling, for want of a watcher.
    polls: bool,
    /// Requests to answer again, because their source changed or the index was built.
    again: Vec<PathRequest>,
    /// The first search index while it is built.
    indexing: Option<First>,
    /// The source file that was saved last.
    saved: Option<String>,
    /// Failures to answer requests; each is kept until its file changes.
    failures: Vec<Diagnostic>,
}

impl PreviewServer<'_> {
    /// Runs the loop: each iteration of the outer loop is one state of the gallery, of the inner loop one event.
    fn run(mut self) {
        let mut shape = None;
        loop {
            let whole = self.gallery.whole();
            let world = Arc::clone(&self.gallery.world);
            match &whole {
                Some((catalogue, theme)) => {
                    let plan = Plan::after(shape.take(), catalogue, theme);
                    self.gallery.plan_problems = plan.problems().to_vec();
                    let mut shown = Snapshot::new(&plan, &world, self.language);
                    self.notify_tabs(&plan, &mut shown);
                    while !self.turn(Some(&mut shown)) {}
                    shape = Some(plan.into_shape());
                }
                None => {
                    self.notify_problems();
                    while !self.turn(None) {}
                }
            }
            let _ = self.past.send(whole);
        }
    }

    /// Handles one event. Returns whether the gallery changed.
    fn turn(&mut self, shown: Option<&mut Snapshot<'_>>) -> bool {
        if shown.as_ref().is_some_and(|shown| shown.faulty.take()) {
            let before = self.gallery.whole();
            self.gallery.judge_pictures();
            if self.is_news(before) {
                return true;
            }
        }
        let event = match self.again.pop() {
            Some(request) => Ok(Event::Requested(request)),
            None => self.next(),
        };
        match event {
            Ok(Event::Requested(request)) => return self.answer(request, shown),
            Ok(Event::Watches(tab)) => match shown {
                Some(shown) => self.tabs.admit(tab, |path| shown.tag(path).ok()),
                None => self.tabs.admit(tab, |_| Some(String::new())),
            },
            Ok(Event::Indexed(search)) => {
                self.again.extend(First::end(
                    self.indexing.take(),
                    search.is_some(),
                    self.language,
                    self.say,
                ));
                self.kept.search = search;
            }
            // The editor sees its own changes: what it has just written or put back is in the answer.
            Ok(Event::Asked(question)) if self.settle() => {
                let _ = self.events.send(Event::Asked(question));
                return true;
            }
            Ok(Event::Asked(question)) => question(&mut self.gallery),
            Ok(Event::Failed(problem)) => self.fail(*problem),
            Ok(Event::Touched(path)) => self.touch(path),
            Ok(Event::Overflowed) => self.walk = Some(instant()),
            Ok(Event::Unwatched(why)) => self.poll(&why),
            Ok(Event::Walked(walk, took)) => {
                self.walk = self.polls.then(|| instant() + POLL.max(took * 10));
                let differing = self.gallery.differing(&walk);
                return !differing.is_empty() && self.refresh(&differing);
            }
            Err(RecvTimeoutError::Timeout) => return self.due(),
            Err(RecvTimeoutError::Disconnected) => unreachable!("the loop holds a sender of its own"),
        }
        false
    }

    fn next(&self) -> Result<Event, RecvTimeoutError> {
        let burst = self.burst.map(|(first, last)| (first + BURST).min(last + EDIT_PAUSE));
        match [burst, self.walk].into_iter().flatten().min() {
            Some(due) => self.inbox.recv_timeout(due.saturating_duration_since(instant())),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn touch(&mut self, path: String) {
        let now = instant();
        self.touched.insert(path);
        self.burst = Some((self.burst.map_or(now, |(first, _)| first), now));
        self.walk = Some(now + QUIET);
    }

    /// Reads the touched files. Returns whether the gallery changed.
    fn settle(&mut self) -> bool {
        self.burst = None;
        let touched = std::mem::take(&mut self.touched);
        !touched.is_empty() && self.refresh(&touched)
    }

    /// Reads the touched files, or starts listing the whole folder, whichever is due.
    fn due(&mut self) -> bool {
        if self.burst.is_some() {
            return self.settle();
        }
        self.walk = None;
        let (world, events) = (Arc::clone(&self.gallery.world), self.events.clone());
        std::thread::spawn(move || {
            let started = instant();
            let walk = SourceListing::of(&*world);
            let _ = events.send(Event::Walked(walk, started.elapsed()));
        });
        false
    }

    fn refresh(&mut self, paths: &BTreeSet<String>) -> bool {
        let before = self.gallery.whole();
        let changed = self.gallery.follow(paths);
        self.failures.retain(|failure| !paths.contains(&*failure.place.path));
        self.saved = changed.into_iter().next();
        self.is_news(before)
    }

    /// Returns whether there is a new good state; problems are reported either way.
    fn is_news(&mut self, before: Option<LastGood>) -> bool {
        let now = self.gallery.whole();
        let same = match (&before, &now) {
            (Some(before), Some(now)) => Arc::ptr_eq(&before.0, &now.0) && Arc::ptr_eq(&before.1, &now.1),
            (None, None) => true,
            _ => false,
        };
        if same {
            self.notify_problems();
        }
        !same
    }

    /// Answers a request if the source of its path is unchanged; otherwise reads the source and queues the
    /// request for the resulting state. Returns whether the gallery changed.
    fn answer(&mut self, mut request: PathRequest, shown: Option<&mut Snapshot<'_>>) -> bool {
        let waits = shown.as_ref().and_then(|shown| shown.needs_search(&request.path, &request.query));
        if let (None, Some(waits)) = (&self.kept.search, waits) {
            let first = self.indexing.get_or_insert_with(|| First::of(&self.gallery, &self.events));
            if waits {
                return first.wait(request);
            }
        }
        let answer = match shown {
            None => Ok(nothing_yet(&request.path, &self.gallery.diagnostics(), self.language)),
            Some(shown) => shown.answer(&request.path, &request.query, &mut self.kept).map(|content| {
                let origin = self.editor.as_deref().filter(|_| request.has_bar);
                let bar =
                    |origin| bar(origin, shown.source(&request.path), self.reported.len(), self.language);
                match origin.map(bar) {
                    Some(bar) => editing::with_bar(content, &bar),
                    None => content,
                }
            }),
        };
        match answer {
            // The client may be gone by now.
            Ok(answer) => drop(request.reply.send(answer)),
            Err(problem) if problem.problem.is_program_fault() => {
                drop(request.reply.send(failed(&request.path, &problem, self.language)));
                self.fail(*problem);
            }
            Err(problem) if request.tries < MAX_TRIES => {
                request.tries += 1;
                self.again.push(request);
                return self.refresh(&[problem.place.path.to_string()].into());
            }
            Err(problem) => drop(request.reply.send(nothing_yet(&request.path, &[*problem], self.language))),
        }
        false
    }

    fn poll(&mut self, why: &str) {
        if !self.polls {
            self.polls = true;
            self.walk = Some(instant());
            let why = if why.is_empty() { words::watcher_died(self.language) } else { why };
            (self.say)(&words::polling(why, self.language));
        }
    }
}
