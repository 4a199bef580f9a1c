//! One form for one text: composed characters, one tone convention, and the bare letters under
//! the marks.
//!
//! Takes any string and gives a string. Never trims, splits or judges it.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::letters;

/// The text in Unicode normalisation form C (UAX #15), borrowed where it already is.
///
/// File names from a Mac's archive and text from some keyboards arrive decomposed.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether a text holds nothing but characters that composition leaves alone: those below the combining
/// marks (U+0300), Vietnamese letters (U+1EA0 to U+1EF9), and the dashes, quotes and dots of print (U+2010 to
/// U+2027). Byte by byte, for every text of a gallery comes this way.
fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [0..0xCC, rest @ ..] => rest,
            [0xE1, 0xBA, 0xA0..=0xBF, rest @ ..] | [0xE1, 0xBB, 0x80..=0xB9, rest @ ..] => rest,
            [0xE2, 0x80, 0x90..=0xA7, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// The text in lower case with every mark stripped and `đ` as `d`: `Đắk Lắk` gives `dak lak`.
///
/// Composed and decomposed text give the same. `đ` needs its own rule, for Unicode does not
/// decompose it. Characters without marks, of whatever script, stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letters::bare(letter) {
            Some(bare) => folded.push(bare),
            None if ('\u{300}'..='\u{36F}').contains(&letter) => {}
            None => fold_other(letter, &mut folded),
        }
    }
    folded
}

/// The words of a text, folded, with one hyphen between them: two names with the same words are alike, whatever
/// their capitals, marks, dashes and spaces. `Văn hóa – Xã hội` gives `van-hoa-xa-hoi`.
pub fn bare_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// What [`fold`] does with a letter outside Vietnamese, such as `Ü` or `Ж`.
fn fold_other(letter: char, folded: &mut String) {
    // The barred b of highland names does not decompose, like `đ`.
    if matches!(letter, 'ƀ' | 'Ƀ') {
        folded.push('b');
        return;
    }
    let mut marked = false;
    decompose_canonical(letter, |part| marked |= is_combining_mark(part));
    if !marked {
        // Hangul decomposes too, but into letters: it stays whole.
        folded.extend(letter.to_lowercase());
        return;
    }
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            for lower in part.to_lowercase() {
                folded.push(letters::bare(lower).unwrap_or(lower));
            }
        }
    });
}

/// The text in form C with tone marks in one convention: `hoà` gives `hòa`, `thuỷ` gives `thủy`,
/// `khoẻ` gives `khỏe`; `quý` stays, for `qu` is the initial. Case is kept.
///
/// Both conventions are correct and both are written; only words whose marks differ between them
/// are touched.
pub fn canonical_tones(text: &str) -> String {
    let text = nfc(text);
    if text.is_ascii() {
        return text.into_owned();
    }
    let mut settled = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::with_capacity(8);
    for letter in text.chars() {
        if letter.is_alphabetic() {
            word.push(letter);
        } else {
            flush(&mut word, &mut settled);
            settled.push(letter);
        }
    }
    flush(&mut word, &mut settled);
    settled
}

fn flush(word: &mut Vec<char>, settled: &mut String) {
    letters::settle_tone(word);
    settled.extend(word.drain(..));
}
