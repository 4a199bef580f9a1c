//! The world on disk.
//!
//! Takes the site's folder, gives its files; follows a symbolic link only if its target is within that
//! folder.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{FoundFile, Listing, Stamp, World, is_leaving, patiently};
use crate::diagnostic::{Diagnostic, Position, Problem};
use crate::text::nfc;

/// The number of folder levels that are listed one by one; the folders below are walked in parallel. A plain
/// walk would open every folder it finds, even at its maximum depth.
const SPLIT_DEPTH: usize = 2;

/// The bytes of a version that is not saved, with the stamp that it has in listings.
type StandIn = (Arc<[u8]>, Stamp);

/// A site's folder on the disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    /// The canonical folder, which link targets must be within.
    real_root: PathBuf,
    /// What stands in for files while a form is open, by their paths, with a stamp of its own.
    unsaved: RwLock<BTreeMap<String, StandIn>>,
}

/// The intermediate result of a walk.
#[derive(Default)]
struct Walked {
    listing: Listing,
    /// The folders still to be walked.
    folders: Vec<PathBuf>,
}

impl DiskWorld {
    /// Opens the site's folder.
    ///
    /// # Errors
    /// Returns an error if the folder does not exist or cannot be opened.
    pub fn new(root: &Path) -> io::Result<DiskWorld> {
        let (root, real_root) = (root.to_path_buf(), root.canonicalize()?);
        Ok(DiskWorld { root, real_root, unsaved: RwLock::default() })
    }

    /// Reads a version that is not saved in place of a file from now on, or the file itself again.
    pub fn stand_in(&self, path: &str, bytes: Option<&[u8]>) {
        let mut unsaved = self.unsaved.write().unwrap_or_else(PoisonError::into_inner);
        match bytes {
            // No file has these numbers.
            Some(bytes) => {
                let (size, now) = (bytes.len() as u64, self.now());
                let stamp = Stamp { size, modified: now, changed: now, inode: u64::MAX };
                unsaved.insert(path.to_string(), (bytes.into(), stamp));
            }
            None => drop(unsaved.remove(path)),
        }
    }

