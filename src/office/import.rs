//! What a list would make of a site.
//!
//! Takes the sheets of a list and the world, gives the files that it would make or change, what changes in each, and
//! every mistake at its cell. Keys that no column holds stay as they are; an empty cell says nothing, unless an export
//! had a value in it. Never writes.

use super::assigned::ColumnMap;
use super::cell::{CellPlace, CellProblem, ListSheet, letters};
use super::columns::ColumnTarget;
use super::export::is_explanation;
use super::gallery::KnownSite;
use super::header::{self, ListHeading};
use super::matching::EntryIndex;
use super::notes::ReportNote;
use super::rows::{SheetRow, rows};
use super::values::{CellReader, old_encoding};
use crate::date::Day;
use crate::gazetteer::Gazetteer;
use crate::parse::memo::Memo;
use crate::site::FileWrite;
use crate::text::Legacy;
use crate::world::World;

mod cells;
mod check;
mod entries;
mod files;
mod groups;
mod parts;
mod pending;
mod reports;

use pending::PendingEntry;

/// How a list is imported.
#[derive(Debug, Default)]
pub struct ImportOptions {
    /// The name of the list's file, for messages.
    pub name: String,
    /// Whether new entries are published rather than drafts.
    pub publish: bool,
    /// Whether text in an encoding from before Unicode is converted.
    pub convert: bool,
    /// Columns that somebody assigned.
    pub columns: ColumnMap,
    /// Whether the document that a report's letterhead names is made.
    pub document: bool,
    /// The day that counts as today.
    pub as_of: Option<Day>,
}

/// What was found on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetSummary {
    /// The name; empty for a CSV file.
    pub name: String,
    /// Whether it is a report.
    pub is_report: bool,
    /// Whether the workbook hides it; then nothing of it is read.
    pub hidden: bool,
    /// The row of the heading, from 0; `None` if there is no list.
    pub heading: Option<u32>,
    /// The number of rows that were read as entries, or as parts of entries.
    pub rows: usize,
    /// The letters and the heading of each column, and what it is; `None` if its cells are not read.
    pub columns: Vec<(String, String, Option<ColumnTarget>)>,
    /// Rows that are no entries, such as totals and signatures, with their first text.
    pub left_out: Vec<(CellPlace, String)>,
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryOutcome {
    /// It is new.
    New,
    /// Some of its keys change.
    Changed,
    /// Nothing changes.
    Same,
}

/// A change of a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyEdit {
    /// The cell that causes it.
    pub place: CellPlace,
    /// The path of the key.
    pub key: String,
    /// The text of the old value; empty if there was none.
    pub before: String,
    /// The text of the new value; `None` if the key is removed.
    pub after: Option<String>,
}

/// An entry that a list names.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedEntry {
    /// Its row.
    pub place: CellPlace,
    /// Its title.
    pub title: String,
    /// The path of its file, relative to the site's folder.
    pub path: String,
    /// What becomes of it.
    pub outcome: EntryOutcome,
    /// The changes, if it is not new.
    pub edits: Vec<KeyEdit>,
    /// The file as it is to be; empty if nothing changes.
    pub bytes: Vec<u8>,
    /// The file as it is; empty if it is new.
    pub before: Vec<u8>,
    /// Photos of a new entry: their paths and bytes.
    pub photos: Vec<(String, Vec<u8>)>,
}

/// What a list would make of a site.
#[derive(Debug, Default)]
pub struct ListImport {
    /// The sheets, in the order of the workbook.
    pub sheets: Vec<SheetSummary>,
    /// The entries, in the order of their rows.
    pub entries: Vec<ImportedEntry>,
    /// Every problem, in the order of the cells.
    pub problems: Vec<CellProblem>,
    /// Whether a problem is such that nothing may be written. Others only keep drafts from being published.
    pub is_blocked: bool,
    /// Paths of entries that cannot be read, and so were not compared.
    pub broken: Vec<String>,
    /// The encoding from before Unicode that a cell was typed in, if it was not converted.
    pub legacy: Option<Legacy>,
    /// What was taken from a report, changed in it or left out of it.
    pub notes: Vec<ReportNote>,
    /// The document that a report's letterhead names.
    pub document: Option<OfferedDocument>,
}

/// A document that a report is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedDocument {
    /// Its number.
    pub number: String,
    /// The path of its file.
    pub path: String,
    /// The file; `None` if the site has it already.
    pub bytes: Option<Vec<u8>>,
    /// Whether it is to be written.
    pub is_wanted: bool,
}

