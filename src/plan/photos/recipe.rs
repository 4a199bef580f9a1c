//! The recipe of photos: the variants of each, their sizes, addresses and keys.
//!
//! Takes a picture's digest and size and the site's settings, gives variants and their names, before
//! anything is decoded. Never reads a picture.

use serde::Serialize;

use crate::address;
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::{PhotoFormat, PhotoSettings};

/// The version of what the program does to a picture; a new one makes every variant again.
const METHOD: &str = "photo-6";
/// The width of the JPEG for old software and for link previews.
const FALLBACK: u32 = 960;
/// The size of a link preview, which is cropped around the focal point.
const PREVIEW: (u32, u32) = (1200, 630);
/// The longest side of the copy that may be downloaded.
const DOWNLOAD: u32 = 2400;
/// The longest side that WebP allows.
const LONGEST: u32 = 16383;
/// A photo's own width is published too if it is at least this many hundredths of the widest one below it.
const WORTH_ITS_OWN: u32 = 115;

/// What the variants of a picture depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Original {
    /// Digest of its bytes.
    pub digest: Digest,
    /// The width of the upright picture, in pixels.
    pub width: u32,
    /// The height of the upright picture, in pixels.
    pub height: u32,
}

impl Original {
    /// Returns the digest and size of a picture that has been read.
    pub fn of(picture: &Picture) -> Original {
        let (width, height) = picture.size();
        Original { digest: picture.digest(), width, height }
    }
}

/// How much time is spent on encoding a photo. It changes the bytes slightly but not visibly, and is
/// not part of addresses, so that pages are the same either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Effort {
    /// Fast, for trying out.
    Draft,
    /// Slow, for publishing.
    #[default]
    Full,
}

/// Which variants are made of photos, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe<'c> {
    /// The site's settings.
    pub settings: &'c PhotoSettings,
    /// How much time is spent on encoding.
    pub effort: Effort,
}

/// One file made from a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Variant {
    /// The whole photo at a width.
    Shown(PhotoFormat, u32),
    /// A wide crop for link previews, around one of nine cells (1 to 9, by rows).
    Preview(u8),
    /// The large copy for downloading.
    Download,
}

/// A rectangle of an upright picture, in the picture's pixels, and the size that it is scaled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CropRect {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width of the rectangle.
    pub across: u32,
    /// Height of the rectangle.
    pub down: u32,
    /// Width of the resulting file.
    pub width: u32,
    /// Height of the resulting file.
    pub height: u32,
}

impl Variant {
    /// Returns the format of its file.
    pub fn format(self) -> PhotoFormat {
        match self {
            Variant::Shown(format, _) => format,
            Variant::Preview(_) | Variant::Download => PhotoFormat::Jpeg,
        }
    }

    /// Returns which part of a picture it shows, and at which size.
    pub fn frame(self, picture: Original) -> CropRect {
        let whole = |(width, height)| CropRect {
            x: 0,
            y: 0,
            across: picture.width,
            down: picture.height,
            width,
            height,
        };
        match self {
            Variant::Shown(_, width) => whole(scaled(picture, width)),
            Variant::Download => whole(scaled(picture, download_width(picture))),
            Variant::Preview(cell) => wide_crop(picture, cell),
        }
    }

    /// Returns the extension of its file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self.format() {
            PhotoFormat::Webp => "webp",
            PhotoFormat::Jpeg => "jpg",
        }
    }

    /// Returns its address, given the stem of its picture's addresses.
    pub fn address(self, stem: &str) -> String {
        let ending = self.ending();
        match self {
            Variant::Shown(_, width) => format!("{stem}-{width}.{ending}"),
            Variant::Preview(cell) => format!("{stem}-xem-truoc-{cell}.{ending}"),
            Variant::Download => format!("{stem}-tai-ve.{ending}"),
        }
    }
}

