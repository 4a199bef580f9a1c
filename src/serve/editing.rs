//! What connects preview with the editor, which is a different origin.
//!
//! Takes questions to the gallery, which the loop answers between two requests; gives the bar of links that leads from
//! a page to the editor. The bar is added when a page is served, never to what a build writes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use axum::http::header::{COOKIE, HeaderMap};

use super::event::Event;
use super::shown::Content;
use super::words;
use crate::diagnostic::Language;
use crate::digest::Digest;
use crate::parse::escape;
use crate::site::LiveSite;

/// The events of a preview that is not running yet.
#[derive(Debug)]
pub struct Mailbox {
    pub(super) events: Sender<Event>,
    pub(super) inbox: Receiver<Event>,
}

/// A gallery in a running preview, as the editor sees it.
#[derive(Debug, Clone)]
pub struct GalleryHandle {
    events: Sender<Event>,
}

/// Creates the mailbox of a preview, and the handle that reaches it.
pub fn mailbox() -> (GalleryHandle, Mailbox) {
    let (events, inbox) = channel();
    (GalleryHandle { events: events.clone() }, Mailbox { events, inbox })
}

impl GalleryHandle {
    /// Asks the gallery and waits for its answer. Returns `None` if the preview has ended or the question panicked.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut LiveSite) -> T + Send + 'static,
    ) -> Option<T> {
        let (reply, answered) = channel();
        let question = move |site: &mut LiveSite| {
            if let Ok(answer) = catch_unwind(AssertUnwindSafe(|| question(site))) {
                let _ = reply.send(answer);
            }
        };
        self.events.send(Event::Asked(Box::new(question))).ok()?;
        answered.recv().ok()
    }

    /// Reports that a file or folder changed, relative to the site's folder.
    pub fn touched(&self, path: &str) {
        let _ = self.events.send(Event::Touched(path.to_string()));
    }
}

/// The editor that belongs to a preview.
#[derive(Debug)]
pub struct Editing {
    /// Its origin: `http://127.0.0.1:1112`.
    pub origin: String,
    /// The cookie of those who may edit: `name=value`.
    pub cookie: String,
    /// The mailbox that the editor writes to.
    pub mailbox: Mailbox,
}

/// Whether a request carries a cookie. Compares digests, so that the time it takes says nothing about the cookie.
pub fn has_cookie(headers: &HeaderMap, cookie: &str) -> bool {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let digest = Digest::of_bytes(cookie.as_bytes());
    lines.flat_map(|line| line.split(';')).any(|one| Digest::of_bytes(one.trim().as_bytes()) == digest)
}

/// Returns the bar for the page of a source file. The theme's styles do not reach into it.
pub(super) fn bar(origin: &str, source: Option<String>, problems: usize, language: Language) -> String {
    let words = words::bar(language);
    let encode = |path: &str| form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
    let link =
        |to: &str, text: &str| format!("<a href=\"{}{}\">{}</a>", escape(origin), escape(to), escape(text));
    let edit =
        source.map(|path| link(&format!("/sua?path={}", encode(&path)), words.edit)).unwrap_or_default();
    let to_do = match problems {
        0 => words.to_do.to_string(),
        count => format!("{} ({count})", words.to_do),
    };
    let import = if cfg!(feature = "office") { link("/nhap", words.import) } else { String::new() };
    format!(
        "<guong-bar><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/__guong/bar.css\">\
         <nav aria-label=\"{}\">{edit}{}{}{import}{}</nav></template></guong-bar>",
        words.label,
        link("/them?kind=entry", words.add),
        link("/viec", &to_do),
        link("/xuat-ban", words.publish),
    )
}

/// Returns a page with the bar at the beginning of its body; anything else as it is.
pub(super) fn with_bar(content: Content, bar: &str) -> Content {
    match content {
        Content::Bytes { status, mime: mime @ "text/html", tag, bytes } => {
            let body = memchr::memmem::find(&bytes, b"<body").unwrap_or(bytes.len());
            let at = memchr::memchr(b'>', &bytes[body..]).map_or(bytes.len(), |end| body + end + 1);
            let page = [&bytes[..at], bar.as_bytes(), &bytes[at..]].concat();
            let tag = if tag.is_empty() { tag } else { Digest::of(&(&*tag, bar)).to_string() };
            Content::Bytes { status, mime, tag, bytes: page.into() }
        }
        other => other,
    }
}
