//! Markdown as people write it who come from a word processor, made what they mean.
//!
//! Takes a text and its events, gives the edits after which the parser understands it: markers without
//! a space, bullets of word processors, tables without their second line, paragraphs indented like code, emphasis that
//! ends before a letter. What is understood already is left alone; what stays unclear is reported by
//! [`lost`](super::lost). Never looks into code or raw HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::lines;
use super::marks;
use super::nesting::Nesting;
use super::rewrite::TextEdit;
use super::rows;
use crate::text::holds;

/// An event and the bytes that it stands for.
pub(super) type Spanned<'t> = (Event<'t>, Range<usize>);

/// Bullets that word processors make.
const BULLETS: &[char] = &[
    '•', '●', '▪', '■', '◦', '○', '‣', '·', '∙', '►', '➢', '❖', '◆', '\u{f0b7}', '\u{f0a7}', '\u{f076}',
    '\u{f0d8}', '\u{f0fc}',
];
/// The letters that stand for bullets where the bullets' own font is lost; a tab follows them.
const LETTERS: &[char] = &['o', '§', 'v', 'Ø', 'ü', 'q'];

/// Spaces that are not the one that Markdown knows.
pub(super) fn is_foreign_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether a text holds such a space.
pub(super) fn has_foreign_space(text: &str) -> bool {
    holds(text, [0xc2, 0xe2, 0xe3], is_foreign_space)
}

/// Foreign spaces around lines and after markers, made spaces: a line of nothing else is empty.
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
        // Blanks and markers, up to the first letter of the line.
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

/// The edits that the events call for; none if the text is understood as it is.
pub(super) fn edits(text: &str, events: &[Spanned<'_>]) -> Vec<TextEdit> {
    let mut walk =
        HabitWalk { text, edits: Vec::new(), begins: true, block: Vec::new(), nesting: Nesting::default() };
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
            // The whole item moves; what stands in it is looked at where it then stands.
            next += super::markdown::length(&events[next..]);
        }
    }
    walk.flush();
    walk.edits
}

struct HabitWalk<'s> {
    text: &'s str,
    edits: Vec<TextEdit>,
    /// Whether the next text begins a line.
    begins: bool,
    /// The stretches of text of the paragraph, item, heading or cell being read.
    block: Vec<Range<usize>>,
    nesting: Nesting,
}

impl HabitWalk<'_> {
    fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Text(_) => {
                if self.begins {
                    self.line(span.start);
                }
                self.block.push(span.clone());
                self.begins = false;
            }
            Event::SoftBreak | Event::HardBreak => self.begins = true,
            Event::Start(Tag::Strikethrough) => {
                marks::single_tilde(self.text, span, &mut self.edits);
                self.begins = false;
            }
            Event::Start(Tag::Emphasis) => {
                marks::times(self.text, span, &mut self.edits);
                self.begins = false;
            }
            Event::Start(Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            ) => {
                self.begins = false;
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
                self.begins = false;
            }
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => {
                self.flush();
                self.begins = false;
            }
            _ => self.flush(),
        }
    }

    /// A block ends: what spans several of its texts is looked at.
    fn flush(&mut self) {
        self.begins = true;
        if !self.block.is_empty() {
            marks::emphasis(self.text, &self.block, &mut self.edits);
            marks::addresses(self.text, &self.block, &mut self.edits);
            self.block.clear();
        }
    }

    /// Text at the beginning of a line: is it a marker that only lacks its space?
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
            // Only a line that is indented too far has a marker that is text.
            self.nesting.pull_back(self.text, at, &mut self.edits);
        } else if let Some(marker) = number_marker(rest)
            && letter(&rest[marker..])
        {
            self.edits.push(TextEdit::insert(at + marker, " "));
        }
    }
}

/// How many `#` begin a heading that only lacks its space.
pub(super) fn heading_marker(line: &str) -> Option<usize> {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let rest = &line[hashes..];
    match hashes {
        1 => {
            let words = line.split_whitespace();
            let heading = rest.starts_with(char::is_uppercase) || rest.starts_with("**");
            // `#Tag #Tag` is no heading, and `#Tag` alone may be either.
            (heading && words.clone().count() > 1 && words.skip(1).all(|word| !word.starts_with('#')))
                .then_some(1)
        }
        2..=6 => (!rest.is_empty() && !rest.starts_with([' ', '\t'])).then_some(hashes),
        _ => None,
    }
}

/// How long the marker of a numbered item is: `1.` or `12)`.
fn number_marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits) && line[digits..].starts_with(['.', ')'])).then_some(digits + 1)
}

/// Whether a line begins as a point does that Markdown has no list for: `a)`, `2.`, `IV.`, `–`, `1/`.
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
