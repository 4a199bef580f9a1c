//! HTML with slots, where something outside the file decides.
//!
//! Takes the events of a text with slots between them, gives its pieces; never fills a slot. A slot is a value
//! of its own and no mark in the HTML, so that nothing that a text holds can be taken for one.

use html_escape::encode_double_quoted_attribute;
use pulldown_cmark::{Event, html};

/// What stands in a text, in order.
#[derive(Debug, Clone)]
pub(super) enum TextNode<'t> {
    /// What Markdown has for it.
    Event(Event<'t>),
    /// A piece that is filled in later.
    Slot(HtmlPiece),
}

impl<'t> From<Event<'t>> for TextNode<'t> {
    fn from(event: Event<'t>) -> TextNode<'t> {
        TextNode::Event(event)
    }
}

/// HTML in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// The pieces, in order.
    pub pieces: Vec<HtmlPiece>,
}

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlPiece {
    /// HTML that is final.
    Markup(String),
    /// Where link number `n` of [`Body::links`](super::Body::links) begins; the title is escaped.
    LinkStart(usize, String),
    /// Where link number `n` ends.
    LinkEnd(usize),
    /// Picture number `n` of [`Body::pictures`](super::Body::pictures), whether it has a paragraph of its own, and
    /// its title.
    Picture(usize, bool, String),
}

/// Escapes text for an attribute or an element.
pub fn escape(text: &str) -> String {
    encode_double_quoted_attribute(text).into_owned()
}

/// Writes the HTML between the slots.
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
            pieces.push(HtmlPiece::Markup(markup));
        }
        pieces.extend(slot);
    }
    Html { pieces }
}
