//! Finds words that Markdown drops and marks that it shows as text.
//!
//! Takes a text and its events, gives the problems, each with its byte. Never changes anything.

use std::ops::Range;

use foldhash::HashSet;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::habits::{Spanned, heading_marker};
use super::rewrite::Rewritten;
use super::{lines, marks};
use crate::diagnostic::{Problem, TextFault};

/// Returns the problems of a text, quoting its `source`.
pub(super) fn lost(source: &str, rewritten: &Rewritten<'_>, events: &[Spanned<'_>]) -> Vec<(usize, Problem)> {
    let text = &rewritten.text;
    let used = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => match link_type {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => Some(label(id)),
            _ => None,
        },
        _ => None,
    });
    let mut walk = LossWalk {
        source,
        rewritten,
        text,
        used: used.collect(),
        done: 0,
        at_line_start: true,
        block: None,
        found: Vec::new(),
    };
    let mut next = 0;
    while let Some((event, span)) = events.get(next) {
        next += 1;
        walk.event(event, span);
        if let Event::Start(Tag::CodeBlock(_)) = event {
            // Marks in code are literal.
            next += super::markdown::length(&events[next..]);
        }
    }
    walk.gap(text.len(), TextFault::OtherWords);
    walk.found
}

struct LossWalk<'s> {
    /// The text as its author wrote it, for quotations.
    source: &'s str,
    rewritten: &'s Rewritten<'s>,
    /// The text as it was parsed.
    text: &'s str,
    /// The labels of definitions that links use.
    used: HashSet<String>,
    /// The offset up to which every byte is accounted for.
    done: usize,
    /// Whether the next text at_line_start a block or a line of it.
    at_line_start: bool,
    /// The fault already reported for the current block.
    block: Option<TextFault>,
    found: Vec<(usize, Problem)>,
}

