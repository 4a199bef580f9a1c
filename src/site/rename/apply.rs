//! Carries out a renaming on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Renaming;
use crate::site::{Site, replace};
use crate::world::{first_held, move_patiently};

impl Renaming {
    /// Whether something else is at the new path, on disk.
    pub fn is_taken(&self, site: &Site, root: &Path) -> bool {
        let (from, to) = self.ends(site, root);
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase());
        // Systems that ignore case find the old path itself under a name in different case.
        let is_itself =
            name(&from) == name(&to) && fs::canonicalize(&to).ok() == fs::canonicalize(&from).ok();
        fs::symlink_metadata(&to).is_ok() && !is_itself
    }

    /// Rewrites the files, then moves what is renamed. If this is interrupted, the same renaming completes it.
    ///
    /// # Errors
    /// The path of what cannot be written or moved, with the error.
    pub fn apply(&self, site: &Site, root: &Path) -> Result<(), (String, io::Error)> {
        for (path, bytes) in &self.changed {
            replace(&on_disk(site, root, path), bytes).map_err(|error| (path.clone(), error))?;
        }
        let (from, to) = self.ends(site, root);
        move_patiently(&from, &to).map_err(|error| {
            let held = first_held(&from).map(|path| path.display().to_string());
            (held.unwrap_or_else(|| self.from.clone()), error)
        })
    }

    /// Returns the old and the new path on disk.
    fn ends(&self, site: &Site, root: &Path) -> (PathBuf, PathBuf) {
        let from = on_disk(site, root, &self.from);
        let to = from.with_file_name(self.to.rsplit('/').next().unwrap_or(&self.to));
        (from, to)
    }
}

/// Returns the path of a file or folder as the disk has it: names from a Mac may be decomposed.
fn on_disk(site: &Site, root: &Path, path: &str) -> PathBuf {
    site.on_disk(path).map_or_else(|| root.join(path), |found| root.join(found))
}
