//! The archive of a site: its sources, which cannot be rebuilt, in one zip file.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::date::Day;
use crate::source::is_picture;
use crate::world::{FoundFile, World};

/// Archives files into a zip file named after the day, in `folder`; returns its path and its size in bytes.
///
/// It is written to a temporary file, which is renamed once it is complete. Never replaces a file.
///
/// # Errors
/// The path of what cannot be read or written, with the error.
pub fn archive(
    world: &dyn World,
    files: &[FoundFile],
    folder: &Path,
    today: Day,
) -> Result<(PathBuf, u64), (PathBuf, io::Error)> {
    let here = |error| (folder.to_path_buf(), error);
    let file = tempfile::Builder::new().prefix(".guong-").tempfile_in(folder).map_err(here)?;
    let mut archive = ZipWriter::new(BufWriter::new(file));
    for found in files {
        let at = |error| (PathBuf::from(&found.path), error);
        let bytes = world.read(found).map_err(at)?;
        // Pictures are compressed already.
        let method =
            if is_picture(&found.path) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).unix_permissions(0o644);
        archive.start_file(&*found.path, options).map_err(|error| at(error.into()))?;
        archive.write_all(&bytes).map_err(here)?;
    }
    let file = archive.finish().map_err(|error| here(error.into()))?;
    let mut file = file.into_inner().map_err(|error| here(error.into_error()))?;
    file.as_file().sync_all().map_err(here)?;
    let bytes = file.as_file().metadata().map_err(here)?.len();
    let numbered = (2..).map(|number| format!("-{number}"));
    for number in std::iter::once(String::new()).chain(numbered) {
        let path = folder.join(format!("guong-backup-{today}{number}.zip"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok((path, bytes)),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err((path, refused.error)),
        }
    }
    unreachable!("there are more numbers than files")
}
