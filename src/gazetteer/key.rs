//! The keys under which a name is found.
//!
//! Takes a name in form C and gives its exact key (marks kept), the folded one under it, and a loose one.
//! Never looks a name up. Needs nothing but `std` and the letters of Vietnamese: the build script
//! includes this file to index the names that the program later looks up.

use super::letters;

/// The exact key of a name: lower case, one tone convention, words by single spaces. Full stops,
/// colons and dashes part words (`Bà Rịa - Vũng Tàu`, `TP.Vinh`), apostrophes join them (`M'Drắk`). A
/// vowel `ă` before a stop bears a tone in Vietnamese; where a name of the Highlands leaves it
/// out, it is the same name (`Đăk Lăk`, `Đắk Lắk`).
pub(crate) fn exact_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut word: Vec<char> = Vec::with_capacity(8);
    let mut after_apostrophe = false;
    for letter in name.chars() {
        match letter {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => after_apostrophe = true,
            _ if is_gap(letter) => {
                if !after_apostrophe {
                    end_word(&mut word, &mut key);
                }
            }
            _ => {
                after_apostrophe = false;
                // Ð (eth) and its lower case look like Đ and are typed for it.
                let letter = if matches!(letter, 'Ð' | 'ð') { 'đ' } else { letter };
                match letters::lower(letter) {
                    Some(lower) => word.push(lower),
                    None => word.extend(letter.to_lowercase()),
                }
            }
        }
    }
    end_word(&mut word, &mut key);
    key
}

/// Whether a character parts two words of a name.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '.' | ':' | '-' | '‐' | '‑' | '–' | '—' | '_' | '"' | '“' | '”')
}

fn end_word(word: &mut Vec<char>, key: &mut String) {
    if word.is_empty() {
        return;
    }
    letters::settle_tone(word);
    if let [.., 'ă', 'k' | 'c' | 't' | 'p'] = word.as_slice() {
        let vowel = word.len() - 2;
        word[vowel] = 'ắ';
    }
    if !key.is_empty() {
        key.push(' ');
    }
    for letter in word.drain(..) {
        key.push(letter);
    }
}

/// The folded key under an exact one: every mark stripped, `đ` as `d`.
pub(crate) fn folded_key(exact: &str) -> String {
    let mut folded = String::with_capacity(exact.len());
    for letter in exact.chars() {
        match letters::bare(letter) {
            Some(bare) => folded.push(bare),
            None if ('\u{300}'..='\u{36F}').contains(&letter) => {}
            None => folded.push(letter),
        }
    }
    folded
}

/// A key under which spellings in use meet: `i` and `y`, `c`, `k` and `q`, and whether syllables are joined
/// (`Quy Nhơn`, `Qui Nhơn`; `Krông Pắc`, `Krông Pắk`; `Pleiku`, `Plei Ku`). Of an exact key it keeps the marks,
/// save a breve before `k`, `c` or `h`, which names of the Highlands bear or leave out (`Đăk Pơ`, `Đak Pơ`).
pub(crate) fn loose_key(key: &str) -> String {
    let mut loose = String::with_capacity(key.len());
    let mut letters = key.chars().filter(|letter| *letter != ' ').peekable();
    while let Some(letter) = letters.next() {
        loose.push(match letter {
            'y' => 'i',
            'ỳ' => 'ì',
            'ỷ' => 'ỉ',
            'ỹ' => 'ĩ',
            'ý' => 'í',
            'ỵ' => 'ị',
            'k' | 'q' => 'c',
            'ă' | 'ắ' if matches!(letters.peek(), Some('k' | 'c' | 'h')) => 'a',
            other => other,
        });
    }
    loose
}

/// The bytes of the loose key of a folded key, which bears no marks.
pub(crate) fn loose_bytes(folded: &[u8]) -> impl Iterator<Item = u8> + '_ {
    folded.iter().filter(|byte| **byte != b' ').map(|byte| match byte {
        b'y' => b'i',
        b'k' | b'q' => b'c',
        other => *other,
    })
}

/// A digest of an exact key (FNV-1a, 32 bits). It tells apart the few names that fold alike; the
/// build script refuses two of them with one digest.
pub(crate) fn digest(exact: &str) -> u32 {
    exact.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
