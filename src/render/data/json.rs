//! JSON: an object for each entry, whose keys are the column names and the ids of the inner tables.

use std::io::{self, Write};

use super::Cell;
use crate::plan::data::{Column, FileRows, TABLES, Table, TableName, ValueType};
use crate::plan::view::Row;

/// Writes all tables as one object: the entries, each with its rows of the inner tables, and the documents.
///
/// # Errors
/// The error of `out`.
pub(super) fn json(rows: &FileRows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let inner = TABLES.iter().filter(|table| is_inner(table));
    let tables: Vec<&Table> = std::iter::once(TableName::Entries.table()).chain(inner).collect();
    let names: Vec<TableName> = tables.iter().map(|table| table.name).collect();
    out.write_all(b"{\n\"entries\": [")?;
    let mut text = Vec::new();
    for (number, all) in rows.of_each(&names).enumerate() {
        text.clear();
        text.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        write_row(&mut text, tables[0], &all[0][0]);
        text.pop();
        for (table, rows) in tables.iter().zip(&all).skip(1) {
            text.push(b',');
            write_text(&mut text, table.id);
            text.push(b':');
            write_rows(&mut text, table, rows, b",");
        }
        text.push(b'}');
        out.write_all(&text)?;
    }
    text.clear();
    text.extend_from_slice(b"\n],\n\"documents\": ");
    let documents: Vec<Row> = rows.of(TableName::Documents).flatten().collect();
    write_rows(&mut text, TableName::Documents.table(), &documents, b",\n");
    text.extend_from_slice(b"\n}\n");
    out.write_all(&text)
}

/// Whether a table's rows are written inside their entries. Documents are referred to by the entry's own row.
fn is_inner(table: &Table) -> bool {
    !matches!(table.name, TableName::Entries | TableName::EntryDocuments | TableName::Documents)
}

/// Whether a column is redundant in JSON: the counts of inner tables, the first results, and the entry and the order of
/// rows inside an entry.
fn is_left_out(table: &Table, column: &Column) -> bool {
    match table.name {
        TableName::Entries => {
            column.name.starts_with("result_")
                || TABLES.iter().any(|inner| is_inner(inner) && inner.id == column.name)
        }
        _ => column.name == "entry" || column.name == "order",
    }
}

fn write_rows(out: &mut Vec<u8>, table: &Table, rows: &[Row], between: &[u8]) {
    out.push(b'[');
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(between);
        }
        write_row(out, table, row);
    }
    out.push(b']');
}

fn write_row(out: &mut Vec<u8>, table: &Table, row: &Row) {
    let cells = table.columns.iter().zip(row).filter(|(column, _)| !is_left_out(table, column));
    for (at, (column, cell)) in cells.enumerate() {
        out.push(if at == 0 { b'{' } else { b',' });
        write_text(out, column.name);
        out.push(b':');
        match cell {
            Cell::Empty if column.kind == ValueType::Names => out.extend_from_slice(b"[]"),
            Cell::Empty => out.extend_from_slice(b"null"),
            Cell::Whole(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Text(text) => write_text(out, text),
            Cell::Names(names) => serde_json::to_writer(&mut *out, names).expect("texts are JSON"),
        }
    }
    out.push(b'}');
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("a text is JSON");
}
