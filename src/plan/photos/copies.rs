//! The large copies of photos that may be passed on: their names, their addresses, and what is written into them.
//!
//! Takes the photos of a page, gives one file for each that its licence allows to copy. A copy carries the words of the
//! photo's record; two pages that show one photo in other words have a copy each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::photos_of;
use super::recipe::{Original, Variant};
use crate::address;
use crate::digest::Digest;
use crate::model::{Photo, Text};
use crate::plan::facts::Facts;
use crate::plan::view::Download;
use crate::plan::{Output, Plan, What};
use crate::text::slug;

/// The version of how words are written into a copy; a new one writes every copy again.
const CREDITS: &str = "credits-1";

/// A page that shows photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownOn {
    /// An entry.
    Entry(u32),
    /// An ordinary page.
    Page(usize),
    /// A document.
    Document(usize),
}

/// What is written into a copy: the words that its page shows beside it, and the page's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhotoCredits {
    /// What it shows.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
    /// The absolute address of the page.
    pub page: String,
}

/// The photos of a page in the order of their numbers.
pub(in crate::plan) struct PhotoPage<'p> {
    /// The page's address.
    path: &'p str,
    photos: Vec<&'p Photo>,
}

impl<'p> PhotoPage<'p> {
    pub(in crate::plan) fn new(path: &'p str, listed: &'p [Photo], text: &'p Text) -> PhotoPage<'p> {
        PhotoPage { path, photos: photos_of(listed, text).collect() }
    }

    /// The name under which a copy is saved: after the page, because the name of the photo's own file may
    /// be private. `tha-ca-tam-hop-1.jpg`.
    fn file_name(&self, photo: &Photo) -> String {
        let number = self.photos.iter().position(|one| one.picture == photo.picture).unwrap_or(0) + 1;
        let page = slug(self.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
        format!("{}-{number}.jpg", if page.is_empty() { "anh" } else { &page })
    }
}

impl Facts<'_> {
    /// The copy of a photo that a page offers; `None` if it may not be passed on, or has not been read.
    pub(in crate::plan) fn download(&self, photo: &Photo, page: &PhotoPage<'_>) -> Option<Download> {
        // A picture that a page lists twice has one copy, with the words of the first.
        let first = page.photos.iter().find(|one| one.picture == photo.picture)?;
        let path = self.copy_address(first, page.path).filter(|_| self.may_download(photo))?;
        Some(Download { path, name: page.file_name(photo) })
    }

    /// The address of a copy is a digest of its pixels and of its words. The page stands in it by its address below
    /// the site's root, so that a site that moves keeps its addresses.
    fn copy_address(&self, photo: &Photo, page: &str) -> Option<String> {
        let picture = &self.catalogue.pictures[photo.picture];
        if picture.record().is_none() || !self.may_download(photo) {
            return None;
        }
        let words = Digest::of(&self.credits(photo, page.into())).to_string();
        Some(Variant::Download.address(&format!("{}-{}", self.recipe.stem(picture.digest()), &words[..8])))
    }

    pub(in crate::plan) fn credits(&self, photo: &Photo, page: String) -> PhotoCredits {
        PhotoCredits {
            caption: photo.caption.clone(),
            credit: self.credit(photo),
            licence: self.licence(photo).map(str::to_string),
            page,
        }
    }
}

impl Plan<'_> {
    /// The copies that pages offer, one for each address.
    pub(in crate::plan) fn photo_copies(&self) -> impl Iterator<Item = Output> {
        let catalogue = self.catalogue;
        let entries = (0..catalogue.entries.len() as u32).map(ShownOn::Entry);
        let pages = (0..catalogue.pages.len()).map(ShownOn::Page);
        let documents = (0..catalogue.documents.len()).map(ShownOn::Document);
        let mut copies = BTreeMap::new();
        for on in entries.chain(pages).chain(documents) {
            let (path, listed, text) = self.showing(on);
            for (number, photo) in photos_of(listed, text).enumerate() {
                if let Some(address) = self.facts.copy_address(photo, &path) {
                    copies.entry(address).or_insert(What::PhotoCopy(on, number as u32));
                }
            }
        }
        copies.into_iter().map(|(path, what)| Output { path, what })
    }

    /// The picture and the variant that an output is made of, if it is a photo.
    pub fn derived(&self, what: What) -> Option<(usize, Variant)> {
        match what {
            What::Photo(picture, variant) => Some((picture, variant)),
            What::PhotoCopy(on, number) => Some((self.copied_photo(on, number).1.picture, Variant::Download)),
            _ => None,
        }
    }

    /// What is written into a copy; `None` for every other output.
    pub fn credits(&self, what: What) -> Option<PhotoCredits> {
        let What::PhotoCopy(on, number) = what else { return None };
        let (path, photo) = self.copied_photo(on, number);
        Some(self.facts.credits(photo, self.absolute(&path)))
    }

    /// The key of a copy.
    pub(in crate::plan) fn copy_key(&self, what: What) -> Option<Digest> {
        let (picture, variant) = self.derived(what)?;
        let pixels = self.facts.recipe.key(Original::of(&self.catalogue.pictures[picture]), variant);
        Some(Digest::of(&("download", pixels, self.credits(what)?, CREDITS)))
    }

    fn copied_photo(&self, on: ShownOn, number: u32) -> (String, &Photo) {
        let (path, listed, text) = self.showing(on);
        let photo = photos_of(listed, text).nth(number as usize).expect("outputs name photos that are there");
        (path, photo)
    }

    /// The address of a page that shows photos, the photos that it lists, and its text.
    fn showing(&self, on: ShownOn) -> (String, &[Photo], &Text) {
        match on {
            ShownOn::Entry(number) => {
                let entry = self.entry(number);
                (address::entry(&entry.slug), &entry.photos, &entry.text)
            }
            ShownOn::Page(number) => {
                let page = &self.catalogue.pages[number];
                (page.address.clone(), &[], &page.text)
            }
            ShownOn::Document(number) => {
                let document = &self.catalogue.documents[number];
                (address::document(&document.id), &[], &document.text)
            }
        }
    }
}
