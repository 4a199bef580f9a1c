//! The world on the disk.
//!
//! Takes the site's folder, gives its files; a link is followed only where it leads to something
//! within that folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use walkdir::{DirEntry, WalkDir};

use super::{Found, Listing, Stamp, World, is_leaving};
use crate::diagnostic::{Diagnostic, Position, Problem};
use crate::text::nfc;

/// A site's folder on the disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    /// The folder with every link resolved: what links are measured against.
    real_root: PathBuf,
}

impl DiskWorld {
    /// Opens the site's folder.
    ///
    /// # Errors
    /// If there is no such folder, or it cannot be entered.
    pub fn new(root: &Path) -> io::Result<DiskWorld> {
        Ok(DiskWorld { root: root.to_path_buf(), real_root: root.canonicalize()? })
    }

    /// The site's folder, as it was given.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn relative(&self, path: &Path) -> String {
        let parts = path.strip_prefix(&self.root).unwrap_or(path).components();
        let names: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        nfc(&names.join("/")).into_owned()
    }

    /// Where a link leads, if that is out of the site.
    fn leads_out(&self, link: &Path) -> Option<PathBuf> {
        match link.canonicalize() {
            Ok(target) if target.starts_with(&self.real_root) => None,
            Ok(target) => Some(target),
            Err(_) => Some(fs::read_link(link).unwrap_or_default()),
        }
    }

    fn found(&self, entry: &DirEntry) -> io::Result<Found> {
        let stamp = stamp(&entry.metadata()?);
        let path = self.relative(entry.path());
        let raw = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let same = raw.to_str().is_some_and(|raw| raw == path || raw.replace('\\', "/") == path);
        Ok(Found { path, on_disk: (!same).then(|| raw.to_path_buf()), stamp })
    }
}

impl World for DiskWorld {
    fn list(&self, folder: &str) -> Listing {
        let mut listing = Listing::default();
        let top = self.root.join(folder);
        if fs::symlink_metadata(&top).is_err() {
            return listing;
        }
        let mut walk = WalkDir::new(&top).follow_links(true).into_iter();
        while let Some(step) = walk.next() {
            let entry = match step {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map(|p| self.relative(p)).unwrap_or_else(|| folder.to_string());
                    let problem = match error.loop_ancestor() {
                        Some(loops) => Problem::LinkLeavesSite { target: self.relative(loops) },
                        None => Problem::Unreadable { reason: error.to_string() },
                    };
                    listing.problems.push(Diagnostic::new(&path, Position::default(), problem));
                    continue;
                }
            };
            let is_dir = entry.file_type().is_dir();
            let named = entry.depth() > 0 && is_leaving(&entry.file_name().to_string_lossy());
            if named {
                if is_dir {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.path_is_symlink()
                && let Some(target) = self.leads_out(entry.path())
            {
                if is_dir {
                    walk.skip_current_dir();
                }
                let problem = Problem::LinkLeavesSite { target: target.display().to_string() };
                listing.problems.push(Diagnostic::new(&self.relative(entry.path()), Position::default(), problem));
                continue;
            }
            if !entry.file_type().is_file() {
                continue;
            }
            match self.found(&entry) {
                Ok(found) => listing.files.push(found),
                Err(error) => listing.problems.push(Diagnostic::new(
                    &self.relative(entry.path()),
                    Position::default(),
                    Problem::Unreadable { reason: error.to_string() },
                )),
            }
        }
        listing.files.sort_by(|a, b| a.path.cmp(&b.path));
        listing
    }

    fn read(&self, found: &Found) -> io::Result<Vec<u8>> {
        match &found.on_disk {
            Some(path) => fs::read(self.root.join(path)),
            None => fs::read(self.root.join(&found.path)),
        }
    }

    fn now(&self) -> u64 {
        nanoseconds(SystemTime::now())
    }
}

fn stamp(metadata: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Stamp { size: metadata.len(), modified: metadata.modified().map(nanoseconds).unwrap_or(0), inode }
}

/// Nanoseconds since 1970; 0 for what is older.
fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map(|since| since.as_nanos() as u64).unwrap_or(0)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_out_and_loops_are_reported_and_links_within_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("content/a")).unwrap();
        fs::write(root.join("content/a/index.md"), "x").unwrap();
        fs::write(folder.path().join("secret.txt"), "s").unwrap();
        std::os::unix::fs::symlink("a/index.md", root.join("content/in.md")).unwrap();
        std::os::unix::fs::symlink("../../secret.txt", root.join("content/out.md")).unwrap();
        std::os::unix::fs::symlink("..", root.join("content/loop")).unwrap();
        let listing = DiskWorld::new(&root).unwrap().list("content");
        let paths: Vec<_> = listing.files.iter().map(|f| f.path.as_str()).collect();
        assert!(paths.contains(&"content/in.md") && paths.contains(&"content/a/index.md"), "{paths:?}");
        assert!(!paths.contains(&"content/out.md"));
        assert!(listing.problems.iter().any(|d| &*d.place.path == "content/out.md"), "{:?}", listing.problems);
        assert!(listing.problems.len() >= 2);
    }

    #[test]
    fn decomposed_names_are_composed_and_still_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a\u{309}nh.md"), "ảnh").unwrap();
        let world = DiskWorld::new(folder.path()).unwrap();
        let listing = world.list("");
        assert_eq!(listing.files[0].path, "ảnh.md");
        assert_eq!(world.read(&listing.files[0]).unwrap(), "ảnh".as_bytes());
    }
}
