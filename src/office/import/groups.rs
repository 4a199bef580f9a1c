//! Rows of a list that are no entries: groups, totals, signatures.

use super::Importer;
use crate::edit::FieldValue;
use crate::office::columns::ColumnTarget;
use crate::office::header::{ListHeading, is_numbering};
use crate::office::rows::SheetRow;
use crate::schema::keys_of;
use crate::text::bare_words;

/// What the rows below a group heading have in common, unless their own cells say otherwise.
#[derive(Debug, Default)]
pub(super) struct GroupValues {
    pub(super) field: Option<FieldValue>,
    pub(super) place: Option<FieldValue>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// An entry.
    Entry,
    /// The heading of a group.
    Group,
    /// A total, a signature, a numbering of the columns.
    Other,
}

/// Returns what a row of a list of entries is.
pub(super) fn kind(heading: &ListHeading, row: &SheetRow) -> RowKind {
    let title = heading.column(&ColumnTarget::Key("title".into())).map(|column| row.text(column.column));
    let id = heading.column(&ColumnTarget::Id).map(|column| row.text(column.column)).unwrap_or_default();
    if !id.is_empty() {
        return RowKind::Entry;
    }
    let title = title.unwrap_or_default();
    let first = row.cells.values().map(|cell| cell.text()).find(|text| !text.is_empty()).unwrap_or_default();
    let is_total = |text: &str| {
        let words = bare_words(text);
        ["tong", "cong", "tong-cong", "tong-so", "total"].contains(&&*words)
            || words.starts_with("tong-cong-")
            || words.starts_with("tong-so-")
            || words.starts_with("cong-")
    };
    if is_numbering(row) || is_total(&first) || is_total(&title) {
        return RowKind::Other;
    }
    let number = heading.column(&ColumnTarget::Nothing).map(|column| row.text(column.column));
    // Cells of known columns, other than the title and the running number.
    let filled = heading.columns.iter().filter(|column| {
        let is_of_entry = match &column.target {
            Some(ColumnTarget::Key(key)) => key != "title",
            Some(ColumnTarget::Section) => true,
            _ => false,
        };
        is_of_entry && row.cells.contains_key(&column.column)
    });
    let filled = filled.count();
    match number {
        // `I`, `A`, `1.` before the heading of a group; or the heading stands in the column of numbers itself.
        Some(number) if filled == 0 && (is_ordinal(&number) || title.is_empty()) => RowKind::Group,
        Some(number) if filled == 0 && number.is_empty() => RowKind::Other,
        _ if title.is_empty() && filled <= 1 => RowKind::Other,
        _ => RowKind::Entry,
    }
}

/// Whether a running number is one of groups: a Roman numeral or a letter.
fn is_ordinal(number: &str) -> bool {
    let number = number.trim_end_matches(['.', ')', '/', ' ']);
    let roman = |letter: u8| b"IVXLC".contains(&letter);
    !number.is_empty()
        && (number.bytes().all(roman)
            || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic())))
}

impl Importer<'_> {
    /// Returns what a group's heading says of the rows below it: a field, or a place.
    pub(super) fn group(&self, row: &SheetRow) -> GroupValues {
        let texts: Vec<String> = row.cells.values().map(|cell| self.reader.text(cell)).collect();
        let Some(text) = texts.iter().max_by_key(|text| text.chars().count()) else {
            return GroupValues::default();
        };
        // `I. Lĩnh vực kinh tế`
        let text = match text.split_once(['.', ')', '/']) {
            Some((number, rest)) if is_ordinal(number) => rest.trim(),
            _ => text.trim(),
        };
        let key = keys_of("entry").find("fields").expect("entries have fields").1;
        let padded = format!("-{}-", bare_words(text));
        let named = |name: &str| padded.contains(&format!("-{}-", bare_words(name)));
        let mut fields = self.known.names(key).iter().filter(|record| named(&record.name));
        if let (Some(field), None) = (fields.next(), fields.next()) {
            return GroupValues { field: Some(FieldValue::Text(field.id.clone())), place: None };
        }
        let resolved = self.reader.gazetteer.resolve(text, crate::gazetteer::When::default());
        let is_place = resolved.is_ok_and(|found| found.doubts.is_empty());
        GroupValues { field: None, place: is_place.then(|| FieldValue::Text(text.into())) }
    }
}
