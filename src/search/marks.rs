//! How well a written syllable agrees with a typed one of the same bare letters.
//!
//! Takes two syllables in the one form, gives sixteenths.

use crate::text::letters::Vowel;

/// They are the same.
pub const EXACT: u32 = 16;
/// Nothing in the query has a mark.
pub const BARE: u32 = 15;
/// Nothing but the bar of `đ` is missing.
pub const UNBARRED: u32 = 14;
/// From here on they do not contradict each other.
pub const AGREES: u32 = 10;
/// Nothing but the tone is missing, and the bar of `đ` perhaps.
pub const TONELESS: std::ops::RangeInclusive<u32> = 11..=12;
/// They contradict each other: another tone or another vowel.
pub const DIFFERS: u32 = 5;

/// The agreement of what was typed with what is written; `bare` if nothing in the query has a mark.
pub fn agreement(typed: &str, folded: &str, written: &str, bare: bool) -> u32 {
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

/// The same, where what was typed may be a beginning.
pub fn beginning(typed: &str, folded: &str, written: &str, bare: bool) -> u32 {
    let start: String = written.chars().take(typed.chars().count()).collect();
    agreement(typed, folded, &start, bare)
}

/// A syllable with its vowels' shapes but no tone: `đất` gives `đât`.
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
        assert_eq!(beginning("đư", "du", "đường", false), EXACT);
        assert_eq!(beginning("đuo", "duo", "đường", false), DIFFERS);
    }
}
