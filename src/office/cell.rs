//! The cells of a list, whatever program wrote them.
//!
//! Takes values, gives their text and their address (`D17`). Never knows what a column means.

use serde::{Deserialize, Serialize};

use super::notes::{ReportNote, ReportSheet, RowPicture};
use crate::diagnostic::{Diagnostic, Language, Problem};
use crate::digest::Digest;
use crate::schema::keys_of;
use crate::text::{blank_unfit, nfc};

/// The value of a cell that is not empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CellValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that is shown as a percentage.
    Percent(f64),
    /// A day, ISO 8601.
    Day(String),
    /// A month, ISO 8601: a day whose cell shows only month and year.
    Month(String),
    /// A truth value.
    Flag(bool),
    /// An error of a formula, such as `#REF!`.
    Fault(String),
}

impl CellValue {
    /// Returns the value as text: dates in ISO 8601, numbers with a decimal point, line ends as `\n`.
    pub fn text(&self) -> String {
        match self {
            CellValue::Text(text) => tidy(text),
            CellValue::Number(number) => number.to_string(),
            CellValue::Percent(share) => format!("{}%", decimal((share * 1e8).round() / 1e6)),
            CellValue::Day(text) | CellValue::Month(text) | CellValue::Fault(text) => text.clone(),
            CellValue::Flag(true) => YES.into(),
            CellValue::Flag(false) => NO.into(),
        }
    }
}

/// The words of a truth value.
pub(super) const YES: &str = "có";
pub(super) const NO: &str = "không";

/// Returns a number as Vietnamese writes it, with a decimal comma.
pub(super) fn decimal(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// Returns a text that every program reads back from a cell as it is: in NFC, without control characters or space
/// around it.
pub(super) fn tidy(text: &str) -> String {
    let plain = blank_unfit(text.trim());
    let plain = nfc(&plain).replace("\r\n", "\n");
    plain.replace(|c: char| c.is_control() && c != '\n', " ").trim().to_string()
}

/// Returns a short digest of a cell's text, by which an edited cell is recognised.
pub(super) fn mark(text: &str) -> String {
    let Digest(bytes) = Digest::of_bytes(text.as_bytes());
    bytes[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A cell that is not empty; rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListCell {
    /// 0 is what the program shows as row 1.
    pub row: u32,
    /// 0 is what the program shows as column A ([`letters`]).
    pub column: u32,
    /// What was typed, or the kept result of a formula, which is never computed again.
    pub value: CellValue,
}

/// A range of merged cells; rows and columns count from 0, the last ones inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedRange {
    /// The first row and column.
    pub from: (u32, u32),
    /// The last row and column.
    pub to: (u32, u32),
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ListSheet {
    /// The name; empty for a CSV file.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// The cells by row, then column.
    pub cells: Vec<ListCell>,
    /// The merged ranges.
    pub merged: Vec<MergedRange>,
    /// The pictures, in the order of their rows.
    pub pictures: Vec<RowPicture>,
    /// What was taken from the file, changed in it or left out of it.
    pub notes: Vec<ReportNote>,
    /// What a Word file says beyond its cells; `None` for a sheet of a workbook.
    pub report: Option<ReportSheet>,
}

/// Returns the letters of a column that counts from 0.
pub fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The place of a cell, or of a row if it has no column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// The index of the sheet.
    pub sheet: usize,
    /// The sheet's name; empty for a CSV file.
    pub name: String,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0, with its heading.
    pub column: Option<(u32, String)>,
    /// Whether the rows are the entries of a report, which has no columns of its own.
    pub is_report: bool,
}

impl CellPlace {
    /// Returns the place in words that both languages share: `Sheet1!D17 (Địa chỉ)`.
    pub fn shown(&self) -> String {
        let sheet = if self.name.is_empty() { String::new() } else { format!("{}!", self.name) };
        match &self.column {
            Some((_, heading)) if self.is_report => format!("{} ({heading})", self.row + 1),
            Some((column, heading)) if heading.is_empty() => {
                format!("{sheet}{}{}", letters(*column), self.row + 1)
            }
            Some((column, heading)) => {
                format!("{sheet}{}{} ({heading})", letters(*column), self.row + 1)
            }
            None => format!("{sheet}{}", self.row + 1),
        }
    }
}

/// A problem and the cell that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct CellProblem {
    /// The cell.
    pub place: CellPlace,
    /// The problem, at the line and column of the cell in the list's file.
    pub diagnostic: Diagnostic,
}

impl CellProblem {
    /// Returns a problem in the list at `path`.
    pub(super) fn new(path: &str, place: &CellPlace, problem: Problem) -> CellProblem {
        let column = place.column.as_ref().map_or(0, |(column, _)| *column);
        let position = crate::diagnostic::Position { line: place.row + 1, column: column + 1 };
        CellProblem { place: place.clone(), diagnostic: Diagnostic::new(path, position, problem) }
    }

    /// Returns the message, in which keys have the names of their columns.
    pub fn message(&self, language: Language) -> String {
        self.with_columns(&self.diagnostic.message(language)).replace("khóa “", "“")
    }

    /// Returns what to do, in which keys have the names of their columns.
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = self.diagnostic.hint(language)?;
        Some(match (&self.diagnostic.problem, language) {
            (Problem::MissingKey { .. }, Language::Vi) => "điền vào ô ấy; chưa có cột thì thêm cột".into(),
            (Problem::MissingKey { .. }, Language::En) => {
                "fill in the cell; add the column if there is none".into()
            }
            _ => self.with_columns(&hint),
        })
    }

    /// Replaces names of keys by headings: who fills in a list does not see the keys.
    fn with_columns(&self, text: &str) -> String {
        let mut text = text.to_string();
        for key in keys_of("entry").keys {
            let own = self.place.column.as_ref().filter(|_| self.diagnostic.problem.key() == Some(key.name));
            let heading = own.map_or(key.label.vi, |(_, heading)| heading);
            let name = key.name;
            text = text.replace(&format!(" {name} = "), &format!(" “{heading}”: "));
            text = text.replace(&format!("“{name}”"), &format!("“{heading}”"));
            text = text.replace(&format!(" {name} ("), &format!(" “{heading}” ("));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_text_is_the_same_after_any_program_wrote_it() {
        assert_eq!(tidy(" a\r\nb\tc\u{1} "), "a\nb c");
        assert_eq!(tidy("a\u{fffe}"), "a\u{fffd}");
        assert_eq!(CellValue::Percent(0.85).text(), "85%");
        assert_eq!(CellValue::Percent(0.125).text(), "12,5%");
        assert_eq!(CellValue::Number(12.0).text(), "12");
        assert_eq!(mark("a").len(), 8);
        assert_ne!(mark("a"), mark("b"));
    }
}
