//! Present-day provinces and communes.
//!
//! Takes an id and gives what a page shows of the unit. "Present-day" refers to the data's date, 30/04/2026.

use std::borrow::Cow;

use super::ids::{CommuneId, FormerId, ProvinceId};
use super::{Gazetteer, UnitType, layout};
use crate::text::slug;

/// A present-day province or city of the first tier.
#[derive(Clone, Copy, Debug)]
pub struct Province<'g> {
    gazetteer: &'g Gazetteer,
    /// The id.
    pub id: ProvinceId,
}

impl<'g> Province<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, id: ProvinceId) -> Province<'g> {
        Province { gazetteer, id }
    }

    fn byte(self, byte: usize) -> u8 {
        self.gazetteer.blob.u8(layout::PROVINCES, usize::from(self.id.0), byte)
    }

    /// Returns the statistics office's code, two digits.
    pub fn code(self) -> String {
        format!("{:02}", self.byte(0))
    }

    /// Returns the type: `tỉnh` or `thành phố`.
    pub fn kind(self) -> UnitType {
        UnitType::from_code(self.byte(1)).expect("the build script wrote a type")
    }

    /// Returns the type before 30/04/2026, if it was different: Đồng Nai was a `tỉnh`.
    pub fn was(self) -> Option<UnitType> {
        UnitType::from_code(self.byte(6))
    }

    /// Returns the name without the type: `Nghệ An`.
    pub fn name(self) -> &'static str {
        self.gazetteer.blob.name(layout::PROVINCES, usize::from(self.id.0), 2)
    }

    /// Returns the name without the type, spelled as the site wants it.
    pub fn bare_name(self) -> Cow<'static, str> {
        self.gazetteer.spelled(self.name())
    }

    /// Returns type and name: `tỉnh Nghệ An`.
    pub fn full_name(self) -> String {
        with_type(self.kind().word(), &self.bare_name())
    }

    /// Returns its part of an address, unique among provinces: `nghe-an`.
    pub fn slug(self) -> String {
        slug(self.name())
    }

    /// Returns its communes by code.
    pub fn communes(self) -> impl Iterator<Item = CommuneId> + use<> {
        let end = self.gazetteer.blob.count(layout::COMMUNES);
        let span = self.gazetteer.blob.span(layout::PROVINCES, usize::from(self.id.0), 4, end);
        span.map(|commune| CommuneId(commune as u16))
    }

    /// Returns the province of the same name until 30/06/2025, which may have been smaller.
    pub fn namesake(self) -> FormerId {
        FormerId(u32::from(self.byte(7)))
    }
}

/// A present-day commune, ward or special zone.
#[derive(Clone, Copy, Debug)]
pub struct Commune<'g> {
    gazetteer: &'g Gazetteer,
    /// The id.
    pub id: CommuneId,
}

impl<'g> Commune<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, id: CommuneId) -> Commune<'g> {
        Commune { gazetteer, id }
    }

    fn byte(self, byte: usize) -> u8 {
        self.gazetteer.blob.u8(layout::COMMUNES, usize::from(self.id.0), byte)
    }

    fn degrees(self, byte: usize) -> f64 {
        f64::from(self.gazetteer.blob.u32(layout::COMMUNES, usize::from(self.id.0), byte).cast_signed())
            / 10_000.0
    }

    /// Returns the statistics office's code, five digits. Before 01/07/2025 the code may have meant a
    /// different place.
    pub fn code(self) -> String {
        format!("{:05}", self.gazetteer.blob.u32(layout::COMMUNES, usize::from(self.id.0), 0))
    }

    /// Returns the type: `xã`, `phường` or `đặc khu`.
    pub fn kind(self) -> UnitType {
        UnitType::from_code(self.byte(6)).expect("the build script wrote a type")
    }

    /// Returns the type before 30/04/2026, if it was different: ten communes of Đồng Nai were a
    /// `xã`.
    pub fn was(self) -> Option<UnitType> {
        UnitType::from_code(self.byte(18))
    }

    /// Returns the name without the type: `Tam Hợp`.
    pub fn name(self) -> &'static str {
        self.gazetteer.blob.name(layout::COMMUNES, usize::from(self.id.0), 4)
    }

    /// Returns type and name: `xã Tam Hợp`.
    pub fn short_name(self) -> String {
        with_type(self.kind().word(), &self.gazetteer.spelled(self.name()))
    }

    /// Returns the name with the province: `xã Tam Hợp, tỉnh Nghệ An`.
    pub fn full_name(self) -> String {
        [self.short_name(), self.gazetteer.province(self.province()).full_name()].join(", ")
    }

    /// Returns its part of an address, `<folded name>-<code>`: `tam-hop-17035`.
    pub fn slug(self) -> String {
        format!("{}-{}", slug(self.name()), self.code())
    }

    /// Returns its province.
    pub fn province(self) -> ProvinceId {
        ProvinceId(self.byte(7))
    }

    /// Returns the latitude of a point inside it, in degrees north (WGS 84).
    pub fn latitude(self) -> f64 {
        self.degrees(8)
    }

    /// Returns the longitude of that point, in degrees east.
    pub fn longitude(self) -> f64 {
        self.degrees(12)
    }

    /// Returns the units that it was made from, wholly or in part, in order of code: former wards, or a
    /// district without wards.
    pub fn former_units(self) -> impl Iterator<Item = FormerId> + use<> {
        let blob = self.gazetteer.blob;
        let span = blob.span(layout::COMMUNES, usize::from(self.id.0), 16, blob.count(layout::PREDECESSORS));
        let today = (blob.count(layout::PROVINCES) + blob.count(layout::COMMUNES)) as u32;
        span.map(move |at| FormerId(u32::from(blob.u16(layout::PREDECESSORS, at, 0)) - today))
    }
}

/// Joins a type and a name. A name that consists of its type and a number already has the type:
/// `Phường 12` gives `phường 12`, but `Phường Đúc` gives `phường Phường Đúc`.
pub(crate) fn with_type(kind: &str, name: &str) -> String {
    let number = name.split_once(' ').filter(|(first, rest)| {
        rest.bytes().all(|byte| byte.is_ascii_digit()) && first.to_lowercase() == kind
    });
    [kind, " ", number.map_or(name, |(_, number)| number)].concat()
}
