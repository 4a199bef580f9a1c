//! Makes foreign text safe to print beside our own.

use std::borrow::Cow;

/// Whether a character controls a terminal, breaks a line, or changes the direction of nearby text: control
/// characters, line separators, and direction marks and overrides (UAX #9).
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Replaces every character that affects more than itself by U+FFFD.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.contains(steers) {
        Cow::Owned(text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_replaced_and_words_are_left() {
        assert_eq!(harmless("Đường đẹp – “Tổ 1”"), "Đường đẹp – “Tổ 1”");
        assert_eq!(harmless("a\u{1b}[2J\r\n\u{9b}b\u{202e}c\u{2067}d\u{2028}"), "a�[2J���b�c�d�");
    }
}
