//! Results and counts.
//!
//! Takes a query and chosen values of facets, gives the entries in order and, for each facet, how many
//! entries each of its values would leave.

use super::matcher::{ListSource, Matches, answer};
use super::pages::{FEW, PhraseDoubt, ReadPage};
use super::query::Query;
use super::reader::{FacetLists, Fault, IndexReader};
use super::understood::{FORMER, Understood};

/// How results are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortOrder {
    /// By how well they answer; by date where nothing was asked for.
    #[default]
    Relevance,
    /// The newest first.
    Date,
}

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// The words as typed.
    pub words: String,
    /// Facets with the value chosen: names as in addresses or in English, and ids.
    pub chosen: Vec<(String, String)>,
    /// The order.
    pub sort: SortOrder,
    /// Names that are to be taken for words, without marks.
    pub plain: Vec<String>,
}

impl SearchQuery {
    /// Its words, read.
    pub fn query(&self) -> Query {
        Query { plain: self.plain.clone(), ..Query::read(&self.words) }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The entries in order, with scores.
    pub entries: Vec<(u32, u32)>,
    /// How many of them, at the front, are hits; the rest may be related.
    pub hits: usize,
    /// What was taken instead of what was typed, of which nothing was found.
    pub instead: Option<String>,
    /// The parts of the query that were understood, and what is offered.
    pub understood: Understood,
    /// For each facet, each value with how many entries it would leave: number of the value, count.
    pub counts: Vec<Vec<u32>>,
    /// Whether there may be fewer hits than these, for not all of them were checked on their pages,
    pub at_most: bool,
    /// and what is to be checked there.
    doubt: Option<PhraseDoubt>,
}

impl SearchResults {
    /// Whether the counts of facets may be too high.
    pub fn counts_at_most(&self) -> bool {
        self.doubt.is_some()
    }

    /// Why an entry is an answer, where its page does not show it: the former names of its place.
    pub fn whys(&self, entry: u32) -> Vec<&str> {
        let former = self.understood.parts.iter().filter(|part| part.facet == FORMER);
        let has = former.filter(|part| part.value.entries.binary_search(&entry).is_ok());
        has.map(|part| part.value.label.as_str()).collect()
    }

    /// Checks entries on their pages until so many are certain, or all where those in doubt are few; what
    /// turns out to be none of the answers is taken out.
    pub fn settle(&mut self, limit: usize, page: &ReadPage<'_>) {
        let Some(doubt) = &self.doubt else { return };
        let doubtful = self.entries.iter().filter(|(entry, _)| doubt.is_about(*entry)).count();
        let limit = if doubtful <= FEW { self.entries.len() } else { limit };
        let mut settled: Vec<(u32, u32)> = Vec::new();
        let mut entries = std::mem::take(&mut self.entries).into_iter();
        let mut unread = false;
        let hits = self.hits;
        for number in 0.. {
            let Some(entry) = (if settled.len() < limit { entries.next() } else { None }) else { break };
            let allows = doubt.allows(entry.0, page);
            unread |= allows.is_none();
            if allows.unwrap_or(true) {
                settled.push(entry);
            } else if number < hits {
                self.hits -= 1;
            }
        }
        let rest = settled.len();
        settled.extend(entries);
        self.at_most = unread || settled[rest..].iter().any(|(entry, _)| doubt.is_about(*entry));
        self.entries = settled;
    }
}

/// Orders and narrows what a query found.
pub fn narrow(
    answered: Matches,
    facets: &[FacetLists],
    chosen: &[(usize, String)],
    all: u32,
    days: Option<&[u32]>,
    place: impl Fn(u32) -> u32,
) -> SearchResults {
    let all = all as usize;
    let mut found = vec![false; all];
    answered.entries.iter().for_each(|(entry, _)| found[*entry as usize] = true);
    // By entry: how many of the chosen values it lacks, and the last facet in which it lacks one.
    let mut lacks = vec![0u8; all];
    let mut lacked = vec![usize::MAX; all];
    for (facet, id) in chosen {
        let mut has = vec![false; all];
        let values = facets[*facet].values.iter().filter(|value| value.0 == *id);
        values.flat_map(|value| &value.3).for_each(|entry| has[*entry as usize] = true);
        for (entry, _) in has.iter().enumerate().filter(|(_, has)| !**has) {
            lacks[entry] += 1;
            lacked[entry] = *facet;
        }
    }
    let counts = facets.iter().enumerate().map(|(number, facet)| {
        // Of an entry that lacks nothing but a value of this very facet, choosing another one would do.
        let leaves = |entry: &&u32| {
            let n = **entry as usize;
            found[n] && (lacks[n] == 0 || lacks[n] == 1 && lacked[n] == number)
        };
        facet.values.iter().map(|value| value.3.iter().filter(leaves).count() as u32).collect()
    });
    let counts = counts.collect();
    let mut entries = answered.entries;
    let mut related = entries.split_off(answered.hits);
    for part in [&mut entries, &mut related] {
        part.retain(|(entry, _)| lacks[*entry as usize] == 0);
        if let Some(days) = days {
            part.sort_by_key(|(entry, _)| (u32::MAX - days[*entry as usize], place(*entry)));
        }
    }
    let hits = entries.len();
    entries.append(&mut related);
    let at_most = answered.doubt.is_some();
    SearchResults {
        entries,
        hits,
        instead: answered.instead,
        understood: answered.understood,
        counts,
        at_most,
        doubt: answered.doubt,
    }
}

/// Asks an index.
///
/// # Errors
/// What is missing or damaged; an unknown facet is the second error.
pub fn ask(index: &IndexReader<'_>, wanted: &SearchQuery) -> Result<Result<SearchResults, String>, Fault> {
    let answered = answer(index, &wanted.query(), &|entry| index.page(entry))?;
    let names: Vec<String> = index.facets().map(str::to_string).collect();
    let mut facets = Vec::new();
    for name in &names {
        facets.push(index.facet(name)?.unwrap_or(FacetLists { values: Vec::new() }));
    }
    let mut chosen = Vec::new();
    for (name, id) in &wanted.chosen {
        match index.facet_number(name) {
            Some(number) => chosen.push((number, id.clone())),
            None => return Ok(Err(name.clone())),
        }
    }
    let by_day = wanted.sort == SortOrder::Date || !answered.ranked;
    let days = if by_day { Some(index.days()?) } else { None };
    Ok(Ok(narrow(answered, &facets, &chosen, index.all(), days.as_deref(), |entry| entry)))
}
