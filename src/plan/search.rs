//! What search is told of each entry: its words by where they stand, what a result shows, its facets.
//!
//! Takes the plan, gives a [`Gallery`] of visible entries alone: a draft, an embargoed or a withdrawn
//! entry is not in the catalogue's list, so nothing of it gets here. Never reads a file: the words of a
//! body are asked for one by one, where they are not known from an earlier run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::facts::document_record;
use super::further;
use super::{ListOf, Plan, What};
use crate::address;
use crate::digest::Digest;
use crate::gazetteer::{CommuneId, FormerId, Place, ProvinceId, Unit};
use crate::model::Entry;
use crate::parse::{Html, Kind, Piece, Step};
use crate::search::record::{Facet, Gallery, Order, Record, Shown, Tier, Value};

const KINDS: [Kind; 3] = [Kind::Model, Kind::Collective, Kind::Individual];
const STEPS: [Step; 11] = Step::ALL;

/// The names of a commune's former units, and of the provinces where they were.
type Former = HashMap<CommuneId, (String, String)>;

/// The numbers of the values of facets by their ids.
struct Numbers<'f>(Vec<HashMap<&'f str, u32>>);

impl<'f> Numbers<'f> {
    fn new(facets: &'f [Facet]) -> Numbers<'f> {
        let ids = |facet: &'f Facet| facet.values.iter().zip(0..).map(|(value, n)| (value.id.as_str(), n));
        Numbers(facets.iter().map(|facet| ids(facet).collect()).collect())
    }

    fn find(&self, facet: u8, id: &str) -> Option<(u8, u32)> {
        self.0[usize::from(facet)].get(id).map(|number| (facet, *number))
    }
}

impl Plan<'_> {
    /// Everything that search knows, the words of bodies left out.
    pub fn search_gallery(&self) -> Gallery {
        let former = self.former_names();
        let facets = self.search_facets();
        let numbers = Numbers::new(&facets);
        let records = (0..self.catalogue.entries.len() as u32)
            .into_par_iter()
            .map(|number| self.record(number, &numbers, &former))
            .collect();
        Gallery { records, facets }
    }

    /// One entry, as [`Self::search_gallery`] tells it; its values are those of [`Self::search_facets`].
    pub fn search_record(&self, number: u32, facets: &[Facet]) -> Record {
        self.record(number, &Numbers::new(facets), &self.former_names_of(self.entry(number)))
    }

    fn record(&self, number: u32, numbers: &Numbers<'_>, former: &Former) -> Record {
        let entry = self.entry(number);
        let place = entry.places.first();
        let front = self.search_front(entry, former);
        let front: Vec<(u8, &String)> = front.iter().map(|(tier, text)| (*tier as u8, text)).collect();
        Record {
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
            values: self.search_values(entry, numbers).into_iter().collect(),
            words: Digest::of(&(front, entry.record().body.digest)),
        }
    }

    fn search_values(&self, entry: &Entry, numbers: &Numbers<'_>) -> BTreeSet<(u8, u32)> {
        let gazetteer = &self.catalogue.gazetteer;
        let record = entry.record();
        let mut values: BTreeSet<(u8, u32)> = entry.fields.iter().map(|n| (0, *n as u32)).collect();
        values.extend(entry.phase.iter().map(|n| (1, *n as u32)));
        for place in &entry.places {
            values.extend(numbers.find(2, &gazetteer.province(place.province).slug()));
            let communes = place.communes.iter().map(|id| gazetteer.commune(*id).slug());
            values.extend(communes.filter_map(|commune| numbers.find(3, &commune)));
        }
        values.extend(KINDS.iter().zip(0..).filter(|(kind, _)| **kind == record.kind).map(|(_, n)| (4, n)));
        let last = record.status.iter().max_by_key(|step| step.date.value.first_day());
        let reached = STEPS.iter().zip(0..).filter(|(step, _)| last.is_some_and(|last| last.step == **step));
        values.extend(reached.map(|(_, n)| (5, n)));
        values.extend(entry.started.and_then(|started| numbers.find(6, &started.year.to_string())));
        values.extend(entry.units.iter().map(|n| (7, *n as u32)));
        values
    }

    /// The key of the index: all that goes in, and the program that makes it.
    pub fn search_key(&self, gallery: &Gallery) -> Digest {
        Digest::of(&(gallery, self.build))
    }

    /// All the words of an entry, its body's from its HTML.
    pub fn search_texts(&self, number: u32, body: &Html) -> Vec<(Tier, String)> {
        let entry = self.entry(number);
        let mut texts = self.search_front(entry, &self.former_names_of(entry));
        body_texts(body, &mut texts);
        texts
    }

    /// The text of an entry, whose body search reads.
    pub fn search_body(&self, number: u32) -> &crate::model::Text {
        self.text(What::Entry(number)).expect("every entry has a text")
    }

