//! Spelling correction.
//!
//! Scores corrections of words that the best entry lacks: words that sound or are typed alike, and have the same
//! neighbours. The browser's reader follows the same rules (`themes/guong/assets/search-slips.js`).

use super::lists::Form;
use super::marks::EXACT;
use super::matcher::{HELD, Matcher};
use super::reader::Fault;
use super::slips::distance;
use super::tiers::{ALL, NEAR, Tiers};
use super::tokens::QueryWord;

/// The weight of a corrected word, in sixteenths.
pub(super) const MENDED: u32 = 11;
/// Maximum number of corrections that are tried for a word.
pub(super) const MENDINGS: usize = 3;
/// Maximum number of words that are corrected.
pub(super) const SUSPECTS: usize = 3;

impl Matcher<'_> {
    /// Corrects words if no entry that is allowed has all words near each other, the rarest first: words that the best
    /// entry lacks, or, if it has all of them apart, words whose pairs no entry has.
    pub fn mend(&mut self, tiers: &mut Tiers, allowed: &Option<Vec<bool>>) -> Result<(), Fault> {
        if self.best(tiers, allowed) <= NEAR {
            return Ok(());
        }
        tiers.read_rest(self, allowed)?;
        let best = self.best(tiers, allowed);
        if best <= NEAR {
            return Ok(());
        }
        let is_apart = best == ALL;
        let mut tried = Vec::new();
        while let Some(word) = self.suspect(allowed, &tried, is_apart).filter(|_| tried.len() < SUSPECTS) {
            tried.push(word);
            let typed = self.words[word].folded.clone();
            let before = self.joined(word).then(|| self.words[word - 1].folded.clone());
            let behind = self.joined(word + 1).then(|| self.words[word + 1].folded.clone());
            let candidates = self.mendings(&typed, before.as_deref(), behind.as_deref())?;
            for (meant, beside) in &candidates {
                let term = |matcher: &mut Self, words: Vec<usize>| {
                    let there = matcher.terms.iter().position(|term| term.words == words);
                    there.unwrap_or_else(|| matcher.new_term(words))
                };
                // Any diacritics of a correction will do; only those of its neighbour are compared.
                if let Some(before) = before.as_ref().filter(|_| beside[0]) {
                    let forms = self.source.pair(before, meant)?;
                    let marks = forms.iter().map(|form| self.marks(word - 1, &form.own) * MENDED / EXACT);
                    let marks: Vec<u32> = marks.collect();
                    self.remember(word, &forms, &marks, |form| &form.other);
                    let term = term(self, vec![word - 1, word]);
                    self.score_as(term, &forms, 16, marks, true);
                }
                if let Some(behind) = behind.as_ref().filter(|_| beside[1]) {
                    let forms = self.source.pair(meant, behind)?;
                    let marks = forms.iter().map(|form| self.marks(word + 1, &form.other) * MENDED / EXACT);
                    let marks: Vec<u32> = marks.collect();
                    self.remember(word, &forms, &marks, |form| &form.own);
                    let term = term(self, vec![word, word + 1]);
                    self.score_as(term, &forms, 16, marks, true);
                }
                if before.is_none() && behind.is_none() {
                    let forms = self.source.single(meant)?;
                    let marks = vec![MENDED; forms.len()];
                    self.remember(word, &forms, &marks, |form| &form.own);
                    let term = term(self, vec![word]);
                    self.score_as(term, &forms, 16, marks, true);
                }
            }
        }
        Ok(())
    }

    /// Records the spellings of a correction, and the entries that have them.
    fn remember(&mut self, word: usize, forms: &[Form], marks: &[u32], written: impl Fn(&Form) -> &String) {
        for (form, _) in forms.iter().zip(marks).filter(|(_, marks)| **marks >= HELD * MENDED / EXACT) {
            let mut entries = form.lists.concat();
            entries.sort_unstable();
            self.tried.push((word, written(form).clone(), entries));
        }
    }

    /// The corrections of a word, likeliest first, each with whether it follows the word before and precedes the word
    /// after. The first one is the word itself, for other diacritics.
    fn mendings(
        &self,
        typed: &str,
        before: Option<&str>,
        behind: Option<&str>,
    ) -> Result<Vec<(String, [bool; 2])>, Fault> {
        let mut near: Vec<(u32, usize, String, [bool; 2])> = Vec::new();
        let mut add = |candidates: Vec<String>, side: usize| {
            for (order, candidate) in candidates.into_iter().enumerate() {
                match near.iter_mut().find(|near| near.2 == candidate) {
                    Some(known) => known.3 = [true, true],
                    None => {
                        let beside = [side == 0, side == 1];
                        near.extend(distance(typed, &candidate).map(|far| (far, order, candidate, beside)));
                    }
                }
            }
        };
        if let Some(before) = before {
            add(self.source.neighbours(before)?[0].clone(), 0);
        }
        if let Some(behind) = behind {
            add(self.source.neighbours(behind)?[1].clone(), 1);
        }
        if before.is_none() && behind.is_none() {
            let mut common = self.source.common(&|word| distance(typed, word).is_some());
            common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            add(common.into_iter().map(|(word, _)| word).collect(), 0);
        }
        // Corrections found between both neighbours exclude all others, at any distance.
        if near.iter().any(|candidate| candidate.3 == [true, true]) {
            near.retain(|candidate| candidate.3 == [true, true]);
        }
        near.sort_unstable_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        let mut candidates = vec![(typed.to_string(), [true, true])];
        candidates.extend(near.into_iter().map(|(_, _, word, beside)| (word, beside)).take(MENDINGS));
        Ok(candidates)
    }

    /// The second words of the pairs that no entry has.
    fn missing_pairs(&self) -> Vec<usize> {
        let in_part = |word: usize| self.parts.iter().any(|part| (part.from..part.to).contains(&word));
        let is_found = |second: usize| {
            let mut typed = self.terms.iter().filter(|term| !term.is_synonym);
            let pair = typed.find(|term| term.words == [second - 1, second]);
            pair.is_some_and(|pair| pair.agrees.iter().any(|marks| u32::from(*marks) >= HELD))
        };
        let pairs = (1..self.words.len()).filter(|second| self.joined(*second));
        pairs.filter(|second| !in_part(*second) && !in_part(*second - 1) && !is_found(*second)).collect()
    }

    /// The rarest word that the best entry lacks, or, if `is_apart`, that is in every pair that no entry has.
    fn suspect(&self, allowed: &Option<Vec<bool>>, tried: &[usize], is_apart: bool) -> Option<usize> {
        let (score, cover) = self.totals();
        let allow = |entry: &u32| allowed.as_ref().is_none_or(|allowed| allowed[*entry as usize]);
        let best = (0..self.source.size()).filter(allow).max_by_key(|entry| {
            let n = *entry as usize;
            (cover[n], score[n], u32::MAX - self.source.place(*entry))
        });
        let missing = if is_apart { self.missing_pairs() } else { Vec::new() };
        let covered = |word: usize| {
            if is_apart {
                return missing.is_empty() || missing.iter().any(|n| ![*n, *n - 1].contains(&word));
            }
            best.is_some_and(|best| {
                self.terms.iter().any(|term| {
                    let marks = term.agrees[best as usize].max(term.meant[best as usize]);
                    term.words.contains(&word) && u32::from(marks) >= HELD
                })
            })
        };
        let letters = |word: &QueryWord| {
            word.folded.len() > 1 && !word.folded.starts_with(|first: char| first.is_ascii_digit())
        };
        let in_part = |word: &usize| self.parts.iter().any(|part| (part.from..part.to).contains(word));
        let suspects = (0..self.words.len()).filter(|word| !tried.contains(word) && !in_part(word));
        let suspects = suspects.filter(|word| letters(&self.words[*word]) && !covered(*word));
        suspects.min_by_key(|word| self.source.weight(&self.words[*word].folded))
    }
}
