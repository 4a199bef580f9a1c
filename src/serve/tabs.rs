//! Notifies open tabs of changes, by server-sent events.
//!
//! Takes the pages that tabs show, notifies the tabs of changes. Never waits for a tab: messages are queued for its
//! connection, which is closed if it stalls. The tab then reconnects by itself, with the keys of its pages.

use std::time::Duration;

use axum::response::sse;
use serde::Serialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Maximum number of tabs; the oldest is dropped first.
const MOST_TABS: usize = 1000;
/// A tab reconnects after this time.
const RETRY: Duration = Duration::from_millis(300);

/// A page that a tab shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpenPage {
    /// Its path, decoded.
    pub path: String,
    /// Its key when it was served.
    pub key: String,
}

/// A connection that is notified of changes; behind it one tab, or all tabs of a browser.
#[derive(Debug)]
pub(super) struct Tab {
    outbox: UnboundedSender<sse::Event>,
    pages: Vec<OpenPage>,
}

impl Tab {
    /// Creates a tab with the pages that a query names (`p=PATH&k=KEY&…`), and the receiver of its messages, which
    /// ends when the tab is dropped. Once the receiver is dropped, the tab is closed.
    pub(super) fn new(query: &str) -> (Tab, UnboundedReceiver<sse::Event>) {
        let mut pages: Vec<OpenPage> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match (&*name, pages.last_mut()) {
                ("p", _) => pages.push(OpenPage { path: value.into_owned(), key: String::new() }),
                ("k", Some(page)) => page.key = value.into_owned(),
                _ => {}
            }
        }
        let (outbox, messages) = unbounded_channel();
        let _ = outbox.send(sse::Event::default().retry(RETRY));
        (Tab { outbox, pages }, messages)
    }

    /// Sends a message; returns whether the tab is still open.
    fn send(&mut self, kind: &str, message: &impl Serialize) -> bool {
        let message = serde_json::to_string(message).expect("messages are made of strings");
        self.outbox.send(sse::Event::default().event(kind).data(message)).is_ok()
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

/// All open tabs.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    tabs: Vec<Tab>,
    /// The title and text of the problems that were sent last.
    problems: (String, String),
}

impl Tabs {
    /// Adds a tab and sends it the current state. `key` returns the current key of a path, if it is known.
    pub(super) fn admit(&mut self, mut tab: Tab, mut key: impl FnMut(&str) -> Option<String>) {
        self.tabs.retain(|tab| !tab.outbox.is_closed());
        if self.tabs.len() >= MOST_TABS {
            self.tabs.remove(0);
        }
        let (title, text) = &self.problems;
        if tab.send("problems", &Problems { title, text }) && notify_pages(&mut tab, &mut key) {
            self.tabs.push(tab);
        }
    }

    /// Sends the current problems (an empty text if there are none) unless they were sent already; returns whether
    /// they were new.
    pub(super) fn notify_problems(&mut self, title: String, text: String) -> bool {
        let news = (&title, &text) != (&self.problems.0, &self.problems.1);
        if news {
            self.problems = (title, text);
            let (title, text) = &self.problems;
            self.tabs.retain_mut(|tab| tab.send("problems", &Problems { title, text }));
        }
        news
    }

    /// Notifies every tab of its pages that changed.
    pub(super) fn notify_pages(&mut self, mut key: impl FnMut(&str) -> Option<String>) {
        self.tabs.retain_mut(|tab| notify_pages(tab, &mut key));
    }

    /// Notifies every tab that a style sheet, a script or a picture changed.
    pub(super) fn notify_asset(&mut self, path: &str, key: &str) {
        self.tabs.retain_mut(|tab| tab.send("asset", &Change { path, key }));
    }

    /// Tells every tab to open a page.
    pub(super) fn notify_follow(&mut self, path: &str) {
        self.tabs.retain_mut(|tab| tab.send("follow", &Change { path, key: "" }));
    }
}

fn notify_pages(tab: &mut Tab, key: &mut impl FnMut(&str) -> Option<String>) -> bool {
    let mut changed = Vec::new();
    for page in &mut tab.pages {
        if let Some(now) = key(&page.path)
            && now != page.key
        {
            page.key = now;
            changed.push(page.clone());
        }
    }
    changed.iter().all(|page| tab.send("change", &Change { path: &page.path, key: &page.key }))
}
