//! Reports as entries: what each is called, which keys its first lines fill, its text, its photos.
//!
//! Takes the text of a Word file, gives one entry, or one for each heading of a level. Nothing is invented: a key is
//! filled only by a line that names it.

use super::body::{WordBlock, WordParagraph, WordText};
use super::layout::{self, Letterhead};
use super::package::WordPackage;
use super::pictures::{Pictured, pictured};
use super::write::{heading, markdown, ranks, unnumbered};
use crate::office::cell::{CellValue, ListCell, ListSheet};
use crate::office::columns::{ColumnTarget, HeadingFit, entry_keys, of_heading};
use crate::office::notes::{ReportDocument, ReportNote, ReportSheet, RowPicture};

/// How many blocks of an entry may name keys.
const NEAR_TOP: usize = 30;
/// Longest value of a key in characters.
const LONGEST_VALUE: usize = 300;

/// Columns that a report has even if it fills none of them, because most entries need them.
const USUAL: [&str; 6] = ["title", "kind", "fields", "locality", "started", "unit"];

/// An entry of a report.
#[derive(Debug, Default)]
struct ReportEntry {
    title: String,
    /// Values by the path of their keys, with the line that gives each.
    values: Vec<(String, String)>,
    text: String,
    pictures: Vec<RowPicture>,
}

/// Returns a report as a sheet with a row for each entry. `split_at` is the level of the headings that begin one.
pub(super) fn sheet(body: WordText, package: &mut WordPackage, split_at: Option<u8>) -> ListSheet {
    let WordText { blocks, notes, found } = body;
    let framed = layout::framed(blocks);
    let mut report = ReportSheet::default();
    let mut notes_of_file = Vec::new();
    found.notes(&mut notes_of_file);
    let document = framed.letterhead.as_ref().map(|head| document(head, &framed.kind, &framed.title));
    if let Some(head) = &framed.letterhead {
        notes_of_file.push(ReportNote::Letterhead(said(head)));
        report.issuer.clone_from(&head.issuer);
    }
    if !framed.signature.is_empty() {
        notes_of_file.push(ReportNote::Signature(framed.signature.clone()));
    }
    report.document = document.filter(|document| !document.number.is_empty());
    let mut entries = Vec::new();
    match split_at {
        None => entries.push((framed.title, framed.blocks)),
        Some(level) => {
            let (before, parts) = split(framed.blocks, level);
            if parts.is_empty() {
                notes_of_file.push(ReportNote::NoSuchLevel(level));
            }
            let left = before.iter().flat_map(WordBlock::paragraphs).map(WordParagraph::text);
            let left: Vec<String> = left.filter(|text| !text.is_empty()).collect();
            if let Some(first) = left.first() {
                notes_of_file.push(ReportNote::Before(first.clone()));
            }
            entries = parts;
        }
    }
    let several = entries.len() > 1;
    let mut read = Vec::new();
    for (number, (title, blocks)) in entries.into_iter().enumerate() {
        let mut entry = ReportEntry { title, ..ReportEntry::default() };
        let Pictured { mut blocks, pictures, refused } = pictured(blocks, package);
        notes_of_file.extend(refused.into_iter().map(ReportNote::Picture));
        entry.pictures = pictures;
        keys(&mut blocks, &mut entry, &mut notes_of_file, several.then_some(number + 1));
        entry.text = markdown(&blocks, &notes);
        read.push(entry);
    }
    ListSheet { notes: notes_of_file, ..laid_out(read, report) }
}

