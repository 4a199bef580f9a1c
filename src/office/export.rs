//! The entries of a site as a workbook that can be imported again.
//!
//! Takes the world, gives the workbook: a sheet with one row an entry; a sheet each for results, photos and what else
//! an entry has several of; one that explains the columns, and one with the words of drop-down lists. Hidden columns
//! hold each entry's id and a mark for each cell, by which an import recognises what was edited. Texts are texts
//! whatever they begin with, so no program computes them.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::cell::{CellValue, NO, YES, letters, mark};
use super::columns::{
    MARKS, entry_keys, id_heading, is_asked, order_heading, row_keys, sheets, title_heading,
};
use super::gallery::{KnownEntry, KnownSite, marked, marked_of, value_of};
use super::values::cell_of;
use crate::date::Day;
use crate::diagnostic::Language;
use crate::edit::FieldValue;
use crate::schema::{Key, Keys, Need, Type};
use crate::text::cell_text;
use crate::world::World;

mod guide;

/// What a workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Every entry, drafts too.
    Entries,
    /// No entry: a form that units fill in.
    Template,
}

/// How many columns can be read on a sheet of A4, in landscape.
const PRINTED_COLUMNS: u16 = 14;
/// Maximum number of rows that drop-down lists reach in a template.
const FORM_ROWS: u32 = 2000;

/// Writes a workbook with the headings of a language. Also returns the paths of entries that cannot be read, which it
/// lacks.
///
/// # Errors
/// There are more entries, or more rows of one kind, than a sheet can hold.
pub fn workbook(
    world: &dyn World,
    kind: ListKind,
    language: Language,
) -> Result<(Vec<u8>, Vec<String>), XlsxError> {
    let known = KnownSite::read(world);
    let entries = if kind == ListKind::Entries { &known.entries[..] } else { &[] };
    let mut writer = ListWriter::new(&known, kind, language);
    let mut workbook = Workbook::new();
    // The same entries give the same bytes on any day.
    let made = ExcelDateTime::from_ymd(1970, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    writer.entries(workbook.add_worksheet(), entries)?;
    for (key, keys) in
        sheets().filter(|(key, _)| kind == ListKind::Entries || is_asked(key) || key.name == "photos")
    {
        writer.rows(workbook.add_worksheet(), key, keys, entries)?;
    }
    guide::explain(workbook.add_worksheet(), &writer)?;
    guide::words(workbook.add_worksheet(), &writer)?;
    Ok((workbook.save_to_buffer()?, known.broken))
}

/// Returns the name of the sheet of entries.
pub(super) fn entries_sheet(language: Language) -> &'static str {
    if language == Language::Vi { "Mô hình" } else { "Entries" }
}

/// Whether a sheet is named as an export names those that hold no entries.
pub(super) fn is_explanation(name: &str) -> bool {
    let of = |language| [guide::words_sheet(language), guide::guide_sheet(language)];
    [Language::Vi, Language::En].into_iter().flat_map(of).any(|own| own == name)
}

/// Returns the name of a sheet of rows, without the signs that no such name may contain.
pub(super) fn rows_sheet(key: &Key, language: Language) -> String {
    key.label.of(language).replace([':', '/', '\\', '?', '*', '[', ']'], " ")
}

/// A drop-down list: the words of a key, in a column of the sheet of words.
struct DropDown {
    heading: String,
    words: Vec<String>,
}

struct ListWriter<'w> {
    known: &'w KnownSite,
    kind: ListKind,
    language: Language,
    lists: Vec<DropDown>,
    heading: Format,
    needed: Format,
    text: Format,
    day: Format,
    number: Format,
}

