//! What a number format shows.
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
}
