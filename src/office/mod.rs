//! Lists of entries as spreadsheets, out as a workbook and in from what offices send; reports from Word as entries; and
//! the report of a year.
//!
//! Takes the sources of a site, gives a workbook; takes the plan of a site, gives a report as a document ([`report`]);
//! takes the bytes of a workbook or a Word file, gives the files that it would make or change, and every mistake at its
//! cell. Never writes a file, computes a formula, follows a link or runs a macro.

mod assigned;
pub mod cell;
pub mod child;
mod columns;
mod export;
mod fault;
mod gallery;
mod header;
mod import;
mod markdown;
mod matching;
pub mod notes;
mod overlay;
mod read;
pub mod report;
mod rows;
mod values;
mod word;

pub use assigned::{ColumnMap, MapFault, SAVED};
pub use columns::{ColumnTarget, columns_for_forms};
pub use export::{ListKind, workbook};
pub use fault::ReadFault;
pub use import::{
    EntryOutcome, ImportOptions, ImportedEntry, KeyEdit, ListImport, OfferedDocument, SheetSummary, import,
};
pub use read::LIMIT;
