//! The world on the disk.
//!
//! Takes the site's folder, gives its files; a link is followed only where it leads to something
//! within that folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{FoundFile, Listing, Stamp, World, is_leaving};
use crate::diagnostic::{Diagnostic, Position, Problem};
use crate::text::nfc;

/// How many levels of folders are looked at one by one; those below them are walked side by side. A walk
/// opens every folder that it comes upon, also one at which it is to stop.
const SPLIT_DEPTH: usize = 2;

/// A site's folder on the disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    /// The folder with every link resolved: what links are measured against.
    real_root: PathBuf,
}

/// What a walk has come upon so far.
#[derive(Default)]
struct Walked {
    listing: Listing,
    /// Folders that are to be walked yet.
    folders: Vec<PathBuf>,
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

    /// Where a file that was listed stands, if that is still within the site's folder: a link may have come
    /// into its place since.
    ///
    /// # Errors
    /// As the system gives them; `NotFound`, if it leaves the folder.
    pub fn place_of(&self, found: &FoundFile) -> io::Result<PathBuf> {
        let path = self.root.join(found.on_disk.as_deref().unwrap_or(Path::new(&found.path)));
        let real = path.canonicalize()?;
        if real.starts_with(&self.real_root) { Ok(real) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn relative(&self, path: &Path) -> String {
        let parts = path.strip_prefix(&self.root).unwrap_or(path).components();
        let names: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        nfc(&names.join("/")).into_owned()
    }

    /// What lies in a folder itself; the folders there are left for others.
    fn look(&self, folder: &Path) -> Walked {
        let mut walked = Walked::default();
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = entries.unwrap_or_else(|error| {
            self.fail(&mut walked, folder, &error);
            Vec::new()
        });
        for entry in entries {
            let is = |test: fn(&fs::FileType) -> bool| entry.file_type().is_ok_and(|kind| test(&kind));
            if is_leaving(&entry.file_name().to_string_lossy()) {
                continue;
            } else if is(fs::FileType::is_symlink) {
                self.follow(&entry.path(), &mut walked);
            } else if is(fs::FileType::is_dir) {
                walked.folders.push(entry.path());
            } else if is(fs::FileType::is_file) {
                self.admit(&entry.path(), entry.metadata(), &mut walked);
            }
        }
        walked
    }

    /// Walks a folder and all below it.
    fn walk(&self, top: &Path) -> Walked {
        let mut walked = Walked::default();
        let mut walk = WalkDir::new(top).into_iter();
        while let Some(step) = walk.next() {
            let entry = match step {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(top).to_path_buf();
                    self.fail(&mut walked, &path, &error.into());
                    continue;
                }
            };
            if entry.depth() > 0 && is_leaving(&entry.file_name().to_string_lossy()) {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if entry.depth() > 0 && entry.path_is_symlink() {
                self.follow(entry.path(), &mut walked);
            } else if entry.file_type().is_file() {
                self.admit(entry.path(), entry.metadata().map_err(io::Error::from), &mut walked);
            }
        }
        walked
    }

    /// A link counts as what it leads to, if that lies within the site and not above the link itself.
    fn follow(&self, path: &Path, walked: &mut Walked) {
        let inside = path.canonicalize().ok().filter(|target| target.starts_with(&self.real_root));
        let Some(target) = inside else {
            let target = fs::read_link(path).unwrap_or_default().display().to_string();
            return self.tell(walked, path, Problem::LinkLeavesSite { target });
        };
        let here = path.parent().and_then(|folder| folder.canonicalize().ok()).unwrap_or_default();
        if here.starts_with(&target) {
            return self.tell(walked, path, Problem::LinkLeavesSite { target: self.relative(&target) });
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walked.folders.push(path.to_path_buf()),
            // A pipe never ends, and a device is no file.
            Ok(metadata) if !metadata.is_file() => {}
            metadata => self.admit(path, metadata, walked),
        }
    }

    fn admit(&self, path: &Path, metadata: io::Result<fs::Metadata>, walked: &mut Walked) {
        let metadata = match metadata {
            Ok(metadata) => metadata,
            Err(error) => return self.fail(walked, path, &error),
        };
        let raw = path.strip_prefix(&self.root).unwrap_or(path);
        let relative = self.relative(path);
        let same = raw.to_str().is_some_and(|raw| raw == relative || raw.replace('\\', "/") == relative);
        let on_disk = (!same).then(|| raw.to_path_buf());
        walked.listing.files.push(FoundFile { path: relative, on_disk, stamp: stamp(&metadata) });
    }

    /// Reports what cannot be read. What was removed while the walk went on is no part of the site.
    fn fail(&self, walked: &mut Walked, path: &Path, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.tell(walked, path, Problem::Unreadable { reason: error.to_string() });
        }
    }

    fn tell(&self, walked: &mut Walked, path: &Path, problem: Problem) {
        walked.listing.problems.push(Diagnostic::new(&self.relative(path), Position::default(), problem));
    }
}

impl World for DiskWorld {
    fn list(&self, folder: &str) -> Listing {
        let top = if folder.is_empty() { self.root.clone() } else { self.root.join(folder) };
        let Ok(metadata) = fs::symlink_metadata(&top) else { return Listing::default() };
        let mut walked = Walked::default();
        if metadata.is_symlink() {
            self.follow(&top, &mut walked);
        } else if metadata.is_dir() {
            walked.folders.push(top);
        } else if metadata.is_file() {
            self.admit(&top, Ok(metadata), &mut walked);
        }
        let Walked { mut listing, mut folders } = walked;
        // Links to folders lead on to further rounds; a chain of links longer than any that people make
        // is left alone.
        for round in 0..SPLIT_DEPTH + 16 {
            if folders.is_empty() {
                break;
            }
            let go =
                |folder: &PathBuf| if round < SPLIT_DEPTH { self.look(folder) } else { self.walk(folder) };
            let rounds: Vec<Walked> = folders.par_iter().map(go).collect();
            folders = Vec::new();
            for round in rounds {
                listing.files.extend(round.listing.files);
                listing.problems.extend(round.listing.problems);
                folders.extend(round.folders);
            }
        }
        listing.files.sort_by(|a, b| a.path.cmp(&b.path));
        listing
    }

    fn read(&self, found: &FoundFile) -> io::Result<Vec<u8>> {
        fs::read(self.place_of(found)?)
    }

    fn now(&self) -> u64 {
        nanoseconds(SystemTime::now())
    }
}

fn stamp(metadata: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let (inode, changed) = {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds =
            metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
        (metadata.ino(), u64::try_from(nanoseconds).unwrap_or(0))
    };
    #[cfg(not(unix))]
    let (inode, changed) = (0, 0);
    let modified = metadata.modified().map(nanoseconds).unwrap_or(0);
    Stamp { size: metadata.len(), modified, changed, inode }
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
        assert!(
            listing.problems.iter().any(|d| &*d.place.path == "content/out.md"),
            "{:?}",
            listing.problems
        );
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
