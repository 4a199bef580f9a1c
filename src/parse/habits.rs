//! Repairs Markdown written with the habits of a word processor.
//!
//! Takes a text and its events, gives the edits after which the parser understands it: markers without a
//! space, a word processor's bullets, tables without a delimiter row, paragraphs indented like code, emphasis
//! that ends before a letter. Valid Markdown stays as it is; [`lost`](super::lost) reports what remains
//! unclear. Never changes code or raw HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::lines;
use super::marks;
use super::nesting::Nesting;
use super::rewrite::TextEdit;
use super::rows;
use crate::text::holds;

/// An event and its range of bytes.
pub(super) type Spanned<'t> = (Event<'t>, Range<usize>);

/// Bullets that word processors insert.
const BULLETS: &[char] = &[
    '•', '●', '▪', '■', '◦', '○', '‣', '·', '∙', '►', '➢', '❖', '◆', '\u{f0b7}', '\u{f0a7}', '\u{f076}',
    '\u{f0d8}', '\u{f0fc}',
];
/// Letters that replace bullets when the symbol font is lost. A tab follows them.
const LETTERS: &[char] = &['o', '§', 'v', 'Ø', 'ü', 'q'];

/// Whether a character is a space that Markdown does not accept as one.
pub(super) fn is_foreign_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether a text contains such a space.
pub(super) fn has_foreign_space(text: &str) -> bool {
    holds(text, [0xc2, 0xe2, 0xe3], is_foreign_space)
}

/// Replaces foreign spaces around lines and after markers; a line of nothing else becomes empty.
pub(super) fn spaces(text: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    if !has_foreign_space(text) {
        return edits;
    }
    for start in lines::starts(text, 0..text.len()) {
        let end = lines::end(text, start);
        let line = &text[start..end];
        let tail = line.trim_end_matches(|c: char| c == ' ' || c == '\t' || is_foreign_space(c));
        if text[start + tail.len()..end].contains(is_foreign_space) {
            edits.push(TextEdit::delete(start + tail.len()..end));
        }
        // Spaces and markers, up to the first letter of the line.
        let marker = |c: char| c.is_ascii_digit() || ".)#>-+*|:".contains(c) || BULLETS.contains(&c);
        for (at, c) in tail.char_indices() {
            match c {
                c if is_foreign_space(c) => {
                    edits.push(TextEdit::replace(start + at..start + at + c.len_utf8(), " "));
                }
                ' ' | '\t' => {}
                c if marker(c) => {}
                _ => break,
            }
        }
    }
    edits
}

/// Returns the edits that the events require; none if the text is valid as it is.
pub(super) fn edits(text: &str, events: &[Spanned<'_>]) -> Vec<TextEdit> {
    let mut walk = HabitWalk {
        text,
        edits: Vec::new(),
        at_line_start: true,
        block: Vec::new(),
        nesting: Nesting::default(),
    };
    let mut next = 0;
    while let Some((event, span)) = events.get(next) {
        next += 1;
        if let Event::Start(Tag::CodeBlock(kind)) = event {
            walk.flush();
            let end = next + super::markdown::length(&events[next..]);
            if matches!(kind, CodeBlockKind::Indented) {
                walk.nesting.unindent(text, &events[next..end], &mut walk.edits);
            }
            walk.nesting.event(text, event, span, &mut walk.edits);
            next = end;
            continue;
        }
        walk.event(event, span);
        if walk.nesting.event(text, event, span, &mut walk.edits) {
            // The whole item moves; the next round reads its content at its new place.
            next += super::markdown::length(&events[next..]);
        }
    }
    walk.flush();
    walk.edits
}

struct HabitWalk<'s> {
    text: &'s str,
    edits: Vec<TextEdit>,
    /// Whether the next text is at the beginning of a line.
    at_line_start: bool,
    /// The ranges of text in the current paragraph, item, heading or cell.
    block: Vec<Range<usize>>,
    nesting: Nesting,
}

