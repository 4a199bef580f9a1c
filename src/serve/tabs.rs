//! The tabs that watch: server-sent events.
//!
//! Takes connections with the pages that they show, notifies them of changes. Never waits for one: a tab
//! that takes no more is let go, and comes back by itself with the keys of what it shows.

use std::io::{self, Write};
use std::net::TcpStream;

use serde::Serialize;

use super::http::decoded;

/// Maximum number of open connections; the oldest is dropped first.
const MOST_TABS: usize = 1000;

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
    stream: TcpStream,
    pages: Vec<OpenPage>,
}

impl Tab {
    /// Takes a connection whose answer has begun, and the query with its pages (`p=PATH&k=KEY&…`).
    pub(super) fn new(stream: TcpStream, query: &str) -> io::Result<Tab> {
        stream.set_nonblocking(true)?;
        let mut pages = Vec::new();
        for part in query.split('&') {
            let value = |value: &str| decoded(&value.replace('+', " ")).unwrap_or_default();
            match part.split_once('=') {
                Some(("p", path)) => pages.push(OpenPage { path: value(path), key: String::new() }),
                Some(("k", key)) => {
                    pages.iter_mut().last().into_iter().for_each(|page| page.key = value(key))
                }
                _ => {}
            }
        }
        Ok(Tab { stream, pages })
    }

    /// Tells one thing. False if the tab is gone, or does not keep up.
    fn tell(&mut self, kind: &str, told: &impl Serialize) -> bool {
        let told = serde_json::to_string(told).expect("what is told is made of strings");
        self.stream.write_all(format!("event: {kind}\ndata: {told}\n\n").as_bytes()).is_ok()
    }

    fn is_there(&self) -> bool {
        !matches!(self.stream.peek(&mut [0]), Ok(0))
            && self.stream.take_error().is_ok_and(|error| error.is_none())
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
        self.tabs.retain(Tab::is_there);
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
