//! Normal forms of text: composed characters, one placement of tone marks, and letters without marks.
//!
//! Takes any string and gives a string. Never trims, splits or rejects it.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::letters;

/// Returns the text in Unicode normalization form C (UAX #15), borrowed if it already is.
///
/// File names from a Mac's archive and text from some keyboards arrive decomposed.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether a text contains only characters that are unchanged by composition: those below the combining
/// marks (U+0300), Vietnamese letters (U+1EA0 to U+1EF9), and dashes, quotes and dots (U+2010 to U+2027).
/// Works on bytes, because every text of a gallery passes through here.
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

/// Returns the text in lower case with every mark removed and `đ` as `d`: `Đắk Lắk` gives `dak lak`.
///
/// Composed and decomposed text give the same result. `đ` needs its own rule, because Unicode does not
/// decompose it. Characters without marks, of any script, are kept.
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

/// Returns the words of a text, folded and joined by hyphens, so that names compare equal regardless of case,
/// marks, dashes and spaces. `Văn hóa – Xã hội` gives `van-hoa-xa-hoi`.
pub fn bare_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Folds a letter outside Vietnamese, such as `Ü` or `Ж`.
fn fold_other(letter: char, folded: &mut String) {
    // The barred b of Central Highlands names does not decompose, like `đ`.
    if matches!(letter, 'ƀ' | 'Ƀ') {
        folded.push('b');
        return;
    }
    let mut marked = false;
    decompose_canonical(letter, |part| marked |= is_combining_mark(part));
    if !marked {
        // Hangul decomposes too, but into letters, so it is kept.
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

/// Returns the text in form C with tone marks placed by one convention: `hoà` gives `hòa`, `thuỷ` gives
/// `thủy`, `khoẻ` gives `khỏe`; `quý` stays, because `qu` is the initial. Case is kept.
///
/// Both conventions are correct and in use; only words whose placement differs are changed.
pub fn canonical_tones(text: &str) -> String {
    let text = nfc(text);
    if text.is_ascii() { text.into_owned() } else { letters::map_words(&text, letters::settle_tone) }
}

/// Returns the text in form C with tone marks placed by the other convention: `hòa` gives `hoà`.
pub fn tones_on_second(text: &str) -> String {
    letters::map_words(&nfc(text), letters::settle_tone_on_second)
}
