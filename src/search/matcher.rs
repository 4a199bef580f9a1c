//! From a query to entries, the best first.
//!
//! Takes a query and a [`ListSource`] of lists, gives entries with scores. The rules depend on what is in the
//! gallery alone, never on how an index is cut: the browser's reader (`themes/guong/assets/search.js`)
//! and the preview's memory give the same answers. All of it is whole numbers, so that every machine
//! counts alike.
//!
//! 1. Neighbouring words make pairs; a pair scores by its rarity, by where it stands, and by how well the
//!    marks agree. The rarer word of a pair also counts alone, but less, and so does a year.
//! 2. A word that is being typed also stands for words that begin so, behind the word before it.
//! 3. A word none of whose pairs is anywhere counts alone; what stands nearly everywhere does so only where
//!    nothing else was found.
//! 4. Where the best entry leaves words uncovered, or has all of them but apart, some may be slips: what sounds or
//!    is typed alike, and is found beside the same neighbours, counts in their place (`mend`).
//! 5. What covers much less of the query than the best entry does is not an answer, unless it has all the words.
//! 6. Answers stand in tiers, whatever they score (`tiers`). What holds all the words is a hit; the rest may be
//!    related, and stands behind the hits.
//! 7. Parts of a query that are understood (`understood`) count as their words wherever an entry is sorted so;
//!    within a tier, what has more of them comes first.
//! 8. Other words for some of a query (`synonyms`) count in their place; within a tier, what was typed comes first.
//! 9. Where what was meant stands in a higher tier than what was typed, nothing is a hit, and
//!    [`Matches::instead`] says what was taken instead.

use super::bits::log16;
use super::layout::first_keeps;
use super::lists::Form;
use super::marks::{AGREES, DIFFERS, EXACT, TONELESS, agreement, beginning};
use super::names::{NameLine, ValueOf};
use super::pages::{PhraseDoubt, ReadPage};
use super::phrases::{Allowed, allowed};
use super::query::Query;
use super::reader::Fault;
use super::slips::undone;
use super::tiers::{RELATED, Tiers};
use super::tokens::{QueryWord, is_year};
use super::understood::{Understood, UnderstoodPart};

/// Where lists come from.
pub trait ListSource {
    /// How many entries there are.
    fn all(&self) -> u32;
    /// How many numbers for entries there are: more than entries, where some were taken out.
    fn size(&self) -> u32 {
        self.all()
    }
    /// How common a syllable is ([`super::layout::weight`]).
    fn weight(&self, folded: &str) -> u32;
    /// The ways to write a syllable.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn single(&self, folded: &str) -> Result<Vec<Form>, Fault>;
    /// The ways to write a pair.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn pair(&self, first: &str, second: &str) -> Result<Vec<Form>, Fault>;
    /// What stands behind a syllable, and before it; what does so most often first, then by letters.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn neighbours(&self, folded: &str) -> Result<[Vec<String>; 2], Fault>;
    /// The common syllables that are accepted, with how common they are, rising.
    fn common(&self, accept: &dyn Fn(&str) -> bool) -> Vec<(String, u32)>;
    /// Whether names may begin so, which no pair of a heading or a value shows; true if that is not known.
    fn is_start(&self, start: &str) -> bool;
    /// The names from one key to another, at most `limit`.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn names(&self, from: &str, to: &str, limit: usize) -> Result<Vec<NameLine>, Fault>;
    /// A value of a facet.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn value(&self, facet: u8, value: u32) -> Result<Option<ValueOf>, Fault>;
    /// Where an entry stands among equals.
    fn place(&self, entry: u32) -> u32;
}

/// What a match weighs by its tier; the last is added to the others.
pub(super) const TIER_WEIGHTS: [u32; 4] = [8, 5, 3, 9];
/// A word alone, beside its pairs, in sixteenths.
pub(super) const BESIDE: u32 = 6;
/// What a completed word weighs, in sixteenths.
pub(super) const COMPLETED: u32 = 14;
/// A word counts as held from this agreement on: that of a completed word whose marks do not contradict.
pub(super) const HELD: u32 = AGREES * COMPLETED / 16;
/// The least coverage of a hit, in sixteenths of the best entry's.
pub(super) const ENOUGH: u32 = 6;
/// Maximum number of completions of a word that are considered.
pub(super) const COMPLETIONS: usize = 4;
/// What stands in more than one of sixteen entries says little alone ([`log16`] of sixteen),
pub(super) const EVERYWHERE: u32 = 64;
/// where there are so many of them that its lists are long ([`log16`] of 2048).
pub(super) const LONG: u32 = 176;

