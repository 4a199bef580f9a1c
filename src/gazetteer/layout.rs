//! The format of the compiled gazetteer: sections of fixed-width records, little-endian.
//!
//! Holds names and sizes only. The build script writes this format and [`super::blob`] reads it;
//! both include this file, so they cannot disagree.
//!
//! A blob is [`SECTIONS`] offsets (`u32`), one more for the end, then the sections in order. A
//! *name* is an index into [`NAMES`]; a *unit* is a number that counts all built-in units: provinces,
//! communes, former provinces, former districts, former wards, units of the history, each in the
//! order of its section.

/// The number of sections.
pub(crate) const SECTIONS: usize = 17;

/// UTF-8 of all strings, without separators.
pub(crate) const TEXT: usize = 0;
/// Strings: offset into [`TEXT`] in the low 24 bits, length in bytes in the high 8.
pub(crate) const NAMES: usize = 1;
/// Present-day provinces by code: code u8, type u8, name u16, first commune u16, type before
/// 30/04/2026 u8 (0: the same), former province of that name u8.
pub(crate) const PROVINCES: usize = 2;
/// Present-day communes by province, then code: code u32, name u16, type u8, province u8, latitude
/// i32, longitude i32 (ten-thousandths of a degree), first predecessor u16, type before
/// 30/04/2026 u8 (0: the same), 0 u8.
pub(crate) const COMMUNES: usize = 3;
/// Former provinces by code: code u8, type u8, name u16, first district u16, present-day province
/// u8, 0 u8.
pub(crate) const FORMER_PROVINCES: usize = 4;
/// Former districts by province, then code: code u16, name u16, first ward u16, type u8, former
/// province u8.
pub(crate) const DISTRICTS: usize = 5;
/// Former wards by district, then code: code u32, name u16, district u16, first successor u16,
/// type u8, 0 u8.
pub(crate) const WARDS: usize = 6;
/// Successors of former wards: communes (u16), the main one first.
pub(crate) const SUCCESSORS: usize = 7;
/// Predecessors of communes: units (u16), which are wards, or districts without wards.
pub(crate) const PREDECESSORS: usize = 8;
/// Districts without wards: district u16, commune that replaced it u16.
pub(crate) const ISLANDS: usize = 9;
/// Folded keys, sorted by bytes: string as in [`NAMES`].
pub(crate) const FOLDED: usize = 10;
/// For each folded key the first of its exact keys (u16), and one more for the end.
pub(crate) const FOLDED_FIRST: usize = 11;
/// Digests (u32) of exact keys.
pub(crate) const EXACT: usize = 12;
/// For each exact key the first of its postings (u16), and one more for the end.
pub(crate) const EXACT_FIRST: usize = 13;
/// Units (u16) by exact key, in order of unit.
pub(crate) const POSTINGS: usize = 14;
/// Units abolished, renamed or moved before July 2025; provinces, districts, then wards: code u32, name
/// u16, type u8, flags u8 (0 to 2: level; 4: the last day is exact; 8: the same place as next), parent
/// u16, first day u16, day after the last u16 (since 01/01/2000; 0: unknown), next u16. Parent and next
/// are numbers of former units; 65,535 stands for none.
pub(crate) const HISTORY: usize = 15;
/// Indices (u16) into [`FOLDED`] in order of their loose keys.
pub(crate) const LOOSE: usize = 16;

/// The size of a record of each section in bytes.
pub(crate) const WIDTHS: [usize; SECTIONS] = [1, 4, 8, 20, 8, 8, 12, 2, 2, 4, 4, 2, 4, 2, 2, 16, 2];
