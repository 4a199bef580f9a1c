//! The tabs that watch: server-sent events.
//!
//! Takes the pages that somebody shows, notifies them of changes. Never waits for a tab: what it is told is queued
//! for its connection, which ends if it takes no more. It comes back by itself with the keys of what it shows.

use std::time::Duration;

use axum::response::sse;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Maximum number of tabs; the oldest is dropped first.
const MOST_TABS: usize = 1000;
/// A tab whose connection ended opens another one after this time.
const RETRY: Duration = Duration::from_millis(300);

/// A page on somebody's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpenPage {
    /// Its path, decoded.
    pub path: String,
    /// What it was when it was served.
    pub key: String,
}

/// A connection that is notified of changes; behind it one tab, or all tabs of a browser.
#[derive(Debug)]
pub(super) struct Tab {
    outbox: UnboundedSender<sse::Event>,
    pages: Vec<OpenPage>,
}

impl Tab {
    /// A tab with the pages that a query names (`p=PATH&k=KEY&…`), and what it is told. That ends when the tab is
    /// dropped; the tab is gone when that is.
    pub(super) fn new(query: &str) -> (Tab, UnboundedReceiver<sse::Event>) {
        let mut pages: Vec<OpenPage> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match (&*name, pages.last_mut()) {
                ("p", _) => pages.push(OpenPage { path: value.into_owned(), key: String::new() }),
                ("k", Some(page)) => page.key = value.into_owned(),
                _ => {}
            }
        }
        let (outbox, told) = unbounded_channel();
        let _ = outbox.send(sse::Event::default().retry(RETRY));
        (Tab { outbox, pages }, told)
    }

    /// Tells one thing. False if the tab is gone.
    fn tell(&mut self, kind: &str, told: &impl Serialize) -> bool {
        let told = serde_json::to_string(told).expect("what is told is made of strings");
        self.outbox.send(sse::Event::default().event(kind).data(told)).is_ok()
    }
}

#[derive(Serialize)]
struct Problems<'t> {
    title: &'t str,
    text: &'t str,
}

#[derive(Serialize)]
struct Change<'t> {
    path: &'t str,
    key: &'t str,
}

/// Everybody who watches.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    tabs: Vec<Tab>,
    /// What is wrong, as it was last told: a title and a text.
    problems: (String, String),
}

impl Tabs {
    /// Adds a tab and sends it the current state. `key` gives what a path is now, where that is known.
    pub(super) fn admit(&mut self, mut tab: Tab, mut key: impl FnMut(&str) -> Option<String>) {
        self.tabs.retain(|tab| !tab.outbox.is_closed());
        if self.tabs.len() >= MOST_TABS {
            self.tabs.remove(0);
        }
        let (title, text) = &self.problems;
        if tab.tell("problems", &Problems { title, text }) && tell_pages(&mut tab, &mut key) {
            self.tabs.push(tab);
        }
    }

    /// Tells what is wrong now, unless it was told already; an empty text where nothing is. Whether it was news.
    pub(super) fn tell_problems(&mut self, title: String, text: String) -> bool {
        let news = (&title, &text) != (&self.problems.0, &self.problems.1);
        if news {
            self.problems = (title, text);
            let (title, text) = &self.problems;
            self.tabs.retain_mut(|tab| tab.tell("problems", &Problems { title, text }));
        }
        news
    }

    /// Notifies every tab of its pages that changed.
    pub(super) fn tell_pages(&mut self, mut key: impl FnMut(&str) -> Option<String>) {
        self.tabs.retain_mut(|tab| tell_pages(tab, &mut key));
    }

    /// Tells of a style sheet, a script or a picture that pages use.
    pub(super) fn tell_asset(&mut self, path: &str, key: &str) {
        self.tabs.retain_mut(|tab| tab.tell("asset", &Change { path, key }));
    }

    /// Tells every tab to open a page.
    pub(super) fn tell_follow(&mut self, path: &str) {
        self.tabs.retain_mut(|tab| tab.tell("follow", &Change { path, key: "" }));
    }
}

fn tell_pages(tab: &mut Tab, key: &mut impl FnMut(&str) -> Option<String>) -> bool {
    let mut changed = Vec::new();
    for page in &mut tab.pages {
        if let Some(now) = key(&page.path)
            && now != page.key
        {
            page.key = now;
            changed.push(page.clone());
        }
    }
    changed.iter().all(|page| tab.tell("change", &Change { path: &page.path, key: &page.key }))
}
