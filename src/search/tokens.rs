//! Text as syllables.
//!
//! Takes any text, gives its syllables in one form (composed, lower case, one tone convention), each with
//! whether it stands right behind the one before. Never folds: accents are told apart in the index. The
//! reader in the browser does the same, rule for rule (`themes/guong/assets/search-words.js`).

use crate::text::letters::{Vowel, lower, settle_tone};
use crate::text::{fold, nfc};

/// No syllable and no number is longer, in characters; the rest of a longer one is cut off.
pub(super) const LONGEST: usize = 32;

/// A syllable of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// As written, in the one form.
    pub surface: String,
    /// Without marks.
    pub folded: String,
    /// Whether it stands right behind the word before it.
    pub joined: bool,
}

/// The syllables of a text.
pub fn words(text: &str) -> Vec<QueryWord> {
    let mut words = Vec::new();
    each_word(text, |surface, joined| {
        words.push(QueryWord { surface: surface.to_string(), folded: fold(surface), joined });
    });
    words
}

/// A year of our time.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u32>().is_ok()
}

/// Calls back for each syllable of a text, with whether it stands right behind the one before.
///
/// Spaces and dashes join (`Xanh – Sạch – Đẹp`); so does a slash between two characters (`05-CT/TU`). Every
/// other sign parts. A unit behind a number is a syllable of its own, however it is written (`600m²`, `600 m2`).
/// An apostrophe inside a word and a separator of thousands are nothing (`M'Drắk`, `1.250`); other points and
/// commas between digits join, and zeros in front of a number are nothing, so that `02/9`, `2.9` and `2-9` are
/// one date, `98,5` and `98.5` one number, `05-CT/TU` and `5-CT/TU` one document.
pub fn each_word(text: &str, mut word: impl FnMut(&str, bool)) {
    let text = nfc(text);
    let mut letters: Vec<char> = Vec::with_capacity(12);
    let mut written = String::with_capacity(32);
    let mut joined = false;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let letter = raised(letter);
        // Letters of Vietnamese are known at once; the tables of Unicode take longer.
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
        if mark || (!letters.is_empty() && is_nothing(letter, &letters, rest.as_str())) {
            continue;
        }
        let inside = !letters.is_empty()
            && match letter {
                '/' => rest.as_str().starts_with(|next: char| next.is_alphanumeric()),
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

/// A raised digit as a plain one: `m²` is `m2`.
fn raised(letter: char) -> char {
    match letter {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        _ => letter,
    }
}

/// Whether a sign inside a word says nothing.
fn is_nothing(sign: char, before: &[char], after: &str) -> bool {
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
    // A final k is a final c: names of the highlands are written both ways (Đắk Lắk, Đắc Lắc).
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

    fn told(text: &str) -> String {
        let one = |word: &QueryWord| format!("{}{}", if word.joined { "+" } else { "|" }, word.surface);
        words(text).iter().map(one).collect()
    }

    #[test]
    fn one_form_for_every_spelling() {
        assert_eq!(told("Hoà Bình"), told("hòa bi\u{300}nh"));
        assert_eq!(words("Đắk Lắk")[0].folded, "dac");
        assert_eq!(told("Đắk Lắk"), told("Đắc Lắc"));
    }

    #[test]
    fn signs_part_and_spaces_join() {
        assert_eq!(told("Mô hình “thả cá”, xã"), "|mô+hình|thả+cá|xã");
        assert_eq!(told("05-CT/TU - M'Drắk 1.250 ha, 3,5"), "|5+ct+tu+mdrắc+1250+ha|3+5");
    }

    #[test]
    fn units_stand_behind_numbers_however_they_are_written() {
        for text in ["600m²", "600 m2", "600m2", "600 M²"] {
            assert_eq!(told(text), "|600+m2", "{text}");
        }
        assert_eq!(told("1.250m³ dat61 quốc lộ 1A"), "|1250+m3+dat61+quốc+lộ+1+a");
    }

    #[test]
    fn dates_and_numbers_are_one_in_every_usual_writing() {
        for text in ["2/9", "02/9", "02/09", "2-9", "2.9", "02.09"] {
            assert_eq!(told(text), "|2+9", "{text}");
        }
        assert_eq!(told("98,5%; 98.5 %"), "|98+5|98+5");
        assert_eq!(told("1719/QĐ-TTg"), told("1719 qđ ttg"));
        assert_eq!(told("0, 007. 10"), "|0|7|10");
    }

    #[test]
    fn dashes_join() {
        for text in ["Xanh – Sạch – Đẹp", "xanh—sạch—đẹp", "Xanh - Sạch-Đẹp", "xanh sạch đẹp"]
        {
            assert_eq!(told(text), "|xanh+sạch+đẹp", "{text}");
        }
        assert_eq!(words("Ea ƀông")[1].folded, "bong");
    }
}
