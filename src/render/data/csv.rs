//! CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs.

use std::io::{self, Write};

use super::{Cell, harmless_cell, joined};
use crate::plan::data::TableName;
use crate::plan::view::{Row, TargetsTable};

/// Writes the lines of a table below a header row.
///
/// # Errors
/// The error of `out`.
pub(in crate::render) fn csv(
    table: TableName,
    mut lines: impl Iterator<Item = impl AsRef<str>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = table.table().columns.iter().map(|column| column.name);
    write!(out, "\u{feff}{}\r\n", names.collect::<Vec<_>>().join(","))?;
    lines.try_for_each(|line| out.write_all(line.as_ref().as_bytes()))
}

/// Returns a row as a line.
pub(in crate::render) fn line(row: &Row) -> String {
    let mut line = String::new();
    write_row(&mut line, row);
    line
}

/// Writes the table of the targets.
pub(in crate::render) fn targets(table: &TargetsTable) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    write_row(&mut out, &table.heading());
    table.rows.iter().for_each(|row| write_row(&mut out, row));
    out.into_bytes()
}

fn write_row(out: &mut String, row: &Row) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn write_cell(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Empty => {}
        Cell::Whole(number) => out.push_str(&number.to_string()),
        Cell::Number(number) => out.push_str(&number.to_string()),
        Cell::Text(text) => write_text(out, &harmless_cell(text)),
        Cell::Names(names) => write_text(out, &joined(names)),
    }
}

/// Writes a text, quoted if a character in it would end the field or be trimmed.
fn write_text(out: &mut String, text: &str) {
    if !text.contains(['"', ',', '\r', '\n', ';', '\t']) && text.trim().len() == text.len() {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_line_breaks_are_quoted() {
        let cells = [
            Cell::Text("Thả cá".into()),
            Cell::Text("một, \"hai\"\r\nba".into()),
            Cell::Empty,
            Cell::Whole(12),
            Cell::Number(-0.5),
            Cell::Text("-0,5".into()),
            Cell::Names(vec!["a".into(), "b".into()]),
        ];
        let mut written = Vec::new();
        csv(TableName::Entries, [line(&cells.to_vec())].into_iter(), &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        let (head, row) = written.split_once("\r\n").unwrap();
        assert!(head.starts_with("\u{feff}id,url,title,"));
        assert_eq!(row, "Thả cá,\"một, \"\"hai\"\"\r\nba\",,12,-0.5,\"'-0,5\",\"a; b\"\r\n");
    }
}
