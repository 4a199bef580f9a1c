//! Localities: Viet Nam's administrative units, as named then and as they are now.
//!
//! Takes the place that an entry names, as people write it (`xã Tam Hợp, huyện Tương Dương, tỉnh
//! Nghệ An`; `P.12, Q.10, TPHCM`), and gives the present-day province and communes, and the former
//! unit that was meant. Never guesses: a text that fits several units is rejected with all of them,
//! and uncertainty is returned as a doubt. Never writes a sentence: doubts and errors are values,
//! worded elsewhere.
//!
//! The tables in `data/` are compiled into one blob by the build script; a site adds its own units
//! with [`Gazetteer::extend`]. "Present-day" refers to the tables' date, [`TABLES_DAY`].

mod additions;
mod area;
mod blob;
mod fits;
mod former;
mod history;
mod ids;
mod inherit;
mod key;
mod kind;
mod layout;
mod outcome;
mod phrase;
mod pieces;
mod placing;
mod resolve;
mod several;
mod three_tiers;
mod today;
mod two_tiers;
mod unknown;
mod when;
mod wording;

pub use additions::{Addition, AdditionPart, AdditionProblem, Trouble};
pub use area::Area;
pub use former::{Fate, FormerTier, FormerUnit};
pub use ids::{AdminUnit, CommuneId, FormerId, LAST_OF_THREE_TIERS, ProvinceId, TABLES_DAY};
pub use kind::UnitType;
pub use outcome::{Doubt, Place, Resolution, UnknownTier, Unresolved};
pub use today::{Commune, Province};
pub use when::When;

use std::borrow::Cow;

use crate::text::{letters, tones_on_second};

/// Maximum length in characters of a text that is resolved.
pub const LONGEST_TEXT: usize = 300;

/// The built-in units and a site's additions.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    blob: blob::Blob,
    additions: additions::Additions,
    /// The default province, for an office that does not write its own.
    home: Option<String>,
    /// Whether names with their types are spelled `Hoà`, not `Hòa`.
    tones_on_second: bool,
}

impl Gazetteer {
    /// Returns the gazetteer compiled into the program, at almost no cost.
    pub fn built_in() -> Gazetteer {
        let additions = additions::Additions::default();
        Gazetteer { blob: blob::Blob::load(), additions, home: None, tones_on_second: false }
    }

    /// Chooses where names have the tone marks of `oa`, `oe` and `uy`: on the second vowel (`Hoà Bình`), or else on the
    /// first (`Hòa Bình`). Both are understood in any case. Names that the site adds stay as they are written.
    pub fn set_tones_on_second(&mut self, is_on_second: bool) {
        self.tones_on_second = is_on_second;
    }

    /// Returns a built-in name with its tone marks where the site wants them.
    fn spelled<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.tones_on_second { tones_on_second(name).into() } else { name.into() }
    }

    /// Sets the default province: texts that name no province are first resolved within it. A place that
    /// is certainly elsewhere is still found there.
    ///
    /// # Errors
    ///
    /// Returns an error if the text names no province.
    pub fn set_home(&mut self, province: &str) -> Result<(), Unresolved> {
        let place = self.resolve(province, false)?.place;
        let is_province = |id| self.former(id).level() == FormerTier::Province;
        if !place.communes.is_empty() || !place.former.is_none_or(is_province) {
            return Err(Unresolved::UnknownProvince { written: place.written, nearest: Vec::new() });
        }
        self.home = Some(place.written);
        Ok(())
    }

    /// Returns a present-day province.
    pub fn province(&self, id: ProvinceId) -> Province<'_> {
        Province::new(self, id)
    }

    /// Returns a present-day commune.
    pub fn commune(&self, id: CommuneId) -> Commune<'_> {
        Commune::new(self, id)
    }

    /// Returns a former unit or an addition. The id must come from this gazetteer.
    pub fn former(&self, id: FormerId) -> FormerUnit<'_> {
        FormerUnit::new(self, id)
    }

    /// Returns the present-day provinces by code.
    pub fn provinces(&self) -> impl Iterator<Item = ProvinceId> + use<> {
        (0..self.blob.count(layout::PROVINCES)).map(|at| ProvinceId(at as u8))
    }

    /// Returns the present-day communes by province, then code.
    pub fn communes(&self) -> impl Iterator<Item = CommuneId> + use<> {
        (0..self.blob.count(layout::COMMUNES)).map(|at| CommuneId(at as u16))
    }

    /// Returns the 63 provinces until 30/06/2025 by code; their districts and wards are their
    /// [`parts`](FormerUnit::parts).
    pub fn former_provinces(&self) -> impl Iterator<Item = FormerId> + use<> {
        (0..self.blob.count(layout::FORMER_PROVINCES)).map(|at| FormerId(at as u32))
    }

    /// Returns the units that became this commune, wholly or in part.
    pub fn former_units_of(&self, commune: CommuneId) -> Vec<FormerId> {
        self.commune(commune).former_units().collect()
    }

    /// Returns the name of a unit without its type.
    pub fn name(&self, unit: AdminUnit) -> &str {
        match unit {
            AdminUnit::Province(id) => self.province(id).name(),
            AdminUnit::Commune(id) => self.commune(id).name(),
            AdminUnit::Former(id) => self.former(id).name(),
        }
    }

    /// Returns the word of a unit's type.
    pub fn type_word(&self, unit: AdminUnit) -> &str {
        match unit {
            AdminUnit::Province(id) => self.province(id).kind().word(),
            AdminUnit::Commune(id) => self.commune(id).kind().word(),
            AdminUnit::Former(id) => self.former(id).type_word(),
        }
    }

    /// Returns the name of a unit with its surrounding units at its time. It resolves to that unit,
    /// unless a present-day unit took an older one's name.
    pub fn full_name(&self, unit: AdminUnit) -> String {
        match unit {
            AdminUnit::Province(id) => self.province(id).full_name(),
            AdminUnit::Commune(id) => self.commune(id).full_name(),
            AdminUnit::Former(id) => self.former(id).full_name(),
        }
    }

    /// Returns the built-in unit of a number in the index.
    fn unit(&self, number: usize) -> AdminUnit {
        let provinces = self.blob.count(layout::PROVINCES);
        let communes = self.blob.count(layout::COMMUNES);
        match number.checked_sub(provinces) {
            None => AdminUnit::Province(ProvinceId(number as u8)),
            Some(number) => match number.checked_sub(communes) {
                None => AdminUnit::Commune(CommuneId(number as u16)),
                Some(number) => AdminUnit::Former(FormerId(number as u32)),
            },
        }
    }

    /// Finds a name by its exact key.
    fn find(&self, exact: &str) -> phrase::NameMatch {
        let folded = key::folded_key(exact);
        let digest = key::digest(exact);
        phrase::NameMatch {
            entry: self.blob.find(&folded, digest),
            added: self.additions.find(&folded, digest),
            loose: key::loose_key(exact),
        }
    }

    /// Whether two names differ at most in tone placement and case.
    fn same_name(&self, one: &str, other: &str) -> bool {
        one == other || key::exact_key(one) == key::exact_key(other)
    }
}
