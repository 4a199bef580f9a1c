//! Which pictures are published, and at which somebody must look first.
//!
//! Takes the catalogue, gives numbers of pictures and the outputs made of them. Never looks at a picture.

use std::collections::BTreeSet;

use super::{Output, Plan, What, photos};
use crate::model::{Entry, Text};

impl<'c> Plan<'c> {
    /// The pictures that visible pages show, one for each distinct file, as far as anybody has looked.
    pub(super) fn published_pictures(&self) -> Vec<usize> {
        let catalogue = self.catalogue;
        let in_text = |text: &'c Text| text.pictures.iter().flatten().map(|photo| photo.picture);
        let of_entry =
            |entry: &'c Entry| entry.photos.iter().map(|photo| photo.picture).chain(in_text(&entry.text));
        let mut pictures: Vec<usize> = catalogue.entries.iter().flat_map(of_entry).collect();
        pictures.extend(catalogue.pages.iter().flat_map(|page| in_text(&page.text)));
        pictures.extend(catalogue.documents.iter().flat_map(|document| in_text(&document.text)));
        pictures.retain(|n| catalogue.pictures[*n].record().is_some());
        pictures.sort_by_key(|n| (catalogue.pictures[*n].digest(), *n));
        pictures.dedup_by_key(|n| catalogue.pictures[*n].digest());
        pictures
    }

    /// What is published of a picture at which somebody has looked.
    pub(super) fn photo_output(&self, picture: usize) -> Output {
        Output {
            path: photos::address(self.catalogue.pictures[picture].digest()),
            what: What::Photo(picture),
        }
    }

    /// The photo at a path, though its picture was unknown when the outputs were listed.
    pub fn photo_at(&self, path: &str) -> Option<Output> {
        let outputs = self.published_pictures().into_iter().map(|picture| self.photo_output(picture));
        outputs.into_iter().find(|output| output.path == path)
    }

    /// The pictures at which somebody must look ([`PictureFile::learn`](crate::parse::PictureFile::learn))
    /// before the views made since the last call are whole: made again after that, they are. A build never
    /// has any.
    pub fn unknown_pictures(&self) -> BTreeSet<usize> {
        self.facts.asked_for()
    }
}
