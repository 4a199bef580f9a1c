//! The views of the open data: its page and its files.

use serde::Serialize;

use super::{Counted, Date, PageHead, SiteView};
use crate::date::Day;
use crate::digest::{Digest, Digested};
use crate::plan::data::TableName;

/// A value in a table. Its variant is part of the key, so that a missing text and an empty one differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(usize),
    Number(f64),
    Names(Vec<String>),
}

/// A row: a value for each column of its table.
pub type Row = Vec<Cell>;

/// A table in a file. Its rows are made when the file is written ([`FileRows`](crate::plan::data::FileRows)).
#[derive(Debug, Serialize)]
pub struct TableDigest {
    pub table: TableName,
    /// The digest of all rows.
    pub digest: Digest,
}

/// A file of tables: one as CSV, or all as JSON or as a workbook.
#[derive(Debug, Serialize)]
pub struct TablesFile {
    pub format: TableFormat,
    /// The day of the data, if the file says it.
    pub day: Option<Day>,
    pub tables: Vec<TableDigest>,
}

/// The format of a file of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TableFormat {
    Csv,
    Json,
    Xlsx,
}

/// The page of the open data.
#[derive(Debug, Serialize)]
pub struct DataPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub set: DataSet,
    /// The day as of which the names of places are today's.
    pub places_day: Date,
    pub fields: Vec<Counted>,
    pub phases: Vec<Counted>,
    pub provinces: Vec<Counted>,
}

/// The description of the open data.
#[derive(Debug, Serialize)]
pub struct DataSet {
    pub title: String,
    pub description: String,
    pub publisher: String,
    pub licence: Option<String>,
    /// `vi` or `en`.
    pub language: String,
    /// The site's absolute address.
    pub base_url: String,
    /// The absolute address of the page that describes it.
    pub page: String,
    /// The day of the last change.
    pub day: Option<Date>,
    pub tables: Vec<DataTable>,
    /// The files beside the tables' CSV.
    pub files: Vec<DataLink>,
}

/// The description of the open data for machines.
#[derive(Debug, Serialize)]
pub struct DataSetFile {
    pub format: DataSetFormat,
    pub set: DataSet,
}

/// The vocabulary of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum DataSetFormat {
    /// A Frictionless Data Package.
    Package,
    /// DCAT in JSON-LD.
    Catalogue,
}

/// The communes that have entries, as points.
#[derive(Debug, Serialize)]
pub struct PointsFile {
    /// The absolute address of the site's root.
    pub base_url: String,
    /// The communes, sorted by code.
    pub points: Vec<CommunePoint>,
}

/// A commune of today that has entries, with a point inside it.
#[derive(Debug, Serialize)]
pub struct CommunePoint {
    pub code: String,
    /// The type and name.
    pub name: String,
    pub province: String,
    pub province_code: String,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// The entries: slug and title.
    pub entries: Vec<(String, String)>,
}

/// A file beside the tables.
#[derive(Debug, Serialize)]
pub struct DataLink {
    pub label: String,
    pub path: String,
    /// The media type.
    pub mime: &'static str,
}

/// A table in the description of the open data.
#[derive(Debug, Serialize)]
pub struct DataTable {
    /// The name in the data package.
    pub id: &'static str,
    pub title: String,
    /// The address of the CSV.
    pub path: String,
    /// The number of rows; `None` except on the page.
    pub rows: Option<usize>,
    pub columns: Vec<DataColumn>,
}

/// A column in the description of the open data.
#[derive(Debug, Serialize)]
pub struct DataColumn {
    pub name: &'static str,
    pub says: String,
}
