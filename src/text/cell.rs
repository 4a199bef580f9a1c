//! Texts as cells of spreadsheets hold them.

/// Maximum length of a text in a cell, in UTF-16 units (Excel's specifications and limits).
const LONGEST: usize = 32_767;

/// Returns as much of a text as a cell can hold.
pub fn cell_text(text: &str) -> &str {
    let mut left = LONGEST;
    let end = text.char_indices().find(|(_, letter)| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        !fits
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        assert_eq!(cell_text("Thả cá"), "Thả cá");
        assert_eq!(cell_text(&"a".repeat(LONGEST + 1)).len(), LONGEST);
        assert_eq!(cell_text(&"\u{1f41f}".repeat(LONGEST)).len(), LONGEST / 2 * 4);
    }
}
