//! The views of the open data: its page and its files.

use serde::{Serialize, Serializer};

use super::{Counted, Date, PageHead, SiteView};
use crate::date::Day;
use crate::digest::{Digest, Digested};

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

/// The rows of a table. A key hashes their digest; the rows are needed only for rendering.
#[derive(Debug)]
pub struct Rows {
    /// The table's index in [`TABLES`](crate::plan::data::TABLES).
    pub table: usize,
    /// The digest of all rows.
    pub digest: Digest,
    /// The rows of each entry; those of documents are all in one item.
    pub rows: Option<Vec<Vec<Row>>>,
}

impl Rows {
    /// Returns the rows of each entry.
    ///
    /// # Panics
    ///
    /// Panics if the rows have not been added by `Plan::put_rows`.
    pub fn by_entry(&self) -> &[Vec<Row>] {
        self.rows.as_deref().expect("rows are added before rendering")
    }

    /// Returns all rows; panics like [`Rows::by_entry`].
    pub fn all(&self) -> impl Iterator<Item = &Row> {
        self.by_entry().iter().flatten()
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.rows.serialize(serializer)
        } else {
            (self.table, self.digest).serialize(serializer)
        }
    }
}

/// A file of tables: one as CSV, or all as JSON or as a workbook.
#[derive(Debug, Serialize)]
pub struct TablesFile {
    pub format: TableFormat,
    /// The day of the data, if the file says it.
    pub day: Option<Day>,
    pub tables: Vec<Rows>,
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
    /// The entries: slug, title and absolute address.
    pub entries: Vec<(String, String, String)>,
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
