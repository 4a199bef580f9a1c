//! Localities: Viet Nam's administrative units, as named then and as they are now.
//!
//! Takes the place that an entry names, as people write it (`xã Tam Hợp, huyện Tương Dương, tỉnh
//! Nghệ An`; `P.12, Q.10, TPHCM`), and gives today's province and communes, and the former unit
//! that was meant. Never guesses: a text that fits several units is refused with all of them, and
//! whatever is not certain comes back as a doubt. Never makes a sentence: doubts and errors are
//! values, worded elsewhere.
//!
//! The tables in `data/` are compiled into one blob by the build script; additions of a site
//! ([`Gazetteer::extend`]) stand beside them. "Today" is the tables' date, 30/04/2026.

mod additions;
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
pub use former::{Fate, FormerTier, FormerUnit};
pub use ids::{AdminUnit, CommuneId, FormerId, LAST_OF_THREE_TIERS, ProvinceId};
pub use kind::UnitType;
pub use outcome::{Doubt, Place, Resolution, UnknownTier, Unresolved};
pub use today::{Commune, Province};
pub use when::When;

use crate::text::letters;

/// The longest text that is read as a place, in characters.
pub const LONGEST_TEXT: usize = 300;

/// The built-in units and a site's additions.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    blob: blob::Blob,
    additions: additions::Additions,
    /// The province of an office that leaves it out.
    home: Option<String>,
}

impl Gazetteer {
    /// The gazetteer that is compiled into the program. Costs next to nothing.
    pub fn built_in() -> Gazetteer {
        Gazetteer { blob: blob::Blob::load(), additions: additions::Additions::default(), home: None }
    }

    /// Reads texts that name no province first as those of this one, as an office of one province writes.
    /// What is elsewhere for certain is still found there.
    ///
    /// # Errors
    ///
    /// The text names no province.
    pub fn set_home(&mut self, province: &str) -> Result<(), Unresolved> {
        let place = self.resolve(province, false)?.place;
        let is_province = |id| self.former(id).level() == FormerTier::Province;
        if !place.communes.is_empty() || !place.former.is_none_or(is_province) {
            return Err(Unresolved::UnknownProvince { written: place.written, nearest: Vec::new() });
        }
        self.home = Some(place.written);
        Ok(())
    }

    /// One of today's provinces.
    pub fn province(&self, id: ProvinceId) -> Province<'_> {
        Province::new(self, id)
    }

    /// One of today's communes.
    pub fn commune(&self, id: CommuneId) -> Commune<'_> {
        Commune::new(self, id)
    }

    /// A former unit or an addition. The id must come from this gazetteer.
    pub fn former(&self, id: FormerId) -> FormerUnit<'_> {
        FormerUnit::new(self, id)
    }

    /// Today's provinces by code.
    pub fn provinces(&self) -> impl Iterator<Item = ProvinceId> + use<> {
        (0..self.blob.count(layout::PROVINCES)).map(|at| ProvinceId(at as u8))
    }

    /// Today's communes by province, then code.
    pub fn communes(&self) -> impl Iterator<Item = CommuneId> + use<> {
        (0..self.blob.count(layout::COMMUNES)).map(|at| CommuneId(at as u16))
    }

    /// The 63 provinces until 30/06/2025 by code; their districts and wards are their
    /// [`parts`](FormerUnit::parts).
    pub fn former_provinces(&self) -> impl Iterator<Item = FormerId> + use<> {
        (0..self.blob.count(layout::FORMER_PROVINCES)).map(|at| FormerId(at as u32))
    }

    /// The units that became this commune, wholly or in part.
    pub fn former_units_of(&self, commune: CommuneId) -> Vec<FormerId> {
        self.commune(commune).former_units().collect()
    }

    /// The name of any unit without its type.
    pub fn name(&self, unit: AdminUnit) -> &str {
        match unit {
            AdminUnit::Province(id) => self.province(id).name(),
            AdminUnit::Commune(id) => self.commune(id).name(),
            AdminUnit::Former(id) => self.former(id).name(),
        }
    }

    /// The word of any unit's type.
    pub fn type_word(&self, unit: AdminUnit) -> &str {
        match unit {
            AdminUnit::Province(id) => self.province(id).kind().word(),
            AdminUnit::Commune(id) => self.commune(id).kind().word(),
            AdminUnit::Former(id) => self.former(id).type_word(),
        }
    }

    /// Any unit with those around it, in its own time. Resolves to that unit, save where today's
    /// unit took an older one's name.
    pub fn full_name(&self, unit: AdminUnit) -> String {
        match unit {
            AdminUnit::Province(id) => self.province(id).full_name(),
            AdminUnit::Commune(id) => self.commune(id).full_name(),
            AdminUnit::Former(id) => self.former(id).full_name(),
        }
    }

    /// The built-in unit of a number, as the index has it.
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

    /// Where a name stands, by its exact key.
    fn find(&self, exact: &str) -> phrase::NameMatch {
        let folded = key::folded_key(exact);
        let digest = key::digest(exact);
        phrase::NameMatch {
            entry: self.blob.find(&folded, digest),
            added: self.additions.find(&folded, digest),
            loose: key::loose_key(exact),
        }
    }

    /// Whether two names differ in tone style and case at most.
    fn same_name(&self, one: &str, other: &str) -> bool {
        one == other || key::exact_key(one) == key::exact_key(other)
    }
}
