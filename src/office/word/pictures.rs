//! The pictures of a text, with their captions and credits.
//!
//! Takes blocks, gives them without pictures and captions, and the pictures in their order. A picture that a gallery
//! cannot show is named, never dropped in silence.

use super::body::{ShownPicture, WordBlock, WordParagraph, WordTable};
use super::package::WordPackage;
use crate::office::notes::{PictureRefusal, RowPicture, judge_picture};
use crate::parse::PictureFault;
use crate::text::fold;

/// Maximum number of pictures of a file.
const MOST: usize = 200;
/// Longest caption in characters.
const LONGEST_CAPTION: usize = 400;

/// Blocks without their pictures.
#[derive(Debug, Default)]
pub(super) struct Pictured {
    pub(super) blocks: Vec<WordBlock>,
    pub(super) pictures: Vec<RowPicture>,
    pub(super) refused: Vec<PictureRefusal>,
}

/// Words below a picture.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Caption {
    caption: String,
    credit: String,
}

/// Takes the pictures and their captions out of blocks.
pub(super) fn pictured(blocks: Vec<WordBlock>, package: &mut WordPackage) -> Pictured {
    let mut result = Pictured::default();
    let mut taken: Vec<String> = Vec::new();
    let mut blocks = blocks.into_iter().flat_map(unrolled).peekable();
    while let Some(block) = blocks.next() {
        let (block, pictures) = without_pictures(block);
        if pictures.is_empty() {
            result.blocks.extend(block);
            continue;
        }
        let mut caption = Caption::default();
        // A caption may stand beside the picture in the same paragraph.
        let block = block.filter(|block| !takes(block, &mut caption));
        while let Some(below) = blocks.next_if(|below| takes(below, &mut caption)) {
            drop(below);
        }
        for shown in pictures {
            if !taken.contains(&shown.part) {
                taken.push(shown.part.clone());
                result.add(shown, &caption, package, taken.len());
            }
        }
        result.blocks.extend(block);
    }
    result
}

/// Turns a table that only places pictures and their captions into paragraphs: each picture, then what stands below it.
fn unrolled(block: WordBlock) -> Vec<WordBlock> {
    let WordBlock::Table(table) = &block else { return vec![block] };
    let has_pictures = block.paragraphs().iter().any(|own| !own.pictures.is_empty());
    let is_caption = |own: &WordParagraph| own.text().chars().count() <= LONGEST_CAPTION;
    let is_layout = has_pictures && !table.has_borders && block.paragraphs().into_iter().all(is_caption);
    let is_grid = has_pictures
        && block.paragraphs().into_iter().all(|own| {
            !own.pictures.is_empty()
                || own.text().is_empty()
                || (is_caption(own) && caption_of(own).is_some())
        });
    if is_layout || is_grid { grid(table) } else { vec![block] }
}

fn grid(table: &WordTable) -> Vec<WordBlock> {
    let mut blocks = Vec::new();
    let has_picture = |cell: &super::body::WordCell| {
        cell.blocks.iter().flat_map(WordBlock::paragraphs).any(|own| !own.pictures.is_empty())
    };
    for (number, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            let above = number.checked_sub(1).and_then(|above| at_column(&table.rows[above], column));
            // It was written below its picture.
            let is_written = !has_picture(cell) && above.is_some_and(has_picture);
            if !is_written {
                blocks.extend(cell.blocks.iter().cloned());
                let below = table.rows.get(number + 1).and_then(|below| at_column(below, column));
                if let Some(below) = below.filter(|below| has_picture(cell) && !has_picture(below)) {
                    blocks.extend(below.blocks.iter().cloned().map(as_caption));
                }
            }
            column += cell.span;
        }
    }
    blocks
}

fn at_column(row: &[super::body::WordCell], column: usize) -> Option<&super::body::WordCell> {
    let mut start = 0;
    row.iter().find(|cell| {
        let is_here = start == column;
        start += cell.span;
        is_here
    })
}

