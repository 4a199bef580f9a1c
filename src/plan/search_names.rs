//! The names by which queries can refer to facet values.
//!
//! Takes the facets, gives every name of every value: a field's whole name and its pieces, a place's names then and
//! now, with and without the word of its type, a document's number and kind; and each with synonyms for its words.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Plan;
use super::facts::document_record;
use crate::gazetteer::{FormerId, FormerTier};
use crate::model::Document;
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
        let mut add = |facet: u8, value: usize, class: u8, written: &str| {
            names.push(Name { written: written.to_string(), class, facet, value: value as u32 });
        };
        for (number, facet) in (0u8..).zip(facets) {
            for (value, own) in facet.values.iter().enumerate() {
                match facet.key {
                    "field" => {
                        add(number, value, ORDINARY, &own.label);
                        let pieces =
                            own.label.split([',', '-', '–', ';']).flat_map(|piece| piece.split(" và "));
                        let whole =
                            pieces.map(str::trim).filter(|piece| piece.contains(' ') && **piece != own.label);
                        whole.for_each(|piece| add(number, value, ORDINARY, piece));
                    }
                    "phase" | "status" => add(number, value, ORDINARY, &own.label),
                    // The word for most entries would match too much.
                    "kind" if own.id != "model" => add(number, value, ORDINARY, &own.label),
                    "year" => add(number, value, SURE, &own.label),
                    "unit" => add(number, value, SURE, &self.catalogue.units[value].name),
                    _ => {}
                }
            }
        }
        self.names_of_places(facets, &mut add);
        self.names_of_formers(formers, &mut add);
        for (value, document) in self.catalogue.documents.iter().enumerate() {
            document_names(document).iter().for_each(|name| add(9, value, SURE, name));
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

    fn names_of_places(&self, facets: &[Facet], add: &mut dyn FnMut(u8, usize, u8, &str)) {
        let gazetteer = &self.catalogue.gazetteer;
        let find = |facet: usize, id: &str| facets[facet].values.iter().position(|value| value.id == id);
        for id in gazetteer.provinces() {
            let province = gazetteer.province(id);
            if let Some(value) = find(2, &province.slug()) {
                add(2, value, PROVINCE, province.name());
                add(2, value, SURE, &province.full_name());
            }
        }
        for (alias, id) in ALIASES {
            let class = if alias == "Hà Tây" { PROVINCE } else { SURE };
            find(2, id).into_iter().for_each(|value| add(2, value, class, alias));
        }
        for (value, commune) in facets[3].values.iter().enumerate() {
            add(3, value, SURE, &commune.label);
            // The label is the word for the type, then the name.
            let types = ["xã ", "phường ", "đặc khu ", "thị trấn "];
            if let Some(name) = types.iter().find_map(|word| commune.label.strip_prefix(word)) {
                add(3, value, PLACE, name);
            }
        }
    }

    fn names_of_formers(&self, formers: &BTreeSet<FormerId>, add: &mut dyn FnMut(u8, usize, u8, &str)) {
        let gazetteer = &self.catalogue.gazetteer;
        for (value, id) in formers.iter().enumerate() {
            let unit = gazetteer.former(*id);
            if unit.level() == FormerTier::Province {
                // A province that kept its name is found as today's.
                if slug(unit.name()) != slug(gazetteer.province(unit.province_now()).name()) {
                    add(8, value, PROVINCE, unit.name());
                    add(8, value, SURE, &unit.short_name());
                }
                let own = FORMER_ALIASES.iter().filter(|alias| alias.1 == unit.name());
                own.for_each(|alias| add(8, value, SURE, alias.0));
            } else {
                add(8, value, PLACE, unit.name());
                add(8, value, SURE, &unit.short_name());
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
