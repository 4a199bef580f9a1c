//! From a picture's bytes to its pixels: upright, in sRGB, at the size that is asked for.
//!
//! Takes the bytes of a JPEG, PNG or WebP, gives all of its pixels or an error: never half a picture. Of
//! what moves, the first image is taken; what is transparent is white, as the page is.

use std::io::Cursor;

use fast_image_resize::PixelType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};

use super::Pixels;
use super::colour::{Space, to_srgb};
use super::desk::{Desk, Room};
use super::jpeg;
use super::scale::resize;
use crate::parse::{JpegLayout, limits, orientation, swaps_sides};

/// No decoder may take more memory than this, whatever a header promises.
const MOST_MEMORY: u64 = 2 << 30;

/// A picture as its file has it, or a smaller one.
pub(super) struct Decoded {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    pub(super) bytes: Room,
    pub(super) profile: Option<Vec<u8>>,
    pub(super) orientation: Orientation,
}

/// The approximate peak memory of decoding a picture with a number of pixels, in bytes.
pub fn weight(bytes: &[u8], pixels: u64) -> usize {
    let each = match JpegLayout::read(bytes) {
        // The picture's pixels; its coefficients, of two bytes, too where they come in several scans.
        Some(layout) if layout.is_buffered() => 3 * layout.channels() as u64,
        Some(layout) => 1 + layout.channels() as u64,
        None => 12,
    };
    usize::try_from(pixels.saturating_mul(each)).unwrap_or(usize::MAX).saturating_add(bytes.len())
}

/// Decodes a picture whose upright size is `size`, at so many eighths of it if its format can be decoded at less
/// than its size.
pub(super) fn open(bytes: &[u8], size: (u32, u32), eighths: u8) -> Result<Decoded, String> {
    let format = image::guess_format(bytes).map_err(|error| error.to_string())?;
    let (picture, (width, height)) = match format {
        ImageFormat::Jpeg => jpeg::decode(bytes, eighths)?,
        _ => {
            let picture = other(bytes, format).map_err(|error| error.to_string())?;
            let size = (picture.width, picture.height);
            (picture, size)
        }
    };
    if picture.turned((width, height)) != size {
        return Err("another size than its header says".into());
    }
    Ok(picture)
}

impl Decoded {
    /// A size with its sides exchanged, where the picture lies on its side.
    fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if swaps_sides(self.orientation) { (height, width) } else { (width, height) }
    }

    /// The picture upright, as small as `wanted`.
    pub fn upright(&self, wanted: (u32, u32), desk: &mut Desk) -> Pixels {
        let (width, height) = self.turned(wanted);
        let bytes = if (width, height) == (self.width, self.height) {
            self.bytes.to_vec()
        } else {
            let kind = match self.space {
                Space::Gray => PixelType::U8,
                Space::Rgb => PixelType::U8x3,
                Space::Cmyk => PixelType::U8x4,
            };
            resize(&self.bytes, (self.width, self.height), (width, height), kind, None, desk)
        };
        // Colours and turning wait until there are fewer pixels: the look is the same.
        let bytes = to_srgb(bytes, self.space, self.profile.as_deref(), desk);
        let upright = RgbImage::from_raw(width, height, bytes).expect("three bytes for every pixel");
        let mut upright = DynamicImage::ImageRgb8(upright);
        upright.apply_orientation(self.orientation);
        Pixels { width: upright.width(), height: upright.height(), bytes: upright.into_bytes() }
    }
}

fn other(encoded: &[u8], format: ImageFormat) -> image::ImageResult<Decoded> {
    let mut reader = ImageReader::with_format(Cursor::new(encoded), format);
    // Of a PNG it bounds what stands beside the pixels, of a WebP the pixels too.
    let mut limits = limits();
    if format == ImageFormat::WebP {
        limits.max_alloc = Some(MOST_MEMORY);
    }
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder)?;
    let (width, height) = (image.width(), image.height());
    let (space, bytes) = match image.color().channel_count() {
        1 => (Space::Gray, image.into_luma8().into_raw()),
        3 => (Space::Rgb, image.into_rgb8().into_raw()),
        _ => (Space::Rgb, on_white(image)),
    };
    Ok(Decoded { width, height, space, bytes: Room::Kept(bytes), profile, orientation: orientation(encoded) })
}

fn on_white(image: DynamicImage) -> Vec<u8> {
    let mut bytes = image.into_rgba8().into_raw();
    let pixels = bytes.len() / 4;
    for pixel in 0..pixels {
        let [r, g, b, a] = [0, 1, 2, 3].map(|part| u16::from(bytes[pixel * 4 + part]));
        for (part, light) in [r, g, b].into_iter().enumerate() {
            bytes[pixel * 3 + part] = ((light * a + 255 * (255 - a) + 127) / 255) as u8;
        }
    }
    bytes.truncate(pixels * 3);
    bytes
}