/// Marks a block as what stands below a picture in a table.
fn as_caption(block: WordBlock) -> WordBlock {
    match block {
        WordBlock::Paragraph(mut own) => {
            own.style = "caption".into();
            WordBlock::Paragraph(own)
        }
        table => table,
    }
}

/// Returns a block without pictures, unless it had nothing else.
fn without_pictures(mut block: WordBlock) -> (Option<WordBlock>, Vec<ShownPicture>) {
    let mut pictures = Vec::new();
    take_pictures(&mut block, &mut pictures);
    let is_empty = !pictures.is_empty() && block.paragraphs().iter().all(|own| own.runs.is_empty());
    ((!is_empty).then_some(block), pictures)
}

fn take_pictures(block: &mut WordBlock, into: &mut Vec<ShownPicture>) {
    match block {
        WordBlock::Paragraph(own) => into.append(&mut own.pictures),
        WordBlock::Table(table) => {
            let cells = table.rows.iter_mut().flatten();
            cells.flat_map(|cell| &mut cell.blocks).for_each(|block| take_pictures(block, into));
        }
    }
}

/// Takes a block as caption or credit, if it is one; returns whether it is.
fn takes(block: &WordBlock, caption: &mut Caption) -> bool {
    let WordBlock::Paragraph(own) = block else { return false };
    let Some(found) = caption_of(own).filter(|_| own.pictures.is_empty()) else { return false };
    let fills = |own: &mut String, found: &str| {
        let is_free = own.is_empty() || found.is_empty();
        if own.is_empty() {
            *own = found.into();
        }
        is_free
    };
    let before = caption.clone();
    if fills(&mut caption.caption, &found.caption) && fills(&mut caption.credit, &found.credit) {
        return true;
    }
    *caption = before;
    false
}

/// Reads a paragraph as a caption: `Ảnh: …`, `Ảnh 1. …`, `Hình 2: …`, `Nguồn ảnh: …`, or Word's own style.
fn caption_of(paragraph: &WordParagraph) -> Option<Caption> {
    let text = paragraph.text();
    let text = text.trim_matches(['(', ')', ' ']);
    if text.is_empty() || text.chars().count() > LONGEST_CAPTION {
        return None;
    }
    if let Some(credit) = credit(text) {
        return Some(Caption { credit: credit.into(), ..Caption::default() });
    }
    let plain = fold(text);
    let is_named = ["anh", "hinh"].iter().any(|word| {
        plain.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with([':', '.', '-', '–'])
                || rest.starts_with(|c: char| c.is_ascii_digit())
                || rest.starts_with("minh hoa")
        })
    });
    if !is_named && paragraph.style != "caption" {
        return None;
    }
    let (words, credit) = credited(text);
    Some(Caption { caption: unlabelled(words).trim_end_matches([' ', '(']).into(), credit: credit.into() })
}

/// Returns what follows `Nguồn ảnh:`, `Nguồn:` or `Người chụp:`.
fn credit(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    ["nguon anh", "nguon", "nguoi chup", "tac gia anh"]
        .contains(&fold(label.trim()).as_str())
        .then(|| rest.trim())
}

/// Splits a caption that names its source at the end: `… Nguồn ảnh: …`, `… (Ảnh: …)`.
fn credited(text: &str) -> (&str, &str) {
    let ends =
        ["Nguồn ảnh:", "nguồn ảnh:", "Nguồn:", "nguồn:", "(Ảnh:", "(ảnh:", "Người chụp:", ". Ảnh:", ". ảnh:"];
    let found = ends.iter().filter_map(|end| Some((text.find(end).filter(|at| *at > 0)?, end.len()))).min();
    match found {
        Some((at, length)) => {
            let words = text[..at].trim_end_matches([' ', '(', ',', ';', '–', '-']);
            (words, text[at + length..].trim_matches([' ', ')', '.']))
        }
        None => (text, ""),
    }
}

