//! Ranks results by tiers, which take precedence over scores.
//!
//! Assigns each entry a tier: the whole phrase (every pair of neighbouring words); all words near each other (each one
//! next to another word of the query, or all in the title); all words in any order; fewer words. Entries of the first
//! three tiers are hits, those of the last may be related.
//!
//! Reads the lists of all words. Those of very common words in a large gallery are long, and are only read if no entry
//! has all words near each other and some entry may have all words. If a query has no diacritics, words apart from each
//! other may be different words, so that the third tier has no hits. The browser's reader follows the same rules
//! (`themes/guong/assets/search-tiers.js`).

use super::bits::log16;
use super::marks::{AGREES, EXACT, TONELESS};
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

    /// Reads the lists that were skipped, if an allowed entry may have all words.
    pub fn read_rest(&mut self, matcher: &Matcher<'_>, allowed: &Option<Vec<bool>>) -> Result<(), Fault> {
        let whole: u32 = (0..matcher.words.len()).map(bit).sum();
        let (words, _) = self.of(matcher, Reading::Synonyms);
        let allow = |entry: usize| allowed.as_ref().is_none_or(|allowed| allowed[entry]);
        if self.unread == 0 || !(0..words.len()).any(|entry| words[entry] == whole && allow(entry)) {
            return Ok(());
        }
        let unread = std::mem::take(&mut self.unread);
        let mut words = (0..matcher.words.len()).filter(|word| unread & bit(*word) != 0);
        words.try_for_each(|word| self.read(matcher, word))
    }

    /// Reads the lists of a word. If one form is exactly as typed, forms with an added tone do not agree.
    fn read(&mut self, matcher: &Matcher<'_>, word: usize) -> Result<(), Fault> {
        let forms = matcher.source.single(&matcher.words[word].folded)?;
        let marks: Vec<u32> = forms.iter().map(|form| matcher.marks(word, &form.own)).collect();
        let is_exact = marks.contains(&EXACT);
        let agrees = |marks: u32| marks >= AGREES && !(is_exact && TONELESS.contains(&marks));
        for (form, _) in forms.iter().zip(marks).filter(|(_, marks)| agrees(*marks)) {
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
    /// Looks up each word alone, except very common ones.
    pub fn look_up(&self) -> Result<Tiers, Fault> {
        let none = vec![0; self.source.size() as usize];
        let mut tiers = Tiers { alone: none.clone(), titled: none, unread: 0 };
        let common = log16(self.source.all()).saturating_sub(EVERYWHERE).max(LONG);
        for (word, typed) in self.words.iter().enumerate() {
            match self.source.weight(&typed.folded) > common {
                true => tiers.unread |= bit(word),
                false => tiers.read(self, word)?,
            }
        }
        Ok(tiers)
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
