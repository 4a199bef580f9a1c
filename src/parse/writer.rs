//! Writes the events of a text as HTML with slots.
//!
//! Takes events in order, gives HTML and the text's references with positions. Never reads another
//! file.

use foldhash::{HashMap, HashMapExt};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::cells::Cells;
use super::footnotes::Footnotes;
use super::habits::{Spanned, begins_point};
use super::lines;
use super::link::{Destination, bare_addresses, destination};
use super::markdown::{PictureRef, RawHtml, begins_source, is_lone_picture, length, plain_text};
use super::slots::{Html, HtmlPiece, TextNode, escape, pieces};
use crate::diagnostic::{Diagnostic, Located, Position, Problem, TextFault};
use crate::text::slug;

/// Maximum number of broken links within a page that get a suggestion.
const SUGGESTIONS: usize = 50;
/// Maximum number of headings compared for a suggestion.
const ANCHORS_COMPARED: usize = 1000;

/// The result of writing a text, with the fields of [`Body`](super::Body).
#[derive(Debug)]
pub(super) struct Written {
    pub html: Html,
    pub links: Vec<Located<String>>,
    pub raw_links: Vec<Located<String>>,
    pub pictures: Vec<Located<PictureRef>>,
    pub anchors: Vec<String>,
}

/// Writes a text.
pub(super) struct Writer<'a, 't> {
    path: &'a str,
    source: &'t str,
    pub(super) at: &'a dyn Fn(usize) -> Position,
    pub(super) raw_html: RawHtml,
    problems: &'a mut Vec<Diagnostic>,
    /// The anchors used so far, each with the highest number appended to it.
    anchors: HashMap<String, u32>,
    anchor_links: Vec<Located<String>>,
    links: Vec<Located<String>>,
    pub(super) raw_links: Vec<Located<String>>,
    pictures: Vec<Located<PictureRef>>,
    /// The open links: the number of a link within the site, or `None` for a link already written.
    open: Vec<Option<usize>>,
    /// Whether an `<a>` of raw HTML is open.
    pub(super) raw_link: bool,
    /// The open lists: for a numbered one, the next number and the last number written.
    lists: Vec<Option<(u64, u64)>>,
    /// How many quotations are open.
    quotes: usize,
    footnotes: Footnotes<'t>,
    cells: Cells,
    out: Vec<TextNode<'t>>,
}