/// One thing that was asked: a pair of words, or a word alone.
pub(super) struct QueryTerm {
    /// Which words it covers.
    pub words: Vec<usize>,
    /// Whether these stand beside each other where it is found,
    pub is_beside: bool,
    /// and whether other words stand there for them.
    pub is_synonym: bool,
    /// By entry: the best score in the first three tiers, and in the last.
    best: Vec<u32>,
    sorted: Vec<u32>,
    /// By entry: how much of the query it covers.
    cover: Vec<u32>,
    /// By entry: how well the marks of what was typed agree,
    pub agrees: Vec<u8>,
    /// those of what may have been meant,
    pub meant: Vec<u8>,
    /// whether what was typed stands in its title,
    pub titled: Vec<bool>,
    /// and whether what may have been meant does.
    pub meant_titled: Vec<bool>,
}

/// The entries that answer, with scores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The entries, hits first, then the best first; all of them with score 0 where nothing was asked for.
    pub entries: Vec<(u32, u32)>,
    /// How many of them are hits.
    pub hits: usize,
    /// What was taken instead of what was typed.
    pub instead: Option<String>,
    /// The parts of the query that were understood, and what is offered.
    pub understood: Understood,
    /// Whether anything was asked for, so that scores say something.
    pub ranked: bool,
    /// What their pages are to be asked yet.
    pub doubt: Option<PhraseDoubt>,
}

pub(super) struct Matcher<'m> {
    pub source: &'m dyn ListSource,
    pub words: Vec<QueryWord>,
    /// Whether no word has a mark.
    pub bare: bool,
    pub asked: Vec<QueryTerm>,
    /// What was tried in place of words: the word, how it is written, and the entries that have it so.
    pub tried: Vec<(usize, String, Vec<u32>)>,
    /// The parts that are understood.
    pub parts: Vec<UnderstoodPart>,
}

