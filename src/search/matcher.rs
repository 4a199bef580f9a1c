//! Finds the entries that match a query, and ranks them.
//!
//! Takes a query and a [`ListSource`] of posting lists, returns entries with scores. The rules depend on the
//! gallery alone, never on how an index is cut into files: the browser's reader (`themes/guong/assets/search.js`)
//! and the preview's index in memory give the same results. All arithmetic is in integers, so that every machine
//! computes the same scores.
//!
//! 1. Neighbouring words form pairs. A pair scores by its rarity, its tier in the entry, and how well the
//!    diacritics agree. The rarer word of a pair also scores alone, but less, if it is one of the two rarest; so does
//!    a year that is not recognised as a name.
//! 2. An unfinished last word also matches words that it begins, if they follow the word before it somewhere.
//! 3. A word none of whose pairs is in the index scores alone; a very common one does only if nothing else matched.
//! 4. If the best entry lacks words, or has all of them but not near each other, some may be misspelt: words that
//!    sound or are typed alike, and have the same neighbours, score in their place (`mend`).
//! 5. An entry that covers much less of the query than the best one is left out, unless it has all the words.
//! 6. Results are ranked by tier first, then by score (`tiers`). An entry that has all the words is a hit; the others
//!    may be related, and come after the hits.
//! 7. A name recognised in the query (`understood`) matches the entries that have the facet value it names. Within a
//!    tier, entries that match more names come first.
//! 8. Synonyms (`synonyms`) match in place of the typed words. Within a tier, entries with the typed words come first.
//! 9. If the corrected query reaches a higher tier than the typed one, there are no hits, and [`Matches::instead`]
//!    is the corrected query.

use super::bits::log16;
use super::facet::FacetKind;
use super::layout::first_keeps;
use super::lists::{Form, ListSource};
use super::marks::{AGREES, DIFFERS, EXACT, LOOSE, agreement, beginning};
use super::pages::{PhraseDoubt, ReadPage};
use super::phrases::{Allowed, allowed};
use super::query::Query;
use super::reader::Fault;
use super::slips::unconverted;
use super::tiers::{RELATED, Tiers};
use super::tokens::{QueryWord, is_year};
use super::understood::{Understood, UnderstoodPart};

/// The weight of a match by its tier; that of the last tier is added to the others.
pub(super) const TIER_WEIGHTS: [u32; 4] = [8, 5, 3, 9];
/// The weight of a word alone, in addition to its pairs, in sixteenths.
pub(super) const BESIDE: u32 = 6;
/// The weight of a completed word, in sixteenths.
pub(super) const COMPLETED: u32 = 14;
/// The agreement from which an entry has a word: that of a completed word whose diacritics do not contradict it.
pub(super) const HELD: u32 = AGREES * COMPLETED / 16;
/// The minimum coverage of a result, in sixteenths of the best entry's.
pub(super) const ENOUGH: u32 = 6;
/// Maximum number of completions of a word that are considered.
pub(super) const COMPLETIONS: usize = 4;
/// [`log16`] of 16: a word in more than a sixteenth of all entries says little alone.
pub(super) const EVERYWHERE: u32 = 64;
/// [`log16`] of 2048: the lists of a word in more entries than this are long.
pub(super) const LONG: u32 = 176;

/// A part of the query that is matched as one: a word, a pair of words, a name or a synonym.
pub(super) struct QueryTerm {
    /// The words of the query that it covers.
    pub words: Vec<usize>,
    /// Whether these words are next to each other in the entries that match.
    pub is_beside: bool,
    /// Whether entries match by other words than these.
    pub is_synonym: bool,
    /// The best score of each entry in the first three tiers.
    best: Vec<u32>,
    /// The best score of each entry in the last tier.
    sorted: Vec<u32>,
    /// How much of the query each entry covers.
    cover: Vec<u32>,
    /// How well the diacritics of the typed words agree with each entry's.
    pub agrees: Vec<u8>,
    /// The same for corrected words.
    pub meant: Vec<u8>,
    /// Whether each entry has the typed words in its title.
    pub titled: Vec<bool>,
    /// The same for corrected words.
    pub meant_titled: Vec<bool>,
}

