//! What a report brings besides the values of keys: its photos, the document that it is, the place that it may be about.

use std::collections::BTreeSet;

use super::pending::PendingEntry;
use super::{Importer, OfferedDocument};
use crate::date::PartialDate;
use crate::edit::{FieldChange, FieldValue, KeyPath, edit};
use crate::gazetteer::When;
use crate::office::cell::ListSheet;
use crate::office::gallery::value_of;
use crate::office::notes::{ReportDocument, ReportNote, ReportSheet};
use crate::office::rows::SheetRow;
use crate::source::FileRole;
use crate::text::{fold, slug};

/// How many words of its caption name a photo's file.
const NAME_WORDS: usize = 6;

impl Importer<'_> {
    /// Gives a new entry the photos of its row, its document, and notes the place that it may be about.
    pub(super) fn report_row(&mut self, sheet: &ListSheet, row: &SheetRow, entry: &mut PendingEntry) {
        entry.pictures = sheet.pictures.iter().filter(|own| own.row == row.number).cloned().collect();
        let Some(report) = &sheet.report else { return };
        if let Some(document) = self.result.document.as_ref().filter(|_| self.options.document) {
            let id = document.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            let documents = FieldValue::List(vec![FieldValue::Text(id.into())]);
            if value_of(&entry.values, "documents").is_none() {
                entry.values.push(("documents".into(), documents));
            }
        }
        if value_of(&entry.values, "locality").is_none() {
            let place = [entry.title.as_str(), &report.issuer].iter().find_map(|text| self.place_in(text));
            self.result.notes.extend(place.map(ReportNote::Place));
        }
    }

    /// Returns the place that a text ends with: `Đảng ủy xã Tam Hợp`.
    fn place_in(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_kind = |at: &usize| {
            let pair = words[*at..].iter().take(2).map(|word| fold(word)).collect::<Vec<_>>().join(" ");
            ["xa ", "phuong ", "dac khu", "thi tran", "huyen ", "thi xa", "thanh pho", "tinh "]
                .iter()
                .any(|kind| pair.starts_with(kind) || pair == kind.trim_end())
        };
        (0..words.len()).filter(is_kind).find_map(|at| {
            // Names of places have at most four words; what follows is about something else.
            (at + 1..words.len().min(at + 16)).rev().find_map(|end| {
                let place = words[at..=end].join(" ");
                let place = place.trim_matches(['.', ',', ';', ':', '“', '”', '"']);
                let found = self.reader.gazetteer.resolve(place, When::default()).ok()?;
                found.doubts.is_empty().then(|| place.to_string())
            })
        })
    }

    /// Notes that an entry of the site keeps its text and photos.
    pub(super) fn already_there(&mut self, sheet: &ListSheet, row: u32, known: usize) {
        if sheet.report.is_some() || sheet.pictures.iter().any(|own| own.row == row) {
            let path = self.known.entries[known].source.found.path.clone();
            self.result.notes.push(ReportNote::AlreadyThere(path));
        }
    }

    /// Offers the document that a report is.
    pub(super) fn offer_document(&mut self, report: &ReportSheet) {
        let Some(document) = &report.document else { return };
        let number = fold(&document.number);
        let known = self.known.documents.iter().find(|known| fold(&known.name) == number);
        if let Some(known) = known {
            let (number, id) = (document.number.clone(), &known.id);
            let path = format!("content/documents/{id}.md");
            self.result.document = Some(OfferedDocument { number, path, bytes: None, is_wanted: false });
            return;
        }
        let taken = |name: &String| self.known.documents.iter().any(|known| known.id == *name);
        let name = slug(&document.number);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let Some(name) = std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)) else {
            return;
        };
        let path = format!("content/documents/{name}.md");
        if let Some(bytes) = document_file(&path, document) {
            let number = document.number.clone();
            self.result.document =
                Some(OfferedDocument { number, path, bytes: Some(bytes), is_wanted: self.options.document });
        }
    }
}

fn document_file(path: &str, document: &ReportDocument) -> Option<Vec<u8>> {
    let title = if document.title.is_empty() { "…" } else { &document.title };
    let date = PartialDate::parse(&document.date).map(|date| date.to_string()).unwrap_or_default();
    let keys = [
        ("number", document.number.as_str()),
        ("kind", &document.kind),
        ("title", title),
        ("issuer", &document.issuer),
        ("date", &date),
    ];
    let filled = keys.into_iter().filter(|(_, value)| !value.is_empty());
    let set =
        |(name, value): (&str, &str)| FieldChange::Set(KeyPath::of(name), FieldValue::Text(value.into()));
    let changes: Vec<FieldChange> = filled.map(set).collect();
    edit(path, &FileRole::Document { id: String::new() }, b"+++\n+++\n", &changes).ok()
}

/// Gives the photos of a new entry their names and their keys; returns their paths and bytes.
pub(super) fn placed(entry: &mut PendingEntry, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let (mut photos, mut files) = (Vec::new(), Vec::new());
    for picture in std::mem::take(&mut entry.pictures) {
        let ending = match picture.bytes.as_slice() {
            [0xff, 0xd8, ..] => "jpg",
            [0x89, ..] => "png",
            _ => "webp",
        };
        let words = picture.caption.split_whitespace().take(NAME_WORDS).collect::<Vec<_>>().join(" ");
        let stem = Some(slug(&words)).filter(|stem| !stem.is_empty());
        let stem = stem.unwrap_or_else(|| format!("anh-{}", files.len() + 1));
        let numbered = (2..).map(|number| format!("{stem}-{number}.{ending}"));
        let first = format!("{stem}.{ending}");
        let name = std::iter::once(first).chain(numbered).find(|name| !taken.contains(name));
        let name = name.expect("there are more numbers than photos");
        taken.insert(name.clone());
        let keys = [
            ("file", &name),
            ("alt", &picture.alt),
            ("caption", &picture.caption),
            ("credit", &picture.credit),
        ];
        let keys = keys.into_iter().filter(|(_, value)| !value.is_empty());
        photos.push(FieldValue::Table(
            keys.map(|(name, value)| (name.to_string(), FieldValue::Text(value.clone()))).collect(),
        ));
        files.push((format!("{folder}/{name}"), picture.bytes));
    }
    if !photos.is_empty() {
        entry.values.push(("photos".into(), FieldValue::List(photos)));
    }
    files
}
