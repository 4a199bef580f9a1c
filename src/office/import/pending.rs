//! An entry while the rows of a list are read.

use std::collections::HashMap;

use super::KeyEdit;
use crate::edit::{FieldChange, FieldValue};
use crate::office::cell::CellPlace;
use crate::office::notes::RowPicture;

/// A change of a known entry, with the cell that causes it.
#[derive(Debug)]
pub(super) struct PendingChange {
    pub(super) change: FieldChange,
    pub(super) edit: KeyEdit,
}

/// A row that a list of tables gains.
#[derive(Debug)]
pub(super) struct PendingRow {
    pub(super) place: CellPlace,
    /// The key of the list.
    pub(super) key: &'static str,
    pub(super) values: Vec<(String, FieldValue)>,
    /// The cells of the values, by key.
    pub(super) cells: Vec<(String, CellPlace)>,
}

/// An entry that a list names.
#[derive(Debug)]
pub(super) struct PendingEntry {
    pub(super) place: CellPlace,
    pub(super) title: String,
    /// The index of the known entry; `None` for a new one.
    pub(super) known: Option<usize>,
    /// The values of a new entry.
    pub(super) values: Vec<(String, FieldValue)>,
    /// Sections of a new entry's text: heading and words.
    pub(super) sections: Vec<(String, String)>,
    /// The text below the front matter of a new entry, as Markdown.
    pub(super) text: String,
    /// The photos of a new entry.
    pub(super) pictures: Vec<RowPicture>,
    /// Changes of values.
    pub(super) changes: Vec<PendingChange>,
    /// Rows of lists that go, by key and index.
    pub(super) removals: Vec<(KeyEdit, &'static str, usize)>,
    /// Rows of lists that come.
    pub(super) inserts: Vec<PendingRow>,
    /// The numbers of rows that an export had, by key.
    pub(super) counts: HashMap<&'static str, usize>,
    /// The cell of each key, by its path.
    pub(super) cells: HashMap<String, CellPlace>,
}

impl PendingEntry {
    pub(super) fn new(place: CellPlace, title: String, known: Option<usize>) -> PendingEntry {
        PendingEntry {
            place,
            title,
            known,
            values: Vec::new(),
            sections: Vec::new(),
            text: String::new(),
            pictures: Vec::new(),
            changes: Vec::new(),
            removals: Vec::new(),
            inserts: Vec::new(),
            counts: HashMap::new(),
            cells: HashMap::new(),
        }
    }
}

/// Sets a value by the path of its key.
pub(super) fn put(values: &mut Vec<(String, FieldValue)>, path: &str, value: FieldValue) {
    let Some((outer, inner)) = path.split_once('.') else {
        values.push((path.into(), value));
        return;
    };
    match values.iter_mut().find(|(name, _)| name == outer) {
        Some((_, FieldValue::Table(own))) => own.push((inner.into(), value)),
        _ => values.push((outer.into(), FieldValue::Table(vec![(inner.into(), value)]))),
    }
}
