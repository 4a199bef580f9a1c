//! The rows of a sheet: cells by column, with what merged cells say of the rows that they span.
//!
//! Takes a sheet, gives its rows in order. Never looks at what a cell means.

use std::collections::BTreeMap;

use super::cell::{CellPlace, CellValue, ListCell, ListSheet, MergedRange};

/// Maximum number of merged ranges that are taken into account.
const MOST_MERGED: usize = 50_000;

/// A row that has at least one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SheetRow {
    /// The number of the row, from 0.
    pub(super) number: u32,
    /// The cells that are not empty.
    pub(super) cells: BTreeMap<u32, CellValue>,
}

impl SheetRow {
    pub(super) fn text(&self, column: u32) -> String {
        self.cells.get(&column).map(CellValue::text).unwrap_or_default()
    }
}

/// Returns the rows of a sheet. A cell that spans rows stands in each of them.
pub(super) fn rows(sheet: &ListSheet) -> Vec<SheetRow> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, CellValue>> = BTreeMap::new();
    for ListCell { row, column, value } in &sheet.cells {
        rows.entry(*row).or_default().insert(*column, value.clone());
    }
    let tall = |merged: &&MergedRange| merged.to.0 > merged.from.0;
    for merged in sheet.merged.iter().filter(tall).take(MOST_MERGED) {
        let Some(value) = rows.get(&merged.from.0).and_then(|row| row.get(&merged.from.1)).cloned() else {
            continue;
        };
        // Only rows that have other cells: a range may span every row of a sheet.
        for (_, row) in rows.range_mut(merged.from.0 + 1..=merged.to.0) {
            row.entry(merged.from.1).or_insert_with(|| value.clone());
        }
    }
    rows.into_iter().map(|(number, cells)| SheetRow { number, cells }).collect()
}

/// Returns the place of a cell, or of a row.
pub(super) fn place(index: usize, sheet: &ListSheet, row: u32, column: Option<(u32, &str)>) -> CellPlace {
    let column = column.map(|(column, heading)| (column, heading.to_string()));
    CellPlace { sheet: index, name: sheet.name.clone(), row, column, is_report: sheet.report.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_cell_stands_in_every_row_with_other_cells() {
        let cell = |row, column, text: &str| ListCell { row, column, value: CellValue::Text(text.into()) };
        let sheet = ListSheet {
            cells: vec![cell(0, 0, "a"), cell(0, 1, "b"), cell(1, 1, "c"), cell(5, 1, "d"), cell(9, 1, "e")],
            merged: vec![
                MergedRange { from: (0, 0), to: (5, 0) },
                MergedRange { from: (7, 0), to: (1_048_575, 9) },
            ],
            ..ListSheet::default()
        };
        let rows = rows(&sheet);
        let read: Vec<(u32, String)> = rows.iter().map(|row| (row.number, row.text(0))).collect();
        let row = |number, text: &str| (number, text.to_string());
        assert_eq!(read, [row(0, "a"), row(1, "a"), row(5, "a"), row(9, "")]);
    }
}
