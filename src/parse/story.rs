//! A text as a tree, for an editor that shows it as it will look.
//!
//! Takes the text of one file, gives its blocks in order, each with its own Markdown, so that an editor can leave those
//! alone that were not edited. What an editor cannot show is a block or a piece that holds only its Markdown. Never
//! reads another file.

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Tag, TagEnd};
use serde_json::{Map, Value, json};

use super::habits::{Spanned, begins_point};
use super::markdown::{length, plain_text, with_events};
use super::marks::BORDER;
use super::rewrite::Rewritten;

/// The marks of words, in the order in which they are nested.
const MARKS: [&str; 5] = ["link", "em", "strong", "strike", "code"];

/// A text as blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The blank lines before the first block.
    pub lead: String,
    /// The blocks.
    pub blocks: Vec<StoryBlock>,
}

/// A block of a text: a paragraph, a heading, a list, a table, a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryBlock {
    /// Its Markdown.
    pub source: String,
    /// The blank lines after it.
    pub gap: String,
    /// Its tree: objects with `type`, `attrs`, `content`, `text` and `marks`, as ProseMirror reads them.
    pub node: Value,
}

/// What an editor cannot show; the block is Markdown to it.
struct Unshowable;

/// Reads a text. The Markdown of all blocks with the blank lines between them is the text itself.
pub fn story(text: &str) -> Story {
    with_events(text, |rewritten, events| {
        read(text, rewritten, &events).unwrap_or_else(|| {
            let source = text.trim_end();
            let block = StoryBlock {
                source: source.into(),
                gap: text[source.len()..].into(),
                node: raw_block(source),
            };
            Story { lead: String::new(), blocks: vec![block] }
        })
    })
}

fn raw_block(source: &str) -> Value {
    json!({ "type": "raw_block", "attrs": { "source": source } })
}

/// Returns `None` if the blocks cannot be found in the text.
fn read(text: &str, rewritten: &Rewritten<'_>, events: &[Spanned<'_>]) -> Option<Story> {
    let tree = StoryTree { text, rewritten };
    let mut story = Story { lead: String::new(), blocks: Vec::new() };
    let (mut done, mut next) = (0, 0);
    while let Some((event, span)) = events.get(next) {
        let count = if matches!(event, Event::Start(_)) { length(&events[next + 1..]) + 2 } else { 1 };
        let start = rewritten.origin(span.start);
        let end = rewritten.origin(span.end);
        let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let start = if text[line..start].trim().is_empty() { line.max(done) } else { start };
        let source = text.get(start..end)?.trim_end();
        story.pass(text.get(done..start)?);
        if !source.is_empty() {
            let mut nodes = Vec::new();
            let shown = tree.blocks(&events[next..(next + count).min(events.len())], &mut nodes);
            let node = match (shown, nodes.len()) {
                (Ok(()), 1) => nodes.remove(0),
                _ => raw_block(source),
            };
            story.blocks.push(StoryBlock { source: source.into(), gap: String::new(), node });
            done = start + source.len();
        }
        next += count;
    }
    story.pass(&text[done..]);
    Some(story)
}

impl Story {
    /// Takes what is between two blocks: blank lines, or words that are in no block, such as the address of a link.
    fn pass(&mut self, between: &str) {
        let words = between.trim();
        let (before, after) = match words.is_empty() {
            true => (between, ""),
            false => between.split_at(between.len() - between.trim_start().len()),
        };
        match self.blocks.last_mut() {
            Some(last) => last.gap.push_str(before),
            None => self.lead.push_str(before),
        }
        if !words.is_empty() {
            let gap = after[words.len()..].to_string();
            self.blocks.push(StoryBlock { source: words.into(), gap, node: raw_block(words) });
        }
    }
}

struct StoryTree<'t> {
    text: &'t str,
    rewritten: &'t Rewritten<'t>,
}

