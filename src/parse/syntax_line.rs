//! Lines of broken TOML.
//!
//! Takes a text and a byte in it, gives the line or the statement around it and the kind of mistake in a
//! bare value. Guesses, because the text is broken; never reports anything itself.

use std::ops::Range;

use crate::date::PartialDate;
use crate::diagnostic::{TomlFault, character_start};
use crate::text::Figure;

/// The kind of a bare value.
pub(super) enum BareValue {
    /// A syntax error.
    Fault(TomlFault),
    /// A date that does not exist in the calendar.
    ImpossibleDate {
        /// The key before it.
        key: String,
    },
}

/// A bracket or a quote that is not closed, with its byte.
pub(super) enum Open {
    /// `[` or `{`.
    Bracket(usize),
    /// `"` or `'`.
    Quote(usize),
}

/// Quotes that word processors insert.
const CURLY: &[char] = &['“', '”', '„', '‟', '‘', '’', '«', '»', '＂'];

/// Returns the offset of the first curly quote.
pub(super) fn curly(text: &str) -> Option<usize> {
    text.find(CURLY)
}

/// Returns the line around a byte, without its line break.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let at = character_start(text, at);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    start..end
}

/// Returns the first byte of a line that is not a space.
pub(super) fn first_letter(text: &str, line: &Range<usize>) -> usize {
    line.start + text[line.clone()].len() - text[line.clone()].trim_start().len()
}

fn is_header(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('[') else { return false };
    let name = rest.strip_prefix('[').unwrap_or(rest).trim_end().trim_end_matches(']').trim();
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line begins a new `key = …` or `[table]`.
pub(super) fn is_statement(line: &str) -> bool {
    let key = |c: char| c.is_alphanumeric() || " \t_-.".contains(c);
    is_header(line)
        || line.split_once('=').is_some_and(|(left, _)| !left.trim().is_empty() && left.chars().all(key))
}

/// Returns the lines from `from` on, each with its start.
fn lines_from(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Returns the start of the next `[table]` after the line that ends at `end`, or the end of the text.
pub(super) fn next_header(text: &str, end: usize) -> usize {
    let from = (end + 1).min(text.len());
    lines_from(text, from).find(|(_, line)| is_header(line)).map_or(text.len(), |(start, _)| start)
}

/// Returns the lines from that of `at` up to the next statement.
pub(super) fn statement(text: &str, at: usize) -> Range<usize> {
    let line = around(text, at);
    let below = (line.end + 1).min(text.len());
    let end =
        lines_from(text, below).find(|(_, line)| is_statement(line)).map_or(text.len(), |(start, _)| start);
    line.start..end
}

/// Returns the statement whose brackets contain `at`: that of its own line if the byte is after its `=`,
/// else the nearest above.
pub(super) fn opening_statement(text: &str, at: usize) -> Range<usize> {
    let mut line = around(text, at);
    loop {
        let equals = text[line.clone()].find('=').map(|equals| line.start + equals);
        if is_statement(&text[line.clone()]) && equals.is_some_and(|equals| equals < at) {
            return statement(text, line.start);
        }
        if line.start == 0 {
            return statement(text, line.start);
        }
        line = around(text, line.start - 1);
    }
}

/// Returns what a range of text leaves open: the innermost bracket, or a quote at the end of a line.
pub(super) fn unclosed(text: &str, range: &Range<usize>) -> Option<Open> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        match bytes[at] {
            quote @ (b'"' | b'\'') => match quote_end(bytes, at, range.end, quote) {
                Some(end) => at = end,
                None => return Some(Open::Quote(at)),
            },
            b'#' => at = bytes[at..range.end].iter().position(|b| *b == b'\n').map_or(range.end, |n| at + n),
            bracket @ (b'[' | b'{') => open.push((bracket, at)),
            bracket @ (b']' | b'}') => match open.last() {
                Some((opening, _)) if (*opening == b'[') == (bracket == b']') => {
                    open.pop();
                }
                Some((_, opening)) => return Some(Open::Bracket(*opening)),
                None => return None,
            },
            _ => {}
        }
        at += 1;
    }
    open.last().map(|(_, opening)| Open::Bracket(*opening))
}

