//! From a picture's bytes to the files that are published of it: upright, in sRGB, and with nothing in
//! them but pixels.
//!
//! A pure function of the bytes, the variants and the recipe; its results may be kept for ever under
//! their keys. The picture is decoded once; the widest file is made of it, and every narrower one of the
//! next wider. Never holds more than one decoded picture and two of its sizes.

mod colour;
mod decode;
mod encode;
mod scale;

use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::model::Picture;
use crate::plan::{Frame, Original, Recipe, Variant};

pub use decode::weight;

/// Pixels in three bytes each: red, green, blue, in sRGB, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pixels {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Derives the variants of a picture, in their order.
///
/// # Errors
/// A diagnostic that names the picture, if it cannot be decoded whole.
pub fn derive(
    picture: &Picture,
    bytes: &[u8],
    recipe: Recipe<'_>,
    variants: &[Variant],
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let path = &picture.source.found.path;
    let picture = Original::of(picture);
    let frames: Vec<Frame> = variants.iter().map(|variant| variant.frame(picture)).collect();
    let damaged = |reason: String| {
        let file = path.rsplit('/').next().unwrap_or(path).to_string();
        Box::new(Diagnostic { place: Place::file(path), problem: Problem::PhotoDamaged { file, reason } })
    };
    // The whole picture at the size of which every variant can be made.
    let (width, height) = frames.iter().map(|frame| needs(frame, picture)).max().unwrap_or((1, 1));
    let mut level =
        decode::upright(bytes, (picture.width, picture.height), (width, height)).map_err(damaged)?;
    let mut files = vec![Vec::new(); variants.len()];
    let encode = |number: usize, pixels: &Pixels| {
        let format = variants[number].format();
        encode::encode(pixels, format, recipe.quality(format), recipe.effort)
    };
    let is_whole = |frame: &Frame| (frame.across, frame.down) == (picture.width, picture.height);
    for (number, frame) in frames.iter().enumerate().filter(|(_, frame)| !is_whole(frame)) {
        files[number] = encode(number, &scale::cut(&level, frame, (picture.width, picture.height)));
    }
    let mut sizes: Vec<(u32, u32)> =
        frames.iter().filter(|frame| is_whole(frame)).map(|frame| (frame.width, frame.height)).collect();
    sizes.sort();
    sizes.dedup();
    for size in sizes.into_iter().rev() {
        level = scale::to(level, size);
        for (number, frame) in frames.iter().enumerate() {
            if is_whole(frame) && (frame.width, frame.height) == size {
                files[number] = encode(number, &level);
            }
        }
    }
    Ok(files)
}

/// The size of the whole picture at which a frame has its full size.
fn needs(frame: &Frame, picture: Original) -> (u32, u32) {
    if (frame.across, frame.down) == (picture.width, picture.height) {
        return (frame.width, frame.height);
    }
    let part = |whole: u32, size: u32, of: u32| {
        (u64::from(whole) * u64::from(size)).div_ceil(u64::from(of)).min(u64::from(whole)) as u32
    };
    (part(picture.width, frame.width, frame.across), part(picture.height, frame.height, frame.down))
}
