//! Writes a file of the site, whole or not at all.
//!
//! Takes a path on disk and bytes. Guong ignores the temporary file beside it, by its name.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::world::patiently;

/// Writes `bytes` in place of the file at `path`, which exists.
///
/// # Errors
/// The system's error; the old file is untouched then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, Some(fs::metadata(path)?.permissions()), bytes)?.into_temp_path();
    patiently(|| fs::rename(&file, path))?;
    // It is under its new name now: there is nothing left to remove.
    let _ = file.keep();
    Ok(())
}

/// Writes a new file. Never replaces one.
///
/// # Errors
/// The system's error; `AlreadyExists` if something stands there.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, None, bytes)?.persist_noclobber(path)?;
    Ok(())
}

/// Writes a temporary file in the same folder, so that a rename puts it in its place.
fn beside(path: &Path, permissions: Option<fs::Permissions>, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let permissions = permissions.or_else(|| {
        use std::os::unix::fs::PermissionsExt;
        Some(fs::Permissions::from_mode(0o644))
    });
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let mut file = builder.prefix(".guong-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