impl StoryTree<'_> {
    /// Adds the nodes of blocks. Words that are in no paragraph, as in lists without blank lines, become one.
    fn blocks(&self, events: &[Spanned<'_>], out: &mut Vec<Value>) -> Result<(), Unshowable> {
        let mut next = 0;
        while let Some((event, _)) = events.get(next) {
            let Event::Start(tag) = event else {
                if matches!(event, Event::Rule) {
                    out.push(json!({ "type": "horizontal_rule" }));
                    next += 1;
                    continue;
                }
                next += self.bare(&events[next..], out)?;
                continue;
            };
            let count = length(&events[next + 1..]);
            let inside = events.get(next + 1..next + 1 + count).ok_or(Unshowable)?;
            let node = match tag {
                Tag::Paragraph => json!({ "type": "paragraph", "content": self.words(inside)? }),
                Tag::Heading { level, .. } => {
                    json!({ "type": "heading", "attrs": { "level": number(*level) }, "content": self.words(inside)? })
                }
                Tag::BlockQuote(_) => json!({ "type": "blockquote", "content": self.filled(inside)? }),
                Tag::List(first) => self.list(*first, inside)?,
                Tag::Table(columns) => self.table(columns, inside)?,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {
                    next += self.bare(&events[next..], out)?;
                    continue;
                }
                _ => return Err(Unshowable),
            };
            out.push(node);
            next += count + 2;
        }
        Ok(())
    }

    /// Returns the nodes of blocks, at least one.
    fn filled(&self, events: &[Spanned<'_>]) -> Result<Vec<Value>, Unshowable> {
        let mut nodes = Vec::new();
        self.blocks(events, &mut nodes)?;
        if nodes.is_empty() {
            nodes.push(json!({ "type": "paragraph" }));
        }
        Ok(nodes)
    }

    /// Adds a paragraph of the words up to the next block; returns how many events they are.
    fn bare(&self, events: &[Spanned<'_>], out: &mut Vec<Value>) -> Result<usize, Unshowable> {
        let mut count = 0;
        while let Some((event, _)) = events.get(count) {
            count += match event {
                Event::Rule | Event::End(_) => break,
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::Start(Tag::Link { .. } | Tag::Image { .. }) => length(&events[count + 1..]) + 2,
                Event::Start(_) => break,
                _ => 1,
            };
        }
        if count == 0 {
            return Err(Unshowable);
        }
        out.push(
            json!({ "type": "paragraph", "content": self.words(events.get(..count).ok_or(Unshowable)?)? }),
        );
        Ok(count)
    }

    fn list(&self, first: Option<u64>, events: &[Spanned<'_>]) -> Result<Value, Unshowable> {
        let is_tight = !events.windows(2).any(|two| {
            matches!((&two[0].0, &two[1].0), (Event::Start(Tag::Item), Event::Start(Tag::Paragraph)))
        });
        let mut items = Vec::new();
        let mut next = 0;
        while let Some((Event::Start(Tag::Item), _)) = events.get(next) {
            let count = length(&events[next + 1..]);
            let inside = events.get(next + 1..next + 1 + count).ok_or(Unshowable)?;
            items.push(json!({ "type": "list_item", "content": self.filled(inside)? }));
            next += count + 2;
        }
        let (kind, mut attrs) = match first {
            Some(first) => ("ordered_list", json!({ "start": first })),
            None => ("bullet_list", json!({})),
        };
        attrs["tight"] = json!(is_tight);
        Ok(json!({ "type": kind, "attrs": attrs, "content": items }))
    }

    fn table(&self, columns: &[Alignment], events: &[Spanned<'_>]) -> Result<Value, Unshowable> {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let mut next = 0;
        while let Some((event, _)) = events.get(next) {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let count = length(&events[next + 1..]);
                    let inside = events.get(next + 1..next + 1 + count).ok_or(Unshowable)?;
                    let kind = if rows.len() == 1 { "table_header" } else { "table_cell" };
                    let cell = json!({ "type": kind, "content": self.words(inside)? });
                    rows.last_mut().ok_or(Unshowable)?.push(cell);
                    next += count + 1;
                }
                _ => {}
            }
            next += 1;
        }
        let align = columns.iter().map(|column| match column {
            Alignment::None => "",
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        });
        let rows: Vec<Value> =
            rows.into_iter().map(|cells| json!({ "type": "table_row", "content": cells })).collect();
        let align: Value = align.collect();
        Ok(json!({ "type": "table", "attrs": { "align": align }, "content": rows }))
    }

    /// Returns the nodes of words, each with its marks.
    fn words(&self, events: &[Spanned<'_>]) -> Result<Vec<Value>, Unshowable> {
        let mut words = StoryWords::default();
        let mut next = 0;
        while let Some((event, span)) = events.get(next) {
            match event {
                Event::Text(text) => words.text(text),
                Event::Code(text) => {
                    words.marks.push(json!({ "type": "code" }));
                    words.text(text);
                    words.marks.pop();
                }
                // The page begins a line before what looks like a point of a list.
                Event::SoftBreak => match events.get(next + 1) {
                    Some((Event::Text(text), _)) if begins_point(text) => words.push("hard_break", None),
                    _ => words.text(" "),
                },
                Event::HardBreak => words.push("hard_break", None),
                Event::Start(Tag::Emphasis) => words.marks.push(json!({ "type": "em" })),
                Event::Start(Tag::Strong) => words.marks.push(json!({ "type": "strong" })),
                Event::Start(Tag::Strikethrough) => words.marks.push(json!({ "type": "strike" })),
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    let mail = if *link_type == LinkType::Email { "mailto:" } else { "" };
                    let attrs = json!({ "href": format!("{mail}{dest_url}"), "title": &**title });
                    words.marks.push(json!({ "type": "link", "attrs": attrs }));
                }
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
                    words.marks.pop();
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    let alt = plain_text(&events[next + 1..]);
                    let attrs = json!({ "src": &**dest_url, "alt": alt, "title": &**title });
                    words.push("image", Some(attrs));
                    next += length(&events[next + 1..]) + 1;
                }
                Event::InlineHtml(html) if **html == *BORDER => {}
                Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                    let range = self.rewritten.origin(span.start)..self.rewritten.origin(span.end);
                    let source = self.text.get(range).ok_or(Unshowable)?;
                    words.push("raw", Some(json!({ "source": source })));
                    if source.contains('\n') {
                        return Err(Unshowable);
                    }
                }
                _ => return Err(Unshowable),
            }
            next += 1;
        }
        Ok(words.nodes)
    }
}

/// Words as they are read.
#[derive(Default)]
struct StoryWords {
    nodes: Vec<Value>,
    marks: Vec<Value>,
}

impl StoryWords {
    /// Returns the current marks, each once, in their order.
    fn current(&self) -> Vec<&Value> {
        MARKS.iter().filter_map(|name| self.marks.iter().rfind(|mark| mark["type"] == **name)).collect()
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let marks = json!(self.current());
        if let Some(last) =
            self.nodes.last_mut().filter(|last| last["type"] == "text" && last["marks"] == marks)
        {
            let before = last["text"].as_str().unwrap_or_default();
            last["text"] = json!([before, text].concat());
            return;
        }
        self.nodes.push(json!({ "type": "text", "text": text, "marks": marks }));
    }

    fn push(&mut self, kind: &str, attrs: Option<Value>) {
        let mut node = Map::new();
        node.insert("type".into(), json!(kind));
        node.extend(attrs.map(|attrs| ("attrs".to_string(), attrs)));
        node.insert("marks".into(), json!(self.current()));
        self.nodes.push(Value::Object(node));
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
#[path = "story_tests.rs"]
mod tests;
