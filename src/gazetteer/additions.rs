//! Places that a site adds: villages, and units merged before the built-in tables begin.
//!
//! Takes the rows of `content/localities.toml` and stands them beside the built-in units; gives
//! what is wrong with them. Rows may name one another in any order. A row that cannot be placed
//! is left out; one whose successor is unknown stays, without that successor. Never changes a
//! built-in unit.

use super::fits::UnitTier;
use super::ids::{AdminUnit, CommuneId, FormerId, ProvinceId};
use super::{Doubt, FormerTier, Gazetteer, UnitType, Unresolved, blob, layout};
use crate::date::Day;

/// A row of `content/localities.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addition {
    /// The type, a unit's or any other word: `xã`, `bản`.
    pub kind: String,
    /// The name without the type.
    pub name: String,
    /// The unit that it lies or lay in, as any text that resolves. Empty for a former province,
    /// which lies where its first successor does.
    pub within: String,
    /// The first day.
    pub from: Option<Day>,
    /// The last day; none while it exists.
    pub to: Option<Day>,
    /// The units that took its place, the main one first, as texts that resolve.
    pub successors: Vec<String>,
    /// A code for its address.
    pub code: Option<String>,
}

/// Which part of an addition a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdditionPart {
    /// `type`
    Kind,
    /// `name`
    Name,
    /// `within`
    Within,
    /// `from` or `to`
    Dates,
    /// One of `successors`, by its place.
    Successor(usize),
}

/// What is wrong with an addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdditionProblem {
    /// Which addition, by its place in what was given.
    pub addition: usize,
    /// Which part of it.
    pub part: AdditionPart,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What can be wrong with a part of an addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is written.
    Empty,
    /// It names no unit. The addition, or this successor of it, is left out.
    Unresolved(Unresolved),
    /// It names a unit, but not without doubt. Left out where the doubt is [`Doubt::Unknown`].
    Doubtful(Doubt),
    /// These additions, by place, follow or contain one another in a ring.
    Cycle(Vec<usize>),
    /// The same type and name within the same unit as this other addition; left out.
    Duplicate(usize),
    /// The built-in unit of this full name; left out.
    BuiltIn(String),
    /// The last day is before the first.
    Reversed,
}

/// An addition in its place.
#[derive(Clone, Debug)]
pub(crate) struct Added {
    /// Its place in what was given.
    pub(crate) row: usize,
    pub(crate) kind: Option<UnitType>,
    pub(crate) type_word: String,
    pub(crate) name: String,
    pub(crate) code: Option<String>,
    pub(crate) within: Option<AdminUnit>,
    pub(crate) district: Option<FormerId>,
    pub(crate) former_province: Option<FormerId>,
    pub(crate) province: ProvinceId,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    pub(crate) successors: Vec<AdminUnit>,
    pub(crate) communes: Vec<CommuneId>,
}

/// All additions, and their names in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Additions {
    pub(crate) units: Vec<Added>,
    /// Folded key, digest of the exact key, number.
    names: Vec<(String, u32, u32)>,
}

impl Additions {
    pub(crate) fn get(&self, number: usize) -> &Added {
        &self.units[number]
    }

    /// The unit of an addition's number.
    pub(crate) fn unit(&self, blob: &blob::Blob, number: u32) -> AdminUnit {
        AdminUnit::Former(FormerId(first_id(blob) + number))
    }

    /// The additions of a folded key, and whether their marks are those of the digest.
    pub(crate) fn find(&self, folded: &str, digest: u32) -> Vec<(u32, bool)> {
        let start = self.names.partition_point(|name| name.0.as_str() < folded);
        let mut found: Vec<(u32, bool)> = Vec::new();
        for (_, other, number) in self.names[start..].iter().take_while(|name| name.0 == folded) {
            match found.iter_mut().find(|(known, _)| known == number) {
                Some(known) => known.1 |= *other == digest,
                None => found.push((*number, *other == digest)),
            }
        }
        found
    }

    pub(crate) fn push(&mut self, added: Added) {
        let number = self.units.len() as u32;
        let (whole, bare) = (format!("{} {}", added.type_word, added.name), &added.name);
        for name in [whole.as_str(), bare] {
            let (_, folded, digest) = blob::keys(name);
            let entry = (folded, digest, number);
            let place = self.names.partition_point(|name| *name < entry);
            self.names.insert(place, entry);
        }
        self.units.push(added);
    }
}

/// The number of the first addition among former units.
pub(crate) fn first_id(blob: &blob::Blob) -> u32 {
    let sections = [layout::FORMER_PROVINCES, layout::DISTRICTS, layout::WARDS, layout::HISTORY];
    sections.into_iter().map(|section| blob.count(section)).sum::<usize>() as u32
}

impl Gazetteer {
    /// Additions of a tier, in order.
    pub(crate) fn additions_of(&self, tier: UnitTier) -> Vec<AdminUnit> {
        let all = 0..self.additions.units.len() as u32;
        all.map(|number| self.additions.unit(&self.blob, number))
            .filter(|unit| self.tier(*unit) == tier)
            .collect()
    }

    /// Whether an addition lies within a unit, by name or by the commune that both are in today.
    pub(crate) fn lies_within(&self, addition: FormerId, unit: AdminUnit) -> bool {
        let former = self.former(addition);
        if former.level() != FormerTier::Addition {
            return false;
        }
        let mut around = former.within();
        while let Some(within) = around {
            if within == unit {
                return true;
            }
            around = match within {
                AdminUnit::Former(id) => self.former(id).within(),
                _ => None,
            };
        }
        let main = match unit {
            AdminUnit::Commune(id) => Some(id),
            AdminUnit::Former(id) => self.former(id).main_communes().first().copied(),
            AdminUnit::Province(_) => None,
        };
        main.is_some()
            && self.tier(AdminUnit::Former(addition)) == UnitTier::Village
            && former.main_communes().first() == main.as_ref()
    }
}
