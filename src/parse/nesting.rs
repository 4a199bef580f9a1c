//! Lists and indentation as people mean them: text indented below an item belongs to it, and text indented
//! elsewhere is a paragraph, as in a letter.
//!
//! Takes events one by one, gives edits of the blanks before lines. Never changes a word.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::habits::Spanned;
use super::lines;
use super::rewrite::TextEdit;

/// Minimum number of columns by which a nested item is indented.
const NESTED: usize = 2;

/// The columns of the marker and the text of a list's last item.
#[derive(Debug, Default, Clone, Copy)]
struct List {
    last: Option<(usize, usize)>,
}

/// The open lists.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    lists: Vec<List>,
    /// The columns at which the text of each open container begins.
    contents: Vec<usize>,
    /// The list that just ended.
    ended: Option<List>,
    /// The column of the first marker in this paragraph that was taken as text.
    pulled: Option<usize>,
}

impl Nesting {
    fn content(&self) -> usize {
        self.contents.last().copied().unwrap_or(0)
    }

    /// Takes the next event; returns whether it begins an item that moves as a whole.
    pub(super) fn event(
        &mut self,
        text: &str,
        event: &Event<'_>,
        span: &Range<usize>,
        edits: &mut Vec<TextEdit>,
    ) -> bool {
        let ended = self.ended.take();
        match event {
            Event::Start(Tag::List(_)) => self.lists.push(ended.unwrap_or_default()),
            Event::End(TagEnd::List(_)) => self.ended = self.lists.pop(),
            Event::Start(Tag::Item) => return self.item(text, span, edits),
            Event::Start(Tag::FootnoteDefinition(_)) => self.contents.push(self.content() + 4),
            Event::End(TagEnd::Item | TagEnd::FootnoteDefinition) => {
                self.contents.pop();
            }
            Event::Start(Tag::Paragraph) => self.pulled = None,
            _ => {}
        }
        false
    }

    fn item(&mut self, text: &str, span: &Range<usize>, edits: &mut Vec<TextEdit>) -> bool {
        self.pulled = None;
        let marker = lines::blanks_after(text, span.start).end;
        let before = text[..marker].trim_end_matches([' ', '\t']);
        let own_line = before.is_empty() || before.ends_with('\n');
        // After another marker on the same line, the item begins at that marker's content.
        let column = if own_line { lines::column(text, marker) } else { self.content() };
        let list = self.lists.last_mut();
        if let Some((before, content)) = list.as_ref().and_then(|list| list.last)
            && own_line
            && column >= before + NESTED
            && content > column
        {
            for start in lines::starts(text, marker..span.end) {
                if !text[start..lines::end(text, start)].trim().is_empty() {
                    edits.push(TextEdit::insert(start, " ".repeat(content - column)));
                }
            }
            self.contents.push(content);
            return true;
        }
        let content = item_content(text, marker, column);
        if let Some(list) = list {
            list.last = Some((column, content));
        }
        self.contents.push(content);
        false
    }

    /// Removes the indentation of a block taken as code; `code` are the events inside it. The relative indentation
    /// of its lines is kept.
    pub(super) fn unindent(&self, text: &str, code: &[Spanned<'_>], edits: &mut Vec<TextEdit>) {
        let mut rows: Vec<(Range<usize>, usize, usize)> = Vec::new();
        for (event, span) in code {
            let words = &text[span.clone()];
            if !matches!(event, Event::Text(_)) || words.trim().is_empty() {
                continue;
            }
            let first = span.start + words.len() - words.trim_start_matches([' ', '\t']).len();
            let blanks = lines::blanks_before(text, first);
            let from = lines::column(text, blanks.start);
            let base = self.content().max(from);
            rows.push((blanks, base - from, lines::column(text, first).saturating_sub(base)));
        }
        let least = rows.iter().map(|(_, _, indent)| *indent).min().unwrap_or(0);
        for (blanks, base, indent) in rows {
            edits.push(TextEdit::replace(blanks, " ".repeat(base + indent - least)));
        }
    }

    /// Moves back a line of a paragraph whose marker is text because it is indented too far.
    pub(super) fn pull_back(&mut self, text: &str, at: usize, edits: &mut Vec<TextEdit>) {
        let blanks = lines::blanks_before(text, at);
        let (column, content) = (lines::column(text, at), self.content());
        if blanks.start != lines::start(text, at) || column < content + 4 {
            return;
        }
        // Deeper markers wait for the next round, when these are items.
        if *self.pulled.get_or_insert(column) == column {
            edits.push(TextEdit::replace(blanks, " ".repeat(content)));
        }
    }
}

/// Returns the column at which the text of an item begins (CommonMark 0.31, 5.2).
fn item_content(text: &str, marker: usize, column: usize) -> usize {
    let rest = &text[marker..];
    let length = rest.bytes().take_while(u8::is_ascii_digit).count() + 1;
    let mut width = length;
    for byte in rest.bytes().skip(length) {
        match byte {
            b' ' => width += 1,
            b'\t' => width = (column + width) / 4 * 4 + 4 - column,
            b'\n' | b'\r' => return column + length + 1,
            _ if width > length + 4 => return column + length + 1,
            _ => return column + width,
        }
    }
    column + length + 1
}
