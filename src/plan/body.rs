//! A text's HTML with its slots filled.
//!
//! Takes HTML in pieces and what its links and pictures turned out to be, gives HTML; looks nothing
//! up.

use super::view::{BodyView, PhotoView};
use crate::parse::{Html, Piece, escape};

/// Fills the slots.
pub(super) fn write_body(html: &Html, view: &BodyView) -> String {
    let markup = |piece: &Piece| if let Piece::Markup(text) = piece { text.len() } else { 120 };
    let mut out = String::with_capacity(html.pieces.iter().map(markup).sum());
    for piece in &html.pieces {
        match piece {
            Piece::Markup(text) => out.push_str(text),
            Piece::LinkStart(number, title) => {
                if let Some(Some(path)) = view.links.get(*number) {
                    let path = format!("{}{path}", view.root);
                    // The site's root seen from itself: an empty address would mean this page.
                    let path = if path.is_empty() { "./" } else { &path };
                    out.push_str(&format!("<a href=\"{}\"{title}>", escape(&encode(path))));
                }
            }
            // A link to what is hidden becomes its text.
            Piece::LinkEnd(number) => {
                if let Some(Some(_)) = view.links.get(*number) {
                    out.push_str("</a>");
                }
            }
            Piece::Picture(number, alone) => {
                if let Some(Some(photo)) = view.pictures.get(*number) {
                    picture(&mut out, photo, &view.root, *alone);
                }
            }
        }
    }
    out
}

fn picture(out: &mut String, photo: &PhotoView, root: &str, alone: bool) {
    if alone {
        out.push_str("<figure>");
    }
    out.push_str(&format!(
        "<img src=\"{root}{}\" width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
        photo.path,
        photo.width,
        photo.height,
        escape(&photo.alt)
    ));
    if !alone {
        return;
    }
    let words: Vec<&str> =
        [&photo.caption, &photo.credit].into_iter().filter_map(|text| text.as_deref()).collect();
    if !words.is_empty() {
        out.push_str(&format!("<figcaption>{}</figcaption>", escape(&words.join(" · "))));
    }
    out.push_str("</figure>\n");
}

/// Percent-encodes what may not stand in an address (RFC 3986) and leaves what is encoded already:
/// addresses of files in `static/` may hold spaces and accents.
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'#' | b'?' | b'&' | b'=' | b':' | b'@' | b'!' | b'$'
            | b'+' | b',' | b';' | b'(' | b')' | b'*' | b'\'' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
