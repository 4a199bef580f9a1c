//! The metadata of an attached file: its author, comments, tracked changes and hidden sheets.
//!
//! Takes the bytes of a PDF, DOCX or XLSX (ECMA-376), gives what its metadata reveals. A damaged part counts as
//! absent: only the program that opens the file can judge it.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Revealed;
use crate::source::AttachmentKind;

/// Maximum number of bytes unpacked from one part, whatever size it declares.
const PART_LIMIT: u64 = 64 << 20;

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRecord {
    /// Whether the bytes are of the format that the file's name promises.
    pub is_genuine: bool,
    /// What the file reveals beside its text.
    pub reveals: Vec<Revealed>,
}

/// Inspects an attached file.
pub(super) fn attachment(kind: AttachmentKind, bytes: &[u8]) -> AttachmentRecord {
    let (is_genuine, reveals) = match kind {
        AttachmentKind::Pdf => (bytes.starts_with(b"%PDF-"), pdf(bytes)),
        AttachmentKind::Docx => office(bytes, "word/document.xml"),
        AttachmentKind::Xlsx => office(bytes, "xl/workbook.xml"),
    };
    AttachmentRecord { is_genuine, reveals }
}

/// Inspects the uncompressed parts of a PDF, which nearly always include its metadata and comments.
fn pdf(bytes: &[u8]) -> Vec<Revealed> {
    let mut reveals = Vec::new();
    let after = |key: &[u8]| -> Vec<&[u8]> {
        let places = bytes.windows(key.len()).enumerate().filter(|(_, window)| *window == key);
        places.map(|(at, _)| bytes[at + key.len()..].trim_ascii_start()).collect()
    };
    let is_text = |rest: &[u8]| match rest {
        [b'(', first, ..] => *first != b')',
        [b'<', first, ..] => first.is_ascii_hexdigit(),
        _ => false,
    };
    if after(b"/Author").into_iter().any(is_text) || !after(b"<dc:creator>").is_empty() {
        reveals.push(Revealed::Author);
    }
    let remarks: [&[u8]; 3] = [b"/Text", b"/FreeText", b"/Popup"];
    let is_remark = |rest: &[u8]| {
        remarks.iter().any(|name| {
            rest.strip_prefix(*name).is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
        })
    };
    if after(b"/Subtype").into_iter().any(is_remark) {
        reveals.push(Revealed::Comments);
    }
    reveals
}

/// Returns whether the file is a package with this main part, and what it reveals.
fn office(bytes: &[u8], main: &str) -> (bool, Vec<Revealed>) {
    let package = Package::open(bytes).unwrap_or_default();
    let Some(text) = package.text(main) else { return (false, Vec::new()) };
    let mut reveals = Vec::new();
    let properties = package.text("docProps/core.xml").unwrap_or_default();
    if ["dc:creator", "cp:lastModifiedBy"].iter().any(|name| has_value(&properties, name)) {
        reveals.push(Revealed::Author);
    }
    let remarks = |name: &str| {
        let folder = name.starts_with("xl/comments") || name.starts_with("xl/threadedComments/");
        folder
            || name == "word/comments.xml"
                && package.text(name).is_some_and(|xml| xml.contains("<w:comment "))
    };
    if package.parts.keys().any(|name| remarks(name)) {
        reveals.push(Revealed::Comments);
    }
    if ["<w:ins ", "<w:del ", "<w:moveFrom "].iter().any(|mark| text.contains(mark)) {
        reveals.push(Revealed::TrackedChanges);
    }
    if ["state=\"hidden\"", "state=\"veryHidden\""].iter().any(|mark| text.contains(mark)) {
        reveals.push(Revealed::HiddenSheets);
    }
    (true, reveals)
}

/// Whether an element of an XML text has a non-blank value.
fn has_value(xml: &str, element: &str) -> bool {
    let opening = format!("<{element}");
    let inside = xml.split(&opening).skip(1).filter_map(|rest| rest.split_once('>'));
    inside.into_iter().any(|(attributes, rest)| {
        !attributes.ends_with('/') && !rest.split('<').next().unwrap_or_default().trim().is_empty()
    })
}

/// The parts of a ZIP file (APPNOTE 6.3.3), by name.
#[derive(Default)]
struct Package<'b> {
    parts: BTreeMap<String, PackagePart<'b>>,
}

struct PackagePart<'b> {
    is_deflated: bool,
    bytes: &'b [u8],
}

