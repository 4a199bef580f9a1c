//! A site in a temporary folder, and inspection of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use guong::digest::Digest;
use guong::publish::*;
use tempfile::TempDir;

pub struct Site {
    folder: TempDir,
    root: PathBuf,
}

impl Site {
    pub fn new() -> Site {
        Site::within(&std::env::temp_dir())
    }

    /// Returns a site that was published without any file, so that the next publication makes a spare.
    pub fn empty() -> Site {
        let site = Site::new();
        site.publish(&[]).unwrap();
        site
    }

    pub fn within(folder: &Path) -> Site {
        let folder = TempDir::new_in(folder).unwrap();
        let root = folder.path().canonicalize().unwrap().join("site");
        fs::create_dir(&root).unwrap();
        Site { folder, root }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn out(&self) -> PathBuf {
        self.root.join("public")
    }

    pub fn target(&self) -> Target {
        Target { out: "public".into(), ..Target::default() }
    }

    pub fn spare(&self) -> PathBuf {
        spare_in(&self.root).unwrap()
    }

    pub fn moved(self) -> Site {
        let root = self.folder.path().canonicalize().unwrap().join("elsewhere");
        fs::rename(&self.root, &root).unwrap();
        Site { folder: self.folder, root }
    }

    /// Publishes texts, each with a key derived from it.
    pub fn publish(&self, files: &[(&str, &str)]) -> Result<Summary> {
        self.publish_to(&self.target(), files)
    }

    pub fn publish_to(&self, target: &Target, files: &[(&str, &str)]) -> Result<Summary> {
        let publication = begin(&self.root, target, files)?;
        for &index in publication.pending() {
            publication.write(index, files[index].1.as_bytes())?;
        }
        publication.commit()
    }

    pub fn begin(&self, files: &[(&str, &str)]) -> Result<Publication> {
        begin(&self.root, &self.target(), files)
    }

    pub fn files(&self) -> Vec<(String, String)> {
        files(&self.out())
    }

    pub fn assert_level(&self) {
        assert_level(&self.out(), &self.spare());
        assert!(matches!(read_manifest(&self.out()), Ok(ManifestReading::Whole(_))));
    }
}

pub fn begin(root: &Path, target: &Target, files: &[(&str, &str)]) -> Result<Publication> {
    let wanted = files.iter().map(|(path, text)| WantedOutput { path: (*path).into(), key: Some(key(text)) });
    let lock = Lock::acquire(root, || ())?;
    Publisher::open(lock, target)?.begin(wanted.collect())
}

pub fn key(text: &str) -> Digest {
    let mut key = [0u8; 16];
    for (index, byte) in text.bytes().enumerate() {
        key[index % 16] = key[index % 16].wrapping_mul(31).wrapping_add(byte);
    }
    Digest(key)
}

/// Returns the only spare tree in a site's state folder.
pub fn spare_in(root: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(root.join(".guong")).ok()?;
    let mut spares = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("spare-"));
    let spare = spares.next();
    assert!(spares.next().is_none(), "two spares");
    spare
}

/// Asserts that both trees hold the same files with the same bytes, and nothing else.
pub fn assert_level(out: &Path, spare: &Path) {
    assert_eq!(files(out), files(spare));
    let folders = |tree| stamps(tree).into_keys().collect::<Vec<_>>();
    assert_eq!(folders(out), folders(spare));
}

/// Returns all files of a tree except its manifest, in order, with their texts.
pub fn files(tree: &Path) -> Vec<(String, String)> {
    let is_page = |path: &&String| tree.join(path).is_file() && *path != MANIFEST;
    let stamps = stamps(tree);
    let pages = stamps.keys().filter(is_page);
    pages.map(|path| (path.clone(), fs::read_to_string(tree.join(path)).unwrap())).collect()
}

/// Returns the inode, size and time in nanoseconds of everything in a tree, including folders. Windows gives no
/// inode.
pub fn stamps(tree: &Path) -> BTreeMap<String, [u128; 3]> {
    let mut stamps = BTreeMap::new();
    let mut folders = vec![tree.to_owned()];
    let mut add = |path: &Path| {
        let seen = fs::symlink_metadata(path).unwrap();
        let name = path.strip_prefix(tree).unwrap().to_str().unwrap().replace('\\', "/");
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&seen).into();
        #[cfg(not(unix))]
        let inode = 0;
        let modified = seen.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
        stamps.insert(name, [inode, seen.len().into(), modified]);
        seen.is_dir()
    };
    add(tree);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if add(&path) {
                folders.push(path);
            }
        }
    }
    stamps
}

pub fn holds_bytes(tree: &Path, needle: &[u8]) -> bool {
    stamps(tree)
        .keys()
        .map(|path| tree.join(path))
        .filter(|path| path.is_file())
        .any(|path| fs::read(path).unwrap().windows(needle.len()).any(|window| window == needle))
}

#[cfg(unix)]
pub fn symlink(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).unwrap();
}

/// Waits longer than the tick of any file system's clock.
pub fn pause() {
    std::thread::sleep(Duration::from_millis(30));
}
