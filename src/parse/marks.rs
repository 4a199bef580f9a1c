//! Emphasis and link addresses within a paragraph that Markdown would not recognise.
//!
//! Takes the ranges of a paragraph that the parser left as text, gives the edits that repair them. Never
//! reads anything else.

use std::ops::Range;

use super::lines;
use super::rewrite::TextEdit;
use crate::diagnostic::character_start;

/// A comment that is dropped silently. The parser treats it as punctuation, so emphasis may end between it and a
/// letter, or begin (CommonMark 0.31, 6.2).
pub(super) const BORDER: &str = "<!---->";

/// Maximum distance in bytes between an opening and a closing bracket.
const NEAR: usize = 1024;

/// The marks of emphasis, longer ones first.
const MARKS: &[&str] = &["**", "__", "~~", "*", "_"];

/// Escapes single tildes: `5~7 và 8~10` is text.
pub(super) fn single_tilde(text: &str, span: &Range<usize>, edits: &mut Vec<TextEdit>) {
    if text[span.clone()].starts_with('~') && !text[span.clone()].starts_with("~~") {
        edits.push(TextEdit::insert(span.start, "\\"));
        edits.push(TextEdit::insert(span.end - 1, "\\"));
    }
}

/// Escapes a `*` between two digits: `5*7 và 8*10` is text.
pub(super) fn times(text: &str, span: &Range<usize>, edits: &mut Vec<TextEdit>) {
    let digit_before = text[..span.start].ends_with(|c: char| c.is_ascii_digit());
    let inside = &text[span.clone()];
    if digit_before && inside.starts_with('*') && inside[1..].starts_with(|c: char| c.is_ascii_digit()) {
        edits.push(TextEdit::insert(span.start, "\\"));
        edits.push(TextEdit::insert(span.end - 1, "\\"));
    }
}

/// Returns the offsets of unescaped runs of exactly this mark.
fn runs<'s>(text: &'s str, block: &'s [Range<usize>], mark: &'s str) -> impl Iterator<Item = usize> + 's {
    let sign = mark.as_bytes()[0];
    block
        .iter()
        .flat_map(move |span| {
            let bytes = &text.as_bytes()[span.clone()];
            memchr::memchr_iter(sign, bytes).map(move |at| span.start + at)
        })
        .filter(move |at| {
            let before = &text[..*at];
            let begins = !before.ends_with(sign as char) && !before.ends_with('\\');
            begins && text[*at..].len() - text[*at..].trim_start_matches(sign as char).len() == mark.len()
        })
}

/// Repairs marks that form pairs and were left as text.
pub(super) fn emphasis(text: &str, block: &[Range<usize>], edits: &mut Vec<TextEdit>) {
    for mark in MARKS {
        let mut found = runs(text, block, mark);
        let Some(mut open) = found.next() else { continue };
        while let Some(close) = found.next() {
            if pair(text, mark, open, close, edits) {
                let Some(next) = found.next() else { break };
                open = next;
            } else {
                open = close;
            }
        }
    }
}

/// Whether two marks form a pair; adds the edits that make them one.
fn pair(text: &str, mark: &str, open: usize, close: usize, edits: &mut Vec<TextEdit>) -> bool {
    let inner = open + mark.len()..close;
    let words = &text[inner.clone()];
    let (before, after) = (text[..open].chars().next_back(), text[close + mark.len()..].chars().next());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (left, right) = (words.starts_with([' ', '\t']), words.ends_with([' ', '\t']));
    let breaks = words.matches('\n').count() > 1;
    if words.trim().is_empty() || breaks || text[..open].ends_with(BORDER) {
        return false;
    }
    // A mark with blanks on both sides is an operator: `5 ** 3`.
    let stands_alone = left && before.is_none_or(|c| c == ' ' || c == '\t');
    let line = text[..open].trim_end_matches([' ', '\t', '>', '-', '+', '|']);
    let begins_line = line.is_empty() || line.ends_with('\n');
    if (mark != "**" && (left || right)) || (stands_alone && !begins_line) {
        return false;
    }
    if mark != "**" && (is_word(before) || !is_word(after)) {
        return false;
    }
    let end = close + mark.len();
    if left {
        edits.push(TextEdit::delete(lines::blanks_after(text, inner.start)));
        if is_word(before) {
            edits.push(TextEdit::insert(open, " "));
        }
    } else if is_word(before) && !words.starts_with(char::is_alphanumeric) {
        edits.push(TextEdit::insert(open, BORDER));
    }
    if right {
        edits.push(TextEdit::delete(lines::blanks_before(text, close)));
        if is_word(after) {
            edits.push(TextEdit::insert(end, " "));
        }
    } else if is_word(after) && !words.ends_with(char::is_alphanumeric) && !text[end..].starts_with(BORDER) {
        edits.push(TextEdit::insert(end, BORDER));
    }
    true
}

