//! A folder, or a network drive, as a place of files.
//!
//! Files are written aside and renamed, so none is partial. Links below the folder are not followed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Headers, Remote, RemoteFault, is_sound};

/// A folder that holds files under keys.
#[derive(Debug, Clone)]
pub struct FolderRemote {
    root: PathBuf,
}

impl FolderRemote {
    /// Takes the folder, which is made when the first file is put there.
    pub fn new(root: &Path) -> FolderRemote {
        FolderRemote { root: root.to_path_buf() }
    }

    /// Returns the path of a key, and whether there is a regular file.
    ///
    /// # Errors
    /// If the key is not sound, or a link or something else that is not a folder is in its way.
    fn at(&self, key: &str) -> Result<(PathBuf, bool), RemoteFault> {
        if !is_sound(key) {
            return Err(RemoteFault::BadKey(key.into()));
        }
        let mut path = self.root.clone();
        let mut parts = key.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            let found = match fs::symlink_metadata(&path) {
                Ok(found) => found.file_type(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    path.extend(parts);
                    return Ok((path, false));
                }
                Err(error) => return Err(error.into()),
            };
            let is_last = parts.peek().is_none();
            if !(if is_last { found.is_file() } else { found.is_dir() }) {
                return Err(RemoteFault::BadKey(key.into()));
            }
        }
        Ok((path, true))
    }
}

/// Writes a file in a folder, which is made if it is missing.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".guong-").suffix(".part");
    // Others who share the folder must be able to read it, as their masks allow.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut part = builder.tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.persist(path).map(drop).map_err(|error| error.error)
}

impl Remote for FolderRemote {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        let (path, is_there) = self.at(key)?;
        if !is_there {
            return Ok(None);
        }
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        let (path, _) = self.at(key)?;
        let folder = path.parent().unwrap_or(&self.root);
        let written = match write(folder, &path, bytes) {
            // Whoever deleted the last file of the folder deleted the folder too, meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => write(folder, &path, bytes),
            written => written,
        };
        Ok(written?)
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        let (path, is_there) = self.at(key)?;
        if !is_there {
            return Ok(());
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        // Empty folders go too; removing one that is not empty fails.
        let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        let _ = folders.take_while(|folder| fs::remove_dir(folder).is_ok()).count();
        Ok(())
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        let below = prefix.rfind('/').map_or("", |end| &prefix[..end]);
        if !below.is_empty() && !is_sound(below) {
            return Err(RemoteFault::BadKey(prefix.into()));
        }
        let start = self.root.join(below);
        match fs::metadata(&start) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        }
        let mut keys = Vec::new();
        for entry in WalkDir::new(&start) {
            let entry = match entry {
                Ok(entry) => entry,
                // It was deleted meanwhile.
                Err(error) if error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound) => {
                    continue;
                }
                Err(error) => return Err(io::Error::from(error).into()),
            };
            let relative = entry.path().strip_prefix(&self.root).ok().and_then(Path::to_str);
            let Some(key) = relative.filter(|_| entry.file_type().is_file()) else { continue };
            let key = if cfg!(windows) { key.replace('\\', "/") } else { key.into() };
            if key.starts_with(prefix) {
                keys.push(key);
            }
        }
        keys.sort();
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(remote: &FolderRemote, key: &str, bytes: &[u8]) {
        remote.put(key, bytes, &Headers::default()).unwrap();
    }

    #[test]
    fn files_are_put_listed_and_deleted_with_their_empty_folders() {
        let folder = tempfile::tempdir().unwrap();
        let remote = FolderRemote::new(&folder.path().join("kho"));
        assert_eq!(remote.get("ab/c"), Ok(None));
        assert_eq!(remote.list(""), Ok(Vec::new()));
        assert_eq!(remote.delete("ab/c"), Ok(()));
        for (key, bytes) in [("ab/c", "một"), ("ab/d/e", "hai"), ("b", "ba"), ("b", "bốn")] {
            put(&remote, key, bytes.as_bytes());
        }
        assert_eq!(remote.get("b"), Ok(Some("bốn".into())));
        assert_eq!(remote.list("").unwrap(), ["ab/c", "ab/d/e", "b"]);
        assert_eq!(remote.list("ab/d").unwrap(), ["ab/d/e"]);
        assert_eq!(remote.list("ab/").unwrap(), ["ab/c", "ab/d/e"]);
        assert_eq!(remote.list("x/y").unwrap(), Vec::<String>::new());
        remote.delete("ab/d/e").unwrap();
        assert!(!folder.path().join("kho/ab/d").exists());
        remote.delete("ab/c").unwrap();
        assert_eq!(fs::read_dir(folder.path().join("kho")).unwrap().count(), 1);
        for key in ["../x", "/x", "ab/../../x"] {
            assert_eq!(remote.put(key, b"x", &Headers::default()), Err(RemoteFault::BadKey(key.into())));
        }
        assert_eq!(remote.list("../"), Err(RemoteFault::BadKey("../".into())));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (outside, kho) = (folder.path().join("ngoai"), folder.path().join("kho"));
        fs::create_dir_all(&outside).unwrap();
        fs::create_dir_all(&kho).unwrap();
        fs::write(outside.join("bi-mat"), "x").unwrap();
        symlink(&outside, kho.join("ab")).unwrap();
        symlink(outside.join("bi-mat"), kho.join("c")).unwrap();
        let remote = FolderRemote::new(&kho);
        for key in ["ab/bi-mat", "c"] {
            let refused = RemoteFault::BadKey(key.into());
            assert_eq!(remote.get(key), Err(refused.clone()));
            assert_eq!(remote.put(key, b"y", &Headers::default()), Err(refused.clone()));
            assert_eq!(remote.delete(key), Err(refused));
        }
        assert_eq!(remote.list("").unwrap(), Vec::<String>::new());
        assert_eq!(fs::read(outside.join("bi-mat")).unwrap(), b"x");
        put(&remote, "d", b"z");
        assert_ne!(fs::metadata(kho.join("d")).unwrap().permissions().mode() & 0o044, 0);
    }
}
