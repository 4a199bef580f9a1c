//! What is within a paragraph: runs, links, notes, fields, drawings.

use super::{BodyReader, ShownPicture, TextRun, WordField, WordParagraph, chosen, decided, web};
use crate::office::word::found::Found;
use crate::office::word::package::PartTarget;
use crate::office::word::styles::{RunLook, StyleLook};
use crate::office::word::xml::Element;
use crate::text::{Legacy, nfc, unlegacy};

impl BodyReader {
    /// Reads what is within an element of a paragraph.
    pub(super) fn inline(
        &mut self,
        within: &Element,
        look: &StyleLook,
        link: Option<&str>,
        into: &mut WordParagraph,
    ) {
        for child in &within.children {
            match child.name.as_str() {
                "r" => self.run(child, look, link, into),
                "hyperlink" => {
                    let address = child.attribute("id").and_then(|id| self.address(id));
                    self.inline(child, look, address.as_deref().or(link), into);
                }
                "fldSimple" => {
                    self.judge_field(child.attribute("instr").unwrap_or_default());
                    self.inline(child, look, link, into);
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "sdtContent" | "dir" | "bdo" | "sdt" => {
                    self.inline(child, look, link, into);
                }
                "AlternateContent" => {
                    for content in chosen(child) {
                        self.inline(content, look, link, into);
                    }
                }
                "del" | "moveFrom" => self.found.deleted += 1,
                "oMath" | "oMathPara" => {
                    let run = TextRun { text: formula(child), ..TextRun::default() };
                    self.push(into, run, None);
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element, look: &StyleLook, link: Option<&str>, into: &mut WordParagraph) {
        let properties = run.child("rPr");
        let character = properties.and_then(|own| own.value("rStyle"));
        let own = decided(RunLook::of(properties), &self.styles, character, &look.run);
        if own.hidden == Some(true) {
            self.found.hidden += 1;
            return;
        }
        self.parts(run, &own, link, into);
    }

    /// Reads what a run contains.
    fn parts(&mut self, run: &Element, look: &RunLook, link: Option<&str>, into: &mut WordParagraph) {
        for part in &run.children {
            let text = match part.name.as_str() {
                "t" => part.text.clone(),
                "tab" | "ptab" => " ".into(),
                "br" if matches!(part.attribute("type"), Some("page" | "column")) => continue,
                "br" | "cr" => "\n".into(),
                "noBreakHyphen" => "-".into(),
                "footnoteReference" | "endnoteReference" => {
                    if let Some(id) = part.attribute("id") {
                        let note = Some(self.note(part.name == "endnoteReference", id));
                        self.push(into, TextRun { note, ..TextRun::default() }, None);
                    }
                    continue;
                }
                "fldChar" => {
                    self.field(part.attribute("fldCharType").unwrap_or_default());
                    continue;
                }
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
                        field.instruction.push_str(&part.text);
                    }
                    continue;
                }
                "object" => {
                    self.found.objects += 1;
                    continue;
                }
                "drawing" | "pict" => {
                    self.drawing(part, "", into);
                    continue;
                }
                "AlternateContent" => {
                    for content in chosen(part) {
                        self.parts(content, look, link, into);
                    }
                    continue;
                }
                _ => continue,
            };
            let run = TextRun {
                text: if look.capitals == Some(true) { text.to_uppercase() } else { text },
                bold: look.bold == Some(true),
                italic: look.italic == Some(true),
                link: link.map(String::from),
                note: None,
            };
            self.push(into, run, look.font.as_deref());
        }
    }

    /// Adds a run, unless it is part of an instruction.
    fn push(&mut self, into: &mut WordParagraph, mut run: TextRun, font: Option<&str>) {
        if self.fields.iter().any(|field| !field.is_result) {
            return;
        }
        if run.link.is_none() {
            run.link = self.fields.iter().rev().find_map(|field| linked(&field.instruction));
        }
        // The font is kept in front of the text until the paragraph is complete.
        if let Some((encoding, font)) = font.and_then(|font| Some((encoding(font)?, font))) {
            into.fonts.push((into.runs.len(), encoding, font.to_string()));
        }
        into.runs.push(run);
    }

    /// Follows the beginning, the middle and the end of a field.
    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(WordField::default()),
            "separate" => {
                let instruction = self.fields.last_mut().map(|field| {
                    field.is_result = true;
                    field.instruction.clone()
                });
                self.judge_field(&instruction.unwrap_or_default());
            }
            "end" => {
                if let Some(field) = self.fields.pop().filter(|field| !field.is_result) {
                    self.judge_field(&field.instruction);
                }
            }
            _ => {}
        }
    }

    /// Counts fields that would fetch something from outside.
    fn judge_field(&mut self, instruction: &str) {
        let name = instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let asks = ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE"];
        self.found.fields += usize::from(asks.contains(&name.as_str()));
    }

