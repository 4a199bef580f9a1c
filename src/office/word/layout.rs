//! The layout of state documents (decree 30/2020): letterhead, title, signature.
//!
//! Takes the blocks of a text, gives the title, what the letterhead says, and the blocks between letterhead and
//! signature. Never changes a block.

use super::body::{WordBlock, WordParagraph};
use crate::date::PartialDate;
use crate::text::fold;

/// How many blocks at the beginning may be a letterhead, and how many at the end a signature.
const TOP: usize = 12;
const END: usize = 12;
/// How many lines a title has at most.
const TITLE_LINES: usize = 6;

/// Kinds of documents that a title begins with, folded, as the register of documents names them.
const KINDS: &[(&str, &str)] = &[
    ("bao cao", "Báo cáo"),
    ("ke hoach", "Kế hoạch"),
    ("to trinh", "Tờ trình"),
    ("thong bao", "Thông báo"),
    ("huong dan", "Hướng dẫn"),
    ("de an", "Đề án"),
    ("chuong trinh", "Chương trình"),
    ("nghi quyet", "Nghị quyết"),
    ("quyet dinh", "Quyết định"),
    ("ket luan", "Kết luận"),
    ("chi thi", "Chỉ thị"),
    ("bao cao thanh tich", "Báo cáo thành tích"),
    ("bao cao tom tat", "Báo cáo tóm tắt"),
    ("ban thuyet minh", "Bản thuyết minh"),
    ("ban dang ky", "Bản đăng ký"),
];

/// What a letterhead says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Letterhead {
    pub(super) number: String,
    pub(super) issuer: String,
    pub(super) place: String,
    /// The date in words: `ngày 15 tháng 10 năm 2024`.
    pub(super) date: String,
}

/// A text without its frame.
#[derive(Debug, Default)]
pub(super) struct Framed {
    pub(super) letterhead: Option<Letterhead>,
    /// The kind of document that the title begins with.
    pub(super) kind: String,
    pub(super) title: String,
    /// The blocks of the text itself.
    pub(super) blocks: Vec<WordBlock>,
    /// The first words of the signature that was left out.
    pub(super) signature: String,
}

/// Finds the frame of a text.
pub(super) fn framed(mut blocks: Vec<WordBlock>) -> Framed {
    let mut framed = Framed::default();
    if let Some(end) = letterhead_end(&blocks) {
        let head: Vec<WordBlock> = blocks.drain(..end).collect();
        framed.letterhead = Some(read_letterhead(&head));
    }
    title(&mut blocks, &mut framed);
    framed.signature = signature(&mut blocks);
    framed.blocks = blocks;
    framed
}

fn folded(paragraph: &WordParagraph) -> String {
    fold(&paragraph.text())
}

/// Whether a line is one of those that only letterheads have.
fn is_of_letterhead(line: &str) -> bool {
    let begins =
        ["cong hoa xa hoi chu nghia", "dang cong san viet nam", "doc lap - tu do", "doc lap – tu do"];
    begins.iter().any(|begin| line.starts_with(begin)) || number(line).is_some() || is_dated(line)
}

/// Whether a line gives place and date: `Nghệ An, ngày 15 tháng 10 năm 2024`, with or without numbers.
fn is_dated(line: &str) -> bool {
    let Some((place, rest)) = line.split_once("ngay ") else { return false };
    line.len() < 100 && place.trim_end().ends_with(',') && rest.contains("thang") && rest.contains("nam")
}

/// Returns what follows `Số:`.
fn number(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("so")?;
    let rest = rest.trim_start().strip_prefix(':')?;
    (line.len() < 120 && rest.contains(['/', '-'])).then_some(rest)
}

/// Returns the number of blocks that the letterhead takes; `None` if there is none.
fn letterhead_end(blocks: &[WordBlock]) -> Option<usize> {
    let mut end = None;
    for (at, block) in blocks.iter().enumerate().take(TOP) {
        let lines: Vec<String> = block.paragraphs().into_iter().map(folded).collect();
        let is_short = lines.iter().map(String::len).sum::<usize>() < 1000;
        let is_frame = match block {
            WordBlock::Table(_) => is_short && lines.iter().any(|line| is_of_letterhead(line)),
            WordBlock::Paragraph(own) => {
                own.outline.is_none() && lines.iter().any(|line| is_of_letterhead(line))
            }
        };
        if is_frame {
            end = Some(at + 1);
        }
        let is_text = match block {
            WordBlock::Paragraph(own) => {
                own.text().len() > 300 || own.outline.is_some() || own.style == "title"
            }
            WordBlock::Table(_) => false,
        };
        if is_text {
            break;
        }
    }
    // The line below a letterhead is drawn with dashes.
    let mut end = end?;
    while matches!(blocks.get(end), Some(WordBlock::Paragraph(own)) if own.pictures.is_empty() && is_rule(&own.text()))
    {
        end += 1;
    }
    Some(end)
}

