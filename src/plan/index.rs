//! Which entries are in which list, and how a list is cut into pages.
//!
//! Takes the catalogue, gives lists of entry numbers in the catalogue's order (newest first).

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::photos::{PhotoAt, walls};
use crate::gazetteer::{CommuneId, FormerId, ProvinceId};
use crate::model::Catalogue;
use crate::parse::{Kind, Step};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListOf {
    /// All published entries.
    All,
    /// The entries of a field, by its index in the catalogue.
    Field(usize),
    /// The entries that began in a phase, by its index in the catalogue.
    Phase(usize),
    /// The entries of a unit, by its index in the catalogue.
    Unit(usize),
    /// The entries of a kind.
    Kind(Kind),
    /// The entries whose last step is this one.
    Status(Step),
    /// The entries that name a document, by its index in the catalogue.
    Document(usize),
    /// The entries in a province of today.
    Province(ProvinceId),
    /// The entries in a commune of today.
    Commune(CommuneId),
    /// The entries with a place that lay in a former unit.
    Former(FormerId),
}

impl ListOf {
    /// Whether the list is one of the few large ones, which have data files and walls of photos of their own.
    pub(super) fn is_broad(self) -> bool {
        matches!(self, ListOf::All | ListOf::Field(_) | ListOf::Phase(_) | ListOf::Province(_))
    }
}

/// How many entries a full page of a list holds.
pub(crate) const PAGE_SIZE: usize = 24;

/// How many related entries a page shows.
const RELATED: usize = 4;

/// The lists of a catalogue.
#[derive(Debug)]
pub struct CatalogueLists {
    lists: BTreeMap<ListOf, Vec<u32>>,
    /// Entries by first field and commune, and by first field and province, from which related ones are chosen.
    neighbours: HashMap<(usize, Vicinity), Vec<u32>>,
    /// Photos by the lists that have a wall of photos.
    pub(super) walls: BTreeMap<ListOf, Vec<PhotoAt>>,
    /// Entries by the year in which they began, oldest first.
    pub years: BTreeMap<u16, Vec<u32>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Vicinity {
    Commune(CommuneId),
    Province(ProvinceId),
}

impl CatalogueLists {
    /// Sorts the entries into lists. Fields, phases, documents and the units of the registry have a list even
    /// if it is empty; kinds, steps and places only if they have an entry.
    pub fn new(catalogue: &Catalogue) -> CatalogueLists {
        let mut lists: HashMap<ListOf, Vec<u32>> = HashMap::new();
        lists.insert(ListOf::All, (0..catalogue.entries.len() as u32).collect());
        lists.extend((0..catalogue.fields.len()).map(|n| (ListOf::Field(n), Vec::new())));
        lists.extend((0..catalogue.phases.len()).map(|n| (ListOf::Phase(n), Vec::new())));
        lists.extend((0..catalogue.units.len()).map(|n| (ListOf::Unit(n), Vec::new())));
        lists.extend((0..catalogue.documents.len()).map(|n| (ListOf::Document(n), Vec::new())));
        let mut neighbours: HashMap<_, Vec<u32>> = HashMap::new();
        let mut years: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for (number, entry) in catalogue.entries.iter().enumerate() {
            let number = number as u32;
            let mut put = |list: ListOf| {
                let list = lists.entry(list).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            };
            entry.fields.iter().for_each(|n| put(ListOf::Field(*n)));
            entry.phase.iter().for_each(|n| put(ListOf::Phase(*n)));
            entry.units.iter().for_each(|n| put(ListOf::Unit(*n)));
            put(ListOf::Kind(entry.record().kind));
            entry.current_step().into_iter().for_each(|step| put(ListOf::Status(step)));
            entry.documents.iter().for_each(|n| put(ListOf::Document(*n)));
            for place in &entry.places {
                put(ListOf::Province(place.province));
                place.communes.iter().for_each(|id| put(ListOf::Commune(*id)));
                place.former.iter().for_each(|id| put(ListOf::Former(*id)));
            }
            if let (Some(field), Some(place)) = (entry.fields.first(), entry.places.first()) {
                neighbours.entry((*field, Vicinity::Province(place.province))).or_default().push(number);
                if let Some(commune) = place.communes.first() {
                    neighbours.entry((*field, Vicinity::Commune(*commune))).or_default().push(number);
                }
            }
            if let Some(started) = entry.started {
                years.entry(started.year).or_default().push(number);
            }
        }
        for entries in years.values_mut() {
            entries.sort_by_key(|n| {
                let entry = &catalogue.entries[*n as usize];
                (entry.started, &entry.slug)
            });
        }
        let lists: BTreeMap<ListOf, Vec<u32>> = lists.into_iter().collect();
        CatalogueLists { walls: walls(catalogue, &lists), lists, neighbours, years }
    }

