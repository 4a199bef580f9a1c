//! Values of keys as cells, and cells as values of keys.
//!
//! Takes a value and the declaration of its key, gives the cell of an export; takes a cell, gives the value that its
//! author means. What cannot be understood is passed on as text, so that parsing reports it.

use super::cell::{CellValue, NO, YES, decimal, tidy};
use super::gallery::KnownSite;
use crate::date::Day;
use crate::edit::FieldValue;
use crate::gazetteer::{Gazetteer, Unresolved, When};
use crate::schema::{Key, Type};
use crate::text::{Legacy, bare_words, legacy, unlegacy};

/// Returns the cell that shows a value; `None` for an empty one.
pub(super) fn cell_of(known: &KnownSite, key: &Key, value: &FieldValue) -> Option<CellValue> {
    let cell = match value {
        FieldValue::Text(text) => match key.kind {
            Type::Date | Type::Day => match Day::parse(text) {
                Some(day) => CellValue::Day(day.to_string()),
                None => plain(text),
            },
            Type::Reference(_) => {
                let record = known.names(key).iter().find(|record| record.id == *text);
                CellValue::Text(tidy(record.map_or(text, |record| &record.name)))
            }
            _ => CellValue::Text(tidy(text)),
        },
        FieldValue::YesNo(flag) => CellValue::Text(if *flag { YES.into() } else { NO.into() }),
        // A spreadsheet holds numbers of 53 bits.
        FieldValue::Whole(whole) if whole.unsigned_abs() < 1 << 53 => CellValue::Number(*whole as f64),
        FieldValue::Whole(whole) => CellValue::Text(whole.to_string()),
        FieldValue::Number(number) => CellValue::Number(*number),
        FieldValue::List(items) => {
            let lines: Vec<String> =
                items.iter().filter_map(|item| cell_of(known, key, item)).map(|cell| cell.text()).collect();
            CellValue::Text(lines.join("\n"))
        }
        FieldValue::Table(_) => return None,
    };
    Some(cell).filter(|cell| !cell.text().is_empty())
}

/// A year alone is a number, which no program turns into a day.
fn plain(text: &str) -> CellValue {
    match text.parse::<u16>() {
        Ok(year) if text.len() == 4 => CellValue::Number(f64::from(year)),
        _ => CellValue::Text(tidy(text)),
    }
}

/// Turns cells into values.
pub(super) struct CellReader<'r> {
    pub(super) known: &'r KnownSite,
    pub(super) gazetteer: &'r Gazetteer,
    /// Whether text in an encoding from before Unicode is converted.
    pub(super) convert: bool,
}

impl CellReader<'_> {
    /// Returns the text of a cell, converted from an old encoding if that is wanted.
    pub(super) fn text(&self, cell: &CellValue) -> String {
        let text = cell.text();
        match self.convert.then(|| old_encoding(&text)).flatten() {
            Some(encoding) => unlegacy(&text, encoding),
            None => text,
        }
    }

    /// Returns the value that a cell means for a key; `None` if it is empty.
    pub(super) fn value(&self, key: &Key, cell: &CellValue) -> Option<FieldValue> {
        let text = self.text(cell);
        if text.is_empty() {
            return None;
        }
        Some(match key.kind {
            Type::Figure => match cell {
                CellValue::Number(number) => figure(*number),
                _ => FieldValue::Text(text),
            },
            Type::Whole { .. } => match cell {
                CellValue::Number(number) if number.fract() == 0.0 => FieldValue::Whole(*number as i64),
                _ => FieldValue::Text(text),
            },
            Type::YesNo => match bare_words(&text).as_str() {
                "co" | "x" | "true" | "yes" | "1" => FieldValue::YesNo(true),
                "khong" | "false" | "no" | "0" => FieldValue::YesNo(false),
                _ => FieldValue::Text(text),
            },
            Type::Place => self.places(&text),
            Type::Reference(_) => self.references(key, &text),
            _ if key.many => list(pieces(&text, &['\n', ';'])),
            _ => FieldValue::Text(text),
        })
    }

    /// Returns the places of a text: one a line, or those that the gazetteer finds in it.
    fn places(&self, text: &str) -> FieldValue {
        let mut places = Vec::new();
        for piece in pieces(text, &['\n', ';']) {
            match self.gazetteer.resolve(&piece, When::default()) {
                Err(Unresolved::Several { places: several }) => places.extend(several),
                _ => places.push(piece),
            }
        }
        list(places)
    }

    /// Returns what a text refers to. A name may contain the signs that separate names.
    fn references(&self, key: &Key, text: &str) -> FieldValue {
        let id = |text: &str| self.known.named(key, text).map(|record| record.id.clone());
        let with = |signs: &[char]| -> Option<Vec<String>> {
            pieces(text, signs).iter().map(|piece| id(piece)).collect()
        };
        if let Some(id) = id(text) {
            return list(vec![id]);
        }
        if !key.many {
            return FieldValue::Text(text.into());
        }
        let found = [&['\n', ';'][..], &['\n', ';', ',']].iter().find_map(|signs| with(signs));
        list(found.unwrap_or_else(|| {
            let pieces = pieces(text, &['\n', ';']);
            pieces.into_iter().map(|piece| id(&piece).unwrap_or(piece)).collect()
        }))
    }
}

/// Returns the encoding of a text from before Unicode.
pub(super) fn old_encoding(text: &str) -> Option<Legacy> {
    text.lines().find_map(legacy).map(|found| found.encoding)
}

fn figure(number: f64) -> FieldValue {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return FieldValue::Whole(number as i64);
    }
    FieldValue::Text(decimal(number))
}

/// Returns a value for one text, a list for several.
fn list(mut texts: Vec<String>) -> FieldValue {
    match texts.len() {
        1 => FieldValue::Text(texts.remove(0)),
        _ => FieldValue::List(texts.into_iter().map(FieldValue::Text).collect()),
    }
}

/// Splits a text, and drops bullets before and blanks around each piece.
fn pieces(text: &str, signs: &[char]) -> Vec<String> {
    let bare = |piece: &str| piece.trim().trim_start_matches(['-', '–', '•', '+', '*']).trim().to_string();
    text.split(signs).map(bare).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::keys_of;

    fn value(name: &str, cell: CellValue) -> Option<FieldValue> {
        let (known, gazetteer) = (KnownSite::default(), Gazetteer::built_in());
        let reader = CellReader { known: &known, gazetteer: &gazetteer, convert: true };
        reader.value(keys_of("entry").find(name).unwrap().1, &cell)
    }

    #[test]
    fn cells_mean_what_their_authors_typed() {
        let text = |text: &str| CellValue::Text(text.into());
        assert_eq!(value("spread", CellValue::Number(12.0)), Some(FieldValue::Whole(12)));
        assert_eq!(value("spread", CellValue::Number(12.5)), Some("12,5".into()));
        assert_eq!(value("spread", text("hơn 1.600")), Some("hơn 1.600".into()));
        assert_eq!(value("draft", text("x")), Some(FieldValue::YesNo(true)));
        assert_eq!(value("started", text("  ")), None);
        assert_eq!(value("title", text("HiÕn ®Êt lµm ®\u{ad}êng")), Some("Hiến đất làm đường".into()));
        let places = FieldValue::List(vec!["xã Đại Đồng, tỉnh Nghệ An".into(), "tỉnh Lào Cai".into()]);
        assert_eq!(value("locality", text("- xã Đại Đồng, tỉnh Nghệ An\n- tỉnh Lào Cai")), Some(places));
    }
}
