//! The text of a Word file: paragraphs, tables, notes, and where its pictures are.
//!
//! Takes the parts of a file, gives its blocks as Word shows them with all changes accepted. Text that is hidden or
//! deleted is left out, text in fonts from before Unicode is converted. Never judges what a paragraph is for.

use super::super::read::ReadFault;
use super::found::Found;
use super::package::{PartTarget, Relations, WordPackage};
use super::styles::{Numbering, RunLook, StyleLook, Styles};
use super::xml::Element;
use crate::text::Legacy;

mod inline;
mod table;

pub(super) use table::has_borders;

/// A piece of text that looks the same throughout.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TextRun {
    /// The text; line breaks are `\n`.
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) link: Option<String>,
    /// The number of the note that is referred to here.
    pub(super) note: Option<usize>,
}

/// A picture where it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShownPicture {
    /// Its part.
    pub(super) part: String,
    /// What its author says that it shows.
    pub(super) alt: String,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct WordParagraph {
    pub(super) runs: Vec<TextRun>,
    pub(super) pictures: Vec<ShownPicture>,
    /// The name of its style, in lower case.
    pub(super) style: String,
    /// The level of a heading, from 0.
    pub(super) outline: Option<u8>,
    pub(super) is_centred: bool,
    /// The label that its list gives it; `•` for any bullet.
    pub(super) label: Option<String>,
    /// The level of its list.
    pub(super) level: u8,
    /// The runs in fonts from before Unicode, by number, until the paragraph is complete.
    pub(super) fonts: Vec<(usize, Legacy, String)>,
}