/// The entries that match a query, with scores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The entries, hits first, then by rank; all entries with score 0 if the query has no words.
    pub entries: Vec<(u32, u32)>,
    /// Number of hits among them.
    pub hits: usize,
    /// The corrected query that was used, if the typed one matched nothing.
    pub instead: Option<String>,
    /// The names recognised in the query, and suggested values.
    pub understood: Understood,
    /// Whether the query has words, so that scores are meaningful.
    pub ranked: bool,
    /// What must still be checked on the entries' pages.
    pub doubt: Option<PhraseDoubt>,
}

/// A query while it is matched.
pub(super) struct Matcher<'m> {
    pub source: &'m dyn ListSource,
    pub words: Vec<QueryWord>,
    /// Whether no word has diacritics.
    pub bare: bool,
    pub terms: Vec<QueryTerm>,
    /// Corrections that were tried: the index of the word, the correction, and the entries that have it.
    pub tried: Vec<(usize, String, Vec<u32>)>,
    /// The names recognised in the query.
    pub parts: Vec<UnderstoodPart>,
}

/// Answers a query. Reads a few pages with `page` if phrases need it.
///
/// # Errors
/// A [`Fault`] if a file is missing or damaged.
pub fn answer(source: &dyn ListSource, query: &Query, page: &ReadPage<'_>) -> Result<Matches, Fault> {
    let mut query = query.clone();
    let Allowed { entries: allowed, doubt } = allowed(source, &mut query, page)?;
    for word in &mut query.words {
        let mended = (source.weight(&word.folded) == 0).then(|| unconverted(&word.surface)).flatten();
        if let Some(mended) = mended.filter(|mended| source.weight(mended) > 0) {
            (word.surface, word.folded) = (mended.clone(), mended);
        }
    }
    let bare = query.words.iter().all(|word| word.surface == word.folded);
    let all = source.size();
    let ranked = !query.words.is_empty();
    let mut matcher =
        Matcher { source, words: query.words, bare, terms: Vec::new(), tried: Vec::new(), parts: Vec::new() };
    let mut tiers = Tiers::default();
    let mut understood = Understood::default();
    if ranked {
        understood = matcher.understand(&query.plain, &query.quoted)?;
        matcher.parts.clone_from(&understood.parts);
        let common = matcher.match_words(query.unfinished)?;
        matcher.match_parts();
        understood.also = matcher.add_synonyms(&query.plain, &query.quoted)?;
        tiers = matcher.look_up(&allowed)?;
        matcher.mend(&mut tiers, &allowed)?;
        if matcher.totals().1.iter().all(|cover| *cover == 0) {
            common.into_iter().try_for_each(|word| matcher.match_alone(word, BESIDE).map(drop))?;
        }
    }
    let (score, cover) = matcher.totals();
    let allow = |entry: &u32| allowed.as_ref().is_none_or(|allowed| allowed[*entry as usize]);
    let most = (0..all).filter(allow).map(|entry| cover[entry as usize]).max().unwrap_or(0);
    let hits = if ranked { tiers.hits(&matcher) } else { Vec::new() };
    let enough = |entry: &u32| {
        if hits.get(*entry as usize) == Some(&true) {
            return true;
        }
        let cover = cover[*entry as usize];
        !ranked || cover > 0 && cover * 16 >= most * ENOUGH
    };
    let mut entries: Vec<(u32, u32)> = (0..all)
        .filter(allow)
        .filter(enough)
        .filter(|entry| source.place(*entry) != u32::MAX)
        .map(|entry| (entry, score[entry as usize]))
        .collect();
    if !ranked {
        entries.sort_unstable_by_key(|(entry, _)| source.place(*entry));
        return Ok(Matches { hits: entries.len(), entries, ranked, doubt, ..Matches::default() });
    }
    let order = tiers.order(&matcher, &entries);
    let key = |(entry, score): &(u32, u32)| (order[*entry as usize], u32::MAX - score, source.place(*entry));
    entries.sort_unstable_by_key(key);
    let hits = entries.partition_point(|(entry, _)| order[*entry as usize] < u16::from(RELATED) << 4);
    let instead = matcher.instead(&tiers, &entries);
    let hits = if instead.is_some() { 0 } else { hits };
    Ok(Matches { hits, entries, instead, understood, ranked, doubt })
}

