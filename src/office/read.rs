//! Reads the bytes of a list or a report.
//!
//! Takes .xlsx, .xlsb, .xls, .ods, .csv or .docx, gives its sheets, or why it cannot be read. Formulas give the values that
//! were saved with them. Runs in a process of its own ([`super::child`]), because a small file can ask for any amount
//! of memory.

use std::io::{Cursor, Read};

use super::cell::{CellValue, ListCell, ListSheet, MergedRange, letters};
use super::notes::{PictureRefusal, ReportNote, RowPicture, judge_picture};
use super::word;
use crate::date::Day;
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Picture, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
};

mod csv;
mod format;

pub use super::fault::ReadFault;
use format::NumberLook;

/// Maximum size in bytes of a spreadsheet.
pub const LIMIT: u64 = 64 * 1024 * 1024;
/// Maximum size in bytes of what a spreadsheet's archive says that it unpacks to.
const UNPACKED_LIMIT: u64 = 1024 * 1024 * 1024;
/// Maximum number of cells that are not empty, some hundred columns of as many rows as the largest province has
/// entries.
const CELL_LIMIT: usize = 2_000_000;

/// Reads a list or a report. `split_at` is the level of the headings at which a report is split into entries.
///
/// # Errors
/// Says why it cannot be read.
pub(crate) fn read_file(bytes: &[u8], split_at: Option<u8>) -> Result<Vec<ListSheet>, ReadFault> {
    if bytes.len() as u64 > LIMIT {
        return Err(ReadFault::TooLarge);
    }
    let start = bytes.trim_ascii_start();
    let is_picture = image::guess_format(bytes).is_ok();
    match bytes {
        [b'P', b'K', 3, 4, ..] => archive(bytes, split_at),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => old(bytes),
        [b'%', b'P', b'D', b'F', ..] => Err(ReadFault::Pdf),
        _ if is_picture => Err(ReadFault::Picture),
        _ if start.starts_with(b"{\\rtf") => Err(ReadFault::OtherText),
        _ if start.starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf<") => Err(ReadFault::WebPage),
        _ => csv::sheet(bytes, CELL_LIMIT).map(|sheet| vec![sheet]),
    }
}

fn damaged(error: impl std::fmt::Display) -> ReadFault {
    ReadFault::Damaged(error.to_string())
}

/// Reads the formats that are archives, told apart by what they contain.
fn archive(bytes: &[u8], split_at: Option<u8>) -> Result<Vec<ListSheet>, ReadFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut unpacked = 0u64;
    for number in 0..archive.len() {
        unpacked = unpacked.saturating_add(archive.by_index_raw(number).map_err(damaged)?.size());
    }
    if unpacked > UNPACKED_LIMIT {
        return Err(ReadFault::TooMuch);
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    let is_below = |folder: &str| archive.file_names().flatten().any(|name| name.starts_with(folder));
    if has("xl/workbook.bin") {
        dense(Xlsb::new(Cursor::new(bytes)).map_err(damaged)?)
    } else if has("xl/workbook.xml") || has("xl/worksheets/sheet1.xml") {
        streamed(Xlsx::new(Cursor::new(bytes)).map_err(damaged)?)
    } else if is_below("ppt/") {
        Err(ReadFault::Slides)
    } else if is_below("word/") || (has("[Content_Types].xml") && !is_below("xl/")) {
        word::read_report(bytes, split_at).map(|sheet| vec![sheet])
    } else if has("content.xml") {
        open_document(bytes, archive)
    } else {
        Err(ReadFault::NoSpreadsheet)
    }
}

/// Reads a spreadsheet of LibreOffice; it keeps texts in archives like those.
fn open_document(
    bytes: &[u8],
    mut archive: zip::ZipArchive<Cursor<&[u8]>>,
) -> Result<Vec<ListSheet>, ReadFault> {
    let mut kind = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        let _ = part.take(200).read_to_string(&mut kind);
    }
    match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("text") => Err(ReadFault::OtherText),
        Some(kind) if kind.starts_with("presentation") => Err(ReadFault::Slides),
        _ => dense(Ods::new(Cursor::new(bytes)).map_err(damaged)?),
    }
}

/// Reads what is kept as Excel 97 did: a workbook, or one of today's that a password encrypts.
fn old(bytes: &[u8]) -> Result<Vec<ListSheet>, ReadFault> {
    let name = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if memchr::memmem::find(bytes, &name("EncryptedPackage")).is_some() {
        return Err(ReadFault::Password);
    }
    if memchr::memmem::find(bytes, &name("WordDocument")).is_some() {
        return Err(ReadFault::OldWord);
    }
    if memchr::memmem::find(bytes, &name("PowerPoint Document")).is_some() {
        return Err(ReadFault::Slides);
    }
    match Xls::new(Cursor::new(bytes)) {
        Ok(workbook) => dense(workbook),
        Err(calamine::XlsError::Password) => Err(ReadFault::Password),
        Err(error) => Err(damaged(error)),
    }
}

