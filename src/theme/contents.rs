//! The table of contents of a text.

use html_escape::decode_html_entities;
use serde::Serialize;
use tera::Value;

/// A heading of the highest level that a text has below the page's title.
#[derive(Debug, PartialEq, Serialize)]
struct Heading<'h> {
    anchor: &'h str,
    /// The words, without markup.
    text: String,
}

/// Returns the headings of a text in HTML, as a list of tables with `anchor` and `text`: the filter `contents`.
pub(super) fn contents(html: &str) -> Value {
    Value::from_serializable(&headings(html))
}

fn headings(html: &str) -> Vec<Heading<'_>> {
    let starts = html.split("<h2 id=\"").skip(1);
    starts
        .filter_map(|rest| {
            let (anchor, rest) = rest.split_once("\">")?;
            let (inside, _) = rest.split_once("</h2>")?;
            Some(Heading { anchor, text: words(inside) })
        })
        .collect()
}

/// Returns the words between the tags, without references to footnotes.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text += before;
        rest = match tag.strip_prefix("sup") {
            Some(footnote) => footnote.split_once("</sup>").map_or("", |(_, after)| after),
            None => tag.split_once('>').map_or("", |(_, after)| after),
        };
    }
    text += rest;
    decode_html_entities(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_anchors_and_bare_words() {
        let html = "<p>Lời.</p>\n<h2 id=\"a\">Một &amp; <em>hai</em></h2>\n<h3 id=\"b\">Nhỏ</h3>\n<h2 id=\"c\">Ba\
                    <sup class=\"footnote-ref\"><a href=\"#x\">1</a></sup></h2><h2>Không neo</h2>";
        let heading = |anchor, text: &str| Heading { anchor, text: text.into() };
        assert_eq!(headings(html), [heading("a", "Một & hai"), heading("c", "Ba")]);
        assert_eq!(headings("<h2 id=\"a"), []);
    }
}
