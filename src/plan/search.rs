//! What search indexes of each entry: its words by importance, its result card and its facet values.
//!
//! Takes the plan, gives a [`Gallery`] of the visible entries only: the catalogue's list has no drafts and no
//! embargoed or withdrawn entries. Never reads a file: the words of bodies are requested one by one
//! ([`Plan::search_texts`]), unless they are cached.

use std::collections::BTreeSet;

use foldhash::HashMap;
use html_escape::decode_html_entities_to_string;
use rayon::prelude::*;

use super::facts::document_record;
use super::further;
use super::search_facets::FacetNumbers;
use super::{ListOf, Plan, What};
use crate::address;
use crate::digest::Digest;
use crate::gazetteer::{AdminUnit, CommuneId, FormerId, Place};
use crate::model::Entry;
use crate::parse::{Html, HtmlPiece};
use crate::search::record::{Facet, Gallery, Order, ResultCard, SearchRecord, WordTier};

/// By commune: the names of its former units, the names of their provinces, and the ids of both.
pub(super) type FormerNames = HashMap<CommuneId, (String, String, Vec<FormerId>)>;

impl Plan<'_> {
    /// Returns everything that search indexes, except the words of bodies.
    pub fn search_gallery(&self) -> Gallery {
        let former = self.former_names();
        let facets = self.search_facets(&former);
        let names = self.search_names(&facets, &self.former_ids(&former));
        let synonyms = self.catalogue.synonyms.clone();
        let numbers =
            self.facet_numbers(&facets, self.catalogue.entries.iter().map(|entry| &**entry), &former);
        let records = (0..self.catalogue.entries.len() as u32)
            .into_par_iter()
            .map(|number| self.record(number, &numbers, &former))
            .collect();
        Gallery { records, facets, names, synonyms }
    }

    /// Returns one entry's record, as in [`Self::search_gallery`]; `facets` are `search_facets`.
    pub fn search_record(&self, number: u32, facets: &[Facet]) -> SearchRecord {
        let entry = self.entry(number);
        let former = self.former_names_of(entry);
        self.record(number, &self.facet_numbers(facets, std::iter::once(entry), &former), &former)
    }

    fn record(&self, number: u32, numbers: &FacetNumbers, former: &FormerNames) -> SearchRecord {
        let entry = self.entry(number);
        let place = entry.places.first();
        let front = self.search_front(entry, former);
        let front: Vec<(u8, &String)> = front.iter().map(|(tier, text)| (*tier as u8, text)).collect();
        SearchRecord {
            order: Order {
                field: entry.fields.first().map_or(u32::MAX, |n| *n as u32),
                province: place.map_or(u32::MAX, |place| u32::from(place.province.0)),
                commune: place.and_then(|place| place.communes.first()).map_or(0, |id| u32::from(id.0) + 1),
                slug: entry.slug.clone(),
            },
            day: entry
                .published
                .map_or(0, |day| (u32::from(day.year) * 12 + u32::from(day.month)) * 31 + u32::from(day.day)),
            shown: self.search_shown(number),
            values: self.search_values(entry, numbers, former).into_iter().collect(),
            words: Digest::of(&(front, entry.record().body.digest)),
        }
    }

    /// Returns the key of the index: the digest of all its input and of the program.
    pub fn search_key(&self, gallery: &Gallery) -> Digest {
        Digest::of(&(gallery, self.build))
    }

    /// Returns all texts of an entry to be indexed, given the HTML of its body.
    pub fn search_texts(&self, number: u32, body: &Html) -> Vec<(WordTier, String)> {
        let entry = self.entry(number);
        let mut texts = self.search_front(entry, &self.former_names_of(entry));
        body_texts(body, &mut texts);
        texts
    }

    /// Returns the text of an entry, whose body is to be indexed.
    pub fn search_body(&self, number: u32) -> &crate::model::Text {
        self.text(What::Entry(number)).expect("every entry has a text")
    }

    /// Returns an entry's result card, without a photo if its picture has not been read.
    pub fn search_shown(&self, number: u32) -> ResultCard {
        let entry = self.entry(number);
        let photo = entry.photos.first().and_then(|photo| self.facts.card_photo(photo));
        ResultCard {
            title: entry.record().title.value.clone(),
            path: address::entry(&entry.slug),
            place: self.facts.place_now(entry),
            field: entry.fields.first().map_or(String::new(), |n| self.catalogue.fields[*n].name.clone()),
            year: entry.started.map_or(String::new(), |started| started.year.to_string()),
            photo: photo.map_or(String::new(), |photo| photo.smallest()),
        }
    }

    /// Returns the texts of an entry's front matter, and of what it refers to.
    fn search_front(&self, entry: &Entry, former: &FormerNames) -> Vec<(WordTier, String)> {
        let record = entry.record();
        let catalogue = self.catalogue;
        let mut texts = vec![(WordTier::Title, record.title.value.clone())];
        let mut add = |tier: WordTier, text: &str| {
            if !text.is_empty() {
                texts.push((tier, text.to_string()));
            }
        };
        entry.fields.iter().for_each(|n| add(WordTier::Sorted, &catalogue.fields[*n].name));
        entry.phase.iter().for_each(|n| add(WordTier::Sorted, &catalogue.phases[*n].name));
        entry.started.iter().for_each(|started| add(WordTier::Sorted, &started.year.to_string()));
        add(WordTier::Sorted, &self.facts.wording.kind(record.kind).label);
        entry.units.iter().for_each(|n| add(WordTier::Heading, &catalogue.units[*n].name));
        for document in entry.documents.iter().map(|n| document_record(&catalogue.documents[*n])) {
            add(WordTier::Sorted, &document.number);
            add(WordTier::Text, &document.title);
        }
        for place in &entry.places {
            let [names, provinces, units] = self.place_names(place, former);
            add(WordTier::Heading, &names);
            add(WordTier::Sorted, &provinces);
            add(WordTier::Heading, &units);
        }
        record.area.iter().for_each(|area| add(WordTier::Heading, area));
        record.summary.iter().for_each(|text| add(WordTier::Text, text));
        for photo in entry.photos.iter().chain(entry.text.pictures.iter().flatten()) {
            add(WordTier::Text, &photo.alt);
            photo.caption.iter().for_each(|text| add(WordTier::Text, text));
        }
        record.results.iter().for_each(|result| add(WordTier::Text, &result.label));
        further::words(entry).into_iter().for_each(|words| add(WordTier::Text, words));
        record.awards.iter().for_each(|award| add(WordTier::Text, &award.title));
        texts
    }

    /// Returns all names of a place: as written and as it is today, its provinces then and now, and, if it was written
    /// as a unit of today, the other units that became part of it.
    fn place_names(&self, place: &Place, former: &FormerNames) -> [String; 3] {
        let gazetteer = &self.catalogue.gazetteer;
        let mut names = vec![place.written.clone()];
        let mut provinces = vec![gazetteer.province(place.province).full_name()];
        let mut others: Vec<&str> = Vec::new();
        names.extend(place.communes.iter().map(|id| gazetteer.commune(*id).short_name()));
        match place.former {
            Some(id) => {
                let unit = gazetteer.former(id);
                names.push(unit.full_name());
                provinces.extend(unit.province().map(|id| gazetteer.full_name(AdminUnit::Former(id))));
            }
            None => {
                for (units, of, _) in place.communes.iter().filter_map(|id| former.get(id)) {
                    others.push(units);
                    provinces.push(of.clone());
                }
            }
        }
        [names.join(". "), provinces.join(". "), others.join(". ")]
    }

    /// Returns the former names of every commune that has entries.
    pub(super) fn former_names(&self) -> FormerNames {
        let communes = self.shape.lists.iter().filter_map(|(of, _)| match of {
            ListOf::Commune(id) => Some(id),
            _ => None,
        });
        let communes: Vec<CommuneId> = communes.collect();
        communes.into_par_iter().map(|id| (id, self.former_of(id))).collect()
    }

    fn former_names_of(&self, entry: &Entry) -> FormerNames {
        let communes = entry.places.iter().flat_map(|place| &place.communes);
        communes.map(|id| (*id, self.former_of(*id))).collect()
    }

    fn former_of(&self, commune: CommuneId) -> (String, String, Vec<FormerId>) {
        let gazetteer = &self.catalogue.gazetteer;
        let units: Vec<FormerId> = gazetteer.former_units_of(commune);
        let above: BTreeSet<FormerId> =
            units.iter().filter_map(|id| gazetteer.former(*id).district()).collect();
        let of: BTreeSet<FormerId> = units.iter().filter_map(|id| gazetteer.former(*id).province()).collect();
        let names = |ids: &mut dyn Iterator<Item = FormerId>| -> Vec<String> {
            ids.map(|id| gazetteer.former(id).short_name()).collect()
        };
        let all = units.iter().chain(&above).chain(&of).copied().collect();
        let former_units = names(&mut units.into_iter().chain(above)).join(". ");
        (former_units, names(&mut of.into_iter()).join(". "), all)
    }

    /// Returns the former units that a place is or lies in.
    pub(super) fn formers_of(&self, place: &Place, former: &FormerNames) -> Vec<FormerId> {
        let gazetteer = &self.catalogue.gazetteer;
        match place.former {
            Some(id) => {
                let unit = gazetteer.former(id);
                [Some(id), unit.district(), unit.province()].into_iter().flatten().collect()
            }
            None => {
                place.communes.iter().filter_map(|id| former.get(id)).flat_map(|of| of.2.clone()).collect()
            }
        }
    }

    /// Returns the former units of all entries: the values of the facet that only words in a query can choose.
    pub(super) fn former_ids(&self, former: &FormerNames) -> BTreeSet<FormerId> {
        let places = self.catalogue.entries.iter().flat_map(|entry| &entry.places);
        places.flat_map(|place| self.formers_of(place, former)).collect()
    }
}