/// Drops `Ảnh 1:` and the like from a caption. `Ảnh minh họa` is a caption by itself.
fn unlabelled(text: &str) -> &str {
    let is_label = |label: &str| {
        let label = fold(label.trim());
        let rest = label.strip_prefix("anh").or_else(|| label.strip_prefix("hinh"));
        rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '.'))
    };
    let signs = [':', '.', '-', '–'];
    let found = text.char_indices().filter(|(_, c)| signs.contains(c)).map(|(at, c)| (at, at + c.len_utf8()));
    let mut end = 0;
    for (at, after) in found.take(3) {
        if is_label(&text[..at]) {
            end = after;
        }
    }
    text[end..].trim_start_matches([' ', ':', '.', '-', '–']).trim()
}

impl Pictured {
    /// Adds a picture, or why it cannot be shown.
    fn add(&mut self, shown: ShownPicture, caption: &Caption, package: &mut WordPackage, number: usize) {
        let name = shown.part.rsplit('/').next().unwrap_or_default().to_string();
        let mut refuse = |why: PictureFault| self.refused.push(PictureRefusal { name: name.clone(), why });
        if number > MOST {
            return refuse(PictureFault::Damaged(format!("> {MOST}")));
        }
        let Some(bytes) = package.picture(&shown.part) else {
            return refuse(PictureFault::Damaged("> 100 MB".into()));
        };
        match judge_picture(&name, &bytes) {
            Err(why) => refuse(why),
            Ok(()) => self.pictures.push(RowPicture {
                row: 0,
                alt: human(&shown.alt).into(),
                caption: caption.caption.clone(),
                credit: caption.credit.clone(),
                bytes,
            }),
        }
    }
}

/// Returns what somebody wrote about a picture; nothing for names of files and what a machine guessed.
fn human(alt: &str) -> &str {
    let plain = fold(alt);
    let is_file = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp"].iter().any(|end| plain.ends_with(end));
    let starts = ["picture ", "image ", "hinh anh ", "a picture containing"];
    let is_guessed = plain.contains("automatically generated") || plain.contains("duoc tao tu dong");
    let is_numbered = starts.iter().any(|start| plain.starts_with(start)) && plain.len() < 40;
    if is_file || is_guessed || is_numbered || alt.chars().count() > LONGEST_CAPTION { "" } else { alt }
}

#[cfg(test)]
mod tests {
    use super::super::body::TextRun;
    use super::*;

    fn caption(text: &str) -> Option<(String, String)> {
        let run = TextRun { text: text.into(), ..TextRun::default() };
        let found = caption_of(&WordParagraph { runs: vec![run], ..WordParagraph::default() })?;
        Some((found.caption, found.credit))
    }

    #[test]
    fn captions_and_credits_are_read_as_offices_write_them() {
        let pair = |one: &str, other: &str| Some((one.to_string(), other.to_string()));
        assert_eq!(caption("Ảnh: Bà con thả cá."), pair("Bà con thả cá.", ""));
        assert_eq!(caption("Ảnh 1: Thả cá. Nguồn ảnh: Hội Nông dân xã"), pair("Thả cá.", "Hội Nông dân xã"));
        assert_eq!(caption("Hình 2. Con đường mới (Ảnh: Văn A)"), pair("Con đường mới", "Văn A"));
        assert_eq!(caption("Nguồn ảnh: UBND xã"), pair("", "UBND xã"));
        assert_eq!(caption("Ảnh minh họa"), pair("Ảnh minh họa", ""));
        assert_eq!(caption("Ảnh hưởng của mô hình"), None);
        assert_eq!(caption("Anh em trong thôn cùng làm"), None);
    }

    #[test]
    fn only_what_people_wrote_describes_a_picture() {
        assert_eq!(human("Bà con thả cá"), "Bà con thả cá");
        for machine in ["Picture 3", "IMG_1.JPG", "A person. Description automatically generated"] {
            assert_eq!(human(machine), "");
        }
    }
}
