//! Units from 2004 to 2025 that were abolished, renamed or moved before the reform of July 2025.
//!
//! Takes a record's number and gives its data. Never guesses a successor: a unit merged into a neighbour
//! that the data does not name knows only its district and province.

use super::ids::{AdminUnit, FormerId};
use super::{FormerTier, Gazetteer, UnitType, blob::Blob, layout};
use crate::date::{Day, PartialDate};

/// The number that stands for no unit.
const NONE: u16 = u16::MAX;

/// A record of the history.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HistoryRecord<'g> {
    blob: &'g Blob,
    at: usize,
}

impl<'g> HistoryRecord<'g> {
    pub(crate) fn new(blob: &'g Blob, at: usize) -> HistoryRecord<'g> {
        HistoryRecord { blob, at }
    }

    fn flags(self) -> u8 {
        self.blob.u8(layout::HISTORY, self.at, 7)
    }

    pub(crate) fn level(self) -> FormerTier {
        match self.flags() & 3 {
            0 => FormerTier::Province,
            1 => FormerTier::District,
            _ => FormerTier::Ward,
        }
    }

    /// Returns the statistics office's code, padded to the length of its tier.
    pub(crate) fn code(self) -> String {
        let code = self.blob.u32(layout::HISTORY, self.at, 0);
        match self.level() {
            FormerTier::Province => format!("{code:02}"),
            FormerTier::District => format!("{code:03}"),
            FormerTier::Ward | FormerTier::Addition => format!("{code:05}"),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        self.blob.name(layout::HISTORY, self.at, 4)
    }

    pub(crate) fn kind(self) -> Option<UnitType> {
        UnitType::from_code(self.blob.u8(layout::HISTORY, self.at, 6))
    }

    fn former(self, byte: usize) -> Option<FormerId> {
        let number = self.blob.u16(layout::HISTORY, self.at, byte);
        (number != NONE).then_some(FormerId(u32::from(number)))
    }

    /// Returns the district of a ward, or the province of a district.
    pub(crate) fn parent(self) -> Option<FormerId> {
        self.former(8)
    }

    /// Returns the unit that continues it.
    pub(crate) fn next(self) -> Option<FormerId> {
        self.former(14)
    }

    /// Returns the unit that is the same place under the same name, with a different type or district.
    pub(crate) fn same(self) -> Option<FormerId> {
        self.next().filter(|_| self.flags() & 8 != 0)
    }

    /// Returns the first day, if the unit was created after the history begins.
    pub(crate) fn since(self) -> Option<Day> {
        let days = self.blob.u16(layout::HISTORY, self.at, 10);
        (days > 0).then(|| day(i64::from(days)))
    }

    /// Returns the last day according to the list.
    pub(crate) fn until(self) -> Day {
        day(i64::from(self.blob.u16(layout::HISTORY, self.at, 12)) - 1)
    }

    /// Returns the last day as precisely as known: without a decree, the list's day is only that of a
    /// snapshot.
    pub(crate) fn ended(self) -> PartialDate {
        let day = self.until();
        if self.flags() & 4 != 0 { day.into() } else { PartialDate { month: None, day: None, ..day.into() } }
    }
}

/// Returns the day a number of days after 01/01/2000.
fn day(days: i64) -> Day {
    const SECONDS_TO_2000: i64 = 946_684_800;
    Day::from_unix(SECONDS_TO_2000 + days * 86_400, 0)
}

impl Gazetteer {
    /// Returns the units that were abolished, renamed or moved between 2004 and the reform of July 2025.
    pub fn history(&self) -> impl Iterator<Item = FormerId> + use<> {
        let sections = [layout::FORMER_PROVINCES, layout::DISTRICTS, layout::WARDS];
        let first: usize = sections.into_iter().map(|section| self.blob.count(section)).sum();
        (first..first + self.blob.count(layout::HISTORY)).map(|number| FormerId(number as u32))
    }

    /// Returns the unit of the later tables that is the same place as this one, else the unit itself.
    pub(crate) fn lasting(&self, id: FormerId) -> FormerId {
        self.former(id).record().and_then(HistoryRecord::same).unwrap_or(id)
    }

    /// As [`lasting`](Self::lasting), for any unit.
    pub(crate) fn lasting_unit(&self, unit: AdminUnit) -> AdminUnit {
        match unit {
            AdminUnit::Former(id) => AdminUnit::Former(self.lasting(id)),
            other => other,
        }
    }
}
