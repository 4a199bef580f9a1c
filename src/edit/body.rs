//! Replaces the text below the front matter.

use std::ops::Range;

use super::splice::Splice;

/// Returns the replacement that turns the text at `body` into `new`. Empty lines above the text and equal lines at its
/// beginning and end keep every byte; new lines end as the file's do.
pub(super) fn replace(text: &str, body: Range<usize>, new: &str) -> Vec<Splice> {
    let whole = &text[body.clone()];
    let start = body.start + whole.len() - whole.trim_start_matches(['\r', '\n']).len();
    let old: Vec<&str> = text[start..body.end].split_inclusive('\n').collect();
    let new: Vec<&str> = new.trim_start_matches(['\r', '\n']).lines().collect();
    let words = |line: &str| line.trim_end_matches(['\r', '\n']).len();
    let is_same = |(old, new): &(&&str, &&str)| old[..words(old)] == new[..words(new)];
    let head = old.iter().zip(&new).take_while(is_same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(is_same).count();
    let (gone, come) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let at = start + old[..head].iter().map(|line| line.len()).sum::<usize>();
    let end = at + gone.iter().map(|line| line.len()).sum::<usize>();
    let mut with: String = come.iter().flat_map(|line| [*line, line_end]).collect();
    if !text[..at].ends_with('\n') && !with.is_empty() {
        with.insert_str(0, line_end);
    }
    vec![Splice::replace(at..end, with)]
}

#[cfg(test)]
mod tests {
    use super::super::splice::apply;
    use super::*;

    fn replaced(text: &str, new: &str) -> String {
        apply(text, replace(text, 3..text.len(), new)).0
    }

    #[test]
    fn only_changed_lines_change() {
        assert_eq!(replaced("+++\n\nA\r\nB\nC", "A\nB\nC"), "+++\n\nA\r\nB\nC");
        assert_eq!(replaced("+++\n\nA\r\nB\nC", "A\nX\nY\nC"), "+++\n\nA\r\nX\r\nY\r\nC");
        assert_eq!(replaced("+++\n\nA\nB\n", "B"), "+++\n\nB\n");
        assert_eq!(replaced("+++\nA\nA\n", "A\nA\nA"), "+++\nA\nA\nA\n");
        assert_eq!(replaced("+++\nA", "A\nB"), "+++\nA\nB\n");
        assert_eq!(replaced("+++", "A"), "+++\nA\n");
        assert_eq!(replaced("+++\nA\n", ""), "+++\n");
        assert_eq!(replaced("+++\n\n", ""), "+++\n\n");
    }
}
