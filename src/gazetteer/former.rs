//! Former units.
//!
//! Takes an id and gives the unit as it was, and what became of it.

use super::history::HistoryRecord;
use super::ids::{AdminUnit, CommuneId, FormerId, LAST_OF_THREE_TIERS, ProvinceId};
use super::today::with_type;
use super::{Gazetteer, UnitType, additions::Added, layout};
use crate::date::{Day, PartialDate};
use crate::text::slug;

/// The tier of a former unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormerTier {
    /// One of the 63 provinces and cities until 30/06/2025, or an earlier one (`tỉnh Hà Tây`).
    Province,
    /// One of the 696 districts, abolished on 01/07/2025, or an earlier one.
    District,
    /// One of the 10,035 communes, wards and townships until 30/06/2025, or an earlier one.
    Ward,
    /// A place that the site adds: a village, or a unit that the tables lack.
    Addition,
}

/// What became of a former unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It continues as a present-day unit with the same type and name.
    Unchanged,
    /// It continues alone as a present-day unit with a different type or name.
    Renamed,
    /// It was merged whole with others.
    Merged,
    /// It was divided among several units; the main one received most of it.
    Split,
    /// Its tier was abolished, or its successors are unknown.
    Abolished,
}

/// A former unit or an addition.
#[derive(Clone, Copy, Debug)]
pub struct FormerUnit<'g> {
    gazetteer: &'g Gazetteer,
    /// The id.
    pub id: FormerId,
    at: RecordPlace<'g>,
}