impl<'w> ListWriter<'w> {
    fn new(known: &'w KnownSite, kind: ListKind, language: Language) -> ListWriter<'w> {
        let wrapped = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let heading = wrapped().set_bold().set_border_bottom(FormatBorder::Thin);
        ListWriter {
            known,
            kind,
            language,
            lists: Vec::new(),
            needed: heading.clone().set_background_color(Color::RGB(0xFFE9A8)),
            heading: heading.set_background_color(Color::RGB(0xE4EAF1)),
            // What is typed stays as it is typed: `3/2019` is no day of March.
            text: wrapped().set_num_format("@"),
            day: wrapped().set_num_format("dd/mm/yyyy"),
            number: wrapped().set_num_format("General"),
        }
    }

    fn is_shown(&self, key: &Key) -> bool {
        self.kind == ListKind::Entries || is_asked(key)
    }

    /// Writes the sheet of entries: id, one column a key, marks.
    fn entries(&mut self, sheet: &mut Worksheet, entries: &[KnownEntry]) -> Result<(), XlsxError> {
        sheet.set_name(entries_sheet(self.language))?;
        let keys: Vec<&Key> = entry_keys().filter(|key| self.is_shown(key)).collect();
        sheet.write_string_with_format(0, 0, id_heading(self.language), &self.heading)?;
        for (column, key) in (1..).zip(&keys) {
            self.column(sheet, column, key, entries.len())?;
        }
        let last = keys.len() as u16 + 1;
        if self.kind == ListKind::Entries {
            let names = marked();
            sheet.write_string(0, last, [MARKS, &names.join(" ")].concat())?;
            sheet.set_column_hidden(last)?;
        }
        for (row, entry) in (1..).zip(entries) {
            sheet.write_string(row, 0, &entry.id)?;
            let mut marks = Vec::new();
            for (column, key) in (1..).zip(&keys) {
                marks.push(self.cell(sheet, (row, column), key, entry.value(key.name))?);
            }
            marks.extend(sheets().map(|(key, _)| entry.rows(key.name).len().to_string()));
            sheet.write_string(row, last, marks.join(" "))?;
        }
        sheet.set_column_hidden(0)?;
        finish(sheet, last, entries.len(), 2)
    }

    /// Writes a sheet of rows: id, title, number, one column a key, marks.
    fn rows(
        &mut self,
        sheet: &mut Worksheet,
        of: &Key,
        keys: &'static Keys,
        entries: &[KnownEntry],
    ) -> Result<(), XlsxError> {
        sheet.set_name(rows_sheet(of, self.language))?;
        let headings = [id_heading, title_heading, order_heading].map(|heading| heading(self.language));
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(0, column, heading, &self.heading)?;
        }
        sheet.set_column_width(1, 40)?.set_column_format(1, &self.text)?;
        let keys_shown: Vec<&Key> = row_keys(keys).collect();
        let count = entries.iter().map(|entry| entry.rows(of.name).len()).sum();
        for (column, key) in (3..).zip(&keys_shown) {
            self.column(sheet, column, key, count)?;
        }
        let last = keys_shown.len() as u16 + 3;
        if self.kind == ListKind::Entries {
            sheet.write_string(0, last, [MARKS, &marked_of(keys).join(" ")].concat())?;
            sheet.set_column_hidden(last)?;
        }
        let mut row = 0;
        for entry in entries {
            for (order, item) in (1u32..).zip(entry.rows(of.name)) {
                row += 1;
                let values: &[(String, FieldValue)] = match item {
                    FieldValue::Table(values) => values,
                    _ => &[],
                };
                sheet.write_string(row, 0, &entry.id)?;
                sheet.write_string_with_format(row, 1, cell_text(entry.title()), &self.text)?;
                sheet.write_number(row, 2, f64::from(order))?;
                let mut marks = Vec::new();
                for (column, key) in (3..).zip(&keys_shown) {
                    marks.push(self.cell(sheet, (row, column), key, value_of(values, key.name))?);
                }
                sheet.write_string(row, last, marks.join(" "))?;
            }
        }
        for hidden in [0, 2] {
            sheet.set_column_hidden(hidden)?;
        }
        finish(sheet, last, count, 2)
    }

