//! Which pictures are published, and at which somebody must look first.
//!
//! Takes the catalogue, gives numbers of pictures and the outputs made of them. Never reads a picture.

use std::collections::BTreeSet;

use super::{Output, Plan, What};

impl Plan<'_> {
    /// The photo at a path, though its picture was unknown when the outputs were listed.
    pub fn photo_at(&self, path: &str) -> Option<Output> {
        let mut outputs = self.variants().into_iter().map(|(picture, variant)| Output {
            path: self.photo_address(picture, variant),
            what: What::Photo(picture, variant),
        });
        outputs.find(|output| output.path == path)
    }

    /// The pictures at which somebody must look ([`PictureFile::learn`](crate::parse::PictureFile::learn))
    /// before the views made since the last call are whole: made again after that, they are. A build never
    /// has any.
    pub fn unknown_pictures(&self) -> BTreeSet<usize> {
        self.facts.asked_for()
    }
}
