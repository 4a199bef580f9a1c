//! Text of cells and reports as Markdown.
//!
//! Takes text that is nobody's Markdown, gives Markdown that shows it as it was typed.

/// Returns the lines of a cell as Markdown, in which nothing that a cell holds is a mark but a dash before an item.
pub(super) fn paragraphs(text: &str) -> String {
    let mut written = String::new();
    let mut in_list = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = line.strip_prefix(['-', '–', '•', '+']).map(str::trim);
        if !written.is_empty() {
            written.push_str(if in_list && item.is_some() { "\n" } else { "\n\n" });
        }
        in_list = item.is_some();
        if in_list {
            written.push_str("- ");
        }
        written.push_str(&line_of(item.unwrap_or(line)));
    }
    written
}

/// Escapes the marks of Markdown within a line.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '&' | '~') {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

/// Escapes the marks that a line of escaped text would begin a block with.
pub(super) fn at_start(mut line: String) -> String {
    let starts_block = line.starts_with(['#', '>', '='])
        || line.strip_prefix(['-', '+']).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-']));
    if starts_block {
        line.insert(0, '\\');
    }
    // `1.` would begin a numbered list.
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        line.insert(digits, '\\');
    }
    line
}

/// Escapes a whole line.
fn line_of(line: &str) -> String {
    at_start(escaped(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_becomes_plain_paragraphs_and_items() {
        assert_eq!(paragraphs("Một\n\n- hai\n- ba\nbốn"), "Một\n\n- hai\n- ba\n\nbốn");
        assert_eq!(paragraphs("# a <b> [c](d) *e* 1|2"), "\\# a \\<b> \\[c\\](d) \\*e\\* 1\\|2");
        assert_eq!(paragraphs("12. tháng"), "12\\. tháng");
    }
}
