//! Which units a part of a text may mean, and how well each fits.
//!
//! Takes a part and a condition and gives units with their fit. Never chooses between units that
//! fit equally well.

use super::phrase::{NameMatch, Phrase, PhrasePart};
use super::wording::TypeWord;
use super::{AdminUnit, FormerId, FormerTier, Gazetteer, ProvinceId, UnitType, key};

/// How well a unit fits: less is better; marks weigh more than spelling, spelling more than the type,
/// the type more than the era. All zeros mean "as written".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fit {
    /// The number of names that match only without marks.
    pub(crate) marks: u8,
    /// The number of names in a different common spelling.
    pub(crate) spelling: u8,
    /// The number of types that differ from the text.
    pub(crate) kind: u8,
    /// 0 for a unit of the era that the text's form implies, else more.
    pub(crate) era: u8,
    /// 1 for a unit of the history that did not exist at the time.
    pub(crate) time: u8,
}

/// A unit and its fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) unit: AdminUnit,
    pub(crate) fit: Fit,
}

/// The province at the end of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProvinceRead {
    /// The present-day province of that name.
    pub(crate) today: Option<ProvinceId>,
    /// The former province of that name, or an addition.
    pub(crate) former: Option<FormerId>,
    pub(crate) fit: Fit,
}

/// A tier, as implied by the type word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitTier {
    Province,
    District,
    Commune,
    Village,
}

