//! Dates without quotes, as people write them in TOML: `started = 2019-03`.
//!
//! Takes the text of a TOML document, gives it with every such date replaced by a string of blanks of the same length,
//! and the positions of the dates. Never interprets a key: the reader of each date parses it.

use std::ops::Range;

use crate::date::PartialDate;

/// Returns the document with its bare dates replaced by strings, and their ranges; `None` if it has none.
pub(super) fn quoted(toml: &str) -> Option<(String, Vec<Range<usize>>)> {
    let dates: Vec<Range<usize>> =
        values(toml).into_iter().filter(|at| is_bare_date(&toml[at.clone()])).collect();
    if dates.is_empty() {
        return None;
    }
    let mut text = toml.to_string();
    for date in &dates {
        text.replace_range(date.clone(), &format!("\"{}\"", " ".repeat(date.len() - 2)));
    }
    Some((text, dates))
}

/// Whether a value is a date that TOML does not accept, and nothing else.
fn is_bare_date(value: &str) -> bool {
    let is_number =
        value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && value.matches('.').count() <= 1;
    let is_toml_date = value.len() == 10 && value.as_bytes()[4] == b'-';
    value.len() > 2
        && value.contains(|c: char| c.is_ascii_digit())
        && !is_number
        && !is_toml_date
        && PartialDate::parse_span(value).is_some()
}

/// Returns the ranges of bare values: after `=`, or between the commas of an array.
fn values(toml: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let mut start: Option<usize> = None;
    let bytes = toml.as_bytes();
    let mut at = 0;
    let mut close = |start: &mut Option<usize>, end: usize| {
        if let Some(from) = start.take() {
            let text = &toml[from..end];
            let lead = text.len() - text.trim_start().len();
            let tidy = text.trim();
            if !tidy.is_empty() {
                values.push(from + lead..from + lead + tidy.len());
            }
        }
    };
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                start = None;
                at = text_end(bytes, at, quote);
                continue;
            }
            b'#' => {
                close(&mut start, at);
                at = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |n| at + n);
                start = (open.last() == Some(&b'[')).then_some(at);
                continue;
            }
            b'=' => start = Some(at + 1),
            b'\n' if open.is_empty() => close(&mut start, at),
            b'[' if start.is_some() || !open.is_empty() => {
                open.push(b'[');
                start = Some(at + 1);
            }
            b'{' if start.is_some() || !open.is_empty() => {
                open.push(b'{');
                start = None;
            }
            b',' if !open.is_empty() => {
                close(&mut start, at);
                start = (open.last() == Some(&b'[')).then_some(at + 1);
            }
            b']' | b'}' if !open.is_empty() => {
                close(&mut start, at);
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    close(&mut start, bytes.len());
    values
}

/// Returns the byte after the string that begins at `start`; the end of the line if it is not closed.
fn text_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let is_long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if is_long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => return at,
            byte if byte == quote && !is_long => return at + 1,
            _ if is_long && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(toml: &str) -> Vec<&str> {
        let found = quoted(toml);
        if let Some((text, _)) = &found {
            assert_eq!(text.len(), toml.len());
        }
        found.map_or(Vec::new(), |(_, dates)| dates.into_iter().map(|at| &toml[at]).collect())
    }

    #[test]
    fn dates_without_quotes_are_found_wherever_a_value_may_stand() {
        assert_eq!(dates("a = 2019-03\nb = 5/3/2019 # ngày\n"), ["2019-03", "5/3/2019"]);
        assert_eq!(dates("s = [{ d = 2019-03, x = 1 }, { d = 3/2020 }]"), ["2019-03", "3/2020"]);
        assert_eq!(dates("l = [2019-03,\n  3/2020,\n]"), ["2019-03", "3/2020"]);
        assert_eq!(dates("l = [ # từ\n  2019-03, # đến\n  3/2020\n]\nb = 2"), ["2019-03", "3/2020"]);
        assert_eq!(
            dates("a = tháng 3/2019\nb = giai đoạn 2016-2020"),
            ["tháng 3/2019", "giai đoạn 2016-2020"]
        );
    }

    #[test]
    fn what_toml_reads_or_what_is_no_date_stays() {
        for toml in [
            "a = 2019",
            "a = 2019-03-05",
            "a = 3.2019",
            "a = \"2019-03\"",
            "a = '''\nb = 2019-03\n'''",
            "a = \"\"\"\nb = 2019-03 \\\"\"\"\"",
            "# a = 2019-03",
            "[2019-03]",
            "2019-03 = 1",
            "a = mười",
            "a = 51/107",
            "a = \"chưa đóng\nb = 1",
            "",
            "=",
            "a = [",
        ] {
            assert_eq!(dates(toml), Vec::<&str>::new(), "{toml}");
        }
    }
}