    /// What the theme calls kinds and steps, which search knows by these words.
    pub fn search_terms(&self) -> Vec<String> {
        let kinds = KINDS.iter().map(|kind| self.facts.wording.kind(*kind));
        let steps = STEPS.iter().map(|step| self.facts.wording.step(*step));
        kinds.chain(steps).map(|term| term.label).collect()
    }

    /// An entry as a result shows it. Its photo is asked for, if nobody has looked at it yet.
    pub fn search_shown(&self, number: u32) -> Shown {
        let entry = self.entry(number);
        let photo = entry.photos.first().and_then(|photo| self.facts.card_photo(photo));
        Shown {
            title: entry.record().title.value.clone(),
            path: address::entry(&entry.slug),
            place: self.facts.place_now(entry),
            field: entry.fields.first().map_or(String::new(), |n| self.catalogue.fields[*n].name.clone()),
            year: entry.started.map_or(String::new(), |started| started.year.to_string()),
            photo: photo.map_or(String::new(), |photo| photo.smallest()),
        }
    }

    /// The words of an entry's front matter, and of what it refers to.
    fn search_front(&self, entry: &Entry, former: &Former) -> Vec<(Tier, String)> {
        let record = entry.record();
        let catalogue = self.catalogue;
        let mut texts = vec![(Tier::Title, record.title.value.clone())];
        let mut add = |tier: Tier, text: &str| {
            if !text.is_empty() {
                texts.push((tier, text.to_string()));
            }
        };
        entry.fields.iter().for_each(|n| add(Tier::Sorted, &catalogue.fields[*n].name));
        entry.phase.iter().for_each(|n| add(Tier::Sorted, &catalogue.phases[*n].name));
        entry.started.iter().for_each(|started| add(Tier::Sorted, &started.year.to_string()));
        add(Tier::Sorted, &self.facts.wording.kind(record.kind).label);
        entry.units.iter().for_each(|n| add(Tier::Heading, &catalogue.units[*n].name));
        for document in entry.documents.iter().map(|n| document_record(&catalogue.documents[*n])) {
            add(Tier::Sorted, &document.number);
            add(Tier::Text, &document.title);
        }
        for place in &entry.places {
            let [names, provinces, units] = self.place_names(place, former);
            add(Tier::Heading, &names);
            add(Tier::Sorted, &provinces);
            add(Tier::Text, &units);
        }
        record.area.iter().for_each(|area| add(Tier::Heading, area));
        record.summary.iter().for_each(|text| add(Tier::Text, text));
        for photo in entry.photos.iter().chain(entry.text.pictures.iter().flatten()) {
            add(Tier::Text, &photo.alt);
            photo.caption.iter().for_each(|text| add(Tier::Text, text));
        }
        record.results.iter().for_each(|result| add(Tier::Text, &result.label));
        further::words(entry).into_iter().for_each(|words| add(Tier::Text, words));
        record.awards.iter().for_each(|award| add(Tier::Text, &award.title));
        texts
    }

    /// A place by all its names, then and now: as it is told and what that is today, the provinces, and what
    /// else became part of today's commune.
    fn place_names(&self, place: &Place, former: &Former) -> [String; 3] {
        let gazetteer = &self.catalogue.gazetteer;
        let mut names = vec![place.written.clone()];
        let mut provinces = vec![gazetteer.province(place.province).full_name()];
        let mut others: Vec<&str> = Vec::new();
        names.extend(place.communes.iter().map(|id| gazetteer.commune(*id).short_name()));
        match place.former {
            Some(id) => {
                let unit = gazetteer.former(id);
                names.push(unit.full_name());
                provinces.extend(unit.province().map(|id| gazetteer.full_name(Unit::Former(id))));
            }
            None => {
                for (units, of) in place.communes.iter().filter_map(|id| former.get(id)) {
                    others.push(units);
                    provinces.push(of.clone());
                }
            }
        }
        [names.join(". "), provinces.join(". "), others.join(". ")]
    }

    /// What today's communes with entries were.
    fn former_names(&self) -> Former {
        let communes = self.shape.lists.iter().filter_map(|(of, _)| match of {
            ListOf::Commune(id) => Some(id),
            _ => None,
        });
        let communes: Vec<CommuneId> = communes.collect();
        communes.into_par_iter().map(|id| (id, self.former_of(id))).collect()
    }

    fn former_names_of(&self, entry: &Entry) -> Former {
        let communes = entry.places.iter().flat_map(|place| &place.communes);
        communes.map(|id| (*id, self.former_of(*id))).collect()
    }

