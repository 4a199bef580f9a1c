//! The header of a picture: its format, its upright size, its digest, and its embedded metadata.
//!
//! Takes the bytes of a file, gives a probe; never decodes pixels.

use std::io::Cursor;
use std::sync::OnceLock;

use image::metadata::Orientation;
use image::{ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

use super::jpeg::JpegLayout;
use super::said::{self, EmbeddedMetadata, exif, metadata};
use crate::digest::Digest;

/// What is known of a picture without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRecord {
    /// The digest of the file.
    pub digest: Digest,
    /// The upright size, or why the picture cannot be published.
    pub probe: Result<Probe, PictureFault>,
    /// The embedded metadata.
    pub metadata: EmbeddedMetadata,
}

/// The record of a picture file, filled in when the file is first read.
///
/// A build reads every picture. Preview reads a picture when a page first shows it, because thousands of
/// photos would delay the first page; all users of the same file share the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Option<PictureRecord>", into = "Option<PictureRecord>")]
pub struct PictureFile(OnceLock<Box<PictureRecord>>);

impl PictureFile {
    /// Returns the record, if the file was read.
    pub fn record(&self) -> Option<&PictureRecord> {
        self.0.get().map(|record| &**record)
    }

    /// Reads the header from the bytes of the file at `path`, unless it is known already.
    pub fn get_or_probe(&self, path: &str, bytes: &[u8]) -> &PictureRecord {
        self.0.get_or_init(|| Box::new(probe(path, bytes)))
    }
}

impl From<Option<PictureRecord>> for PictureFile {
    fn from(record: Option<PictureRecord>) -> PictureFile {
        PictureFile(record.map(|record| OnceLock::from(Box::new(record))).unwrap_or_default())
    }
}

impl From<PictureFile> for Option<PictureRecord> {
    fn from(file: PictureFile) -> Option<PictureRecord> {
        file.0.into_inner().map(|record| *record)
    }
}

/// The upright size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// Why a picture cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureFault {
    /// It is in a different format, named as people know it.
    Format(String),
    /// Its header cannot be read, for this reason.
    Damaged(String),
}

/// Maximum number of scans. Programs write about ten. Each scan covers all pixels but may take only a few bytes
/// of the file, so thousands of them could keep a decoder busy for hours.
const MAX_SCANS: usize = 100;

/// Returns memory limits for reading a header: a few hundred bytes of a compressed profile can unfold to gigabytes.
pub fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(16 << 20);
    limits
}

/// Reads a picture's header.
fn probe(path: &str, bytes: &[u8]) -> PictureRecord {
    let exif = exif(bytes);
    let turned = swaps_sides(said::orientation(exif.as_ref()));
    let probe = header(path, bytes).map(|(width, height)| {
        if turned { Probe { width: height, height: width } } else { Probe { width, height } }
    });
    PictureRecord { digest: Digest::of_bytes(bytes), probe, metadata: metadata(bytes, exif.as_ref()) }
}

/// Returns the transformation that turns a picture upright.
pub fn orientation(bytes: &[u8]) -> Orientation {
    said::orientation(exif(bytes).as_ref())
}

/// Whether an orientation swaps width and height.
pub fn swaps_sides(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Returns the width and height in pixels, as stored.
fn header(path: &str, bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    let format = image::guess_format(bytes).ok();
    let Some(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) = format else {
        let name = format_name(path, bytes, format);
        // The file has the extension of a supported format, but unknown bytes.
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
    if layout.scans > MAX_SCANS {
        Err("too many scans")
    } else if layout.end.is_none() {
        Err("no end of image")
    } else if !layout.is_supported() {
        Err("a kind of JPEG that is not decoded")
    } else if !layout.is_complete() {
        Err("scans are missing")
    } else {
        Ok((layout.width, layout.height))
    }
}

/// Returns the name of an unsupported format, from its bytes if possible, else from the file's extension.
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