/// What is said of a letterhead.
fn said(head: &Letterhead) -> String {
    let parts = [&head.issuer, &head.number, &head.place, &head.date];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

fn document(head: &Letterhead, kind: &str, title: &str) -> ReportDocument {
    ReportDocument {
        number: head.number.clone(),
        kind: kind.into(),
        title: title.into(),
        issuer: head.issuer.clone(),
        date: head.date.clone(),
    }
}

/// Splits a text at the headings of a level; returns what stands before the first, and the parts with their titles.
fn split(blocks: Vec<WordBlock>, level: u8) -> (Vec<WordBlock>, Vec<(String, Vec<WordBlock>)>) {
    let ranks = ranks(&blocks);
    let at = ranks.get(usize::from(level.saturating_sub(1))).copied();
    let (mut before, mut parts): (Vec<WordBlock>, Vec<(String, Vec<WordBlock>)>) = Default::default();
    for block in blocks {
        let own = match &block {
            WordBlock::Paragraph(own) => heading(own).map(|rank| (rank, unnumbered(own))),
            WordBlock::Table(_) => None,
        };
        match (own, at, parts.last_mut()) {
            (Some((rank, title)), Some(at), _) if rank == at => parts.push((title, Vec::new())),
            // A heading above the level begins nothing that is an entry.
            (_, _, Some((_, part))) => part.push(block),
            _ => before.push(block),
        }
    }
    (before, parts)
}

/// Takes the lines that name keys from the top of a text.
fn keys(
    blocks: &mut Vec<WordBlock>,
    entry: &mut ReportEntry,
    notes: &mut Vec<ReportNote>,
    number: Option<usize>,
) {
    let mut at = 0;
    let mut seen = 0;
    while at < blocks.len() && seen < NEAR_TOP {
        seen += 1;
        let found = match &blocks[at] {
            WordBlock::Paragraph(own) if own.pictures.is_empty() => named(own),
            _ => None,
        };
        let Some((key, label, value)) = found else {
            at += 1;
            continue;
        };
        if key == "title" {
            entry.title = value;
            notes.push(ReportNote::Key { entry: number, label, key, value: entry.title.clone() });
        } else if entry.values.iter().any(|(own, _)| *own == key) {
            at += 1;
            continue;
        } else {
            notes.push(ReportNote::Key { entry: number, label, key: key.clone(), value: value.clone() });
            entry.values.push((key, value));
        }
        blocks.remove(at);
    }
}

/// Returns the key that a line such as `Địa chỉ: …` names, its label and its value.
fn named(paragraph: &WordParagraph) -> Option<(String, String, String)> {
    if paragraph.runs.iter().any(|run| run.note.is_some()) {
        return None;
    }
    let text = unnumbered(paragraph);
    let text = text.trim_start_matches(['-', '–', '•', '+', '*', ' ']);
    let (label, value) = text.split_once(':')?;
    let (label, value) = (label.trim(), value.trim().trim_end_matches([';', '.']).trim());
    if value.is_empty() || label.chars().count() > 60 || value.chars().count() > LONGEST_VALUE {
        return None;
    }
    match of_heading(label)? {
        (ColumnTarget::Key(key), HeadingFit::Is) => Some((key, label.into(), value.into())),
        _ => None,
    }
}

/// Lays entries out as rows; the columns are keys, the last one is the text.
fn laid_out(entries: Vec<ReportEntry>, mut report: ReportSheet) -> ListSheet {
    let has = |name: &str| entries.iter().any(|entry| entry.values.iter().any(|(key, _)| key == name));
    let known: Vec<&str> =
        entry_keys().map(|key| key.name).filter(|name| USUAL.contains(name) || has(name)).collect();
    report.keys = known.iter().map(|name| name.to_string()).collect();
    let nested = entries.iter().flat_map(|entry| &entry.values).map(|(key, _)| key);
    for key in nested.filter(|key| key.contains('.')) {
        if !report.keys.contains(key) {
            report.keys.push(key.clone());
        }
    }
    let mut sheet = ListSheet::default();
    for (row, entry) in (0..).zip(entries) {
        let mut put = |column: usize, text: String| {
            if !text.is_empty() {
                sheet.cells.push(ListCell { row, column: column as u32, value: CellValue::Text(text) });
            }
        };
        for (column, key) in report.keys.iter().enumerate() {
            let value = entry.values.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone());
            put(column, if key == "title" { entry.title.clone() } else { value.unwrap_or_default() });
        }
        put(report.keys.len(), entry.text);
        sheet.pictures.extend(entry.pictures.into_iter().map(|picture| RowPicture { row, ..picture }));
    }
    sheet.report = Some(report);
    sheet
}
