//! JSON: an object for each entry, whose keys are the column names and the ids of the inner tables.

use super::{Cell, Rows};
use crate::plan::data::{Column, TABLES, Table, TableName, ValueType};
use crate::plan::view::Row;

/// Writes all tables as one object: the entries, each with its rows of the inner tables, and the documents.
pub(super) fn json(tables: &[Rows]) -> Vec<u8> {
    let of = |name: TableName| tables.iter().find(|rows| rows.table == name as usize).expect("all are there");
    let inner: Vec<&Rows> = tables.iter().filter(|rows| is_inner(&TABLES[rows.table])).collect();
    let mut out = String::from("{\n\"entries\": [");
    for (number, rows) in of(TableName::Entries).by_entry().iter().enumerate() {
        for row in rows {
            out.push_str(if number == 0 { "\n" } else { ",\n" });
            write_row(&mut out, &TABLES[TableName::Entries as usize], row);
            out.pop();
            for rows in &inner {
                out.push(',');
                write_text(&mut out, TABLES[rows.table].id);
                out.push(':');
                write_rows(&mut out, rows.table, &rows.by_entry()[number], ",");
            }
            out.push('}');
        }
    }
    out.push_str("\n],\n\"documents\": ");
    let documents: Vec<Row> = of(TableName::Documents).all().cloned().collect();
    write_rows(&mut out, TableName::Documents as usize, &documents, ",\n");
    out.push_str("\n}\n");
    out.into_bytes()
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

fn write_rows(out: &mut String, table: usize, rows: &[Row], between: &str) {
    out.push('[');
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        write_row(out, &TABLES[table], row);
    }
    out.push(']');
}

fn write_row(out: &mut String, table: &Table, row: &Row) {
    let cells = table.columns.iter().zip(row).filter(|(column, _)| !is_left_out(table, column));
    for (at, (column, cell)) in cells.enumerate() {
        out.push(if at == 0 { '{' } else { ',' });
        write_text(out, column.name);
        out.push(':');
        match cell {
            Cell::Empty if column.kind == ValueType::Names => out.push_str("[]"),
            Cell::Empty => out.push_str("null"),
            Cell::Whole(number) => out.push_str(&number.to_string()),
            Cell::Number(number) => out.push_str(&number.to_string()),
            Cell::Text(text) => write_text(out, text),
            Cell::Names(names) => {
                out.push_str(&serde_json::to_string(names).expect("texts are JSON"));
            }
        }
    }
    out.push('}');
}

fn write_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).expect("a text is JSON"));
}
