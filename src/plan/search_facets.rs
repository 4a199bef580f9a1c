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
        let record = entry.record();
        let mut values: BTreeSet<(u8, u32)> = entry.fields.iter().map(|n| (0, *n as u32)).collect();
        values.extend(entry.phase.iter().map(|n| (1, *n as u32)));
        for place in &entry.places {
            values.extend(numbers.provinces[&place.province].map(|n| (2, n)));
            values.extend(place.communes.iter().filter_map(|id| numbers.communes[id]).map(|n| (3, n)));
        }
        values
            .extend(Kind::ALL.iter().zip(0..).filter(|(kind, _)| **kind == record.kind).map(|(_, n)| (4, n)));
        let last = entry.current_step();
        let reached = Step::ALL.iter().zip(0..).filter(|(step, _)| last == Some(**step));
        values.extend(reached.map(|(_, n)| (5, n)));
        values.extend(entry.started.and_then(|started| numbers.years.get(&started.year)).map(|n| (6, *n)));
        values.extend(entry.units.iter().map(|n| (7, *n as u32)));
        let formers = entry.places.iter().flat_map(|place| self.formers_of(place, former));
        values.extend(formers.filter_map(|id| numbers.formers[&id]).map(|n| (8, n)));
        values.extend(entry.documents.iter().map(|n| (9, *n as u32)));
        values
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
        let by_id = |facet: usize| -> HashMap<&str, u32> {
            facets[facet].values.iter().zip(0..).map(|(value, n)| (value.id.as_str(), n)).collect()
        };
        let [provinces, communes, years, formers] = [2, 3, 6, 8].map(by_id);
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
    pub fn search_facets(&self) -> Vec<Facet> {
        self.search_facets_of(&self.former_names())
    }

    pub(super) fn search_facets_of(&self, former: &FormerNames) -> Vec<Facet> {
        let (catalogue, lists) = (self.catalogue, &self.shape.lists);
        let page = |of: ListOf| self.list_address(of);
        let fields = (0..).zip(&catalogue.fields).map(|(n, f)| value(&f.id, &f.name, page(ListOf::Field(n))));
        let phases = (0..).zip(&catalogue.phases).map(|(n, p)| value(&p.id, &p.name, page(ListOf::Phase(n))));
        let (provinces, communes) = self.search_places();
        let kinds = Kind::ALL.iter().map(|kind| self.facts.wording.kind(*kind));
        let steps = Step::ALL.iter().map(|step| self.facts.wording.step(*step));
        let term = |term: Term| value(&term.id, &term.label, term.path);
        let years = lists.years.keys().rev().map(|year| {
            let label = year.to_string();
            value(&label, &label, address::year(*year, 0))
        });
        let units = (0..).zip(&catalogue.units).map(|(n, u)| value(&u.id, &u.label(), page(ListOf::Unit(n))));
        let formers = self.former_ids(former).into_iter().map(|id| {
            let (of, unit) = (ListOf::Former(id), catalogue.gazetteer.former(id));
            let path = if lists.get(of).is_empty() { String::new() } else { page(of) };
            value(&unit.slug(), &unit.short_name(), path)
        });
        let documents = (0..).zip(&catalogue.documents).map(|(n, document)| {
            value(&document.id, &document_record(document).number, page(ListOf::Document(n)))
        });
        let facet = |key, param, values| Facet { key, param, values };
        vec![
            facet("field", "linh-vuc", fields.collect()),
            facet("phase", "giai-doan", phases.collect()),
            facet("province", "tinh", provinces),
            facet("commune", "xa", communes),
            facet("kind", "loai", kinds.map(term).collect()),
            facet("status", "trang-thai", steps.map(term).collect()),
            facet("year", "nam", years.collect()),
            facet("unit", "don-vi", units.collect()),
            facet("former", "", formers.collect()),
            facet("document", "", documents.collect()),
        ]
    }

    /// Returns the provinces and the communes that have entries, sorted by name.
    fn search_places(&self) -> (Vec<FacetValue>, Vec<FacetValue>) {
        let gazetteer = &self.catalogue.gazetteer;
        let mut provinces: Vec<(ProvinceId, FacetValue)> = Vec::new();
        let mut communes: Vec<(ProvinceId, FacetValue)> = Vec::new();
        for (of, _) in self.shape.lists.iter() {
            let path = || self.list_address(of);
            match of {
                ListOf::Province(id) => {
                    let province = gazetteer.province(id);
                    provinces.push((id, value(&province.slug(), &province.bare_name(), path())));
                }
                ListOf::Commune(id) => {
                    let commune = gazetteer.commune(id);
                    communes
                        .push((commune.province(), value(&commune.slug(), &commune.short_name(), path())));
                }
                _ => {}
            }
        }
        self.sort_by_label(&mut provinces, |(_, value)| &value.label);
        self.sort_by_label(&mut communes, |(_, value)| &value.label);
        let numbers: BTreeMap<ProvinceId, u32> =
            provinces.iter().zip(0..).map(|((id, _), n)| (*id, n)).collect();
        let within =
            |(id, value): (ProvinceId, FacetValue)| FacetValue { within: numbers.get(&id).copied(), ..value };
        let communes = communes.into_iter().map(within).collect();
        (provinces.into_iter().map(|(_, value)| value).collect(), communes)
    }
}

/// Returns a value that is not within another one.
fn value(id: &str, label: &str, path: String) -> FacetValue {
    FacetValue { id: id.to_string(), label: label.to_string(), within: None, path }
}