    fn unsaved(&self, path: &str) -> Option<StandIn> {
        self.unsaved.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Returns the paths of the files that are read in a version that is not saved.
    pub fn unsaved_paths(&self) -> Vec<String> {
        self.unsaved.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Returns the site's folder, as given.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the canonical path of a listed file, if it is still within the site's folder: a link may have
    /// replaced it since.
    ///
    /// # Errors
    /// Returns the system's error, or `NotFound` if the path leaves the folder.
    pub fn place_of(&self, found: &FoundFile) -> io::Result<PathBuf> {
        let path = self.root.join(found.on_disk.as_deref().unwrap_or(Path::new(&found.path)));
        let real = path.canonicalize()?;
        if real.starts_with(&self.real_root) { Ok(real) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Opens a listed file, if it is still within the site's folder.
    fn open(&self, found: &FoundFile) -> io::Result<File> {
        // Resolving a path by hand costs a call for each of its folders.
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
            let path = self.real_root.join(found.on_disk.as_deref().unwrap_or(Path::new(&found.path)));
            let flags = OFlags::RDONLY | OFlags::CLOEXEC;
            // Without links, no path leaves the folder. Old kernels and some containers lack the call.
            if let Ok(file) = openat2(CWD, path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
                return Ok(file.into());
            }
        }
        File::open(self.place_of(found)?)
    }

    fn relative(&self, path: &Path) -> String {
        let parts = path.strip_prefix(&self.root).unwrap_or(path).components();
        let names: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        nfc(&names.join("/")).into_owned()
    }

    /// Lists a folder itself, not its subfolders.
    fn list_one(&self, folder: &Path) -> Walked {
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
                self.add(&entry.path(), entry.metadata(), &mut walked);
            }
        }
        walked
    }

    /// Lists a folder and everything below it.
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
                self.add(entry.path(), entry.metadata().map_err(io::Error::from), &mut walked);
            }
        }
        walked
    }

    /// Follows a link if its target is within the site and does not contain the link itself.
    fn follow(&self, path: &Path, walked: &mut Walked) {
        let inside = path.canonicalize().ok().filter(|target| target.starts_with(&self.real_root));
        let Some(target) = inside else {
            let target = fs::read_link(path).unwrap_or_default().display().to_string();
            return self.report(walked, path, Problem::LinkLeavesSite { target });
        };
        let here = path.parent().and_then(|folder| folder.canonicalize().ok()).unwrap_or_default();
        if here.starts_with(&target) {
            return self.report(walked, path, Problem::LinkLeavesSite { target: self.relative(&target) });
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walked.folders.push(path.to_path_buf()),
            // A pipe may never end, and a device is not a file.
            Ok(metadata) if !metadata.is_file() => {}
            metadata => self.add(path, metadata, walked),
        }
    }

    fn add(&self, path: &Path, metadata: io::Result<fs::Metadata>, walked: &mut Walked) {
        let metadata = match metadata {
            Ok(metadata) => metadata,
            Err(error) => return self.fail(walked, path, &error),
        };
        let raw = path.strip_prefix(&self.root).unwrap_or(path);
        let relative = self.relative(path);
        let same = raw.to_str().is_some_and(|raw| raw == relative || raw.replace('\\', "/") == relative);
        let on_disk = (!same).then(|| raw.to_path_buf());
        let stamp = self.unsaved(&relative).map_or_else(|| stamp(&metadata), |(_, stamp)| stamp);
        walked.listing.files.push(FoundFile { path: relative, on_disk, stamp });
    }

    /// Reports a file that cannot be read. One that was removed during the walk is ignored.
    fn fail(&self, walked: &mut Walked, path: &Path, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.report(walked, path, Problem::Unreadable { reason: error.to_string() });
        }
    }

    fn report(&self, walked: &mut Walked, path: &Path, problem: Problem) {
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
            self.add(&top, Ok(metadata), &mut walked);
        }
        let Walked { mut listing, mut folders } = walked;
        // Links to folders need further rounds; longer chains of links than people make are ignored.
        for round in 0..SPLIT_DEPTH + 16 {
            if folders.is_empty() {
                break;
            }
            let go = |folder: &PathBuf| {
                if round < SPLIT_DEPTH { self.list_one(folder) } else { self.walk(folder) }
            };
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
        match self.unsaved(&found.path) {
            Some((bytes, _)) => Ok(bytes.to_vec()),
            None => patiently(|| {
                // One byte more, so that one call reads the file and the next one finds its end.
                let mut bytes = Vec::new();
                bytes.try_reserve_exact(found.stamp.size as usize + 1)?;
                // A limit, because `File` alone would ask for the size again.
                self.open(found)?.take(u64::MAX).read_to_end(&mut bytes)?;
                Ok(bytes)
            }),
        }
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
    // Windows gives no file number unless every file is opened.
    #[cfg(not(unix))]
    let (inode, changed) = (0, metadata.created().map(nanoseconds).unwrap_or(0));
    let modified = metadata.modified().map(nanoseconds).unwrap_or(0);
    Stamp { size: metadata.len(), modified, changed, inode }
}

/// Returns nanoseconds since 1970; 0 for earlier times.
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

    #[test]
    fn an_unsaved_version_stands_in_for_a_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "cũ").unwrap();
        let world = DiskWorld::new(folder.path()).unwrap();
        let before = world.list("a.md").files.remove(0);
        world.stand_in("a.md", Some("mới".as_bytes()));
        let unsaved = world.list("").files.remove(0);
        assert_ne!(before.stamp, unsaved.stamp);
        assert_eq!(world.read(&unsaved).unwrap(), "mới".as_bytes());
        world.stand_in("a.md", None);
        assert_eq!(world.list("a.md").files, std::slice::from_ref(&before));
        assert_eq!(world.read(&before).unwrap(), "cũ".as_bytes());
    }
}
