//! HTML with slots, where something outside the file decides.
//!
//! Takes HTML in which slots were written, gives its pieces; never fills a slot.

/// A slot begins with this character, which no source text keeps.
const SLOT: char = '\u{1}';
/// And ends with this one.
const SLOT_END: char = '\u{2}';

/// HTML in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// HTML that is final.
    Markup(String),
    /// Where link number `n` of [`Body::links`](super::Body::links) begins; the title is escaped.
    LinkStart(usize, String),
    /// Where link number `n` ends.
    LinkEnd(usize),
    /// Picture number `n` of [`Body::pictures`](super::Body::pictures); `alone` if it has a paragraph of its own.
    Picture(usize, bool),
}

/// Escapes text for an attribute or an element.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// Writes a slot: its kind, the number of the link or picture, and escaped attributes.
pub(super) fn slot(kind: char, number: usize, rest: &str) -> String {
    format!("{SLOT}{kind}{number}{SLOT}{rest}{SLOT_END}")
}

/// Takes HTML with slots apart.
pub(super) fn pieces(markup: &str) -> Html {
    let mut pieces = Vec::new();
    let mut rest = markup;
    while let Some((before, slot)) = rest.split_once(SLOT) {
        if !before.is_empty() {
            pieces.push(Piece::Markup(before.to_string()));
        }
        let (inside, after) = slot.split_once(SLOT_END).expect("every slot that was written was ended");
        let (head, attributes) = inside.split_once(SLOT).expect("a slot has two parts");
        let number = head[1..].parse().expect("a slot is numbered");
        pieces.push(match &head[..1] {
            "s" => Piece::LinkStart(number, attributes.to_string()),
            "e" => Piece::LinkEnd(number),
            kind => Piece::Picture(number, kind == "f"),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Markup(rest.to_string()));
    }
    Html { pieces }
}