impl Gazetteer {
    /// Returns every unit with the part's name and tier, with its fit by marks and type (era 0), in order.
    pub(crate) fn candidates<'a>(
        &'a self,
        phrase: &Phrase,
        part: &'a PhrasePart,
    ) -> impl Iterator<Item = Candidate> + 'a {
        let (bare, when) = (phrase.bare, phrase.when);
        let is_meant = move |unit: AdminUnit| match unit {
            AdminUnit::Former(id) => !part.found.added.iter().any(|(number, _)| self.replaces(*number, id)),
            _ => !part.past,
        };
        let entry = &part.found.entry;
        let others = self.blob.loose(entry.loose.clone()).filter(move |folded| Some(*folded) != entry.folded);
        let folded = entry.folded.into_iter().chain(others);
        let exacts = folded.flat_map(|folded| self.blob.exacts(folded).map(move |exact| (folded, exact)));
        let built_in = exacts.flat_map(move |(folded, exact)| {
            let exactly = Some(exact) == entry.exact;
            let spelling = u8::from(Some(folded) != entry.folded);
            self.blob.postings(exact).map(move |number| {
                let unit = self.unit(number);
                let (marks, spelling) = match bare {
                    true => (1, spelling),
                    false if exactly => (0, 0),
                    false if self.is_spelt(unit, &part.found.loose) => (0, 1),
                    false => (1, spelling),
                };
                (unit, marks, spelling)
            })
        });
        let added = part.found.added.iter().map(move |(number, marks)| {
            (self.additions.unit(&self.blob, *number), u8::from(bare || !marks), 0)
        });
        built_in.chain(added).filter(move |one| is_meant(one.0)).filter_map(move |(unit, marks, spelling)| {
            let kind = self.kind_fit(part.kind, unit)?;
            let time = match unit {
                AdminUnit::Former(id) => when.fit(self, id),
                _ => 0,
            };
            Some(Candidate { unit, fit: Fit { marks, spelling, kind, era: 0, time } })
        })
    }

    /// Whether an addition replaces a unit of the history: the site knows its successors better.
    fn replaces(&self, addition: u32, id: FormerId) -> bool {
        let (added, former) = (self.additions.get(addition as usize), self.former(id));
        let lasting = |unit: Option<AdminUnit>| unit.map(|unit| self.lasting_unit(unit));
        former.record().is_some()
            && added.type_word == former.type_word()
            && lasting(added.within) == lasting(former.within())
    }

    /// Whether a unit's name differs from a loose key only in spelling.
    fn is_spelt(&self, unit: AdminUnit, loose: &str) -> bool {
        let name = key::loose_key(&key::exact_key(self.name(unit)));
        name == loose || name.strip_prefix(&key::loose_key(self.type_word(unit))) == Some(loose)
    }

    /// Whether the match is a built-in unit in a different common spelling.
    pub(crate) fn is_spelt_as(&self, found: &NameMatch) -> bool {
        let exacts = self.blob.loose(found.entry.loose.clone()).flat_map(|folded| self.blob.exacts(folded));
        let mut units = exacts.flat_map(|exact| self.blob.postings(exact)).map(|number| self.unit(number));
        units.any(|unit| self.is_spelt(unit, &found.loose))
    }

    /// Returns 0 if the type is as written or none was written, 1 if it is a different one of the same tier,
    /// `None` if the type implies a different tier.
    fn kind_fit(&self, written: Option<TypeWord>, unit: AdminUnit) -> Option<u8> {
        let Some(written) = written else {
            return Some(0);
        };
        let tier = self.tier(unit);
        match written {
            TypeWord::Village(word) => {
                (tier == UnitTier::Village).then(|| u8::from(self.type_word(unit) != word))
            }
            TypeWord::Unit(kind) => {
                let same_tier = match tier {
                    UnitTier::Province => kind.is_province(),
                    UnitTier::District => kind.is_district(),
                    UnitTier::Commune => kind.is_commune(),
                    UnitTier::Village => false,
                };
                same_tier.then(|| u8::from(!self.bears(unit, kind)))
            }
        }
    }

    /// Whether a unit has a type, or had it in the times that the tables cover. Huế was a province
    /// until 31/12/2024 (resolution 175/2024/QH15), which they do not cover (21/11/2026).
    fn bears(&self, unit: AdminUnit, kind: UnitType) -> bool {
        match unit {
            AdminUnit::Province(id) => {
                let province = self.province(id);
                let was_hue = || kind == UnitType::Province && province.name() == "Huế";
                province.kind() == kind || province.was() == Some(kind) || was_hue()
            }
            AdminUnit::Commune(id) => {
                let commune = self.commune(id);
                commune.kind() == kind || commune.was() == Some(kind)
            }
            AdminUnit::Former(id) => self.former(id).kind() == Some(kind),
        }
    }

    /// Returns the tier of a unit.
    pub(crate) fn tier(&self, unit: AdminUnit) -> UnitTier {
        match unit {
            AdminUnit::Province(_) => UnitTier::Province,
            AdminUnit::Commune(_) => UnitTier::Commune,
            AdminUnit::Former(id) => {
                let former = self.former(id);
                match (former.level(), former.kind()) {
                    (FormerTier::Province, _) => UnitTier::Province,
                    (FormerTier::District, _) => UnitTier::District,
                    (FormerTier::Ward, _) => UnitTier::Commune,
                    (FormerTier::Addition, None) => UnitTier::Village,
                    (FormerTier::Addition, Some(_)) if former.within().is_none() => UnitTier::Province,
                    (FormerTier::Addition, Some(kind)) if kind.is_commune() => UnitTier::Commune,
                    (FormerTier::Addition, Some(_)) => UnitTier::District,
                }
            }
        }
    }

    /// Returns the province that a part names: the present-day and the former one of that name.
    pub(crate) fn province_read(&self, phrase: &Phrase, part: &PhrasePart) -> Option<ProvinceRead> {
        let mut read: Option<ProvinceRead> = None;
        for Candidate { unit, fit } in self.candidates(phrase, part) {
            if self.tier(unit) != UnitTier::Province {
                continue;
            }
            let read = read.get_or_insert(ProvinceRead { today: None, former: None, fit });
            read.fit = read.fit.min(fit);
            match unit {
                AdminUnit::Province(id) => read.today = Some(id),
                // If two have the name, the one that lasted is meant.
                AdminUnit::Former(id) if read.former.is_none() => read.former = Some(id),
                AdminUnit::Former(_) => {}
                AdminUnit::Commune(_) => {}
            }
        }
        read
    }

    /// Returns all districts that a part names in a province, or anywhere, with the era of the province's
    /// name in their fit.
    pub(crate) fn districts(
        &self,
        phrase: &Phrase,
        part: &PhrasePart,
        province: Option<&ProvinceRead>,
    ) -> Vec<(FormerId, Fit)> {
        self.candidates(phrase, part)
            .filter(|candidate| self.tier(candidate.unit) == UnitTier::District)
            .filter_map(|Candidate { unit, fit }| {
                let AdminUnit::Former(id) = unit else { return None };
                let era = province.map_or(Some(0), |province| self.former_era(id, province))?;
                Some((id, Fit { era, ..fit }))
            })
            .collect()
    }

    /// Returns 0 if a former unit was in the province as it then was, 1 if it is in the present-day
    /// province of that name, `None` if it is elsewhere.
    pub(crate) fn former_era(&self, unit: FormerId, province: &ProvinceRead) -> Option<u8> {
        let former = self.former(unit);
        let lay_in = former.province();
        if province.former.is_some()
            && (lay_in == province.former || former.within() == province.former.map(AdminUnit::Former))
        {
            return Some(0);
        }
        if province.today != Some(former.province_now()) {
            return None;
        }
        // An addition within a present-day unit was never in a former province.
        Some(u8::from(lay_in.is_some()))
    }
}

/// Returns the candidates with the best fit.
pub(crate) fn best(candidates: &[Candidate]) -> Vec<Candidate> {
    let Some(least) = candidates.iter().map(|candidate| candidate.fit).min() else {
        return Vec::new();
    };
    candidates.iter().filter(|candidate| candidate.fit == least).copied().collect()
}