impl<'b> Package<'b> {
    /// Reads the central directory; `None` if there is none.
    fn open(bytes: &'b [u8]) -> Option<Package<'b>> {
        // A comment of at most 64 KB may follow the record that ends the file.
        let from = bytes.len().saturating_sub(22 + 65_535);
        let end = bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")? + from;
        let mut rest = bytes.get(number(bytes, end + 16, 4)?..)?;
        let mut parts = BTreeMap::new();
        while rest.starts_with(b"PK\x01\x02") {
            let (method, size) = (number(rest, 10, 2)?, number(rest, 20, 4)?);
            let (name, more) = (number(rest, 28, 2)?, number(rest, 30, 2)? + number(rest, 32, 2)?);
            let local = bytes.get(number(rest, 42, 4)?..)?;
            let written = String::from_utf8_lossy(rest.get(46..46 + name)?).into_owned();
            let start = 30 + number(local, 26, 2)? + number(local, 28, 2)?;
            if let Some(bytes) = local.get(start..start.saturating_add(size))
                && [0, 8].contains(&method)
            {
                parts.insert(written, PackagePart { is_deflated: method == 8, bytes });
            }
            rest = rest.get(46 + name + more..)?;
        }
        Some(Package { parts })
    }

    /// Unpacks a part as text; `None` if it is missing or damaged.
    fn text(&self, name: &str) -> Option<String> {
        let part = self.parts.get(name)?;
        let mut text = Vec::new();
        if part.is_deflated {
            DeflateDecoder::new(part.bytes).take(PART_LIMIT).read_to_end(&mut text).ok()?;
        } else {
            text.extend_from_slice(part.bytes);
        }
        Some(String::from_utf8_lossy(&text).into_owned())
    }
}

/// Reads a little-endian number of `size` bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    /// A ZIP file of these parts, every other one deflated.
    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let (mut bytes, mut table) = (Vec::new(), Vec::new());
        for (index, (name, text)) in parts.iter().enumerate() {
            let mut packed = text.as_bytes().to_vec();
            if index % 2 == 0 {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text.as_bytes()).unwrap();
                packed = encoder.finish().unwrap();
            }
            let method = if index % 2 == 0 { 8_u16 } else { 0 };
            let (size, at) = (packed.len() as u32, bytes.len() as u32);
            let common = [
                &[20, 0, 0, 0][..],
                &method.to_le_bytes(),
                &[0; 8],
                &size.to_le_bytes(),
                &(text.len() as u32).to_le_bytes(),
                &(name.len() as u16).to_le_bytes(),
                &[0; 2],
            ]
            .concat();
            bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
            table.extend(
                [b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
            );
        }
        let at = (bytes.len() as u32).to_le_bytes();
        let count = (parts.len() as u16).to_le_bytes();
        let size = (table.len() as u32).to_le_bytes();
        [&bytes[..], &table, b"PK\x05\x06", &[0; 4], &count, &count, &size, &at, &[0; 2]].concat()
    }

    #[test]
    fn what_word_and_excel_leave_in_a_file_is_found() {
        let clean =
            package(&[("word/document.xml", "<w:p>Kế hoạch</w:p>"), ("docProps/core.xml", "<dc:creator/>")]);
        let record = attachment(AttachmentKind::Docx, &clean);
        assert!(record.is_genuine && record.reveals.is_empty(), "{record:?}");
        let telling = package(&[
            ("word/document.xml", "<w:p><w:del w:id=\"1\">cũ</w:del></w:p>"),
            ("word/comments.xml", "<w:comments><w:comment w:id=\"0\">Xem lại</w:comment></w:comments>"),
            ("docProps/core.xml", "<dc:creator>Nguyễn Văn An</dc:creator>"),
        ]);
        let reveals = attachment(AttachmentKind::Docx, &telling).reveals;
        assert_eq!(reveals, [Revealed::Author, Revealed::Comments, Revealed::TrackedChanges]);
        let book = package(&[
            ("xl/workbook.xml", "<sheet name=\"A\"/><sheet name=\"B\" state=\"veryHidden\"/>"),
            ("docProps/core.xml", "<cp:lastModifiedBy xml:lang=\"vi\"> An </cp:lastModifiedBy>"),
            ("xl/comments1.xml", "<comments/>"),
        ]);
        let reveals = attachment(AttachmentKind::Xlsx, &book).reveals;
        assert_eq!(reveals, [Revealed::Author, Revealed::Comments, Revealed::HiddenSheets]);
        // A workbook that is called a text, and half a file, are none.
        assert!(!attachment(AttachmentKind::Docx, &book).is_genuine);
        for end in 0..telling.len() {
            attachment(AttachmentKind::Docx, &telling[..end]);
        }
        assert!(!attachment(AttachmentKind::Docx, &telling[..telling.len() / 2]).is_genuine);
    }

    #[test]
    fn what_a_pdf_says_of_its_author_is_found() {
        let reveals = |text: &str| attachment(AttachmentKind::Pdf, text.as_bytes()).reveals;
        assert_eq!(reveals("%PDF-1.7\n/Author () /Title (A) /Subtype /TrueType"), []);
        assert_eq!(reveals("%PDF-1.7\n<</Author (An)>>"), [Revealed::Author]);
        assert_eq!(
            reveals("%PDF-1.7\n<</Author<FEFF0041>>> /Subtype/Text /T (x)"),
            [Revealed::Author, Revealed::Comments]
        );
        assert!(!attachment(AttachmentKind::Pdf, b"MZ").is_genuine);
    }
}
