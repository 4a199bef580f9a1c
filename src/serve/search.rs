//! Search in preview: never older than the page on screen.
//!
//! Takes the plan as it is now, answers what a page's script asks; keeps an index in memory from the first
//! question on, in which only entries that were edited since are put anew. Photos of results are looked at
//! when a result shows them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::http::decoded;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::plan::Plan;
use crate::render::html;
use crate::search::layout::MANIFEST;
use crate::search::live::{ASK, Live};
use crate::search::record::{Facet, Record, Tier};
use crate::world::World;

/// An entry's words are read side by side, so many entries at a time.
const AT_ONCE: usize = 256;

/// The index, and what of each entry stands in it.
#[derive(Default)]
pub(super) struct Search {
    live: Live,
    known: BTreeMap<String, Digest>,
}

/// What is asked of search.
pub(super) enum Question {
    /// Where the script is to ask.
    Manifest,
    /// What a search finds.
    Results(Vec<(String, String)>),
}

/// What a path asks of search, if it does.
pub(super) fn question(plan: &Plan<'_>, path: &str, query: &str) -> Option<Question> {
    let path = path.strip_prefix('/').filter(|_| plan.catalogue.config.search)?;
    if path == MANIFEST {
        return Some(Question::Manifest);
    }
    let value = |text: &str| decoded(&text.replace('+', " "));
    let pair = |part: &str| part.split_once('=').and_then(|(name, text)| Some((value(name)?, value(text)?)));
    (path == ASK).then(|| Question::Results(query.split('&').filter_map(pair).collect()))
}

impl Search {
    /// Answers from what is on the disk now. `learn` looks at pictures by their numbers.
    ///
    /// # Errors
    /// A source that is not as it was.
    pub(super) fn answer(
        &mut self,
        question: &Question,
        plan: &Plan<'_>,
        world: &dyn World,
        learn: impl FnOnce(Vec<usize>) -> Result<(), Box<Diagnostic>>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let facets = plan.search_facets();
        self.follow(plan, world, &facets)?;
        let parameters = match question {
            Question::Manifest => return Ok(self.live.manifest()),
            Question::Results(parameters) => parameters,
        };
        let first = self.live.answer(parameters);
        let shown: serde_json::Value = serde_json::from_slice(&first).unwrap_or_default();
        let paths =
            shown["results"].as_array().into_iter().flatten().filter_map(|result| result["path"].as_str());
        let entries = &plan.catalogue.entries;
        let numbers: BTreeMap<String, usize> = entries
            .iter()
            .enumerate()
            .map(|(n, entry)| (crate::model::entry_address(&entry.slug), n))
            .collect();
        let unknown = |n: usize| {
            let photo = entries[n].photos.first()?;
            plan.catalogue.pictures[photo.picture].file().record().is_none().then_some(photo.picture)
        };
        let pictures: Vec<usize> = paths.filter_map(|path| unknown(*numbers.get(path)?)).collect();
        if pictures.is_empty() {
            return Ok(first);
        }
        learn(pictures)?;
        self.follow(plan, world, &facets)?;
        Ok(self.live.answer(parameters))
    }

    /// Puts in what is new or was edited since, takes out what is gone.
    fn follow(
        &mut self,
        plan: &Plan<'_>,
        world: &dyn World,
        facets: &[Facet],
    ) -> Result<(), Box<Diagnostic>> {
        self.live.set_facets(facets.to_vec());
        let records = plan.search_gallery().records;
        // No result is shown yet: whoever shows one asks for its photo.
        let _ = plan.unknown_pictures();
        let mut gone = std::mem::take(&mut self.known);
        let mut changed: Vec<(u32, Record, Digest)> = Vec::new();
        for (number, record) in records.into_iter().enumerate() {
            let digest = of(&record, facets);
            let slug = record.order.slug.clone();
            if gone.remove(&slug) == Some(digest) {
                self.known.insert(slug, digest);
            } else {
                changed.push((number as u32, record, digest));
            }
        }
        gone.keys().for_each(|slug| self.live.remove(slug));
        let mut changed = changed.into_iter().peekable();
        while changed.peek().is_some() {
            let some: Vec<_> = changed.by_ref().take(AT_ONCE).collect();
            let texts = |(number, _, _): &(u32, Record, Digest)| {
                let body = html(plan.search_body(*number), world)?;
                Ok(plan.search_texts(*number, &body))
            };
            let texts: Result<Vec<Vec<(Tier, String)>>, Box<Diagnostic>> =
                some.par_iter().map(texts).collect();
            for ((_, record, digest), texts) in some.into_iter().zip(texts?) {
                self.known.insert(record.order.slug.clone(), digest);
                self.live.put(record, facets, &texts);
            }
        }
        Ok(())
    }
}

/// What tells an entry in the index from what it was. Numbers of values change when others come and go:
/// their ids count.
fn of(record: &Record, facets: &[Facet]) -> Digest {
    let id = |(facet, value): &(u8, u32)| (*facet, &facets[usize::from(*facet)].values[*value as usize].id);
    let values: Vec<_> = record.values.iter().map(id).collect();
    Digest::of(&(&record.order, record.day, &record.shown, values, record.words))
}