impl<'a, 't> Writer<'a, 't> {
    pub(super) fn new(
        path: &'a str,
        source: &'t str,
        at: &'a dyn Fn(usize) -> Position,
        raw_html: RawHtml,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Writer<'a, 't> {
        Writer {
            path,
            source,
            at,
            raw_html,
            problems,
            anchors: HashMap::new(),
            anchor_links: Vec::new(),
            links: Vec::new(),
            raw_links: Vec::new(),
            pictures: Vec::new(),
            open: Vec::new(),
            raw_link: false,
            lists: Vec::new(),
            quotes: 0,
            footnotes: Footnotes::default(),
            cells: Cells::default(),
            out: Vec::new(),
        }
    }

    /// Writes the whole text.
    pub(super) fn write(mut self, events: &[Spanned<'t>]) -> Written {
        self.events(events);
        let html = pieces(self.finish(), self.source.len() * 5 / 4);
        let Writer { links, raw_links, pictures, anchors, .. } = self;
        let mut anchors: Vec<String> = anchors.into_keys().collect();
        anchors.sort_unstable();
        Written { html, links, raw_links, pictures, anchors }
    }

    fn events(&mut self, events: &[Spanned<'t>]) {
        let mut next = 0;
        let mut heading_end = None;
        while let Some((event, span)) = events.get(next) {
            next += 1;
            if let Some(cell) = self.cells.rewrite(event) {
                self.out.push(cell.into());
                continue;
            }
            match event {
                Event::Text(words) => match heading_end.take_if(|(index, _)| *index == next - 1) {
                    Some((_, length)) => self.text(words[..length].to_string().into()),
                    None => self.text(words.clone()),
                },
                Event::SoftBreak => self.push(match events.get(next) {
                    Some((Event::Text(words), _)) if begins_point(words) => Event::HardBreak,
                    _ => Event::SoftBreak,
                }),
                Event::Start(Tag::Heading { level, .. }) => {
                    let anchor = self.heading_anchor(events, next);
                    heading_end = anchor.as_ref().map(|(index, length, _)| (*index, *length));
                    let anchor_text =
                        anchor.map_or_else(|| plain_text(&events[next..]), |(_, _, anchor)| anchor);
                    self.heading(*level, &anchor_text);
                }
                Event::End(TagEnd::Heading(level)) => {
                    self.push(Event::End(TagEnd::Heading(below_title(*level))));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    self.link(*link_type, dest_url, title, span.start);
                }
                Event::End(TagEnd::Link) => {
                    self.out.push(match self.open.pop().flatten() {
                        Some(number) => TextNode::Slot(HtmlPiece::LinkEnd(number)),
                        None => Event::InlineHtml("</a>".into()).into(),
                    });
                }
                Event::Start(Tag::Paragraph) if is_lone_picture(&events[next..]) => {
                    next = self.picture(events, next, true) + 1;
                }
                Event::Start(Tag::Paragraph) if self.quotes > 0 && begins_source(&events[next..]) => {
                    self.push(Event::Html("<p class=\"by\">".into()));
                }
                Event::Start(Tag::BlockQuote(_)) | Event::End(TagEnd::BlockQuote(_)) => self.quote(event),
                Event::Start(Tag::Image { .. }) => next = self.picture(events, next - 1, false),
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                    let end = next + length(&events[next..]);
                    self.block(event, &events[next..end], span.start);
                    next = end + 1;
                }
                Event::InlineHtml(html) | Event::Html(html) => self.raw(html, span.start, false),
                Event::Start(Tag::List(first)) => {
                    self.lists.push(first.map(|first| (first, first)));
                    self.push(event.clone());
                }
                Event::End(TagEnd::List(_)) => {
                    self.lists.pop();
                    self.push(event.clone());
                }
                Event::Start(Tag::Item) => self.item(span.start),
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
        }
    }

    /// Writes the start or the end of a quotation.
    fn quote(&mut self, event: &Event<'t>) {
        match event {
            Event::Start(_) => self.quotes += 1,
            _ => self.quotes -= 1,
        }
        self.push(event.clone());
    }

    /// Writes a block of code or of HTML that begins at byte `at`.
    fn block(&mut self, start: &Event<'t>, inside: &[Spanned<'t>], at: usize) {
        let events = inside.iter().map(|(event, _)| event);
        match start {
            Event::Start(Tag::HtmlBlock) => {
                let html = events.filter_map(|event| match event {
                    Event::Html(html) | Event::Text(html) => Some(&**html),
                    _ => None,
                });
                self.raw(&html.collect::<String>(), inside.first().map_or(at, |(_, span)| span.start), true);
            }
            // Text that is still indented after all rewrites is not code either.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.push(Event::Start(Tag::Paragraph));
                events.for_each(|event| self.push(event.clone()));
                self.push(Event::End(TagEnd::Paragraph));
            }
            _ => {
                self.push(start.clone());
                events.for_each(|event| self.push(event.clone()));
                self.push(Event::End(TagEnd::CodeBlock));
            }
        }
    }

    /// Writes text; web addresses in it become links.
    fn text(&mut self, words: CowStr<'t>) {
        let addresses =
            if self.open.is_empty() && !self.raw_link { bare_addresses(&words) } else { Vec::new() };
        let mut done = 0;
        for (range, address) in addresses {
            self.push(Event::Text(words[done..range.start].to_string().into()));
            self.push(Event::InlineHtml(format!("<a href=\"{}\">", escape(&address)).into()));
            self.push(Event::Text(words[range.clone()].to_string().into()));
            self.push(Event::InlineHtml("</a>".into()));
            done = range.end;
        }
        self.push(Event::Text(if done == 0 { words } else { words[done..].to_string().into() }));
    }

    /// Writes an item. A number as written is kept, unless all items have the same number, which asks to be counted.
    fn item(&mut self, start: usize) {
        let marker = self.source[start..].trim_start_matches([' ', '\t']);
        let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
        let Some(Some((expected, before))) = self.lists.last_mut() else {
            return self.push(Event::Start(Tag::Item));
        };
        let written = marker[..digits].parse().unwrap_or(*expected);
        let jumps = written > *expected && written != *before;
        *before = written;
        *expected = if jumps { written + 1 } else { *expected + 1 };
        self.push(match jumps {
            true => Event::Html(format!("<li value=\"{written}\">").into()),
            false => Event::Start(Tag::Item),
        });
    }

    /// Returns the anchor that `{#anchor}` at the end of a heading declares: the index of the event, the length of its
    /// text without the anchor, and the anchor. Other braces are text.
    fn heading_anchor(&self, events: &[Spanned<'t>], next: usize) -> Option<(usize, usize, String)> {
        let last = (next + length(&events[next..])).checked_sub(1).filter(|last| *last >= next)?;
        let (Event::Text(words), span) = &events[last] else { return None };
        let open = words.rfind("{#")?;
        let anchor = words[open + 2..].strip_suffix('}')?;
        let fits = |c: char| !c.is_whitespace() && !"{}#<>\"'.=".contains(c);
        let written = self.source[span.clone()].strip_suffix(&words[open..])?;
        if anchor.is_empty() || !anchor.chars().all(fits) || written.ends_with('\\') {
            return None;
        }
        Some((last, words[..open].trim_end().len(), anchor.to_string()))
    }

    pub(super) fn push(&mut self, event: Event<'t>) {
        self.out.push(event.into());
    }

    pub(super) fn problem(&mut self, offset: usize, problem: Problem) {
        self.problems.push(Diagnostic::new(self.path, (self.at)(offset), problem));
    }

    /// Writes the start of a heading. The first level is reserved for the page's title.
    fn heading(&mut self, level: HeadingLevel, anchor_text: &str) {
        let base = slug(anchor_text);
        let base = if base.is_empty() { "muc".to_string() } else { base };
        let mut count = self.anchors.get(&base).map_or(1, |count| count + 1);
        let mut anchor = if count == 1 { base.clone() } else { format!("{base}-{count}") };
        while count > 1 && self.anchors.contains_key(&anchor) {
            count += 1;
            anchor = format!("{base}-{count}");
        }
        // The figures of an entry stand at such anchors on the same page.
        if is_of_figure(&anchor) {
            return self.heading(level, &format!("muc {anchor}"));
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
                self.anchor_links.push(Located { value: anchor, position });
                start
            }
            Destination::Inside(path) => {
                self.open.push(Some(self.links.len()));
                self.links.push(Located { value: path, position });
                let start = HtmlPiece::LinkStart(self.links.len() - 1, title_attribute(title));
                self.out.push(TextNode::Slot(start));
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

    /// Writes the picture that starts at `index`; returns the index after its end.
    fn picture(&mut self, events: &[Spanned<'t>], index: usize, alone: bool) -> usize {
        let (Event::Start(Tag::Image { dest_url, title, .. }), span) = &events[index] else {
            unreachable!("called at the start of a picture")
        };
        let end = index + 1 + length(&events[index + 1..]);
        match destination(dest_url, false) {
            Destination::Inside(file) => {
                let alt = plain_text(&events[index + 1..]);
                self.out.push(TextNode::Slot(HtmlPiece::Picture(
                    self.pictures.len(),
                    alone,
                    title.to_string(),
                )));
                self.pictures
                    .push(Located { value: PictureRef { file, alt }, position: (self.at)(span.start) });
            }
            _ => self.problem(span.start, Problem::ForeignPicture { target: dest_url.to_string() }),
        }
        end + 1
    }

    /// Checks the links within the page, and returns the events with the footnotes below the text.
    fn finish(&mut self) -> Vec<TextNode<'t>> {
        let links = std::mem::take(&mut self.anchor_links);
        let broken: Vec<_> = links
            .into_iter()
            .filter(|link| !link.value.is_empty() && !self.anchors.contains_key(&link.value))
            .collect();
        let mut known: Vec<&str> = Vec::new();
        if !broken.is_empty() {
            known = self.anchors.keys().map(String::as_str).collect();
            known.sort_unstable();
            known.truncate(ANCHORS_COMPARED);
        }
        for (index, link) in broken.into_iter().enumerate() {
            // Only the first broken links get a suggestion; thousands of comparisons would take too long.
            let known = known.iter().copied().take(if index < SUGGESTIONS { ANCHORS_COMPARED } else { 0 });
            let nearest = crate::text::nearest(&link.value, known, 1).first().map(|n| n.to_string());
            let problem = Problem::BrokenAnchor { anchor: link.value, nearest };
            self.problems.push(Diagnostic::new(self.path, link.position, problem));
        }
        let mut events = std::mem::take(&mut self.out);
        for start in self.footnotes.append_to(&mut events) {
            let written = lines::line(self.source, start).to_string();
            self.problem(start, Problem::Misread { fault: TextFault::UnusedNote, written });
        }
        events
    }
}

/// Whether an anchor is that of a result on an entry's page: `ket-qua-1`. A heading `Kết quả 2019` keeps its anchor,
/// for no entry has thousands of results.
fn is_of_figure(anchor: &str) -> bool {
    let number = anchor.strip_prefix("ket-qua-");
    number.is_some_and(|number| (1..4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) }
}
