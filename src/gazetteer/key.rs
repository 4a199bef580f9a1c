//! The keys under which a name is found.
//!
//! Takes a name in form C and gives its exact key (with marks), its folded key, and a loose one.
//! Never looks a name up. Needs only `std` and the letters of Vietnamese: the build script includes
//! this file to index the names that the program later looks up.

use super::letters;

/// Returns the exact key of a name: lower case, one tone convention, words separated by single spaces.
/// Full stops, colons and dashes separate words (`Bà Rịa - Vũng Tàu`, `TP.Vinh`), apostrophes join them
/// (`M'Drắk`). In Vietnamese, `ă` before a stop always has a tone; if a name of the Central Highlands
/// omits it, it is the same name (`Đăk Lăk`, `Đắk Lắk`).
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
                // Ð (eth) and its lower case look like Đ and are often typed instead.
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

/// Whether a character separates words of a name.
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

/// Returns the folded key of an exact key: every mark removed, `đ` as `d`.
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

/// Returns a key that is equal for common spellings of a name: `i` and `y`; `c`, `k` and `q`; syllables joined or
/// not (`Quy Nhơn`, `Qui Nhơn`; `Krông Pắc`, `Krông Pắk`; `Pleiku`, `Plei Ku`). The marks of an exact key are
/// kept, except a breve before `k`, `c` or `h`, which names of the Central Highlands may omit (`Đăk Pơ`, `Đak Pơ`).
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

/// Returns the bytes of the loose key of a folded key, which has no marks.
pub(crate) fn loose_bytes(folded: &[u8]) -> impl Iterator<Item = u8> + '_ {
    folded.iter().filter(|byte| **byte != b' ').map(|byte| match byte {
        b'y' => b'i',
        b'k' | b'q' => b'c',
        other => *other,
    })
}

/// Returns a digest of an exact key (FNV-1a, 32 bits). It distinguishes the few names with one folded key;
/// the build script rejects two of them with the same digest.
pub(crate) fn digest(exact: &str) -> u32 {
    exact.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
