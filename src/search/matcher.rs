//! From a query to entries, the best first.
//!
//! Takes a query and a [`Source`] of lists, gives entries with scores. The rules depend on what is in the
//! gallery alone, never on how an index is cut: the browser's reader (`themes/guong/assets/search.js`)
//! and the preview's memory give the same answers. All of it is whole numbers, so that every machine
//! counts alike.
//!
//! 1. Neighbouring words make pairs; a pair scores by its rarity, by where it stands, and by how well the
//!    marks agree. The rarer word of a pair also counts alone, but less, and so does a year.
//! 2. A word that is being typed also stands for words that begin so, behind the word before it.
//! 3. A word none of whose pairs is anywhere counts alone.
//! 4. Where the best entry leaves words uncovered, these may be slips: what sounds or is typed alike, and is
//!    found beside the same neighbours, counts in their place.
//! 5. What covers much less of the query than the best entry does is not an answer.

use super::bits::log16;
use super::layout::first_keeps;
use super::lists::Form;
use super::marks::{AGREES, EXACT, agreement, beginning};
use super::phrases::allowed;
use super::query::Query;
use super::reader::Fault;
use super::slips::{distance, undone};
use super::tokens::Word;

/// Where lists come from.
pub trait Source {
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
    /// What stands behind a syllable, and before it; the most common first, then by letters.
    ///
    /// # Errors
    /// What is missing or damaged.
    fn neighbours(&self, folded: &str) -> Result<[Vec<String>; 2], Fault>;
    /// The common syllables that are accepted, with how common they are, rising.
    fn common(&self, accept: &dyn Fn(&str) -> bool) -> Vec<(String, u32)>;
    /// Where an entry stands among equals.
    fn place(&self, entry: u32) -> u32;
}

/// What a match weighs by its tier; the last is added to the others.
const TIER_WEIGHTS: [u32; 4] = [8, 5, 3, 9];
/// A word alone, beside its pairs, in sixteenths.
const BESIDE: u32 = 6;
/// What a completed word weighs, in sixteenths,
const COMPLETED: u32 = 14;
/// and what a mended one does.
const MENDED: u32 = 11;
/// An answer covers at least so many sixteenths of what the best entry covers.
const ENOUGH: u32 = 6;
/// So many ways to complete a word are looked at,
const COMPLETIONS: usize = 8;
/// so many ways to mend one,
const MENDINGS: usize = 3;
/// and so many words are mended.
const SUSPECTS: usize = 3;

/// One thing that was asked: a pair of words, or a word alone.
struct Asked {
    /// Which words it covers.
    words: Vec<usize>,
    /// By entry: the best score in the first three tiers, and in the last.
    best: Vec<u32>,
    sorted: Vec<u32>,
    /// By entry: how much of the query it covers, and how well the marks agree.
    cover: Vec<u32>,
    agrees: Vec<u8>,
}

/// The entries that answer, with scores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The entries, the best first; all of them with score 0 where nothing was asked for.
    pub entries: Vec<(u32, u32)>,
    /// Whether anything was asked for, so that scores say something.
    pub ranked: bool,
}

struct Matcher<'m> {
    source: &'m dyn Source,
    words: Vec<Word>,
    /// Whether no word has a mark.
    bare: bool,
    asked: Vec<Asked>,
}

/// Answers a query from the entries that `stands` names.
///
/// # Errors
/// What is missing or damaged.
pub fn answer(source: &dyn Source, query: &Query) -> Result<Answer, Fault> {
    let mut query = query.clone();
    let allowed = allowed(source, &mut query)?;
    for word in &mut query.words {
        let mended = (source.weight(&word.folded) == 0).then(|| undone(&word.surface)).flatten();
        if let Some(mended) = mended.filter(|mended| source.weight(mended) > 0) {
            (word.surface, word.folded) = (mended.clone(), mended);
        }
    }
    let bare = query.words.iter().all(|word| word.surface == word.folded);
    let all = source.size();
    let ranked = !query.words.is_empty();
    let mut matcher = Matcher { source, words: query.words, bare, asked: Vec::new() };
    if ranked {
        matcher.ask(query.unfinished)?;
        matcher.mend(&allowed)?;
    }
    let (score, cover) = matcher.totals();
    let allow = |entry: &u32| allowed.as_ref().is_none_or(|allowed| allowed[*entry as usize]);
    let most = (0..all).filter(allow).map(|entry| cover[entry as usize]).max().unwrap_or(0);
    let enough = |entry: &u32| {
        let cover = cover[*entry as usize];
        !ranked || cover > 0 && cover * 16 >= most * ENOUGH
    };
    let mut entries: Vec<(u32, u32)> = (0..all)
        .filter(allow)
        .filter(enough)
        .filter(|entry| source.place(*entry) != u32::MAX)
        .map(|entry| (entry, score[entry as usize]))
        .collect();
    entries.sort_unstable_by_key(|(entry, score)| (u32::MAX - score, source.place(*entry)));
    Ok(Answer { entries, ranked })
}

/// A year of our time.
fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u32>().is_ok()
}

