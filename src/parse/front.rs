//! A text file with front matter, taken apart.
//!
//! Takes bytes, gives the TOML and the Markdown with where each begins; never reads either.

use std::borrow::Cow;

use crate::diagnostic::{Lines, Position, Problem};
use crate::text::nfc;

/// Decodes a text file: UTF-8, with or without a BOM; everything is NFC from here on, so that
/// positions count what an editor shows.
///
/// # Errors
/// [`Problem::NotUtf8`], where the first wrong byte stands.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (Position, Problem)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Every text goes through here, and most of Vietnamese is more than one byte a letter.
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(nfc(text)),
        Err(error) => {
            let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            Err((Lines::new(&nfc(sound)).position(usize::MAX), Problem::NotUtf8))
        }
    }
}

/// Front matter and text, each as a range of bytes of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front {
    /// The first line `+++`.
    pub fence: usize,
    /// Between the two lines `+++`.
    pub toml: std::ops::Range<usize>,
    /// After them.
    pub body: std::ops::Range<usize>,
}

/// Finds the two lines `+++`. Spaces after them, and empty lines before the first, are forgiven.
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
    fn what_is_missing_is_told_apart() {
        assert_eq!(split("title"), Err(Problem::NoFrontMatter));
        assert_eq!(split(""), Err(Problem::NoFrontMatter));
        assert_eq!(split("+++\ntitle = 1\n"), Err(Problem::UnclosedFrontMatter));
        assert_eq!(decode(b"\xff\xfe\x00"), Err((Position { line: 1, column: 1 }, Problem::NotUtf8)));
        let ansi = decode(b"+++\ntitle = \"M\xf4 h\xecnh\"\n");
        assert_eq!(ansi, Err((Position { line: 2, column: 11 }, Problem::NotUtf8)));
        assert!(split("+++\n+++").is_ok());
    }
}
