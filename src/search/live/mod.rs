//! An index in memory, for a gallery that is being edited.
//!
//! Takes entries one by one, new, edited or deleted; gives the answers that a new index would give, for
//! the rules of [`super::matcher`] depend on what is in the gallery alone. An edit costs what the entry
//! holds, not what the gallery does.
//!
//! Preview serves no index. What stands at [`super::layout::MANIFEST`] is [`LiveIndex::manifest`], which tells
//! the page's script to ask at [`ASK`] (from the root of the site), with the parameters that
//! [`SearchRequest`] reads; the answer is JSON ([`LiveIndex::answer`]):
//!
//! ```json
//! { "total": 2, "hits": 1, "instead": null, "understood": [], "offered": [], "also": [], "most": false, "most_counts": false,
//!   "results": [{ "title": "", "path": "", "place": "", "field": "", "year": "", "photo": "" }],
//!   "counts": { "field": [{ "id": "kinh-te", "label": "Kinh tế", "within": -1, "count": 2 }] } }
//! ```

mod source;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use foldhash::HashMap;
use serde_json::{Value as Json, json};

use super::answer::{SearchResults, SortOrder, narrow};
use super::layout::{IndexManifest, VERSION};
use super::lists::{Form, TierLists};
use super::matcher::answer;
use super::names::NameLine;
use super::reader::FacetLists;
use super::record::{Facet, Name, ResultCard, SearchRecord, WordTier};
use super::synonyms;
use super::units::{ALONE, read};
use crate::text::fold;

pub use super::asked::SearchRequest;
use super::asked::{offer, told};
pub use crate::address::SEARCH_PREVIEW as ASK;

/// An entry, and what it put into the lists.
#[derive(Debug)]
struct IndexedEntry {
    record: SearchRecord,
    /// Facets with ids: numbers of values change when values come and go.
    values: Vec<(u8, String)>,
    units: Vec<(u32, u32, u32)>,
    /// Numbers of folded syllables.
    words: Vec<u32>,
}

/// An index in memory.
#[derive(Debug, Default)]
pub struct LiveIndex {
    facets: Vec<Facet>,
    lines: Vec<NameLine>,
    slots: Vec<Option<IndexedEntry>>,
    of_slug: HashMap<String, u32>,
    free: Vec<u32>,
    /// Slots in the order of their entries.
    order: Vec<u32>,
    /// The place of each slot, and the facets with their entries: made when they are next needed.
    places: OnceCell<Vec<u32>>,
    lists_of_facets: OnceCell<Vec<FacetLists>>,
    syllables: HashMap<String, u32>,
    names: Vec<String>,
    /// The ways to write a syllable.
    written: BTreeMap<String, Vec<u32>>,
    /// The number of each syllable without its marks, and how many entries have that.
    folded: Vec<u32>,
    entries: Vec<u32>,
    lists: HashMap<(u32, u32), TierLists>,
    /// What ever stood behind each syllable, and before it.
    beside: Vec<[Vec<u32>; 2]>,
}

impl LiveIndex {
    /// The facets, whenever their values may have changed.
    pub fn set_facets(&mut self, facets: Vec<Facet>) {
        if self.facets != facets {
            self.facets = facets;
            self.lists_of_facets = OnceCell::new();
        }
    }

    /// The names of the values and the groups of synonyms, whenever they may have changed.
    pub fn set_names(&mut self, names: &[Name], synonyms: &[Vec<String>]) {
        self.lines = names.iter().filter_map(NameLine::of).collect();
        self.lines.extend(synonyms::lines(synonyms, &|_| true));
        self.lines.sort_unstable();
        self.lines.dedup();
    }

