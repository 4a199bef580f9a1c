//! The types of administrative units, and their codes.
//!
//! Takes and gives single values. Never parses free text: `wording` does. Needs only `core`, because
//! the build script includes it.

/// The type of a unit, written before its name.
///
/// The Law on Organisation of Local Government had three tiers until 30/06/2025 and has two since
/// (Law 72/2025/QH15): provinces and cities over communes, wards and special zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum UnitType {
    /// `tỉnh`
    Province = 1,
    /// `thành phố`: a city of the first tier, or, until 2025, of the second
    City,
    /// `quận`, until 2025
    UrbanDistrict,
    /// `thị xã`, until 2025
    Town,
    /// `huyện`, until 2025
    RuralDistrict,
    /// `phường`
    Ward,
    /// `thị trấn`, until 2025
    Township,
    /// `xã`
    Commune,
    /// `đặc khu`, since 2025
    SpecialZone,
}

impl UnitType {
    /// Every type, the largest first.
    pub const ALL: [UnitType; 9] = [
        UnitType::Province,
        UnitType::City,
        UnitType::UrbanDistrict,
        UnitType::Town,
        UnitType::RuralDistrict,
        UnitType::Ward,
        UnitType::Township,
        UnitType::Commune,
        UnitType::SpecialZone,
    ];

    /// Returns the word as written within a sentence: `xã`.
    pub fn word(self) -> &'static str {
        match self {
            UnitType::Province => "tỉnh",
            UnitType::City => "thành phố",
            UnitType::UrbanDistrict => "quận",
            UnitType::Town => "thị xã",
            UnitType::RuralDistrict => "huyện",
            UnitType::Ward => "phường",
            UnitType::Township => "thị trấn",
            UnitType::Commune => "xã",
            UnitType::SpecialZone => "đặc khu",
        }
    }

    /// Returns the type with exactly this [`word`](Self::word).
    pub(crate) fn from_word(word: &str) -> Option<UnitType> {
        UnitType::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Returns the type stored as `code`; `None` for 0 and unknown codes.
    pub(crate) fn from_code(code: u8) -> Option<UnitType> {
        UnitType::ALL.get(usize::from(code).checked_sub(1)?).copied()
    }

    /// Whether units of the first tier have it.
    pub(crate) fn is_province(self) -> bool {
        matches!(self, UnitType::Province | UnitType::City)
    }

    /// Whether units of the second tier, abolished in 2025, had it.
    pub(crate) fn is_district(self) -> bool {
        matches!(self, UnitType::City | UnitType::UrbanDistrict | UnitType::Town | UnitType::RuralDistrict)
    }

    /// Whether units of the lowest tier have or had it.
    pub(crate) fn is_commune(self) -> bool {
        matches!(self, UnitType::Ward | UnitType::Township | UnitType::Commune | UnitType::SpecialZone)
    }
}
