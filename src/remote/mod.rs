//! Places that hold files under keys: folders, network drives, S3 and what speaks it.
//!
//! Takes an address, gives a [`Remote`]. Every call blocks and makes one attempt: whether to try again, and how long to
//! wait, is the caller's choice. Credentials come from the environment and from the files that the tools of such places
//! share, never from a site.

#[cfg(feature = "deploy")]
mod credentials;
mod fault;
mod folder;
#[cfg(feature = "deploy")]
mod http;
#[cfg(feature = "deploy")]
mod s3;
#[cfg(feature = "deploy")]
mod sign;

use std::path::Path;

pub use fault::RemoteFault;
pub use folder::FolderRemote;
#[cfg(feature = "deploy")]
pub use s3::{S3Access, S3Remote};

/// A place that holds files under keys, which are relative paths with `/`.
pub trait Remote: Send + Sync {
    /// Returns the bytes of a file; `None` if there is no such file.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault>;

    /// Stores a file, or replaces it: whoever reads it meanwhile gets the old bytes or the new ones.
    fn put(&self, key: &str, bytes: &[u8], headers: &Headers<'_>) -> Result<(), RemoteFault>;

    /// Deletes a file. It is no fault if there is none.
    fn delete(&self, key: &str) -> Result<(), RemoteFault>;

    /// Returns the keys that begin with `prefix`, sorted.
    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault>;
}

/// How a file is to be served, by places that serve files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headers<'h> {
    /// `Content-Type`.
    pub content_type: Option<&'h str>,
    /// `Cache-Control`.
    pub cache_control: Option<&'h str>,
}

/// Opens the place at an address: `s3://bucket/prefix`, `file:///folder`, or a path, which may be relative to `base`.
/// Nothing is asked of the place yet.
///
/// # Errors
/// If the address has another scheme, or there are no credentials for it.
pub fn open(address: &str, base: &Path) -> Result<Box<dyn Remote>, RemoteFault> {
    match address.split_once("://") {
        #[cfg(feature = "deploy")]
        Some(("s3", place)) => Ok(Box::new(S3Remote::new(place, S3Access::from_environment()?)?)),
        Some(("file", path)) => Ok(Box::new(FolderRemote::new(file_path(path).as_ref()))),
        Some(_) => Err(RemoteFault::UnknownAddress(address.into())),
        None if address.is_empty() => Err(RemoteFault::UnknownAddress(address.into())),
        None => Ok(Box::new(FolderRemote::new(&base.join(address)))),
    }
}

/// Whether [`open`] knows the scheme of an address, in this program or in one with all of its features.
pub fn is_address(address: &str) -> bool {
    match address.split_once("://") {
        Some(("s3", place)) => !place.is_empty() && !place.starts_with('/'),
        Some(("file", path)) => !file_path(path).is_empty(),
        Some(_) => false,
        None => !address.is_empty(),
    }
}

/// Returns the path of a `file:` address without its scheme: `/mnt/kho`, `C:/kho`, `//may-chu/kho` (RFC 8089).
fn file_path(written: &str) -> String {
    let path = percent_encoding::percent_decode_str(written).decode_utf8_lossy();
    let of_drive = |path: &str| path.as_bytes().get(1).is_some_and(|colon| *colon == b':');
    match path.strip_prefix('/') {
        Some(drive) if of_drive(drive) => drive.into(),
        Some(_) => path.into(),
        None if path.is_empty() || of_drive(&path) => path.into(),
        None => match path.strip_prefix("localhost/") {
            Some(local) => format!("/{local}"),
            None => format!("//{path}"),
        },
    }
}

/// Whether a key is a relative path that stays below its root on every system.
fn is_sound(key: &str) -> bool {
    !key.is_empty()
        && !key.contains(['\\', ':', '\0'])
        && !key.split('/').any(|part| matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_climb() {
        for key in ["a", "a/b.webp", "ab/.well-known/x"] {
            assert!(is_sound(key), "{key}");
        }
        for key in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\..\\b", "C:a", "a\0"] {
            assert!(!is_sound(key), "{key}");
        }
    }

    #[test]
    fn file_addresses_are_paths_of_either_system() {
        let paths = ["/mnt/kho%20anh", "/C:/kho", "localhost/mnt", "may-chu/kho", "C:/kho"].map(file_path);
        assert_eq!(paths, ["/mnt/kho anh", "C:/kho", "/mnt", "//may-chu/kho", "C:/kho"]);
    }

    #[test]
    fn addresses_are_known_by_their_scheme() {
        for known in ["s3://anh/2026", "file:///mnt/kho", "kho", "/mnt/kho", r"\\may-chu\kho", r"D:\kho"] {
            assert!(is_address(known), "{known}");
        }
        for not in ["", "s3://", "s3:///anh", "file://", "ftp://may-chu/kho", "https://may-chu/kho"] {
            assert!(!is_address(not), "{not}");
        }
    }
}
