//! Quoted phrases and exclusions.
//!
//! Takes the phrases and exclusions of a query, returns the entries that they allow. An index of pairs knows which
//! entries have all pairs of a longer phrase, but not whether the pairs are contiguous. That is checked on the
//! entries' pages: at once if there are few of them, otherwise when their results are shown ([`PhraseDoubt`]).

use super::lists::Form;
use super::lists::ListSource;
use super::pages::{FEW, PhraseDoubt, ReadPage, WordRun};
use super::query::Query;
use super::reader::Fault;
use super::tokens::QueryWord;

/// The entries that phrases and exclusions allow.
#[derive(Default)]
pub(super) struct Allowed {
    /// Whether each entry is allowed; `None` if all are.
    pub entries: Option<Vec<bool>>,
    /// What must still be checked on their pages.
    pub doubt: Option<PhraseDoubt>,
}

/// Finds the entries that have all phrases and no exclusion. Words after an unquoted exclusion that do not belong
/// to it are added to the query's words.
pub(super) fn allowed(
    source: &dyn ListSource,
    query: &mut Query,
    page: &ReadPage<'_>,
) -> Result<Allowed, Fault> {
    if query.phrases.is_empty() && query.excluded.is_empty() {
        return Ok(Allowed::default());
    }
    let mut allowed = vec![true; source.size() as usize];
    let mut doubt = PhraseDoubt::default();
    for phrase in &query.phrases {
        let found = exactly(source, phrase)?;
        allowed.iter_mut().zip(found).for_each(|(allowed, found)| *allowed &= found);
        doubt.required.extend(WordRun::all_of(phrase));
    }
    for excluded in &query.excluded {
        let mut words = excluded.words.as_slice();
        if !excluded.quoted {
            let pair = words.len() > 1 && words[1].joined && exactly(source, &words[..2])?.contains(&true);
            words = &words[..if pair { 2 } else { 1 }];
            query.words.extend(excluded.words[words.len()..].iter().cloned());
        }
        let found = exactly(source, words)?;
        match WordRun::all_of(words) {
            runs if runs.is_empty() => {
                allowed.iter_mut().zip(found).for_each(|(allowed, found)| *allowed &= !found);
            }
            runs => doubt.excluded.push((runs, found)),
        }
    }
    let is_doubtful = |entry: &u32| allowed[*entry as usize] && doubt.is_about(*entry);
    let doubtful: Vec<u32> = (0..source.size()).filter(is_doubtful).take(FEW + 1).collect();
    let mut all_checked = doubtful.len() <= FEW;
    if all_checked {
        for entry in doubtful {
            let allows = doubt.allows(entry, page);
            all_checked &= allows.is_some();
            allowed[entry as usize] = allows.unwrap_or(true);
        }
    }
    Ok(Allowed { entries: Some(allowed), doubt: (!all_checked).then_some(doubt) })
}

/// Whether each entry has the words as typed: with the same diacritics, if any were typed.
fn exactly(source: &dyn ListSource, words: &[QueryWord]) -> Result<Vec<bool>, Fault> {
    let bare = words.iter().all(|word| word.surface == word.folded);
    let is = |word: &QueryWord, written: &str| bare || word.surface == written;
    let mut found = vec![true; source.size() as usize];
    let mut narrow = |forms: Vec<Form>| {
        let mut here = vec![false; found.len()];
        forms.iter().flat_map(|form| form.lists.iter().flatten()).for_each(|n| here[*n as usize] = true);
        found.iter_mut().zip(here).for_each(|(found, here)| *found &= here);
    };
    for (number, word) in words.iter().enumerate() {
        let next = words.get(number + 1).filter(|next| next.joined);
        let mut forms = match next {
            Some(next) => source.pair(&word.folded, &next.folded)?,
            None if number > 0 && word.joined => continue,
            None => source.single(&word.folded)?,
        };
        forms.retain(|form| is(word, &form.own) && next.is_none_or(|next| is(next, &form.other)));
        narrow(forms);
    }
    Ok(found)
}
