//! What opens the first page of a field, a phase or a province: a band of photos, a strip of years, a locator map.
//!
//! Takes a list, gives its face. The photos are not those that lead the entries, which the cards below show.

use std::collections::BTreeMap;

use super::Plan;
use super::index::ListOf;
use super::map::{dots, position};
use super::photos::{PhotoWallOf, tenths};
use super::view::{Face, FacePhoto, FaceYear, Locator};
use crate::address;
use crate::gazetteer::ProvinceId;
use crate::model::Photo;

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
            let filter = filter.as_ref().filter(|_| count > 0);
            FaceYear {
                year,
                count,
                bar: (count * 100).div_ceil(most) as u8,
                path: filter.map(|filter| format!("{}?{filter}&nam={year}", address::SEARCH)),
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
