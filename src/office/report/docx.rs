//! A report as a Word document (ECMA-376), in the form of decree 30/2020/NĐ-CP, annex I: A4, margins of 20 mm above and
//! below, 30 mm left, 15 mm right; Times New Roman 14; page numbers in the middle above, but not on the first page.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipWriter};

use super::{OfficeReport, ReportCell, ReportTable};

/// Twentieths of a point in a millimetre.
const PER_MILLIMETRE: f64 = 1440.0 / 25.4;
/// The parts that are the same in every report.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("parts/content-types.xml")),
    ("_rels/.rels", include_str!("parts/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document-rels.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/header1.xml", include_str!("parts/header1.xml")),
];
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
     <w:titlePg/></w:sectPr>";

/// Writes a report as a Word document.
///
/// # Errors
/// The archive cannot be written.
pub fn docx(report: &OfficeReport) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| -> io::Result<()> {
        // The same on every system, at any time.
        let options =
            SimpleFileOptions::default().last_modified_time(DateTime::default()).system(System::Unix);
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())
    };
    for (name, text) in PARTS {
        add(name, text)?;
    }
    add("docProps/core.xml", &properties(report))?;
    add("word/document.xml", &document(report))?;
    Ok(zip.finish().map_err(io::Error::from)?.into_inner())
}

fn properties(report: &OfficeReport) -> String {
    let day = report.day;
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created></cp:coreProperties>",
        xml(&format!("Báo cáo: {}", report.subject)),
        xml(&report.issuer),
    )
}

fn document(report: &OfficeReport) -> String {
    let mut body = letterhead(report);
    body += &paragraph("Title", "BÁO CÁO");
    body += &paragraph("Subtitle", &report.subject);
    body += &rule(3100);
    if report.is_sample {
        body += &paragraph("Note", "Dữ liệu mẫu: câu chuyện và số liệu được đặt ra để minh họa.");
    }
    report.opening.iter().for_each(|text| body += &paragraph("BodyText", text));
    for (number, section) in report.sections.iter().enumerate() {
        body += &paragraph("Heading1", &format!("{}. {}", roman(number), section.heading));
        if section.tables.is_empty() {
            body += &paragraph("BodyText", section.otherwise);
        }
        section.tables.iter().for_each(|table| body += &written_table(table));
    }
    body += &paragraph("BodyText", &format!("Trên đây là báo cáo kết quả năm {}./.", report.year));
    body += &closing();
    format!(
        "{HEAD}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}{SECTION}</w:body></w:document>"
    )
}

/// The issuer and the number, beside country name, motto, place and date.
fn letterhead(report: &OfficeReport) -> String {
    let place = if report.signed_at.is_empty() { "……………" } else { report.signed_at.as_str() };
    let left = styled("Letterhead", "b", &report.issuer.to_uppercase())
        + &rule(1000)
        + &paragraph("Letterhead", "Số: ……/BC-……");
    let right = styled("Letterhead", "b", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + &styled("Letterhead", "b", "Độc lập - Tự do - Hạnh phúc")
        + &rule(1700)
        + &styled("Letterhead", "i", &format!("{place}, ngày …… tháng …… năm {}", report.day.year));
    side_by_side([(3300, left), (6054, right)])
}

/// The recipients beside the signature, to fill in.
fn closing() -> String {
    let mut left = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Recipients\"/></w:pPr>{}</w:p>",
        run("b", "Nơi nhận:").replace("<w:b/>", "<w:b/><w:i/>")
    );
    for line in ["- ……………………;", "- ……………………;", "- Lưu: VT, ……"] {
        left += &paragraph("Recipients", line);
    }
    let mut right = styled("Letterhead", "b", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ");
    right += &styled("Letterhead", "i", "(Chữ ký, dấu)");
    right += &paragraph("Letterhead", "").repeat(4);
    right += &styled("Letterhead", "b", "Họ và tên");
    paragraph("Normal", "") + &side_by_side([(3700, left), (5654, right)])
}

/// A table of two cells without borders.
fn side_by_side(cells: [(u16, String); 2]) -> String {
    let widths = cells.iter().map(|(width, _)| *width);
    let inner: String = cells
        .iter()
        .map(|(width, text)| {
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>")
        })
        .collect();
    format!(
        "{}<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr></w:tbl>",
        table_head("TableNormal", widths)
    )
}

fn table_head(style: &str, widths: impl Iterator<Item = u16> + Clone) -> String {
    let whole: u32 = widths.clone().map(u32::from).sum();
    let columns: String = widths.map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
}

fn written_table(table: &ReportTable) -> String {
    let widths = table.columns.iter().map(|column| (f64::from(column.width) * PER_MILLIMETRE) as u16);
    let cell = |width: u16, style: &str, format: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
            styled(style, format, text)
        )
    };
    let row = |cells: &[ReportCell], format: &str| -> String {
        let cells = cells.iter().zip(&table.columns).zip(widths.clone()).map(|((own, column), width)| {
            cell(width, if column.is_centred { "CellCentred" } else { "Cell" }, format, &own.text())
        });
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells.collect::<String>())
    };
    let mut out = paragraph("Caption", &table.caption);
    out += &table_head("TableGrid", widths.clone());
    out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (column, width) in table.columns.iter().zip(widths.clone()) {
        out += &cell(width, "CellHeading", "", column.title);
    }
    out += "</w:tr>";
    table.rows.iter().for_each(|cells| out += &row(cells, ""));
    table.total.iter().for_each(|cells| out += &row(cells, "b"));
    out += "</w:tbl>";
    out += &table.note.map_or_else(String::new, |note| paragraph("Note", note));
    out
}

fn paragraph(style: &str, text: &str) -> String {
    styled(style, "", text)
}

/// A paragraph whose text is bold (`b`), italic (`i`), or as its style says.
fn styled(style: &str, format: &str, text: &str) -> String {
    let run = if text.is_empty() { String::new() } else { run(format, text) };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{run}</w:p>")
}

fn run(format: &str, text: &str) -> String {
    let mut out = String::from("<w:r>");
    if !format.is_empty() {
        let _ = write!(out, "<w:rPr><w:{format}/></w:rPr>");
    }
    let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text));
    out
}

/// A line in the middle, as narrow as these indents leave it.
fn rule(indent: u16) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Rule\"/><w:ind w:left=\"{indent}\" w:right=\"{indent}\"/></w:pPr></w:p>"
    )
}

fn roman(number: usize) -> &'static str {
    ["I", "II", "III", "IV", "V", "VI"][number]
}

/// Escapes a text for XML 1.0, which has no control characters.
fn xml(text: &str) -> String {
    let may_be = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(may_be).collect();
    html_escape::encode_text(&text).into_owned()
}
