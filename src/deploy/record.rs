//! The record of what was sent, kept at the target.
//!
//! Takes and gives bytes; never trusts its input: a record that was cut or altered, or that names a path outside
//! the target, is [`NotARecord`].
//!
//! There are two. [`SENT`] lists every file at the target that Guong sent; it is replaced when a deployment is
//! complete. [`SENDING`] lists those that the deployment in progress sends; it is written before the first of them
//! and removed at the end, so that after a cut the next deployment knows which files may be there.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use crate::address::check_path;
use crate::digest::Digest;

/// The record of the last complete deployment.
pub const SENT: &str = ".guong-sent";
/// The record of the deployment in progress.
pub const SENDING: &str = ".guong-sending";

const MARK: &[u8] = b"guong-sent 1\n";
/// The maximum size of an unpacked record: some ten million files.
const LARGEST: u64 = 1 << 30;

/// A list of files at the target, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRecord {
    /// The number of complete deployments that changed something.
    pub version: u64,
    /// The digest of the record that this one is to replace; only in [`SENDING`].
    pub base: Option<Digest>,
    /// The files.
    pub files: Vec<SentFile>,
}

/// A file at the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// Relative to the target, with slashes.
    pub path: Box<str>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// What it shows that may be withdrawn: the digest of an entry, a picture or an attachment.
    pub shows: Option<u64>,
    /// Whether it is there.
    pub state: SentState,
}

/// What is known of a file at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SentState {
    /// It was sent, and belongs to the present version.
    Current,
    /// It may have been sent, whole. If `is_new`, nothing else was at its path before.
    Pending {
        /// Whether the path was free.
        is_new: bool,
    },
    /// It was sent, and no page of the present version needs it.
    Dropped {
        /// The first version without it.
        version: u64,
        /// When that version was sent, in seconds since 1970.
        at: u64,
    },
}

/// The bytes are no record, or not a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARecord;

impl SentRecord {
    /// Returns the bytes to keep at the target.
    pub fn to_bytes(&self) -> Vec<u8> {
        let plain = postcard::to_stdvec(self).expect("it has no type that postcard lacks");
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&plain).expect("a Vec takes all that is written");
        let packed = packed.finish().expect("a Vec takes all that is written");
        [MARK, &Digest::of_bytes(&packed).0, &packed].concat()
    }

    /// Reads the bytes of a record.
    ///
    /// # Errors
    /// If they are not whole, or if a path is unsafe or out of order.
    pub fn of_bytes(bytes: &[u8]) -> Result<SentRecord, NotARecord> {
        let rest = bytes.strip_prefix(MARK).ok_or(NotARecord)?;
        let (digest, packed) = rest.split_first_chunk::<16>().ok_or(NotARecord)?;
        if Digest::of_bytes(packed).0 != *digest {
            return Err(NotARecord);
        }
        let mut plain = Vec::new();
        let mut unpacked = ZlibDecoder::new(packed).take(LARGEST);
        unpacked.read_to_end(&mut plain).map_err(|_| NotARecord)?;
        let record: SentRecord = postcard::from_bytes(&plain).map_err(|_| NotARecord)?;
        let is_safe = |file: &SentFile| check_path(&file.path).is_ok();
        let is_sorted = record.files.is_sorted_by(|a, b| a.path < b.path);
        if is_sorted && record.files.iter().all(is_safe) { Ok(record) } else { Err(NotARecord) }
    }

    /// Returns the file at a path.
    pub fn find(&self, path: &str) -> Option<&SentFile> {
        let at = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.files[at])
    }

    /// Returns this record with the files of another, which replace those at the same paths.
    pub(crate) fn overlaid(self, other: SentRecord) -> SentRecord {
        let mut files = other.files;
        files.extend(self.files);
        // The sort is stable, so that of two files at one path the other's comes first.
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        SentRecord { version: self.version, base: self.base, files }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, byte: u8) -> SentFile {
        let state = SentState::Dropped { version: 3, at: 1_700_000_000 };
        SentFile { path: path.into(), digest: Digest([byte; 16]), size: 5, shows: Some(7), state }
    }

    fn record(files: Vec<SentFile>) -> SentRecord {
        SentRecord { version: 4, base: Some(Digest([9; 16])), files }
    }

    #[test]
    fn a_record_reads_back_and_no_part_of_it_does() {
        let whole = record(vec![file("a.html", 1), file("mô/x", 2)]);
        let bytes = whole.to_bytes();
        assert_eq!(SentRecord::of_bytes(&bytes), Ok(whole));
        for cut in 0..bytes.len() {
            assert_eq!(SentRecord::of_bytes(&bytes[..cut]), Err(NotARecord), "cut at {cut}");
            let mut altered = bytes.clone();
            altered[cut] ^= 1;
            assert_eq!(SentRecord::of_bytes(&altered), Err(NotARecord), "altered at {cut}");
        }
    }

    #[test]
    fn a_record_names_no_path_outside_the_target() {
        for path in ["../x", "/x", "a//b", "C:\\x", ""] {
            assert_eq!(
                SentRecord::of_bytes(&record(vec![file(path, 1)]).to_bytes()),
                Err(NotARecord),
                "{path}"
            );
        }
        let twice = record(vec![file("a", 1), file("a", 2)]);
        assert_eq!(SentRecord::of_bytes(&twice.to_bytes()), Err(NotARecord));
    }

    #[test]
    fn the_later_record_counts() {
        let under = record(vec![file("a", 1), file("b", 1)]);
        let over = record(vec![file("b", 2), file("c", 2)]);
        let both = under.overlaid(over);
        assert_eq!(both.files, [file("a", 1), file("b", 2), file("c", 2)]);
    }
}