/// Appends the texts of a body: its headings, then the rest.
fn body_texts(body: &Html, texts: &mut Vec<(WordTier, String)>) {
    let (mut text, mut heading) = (String::new(), String::new());
    let mut in_heading = false;
    for piece in &body.pieces {
        let HtmlPiece::Markup(markup) = piece else { continue };
        let mut rest = &**markup;
        while let Some((words, tag)) = rest.split_once('<') {
            let out = if in_heading { &mut heading } else { &mut text };
            decode_html_entities_to_string(words, out);
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
            match name.unwrap_or_default() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    in_heading = !tag.starts_with('/');
                    heading.push_str(". ");
                    text.push_str(". ");
                }
                // Inline elements do not end a phrase.
                "a" | "em" | "strong" | "del" | "sup" | "code" => {}
                _ => out.push_str(". "),
            }
            rest = after;
        }
        decode_html_entities_to_string(rest, if in_heading { &mut heading } else { &mut text });
    }
    texts.push((WordTier::Heading, heading));
    texts.push((WordTier::Text, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_text_are_separate() {
        let markup = "<h2 id=\"a\">Cách <em>làm</em></h2>\n<p>Thả cá &amp; nuôi.</p><ul><li>một</li></ul>";
        let mut texts = Vec::new();
        body_texts(&Html { pieces: vec![HtmlPiece::Markup(markup.into())] }, &mut texts);
        assert_eq!(texts[0].1.replace(". ", ""), "Cách làm");
        assert!(texts[1].1.contains("Thả cá & nuôi.") && texts[1].1.contains(". một. "), "{}", texts[1].1);
    }
}
