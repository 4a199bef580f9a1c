//! What comes of resolving a text: a place with its doubts, or an error.
//!
//! Values only, with names of units as strings; never a sentence. Messages in the reader's
//! language are made elsewhere.

use super::ids::{CommuneId, FormerId, ProvinceId};

/// A place that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text as written, in form C and with its white space tidied.
    pub written: String,
    /// Today's province.
    pub province: ProvinceId,
    /// Today's communes, the main one first; empty for a province or a district.
    pub communes: Vec<CommuneId>,
    /// The former unit or addition that the text names, where it names one.
    pub former: Option<FormerId>,
}

/// A place, and what is doubtful about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The place.
    pub place: Place,
    /// Doubts in the order in which they were found; each is worth a warning.
    pub doubts: Vec<Doubt>,
}

/// Which sort of unit a text failed to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownTier {
    /// Something below the communes: a village, a street.
    Village,
    /// A commune, ward or township.
    Commune,
    /// A district.
    District,
}

/// Why a resolved text may not mean what it was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The text is older than today's units and names one of them, but a former unit of that name
    /// in that province was elsewhere.
    ElsewhereBefore {
        /// Today's unit, to which the text was resolved.
        today: String,
        /// The former units, full names, in order of code.
        former: Vec<String>,
    },
    /// No unit of this name is known there; the place stands under the unit around it.
    Unknown {
        /// Which sort of unit is missing.
        tier: UnknownTier,
        /// What was written.
        written: String,
        /// The unit under which the place stands, full name.
        within: String,
        /// Full names of units that are near in name, the nearest first; may be empty.
        nearest: Vec<String>,
    },
    /// The only unit of that name is of another type than was written.
    TypeDiffers {
        /// The word of the type that was written, in full.
        written: &'static str,
        /// The unit, full name.
        found: String,
    },
    /// The only unit that fits bears other marks than were written. Text without any marks
    /// raises no doubt.
    MarksDiffer {
        /// What was written of the unit.
        written: String,
        /// The unit, full name.
        found: String,
    },
    /// The unit and the province (or district) that the text names were never of one time: today's
    /// commune under a former province, or a former unit under the province that it lies in today.
    MixedEras {
        /// The unit, full name in its own time.
        found: String,
    },
}

/// Why a text names no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing but white space and separators.
    Empty,
    /// More than [`LONGEST_TEXT`](super::LONGEST_TEXT) characters.
    TooLong,
    /// A code instead of a name: codes changed their meaning in 2025.
    BareCode,
    /// The last part names no province, nor a district that would do instead.
    UnknownProvince {
        /// The last part, as written.
        written: String,
        /// Full texts to write instead, the nearest first; may be empty.
        nearest: Vec<String>,
    },
    /// The text names a commune and leaves the province out.
    NoProvince {
        /// All units of that name, full texts, today's first.
        candidates: Vec<String>,
    },
    /// The text names several places.
    Several {
        /// Each, as a full text: the list to write instead.
        places: Vec<String>,
    },
    /// The text fits several units.
    Ambiguous {
        /// All of them, as full texts which resolve to one unit each; today's first, then by code.
        candidates: Vec<String>,
    },
}
