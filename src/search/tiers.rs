//! Ranks results by tiers, which take precedence over scores.
//!
//! Assigns each entry a tier: the whole phrase (every pair of neighbouring words); all words near each other (each one
//! next to another word of the query, or all in the title); all words in any order; fewer words. Entries of the first
//! three tiers are hits, those of the last may be related.
//!
//! Reads the lists of the rarest words first, and stops as soon as no other entry may have all words. The lists of very
//! common words in a large gallery are long, and are only read if no entry has all words near each other and some entry
//! may have all words. If a query has no diacritics, words apart from each other may be different words, so that the
//! third tier has no hits, and only titles are looked up. The browser's reader follows the same rules
//! (`themes/guong/assets/search-tiers.js`).

use super::bits::log16;
use super::marks::{AGREES, BARE};
use super::matcher::{EVERYWHERE, HELD, LONG, Matcher};
use super::reader::Fault;

/// The tier of entries with all words near each other; the whole phrase is tier 0.
pub(super) const NEAR: u8 = 1;
/// The tier of entries with all words.
pub(super) const ALL: u8 = 2;
/// The tier of entries with fewer words.
pub(super) const FEWER: u8 = 3;
/// Added to the tiers of entries that are not hits.
pub(super) const RELATED: u8 = 8;

/// Maximum number of words that score alone besides their pairs.
pub(super) const RAREST: usize = 2;
/// [`log16`] of 32: only a word in at most one entry of 32 does.
pub(super) const RARE: u32 = 80;
/// Number of words whose lists are read at once.
pub(super) const AT_ONCE: usize = 2;

/// The words that entries have, from the lists of each word alone.
#[derive(Default)]
pub(super) struct Tiers {
    /// For each entry, a bit for each word that it has.
    alone: Vec<u32>,
    /// For each entry, a bit for each word in its title.
    titled: Vec<u32>,
    /// A bit for each word whose lists were not read.
    unread: u32,
}

/// What counts as having a word.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    /// The typed words.
    Typed,
    /// The typed words and their synonyms.
    Synonyms,
    /// The typed words, their synonyms and their corrections.
    Meant,
}

/// The bit of a word; words after the 32nd are ignored.
fn bit(word: usize) -> u32 {
    1u32.checked_shl(word as u32).unwrap_or(0)
}

impl Tiers {
    /// The tier of each entry by the typed words and their synonyms.
    pub fn typed(&self, matcher: &Matcher<'_>) -> Vec<u8> {
        self.of(matcher, Reading::Synonyms).1
    }

    /// For each entry, a bit for each word that it has or may have, and its tier.
    fn of(&self, matcher: &Matcher<'_>, reading: Reading) -> (Vec<u32>, Vec<u8>) {
        let is_meant = reading == Reading::Meant;
        let all = matcher.source.size() as usize;
        let mut words = self.alone.clone();
        let (mut pairs, mut beside, mut titled) = (vec![0u32; all], vec![0u32; all], self.titled.clone());
        for term in matcher.terms.iter().filter(|term| !term.is_synonym || reading != Reading::Typed) {
            let held: u32 = term.words.iter().map(|word| bit(*word)).sum();
            let second: u32 = term.words.iter().skip(1).map(|word| bit(*word)).sum();
            for entry in 0..all {
                let marks = term.agrees[entry].max(if is_meant { term.meant[entry] } else { 0 });
                if u32::from(marks) >= HELD {
                    words[entry] |= held;
                    pairs[entry] |= second;
                    beside[entry] |= if term.is_beside { held } else { 0 };
                    let is_titled = term.titled[entry] || is_meant && term.meant_titled[entry];
                    titled[entry] |= if is_titled { held } else { 0 };
                }
            }
        }
        let whole: u32 = (0..matcher.words.len()).map(bit).sum();
        // A recognised name need not be next to the words around it.
        let parts: u32 = matcher.parts.iter().map(|part| bit(part.from) | bit(part.to)).fold(0, |a, b| a | b);
        let every: u32 = (1..matcher.words.len()).filter(|word| matcher.joined(*word)).map(bit).sum();
        let every = every & !parts;
        let tier = |entry: usize| match () {
            () if words[entry] & whole != whole => FEWER,
            () if pairs[entry] & every == every => 0,
            () if beside[entry] == whole || titled[entry] == whole => NEAR,
            () => ALL,
        };
        let tiers = (0..all).map(tier).collect();
        words.iter_mut().for_each(|words| *words |= self.unread);
        (words, tiers)
    }

    /// Whether each entry is a hit by the typed words and their synonyms.
    pub fn hits(&self, matcher: &Matcher<'_>) -> Vec<bool> {
        let last = if matcher.bare { NEAR } else { ALL };
        self.typed(matcher).into_iter().map(|tier| tier <= last).collect()
    }

    /// Whether an allowed entry of a tier below `least` may have all words.
    fn may_have_all(&self, matcher: &Matcher<'_>, allowed: &Option<Vec<bool>>, least: Option<u8>) -> bool {
        let whole: u32 = (0..matcher.words.len()).map(bit).sum();
        let (words, tiers) = self.of(matcher, Reading::Synonyms);
        let allow = |entry: usize| allowed.as_ref().is_none_or(|allowed| allowed[entry]);
        let may = |entry: usize| words[entry] == whole && Some(tiers[entry]) > least && allow(entry);
        (0..words.len()).any(may)
    }

