//! Today's provinces and communes, one at a time.
//!
//! Takes an id and gives what a page shows of the unit. "Today" is the data's date, 30/04/2026.

use super::ids::{CommuneId, FormerId, ProvinceId};
use super::{Gazetteer, UnitType, layout};
use crate::text::slug;

/// One of today's provinces or cities of the first tier.
#[derive(Clone, Copy, Debug)]
pub struct Province<'g> {
    gazetteer: &'g Gazetteer,
    /// Its identity.
    pub id: ProvinceId,
}

impl<'g> Province<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, id: ProvinceId) -> Province<'g> {
        Province { gazetteer, id }
    }

    fn byte(self, byte: usize) -> u8 {
        self.gazetteer.blob.u8(layout::PROVINCES, usize::from(self.id.0), byte)
    }

    /// The statistics office's code, two digits.
    pub fn code(self) -> String {
        format!("{:02}", self.byte(0))
    }

    /// `tỉnh` or `thành phố`.
    pub fn kind(self) -> UnitType {
        UnitType::from_code(self.byte(1)).expect("the build script wrote a type")
    }

    /// The type that it bore before 30/04/2026, where that was another: Đồng Nai was a `tỉnh`.
    pub fn was(self) -> Option<UnitType> {
        UnitType::from_code(self.byte(6))
    }

    /// The name without the type: `Nghệ An`.
    pub fn name(self) -> &'static str {
        self.gazetteer.blob.name(layout::PROVINCES, usize::from(self.id.0), 2)
    }

    /// Type and name: `tỉnh Nghệ An`.
    pub fn full_name(self) -> String {
        with_type(self.kind().word(), self.name())
    }

    /// Its piece of an address, unique among provinces: `nghe-an`.
    pub fn slug(self) -> String {
        slug(self.name())
    }

    /// Its communes by code.
    pub fn communes(self) -> impl Iterator<Item = CommuneId> + use<> {
        let end = self.gazetteer.blob.count(layout::COMMUNES);
        let span = self.gazetteer.blob.span(layout::PROVINCES, usize::from(self.id.0), 4, end);
        span.map(|commune| CommuneId(commune as u16))
    }

    /// The province that bore the same name until 30/06/2025. Today's may be larger.
    pub fn namesake(self) -> FormerId {
        FormerId(u32::from(self.byte(7)))
    }
}

/// One of today's communes, wards or special zones.
#[derive(Clone, Copy, Debug)]
pub struct Commune<'g> {
    gazetteer: &'g Gazetteer,
    /// Its identity.
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

    /// The statistics office's code, five digits. Before 01/07/2025 it may have meant another
    /// place.
    pub fn code(self) -> String {
        format!("{:05}", self.gazetteer.blob.u32(layout::COMMUNES, usize::from(self.id.0), 0))
    }

    /// `xã`, `phường` or `đặc khu`.
    pub fn kind(self) -> UnitType {
        UnitType::from_code(self.byte(6)).expect("the build script wrote a type")
    }

    /// The type that it bore before 30/04/2026, where that was another: ten communes of Đồng Nai
    /// were a `xã`.
    pub fn was(self) -> Option<UnitType> {
        UnitType::from_code(self.byte(18))
    }

    /// The name without the type: `Tam Hợp`.
    pub fn name(self) -> &'static str {
        self.gazetteer.blob.name(layout::COMMUNES, usize::from(self.id.0), 4)
    }

    /// Type and name: `xã Tam Hợp`.
    pub fn short_name(self) -> String {
        with_type(self.kind().word(), self.name())
    }

    /// With the province: `xã Tam Hợp, tỉnh Nghệ An`.
    pub fn full_name(self) -> String {
        [self.short_name(), self.gazetteer.province(self.province()).full_name()].join(", ")
    }

    /// Its piece of an address, `<folded name>-<code>`: `tam-hop-17035`.
    pub fn slug(self) -> String {
        format!("{}-{}", slug(self.name()), self.code())
    }

    /// The province that it lies in.
    pub fn province(self) -> ProvinceId {
        ProvinceId(self.byte(7))
    }

    /// The latitude of a point inside it, in degrees north (WGS 84).
    pub fn latitude(self) -> f64 {
        self.degrees(8)
    }

    /// The longitude of that point, in degrees east.
    pub fn longitude(self) -> f64 {
        self.degrees(12)
    }

    /// The units that it was made from, wholly or in part, in order of code: former wards, or a
    /// district that had none.
    pub fn former_units(self) -> impl Iterator<Item = FormerId> + use<> {
        let blob = self.gazetteer.blob;
        let span = blob.span(layout::COMMUNES, usize::from(self.id.0), 16, blob.count(layout::PREDECESSORS));
        let today = (blob.count(layout::PROVINCES) + blob.count(layout::COMMUNES)) as u32;
        span.map(move |at| FormerId(u32::from(blob.u16(layout::PREDECESSORS, at, 0)) - today))
    }
}

/// A type and a name as written together. A name that is its type and a number bears the type
/// already: `Phường 12` gives `phường 12`, but `Phường Đúc` gives `phường Phường Đúc`.
pub(crate) fn with_type(kind: &str, name: &str) -> String {
    let number = name.split_once(' ').filter(|(first, rest)| {
        rest.bytes().all(|byte| byte.is_ascii_digit()) && first.to_lowercase() == kind
    });
    [kind, " ", number.map_or(name, |(_, number)| number)].concat()
}
