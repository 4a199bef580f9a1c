//! From a picture's bytes to the files that are published of it: upright, in sRGB, and with nothing in
//! them but pixels.
//!
//! A pure function of the bytes, the variants and the recipe; its results may be kept for ever under
//! their keys. The picture is decoded once; the widest width is made of it, and every narrower one of the
//! next wider, whether that is asked for or not. Never holds more than one decoded picture and two of its sizes.

mod colour;
mod decode;
mod desk;
mod encode;
mod jpeg;
mod scale;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::model::Picture;
use crate::parse::PhotoFormat;
use crate::plan::{CropRect, Original, Recipe, Variant};

pub use decode::weight;
pub use desk::Desk;

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
    bytes: Vec<u8>,
    recipe: Recipe<'_>,
    variants: &[Variant],
    desk: &mut Desk,
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
    let encode = |number: usize, pixels: &Pixels, desk: &mut Desk| {
        let format = variants[number].format();
        encode::encode(pixels, format, recipe.quality(format), recipe.effort, desk)
    };
    let asked = || variants.iter().zip(&frames).enumerate();
    for (number, (variant, frame)) in asked() {
        if !matches!(variant, Variant::Shown(..)) {
            let level = source.upright(needs(frame, picture), desk);
            let level = scale::cut(level, frame, (picture.width, picture.height), desk);
            files[number] = encode(number, &level, desk);
            desk.give_back(level.bytes);
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
    let mut level = source.upright(size(chain.next().unwrap_or(narrowest)), desk);
    // From here on the picture itself is not needed.
    drop(source);
    loop {
        for (number, (variant, _)) in asked() {
            if matches!(variant, Variant::Shown(_, width) if *width == level.width) {
                files[number] = encode(number, &level, desk);
            }
        }
        let Some(width) = chain.next() else {
            desk.give_back(level.bytes);
            return Ok(files);
        };
        level = scale::to(level, size(width), desk);
    }
}

/// The size of the whole picture at which a frame has its full size.
fn needs(frame: &CropRect, picture: Original) -> (u32, u32) {
    if (frame.across, frame.down) == (picture.width, picture.height) {
        return (frame.width, frame.height);
    }
    let part = |whole: u32, size: u32, of: u32| {
        (u64::from(whole) * u64::from(size)).div_ceil(u64::from(of)).min(u64::from(whole)) as u32
    };
    (part(picture.width, frame.width, frame.across), part(picture.height, frame.height, frame.down))
}
