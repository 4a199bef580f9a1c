//! How well the diacritics of a typed and a written syllable agree, given that their base letters are the same.
//!
//! Takes two normalised syllables, returns sixteenths.

use crate::text::letters::Vowel;

/// They are the same.
pub const EXACT: u32 = 16;
/// The query has no diacritics at all.
pub const BARE: u32 = 15;
/// Only the bar of `đ` is missing.
pub(crate) const UNBARRED: u32 = 14;
/// From this value on, they do not contradict each other.
pub(crate) const AGREES: u32 = 10;
/// Only the tone is missing, or the tone and the bar of `đ`.
pub(crate) const TONELESS: std::ops::RangeInclusive<u32> = 11..=12;
/// Diacritics were left out. A form that agrees only so does not count where another is exactly as typed.
pub const LOOSE: std::ops::RangeInclusive<u32> = AGREES..=*TONELESS.end();
/// They contradict each other: a different tone or vowel.
pub(crate) const DIFFERS: u32 = 5;

/// The agreement of a typed syllable, whose folded form is `folded`, with a written one. `bare` says that the
/// query has no diacritics at all.
pub(crate) fn agreement(typed: &str, folded: &str, written: &str, bare: bool) -> u32 {
    if typed == written {
        EXACT
    } else if typed == folded {
        if bare { BARE } else { AGREES }
    } else if typed == written.replace('đ', "d") {
        UNBARRED
    } else {
        let toneless = without_tone(written);
        if typed == toneless {
            *TONELESS.end()
        } else if typed == toneless.replace('đ', "d") {
            *TONELESS.start()
        } else {
            DIFFERS
        }
    }
}

/// The spellings that agree with a typed syllable if it occurs exactly as typed, and the query has diacritics: itself,
/// and with the bar of `đ`; `None` if it has more than one `d`.
pub(crate) fn agreeing_spellings(typed: &str) -> Option<Vec<String>> {
    match typed.matches('d').count() {
        0 => Some(vec![typed.to_string()]),
        1 => Some(vec![typed.to_string(), typed.replace('d', "đ")]),
        _ => None,
    }
}

/// Like `agreement`, for a typed syllable that may be incomplete.
pub fn beginning(typed: &str, folded: &str, written: &str, bare: bool) -> u32 {
    let start: String = written.chars().take(typed.chars().count()).collect();
    agreement(typed, folded, &start, bare)
}

/// A syllable without its tone, but with the shapes of its vowels: `đất` gives `đât`.
pub fn without_tone(word: &str) -> String {
    word.chars().map(|letter| Vowel::of(letter).map_or(letter, Vowel::plain)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closer_the_better() {
        let to = |typed: &str, bare| agreement(typed, &crate::text::fold(typed), "đất", bare);
        let all = [to("đất", false), to("dat", true), to("dất", false), to("đât", false), to("dât", false)];
        assert!(all.is_sorted_by(|a, b| a > b), "{all:?}");
        assert_eq!((to("dat", false), to("đạt", false)), (AGREES, DIFFERS));
        assert_eq!(agreeing_spellings("dát"), Some(vec!["dát".into(), "đát".into()]));
        assert_eq!((to("dất", false), agreement("dất", "dat", "dất", false)), (UNBARRED, EXACT));
        assert_eq!(beginning("đư", "du", "đường", false), EXACT);
        assert_eq!(beginning("đuo", "duo", "đường", false), DIFFERS);
    }
}
