//! What is made of a photo: the recipe, its variants, their sizes, addresses and keys.
//!
//! Takes a picture's digest and size and the site's settings, gives names; all of it is known before
//! the picture is decoded. Never reads a picture.

use serde::Serialize;

use crate::address;
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::{PhotoFormat, PhotoSettings};

/// The name of what the program does to a picture; a new name derives every photo again.
const METHOD: &str = "photo-5";
/// The width of the JPEG for old software and for link previews.
const FALLBACK: u32 = 960;
/// A link preview as networks show it, about the focal point.
const PREVIEW: (u32, u32) = (1200, 630);
/// The longest side of the copy that may be downloaded.
const DOWNLOAD: u32 = 2400;
/// WebP knows no longer side than this.
const LONGEST: u32 = 16383;
/// A photo's own width is published beside the recipe's if it is so much (in hundredths) wider than the
/// next one.
const WORTH_ITS_OWN: u32 = 115;

/// A picture as far as its files depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Original {
    /// Digest of its bytes.
    pub digest: Digest,
    /// Pixels across, when upright.
    pub width: u32,
    /// Pixels down, when upright.
    pub height: u32,
}

impl Original {
    /// What is known of a picture at which somebody has looked.
    pub fn of(picture: &Picture) -> Original {
        let (width, height) = picture.size();
        Original { digest: picture.digest(), width, height }
    }
}

/// How much time is spent on a photo. It changes a file's bytes by a little and its look by nothing,
/// so it stands in no address: pages are the same in a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Effort {
    /// For looking at what one writes.
    Draft,
    /// For publishing.
    #[default]
    Full,
}

/// What is made of every photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe<'c> {
    /// What the site chose.
    pub settings: &'c PhotoSettings,
    /// How much time is spent.
    pub effort: Effort,
}

/// One file that is made of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Variant {
    /// The whole photo at a width.
    Shown(PhotoFormat, u32),
    /// A wide crop for link previews, about one of nine cells (1 to 9, by rows).
    Preview(u8),
    /// A large copy.
    Download,
}

/// A rectangle of an upright picture, in its own pixels, and the size that it is brought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CropRect {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Pixels across of the picture that are shown.
    pub across: u32,
    /// Pixels down of the picture that are shown.
    pub down: u32,
    /// Pixels across of the file.
    pub width: u32,
    /// Pixels down of the file.
    pub height: u32,
}

impl Variant {
    /// The format of its file.
    pub fn format(self) -> PhotoFormat {
        match self {
            Variant::Shown(format, _) => format,
            Variant::Preview(_) | Variant::Download => PhotoFormat::Jpeg,
        }
    }

