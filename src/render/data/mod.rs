//! Writes the open data files.
//!
//! Takes the view of a file including its rows, returns bytes. Texts of CSV are escaped by [`harmless_cell`].

pub(super) mod csv;
mod geo;
mod json;
mod package;
#[cfg(feature = "office")]
mod xlsx;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::plan::data::{FileRows, TableName};
use crate::plan::view::{Cell, DataSetFile, DataSetFormat, TableFormat, TablesFile};

/// Writes a file of tables, row by row.
///
/// # Errors
/// The error of `out`, or of the temporary files of a workbook.
pub(super) fn tables(file: &TablesFile, rows: &FileRows<'_>, out: &mut dyn Write) -> io::Result<()> {
    match file.format {
        TableFormat::Csv => match file.tables[0].table {
            TableName::Entries => csv::csv(TableName::Entries, rows.lines(csv::line), out),
            table => csv::csv(table, rows.of(table).flatten().map(|row| csv::line(&row)), out),
        },
        TableFormat::Json => json::json(rows, out),
        #[cfg(feature = "office")]
        TableFormat::Xlsx => xlsx::workbook(file, rows, out),
        #[cfg(not(feature = "office"))]
        TableFormat::Xlsx => unreachable!("no workbook is planned without the feature"),
    }
}

pub(super) use geo::geo;
#[cfg(feature = "office")]
pub(crate) use xlsx::mark_as_made_on_unix;

/// Writes a machine-readable description of the data.
pub(super) fn description(file: &DataSetFile) -> Vec<u8> {
    match file.format {
        DataSetFormat::Package => package::package(&file.set),
        DataSetFormat::Catalogue => package::catalogue(&file.set),
    }
}

/// Keeps spreadsheets from reading a text as a formula: if it starts with `=`, `+`, `-`, `@`, a tab or a line break,
/// prepends an apostrophe (OWASP, "CSV Injection").
fn harmless_cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Joins texts with semicolons, after applying [`harmless_cell`] to each.
fn joined(names: &[String]) -> String {
    names.iter().map(|name| harmless_cell(name)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for formula in ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(harmless_cell(formula), format!("'{formula}"));
        }
        assert_eq!(harmless_cell("Thả cá = giữ nước"), "Thả cá = giữ nước");
        assert_eq!(joined(&["a".into(), "=b".into()]), "a; '=b");
    }
}
