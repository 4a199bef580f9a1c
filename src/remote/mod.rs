//! Places that hold files under keys: folders, network drives, S3 and what speaks it, WebDAV, FTP over TLS, SFTP.
//!
//! Takes an address, gives a [`Remote`]. Every call blocks and makes one attempt: whether to try again, and how long to
//! wait, is the caller's choice. Credentials come from the environment and from the files that the tools of such places
//! share, never from a site.

#[cfg(feature = "deploy")]
mod credentials;
mod fault;
mod folder;
#[cfg(feature = "deploy")]
mod ftps;
#[cfg(feature = "deploy")]
mod http;
#[cfg(feature = "deploy")]
mod s3;
#[cfg(feature = "deploy")]
mod sftp;
#[cfg(feature = "deploy")]
mod sign;
#[cfg(feature = "deploy")]
mod webdav;

use std::fmt;
use std::path::Path;

pub use fault::RemoteFault;
pub use folder::FolderRemote;
#[cfg(feature = "deploy")]
pub(crate) use http::agent;
#[cfg(feature = "deploy")]
pub use s3::{S3Access, S3Remote};
#[cfg(feature = "deploy")]
pub use {ftps::FtpsRemote, sftp::SftpRemote, sftp::answer_ssh, webdav::WebDavRemote};

/// A place that holds files under keys, which are relative paths with `/`.
pub trait Remote: Send + Sync {
    /// Returns the bytes of a file; `None` if there is no such file.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault>;

    /// Stores a file, or replaces it; a reader gets the old bytes or the new ones.
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

/// A name and a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

/// A server at which people log in: `ftps://user@host:port/folder`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// `ftps`, `sftp`, `davs` or `dav`.
    pub scheme: String,
    /// The name to log in with, if the address has it.
    pub user: Option<String>,
    /// Whether the address has a password, which does not belong there.
    pub has_password: bool,
    /// The server's name.
    pub host: String,
    /// The port, if it is not the usual one.
    pub port: Option<u16>,
    /// The folder, without a leading `/`.
    pub folder: String,
}

impl ServerAddress {
    /// Reads an address; `None` if it is not one of such a server.
    pub fn of(address: &str) -> Option<ServerAddress> {
        let (scheme, rest) = address.split_once("://")?;
        if !["ftps", "sftp", "davs", "dav"].contains(&scheme) {
            return None;
        }
        let (server, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let (login, server) =
            server.rsplit_once('@').map_or((None, server), |(login, server)| (Some(login), server));
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (server, None),
        };
        let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let user = login
            .map(|login| plain(login.split(':').next().unwrap_or_default()))
            .filter(|user| !user.is_empty());
        let has_password = login.is_some_and(|login| login.contains(':'));
        let (host, folder) = (host.to_string(), plain(folder).trim_end_matches('/').to_string());
        // A program that is given the name must not take it for an option.
        let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_[]:".contains(c);
        let is_host = !host.is_empty() && !host.starts_with('-') && host.chars().all(is_name);
        is_host.then(|| ServerAddress { scheme: scheme.into(), user, has_password, host, port, folder })
    }

    /// Returns the server as people know it: `ftps://host:2121`.
    pub fn server(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme, self.host)
    }
}

/// Opens the place at an address as [`open()`] does, or the server at which people log in.
///
/// # Errors
/// If the address has another scheme, or there are no credentials for it.
#[cfg_attr(not(feature = "deploy"), allow(unused_variables))]
pub fn open_with(address: &str, base: &Path, login: Option<Login>) -> Result<Box<dyn Remote>, RemoteFault> {
    let Some(server) = ServerAddress::of(address) else { return open(address, base) };
    match server.scheme.as_str() {
        #[cfg(feature = "deploy")]
        "dav" | "davs" => {
            let scheme = if server.scheme == "dav" { "http" } else { "https" };
            let port = server.port.map(|port| format!(":{port}")).unwrap_or_default();
            let folder: Vec<String> = server.folder.split('/').map(sign::encoded).collect();
            let root = format!("{scheme}://{}{port}/{}", server.host, folder.join("/"));
            Ok(Box::new(WebDavRemote::new(&root, login.as_ref())))
        }
        #[cfg(feature = "deploy")]
        "ftps" => {
            let login = login.ok_or(RemoteFault::NoLogin(server.server()))?;
            Ok(Box::new(FtpsRemote::new(&server.host, server.port, &server.folder, login)?))
        }
        #[cfg(feature = "deploy")]
        "sftp" => Ok(Box::new(SftpRemote::new(server, login))),
        _ => Err(RemoteFault::UnknownAddress(address.into())),
    }
}

/// Returns the key under which the bytes of another key arrive. Its name is one of Guong's own, so that what was left by
/// a cut connection can be recognised.
#[cfg(feature = "deploy")]
fn part_of(key: &str) -> String {
    let (folder, _) = key.rsplit_once('/').unwrap_or_default();
    let slash = if folder.is_empty() { "" } else { "/" };
    format!(
        "{folder}{slash}.guong-{}.part",
        &crate::digest::Digest::of_bytes(key.as_bytes()).to_string()[..16]
    )
}

/// Whether a key is one that a cut connection left.
pub fn is_part(key: &str) -> bool {
    let name = key.rsplit('/').next().unwrap_or_default();
    name.starts_with(".guong-") && name.ends_with(".part")
}

/// Whether [`open()`] knows the scheme of an address, in this program or in one with all of its features.
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

/// Returns the keys that begin with `prefix`, sorted, of a place whose folders are listed one by one. `list` takes a
/// folder's key, empty for the root, and returns the names in it, each with whether it is a folder.
#[cfg(feature = "deploy")]
fn walk(
    prefix: &str,
    list: impl Fn(&str) -> Result<Vec<(String, bool)>, RemoteFault>,
) -> Result<Vec<String>, RemoteFault> {
    let mut folders = vec![String::new()];
    let mut keys = Vec::new();
    while let Some(folder) = folders.pop() {
        for (name, is_folder) in list(&folder)? {
            let key = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            match is_folder {
                _ if !is_sound(&key) => {}
                true => folders.push(key),
                false if key.starts_with(prefix) => keys.push(key),
                false => {}
            }
        }
    }
    keys.sort();
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "deploy")]
    #[test]
    fn folders_are_walked_and_never_climb() {
        let list = |folder: &str| {
            let names: &[(&str, bool)] = match folder {
                "" => &[("b", true), ("a.txt", false), ("..", true)],
                "b" => &[("c", true), ("d.txt", false), ("../e", false)],
                "b/c" => &[("f.txt", false)],
                other => return Err(RemoteFault::BadKey(other.into())),
            };
            Ok(names.iter().map(|(name, is_folder)| (name.to_string(), *is_folder)).collect())
        };
        assert_eq!(walk("", list).unwrap(), ["a.txt", "b/c/f.txt", "b/d.txt"]);
        assert_eq!(walk("b/", list).unwrap(), ["b/c/f.txt", "b/d.txt"]);
    }

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
