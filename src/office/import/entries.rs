//! The rows of a list of entries.

use std::collections::HashMap;

use super::cells::CellNews;
use super::groups::{GroupValues, RowKind, kind};
use super::pending::{PendingChange, PendingEntry, put};
use super::{Importer, KeyEdit};
use crate::diagnostic::Problem;
use crate::edit::{FieldChange, FieldValue, KeyPath};
use crate::office::cell::{CellPlace, CellValue, ListSheet};
use crate::office::columns::{ColumnTarget, declared};
use crate::office::gallery::value_of;
use crate::office::header::{ListColumn, ListHeading};
use crate::office::matching::RowMatch;
use crate::office::rows::{SheetRow, place};
use crate::schema::{Key, keys_of};

/// The marks of an exported row, by column.
pub(super) type RowMarks<'m> = HashMap<&'m str, &'m str>;

/// Returns the marks of a row: names, and what the row has below them.
pub(super) fn marks<'m>(names: &'m [String], text: &'m str) -> RowMarks<'m> {
    names.iter().map(String::as_str).zip(text.split(' ')).collect()
}

impl Importer<'_> {
    /// Reads the rows of a list of entries.
    pub(super) fn entries(
        &mut self,
        index: usize,
        sheet: &ListSheet,
        heading: &ListHeading,
        rows: &[SheetRow],
    ) {
        let mut group = GroupValues::default();
        let mut seen: HashMap<usize, u32> = HashMap::new();
        let mut fresh: HashMap<String, u32> = HashMap::new();
        for row in rows.iter().filter(|row| row.number >= heading.below) {
            let at = place(index, sheet, row.number, None);
            match if heading.is_report { RowKind::Entry } else { kind(heading, row) } {
                RowKind::Entry => {}
                RowKind::Group => {
                    let named = self.group(row);
                    group.field = named.field.or(group.field.take());
                    group.place = named.place.or(group.place.take());
                    self.leave_out(at, row);
                    continue;
                }
                RowKind::Other => {
                    self.leave_out(at, row);
                    continue;
                }
            }
            self.result.sheets[index].rows += 1;
            let values = self.row_values(heading, row, &group);
            let title = match value_of(&values, "title") {
                Some(FieldValue::Text(title)) => title.clone(),
                _ => String::new(),
            };
            let id =
                heading.column(&ColumnTarget::Id).map(|column| row.text(column.column)).unwrap_or_default();
            let first = match self.index.find(&id, &title, &values) {
                RowMatch::Known(known) => {
                    let first = seen.insert(known, row.number);
                    if first.is_none() {
                        self.known_row(at.clone(), sheet, heading, row, known);
                        self.already_there(sheet, row.number, known);
                    }
                    first
                }
                RowMatch::New => {
                    let first = fresh.insert(identity(&values), row.number).filter(|_| !title.is_empty());
                    if first.is_none() {
                        self.new_row(at.clone(), sheet, heading, row, (title, values));
                    }
                    first
                }
                RowMatch::NoSuchId => {
                    self.problem(&at, Problem::RowWithoutEntry { written: id });
                    None
                }
                RowMatch::Unclear(found) => {
                    let candidates =
                        found.iter().map(|known| self.known.entries[*known].id.clone()).collect();
                    self.problem(&at, Problem::RowUnclear { candidates });
                    None
                }
            };
            if let Some(first) = first {
                let first = place(index, sheet, first, None).shown();
                self.problem(&at, Problem::RowRepeated { first });
            }
        }
    }

    /// Returns what the cells of a row and its group say.
    fn row_values(
        &self,
        heading: &ListHeading,
        row: &SheetRow,
        group: &GroupValues,
    ) -> Vec<(String, FieldValue)> {
        let mut values = Vec::new();
        for (column, key, path) in keys(heading) {
            let cell = row.cells.get(&column.column).filter(|cell| !matches!(cell, CellValue::Fault(_)));
            if let Some(value) = cell.and_then(|cell| self.reader.value(key, cell)) {
                put(&mut values, path, value);
            }
        }
        for (name, common) in [("fields", &group.field), ("locality", &group.place)] {
            if let Some(common) = common.as_ref().filter(|_| value_of(&values, name).is_none()) {
                put(&mut values, name, common.clone());
            }
        }
        values
    }

    fn new_row(
        &mut self,
        at: CellPlace,
        sheet: &ListSheet,
        heading: &ListHeading,
        row: &SheetRow,
        (title, values): (String, Vec<(String, FieldValue)>),
    ) {
        let own =
            |column: &ListColumn| place(at.sheet, sheet, row.number, Some((column.column, &column.heading)));
        let mut entry = PendingEntry::new(at.clone(), title, None);
        entry.values = values;
        for (column, _, path) in keys(heading) {
            entry.cells.insert(path.to_string(), own(column));
            if let Some(CellValue::Fault(written)) = row.cells.get(&column.column) {
                self.problem(&own(column), Problem::CellFault { written: written.clone() });
            }
        }
        for column in &heading.columns {
            match (&column.target, row.cells.get(&column.column)) {
                (Some(ColumnTarget::Section), Some(cell)) => {
                    entry.sections.push((column.heading.clone(), self.reader.text(cell)));
                }
                (Some(ColumnTarget::Text), Some(cell)) => entry.text = self.reader.text(cell),
                _ => {}
            }
        }
        self.report_row(sheet, row, &mut entry);
        self.pending.push(entry);
    }

    fn known_row(
        &mut self,
        at: CellPlace,
        sheet: &ListSheet,
        heading: &ListHeading,
        row: &SheetRow,
        known: usize,
    ) {
        let record = &self.known.entries[known];
        let mut entry = PendingEntry::new(at.clone(), record.title().to_string(), Some(known));
        let marked = heading.marks().map(|(column, names)| (row.text(column), names));
        let marks = marked.as_ref().map(|(text, names)| marks(names, text)).unwrap_or_default();
        for (column, key, path) in keys(heading) {
            let own = place(at.sheet, sheet, row.number, Some((column.column, &column.heading)));
            let current = record.value(path);
            let news = self.news(key, row.cells.get(&column.column), current, marks.get(path).copied());
            let before = self.shown(key, current);
            entry.cells.insert(path.to_string(), own.clone());
            let edit = |after| KeyEdit { place: own.clone(), key: path.to_string(), before, after };
            let to = KeyPath::parse(path).expect("paths of columns are those of keys");
            match news {
                CellNews::Nothing => {}
                CellNews::Value(value) => {
                    let edit = edit(Some(self.shown(key, Some(&value))));
                    entry.changes.push(PendingChange { change: FieldChange::Set(to, value), edit });
                }
                CellNews::Gone => {
                    entry.changes.push(PendingChange { change: FieldChange::Remove(to), edit: edit(None) });
                }
                CellNews::Twice(now) => {
                    self.problem(&own, Problem::EditedTwice { key: path.to_string(), now });
                }
                CellNews::Fault(written) => self.problem(&own, Problem::CellFault { written }),
            }
        }
        for (key, _) in crate::office::columns::sheets() {
            let count = marks.get(&*format!("{}[]", key.name)).and_then(|count| count.parse().ok());
            entry.counts.extend(count.map(|count| (key.name, count)));
        }
        self.pending.push(entry);
    }
}

/// Returns the columns that hold keys, with the keys and their paths.
fn keys(heading: &ListHeading) -> impl Iterator<Item = (&ListColumn, &'static Key, &str)> {
    heading.columns.iter().filter_map(|column| match &column.target {
        Some(ColumnTarget::Key(path)) => Some((column, declared(keys_of("entry"), path)?, path.as_str())),
        _ => None,
    })
}

/// Returns what makes two new rows one entry: title, place and beginning.
fn identity(values: &[(String, FieldValue)]) -> String {
    let text = |key| value_of(values, key).map(|value| format!("{value:?}")).unwrap_or_default();
    let title = match value_of(values, "title") {
        Some(FieldValue::Text(title)) => crate::text::bare_words(title),
        _ => String::new(),
    };
    [title, text("locality"), text("started"), text("unit")].join("|")
}
