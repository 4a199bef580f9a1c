//! Splits a text file into front matter and text.
//!
//! Takes bytes, gives the ranges of the TOML and the Markdown; never parses either.

use std::borrow::Cow;

use super::habits::{has_foreign_space, is_foreign_space};
use crate::diagnostic::{Lines, Position, Problem};
use crate::text::{holds, legacy, nfc};

/// Invisible characters that programs leave behind: byte order marks, also in the middle of joined files;
/// zero-width spaces; direction marks, which Windows puts before a copied path.
const INVISIBLE: &[char] =
    &['\u{feff}', '\u{200b}', '\u{2060}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}'];

/// Marks a possible line break within a word; programs show it only there.
const SOFT_HYPHEN: &str = "\u{ad}";

/// Whether a character is one that [`decode`] removes.
pub fn is_invisible(c: char) -> bool {
    INVISIBLE.contains(&c) || SOFT_HYPHEN.contains(c)
}

/// Decodes a text file: UTF-8, with or without a BOM. Converts it to NFC and removes invisible characters, so
/// that positions match what an editor shows.
///
/// # Errors
/// [`Problem::NotUtf8`], with the position of the first invalid byte.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (Position, Problem)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Every text passes through here, and most Vietnamese letters are longer than one byte.
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(match visible(text) {
            Cow::Borrowed(text) => nfc(text),
            Cow::Owned(text) => Cow::Owned(nfc(&text).into_owned()),
        }),
        Err(error) => {
            let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            Err((Lines::new(&nfc(sound)).position(usize::MAX), Problem::NotUtf8))
        }
    }
}

fn visible(text: &str) -> Cow<'_, str> {
    // A soft hyphen is a letter in TCVN3, and ignorable elsewhere.
    if memchr::memmem::find(text.as_bytes(), SOFT_HYPHEN.as_bytes()).is_some()
        && !text.lines().any(|line| legacy(line).is_some())
    {
        return Cow::Owned(text.replace(INVISIBLE, "").replace(SOFT_HYPHEN, ""));
    }
    if holds(text, [0xe2, 0xef, 0xef], |c| INVISIBLE.contains(&c)) {
        return Cow::Owned(text.replace(INVISIBLE, ""));
    }
    Cow::Borrowed(text)
}

/// Returns the TOML with every foreign space outside strings replaced by ASCII spaces of the same length in bytes.
pub(super) fn plain_blanks(toml: &str) -> Cow<'_, str> {
    if !has_foreign_space(toml) {
        return Cow::Borrowed(toml);
    }
    let mut plain = String::with_capacity(toml.len());
    let mut quote: Option<&str> = None;
    let mut at = 0;
    while let Some(c) = toml[at..].chars().next() {
        let rest = &toml[at..];
        let mut length = c.len_utf8();
        match quote {
            Some("\"" | "\"\"\"") if c == '\\' => {
                length += rest[1..].chars().next().map_or(0, char::len_utf8);
            }
            Some(open) if rest.starts_with(open) => {
                length = open.len();
                quote = None;
            }
            // A single-line string that is not closed ends with its line.
            Some("\"" | "'") if c == '\n' => quote = None,
            Some(_) => {}
            None if is_foreign_space(c) => {
                plain.push_str(&" ".repeat(length));
                at += length;
                continue;
            }
            None => {
                quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|open| rest.starts_with(open));
                length = quote.map_or(length, str::len);
            }
        }
        plain.push_str(&rest[..length]);
        at += length;
    }
    Cow::Owned(plain)
}

/// Front matter and text, as ranges of bytes of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front {
    /// The offset of the first line `+++`.
    pub fence: usize,
    /// The bytes between the two lines `+++`.
    pub toml: std::ops::Range<usize>,
    /// The bytes after the second.
    pub body: std::ops::Range<usize>,
}

/// Finds the two lines `+++`. Allows spaces after them and empty lines before the first.
///
/// # Errors
/// [`Problem::NoFrontMatter`] or [`Problem::UnclosedFrontMatter`].
pub(super) fn split(text: &str) -> Result<Front, Problem> {
    let lead = text.len() - text.trim_start().len();
    let mut lines = text[lead..].split_inclusive('\n').scan(lead, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let opening = lines.next().filter(|(_, line)| is_fence(line)).ok_or(Problem::NoFrontMatter)?;
    let start = opening.0 + opening.1.len();
    let (end, closing) = lines.find(|(_, line)| is_fence(line)).ok_or(Problem::UnclosedFrontMatter)?;
    Ok(Front { fence: lead, toml: start..end, body: end + closing.len()..text.len() })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_files_are_read() {
        let bytes = "\u{feff}+++\r\ntitle = \"a\"\r\n+++\r\nBài\r\n".as_bytes();
        let text = decode(bytes).unwrap();
        let front = split(&text).unwrap();
        assert_eq!(&text[front.toml], "title = \"a\"\r\n");
        assert_eq!(&text[front.body], "Bài\r\n");
    }

    #[test]
    fn invisible_characters_do_not_matter() {
        for file in [
            "\u{feff}\u{feff}+++\na = 1\n+++\nx\n",
            "\u{200b}+++\na = 1\n+++\nx\n",
            "+++\na\u{a0}=\u{a0}1\n\u{feff}+++\u{a0}\nx\n",
            "\u{a0}\n+++\n\u{202a}a = 1\u{202c}\n+++\u{200b}\nx\n",
            "+++\n\u{ad}a\u{ad} = 1\n+++\nx\u{ad}\n",
        ] {
            let text = decode(file.as_bytes()).unwrap();
            let front = split(&text).unwrap();
            let toml = plain_blanks(&text[front.toml.clone()]).replace("  ", " ");
            assert_eq!((toml.as_str(), &text[front.body]), ("a = 1\n", "x\n"), "{file:?}");
        }
        let kept = "a\u{3000}= \"x\u{a0}y \\\" \u{a0}\"\u{a0}\nb = '''\n\u{a0}\n'''\n";
        let plain = plain_blanks(kept);
        assert_eq!(plain, "a   = \"x\u{a0}y \\\" \u{a0}\"  \nb = '''\n\u{a0}\n'''\n");
        assert_eq!(plain.len(), kept.len());
    }

    #[test]
    fn each_missing_part_has_its_own_error() {
        assert_eq!(split("title"), Err(Problem::NoFrontMatter));
        assert_eq!(split(""), Err(Problem::NoFrontMatter));
        assert_eq!(split("+++\ntitle = 1\n"), Err(Problem::UnclosedFrontMatter));
        assert_eq!(decode(b"\xff\xfe\x00"), Err((Position { line: 1, column: 1 }, Problem::NotUtf8)));
        let ansi = decode(b"+++\ntitle = \"M\xf4 h\xecnh\"\n");
        assert_eq!(ansi, Err((Position { line: 2, column: 11 }, Problem::NotUtf8)));
        assert!(split("+++\n+++").is_ok());
    }
}
