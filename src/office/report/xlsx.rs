//! A report as a workbook: a sheet with the letterhead and the numbers, and one for each list.
//!
//! Sheets print on A4, one page wide, with their headings on every page. Texts are texts whatever they begin with.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{OfficeReport, ReportCell, ReportTable};
use crate::render::mark_as_made_on_unix;
use crate::text::cell_text;

/// The columns of the first sheet.
const COLUMNS: u16 = 8;
/// Characters of the standard font in a millimetre of a column.
const PER_MILLIMETRE: f64 = 0.55;
/// The height of a line of a table, in points.
const LINE: f64 = 16.5;
/// Maximum height of a row, in points (Excel's specifications and limits).
const HIGHEST: f64 = 409.0;

/// Writes a report as a workbook.
///
/// # Errors
/// There are more rows than a sheet can hold.
pub fn xlsx(report: &OfficeReport) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(report.day.year, report.day.month, report.day.day)?;
    let title = format!("Báo cáo: {}", report.subject);
    let properties = DocProperties::new().set_title(cell_text(&title)).set_author(cell_text(&report.issuer));
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let formats = Formats::new();
    let (first, lists) = report.sections.split_at(1);
    numbers(workbook.add_worksheet(), report, &first[0].tables, &formats)?;
    for table in lists.iter().flat_map(|section| &section.tables) {
        let sheet = workbook.add_worksheet();
        set_up(sheet, table.sheet)?;
        let wide = u16::try_from(table.columns.len()).unwrap_or(COLUMNS) - 1;
        sheet.merge_range(0, 0, 0, wide, cell_text(&table.caption), &formats.caption)?;
        write_table(sheet, 1, table, &formats)?;
        for (at, column) in (0..).zip(&table.columns) {
            sheet.set_column_width(at, f64::from(column.width) * PER_MILLIMETRE)?;
        }
        sheet.set_repeat_rows(1, 1)?;
        sheet.set_freeze_panes(2, 0)?;
    }
    let mut bytes = workbook.save_to_buffer()?;
    mark_as_made_on_unix(&mut bytes);
    Ok(bytes)
}

struct Formats {
    centred: Format,
    bold: Format,
    italic: Format,
    plain: Format,
    caption: Format,
    heading: Format,
    text: Format,
    number: Format,
    total: Format,
}

impl Formats {
    fn new() -> Formats {
        let base = || Format::new().set_font_name("Times New Roman").set_font_size(13);
        let centred = || base().set_align(FormatAlign::Center).set_text_wrap();
        let cell =
            || base().set_font_size(12).set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let middle = || cell().set_align(FormatAlign::Center).set_text_wrap();
        Formats {
            bold: centred().set_bold(),
            italic: centred().set_italic(),
            plain: base().set_text_wrap().set_align(FormatAlign::Top),
            caption: base().set_italic(),
            centred: centred(),
            heading: middle().set_bold(),
            // A text that begins with `=` stays a text when it is edited.
            text: cell().set_text_wrap().set_num_format("@"),
            number: middle(),
            total: middle().set_bold(),
        }
    }
}

fn set_up(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_name(name)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    // In inches: 30 mm left, 15 mm right, 20 mm above and below.
    sheet.set_margins(1.18, 0.59, 0.79, 0.79, 0.39, 0.39);
    Ok(())
}

