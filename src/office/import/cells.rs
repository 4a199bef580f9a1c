//! What a cell says of a value: whether it was edited, and into what.

use super::Importer;
use crate::date::PartialDate;
use crate::edit::FieldValue;
use crate::office::cell::{CellValue, mark};
use crate::office::values::cell_of;
use crate::schema::{Key, Type};
use crate::text::cell_text;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellNews {
    /// Nothing, or what the entry says already.
    Nothing,
    /// A value.
    Value(FieldValue),
    /// That the value is to go.
    Gone,
    /// It was edited, but the entry too, since the export; the entry's own text.
    Twice(String),
    /// Its formula has an error.
    Fault(String),
}

impl Importer<'_> {
    /// Compares a cell with the value that the entry has. `base` is the mark of the cell that was exported.
    pub(super) fn news(
        &self,
        key: &Key,
        cell: Option<&CellValue>,
        current: Option<&FieldValue>,
        base: Option<&str>,
    ) -> CellNews {
        let written = cell.map(CellValue::text).unwrap_or_default();
        if base == Some(&*mark(&written)) {
            return CellNews::Nothing;
        }
        if let Some(CellValue::Fault(fault)) = cell {
            return CellNews::Fault(fault.clone());
        }
        let shown = current.and_then(|value| cell_of(self.known, key, value)).map(|cell| cell.text());
        let shown = shown.unwrap_or_default();
        let shown = cell_text(&shown);
        if shown == written || (base.is_none() && written.is_empty()) {
            return CellNews::Nothing;
        }
        if base.is_some_and(|base| mark(shown) != base) {
            return CellNews::Twice(shown.to_string());
        }
        match cell.and_then(|cell| self.reader.value(key, cell)) {
            Some(value) if current == Some(&value) => CellNews::Nothing,
            // A list that was not exported may say less than the entry does.
            Some(value) if base.is_none() && current.is_some_and(|own| self.says_more(key, own, &value)) => {
                CellNews::Nothing
            }
            Some(value) => CellNews::Value(value),
            None => CellNews::Gone,
        }
    }

    /// Whether an entry's own value says what another does, and perhaps more: a day of that year, a place in full.
    fn says_more(&self, key: &Key, own: &FieldValue, other: &FieldValue) -> bool {
        let (FieldValue::Text(own), FieldValue::Text(other)) = (own, other) else { return false };
        match key.kind {
            Type::Date => {
                PartialDate::parse(own).zip(PartialDate::parse(other)).is_some_and(|(own, other)| {
                    other.first_day() <= own.first_day() && own.last_day() <= other.last_day()
                })
            }
            Type::Place => self.index.is_one_place(own, other),
            _ => false,
        }
    }

    /// Returns the text of a value, for reports.
    pub(super) fn shown(&self, key: &Key, value: Option<&FieldValue>) -> String {
        value.and_then(|value| cell_of(self.known, key, value)).map(|cell| cell.text()).unwrap_or_default()
    }
}
