//! What a number format and an escaped text show.
//!
//! Takes the code of a format (ECMA-376, 18.8.30), gives what it shows of a date or a number.

/// What a cell shows of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberLook {
    /// A number or a day.
    #[default]
    Whole,
    /// A percentage.
    Percent,
    /// Month and year of a date.
    Month,
    /// The year of a date.
    Year,
}

impl NumberLook {
    /// Returns what a format shows.
    pub(super) fn of(code: Option<&str>) -> NumberLook {
        let Some(code) = code else { return NumberLook::Whole };
        let code = literal_free(code.split(';').next().unwrap_or_default());
        let has = |letter: char| code.contains(letter);
        match () {
            () if has('%') => NumberLook::Percent,
            () if has('d') || has('h') || has('s') => NumberLook::Whole,
            () if has('y') && has('m') => NumberLook::Month,
            () if has('y') => NumberLook::Year,
            () => NumberLook::Whole,
        }
    }
}

/// Returns the code in lower case, without texts in quotes, escaped letters and what stands in brackets.
fn literal_free(code: &str) -> String {
    let mut left = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '[' => letters.by_ref().take_while(|letter| *letter != ']').for_each(drop),
            '\\' | '_' | '*' => drop(letters.next()),
            _ => left.extend(letter.to_lowercase()),
        }
    }
    left
}

/// Returns a text with `_x000D_` and the like replaced by the characters that they stand for (ECMA-376, 22.9.2.19).
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_string();
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        read.push_str(before);
        let code = escape.get(2..6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = code.filter(|_| escape[6..].starts_with('_'));
        match code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(letter) => {
                read.push(letter);
                rest = &escape[7..];
            }
            None => {
                read.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    read + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_how_precise_a_date_is() {
        for (code, look) in [
            ("dd/mm/yyyy", NumberLook::Whole),
            ("mm/yyyy", NumberLook::Month),
            ("\"tháng\" mm/yyyy", NumberLook::Month),
            ("[$-42A]mmm\\-yy;@", NumberLook::Month),
            ("yyyy", NumberLook::Year),
            ("0.0%", NumberLook::Percent),
            ("#,##0", NumberLook::Whole),
            ("General", NumberLook::Whole),
        ] {
            assert_eq!(NumberLook::of(Some(code)), look, "{code}");
        }
    }

    #[test]
    fn escaped_characters_are_read() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("_x00"), "_x00");
        assert_eq!(unescaped("_xế_xD800_"), "_xế_xD800_");
    }
}
