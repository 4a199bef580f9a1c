//! The manifest: the list of a tree's files, stored in the tree so that the two move together.
//!
//! Takes lines sorted by path; gives deterministic text, and parses it; never trusts its input: a manifest that is
//! truncated, altered or of a different version is [`ManifestReading::Broken`].
//!
//! ```text
//! guong-manifest 1
//! 0f0e…(32 hex digits) 5120 mo-hinh/tha-ca/index.html
//! end 1 8c5d…(16 hex digits: a checksum of all lines above)
//! ```

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::str::FromStr;

use super::MANIFEST;
use super::error::if_there;
use crate::address::check_path;
use crate::digest::Digest;

/// The start of every manifest, of any version.
const MARK: &str = "guong-manifest ";
const HEADER: &str = "guong-manifest 1\n";

/// One published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestLine {
    /// Relative to the published folder, `/` between its parts.
    pub path: Box<str>,
    /// The digest of everything that it depends on.
    pub key: Digest,
    /// Its length in bytes.
    pub size: u64,
}

/// The files of a tree, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeManifest {
    lines: Vec<ManifestLine>,
}

/// The result of reading a manifest.
#[derive(Debug, PartialEq, Eq)]
pub enum ManifestReading {
    /// No file, or a foreign one: Guong did not make this folder.
    None,
    /// Truncated, altered or of a different version. Holds the readable paths; the files may differ, and there may
    /// be more.
    Broken(Vec<String>),
    /// Complete and unaltered.
    Whole(TreeManifest),
}

impl TreeManifest {
    /// Creates a manifest from lines in strictly ascending order of path.
    pub(super) fn new(lines: Vec<ManifestLine>) -> TreeManifest {
        debug_assert!(lines.is_sorted_by(|a, b| a.path < b.path), "lines out of order");
        TreeManifest { lines }
    }

    /// The published files, in order of path.
    pub fn lines(&self) -> &[ManifestLine] {
        &self.lines
    }

    /// The line of one published file.
    pub fn find(&self, path: &str) -> Option<&ManifestLine> {
        let at = self.lines.binary_search_by(|line| (*line.path).cmp(path)).ok()?;
        Some(&self.lines[at])
    }

    /// The text of the manifest file: the same lines give the same bytes.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::with_capacity(96 * (self.lines.len() + 1));
        text.push_str(HEADER);
        for ManifestLine { path, key, size } in &self.lines {
            writeln!(text, "{key} {size} {path}").expect("a String takes all that is written");
        }
        text.push_str(&end_line(self.lines.len(), &text));
        text
    }

    /// Reads the text of a manifest file.
    pub(super) fn parse(bytes: &[u8]) -> ManifestReading {
        // A power cut can leave a file empty or full of zeros. Its name shows that Guong wrote it.
        if bytes.iter().all(|&byte| byte == 0) {
            return ManifestReading::Broken(Vec::new());
        }
        if !bytes.starts_with(MARK.as_bytes()) {
            return ManifestReading::None;
        }
        let text = String::from_utf8_lossy(bytes);
        let mut lines: Vec<ManifestLine> = Vec::with_capacity(text.len() / 90);
        let mut read = text.find('\n').map_or(text.len(), |end| end + 1);
        for row in text[read..].split_inclusive('\n') {
            if row.starts_with("end ") {
                break;
            }
            read += row.len();
            lines.extend(parse_line(row));
        }
        let (above, end) = text.split_at(read);
        let whole = text.starts_with(HEADER)
            && end == end_line(lines.len(), above)
            && lines.is_sorted_by(|a, b| a.path < b.path);
        if whole {
            ManifestReading::Whole(TreeManifest { lines })
        } else {
            ManifestReading::Broken(lines.into_iter().map(|line| line.path.into()).collect())
        }
    }
}

/// Parses a line with a safe path. Any other line is skipped, so that the count of lines is wrong.
fn parse_line(row: &str) -> Option<ManifestLine> {
    let (key, rest) = row.strip_suffix('\n')?.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    check_path(path).ok()?;
    Some(ManifestLine { path: path.into(), key: Digest::from_str(key).ok()?, size: size.parse().ok()? })
}

fn end_line(count: usize, above: &str) -> String {
    format!("end {count} {:016x}\n", checksum(above.as_bytes()))
}

/// Detects truncation and accidental changes, not attacks: FNV-1a's step over words of eight bytes.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    }
    sum
}

/// Reads the manifest of a published folder, without the lock.
pub fn read_manifest(out: &Path) -> io::Result<ManifestReading> {
    let path = out.join(MANIFEST);
    // A link where our file should be was not made by us.
    match if_there(fs::symlink_metadata(&path))? {
        Some(seen) if seen.is_file() => Ok(TreeManifest::parse(&fs::read(&path)?)),
        _ => Ok(ManifestReading::None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> TreeManifest {
        let line = |path: &str, byte| ManifestLine {
            path: path.into(),
            key: Digest([byte; 16]),
            size: u64::from(byte),
        };
        TreeManifest::new(vec![line("a b.html", 1), line("end 2", 2), line("mô/x", 200)])
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        let manifest = sample();
        assert_eq!(TreeManifest::parse(manifest.to_text().as_bytes()), ManifestReading::Whole(manifest));
        let empty = TreeManifest::default();
        assert_eq!(TreeManifest::parse(empty.to_text().as_bytes()), ManifestReading::Whole(empty));
    }

    #[test]
    fn a_manifest_cut_or_altered_anywhere_is_not_whole() {
        let text = sample().to_text().into_bytes();
        for cut in 0..text.len() {
            assert!(!matches!(TreeManifest::parse(&text[..cut]), ManifestReading::Whole(_)), "cut at {cut}");
            let mut altered = text.clone();
            altered[cut] ^= 1;
            assert!(!matches!(TreeManifest::parse(&altered), ManifestReading::Whole(_)), "altered at {cut}");
        }
        let twice = [text.clone(), text.clone()].concat();
        assert!(matches!(TreeManifest::parse(&twice), ManifestReading::Broken(_)));
    }

    #[test]
    fn a_manifest_cannot_name_a_path_outside_its_tree() {
        let line = |path: &str| ManifestLine { path: path.into(), key: Digest([1; 16]), size: 1 };
        let text = TreeManifest { lines: vec![line("../../etc/passwd"), line("a")] }.to_text();
        assert_eq!(TreeManifest::parse(text.as_bytes()), ManifestReading::Broken(vec!["a".into()]));
    }
}
