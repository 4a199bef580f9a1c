//! Blocks as Markdown.
//!
//! Takes the blocks of an entry, gives its text: headings, lists, tables, emphasis, links and notes. Numbers stay as
//! they were typed or printed. Pictures are not part of it.

use super::body::{TextRun, WordBlock, WordCell, WordParagraph, WordTable};
use super::layout::{Rank, is_rule, number_of};
use crate::office::markdown::{at_start, escaped};
use crate::text::fold;

/// Longest heading in characters.
const LONGEST_HEADING: usize = 250;
/// Widest table in columns, and the largest number of rows of a column that is no list of paragraphs.
const WIDEST: usize = 40;

/// Returns the rank of a paragraph among headings; `None` if it is none.
pub(super) fn heading(paragraph: &WordParagraph) -> Option<Rank> {
    let text = paragraph.text();
    if text.is_empty() || text.chars().count() > LONGEST_HEADING {
        return None;
    }
    if let Some(level) = paragraph.outline {
        return Some(Rank::Style(level));
    }
    let (rank, length) = number_of(paragraph)?;
    let rest = text.get(length..).unwrap_or_default();
    let is_shouted =
        rank == Rank::Roman && rest.to_uppercase() == rest && rest.chars().any(char::is_alphabetic);
    let is_part = rank == Rank::Part && text.chars().count() < 100;
    (paragraph.is_bold() || is_shouted || is_part).then_some(rank)
}

/// Returns the ranks of the headings of a text, from the highest.
pub(super) fn ranks(blocks: &[WordBlock]) -> Vec<Rank> {
    let mut ranks: Vec<Rank> = blocks
        .iter()
        .filter_map(|block| match block {
            WordBlock::Paragraph(own) => heading(own),
            WordBlock::Table(_) => None,
        })
        .collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// An item of a list that further items may be within.
#[derive(Debug, Clone, Copy)]
struct OpenItem {
    /// The width of its mark and the space after it.
    width: usize,
    is_numbered: bool,
    level: usize,
}

/// The text of an entry while it is written.
struct ReportWriter<'b> {
    ranks: Vec<Rank>,
    notes: &'b [Vec<WordBlock>],
    /// The notes that the text refers to, by their numbers in the file.
    noted: Vec<usize>,
    written: String,
    /// The open items, each within the one before.
    items: Vec<OpenItem>,
}

/// Writes blocks, and the notes that they refer to.
pub(super) fn markdown(blocks: &[WordBlock], notes: &[Vec<WordBlock>]) -> String {
    let mut writer = ReportWriter {
        ranks: ranks(blocks),
        notes,
        noted: Vec::new(),
        written: String::new(),
        items: Vec::new(),
    };
    writer.blocks(blocks);
    let mut number = 0;
    while let Some(note) = writer.noted.get(number).copied() {
        number += 1;
        let content = writer.notes.get(note - 1).map(Vec::as_slice).unwrap_or_default();
        let text: Vec<String> = content
            .iter()
            .flat_map(WordBlock::paragraphs)
            .map(|own| writer.inline(&own.runs, false))
            .collect();
        writer.gap();
        writer.written.push_str(&format!("[^{number}]: {}", text.join(" ").replace('\n', " ").trim()));
    }
    if !writer.written.is_empty() {
        writer.written.push('\n');
    }
    writer.written
}

