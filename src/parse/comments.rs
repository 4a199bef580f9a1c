//! Raw HTML in a text: its comments, and its references.
//!
//! Takes HTML as written, writes it without comments, escaped or kept, and records the addresses in its
//! attributes. Parses no further: browsers do.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::link::{Destination, destination};
use super::markdown::RawHtml;
use super::marks::BORDER;
use super::writer::Writer;
use crate::diagnostic::{Located, Problem};

/// HTML without its comments.
#[derive(Debug, PartialEq, Eq)]
struct Raw {
    /// The HTML that remains.
    rest: String,
    /// The offset of the first comment, if any.
    comment: Option<usize>,
    /// The offset of a comment that is not closed.
    unclosed: Option<usize>,
}

/// Removes the comments.
fn without_comments(html: &str) -> Raw {
    let mut raw = Raw { rest: String::with_capacity(html.len()), comment: None, unclosed: None };
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|found| at + found) {
        raw.rest.push_str(&html[at..start]);
        raw.comment.get_or_insert(start);
        let inside = start + "<!--".len();
        // `<!-->` and `<!--->` are comments, too (HTML, 13.1.6).
        let short =
            ["->", ">"].iter().find(|end| html[inside..].starts_with(**end)).map(|end| inside + end.len());
        let end = short.or_else(|| html[inside..].find("-->").map(|found| inside + found + "-->".len()));
        let Some(end) = end else {
            raw.unclosed = Some(start);
            return raw;
        };
        at = end;
    }
    raw.rest.push_str(&html[at..]);
    raw
}

/// Whether HTML contains an element whose content is not markup, so that `<!--` in it may mean anything.
fn has_raw_text(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    ["<script", "<style", "<textarea", "<xmp"].iter().any(|tag| html.contains(tag))
}

impl Writer<'_, '_> {
    /// Writes raw HTML without its comments, escaped or kept.
    pub(super) fn raw(&mut self, html: &str, start: usize, block: bool) {
        if html == BORDER {
            return;
        }
        let kept = self.raw_html == RawHtml::Kept;
        let raw = match kept && has_raw_text(html) {
            true => Raw { rest: html.to_string(), comment: None, unclosed: None },
            false => without_comments(html),
        };
        if let Some(at) = raw.unclosed {
            self.problem(start + at, Problem::CommentUnclosed);
        } else if let Some(at) = raw.comment.filter(|_| !kept) {
            // In kept HTML, comments are ordinary: nobody expects them on the page.
            self.problem(start + at, Problem::CommentDropped);
        }
        if raw.comment.is_some() && raw.rest.trim().is_empty() {
            return;
        }
        if kept {
            self.record_references(html, start);
            self.push(match block {
                true => Event::Html(raw.rest.into()),
                false => Event::InlineHtml(raw.rest.into()),
            });
            return;
        }
        // An end tag is reported with its start tag.
        if raw.rest.contains('<') && (block || !raw.rest.starts_with("</")) {
            self.problem(start, Problem::RawHtml);
        }
        if block {
            self.push(Event::Start(Tag::Paragraph));
            self.push(Event::Text(raw.rest.into()));
            self.push(Event::End(TagEnd::Paragraph));
        } else {
            self.push(Event::Text(raw.rest.into()));
        }
    }

    /// Records the references of kept HTML to addresses within the site.
    fn record_references(&mut self, html: &str, start: usize) {
        for (range, address) in addresses(html) {
            if let Destination::Inside(path) = destination(&address, false) {
                let position = (self.at)(start + range.start);
                self.raw_links.push(Located { value: path, position });
            }
        }
        let lower = html.to_ascii_lowercase();
        let last = |tags: [&str; 2]| tags.iter().filter_map(|tag| lower.rfind(tag)).max();
        match (last(["<a ", "<a>"]), lower.rfind("</a")) {
            (Some(open), close) => self.raw_link = close.is_none_or(|close| close < open),
            (None, Some(_)) => self.raw_link = false,
            (None, None) => {}
        }
    }
}

/// Attributes whose value is an address.
const ADDRESSES: &[&str] = &["href", "src", "poster", "srcset", "data", "action"];

/// Returns the addresses in the attributes of HTML, each with its range.
pub(super) fn addresses(html: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let bytes = html.as_bytes();
    for equals in memchr::memchr_iter(b'=', bytes) {
        let name = html[..equals].trim_end();
        let letters = name.len() - name.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-').len();
        let (before, name) = name.split_at(name.len() - letters);
        let Some(name) = ADDRESSES.iter().find(|known| known.eq_ignore_ascii_case(name)) else { continue };
        if !before.ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == '/') {
            continue;
        }
        let rest = &html[equals + 1..];
        let value = rest.trim_start();
        let start = equals + 1 + rest.len() - value.len();
        let (start, value) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &value[1..];
                (start + 1, &inside[..inside.find(quote).unwrap_or(inside.len())])
            }
            _ => (start, value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default()),
        };
        let parts: Vec<&str> = match *name {
            "srcset" => value.split(',').filter_map(|part| part.split_whitespace().next()).collect(),
            _ => vec![value.trim()],
        };
        let range = start..start + value.len();
        let written = parts.into_iter().filter(|part| !part.is_empty());
        found.extend(written.map(|part| (range.clone(), part.replace("&amp;", "&"))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_what_stands_around_them_stays() {
        let raw = without_comments("a<!-- x\n--> b <!--> c<!---->d");
        assert_eq!((raw.rest.as_str(), raw.comment, raw.unclosed), ("a b  cd", Some(1), None));
        assert_eq!(without_comments("a <!-- b").unclosed, Some(2));
        assert_eq!(without_comments("a <b>").comment, None);
    }

    #[test]
    fn addresses_stand_in_attributes() {
        let html = "<img src=\"anh.jpg\" alt=\"a=b\"><a HREF = 'x/'>href=y</a><img srcset='a.jpg 1x, b.jpg 2x' data-src=z>";
        let found: Vec<_> = addresses(html).into_iter().map(|(_, address)| address).collect();
        assert_eq!(found, ["anh.jpg", "x/", "a.jpg", "b.jpg"]);
    }
}