    /// Reads the lists that were skipped, if an allowed entry may have all words.
    pub(crate) fn read_rest(
        &mut self,
        matcher: &Matcher<'_>,
        allowed: &Option<Vec<bool>>,
    ) -> Result<(), Fault> {
        if self.unread == 0 || !self.may_have_all(matcher, allowed, None) {
            return Ok(());
        }
        let unread = std::mem::take(&mut self.unread);
        let mut words = (0..matcher.words.len()).filter(|word| unread & bit(*word) != 0);
        words.try_for_each(|word| self.read(matcher, word))
    }

    /// Reads the lists of a word; if the query has no diacritics, those of titles.
    fn read(&mut self, matcher: &Matcher<'_>, word: usize) -> Result<(), Fault> {
        let (forms, marks) = match matcher.bare {
            true => {
                let forms = matcher.source.titles(&matcher.words[word].folded)?;
                let marks = vec![BARE; forms.len()];
                (forms, marks)
            }
            false => matcher.agreeing(word)?,
        };
        for (form, _) in forms.iter().zip(marks).filter(|(_, marks)| *marks >= AGREES) {
            form.lists.iter().flatten().for_each(|entry| self.alone[*entry as usize] |= bit(word));
            form.lists[0].iter().for_each(|entry| self.titled[*entry as usize] |= bit(word));
        }
        Ok(())
    }

    /// The rank of each entry, lowest first: its tier, then the number of recognised names that it lacks, then whether
    /// it reaches its tier by synonyms only.
    pub fn order(&self, matcher: &Matcher<'_>, answers: &[(u32, u32)]) -> Vec<u16> {
        let mut order: Vec<u16> =
            self.places(matcher, answers).into_iter().map(|tier| u16::from(tier) << 4).collect();
        if matcher.terms.iter().any(|term| term.is_synonym) {
            let [typed, with] =
                [Reading::Typed, Reading::Synonyms].map(|reading| self.of(matcher, reading).1);
            let lower = typed.into_iter().zip(with).map(|(typed, with)| u16::from(with < typed));
            order.iter_mut().zip(lower).for_each(|(order, lower)| *order += lower);
        }
        for part in matcher.parts.iter().take(7) {
            let mut lacks = vec![1; order.len()];
            part.value.entries.iter().for_each(|entry| lacks[*entry as usize] = 0);
            order.iter_mut().zip(lacks).for_each(|(order, lacks)| *order += lacks << 1);
        }
        order
    }

    fn places(&self, matcher: &Matcher<'_>, answers: &[(u32, u32)]) -> Vec<u8> {
        let (words, meant) = self.of(matcher, Reading::Meant);
        if self.is_mended(matcher, answers) {
            return meant.into_iter().map(|tier| RELATED + tier).collect();
        }
        let most = answers.iter().fold(0, |most, (entry, _)| most | words[*entry as usize]);
        let last = if matcher.bare { NEAR } else { ALL };
        let place = |(tier, words): (u8, u32)| match tier {
            tier if tier <= last => tier,
            FEWER if words != most => RELATED + FEWER + 1,
            tier => RELATED + tier,
        };
        self.typed(matcher).into_iter().zip(words).map(place).collect()
    }

    /// Whether the corrected query reaches a higher tier than the typed one. If an entry has all typed words, only the
    /// highest tier will do.
    fn is_mended(&self, matcher: &Matcher<'_>, answers: &[(u32, u32)]) -> bool {
        let best = |tiers: &[u8]| answers.iter().map(|(entry, _)| tiers[*entry as usize]).min();
        if matcher.tried.is_empty() {
            return false;
        }
        let (meant, typed) = (best(&self.of(matcher, Reading::Meant).1), best(&self.typed(matcher)));
        meant < typed && (meant == Some(0) || typed == Some(FEWER))
    }
}