impl HabitWalk<'_> {
    fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Text(_) => {
                if self.at_line_start {
                    self.line(span.start);
                }
                self.block.push(span.clone());
                self.at_line_start = false;
            }
            Event::SoftBreak | Event::HardBreak => self.at_line_start = true,
            Event::Start(Tag::Strikethrough) => {
                marks::single_tilde(self.text, span, &mut self.edits);
                self.at_line_start = false;
            }
            Event::Start(Tag::Emphasis) => {
                marks::times(self.text, span, &mut self.edits);
                self.at_line_start = false;
            }
            Event::Start(Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            ) => {
                self.at_line_start = false;
            }
            Event::End(TagEnd::Paragraph) => {
                rows::table(self.text, span, &mut self.edits);
                self.flush();
            }
            Event::End(TagEnd::Heading(_)) => {
                rows::underline(self.text, span, &mut self.edits);
                self.flush();
            }
            Event::Start(Tag::TableRow) => {
                rows::text_below_table(self.text, span, &mut self.edits);
                self.flush();
                self.at_line_start = false;
            }
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => {
                self.flush();
                self.at_line_start = false;
            }
            _ => self.flush(),
        }
    }

    /// Ends a block: checks the marks that span several of its texts.
    fn flush(&mut self) {
        self.at_line_start = true;
        if !self.block.is_empty() {
            marks::emphasis(self.text, &self.block, &mut self.edits);
            marks::addresses(self.text, &self.block, &mut self.edits);
            self.block.clear();
        }
    }

    /// Checks text at the beginning of a line for a marker that lacks its space.
    fn line(&mut self, at: usize) {
        if self.text[..at].ends_with('\\') {
            return;
        }
        let rest = &self.text[at..lines::end(self.text, at)];
        let Some(first) = rest.chars().next() else { return };
        let after = at + first.len_utf8();
        let tail = &self.text[after..at + rest.len()];
        let letter = |text: &str| text.starts_with(char::is_alphabetic);
        if first == '#' {
            if let Some(hashes) = heading_marker(rest) {
                self.edits.push(TextEdit::insert(at + hashes, " "));
            }
        } else if BULLETS.contains(&first) || (LETTERS.contains(&first) && tail.starts_with('\t')) {
            let blanks = tail.len() - tail.trim_start().len();
            self.edits.push(TextEdit::replace(at..after + blanks, "- "));
        } else if (first == '-' && (letter(tail) || tail.starts_with(['“', '"']) || tail.starts_with("**")))
            || (first == '+' && letter(tail))
        {
            self.edits.push(TextEdit::insert(after, " "));
        } else if matches!(first, '-' | '+' | '*') && tail.starts_with(' ') {
            // Such a marker is text only if its line is indented too far.
            self.nesting.pull_back(self.text, at, &mut self.edits);
        } else if let Some(marker) = number_marker(rest)
            && letter(&rest[marker..])
        {
            self.edits.push(TextEdit::insert(at + marker, " "));
        }
    }
}

/// Returns the number of `#` that begin a heading without a space.
pub(super) fn heading_marker(line: &str) -> Option<usize> {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let rest = &line[hashes..];
    match hashes {
        1 => {
            let words = line.split_whitespace();
            let heading = rest.starts_with(char::is_uppercase) || rest.starts_with("**");
            // `#Tag #Tag` is not a heading, and `#Tag` alone may be either.
            (heading && words.clone().count() > 1 && words.skip(1).all(|word| !word.starts_with('#')))
                .then_some(1)
        }
        2..=6 => (!rest.is_empty() && !rest.starts_with([' ', '\t'])).then_some(hashes),
        _ => None,
    }
}

/// Returns the length of a numbered item's marker: `1.` or `12)`.
fn number_marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits) && line[digits..].starts_with(['.', ')'])).then_some(digits + 1)
}

/// Whether a line at_line_start with an item marker that Markdown does not know: `a)`, `2.`, `IV.`, `–`, `1/`.
pub(super) fn begins_point(line: &str) -> bool {
    let Some((word, rest)) = line.split_once([' ', '\t', '\u{a0}']) else { return false };
    let mark = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = word.len() - mark.len();
    let numbered = (1..=2).contains(&digits) && matches!(mark, "." | ")" | "/");
    let lettered = word.strip_suffix([')', '/']).is_some_and(|letter| {
        letter.chars().count() == 1 && letter.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
    });
    let roman = word.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.chars().all(|c| "IVX".contains(c)));
    !rest.trim().is_empty() && (numbered || lettered || roman || matches!(word, "–" | "—"))
}

#[cfg(test)]
#[path = "habits_tests.rs"]
mod tests;
