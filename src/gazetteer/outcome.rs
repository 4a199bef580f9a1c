//! The outcome of resolving a text: a place with its doubts, or an error.
//!
//! Values only, with names of units as strings, never a sentence. Messages in the reader's
//! language are made elsewhere.

use super::ids::{CommuneId, FormerId, ProvinceId};

/// A place that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text as written, in form C and with normalised white space.
    pub written: String,
    /// The present-day province.
    pub province: ProvinceId,
    /// The present-day communes, the main one first; empty for a province or a district.
    pub communes: Vec<CommuneId>,
    /// The former unit or addition, if the text names one.
    pub former: Option<FormerId>,
}

/// A place with its doubts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The place.
    pub place: Place,
    /// The doubts, in the order in which they were found; each is worth a warning.
    pub doubts: Vec<Doubt>,
}

/// The tier of a unit that could not be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownTier {
    /// A place below the communes: a village, a street.
    Village,
    /// A commune, ward or township.
    Commune,
    /// A district.
    District,
}

/// A reason why the resolution may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The text is older than the present-day units and names one of them, but a former unit of that
    /// name in that province was elsewhere.
    ElsewhereBefore {
        /// The present-day unit to which the text was resolved.
        today: String,
        /// The full names of the former units, in order of code.
        former: Vec<String>,
    },
    /// There is no unit of this name; the place is that of the surrounding unit.
    Unknown {
        /// The tier of the missing unit.
        tier: UnknownTier,
        /// The name as written.
        written: String,
        /// The full name of the surrounding unit.
        within: String,
        /// The full names of units with near names, the nearest first; may be empty.
        nearest: Vec<String>,
    },
    /// The only unit of that name has a different type.
    TypeDiffers {
        /// The word of the written type, in full.
        written: &'static str,
        /// The full name of the unit.
        found: String,
    },
    /// The only unit that fits has different marks. Text without any marks raises no doubt.
    MarksDiffer {
        /// The unit's name as written.
        written: String,
        /// The full name of the unit.
        found: String,
    },
    /// The unit and the province (or district) in the text never existed at the same time: a present-day
    /// commune under a former province, or a former unit under its present-day province.
    MixedEras {
        /// The full name of the unit, at its time.
        found: String,
    },
}

/// A reason why a text could not be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// The text has only white space and separators.
    Empty,
    /// The text has more than [`LONGEST_TEXT`](super::LONGEST_TEXT) characters.
    TooLong,
    /// The text is a code instead of a name; codes changed their meaning in 2025.
    BareCode,
    /// The last part names neither a province nor a district that is unique.
    UnknownProvince {
        /// The last part, as written.
        written: String,
        /// Full texts to write instead, the nearest first; may be empty.
        nearest: Vec<String>,
    },
    /// The text names a commune and omits the province.
    NoProvince {
        /// The full names of all units of that name, present-day ones first.
        candidates: Vec<String>,
    },
    /// The text names several places.
    Several {
        /// Each place as a full text: the list to write instead.
        places: Vec<String>,
    },
    /// The text fits several units.
    Ambiguous {
        /// All of them, as full texts that resolve to one unit each; present-day ones first, then by code.
        candidates: Vec<String>,
    },
}
