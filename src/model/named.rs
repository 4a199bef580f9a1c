//! Finds a declared record by the name that a text uses for it.
//!
//! Takes a written name and the declared names, gives the record meant: an exact match, else the only match
//! when case, marks and punctuation are ignored.

use crate::text::bare_words;

/// Returns the index of the record that `written` names among `known`, each given by all its names.
pub(super) fn find<'n, const N: usize>(
    written: &str,
    known: impl Iterator<Item = [&'n str; N]> + Clone,
) -> Option<usize> {
    if let Some(exact) = known.clone().position(|names| names.contains(&written)) {
        return Some(exact);
    }
    let bare = bare_words(written);
    if bare.is_empty() {
        return None;
    }
    let fits = |names: &[&str; N]| names.iter().any(|name| bare_words(name) == bare);
    let mut fitting = known.enumerate().filter(|(_, names)| fits(names)).map(|(place, _)| place);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let known = [["kinh-te", "Kinh tế"], ["van-hoa", "Văn hóa – Xã hội"], ["05-ct-tu", "05-CT/TU"]];
        let find = |written| find(written, known.into_iter());
        for (written, place) in [
            ("kinh-te", 0),
            ("KINH TẾ", 0),
            ("Kinh te", 0),
            ("Văn hoá - xã hội", 1),
            ("05-CT/TU", 2),
            ("05 – CT/TU", 2),
        ] {
            assert_eq!(find(written), Some(place), "{written}");
        }
        assert_eq!((find("Kinh"), find(""), find("–")), (None, None, None));
        let alike = [["a", "Đội"], ["b", "Đối"]];
        assert_eq!(super::find("Doi", alike.into_iter()), None, "two fit");
        assert_eq!(super::find("Đối", alike.into_iter()), Some(1));
    }
}
