//! "Did you mean …?"
//!
//! Takes a word and the valid words, and gives the few that are close. Never guesses if none is.

use strsim::osa_distance;

use super::{fold, nfc};

/// Returns at most `limit` candidates that are close to `word`, the closest first; none if all are
/// too far (more than one edit for every three letters, at least one).
///
/// Folded text is compared first, so that a missing mark counts less than a wrong letter; then the
/// text as written; then the candidates' own order, which makes the result deterministic. An edit
/// is an insertion, a deletion, a substitution or a swap of neighbours.
pub fn nearest<'a, I>(word: &str, candidates: I, limit: usize) -> Vec<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    let folded = fold(word.trim());
    let letters = folded.chars().count();
    if letters == 0 || letters > LONGEST_WORD {
        return Vec::new();
    }
    let max_distance = (letters / 3).max(1);
    let written = nfc(word.trim()).to_lowercase();
    let mut close: Vec<(usize, usize, usize, &str)> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(order, candidate)| {
            let other = fold(candidate);
            // The difference in length is a lower bound of the distance, and much cheaper.
            if other.chars().count().abs_diff(letters) > max_distance {
                return None;
            }
            let distance = osa_distance(&folded, &other);
            (distance <= max_distance).then(|| {
                let marks = osa_distance(&written, &nfc(candidate).to_lowercase());
                (distance, marks, order, candidate)
            })
        })
        .collect();
    close.sort_unstable();
    let mut words: Vec<&str> = Vec::with_capacity(limit.min(close.len()));
    for (.., candidate) in close {
        if words.len() == limit {
            break;
        }
        if !words.contains(&candidate) {
            words.push(candidate);
        }
    }
    words
}

/// Maximum number of letters: a longer text is not a word, and the cost of the distance is quadratic.
const LONGEST_WORD: usize = 120;