impl ListImport {
    /// Returns the files to write, in an order that leaves no entry without its photos.
    pub fn writes(&self) -> Vec<FileWrite<'_>> {
        let mut writes = Vec::new();
        let document = self.document.as_ref().filter(|document| document.is_wanted);
        if let Some((document, bytes)) = document.and_then(|own| Some((own, own.bytes.as_ref()?))) {
            writes.push(FileWrite { path: &document.path, before: None, bytes });
        }
        for entry in self.entries.iter().filter(|entry| entry.outcome != EntryOutcome::Same) {
            let photos = entry.photos.iter().map(|(path, bytes)| FileWrite { path, before: None, bytes });
            writes.extend(photos);
            let before = (entry.outcome == EntryOutcome::Changed).then_some(entry.before.as_slice());
            writes.push(FileWrite { path: &entry.path, before, bytes: &entry.bytes });
        }
        writes
    }
}

/// Works out what a list would make of a site. Files in `memo` are not parsed again.
pub fn import(world: &dyn World, memo: Memo, sheets: &[ListSheet], options: &ImportOptions) -> ListImport {
    let known = KnownSite::read(world);
    let gazetteer = known.gazetteer();
    let mut importer = Importer::new(&known, &gazetteer, options);
    importer.is_ours = sheets.iter().any(|sheet| header::is_entries(&sheet.name));
    let read: Vec<(usize, ListHeading, Vec<SheetRow>)> =
        sheets.iter().enumerate().filter_map(|(index, sheet)| importer.sheet(index, sheet)).collect();
    for (index, heading, rows) in read.iter().filter(|(_, heading, _)| heading.of.is_none()) {
        importer.entries(*index, &sheets[*index], heading, rows);
    }
    for (index, heading, rows) in read.iter().filter(|(_, heading, _)| heading.of.is_some()) {
        importer.parts(*index, &sheets[*index], heading, rows);
    }
    importer.finish(world, memo)
}

/// The state of an import.
struct Importer<'i> {
    known: &'i KnownSite,
    index: EntryIndex<'i>,
    reader: CellReader<'i>,
    options: &'i ImportOptions,
    pending: Vec<PendingEntry>,
    result: ListImport,
    /// Whether the workbook has the sheets of an export.
    is_ours: bool,
    /// Whether a problem stops the import whatever becomes of the entries.
    is_stopped: bool,
}

impl<'i> Importer<'i> {
    fn new(known: &'i KnownSite, gazetteer: &'i Gazetteer, options: &'i ImportOptions) -> Importer<'i> {
        Importer {
            known,
            index: EntryIndex::new(known, gazetteer),
            reader: CellReader { known, gazetteer, convert: options.convert },
            options,
            pending: Vec::new(),
            result: ListImport::default(),
            is_ours: false,
            is_stopped: false,
        }
    }

    /// Finds the list on a sheet.
    fn sheet(&mut self, index: usize, sheet: &ListSheet) -> Option<(usize, ListHeading, Vec<SheetRow>)> {
        debug_assert_eq!(index, self.result.sheets.len(), "sheets are read in their order");
        let mut summary = SheetSummary {
            name: sheet.name.clone(),
            is_report: sheet.report.is_some(),
            hidden: sheet.hidden,
            heading: None,
            rows: 0,
            columns: Vec::new(),
            left_out: Vec::new(),
        };
        if self.is_ours && is_explanation(&sheet.name) {
            self.result.sheets.push(summary);
            return None;
        }
        self.result.notes.extend(sheet.notes.iter().cloned());
        if let Some(report) = &sheet.report {
            self.offer_document(report);
        }
        let rows = if sheet.hidden { Vec::new() } else { rows(sheet) };
        let heading = match &sheet.report {
            Some(report) => Some(header::of_report(report)),
            None => header::find(sheet, &rows, &self.options.columns),
        };
        if let Some(heading) = &heading {
            summary.heading = Some(heading.row);
            let columns = heading.columns.iter();
            summary.columns = columns
                .map(|column| (letters(column.column), column.heading.clone(), column.target.clone()))
                .collect();
            if !self.options.convert && self.result.legacy.is_none() {
                let texts = rows.iter().flat_map(|row| row.cells.values());
                self.result.legacy = texts.filter_map(|cell| old_encoding(&cell.text())).next();
            }
        }
        self.result.sheets.push(summary);
        Some((index, heading?, rows))
    }

    fn problem(&mut self, place: &CellPlace, problem: crate::diagnostic::Problem) {
        self.is_stopped = true;
        self.result.problems.push(CellProblem::new(&self.options.name, place, problem));
    }

    /// Notes that a row is no entry.
    fn leave_out(&mut self, place: CellPlace, row: &SheetRow) {
        let text =
            row.cells.values().map(|cell| cell.text()).find(|text| !text.is_empty()).unwrap_or_default();
        self.result.sheets[place.sheet].left_out.push((place, text));
    }
}
