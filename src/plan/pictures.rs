//! Which pictures the views of a plan show.
//!
//! Takes the catalogue, gives numbers of pictures and the outputs made of them. Never reads a picture: preview
//! reads those that [`Plan::pictures`] lists before it makes a view; a build has read all of them.

use std::collections::BTreeSet;

use super::data::{DataFile, TableName};
use super::index::on_page;
use super::{ListOf, Output, Plan, What};
use super::{Original, Variant};
use crate::digest::Digest;
use crate::model::Photo;

impl Plan<'_> {
    /// Returns the key of a variant, which also names it in the cache.
    pub(crate) fn photo_key(&self, picture: usize, variant: Variant) -> Digest {
        self.facts.recipe.key(Original::of(&self.catalogue.pictures[picture]), variant)
    }

    /// Returns the photo at a path, even if its picture had not been read when the outputs were listed.
    pub fn photo_at(&self, path: &str) -> Option<Output> {
        let outputs = self.variants().into_iter().map(|(picture, variant)| Output {
            path: self.photo_address(picture, variant),
            what: What::Photo(picture, variant),
        });
        outputs.chain(self.photo_copies()).find(|output| output.path == path)
    }

    /// Returns the pictures that the view of an output shows. They must be read before [`Plan::view`] is called, which
    /// leaves out unread ones ([`PictureFile::get_or_probe`](crate::parse::PictureFile::get_or_probe)).
    pub fn pictures(&self, what: What) -> BTreeSet<usize> {
        let mut photos: Vec<&Photo> =
            self.cards_on(what).iter().filter_map(|n| self.lead_photo(*n)).collect();
        photos.extend(self.photos_on_wall(what));
        if let What::List(of, 0) = what {
            photos.extend(self.band(of).into_iter().map(|(_, photo)| photo));
        }
        photos.extend(self.glance_photos(what).into_iter().flatten());
        if let What::Entry(number) | What::Kit(number) = what {
            photos.extend(&self.entry(number).photos);
        }
        if let What::Data(DataFile::Json | DataFile::Workbook | DataFile::Table(TableName::Photos, _)) = what
        {
            photos.extend(self.catalogue.entries.iter().flat_map(|entry| &entry.photos));
        }
        photos.extend(self.text(what).into_iter().flat_map(|text| text.pictures.iter().flatten()));
        photos.iter().map(|photo| photo.picture).collect()
    }

    /// Returns the picture that a search result shows, to be read before [`Plan::search_shown`] is called.
    pub fn search_picture(&self, number: u32) -> Option<usize> {
        self.lead_photo(number).map(|photo| photo.picture)
    }

    pub(super) fn lead_photo(&self, number: u32) -> Option<&Photo> {
        self.entry(number).photos.first()
    }

    /// Returns the first entry that an output shows. Outputs with neighbouring ones show the same cards.
    pub fn first_entry(&self, what: What) -> u32 {
        let entries = match what {
            What::Entry(number) | What::Embed(number) | What::Oembed(number) => return number,
            What::List(of, page) => self.list_entries(of, page),
            What::Year(year, page) => self.year_entries(year, page),
            _ => &[],
        };
        entries.first().copied().unwrap_or(0)
    }

    /// Returns the entries whose cards, or the photos of whose cards, an output shows.
    fn cards_on(&self, what: What) -> Vec<u32> {
        match what {
            What::Home => self.featured().into_iter().chain(self.newest()).collect(),
            What::Entry(number) => {
                let entry = self.entry(number);
                let replication = entry.replicates.iter().chain(&entry.replicated_by);
                let replication = replication.map(|n| *n as u32);
                replication.chain(self.shape.lists.related(self.catalogue, number)).collect()
            }
            What::Embed(number) | What::Oembed(number) => vec![number],
            What::List(of, page) => self.list_entries(of, page).to_vec(),
            What::Year(year, page) => self.year_entries(year, page).to_vec(),
            What::TimelineShard(year, month) => self.shard_entries(year, month).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Returns the entries on one page of a list.
    pub(super) fn list_entries(&self, of: ListOf, page: usize) -> &[u32] {
        let entries = self.shape.lists.get(of);
        &entries[on_page(entries.len(), page)]
    }
}