/// The name of every sheet with cells, and whether it is hidden.
fn sheets<'b, R: Reader<Cursor<&'b [u8]>>>(workbook: &R) -> Vec<(String, bool)> {
    let all = workbook.sheets_metadata().iter();
    let with_cells = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    with_cells.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// Reads a workbook cell by cell.
fn streamed(mut workbook: Xlsx<Cursor<&[u8]>>) -> Result<Vec<ListSheet>, ReadFault> {
    let mut read = Vec::new();
    let mut left = CELL_LIMIT;
    for (name, hidden) in sheets(&workbook) {
        let mut cells = Vec::new();
        {
            let mut reader = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
            let looks: Vec<NumberLook> = reader
                .styles()
                .iter()
                .map(|style| NumberLook::of(style.number_format.as_ref().map(|format| &*format.format_code)))
                .collect();
            while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
                let (row, column) = cell.get_position();
                let look = looks.get(style).copied().unwrap_or_default();
                let value = match cell.get_value() {
                    DataRef::SharedString(text) => text_cell(text),
                    value => value_of(&Data::from(value.clone()), look),
                };
                push(&mut cells, row, column, value, &mut left)?;
            }
        }
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let merged = merged.iter().map(range).collect();
        read.push(ListSheet { name, hidden, cells, merged, ..ListSheet::default() });
    }
    place_pictures(workbook.pictures_with_metadata(), &mut read);
    Ok(read)
}

/// Gives sheets the pictures that are anchored in their rows.
fn place_pictures(pictures: Vec<Picture>, sheets: &mut [ListSheet]) {
    for picture in pictures {
        let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.name == picture.sheet_name) else { continue };
        let cell = format!("{}{}.{}", letters(picture.col), picture.row + 1, picture.extension);
        match judge_picture(&cell, &picture.data) {
            Ok(()) => {
                let bytes = picture.data;
                sheet.pictures.push(RowPicture { row: picture.row, bytes, ..RowPicture::default() });
            }
            Err(why) => sheet.notes.push(ReportNote::Picture(PictureRefusal { name: cell, why })),
        }
    }
    sheets.iter_mut().for_each(|sheet| sheet.pictures.sort_by_key(|picture| picture.row));
}

fn range(merged: &Dimensions) -> MergedRange {
    MergedRange { from: merged.start, to: merged.end }
}

/// Reads a workbook whose reader holds each sheet as a whole.
fn dense<'b, R: Reader<Cursor<&'b [u8]>>>(mut workbook: R) -> Result<Vec<ListSheet>, ReadFault>
where
    R::Error: std::fmt::Display,
{
    let mut read = Vec::new();
    let mut left = CELL_LIMIT;
    for (name, hidden) in sheets(&workbook) {
        let held = workbook.worksheet_range(&name).map_err(damaged)?;
        let (top, start) = held.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, column, value) in held.used_cells() {
            let value = value_of(value, NumberLook::default());
            push(&mut cells, top + row as u32, start + column as u32, value, &mut left)?;
        }
        read.push(ListSheet { name, hidden, cells, ..ListSheet::default() });
    }
    Ok(read)
}

fn push(
    cells: &mut Vec<ListCell>,
    row: u32,
    column: u32,
    value: Option<CellValue>,
    left: &mut usize,
) -> Result<(), ReadFault> {
    if let Some(value) = value {
        *left = left.checked_sub(1).ok_or(ReadFault::TooManyCells)?;
        cells.push(ListCell { row, column, value });
    }
    Ok(())
}

fn text_cell(text: &str) -> Option<CellValue> {
    (!text.trim().is_empty()).then(|| CellValue::Text(text.to_string()))
}

fn value_of(value: &Data, look: NumberLook) -> Option<CellValue> {
    match value {
        Data::Empty => None,
        Data::String(text) => text_cell(text),
        Data::Bool(flag) => Some(CellValue::Flag(*flag)),
        Data::Error(error) => Some(CellValue::Fault(error.to_string())),
        Data::Int(whole) => Some(number(*whole as f64, look)),
        Data::Float(value) => Some(number(*value, look)),
        Data::DateTime(moment) => Some(day(*moment, look)),
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(Day::parse);
            Some(day.map_or_else(|| CellValue::Text(text.clone()), |day| CellValue::Day(day.to_string())))
        }
        Data::DurationIso(text) => Some(CellValue::Text(text.clone())),
    }
}

fn number(value: f64, look: NumberLook) -> CellValue {
    if look == NumberLook::Percent { CellValue::Percent(value) } else { CellValue::Number(value) }
}

/// Returns a day with the precision that its cell shows. A time of day alone is a number.
fn day(moment: ExcelDateTime, look: NumberLook) -> CellValue {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    match Day::new(year, month, day).filter(|_| moment.is_datetime() && moment.as_f64() >= 1.0) {
        None => CellValue::Number(moment.as_f64()),
        Some(day) => match look {
            NumberLook::Year => CellValue::Number(f64::from(year)),
            NumberLook::Month => CellValue::Month(day.to_string()[..7].to_string()),
            _ => CellValue::Day(day.to_string()),
        },
    }
}
