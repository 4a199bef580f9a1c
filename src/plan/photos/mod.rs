//! The published photos: every variant of every picture, and the views of photos.
//!
//! Takes the catalogue's photos and the recipe, gives variants and views, before anything is decoded.

mod copies;
mod recipe;
mod walls;

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::facts::Facts;
use super::view::{CardPhoto, LinkPreview, PhotoView};
use crate::digest::Digest;
use crate::model::{Entry, Photo, Text};
use crate::parse::{EmbeddedMetadata, PhotoFormat};

pub(super) use copies::PhotoPage;
pub use copies::{PhotoCredits, ShownOn};
pub use recipe::{CropRect, Effort, Original, Recipe, Variant};
pub use walls::PhotoWallOf;
pub(super) use walls::{Licences, PhotoAt, walls};

/// The photos of a text: those that it lists, then those that stand in it alone, each once.
pub(in crate::plan) fn photos_of<'p>(listed: &'p [Photo], text: &'p Text) -> impl Iterator<Item = &'p Photo> {
    let mut seen = BTreeSet::new();
    let all = listed.iter().chain(text.pictures.iter().flatten());
    all.filter(move |photo| seen.insert(photo.picture))
}

impl Plan<'_> {
    /// Returns the variants that visible pages show, each with its picture. Of pictures with the same bytes,
    /// only the first has variants.
    pub(super) fn variants(&self) -> Vec<(usize, Variant)> {
        let catalogue = self.catalogue;
        let mut extra = ExtraVariants { facts: &self.facts, by_digest: BTreeMap::new() };
        for entry in &catalogue.entries {
            for (number, photo) in entry.photos.iter().enumerate() {
                extra.add(photo, number == 0);
            }
            extra.add_text(&entry.text);
        }
        catalogue.pages.iter().for_each(|page| extra.add_text(&page.text));
        catalogue.documents.iter().for_each(|document| extra.add_text(&document.text));
        let of_picture = |(picture, mut variants): (usize, Vec<Variant>)| {
            variants.extend(self.facts.recipe.shown(Original::of(&catalogue.pictures[picture])));
            variants.sort();
            variants.dedup();
            variants.into_iter().map(move |variant| (picture, variant))
        };
        extra.by_digest.into_values().flat_map(of_picture).collect()
    }

    /// Returns the address of a variant.
    pub(super) fn photo_address(&self, picture: usize, variant: Variant) -> String {
        variant.address(&self.facts.recipe.stem(self.catalogue.pictures[picture].digest()))
    }
}

/// The variants that only some photos need (previews and downloads), by the digest of the picture.
struct ExtraVariants<'p, 'c> {
    facts: &'p Facts<'c>,
    by_digest: BTreeMap<Digest, (usize, Vec<Variant>)>,
}

impl ExtraVariants<'_, '_> {
    fn add(&mut self, photo: &Photo, leads: bool) {
        let picture = &self.facts.catalogue.pictures[photo.picture];
        if picture.record().is_none() {
            return;
        }
        let picture = Original::of(picture);
        let own = self.by_digest.entry(picture.digest).or_insert((photo.picture, Vec::new()));
        own.0 = own.0.min(photo.picture);
        let preview = if leads { recipe::preview(picture, focus_cell(photo)) } else { None };
        own.1.extend(preview);
    }

    fn add_text(&mut self, text: &Text) {
        text.pictures.iter().flatten().for_each(|photo| self.add(photo, false));
    }
}

