//! Tables and horizontal lines as people draw them.
//!
//! Takes a paragraph, a heading or a row, gives edits that add missing lines. Never changes a word.

use std::ops::Range;

use super::lines;
use super::rewrite::TextEdit;

/// Returns the lines of a block without list and quote markers, each with its start.
fn rows<'s>(text: &'s str, span: &Range<usize>) -> Vec<(usize, &'s str)> {
    let whole = span.start..span.end.min(text.len());
    let line = |start: usize| {
        let start = if start < span.start {
            span.start
        } else {
            let rest = &text[start..lines::end(text, start)];
            start + rest.len() - rest.trim_start_matches([' ', '\t', '>']).len()
        };
        (start, text[start..lines::end(text, start)].trim_end())
    };
    lines::starts(text, whole).map(line).filter(|(start, _)| *start <= span.end).collect()
}

/// Returns the indentation and quote marks before a line; list markers become blanks.
fn prefix(text: &str, start: usize) -> String {
    let before = &text[lines::start(text, start)..start];
    before.chars().map(|c| if matches!(c, ' ' | '\t' | '>') { c } else { ' ' }).collect()
}

/// Inserts an empty line before the line that begins at a byte.
fn empty_line(text: &str, start: usize) -> TextEdit {
    let prefix = prefix(text, start);
    TextEdit::insert(start, format!("\n{prefix}"))
}

/// Returns the number of cells of a row.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let inside = line.strip_prefix('|').unwrap_or(line);
    let inside = inside.strip_suffix('|').filter(|inside| !inside.ends_with('\\')).unwrap_or(inside);
    let bytes = inside.as_bytes();
    1 + memchr::memchr_iter(b'|', bytes).filter(|at| *at == 0 || bytes[at - 1] != b'\\').count()
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.matches('|').count() > 1
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| "|:- \t".contains(c))
}

fn delimiter(cells: usize) -> String {
    format!("|{}", " --- |".repeat(cells))
}

/// Turns a paragraph of rows into a table: adds the missing delimiter row, or corrects its number of cells.
pub(super) fn table(text: &str, span: &Range<usize>, edits: &mut Vec<TextEdit>) {
    if !text[span.clone()].contains('|') {
        return;
    }
    let rows = rows(text, span);
    let mut next = 0;
    while next < rows.len() {
        let run = rows[next..].iter().take_while(|(_, line)| is_row(line)).count();
        if run < 2 || is_delimiter(rows[next].1) {
            next += run.max(1);
            continue;
        }
        let ((head, first), (start, second)) = (rows[next], rows[next + 1]);
        if is_delimiter(second) {
            edits.push(TextEdit::replace(start..start + second.len(), delimiter(cells(first))));
        } else {
            edits.push(TextEdit::insert(
                start,
                format!("{}\n{}", delimiter(cells(first)), prefix(text, start)),
            ));
        }
        if next > 0 {
            edits.push(empty_line(text, head));
        }
        if let Some((below, _)) = rows.get(next + run) {
            edits.push(empty_line(text, *below));
        }
        next += run;
    }
}

/// Separates a line without any `|` from the table above it.
pub(super) fn text_below_table(text: &str, row: &Range<usize>, edits: &mut Vec<TextEdit>) {
    let line = &text[row.start..lines::end(text, row.start)];
    if !line.contains('|') && !line.trim().is_empty() {
        edits.push(empty_line(text, row.start));
    }
}

/// Turns dashes below a sentence, or below several lines, from a heading underline into a horizontal line. Dashes
/// below a single phrase make a heading.
pub(super) fn underline(text: &str, heading: &Range<usize>, edits: &mut Vec<TextEdit>) {
    let rows = rows(text, heading);
    let [.., (_, words), (start, line)] = rows.as_slice() else { return };
    let is_underline = |sign: char| !line.is_empty() && line.trim_end_matches(sign).is_empty();
    let Some(sign) = ['-', '='].into_iter().find(|sign| is_underline(*sign)) else { return };
    let bare = words.trim_end_matches(['*', '_', '”', '"', ')', ' ']);
    let sentence = bare.ends_with(['.', ':', ';', ',', '!', '?', '…']);
    let drawn = line.len() > 3 || (sign == '=' && line.len() == 3);
    if rows.len() == 2 && !sentence && drawn {
        return;
    }
    edits.push(empty_line(text, *start));
    match (sign, line.len()) {
        ('=', 3..) => edits.push(TextEdit::replace(*start..start + line.len(), "***")),
        ('=', _) => edits.push(TextEdit::insert(*start, "\\")),
        _ => {}
    }
}
