//! The identities of units.
//!
//! Small numbers, valid for the gazetteer that gave them. Codes would not do: 1,792 of those in
//! use both before and after 01/07/2025 changed their place.

use crate::date::Day;

/// One of today's provinces; ordered by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvinceId(pub(crate) u8);

/// One of today's communes, wards or special zones; ordered by province, then code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneId(pub(crate) u16);

/// A unit that is not among today's: a province, district or ward until 30/06/2025, or an
/// addition of the site; ordered in that order, then by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormerId(pub(crate) u32);

/// Any unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdminUnit {
    /// One of today's provinces.
    Province(ProvinceId),
    /// One of today's communes.
    Commune(CommuneId),
    /// A former unit or an addition.
    Former(FormerId),
}

/// The last day of the units of three tiers.
pub const LAST_OF_THREE_TIERS: Day = Day { year: 2025, month: 6, day: 30 };
