//! Finds the heading of a list among titles, letterheads and blank rows, and what its columns are.
//!
//! Takes the rows of a sheet, gives each column with its heading and target. Never reads what is below.

use std::collections::{BTreeMap, BTreeSet};

use super::assigned::ColumnMap;
use super::cell::{CellValue, ListSheet, letters};
use super::columns::{ColumnTarget, HeadingFit, MARKS, declared, of_heading, of_row_heading, sheets};
use super::export::{entries_sheet, rows_sheet};
use super::notes::ReportSheet;
use super::rows::SheetRow;
use crate::diagnostic::Language;
use crate::schema::{Key, Keys, keys_of};
use crate::text::bare_words;

/// How many rows are searched for a heading.
const SEARCHED: usize = 60;

/// A column of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListColumn {
    pub(super) column: u32,
    pub(super) heading: String,
    /// `None` if nobody knows what it is.
    pub(super) target: Option<ColumnTarget>,
}

/// The heading of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListHeading {
    /// The first row of the heading.
    pub(super) row: u32,
    /// The first row below it.
    pub(super) below: u32,
    pub(super) columns: Vec<ListColumn>,
    /// The key whose rows the sheet has; `None` for a list of entries.
    pub(super) of: Option<(&'static Key, &'static Keys)>,
    /// Whether the rows are the entries of a report: then every row is one.
    pub(super) is_report: bool,
}

impl ListHeading {
    /// Returns the keys of the table that each row holds.
    pub(super) fn keys(&self) -> &'static Keys {
        self.of.map_or_else(|| keys_of("entry"), |(_, keys)| keys)
    }

    /// Returns the column of a target.
    pub(super) fn column(&self, target: &ColumnTarget) -> Option<&ListColumn> {
        self.columns.iter().find(|column| column.target.as_ref() == Some(target))
    }

    /// Returns the column of marks and the names that it marks.
    pub(super) fn marks(&self) -> Option<(u32, &[String])> {
        self.columns.iter().find_map(|column| match &column.target {
            Some(ColumnTarget::Marks(names)) => Some((column.column, &names[..])),
            _ => None,
        })
    }
}

/// Returns the columns of a report.
pub(super) fn of_report(report: &ReportSheet) -> ListHeading {
    let keys = report.keys.iter().map(|path| {
        let label = declared(keys_of("entry"), path).map_or(path.as_str(), |key| key.label.vi);
        (label.to_string(), ColumnTarget::Key(path.clone()))
    });
    let columns = keys.chain([("Bài viết".to_string(), ColumnTarget::Text)]);
    let columns = (0..).zip(columns).map(|(column, (heading, target))| ListColumn {
        column,
        heading,
        target: Some(target),
    });
    ListHeading { row: 0, below: 0, columns: columns.collect(), of: None, is_report: true }
}

/// Finds the heading of a sheet; `None` if it has no list.
pub(super) fn find(sheet: &ListSheet, rows: &[SheetRow], map: &ColumnMap) -> Option<ListHeading> {
    let words = bare_words(&sheet.name);
    let is_named = |name: &str| !words.is_empty() && bare_words(name) == words;
    let of = sheets().find(|(key, _)| {
        [Language::Vi, Language::En].iter().any(|language| is_named(&rows_sheet(key, *language)))
    });
    if let Some((key, keys)) = of {
        return of_rows(rows, key, keys);
    }
    let is_ours = is_entries(&sheet.name);
    let titles = |columns: &[ListColumn]| {
        let is_title = |column: &&ListColumn| {
            matches!(&column.target, Some(ColumnTarget::Key(key)) if key == "title")
                || column.target == Some(ColumnTarget::Id)
        };
        columns.iter().filter(is_title).count()
    };
    let mut best: Option<(usize, ListHeading)> = None;
    for at in 0..rows.len().min(SEARCHED) {
        let heading = read(rows, at, map);
        let known = heading
            .columns
            .iter()
            .filter(|column| !matches!(column.target, None | Some(ColumnTarget::Nothing)));
        let known = known.count();
        let enough = if is_ours { 1 } else { 2 };
        let is_better = best.as_ref().is_none_or(|(most, before)| {
            // A letterhead right above a heading is no part of it.
            known > *most || (known == *most && heading.below == before.below)
        });
        if titles(&heading.columns) > 0 && known >= enough && is_better {
            best = Some((known, heading));
        }
    }
    best.map(|(_, heading)| heading)
}