/// Whether a line only separates.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | '–' | '—' | '.' | '…' | ' ' | '~'))
}

/// Splits a line in which the letterhead's second column follows its first.
fn columns(line: &str) -> Vec<&str> {
    let begins = ["CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG SẢN", "Độc lập", "ĐỘC LẬP"];
    match begins.iter().find_map(|begin| line.find(begin)) {
        Some(at) => vec![&line[..at], &line[at..]],
        None => vec![line],
    }
}

fn read_letterhead(blocks: &[WordBlock]) -> Letterhead {
    let mut head = Letterhead::default();
    let mut issuers: Vec<String> = Vec::new();
    for paragraph in blocks.iter().flat_map(WordBlock::paragraphs) {
        let text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
        for line in text.split('\n').flat_map(columns) {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let plain = fold(&line);
            if is_rule(&line) {
                continue;
            }
            if let Some(own) = number(&plain) {
                // Folding keeps the length of a label in letters, not in bytes.
                let skipped = plain.chars().count() - own.chars().count();
                let own: String = line.chars().skip(skipped).filter(|c| !c.is_whitespace()).collect();
                if head.number.is_empty() && own.starts_with(|c: char| c.is_ascii_digit()) {
                    head.number = own;
                }
            } else if is_dated(&plain) {
                let at =
                    line.to_lowercase().find("ngày").filter(|at| line.is_char_boundary(*at)).unwrap_or(0);
                head.place = line[..at].trim_matches([' ', ',']).to_string();
                let date = line[at..].trim_matches([' ', ',', '.']);
                if PartialDate::parse(date).is_some() {
                    head.date = date.to_string();
                }
            } else if !is_of_letterhead(&plain) && head.number.is_empty() && is_capital(&line) {
                issuers.push(line);
            }
        }
    }
    // The superior body stands above the one that issues.
    head.issuer = issuers.pop().unwrap_or_default();
    head
}

/// Whether a line is in capitals.
fn is_capital(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && line.to_uppercase() == line
}

/// Takes the title from the beginning of a text.
fn title(blocks: &mut Vec<WordBlock>, framed: &mut Framed) {
    let first = blocks.iter().position(|block| match block {
        WordBlock::Paragraph(own) => !is_rule(&own.text()),
        WordBlock::Table(_) => true,
    });
    let Some(first) = first else { return };
    let line = |at: usize| match blocks.get(at) {
        Some(WordBlock::Paragraph(own)) if own.pictures.is_empty() => Some((own, own.text())),
        _ => None,
    };
    let Some((own, text)) = line(first) else { return };
    let is_headed = |own: &WordParagraph| own.style == "title" || own.outline == Some(0);
    let plain = fold(&text);
    let plain = plain.trim_matches([' ', ':', '.']);
    let kind = KINDS.iter().find(|(folded, _)| *folded == plain);
    let mut end = first;
    let mut lines: Vec<String> = Vec::new();
    if let Some((_, kind)) = kind {
        framed.kind = (*kind).into();
        end += 1;
        // What it is about stands below, centred and bold.
        while let Some((own, text)) = line(end).filter(|_| lines.len() < TITLE_LINES) {
            let is_more = own.is_centred || own.style == "title" || own.style == "subtitle";
            if !is_more || text.is_empty() || is_rule(&text) || number_of(own).is_some() {
                break;
            }
            lines.push(text);
            end += 1;
        }
    } else if is_headed(own)
        || ((own.is_centred || own.is_bold()) && number_of(own).is_none() && text.len() < 400)
    {
        let style = own.style.clone();
        let is_first_centred = own.is_centred && !is_headed(own);
        while let Some((own, text)) = line(end).filter(|_| lines.len() < TITLE_LINES) {
            let is_more = lines.is_empty()
                || (style == "title" && own.style == style)
                || (is_first_centred && own.is_centred && own.is_bold());
            if !is_more
                || text.is_empty()
                || is_rule(&text)
                || (!lines.is_empty() && number_of(own).is_some())
            {
                break;
            }
            lines.push(text);
            end += 1;
        }
    }
    lines.retain(|line| !line.starts_with('('));
    framed.title = lines.join(" ");
    if end > first {
        blocks.drain(..end);
    }
}

