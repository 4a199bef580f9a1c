//! Content digests, of which keys are made.
//!
//! Takes any serialisable value, gives a 128-bit digest. A [`Digested`] value carries its own digest, so
//! that values that contain it are hashed without walking it again; templates receive the value itself.
//! Never reads the clock or a file.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize, Serializer};

/// A digest: the first 128 bits of BLAKE3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// Returns the digest of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Digest {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes);
        finish(&hasher)
    }

    /// Returns the digest of a value's compact (postcard) serialisation: every field in order, strings with
    /// their lengths, so that different values have different serialisations.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Digest {
        let hasher = postcard::serialize_with_flavor(value, HashFlavor::new())
            .expect("views hold only types whose lengths are known");
        finish(&hasher)
    }
}

fn finish(hasher: &blake3::Hasher) -> Digest {
    let mut short = [0; 16];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    Digest(short)
}

/// Feeds postcard's output into the hash in blocks, without a buffer for the whole view and without a call
/// of the hash for every byte.
struct HashFlavor {
    hasher: blake3::Hasher,
    waiting: Vec<u8>,
}

impl HashFlavor {
    const FULL: usize = 4096;

    fn new() -> HashFlavor {
        HashFlavor { hasher: blake3::Hasher::new(), waiting: Vec::with_capacity(Self::FULL) }
    }

    fn flush(&mut self) {
        self.hasher.update(&self.waiting);
        self.waiting.clear();
    }
}

impl postcard::ser_flavors::Flavor for HashFlavor {
    type Output = blake3::Hasher;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.waiting.len() + bytes.len() > Self::FULL {
            self.flush();
        }
        if bytes.len() > Self::FULL {
            self.hasher.update(bytes);
        } else {
            self.waiting.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<blake3::Hasher> {
        self.flush();
        Ok(self.hasher)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Faster than formatting sixteen bytes: every output has a key, and most an address with a digest.
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        let text: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error for a text that is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Digest, NotADigest> {
        let bytes = text.as_bytes();
        if bytes.len() != 32 {
            return Err(NotADigest);
        }
        let mut digest = [0; 16];
        for (slot, pair) in digest.iter_mut().zip(bytes.chunks_exact(2)) {
            let high = (pair[0] as char).to_digit(16).ok_or(NotADigest)?;
            let low = (pair[1] as char).to_digit(16).ok_or(NotADigest)?;
            *slot = (high * 16 + low) as u8;
        }
        Ok(Digest(digest))
    }
}

/// Writes bytes with their length and digest, so that [`sealed`] can tell whether they are whole.
///
/// # Errors
/// The error of `out`.
pub fn put_sealed(out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(&Digest::of_bytes(bytes).0)?;
    out.write_all(bytes)
}

/// Splits off bytes that [`put_sealed`] wrote, and returns them with the rest; `None` if they are cut off or damaged.
pub fn sealed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (digest, rest) = rest.split_first_chunk::<16>()?;
    let (own, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    (Digest::of_bytes(own).0 == *digest).then_some((own, rest))
}

/// A shared value with its digest, computed once.
///
/// In a key it serialises as its digest; for a template as the value, converted once and shared by
/// every page that shows it. Both come from the same `Serialize`, so they cannot disagree.
#[derive(Debug)]
pub struct Digested<T>(Arc<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    value: T,
    digest: Digest,
    shown: Mutex<Option<tera::Value>>,
}

impl<T: Serialize> Digested<T> {
    /// Wraps the value and computes its digest.
    pub fn new(value: T) -> Digested<T> {
        let digest = Digest::of(&value);
        Digested(Arc::new(Inner { value, digest, shown: Mutex::default() }))
    }

    /// Returns the digest of the value.
    pub fn digest(&self) -> Digest {
        self.0.digest
    }

    /// Drops the value as templates receive it; it is converted again when it is needed.
    pub fn drop_shown(&self) {
        *self.0.shown.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl<T> Clone for Digested<T> {
    fn clone(&self) -> Digested<T> {
        Digested(Arc::clone(&self.0))
    }
}

impl<T> std::ops::Deref for Digested<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T: Serialize> Serialize for Digested<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            // Tera clones a `Value` that it meets while converting, so all pages share this one.
            let mut shown = self.0.shown.lock().unwrap_or_else(PoisonError::into_inner);
            let shown = shown.get_or_insert_with(|| tera::Value::from_serializable(&self.0.value)).clone();
            shown.serialize(serializer)
        } else {
            self.0.digest.serialize(serializer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back() {
        let digest = Digest::of_bytes(b"guong");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("xyz".parse::<Digest>(), Err(NotADigest));
    }

    #[test]
    fn neighbouring_strings_do_not_run_together() {
        assert_ne!(Digest::of(&("ab", "c")), Digest::of(&("a", "bc")));
    }

    #[test]
    fn folding_keeps_what_templates_see_and_what_keys_see_together() {
        let one = Digested::new("mô hình".to_string());
        let two = Digested::new("tập thể".to_string());
        assert_ne!(Digest::of(&vec![one.clone()]), Digest::of(&vec![two]));
        assert_eq!(tera::Value::from_serializable(&one), tera::Value::from("mô hình"));
    }
}