impl ReportWriter<'_> {
    fn gap(&mut self) {
        if !self.written.is_empty() {
            self.written.push_str("\n\n");
        }
    }

    fn blocks(&mut self, blocks: &[WordBlock]) {
        for block in blocks {
            match block {
                WordBlock::Paragraph(own) => self.paragraph(own),
                WordBlock::Table(table) => self.table(table),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &WordParagraph) {
        let text = paragraph.text();
        let has_note = paragraph.runs.iter().any(|run| run.note.is_some());
        if is_rule(&text) && !has_note {
            return;
        }
        let label = paragraph.label.as_deref().unwrap_or_default();
        if let Some(rank) = heading(paragraph) {
            let level = 2 + self.ranks.iter().position(|own| *own == rank).unwrap_or_default();
            let label = if label == "•" { "" } else { label };
            let words = self.inline(&paragraph.runs, true).replace("\\\n", " ");
            self.items.clear();
            self.gap();
            let line = format!("{label} {words}");
            self.written.push_str(&format!("{} {}", "#".repeat(level.min(6)), line.trim()));
            return;
        }
        let words = self.inline(&paragraph.runs, false);
        let (sign, level, words) = item(paragraph, &words);
        match sign {
            Some(sign) => self.item(&sign, level, &words),
            None => {
                self.items.clear();
                self.gap();
                let line =
                    if label.is_empty() { at_start(words) } else { format!("{} {words}", escaped(label)) };
                self.written.push_str(&line);
            }
        }
    }

    /// Writes an item of a list.
    fn item(&mut self, sign: &str, level: usize, words: &str) {
        let is_numbered = sign != "-";
        let last = self.items.iter().find(|open| open.level == level).copied();
        self.items.retain(|open| open.level < level);
        let goes_on = last.map_or(!self.items.is_empty(), |last| last.is_numbered == is_numbered);
        if goes_on {
            self.written.push('\n')
        } else {
            self.gap()
        }
        let indent: usize = self.items.iter().map(|open| open.width).sum();
        self.items.push(OpenItem { width: sign.len() + 1, is_numbered, level });
        let own = " ".repeat(indent);
        let words = words.replace('\n', &format!("\n{own}{}", " ".repeat(sign.len() + 1)));
        self.written.push_str(&format!("{own}{sign} {words}"));
    }

    fn table(&mut self, table: &WordTable) {
        self.items.clear();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| self.row(row)).collect();
        let mut rows: Vec<Vec<String>> =
            rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let is_layout = width == 1 || (!table.has_borders && rows.len() == 1);
        if is_layout || width > WIDEST {
            let cells = table.rows.iter().flatten().filter(|cell| !cell.continues);
            cells.for_each(|cell| self.blocks(&cell.blocks));
            return;
        }
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        let Some((first, rest)) = rows.split_first() else { return };
        self.gap();
        let line = |row: &[String]| format!("| {} |", row.join(" | "));
        let mut lines = vec![line(first), format!("|{}", " --- |".repeat(width))];
        lines.extend(rest.iter().map(|row| line(row)));
        self.written.push_str(&lines.join("\n"));
    }

    /// Returns the texts of a row; a cell that covers several columns has the first of them.
    fn row(&mut self, row: &[WordCell]) -> Vec<String> {
        let mut texts = Vec::new();
        for cell in row {
            let text = if cell.continues { String::new() } else { self.cell(cell) };
            texts.push(text);
            texts.extend(std::iter::repeat_n(String::new(), cell.span.saturating_sub(1)));
        }
        texts
    }

    fn cell(&mut self, cell: &WordCell) -> String {
        let mut text = String::new();
        for paragraph in cell.blocks.iter().flat_map(WordBlock::paragraphs) {
            let label = paragraph.label.as_deref().filter(|label| *label != "•").unwrap_or_default();
            let words = self.inline(&paragraph.runs, false).replace("\\\n", " ").replace('\n', " ");
            let words = format!("{label} {words}");
            let words = words.trim();
            if words.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push_str(if text.ends_with(['.', ';', ':', ',', '!', '?']) { " " } else { "; " });
            }
            text.push_str(words);
        }
        text
    }

    /// Writes runs; a heading is bold by itself.
    fn inline(&mut self, runs: &[TextRun], is_heading: bool) -> String {
        let mut text = String::new();
        for (at, run) in runs.iter().enumerate() {
            if let Some(note) = run.note {
                let known = self.noted.iter().position(|own| *own == note);
                let number = known.unwrap_or_else(|| {
                    self.noted.push(note);
                    self.noted.len() - 1
                });
                text.push_str(&format!("[^{}]", number + 1));
                continue;
            }
            let inner = run.text.trim_matches([' ', '\n']);
            if inner.is_empty() {
                text.push_str(&run.text);
                continue;
            }
            let start = &run.text[..run.text.find(inner).unwrap_or_default()];
            let end = &run.text[start.len() + inner.len()..];
            // Markdown sees no emphasis that ends in a sign within a word.
            let next = runs[at + 1..].iter().find_map(|run| run.text.chars().next());
            let is_within = end.is_empty() && next.is_some_and(char::is_alphanumeric);
            let is_shown = !is_within || inner.ends_with(char::is_alphanumeric);
            let marks = match (run.bold && !is_heading && is_shown, run.italic && is_shown) {
                (true, true) => "***",
                (true, false) => "**",
                (false, true) => "*",
                (false, false) => "",
            };
            let words = escaped(inner);
            let words = match &run.link {
                Some(link) => format!("[{words}]({link})"),
                None => words,
            };
            text.push_str(&format!("{start}{marks}{words}{marks}{end}"));
        }
        hard_breaks(text.trim())
    }
}

/// Ends the lines of a paragraph so that they stay lines.
fn hard_breaks(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let (first, rest) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    rest.iter().fold(first.to_string(), |text, line| text + "\\\n" + &at_start((*line).into()))
}

/// Returns the sign of an item, its level and its words without the sign; no sign if it is no item.
fn item(paragraph: &WordParagraph, words: &str) -> (Option<String>, usize, String) {
    let level = usize::from(paragraph.level);
    let is_number = |label: &str| {
        let digits = label.trim_end_matches(['.', ')']);
        digits.len() < label.len() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    match paragraph.label.as_deref() {
        Some("•") => return (Some("-".into()), level, at_start(words.into())),
        Some(label) if is_number(label) => return (Some(label.into()), level, at_start(words.into())),
        Some(_) => return (None, 0, words.into()),
        None => {}
    }
    for (signs, level) in [(&['-', '–', '•', '·', '*'][..], 0), (&['+', 'o', '▪', '◦'][..], 1)] {
        // `*` and the like are escaped by now.
        let bare = words.strip_prefix('\\').unwrap_or(words);
        let rest = bare
            .strip_prefix(signs)
            .filter(|rest| rest.starts_with(' ') || (level == 0 && begins_word(rest)));
        if let Some(rest) = rest {
            return (Some("-".into()), level, at_start(rest.trim_start().into()));
        }
    }
    match words.split_once(' ') {
        Some((number, rest)) if is_number(number) => (Some(number.into()), 0, at_start(rest.into())),
        _ => (None, 0, words.into()),
    }
}

/// Whether a dash without a space stands before an item rather than a number below zero.
fn begins_word(rest: &str) -> bool {
    rest.starts_with(char::is_alphabetic)
}

/// Returns a heading's words without its number, for a title.
pub(super) fn unnumbered(paragraph: &WordParagraph) -> String {
    let text = paragraph.text();
    let length = match number_of(paragraph) {
        Some((Rank::Part, _)) | None => 0,
        Some((_, length)) => length,
    };
    let rest = text.get(length..).unwrap_or_default().trim();
    if fold(rest).is_empty() { text } else { rest.to_string() }
}