/// Returns the byte of the quote that closes the one at `start` on the same line.
fn quote_end(bytes: &[u8], start: usize, end: usize, quote: u8) -> Option<usize> {
    let mut at = start + 1;
    while at < end && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Classifies a quote that is not closed: a curly quote may have been meant to close it.
pub(super) fn quote_fault(text: &str, quote: usize) -> TomlFault {
    let line = around(text, quote);
    if curly(&text[quote..line.end]).is_some() { TomlFault::SmartQuotes } else { TomlFault::UnclosedQuote }
}

/// Classifies text after a complete value; returns the position to report and the fault.
pub(super) fn after_value(text: &str, at: usize) -> (usize, TomlFault) {
    let line = around(text, at);
    let rest = text[at..line.end].trim_start();
    let value = value_start(text, line.start..at);
    let left = &text[value..at];
    let quoted = left.starts_with(['"', '\'']);
    let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(',') {
        Some(more) if digits(left) && digits(more) => (value, TomlFault::BadNumber),
        Some(_) => (value, TomlFault::MissingBrackets),
        None if quoted && rest.contains(CURLY) => (at, TomlFault::SmartQuotes),
        None if quoted && rest.contains(['"', '\'']) => (at, TomlFault::InnerQuotes),
        None if quoted || left.starts_with(['[', '{']) => (at, TomlFault::Trailing),
        None => (value, TomlFault::UnquotedText),
    }
}

/// Returns the start of the value that ends at the end of `line`, a range within a line.
fn value_start(text: &str, line: Range<usize>) -> usize {
    let after = text[line.clone()].find('=').map_or(line.start, |equals| line.start + equals + 1);
    first_letter(text, &(after..line.end))
}

/// Returns the bare value around a byte and its classification.
pub(super) fn bare_value(text: &str, at: usize) -> (Range<usize>, BareValue) {
    let line = around(text, at);
    let borders: &[char] = &['=', ',', '[', ']', '{', '}', '#'];
    let start = text[line.start..at].rfind(borders).map_or(line.start, |border| line.start + border + 1);
    let start = first_letter(text, &(start..line.end));
    let end = text[start..line.end].find(borders).map_or(line.end, |border| start + border);
    let end = start + text[start..end].trim_end().len();
    let value = &text[start..end];
    let plain = value.to_lowercase();
    let fault = match () {
        () if value.is_empty() => return (at..at, BareValue::Fault(TomlFault::MissingValue)),
        () if value.contains(CURLY) => TomlFault::SmartQuotes,
        () if ["true", "false", "có", "không", "yes", "no"].contains(&plain.as_str()) => TomlFault::BadFlag,
        () if looks_like_date(value) => {
            if PartialDate::parse(value).is_none() {
                let key = text[line.start..start].trim_end_matches(['=', ' ', '\t', '[', '{']);
                let key = key.rsplit([',', '{', '[']).next().unwrap_or(key).trim().to_string();
                return (start..end, BareValue::ImpossibleDate { key });
            }
            TomlFault::BareDate
        }
        () if value.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
            && !value.contains(char::is_alphabetic) =>
        {
            TomlFault::BadNumber
        }
        () => TomlFault::UnquotedText,
    };
    (start..end, BareValue::Fault(fault))
}

/// Parses the number at the start of a text; returns it as written, as TOML would write it, and whether it is a
/// percentage.
pub(super) fn meant_number(text: &str) -> Option<(String, String, bool)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !".,%+- ".contains(c)).unwrap_or(text.len());
    let written = text[..end].trim_end_matches([',', ' ']);
    let figure = Figure::parse(written)?;
    let percent = figure.unit.as_deref() == Some("%");
    let number = figure.value().filter(|_| percent || figure.unit.is_none())?;
    Some((written.to_string(), number.to_string(), percent))
}

/// Whether a value is two or three numbers with `-`, `/` or `.` between them, one of them a year; maybe with a time.
fn looks_like_date(value: &str) -> bool {
    let day = value.split(['T', ' ']).next().unwrap_or(value);
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.iter().filter(|part| part.len() == 4).count() == 1
        && parts.iter().all(|part| part.len() <= 2 || part.len() == 4)
        && (day.len() == value.len() || value[day.len()..].contains(':'))
}
