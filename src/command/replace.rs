//! Replaces a file of the site, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::world::patiently;

/// Writes `bytes` in place of the file at `path`, which exists.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // In the same folder, so that a rename replaces the file. Guong ignores files whose names start like this.
    let folder = path.parent().unwrap_or(Path::new("."));
    let permissions = fs::metadata(path)?.permissions();
    let mut file = tempfile::Builder::new().prefix(".guong-").permissions(permissions).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let file = file.into_temp_path();
    patiently(|| fs::rename(&file, path))?;
    // It is under its new name now: there is nothing left to remove.
    let _ = file.keep();
    Ok(())
}