impl Matcher<'_> {
    pub(crate) fn new_term(&mut self, words: Vec<usize>) -> usize {
        let all = self.source.size() as usize;
        self.terms.push(QueryTerm {
            is_beside: words.len() > 1,
            is_synonym: false,
            words,
            best: vec![0; all],
            sorted: vec![0; all],
            cover: vec![0; all],
            agrees: vec![0; all],
            meant: vec![0; all],
            titled: vec![false; all],
            meant_titled: vec![false; all],
        });
        self.terms.len() - 1
    }

    /// Scores the entries of one reading of a term; `marks` is the agreement of each form. If one form is exactly as
    /// typed, forms with an added tone do not agree.
    pub fn score(&mut self, term: usize, forms: &[Form], part: u32, marks: Vec<u32>) {
        self.score_as(term, forms, part, marks, false);
    }

    /// Like [`Self::score`]; `is_meant` says that the forms are of corrected words, not of those typed.
    pub(crate) fn score_as(
        &mut self,
        term: usize,
        forms: &[Form],
        part: u32,
        mut marks: Vec<u32>,
        is_meant: bool,
    ) {
        if marks.contains(&EXACT) {
            marks.iter_mut().filter(|marks| LOOSE.contains(marks)).for_each(|marks| *marks = DIFFERS);
        }
        let agreeing = |least: u32| -> u32 {
            forms
                .iter()
                .zip(&marks)
                .filter(|(_, marks)| **marks >= least)
                .map(|(form, _)| form.entries())
                .sum()
        };
        let entries = match agreeing(AGREES) {
            0 => agreeing(0),
            entries => entries,
        };
        let rarity = (log16(self.source.all()) + 32).saturating_sub(log16(entries)).max(16) * part / 16;
        let term = &mut self.terms[term];
        for (form, marks) in forms.iter().zip(&marks) {
            let cover = rarity * marks;
            for (tier, list) in form.lists.iter().enumerate() {
                let score = cover * TIER_WEIGHTS[tier];
                let slots = if tier == 3 { &mut term.sorted } else { &mut term.best };
                for entry in list {
                    let entry = *entry as usize;
                    slots[entry] = slots[entry].max(score);
                    term.cover[entry] = term.cover[entry].max(cover);
                    let (agrees, titled) = match is_meant {
                        true => (&mut term.meant, &mut term.meant_titled),
                        false => (&mut term.agrees, &mut term.titled),
                    };
                    agrees[entry] = agrees[entry].max(*marks as u8);
                    titled[entry] |= tier == 0 && *marks >= HELD;
                }
            }
        }
    }

    /// Scores recognised names in place of their words.
    fn match_parts(&mut self) {
        for part in self.parts.clone() {
            let term = self.new_term((part.from..part.to).collect());
            self.terms[term].is_beside = true;
            let lists = [Vec::new(), Vec::new(), Vec::new(), part.value.entries.clone()];
            self.score(term, &[Form { lists, ..Form::default() }], 16, vec![EXACT]);
        }
    }

    /// Whether a word belongs to recognised years, which entries have as a facet value, whatever years are in their text.
    pub(crate) fn is_in_years(&self, word: usize) -> bool {
        self.parts
            .iter()
            .any(|part| part.facet == FacetKind::Year.number() && (part.from..part.to).contains(&word))
    }

    /// How well a word of the query agrees with a written one.
    pub fn marks(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        agreement(&word.surface, &word.folded, written, self.bare)
    }

    pub fn joined(&self, word: usize) -> bool {
        word > 0 && word < self.words.len() && self.words[word].joined
    }

    /// Whether the pair that ends at a word is stored with its first syllable.
    pub(crate) fn first_keeps(&self, second: usize) -> bool {
        let side = |n: usize| {
            let word = self.words[n].folded.as_str();
            (word, self.source.weight(word))
        };
        first_keeps(side(second - 1), side(second))
    }

    /// Rules 1 to 3. Returns the words that were skipped because they are too common.
    fn match_words(&mut self, unfinished: bool) -> Result<Vec<usize>, Fault> {
        let count = self.words.len();
        let last = count - 1;
        let mut found = vec![false; count];
        let mut completed = false;
        for second in (1..count).filter(|n| self.joined(*n)).collect::<Vec<_>>() {
            let (a, b) = (self.words[second - 1].folded.clone(), self.words[second].folded.clone());
            let forms = self.source.pair(&a, &b)?;
            let term = self.new_term(vec![second - 1, second]);
            let marks: Vec<u32> = forms
                .iter()
                .map(|form| self.marks(second - 1, &form.own).min(self.marks(second, &form.other)))
                .collect();
            let mut agreed = marks.iter().any(|marks| *marks >= AGREES);
            self.score(term, &forms, 16, marks);
            if !agreed && unfinished && second == last {
                let behind = self.source.neighbours(&a)?[0].clone();
                let begins = |word: &&String| word.starts_with(&b) && **word != b;
                for whole in behind.iter().filter(begins).take(COMPLETIONS) {
                    let forms = self.source.pair(&a, whole)?;
                    let marks = forms
                        .iter()
                        .map(|form| self.marks(second - 1, &form.own).min(self.begins(second, &form.other)));
                    let marks: Vec<u32> = marks.map(|marks| marks * COMPLETED / 16).collect();
                    completed |= marks.iter().any(|marks| *marks >= AGREES * COMPLETED / 16);
                    self.score(term, &forms, 16, marks);
                }
                agreed = completed;
            }
            if agreed {
                (found[second - 1], found[second]) = (true, true);
            }
        }
        let mut common = Vec::new();
        let all = log16(self.source.all());
        let rarest = self.rarest_of_pairs();
        #[allow(clippy::needless_range_loop, reason = "words are known by their numbers")]
        for word in 0..count {
            let folded = self.words[word].folded.clone();
            let alone = !self.joined(word) && !self.joined(word + 1);
            let rare = rarest.contains(&word);
            if completed && word == last
                || self.is_in_years(word)
                || !(alone || !found[word] || rare || is_year(&folded))
            {
                continue;
            }
            if !alone && self.source.weight(&folded) > (all.saturating_sub(EVERYWHERE)).max(LONG) {
                common.push(word);
                continue;
            }
            let (term, agreed) = self.match_alone(word, if alone { 16 } else { BESIDE })?;
            if alone && !agreed && unfinished && word == last {
                let mut whole = self.source.common(&|other| other.starts_with(&folded) && other != folded);
                whole.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                for (whole, _) in whole.iter().take(COMPLETIONS) {
                    let forms = self.source.single(whole)?;
                    let marks = forms.iter().map(|form| self.begins(word, &form.own) * COMPLETED / 16);
                    let marks = marks.collect();
                    self.score(term, &forms, 16, marks);
                }
            }
        }
        Ok(common)
    }

    /// The spellings of a word that agree with it; if there are none, all, which differ from it.
    pub(crate) fn agreeing(&self, word: usize) -> Result<(Vec<Form>, Vec<u32>), Fault> {
        let QueryWord { folded, surface, .. } = &self.words[word];
        let forms = self.source.agreeing(folded, surface, self.bare)?;
        let marks: Vec<u32> = forms.iter().map(|form| self.marks(word, &form.own)).collect();
        if !marks.contains(&EXACT) {
            return Ok((forms, marks));
        }
        let agrees = |(_, marks): &(Form, u32)| *marks >= AGREES && !LOOSE.contains(marks);
        Ok(forms.into_iter().zip(marks).filter(agrees).unzip())
    }

    /// Scores a word alone. Returns its term, and whether its diacritics agree with any spelling.
    fn match_alone(&mut self, word: usize, part: u32) -> Result<(usize, bool), Fault> {
        let (forms, marks) = self.agreeing(word)?;
        let term = self.new_term(vec![word]);
        let agreed = marks.iter().any(|marks| *marks >= AGREES);
        self.score(term, &forms, part, marks);
        Ok((term, agreed))
    }

    fn begins(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        beginning(&word.surface, &word.folded, written, self.bare)
    }

    /// The score of each entry, and how much of the query it covers.
    pub fn totals(&self) -> (Vec<u32>, Vec<u32>) {
        let all = self.source.size() as usize;
        let (mut score, mut cover) = (vec![0; all], vec![0; all]);
        for term in &self.terms {
            for entry in 0..all {
                score[entry] += term.best[entry] + term.sorted[entry];
                cover[entry] += term.cover[entry];
            }
        }
        (score, cover)
    }
}
