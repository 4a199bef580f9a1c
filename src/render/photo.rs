//! From a picture's bytes to the photo that is published: upright, no wider than is shown, and with
//! nothing in it but pixels.
//!
//! A pure function of the bytes and the recipe; its result may be kept for ever under their digest.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};

use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::model::Picture;
use crate::plan::published_size;

/// JPEG quality, as libjpeg counts it.
const QUALITY: u8 = 82;

/// Derives what is published of a picture.
///
/// # Errors
/// A diagnostic that names the picture, if it cannot be decoded.
pub fn derive(picture: &Picture, bytes: &[u8]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let path = &picture.source.found.path;
    let image = decode(bytes).map_err(|error| {
        let file = path.rsplit('/').next().unwrap_or(path).to_string();
        let problem = Problem::PhotoDamaged { file, reason: error.to_string() };
        Box::new(Diagnostic { place: Place::file(path), problem })
    })?;
    let (width, height) = published_size(picture);
    let image = if (image.width(), image.height()) == (width, height) {
        image
    } else {
        image.resize_exact(width, height, FilterType::CatmullRom)
    };
    let mut out = Vec::new();
    let flat = on_white(image);
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode_image(&flat)
        .expect("a buffer takes all bytes, and every size that was decoded can be encoded");
    Ok(out)
}

fn decode(bytes: &[u8]) -> image::ImageResult<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 << 30);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// JPEG knows no transparency: what shows through is white, as the page is.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, a] = image.get_pixel(x, y).0.map(u16::from);
        let over = |part: u16| ((part * a + 255 * (255 - a)) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}
