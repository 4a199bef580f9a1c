//! What must stand in an entry exactly, and what must not.
//!
//! Takes the phrases and exclusions of a query, gives the entries that they allow. An index of pairs knows
//! where all pairs of a longer phrase stand, not whether they stand together: that is looked up on the
//! entries' pages, at once where there are few of them, else when their results are shown ([`PhraseDoubt`]).

use super::lists::Form;
use super::matcher::ListSource;
use super::pages::{FEW, PhraseDoubt, ReadPage, WordRun};
use super::query::Query;
use super::reader::Fault;
use super::tokens::QueryWord;

/// What phrases and exclusions allow.
#[derive(Default)]
pub(super) struct Allowed {
    /// Which entries; `None` for all.
    pub entries: Option<Vec<bool>>,
    /// What is not known of them.
    pub doubt: Option<PhraseDoubt>,
}

/// Which entries have all phrases and nothing that is excluded. Words behind an exclusion that do not
/// belong to it become wanted ones.
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
        doubt.wanted.extend(WordRun::all_of(phrase));
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
            runs => doubt.unwanted.push((runs, found)),
        }
    }
    let is_doubtful = |entry: &u32| allowed[*entry as usize] && doubt.is_about(*entry);
    let doubtful: Vec<u32> = (0..source.size()).filter(is_doubtful).take(FEW + 1).collect();
    let mut settled = doubtful.len() <= FEW;
    if settled {
        for entry in doubtful {
            let allows = doubt.allows(entry, page);
            settled &= allows.is_some();
            allowed[entry as usize] = allows.unwrap_or(true);
        }
    }
    Ok(Allowed { entries: Some(allowed), doubt: (!settled).then_some(doubt) })
}

/// Which entries have words as they were typed: with the same marks where any were typed.
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
