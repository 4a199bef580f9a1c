//! Tables.

use super::{BodyReader, WordBlock, WordCell, WordTable};
use crate::office::word::xml::Element;

/// Maximum number of columns that a cell covers, as of Word.
const WIDEST: usize = 63;

impl BodyReader {
    pub(super) fn table(&mut self, element: &Element) -> WordTable {
        let properties = element.child("tblPr");
        let style = properties.and_then(|own| own.value("tblStyle"));
        let mut table = WordTable { rows: Vec::new(), has_borders: has_borders(properties, "tblBorders") };
        table.has_borders |= style.is_some_and(|style| self.styles.has_borders(style));
        self.rows(element, &mut table);
        table
    }

    fn rows(&mut self, within: &Element, table: &mut WordTable) {
        for row in &within.children {
            match row.name.as_str() {
                "tr" if row.child("trPr").is_some_and(|own| own.child("del").is_some()) => {
                    self.found.deleted += 1
                }
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(row, &mut cells, &mut table.has_borders);
                    table.rows.push(cells);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.rows(row, table),
                _ => {}
            }
        }
    }

    fn cells(&mut self, within: &Element, into: &mut Vec<WordCell>, borders: &mut bool) {
        for cell in &within.children {
            match cell.name.as_str() {
                "tc" => {
                    let own = cell.child("tcPr");
                    let merged = own.and_then(|own| own.child("vMerge"));
                    let span = own.and_then(|own| own.value("gridSpan")).and_then(|span| span.parse().ok());
                    *borders |= has_borders(own, "tcBorders");
                    let mut blocks: Vec<WordBlock> = Vec::new();
                    self.blocks(cell, &mut blocks);
                    into.push(WordCell {
                        blocks,
                        span: span.unwrap_or(1).clamp(1, WIDEST),
                        continues: merged.is_some_and(|own| own.attribute("val") != Some("restart")),
                    });
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(cell, into, borders),
                _ => {}
            }
        }
    }
}

/// Whether properties have a border that is drawn.
pub(in crate::office::word) fn has_borders(properties: Option<&Element>, name: &str) -> bool {
    let borders = properties.and_then(|own| own.child(name));
    let is_drawn = |side: &Element| !matches!(side.attribute("val"), None | Some("nil" | "none"));
    borders.is_some_and(|borders| borders.children.iter().any(is_drawn))
}
