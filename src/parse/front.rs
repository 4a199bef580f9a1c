//! A text file with front matter, taken apart.
//!
//! Takes bytes, gives the TOML and the Markdown with where each begins; never reads either.

use std::borrow::Cow;

use crate::diagnostic::Problem;
use crate::text::nfc;

/// Decodes a text file: UTF-8, with or without a BOM; everything is NFC from here on, so that
/// positions count what an editor shows.
///
/// # Errors
/// [`Problem::NotUtf8`].
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NotUtf8)?;
    Ok(nfc(text))
}

/// Front matter and text, each as a range of bytes of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front {
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
    Ok(Front { toml: start..end, body: end + closing.len()..text.len() })
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
        assert_eq!(decode(b"\xff\xfe\x00"), Err(Problem::NotUtf8));
        assert!(split("+++\n+++").is_ok());
    }
}
