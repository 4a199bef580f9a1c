//! Fills the slots in a text's HTML.
//!
//! Takes HTML in pieces and the view of its links and pictures, gives HTML; looks nothing up.

use super::view::{BodyView, Download, PhotoView};
use crate::parse::{Html, HtmlPiece, escape};

/// Returns the HTML with its links and pictures filled in.
pub(super) fn write_body(html: &Html, view: &BodyView) -> String {
    let markup = |piece: &HtmlPiece| if let HtmlPiece::Markup(text) = piece { text.len() } else { 120 };
    let mut out = String::with_capacity(html.pieces.iter().map(markup).sum());
    for piece in &html.pieces {
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
            HtmlPiece::Picture(number, alone, title) => {
                if let Some(Some(photo)) = view.pictures.get(*number) {
                    picture(&mut out, photo, view, *alone, title);
                }
            }
        }
    }
    out
}

/// The `sizes` of a picture in a text: as wide as the text.
const IN_TEXT: &str = "(min-width: 46rem) 42rem, 92vw";

/// Writes a picture as `parts/photo.html` and `parts/figcaption.html` do for photos outside of texts.
fn picture(out: &mut String, photo: &PhotoView, view: &BodyView, alone: bool, title: &str) {
    let (root, download) = (&view.root, &view.download);
    // A picture's title in the text is its caption, unless it has one already.
    let caption = photo.caption.as_deref().or(Some(title)).filter(|caption| alone && !caption.is_empty());
    let title = match title.is_empty() || caption == Some(title) {
        true => String::new(),
        false => format!(" title=\"{}\"", escape(title)),
    };
    if alone {
        out.push_str("<figure>");
    }
    let set = |ending: &str, widths: &[u32]| {
        let each = widths.iter().map(|width| format!("{root}{}-{width}.{ending} {width}w", photo.stem));
        each.collect::<Vec<_>>().join(", ")
    };
    out.push_str("<picture>");
    if !photo.webp.is_empty() {
        let webp = set("webp", &photo.webp);
        out.push_str(&format!("<source type=\"image/webp\" srcset=\"{webp}\" sizes=\"{IN_TEXT}\">"));
    }
    let jpeg = match photo.jpeg.as_slice() {
        [_] => String::new(),
        widths => format!(" srcset=\"{}\" sizes=\"{IN_TEXT}\"", set("jpg", widths)),
    };
    out.push_str(&format!(
        "<img class=\"focus-{}\" src=\"{root}{}\"{jpeg} width=\"{}\" height=\"{}\" alt=\"{}\"{title} loading=\"lazy\" \
         decoding=\"async\"></picture>",
        photo.focus,
        photo.path,
        photo.width,
        photo.height,
        escape(&photo.alt)
    ));
    if !alone {
        return;
    }
    let mut small = String::new();
    if let Some(credit) = &photo.credit {
        small.push_str(&format!("<span>{}</span> ", escape(credit)));
    }
    if let Some(date) = &photo.date {
        small.push_str(&format!("<time datetime=\"{}\">{}</time> ", date.iso, escape(&date.text)));
    }
    if let Some(licence) = &photo.licence {
        small.push_str(&format!("<span>{}</span> ", escape(licence)));
    }
    if let Some(Download { path, name }) = &photo.download {
        small.push_str(&format!("<a href=\"{root}{path}\" download=\"{name}\">{}</a>", escape(download)));
    }
    if caption.is_some() || !small.is_empty() {
        let caption = caption.map(escape).unwrap_or_default();
        out.push_str(&format!("<figcaption>{caption} <small>{}</small></figcaption>", small.trim_end()));
    }
    out.push_str("</figure>\n");
}