    /// What of a picture it shows, and how large.
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

    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self.format() {
            PhotoFormat::Webp => "webp",
            PhotoFormat::Jpeg => "jpg",
        }
    }

    /// Its address, behind the stem of its photo's addresses.
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
    /// The stem of the addresses of what is made of a picture: they change with its bytes and with its
    /// look.
    pub fn stem(&self, picture: Digest) -> String {
        let settings = self.settings;
        let look = Digest::of(&(METHOD, picture, settings.webp_quality, settings.jpeg_quality));
        [address::PHOTOS, &look.to_string()].concat()
    }

    /// The key of a variant: everything that its bytes depend on. It outlives the program's build.
    pub fn key(&self, picture: Original, variant: Variant) -> Digest {
        let quality = self.quality(variant.format());
        // Only libwebp can take its time.
        let effort = (variant.format() == PhotoFormat::Webp).then_some(self.effort);
        let frame = variant.frame(picture);
        // A width is made of the next wider one, so that those above it count too.
        let mut above = self.chain(picture);
        above.retain(|width| matches!(variant, Variant::Shown(_, own) if *width > own));
        let eighths = self.eighths(picture);
        Digest::of(&(METHOD, picture.digest, variant.format(), frame, (above, eighths), quality, effort))
    }

    /// At how many eighths of its size a picture is decoded, if its format allows: enough for all that can be made
    /// of it, whatever is asked for, so that a file's bytes depend on nothing but the picture and the recipe.
    pub fn eighths(&self, picture: Original) -> u8 {
        let widest = self.chain(picture).first().map(|width| Variant::Shown(PhotoFormat::Jpeg, *width));
        let all = widest.into_iter().chain([Variant::Download, Variant::Preview(5)]);
        let needed = all.flat_map(|variant| {
            let CropRect { across, down, width, height, .. } = variant.frame(picture);
            [(width, across), (height, down)].map(|(part, of)| (u64::from(part) * 8).div_ceil(u64::from(of)))
        });
        needed.max().map_or(8, |eighths| eighths.clamp(1, 8) as u8)
    }

    /// All widths of a picture, falling: each is made of the one before it, whichever of them are asked
    /// for, so that a file's bytes depend on nothing but the picture and the recipe.
    pub fn chain(&self, picture: Original) -> Vec<u32> {
        let mut widths = self.widths(picture, PhotoFormat::Webp);
        widths.extend(self.widths(picture, PhotoFormat::Jpeg));
        widths.sort();
        widths.dedup();
        widths.reverse();
        widths
    }

    /// The quality of a format.
    pub fn quality(&self, format: PhotoFormat) -> u8 {
        match format {
            PhotoFormat::Webp => self.settings.webp_quality,
            PhotoFormat::Jpeg => self.settings.jpeg_quality,
        }
    }

    /// The widths of a picture in a format, rising; for JPEG there is at least one.
    pub fn widths(&self, picture: Original, format: PhotoFormat) -> Vec<u32> {
        if self.settings.formats.contains(&format) {
            let mut widths = within(picture, &self.settings.widths);
            let fallback = fallback_width(picture);
            if format == PhotoFormat::Jpeg && !widths.contains(&fallback) {
                widths.push(fallback);
                widths.sort();
            }
            return widths;
        }
        if format == PhotoFormat::Jpeg { vec![fallback_width(picture)] } else { Vec::new() }
    }

    /// Everything that is shown of a picture.
    pub fn shown(&self, picture: Original) -> impl Iterator<Item = Variant> {
        [PhotoFormat::Webp, PhotoFormat::Jpeg].into_iter().flat_map(move |format| {
            self.widths(picture, format).into_iter().map(move |width| Variant::Shown(format, width))
        })
    }
}

/// The JPEG that every photo has.
pub(super) fn fallback(picture: Original) -> Variant {
    Variant::Shown(PhotoFormat::Jpeg, fallback_width(picture))
}

/// The crop for link previews about a cell; `None` if the whole photo does as well: its middle is
/// what networks show of it.
pub(super) fn preview(picture: Original, cell: u8) -> Option<Variant> {
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

/// The greatest width at which a picture is no higher than a file can be.
fn widest(picture: Original) -> u32 {
    if picture.height <= LONGEST {
        return picture.width;
    }
    (u64::from(picture.width) * u64::from(LONGEST) / u64::from(picture.height)).max(1) as u32
}

/// Of some rising widths those that a picture has, and its own where none comes near it.
fn within(picture: Original, widths: &[u32]) -> Vec<u32> {
    let own = widest(picture);
    let mut within: Vec<u32> = widths.iter().copied().filter(|width| *width <= own).collect();
    let reached = within.last().copied().unwrap_or(0);
    if within.len() < widths.len() && own * 100 >= reached * WORTH_ITS_OWN {
        within.push(own);
    }
    within
}

/// The size at a width, as near to the picture's shape as whole pixels come.
pub(super) fn scaled(picture: Original, width: u32) -> (u32, u32) {
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
    // The middle of the cell comes as near to the middle of the crop as the picture's edges allow.
    let start = |third: u8, own: u32, part: u32| {
        let middle = u64::from(own) * (2 * u64::from(third) + 1) / 6;
        middle.saturating_sub(u64::from(part / 2)).min(u64::from(own - part)) as u32
    };
    let (x, y) = (start((cell - 1) % 3, picture.width, across), start((cell - 1) / 3, picture.height, down));
    let (width, height) = if across >= wide { (wide, high) } else { (across, down) };
    CropRect { x, y, across, down, width, height }
}
