//! What a file says beyond the cells of its sheets: pictures, the document that a report is, what was left out.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;
use crate::parse::{Parsed, PictureFault, parse};
use crate::schema::keys_of;
use crate::source::FileRole;
use crate::text::harmless;

/// What a sheet has if it was a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportSheet {
    /// The keys of the columns; one more column holds the text.
    pub keys: Vec<String>,
    /// The document that the letterhead names.
    pub document: Option<ReportDocument>,
    /// Who issued it, by the letterhead.
    pub issuer: String,
}

/// A picture of a row, which a gallery can show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPicture {
    /// The row, from 0.
    pub row: u32,
    /// What it shows, in the words of the file.
    pub alt: String,
    /// The caption.
    pub caption: String,
    /// Who took it.
    pub credit: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// An official document that a report is, by its letterhead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDocument {
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// The date in words.
    pub date: String,
}

/// A picture that a gallery cannot show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRefusal {
    /// Its name in the file.
    pub name: String,
    /// Why.
    pub why: PictureFault,
}

/// Pictures of fewer pixels on a side are ornaments.
const SMALLEST: u32 = 80;
/// Maximum number of pixels of a picture, in millions: more than any camera takes.
const LARGEST: u64 = 400;

/// Checks that a gallery can show a picture.
///
/// # Errors
/// Says why it cannot.
pub(super) fn judge_picture(name: &str, bytes: &[u8]) -> Result<(), PictureFault> {
    let ending = || name.rsplit_once('.').map_or(name, |(_, ending)| ending).to_uppercase();
    let Some(Parsed::Picture(file)) = parse(name, &FileRole::Picture, bytes).parsed else {
        return Err(PictureFault::Format(ending()));
    };
    let size = file.get_or_probe(name, bytes).probe.clone()?;
    let pixels = u64::from(size.width) * u64::from(size.height);
    match size.width.min(size.height) < SMALLEST || pixels > LARGEST * 1_000_000 {
        true => Err(PictureFault::Damaged(format!("{} × {}", size.width, size.height))),
        false => Ok(()),
    }
}

/// What was taken from a file, changed in it or left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportNote {
    /// A line filled a key.
    Key {
        /// The number of the entry, if there are several.
        entry: Option<usize>,
        /// The words before the colon.
        label: String,
        /// The key.
        key: String,
        /// The words after it.
        value: String,
    },
    /// The letterhead is not part of the text; what it says.
    Letterhead(String),
    /// The signature is not part of the text; its first words.
    Signature(String),
    /// What stands before the first entry is not part of any; its first words.
    Before(String),
    /// No heading has the level at which the file was to be split.
    NoSuchLevel(u8),
    /// Text in fonts from before Unicode was converted: the font, and how many pieces.
    Converted(String, usize),
    /// Tracked deletions.
    Deleted(usize),
    /// Hidden text.
    Hidden(usize),
    /// Embedded objects, charts and diagrams.
    Objects(usize),
    /// Fields that would ask other programs or files.
    Fields(usize),
    /// Pictures outside the file.
    Outside(usize),
    /// A picture that cannot be shown.
    Picture(PictureRefusal),
    /// A place that the title or the issuer names; no key is filled with it.
    Place(String),
    /// An entry of the site is the same: its text and photos stay as they are.
    AlreadyThere(String),
    /// The file has macros.
    Macros,
}

impl ReportNote {
    /// Whether something of the file is missing that somebody may want.
    pub fn is_loss(&self) -> bool {
        matches!(
            self,
            ReportNote::Before(_)
                | ReportNote::NoSuchLevel(_)
                | ReportNote::Objects(_)
                | ReportNote::Fields(_)
                | ReportNote::Outside(_)
                | ReportNote::Picture(_)
        )
    }

