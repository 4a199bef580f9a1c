//! The page of the open data, which describes every table, column by column.

use super::tables::{TABLES, Table, TableName};
use super::{JSON, POINTS, WORKBOOK};
use crate::address;
use crate::gazetteer::TABLES_DAY;
use crate::plan::Plan;
use crate::plan::index::ListOf;
use crate::plan::view::{Counted, DataColumn, DataLink, DataPage, DataSet, DataTable};
use crate::plan::within::bare_name;

const WORKBOOK_MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Plan<'_> {
    /// Returns the view of the page.
    pub(super) fn data_page(&self) -> DataPage {
        let wording = &self.facts.wording;
        let mut head = self.head("data", wording.word("data"), address::DATA.into());
        head.description = Some(wording.word("data_lead"));
        head.updated = self.last_change();
        head.crumbs = vec![self.home_crumb()];
        let of = |matches: fn(&ListOf) -> bool| -> Vec<Counted> {
            let lists = self.shape.lists.iter().filter(|(of, _)| matches(of));
            let counted = lists.map(|(of, entries)| Counted {
                label: self.list_label(of),
                path: self.data_path(of, TableName::Entries.table()),
                count: entries.len(),
            });
            counted.collect()
        };
        let mut provinces = of(|of| matches!(of, ListOf::Province(_)));
        self.sort_by_label(&mut provinces, |counted| bare_name(&counted.label));
        DataPage {
            site: self.site.clone(),
            set: self.data_set(true),
            head,
            places_day: wording.day(TABLES_DAY),
            fields: of(|of| matches!(of, ListOf::Field(_))),
            phases: of(|of| matches!(of, ListOf::Phase(_))),
            provinces,
        }
    }

    /// Describes the data. Row counts are only for the page (`counted`): in other files they would change keys.
    pub(super) fn data_set(&self, counted: bool) -> DataSet {
        let (config, wording) = (&self.catalogue.config, &self.facts.wording);
        let file = |word: &str, name: &str, mime| DataLink {
            label: wording.word(word),
            path: [address::DATA, name].concat(),
            mime,
        };
        DataSet {
            title: format!("{} – {}", wording.word("data"), config.title),
            description: wording.word("data_lead"),
            publisher: self.facts.issuer().to_string(),
            licence: config.licence.clone(),
            language: config.language.clone(),
            base_url: config.base_url.clone(),
            page: self.absolute(address::DATA),
            day: self.last_change(),
            tables: TABLES.iter().map(|table| self.data_table(table, counted)).collect(),
            files: self
                .has_workbook()
                .then(|| file("data_workbook", WORKBOOK, WORKBOOK_MIME))
                .into_iter()
                .chain([
                    file("data_json", JSON, "application/json"),
                    file("data_points", POINTS, "application/geo+json"),
                ])
                .collect(),
        }
    }

    fn data_table(&self, table: &Table, counted: bool) -> DataTable {
        let wording = &self.facts.wording;
        DataTable {
            id: table.id,
            title: wording.word(&format!("table_{}", table.id.replace('-', "_"))),
            path: self.data_path(ListOf::All, table),
            rows: counted.then(|| self.count_rows(table.name)),
            columns: table
                .columns
                .iter()
                .map(|column| DataColumn {
                    name: column.name,
                    says: wording.word(&format!("column_{}", column.name)),
                })
                .collect(),
        }
    }

    /// Returns how many rows a table has.
    pub(super) fn count_rows(&self, table: TableName) -> usize {
        let entries = &self.catalogue.entries;
        let sum = |count: fn(&crate::model::Entry) -> usize| entries.iter().map(|entry| count(entry)).sum();
        match table {
            TableName::Entries => entries.len(),
            TableName::Results => sum(|entry| entry.record().results.len()),
            TableName::Statuses => sum(|entry| entry.record().status.len()),
            TableName::Awards => sum(|entry| entry.record().awards.len()),
            TableName::Sources => sum(|entry| entry.record().sources.len()),
            TableName::Photos => sum(|entry| entry.photos.len()),
            TableName::Places => sum(|entry| entry.places.len()),
            TableName::EntryDocuments => sum(|entry| entry.documents.len()),
            TableName::Documents => self.catalogue.documents.len(),
        }
    }
}