/// The location of a former unit's record.
#[derive(Clone, Copy, Debug)]
enum RecordPlace<'g> {
    BuiltIn(FormerTier, usize, usize),
    History(HistoryRecord<'g>),
    Added(&'g Added),
}

impl<'g> FormerUnit<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, id: FormerId) -> FormerUnit<'g> {
        let mut at = id.0 as usize;
        for (level, section) in [
            (FormerTier::Province, layout::FORMER_PROVINCES),
            (FormerTier::District, layout::DISTRICTS),
            (FormerTier::Ward, layout::WARDS),
        ] {
            match at.checked_sub(gazetteer.blob.count(section)) {
                None => {
                    return FormerUnit { gazetteer, id, at: RecordPlace::BuiltIn(level, section, at) };
                }
                Some(rest) => at = rest,
            }
        }
        match at.checked_sub(gazetteer.blob.count(layout::HISTORY)) {
            None => FormerUnit {
                gazetteer,
                id,
                at: RecordPlace::History(HistoryRecord::new(&gazetteer.blob, at)),
            },
            Some(at) => FormerUnit { gazetteer, id, at: RecordPlace::Added(gazetteer.additions.get(at)) },
        }
    }

    /// Returns its record if it is a unit of the history.
    pub(crate) fn record(self) -> Option<HistoryRecord<'g>> {
        match self.at {
            RecordPlace::History(record) => Some(record),
            _ => None,
        }
    }

    /// Returns its tier.
    pub fn level(self) -> FormerTier {
        match self.at {
            RecordPlace::BuiltIn(level, ..) => level,
            RecordPlace::History(record) => record.level(),
            RecordPlace::Added(_) => FormerTier::Addition,
        }
    }

    /// Returns the statistics office's code at the time (two, three or five digits by tier); for an
    /// addition, the site's code if any.
    pub fn code(self) -> Option<String> {
        let blob = &self.gazetteer.blob;
        match self.at {
            RecordPlace::BuiltIn(FormerTier::Province, section, at) => {
                Some(format!("{:02}", blob.u8(section, at, 0)))
            }
            RecordPlace::BuiltIn(FormerTier::District, section, at) => {
                Some(format!("{:03}", blob.u16(section, at, 0)))
            }
            RecordPlace::BuiltIn(_, section, at) => Some(format!("{:05}", blob.u32(section, at, 0))),
            RecordPlace::History(record) => Some(record.code()),
            RecordPlace::Added(added) => added.code.clone(),
        }
    }

    /// Returns its type; `None` for an addition that is not an administrative unit.
    pub fn kind(self) -> Option<UnitType> {
        let code = match self.at {
            RecordPlace::BuiltIn(FormerTier::Province, section, at) => self.gazetteer.blob.u8(section, at, 1),
            RecordPlace::BuiltIn(FormerTier::District, section, at) => self.gazetteer.blob.u8(section, at, 6),
            RecordPlace::BuiltIn(_, section, at) => self.gazetteer.blob.u8(section, at, 10),
            RecordPlace::History(record) => return record.kind(),
            RecordPlace::Added(added) => return added.kind,
        };
        UnitType::from_code(code)
    }

    /// Returns the word of its type: `xã`; for an addition as the site writes it (`bản`).
    pub fn type_word(self) -> &'g str {
        match self.at {
            RecordPlace::Added(added) => &added.type_word,
            RecordPlace::BuiltIn(..) | RecordPlace::History(_) => self.kind().map_or("", UnitType::word),
        }
    }

    /// Returns the name without the type: `Tam Hợp`.
    pub fn name(self) -> &'g str {
        match self.at {
            RecordPlace::BuiltIn(FormerTier::District, section, at) => {
                self.gazetteer.blob.name(section, at, 2)
            }
            RecordPlace::BuiltIn(FormerTier::Province, section, at) => {
                self.gazetteer.blob.name(section, at, 2)
            }
            RecordPlace::BuiltIn(_, section, at) => self.gazetteer.blob.name(section, at, 4),
            RecordPlace::History(record) => record.name(),
            RecordPlace::Added(added) => &added.name,
        }
    }

    /// Returns type and name: `xã Tam Hợp`.
    pub fn short_name(self) -> String {
        match self.at {
            RecordPlace::Added(added) => with_type(&added.type_word, &added.name),
            _ => with_type(self.type_word(), &self.gazetteer.spelled(self.name())),
        }
    }

    /// Returns the unit that it belonged to at the time; `None` for a province.
    pub fn within(self) -> Option<AdminUnit> {
        match self.at {
            RecordPlace::Added(added) => added.within,
            RecordPlace::History(record) => record.parent().map(AdminUnit::Former),
            RecordPlace::BuiltIn(FormerTier::Province, ..) => None,
            RecordPlace::BuiltIn(FormerTier::District, ..) => self.province().map(AdminUnit::Former),
            RecordPlace::BuiltIn(..) => self.district().map(AdminUnit::Former),
        }
    }

    /// Returns the name with its surrounding units at the time: `xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An`.
    pub fn full_name(self) -> String {
        match self.within() {
            None => self.short_name(),
            Some(within) => [self.short_name(), self.gazetteer.full_name(within)].join(", "),
        }
    }

    /// Returns its part of an address, `<folded name>-<code>`: `tam-hop-16936`. Tiers differ in the length of
    /// their codes. A unit of the history adds its last day, because codes were reused. An addition without a code
    /// uses its full name.
    pub fn slug(self) -> String {
        match self.code() {
            Some(code) if self.record().is_some() => {
                let until = self.until().map_or_else(String::new, |day| day.to_string());
                format!("{}-{code}-{until}", slug(self.name()))
            }
            Some(code) => format!("{}-{}", slug(self.name()), slug(&code)),
            None => slug(&self.full_name()),
        }
    }

    /// Returns the district that it was or belonged to.
    pub fn district(self) -> Option<FormerId> {
        match self.at {
            RecordPlace::Added(added) => added.district,
            RecordPlace::History(record) => match record.level() {
                FormerTier::Province => None,
                FormerTier::District => Some(self.id),
                FormerTier::Ward | FormerTier::Addition => record.parent(),
            },
            RecordPlace::BuiltIn(FormerTier::Province, ..) => None,
            RecordPlace::BuiltIn(FormerTier::District, ..) => Some(self.id),
            RecordPlace::BuiltIn(_, section, at) => {
                let first = self.gazetteer.blob.count(layout::FORMER_PROVINCES) as u32;
                Some(FormerId(first + u32::from(self.gazetteer.blob.u16(section, at, 6))))
            }
        }
    }

    /// Returns the former province that it was or belonged to; `None` for an addition within a present-day unit.
    pub fn province(self) -> Option<FormerId> {
        match self.at {
            RecordPlace::Added(added) => added.former_province,
            RecordPlace::History(record) => match record.level() {
                FormerTier::Province => Some(self.id),
                FormerTier::District => record.parent(),
                FormerTier::Ward | FormerTier::Addition => self.gazetteer.former(self.district()?).province(),
            },
            RecordPlace::BuiltIn(FormerTier::Province, ..) => Some(self.id),
            RecordPlace::BuiltIn(FormerTier::District, section, at) => {
                Some(FormerId(u32::from(self.gazetteer.blob.u8(section, at, 7))))
            }
            RecordPlace::BuiltIn(..) => self.gazetteer.former(self.district()?).province(),
        }
    }

    /// Returns the present-day province of its place.
    pub fn province_now(self) -> ProvinceId {
        match self.at {
            RecordPlace::Added(added) => added.province,
            RecordPlace::BuiltIn(FormerTier::Province, section, at) => {
                ProvinceId(self.gazetteer.blob.u8(section, at, 6))
            }
            RecordPlace::History(record) if record.level() == FormerTier::Province => {
                let next = record.next().expect("a province of the history went into another");
                self.gazetteer.former(next).province_now()
            }
            // A unit that continued may now be elsewhere than the rest of its province.
            RecordPlace::History(record) if record.next().is_some_and(|next| next.0 < self.id.0) => {
                self.gazetteer.former(record.next().unwrap_or(self.id)).province_now()
            }
            RecordPlace::BuiltIn(..) | RecordPlace::History(_) => {
                let province = self.province().expect("a district or ward lay in a province");
                self.gazetteer.former(province).province_now()
            }
        }
    }

    /// Returns the first day, if the site or the history gives it.
    pub fn since(self) -> Option<Day> {
        match self.at {
            RecordPlace::Added(added) => added.from,
            RecordPlace::History(record) => record.since(),
            RecordPlace::BuiltIn(..) => None,
        }
    }

    /// Returns the last day, if known: 30/06/2025 for the units of the reform, even for those that continue
    /// ([`fate`](Self::fate) says so). For units of the history, show [`ended`](Self::ended) instead.
    pub fn until(self) -> Option<Day> {
        match self.at {
            RecordPlace::Added(added) => added.to,
            RecordPlace::History(record) => Some(record.until()),
            RecordPlace::BuiltIn(..) => Some(LAST_OF_THREE_TIERS),
        }
    }

    /// Returns the last day as precisely as known: a year if no decree is named.
    pub fn ended(self) -> Option<PartialDate> {
        match self.at {
            RecordPlace::History(record) => Some(record.ended()),
            _ => self.until().map(PartialDate::from),
        }
    }

    /// Returns the units that replaced it, the main one first: present-day communes for a ward, the
    /// declared successors for an addition, none for a district that was divided, the present-day
    /// province for a province.
    pub fn successors(self) -> Vec<AdminUnit> {
        match self.at {
            RecordPlace::Added(added) => added.successors.clone(),
            RecordPlace::BuiltIn(FormerTier::Province, ..) => vec![AdminUnit::Province(self.province_now())],
            RecordPlace::History(record) if record.level() == FormerTier::Province => {
                record.next().map(AdminUnit::Former).into_iter().collect()
            }
            RecordPlace::BuiltIn(..) | RecordPlace::History(_) => {
                self.main_communes().into_iter().map(AdminUnit::Commune).collect()
            }
        }
    }

    /// Returns the present-day communes that replaced it, the main one first; none for a province or
    /// a district with wards.
    pub fn main_communes(self) -> Vec<CommuneId> {
        let blob = &self.gazetteer.blob;
        match self.at {
            RecordPlace::Added(added) => added.communes.clone(),
            RecordPlace::History(record) => {
                match record.next().filter(|_| record.level() == FormerTier::Ward) {
                    Some(next) => self.gazetteer.former(next).main_communes(),
                    None => Vec::new(),
                }
            }
            RecordPlace::BuiltIn(FormerTier::Province, ..) => Vec::new(),
            RecordPlace::BuiltIn(FormerTier::District, _, district) => (0..blob.count(layout::ISLANDS))
                .filter(|at| usize::from(blob.u16(layout::ISLANDS, *at, 0)) == district)
                .map(|at| CommuneId(blob.u16(layout::ISLANDS, at, 2)))
                .collect(),
            RecordPlace::BuiltIn(_, section, at) => blob
                .span(section, at, 8, blob.count(layout::SUCCESSORS))
                .map(|at| CommuneId(blob.u16(layout::SUCCESSORS, at, 0)))
                .collect(),
        }
    }

    /// Returns every present-day commune that received some of it, in order of id, without duplicates.
    pub fn all_communes(self) -> Vec<CommuneId> {
        let mut communes: Vec<CommuneId> = match self.level() {
            FormerTier::Province | FormerTier::District => {
                let parts = self.parts().flat_map(|part| self.gazetteer.former(part).all_communes());
                parts.chain(self.main_communes()).collect()
            }
            FormerTier::Ward | FormerTier::Addition => self.main_communes(),
        };
        communes.sort_unstable();
        communes.dedup();
        communes
    }

    /// Returns the built-in units of the next tier that belonged to it until July 2025, by code: a province's
    /// districts, a district's wards.
    pub fn parts(self) -> impl Iterator<Item = FormerId> + use<> {
        let blob = &self.gazetteer.blob;
        let provinces = blob.count(layout::FORMER_PROVINCES);
        let districts = blob.count(layout::DISTRICTS);
        let (first, span) = match self.at {
            RecordPlace::BuiltIn(FormerTier::Province, section, at) => {
                (provinces, blob.span(section, at, 4, districts))
            }
            RecordPlace::BuiltIn(FormerTier::District, section, at) => {
                (provinces + districts, blob.span(section, at, 4, blob.count(layout::WARDS)))
            }
            _ => (0, 0..0),
        };
        span.map(move |at| FormerId((first + at) as u32))
    }

    /// Returns what became of it.
    pub fn fate(self) -> Fate {
        match self.level() {
            _ if self.record().is_some() => match self.successors().len() {
                0 => Fate::Abolished,
                1 => Fate::Merged,
                _ => Fate::Split,
            },
            FormerTier::Province => self.fate_of_province(),
            FormerTier::District | FormerTier::Ward => self.fate_of_ward(),
            FormerTier::Addition if self.until().is_none() => Fate::Unchanged,
            FormerTier::Addition => match self.successors().len() {
                0 => Fate::Abolished,
                1 => Fate::Merged,
                _ => Fate::Split,
            },
        }
    }

    fn fate_of_province(self) -> Fate {
        let now = self.gazetteer.province(self.province_now());
        let others = self
            .gazetteer
            .former_provinces()
            .any(|id| id != self.id && self.gazetteer.former(id).province_now() == now.id);
        if others {
            Fate::Merged
        } else if now.namesake() == self.id && Some(now.kind()) == self.kind() {
            Fate::Unchanged
        } else {
            Fate::Renamed
        }
    }

    fn fate_of_ward(self) -> Fate {
        let communes = self.main_communes();
        let [only] = communes.as_slice() else {
            return if communes.is_empty() { Fate::Abolished } else { Fate::Split };
        };
        let now = self.gazetteer.commune(*only);
        if now.former_units().count() > 1 {
            Fate::Merged
        } else if Some(now.kind()) == self.kind() && self.gazetteer.same_name(now.name(), self.name()) {
            Fate::Unchanged
        } else {
            Fate::Renamed
        }
    }
}