    /// Reads the pictures and the text boxes of a drawing.
    fn drawing(&mut self, drawing: &Element, alt: &str, into: &mut WordParagraph) {
        let own = drawing.child("docPr").or_else(|| drawing.child("shape"));
        let own = own.and_then(|own| own.attribute("descr").or_else(|| own.attribute("alt")));
        let alt = own.unwrap_or(alt);
        for part in &drawing.children {
            match part.name.as_str() {
                "blip" | "imagedata" => {
                    let id = ["embed", "id", "link", "href"].iter().find_map(|name| part.attribute(name));
                    match id.and_then(|id| self.relations.get(id)) {
                        Some(PartTarget::Part(path)) => {
                            let picture = ShownPicture { part: path.clone(), alt: alt.trim().into() };
                            into.pictures.push(picture);
                        }
                        Some(PartTarget::Outside(_)) => self.found.outside += 1,
                        None => {}
                    }
                }
                "txbxContent" => {
                    let mut within = Vec::new();
                    // A text box is a text of its own: fields around it do not reach into it.
                    let fields = std::mem::take(&mut self.fields);
                    let carried = self.carried.take();
                    self.blocks(part, &mut within);
                    (self.fields, self.carried) = (fields, carried);
                    self.boxes.append(&mut within);
                }
                "chart" | "relIds" | "OLEObject" => self.found.objects += 1,
                "AlternateContent" => {
                    for content in chosen(part) {
                        self.drawing(content, alt, into);
                    }
                }
                _ => self.drawing(part, alt, into),
            }
        }
    }
}

/// Returns the address of a `HYPERLINK` field.
fn linked(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    web(rest.split('"').nth(1)?)
}

/// Returns the letters of a formula, which Markdown has no other notation for.
fn formula(element: &Element) -> String {
    let own = if element.name == "t" { element.text.clone() } else { String::new() };
    element.children.iter().fold(own, |text, child| text + &formula(child))
}

/// Returns the encoding of a font from before Unicode.
fn encoding(font: &str) -> Option<Legacy> {
    let font = font.to_ascii_lowercase();
    match () {
        () if font.starts_with(".vn") => Some(Legacy::Tcvn3),
        () if font.starts_with("vni") => Some(Legacy::Vni),
        () => None,
    }
}

/// Joins runs that look the same, converts old fonts, and drops what cannot be seen.
pub(super) fn finish(paragraph: &mut WordParagraph, found: &mut Found) {
    let fonts = std::mem::take(&mut paragraph.fonts);
    // A text with letters that only Unicode has was typed in Unicode, whatever its font.
    let is_unicode = paragraph.runs.iter().any(|run| run.text.chars().any(is_only_unicode));
    let of = |number: usize| {
        let at = fonts.binary_search_by_key(&number, |(at, ..)| *at).ok().filter(|_| !is_unicode);
        at.map(|at| (fonts[at].1, fonts[at].2.clone()))
    };
    let mut joined: Vec<(TextRun, Option<(Legacy, String)>)> = Vec::new();
    for (number, run) in std::mem::take(&mut paragraph.runs).into_iter().enumerate() {
        let font = of(number);
        match joined.last_mut() {
            Some((last, own)) if *own == font && looks_alike(last, &run) => last.text.push_str(&run.text),
            _ => joined.push((run, font)),
        }
    }
    for (run, font) in &mut joined {
        if let Some((encoding, font)) = font {
            let text = unlegacy(&run.text, *encoding);
            // The fonts of capitals show small letters as capitals.
            let text =
                if font.ends_with('H') && *encoding == Legacy::Tcvn3 { text.to_uppercase() } else { text };
            if text != run.text {
                run.text = text;
                *found.converted.entry(font.clone()).or_default() += 1;
            }
        }
    }
    let mut runs: Vec<TextRun> = Vec::new();
    for (mut run, _) in joined {
        run.text = visible(&run.text);
        match runs.last_mut() {
            Some(last) if looks_alike(last, &run) => last.text.push_str(&run.text),
            _ => runs.push(run),
        }
    }
    single_spaces(&mut runs);
    runs.retain(|run| !run.text.is_empty() || run.note.is_some());
    paragraph.runs = runs;
}

fn looks_alike(one: &TextRun, other: &TextRun) -> bool {
    let is_text = one.note.is_none() && other.note.is_none();
    is_text && (one.bold, one.italic, &one.link) == (other.bold, other.italic, &other.link)
}

fn is_only_unicode(c: char) -> bool {
    matches!(c, '\u{102}'..='\u{1b0}' | '\u{300}'..='\u{323}' | '\u{1ea0}'..='\u{1ef9}')
}

/// Drops characters that show nothing, and has one kind of space.
fn visible(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let seen = text.chars().filter(|c| !unseen(c));
    let spaced = seen.map(|c| if c != '\n' && (c.is_whitespace() || c.is_control()) { ' ' } else { c });
    // Symbols of Word's own fonts mean nothing without them.
    nfc(&spaced.filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}')).collect::<String>()).into_owned()
}

/// Leaves single spaces between words, and none at the ends of lines.
fn single_spaces(runs: &mut [TextRun]) {
    let mut before = '\n';
    for run in runs.iter_mut() {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            if c == '\n' {
                while text.ends_with(' ') {
                    text.pop();
                }
            }
            if !(c == ' ' && matches!(before, ' ' | '\n')) {
                text.push(c);
                before = c;
            }
        }
        run.text = text;
        if run.note.is_some() {
            before = 'x';
        }
    }
    for run in runs.iter_mut().rev() {
        run.text.truncate(run.text.trim_end().len());
        if !run.text.is_empty() || run.note.is_some() {
            break;
        }
    }
}
