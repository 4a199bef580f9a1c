//! What is reached of a target.
//!
//! Takes the catalogue and a target, counts the entries that visitors see: in all, by place and by unit. Nothing but
//! the entries' own keys is counted, and hidden entries never are.

use std::collections::BTreeMap;

use super::{Catalogue, Entry, SiteTarget};
use crate::date::Day;
use crate::gazetteer::{Area, CommuneId, ProvinceId};
use crate::parse::{Indicator, Step};

/// What is counted one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counting {
    /// A province of today.
    Province(ProvinceId),
    /// A commune of today.
    Commune(CommuneId),
    /// A unit, as an index into [`Catalogue::units`].
    Unit(usize),
}

/// The count of one place or unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The place or unit.
    pub of: Counting,
    /// Its entries.
    pub entries: usize,
    /// Its entries that the indicator counts.
    pub counted: usize,
    /// Whether it has as many as the target asks of each; for other indicators, whether it has any that counts.
    pub is_enough: bool,
}

/// What is reached of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What counts: places, units or entries.
    pub reached: usize,
    /// What could count.
    pub base: usize,
    /// Whether the aim is met.
    pub is_met: bool,
    /// The places or units that the target is about, in their own order.
    pub tallies: Vec<Tally>,
    /// The units of the entries, if the target is about places; in the order of the catalogue.
    pub units: Vec<Tally>,
}

impl Catalogue {
    /// Counts what is reached of a target.
    pub fn progress(&self, target: &SiteTarget) -> Progress {
        let (mut base, mut counted) = (0, 0);
        let mut found: BTreeMap<Counting, (usize, usize)> = BTreeMap::new();
        let by_province = target.area.is_none() && self.home().is_none();
        for entry in self.entries.iter().filter(|entry| self.is_of(target, entry)) {
            let Some(counts) = self.counts(target.indicator, entry) else { continue };
            base += 1;
            counted += usize::from(counts);
            let mut of: Vec<Counting> = entry.units.iter().map(|unit| Counting::Unit(*unit)).collect();
            for place in &entry.places {
                of.extend(place.communes.iter().map(|id| Counting::Commune(*id)).filter(|_| !by_province));
                of.extend(by_province.then_some(Counting::Province(place.province)));
            }
            of.sort_unstable();
            of.dedup();
            for of in of {
                let tally = found.entry(of).or_default();
                tally.0 += 1;
                tally.1 += usize::from(counts);
            }
        }
        let tally = |of: Counting| {
            let (entries, counted) = found.get(&of).copied().unwrap_or_default();
            let is_enough = match target.indicator {
                Indicator::PlacesWithEntries => {
                    entries >= target.at_least && target.at_most.is_none_or(|most| entries <= most)
                }
                _ => counted > 0,
            };
            Tally { of, entries, counted, is_enough }
        };
        let tallies: Vec<Tally> = self.counted_by(target).into_iter().map(tally).collect();
        let units = found.keys().filter(|of| target.units.is_empty() && matches!(of, Counting::Unit(_)));
        let units = units.map(|of| tally(*of)).collect();
        let (reached, base) = match target.indicator {
            Indicator::PlacesWithEntries => {
                (tallies.iter().filter(|tally| tally.is_enough).count(), tallies.len())
            }
            _ => (counted, base),
        };
        Progress { reached, base, is_met: target.aim.is_met(reached, base), tallies, units }
    }

    /// Returns what a target counts one by one: its units; else the communes of its places, or those of the site's own
    /// province; else the provinces.
    fn counted_by(&self, target: &SiteTarget) -> Vec<Counting> {
        let gazetteer = &self.gazetteer;
        if !target.units.is_empty() {
            return target.units.iter().map(|unit| Counting::Unit(*unit)).collect();
        }
        match (&target.area, self.home()) {
            (Some(area), _) => area.communes().iter().map(|id| Counting::Commune(*id)).collect(),
            (None, Some(home)) => home.communes().iter().map(|id| Counting::Commune(*id)).collect(),
            (None, None) => gazetteer.provinces().map(Counting::Province).collect(),
        }
    }

    /// Returns the area of the site's own province, if it has one.
    pub fn home(&self) -> Option<Area> {
        let written = &self.config.province.as_ref()?.value;
        let place = self.gazetteer.resolve(written, false).ok()?.place;
        Some(self.gazetteer.area([&place]))
    }

    /// Whether an entry belongs to the period, the places and the units of a target.
    fn is_of(&self, target: &SiteTarget, entry: &Entry) -> bool {
        entry.hidden.is_none()
            && target.phase.is_none_or(|phase| entry.phase == Some(phase))
            && target.year.is_none_or(|year| entry.year() == Some(year))
            && target
                .area
                .as_ref()
                .is_none_or(|area| entry.places.iter().any(|place| self.gazetteer.is_in(place, area)))
            && (target.units.is_empty() || entry.units.iter().any(|unit| target.units.contains(unit)))
    }

    /// Returns whether an indicator counts an entry; `None` if the entry could not count.
    fn counts(&self, indicator: Indicator, entry: &Entry) -> Option<bool> {
        let has = |steps: &[Step]| entry.record().status.iter().any(|status| steps.contains(&status.step));
        let is_registered = !entry.record().status.is_empty();
        match indicator {
            Indicator::PlacesWithEntries | Indicator::Entries => Some(true),
            Indicator::Recognised => is_registered.then(|| has(&[Step::Recognised])),
            Indicator::Commended => is_registered.then(|| has(&[Step::Commended, Step::Praised])),
            Indicator::Replicated => is_registered.then(|| has(&[Step::Replicated])),
            Indicator::Verified => {
                (entry.current_step() != Some(Step::Stopped)).then(|| self.is_fresh(entry))
            }
        }
    }

    /// Whether an entry was verified within a year.
    pub fn is_fresh(&self, entry: &Entry) -> bool {
        entry.record().verified.as_ref().is_some_and(|at| fresh_until(at.value) >= self.as_of)
    }

    /// Returns the days on which what is reached of the targets changes without an edit: a year after each verification,
    /// and the day after each target's last.
    pub(super) fn target_days(&self) -> impl Iterator<Item = Day> {
        let watched = self.targets.watch_verifications();
        let verified = self.entries.iter().filter(move |_| watched);
        let verified = verified.filter_map(|entry| entry.record().verified.as_ref());
        let fresh = verified.map(|at| fresh_until(at.value).next());
        fresh.chain(self.targets.on_page().filter_map(|target| target.due).map(Day::next))
    }
}

/// Returns the last day on which a verification is less than a year old.
pub(crate) fn fresh_until(verified: Day) -> Day {
    verified.years_after(1)
}

impl Entry {
    /// Returns the year in which the entry was registered, or else began.
    pub fn year(&self) -> Option<u16> {
        let registered = self.record().status.iter().find(|status| status.step == Step::Registered);
        registered.map(|status| status.date.value).or(self.started).map(|date| date.year)
    }
}
