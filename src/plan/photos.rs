//! What is published of a picture: its address and size, known before it is decoded.

use super::facts::Facts;
use super::view::PhotoView;
use crate::digest::Digest;
use crate::model::{Photo, Picture};

/// The greatest width of a published photo, in pixels.
pub const WIDTH: u32 = 1600;

/// The name of what is done to a picture; another one makes every photo anew.
pub(super) const RECIPE: &str = "jpeg-82";

/// The address of what is published of a picture.
pub fn address(digest: Digest) -> String {
    format!("anh/{digest}.jpg")
}

/// The size of what is published, never wider than the original.
pub fn published_size(picture: &Picture) -> (u32, u32) {
    let (width, height) = picture.size();
    if width <= WIDTH {
        return (width, height);
    }
    let height = u64::from(height) * u64::from(WIDTH) / u64::from(width);
    (WIDTH, height.max(1) as u32)
}

/// A photo as templates show it; nothing while nobody has looked at its picture, which is then asked for.
pub(super) fn photo_view(facts: &Facts<'_>, photo: &Photo) -> Option<PhotoView> {
    let picture = &facts.catalogue.pictures[photo.picture];
    if picture.record().is_none() {
        facts.ask_for(photo.picture);
        return None;
    }
    let (width, height) = published_size(picture);
    Some(PhotoView {
        path: address(picture.digest()),
        width,
        height,
        alt: photo.alt.clone(),
        caption: photo.caption.clone(),
        credit: photo.credit.clone(),
        licence: photo.licence.clone().or_else(|| facts.catalogue.config.licence.clone()),
        date: photo.date.map(|date| facts.wording.date(date)),
        focus: photo.focus.map_or(5, cell),
    })
}

/// Which of nine cells holds a point, from 1 (upper left) to 9.
fn cell([x, y]: [f32; 2]) -> u8 {
    let third = |part: f32| ((part * 3.0) as u8).min(2);
    third(y) * 3 + third(x) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_by_rows() {
        assert_eq!([cell([0.0, 0.0]), cell([0.5, 0.5]), cell([1.0, 0.4]), cell([1.0, 1.0])], [1, 5, 6, 9]);
    }
}
