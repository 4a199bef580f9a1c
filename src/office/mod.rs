//! Lists of entries as spreadsheets, out as a workbook and in from what offices send; and the report of a year.
//!
//! Takes the sources of a site, gives a workbook; takes the plan of a site, gives a report as a document ([`report`]); takes the bytes of a workbook, gives the files that it would make or
//! change, and every mistake at its cell. Never writes a file, computes a formula, follows a link or runs a macro.

pub mod cell;
pub mod child;
mod columns;
mod export;
mod gallery;
mod header;
mod import;
mod matching;
mod overlay;
mod read;
pub mod report;
mod rows;
mod values;

pub use columns::{ColumnMap, ColumnTarget};
pub use export::{ListKind, workbook};
pub use import::{EntryOutcome, ImportOptions, ImportedEntry, KeyEdit, ListImport, SheetSummary, import};
pub use read::{LIMIT, ReadFault, read_workbook};
