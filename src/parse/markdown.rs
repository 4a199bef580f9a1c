//! Markdown to HTML with slots.
//!
//! Takes the text of one file, gives its HTML with a slot wherever something outside the file
//! decides (where a link leads, how a photo is shown), and what it refers to, with positions. Never
//! reads another file: slots are filled when a page is rendered.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use serde::{Deserialize, Serialize};

use super::habits::{self, Spanned};
use super::lost;
use super::rewrite::Rewritten;
use super::slots::Html;
use super::writer::Writer;
use crate::diagnostic::{Diagnostic, Lines, Located};
use crate::digest::Digest;
use crate::text::{blank_unfit, is_unfit};

/// Maximum number of rewritings of a text. Each resolves one level of what was misread; the rest is reported.
const ROUNDS: usize = 6;

/// The text of a file, as far as other files need to know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Digest of the text.
    pub digest: Digest,
    /// The links to other files of the site, in order: paths as written, percent-decoded.
    pub links: Vec<Located<String>>,
    /// What raw HTML refers to within the site, as written.
    pub raw_links: Vec<Located<String>>,
    /// The pictures, in order.
    pub pictures: Vec<Located<PictureRef>>,
    /// The anchors of its headings, sorted.
    pub anchors: Vec<String>,
    /// The first paragraph as plain text; may be empty.
    pub lead: String,
    /// The HTML, where the file was parsed in this run.
    #[serde(skip)]
    pub html: Option<Arc<Html>>,
}

/// A picture that a text shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRef {
    /// The path as written, percent-decoded.
    pub file: String,
    /// What it shows, in words.
    pub alt: String,
}

/// What a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as text, with a warning.
    Shown,
    /// It is kept.
    Kept,
}

/// Reads the text that begins at byte `start` of a file.
pub fn parse(
    path: &str,
    lines: &Lines<'_>,
    start: usize,
    text: &str,
    raw_html: RawHtml,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    let mut rewritten = Rewritten::new(blank_unfit(text));
    let spaces = habits::spaces(&rewritten.text);
    if !spaces.is_empty() {
        rewritten.apply(spaces);
    }
    for round in 0.. {
        let events = read(&rewritten.text);
        let edits = if round < ROUNDS { habits::edits(&rewritten.text, &events) } else { Vec::new() };
        if !edits.is_empty() {
            drop(events);
            rewritten.apply(edits);
            continue;
        }
        let at = |offset| lines.position(start + rewritten.origin(offset));
        for (offset, problem) in lost::lost(text, &rewritten, &events) {
            problems.push(Diagnostic::new(path, at(offset), problem));
        }
        let events: Vec<_> = TextMergeWithOffset::new(events.into_iter()).collect();
        let lead = lead(&events);
        let writer = Writer::new(path, &rewritten.text, &at, raw_html, problems);
        let written = writer.write(&events);
        return Body {
            digest: Digest::of_bytes(text.as_bytes()),
            links: written.links,
            raw_links: written.raw_links,
            pictures: written.pictures,
            anchors: written.anchors,
            lead,
            html: Some(Arc::new(written.html)),
        };
    }
    unreachable!("the last round makes no edits")
}

/// The events of a text. Attributes of headings are read by the writer: only `{#anchor}` is one.
fn read(source: &str) -> Vec<Spanned<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(source, options).into_offset_iter();
    // Only references to characters can hold what the source does not.
    if memchr::memchr(b'&', source.as_bytes()).is_some() {
        events.map(|(event, span)| (fit_event(event), span)).collect()
    } else {
        events.collect()
    }
}

/// The event with a replacement character for each that its text may not hold: references (`&#1;`) are decoded
/// by the parser, so that they come past whatever was done to the source.
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

pub(super) fn is_lone_picture(after: &[Spanned<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { .. }), _)) = after.first() else { return false };
    let end = 1 + length(&after[1..]);
    after.get(end + 1).is_some_and(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)))
}

/// How many events stand within what just began.
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

/// The words up to the end of the heading, picture or paragraph that just began, pictures within it
/// left out.
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

/// The first paragraph that has words.
fn lead(events: &[Spanned<'_>]) -> String {
    let starts = events.iter().enumerate().filter(|(_, (e, _))| matches!(e, Event::Start(Tag::Paragraph)));
    starts
        .filter(|(index, _)| !is_lone_picture(&events[index + 1..]))
        .map(|(index, _)| plain_text(&events[index + 1..]))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Text of an event, for those that need to make one.
pub(super) fn inline<'t>(html: String) -> Event<'t> {
    Event::InlineHtml(CowStr::from(html))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