/// Writes the letterhead, the opening and the tables of numbers one below the other.
fn numbers(
    sheet: &mut Worksheet,
    report: &OfficeReport,
    tables: &[ReportTable],
    formats: &Formats,
) -> Result<(), XlsxError> {
    set_up(sheet, "Báo cáo")?;
    let widths = tables.first().map(|table| table.columns.as_slice()).unwrap_or_default();
    for (at, column) in (0..).zip(widths) {
        sheet.set_column_width(at, f64::from(column.width) * PER_MILLIMETRE)?;
    }
    let place = if report.signed_at.is_empty() { "……………" } else { report.signed_at.as_str() };
    let dated = format!("{place}, ngày …… tháng …… năm {}", report.day.year);
    let halves = [
        (report.issuer.to_uppercase(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_string(), &formats.bold),
        ("Số: ……/BC-……".into(), "Độc lập - Tự do - Hạnh phúc".into(), &formats.centred),
        (String::new(), dated, &formats.italic),
    ];
    let mut row = 0;
    for (left, right, format) in &halves {
        sheet.merge_range(row, 0, row, 1, cell_text(left), format)?;
        sheet.merge_range(row, 2, row, COLUMNS - 1, cell_text(right), format)?;
        row += 1;
    }
    sheet.set_row_height(0, 36)?;
    let sample = report.is_sample.then_some("Dữ liệu mẫu: câu chuyện và số liệu được đặt ra để minh họa.");
    let title = [("BÁO CÁO", &formats.bold), (report.subject.as_str(), &formats.bold)];
    row += 1;
    for (text, format) in title.into_iter().chain(sample.map(|text| (text, &formats.italic))) {
        sheet.merge_range(row, 0, row, COLUMNS - 1, cell_text(text), format)?;
        row += 1;
    }
    sheet.set_row_height(row - 1, 36)?;
    for text in &report.opening {
        sheet.merge_range(row, 0, row, COLUMNS - 1, cell_text(text), &formats.plain)?;
        sheet.set_row_height(row, 54)?;
        row += 1;
    }
    for table in tables {
        row += 1;
        sheet.merge_range(row, 0, row, COLUMNS - 1, cell_text(&table.caption), &formats.caption)?;
        row = write_table(sheet, row + 1, table, formats)?;
    }
    row += 1;
    sheet.merge_range(row, 0, row, 1, "Nơi nhận: ……", &formats.caption)?;
    sheet.merge_range(row, 2, row, COLUMNS - 1, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", &formats.bold)?;
    sheet.merge_range(row + 1, 2, row + 1, COLUMNS - 1, "(Ký, ghi rõ họ tên, đóng dấu)", &formats.italic)?;
    Ok(())
}

/// Writes a table from a row on; returns the row below it.
fn write_table(
    sheet: &mut Worksheet,
    mut row: u32,
    table: &ReportTable,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(row, at, column.title, &formats.heading)?;
    }
    let rows = table.rows.iter().map(|cells| (cells, false));
    for (cells, is_total) in rows.chain(table.total.iter().map(|cells| (cells, true))) {
        row += 1;
        sheet.set_row_height(row, height(cells, table))?;
        for (at, (cell, column)) in (0..).zip(cells.iter().zip(&table.columns)) {
            let format = match (is_total, column.is_centred) {
                (true, _) => &formats.total,
                (false, true) => &formats.number,
                (false, false) => &formats.text,
            };
            match cell {
                ReportCell::Whole(number) => {
                    sheet.write_number_with_format(row, at, *number as f64, format)?
                }
                ReportCell::Text(text) => sheet.write_string_with_format(row, at, cell_text(text), format)?,
            };
        }
    }
    if let Some(note) = table.note {
        row += 1;
        let last = u16::try_from(table.columns.len()).unwrap_or(COLUMNS) - 1;
        sheet.merge_range(row, 0, row, last, note, &formats.caption)?;
    }
    Ok(row + 1)
}

/// Returns the height that the longest cell of a row needs, in points: not every program makes room for wrapped texts.
fn height(cells: &[ReportCell], table: &ReportTable) -> f64 {
    let lines = cells.iter().zip(&table.columns).map(|(cell, column)| {
        // Words end before the column does.
        (cell.text().chars().count() as f64 * 1.15 / (f64::from(column.width) * PER_MILLIMETRE)).ceil()
    });
    (lines.fold(1.0, f64::max) * LINE).min(HIGHEST)
}