/// Repairs links: an address with spaces, `![tả](tên có dấu cách.jpg)`, gets `< >`; in `[bài] (bai.md)` the space goes.
pub(super) fn addresses(text: &str, block: &[Range<usize>], edits: &mut Vec<TextEdit>) {
    for span in block {
        for bracket in memchr::memchr_iter(b']', text[span.clone()].as_bytes()).map(|at| span.start + at) {
            let blanks = lines::blanks_after(text, bracket + 1);
            let Some(inside) = parenthesis(text, blanks.end) else { continue };
            let picture = opening(text, bracket).is_some_and(|open| text[..open].ends_with('!'));
            let (address, title) = titled(text, &inside);
            let written = &text[address.clone()];
            if !looks_like_address(written, picture) || written.contains(['<', '>']) {
                continue;
            }
            if !blanks.is_empty() {
                edits.push(TextEdit::delete(blanks));
            }
            if written.contains([' ', '\t']) {
                edits.push(TextEdit::insert(address.start, "<"));
                edits.push(TextEdit::insert(address.end, ">"));
            }
            if let Some(title) = title {
                for quote in [title.start, lines::character_before(text, title.end)] {
                    let c = text[quote..].chars().next().map_or(0, char::len_utf8);
                    edits.push(TextEdit::replace(quote..quote + c, "\""));
                }
            }
        }
    }
}

/// Returns the bracket that the one at a byte closes, if it is near.
pub(super) fn opening(text: &str, close: usize) -> Option<usize> {
    let from = character_start(text, close.saturating_sub(NEAR));
    text[from..close].rfind(['[', '\n']).map(|at| from + at).filter(|at| text[*at..].starts_with('['))
}

/// Returns the range inside the parentheses that open at a byte and close near it, on the same line.
pub(super) fn parenthesis(text: &str, at: usize) -> Option<Range<usize>> {
    if !text[at..].starts_with('(') {
        return None;
    }
    let mut depth = 0;
    for (offset, byte) in text[at..].bytes().enumerate().take(NEAR) {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1..at + offset);
        }
    }
    None
}

/// Splits an address from the quoted title after it.
fn titled(text: &str, inside: &Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let trimmed = |range: Range<usize>| {
        let words = &text[range.clone()];
        let start = range.start + words.len() - words.trim_start().len();
        start..(start + words.trim().len())
    };
    let all = trimmed(inside.clone());
    let words = &text[all.clone()];
    let quoted = words.ends_with(['"', '”', '\'']).then(|| {
        let quote = |at: &usize| words[*at..].starts_with(['"', '“', '\'', '”']);
        words.match_indices([' ', '\t']).map(|(at, _)| at + 1).find(quote)
    });
    match quoted.flatten() {
        Some(at) if words[at..].chars().count() > 1 => {
            (trimmed(all.start..all.start + at), Some(all.start + at..all.end))
        }
        _ => (all, None),
    }
}

/// Whether words in parentheses after brackets are an address rather than a remark.
fn looks_like_address(written: &str, picture: bool) -> bool {
    const ENDINGS: &[&str] = &[".md", ".jpg", ".jpeg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".html"];
    let path = written.split(['#', '?']).next().unwrap_or(written).to_lowercase();
    !written.is_empty()
        && (picture
            || ENDINGS.iter().any(|ending| path.ends_with(ending))
            || ["http://", "https://", "../", "./", "/", "mailto:"]
                .iter()
                .any(|start| path.starts_with(start))
            || path.ends_with('/'))
}
