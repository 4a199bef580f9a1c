//! Slugs: names for addresses and folders.
//!
//! Takes a title or a place's name and gives a part of an address that is valid in every file system
//! and browser. Does not make it unique: only the catalogue knows all slugs.

use super::fold;

/// Maximum length of a generated slug in bytes. Leaves room for folders and extensions within the 260
/// characters of a path on Windows.
pub const LONGEST_SLUG: usize = 80;

/// Returns the text as `[a-z0-9-]`: folded, with words joined by single hyphens, cut at the end of a word
/// within [`LONGEST_SLUG`] bytes (a single longer word is cut inside).
///
/// Returns an empty string if the text has no Latin letter and no digit. Apostrophes join (`M'Drắk` gives
/// `mdrak`). A name that Windows reserves for a device (`con`, `nul`, `com1`) gets `-x` appended, because
/// Windows allows no folder of that name.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(2 * LONGEST_SLUG));
    for letter in fold(text).chars() {
        // One byte beyond the maximum shows whether the cut falls inside a word.
        if slug.len() > LONGEST_SLUG {
            break;
        }
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\'' | '’' | 'ʼ' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    if slug.len() > LONGEST_SLUG {
        let end = slug[..=LONGEST_SLUG].rfind('-').unwrap_or(LONGEST_SLUG);
        slug.truncate(end);
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    if is_reserved_name(&slug) {
        slug.push_str("-x");
    }
    slug
}

/// Maximum length in bytes of a slug that people choose. It may be longer than a generated one, as long as
/// every file system can store it.
pub const LONGEST_NAME: usize = 200;

/// Whether a text is a valid slug: of the characters that [`slug`] generates, at most [`LONGEST_NAME`]
/// bytes.
pub fn is_slug(text: &str) -> bool {
    let plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (1..=LONGEST_NAME).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && !is_reserved_name(text)
}

/// Whether Windows reserves this name, given without its extension, for a device ("Naming Files,
/// Paths, and Namespaces", Microsoft Learn). Case does not matter.
pub fn is_reserved_name(stem: &str) -> bool {
    let is = |name: &str| stem.eq_ignore_ascii_case(name);
    let numbered = |name: &str| {
        let Some((letters, digit)) = stem.split_at_checked(3) else { return false };
        let is_digit = matches!(digit, "\u{b9}" | "\u{b2}" | "\u{b3}")
            || digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit();
        letters.eq_ignore_ascii_case(name) && is_digit
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"].into_iter().any(is)
        || numbered("com")
        || numbered("lpt")
}
