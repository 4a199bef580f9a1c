//! A table as text: its encoding, its separator, its cells.

use super::{ReadFault, text_cell};
use crate::office::cell::{ListCell, ListSheet};

/// Reads a table as text.
pub(super) fn sheet(bytes: &[u8], limit: usize) -> Result<ListSheet, ReadFault> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut cells = Vec::new();
    for (row, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|error| ReadFault::Damaged(error.to_string()))?;
        for (column, text) in (0..).zip(&record) {
            // The sign before a text that a spreadsheet would take for a formula.
            let plain = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
            if let Some(value) = text_cell(plain.unwrap_or(text)) {
                if cells.len() == limit {
                    return Err(ReadFault::TooManyCells);
                }
                cells.push(ListCell { row, column, value });
            }
        }
    }
    Ok(ListSheet { cells, ..ListSheet::default() })
}

/// Returns the text. What is neither UTF-8 nor UTF-16 is from before Unicode: each byte is a character of Latin-1.
fn decoded(bytes: &[u8]) -> Result<String, ReadFault> {
    let units = |pairs: &[u8], order: fn([u8; 2]) -> u16| {
        let units = pairs.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let text: String = match bytes {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    if text.contains('\0') { Err(ReadFault::NoSpreadsheet) } else { Ok(text) }
}

/// Returns the sign that separates the cells of most of the first lines.
fn separator(text: &str) -> u8 {
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut in_quotes = false;
    for byte in text.bytes().take(16 * 1024) {
        if byte == b'"' {
            in_quotes = !in_quotes;
        }
        let counted = counts.iter_mut().filter(|(sign, _)| *sign == byte && !in_quotes);
        counted.for_each(|(_, count)| *count += 1);
    }
    // Commas stand within Vietnamese cells too.
    counts[2].1 /= 2;
    counts.into_iter().max_by_key(|(sign, count)| (*count, *sign == b',')).map_or(b',', |(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let sheet = sheet(bytes, 100).unwrap();
        sheet.cells.into_iter().map(|cell| (cell.row, cell.column, cell.value.text())).collect()
    }

    #[test]
    fn encodings_and_separators_are_recognised() {
        let cell = |row, column, text: &str| (row, column, text.to_string());
        let expected = [cell(0, 0, "Tên"), cell(0, 1, "Nơi"), cell(1, 0, "A; b"), cell(1, 1, "=1")];
        let text = "Tên;Nơi\r\n\"A; b\";'=1\r\n";
        assert_eq!(cells(text.as_bytes()), expected);
        assert_eq!(cells(["\u{feff}", text].concat().as_bytes()), expected);
        let utf16: Vec<u8> = ["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), expected);
        assert_eq!(cells("Tên,Nơi\nxã A,\"Vinh, Nghệ An\"\n".as_bytes()).len(), 4);
        assert_eq!(cells(b"Ti\xeat\tN\xb6m\n")[1].2, "N¶m");
        assert_eq!(sheet(b"a\0b", 100), Err(ReadFault::NoSpreadsheet));
        assert_eq!(sheet(b"a,b,c", 2), Err(ReadFault::TooManyCells));
    }
}
