//! The cache of photo variants.
//!
//! A file's name is the key of everything that its bytes depend on, so a cached file is always valid. It is written
//! aside and renamed, so it is never partial. The folder of a picture is deleted as soon as no page shows the
//! picture, so that withdrawn photos do not remain. Deleting the cache costs only time.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use crate::digest::Digest;

/// The cache: a folder for each picture, a file for each of its variants.
#[derive(Debug, Clone)]
pub struct PhotoCache {
    folder: PathBuf,
}

impl PhotoCache {
    /// The cache of a site, below its state folder.
    pub fn new(state: &Path) -> PhotoCache {
        PhotoCache { folder: state.join("photos") }
    }

    /// Returns the path of a variant, whether it is cached or not.
    pub fn path(&self, picture: Digest, key: Digest, ending: &str) -> PathBuf {
        self.folder.join(picture.to_string()).join(format!("{key}.{ending}"))
    }

    /// The path of a variant, if it is cached: a truncated or foreign file does not count.
    pub fn find(&self, picture: Digest, key: Digest, ending: &str) -> Option<PathBuf> {
        let path = self.path(picture, key, ending);
        is_whole(&path, ending).unwrap_or(false).then_some(path)
    }

    /// Whether any variant of a picture is cached, which means that the picture could be decoded.
    pub fn knows(&self, picture: Digest) -> bool {
        let ends = |path: PathBuf| match path.extension()?.to_str()? {
            ending @ ("webp" | "jpg") => is_whole(&path, ending).ok(),
            _ => None,
        };
        let files = fs::read_dir(self.folder.join(picture.to_string())).into_iter().flatten().flatten();
        files.filter_map(|file| ends(file.path())).any(|whole| whole)
    }

    /// Returns the pictures of which there are variants.
    pub fn pictures(&self) -> BTreeSet<Digest> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    }

    /// Writes a variant to the cache; returns its path.
    ///
    /// # Errors
    /// If it cannot be written; the photo can be published all the same.
    pub fn keep(&self, picture: Digest, key: Digest, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.path(picture, key, ending);
        let maker = (std::process::id(), std::thread::current().id());
        let part = path.with_extension(format!("part-{}-{:?}", maker.0, maker.1));
        fs::create_dir_all(self.folder.join(picture.to_string()))?;
        let made = fs::write(&part, bytes).and_then(|()| fs::rename(&part, &path));
        made.map(|()| path).inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })
    }

    /// Removes all variants of pictures that are not in `pictures`; if `within` is given, also every variant whose
    /// key is not in it.
    pub fn sweep(&self, pictures: &BTreeSet<Digest>, within: Option<&BTreeSet<Digest>>) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let digest = entry.file_name().to_string_lossy().parse::<Digest>();
            if !digest.is_ok_and(|digest| pictures.contains(&digest)) {
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
                continue;
            }
            let Some(keys) = within else { continue };
            for file in fs::read_dir(&path).into_iter().flatten().flatten() {
                let path = file.path();
                let key = path.file_stem().and_then(|stem| stem.to_string_lossy().parse::<Digest>().ok());
                let part =
                    path.extension().is_some_and(|ending| ending.to_string_lossy().starts_with("part-"));
                if part || !key.is_some_and(|key| keys.contains(&key)) {
                    let _ = fs::remove_file(&path);
                }
            }
        }
    }
}

/// Whether a file has the head and the end of a photo; the rest is not read.
fn is_whole(path: &Path, ending: &str) -> io::Result<bool> {
    let mut file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    if ending == "webp" {
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        return Ok(head.starts_with(b"RIFF") && head.ends_with(b"WEBP") && u64::from(size) + 8 == length);
    }
    let mut end = [0; 2];
    file.seek(SeekFrom::End(-2))?;
    file.read_exact(&mut end)?;
    Ok(head.starts_with(&[0xFF, 0xD8]) && end == [0xFF, 0xD9])
}
