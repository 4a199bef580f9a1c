//! What opens the first page of a field, a phase or a province: a band of photos, a strip of years, a locator map; and
//! what fields and phases look like on pages that list them.
//!
//! Takes a list, gives its face. The photos are not those that lead the entries, which the cards below show.

use std::collections::{BTreeMap, BTreeSet};

use super::index::ListOf;
use super::map::{dots, position};
use super::photos::{PhotoWallOf, tenths};
use super::view::{Face, FacePhoto, FaceYear, Glance, Locator};
use super::within::{facet_filter, filtered_search};
use super::{IndexOf, Plan, What};
use crate::address;
use crate::gazetteer::ProvinceId;
use crate::model::Photo;
use crate::search::facet::FacetKind;

/// How many photos are in a band at least and at most.
const BAND: std::ops::RangeInclusive<usize> = 2..=5;

impl Plan<'_> {
    /// Returns the face of a list; `None` for those that are only lists.
    pub(super) fn face(&self, of: ListOf) -> Option<Face> {
        if !has_face(of) {
            return None;
        }
        let photos: Vec<FacePhoto> =
            self.band(of).into_iter().filter_map(|(n, photo)| self.face_photo(n, photo)).collect();
        let locator = match of {
            ListOf::Province(id) => Some(self.locator(id)),
            _ => None,
        };
        let has_wall = self.shape.lists.walls.contains_key(&of);
        Some(Face {
            wall: has_wall.then(|| self.wall_address(PhotoWallOf::List(of))),
            photos,
            years: self.strip(of),
            locator,
        })
    }

    /// Returns the photos of a list's band with the numbers of their entries: of each of the newest entries the first
    /// one after its lead photo.
    pub(super) fn band(&self, of: ListOf) -> Vec<(u32, &Photo)> {
        if !has_face(of) {
            return Vec::new();
        }
        let second = |n: &u32| Some((*n, self.entry(*n).photos.get(1)?));
        let band: Vec<_> = self.shape.lists.get(of).iter().filter_map(second).take(*BAND.end()).collect();
        if BAND.contains(&band.len()) { band } else { Vec::new() }
    }

    /// Returns what each list looks like that a page shows at a glance.
    pub(super) fn glances(&self, on: What) -> Vec<Glance> {
        let glance = |(of, photo): (ListOf, Option<&Photo>)| Glance {
            photo: photo.and_then(|photo| self.facts.card_photo(photo)),
            years: if on == What::Home { Vec::new() } else { self.strip(of) },
        };
        self.at_a_glance(on).into_iter().zip(self.glance_photos(on)).map(glance).collect()
    }

    /// Returns the lists that a page shows at a glance.
    fn at_a_glance(&self, on: What) -> Vec<ListOf> {
        match on {
            What::Home | What::Index(IndexOf::Fields) => {
                (0..self.catalogue.fields.len()).map(ListOf::Field).collect()
            }
            What::Index(IndexOf::Phases) => (0..self.catalogue.phases.len()).map(ListOf::Phase).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns a photo of each list that a page shows at a glance: of the newest entry that leads it, preferably one of
    /// that field alone, and that the page shows nowhere else.
    pub(super) fn glance_photos(&self, on: What) -> Vec<Option<&Photo>> {
        let mut shown: BTreeSet<u32> = match on {
            What::Home => self.featured().into_iter().chain(self.newest()).collect(),
            _ => BTreeSet::new(),
        };
        let mut photo = |of: ListOf| {
            let fields = |n: u32| self.entry(n).fields.as_slice();
            let is_alone = |n: u32| !matches!(of, ListOf::Field(field) if fields(n) != [field]);
            let photos = |n: u32| self.entry(n).photos.as_slice();
            let mut all = self.shape.lists.get(of).iter().copied().filter(|n| !photos(*n).is_empty());
            let mut fresh = all.clone().filter(|n| !shown.contains(n));
            let Some(number) = fresh.clone().find(|n| is_alone(*n)).or_else(|| fresh.next()) else {
                return photos(all.next()?).last();
            };
            shown.insert(number);
            photos(number).first()
        };
        self.at_a_glance(on).into_iter().map(&mut photo).collect()
    }

    fn face_photo(&self, number: u32, photo: &Photo) -> Option<FacePhoto> {
        let entry = self.entry(number);
        let photo = self.facts.card_photo(photo)?;
        let ratio = tenths(photo.width, photo.height);
        Some(FacePhoto {
            photo,
            ratio,
            entry: self.link(&entry.record().title.value, &address::entry(&entry.slug)),
        })
    }

    fn strip(&self, of: ListOf) -> Vec<FaceYear> {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        let started = self.shape.lists.get(of).iter().filter_map(|n| self.entry(*n).started);
        started.for_each(|date| *counts.entry(date.year).or_default() += 1);
        let most = counts.values().copied().max().unwrap_or(1);
        let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
            return Vec::new();
        };
        let filter = self.search_filter(of).filter(|_| self.catalogue.config.search);
        let year = |year: u16| {
            let count = counts.get(&year).copied().unwrap_or(0);
            let filter = filter.clone().filter(|_| count > 0);
            let in_year = || facet_filter(FacetKind::Year, &year.to_string());
            FaceYear {
                year,
                count,
                bar: (count * 100).div_ceil(most) as u8,
                path: filter.and_then(|filter| Some(filtered_search(&[filter, in_year()?]))),
            }
        };
        (*first..=*last).map(year).collect()
    }

    fn locator(&self, id: ProvinceId) -> Locator {
        let gazetteer = &self.catalogue.gazetteer;
        let province = gazetteer.province(id);
        let has = |commune: &_| !self.shape.lists.get(ListOf::Commune(*commune)).is_empty();
        let communes = province.communes().filter(has).map(|id| position(gazetteer.commune(id)));
        let mut points: Vec<(i32, i32)> = communes.collect();
        points.sort_unstable_by_key(|(x, y)| (*y, *x));
        points.dedup();
        Locator { code: province.code(), points: dots(&points) }
    }
}

fn has_face(of: ListOf) -> bool {
    matches!(of, ListOf::Field(_) | ListOf::Phase(_) | ListOf::Province(_))
}