impl WordParagraph {
    /// Returns the text without the label.
    pub(super) fn text(&self) -> String {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether all of the text is bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut runs = self.runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        runs.peek().is_some() && runs.all(|run| run.bold)
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct WordCell {
    pub(super) blocks: Vec<WordBlock>,
    /// The number of columns that it covers.
    pub(super) span: usize,
    /// Whether it continues the cell above.
    pub(super) continues: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct WordTable {
    pub(super) rows: Vec<Vec<WordCell>>,
    pub(super) has_borders: bool,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum WordBlock {
    Paragraph(WordParagraph),
    Table(WordTable),
}

impl WordBlock {
    /// Returns the paragraphs within, in reading order.
    pub(super) fn paragraphs(&self) -> Vec<&WordParagraph> {
        match self {
            WordBlock::Paragraph(paragraph) => vec![paragraph],
            WordBlock::Table(table) => {
                let cells = table.rows.iter().flatten();
                cells.flat_map(|cell| cell.blocks.iter().flat_map(WordBlock::paragraphs)).collect()
            }
        }
    }
}

/// The text of a file.
#[derive(Debug, Default)]
pub(super) struct WordText {
    pub(super) blocks: Vec<WordBlock>,
    /// The notes, in the order in which the text refers to them.
    pub(super) notes: Vec<Vec<WordBlock>>,
    pub(super) found: Found,
}

/// A field: an instruction, then what it came to when the file was saved.
#[derive(Debug, Default)]
struct WordField {
    instruction: String,
    is_result: bool,
}

struct BodyReader {
    styles: Styles,
    numbering: Numbering,
    relations: Relations,
    /// Ids of the notes referred to, in order: whether it is an endnote, and its id.
    noted: Vec<(bool, String)>,
    fields: Vec<WordField>,
    /// What text boxes of the paragraph contain.
    boxes: Vec<WordBlock>,
    /// A paragraph whose end was deleted: the next one continues it.
    carried: Option<WordParagraph>,
    found: Found,
}

/// Reads the text of a file.
///
/// # Errors
/// If a part is damaged or too large, or there is no text.
pub(super) fn read(package: &mut WordPackage) -> Result<WordText, ReadFault> {
    let main = package.main()?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let root = package.part(&main)?.ok_or(ReadFault::NoReport)?;
    let body = root.child("body").ok_or(ReadFault::NoReport)?;
    let part = |package: &mut WordPackage, name: &str| package.part(&format!("{folder}/{name}.xml"));
    let styles = Styles::read(part(package, "styles")?.as_ref());
    let numbering = Numbering::read(part(package, "numbering")?.as_ref());
    let relations = package.relations(&main)?;
    let mut reader = BodyReader {
        styles,
        numbering,
        relations,
        noted: Vec::new(),
        fields: Vec::new(),
        boxes: Vec::new(),
        carried: None,
        found: Found::default(),
    };
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks);
    blocks.extend(reader.carried.take().map(WordBlock::Paragraph));
    let sources = [part(package, "footnotes")?, part(package, "endnotes")?];
    let mut notes = Vec::new();
    // Notes may refer to notes; those of an odd file without end are cut.
    let mut number = 0;
    while let Some((is_end, id)) = reader.noted.get(number).cloned() {
        number += 1;
        let all = sources[usize::from(is_end)].as_ref();
        let note = all.and_then(|all| all.children.iter().find(|note| note.attribute("id") == Some(&id)));
        let mut content = Vec::new();
        if let Some(note) = note {
            reader.blocks(note, &mut content);
        }
        notes.push(content);
    }
    Ok(WordText { blocks, notes, found: reader.found })
}

impl BodyReader {
    /// Reads the blocks within an element.
    fn blocks(&mut self, within: &Element, into: &mut Vec<WordBlock>) {
        for child in &within.children {
            match child.name.as_str() {
                "p" => {
                    let read = self.paragraph(child);
                    into.extend(read.map(WordBlock::Paragraph));
                    into.append(&mut self.boxes);
                }
                "tbl" => {
                    let table = self.table(child);
                    into.push(WordBlock::Table(table));
                }
                "sdt" if is_contents(child) => {}
                "sdt" => child.all("sdtContent").for_each(|content| self.blocks(content, into)),
                "customXml" | "ins" | "moveTo" | "smartTag" => self.blocks(child, into),
                "AlternateContent" => chosen(child).for_each(|content| self.blocks(content, into)),
                "altChunk" => self.found.objects += 1,
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element) -> Option<WordParagraph> {
        let properties = element.child("pPr");
        let look = self.styles.look(properties.and_then(|own| own.value("pStyle"))).clone();
        if look.name.starts_with("toc ") || look.name.starts_with("table of ") {
            return None;
        }
        let own = |name: &str| properties.and_then(|own| own.value(name));
        let alignment = own("jc").map(String::from).or_else(|| look.alignment.clone());
        let mut paragraph = self.carried.take().unwrap_or_default();
        paragraph.style.clone_from(&look.name);
        paragraph.outline = own("outlineLvl")
            .and_then(|level| level.parse().ok())
            .or(look.outline)
            .filter(|level| *level < 9)
            .or_else(|| heading_level(&look.name));
        paragraph.is_centred = alignment.as_deref() == Some("center");
        let deleted = self.found.deleted;
        self.inline(element, &look, None, &mut paragraph);
        self.label(properties, &look, &mut paragraph);
        inline::finish(&mut paragraph, &mut self.found);
        let mark = properties.and_then(|own| own.child("rPr"));
        let is_joined =
            mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        if is_joined {
            self.carried = Some(paragraph);
            return None;
        }
        let is_empty = paragraph.runs.is_empty() && paragraph.pictures.is_empty();
        // A paragraph that is deleted as a whole leaves none.
        (!is_empty || deleted == self.found.deleted).then_some(paragraph)
    }

    /// Gives a paragraph the label of its list.
    fn label(&mut self, properties: Option<&Element>, look: &StyleLook, paragraph: &mut WordParagraph) {
        let list = properties.and_then(|own| own.child("numPr"));
        let id = list.and_then(|list| list.value("numId")).map(String::from).or_else(|| look.list.0.clone());
        let level = list.and_then(|list| list.value("ilvl")).and_then(|level| level.parse().ok());
        let Some(id) = id.filter(|id| id != "0") else { return };
        if paragraph.runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        paragraph.level = level.or(look.list.1).unwrap_or(0);
        paragraph.label = self.numbering.label(&id, paragraph.level);
    }

    /// Returns the number of a note, from 1.
    fn note(&mut self, is_end: bool, id: &str) -> usize {
        let key = (is_end, id.to_string());
        let at = self.noted.iter().position(|own| *own == key).unwrap_or_else(|| {
            self.noted.push(key);
            self.noted.len() - 1
        });
        at + 1
    }

    /// Returns the address that a link leads to; `None` if it is no address on the web.
    fn address(&self, id: &str) -> Option<String> {
        match self.relations.get(id) {
            Some(PartTarget::Outside(address)) => web(address),
            _ => None,
        }
    }
}

/// Returns an address that a page may link to.
fn web(address: &str) -> Option<String> {
    let is_web = ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start));
    let is_plain = address.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()\\\"`".contains(c));
    (is_web && is_plain).then(|| address.to_string())
}

/// Returns what a program that knows nothing newer than Word 2010 reads of alternatives: the first.
fn chosen(alternatives: &Element) -> impl Iterator<Item = &Element> {
    let choice = alternatives.child("Choice").or_else(|| alternatives.child("Fallback"));
    choice.into_iter()
}

/// Whether a block is a table of contents.
fn is_contents(block: &Element) -> bool {
    let gallery = block.child("sdtPr").and_then(|own| own.within("docPartGallery"));
    gallery.and_then(|gallery| gallery.attribute("val")) == Some("Table of Contents")
}

/// Returns the level of Word's own heading styles, which LibreOffice writes without an outline level.
fn heading_level(style: &str) -> Option<u8> {
    let level: u8 = style.strip_prefix("heading ")?.parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

/// The look of a run, everything decided.
fn decided(own: RunLook, styles: &Styles, character: Option<&str>, below: &RunLook) -> RunLook {
    own.over(&styles.character(character)).over(below)
}
