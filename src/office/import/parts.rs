//! The rows of results, photos, awards, sources and whatever else an entry has several of.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::CellNews;
use super::entries::marks;
use super::pending::{PendingChange, PendingEntry, PendingRow};
use super::{Importer, KeyEdit};
use crate::diagnostic::Problem;
use crate::edit::{FieldChange, FieldValue, KeyPath};
use crate::office::cell::{CellPlace, CellValue, ListSheet};
use crate::office::columns::ColumnTarget;
use crate::office::gallery::value_of;
use crate::office::header::{ListColumn, ListHeading};
use crate::office::rows::{SheetRow, place};
use crate::schema::Key;
use crate::text::bare_words;

impl Importer<'_> {
    /// Reads the rows of a sheet of results, photos and so on.
    pub(super) fn parts(
        &mut self,
        index: usize,
        sheet: &ListSheet,
        heading: &ListHeading,
        rows: &[SheetRow],
    ) {
        let Some((of, _)) = heading.of else { return };
        let text = |row: &SheetRow, target| heading.column(&target).map(|own| row.text(own.column));
        // The rows of each entry that the sheet still has.
        let mut there: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.number >= heading.below) {
            let at = place(index, sheet, row.number, None);
            let cells = keys(heading).filter(|(column, _)| row.cells.contains_key(&column.column)).count();
            let order = text(row, ColumnTarget::Order).and_then(|order| order.parse::<usize>().ok());
            if cells == 0 && order.is_none() {
                continue;
            }
            self.result.sheets[index].rows += 1;
            let id = text(row, ColumnTarget::Id).unwrap_or_default();
            let title = text(row, ColumnTarget::Title).unwrap_or_default();
            let Some(entry) = self.owner(&id, &title, &at) else {
                let written = if id.is_empty() { title } else { id };
                self.problem(&at, Problem::RowWithoutEntry { written });
                continue;
            };
            let known = self.pending[entry].known;
            let item = known.zip(order).and_then(|(known, order)| {
                self.known.entries[known].rows(of.name).get(order.checked_sub(1)?)
            });
            match (item, order) {
                (Some(FieldValue::Table(values)), Some(order))
                    if there.entry(entry).or_default().insert(order) =>
                {
                    self.known_part(&at, (sheet, heading, row), (entry, order - 1), values);
                }
                _ => self.new_part(&at, (sheet, heading, row), entry),
            }
        }
        self.removed(index, sheet, of, &there);
    }

    /// Returns the entry that a row belongs to: of the list, or else of the site.
    fn owner(&mut self, id: &str, title: &str, at: &CellPlace) -> Option<usize> {
        let known = match id {
            "" => None,
            id => Some(self.index.of_id(id)?),
        };
        let words = bare_words(title);
        let mut found = self.pending.iter().enumerate().filter(|(_, entry)| match known {
            Some(known) => entry.known == Some(known),
            None => !words.is_empty() && bare_words(&entry.title) == words,
        });
        match (found.next(), found.next()) {
            (Some((number, _)), None) => return Some(number),
            (Some(_), Some(_)) => return None,
            _ => {}
        }
        let known = known.or(match self.index.of_title(title) {
            [one] if !words.is_empty() => Some(*one),
            _ => None,
        })?;
        let title = self.known.entries[known].title().to_string();
        self.pending.push(PendingEntry::new(at.clone(), title, Some(known)));
        Some(self.pending.len() - 1)
    }

    fn known_part(
        &mut self,
        at: &CellPlace,
        (sheet, heading, row): (&ListSheet, &ListHeading, &SheetRow),
        (entry, item): (usize, usize),
        values: &[(String, FieldValue)],
    ) {
        let Some((of, _)) = heading.of else { return };
        let marked = heading.marks().map(|(column, names)| (row.text(column), names));
        let marks = marked.as_ref().map(|(text, names)| marks(names, text)).unwrap_or_default();
        let (mut changes, mut left) = (Vec::new(), 0);
        for (column, key) in keys(heading) {
            let own = place(at.sheet, sheet, row.number, Some((column.column, &column.heading)));
            let current = value_of(values, key.name);
            let news = self.news(key, row.cells.get(&column.column), current, marks.get(key.name).copied());
            let to = KeyPath::of(of.name).item(item).below(key.name);
            self.pending[entry].cells.insert(to.to_string(), own.clone());
            let before = self.shown(key, current);
            let edit = |after| KeyEdit { place: own.clone(), key: to.to_string(), before, after };
            left += usize::from(row.cells.contains_key(&column.column));
            match news {
                CellNews::Nothing => {}
                CellNews::Value(value) => {
                    let edit = edit(Some(self.shown(key, Some(&value))));
                    changes.push(PendingChange { change: FieldChange::Set(to, value), edit });
                }
                CellNews::Gone => {
                    changes.push(PendingChange { edit: edit(None), change: FieldChange::Remove(to) });
                }
                CellNews::Twice(now) => self.problem(&own, Problem::EditedTwice { key: to.to_string(), now }),
                CellNews::Fault(written) => self.problem(&own, Problem::CellFault { written }),
            }
        }
        if left == 0 && !changes.is_empty() {
            let key = KeyPath::of(of.name).item(item).to_string();
            let edit = KeyEdit { place: at.clone(), key, before: self.line(of, values), after: None };
            self.pending[entry].removals.push((edit, of.name, item));
            return;
        }
        self.pending[entry].changes.extend(changes);
    }

    fn new_part(
        &mut self,
        at: &CellPlace,
        (sheet, heading, row): (&ListSheet, &ListHeading, &SheetRow),
        entry: usize,
    ) {
        let Some((of, _)) = heading.of else { return };
        let (mut values, mut cells) = (Vec::new(), Vec::new());
        for (column, key) in keys(heading) {
            let own = place(at.sheet, sheet, row.number, Some((column.column, &column.heading)));
            match row.cells.get(&column.column) {
                Some(CellValue::Fault(written)) => {
                    self.problem(&own, Problem::CellFault { written: written.clone() });
                }
                Some(cell) => {
                    values.extend(self.reader.value(key, cell).map(|value| (key.name.to_string(), value)));
                }
                None => {}
            }
            cells.push((key.name.to_string(), own));
        }
        let own = self.pending[entry].known.map(|known| self.known.entries[known].rows(of.name));
        // A list that was imported before brings nothing new.
        let is_there = own.unwrap_or_default().iter().any(|item| match item {
            FieldValue::Table(own) => keys(heading).all(|(_, key)| {
                let shown = self.shown(key, value_of(&values, key.name));
                shown.is_empty() || shown == self.shown(key, value_of(own, key.name))
            }),
            _ => false,
        });
        if !is_there && !values.is_empty() {
            self.pending[entry].inserts.push(PendingRow { place: at.clone(), key: of.name, values, cells });
        }
    }

    /// Notes the rows that an export had and the sheet has no more.
    fn removed(
        &mut self,
        index: usize,
        sheet: &ListSheet,
        of: &'static Key,
        there: &BTreeMap<usize, BTreeSet<usize>>,
    ) {
        for number in 0..self.pending.len() {
            let (count, known) = match &self.pending[number] {
                PendingEntry { known: Some(known), counts, .. } => (counts.get(of.name).copied(), *known),
                _ => continue,
            };
            let own = self.known.entries[known].rows(of.name);
            let Some(count) = count else { continue };
            let left = there.get(&number);
            let gone: Vec<usize> =
                (1..=count).filter(|order| left.is_none_or(|left| !left.contains(order))).collect();
            let row = place(index, sheet, self.pending[number].place.row, None);
            if !gone.is_empty() && own.len() != count {
                let at = self.pending[number].place.clone();
                self.problem(&at, Problem::EditedTwice { key: of.name.into(), now: own.len().to_string() });
                continue;
            }
            for order in gone {
                let values: &[(String, FieldValue)] = match own.get(order - 1) {
                    Some(FieldValue::Table(values)) => values,
                    _ => &[],
                };
                let key = KeyPath::of(of.name).item(order - 1).to_string();
                let edit = KeyEdit { place: row.clone(), key, before: self.line(of, values), after: None };
                self.pending[number].removals.push((edit, of.name, order - 1));
            }
        }
    }

    /// Returns the values of a row on one line.
    fn line(&self, of: &Key, values: &[(String, FieldValue)]) -> String {
        let crate::schema::Type::Table(keys) = of.kind else { return String::new() };
        let texts = values.iter().filter_map(|(name, value)| {
            let (_, key) = keys.find(name)?;
            Some(self.shown(key, Some(value))).filter(|text| !text.is_empty())
        });
        texts.collect::<Vec<_>>().join(", ")
    }
}

/// Returns the columns that hold keys of a row.
fn keys(heading: &ListHeading) -> impl Iterator<Item = (&ListColumn, &'static Key)> {
    let declared = heading.keys();
    heading.columns.iter().filter_map(move |column| match &column.target {
        Some(ColumnTarget::Key(name)) => Some((column, declared.find(name)?.1)),
        _ => None,
    })
}
