//! The ids of units.
//!
//! Small numbers, valid only for the gazetteer that returned them. Codes are not suitable: 1,792 of
//! those in use both before and after 01/07/2025 moved to a different place.

use crate::date::Day;

/// A present-day province; ordered by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvinceId(pub(crate) u8);

/// A present-day commune, ward or special zone; ordered by province, then code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneId(pub(crate) u16);

/// A former unit: a province, district or ward until 30/06/2025, or an addition of the site; ordered
/// in that order, then by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormerId(pub(crate) u32);

/// Any unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdminUnit {
    /// A present-day province.
    Province(ProvinceId),
    /// A present-day commune.
    Commune(CommuneId),
    /// A former unit or an addition.
    Former(FormerId),
}

/// The date of the tables: what "present-day" means.
pub const TABLES_DAY: Day = Day { year: 2026, month: 4, day: 30 };
/// The last day of the three-tier system.
pub const LAST_OF_THREE_TIERS: Day = Day { year: 2025, month: 6, day: 30 };