impl LossWalk<'_> {
    fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let whole = matches!(event, Event::Start(_));
        if whole || !matches!(event, Event::End(_)) {
            self.gap(span.start, TextFault::OtherWords);
        }
        match event {
            Event::Text(_) => {
                self.marks(span);
                self.covered(span.end);
                self.at_line_start = false;
                return;
            }
            Event::SoftBreak | Event::HardBreak => {
                self.covered(span.end);
                self.at_line_start = true;
                return;
            }
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                self.covered(span.end);
            }
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
            )
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::End(TagEnd::Link | TagEnd::Image) => self.covered(span.end),
            Event::Start(Tag::Item) => {
                let marker = lines::blanks_after(self.text, span.start).end;
                let digits = self.text[marker..].bytes().take_while(u8::is_ascii_digit).count();
                self.covered(marker + digits);
                self.block = None;
                self.at_line_start = true;
                return;
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                let label = self.text[span.clone()].find("]:").map_or(span.start, |end| span.start + end);
                self.covered(label);
                self.block = None;
                return;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let first = lines::end(self.text, span.start);
                if info.split_whitespace().nth(1).is_some() {
                    self.gap(first, TextFault::OtherWords);
                }
                self.covered(span.end);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.covered(span.end),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                self.gap(span.end, TextFault::ExtraCells);
                self.covered(span.end);
            }
            Event::End(TagEnd::Paragraph) => self.tabs(span),
            _ => {}
        }
        self.at_line_start = matches!(event, Event::Start(Tag::Paragraph | Tag::BlockQuote(_)));
        if self.at_line_start {
            self.block = None;
        }
    }

    fn covered(&mut self, end: usize) {
        self.done = self.done.max(end);
    }

    /// Reports words up to `to`, which no event covers: they are lost.
    fn gap(&mut self, to: usize, fault: TextFault) {
        let range = self.done..to.max(self.done);
        self.done = range.end;
        if !self.text[range.clone()].contains(char::is_alphanumeric) {
            return;
        }
        let mut start = range.start;
        for line in self.text[range].split_inclusive('\n') {
            let at = start + line.len() - line.trim_start().len();
            start += line.len();
            let words = line.trim();
            if !words.contains(char::is_alphanumeric) {
                continue;
            }
            let definition =
                words.find("]:").filter(|_| words.trim_start_matches(['>', ' ']).starts_with('['));
            let fault = match definition {
                // Only the first definition of a label is used; a further one is lost.
                Some(end)
                    if self.used.remove(&label(words[..end].rsplit('[').next().unwrap_or_default())) =>
                {
                    continue;
                }
                Some(_) => TextFault::Definition,
                None => fault,
            };
            let written = self.quote(words.trim_matches(['|', ' ']));
            self.found.push((at, Problem::WordsLost { fault, written }));
        }
    }

    /// Reports a mark that is shown as text, once per block.
    fn shown(&mut self, at: usize, fault: TextFault, written: &str) {
        if self.block != Some(fault) || fault == TextFault::MissingNote {
            self.block = Some(fault);
            let written = self.quote(written);
            self.found.push((at, Problem::Misread { fault, written }));
        }
    }

    /// Returns words of the text as they are in its source.
    fn quote(&self, words: &str) -> String {
        let start = words.as_ptr().addr() - self.text.as_ptr().addr();
        let origin = |at| self.rewritten.origin(at);
        self.source.get(origin(start)..origin(start + words.len())).unwrap_or(words).to_string()
    }

    /// Finds Markdown marks in what the parser takes as text.
    fn marks(&mut self, span: &Range<usize>) {
        let (text, words) = (self.text, &self.text[span.clone()]);
        let escaped = text[..span.start].ends_with('\\');
        if self.at_line_start && !escaped {
            self.line(span.start);
        }
        if !words.contains(['*', ']', '[', '<']) {
            return;
        }
        // The parser gives unused marks one by one, so `**` is searched in the text.
        let signs = |sign: char| words.match_indices(sign).map(|(at, _)| span.start + at);
        for at in signs('*').filter(|at| text[*at..].starts_with("**")) {
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let (before, after) = (text[..at].chars().next_back(), text[at + 2..].chars().next());
            let sign = before == Some('*') || after == Some('*') || (blank(before) && blank(after));
            if !sign && before != Some('\\') && !(at == span.start && escaped) {
                self.shown(at, TextFault::Emphasis, lines::around(text, at));
            }
        }
        for at in signs('<') {
            if text[at..].starts_with("<!--") && !text[..at].ends_with('\\') {
                self.found.push((at, Problem::CommentUnclosed));
            }
        }
        for (at, _) in words.match_indices([']', '[']).map(|(at, mark)| (span.start + at, mark)) {
            let (rest, before) = (&text[at..], &text[..at]);
            if before.ends_with('\\') {
            } else if rest.starts_with("](") {
                let from = marks::opening(text, at).unwrap_or(at);
                let to = marks::parenthesis(text, at + 1).map_or(at + 2, |inside| inside.end + 1);
                self.shown(at, TextFault::Address, &text[from..to]);
            } else if before.ends_with('!') && rest.starts_with('[') {
                self.shown(at, TextFault::Address, lines::around(text, at));
            } else if let Some(label) = rest.strip_prefix("[^") {
                let end =
                    label.char_indices().take(80).find(|(_, c)| c.is_whitespace() || "[]^".contains(*c));
                if let Some((end, ']')) = end.filter(|(end, _)| *end > 0) {
                    self.shown(at, TextFault::MissingNote, &rest[..end + 3]);
                }
            }
        }
    }

    /// Checks the text at the beginning of a line.
    fn line(&mut self, at: usize) {
        let line = &self.text[at..lines::end(self.text, at)];
        if let Some(rest) = line.strip_prefix('#') {
            let tags = line.split_whitespace().filter(|word| word.starts_with('#')).count();
            if rest.starts_with(char::is_alphanumeric) && tags < 2 && heading_marker(line).is_none() {
                self.shown(at, TextFault::Heading, line);
            }
        } else if line.starts_with('|') && line.matches('|').count() > 1 {
            self.shown(at, TextFault::Table, line);
        }
    }

    /// Reports lines copied from a table: each has the same number of tabs.
    fn tabs(&mut self, paragraph: &Range<usize>) {
        let words = self.text[paragraph.clone()].trim();
        if !words.contains('\t') {
            return;
        }
        let mut counts = words.lines().map(|line| line.trim().matches('\t').count());
        let first = counts.next().unwrap_or(0);
        if first > 0 && words.contains('\n') && counts.all(|count| count == first) {
            self.shown(paragraph.start, TextFault::Table, words.lines().next().unwrap_or_default());
        }
    }
}

/// Folds a label: case and whitespace do not matter.
fn label(written: &str) -> String {
    written.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
