//! What was made of photos in earlier runs, by what went in.
//!
//! The law of this cache: a file's name is the key of everything that its bytes depend on, so it is
//! right as long as it is there; it is made aside and renamed, so it is there whole or not at all; and
//! the folder of a picture goes as soon as no page shows it, so that what was withdrawn lingers nowhere.
//! Losing it costs time and nothing else.

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

    /// Where a variant stands, or would stand.
    pub fn path(&self, picture: Digest, key: Digest, ending: &str) -> PathBuf {
        self.folder.join(picture.to_string()).join(format!("{key}.{ending}"))
    }

    /// The path of a variant, if it is cached: a truncated or foreign file does not count.
    pub fn find(&self, picture: Digest, key: Digest, ending: &str) -> Option<PathBuf> {
        let path = self.path(picture, key, ending);
        is_whole(&path, ending).unwrap_or(false).then_some(path)
    }

    /// Whether anything was made of a picture, and so all of it decoded.
    pub fn knows(&self, picture: Digest) -> bool {
        let ends = |path: PathBuf| match path.extension()?.to_str()? {
            ending @ ("webp" | "jpg") => is_whole(&path, ending).ok(),
            _ => None,
        };
        let files = fs::read_dir(self.folder.join(picture.to_string())).into_iter().flatten().flatten();
        files.filter_map(|file| ends(file.path())).any(|whole| whole)
    }

    /// Keeps a variant.
    ///
    /// # Errors
    /// As the system gives them; the photo can be published all the same.
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

    /// Removes everything of pictures that are not among these; where `within` is given, also what none
    /// of its keys asks for.
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

/// Whether a photo begins and ends as one does. Nobody reads all of it for that.
fn is_whole(path: &Path, ending: &str) -> io::Result<bool> {
    let mut file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    if ending == "webp" {
        let told = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        return Ok(head.starts_with(b"RIFF") && head.ends_with(b"WEBP") && u64::from(told) + 8 == length);
    }
    let mut end = [0; 2];
    file.seek(SeekFrom::End(-2))?;
    file.read_exact(&mut end)?;
    Ok(head.starts_with(&[0xFF, 0xD8]) && end == [0xFF, 0xD9])
}
