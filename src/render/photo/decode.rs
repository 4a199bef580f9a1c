//! From a picture's bytes to its pixels: upright, in sRGB, at the size that is asked for.
//!
//! Takes the bytes of a JPEG, PNG or WebP, gives all of its pixels or an error: never half a picture. Of
//! what moves, the first image is taken; what is transparent is white, as the page is.

use std::io::Cursor;

use fast_image_resize::PixelType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::Pixels;
use super::colour::{Space, to_srgb};
use super::desk::{Desk, Room};
use super::scale::resize;
use crate::parse::{JpegLayout, limits};

/// No decoder may take more memory than this, whatever a header promises.
const MOST_MEMORY: u64 = 2 << 30;
/// A row of JPEG blocks of a picture that is narrower may be shorter than what the decoder reads ahead.
const NARROW: usize = 256;
/// So many bytes of ones are more than a decoder reads ahead, and more than one coefficient takes.
const ONES: usize = 64;

/// A picture as its file has it.
pub(super) struct Decoded {
    width: u32,
    height: u32,
    space: Space,
    bytes: Room,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
}

/// About how many bytes decoding a picture of so many pixels takes at its height.
pub fn weight(bytes: &[u8], pixels: u64) -> usize {
    let each = match JpegLayout::read(bytes) {
        // The picture's pixels; its coefficients too where they come in several passes.
        Some(layout) if layout.progressive => 10,
        Some(_) => 4,
        None => 12,
    };
    usize::try_from(pixels.saturating_mul(each)).unwrap_or(usize::MAX).saturating_add(bytes.len())
}

/// Decodes a picture whose upright size is `size`.
pub(super) fn open(bytes: &[u8], size: (u32, u32)) -> Result<Decoded, String> {
    let format = image::guess_format(bytes).map_err(|error| error.to_string())?;
    let picture = match format {
        ImageFormat::Jpeg => jpeg(bytes)?,
        _ => other(bytes, format).map_err(|error| error.to_string())?,
    };
    if picture.turned((picture.width, picture.height)) != size {
        return Err("another size than its header says".into());
    }
    Ok(picture)
}

impl Decoded {
    /// A size with its sides exchanged, where the picture lies on its side.
    fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if is_turned(self.orientation) { (height, width) } else { (width, height) }
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

fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn other(bytes: &[u8], format: ImageFormat) -> image::ImageResult<Decoded> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // Of a PNG it bounds what stands beside the pixels, of a WebP the pixels too.
    let mut limits = limits();
    if format == ImageFormat::WebP {
        limits.max_alloc = Some(MOST_MEMORY);
    }
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder)?;
    let (width, height) = (image.width(), image.height());
    let (space, bytes) = match image.color().channel_count() {
        1 => (Space::Gray, image.into_luma8().into_raw()),
        3 => (Space::Rgb, image.into_rgb8().into_raw()),
        _ => (Space::Rgb, on_white(image)),
    };
    Ok(Decoded { width, height, space, bytes: Room::Kept(bytes), profile, orientation })
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

fn jpeg(bytes: &[u8]) -> Result<Decoded, String> {
    let layout = JpegLayout::read(bytes).ok_or("no image in it")?;
    let end = layout.end.ok_or("it is cut short")?;
    // A decoder that meets the end of the image too early fills the rest with grey and is content. One
    // that runs out of bytes says so: the end itself is kept from it.
    let whole = &bytes[..end + 2];
    let decoded = if layout.progressive {
        // The standard lets the passes end after any of them, so that a picture which lacks its last ones and
        // is closed all the same is a whole, coarser picture; within a pass, what lacks is found out.
        // Here the decoder needs the end. Ones before it are no code of any table: who still wants pixels
        // stumbles over them, and who has them all passes them by.
        let ones = [0xff, 0].repeat(ONES);
        decode_jpeg(&[&bytes[..end], &ones, &bytes[end..end + 2]].concat(), true, layout.adobe)
    } else {
        decode_jpeg(&bytes[..end], true, layout.adobe)
    };
    match decoded {
        Err(reason) if reason.contains("Extra bytes between headers") => {
            decode_jpeg(whole, false, layout.adobe)
        }
        Err(_) if !layout.progressive && layout.width < NARROW => decode_jpeg(whole, true, layout.adobe),
        decoded => decoded,
    }
}

fn decode_jpeg(bytes: &[u8], strict: bool, adobe: bool) -> Result<Decoded, String> {
    let said = |error: zune_jpeg::errors::DecodeErrors| format!("{error:?}");
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(said)?;
    let stored = decoder.input_colorspace().expect("the headers were read");
    let (space, asked) = match stored {
        ColorSpace::Luma => (Space::Gray, ColorSpace::Luma),
        ColorSpace::CMYK | ColorSpace::YCCK => (Space::Cmyk, stored),
        _ => (Space::Rgb, ColorSpace::RGB),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(asked));
    let mut pixels = Room::new(decoder.output_buffer_size().expect("the headers were read"));
    decoder.decode_into(&mut pixels).map_err(said)?;
    if stored == ColorSpace::YCCK {
        ycck_to_cmyk(&mut pixels);
    }
    if space == Space::Cmyk && adobe {
        // Adobe's programs store how much ink is left out.
        pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    let (width, height) = decoder.dimensions().expect("the headers were read");
    let exif = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok(Decoded {
        width: width as u32,
        height: height as u32,
        space,
        bytes: pixels,
        profile: decoder.icc_profile(),
        orientation: exif.unwrap_or(Orientation::NoTransforms),
    })
}

/// Luma and chroma of the first three inks (ITU-T T.872) to the inks themselves.
fn ycck_to_cmyk(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(4) {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        let light = [
            y + 1.402 * (cr - 128.0),
            y - 0.344_136 * (cb - 128.0) - 0.714_136 * (cr - 128.0),
            y + 1.772 * (cb - 128.0),
        ];
        for (ink, light) in pixel.iter_mut().zip(light) {
            *ink = 255 - light.round().clamp(0.0, 255.0) as u8;
        }
    }
}
