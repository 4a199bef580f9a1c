//! Results and counts.
//!
//! Takes a query and the chosen facet values. Returns the matching entries in order and, for each value of each
//! facet, how many entries choosing it would leave.

use super::facet::FacetKind;
use super::lists::ListSource;
use super::matcher::{Matches, answer};
use super::pages::{FEW, PhraseDoubt, ReadPage};
use super::query::Query;
use super::reader::{FacetLists, Fault, IndexReader};
use super::understood::Understood;

/// How results are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortOrder {
    /// By score, or by date if the query has no words.
    #[default]
    Relevance,
    /// Newest first.
    Date,
}

/// A query with its filters and order.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// The words as typed.
    pub words: String,
    /// Chosen values as pairs of a facet (its key or its name in addresses) and a value's id.
    pub chosen: Vec<(String, String)>,
    /// How results are ordered.
    pub sort: SortOrder,
    /// Recognised names to treat as ordinary words instead, without diacritics.
    pub plain: Vec<String>,
}

impl SearchQuery {
    /// Parses the words.
    pub fn query(&self) -> Query {
        Query { plain: self.plain.clone(), ..Query::read(&self.words) }
    }
}

/// The results of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The entries in order, each with its score.
    pub entries: Vec<(u32, u32)>,
    /// Number of hits, which come first; the entries after them may be related.
    pub hits: usize,
    /// The corrected query that was used, if the typed one matched nothing.
    pub instead: Option<String>,
    /// The names recognised in the query, and suggested values.
    pub understood: Understood,
    /// For each facet and each of its values, the number of entries that choosing it would leave.
    pub counts: Vec<Vec<u32>>,
    /// Whether there may be fewer hits than `hits`, because not all of them were checked on their pages.
    pub at_most: bool,
    /// What must be checked on the entries' pages.
    doubt: Option<PhraseDoubt>,
}

impl SearchResults {
    /// Whether the facet counts are upper bounds.
    pub(crate) fn counts_at_most(&self) -> bool {
        self.doubt.is_some()
    }

    /// The former names of an entry's place that the query matched, which its page may not show.
    pub fn whys(&self, entry: u32) -> Vec<&str> {
        let former = self.understood.parts.iter().filter(|part| part.facet == FacetKind::Former.number());
        let has = former.filter(|part| part.value.entries.binary_search(&entry).is_ok());
        has.map(|part| part.value.label.as_str()).collect()
    }

    /// Checks entries on their pages until `limit` of them are certain, or all of them if at most [`FEW`] are in
    /// doubt, and removes those that do not match.
    pub fn check_pages(&mut self, limit: usize, page: &ReadPage<'_>) {
        let Some(doubt) = &self.doubt else { return };
        let doubtful = self.entries.iter().filter(|(entry, _)| doubt.is_about(*entry)).count();
        let limit = if doubtful <= FEW { self.entries.len() } else { limit };
        let mut checked: Vec<(u32, u32)> = Vec::new();
        let mut entries = std::mem::take(&mut self.entries).into_iter();
        let mut unread = false;
        let hits = self.hits;
        for number in 0.. {
            let Some(entry) = (if checked.len() < limit { entries.next() } else { None }) else { break };
            let allows = doubt.allows(entry.0, page);
            unread |= allows.is_none();
            if allows.unwrap_or(true) {
                checked.push(entry);
            } else if number < hits {
                self.hits -= 1;
            }
        }
        let rest = checked.len();
        checked.extend(entries);
        self.at_most = unread || checked[rest..].iter().any(|(entry, _)| doubt.is_about(*entry));
        self.entries = checked;
    }
}

/// Filters matches by the chosen facet values (facet number and value id), orders them, and counts values.
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
    // For each entry: how many of the chosen values it lacks, and the last facet in which it lacks one.
    let mut lacks = vec![0u8; all];
    let mut lacked = vec![usize::MAX; all];
    for (facet, id) in chosen {
        let mut has = vec![false; all];
        let values = facets[*facet].values.iter().filter(|value| meets(&value.0, id));
        values.flat_map(|value| &value.3).for_each(|entry| has[*entry as usize] = true);
        for (entry, _) in has.iter().enumerate().filter(|(_, has)| !**has) {
            lacks[entry] += 1;
            lacked[entry] = *facet;
        }
    }
    let counts = facets.iter().enumerate().map(|(number, facet)| {
        // An entry that lacks only the chosen value of this facet counts for the facet's other values.
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

/// Whether a value of a facet is what was chosen: that value, or one of the years from one on (`2020-`).
pub fn meets(value: &str, chosen: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let since = || chosen.strip_suffix('-').filter(|from| is_year(from) && is_year(value));
    value == chosen || since().is_some_and(|from| value >= from)
}

/// Searches an index.
///
/// # Errors
/// A [`Fault`] if a file is missing or damaged; the inner error is the name of an unknown facet.
pub fn ask(index: &IndexReader<'_>, query: &SearchQuery) -> Result<Result<SearchResults, String>, Fault> {
    let answered = answer(index, &query.query(), &|entry| index.page(entry))?;
    let names: Vec<String> = index.facets().map(str::to_string).collect();
    let mut facets = Vec::new();
    for name in &names {
        facets.push(index.facet(name)?.unwrap_or(FacetLists { values: Vec::new() }));
    }
    let mut chosen = Vec::new();
    for (name, id) in &query.chosen {
        match index.facet_number(name) {
            Some(number) => chosen.push((number, id.clone())),
            None => return Ok(Err(name.clone())),
        }
    }
    let by_day = query.sort == SortOrder::Date || !answered.ranked;
    let days = if by_day { Some(index.days()?) } else { None };
    Ok(Ok(narrow(answered, &facets, &chosen, index.all(), days.as_deref(), |entry| entry)))
}