    /// Returns every list, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (ListOf, &[u32])> {
        self.lists.iter().map(|(of, entries)| (*of, entries.as_slice()))
    }

    /// Returns the entries of a list; none if there is no such list.
    pub fn get(&self, of: ListOf) -> &[u32] {
        self.lists.get(&of).map_or(&[], Vec::as_slice)
    }

    /// The entries most like an entry, four if there are that many: of its first field in its commune, of the field
    /// in the province, of the province, of the field, of the phase, then of all. Within each, those published just
    /// before and after it, so that a new entry changes few pages. The entries of its replication are left out, since
    /// its page shows them already.
    pub fn related(&self, catalogue: &Catalogue, number: u32) -> Vec<u32> {
        let entry = &catalogue.entries[number as usize];
        let (field, place) = (entry.fields.first(), entry.places.first());
        let near_by =
            |vicinity| field.and_then(|field| self.neighbours.get(&(*field, vicinity))).map(Vec::as_slice);
        let commune = place.and_then(|place| place.communes.first());
        let circles = [
            commune.and_then(|id| near_by(Vicinity::Commune(*id))),
            place.and_then(|place| near_by(Vicinity::Province(place.province))),
            place.map(|place| self.get(ListOf::Province(place.province))),
            field.map(|field| self.get(ListOf::Field(*field))),
            entry.phase.map(|phase| self.get(ListOf::Phase(phase))),
            Some(self.get(ListOf::All)),
        ];
        let is_replication =
            |n: u32| entry.replicates == Some(n as usize) || entry.replicated_by.contains(&(n as usize));
        let mut related: Vec<u32> = Vec::with_capacity(RELATED);
        for circle in circles.into_iter().flatten() {
            let at = circle.partition_point(|n| *n < number);
            let newer = circle[..at].iter().rev();
            let older = circle[at..].iter().filter(|n| **n != number);
            let new = |n: &&u32| !is_replication(**n) && !related.contains(n);
            let newer: Vec<u32> = newer.filter(new).take(RELATED).copied().collect();
            let older: Vec<u32> = older.filter(new).take(RELATED).copied().collect();
            for near in 0..RELATED {
                related.extend(older.get(near).into_iter().chain(newer.get(near)));
            }
            related.truncate(RELATED);
            if related.len() == RELATED {
                break;
            }
        }
        related
    }
}

/// Returns how many pages follow the first one in a list of `count` entries.
pub(crate) fn pages_behind(count: usize) -> usize {
    (count / PAGE_SIZE).saturating_sub(1)
}

/// Returns the range of entries on a page. Page 0 is the first one, with the newest entries; the others
/// are numbered from the oldest and always full, so that a new entry moves none of them.
pub fn on_page(count: usize, page: usize) -> Range<usize> {
    match page {
        0 => 0..count - pages_behind(count) * PAGE_SIZE,
        page => count - page * PAGE_SIZE..count - (page - 1) * PAGE_SIZE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_a_list_once() {
        for count in 0..200 {
            let mut seen = vec![0; count];
            for page in 0..=pages_behind(count) {
                on_page(count, page).for_each(|n| seen[n] += 1);
            }
            assert!(seen.iter().all(|n| *n == 1), "{count}");
            assert!(on_page(count, 0).len() < 2 * PAGE_SIZE);
        }
    }

    #[test]
    fn a_new_entry_moves_no_page_but_the_first() {
        // Entries are numbered from the newest, so what was at n is at n + 1 afterwards.
        for count in 0..200 {
            for page in 1..=pages_behind(count) {
                let (before, after) = (on_page(count, page), on_page(count + 1, page));
                assert_eq!((before.start + 1, before.end + 1), (after.start, after.end));
            }
        }
    }
}
