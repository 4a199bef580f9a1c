//! Characters not allowed in documents.
//!
//! Takes text, gives text that HTML and XML can carry.

use std::borrow::Cow;

/// Whether a character is not allowed in HTML and XML 1.0: control characters except line breaks and tabs, and
/// Unicode noncharacters.
pub fn is_unfit(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether a text contains such a character. Every text is checked, so bytes are compared first, some at a time
/// (a processor compares them at once): those below 0x20, DEL, 0xC2, which begins C1 in UTF-8, and 0xEF and above,
/// which begin noncharacters.
fn has_unfit(text: &str) -> bool {
    const AT_ONCE: usize = 64;
    let suspicious = |byte: u8| {
        let blank = (byte == b'\n') | (byte == b'\r') | (byte == b'\t');
        !blank & ((byte < 0x20) | (byte == 0x7f) | (byte == 0xc2) | (byte >= 0xef))
    };
    let chunks = text.as_bytes().chunks(AT_ONCE).enumerate();
    let mut chunks =
        chunks.filter(|(_, chunk)| chunk.iter().fold(false, |any, byte| any | suspicious(*byte)));
    chunks.any(|(number, chunk)| {
        let bytes = chunk.iter().zip(number * AT_ONCE..);
        bytes.into_iter().any(|(byte, at)| suspicious(*byte) && text[at..].starts_with(is_unfit))
    })
}

/// Whether a text contains one of some characters, all of which begin with one of three bytes in UTF-8. Most
/// Vietnamese letters begin with other bytes, so this costs a fraction of decoding every character.
pub(crate) fn holds(text: &str, [a, b, c]: [u8; 3], is_one: impl Fn(char) -> bool) -> bool {
    memchr::memchr3_iter(a, b, c, text.as_bytes()).any(|at| text[at..].starts_with(&is_one))
}

/// Replaces unfit characters by blanks of the same length in bytes.
pub fn blank_unfit(text: &str) -> Cow<'_, str> {
    if !has_unfit(text) {
        return Cow::Borrowed(text);
    }
    let mut fit = String::with_capacity(text.len());
    for c in text.chars() {
        match (is_unfit(c), c.len_utf8()) {
            (false, _) => fit.push(c),
            (true, 1) => fit.push(' '),
            (true, 2) => fit.push('\u{a0}'),
            (true, 3) => fit.push('\u{fffd}'),
            (true, _) => fit.push_str("\u{fffd} "),
        }
    }
    Cow::Owned(fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfit_characters_become_blanks_of_their_length() {
        let text = "a\u{1}b\u{85}c\u{ffff}d\u{1fffe}e\u{fdd0}\u{7f}\n\t";
        let fit = blank_unfit(text);
        assert_eq!(fit, "a b\u{a0}c\u{fffd}d\u{fffd} e\u{fffd} \n\t");
        assert_eq!(fit.len(), text.len());
        let good = "Đường 600 m² “đẹp” 🌾 \u{feff}\u{fffd}";
        assert!(matches!(blank_unfit(good), Cow::Borrowed(_)));
    }
}