/// The order of a heading among those of a text, from the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A style of headings, by its level.
    Style(u8),
    /// `Phần thứ nhất`, `Phần I`.
    Part,
    /// `A.`
    Capital,
    /// `I.`
    Roman,
    /// `1.`, `1.1.`, by the number of numbers.
    Number(u8),
    /// `a)`
    Letter,
}

/// Returns the kind of number that a paragraph begins with, and the length of the number in bytes if it is typed.
pub(super) fn number_of(paragraph: &WordParagraph) -> Option<(Rank, usize)> {
    if let Some(label) = &paragraph.label {
        return rank(label).map(|(rank, _)| (rank, 0));
    }
    rank(&paragraph.text())
}

fn rank(text: &str) -> Option<(Rank, usize)> {
    if fold(text).starts_with("phan thu ") || fold(text).starts_with("phan i") {
        return Some((Rank::Part, 0));
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let has_sign = number.ends_with('.') || rest.starts_with([')', '/', '-', ':']);
    let bare = number.trim_end_matches('.');
    let parts: Vec<&str> = bare.split('.').collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let length = end + usize::from(!number.ends_with('.') && has_sign);
    let rank = match () {
        () if !has_sign && parts.len() < 2 => return None,
        () if parts.iter().all(is_number) => Rank::Number(parts.len() as u8),
        () if !bare.is_empty() && bare.bytes().all(|b| b"IVX".contains(&b)) => Rank::Roman,
        () if bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase()) => Rank::Capital,
        () if bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase()) => Rank::Letter,
        () => return None,
    };
    Some((rank, length))
}

/// Takes the signature from the end of a text; returns its first words.
fn signature(blocks: &mut Vec<WordBlock>) -> String {
    let from = blocks.len().saturating_sub(END + pictures(blocks));
    let is_signing = |line: &str| {
        let line = fold(line);
        line.starts_with("noi nhan")
            || ["tm. ", "t/m ", "kt. ", "tl. ", "tuq. "].iter().any(|sign| line.starts_with(sign))
    };
    let is_start = |block: &WordBlock| match block {
        WordBlock::Paragraph(own) => is_signing(&own.text()) && own.text().len() < 100,
        WordBlock::Table(_) => block.paragraphs().iter().any(|own| is_signing(&own.text())),
    };
    let Some(at) = (from..blocks.len()).find(|at| is_start(&blocks[*at])) else { return String::new() };
    let mut end = at + 1;
    // Recipients and names follow line by line; a picture, a table, a heading or a long line is text again.
    while let Some(WordBlock::Paragraph(own)) = blocks.get(end) {
        let text = own.text();
        let is_appendix = fold(&text).starts_with("phu luc");
        if !own.pictures.is_empty() || own.outline.is_some() || text.chars().count() > 90 || is_appendix {
            break;
        }
        end += 1;
    }
    let gone: Vec<WordBlock> = blocks.drain(at..end).collect();
    let first =
        gone.iter().flat_map(WordBlock::paragraphs).map(WordParagraph::text).find(|text| !text.is_empty());
    first.unwrap_or_default()
}

fn pictures(blocks: &[WordBlock]) -> usize {
    // Photos follow a signature with their captions.
    3 * blocks.iter().filter(|block| block.paragraphs().iter().any(|own| !own.pictures.is_empty())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_ranks() {
        for (text, expected) in [
            ("I. Đặc điểm", Some((Rank::Roman, 2))),
            ("1. Thuận lợi", Some((Rank::Number(1), 2))),
            ("1.2. Kết quả", Some((Rank::Number(2), 4))),
            ("1.2 Kết quả", Some((Rank::Number(2), 3))),
            ("1/ Kết quả", Some((Rank::Number(1), 2))),
            ("a) Về kinh tế", Some((Rank::Letter, 2))),
            ("A. Mở đầu", Some((Rank::Capital, 2))),
            ("Phần thứ nhất", Some((Rank::Part, 0))),
            ("2024 là năm", None),
            ("Năm 2024.", None),
            ("1 hộ", None),
        ] {
            assert_eq!(rank(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_of_letterheads_are_known() {
        for line in ["cong hoa xa hoi chu nghia viet nam", "so: 45-bc/dv", "nghe an, ngay 5 thang 3 nam 2024"]
        {
            assert!(is_of_letterhead(line), "{line}");
        }
        assert!(!is_of_letterhead("so ho tham gia: 12") && !is_of_letterhead("ngay hoi dai doan ket"));
        assert!(is_rule("-----") && is_rule("") && !is_rule("- a"));
    }
}
