//! The names by which queries can refer to facet values.
//!
//! Takes the facets, gives every name of every value: a field's whole name and its pieces, a place's names then and
//! now, with and without the word of its type, a document's number and kind; and each with synonyms for its words.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Plan;
use super::facts::document_record;
use super::search_facets::values_in;
use crate::gazetteer::{FormerId, FormerTier};
use crate::model::Document;
use crate::parse::Kind;
use crate::search::facet::FacetKind;
use crate::search::record::{Facet, Name};
use crate::search::synonyms::SynonymGroups;
use crate::search::understood::{ORDINARY, PLACE, PROVINCE, SURE};
use crate::text::slug;

/// Other names of today's provinces, with their slugs: abbreviations from official letters and number plates, and
/// names still in use. Provinces whose bare name is ambiguous have none.
const ALIASES: [(&str, &str); 16] = [
    ("TPHCM", "ho-chi-minh"),
    ("TP HCM", "ho-chi-minh"),
    ("HCM", "ho-chi-minh"),
    ("Sài Gòn", "ho-chi-minh"),
    ("thành phố Sài Gòn", "ho-chi-minh"),
    // A province until 01/08/2008, before the gazetteer begins.
    ("Hà Tây", "ha-noi"),
    ("tỉnh Hà Tây", "ha-noi"),
    ("HN", "ha-noi"),
    ("TT Huế", "hue"),
    ("TTHuế", "hue"),
    ("Thừa Thiên Huế", "hue"),
    ("cố đô Huế", "hue"),
    ("TPĐN", "da-nang"),
    ("thủ đô Hà Nội", "ha-noi"),
    ("Đắklắk", "dak-lak"),
    ("Đăklăk", "dak-lak"),
];
/// Other names of former provinces, with their full names.
const FORMER_ALIASES: [(&str, &str); 5] = [
    ("BR VT", "Bà Rịa - Vũng Tàu"),
    ("BRVT", "Bà Rịa - Vũng Tàu"),
    ("Bà Rịa", "Bà Rịa - Vũng Tàu"),
    ("Bắc Cạn", "Bắc Kạn"),
    ("Kontum", "Kon Tum"),
];

impl Plan<'_> {
    /// Returns the names of the values of [`Plan::search_facets`].
    pub(super) fn search_names(&self, facets: &[Facet], formers: &BTreeSet<FormerId>) -> Vec<Name> {
        let mut names = Vec::new();
        let mut add = |facet: FacetKind, value: usize, class: u8, written: &str| {
            let (written, value) = (written.to_string(), value as u32);
            names.push(Name { written, class, facet: facet.number(), value });
        };
        for facet in FacetKind::ALL {
            let labels = values_in(facets, facet).iter().map(|value| &*value.label).enumerate();
            match facet {
                FacetKind::Field => labels.for_each(|(value, label)| {
                    add(facet, value, ORDINARY, label);
                    let pieces = label.split([',', '-', '–', ';']).flat_map(|piece| piece.split(" và "));
                    let whole = pieces.map(str::trim).filter(|piece| piece.contains(' ') && *piece != label);
                    whole.for_each(|piece| add(facet, value, ORDINARY, piece));
                }),
                FacetKind::Phase | FacetKind::Status => {
                    labels.for_each(|(value, label)| add(facet, value, ORDINARY, label));
                }
                FacetKind::Province => self.names_of_provinces(facets, &mut add),
                FacetKind::Commune => labels.for_each(|(value, label)| {
                    add(facet, value, SURE, label);
                    // The label is the word for the type, then the name.
                    let types = ["xã ", "phường ", "đặc khu ", "thị trấn "];
                    if let Some(name) = types.iter().find_map(|word| label.strip_prefix(word)) {
                        add(facet, value, PLACE, name);
                    }
                }),
                FacetKind::Kind => {
                    // The word for most entries would match too much.
                    let rarer = labels.filter(|(value, _)| Kind::ALL[*value] != Kind::Model);
                    rarer.for_each(|(value, label)| add(facet, value, ORDINARY, label));
                }
                FacetKind::Year => labels.for_each(|(value, label)| add(facet, value, SURE, label)),
                FacetKind::Unit => {
                    let units = self.catalogue.units.iter().enumerate();
                    units.for_each(|(value, unit)| add(facet, value, SURE, &unit.name));
                }
                FacetKind::Former => self.names_of_formers(formers, &mut add),
                FacetKind::Document => {
                    for (value, document) in self.catalogue.documents.iter().enumerate() {
                        document_names(document).iter().for_each(|name| add(facet, value, SURE, name));
                    }
                }
            }
        }
        let groups = SynonymGroups::new(&self.catalogue.synonyms);
        let synonyms_of = |name: &Name| -> Vec<Name> {
            let written = groups.renamed(&name.written).into_iter();
            written.map(|written| Name { written, ..name.clone() }).collect()
        };
        let mut synonyms: Vec<Name> = names.par_iter().flat_map_iter(synonyms_of).collect();
        names.append(&mut synonyms);
        names
    }

    fn names_of_provinces(&self, facets: &[Facet], add: &mut dyn FnMut(FacetKind, usize, u8, &str)) {
        let gazetteer = &self.catalogue.gazetteer;
        let facet = FacetKind::Province;
        let find = |id: &str| values_in(facets, facet).iter().position(|value| value.id == id);
        for id in gazetteer.provinces() {
            let province = gazetteer.province(id);
            if let Some(value) = find(&province.slug()) {
                add(facet, value, PROVINCE, province.name());
                add(facet, value, SURE, &province.full_name());
            }
        }
        for (alias, id) in ALIASES {
            let class = if alias == "Hà Tây" { PROVINCE } else { SURE };
            find(id).into_iter().for_each(|value| add(facet, value, class, alias));
        }
    }

    fn names_of_formers(
        &self,
        formers: &BTreeSet<FormerId>,
        add: &mut dyn FnMut(FacetKind, usize, u8, &str),
    ) {
        let facet = FacetKind::Former;
        let gazetteer = &self.catalogue.gazetteer;
        for (value, id) in formers.iter().enumerate() {
            let unit = gazetteer.former(*id);
            if unit.level() == FormerTier::Province {
                // A province that kept its name is found as today's.
                if slug(unit.name()) != slug(gazetteer.province(unit.province_now()).name()) {
                    add(facet, value, PROVINCE, unit.name());
                    add(facet, value, SURE, &unit.short_name());
                }
                let own = FORMER_ALIASES.iter().filter(|alias| alias.1 == unit.name());
                own.for_each(|alias| add(facet, value, SURE, alias.0));
            } else {
                add(facet, value, PLACE, unit.name());
                add(facet, value, SURE, &unit.short_name());
            }
        }
    }
}

/// Returns the names of a document: its number alone, and its kind with the number, whole or without letters.
fn document_names(document: &Document) -> Vec<String> {
    let record = document_record(document);
    let mut names = vec![record.number.clone()];
    if let Some(kind) = &record.kind {
        let short = record.number.split(['-', '/', ' ']).next().unwrap_or_default();
        for number in [record.number.as_str(), short] {
            names.push(format!("{kind} {number}"));
            names.push(format!("{kind} số {number}"));
        }
    }
    names
}