impl Recipe<'_> {
    /// Returns the stem of the addresses of a picture's variants, which changes with its bytes and with
    /// the qualities.
    pub fn stem(&self, picture: Digest) -> String {
        let settings = self.settings;
        let digest = Digest::of(&(METHOD, picture, settings.webp_quality, settings.jpeg_quality));
        [address::PHOTOS, &digest.to_string()].concat()
    }

    /// Returns the key of a variant: the digest of everything that its bytes depend on. A new build of the
    /// program keeps it, unless `METHOD` changes.
    pub fn key(&self, picture: Original, variant: Variant) -> Digest {
        let quality = self.quality(variant.format());
        // Only the WebP encoder has an effort setting.
        let effort = (variant.format() == PhotoFormat::Webp).then_some(self.effort);
        let frame = variant.frame(picture);
        // A width is scaled from the next wider one, so it depends on those above it too.
        let mut above = self.chain(picture);
        above.retain(|width| matches!(variant, Variant::Shown(_, own) if *width > own));
        let eighths = self.eighths(picture);
        Digest::of(&(METHOD, picture.digest, variant.format(), frame, (above, eighths), quality, effort))
    }

    /// Returns at how many eighths of its size a picture is decoded, if its format allows. It suffices for every
    /// variant, not just for those being made, so that bytes depend on nothing but the picture and the recipe.
    pub fn eighths(&self, picture: Original) -> u8 {
        let widest = self.chain(picture).first().map(|width| Variant::Shown(PhotoFormat::Jpeg, *width));
        let all = widest.into_iter().chain([Variant::Download, Variant::Preview(5)]);
        let needed = all.flat_map(|variant| {
            let CropRect { across, down, width, height, .. } = variant.frame(picture);
            [(width, across), (height, down)].map(|(part, of)| (u64::from(part) * 8).div_ceil(u64::from(of)))
        });
        needed.max().map_or(8, |eighths| eighths.clamp(1, 8) as u8)
    }

    /// Returns all widths of a picture, descending. Each is scaled from the one before it, even if that one
    /// is not being made, so that bytes depend on nothing but the picture and the recipe.
    pub fn chain(&self, picture: Original) -> Vec<u32> {
        let mut widths = self.widths(picture, PhotoFormat::Webp);
        widths.extend(self.widths(picture, PhotoFormat::Jpeg));
        widths.sort();
        widths.dedup();
        widths.reverse();
        widths
    }

    /// Returns the quality setting of a format.
    pub fn quality(&self, format: PhotoFormat) -> u8 {
        match format {
            PhotoFormat::Webp => self.settings.webp_quality,
            PhotoFormat::Jpeg => self.settings.jpeg_quality,
        }
    }

    /// Returns the widths of a picture in a format, ascending; for JPEG at least one.
    pub fn widths(&self, picture: Original, format: PhotoFormat) -> Vec<u32> {
        if self.settings.formats.contains(&format) {
            let mut widths = reached_widths(picture, &self.settings.widths);
            let fallback = fallback_width(picture);
            if format == PhotoFormat::Jpeg && !widths.contains(&fallback) {
                widths.push(fallback);
                widths.sort();
            }
            return widths;
        }
        if format == PhotoFormat::Jpeg { vec![fallback_width(picture)] } else { Vec::new() }
    }

    /// Returns every variant that shows the whole picture on pages.
    pub fn shown(&self, picture: Original) -> impl Iterator<Item = Variant> {
        [PhotoFormat::Webp, PhotoFormat::Jpeg].into_iter().flat_map(move |format| {
            self.widths(picture, format).into_iter().map(move |width| Variant::Shown(format, width))
        })
    }
}

/// Returns the JPEG that every photo has.
pub(in crate::plan) fn fallback(picture: Original) -> Variant {
    Variant::Shown(PhotoFormat::Jpeg, fallback_width(picture))
}

/// Returns the crop for link previews around a cell; `None` if networks, which show the middle of a
/// photo, show about the same without it.
pub(in crate::plan) fn preview(picture: Original, cell: u8) -> Option<Variant> {
    let (wide, high) = PREVIEW;
    let same_shape = u64::from(picture.width) * u64::from(high) * 100
        / (u64::from(picture.height) * u64::from(wide)).max(1);
    let off_centre = match same_shape {
        0..95 => !(4..=6).contains(&cell),
        95..106 => false,
        _ => cell % 3 != 2,
    };
    (off_centre && picture.width >= 320 && picture.height >= 168).then_some(Variant::Preview(cell))
}

fn fallback_width(picture: Original) -> u32 {
    widest(picture).min(FALLBACK)
}

fn download_width(picture: Original) -> u32 {
    let longest = picture.width.max(picture.height);
    if longest <= DOWNLOAD {
        return picture.width;
    }
    (u64::from(picture.width) * u64::from(DOWNLOAD) / u64::from(longest)).max(1) as u32
}

/// Returns the greatest width at which a picture's height is within [`LONGEST`].
fn widest(picture: Original) -> u32 {
    if picture.height <= LONGEST {
        return picture.width;
    }
    (u64::from(picture.width) * u64::from(LONGEST) / u64::from(picture.height)).max(1) as u32
}

/// Returns those of the ascending `widths` that a picture has, and its own width if it lacks some and none is near.
fn reached_widths(picture: Original, widths: &[u32]) -> Vec<u32> {
    let own = widest(picture);
    let mut reached: Vec<u32> = widths.iter().copied().filter(|width| *width <= own).collect();
    let last = reached.last().copied().unwrap_or(0);
    if reached.len() < widths.len() && own * 100 >= last * WORTH_ITS_OWN {
        reached.push(own);
    }
    reached
}

/// Returns the size at a width, with the picture's aspect ratio rounded to whole pixels.
pub(in crate::plan) fn scaled(picture: Original, width: u32) -> (u32, u32) {
    let (own, high) = (u64::from(picture.width), u64::from(picture.height));
    let height = (high * u64::from(width) * 2 + own) / (own * 2);
    (width, height.clamp(1, u64::from(LONGEST)) as u32)
}

fn wide_crop(picture: Original, cell: u8) -> CropRect {
    let (wide, high) = PREVIEW;
    let (own, tall) = (u64::from(picture.width), u64::from(picture.height));
    let (across, down) = if own * u64::from(high) > tall * u64::from(wide) {
        ((tall * u64::from(wide) / u64::from(high)) as u32, picture.height)
    } else {
        (picture.width, (own * u64::from(high) / u64::from(wide)).max(1) as u32)
    };
    // The crop is centred on the cell, as far as the picture's edges allow.
    let start = |third: u8, own: u32, part: u32| {
        let middle = u64::from(own) * (2 * u64::from(third) + 1) / 6;
        middle.saturating_sub(u64::from(part / 2)).min(u64::from(own - part)) as u32
    };
    let (x, y) = (start((cell - 1) % 3, picture.width, across), start((cell - 1) / 3, picture.height, down));
    let (width, height) = if across >= wide { (wide, high) } else { (across, down) };
    CropRect { x, y, across, down, width, height }
}
