//! Splits text into syllables.
//!
//! Takes any text, returns its normalised syllables (composed, lower case, one tone convention), each with whether
//! it directly follows the one before. Keeps diacritics, which the index distinguishes. The browser's reader follows
//! the same rules (`themes/guong/assets/search-words.js`).

use crate::text::letters::{Vowel, lower, settle_tone};
use crate::text::{fold, nfc};

/// Maximum length of a syllable or number in characters; longer ones are cut off.
pub(super) const LONGEST: usize = 32;

/// A syllable of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Normalised, with diacritics.
    pub surface: String,
    /// Without diacritics.
    pub folded: String,
    /// Whether it directly follows the word before.
    pub joined: bool,
}

/// Collects the syllables of a text.
pub fn words(text: &str) -> Vec<QueryWord> {
    let mut words = Vec::new();
    each_word(text, |surface, joined| {
        words.push(QueryWord { surface: surface.to_string(), folded: fold(surface), joined });
    });
    words
}

/// Whether a word is a year of the 20th or 21st century.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u32>().is_ok()
}

/// Calls `word` for each normalised syllable of a text, with whether it directly follows the one before.
///
/// Spaces, dashes (`Xanh – Sạch – Đẹp`), slashes between two characters (`05-CT/TU`) and points after abbreviations
/// without a vowel (`TP. Huế`) join syllables; all other punctuation separates them. A unit after a number is a syllable of its own, with or without a space (`600m²`,
/// `600 m2`). Apostrophes inside words and thousands separators are dropped (`M'Drắk`, `1.250`). Other points and
/// commas between digits join, and leading zeros are dropped, so that `02/9`, `2.9` and `2-9` are the same date,
/// `98,5` and `98.5` the same number, `05-CT/TU` and `5-CT/TU` the same document.
pub(crate) fn each_word(text: &str, mut word: impl FnMut(&str, bool)) {
    let text = nfc(text);
    let mut letters: Vec<char> = Vec::with_capacity(12);
    let mut written = String::with_capacity(32);
    let mut joined = false;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let letter = plain_digit(letter);
        // A fast path for Vietnamese letters; Unicode tables are slower.
        let known = lower(letter).filter(|lower| !lower.is_ascii() || lower.is_ascii_alphanumeric());
        if known.is_some() || letter.is_alphanumeric() {
            if !letters.is_empty() && letters.iter().all(char::is_ascii_digit) && letter.is_alphabetic() {
                flush(&mut letters, &mut written);
                word(&written, joined);
                joined = true;
            }
            match known {
                Some(lower) => letters.push(lower),
                None => letters.extend(letter.to_lowercase()),
            }
            continue;
        }
        let mark = ('\u{300}'..='\u{36F}').contains(&letter);
        if mark || (!letters.is_empty() && is_dropped(letter, &letters, rest.as_str())) {
            continue;
        }
        let inside = !letters.is_empty()
            && match letter {
                '/' => rest.as_str().starts_with(|next: char| next.is_alphanumeric()),
                '.' if is_abbreviation(&letters) => true,
                '.' | ',' => {
                    letters.iter().all(char::is_ascii_digit)
                        && rest.as_str().starts_with(|next: char| next.is_ascii_digit())
                }
                _ => false,
            };
        if !letters.is_empty() {
            flush(&mut letters, &mut written);
            word(&written, joined);
            joined = true;
        }
        joined &= inside || matches!(letter, '-' | '\u{2010}'..='\u{2014}') || letter.is_whitespace();
    }
    if !letters.is_empty() {
        flush(&mut letters, &mut written);
        word(&written, joined);
    }
}

/// Converts a superscript digit to a plain one: `m²` is `m2`.
fn plain_digit(letter: char) -> char {
    match letter {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        _ => letter,
    }
}

/// Whether letters are an abbreviation: every syllable has a vowel.
fn is_abbreviation(letters: &[char]) -> bool {
    letters.iter().all(|letter| letter.is_alphabetic() && Vowel::of(*letter).is_none())
}

/// Whether a sign inside a word is dropped.
fn is_dropped(sign: char, before: &[char], after: &str) -> bool {
    match sign {
        '\'' | '’' | 'ʼ' => after.starts_with(|next: char| next.is_alphabetic()),
        '.' | ',' => {
            let digits = after.chars().take(4).take_while(char::is_ascii_digit).count();
            before.iter().all(char::is_ascii_digit) && digits == 3
        }
        _ => false,
    }
}

fn flush(letters: &mut Vec<char>, written: &mut String) {
    if letters.iter().all(char::is_ascii_digit) {
        let zeros = letters.iter().take_while(|digit| **digit == '0').count();
        letters.drain(..zeros.min(letters.len() - 1));
    }
    settle_tone(letters);
    // Names of the highlands are written with a final k or c (Đắk Lắk, Đắc Lắc).
    if let [.., before, last @ 'k'] = letters.as_mut_slice()
        && Vowel::of(*before).is_some()
    {
        *last = 'c';
    }
    written.clear();
    written.extend(letters.drain(..).take(LONGEST));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        let one = |word: &QueryWord| format!("{}{}", if word.joined { "+" } else { "|" }, word.surface);
        words(text).iter().map(one).collect()
    }

    #[test]
    fn spellings_are_normalised() {
        assert_eq!(joined("Hoà Bình"), joined("hòa bi\u{300}nh"));
        assert_eq!(words("Đắk Lắk")[0].folded, "dac");
        assert_eq!(joined("Đắk Lắk"), joined("Đắc Lắc"));
    }

    #[test]
    fn signs_separate_and_spaces_join() {
        assert_eq!(joined("Mô hình “thả cá”, xã"), "|mô+hình|thả+cá|xã");
        assert_eq!(joined("05-CT/TU - M'Drắk 1.250 ha, 3,5"), "|5+ct+tu+mdrắc+1250+ha|3+5");
    }

    #[test]
    fn points_after_abbreviations_join() {
        assert_eq!(joined("ở TP.HCM, TP. Huế. Đ. Lê Lợi"), "|ở+tp+hcm|tp+huế|đ+lê+lợi");
        assert_eq!(joined("xã A. Ở đó 5. Cả 3.m"), "|xã+a|ở+đó+5|cả+3|m");
    }

    #[test]
    fn units_are_syllables_of_their_own() {
        for text in ["600m²", "600 m2", "600m2", "600 M²"] {
            assert_eq!(joined(text), "|600+m2", "{text}");
        }
        assert_eq!(joined("1.250m³ dat61 quốc lộ 1A"), "|1250+m3+dat61+quốc+lộ+1+a");
    }

    #[test]
    fn dates_and_numbers_are_normalised() {
        for text in ["2/9", "02/9", "02/09", "2-9", "2.9", "02.09"] {
            assert_eq!(joined(text), "|2+9", "{text}");
        }
        assert_eq!(joined("98,5%; 98.5 %"), "|98+5|98+5");
        assert_eq!(joined("1719/QĐ-TTg"), joined("1719 qđ ttg"));
        assert_eq!(joined("0, 007. 10"), "|0|7|10");
    }

    #[test]
    fn dashes_join() {
        for text in ["Xanh – Sạch – Đẹp", "xanh—sạch—đẹp", "Xanh - Sạch-Đẹp", "xanh sạch đẹp"]
        {
            assert_eq!(joined(text), "|xanh+sạch+đẹp", "{text}");
        }
        assert_eq!(words("Ea ƀông")[1].folded, "bong");
    }
}
