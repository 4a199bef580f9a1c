//! Derives the published files of a picture: upright, in sRGB, and without any metadata.
//!
//! A pure function of the bytes, the variants and the recipe, so that its results can be cached forever under their
//! keys. The picture is decoded once. The widest width is resized from it, and every narrower one from the next wider
//! width, even if that one is not needed. Never holds more than one decoded picture and two of its sizes.

mod buffers;
mod colour;
mod credits;
mod decode;
mod encode;
mod jpeg;
mod scale;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::model::Picture;
use crate::parse::PhotoFormat;
use crate::plan::{CropRect, Original, Recipe, Variant};

pub use buffers::PhotoBuffers;
pub use credits::with_credits;
pub use decode::weight;

/// Pixels in sRGB, three bytes each (red, green, blue), row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pixels {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Derives the variants of a picture, in the order of `variants`.
///
/// # Errors
/// A diagnostic that names the picture if it cannot be decoded completely.
pub fn derive(
    picture: &Picture,
    bytes: Vec<u8>,
    recipe: Recipe<'_>,
    variants: &[Variant],
    buffers: &mut PhotoBuffers,
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let path = &picture.source.found.path;
    let picture = Original::of(picture);
    let frames: Vec<CropRect> = variants.iter().map(|variant| variant.frame(picture)).collect();
    let damaged = |reason: String| {
        let file = path.rsplit('/').next().unwrap_or(path).to_string();
        Box::new(Diagnostic { place: Location::file(path), problem: Problem::PhotoDamaged { file, reason } })
    };
    let source =
        decode::open(&bytes, (picture.width, picture.height), recipe.eighths(picture)).map_err(damaged)?;
    drop(bytes);
    let mut files = vec![Vec::new(); variants.len()];
    let encode = |number: usize, pixels: &Pixels, buffers: &mut PhotoBuffers| {
        let format = variants[number].format();
        encode::encode(pixels, format, recipe.quality(format), recipe.effort, buffers)
    };
    let numbered = || variants.iter().zip(&frames).enumerate();
    for (number, (variant, frame)) in numbered() {
        if !matches!(variant, Variant::Shown(..)) {
            let level = source.upright(full_size(frame, picture), buffers);
            let level = scale::cut(level, frame, (picture.width, picture.height), buffers);
            files[number] = encode(number, &level, buffers);
            buffers.give_back(level.bytes);
        }
    }
    let narrowest = variants.iter().filter_map(|variant| match variant {
        Variant::Shown(_, width) => Some(*width),
        _ => None,
    });
    let Some(narrowest) = narrowest.min() else { return Ok(files) };
    let mut chain = recipe.chain(picture).into_iter().filter(|width| *width >= narrowest);
    let size = |width| {
        let CropRect { width, height, .. } = Variant::Shown(PhotoFormat::Jpeg, width).frame(picture);
        (width, height)
    };
    let mut level = source.upright(size(chain.next().unwrap_or(narrowest)), buffers);
    // The decoded picture is no longer needed.
    drop(source);
    loop {
        for (number, (variant, _)) in numbered() {
            if matches!(variant, Variant::Shown(_, width) if *width == level.width) {
                files[number] = encode(number, &level, buffers);
            }
        }
        let Some(width) = chain.next() else {
            buffers.give_back(level.bytes);
            return Ok(files);
        };
        level = scale::to(level, size(width), buffers);
    }
}

/// The size to which the whole picture must be resized so that a frame has its full size.
fn full_size(frame: &CropRect, picture: Original) -> (u32, u32) {
    if (frame.across, frame.down) == (picture.width, picture.height) {
        return (frame.width, frame.height);
    }
    let part = |whole: u32, size: u32, of: u32| {
        (u64::from(whole) * u64::from(size)).div_ceil(u64::from(of)).min(u64::from(whole)) as u32
    };
    (part(picture.width, frame.width, frame.across), part(picture.height, frame.height, frame.down))
}
