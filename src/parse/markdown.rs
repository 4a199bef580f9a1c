//! Markdown to HTML with slots.
//!
//! Takes the text of one file, gives its HTML with a slot for each link target and photo, which other
//! files determine, and the text's references with positions. Never reads another file: slots are
//! filled when a page is rendered.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use serde::{Deserialize, Serialize};

use super::habits::{self, Spanned};
use super::lost;
use super::rewrite::Rewritten;
use super::slots::HtmlSlot;
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Lines, Located};
use crate::digest::Digest;
use crate::text::{blank_unfit, is_unfit};

/// Maximum number of times that a text is rewritten. Each resolves one level of nesting; the rest is reported.
const ROUNDS: usize = 6;

/// The extensions of Markdown.
pub(super) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// The maximum length of [`Body::lead`] in characters. Pages show less of it.
const LEAD: usize = 256;

/// The text of a file, as far as later stages need it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The digest of the text.
    pub digest: Digest,
    /// The links to other files of the site, in order, percent-decoded.
    pub links: Vec<Located<String>>,
    /// The references of raw HTML within the site, as written.
    pub raw_links: Vec<Located<String>>,
    /// The pictures, in order.
    pub pictures: Vec<Located<PictureRef>>,
    /// The anchors of the headings, sorted.
    pub anchors: Vec<String>,
    /// The beginning of the first paragraph as plain text, at most 256 characters; may be empty.
    pub lead: String,
    /// The HTML, if the file was parsed in this run and its page is still to be rendered.
    #[serde(skip)]
    pub html: HtmlSlot,
}

impl Body {
    /// Everything but the words: what depends on other files, and what other pages can show.
    pub(super) fn without_words(&self) -> impl Serialize {
        (&self.links, &self.raw_links, &self.pictures, &self.anchors, &self.lead)
    }
}

/// A reference to a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRef {
    /// The path as written, percent-decoded.
    pub file: String,
    /// The alternative text.
    pub alt: String,
}

/// How raw HTML is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// Escaped, with a warning.
    Shown,
    /// Kept.
    Kept,
}

/// Parses the text that begins at byte `start` of a file.
pub fn parse(
    path: &str,
    lines: &Lines<'_>,
    start: usize,
    text: &str,
    raw_html: RawHtml,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    with_events(text, |rewritten, events| {
        let at = |offset| lines.position(start + rewritten.origin(offset));
        for (offset, problem) in lost::lost(text, rewritten, &events) {
            problems.push(Diagnostic::new(path, at(offset), problem));
        }
        let events: Vec<_> = TextMergeWithOffset::new(events.into_iter()).collect();
        let lead = lead(&events);
        let writer = Writer::new(path, &rewritten.text, &at, raw_html, problems);
        let written = writer.write(&events);
        Body {
            digest: Digest::of_bytes(text.as_bytes()),
            links: written.links,
            raw_links: written.raw_links,
            pictures: written.pictures,
            anchors: written.anchors,
            lead,
            html: HtmlSlot::from(written.html),
        }
    })
}

/// Rewrites a text until it is Markdown as people mean it, and calls `then` with it and its events.
pub(super) fn with_events<T>(text: &str, then: impl FnOnce(&Rewritten<'_>, Vec<Spanned<'_>>) -> T) -> T {
    let mut rewritten = Rewritten::new(blank_unfit(text));
    let spaces = habits::spaces(&rewritten.text);
    if !spaces.is_empty() {
        rewritten.apply(spaces);
    }
    for round in 0.. {
        let events = read(&rewritten.text);
        let edits = if round < ROUNDS { habits::edits(&rewritten.text, &events) } else { Vec::new() };
        if edits.is_empty() {
            return then(&rewritten, events);
        }
        drop(events);
        rewritten.apply(edits);
    }
    unreachable!("the last round makes no edits")
}

/// Parses a text into events. Heading attributes are left to the writer, which accepts only `{#anchor}`.
fn read(source: &str) -> Vec<Spanned<'_>> {
    let events = Parser::new_ext(source, OPTIONS).into_offset_iter();
    // Only character references can produce characters that the source does not contain.
    if memchr::memchr(b'&', source.as_bytes()).is_some() {
        events.map(|(event, span)| (fit_event(event), span)).collect()
    } else {
        events.collect()
    }
}

/// Replaces characters that are not allowed in documents: the parser decodes character references (`&#1;`), so
/// they can appear although the source was cleaned.
fn fit_event(event: Event<'_>) -> Event<'_> {
    fn fit(text: CowStr<'_>) -> CowStr<'_> {
        if text.contains(is_unfit) { text.replace(is_unfit, "\u{fffd}").into() } else { text }
    }
    match event {
        Event::Text(text) => Event::Text(fit(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: fit(dest_url), title: fit(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: fit(dest_url), title: fit(title), id })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(fit(info))))
        }
        event => event,
    }
}

/// Whether a paragraph of a quotation says whose words it is: `— một tổ trưởng`.
pub(super) fn begins_source(after: &[Spanned<'_>]) -> bool {
    matches!(after.first(), Some((Event::Text(words), _)) if words.starts_with("— ") || words.starts_with("– "))
}

pub(super) fn is_lone_picture(after: &[Spanned<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { .. }), _)) = after.first() else { return false };
    let end = 1 + length(&after[1..]);
    after.get(end + 1).is_some_and(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)))
}

/// Returns the number of events inside the element that just began.
pub(super) fn length(after: &[Spanned<'_>]) -> usize {
    let mut depth = 1;
    for (index, (event, _)) in after.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    after.len()
}

/// Returns the text up to the end of the heading, picture or paragraph that just began, without the pictures in
/// it.
pub(super) fn plain_text(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    let mut pictures = 0_usize;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) if pictures > 0 => pictures -= 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Image | TagEnd::Paragraph) => break,
            _ if pictures > 0 => {}
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_string()
}

/// Returns the first paragraph that has words.
fn lead(events: &[Spanned<'_>]) -> String {
    let starts = events.iter().enumerate().filter(|(_, (e, _))| matches!(e, Event::Start(Tag::Paragraph)));
    starts
        .filter(|(index, _)| !is_lone_picture(&events[index + 1..]))
        .map(|(index, _)| plain_text(&events[index + 1..]))
        .find(|text| !text.is_empty())
        .map(|text| text.char_indices().nth(LEAD).map_or(text.as_str(), |(end, _)| &text[..end]).into())
        .unwrap_or_default()
}

/// Returns an event for inline HTML.
pub(super) fn inline<'t>(html: String) -> Event<'t> {
    Event::InlineHtml(CowStr::from(html))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