    /// Returns the sentence.
    pub fn message(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        let pick = |in_vi: String, in_en: String| if vi { in_vi } else { in_en };
        match self {
            ReportNote::Key { entry, label, key, value } => {
                let of = entry.map(|entry| pick(format!("bài {entry}: "), format!("entry {entry}: ")));
                let (of, label, value) = (of.unwrap_or_default(), harmless(label), harmless(value));
                let named = keys_of("entry").find(key).map(|(_, key)| key.label.of(language));
                let key = named.unwrap_or(key);
                pick(
                    format!("{of}dòng “{label}” → {key}: {value}"),
                    format!("{of}line “{label}” → {key}: {value}"),
                )
            }
            ReportNote::Letterhead(said) => {
                let said = harmless(said);
                pick(format!("bỏ phần đầu văn bản ({said})"), format!("left out: the letterhead ({said})"))
            }
            ReportNote::Signature(said) => {
                let said = harmless(said);
                pick(
                    format!("bỏ phần ký, nơi nhận (từ “{said}”)"),
                    format!("left out: the signature (from “{said}”)"),
                )
            }
            ReportNote::Before(said) => {
                let said = harmless(said);
                pick(
                    format!("bỏ phần đứng trước bài thứ nhất (từ “{said}”)"),
                    format!("left out: what stands before the first entry (from “{said}”)"),
                )
            }
            ReportNote::Place(place) => {
                let place = harmless(place);
                pick(
                    format!(
                        "địa bàn có thể là “{place}”: nếu đúng, thêm dòng “Địa chỉ: {place}” dưới tiêu đề trong tệp Word"
                    ),
                    format!(
                        "the place may be “{place}”: if so, add the line “Địa chỉ: {place}” below the title in Word"
                    ),
                )
            }
            ReportNote::AlreadyThere(path) => pick(
                format!("đã có bài này ({path}): chỉ so các mục, phần chữ và ảnh giữ như đang có"),
                format!("the entry exists ({path}): keys are compared, its text and photos stay"),
            ),
            _ => self.left_out(language),
        }
    }

    /// Says what was converted, and what is missing.
    fn left_out(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        let pick = |in_vi: String, in_en: String| if vi { in_vi } else { in_en };
        match self {
            ReportNote::NoSuchLevel(level) => pick(
                format!("không có tiêu đề cấp {level}: bỏ --split-at, hoặc chọn cấp khác"),
                format!("no heading has level {level}: leave out --split-at, or choose another level"),
            ),
            ReportNote::Converted(font, count) => {
                let font = harmless(font);
                pick(
                    format!("chuyển {count} đoạn chữ phông {font} sang Unicode"),
                    format!("converted to Unicode: {count} pieces of text in {font}"),
                )
            }
            ReportNote::Deleted(count) => pick(
                format!("bỏ {count} chỗ đã xóa khi sửa có theo dõi (Track Changes); chỗ thêm thì giữ"),
                format!("left out: {count} tracked deletions; insertions are kept"),
            ),
            ReportNote::Hidden(count) => {
                pick(format!("bỏ {count} đoạn chữ ẩn"), format!("left out: {count} pieces of hidden text"))
            }
            ReportNote::Objects(count) => pick(
                format!("bỏ {count} đối tượng nhúng, biểu đồ, sơ đồ: chụp thành ảnh rồi chèn lại nếu cần"),
                format!(
                    "left out: {count} embedded objects, charts or diagrams; insert them as pictures if needed"
                ),
            ),
            ReportNote::Fields(count) => pick(
                format!("{count} trường lấy dữ liệu từ nơi khác (DDE, INCLUDE…): chỉ giữ chữ đang hiện"),
                format!("{count} fields ask for data elsewhere (DDE, INCLUDE…): only their text was kept"),
            ),
            ReportNote::Outside(count) => pick(
                format!("bỏ {count} ảnh không nằm trong tệp: chèn ảnh vào tệp Word rồi nhận lại"),
                format!("left out: {count} pictures that are not in the file; insert them in Word"),
            ),
            ReportNote::Picture(refusal) => {
                let name = harmless(&refusal.name);
                let why = match &refusal.why {
                    PictureFault::Format(format) | PictureFault::Damaged(format) => harmless(format),
                };
                pick(
                    format!("bỏ ảnh {name} ({why}): cần ảnh JPEG, PNG hoặc WebP đủ lớn"),
                    format!(
                        "left out: the picture {name} ({why}); a photo is a JPEG, PNG or WebP of some size"
                    ),
                )
            }
            _ => pick("tệp có macro: không chạy, không nhận".into(), "the file has macros: ignored".into()),
        }
    }
}