/// Answers a query. A few pages are read where phrases need it.
///
/// # Errors
/// What is missing or damaged.
pub fn answer(source: &dyn ListSource, query: &Query, page: &ReadPage<'_>) -> Result<Matches, Fault> {
    let mut query = query.clone();
    let Allowed { entries: allowed, doubt } = allowed(source, &mut query, page)?;
    for word in &mut query.words {
        let mended = (source.weight(&word.folded) == 0).then(|| undone(&word.surface)).flatten();
        if let Some(mended) = mended.filter(|mended| source.weight(mended) > 0) {
            (word.surface, word.folded) = (mended.clone(), mended);
        }
    }
    let bare = query.words.iter().all(|word| word.surface == word.folded);
    let all = source.size();
    let ranked = !query.words.is_empty();
    let mut matcher =
        Matcher { source, words: query.words, bare, asked: Vec::new(), tried: Vec::new(), parts: Vec::new() };
    let mut tiers = Tiers::default();
    let mut understood = Understood::default();
    if ranked {
        let common = matcher.ask(query.unfinished)?;
        understood = matcher.understand(&query.plain, &query.quoted)?;
        matcher.take(&understood.parts);
        understood.also = matcher.add_synonyms(&query.plain, &query.quoted)?;
        tiers = matcher.look_up()?;
        matcher.mend(&mut tiers, &allowed)?;
        if matcher.totals().1.iter().all(|cover| *cover == 0) {
            common.into_iter().try_for_each(|word| matcher.ask_alone(word, BESIDE).map(drop))?;
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
    pub fn new_asked(&mut self, words: Vec<usize>) -> usize {
        let all = self.source.size() as usize;
        self.asked.push(QueryTerm {
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
        self.asked.len() - 1
    }

    /// Adds the lists of one reading of what was asked, with how well the marks of each agree. Where it is
    /// written just as it was typed, no tone was left out.
    pub fn count(&mut self, asked: usize, forms: &[Form], part: u32, marks: Vec<u32>) {
        self.count_as(asked, forms, part, marks, false);
    }

    /// The same; `is_meant` if it is no reading of what was typed, but of what may have been meant.
    pub fn count_as(&mut self, asked: usize, forms: &[Form], part: u32, mut marks: Vec<u32>, is_meant: bool) {
        if marks.contains(&EXACT) {
            marks.iter_mut().filter(|marks| TONELESS.contains(marks)).for_each(|marks| *marks = DIFFERS);
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
        let asked = &mut self.asked[asked];
        for (form, marks) in forms.iter().zip(&marks) {
            let cover = rarity * marks;
            for (tier, list) in form.lists.iter().enumerate() {
                let score = cover * TIER_WEIGHTS[tier];
                let slots = if tier == 3 { &mut asked.sorted } else { &mut asked.best };
                for entry in list {
                    let entry = *entry as usize;
                    slots[entry] = slots[entry].max(score);
                    asked.cover[entry] = asked.cover[entry].max(cover);
                    let (agrees, titled) = match is_meant {
                        true => (&mut asked.meant, &mut asked.meant_titled),
                        false => (&mut asked.agrees, &mut asked.titled),
                    };
                    agrees[entry] = agrees[entry].max(*marks as u8);
                    titled[entry] |= tier == 0 && *marks >= HELD;
                }
            }
        }
    }

    /// Lets the parts that are understood count as their words.
    fn take(&mut self, parts: &[UnderstoodPart]) {
        for part in parts {
            let asked = self.new_asked((part.from..part.to).collect());
            self.asked[asked].is_beside = true;
            let lists = [Vec::new(), Vec::new(), Vec::new(), part.value.entries.clone()];
            self.count(asked, &[Form { lists, ..Form::default() }], 16, vec![EXACT]);
        }
        self.parts = parts.to_vec();
    }

    /// How well a typed word agrees with a written one.
    pub fn marks(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        agreement(&word.surface, &word.folded, written, self.bare)
    }

    pub fn joined(&self, word: usize) -> bool {
        word > 0 && word < self.words.len() && self.words[word].joined
    }

    /// Which of the pair that ends at a word keeps it.
    fn first_keeps(&self, second: usize) -> bool {
        let side = |n: usize| {
            let word = self.words[n].folded.as_str();
            (word, self.source.weight(word))
        };
        first_keeps(side(second - 1), side(second))
    }

    /// Rules 1 to 3. Gives the words that would count alone if they were less common.
    fn ask(&mut self, unfinished: bool) -> Result<Vec<usize>, Fault> {
        let count = self.words.len();
        let last = count - 1;
        let mut found = vec![false; count];
        let mut completed = false;
        for second in (1..count).filter(|n| self.joined(*n)).collect::<Vec<_>>() {
            let (a, b) = (self.words[second - 1].folded.clone(), self.words[second].folded.clone());
            let forms = self.source.pair(&a, &b)?;
            let asked = self.new_asked(vec![second - 1, second]);
            let marks: Vec<u32> = forms
                .iter()
                .map(|form| self.marks(second - 1, &form.own).min(self.marks(second, &form.other)))
                .collect();
            let mut agreed = marks.iter().any(|marks| *marks >= AGREES);
            self.count(asked, &forms, 16, marks);
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
                    self.count(asked, &forms, 16, marks);
                }
                agreed = completed;
            }
            if agreed {
                (found[second - 1], found[second]) = (true, true);
            }
        }
        let mut common = Vec::new();
        let all = log16(self.source.all());
        let rare = all.saturating_sub(80);
        #[allow(clippy::needless_range_loop, reason = "words are known by their numbers")]
        for word in 0..count {
            let folded = self.words[word].folded.clone();
            let alone = !self.joined(word) && !self.joined(word + 1);
            let keeps = self.joined(word + 1) && self.first_keeps(word + 1)
                || self.joined(word) && !self.first_keeps(word);
            let rare = keeps && self.source.weight(&folded) <= rare;
            if completed && word == last || !(alone || !found[word] || rare || is_year(&folded)) {
                continue;
            }
            if !alone && self.source.weight(&folded) > (all.saturating_sub(EVERYWHERE)).max(LONG) {
                common.push(word);
                continue;
            }
            let (asked, agreed) = self.ask_alone(word, if alone { 16 } else { BESIDE })?;
            if alone && !agreed && unfinished && word == last {
                let mut whole = self.source.common(&|other| other.starts_with(&folded) && other != folded);
                whole.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                for (whole, _) in whole.iter().take(COMPLETIONS) {
                    let forms = self.source.single(whole)?;
                    let marks = forms.iter().map(|form| self.begins(word, &form.own) * COMPLETED / 16);
                    let marks = marks.collect();
                    self.count(asked, &forms, 16, marks);
                }
            }
        }
        Ok(common)
    }

    /// Lets a word count alone: where it was counted, and whether its marks agree with any that is written.
    fn ask_alone(&mut self, word: usize, part: u32) -> Result<(usize, bool), Fault> {
        let forms = self.source.single(&self.words[word].folded)?;
        let asked = self.new_asked(vec![word]);
        let marks: Vec<u32> = forms.iter().map(|form| self.marks(word, &form.own)).collect();
        let agreed = marks.iter().any(|marks| *marks >= AGREES);
        self.count(asked, &forms, part, marks);
        Ok((asked, agreed))
    }

    fn begins(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        beginning(&word.surface, &word.folded, written, self.bare)
    }

    /// By entry, the score and how much of the query is covered.
    pub fn totals(&self) -> (Vec<u32>, Vec<u32>) {
        let all = self.source.size() as usize;
        let (mut score, mut cover) = (vec![0; all], vec![0; all]);
        for asked in &self.asked {
            for entry in 0..all {
                score[entry] += asked.best[entry] + asked.sorted[entry];
                cover[entry] += asked.cover[entry];
            }
        }
        (score, cover)
    }
}
