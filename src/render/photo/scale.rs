//! Smaller pictures of larger ones.
//!
//! Takes pixels, gives pixels of another size; never enlarges.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::Pixels;
use crate::plan::Frame;

/// What a photo is resized with: sharp, and with the least ringing that is sharp.
const FILTER: ResizeAlg = ResizeAlg::Convolution(FilterType::Lanczos3);

/// The whole at another size.
pub(super) fn to(pixels: Pixels, (width, height): (u32, u32)) -> Pixels {
    if (pixels.width, pixels.height) == (width, height) {
        return pixels;
    }
    let bytes = resize(&pixels.bytes, (pixels.width, pixels.height), (width, height), PixelType::U8x3, None);
    Pixels { width, height, bytes }
}

/// What a frame shows of a picture whose own size is `original`, of which these are the pixels at a
/// smaller size.
pub(super) fn cut(pixels: Pixels, frame: &Frame, original: (u32, u32)) -> Pixels {
    if (frame.across, frame.down) == original {
        return to(pixels, (frame.width, frame.height));
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
    let bytes = resize(&pixels.bytes, own, size, PixelType::U8x3, Some(window));
    Pixels { width: frame.width, height: frame.height, bytes }
}

/// Resizes pixels of any kind; a window is its left and upper edge, its width and its height.
pub(super) fn resize(
    bytes: &[u8],
    from: (u32, u32),
    to: (u32, u32),
    kind: PixelType,
    window: Option<[f64; 4]>,
) -> Vec<u8> {
    let source = ImageRef::new(from.0, from.1, bytes, kind).expect("as many bytes as pixels were decoded");
    let mut target = Image::new(to.0, to.1, kind);
    let mut options = ResizeOptions::new().resize_alg(FILTER).use_alpha(false);
    if let Some([left, top, width, height]) = window {
        options = options.crop(left, top, width, height);
    }
    Resizer::new()
        .resize(&source, &mut target, &options)
        .expect("two pictures of one kind, and a window inside");
    target.into_vec()
}
