//! The open data: its files and their views.
//!
//! Takes the entries that visitors see, gives tables: columns with names and types (`tables`), and rows of cells. A
//! view holds only a digest of its rows, folded from one digest per entry; the rows are made when a file is written
//! ([`Plan::rows`]). Tables hold nothing that no page shows, and no entry's text.

mod page;
mod rows;
mod tables;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::index::ListOf;
use super::view::{
    CommunePoint, DataSetFile, DataSetFormat, PointsFile, Row, TableDigest, TableFormat, TablesFile,
};
use super::{Plan, View, What};
use crate::address;
use crate::date::Day;
use crate::digest::Digest;

pub use tables::{Column, ForeignKey, TABLES, Table, TableName, ValueType};

/// A file of the open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFile {
    /// The page that describes and links to the other files.
    Page,
    /// A table of all entries or of a list's, as CSV.
    Table(TableName, ListOf),
    /// All tables as JSON.
    Json,
    /// All tables as a workbook.
    Workbook,
    /// The communes that have entries, as GeoJSON.
    Points,
    /// The description as a Frictionless Data Package.
    Package,
    /// The description as DCAT, which open data portals read.
    Catalogue,
}

const JSON: &str = "mo-hinh.json";
const POINTS: &str = "mo-hinh.geojson";
/// All tables as a workbook.
const WORKBOOK: &str = "mo-hinh.xlsx";
/// Maximum number of entries in a workbook: programs that show it hold all of it in memory.
const WORKBOOK_ENTRIES: usize = 50_000;
/// Maximum number of entries whose rows are kept as lines, which takes half a kilobyte for each.
const LINES_KEPT: usize = 50_000;
/// Maximum number of rows below the heading of a sheet (ECMA-376, 18.3.1.73).
const SHEET_ROWS: usize = (1 << 20) - 1;
/// The files of the whole gallery, except the page and the tables.
const WHOLE: [(&str, DataFile); 4] = [
    (JSON, DataFile::Json),
    (POINTS, DataFile::Points),
    ("datapackage.json", DataFile::Package),
    ("catalog.jsonld", DataFile::Catalogue),
];

/// What is kept of an entry's rows.
#[derive(Debug, Default)]
pub(super) struct EntryRows {
    /// The digests by table, `None` of no rows; each is made when a view first needs it.
    digests: [OnceLock<Option<Digest>>; tables::OF_ENTRIES],
    /// Its own row as CSV, which the tables of several lists have.
    line: Mutex<Option<Arc<str>>>,
}

