//! Reports as Word files.
//!
//! Takes the bytes of a .docx, gives a sheet with a row for each entry: its keys, its text as Markdown, its photos.
//! Knows the layout of Vietnamese state documents. Never follows a link, runs a macro or opens an embedded object.
//!
//! The file is read here rather than by a crate, because what counts is what other readers leave out: fonts from before
//! Unicode, numbers as Word prints them, hidden and moved text (looked at in November 2026: undoc 0.27, which also
//! replaces the whole program's compressor; docx-rs, docx-rust).

mod body;
mod found;
mod layout;
mod package;
mod pictures;
mod report;
mod styles;
mod write;
mod xml;

use super::cell::ListSheet;
use super::read::ReadFault;
use package::WordPackage;

/// Reads a report. `split_at` is the level of the headings that begin an entry.
///
/// # Errors
/// Says why it cannot be read.
pub(super) fn read_report(bytes: &[u8], split_at: Option<u8>) -> Result<ListSheet, ReadFault> {
    let mut package = WordPackage::open(bytes)?;
    let body = body::read(&mut package)?;
    let has_macros = package.has("word/vbaproject") || package.has("word/vbadata");
    let mut sheet = report::sheet(body, &mut package, split_at);
    if sheet.cells.is_empty() && sheet.pictures.is_empty() && split_at.is_none() {
        return Err(ReadFault::NoReport);
    }
    sheet.notes.extend(has_macros.then_some(super::notes::ReportNote::Macros));
    Ok(sheet)
}
