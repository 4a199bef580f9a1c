//! The report that an office hands in: a year's numbers, the list of entries, what is not verified, the targets.
//!
//! Takes the plan of a site as visitors see it, a year and an area; gives a [`OfficeReport`], and from it a Word document or a
//! workbook in the form of decree 30/2020/NĐ-CP: country name and motto, issuer, number, place and date to fill in,
//! title, tables, recipients, signature. Reports are in Vietnamese, as the form is. The same site, year and day give the
//! same bytes.

mod docx;
mod numbers;
mod targets;
mod xlsx;

use crate::date::Day;
use crate::gazetteer::Area;

pub use docx::docx;
pub use numbers::report;
pub use xlsx::xlsx;

/// What a report is about.
#[derive(Debug)]
pub struct ReportScope {
    /// The calendar year in which steps and new entries are counted.
    pub year: u16,
    /// The place, by its full name, and its area; `None` for the whole site.
    pub within: Option<(String, Area)>,
}

/// A report of a year, without a layout: a document and a workbook are made of the same one.
#[derive(Debug)]
pub struct OfficeReport {
    /// The office that issues it.
    pub issuer: String,
    /// Whether everything in it is sample content.
    pub is_sample: bool,
    /// The name of the place where it is signed; empty if it is not known.
    pub signed_at: String,
    /// That of the [`ReportScope`]; the closing sentence names it.
    pub year: u16,
    /// What it is about: the line below its title.
    pub subject: String,
    /// The paragraphs before the first section, which sum up the numbers.
    pub opening: Vec<String>,
    /// In order; the document numbers them I, II and so on.
    pub sections: Vec<ReportSection>,
    /// The day whose state it shows.
    pub day: Day,
}

/// A part of a report under a heading of its own.
#[derive(Debug)]
pub struct ReportSection {
    /// Its heading, without its number.
    pub heading: String,
    /// May be empty if there is nothing to list.
    pub tables: Vec<ReportTable>,
    /// What it says if it has no table.
    pub otherwise: &'static str,
}

/// A table of a report.
#[derive(Debug)]
pub struct ReportTable {
    /// The name of its sheet in a workbook.
    pub sheet: &'static str,
    /// Stands above the table.
    pub caption: String,
    /// From left to right.
    pub columns: Vec<ReportColumn>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<ReportCell>>,
    /// The row of totals, below the others; `None` for a list, which counts nothing.
    pub total: Option<Vec<ReportCell>>,
    /// What the numbers do not say by themselves, below the table.
    pub note: Option<&'static str>,
}

/// A column of a [`ReportTable`].
#[derive(Debug, Clone, Copy)]
pub struct ReportColumn {
    /// Stands at its top.
    pub title: &'static str,
    /// Its width on paper, in millimetres.
    pub width: u16,
    /// Whether its cells are centred: numbers and dates.
    pub is_centred: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportCell {
    /// A text; may be empty.
    Text(String),
    /// A number.
    Whole(usize),
}

impl ReportCell {
    /// Returns the cell as a text.
    fn text(&self) -> String {
        match self {
            ReportCell::Text(text) => text.clone(),
            ReportCell::Whole(number) => crate::text::number(*number as f64, false),
        }
    }
}

/// Returns a column by its heading and its width on paper in millimetres.
fn column(title: &'static str, width: u16, is_centred: bool) -> ReportColumn {
    ReportColumn { title, width, is_centred }
}

/// A day as a report writes it.
fn written(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day, day.month, day.year)
}
