//! Localities that a site adds: villages, and units abolished before the built-in tables begin.
//!
//! Takes the rows of `content/localities.toml` and adds them to the built-in units; reports their
//! mistakes. Rows may refer to one another in any order. A row that cannot be resolved is left out;
//! one whose successor is unknown is kept without that successor. Never changes a built-in unit.
//!

use super::fits::UnitTier;
use super::ids::{AdminUnit, CommuneId, FormerId, ProvinceId};
use super::{Doubt, FormerTier, Gazetteer, UnitType, Unresolved, blob, layout};
use crate::date::Day;

/// A row of `content/localities.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addition {
    /// The type: that of an administrative unit, or any other word (`xã`, `bản`).
    pub kind: String,
    /// The name without the type.
    pub name: String,
    /// The unit that it belongs or belonged to, as text to resolve. Empty for a former province,
    /// which is in the province of its first successor.
    pub within: String,
    /// The first day.
    pub from: Option<Day>,
    /// The last day; `None` while it exists.
    pub to: Option<Day>,
    /// The units that replaced it, the main one first, as texts to resolve.
    pub successors: Vec<String>,
    /// A code for its address.
    pub code: Option<String>,
}

/// The part of an addition that a problem is about.
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
    /// One of `successors`, by index.
    Successor(usize),
}

/// A mistake in an addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdditionProblem {
    /// The index of the addition.
    pub addition: usize,
    /// The part of the addition.
    pub part: AdditionPart,
    /// The mistake.
    pub trouble: Trouble,
}

/// The kinds of mistakes in an addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The text is empty.
    Empty,
    /// The text names no unit. The addition, or this successor of it, is left out.
    Unresolved(Unresolved),
    /// The text names a unit with a doubt. Left out if the doubt is [`Doubt::Unknown`].
    Doubtful(Doubt),
    /// These additions, by index, succeed or contain one another in a cycle.
    Cycle(Vec<usize>),
    /// This other addition has the same type and name within the same unit; left out.
    Duplicate(usize),
    /// A built-in unit, with this full name, is the same; left out.
    BuiltIn(String),
    /// The last day is before the first.
    Reversed,
}

/// An addition that was resolved.
#[derive(Clone, Debug)]
pub(crate) struct Added {
    /// The index of the row.
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

/// All additions, with an index of their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Additions {
    pub(crate) units: Vec<Added>,
    /// Sorted triples of folded key, digest of the exact key, and number.
    names: Vec<(String, u32, u32)>,
}

impl Additions {
    pub(crate) fn get(&self, number: usize) -> &Added {
        &self.units[number]
    }

    /// Returns the unit of an addition's number.
    pub(crate) fn unit(&self, blob: &blob::Blob, number: u32) -> AdminUnit {
        AdminUnit::Former(FormerId(first_id(blob) + number))
    }

    /// Returns the additions with a folded key, and whether their marks match the digest.
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

/// Returns the number of the first addition among former units.
pub(crate) fn first_id(blob: &blob::Blob) -> u32 {
    let sections = [layout::FORMER_PROVINCES, layout::DISTRICTS, layout::WARDS, layout::HISTORY];
    sections.into_iter().map(|section| blob.count(section)).sum::<usize>() as u32
}

impl Gazetteer {
    /// Returns the additions of a tier, in order.
    pub(crate) fn additions_of(&self, tier: UnitTier) -> Vec<AdminUnit> {
        let all = 0..self.additions.units.len() as u32;
        all.map(|number| self.additions.unit(&self.blob, number))
            .filter(|unit| self.tier(*unit) == tier)
            .collect()
    }

    /// Whether an addition is within a unit, by declaration or by the present-day commune of both.
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