/// Whether a sheet is named as an export names the sheet of entries.
pub(super) fn is_entries(name: &str) -> bool {
    [Language::Vi, Language::En].iter().any(|language| entries_sheet(*language) == name)
}

/// Reads the heading of a sheet of results, photos and so on: its first row.
fn of_rows(rows: &[SheetRow], key: &'static Key, keys: &'static Keys) -> Option<ListHeading> {
    let first = rows.first()?;
    let columns: Vec<ListColumn> = first
        .cells
        .iter()
        .map(|(column, cell)| {
            let heading = one_line(cell);
            let target = marks(&heading).or_else(|| of_row_heading(keys, &heading));
            ListColumn { column: *column, heading, target }
        })
        .collect();
    let is_list =
        columns.iter().any(|column| matches!(column.target, Some(ColumnTarget::Id | ColumnTarget::Title)));
    let row = first.number;
    is_list.then_some(ListHeading { row, below: row + 1, columns, of: Some((key, keys)), is_report: false })
}

fn marks(heading: &str) -> Option<ColumnTarget> {
    let names = heading.strip_prefix(MARKS)?;
    Some(ColumnTarget::Marks(names.split(' ').map(String::from).collect()))
}

fn one_line(cell: &CellValue) -> String {
    cell.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the rows at `at` as a heading of one row, or of two.
fn read(rows: &[SheetRow], at: usize, map: &ColumnMap) -> ListHeading {
    let top = &rows[at];
    let mut names: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (column, cell) in &top.cells {
        if matches!(cell, CellValue::Text(_)) {
            names.insert(*column, vec![one_line(cell)]);
        }
    }
    let mut below = top.number + 1;
    let mut next = at + 1;
    let is_next = |row: &&SheetRow| row.number == top.number + 1 && top.cells.len() > 1;
    if let Some(second) = rows.get(next).filter(is_next).filter(|second| is_second(top, second)) {
        for (column, cell) in &second.cells {
            let name = one_line(cell);
            // A heading above several columns stands in the first of them.
            let above = top.cells.range(..=*column).next_back().map(|(_, cell)| one_line(cell));
            let own = names.entry(*column).or_default();
            if own.first() != Some(&name) {
                match (own.is_empty(), above) {
                    (true, Some(above)) => *own = vec![above, name],
                    _ => own.push(name),
                }
            }
        }
        below = second.number + 1;
        next += 1;
    }
    if let Some(numbers) = rows.get(next).filter(|row| is_numbering(row)) {
        below = numbers.number + 1;
    }
    ListHeading { row: top.number, below, columns: assigned(names, map), of: None, is_report: false }
}

/// Whether a row is the second of a heading: texts alone, some of them below nothing, none below a heading that is
/// known by itself.
fn is_second(top: &SheetRow, second: &SheetRow) -> bool {
    let fills = second.cells.keys().any(|column| !top.cells.contains_key(column));
    let is_text = second.cells.values().all(|cell| matches!(cell, CellValue::Text(_)));
    let stands_below_title = second.cells.iter().any(|(column, cell)| {
        let above = top.cells.get(column).map(one_line).unwrap_or_default();
        let is_title = matches!(of_heading(&above), Some((ColumnTarget::Key(key), _)) if key == "title");
        is_title && one_line(cell) != above
    });
    let knows = second.cells.iter().any(|(_, cell)| of_heading(&one_line(cell)).is_some());
    fills && is_text && !stands_below_title && knows
}

/// Whether a row numbers the columns: `(1) (2) (3)`, `A B 1 2`.
pub(super) fn is_numbering(row: &SheetRow) -> bool {
    let texts: Vec<String> = row.cells.values().map(CellValue::text).collect();
    let bare = |text: &str| text.trim_matches(['(', ')', '[', ']', ' ']).to_string();
    let is_one = |text: &String| {
        let text = bare(text);
        text.split(['=', '+']).all(|part| part.trim().parse::<u8>().is_ok())
            || (text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    texts.len() >= 3 && texts.iter().all(is_one) && texts.iter().collect::<BTreeSet<_>>().len() == texts.len()
}

/// Assigns columns to targets: those of the map first, then exact headings, then headings that begin so. A key has one
/// column only.
fn assigned(names: BTreeMap<u32, Vec<String>>, map: &ColumnMap) -> Vec<ListColumn> {
    let shown = |names: &[String]| names.join(" – ");
    let mut columns: Vec<ListColumn> = names
        .iter()
        .map(|(column, names)| ListColumn { column: *column, heading: shown(names), target: None })
        .collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (column, names) in columns.iter_mut().zip(names.values()) {
        let mapped = map
            .find(&column.heading, &letters(column.column))
            .or_else(|| names.last().and_then(|own| map.find(own, "")));
        column.target = mapped.cloned().or_else(|| names.first().and_then(|own| marks(own)));
        if let Some(ColumnTarget::Key(key)) = &column.target {
            used.insert(key.clone());
        }
    }
    let mut offers: Vec<(HeadingFit, usize, ColumnTarget)> = Vec::new();
    for (at, (column, names)) in columns.iter().zip(names.values()).enumerate() {
        if column.target.is_some() {
            continue;
        }
        // `Thời gian` above `Bắt đầu`: the inner heading counts before both together, and before the outer one.
        let inner = names.last().and_then(|own| of_heading(own));
        let both = || of_heading(&names.join(" "));
        let outer = || names.first().and_then(|own| of_heading(own));
        if let Some((target, fit)) = inner.or_else(both).or_else(outer) {
            offers.push((fit, at, target));
        }
    }
    offers.sort_by(|(one, at, _), (other, place, _)| other.cmp(one).then(at.cmp(place)));
    for (_, at, target) in offers {
        let is_free = match &target {
            ColumnTarget::Key(key) => used.insert(key.clone()),
            _ => true,
        };
        if is_free {
            columns[at].target = Some(target);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::cell::ListCell;
    use crate::office::rows::rows;

    fn heading(lines: &[&str]) -> Option<Vec<String>> {
        let mut sheet = ListSheet { name: "Sheet1".into(), ..ListSheet::default() };
        for (row, line) in (0..).zip(lines) {
            for (column, text) in (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
                let value = match text.parse() {
                    Ok(number) => CellValue::Number(number),
                    Err(_) => CellValue::Text(text.into()),
                };
                sheet.cells.push(ListCell { row, column, value });
            }
        }
        let found = find(&sheet, &rows(&sheet), &ColumnMap::default())?;
        let shown = found.columns.iter().map(|column| match &column.target {
            Some(ColumnTarget::Key(key)) => key.clone(),
            Some(other) => format!("{other:?}"),
            None => format!("? {}", column.heading),
        });
        Some(std::iter::once(found.below.to_string()).chain(shown).collect())
    }

    #[test]
    fn a_heading_is_found_below_titles_and_letterheads() {
        let found = heading(&[
            "UBND HUYỆN A|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "",
            "DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2024",
            "STT|Tên mô hình|Đơn vị thực hiện|Lĩnh vực|Ghi chú",
            "1|Thắp sáng đường quê|Hội Cựu chiến binh|Kinh tế|",
        ]);
        assert_eq!(found.unwrap(), ["4", "Nothing", "title", "unit", "fields", "? Ghi chú"]);
    }

    #[test]
    fn two_rows_and_numbered_columns_are_one_heading() {
        let found = heading(&[
            "TT|Tên mô hình|Thời gian||Địa chỉ|Số hộ",
            "||Bắt đầu|Kết thúc||",
            "(1)|(2)|(3)|(4)|(5)|(6)",
            "1|A|2019|2020|xã B|5",
        ]);
        assert_eq!(found.unwrap(), ["3", "Nothing", "title", "started", "ended", "locality", "? Số hộ"]);
    }

    #[test]
    fn a_sheet_without_a_list_has_no_heading() {
        assert_eq!(heading(&["Báo cáo", "Mô hình dân vận khéo năm nay tăng", "1|2|3"]), None);
        assert_eq!(heading(&[]), None);
    }
}
