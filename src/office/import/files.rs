//! The files that entries of a list come to.

use std::collections::{BTreeSet, HashMap};

use super::pending::{PendingEntry, PendingRow};
use super::reports::placed;
use super::{EntryOutcome, ImportedEntry, Importer, KeyEdit};
use crate::date::Day;
use crate::diagnostic::Problem;
use crate::edit::{EditError, FieldChange, FieldValue, KeyPath, edit, fresh_entry_file};
use crate::office::cell::CellPlace;
use crate::office::gallery::value_of;
use crate::office::markdown::paragraphs;
use crate::schema::{Need, Prefill, keys_of};
use crate::source::FileRole;
use crate::text::slug;

/// A file, and what its checks need to know.
pub(super) struct EntryFile {
    pub(super) entry: ImportedEntry,
    pub(super) role: FileRole,
    /// The file as it would be if it were published.
    pub(super) public: Vec<u8>,
    pub(super) cells: HashMap<String, CellPlace>,
}

impl Importer<'_> {
    /// Returns the file of each entry.
    pub(super) fn files(&mut self, today: Day) -> Vec<EntryFile> {
        let mut taken = self.known.taken.clone();
        let pending = std::mem::take(&mut self.pending);
        pending
            .into_iter()
            .map(|entry| match entry.known {
                None => self.new_file(entry, &mut taken, today),
                Some(known) => self.known_file(entry, known),
            })
            .collect()
    }

    fn new_file(&self, mut entry: PendingEntry, taken: &mut BTreeSet<String>, today: Day) -> EntryFile {
        let name = match slug(&entry.title) {
            name if name.is_empty() => "bai".to_string(),
            name => name,
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
        let name = free.expect("there are more numbers than folders");
        taken.insert(name.clone());
        for row in std::mem::take(&mut entry.inserts) {
            push_row(&mut entry, row);
        }
        let text: Vec<String> = entry
            .sections
            .iter()
            .map(|(heading, text)| format!("## {heading}\n\n{}\n", paragraphs(text)))
            .collect();
        let mut text = text.join("\n");
        if !entry.text.is_empty() {
            text = [text.as_str(), &entry.text]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
                + "\n";
        }
        let folder = format!("content/entries/{name}");
        let photos = placed(&mut entry, &folder);
        let mut public = entry.values.clone();
        if value_of(&public, "published").is_none() {
            public.push(("published".into(), FieldValue::Text(today.to_string())));
        }
        public.retain(|(name, _)| name != "draft");
        let values = if self.options.publish { public.clone() } else { draft(entry.values) };
        let bytes = fresh_entry_file(&values, &text).into_bytes();
        EntryFile {
            role: FileRole::Entry { name: name.clone(), own_folder: true },
            public: fresh_entry_file(&public, &text).into_bytes(),
            cells: entry.cells,
            entry: ImportedEntry {
                place: entry.place,
                title: entry.title,
                path: format!("{folder}/index.md"),
                outcome: EntryOutcome::New,
                edits: Vec::new(),
                bytes,
                before: Vec::new(),
                photos,
            },
        }
    }

    fn known_file(&mut self, mut entry: PendingEntry, known: usize) -> EntryFile {
        let record = &self.known.entries[known];
        let (path, role) = (record.source.found.path.clone(), record.source.role.clone());
        let mut bytes = record.bytes.clone();
        let mut edits = Vec::new();
        let mut steps: Vec<(FieldChange, KeyEdit)> =
            entry.changes.drain(..).map(|pending| (pending.change, pending.edit)).collect();
        // From the last row up, so that the numbers of those before it stay.
        entry.removals.sort_by(|(_, one, at), (_, other, place)| (one, place).cmp(&(other, at)));
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (edit, key, index) in entry.removals {
            *counts.entry(key).or_insert_with(|| record.rows(key).len()) -= 1;
            steps.push((FieldChange::Remove(KeyPath::of(key).item(index)), edit));
        }
        for row in entry.inserts {
            let count = counts.entry(row.key).or_insert_with(|| record.rows(row.key).len());
            let at = KeyPath::of(row.key).item(*count);
            *count += 1;
            entry.cells.extend(row.cells.into_iter().map(|(name, cell)| (at.below(&name).to_string(), cell)));
            let shown = row.values.iter().map(|(_, value)| plain(value)).collect::<Vec<_>>().join(", ");
            let edit =
                KeyEdit { place: row.place, key: at.to_string(), before: String::new(), after: Some(shown) };
            steps.push((FieldChange::Insert(at, FieldValue::Table(row.values)), edit));
        }
        for (change, step) in steps {
            match edit(&path, &role, &bytes, std::slice::from_ref(&change)) {
                Ok(new) if new == bytes => {}
                Ok(new) => {
                    bytes = new;
                    edits.push(step);
                }
                Err(EditError::Refused(found)) => {
                    found.into_iter().for_each(|found| self.problem(&step.place, found.problem));
                }
                Err(EditError::NotThere(key)) => {
                    self.problem(&step.place, Problem::NotEditable { key: key.to_string() });
                }
            }
        }
        let is_same = bytes == record.bytes;
        let outcome = if is_same { EntryOutcome::Same } else { EntryOutcome::Changed };
        let entry_file = ImportedEntry {
            place: entry.place,
            title: entry.title,
            path,
            outcome,
            edits,
            bytes: if is_same { Vec::new() } else { bytes.clone() },
            before: record.bytes.clone(),
            photos: Vec::new(),
        };
        EntryFile { entry: entry_file, role, public: bytes, cells: entry.cells }
    }
}

/// Adds a row to a list of a new entry.
fn push_row(entry: &mut PendingEntry, row: PendingRow) {
    let item = FieldValue::Table(row.values);
    let index = match entry.values.iter_mut().find(|(name, _)| name == row.key) {
        Some((_, FieldValue::List(items))) => {
            items.push(item);
            items.len() - 1
        }
        _ => {
            entry.values.push((row.key.into(), FieldValue::List(vec![item])));
            0
        }
    };
    let at = KeyPath::of(row.key).item(index);
    entry.cells.extend(row.cells.into_iter().map(|(name, cell)| (at.below(&name).to_string(), cell)));
}

/// Returns the values of a draft: what an entry cannot be without has the placeholder of the template of a new entry.
fn draft(mut values: Vec<(String, FieldValue)>) -> Vec<(String, FieldValue)> {
    for key in keys_of("entry").keys.iter().filter(|key| key.need == Need::Required) {
        let has = |name: &str| value_of(&values, name).is_some();
        if has(key.name) || key.unless.is_some_and(has) {
            continue;
        }
        let left = match key.prefill {
            Some(Prefill::Given(given)) if given.contains('…') => given.trim_matches('"'),
            _ => "…",
        };
        let left = FieldValue::Text(left.into());
        values.push((key.name.into(), if key.many { FieldValue::List(vec![left]) } else { left }));
    }
    values.retain(|(name, _)| name != "draft");
    values.push(("draft".into(), FieldValue::YesNo(true)));
    values
}

fn plain(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::YesNo(flag) => flag.to_string(),
        FieldValue::Whole(whole) => whole.to_string(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::List(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        FieldValue::Table(_) => String::new(),
    }
}
