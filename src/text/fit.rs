//! Characters that no document may hold.
//!
//! Takes text, gives text that HTML and XML can carry.

use std::borrow::Cow;

/// Whether a character may stand in no document: control characters but for line breaks and tabs, which HTML
/// and XML 1.0 forbid, and what Unicode assigns to no character at all.
pub fn is_unfit(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether a text holds such a character. Every text is asked, so bytes come first: those below 0x20 and DEL,
/// 0xC2, with which C1 begins in UTF-8, and 0xEF and above, with which noncharacters begin; and of these some at a
/// time, which a processor compares at once.
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

/// Whether a text holds one of some characters, all of which begin in UTF-8 with one of three bytes. Most of
/// Vietnamese begins with others: this costs a fraction of decoding every character.
pub(crate) fn holds(text: &str, [a, b, c]: [u8; 3], is_one: impl Fn(char) -> bool) -> bool {
    memchr::memchr3_iter(a, b, c, text.as_bytes()).any(|at| text[at..].starts_with(&is_one))
}

/// The text as long as before, byte for byte, with blanks in the place of unfit characters.
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
