//! Which answers stand before which, whatever they score.
//!
//! Takes what a query found, gives each entry a tier: the whole phrase (every pair of neighbouring words); all
//! words near each other (each right beside another one of the query, or all in the title); all words, in any
//! order; fewer. A tier is never overtaken by a lower one. The first three are hits, the last may be related.
//!
//! The lists of all words are looked up. Those of what stands nearly everywhere in a large gallery are long: they are
//! read where no entry has all words near each other and one may have all. Where nothing in a query has a mark, words that stand apart may be any words, so that
//! they are no hits. The browser's reader does the same, rule for rule (`themes/guong/assets/search-tiers.js`).

use super::bits::log16;
use super::marks::{AGREES, EXACT, TONELESS};
use super::matcher::{EVERYWHERE, HELD, LONG, Matcher};
use super::reader::Fault;

/// The tiers: all words near each other,
pub(super) const NEAR: u8 = 1;
/// all words,
pub(super) const ALL: u8 = 2;
/// fewer.
pub(super) const FEWER: u8 = 3;
/// What is no hit stands from here on.
pub(super) const RELATED: u8 = 8;

/// Which words entries have, known from the lists of each word alone.
#[derive(Default)]
pub(super) struct Tiers {
    /// By entry, a bit for each word.
    alone: Vec<u32>,
    /// The same of titles.
    titled: Vec<u32>,
    /// The words whose lists were not read.
    unread: u32,
}

/// By what entries have words.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    /// By what was typed,
    Typed,
    /// by its synonyms as well,
    Synonyms,
    /// and by what may have been meant.
    Meant,
}

/// Words beyond the 32nd do not matter.
fn bit(word: usize) -> u32 {
    1u32.checked_shl(word as u32).unwrap_or(0)
}

impl Tiers {
    /// The tiers by what was typed and its synonyms.
    pub fn typed(&self, matcher: &Matcher<'_>) -> Vec<u8> {
        self.of(matcher, Reading::Synonyms).1
    }

    /// By entry, which words it has or may have, and its tier.
    fn of(&self, matcher: &Matcher<'_>, reading: Reading) -> (Vec<u32>, Vec<u8>) {
        let is_meant = reading == Reading::Meant;
        let all = matcher.source.size() as usize;
        let mut words = self.alone.clone();
        let (mut pairs, mut beside, mut titled) = (vec![0u32; all], vec![0u32; all], self.titled.clone());
        for asked in matcher.asked.iter().filter(|asked| !asked.is_synonym || reading != Reading::Typed) {
            let held: u32 = asked.words.iter().map(|word| bit(*word)).sum();
            let second: u32 = asked.words.iter().skip(1).map(|word| bit(*word)).sum();
            for entry in 0..all {
                let marks = asked.agrees[entry].max(if is_meant { asked.meant[entry] } else { 0 });
                if u32::from(marks) >= HELD {
                    words[entry] |= held;
                    pairs[entry] |= second;
                    beside[entry] |= if asked.is_beside { held } else { 0 };
                    let is_titled = asked.titled[entry] || is_meant && asked.meant_titled[entry];
                    titled[entry] |= if is_titled { held } else { 0 };
                }
            }
        }
        let whole: u32 = (0..matcher.words.len()).map(bit).sum();
        // A part need not stand beside what is around it.
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

    /// Which entries have all the words, as hits do.
    pub fn hits(&self, matcher: &Matcher<'_>) -> Vec<bool> {
        let last = if matcher.bare { NEAR } else { ALL };
        self.typed(matcher).into_iter().map(|tier| tier <= last).collect()
    }

    /// Reads the lists that were left out, if an entry that is allowed may have all words.
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

    /// Reads the lists of a word. Where it is written just as it was typed, no tone was left out.
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

    /// Where each entry stands, the first lowest: its tier, then how many parts of the query it lacks, then
    /// whether it is there by synonyms alone.
    pub fn order(&self, matcher: &Matcher<'_>, answers: &[(u32, u32)]) -> Vec<u16> {
        let mut order: Vec<u16> =
            self.places(matcher, answers).into_iter().map(|tier| u16::from(tier) << 4).collect();
        if matcher.asked.iter().any(|asked| asked.is_synonym) {
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

    /// Whether what may have been meant stands in a higher tier than anything that was typed: in the highest, where
    /// all words that were typed stand in one entry.
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
    /// Looks up each word alone.
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

    /// The first tier that any entry which is allowed has.
    pub fn best(&self, tiers: &Tiers, allowed: &Option<Vec<bool>>) -> u8 {
        let tiers = tiers.typed(self);
        let allow = |entry: &usize| allowed.as_ref().is_none_or(|allowed| allowed[*entry]);
        (0..tiers.len()).filter(allow).map(|entry| tiers[entry]).min().unwrap_or(FEWER)
    }

    /// What was taken instead of what was typed, as the first answer has it.
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
