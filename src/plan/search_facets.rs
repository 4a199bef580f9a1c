//! The facets of search: all their values, and those of each entry.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::facts::document_record;
use super::search::FormerNames;
use super::view::Term;
use super::{ListOf, Plan};
use crate::address;
use crate::gazetteer::{CommuneId, FormerId, ProvinceId};
use crate::model::Entry;
use crate::parse::{Kind, Step};
use crate::search::facet::FacetKind;
use crate::search::record::{Facet, FacetValue};

/// The numbers of facet values, by what the values stand for.
#[derive(Default)]
pub(super) struct FacetNumbers {
    provinces: HashMap<ProvinceId, Option<u32>>,
    communes: HashMap<CommuneId, Option<u32>>,
    years: HashMap<u16, u32>,
    formers: HashMap<FormerId, Option<u32>>,
}

impl Plan<'_> {
    /// Returns the facet values of an entry: number of the facet, number of the value.
    pub(super) fn search_values(
        &self,
        entry: &Entry,
        numbers: &FacetNumbers,
        former: &FormerNames,
    ) -> BTreeSet<(u8, u32)> {
        let values_of = |facet: FacetKind| {
            let values = self.values_of(facet, entry, numbers, former);
            values.into_iter().map(move |value| (facet.number(), value))
        };
        FacetKind::ALL.into_iter().flat_map(values_of).collect()
    }

    /// Returns the numbers of an entry's values of a facet, in any order.
    fn values_of(
        &self,
        facet: FacetKind,
        entry: &Entry,
        numbers: &FacetNumbers,
        former: &FormerNames,
    ) -> Vec<u32> {
        let places = entry.places.iter();
        match facet {
            FacetKind::Field => entry.fields.iter().map(|n| *n as u32).collect(),
            FacetKind::Phase => entry.phase.iter().map(|n| *n as u32).collect(),
            FacetKind::Province => places.filter_map(|place| numbers.provinces[&place.province]).collect(),
            FacetKind::Commune => {
                places.flat_map(|place| &place.communes).filter_map(|id| numbers.communes[id]).collect()
            }
            FacetKind::Kind => position(&Kind::ALL, Some(entry.record().kind)),
            FacetKind::Status => position(&Step::ALL, entry.current_step()),
            FacetKind::Year => {
                let year = entry.started.and_then(|started| numbers.years.get(&started.year));
                year.copied().into_iter().collect()
            }
            FacetKind::Unit => entry.units.iter().map(|n| *n as u32).collect(),
            FacetKind::Former => {
                let formers = places.flat_map(|place| self.formers_of(place, former));
                formers.filter_map(|id| numbers.formers[&id]).collect()
            }
            FacetKind::Document => entry.documents.iter().map(|n| *n as u32).collect(),
        }
    }

    /// Returns the numbers of the facet values that occur in `entries`, so that slugs are compared once for each value,
    /// not for each entry.
    pub(super) fn facet_numbers<'e>(
        &self,
        facets: &[Facet],
        entries: impl Iterator<Item = &'e Entry>,
        former: &FormerNames,
    ) -> FacetNumbers {
        let gazetteer = &self.catalogue.gazetteer;
        let by_id = |facet: FacetKind| -> HashMap<&str, u32> {
            values_in(facets, facet).iter().zip(0..).map(|(value, n)| (value.id.as_str(), n)).collect()
        };
        let [provinces, communes, years, formers] =
            [FacetKind::Province, FacetKind::Commune, FacetKind::Year, FacetKind::Former].map(by_id);
        let years = years.into_iter().filter_map(|(year, n)| Some((year.parse().ok()?, n)));
        let mut numbers = FacetNumbers { years: years.collect(), ..FacetNumbers::default() };
        for place in entries.flat_map(|entry| &entry.places) {
            let province = || provinces.get(&*gazetteer.province(place.province).slug()).copied();
            numbers.provinces.entry(place.province).or_insert_with(province);
            for id in &place.communes {
                let commune = || communes.get(&*gazetteer.commune(*id).slug()).copied();
                numbers.communes.entry(*id).or_insert_with(commune);
            }
            for id in self.formers_of(place, former) {
                let unit = || formers.get(&*gazetteer.former(id).slug()).copied();
                numbers.formers.entry(id).or_insert_with(unit);
            }
        }
        numbers
    }

    /// Returns the theme's words for kinds and steps, by which search finds them.
    pub fn search_terms(&self) -> Vec<String> {
        let kinds = Kind::ALL.iter().map(|kind| self.facts.wording.kind(*kind));
        let steps = Step::ALL.iter().map(|step| self.facts.wording.step(*step));
        kinds.chain(steps).map(|term| term.label).collect()
    }

    /// Returns the facets in the order in which pages show them; last those that only words in a query can choose.
    pub(super) fn search_facets(&self, former: &FormerNames) -> Vec<Facet> {
        FacetKind::ALL.map(|facet| Facet::new(facet, self.facet_values(facet, former))).into()
    }

    /// Returns the values of a facet, in the order in which they are shown.
    fn facet_values(&self, facet: FacetKind, former: &FormerNames) -> Vec<FacetValue> {
        let (catalogue, lists) = (self.catalogue, &self.shape.lists);
        let page = |of: ListOf| self.list_address(of);
        let term = |term: Term| value(&term.id, &term.label, term.path);
        match facet {
            FacetKind::Field => {
                let fields = (0..).zip(&catalogue.fields);
                fields.map(|(n, f)| value(&f.id, &f.name, page(ListOf::Field(n)))).collect()
            }
            FacetKind::Phase => {
                let phases = (0..).zip(&catalogue.phases);
                phases.map(|(n, p)| value(&p.id, &p.name, page(ListOf::Phase(n)))).collect()
            }
            FacetKind::Province => self.province_values().into_iter().map(|(_, value)| value).collect(),
            FacetKind::Commune => self.commune_values(),
            FacetKind::Kind => Kind::ALL.iter().map(|kind| term(self.facts.wording.kind(*kind))).collect(),
            FacetKind::Status => Step::ALL.iter().map(|step| term(self.facts.wording.step(*step))).collect(),
            FacetKind::Year => {
                let years = lists.years.keys().rev().map(|year| (year.to_string(), address::year(*year, 0)));
                years.map(|(label, path)| value(&label, &label, path)).collect()
            }
            FacetKind::Unit => {
                let units = (0..).zip(&catalogue.units);
                units.map(|(n, u)| value(&u.id, &u.label(), page(ListOf::Unit(n)))).collect()
            }
            FacetKind::Former => {
                let former_value = |id| {
                    let (of, unit) = (ListOf::Former(id), catalogue.gazetteer.former(id));
                    let path = if lists.get(of).is_empty() { String::new() } else { page(of) };
                    value(&unit.slug(), &unit.short_name(), path)
                };
                self.former_ids(former).into_iter().map(former_value).collect()
            }
            FacetKind::Document => {
                let number = |document| &document_record(document).number;
                let documents = (0..).zip(&catalogue.documents);
                documents.map(|(n, d)| value(&d.id, number(d), page(ListOf::Document(n)))).collect()
            }
        }
    }

    /// Returns the provinces that have entries, sorted by name.
    fn province_values(&self) -> Vec<(ProvinceId, FacetValue)> {
        let provinces = self.shape.lists.iter().filter_map(|(of, _)| match of {
            ListOf::Province(id) => {
                let province = self.catalogue.gazetteer.province(id);
                Some((id, value(&province.slug(), &province.bare_name(), self.list_address(of))))
            }
            _ => None,
        });
        let mut provinces: Vec<_> = provinces.collect();
        self.sort_by_label(&mut provinces, |(_, value)| &value.label);
        provinces
    }

    /// Returns the communes that have entries, sorted by name, each within its province.
    fn commune_values(&self) -> Vec<FacetValue> {
        let provinces = self.province_values();
        let numbers: BTreeMap<ProvinceId, u32> =
            provinces.iter().zip(0..).map(|((id, _), n)| (*id, n)).collect();
        let communes = self.shape.lists.iter().filter_map(|(of, _)| match of {
            ListOf::Commune(id) => {
                let commune = self.catalogue.gazetteer.commune(id);
                let value = value(&commune.slug(), &commune.short_name(), self.list_address(of));
                Some(FacetValue { within: numbers.get(&commune.province()).copied(), ..value })
            }
            _ => None,
        });
        let mut communes: Vec<_> = communes.collect();
        self.sort_by_label(&mut communes, |value| &value.label);
        communes
    }
}

/// Returns the values of a facet among [`Plan::search_facets`].
pub(super) fn values_in(facets: &[Facet], facet: FacetKind) -> &[FacetValue] {
    &facets[usize::from(facet.number())].values
}

/// Returns the number of one of `all`; none if it is `None`.
fn position<T: PartialEq>(all: &[T], one: Option<T>) -> Vec<u32> {
    (0u32..).zip(all).filter(|(_, other)| one.as_ref() == Some(*other)).map(|(n, _)| n).collect()
}

/// Returns a value that is not within another one.
fn value(id: &str, label: &str, path: String) -> FacetValue {
    FacetValue { id: id.to_string(), label: label.to_string(), within: None, path }
}
