//! The time of a text, which limits the units that it may mean.
//!
//! Takes a day, if one is known, and says of a unit whether it existed then.

use super::ids::{FormerId, LAST_OF_THREE_TIERS};
use super::{FormerTier, Gazetteer};
use crate::date::Day;

/// The time of a text's entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    day: Option<Day>,
    before_reform: bool,
}

impl From<Option<Day>> for When {
    fn from(day: Option<Day>) -> When {
        When { day, before_reform: day.is_some_and(|day| day <= LAST_OF_THREE_TIERS) }
    }
}

impl From<Day> for When {
    fn from(day: Day) -> When {
        Some(day).into()
    }
}

impl From<bool> for When {
    /// Makes a time of which only is known whether it is before the reform.
    fn from(before_reform: bool) -> When {
        When { day: None, before_reform }
    }
}

impl When {
    /// Returns the time of an undated text, read on this day: it may mean units of every era.
    pub fn undated(today: Day) -> When {
        (today <= LAST_OF_THREE_TIERS).into()
    }

    /// Whether it is before 01/07/2025.
    pub(crate) fn is_before_reform(self) -> bool {
        self.before_reform
    }

    /// Whether the day is known.
    pub(crate) fn has_day(self) -> bool {
        self.day.is_some()
    }

    /// Returns 0 for a former unit that existed, 1 for one of the history that did not, or may not have.
    pub(crate) fn fit(self, gazetteer: &Gazetteer, id: FormerId) -> u8 {
        let former = gazetteer.former(id);
        if former.level() == FormerTier::Addition || former.record().is_none() {
            return 0;
        }
        let there = |day: Day| {
            former.since().is_none_or(|since| since <= day) && former.until().is_none_or(|until| day <= until)
        };
        u8::from(!self.day.is_some_and(there))
    }
}
