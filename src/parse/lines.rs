//! Lines and columns of a text.
//!
//! Takes a byte offset, gives the line around it and its column; a tab advances to the next multiple of four.

use std::ops::Range;

use crate::diagnostic::character_start;

/// Returns the start of the line that contains a byte.
pub(super) fn start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |before| before + 1)
}

/// Returns the end of the line that contains a byte, before its line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |after| at + after);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns the column of a byte, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    text[start(text, at)..at]
        .chars()
        .fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Returns the spaces and tabs before a byte.
pub(super) fn blanks_before(text: &str, at: usize) -> Range<usize> {
    text[..at].trim_end_matches([' ', '\t']).len()..at
}

/// Returns the spaces and tabs from a byte on.
pub(super) fn blanks_after(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    at..at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// Returns the start of each line of a range.
pub(super) fn starts(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let first = start(text, range.start);
    let breaks = memchr::memchr_iter(b'\n', &text.as_bytes()[first..range.end]);
    std::iter::once(first).chain(breaks.map(move |at| first + at + 1)).filter(move |at| *at < range.end)
}

/// Returns the start of the character before a byte.
pub(super) fn character_before(text: &str, at: usize) -> usize {
    text[..at].char_indices().next_back().map_or(0, |(start, _)| start)
}

/// Returns the line that contains a byte, trimmed.
pub(super) fn line(text: &str, at: usize) -> &str {
    text[start(text, at)..end(text, at)].trim()
}

/// Returns the excerpt around a byte that a message quotes: part of its line, in whole words if possible.
pub(super) fn around(text: &str, at: usize) -> &str {
    const BEFORE: usize = 24;
    const AFTER: usize = 96;
    let line = start(text, at)..end(text, at);
    let mut from = character_start(text, at.saturating_sub(BEFORE)).max(line.start);
    if from > line.start && !text[..from].ends_with(char::is_whitespace) {
        from += text[from..at].find(char::is_whitespace).unwrap_or(0);
    }
    let mut to = character_start(text, at + AFTER).min(line.end);
    if to < line.end && !text[to..].starts_with(char::is_whitespace) {
        to = text[at..to].rfind(char::is_whitespace).map_or(to, |blank| at + blank);
    }
    text[from..to].trim()
}
