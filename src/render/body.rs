//! Fills the slots in a text's HTML.
//!
//! Takes HTML in pieces and the view of its links and pictures, gives HTML; looks nothing up. The theme draws the
//! pictures.

use serde::Serialize;

use crate::parse::{Html, HtmlPiece, escape};
use crate::plan::view::{BodyView, PhotoView};

/// A picture of a text, as the theme receives it.
#[derive(Debug, Serialize)]
pub(super) struct TextPhoto {
    #[serde(flatten)]
    photo: PhotoView,
    /// Its title in the text, unless that serves as its caption.
    title: Option<String>,
}

/// Pictures of a text that stand together.
#[derive(Debug, Serialize)]
pub(super) struct TextPhotos {
    photos: Vec<TextPhoto>,
    /// Whether it is one picture in a line of text.
    inline: bool,
}

/// Returns the HTML with its links filled in, and its pictures as `draw` draws them.
///
/// # Errors
/// The error of `draw`.
pub(super) fn write_body<E>(
    html: &Html,
    view: &BodyView,
    draw: &mut dyn FnMut(TextPhotos) -> Result<String, E>,
) -> Result<String, E> {
    let markup = |piece: &HtmlPiece| if let HtmlPiece::Markup(text) = piece { text.len() } else { 120 };
    let mut out = String::with_capacity(html.pieces.iter().map(markup).sum());
    let mut next = 0;
    while let Some(piece) = html.pieces.get(next) {
        next += 1;
        match piece {
            HtmlPiece::Markup(text) => out.push_str(text),
            HtmlPiece::LinkStart(number, title) => {
                if let Some(Some(link)) = view.links.get(*number) {
                    let path = format!("{}{}", view.root, link.path);
                    // An empty address would mean this page, not the site's root.
                    let path = if path.is_empty() { "./" } else { &path };
                    out.push_str(&format!("<a href=\"{}\"{title}>", escape(path)));
                }
            }
            // A link to a hidden entry becomes plain text.
            HtmlPiece::LinkEnd(number) => {
                if let Some(Some(link)) = view.links.get(*number) {
                    out.push_str("</a>");
                    if let Some(label) = &link.label {
                        out.push_str(&format!(" <small>({})</small>", escape(label)));
                    }
                }
            }
            HtmlPiece::Picture(number, stands_alone, title) => {
                let mut photos: Vec<TextPhoto> =
                    photo(view, *number, title, *stands_alone).into_iter().collect();
                if *stands_alone {
                    next = further(&html.pieces, next, view, &mut photos);
                }
                if !photos.is_empty() {
                    let drawn = draw(TextPhotos { photos, inline: !stands_alone })?;
                    // In a line, a break would be a space.
                    out.push_str(if *stands_alone { &drawn } else { drawn.trim_end() });
                }
            }
        }
    }
    Ok(out)
}

/// Appends the pictures from `at` on that follow each other with nothing between them; returns the index after them.
fn further(pieces: &[HtmlPiece], at: usize, view: &BodyView, photos: &mut Vec<TextPhoto>) -> usize {
    let mut end = at;
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        match piece {
            HtmlPiece::Picture(number, true, title) => {
                photos.extend(photo(view, *number, title, true));
                end = index + 1;
            }
            HtmlPiece::Markup(text) if text.trim().is_empty() => {}
            _ => break,
        }
    }
    end
}

/// Returns a picture; `None` if it is left out. Its title in the text is its caption, if it stands alone and has no
/// other.
fn photo(view: &BodyView, number: usize, title: &str, stands_alone: bool) -> Option<TextPhoto> {
    let mut photo = view.pictures.get(number)?.clone()?;
    let mut title = Some(title).filter(|title| !title.is_empty()).map(str::to_string);
    if stands_alone {
        if photo.caption.is_none() {
            photo.caption = title.clone();
        }
        title = title.filter(|title| photo.caption.as_ref() != Some(title));
    }
    Some(TextPhoto { photo, title })
}
