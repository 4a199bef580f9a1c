//! The tables of the open data, declared once for CSV, JSON, the data package and the page.

use serde::Serialize;

use TableName::{Awards, Documents, Entries, EntryDocuments, Photos, Places, Results, Sources, Statuses};
use ValueType::{Day, Name, Names, Number, Text, Web, When, Whole};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each holds rows of what it is named for")]
pub enum TableName {
    Entries,
    Results,
    Statuses,
    Awards,
    Sources,
    Photos,
    Places,
    /// Which entry refers to which document.
    EntryDocuments,
    Documents,
}

/// How many tables have rows made from one entry each: all but the last, [`TableName::Documents`].
pub(crate) const OF_ENTRIES: usize = 8;

/// The type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// A text.
    Text,
    /// A text that names one thing: an id, a code.
    Name,
    /// Several texts.
    Names,
    /// A URL.
    Web,
    /// A day, ISO 8601.
    Day,
    /// A date in ISO 8601, as precise as it is known: `2019`, `2019-03`, `2019-03-05`.
    When,
    /// A whole number.
    Whole,
    /// A number.
    Number,
}

/// A column. The theme's words describe it, under `column_` and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name, the same in every format.
    pub name: &'static str,
    /// The type of its values.
    pub kind: ValueType,
    /// Whether every row has a value.
    pub required: bool,
}

/// A column that holds the ids of another table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignKey {
    /// The column.
    pub column: &'static str,
    /// The table whose `id` it holds.
    pub table: TableName,
}

/// A table's declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The table that is declared.
    pub name: TableName,
    /// The name in the data package. The theme's words have its title, under `table_` and this.
    pub id: &'static str,
    /// The name of its file, without the extension.
    pub file: &'static str,
    /// The columns, in the order of its rows' cells.
    pub columns: &'static [Column],
    /// The names of the columns that form its primary key.
    pub key: &'static [&'static str],
    /// The foreign keys.
    pub refers: &'static [ForeignKey],
}

impl TableName {
    /// Returns the table's declaration.
    pub fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}

const fn column(name: &'static str, kind: ValueType) -> Column {
    Column { name, kind, required: false }
}

const fn always(name: &'static str, kind: ValueType) -> Column {
    Column { name, kind, required: true }
}

/// The first column of every table that may have several rows per entry; `ORDER` follows it.
const ENTRY: Column = always("entry", Name);
const ORDER: Column = always("order", Whole);
const ROW: &[&str] = &["entry", "order"];
const OF_ENTRY: ForeignKey = ForeignKey { column: "entry", table: Entries };

/// How many results an entry's own row shows.
pub(super) const FLAT_RESULTS: usize = 3;

/// Every table, in the order of [`TableName`].
pub const TABLES: [Table; 9] = [
    Table {
        name: Entries,
        id: "entries",
        file: "mo-hinh",
        columns: &[
            always("id", Name),
            always("url", Web),
            always("title", Text),
            always("kind", Text),
            always("fields", Names),
            always("field_ids", Names),
            column("places_written", Names),
            column("places_now", Names),
            column("communes", Names),
            column("commune_codes", Names),
            column("provinces", Names),
            column("province_codes", Names),
            column("area", Text),
            column("units", Names),
            column("started", When),
            column("started_precision", Text),
            column("ended", When),
            column("phase", Text),
            column("phase_id", Name),
            column("status", Text),
            column("status_date", When),
            column("recognised", When),
            column("commended", When),
            column("verified", Day),
            column("published", Day),
            column("updated", Day),
            column("summary", Text),
            always("photos", Whole),
            column("documents", Names),
            column("replicates", Name),
            always("results", Whole),
            column("result_1", Text),
            column("result_1_before", Text),
            column("result_1_after", Text),
            column("result_2", Text),
            column("result_2_before", Text),
            column("result_2_after", Text),
            column("result_3", Text),
            column("result_3_before", Text),
            column("result_3_after", Text),
        ],
        key: &["id"],
        refers: &[ForeignKey { column: "replicates", table: Entries }],
    },
    Table {
        name: Results,
        id: "results",
        file: "ket-qua",
        columns: &[
            ENTRY,
            ORDER,
            always("label", Text),
            column("unit", Text),
            column("before", Text),
            column("before_number", Number),
            column("after", Text),
            column("after_number", Number),
            column("from", When),
            column("to", When),
            column("source", Text),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: Statuses,
        id: "statuses",
        file: "trang-thai",
        columns: &[
            ENTRY,
            ORDER,
            always("step", Text),
            always("date", When),
            column("by", Text),
            column("number", Text),
            column("level", Text),
            column("source", Text),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: Awards,
        id: "awards",
        file: "khen-thuong",
        columns: &[
            ENTRY,
            ORDER,
            always("award", Text),
            column("date", When),
            column("by", Text),
            column("number", Text),
            column("level", Text),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: Sources,
        id: "sources",
        file: "nguon",
        columns: &[
            ENTRY,
            ORDER,
            always("source", Text),
            column("author", Text),
            column("link", Text),
            column("date", When),
            column("accessed", Day),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: Photos,
        id: "photos",
        file: "anh",
        columns: &[
            ENTRY,
            ORDER,
            always("url", Web),
            column("caption", Text),
            column("alt", Text),
            column("credit", Text),
            column("licence", Text),
            column("date", When),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: Places,
        id: "places",
        file: "dia-phuong",
        columns: &[
            ENTRY,
            ORDER,
            always("written", Text),
            always("now", Text),
            always("province", Text),
            always("province_code", Name),
            column("communes", Names),
            column("commune_codes", Names),
            column("former", Text),
            column("former_code", Name),
            column("former_until", When),
        ],
        key: ROW,
        refers: &[OF_ENTRY],
    },
    Table {
        name: EntryDocuments,
        id: "entry-documents",
        file: "mo-hinh-van-ban",
        columns: &[ENTRY, always("document", Name)],
        key: &["entry", "document"],
        refers: &[OF_ENTRY, ForeignKey { column: "document", table: Documents }],
    },
    Table {
        name: Documents,
        id: "documents",
        file: "van-ban",
        columns: &[
            always("id", Name),
            always("url", Web),
            always("number", Text),
            column("document_kind", Text),
            always("title", Text),
            column("issuer", Text),
            column("date", When),
            column("link", Text),
            always("entries", Whole),
        ],
        key: &["id"],
        refers: &[],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_keys_refer_to_columns_that_exist() {
        let files: BTreeSet<&str> = TABLES.iter().map(|table| table.file).collect();
        assert_eq!(files.len(), TABLES.len());
        for (number, table) in TABLES.iter().enumerate() {
            assert_eq!(table.name as usize, number);
            let named = |name: &str| table.columns.iter().filter(|column| column.name == name).count() == 1;
            assert!(table.columns.iter().all(|column| named(column.name)), "{}", table.id);
            assert!(table.key.iter().all(|name| named(name)), "{}", table.id);
            for key in table.refers {
                assert!(named(key.column) && key.table.table().key == ["id"], "{}", table.id);
            }
        }
        assert_eq!(TABLES[OF_ENTRIES].name, Documents);
    }
}
