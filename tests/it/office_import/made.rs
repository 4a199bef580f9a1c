//! Workbooks made part by part, as no program would write them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};

use crate::support::Gallery;

/// Packs the parts of a workbook.
pub fn packed(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet; cells are separated by `|`, numbers are numbers.
pub fn workbook(lines: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut rows = String::new();
    for (row, line) in (1..).zip(lines) {
        rows.push_str(&format!("<row r=\"{row}\">"));
        for (column, text) in ('A'..='Z').zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
            rows.push_str(&match text.parse::<f64>() {
                Ok(number) => format!("<c r=\"{column}{row}\"><v>{number}</v></c>"),
                Err(_) => format!(
                    "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                ),
            });
        }
        rows.push_str("</row>");
    }
    sheet(&format!("<sheetData>{rows}</sheetData>"))
}

/// A workbook whose only sheet, `Sheet1`, has this content.
pub fn sheet(content: &str) -> BTreeMap<String, Vec<u8>> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let file = |name: &str, text: String| (name.to_string(), text.into_bytes());
    BTreeMap::from([
        file(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into(),
        ),
        file(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        file(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        file(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        file("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{content}</worksheet>")),
    ])
}

/// Writes a workbook into the gallery's folder.
pub fn put(gallery: &Gallery, name: &str, files: &BTreeMap<String, Vec<u8>>) {
    fs::write(gallery.at(name), packed(files)).unwrap();
}

/// Replaces a text of a workbook, which it must have.
pub fn replaced(files: &mut BTreeMap<String, Vec<u8>>, part: &str, old: &str, new: &str) {
    let text = String::from_utf8(files[part].clone()).unwrap();
    assert!(text.contains(old), "{part} has no {old}: {text}");
    files.insert(part.into(), text.replacen(old, new, 1).into_bytes());
}
