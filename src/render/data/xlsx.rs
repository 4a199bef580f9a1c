//! A workbook (Office Open XML): a sheet for each table, named like its CSV.
//!
//! Numbers are numbers. Everything else is text, dates too: they are as precise as is known, and no locale reads them
//! another way. The workbook says that it was made on the day of the data, so that its bytes depend on nothing else.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, harmless_cell, joined};
use crate::date::Day;
use crate::plan::data::{FileRows, Table};
use crate::plan::view::{Row, TablesFile};
use crate::text::cell_text;

/// The day of a workbook whose data has none.
const NEVER: Day = Day { year: 1970, month: 1, day: 1 };

/// Writes all tables as a workbook. Its sheets are kept in temporary files until it is complete.
///
/// # Errors
/// The error of `out`, or of a temporary file.
pub(super) fn workbook(file: &TablesFile, rows: &FileRows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = written(file, rows).map_err(|error| match error {
        XlsxError::TempFileError(_, error) | XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    })?;
    out.write_all(&bytes)
}

fn written(file: &TablesFile, rows: &FileRows<'_>) -> Result<Vec<u8>, XlsxError> {
    let Day { year, month, day } = file.day.unwrap_or(NEVER);
    let made = ExcelDateTime::from_ymd(year.max(1900), month, day)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let heading = Format::new().set_bold();
    for table in file.tables.iter().map(|table| table.table.table()) {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(table.file)?;
        write_sheet(sheet, table, rows.of(table.name).flatten(), &heading)?;
    }
    let mut bytes = workbook.save_to_buffer()?;
    mark_as_made_on_unix(&mut bytes);
    Ok(bytes)
}

/// Changes the system that an archive says it was made on, which is the one that Guong runs on, so that the bytes are
/// the same on all (APPNOTE.TXT, 4.3.12 and 4.3.16).
pub(crate) fn mark_as_made_on_unix(archive: &mut [u8]) {
    const UNIX: u8 = 3;
    let number = |at: usize, length: usize, archive: &[u8]| {
        archive[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    // The end of the central directory has no comment, so its length is known.
    let end = archive.len() - 22;
    let mut at = number(end + 16, 4, archive);
    for _ in 0..number(end + 10, 2, archive) {
        archive[at + 5] = UNIX;
        at += 46 + [28, 30, 32].map(|length| number(at + length, 2, archive)).iter().sum::<usize>();
    }
}

fn write_sheet(
    sheet: &mut Worksheet,
    table: &Table,
    rows: impl Iterator<Item = Row>,
    heading: &Format,
) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(table.columns) {
        sheet.write_string_with_format(0, at, column.name, heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (number, row) in (1..).zip(rows) {
        for (at, cell) in (0..).zip(&row) {
            match cell {
                Cell::Empty => continue,
                Cell::Whole(whole) => sheet.write_number(number, at, *whole as f64)?,
                Cell::Number(value) => sheet.write_number(number, at, *value)?,
                Cell::Text(text) => sheet.write_string(number, at, cell_text(&harmless_cell(text)))?,
                Cell::Names(names) => sheet.write_string(number, at, cell_text(&joined(names)))?,
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_made_on_windows_becomes_one_made_on_unix() {
        let made = Workbook::new().save_to_buffer().unwrap();
        let mut foreign = made.clone();
        let central = b"PK\x01\x02";
        let starts: Vec<usize> = (0..made.len() - 4).filter(|at| made[*at..].starts_with(central)).collect();
        assert!(starts.len() > 5);
        starts.iter().for_each(|at| foreign[at + 5] = 0);
        mark_as_made_on_unix(&mut foreign);
        assert!(starts.iter().all(|at| foreign[at + 5] == 3));
    }
}