    /// Writes a heading, and prepares the column below it.
    fn column(
        &mut self,
        sheet: &mut Worksheet,
        column: u16,
        key: &Key,
        rows: usize,
    ) -> Result<(), XlsxError> {
        let format = if key.need == Need::Required { &self.needed } else { &self.heading };
        sheet.write_string_with_format(0, column, key.label.of(self.language), format)?;
        let width = match key.kind {
            Type::Text if matches!(key.name, "number" | "id" | "file") => 16,
            Type::Text if matches!(key.name, "unit" | "by") => 24,
            Type::Text | Type::Web => 40,
            Type::Place => 34,
            Type::Reference(_) => 24,
            _ => 14,
        };
        sheet.set_column_width(column, width)?.set_column_format(column, &self.text)?;
        let rows = if self.kind == ListKind::Template { FORM_ROWS } else { rows as u32 + FORM_ROWS };
        let mut rule = match self.drop_down(key) {
            Some(list) => {
                let (list, count) = (letters(list as u32), self.lists[list].words.len() + 1);
                let words = guide::words_sheet(self.language);
                let range = format!("='{words}'!${list}$2:${list}${count}");
                DataValidation::new().allow_list_formula(Formula::new(range))
            }
            None => DataValidation::new().allow_any_value(),
        };
        // A cell may hold more than one word of a list, or another spelling.
        rule = rule.set_error_style(DataValidationErrorStyle::Information).show_error_message(false);
        let help: String = key.help.of(self.language).replace('`', "").chars().take(255).collect();
        let title: String = key.label.of(self.language).chars().take(32).collect();
        rule = rule.set_input_title(title)?.set_input_message(help)?;
        sheet.add_data_validation(1, column, rows.min(1_048_575), column, &rule)?;
        Ok(())
    }

    /// Returns the column of a key's words on the sheet of words.
    fn drop_down(&mut self, key: &Key) -> Option<usize> {
        let words: Vec<String> = match key.kind {
            Type::Choice(words) => words.iter().map(|word| word.proposed().to_string()).collect(),
            Type::YesNo => vec![YES.into(), NO.into()],
            _ => self.known.names(key).iter().map(|record| record.name.clone()).collect(),
        };
        if words.is_empty() {
            return None;
        }
        let same = self.lists.iter().position(|list| list.words == words);
        Some(same.unwrap_or_else(|| {
            self.lists.push(DropDown { heading: key.label.of(self.language).into(), words });
            self.lists.len() - 1
        }))
    }

    /// Writes the cell of a value, and returns its mark.
    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        key: &Key,
        value: Option<&FieldValue>,
    ) -> Result<String, XlsxError> {
        let Some(cell) = value.and_then(|value| cell_of(self.known, key, value)) else {
            return Ok(mark(""));
        };
        let text = cell.text();
        let shown = cell_text(&text);
        match &cell {
            CellValue::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &self.number)?;
            }
            CellValue::Day(_) => {
                let Some(Day { year, month, day }) = Day::parse(&text) else {
                    unreachable!("it was made from a day")
                };
                let day = ExcelDateTime::from_ymd(year, month, day)?;
                sheet.write_datetime_with_format(row, column, &day, &self.day)?;
            }
            _ => {
                sheet.write_string_with_format(row, column, shown, &self.text)?;
            }
        }
        Ok(mark(shown))
    }
}

/// Freezes the headings, and lets a sheet be filtered and printed.
fn finish(sheet: &mut Worksheet, last: u16, rows: usize, kept: u16) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, kept)?;
    sheet.set_repeat_rows(0, 0)?.set_landscape().set_paper_size(9);
    if last <= PRINTED_COLUMNS {
        sheet.set_print_fit_to_pages(1, 0);
    }
    if rows > 0 {
        sheet.autofilter(0, 0, rows as u32, last - 1)?;
    }
    Ok(())
}
