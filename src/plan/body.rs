//! Fills the slots in a text's HTML.
//!
//! Takes HTML in pieces and the view of its links and pictures, gives HTML; looks nothing up.

use super::view::{BodyView, Download, PhotoView};
use crate::parse::{Html, HtmlPiece, escape};

/// Returns the HTML with its links and pictures filled in.
pub(super) fn write_body(html: &Html, view: &BodyView) -> String {
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
            HtmlPiece::Picture(_, true, _) => next = figures(&mut out, &html.pieces, next - 1, view),
            HtmlPiece::Picture(number, false, title) => {
                if let Some(Some(photo)) = view.pictures.get(*number) {
                    image(&mut out, photo, view, title, IN_TEXT);
                }
            }
        }
    }
    out
}

/// The `sizes` of a picture in a line of text, of one on its own, which is wider than the text, and of one in a row.
const IN_TEXT: &str = "(min-width: 46rem) 42rem, 92vw";
const ALONE: &str = "(min-width: 83rem) 76rem, 92vw";
const IN_ROW: &str = "(min-width: 83rem) 37rem, (min-width: 44rem) 46vw, 92vw";

/// Writes the pictures from `at` on that follow each other with nothing between them, as a row if there are several;
/// returns the index after them.
fn figures(out: &mut String, pieces: &[HtmlPiece], at: usize, view: &BodyView) -> usize {
    let mut photos = Vec::new();
    let mut end = at;
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        match piece {
            HtmlPiece::Picture(number, true, title) => {
                photos
                    .extend(view.pictures.get(*number).and_then(Option::as_ref).map(|photo| (photo, title)));
                end = index + 1;
            }
            HtmlPiece::Markup(text) if text.trim().is_empty() => {}
            _ => break,
        }
    }
    let sizes = if photos.len() > 1 { IN_ROW } else { ALONE };
    if photos.len() > 1 {
        out.push_str("<div class=\"row\">\n");
    }
    for (photo, title) in &photos {
        figure(out, photo, view, title, sizes);
    }
    if photos.len() > 1 {
        out.push_str("</div>\n");
    }
    end
}

/// A picture's caption: its own, or else its title in the text; `None` if it has neither.
fn caption<'p>(photo: &'p PhotoView, title: &'p str) -> Option<&'p str> {
    photo.caption.as_deref().or(Some(title)).filter(|caption| !caption.is_empty())
}

/// Writes a picture as `parts/photo.html` does for photos outside of texts.
fn image(out: &mut String, photo: &PhotoView, view: &BodyView, title: &str, sizes: &str) {
    let root = &view.root;
    let title = match title {
        "" => String::new(),
        title => format!(" title=\"{}\"", escape(title)),
    };
    let set = |ending: &str, widths: &[u32]| {
        let each = widths.iter().map(|width| format!("{root}{}-{width}.{ending} {width}w", photo.stem));
        each.collect::<Vec<_>>().join(", ")
    };
    out.push_str("<picture>");
    if !photo.webp.is_empty() {
        let webp = set("webp", &photo.webp);
        out.push_str(&format!("<source type=\"image/webp\" srcset=\"{webp}\" sizes=\"{sizes}\">"));
    }
    let jpeg = match photo.jpeg.as_slice() {
        [_] => String::new(),
        widths => format!(" srcset=\"{}\" sizes=\"{sizes}\"", set("jpg", widths)),
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
}

/// Writes a picture with a link to its largest file and its caption, as pages do for photos outside of texts.
fn figure(out: &mut String, photo: &PhotoView, view: &BodyView, title: &str, sizes: &str) {
    let (root, caption) = (&view.root, caption(photo, title));
    // The theme shows large photos as wide as it can, and small ones in their own size.
    let small = if photo.width < 1000 { " small" } else { "" };
    out.push_str(&format!("<figure class=\"ratio-{}{small}\">", photo.ratio));
    let largest = photo.jpeg.last().copied().unwrap_or(photo.width);
    out.push_str(&format!("<a class=\"zoom\" href=\"{root}{}-{largest}.jpg\">", photo.stem));
    image(out, photo, view, if caption == Some(title) { "" } else { title }, sizes);
    if photo.alt.is_empty() {
        out.push_str(&format!("<span class=\"hidden\">{}</span>", escape(&view.enlarge)));
    }
    out.push_str("</a>");
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
        small.push_str(&format!(
            "<a href=\"{root}{path}\" download=\"{name}\">{}</a>",
            escape(&view.download)
        ));
    }
    if caption.is_some() || !small.is_empty() {
        let caption = caption.map(escape).unwrap_or_default();
        out.push_str(&format!("<figcaption>{caption} <small>{}</small></figcaption>", small.trim_end()));
    }
    out.push_str("</figure>\n");
}