impl Matcher<'_> {
    /// Looks up words alone, the rarest first, except very common ones.
    pub fn look_up(&self, allowed: &Option<Vec<bool>>) -> Result<Tiers, Fault> {
        let none = vec![0; self.source.size() as usize];
        let unread = (0..self.words.len()).filter(|word| !self.is_in_years(*word)).map(bit).sum();
        let mut tiers = Tiers { alone: none.clone(), titled: none, unread };
        for words in self.rarest().chunks(AT_ONCE) {
            for word in words {
                tiers.unread &= !bit(*word);
                tiers.read(self, *word)?;
            }
            if !tiers.may_have_all(self, allowed, Some(NEAR)) {
                break;
            }
        }
        Ok(tiers)
    }

    /// The words that score alone besides their pairs.
    pub(crate) fn rarest_of_pairs(&self) -> Vec<usize> {
        let limit = log16(self.source.all()).saturating_sub(RARE);
        let weight = |word: &usize| self.source.weight(&self.words[*word].folded);
        let keeps = |word: &usize| {
            self.joined(word + 1) && self.first_keeps(word + 1)
                || self.joined(*word) && !self.first_keeps(*word)
        };
        let words = (0..self.words.len()).filter(|word| keeps(word) && weight(word) <= limit);
        let mut words: Vec<usize> = words.collect();
        words.sort_by_key(weight);
        words.truncate(RAREST);
        words
    }

    /// The words that are not very common, the rarest first.
    fn rarest(&self) -> Vec<usize> {
        let common = log16(self.source.all()).saturating_sub(EVERYWHERE).max(LONG);
        let weight = |word: &usize| self.source.weight(&self.words[*word].folded);
        let mut words: Vec<usize> =
            (0..self.words.len()).filter(|word| weight(word) <= common && !self.is_in_years(*word)).collect();
        words.sort_by_key(weight);
        words
    }

    /// The highest tier that any allowed entry has.
    pub fn best(&self, tiers: &Tiers, allowed: &Option<Vec<bool>>) -> u8 {
        let tiers = tiers.typed(self);
        let allow = |entry: &usize| allowed.as_ref().is_none_or(|allowed| allowed[*entry]);
        (0..tiers.len()).filter(allow).map(|entry| tiers[entry]).min().unwrap_or(FEWER)
    }

    /// The corrected query in the spelling of the first result; `None` if the typed query was used.
    pub fn instead(&self, tiers: &Tiers, answers: &[(u32, u32)]) -> Option<String> {
        let (first, _) = answers.first().filter(|_| tiers.is_mended(self, answers))?;
        let taken = |word: usize| {
            let mut tried = self.tried.iter().filter(|tried| tried.0 == word);
            tried.find(|tried| tried.2.binary_search(first).is_ok()).map(|tried| tried.1.as_str())
        };
        let words = self.words.iter().enumerate();
        let words: Vec<&str> = words.map(|(n, word)| taken(n).unwrap_or(&word.surface)).collect();
        Some(words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::search::lists::Form;
    use crate::search::lists::ListSource;
    use crate::search::matcher::answer;
    use crate::search::names::{NameLine, ValueOf};
    use crate::search::query::Query;

    /// Words with the entries that have them in their titles, the rarest first; remembers which were looked up.
    struct Lists {
        words: Vec<(&'static str, Vec<u32>)>,
        looked_up: RefCell<Vec<String>>,
    }

    impl ListSource for Lists {
        fn all(&self) -> u32 {
            9
        }
        fn weight(&self, folded: &str) -> u32 {
            self.words.iter().position(|(word, _)| *word == folded).map_or(0, |at| at as u32 + 1)
        }
        fn single(&self, folded: &str) -> Result<Vec<Form>, Fault> {
            self.looked_up.borrow_mut().push(folded.into());
            let own = self.words.iter().filter(|(word, _)| *word == folded);
            let form = |entries: &Vec<u32>| Form {
                own: folded.into(),
                other: String::new(),
                lists: [entries.clone(), Vec::new(), Vec::new(), Vec::new()],
            };
            Ok(own.map(|(_, entries)| form(entries)).collect())
        }
        fn pair(&self, first: &str, second: &str) -> Result<Vec<Form>, Fault> {
            let lists = [Vec::new(), Vec::new(), vec![8], Vec::new()];
            Ok(vec![Form { own: first.into(), other: second.into(), lists }])
        }
        fn neighbours(&self, _: &str) -> Result<[Vec<String>; 2], Fault> {
            Ok(Default::default())
        }
        fn common(&self, _: &dyn Fn(&str) -> bool) -> Vec<(String, u32)> {
            Vec::new()
        }
        fn is_start(&self, _: &str) -> bool {
            false
        }
        fn names(&self, _: &str, _: &str, _: usize) -> Result<Vec<NameLine>, Fault> {
            Ok(Vec::new())
        }
        fn value(&self, _: u8, _: u32) -> Result<Option<ValueOf>, Fault> {
            Ok(None)
        }
        fn place(&self, entry: u32) -> u32 {
            entry
        }
    }

    #[test]
    fn words_are_looked_up_until_no_entry_may_have_them_all() {
        let looked_up = |words: Vec<(&'static str, Vec<u32>)>| {
            let lists = Lists { words, looked_up: RefCell::default() };
            let found = answer(&lists, &Query::read("bon hai ba mot "), &|_| None).unwrap();
            let mut looked_up = lists.looked_up.into_inner();
            looked_up.sort();
            looked_up.dedup();
            (looked_up.join(" "), found.hits)
        };
        // The phrase is in the last entry; no other has both rare words.
        let apart =
            vec![("mot", vec![1, 8]), ("hai", vec![2, 8]), ("ba", vec![1, 2, 8]), ("bon", vec![1, 2, 8])];
        assert_eq!(looked_up(apart), ("hai mot".into(), 1));
        let together =
            vec![("mot", vec![1, 8]), ("hai", vec![1, 8]), ("ba", vec![1, 8]), ("bon", vec![2, 8])];
        assert_eq!(looked_up(together), ("ba bon hai mot".into(), 1));
    }
}