    fn former_of(&self, commune: CommuneId) -> (String, String) {
        let gazetteer = &self.catalogue.gazetteer;
        let units: Vec<FormerId> = gazetteer.former_units_of(commune);
        let above: BTreeSet<FormerId> =
            units.iter().filter_map(|id| gazetteer.former(*id).district()).collect();
        let of: BTreeSet<FormerId> = units.iter().filter_map(|id| gazetteer.former(*id).province()).collect();
        let told = |ids: &mut dyn Iterator<Item = FormerId>| -> Vec<String> {
            ids.map(|id| gazetteer.former(id).short_name()).collect()
        };
        (told(&mut units.into_iter().chain(above)).join(". "), told(&mut of.into_iter()).join(". "))
    }

    /// The facets, by the order in which pages show their values.
    pub fn search_facets(&self) -> Vec<Facet> {
        let catalogue = self.catalogue;
        let gazetteer = &catalogue.gazetteer;
        let value = |id: &str, label: String| Value { id: id.to_string(), label, within: None };
        let mut provinces: Vec<(ProvinceId, Value)> = Vec::new();
        let mut communes: Vec<(ProvinceId, Value)> = Vec::new();
        for (of, _) in self.shape.lists.iter() {
            match of {
                ListOf::Province(id) => {
                    let province = gazetteer.province(id);
                    provinces.push((id, value(&province.slug(), province.name().to_string())));
                }
                ListOf::Commune(id) => {
                    let commune = gazetteer.commune(id);
                    communes.push((commune.province(), value(&commune.slug(), commune.short_name())));
                }
                _ => {}
            }
        }
        self.sort_by_label(&mut provinces, |(_, value)| &value.label);
        self.sort_by_label(&mut communes, |(_, value)| &value.label);
        let numbers: BTreeMap<ProvinceId, u32> =
            provinces.iter().zip(0..).map(|((id, _), n)| (*id, n)).collect();
        let communes =
            communes.into_iter().map(|(id, value)| Value { within: numbers.get(&id).copied(), ..value });
        let kinds = KINDS.iter().map(|kind| self.facts.wording.kind(*kind));
        let steps = STEPS.iter().map(|step| self.facts.wording.step(*step));
        let term = |term: super::view::Term| value(&term.id, term.label);
        let years =
            self.shape.lists.years.keys().rev().map(|year| value(&year.to_string(), year.to_string()));
        let facet = |key, param, values| Facet { key, param, values };
        vec![
            facet(
                "field",
                "linh-vuc",
                catalogue.fields.iter().map(|f| value(&f.id, f.name.clone())).collect(),
            ),
            facet(
                "phase",
                "giai-doan",
                catalogue.phases.iter().map(|p| value(&p.id, p.name.clone())).collect(),
            ),
            facet("province", "tinh", provinces.into_iter().map(|(_, value)| value).collect()),
            facet("commune", "xa", communes.collect()),
            facet("kind", "loai", kinds.map(term).collect()),
            facet("status", "trang-thai", steps.map(term).collect()),
            facet("year", "nam", years.collect()),
            facet("unit", "don-vi", catalogue.units.iter().map(|u| value(&u.id, u.label())).collect()),
        ]
    }
}

/// The words of a body: of its headings, and of the rest.
fn body_texts(body: &Html, texts: &mut Vec<(Tier, String)>) {
    let (mut text, mut heading) = (String::new(), String::new());
    let mut in_heading = false;
    for piece in &body.pieces {
        let Piece::Markup(markup) = piece else { continue };
        let mut rest = markup.as_str();
        while let Some((words, tag)) = rest.split_once('<') {
            let out = if in_heading { &mut heading } else { &mut text };
            unescape(words, out);
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
            match name.unwrap_or_default() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    in_heading = !tag.starts_with('/');
                    heading.push_str(". ");
                    text.push_str(". ");
                }
                // What stands inside a line parts nothing.
                "a" | "em" | "strong" | "del" | "sup" | "code" => {}
                _ => out.push_str(". "),
            }
            rest = after;
        }
        unescape(rest, if in_heading { &mut heading } else { &mut text });
    }
    texts.push((Tier::Heading, heading));
    texts.push((Tier::Text, text));
}

/// Appends a piece of HTML without tags as what it says.
fn unescape(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').unwrap_or((after, ""));
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            _ => " ",
        });
        rest = behind;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_text_are_told_apart() {
        let markup = "<h2 id=\"a\">Cách <em>làm</em></h2>\n<p>Thả cá &amp; nuôi.</p><ul><li>một</li></ul>";
        let mut texts = Vec::new();
        body_texts(&Html { pieces: vec![Piece::Markup(markup.into())] }, &mut texts);
        assert_eq!(texts[0].1.replace(". ", ""), "Cách làm");
        assert!(texts[1].1.contains("Thả cá & nuôi.") && texts[1].1.contains(". một. "), "{}", texts[1].1);
    }
}
