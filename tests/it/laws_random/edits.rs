//! Edits that offices make.

use proptest::prelude::*;

use super::site::{DAYS, Entry, Sight, Site};

/// The number of the trait for the day on which an entry began.
pub const STARTED: u8 = 4;

/// An edit. Numbers are taken modulo the number of things.
#[derive(Debug, Clone)]
pub enum Edit {
    Trait(u8, u8, u8),
    Sees(u8, Sight),
    Photo(u8, u8),
    NoPhoto(u8),
    Rename(u8),
    Move(u8),
    Add(u8, Sight),
    Remove(u8),
    Config(u8, u8),
    Field(u8, u8),
    Phase(u8, u8),
    Unit(u8),
    Document(u8),
    Page(u8),
    File(u8),
    NoFile,
    Theme(u8, u8),
    Day(u8),
}

fn sight() -> impl Strategy<Value = Sight> {
    prop_oneof![
        6 => Just(Sight::Shown),
        1 => Just(Sight::Draft),
        1 => (0..DAYS.len() as u8).prop_map(Sight::From),
        1 => (0..DAYS.len() as u8).prop_map(Sight::To),
        1 => Just(Sight::Withdrawn),
    ]
}

/// Any edit.
pub fn edit() -> impl Strategy<Value = Edit> {
    use Edit::*;
    let n = any::<u8>;
    prop_oneof![
        8 => (n(), 0..10u8, n()).prop_map(|(entry, which, to)| Trait(entry, which, to)),
        4 => (n(), sight()).prop_map(|(entry, sight)| Sees(entry, sight)),
        3 => (n(), n()).prop_map(|(entry, photo)| Photo(entry, photo)),
        1 => n().prop_map(NoPhoto),
        2 => n().prop_map(Rename),
        1 => n().prop_map(Move),
        3 => (n(), sight()).prop_map(|(seed, sight)| Add(seed, sight)),
        2 => n().prop_map(Remove),
        3 => (0..8u8, n()).prop_map(|(which, to)| Config(which, to)),
        1 => (n(), n()).prop_map(|(which, to)| Field(which, to)),
        1 => (n(), n()).prop_map(|(which, to)| Phase(which, to)),
        1 => n().prop_map(Unit),
        1 => n().prop_map(Document),
        1 => n().prop_map(Page),
        1 => n().prop_map(File),
        1 => Just(NoFile),
        3 => (0..5u8, n()).prop_map(|(which, to)| Theme(which, to)),
        2 => n().prop_map(Day),
    ]
}

/// Any site.
pub fn site() -> impl Strategy<Value = Site> {
    proptest::collection::vec((any::<u8>(), sight(), any::<bool>()), 1..9).prop_map(|entries| {
        let mut site = Site {
            entries: Vec::new(),
            config: [0; 8],
            fields: [0; 3],
            phases: [0; 2],
            unit: 0,
            document: 0,
            page: 0,
            files: vec![1],
            theme: [0; 5],
            day: 1,
            made: 0,
        };
        for (seed, sight, photo) in entries {
            site.apply(&Edit::Add(seed, sight));
            if photo {
                site.apply(&Edit::Photo(seed, seed));
            }
        }
        site
    })
}

impl Site {
    /// Applies an edit.
    pub fn apply(&mut self, edit: &Edit) {
        let count = self.entries.len().max(1);
        let at = |number: u8| number as usize % count;
        match *edit {
            Edit::Trait(entry, which, to) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.traits[which as usize] = to;
                }
            }
            Edit::Sees(entry, sight) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.sight = sight;
                }
            }
            Edit::Photo(entry, photo) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.own_folder = true;
                    if entry.photos.len() < 2 && !entry.photos.contains(&(photo % 12)) {
                        entry.photos.push(photo % 12);
                    }
                }
            }
            Edit::NoPhoto(entry) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.photos.pop();
                }
            }
            Edit::Rename(entry) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.renamed = entry.renamed.wrapping_add(1);
                }
            }
            Edit::Move(entry) => {
                if let Some(entry) = self.entries.get_mut(at(entry)) {
                    entry.own_folder |= !entry.own_folder || !entry.photos.is_empty();
                }
            }
            Edit::Add(seed, sight) => {
                self.made += 1;
                let mut traits = [0; 10];
                traits.iter_mut().enumerate().for_each(|(n, slot)| *slot = seed.rotate_left(n as u32));
                let number = self.made;
                let entry =
                    Entry { number, renamed: 0, own_folder: seed % 2 == 0, traits, sight, photos: vec![] };
                self.entries.push(entry);
            }
            Edit::Remove(entry) => {
                if !self.entries.is_empty() {
                    self.entries.remove(at(entry));
                }
            }
            Edit::Config(which, to) => self.config[which as usize] = to,
            Edit::Field(which, to) => self.fields[which as usize % 3] = to,
            Edit::Phase(which, to) => self.phases[which as usize % 2] = to,
            Edit::Unit(to) => self.unit = to,
            Edit::Document(to) => self.document = to,
            Edit::Page(to) => self.page = to,
            Edit::File(to) => self.files.push(to),
            Edit::NoFile => drop(self.files.pop()),
            Edit::Theme(which, to) => self.theme[which as usize] = to,
            Edit::Day(to) => self.day = to % DAYS.len() as u8,
        }
    }
}
