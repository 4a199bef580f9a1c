//! Texts that name more than one place: a list, or a unit with what it is called now.
//!
//! Takes the parts of a text and a way to read some of them; gives the list to write instead, or the one unit
//! that both names fit. Never finds a list where a village stands before its commune.

use super::fits::{Candidate, Tier, best};
use super::phrase::{self, Part, Phrase};
use super::resolve::Interpreted;
use super::{Gazetteer, Unit, Unresolved, blob};

impl Gazetteer {
    /// The only former unit of the text's name that became the unit which the text says it is now.
    pub(crate) fn became(&self, phrase: &Phrase, now: &str) -> Option<Unit> {
        let now = phrase::read(self, now, phrase.when);
        let name = blob::keys(self.bare(now.parts.first()?)).0;
        let part = phrase.parts.iter().rev().find(|part| !part.aside)?;
        let became = |unit: &Unit| match unit {
            Unit::Former(id) => self
                .former(*id)
                .main_communes()
                .iter()
                .any(|commune| self.same_name(self.commune(*commune).name(), &name)),
            _ => false,
        };
        let mut units: Vec<Candidate> =
            self.candidates(phrase, part).filter(|candidate| became(&candidate.unit)).collect();
        units = best(&units);
        self.only(&units)
    }

    /// The name of a part without its type word.
    fn bare<'t>(&self, part: &Part<'t>) -> &'t str {
        let words = if part.kind.is_some() { part.written.split_once(' ') } else { None };
        words.map_or(part.written, |(_, name)| name)
    }

    /// The list to write instead of a text that names several places: units of one tier around which the rest
    /// of the text stands.
    pub(crate) fn several<'t>(
        &self,
        phrase: &Phrase<'t>,
        read: &dyn Fn(&[Part<'t>]) -> Interpreted,
    ) -> Option<Unresolved> {
        let parts = &phrase.parts;
        for members in (2..=parts.len()).rev() {
            let (list, around) = parts.split_at(members);
            if list.iter().any(|part| part.aside || !part.found.is_some()) {
                continue;
            }
            let found: Vec<Unit> = list
                .iter()
                .map_while(|part| {
                    let one = [std::slice::from_ref(part), around].concat();
                    read(&one).ok().filter(|read| read.doubts.is_empty()).map(|read| read.unit)
                })
                .collect();
            let tier = found.first().map(|unit| self.tier(*unit));
            let distinct: std::collections::BTreeSet<Unit> = found.iter().copied().collect();
            let alike = distinct.len() == members
                && found.iter().all(|unit| Some(self.tier(*unit)) == tier && tier != Some(Tier::Province));
            let within = |unit: &Unit| match unit {
                Unit::Former(id) => self.former(*id).within(),
                Unit::Commune(id) => Some(Unit::Province(self.commune(*id).province())),
                Unit::Province(_) => None,
            };
            if alike && found.iter().all(|unit| within(unit) == within(&found[0])) {
                let places = found.iter().map(|unit| self.full_name(*unit)).collect();
                return Some(Unresolved::Several { places });
            }
        }
        None
    }
}
