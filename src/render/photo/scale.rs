//! Resizes and crops pictures; never enlarges them.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions};

use super::Pixels;
use super::buffers::PhotoBuffers;
use crate::plan::CropRect;

/// The resampling filter: sharp, with little ringing.
const FILTER: ResizeAlg = ResizeAlg::Convolution(FilterType::Lanczos3);
/// Number of rows that are resized at a time: of fewer, the weights of the columns, computed again for each band, would
/// take a noticeable share of the time.
const BAND: u32 = 256;

/// Resizes a whole picture.
pub(super) fn to(pixels: Pixels, (width, height): (u32, u32), buffers: &mut PhotoBuffers) -> Pixels {
    if (pixels.width, pixels.height) == (width, height) {
        return pixels;
    }
    let own = (pixels.width, pixels.height);
    let bytes = resize::<U8x3>(&pixels.bytes, own, (width, height), None, buffers);
    buffers.give_back(pixels.bytes);
    Pixels { width, height, bytes }
}

/// Crops a picture to a frame and resizes it. The frame is in coordinates of the `original` size; `pixels` may be
/// smaller.
pub(super) fn cut(
    pixels: Pixels,
    frame: &CropRect,
    original: (u32, u32),
    buffers: &mut PhotoBuffers,
) -> Pixels {
    if (frame.across, frame.down) == original {
        return to(pixels, (frame.width, frame.height), buffers);
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
    let bytes = resize::<U8x3>(&pixels.bytes, own, size, Some(window), buffers);
    buffers.give_back(pixels.bytes);
    Pixels { width: frame.width, height: frame.height, bytes }
}

/// Resizes pixels of any kind. A window is its left and top edge, its width and its height.
///
/// Works in bands of rows, so that no intermediate picture is held whole. Is compiled for each kind of pixel by itself,
/// because the crate's function for any kind compiles a dozen.
pub(super) fn resize<P: PixelTrait>(
    bytes: &[u8],
    from: (u32, u32),
    to: (u32, u32),
    window: Option<[f64; 4]>,
    buffers: &mut PhotoBuffers,
) -> Vec<u8> {
    let source =
        TypedImageRef::<P>::from_buffer(from.0, from.1, bytes).expect("as many bytes as pixels were decoded");
    let [left, top, width, height] = window.unwrap_or([0.0, 0.0, f64::from(from.0), f64::from(from.1)]);
    let row = to.0 as usize * P::size();
    let mut target = buffers.buffer(row * to.1 as usize);
    let edge = |row: u32| f64::from(row) * height / f64::from(to.1);
    for (band, part) in (0..to.1).step_by(BAND as usize).zip(target.chunks_mut(row * BAND as usize)) {
        let rows = BAND.min(to.1 - band);
        let upper = top + edge(band);
        let mut tall = edge(band + rows) - edge(band);
        if upper + tall > f64::from(from.1) {
            // Rounding must not exceed the picture.
            tall = (f64::from(from.1) - upper).next_down();
        }
        let mut part = TypedImage::<P>::from_buffer(to.0, rows, part).expect("as many bytes as pixels");
        let options = ResizeOptions::new().resize_alg(FILTER).use_alpha(false).crop(left, upper, width, tall);
        buffers
            .resizer
            .resize_typed(&source, &mut part, &options)
            .expect("two pictures of one kind, and a window inside");
    }
    target
}