impl Plan<'_> {
    /// Returns the outputs of the open data with their paths.
    pub(super) fn data_outputs(&self) -> Vec<(String, What)> {
        let mut files = vec![(address::page_path(address::DATA), DataFile::Page)];
        let whole =
            |table: &Table| (self.data_path(ListOf::All, table), DataFile::Table(table.name, ListOf::All));
        files.extend(TABLES.iter().map(whole));
        files.extend(self.has_workbook().then(|| ([address::DATA, WORKBOOK].concat(), DataFile::Workbook)));
        files.extend(WHOLE.map(|(name, file)| ([address::DATA, name].concat(), file)));
        let parts =
            self.shape.lists.iter().map(|(of, _)| of).filter(|of| of.is_broad() && *of != ListOf::All);
        files.extend(parts.map(|of| {
            let table = TableName::Entries;
            (self.data_path(of, table.table()), DataFile::Table(table, of))
        }));
        files.into_iter().map(|(path, file)| (path, What::Data(file))).collect()
    }

    /// Whether there is a workbook: of a gallery that is not too large, if the program was built to write one.
    fn has_workbook(&self) -> bool {
        cfg!(feature = "office")
            && fits_a_workbook(
                self.catalogue.entries.len(),
                TABLES.iter().map(|table| self.count_rows(table.name)),
            )
    }

    /// Returns the address of a table: named after the table if it holds all entries, else after the list.
    pub(super) fn data_path(&self, of: ListOf, table: &Table) -> String {
        match of {
            ListOf::All => format!("{}{}.csv", address::DATA, table.file),
            of => format!("{}{}.csv", address::DATA, self.list_address(of).trim_end_matches('/')),
        }
    }

    /// Returns the view of a file, without its rows.
    pub(super) fn data_view(&self, file: DataFile) -> View {
        match file {
            DataFile::Page => View::Data(Box::new(self.data_page())),
            DataFile::Table(table, of) => {
                let tables = vec![self.rows_digest(table, of)];
                View::Tables(TablesFile { format: TableFormat::Csv, day: None, tables })
            }
            DataFile::Json => self.all_tables(TableFormat::Json, None),
            DataFile::Workbook => {
                let days = self.catalogue.entries.iter().filter_map(|entry| entry.updated());
                self.all_tables(TableFormat::Xlsx, days.max())
            }
            DataFile::Points => {
                View::Points(PointsFile { base_url: self.absolute(""), points: self.commune_points() })
            }
            DataFile::Package => self.description(DataSetFormat::Package),
            DataFile::Catalogue => self.description(DataSetFormat::Catalogue),
        }
    }

    fn all_tables(&self, format: TableFormat, day: Option<Day>) -> View {
        let tables = TABLES.iter().map(|table| self.rows_digest(table.name, ListOf::All)).collect();
        View::Tables(TablesFile { format, day, tables })
    }

    fn description(&self, format: DataSetFormat) -> View {
        View::DataSet(DataSetFile { format, set: self.data_set(false) })
    }

    fn commune_points(&self) -> Vec<CommunePoint> {
        let gazetteer = &self.catalogue.gazetteer;
        let entry = |n: &u32| {
            let entry = self.entry(*n);
            (entry.slug.clone(), entry.record().title.value.clone())
        };
        let point = |(of, entries): (ListOf, &[u32])| {
            let ListOf::Commune(id) = of else { return None };
            let commune = gazetteer.commune(id);
            let province = gazetteer.province(commune.province());
            Some(CommunePoint {
                code: commune.code(),
                name: commune.short_name(),
                province: province.full_name(),
                province_code: province.code(),
                longitude: commune.longitude(),
                latitude: commune.latitude(),
                entries: entries.iter().map(entry).collect(),
            })
        };
        let mut points: Vec<CommunePoint> = self.shape.lists.iter().filter_map(point).collect();
        points.sort_by(|a, b| a.code.cmp(&b.code));
        points
    }

    /// Returns the rows of a file.
    pub fn rows(&self, what: What) -> FileRows<'_> {
        let of = match what {
            What::Data(DataFile::Table(_, of)) => of,
            _ => ListOf::All,
        };
        FileRows { plan: self, entries: self.shape.lists.get(of) }
    }

    /// Returns the digest of a table's rows for a list's entries.
    fn rows_digest(&self, table: TableName, of: ListOf) -> TableDigest {
        let digest = match table {
            TableName::Documents => Digest::of(&self.document_rows()),
            _ => {
                // Entries without rows do not change the table's digest.
                let digests = self.shape.lists.get(of).iter().filter_map(|n| self.digest_of_rows(*n, table));
                Digest::of(&digests.collect::<Vec<_>>())
            }
        };
        TableDigest { table, digest }
    }

    /// Returns the digest of an entry's rows in a table; `None` if it has none.
    fn digest_of_rows(&self, number: u32, table: TableName) -> Option<Digest> {
        let make = || {
            let rows = self.entry_rows(number, table);
            (!rows.is_empty()).then(|| Digest::of(&rows))
        };
        *self.kept_rows(number).digests[table as usize].get_or_init(make)
    }

    fn kept_rows(&self, number: u32) -> &EntryRows {
        self.rows[number as usize].get_or_init(Box::default)
    }

    /// Drops the lines of tables, which are made again when they are needed.
    pub fn drop_lines(&self) {
        for rows in self.rows.iter().filter_map(OnceLock::get) {
            *rows.line.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

/// The rows of a file, made one entry at a time: all of them take more memory than the rest of a build.
#[derive(Debug, Clone, Copy)]
pub struct FileRows<'p> {
    plan: &'p Plan<'p>,
    entries: &'p [u32],
}

impl FileRows<'_> {
    /// Returns the rows of a table, entry by entry; those of documents at once.
    pub fn of(&self, table: TableName) -> impl Iterator<Item = Vec<Row>> {
        let (entries, documents) = match table {
            TableName::Documents => (&[][..], Some(self.plan.document_rows())),
            _ => (self.entries, None),
        };
        entries.iter().map(move |n| self.plan.entry_rows(*n, table)).chain(documents)
    }

    /// Returns each entry's own row as the line that `encode` writes.
    pub fn lines(&self, encode: impl Fn(&Row) -> String) -> impl Iterator<Item = Arc<str>> {
        let are_kept = self.plan.catalogue.entries.len() <= LINES_KEPT;
        self.entries.iter().map(move |n| {
            let make = || Arc::from(encode(&self.plan.entry_row(self.plan.entry(*n))));
            if !are_kept {
                return make();
            }
            let mut line = self.plan.kept_rows(*n).line.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(line.get_or_insert_with(make))
        })
    }

    /// Returns the rows of several tables, entry by entry.
    pub fn of_each(&self, tables: &[TableName]) -> impl Iterator<Item = Vec<Vec<Row>>> {
        let rows = |n: &u32| tables.iter().map(|table| self.plan.entry_rows(*n, *table)).collect();
        self.entries.iter().map(rows)
    }
}

/// Whether tables with these numbers of rows fit into a workbook, beside their headings.
fn fits_a_workbook(entries: usize, mut rows: impl Iterator<Item = usize>) -> bool {
    entries <= WORKBOOK_ENTRIES && rows.all(|rows| rows <= SHEET_ROWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_holds_what_spreadsheets_open() {
        assert!(fits_a_workbook(50_000, [0, 1_048_575].into_iter()));
        assert!(!fits_a_workbook(50_001, [0].into_iter()));
        assert!(!fits_a_workbook(1, [0, 1_048_576].into_iter()));
    }
}
