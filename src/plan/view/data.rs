//! The open data: its page, and its files.

use serde::{Serialize, Serializer};

use super::{Counted, Date, PageHead, SiteView};
use crate::digest::{Digest, Digested};

/// A value in a table. To a key each says what it is, so that a missing text and an empty one differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each holds what it is named for")]
pub enum Cell {
    Empty,
    Text(String),
    Whole(usize),
    Number(f64),
    Names(Vec<String>),
}

/// A row: a value for each column of its table.
pub type Row = Vec<Cell>;

/// Rows of a table: to a key their digest; only a file that is rendered needs the rows.
#[derive(Debug)]
pub struct Rows {
    /// The declaration's place in [`TABLES`](crate::plan::data::TABLES).
    pub table: usize,
    /// Folds the digests of all rows.
    pub digest: Digest,
    /// The rows; by entry, where each entry has some.
    pub rows: Option<Vec<Vec<Row>>>,
}

impl Rows {
    /// The rows by entry.
    pub fn by_entry(&self) -> &[Vec<Row>] {
        self.rows.as_deref().expect("what is rendered has its rows")
    }

    /// The rows, one after the other.
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

/// A file of some tables: CSV of one, JSON of all.
#[derive(Debug, Serialize)]
pub struct TablesFile {
    /// How they are written.
    pub format: TableFormat,
    /// The tables.
    pub tables: Vec<Rows>,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum TableFormat {
    Csv,
    Json,
}

/// The page of the open data.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct DataPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub set: DataSet,
    /// The day of which the places' names now are.
    pub places_day: Date,
    pub fields: Vec<Counted>,
    pub phases: Vec<Counted>,
    pub provinces: Vec<Counted>,
}

/// What catalogues of open data say of it.
#[derive(Debug, Serialize)]
pub struct DataSet {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Who publishes it.
    pub publisher: String,
    /// Under what licence.
    pub licence: Option<String>,
    /// `vi` or `en`.
    pub language: String,
    /// The site's absolute address.
    pub base_url: String,
    /// The page's absolute address.
    pub page: String,
    /// The day of the data: when what it shows was last changed.
    pub day: Option<Date>,
    /// Its tables.
    pub tables: Vec<DataTable>,
    /// Its other files.
    pub files: Vec<DataLink>,
}

/// A description of the data for machines.
#[derive(Debug, Serialize)]
pub struct DataSetFile {
    /// In which vocabulary.
    pub format: DataSetFormat,
    /// The data.
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
    /// The points, by the communes' codes.
    pub points: Vec<CommunePoint>,
}

/// A commune of today that has entries.
#[derive(Debug, Serialize)]
pub struct CommunePoint {
    /// Its code.
    pub code: String,
    /// Its type and name.
    pub name: String,
    /// Its province.
    pub province: String,
    /// The province's code.
    pub province_code: String,
    /// Degrees east of a point inside it (WGS 84).
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Its entries: id, title and absolute address.
    pub entries: Vec<(String, String, String)>,
}

/// A file beside the tables.
#[derive(Debug, Serialize)]
pub struct DataLink {
    /// What it is, in words.
    pub label: String,
    /// Its address.
    pub path: String,
    /// Its media type.
    pub mime: &'static str,
}

/// A table on the page.
#[derive(Debug, Serialize)]
pub struct DataTable {
    /// Its name in the data package.
    pub id: &'static str,
    /// What it holds, in words.
    pub title: String,
    /// Its CSV.
    pub path: String,
    /// The number of its rows; `None` outside the page, since no other file says it.
    pub rows: Option<usize>,
    /// Its columns.
    pub columns: Vec<DataColumn>,
}

/// A column on the page.
#[derive(Debug, Serialize)]
pub struct DataColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in words.
    pub says: String,
}
