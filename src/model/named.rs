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

/// Returns the index of the field that `written` names among `known`: as [`find`], else the only one whose name has
/// the written words in the same order, if they are at least half of it. `Xây dựng hệ thống chính trị` names
/// `Xây dựng Đảng, hệ thống chính trị`; `Phát triển kinh tế` names `Kinh tế`.
pub(super) fn find_field<'n>(
    written: &str,
    known: impl Iterator<Item = [&'n str; 2]> + Clone,
) -> Option<usize> {
    if let Some(found) = find(written, known.clone()) {
        return Some(found);
    }
    let bare = bare_words(written);
    let lead = ["phat-trien-", "linh-vuc-", "ve-"].iter().find_map(|lead| bare.strip_prefix(lead));
    if let Some(rest) = lead {
        return find_field(rest, known);
    }
    let part: Vec<&str> = bare.split('-').collect();
    let fits = |[_, name]: &[&'n str; 2]| {
        let name = bare_words(name);
        let mut whole = name.split('-');
        let in_order = part.iter().all(|word| whole.any(|other| other == *word));
        in_order && part.len() >= 2 && part.len() * 2 >= name.split('-').count()
    };
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
        let fields = [
            ["kinh-te", "Kinh tế"],
            ["vh-xh", "Văn hóa – Xã hội"],
            ["ht", "Xây dựng Đảng, hệ thống chính trị"],
        ];
        let field = |written| find_field(written, fields.into_iter());
        for (written, place) in [
            ("Phát triển kinh tế", Some(0)),
            ("lĩnh vực Văn hóa", Some(1)),
            ("Văn hóa", Some(1)),
            ("xã hội", Some(1)),
            ("Xây dựng hệ thống chính trị", Some(2)),
            ("hệ thống", None),
            ("xã hội, văn hóa", None),
            ("Kinh", None),
            ("", None),
        ] {
            assert_eq!(field(written), place, "{written}");
        }
        let two = [["a", "Văn hóa – Xã hội"], ["b", "Văn hóa – Du lịch"]];
        assert_eq!(find_field("Văn hóa", two.into_iter()), None, "two fit");
        let alike = [["a", "Đội"], ["b", "Đối"]];
        assert_eq!(super::find("Doi", alike.into_iter()), None, "two fit");
        assert_eq!(super::find("Đối", alike.into_iter()), Some(1));
    }
}
