//! Distances between misspelt syllables and their corrections.
//!
//! Measures how far a candidate is from a typed syllable, by sound and by the keyboard, and converts unconverted
//! Telex or VNI input to a syllable. Does not know the index.

use strsim::osa_distance;

use crate::text::fold;

/// Initials that sound alike in some dialect.
pub(super) const INITIALS: &[&[&str]] =
    &[&["s", "x"], &["tr", "ch"], &["d", "gi", "r", "v"], &["l", "n"], &["c", "k", "q"]];
/// Finals that sound alike in some dialect.
pub(super) const FINALS: &[&[&str]] = &[&["n", "ng", "nh"], &["c", "t", "ch"]];
/// The rows of the keyboard.
pub(super) const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The distance of a candidate from a typed syllable, both folded: 1 if they sound alike, 2 for swapped letters
/// or a neighbouring key, 3 for any other single letter; `None` if they are equal or farther apart.
pub fn distance(typed: &str, candidate: &str) -> Option<u32> {
    if typed == candidate || typed.is_empty() || !typed.is_ascii() || !candidate.is_ascii() {
        return None;
    }
    if sounds_alike(typed, candidate) {
        return Some(1);
    }
    if typed.len().abs_diff(candidate.len()) > 1 || typed.len() < 2 {
        return None;
    }
    if osa_distance(typed, candidate) != 1 {
        return None;
    }
    let differing: Vec<(char, char)> =
        typed.chars().zip(candidate.chars()).filter(|(one, other)| one != other).collect();
    let same_length = typed.chars().count() == candidate.chars().count();
    match differing.as_slice() {
        [_, _] if same_length => Some(2),
        [(one, other)] if same_length && are_neighbours(*one, *other) => Some(2),
        _ => Some(3),
    }
}

fn sounds_alike(typed: &str, candidate: &str) -> bool {
    let swap = |groups: &[&[&str]], at_end: bool| {
        groups.iter().any(|group| {
            group.iter().any(|one| {
                let rest = if at_end { typed.strip_suffix(one) } else { typed.strip_prefix(one) };
                rest.is_some_and(|rest| {
                    group.iter().filter(|other| *other != one).any(|other| {
                        let left = if at_end {
                            candidate.strip_suffix(other)
                        } else {
                            candidate.strip_prefix(other)
                        };
                        left == Some(rest) && !rest.is_empty()
                    })
                })
            })
        })
    };
    swap(INITIALS, false) || swap(FINALS, true) || typed.replace('i', "y") == candidate.replace('i', "y")
}

fn are_neighbours(one: char, other: char) -> bool {
    let place = |letter: char| {
        ROWS.iter().enumerate().find_map(|(row, keys)| keys.find(letter).map(|column| (row, column)))
    };
    let (Some((row, column)), Some((other_row, other_column))) = (place(one), place(other)) else {
        return false;
    };
    row.abs_diff(other_row) <= 1 && column.abs_diff(other_column) <= 1
}

/// The folded syllable of unconverted Telex or VNI input: `ddaats` and `dat61` give `dat`. Returns `None` if the
/// text has no such keys.
pub(crate) fn unconverted(typed: &str) -> Option<String> {
    if !typed.is_ascii() || typed.len() < 3 || !typed.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let vni: String = typed.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    if vni.len() < typed.len() {
        return (typed.len() - vni.len() <= 3).then_some(vni);
    }
    let mut letters: Vec<char> = typed.chars().collect();
    let tone = |letter: &char| matches!(letter, 's' | 'f' | 'r' | 'x' | 'j');
    if letters.len() > 2 && letters.last().is_some_and(tone) {
        letters.pop();
    }
    let mut plain: Vec<char> = Vec::with_capacity(letters.len());
    for letter in letters {
        let doubled = plain.last() == Some(&letter) && matches!(letter, 'a' | 'e' | 'o' | 'd');
        // The keys for a vowel's shape and its tone may come before the final consonant.
        let inside = plain.iter().any(|before| matches!(before, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
            && (letter == 'w' || tone(&letter));
        let late = letter == 'd' && plain.first() == Some(&'d') && plain.len() > 1
            || matches!(letter, 'a' | 'e' | 'o') && plain.last() != Some(&letter) && plain.contains(&letter);
        if !doubled && !inside && !late {
            plain.push(letter);
        }
    }
    let plain: String = plain.into_iter().collect();
    (plain != typed && !plain.is_empty()).then(|| fold(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near() {
        for (typed, meant, far) in [
            ("say", "xay", Some(1)),
            ("thong", "thon", Some(1)),
            ("chong", "trong", Some(1)),
            ("gio", "do", Some(1)),
            ("nang", "lang", Some(1)),
            ("dsy", "day", Some(2)),
            ("hoatt", "hoat", Some(3)),
            ("nogn", "nong", Some(2)),
            ("nong", "nong", None),
            ("a", "o", None),
            ("lang", "song", None),
        ] {
            assert_eq!(distance(typed, meant), far, "{typed} {meant}");
        }
    }

    #[test]
    fn unconverted_input() {
        for (typed, meant) in [
            ("ddaats", Some("dat")),
            ("dat61", Some("dat")),
            ("d9at61", Some("dat")),
            ("dduwowngf", Some("duong")),
            ("hieens", Some("hien")),
            ("thoong", Some("thong")),
            ("datas", Some("dat")),
            ("lamf", Some("lam")),
            ("nong", None),
            ("2019", None),
        ] {
            assert_eq!(unconverted(typed).as_deref(), meant, "{typed}");
        }
    }
}