    /// Puts an entry in, or in its old self's place; its values are those of `facets`.
    pub fn put(&mut self, record: SearchRecord, facets: &[Facet], texts: &[(WordTier, String)]) {
        let before = self.take(&record.order.slug);
        let name = |(facet, value): &(u8, u32)| {
            (*facet, facets[usize::from(*facet)].values[*value as usize].id.clone())
        };
        let values = record.values.iter().map(name).collect();
        let stays = |before: &IndexedEntry| before.record.order == record.order && before.values == values;
        // Where only words changed, it takes its old slot and its old place again.
        if !before.is_some_and(|before| stays(&before)) {
            self.forget_places();
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() as u32 - 1
        });
        let units = read(texts, |word| self.syllable(word));
        for (first, second, tier) in &units {
            let list = match self.lists.entry((*first, *second)) {
                Entry::Occupied(lists) => lists.into_mut(),
                Entry::Vacant(new) => {
                    if *second != ALONE {
                        self.beside[*first as usize][0].push(*second);
                        self.beside[*second as usize][1].push(*first);
                    }
                    new.insert(TierLists::default())
                }
            };
            let list = &mut list[*tier as usize];
            if let Err(at) = list.binary_search(&slot) {
                list.insert(at, slot);
            }
        }
        let alone = units.iter().filter(|(_, second, _)| *second == ALONE);
        let mut words: Vec<u32> = alone.map(|(first, ..)| self.folded[*first as usize]).collect();
        words.sort_unstable();
        words.dedup();
        words.iter().for_each(|word| self.entries[*word as usize] += 1);
        let at = self.order.partition_point(|other| self.kept(*other).record.order < record.order);
        self.order.insert(at, slot);
        self.of_slug.insert(record.order.slug.clone(), slot);
        self.slots[slot as usize] = Some(IndexedEntry { record, values, units, words });
    }

    /// Takes an entry out.
    pub fn remove(&mut self, slug: &str) {
        self.take(slug);
        self.forget_places();
    }

    fn take(&mut self, slug: &str) -> Option<IndexedEntry> {
        let slot = self.of_slug.remove(slug)?;
        let kept = self.slots[slot as usize].take()?;
        for (first, second, tier) in &kept.units {
            let list = self.lists.get_mut(&(*first, *second)).map(|lists| &mut lists[*tier as usize]);
            if let Some((list, at)) =
                list.and_then(|list| list.binary_search(&slot).ok().map(|at| (list, at)))
            {
                list.remove(at);
            }
        }
        kept.words.iter().for_each(|word| self.entries[*word as usize] -= 1);
        self.order.retain(|other| *other != slot);
        self.free.push(slot);
        Some(kept)
    }

    fn forget_places(&mut self) {
        self.places = OnceCell::new();
        self.lists_of_facets = OnceCell::new();
    }

    fn places(&self) -> &[u32] {
        self.places.get_or_init(|| {
            let mut places = vec![u32::MAX; self.slots.len()];
            self.order.iter().zip(0..).for_each(|(slot, place)| places[*slot as usize] = place);
            places
        })
    }

    fn kept(&self, slot: u32) -> &IndexedEntry {
        self.slots[slot as usize].as_ref().expect("what is in order is kept")
    }

    fn syllable(&mut self, word: &str) -> u32 {
        if let Some(number) = self.syllables.get(word) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(word.to_string());
        self.beside.push(Default::default());
        self.syllables.insert(word.to_string(), number);
        let written = self.written.entry(fold(word)).or_default();
        // The first way to write it has its number.
        let folded = written.first().map_or(self.entries.len() as u32, |first| self.folded[*first as usize]);
        written.push(number);
        self.folded.push(folded);
        if folded as usize == self.entries.len() {
            self.entries.push(0);
        }
        number
    }

    fn written(&self, folded: &str) -> &[u32] {
        self.written.get(folded).map_or(&[], Vec::as_slice)
    }

    fn form(&self, key: (u32, u32)) -> Option<Form> {
        let lists = self.lists.get(&key).filter(|lists| lists.iter().any(|list| !list.is_empty()))?;
        let name = |number: u32| self.names.get(number as usize).cloned().unwrap_or_default();
        Some(Form { own: name(key.0), other: name(key.1), lists: lists.clone() })
    }

    /// What stands at the one address that pages refer to, in a gallery of that many entries.
    pub fn manifest(entries: u32) -> Vec<u8> {
        let (root, sum, ask) = (String::new(), String::new(), Some(ASK.into()));
        let manifest = IndexManifest { version: VERSION, entries, root, sum, ask };
        serde_json::to_vec(&manifest).expect("the manifest holds only texts and numbers")
    }

    /// The facets with their entries.
    fn facet_lists(&self) -> Vec<FacetLists> {
        let mut of_id: Vec<HashMap<&str, usize>> = Vec::new();
        let mut lists: Vec<FacetLists> = Vec::new();
        for facet in &self.facets {
            of_id.push(facet.values.iter().enumerate().map(|(n, value)| (value.id.as_str(), n)).collect());
            let values = facet.values.iter();
            let values =
                values.map(|value| (value.id.clone(), value.label.clone(), value.within, Vec::new()));
            lists.push(FacetLists { values: values.collect() });
        }
        for (slot, kept) in self.slots.iter().enumerate() {
            for (facet, id) in kept.iter().flat_map(|kept| &kept.values) {
                let facet = usize::from(*facet);
                if let Some(value) = of_id[facet].get(id.as_str()) {
                    lists[facet].values[*value].3.push(slot as u32);
                }
            }
        }
        lists
    }

    /// A value that has entries.
    fn value_of(&self, facet: u8, value: u32) -> Option<&(String, String, Option<u32>, Vec<u32>)> {
        let lists = self.lists_of_facets.get_or_init(|| self.facet_lists());
        let value = lists.get(usize::from(facet))?.values.get(value as usize)?;
        (!value.3.is_empty()).then_some(value)
    }

    /// What a search finds, so many results of it certain; the counts are those of [`Self::set_facets`]'s
    /// values, where they are asked for. `page` gives the page of an entry.
    pub fn find(
        &self,
        asked: &SearchRequest,
        page: &dyn Fn(&SearchRecord) -> Option<Vec<u8>>,
    ) -> SearchResults {
        let wanted = &asked.wanted;
        let page = |slot: u32| page(&self.kept(slot).record);
        let answered = answer(self, &wanted.query(), &page).expect("memory has no missing files");
        let chosen: Vec<(usize, String)> = wanted
            .chosen
            .iter()
            .filter_map(|(name, id)| {
                let facet = self.facets.iter().position(|facet| facet.key == name || facet.param == name)?;
                Some((facet, id.clone()))
            })
            .collect();
        let facets: &[FacetLists] = match asked.counts || !chosen.is_empty() {
            true => {
                let chosen = self.facets.iter().take_while(|facet| !facet.param.is_empty()).count();
                &self.lists_of_facets.get_or_init(|| self.facet_lists())[..chosen]
            }
            false => &[],
        };
        let by_day = wanted.sort == SortOrder::Date || !answered.ranked;
        let day = |kept: &Option<IndexedEntry>| kept.as_ref().map_or(0, |kept| kept.record.day);
        let days: Option<Vec<u32>> = by_day.then(|| self.slots.iter().map(day).collect());
        let size = self.slots.len() as u32;
        let places = self.places();
        let mut found =
            narrow(answered, facets, &chosen, size, days.as_deref(), |slot| places[slot as usize]);
        if !asked.counts {
            found.counts.clear();
        }
        found.settle(asked.limit, &page);
        found
    }

    /// The records that a search finds, in order, with scores.
    pub fn records(&self, found: &SearchResults) -> impl Iterator<Item = (&SearchRecord, u32)> {
        found.entries.iter().map(|(slot, score)| (&self.kept(*slot).record, *score))
    }

    /// The answer to a page's script; `shown` gives what a result shows, `page` an entry's page.
    pub fn answer(
        &self,
        asked: &SearchRequest,
        shown: impl Fn(&SearchRecord) -> ResultCard,
        page: &dyn Fn(&SearchRecord) -> Option<Vec<u8>>,
    ) -> Vec<u8> {
        let found = self.find(asked, page);
        let results: Vec<Json> = self
            .records(&found)
            .zip(&found.entries)
            .take(asked.limit)
            .map(|((record, _), (slot, _))| {
                let mut result = json!(shown(record));
                result["whys"] = json!(found.whys(*slot));
                result
            })
            .collect();
        let counts = self.facets.iter().zip(&found.counts).map(|(facet, counts)| {
            let values = facet.values.iter().zip(counts).map(|(value, count)| {
                let within = value.within.map_or(-1, i64::from);
                json!({ "id": value.id, "label": value.label, "within": within, "count": count })
            });
            (facet.key.to_string(), Json::Array(values.collect()))
        });
        let counts: serde_json::Map<String, Json> = counts.collect();
        let key = |facet: u8| self.facets[usize::from(facet)].key;
        let parts: Vec<Json> =
            found.understood.parts.iter().map(|part| told(key(part.facet), part)).collect();
        let offered = found.understood.offered.iter();
        let offered: Vec<Json> = offered.map(|(facet, value)| offer(key(*facet), value)).collect();
        let also = json!(found.understood.also);
        let (total, most, most_counts) = (found.entries.len(), found.at_most, found.counts_at_most());
        let answer = json!({
            "total": total, "hits": found.hits, "instead": found.instead, "most": most,
            "most_counts": most_counts, "understood": parts, "offered": offered, "also": also,
            "results": results, "counts": counts,
        });
        answer.to_string().into_bytes()
    }
}