impl Facts<'_> {
    /// Returns the picture of a photo; `None` if it has not been read.
    fn original(&self, photo: &Photo) -> Option<Original> {
        let picture = &self.catalogue.pictures[photo.picture];
        picture.record().is_some().then(|| Original::of(picture))
    }

    /// Returns a photo as cards show it; `None` if its picture has not been read.
    pub(super) fn card_photo(&self, photo: &Photo) -> Option<CardPhoto> {
        let picture = self.original(photo)?;
        let stem = self.recipe.stem(picture.digest);
        let (webp, jpeg) =
            (self.recipe.widths(picture, PhotoFormat::Webp), self.recipe.widths(picture, PhotoFormat::Jpeg));
        let widest = webp.iter().chain(&jpeg).copied().max().unwrap_or(picture.width);
        let (width, height) = recipe::scaled(picture, widest);
        let fallback = recipe::fallback(picture);
        let frame = fallback.frame(picture);
        let (path, size) = (fallback.address(&stem), (frame.width, frame.height));
        let (alt, focus) = (photo.alt.clone(), focus_cell(photo));
        Some(CardPhoto { stem, webp, jpeg, path, size, width, height, alt, focus })
    }

    /// A photo as a page shows it; `None` if its picture has not been read.
    pub(super) fn photo(&self, photo: &Photo, page: &PhotoPage<'_>) -> Option<PhotoView> {
        let CardPhoto { stem, webp, jpeg, path, size, width, height, alt, focus } = self.card_photo(photo)?;
        Some(PhotoView {
            download: self.download(photo, page),
            stem,
            webp,
            jpeg,
            path,
            size,
            width,
            height,
            alt,
            caption: photo.caption.clone(),
            credit: self.credit(photo),
            licence: self.licence(photo).map(str::to_string),
            date: photo.date.map(|date| self.wording.date(date)),
            focus,
            ratio: tenths(width, height),
        })
    }

    /// Returns the photos of an entry that are shown neither above its text nor in it.
    pub(super) fn gallery<'e>(&'e self, entry: &'e Entry) -> impl Iterator<Item = &'e Photo> {
        let digest = |photo: &Photo| self.catalogue.pictures[photo.picture].digest();
        let shown: BTreeSet<Digest> = entry.text.pictures.iter().flatten().map(digest).collect();
        entry.photos.iter().skip(1).filter(move |photo| !shown.contains(&digest(photo)))
    }

    /// Returns a photo as link previews show it; `None` if its picture has not been read.
    pub(super) fn preview(&self, photo: &Photo) -> Option<LinkPreview> {
        let picture = self.original(photo)?;
        let variant = recipe::preview(picture, focus_cell(photo)).unwrap_or(recipe::fallback(picture));
        let stem = self.recipe.stem(picture.digest);
        let url = format!("{}{}", self.catalogue.config.base_url, variant.address(&stem));
        let CropRect { width, height, .. } = variant.frame(picture);
        Some(LinkPreview { url, width, height, alt: photo.alt.clone() })
    }

    /// Returns the metadata in a photo's file, which counts where the entry gives none.
    fn metadata(&self, photo: &Photo) -> Option<&EmbeddedMetadata> {
        self.catalogue.pictures[photo.picture].metadata()
    }

    pub(super) fn credit(&self, photo: &Photo) -> Option<String> {
        photo.credit.clone().or_else(|| self.metadata(photo)?.credit.clone())
    }

    pub(super) fn licence<'p>(&'p self, photo: &'p Photo) -> Option<&'p str> {
        let own = || self.metadata(photo)?.licence.as_deref();
        photo.licence.as_deref().or_else(own).or(self.catalogue.config.licence.as_deref())
    }

    pub(super) fn may_download(&self, photo: &Photo) -> bool {
        self.recipe.settings.downloads && self.licence(photo).is_some_and(allows_copies)
    }
}

/// Whether a licence lets anyone redistribute copies: Creative Commons or public domain. Any other wording
/// counts as no.
fn allows_copies(licence: &str) -> bool {
    let plain = licence.trim().to_lowercase();
    let words = || plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words().next().unwrap_or_default();
    (first == "cc" && words().any(|word| ["by", "0", "zero"].contains(&word)))
        || first == "cc0"
        || plain.starts_with("creative commons")
        || plain.starts_with("public domain")
        || plain.starts_with("phạm vi công cộng")
        || plain.contains("creativecommons.org/")
}

/// Returns which of nine cells holds a photo's focal point, from 1 (upper left) to 9; 5 if none is given.
fn focus_cell(photo: &Photo) -> u8 {
    photo.focus.map_or(5, cell)
}

/// Returns the ratio of a photo's sides for rows of photos: very tall and very wide ones are cut there.
pub(super) fn tenths(width: u32, height: u32) -> u8 {
    (u64::from(width) * 10 / u64::from(height.max(1))).clamp(4, 30) as u8
}

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

    #[test]
    fn ratios_are_tenths_within_what_a_row_can_hold() {
        let ratios = [(1600, 1067), (900, 900), (300, 900), (2400, 400), (1, u32::MAX), (u32::MAX, 1)];
        assert_eq!(ratios.map(|(width, height)| tenths(width, height)), [14, 10, 4, 30, 4, 30]);
    }

    #[test]
    fn only_licences_that_say_so_allow_copies() {
        for free in ["CC BY 4.0", "CC BY-NC-ND 4.0", "CC0", "cc0 1.0", "CC-BY-SA", "Public Domain"] {
            assert!(allows_copies(free), "{free}");
        }
        for not in ["© Báo Nghệ An", "Bản quyền ccby", "All rights reserved", "", "CCTV", "cc", "not CC BY"]
        {
            assert!(!allows_copies(not), "{not}");
        }
    }
}
