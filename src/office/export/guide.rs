//! The sheets that explain a workbook, and hold the words of its drop-down lists.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{ListKind, ListWriter, entries_sheet, rows_sheet};
use crate::diagnostic::Language;
use crate::office::columns::{entry_keys, is_asked, row_keys, sheets};
use crate::schema::{Key, Need};

/// How a workbook is filled in.
const HOW_VI: &[&str] = &[
    "Mỗi dòng ở trang “Mô hình” là một bài. Cột có nền vàng là cột phải điền.",
    "Ngày: 15/10/2020; chỉ biết tháng thì 10/2020, chỉ biết năm thì 2020; cũng nhận quý II/2022, giai đoạn 2016-2020.",
    "Nhiều nơi, nhiều đơn vị trong một ô: mỗi nơi một dòng (Alt+Enter).",
    "Số: viết như trong báo cáo, 1.600 hoặc 1,2 tỷ đồng hoặc 85%.",
    "Trang kết quả, ảnh, khen thưởng…: cột “Tên mô hình” ghi đúng tên ở trang “Mô hình” để biết dòng ấy của bài nào.",
    "Xóa chữ trong một ô là xóa mục ấy của bài; xóa cả một dòng ở trang “Mô hình” thì bài vẫn còn nguyên.",
    "Không đổi tên, không bỏ tiêu đề cột. Sắp xếp, lọc, thêm cột riêng đều được.",
    "Nhận lại vào trang: guong import TÊN-TỆP.xlsx (xem trước), thêm --write để ghi.",
];
const HOW_EN: &[&str] = &[
    "Each row of the sheet “Entries” is an entry. Columns with a yellow heading are required.",
    "Dates: 15/10/2020; 10/2020 if only the month is known, 2020 if only the year; quý II/2022 and giai đoạn 2016-2020 are read too.",
    "Several places or units in one cell: one a line (Alt+Enter).",
    "Figures: as in a report, 1.600 or 1,2 tỷ đồng or 85%.",
    "On the sheets of results, photos, awards and so on, “Entry title” repeats the title on the sheet “Entries”.",
    "Emptying a cell removes the key from the entry; deleting a row of “Entries” leaves the entry as it is.",
    "Keep the headings. Sorting, filtering and columns of your own are fine.",
    "To import it: guong import FILE.xlsx (a preview), with --write to write.",
];

/// The name of the sheet of words.
pub(super) fn words_sheet(language: Language) -> &'static str {
    if language == Language::Vi { "Danh mục" } else { "Lists" }
}

/// The name of the sheet that explains the columns.
pub(super) fn guide_sheet(language: Language) -> &'static str {
    if language == Language::Vi { "Hướng dẫn" } else { "Guide" }
}

/// Writes the sheet that explains the columns.
pub(super) fn explain(sheet: &mut Worksheet, writer: &ListWriter<'_>) -> Result<(), XlsxError> {
    let language = writer.language;
    let vi = language == Language::Vi;
    sheet.set_name(guide_sheet(language))?;
    let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let mut row = 0;
    for line in if vi { HOW_VI } else { HOW_EN } {
        sheet.write_string(row, 0, *line)?;
        row += 1;
    }
    row += 1;
    let heads = if vi {
        ["Trang", "Cột", "Nghĩa và cách viết", "Ví dụ", "Bắt buộc"]
    } else {
        ["Sheet", "Column", "Meaning and notation", "Example", "Required"]
    };
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(row, column, head, &writer.heading)?;
    }
    for (column, width) in (0..).zip([18, 22, 70, 44, 10]) {
        sheet.set_column_width(column, width)?;
    }
    let own =
        entry_keys().filter(|key| writer.is_shown(key)).map(|key| (entries_sheet(language).into(), key));
    let mut all: Vec<(String, &Key)> = own.collect();
    for (of, keys) in sheets() {
        if writer.kind == ListKind::Entries || is_asked(of) || of.name == "photos" {
            all.extend(row_keys(keys).map(|key| (rows_sheet(of, language), key)));
        }
    }
    for (name, key) in all {
        row += 1;
        let help = key.help.of(language).replace('`', "");
        let needed = match (key.need, vi) {
            (Need::Required, true) => "có",
            (Need::Required, false) => "yes",
            _ => "",
        };
        let example = key.example.trim_matches(['[', ']', '"']).replace("\", \"", "\n");
        let cells = [name, key.label.of(language).into(), help, example, needed.into()];
        for (column, text) in (0..).zip(&cells) {
            sheet.write_string_with_format(row, column, text, &plain)?;
        }
    }
    Ok(())
}

/// Writes the words of the drop-down lists, a column each.
pub(super) fn words(sheet: &mut Worksheet, writer: &ListWriter<'_>) -> Result<(), XlsxError> {
    sheet.set_name(words_sheet(writer.language))?;
    for (column, list) in (0..).zip(&writer.lists) {
        sheet.set_column_width(column, 30)?;
        sheet.write_string_with_format(0, column, &list.heading, &writer.heading)?;
        for (row, word) in (1..).zip(&list.words) {
            sheet.write_string(row, column, crate::text::cell_text(word))?;
        }
    }
    Ok(())
}
