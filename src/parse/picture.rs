//! What a picture's header tells: its format, its size when upright, its digest, and what its
//! file says of it.
//!
//! Takes the bytes of a file, gives a probe; never decodes pixels.

use std::io::Cursor;
use std::sync::OnceLock;

use image::metadata::Orientation;
use image::{ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

use super::jpeg::JpegLayout;
use super::said::{self, Said, exif, said};
use crate::digest::Digest;

/// What is known of a picture before it is decoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRecord {
    /// Digest of the file.
    pub digest: Digest,
    /// What its header says, or why it cannot be published.
    pub probe: Result<Probe, PictureFault>,
    /// What its file says of it beside.
    pub said: Said,
}

/// A picture's file: its record, from the start or from when somebody asked for it.
///
/// A build reads every picture. Preview reads one when a page first shows it, for photos by the
/// thousand would delay the first page; other users of the same file then know it too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Option<PictureRecord>", into = "Option<PictureRecord>")]
pub struct PictureFile(OnceLock<PictureRecord>);

impl PictureFile {
    /// What is known of it.
    pub fn record(&self) -> Option<&PictureRecord> {
        self.0.get()
    }

    /// Looks at the bytes of the file at `path`; what is known already stands.
    pub fn learn(&self, path: &str, bytes: &[u8]) -> &PictureRecord {
        self.0.get_or_init(|| probe(path, bytes))
    }
}

impl From<Option<PictureRecord>> for PictureFile {
    fn from(record: Option<PictureRecord>) -> PictureFile {
        PictureFile(record.map(OnceLock::from).unwrap_or_default())
    }
}

impl From<PictureFile> for Option<PictureRecord> {
    fn from(file: PictureFile) -> Option<PictureRecord> {
        file.0.into_inner()
    }
}

/// What a picture's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Pixels across, when upright.
    pub width: u32,
    /// Pixels down, when upright.
    pub height: u32,
}

/// Why a picture cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureFault {
    /// It is of another format, by the name that people know.
    Format(String),
    /// Its header cannot be read.
    Damaged(String),
}

/// Programs write some ten scans. Each goes over all of the pixels, and takes a few bytes of the file: thousands
/// of them keep a decoder busy for hours.
const MOST_SCANS: usize = 100;

/// What a header may take: a few hundred bytes of a colour profile or a comment can unfold to gigabytes.
pub fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(16 << 20);
    limits
}

/// Looks at a picture's header.
fn probe(path: &str, bytes: &[u8]) -> PictureRecord {
    let exif = exif(bytes);
    let turned = lies_on_its_side(said::orientation(exif.as_ref()));
    let probe = header(path, bytes).map(|(width, height)| {
        if turned { Probe { width: height, height: width } } else { Probe { width, height } }
    });
    PictureRecord { digest: Digest::of_bytes(bytes), probe, said: said(bytes, exif.as_ref()) }
}

/// How a picture has to be turned to stand upright.
pub fn orientation(bytes: &[u8]) -> Orientation {
    said::orientation(exif(bytes).as_ref())
}

/// Whether turning a picture exchanges its sides.
pub fn lies_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Pixels across and down, as stored.
fn header(path: &str, bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    let format = image::guess_format(bytes).ok();
    let Some(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) = format else {
        let name = format_name(path, bytes, format);
        // A name that promises what is published, and bytes that are nothing known.
        let promised =
            format.is_none() && ["JPG", "JPEG", "JPE", "JFIF", "PNG", "WEBP"].contains(&name.as_str());
        return Err(if promised {
            PictureFault::Damaged("no header".into())
        } else {
            PictureFault::Format(name)
        });
    };
    let size = if format == ImageFormat::Jpeg {
        jpeg_size(bytes).map_err(|reason| PictureFault::Damaged(reason.into()))?
    } else {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits());
        reader.into_dimensions().map_err(|error| PictureFault::Damaged(error.to_string()))?
    };
    if size.0 == 0 || size.1 == 0 {
        return Err(PictureFault::Damaged("0 × 0".into()));
    }
    Ok(size)
}

fn jpeg_size(bytes: &[u8]) -> Result<(u32, u32), &'static str> {
    let layout = JpegLayout::read(bytes).ok_or("no image")?;
    if layout.scans > MOST_SCANS {
        Err("too many scans")
    } else if layout.end.is_none() {
        Err("no end of image")
    } else if !layout.is_usual() {
        Err("a kind of JPEG that is not decoded")
    } else if !layout.is_complete() {
        Err("scans are missing")
    } else {
        Ok((layout.width, layout.height))
    }
}

/// The name of a format that is not published, from its bytes if they tell, else from its ending.
fn format_name(path: &str, bytes: &[u8], format: Option<ImageFormat>) -> String {
    let brand = bytes.get(4..12).unwrap_or_default();
    if brand.starts_with(b"ftyphei") || brand.starts_with(b"ftyphev") || brand == b"ftypmif1" {
        return "HEIC".into();
    }
    if let Some(ending) = format.and_then(|format| format.extensions_str().first()) {
        return ending.to_uppercase();
    }
    path.rsplit_once('.').map_or_else(|| "?".into(), |(_, ending)| ending.to_uppercase())
}