impl Matcher<'_> {
    fn new_asked(&mut self, words: Vec<usize>) -> usize {
        let all = self.source.size() as usize;
        let asked = Asked {
            words,
            best: vec![0; all],
            sorted: vec![0; all],
            cover: vec![0; all],
            agrees: vec![0; all],
        };
        self.asked.push(asked);
        self.asked.len() - 1
    }

    /// Adds the lists of one reading of what was asked, with how well the marks of each agree.
    fn count(&mut self, asked: usize, forms: &[Form], part: u32, marks: Vec<u32>) {
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
                    asked.agrees[entry] = asked.agrees[entry].max(*marks as u8);
                }
            }
        }
    }

    /// How well a typed word agrees with a written one.
    fn marks(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        agreement(&word.surface, &word.folded, written, self.bare)
    }

    fn joined(&self, word: usize) -> bool {
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

    /// Rules 1 to 3.
    fn ask(&mut self, unfinished: bool) -> Result<(), Fault> {
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
        let rare = log16(self.source.all()).saturating_sub(80);
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
            let forms = self.source.single(&folded)?;
            let asked = self.new_asked(vec![word]);
            let marks: Vec<u32> = forms.iter().map(|form| self.marks(word, &form.own)).collect();
            let agreed = marks.iter().any(|marks| *marks >= AGREES);
            let part = if alone { 16 } else { BESIDE };
            self.count(asked, &forms, part, marks);
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
        Ok(())
    }

    fn begins(&self, word: usize, written: &str) -> u32 {
        let word = &self.words[word];
        beginning(&word.surface, &word.folded, written, self.bare)
    }

    /// Rule 4.
    fn mend(&mut self, allowed: &Option<Vec<bool>>) -> Result<(), Fault> {
        for word in self.suspects(allowed) {
            let typed = self.words[word].folded.clone();
            let before = self.joined(word).then(|| self.words[word - 1].folded.clone());
            let behind = self.joined(word + 1).then(|| self.words[word + 1].folded.clone());
            let candidates = self.mendings(&typed, before.as_deref(), behind.as_deref())?;
            for meant in &candidates {
                let asked = |matcher: &mut Self, words: Vec<usize>| {
                    let there = matcher.asked.iter().position(|asked| asked.words == words);
                    there.unwrap_or_else(|| matcher.new_asked(words))
                };
                // Of a word that is meant, any marks will do; the neighbour's count as ever.
                if let Some(before) = &before {
                    let forms = self.source.pair(before, meant)?;
                    let marks = forms.iter().map(|form| self.marks(word - 1, &form.own) * MENDED / EXACT);
                    let marks = marks.collect();
                    let asked = asked(self, vec![word - 1, word]);
                    self.count(asked, &forms, 16, marks);
                }
                if let Some(behind) = &behind {
                    let forms = self.source.pair(meant, behind)?;
                    let marks = forms.iter().map(|form| self.marks(word + 1, &form.other) * MENDED / EXACT);
                    let marks = marks.collect();
                    let asked = asked(self, vec![word, word + 1]);
                    self.count(asked, &forms, 16, marks);
                }
                if before.is_none() && behind.is_none() {
                    let forms = self.source.single(meant)?;
                    let asked = asked(self, vec![word]);
                    self.count(asked, &forms, 16, vec![MENDED; forms.len()]);
                }
            }
        }
        Ok(())
    }

    /// What may be meant by a word, the likeliest first: first the word itself with other marks.
    fn mendings(
        &self,
        typed: &str,
        before: Option<&str>,
        behind: Option<&str>,
    ) -> Result<Vec<String>, Fault> {
        let mut near: Vec<(u32, u32, usize, String)> = Vec::new();
        let mut add = |candidates: Vec<String>| {
            for (order, candidate) in candidates.into_iter().enumerate() {
                match near.iter_mut().find(|near| near.3 == candidate) {
                    Some(known) => known.1 = 0,
                    None => {
                        near.extend(distance(typed, &candidate).map(|far| (far, 1, order, candidate)));
                    }
                }
            }
        };
        if let Some(before) = before {
            add(self.source.neighbours(before)?[0].clone());
        }
        if let Some(behind) = behind {
            add(self.source.neighbours(behind)?[1].clone());
        }
        if before.is_none() && behind.is_none() {
            let mut common = self.source.common(&|word| distance(typed, word).is_some());
            common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            add(common.into_iter().map(|(word, _)| word).collect());
        }
        // What stands between both neighbours comes first, however far it is.
        near.sort_unstable_by(|a, b| (a.1, a.0, a.2, &a.3).cmp(&(b.1, b.0, b.2, &b.3)));
        let mut candidates = vec![typed.to_string()];
        candidates.extend(near.into_iter().map(|near| near.3).take(MENDINGS));
        Ok(candidates)
    }

    /// The words that the best entry does not have.
    fn suspects(&self, allowed: &Option<Vec<bool>>) -> Vec<usize> {
        let (score, cover) = self.totals();
        let allow = |entry: &u32| allowed.as_ref().is_none_or(|allowed| allowed[*entry as usize]);
        let best = (0..self.source.size()).filter(allow).max_by_key(|entry| {
            let n = *entry as usize;
            (cover[n], score[n], u32::MAX - self.source.place(*entry))
        });
        let covered = |word: usize| {
            best.is_some_and(|best| {
                self.asked.iter().any(|asked| {
                    asked.words.contains(&word)
                        && u32::from(asked.agrees[best as usize]) >= AGREES * COMPLETED / 16
                })
            })
        };
        let letters = |word: &Word| {
            word.folded.len() > 1 && !word.folded.starts_with(|first: char| first.is_ascii_digit())
        };
        let suspects = (0..self.words.len()).filter(|word| letters(&self.words[*word]) && !covered(*word));
        suspects.take(SUSPECTS).collect()
    }

    /// By entry, the score and how much of the query is covered.
    fn totals(&self) -> (Vec<u32>, Vec<u32>) {
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
