//! Counts: how many entries a list has, and how many of them are also in another list.
//!
//! Takes the lists of a plan, gives links and tiles with counts.

use super::index::ListOf;
use super::view::{Counted, FieldTile, Glance, MilestoneView, PhaseTile};
use super::{Plan, What};
use crate::address;
use crate::gazetteer::ProvinceId;
use crate::model::Field;
use crate::search::facet::FacetKind;

impl Plan<'_> {
    /// Returns every field with its count.
    pub(super) fn field_tiles(&self) -> Vec<FieldTile> {
        let counts = (0..self.catalogue.fields.len()).map(|n| self.shape.lists.get(ListOf::Field(n)).len());
        counts.enumerate().map(|(n, count)| self.field_tile(n, count)).collect()
    }

    /// Returns every field with its count, its summary and what it looks like on a page.
    pub(super) fn described_fields(&self, on: What) -> Vec<FieldTile> {
        let described = self.field_tiles().into_iter().zip(&self.catalogue.fields).zip(self.glances(on));
        let tile = |((tile, field), glance): ((FieldTile, &Field), Glance)| FieldTile {
            summary: field.summary.clone(),
            glance: Some(glance),
            ..tile
        };
        described.map(tile).collect()
    }

    /// Returns every phase with its count and what it looks like on a page.
    pub(super) fn described_phases(&self, on: What) -> Vec<PhaseTile> {
        let tiles = (0..).map(|number| self.phase_tile(number)).zip(self.glances(on));
        tiles.map(|(tile, glance)| PhaseTile { glance: Some(glance), ..tile }).collect()
    }

    fn field_tile(&self, number: usize, count: usize) -> FieldTile {
        FieldTile { field: self.facts.field(number), summary: None, count, glance: None }
    }

    /// Returns a phase with its count.
    pub(super) fn phase_tile(&self, number: usize) -> PhaseTile {
        let phase = &self.catalogue.phases[number];
        let wording = &self.facts.wording;
        PhaseTile {
            phase: self.facts.phase(number),
            from: wording.day(phase.from),
            to: wording.day(phase.to.previous()),
            current: self.is_current(number),
            summary: phase.summary.clone(),
            milestones: phase
                .milestones
                .iter()
                .map(|m| MilestoneView { date: wording.day(m.date.value), name: m.name.clone() })
                .collect(),
            count: self.shape.lists.get(ListOf::Phase(number)).len(),
            glance: None,
        }
    }

    pub(super) fn phase_link(&self, number: usize) -> Counted {
        let of = ListOf::Phase(number);
        self.counted(of, self.shape.lists.get(of).len())
    }

    /// Whether a phase is under way.
    pub(super) fn is_current(&self, phase: usize) -> bool {
        let phase = &self.catalogue.phases[phase];
        phase.from <= self.catalogue.as_of && self.catalogue.as_of < phase.to
    }

    /// Returns the fields of a list's entries with their counts there; each leads to those entries.
    pub(super) fn fields_within(&self, of: ListOf) -> Vec<FieldTile> {
        let counts = self.count_within(of, |n| self.entry(n).fields.clone(), self.catalogue.fields.len());
        let narrowed = |(n, count): (usize, usize)| {
            let mut tile = self.field_tile(n, count);
            tile.field.path = self.both(of, ListOf::Field(n));
            tile
        };
        counts.into_iter().map(narrowed).collect()
    }

    /// Returns the address that shows the entries that are in both lists: the search page with both as filters, or the
    /// page of `other` if the site has no search.
    fn both(&self, of: ListOf, other: ListOf) -> String {
        let filters: Vec<String> =
            [of, other].into_iter().filter_map(|list| self.search_filter(list)).collect();
        match (of, self.catalogue.config.search) {
            (ListOf::All, _) | (_, false) => self.list_address(other),
            _ => filtered_search(&filters),
        }
    }

    /// Returns a list as a filter in the address of the search page; `None` for lists that are not offered as
    /// filters.
    pub(super) fn search_filter(&self, of: ListOf) -> Option<String> {
        let (catalogue, gazetteer) = (self.catalogue, &self.catalogue.gazetteer);
        let (facet, value) = match of {
            ListOf::Field(n) => (FacetKind::Field, catalogue.fields[n].id.clone()),
            ListOf::Phase(n) => (FacetKind::Phase, catalogue.phases[n].id.clone()),
            ListOf::Province(id) => (FacetKind::Province, gazetteer.province(id).slug()),
            ListOf::Kind(kind) => (FacetKind::Kind, self.facts.wording.kind(kind).id),
            ListOf::Status(step) => (FacetKind::Status, self.facts.wording.step(step).id),
            ListOf::All | ListOf::Unit(_) | ListOf::Document(_) | ListOf::Commune(_) | ListOf::Former(_) => {
                return None;
            }
        };
        facet_filter(facet, &value)
    }

    /// Returns the lists that `is_it` accepts, with their numbers of entries, without empty ones.
    pub(super) fn lists_with_entries(&self, is_it: fn(&ListOf) -> bool) -> Vec<Counted> {
        let lists = self.shape.lists.iter().filter(|(of, entries)| is_it(of) && !entries.is_empty());
        lists.map(|(of, entries)| self.counted(of, entries.len())).collect()
    }

    /// Returns the phases of a list's entries with their counts there; each leads to those entries.
    pub(super) fn phases_within(&self, of: ListOf) -> Vec<Counted> {
        let counts =
            self.count_within(of, |n| self.entry(n).phase.into_iter().collect(), self.catalogue.phases.len());
        let counted = |(n, count): (usize, usize)| {
            let path = self.both(of, ListOf::Phase(n));
            Counted { label: self.facts.phase(n).label, path, count }
        };
        counts.into_iter().map(counted).collect()
    }

    /// Returns the years of the timeline, the latest first.
    pub(super) fn years(&self) -> Vec<Counted> {
        let counted = |(year, entries): (&u16, &Vec<u32>)| Counted {
            label: year.to_string(),
            path: address::year(*year, 0),
            count: entries.len(),
        };
        self.shape.lists.years.iter().rev().map(counted).collect()
    }

    /// Returns the provinces of a list's entries with their counts there; each leads to those entries.
    pub(super) fn provinces_within(&self, of: ListOf) -> Vec<Counted> {
        let provinces: Vec<ProvinceId> = self.catalogue.gazetteer.provinces().collect();
        let of_entry = |n| {
            let mut found: Vec<usize> = self
                .entry(n)
                .places
                .iter()
                .filter_map(|place| provinces.binary_search(&place.province).ok())
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let counts = self.count_within(of, of_entry, provinces.len());
        let mut counted: Vec<Counted> = counts
            .into_iter()
            .map(|(n, count)| {
                let province = ListOf::Province(provinces[n]);
                Counted { path: self.both(of, province), ..self.counted(province, count) }
            })
            .collect();
        self.sort_by_label(&mut counted, |counted| bare_name(&counted.label));
        counted
    }

    /// Counts how often each of `kinds` things occurs in a list; returns those that occur, with their counts.
    fn count_within(
        &self,
        of: ListOf,
        of_entry: impl Fn(u32) -> Vec<usize>,
        kinds: usize,
    ) -> Vec<(usize, usize)> {
        let mut counts = vec![0; kinds];
        self.shape.lists.get(of).iter().flat_map(|n| of_entry(*n)).for_each(|kind| counts[kind] += 1);
        counts.into_iter().enumerate().filter(|(_, count)| *count > 0).collect()
    }

    /// Returns a link to a list with a count.
    pub(super) fn counted(&self, of: ListOf, count: usize) -> Counted {
        Counted { label: self.list_label(of), path: self.list_address(of), count }
    }
}

/// Returns the address of the search page with filters.
pub(super) fn filtered_search(filters: &[String]) -> String {
    format!("{}?{}", address::SEARCH, filters.join("&"))
}

/// Returns a facet's value as a filter in the address of the search page; `None` if only words choose its values.
pub(super) fn facet_filter(facet: FacetKind, value: &str) -> Option<String> {
    Some(format!("{}={}", facet.param()?, address::encode_reference(value)))
}

/// Returns a province's name without its type, by which provinces are sorted.
pub(super) fn bare_name(full: &str) -> &str {
    full.strip_prefix("tỉnh ").or_else(|| full.strip_prefix("thành phố ")).unwrap_or(full)
}
