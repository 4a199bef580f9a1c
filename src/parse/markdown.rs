//! Markdown to HTML with slots.
//!
//! Takes the text of one file, gives its HTML with a slot wherever something outside the file
//! decides (where a link leads, how a photo is shown), and what it refers to, with positions. Never
//! looks at another file: slots are filled when a page is rendered.

use std::collections::HashMap;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::footnotes::Footnotes;
use super::link::{Destination, destination};
use super::slots::{Html, Node, Piece, escape, pieces};
use crate::diagnostic::{At, Diagnostic, Lines, Position, Problem};
use crate::digest::Digest;
use crate::text::{blank_unfit, is_unfit, slug};

/// For so many broken links within a page the nearest heading is looked for,
const SUGGESTIONS: usize = 50;
/// and among so many headings.
const SUGGESTED_FROM: usize = 1000;

/// The text of a file, as far as other files need to know it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Digest of the text.
    pub digest: Digest,
    /// The links to other files of the site, in order: paths as written, percent-decoded.
    pub links: Vec<At<String>>,
    /// The pictures, in order.
    pub pictures: Vec<At<PictureRef>>,
    /// The anchors of its headings, sorted.
    pub anchors: Vec<String>,
    /// The first paragraph as plain text; empty if there is none.
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
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let source = &*blank_unfit(text);
    let mut writer = Writer {
        path,
        at: Box::new(|offset| lines.position(start + offset)),
        raw_html,
        problems,
        anchors: HashMap::new(),
        anchor_links: Vec::new(),
        links: Vec::new(),
        pictures: Vec::new(),
        open: Vec::new(),
        footnotes: Footnotes::default(),
        cells: Cells::default(),
        out: Vec::new(),
    };
    let events = Parser::new_ext(source, options).into_offset_iter();
    // Only references to characters can hold what the source does not.
    let events: Vec<Spanned<'_>> = if memchr::memchr(b'&', source.as_bytes()).is_some() {
        events.map(|(event, span)| (fit_event(event), span)).collect()
    } else {
        events.collect()
    };
    let lead = lead(&events);
    writer.events(&events);
    drop(events);
    let html = Some(Arc::new(pieces(writer.finish(), source.len() * 5 / 4)));
    let Writer { links, pictures, anchors, .. } = writer;
    let mut anchors: Vec<String> = anchors.into_keys().collect();
    anchors.sort_unstable();
    Body { digest: Digest::of_bytes(text.as_bytes()), links, pictures, anchors, lead, html }
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

type Spanned<'t> = (Event<'t>, std::ops::Range<usize>);

struct Writer<'a, 't> {
    path: &'a str,
    at: Box<dyn Fn(usize) -> Position + 'a>,
    raw_html: RawHtml,
    problems: &'a mut Vec<Diagnostic>,
    /// The anchors given so far; for each, the last number given to one of its name.
    anchors: HashMap<String, u32>,
    anchor_links: Vec<At<String>>,
    links: Vec<At<String>>,
    pictures: Vec<At<PictureRef>>,
    /// The links that are open: the number of an inner one, or nothing for one already written.
    open: Vec<Option<usize>>,
    footnotes: Footnotes<'t>,
    cells: Cells,
    out: Vec<Node<'t>>,
}

