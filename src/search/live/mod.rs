//! An index in memory, for a gallery that is being edited.
//!
//! Takes entries one by one (new, edited or deleted), and gives the same results as a newly built index, because the
//! rules of [`super::matcher`] depend on the gallery alone. The cost of an edit depends on the size of the entry, not
//! on that of the gallery.
//!
//! Preview serves no index files. At [`super::layout::MANIFEST`] it serves [`LiveIndex::manifest`], which makes the
//! page's script send its queries to [`ASK`] (from the root of the site), with the parameters that [`SearchRequest`]
//! reads. The answer is JSON ([`LiveIndex::answer`]):
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
use super::asked::{offer_json, part_json};
pub use crate::address::SEARCH_PREVIEW as ASK;

/// An entry, and what it added to the lists.
#[derive(Debug)]
struct IndexedEntry {
    record: SearchRecord,
    /// Facet numbers with values' ids, because the numbers of values change.
    values: Vec<(u8, String)>,
    units: Vec<(u32, u32, u32)>,
    /// The distinct folded syllables, by number.
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
    /// The rank of each slot in `order`, computed on demand.
    places: OnceCell<Vec<u32>>,
    /// The facets with their entries, computed on demand.
    lists_of_facets: OnceCell<Vec<FacetLists>>,
    syllables: HashMap<String, u32>,
    names: Vec<String>,
    /// The syllables of each folded syllable.
    written: BTreeMap<String, Vec<u32>>,
    /// The number of each syllable's folded form.
    folded: Vec<u32>,
    /// Number of entries with each folded syllable.
    entries: Vec<u32>,
    lists: HashMap<(u32, u32), TierLists>,
    /// All successors and predecessors that each syllable ever had.
    beside: Vec<[Vec<u32>; 2]>,
}

impl LiveIndex {
    /// Replaces the facets; to be called whenever their values may have changed.
    pub fn set_facets(&mut self, facets: Vec<Facet>) {
        if self.facets != facets {
            self.facets = facets;
            self.lists_of_facets = OnceCell::new();
        }
    }

    /// Replaces the names and synonyms; to be called whenever they may have changed.
    pub fn set_names(&mut self, names: &[Name], synonyms: &[Vec<String>]) {
        self.lines = names.iter().filter_map(NameLine::of).collect();
        self.lines.extend(synonyms::lines(synonyms, &|_| true));
        self.lines.sort_unstable();
        self.lines.dedup();
    }

    /// Adds an entry, or replaces the one with the same slug; its value numbers refer to `facets`.
    pub fn put(&mut self, record: SearchRecord, facets: &[Facet], texts: &[(WordTier, String)]) {
        let before = self.take(&record.order.slug);
        let name = |(facet, value): &(u8, u32)| {
            (*facet, facets[usize::from(*facet)].values[*value as usize].id.clone())
        };
        let values = record.values.iter().map(name).collect();
        let stays = |before: &IndexedEntry| before.record.order == record.order && before.values == values;
        // If only words changed, the entry gets its old slot and rank again.
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

    /// Removes an entry.
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
        self.slots[slot as usize].as_ref().expect("slots in order are occupied")
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
        // All spellings share the number of the first one.
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

    /// The manifest of a gallery with a number of entries, which refers to [`ASK`].
    pub fn manifest(entries: u32) -> Vec<u8> {
        let (root, sum, ask) = (String::new(), String::new(), Some(ASK.into()));
        let manifest = IndexManifest { version: VERSION, entries, root, sum, ask };
        serde_json::to_vec(&manifest).expect("the manifest holds only texts and numbers")
    }

    /// Computes the entries of all facet values.
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

    /// A facet value; `None` if no entry has it.
    fn value_of(&self, facet: u8, value: u32) -> Option<&(String, String, Option<u32>, Vec<u32>)> {
        let lists = self.lists_of_facets.get_or_init(|| self.facet_lists());
        let value = lists.get(usize::from(facet))?.values.get(value as usize)?;
        (!value.3.is_empty()).then_some(value)
    }

    /// Searches. Results up to the request's limit are checked on their pages, which `page` reads; facet counts are
    /// computed if the request has them, in the order of [`Self::set_facets`].
    pub fn find(
        &self,
        request: &SearchRequest,
        page: &dyn Fn(&SearchRecord) -> Option<Vec<u8>>,
    ) -> SearchResults {
        let query = &request.query;
        let page = |slot: u32| page(&self.kept(slot).record);
        let answered = answer(self, &query.query(), &page).expect("memory has no missing files");
        let chosen: Vec<(usize, String)> = query
            .chosen
            .iter()
            .filter_map(|(name, id)| {
                let facet = self.facets.iter().position(|facet| facet.key == name || facet.param == name)?;
                Some((facet, id.clone()))
            })
            .collect();
        let facets: &[FacetLists] = match request.counts || !chosen.is_empty() {
            true => {
                let chosen = self.facets.iter().take_while(|facet| !facet.param.is_empty()).count();
                &self.lists_of_facets.get_or_init(|| self.facet_lists())[..chosen]
            }
            false => &[],
        };
        let by_day = query.sort == SortOrder::Date || !answered.ranked;
        let day = |kept: &Option<IndexedEntry>| kept.as_ref().map_or(0, |kept| kept.record.day);
        let days: Option<Vec<u32>> = by_day.then(|| self.slots.iter().map(day).collect());
        let size = self.slots.len() as u32;
        let places = self.places();
        let mut found =
            narrow(answered, facets, &chosen, size, days.as_deref(), |slot| places[slot as usize]);
        if !request.counts {
            found.counts.clear();
        }
        found.check_pages(request.limit, &page);
        found
    }

    /// The records of the results, in order, with scores.
    pub fn records(&self, found: &SearchResults) -> impl Iterator<Item = (&SearchRecord, u32)> {
        found.entries.iter().map(|(slot, score)| (&self.kept(*slot).record, *score))
    }

    /// The JSON answer to the page's script; `shown` makes a result card, `page` reads an entry's page.
    pub fn answer(
        &self,
        request: &SearchRequest,
        shown: impl Fn(&SearchRecord) -> ResultCard,
        page: &dyn Fn(&SearchRecord) -> Option<Vec<u8>>,
    ) -> Vec<u8> {
        let found = self.find(request, page);
        let results: Vec<Json> = self
            .records(&found)
            .zip(&found.entries)
            .take(request.limit)
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
            found.understood.parts.iter().map(|part| part_json(key(part.facet), part)).collect();
        let offered = found.understood.offered.iter();
        let offered: Vec<Json> = offered.map(|(facet, value)| offer_json(key(*facet), value)).collect();
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
