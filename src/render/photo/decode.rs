//! Decodes a picture to pixels: upright, in sRGB, at the requested size.
//!
//! Takes the bytes of a JPEG, PNG or WebP, returns all of its pixels or an error, never part of a picture. Of an
//! animation, takes the first frame. Transparent pixels are blended with white, the background of the page.

use std::io::Cursor;

use fast_image_resize::pixels::{U8, U8x3, U8x4};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};

use super::Pixels;
use super::buffers::{PhotoBuffers, PixelBuffer};
use super::colour::{Space, to_srgb};
use super::jpeg;
use super::scale::resize;
use crate::parse::{JpegLayout, limits, orientation, swaps_sides};

/// Maximum memory of a decoder in bytes, whatever a header says.
const MOST_MEMORY: u64 = 2 << 30;

/// A decoded picture, at its own size or smaller, not yet upright.
pub(super) struct Decoded {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    pub(super) bytes: PixelBuffer,
    pub(super) profile: Option<Vec<u8>>,
    pub(super) orientation: Orientation,
}

/// The approximate peak memory, in bytes, of decoding a picture with `pixels` pixels.
pub fn weight(bytes: &[u8], pixels: u64) -> usize {
    let each = match JpegLayout::read(bytes) {
        // With several scans, two bytes per coefficient in addition to the pixels.
        Some(layout) if layout.is_buffered() => 3 * layout.channels() as u64,
        Some(layout) => 1 + layout.channels() as u64,
        None => 12,
    };
    usize::try_from(pixels.saturating_mul(each)).unwrap_or(usize::MAX).saturating_add(bytes.len())
}

/// Decodes a picture whose upright size is `size`; a JPEG at `eighths` eighths of it, other formats at their full
/// size.
pub(super) fn open(bytes: &[u8], size: (u32, u32), eighths: u8) -> Result<Decoded, String> {
    let format = image::guess_format(bytes).map_err(|error| error.to_string())?;
    let (picture, (width, height)) = match format {
        ImageFormat::Jpeg => jpeg::decode(bytes, eighths)?,
        _ => {
            let picture = decode_with_image(bytes, format).map_err(|error| error.to_string())?;
            let size = (picture.width, picture.height);
            (picture, size)
        }
    };
    if picture.turned((width, height)) != size {
        return Err("its size differs from its header".into());
    }
    Ok(picture)
}

impl Decoded {
    /// Swaps the sides of a size if the picture's orientation does.
    fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if swaps_sides(self.orientation) { (height, width) } else { (width, height) }
    }

    /// Resizes the picture to the upright `size`, converts it to sRGB and turns it upright.
    pub fn upright(&self, size: (u32, u32), buffers: &mut PhotoBuffers) -> Pixels {
        let (width, height) = self.turned(size);
        let bytes = if (width, height) == (self.width, self.height) {
            self.bytes.to_vec()
        } else {
            let resize = match self.space {
                Space::Gray => resize::<U8>,
                Space::Rgb => resize::<U8x3>,
                Space::Cmyk => resize::<U8x4>,
            };
            resize(&self.bytes, (self.width, self.height), (width, height), None, buffers)
        };
        // Convert and turn after resizing, because there are fewer pixels then.
        let bytes = to_srgb(bytes, self.space, self.profile.as_deref(), buffers);
        let upright = RgbImage::from_raw(width, height, bytes).expect("three bytes for every pixel");
        let mut upright = DynamicImage::ImageRgb8(upright);
        upright.apply_orientation(self.orientation);
        Pixels { width: upright.width(), height: upright.height(), bytes: upright.into_bytes() }
    }
}

/// Decodes a format other than JPEG with the `image` crate.
fn decode_with_image(encoded: &[u8], format: ImageFormat) -> image::ImageResult<Decoded> {
    let mut reader = ImageReader::with_format(Cursor::new(encoded), format);
    // For PNG the limit covers everything except the pixels, for WebP the pixels too.
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
    Ok(Decoded {
        width,
        height,
        space,
        bytes: PixelBuffer::Heap(bytes),
        profile,
        orientation: orientation(encoded),
    })
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
