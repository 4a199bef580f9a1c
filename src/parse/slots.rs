//! HTML with slots for what other files determine.
//!
//! Takes the events of a text with slots between them, gives its pieces; never fills a slot. A slot is a separate
//! value, not a mark in the HTML, so that no text can be taken for one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use html_escape::encode_double_quoted_attribute;
use pulldown_cmark::{Event, html};

/// A node of a text.
#[derive(Debug, Clone)]
pub(super) enum TextNode<'t> {
    /// An event of the Markdown parser.
    Event(Event<'t>),
    /// A slot.
    Slot(HtmlPiece),
}

impl<'t> From<Event<'t>> for TextNode<'t> {
    fn from(event: Event<'t>) -> TextNode<'t> {
        TextNode::Event(event)
    }
}

/// HTML as a list of pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// The pieces, in order.
    pub pieces: Vec<HtmlPiece>,
}

/// A place for the HTML of a text, which may be emptied: a large gallery needs the memory.
#[derive(Debug, Default)]
pub struct HtmlSlot(Mutex<Option<Arc<Html>>>);

impl HtmlSlot {
    /// Returns the HTML, if it is there.
    pub fn get(&self) -> Option<Arc<Html>> {
        self.lock().clone()
    }

    /// Removes the HTML.
    pub fn clear(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Html>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Html> for HtmlSlot {
    fn from(html: Html) -> HtmlSlot {
        HtmlSlot(Mutex::new(Some(Arc::new(html))))
    }
}

impl Clone for HtmlSlot {
    fn clone(&self) -> HtmlSlot {
        HtmlSlot(Mutex::new(self.get()))
    }
}

impl PartialEq for HtmlSlot {
    fn eq(&self, other: &HtmlSlot) -> bool {
        self.get() == other.get()
    }
}

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlPiece {
    /// Final HTML.
    Markup(Box<str>),
    /// The start of link number `n` of [`Body::links`](super::Body::links); the title is escaped.
    LinkStart(usize, String),
    /// The end of link number `n`.
    LinkEnd(usize),
    /// Picture number `n` of [`Body::pictures`](super::Body::pictures), whether it is a paragraph of its own, and its
    /// title.
    Picture(usize, bool, String),
}

/// Escapes text for an attribute or an element.
pub fn escape(text: &str) -> String {
    encode_double_quoted_attribute(text).into_owned()
}

/// Renders the events between the slots.
pub(super) fn pieces<'t>(nodes: impl IntoIterator<Item = TextNode<'t>>, capacity: usize) -> Html {
    let mut pieces = Vec::new();
    let mut nodes = nodes.into_iter().peekable();
    while nodes.peek().is_some() {
        let mut slot = None;
        let events = std::iter::from_fn(|| match nodes.next()? {
            TextNode::Event(event) => Some(event),
            TextNode::Slot(piece) => {
                slot = Some(piece);
                None
            }
        });
        let mut markup = String::with_capacity(if pieces.is_empty() { capacity } else { 0 });
        html::push_html(&mut markup, events);
        if !markup.is_empty() {
            pieces.push(HtmlPiece::Markup(markup.as_str().into()));
        }
        pieces.extend(slot);
    }
    Html { pieces }
}