impl<'t> Writer<'_, 't> {
    fn events(&mut self, events: &[Spanned<'t>]) {
        let mut next = 0;
        while let Some((event, span)) = events.get(next) {
            next += 1;
            if let Some(cell) = self.cells.rewrite(event) {
                self.out.push(cell.into());
                continue;
            }
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let wanted = id.as_ref().map_or_else(|| plain_text(&events[next..]), |id| id.to_string());
                    self.heading(*level, &wanted);
                }
                Event::End(TagEnd::Heading(level)) => {
                    self.push(Event::End(TagEnd::Heading(below_title(*level))));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    self.link(*link_type, dest_url, title, span.start);
                }
                Event::End(TagEnd::Link) => {
                    self.out.push(match self.open.pop().flatten() {
                        Some(number) => Node::Slot(Piece::LinkEnd(number)),
                        None => Event::InlineHtml("</a>".into()).into(),
                    });
                }
                Event::Start(Tag::Paragraph) if is_lone_picture(&events[next..]) => {
                    next = self.picture(events, next, true) + 1;
                }
                Event::Start(Tag::Image { .. }) => next = self.picture(events, next - 1, false),
                Event::Html(raw) | Event::InlineHtml(raw) if self.raw_html == RawHtml::Shown => {
                    self.push(Event::Text(raw.clone()));
                }
                Event::Start(Tag::HtmlBlock) if self.raw_html == RawHtml::Shown => {
                    self.problem(span.start, Problem::RawHtml);
                    self.push(Event::Start(Tag::Paragraph));
                }
                Event::End(TagEnd::HtmlBlock) if self.raw_html == RawHtml::Shown => {
                    self.push(Event::End(TagEnd::Paragraph));
                }
                Event::FootnoteReference(label) => {
                    let mark = self.footnotes.reference(label);
                    self.push(mark);
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let outer = std::mem::take(&mut self.out);
                    self.footnotes.begin(label, span.start, outer);
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    self.out = self.footnotes.end(std::mem::take(&mut self.out));
                }
                _ => self.push(event.clone()),
            }
            if let (Event::InlineHtml(raw), RawHtml::Shown) = (event, self.raw_html)
                && !raw.starts_with("</")
            {
                self.problem(span.start, Problem::RawHtml);
            }
        }
    }

    fn push(&mut self, event: Event<'t>) {
        self.out.push(event.into());
    }

    fn problem(&mut self, offset: usize, problem: Problem) {
        self.problems.push(Diagnostic::new(self.path, (self.at)(offset), problem));
    }

    /// The page's own title is its only first-level heading.
    fn heading(&mut self, level: HeadingLevel, wanted: &str) {
        let base = slug(wanted);
        let base = if base.is_empty() { "muc".to_string() } else { base };
        let mut count = self.anchors.get(&base).map_or(1, |count| count + 1);
        let mut anchor = if count == 1 { base.clone() } else { format!("{base}-{count}") };
        while count > 1 && self.anchors.contains_key(&anchor) {
            count += 1;
            anchor = format!("{base}-{count}");
        }
        self.anchors.insert(base, count);
        self.anchors.entry(anchor.clone()).or_insert(1);
        self.push(Event::Start(Tag::Heading {
            level: below_title(level),
            id: Some(anchor.into()),
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    fn link(&mut self, kind: LinkType, to: &str, title: &str, offset: usize) {
        let position = (self.at)(offset);
        let start = match destination(to, kind == LinkType::Email) {
            Destination::Outside(address) => {
                self.open.push(None);
                format!("<a href=\"{}\"{}>", escape(&address), title_attribute(title))
            }
            Destination::Anchor(anchor) => {
                self.open.push(None);
                let start = format!("<a href=\"#{}\"{}>", escape(&anchor), title_attribute(title));
                self.anchor_links.push(At { value: anchor, position });
                start
            }
            Destination::Inside(path) => {
                self.open.push(Some(self.links.len()));
                self.links.push(At { value: path, position });
                let start = Piece::LinkStart(self.links.len() - 1, title_attribute(title));
                self.out.push(Node::Slot(start));
                return;
            }
            Destination::Refused => {
                self.open.push(None);
                self.problem(offset, Problem::RefusedScheme { written: to.to_string() });
                "<a>".to_string()
            }
        };
        self.push(Event::InlineHtml(start.into()));
    }

    /// Writes the picture whose start is at `index`; gives the index after its end.
    fn picture(&mut self, events: &[Spanned<'t>], index: usize, alone: bool) -> usize {
        let (Event::Start(Tag::Image { dest_url, .. }), span) = &events[index] else {
            unreachable!("called at the start of a picture")
        };
        let end = index + 1 + length(&events[index + 1..]);
        match destination(dest_url, false) {
            Destination::Inside(file) => {
                let alt = plain_text(&events[index + 1..]);
                self.out.push(Node::Slot(Piece::Picture(self.pictures.len(), alone)));
                self.pictures.push(At { value: PictureRef { file, alt }, position: (self.at)(span.start) });
            }
            _ => self.problem(span.start, Problem::ForeignPicture { target: dest_url.to_string() }),
        }
        end + 1
    }

    /// Checks the links within the page, and gives the events with the footnotes below the text.
    fn finish(&mut self) -> Vec<Node<'t>> {
        let links = std::mem::take(&mut self.anchor_links);
        let broken: Vec<_> = links
            .into_iter()
            .filter(|link| !link.value.is_empty() && !self.anchors.contains_key(&link.value))
            .collect();
        let mut known: Vec<&str> = Vec::new();
        if !broken.is_empty() {
            known = self.anchors.keys().map(String::as_str).collect();
            known.sort_unstable();
            known.truncate(SUGGESTED_FROM);
        }
        for (index, link) in broken.into_iter().enumerate() {
            // The first of them get the nearest heading; thousands would take for ever.
            let known = known.iter().copied().take(if index < SUGGESTIONS { SUGGESTED_FROM } else { 0 });
            let nearest = crate::text::nearest(&link.value, known, 1).first().map(|n| n.to_string());
            let problem = Problem::BrokenAnchor { anchor: link.value, nearest };
            self.problems.push(Diagnostic::new(self.path, link.position, problem));
        }
        let mut events = std::mem::take(&mut self.out);
        self.footnotes.append_to(&mut events);
        events
    }
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

fn is_lone_picture(after: &[Spanned<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { .. }), _)) = after.first() else { return false };
    let end = 1 + length(&after[1..]);
    after.get(end + 1).is_some_and(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)))
}

/// How many events stand within what just began.
fn length(after: &[Spanned<'_>]) -> usize {
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
fn plain_text(events: &[Spanned<'_>]) -> String {
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

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) }
}

/// Text of an event, for those that need to make one.
pub(super) fn inline<'t>(html: String) -> Event<'t> {
    Event::InlineHtml(CowStr::from(html))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
