//! Smaller pictures of larger ones.
//!
//! Takes pixels, gives pixels of another size; never enlarges.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions};

use super::Pixels;
use super::desk::Desk;
use crate::plan::CropRect;

/// What a photo is resized with: sharp, and with the least ringing that is sharp.
const FILTER: ResizeAlg = ResizeAlg::Convolution(FilterType::Lanczos3);
/// Number of rows that are resized at a time.
const BAND: u32 = 16;

/// The whole at another size.
pub(super) fn to(pixels: Pixels, (width, height): (u32, u32), desk: &mut Desk) -> Pixels {
    if (pixels.width, pixels.height) == (width, height) {
        return pixels;
    }
    let own = (pixels.width, pixels.height);
    let bytes = resize(&pixels.bytes, own, (width, height), PixelType::U8x3, None, desk);
    desk.give_back(pixels.bytes);
    Pixels { width, height, bytes }
}

/// What a frame shows of a picture whose own size is `original`, of which these are the pixels at a
/// smaller size.
pub(super) fn cut(pixels: Pixels, frame: &CropRect, original: (u32, u32), desk: &mut Desk) -> Pixels {
    if (frame.across, frame.down) == original {
        return to(pixels, (frame.width, frame.height), desk);
    }
    let part = |number: u32, size: u32, of: u32| f64::from(number) * f64::from(size) / f64::from(of);
    let window = [
        part(frame.x, pixels.width, original.0),
        part(frame.y, pixels.height, original.1),
        part(frame.across, pixels.width, original.0),
        part(frame.down, pixels.height, original.1),
    ];
    let size = (frame.width, frame.height);
    let own = (pixels.width, pixels.height);
    let bytes = resize(&pixels.bytes, own, size, PixelType::U8x3, Some(window), desk);
    desk.give_back(pixels.bytes);
    Pixels { width: frame.width, height: frame.height, bytes }
}

/// Resizes pixels of any kind; a window is its left and upper edge, its width and its height.
///
/// Band by band: what a band is made of stays in the processor's own memory, and no picture between the
/// two is ever held whole. Rows are mixed before columns are, so that no work is done twice.
pub(super) fn resize(
    bytes: &[u8],
    from: (u32, u32),
    to: (u32, u32),
    kind: PixelType,
    window: Option<[f64; 4]>,
    desk: &mut Desk,
) -> Vec<u8> {
    let source = ImageRef::new(from.0, from.1, bytes, kind).expect("as many bytes as pixels were decoded");
    let [left, top, width, height] = window.unwrap_or([0.0, 0.0, f64::from(from.0), f64::from(from.1)]);
    let row = to.0 as usize * kind.size();
    let mut target = desk.room(row * to.1 as usize);
    let edge = |row: u32| f64::from(row) * height / f64::from(to.1);
    for (band, part) in (0..to.1).step_by(BAND as usize).zip(target.chunks_mut(row * BAND as usize)) {
        let rows = BAND.min(to.1 - band);
        let upper = top + edge(band);
        let mut tall = edge(band + rows) - edge(band);
        if upper + tall > f64::from(from.1) {
            // Rounding must not lead out of the picture.
            tall = (f64::from(from.1) - upper).next_down();
        }
        let mut part = Image::from_slice_u8(to.0, rows, part, kind).expect("as many bytes as pixels");
        let options = ResizeOptions::new().resize_alg(FILTER).use_alpha(false).crop(left, upper, width, tall);
        desk.resizer
            .resize(&source, &mut part, &options)
            .expect("two pictures of one kind, and a window inside");
    }
    target
}
