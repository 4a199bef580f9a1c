//! Writes several files of a site: all of them, or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{create, replace};
use crate::world::{DiskWorld, World};

/// A file to be written.
#[derive(Debug, Clone, Copy)]
pub struct FileWrite<'f> {
    /// The path relative to the site's folder.
    pub path: &'f str,
    /// The file as it was read; `None` if it is new.
    pub before: Option<&'f [u8]>,
    /// The file as it is to be.
    pub bytes: &'f [u8],
}

/// Why files were not written.
#[derive(Debug)]
pub struct WriteFault {
    /// The file that could not be written.
    pub path: String,
    /// The system's error.
    pub error: io::Error,
    /// The files that are written nevertheless, because the disk did not allow to take them back.
    pub left: Vec<String>,
}

/// What is undone if a later file cannot be written.
enum Done<'f> {
    Folder(PathBuf),
    Created(PathBuf, &'f str),
    Replaced(PathBuf, &'f str, &'f [u8]),
}

/// Writes files, in their order. A file that is not as it was read is left alone, and then so are all others.
///
/// # Errors
/// Says which file could not be written. The others are as they were, but for those listed.
pub fn write_all(world: &DiskWorld, root: &Path, files: &[FileWrite]) -> Result<(), WriteFault> {
    let fault = |file: &FileWrite, error, left| WriteFault { path: file.path.into(), error, left };
    let mut places = Vec::with_capacity(files.len());
    for file in files {
        places.push(place(world, root, file).map_err(|error| fault(file, error, Vec::new()))?);
    }
    let mut done = Vec::new();
    for (file, place) in files.iter().zip(places) {
        if let Err(error) = write(file, place, &mut done) {
            return Err(fault(file, error, undo(done)));
        }
    }
    Ok(())
}

/// Returns where a file is on disk, if it is as it was read.
fn place(world: &DiskWorld, root: &Path, file: &FileWrite) -> io::Result<PathBuf> {
    let Some(before) = file.before else {
        let place = root.join(file.path);
        let is_there = fs::symlink_metadata(&place).is_ok();
        return if is_there { Err(io::ErrorKind::AlreadyExists.into()) } else { Ok(place) };
    };
    let listing = world.list(file.path);
    let found = listing.files.first().ok_or(io::ErrorKind::NotFound)?;
    if world.read(found)? != before {
        return Err(io::Error::other("changed meanwhile"));
    }
    world.place_of(found)
}

fn write<'f>(file: &FileWrite<'f>, place: PathBuf, done: &mut Vec<Done<'f>>) -> io::Result<()> {
    if let Some(before) = file.before {
        replace(&place, file.bytes)?;
        done.push(Done::Replaced(place, file.path, before));
        return Ok(());
    }
    let missing: Vec<PathBuf> =
        place.ancestors().skip(1).take_while(|folder| !folder.exists()).map(Path::to_path_buf).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(&folder)?;
        done.push(Done::Folder(folder));
    }
    create(&place, file.bytes)?;
    done.push(Done::Created(place, file.path));
    Ok(())
}

/// Takes back what was done, the last first; returns the files that stay.
fn undo(done: Vec<Done>) -> Vec<String> {
    let mut left = Vec::new();
    for done in done.into_iter().rev() {
        let (undone, path) = match done {
            // It stays if something else was put into it.
            Done::Folder(folder) => {
                let _ = fs::remove_dir(folder);
                continue;
            }
            Done::Created(place, path) => (fs::remove_file(place), path),
            Done::Replaced(place, path, before) => (replace(&place, before), path),
        };
        if undone.is_err() {
            left.push(path.to_string());
        }
    }
    left.reverse();
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("content/entries")).unwrap();
        fs::write(at("content/entries/a.md"), "cũ").unwrap();
        let world = DiskWorld::new(folder.path()).unwrap();
        let write = |path, before, bytes| FileWrite { path, before, bytes };
        let old = write("content/entries/a.md", Some("cũ".as_bytes()), "mới".as_bytes());
        let fresh = write("content/entries/b/index.md", None, b"b");
        // A file stands where the third needs a folder: what was written before it is taken back.
        let blocked = write("content/entries/a.md/index.md", None, b"c");
        let fault = write_all(&world, folder.path(), &[old, fresh, blocked]).unwrap_err();
        assert_eq!((fault.path.as_str(), fault.left.len()), ("content/entries/a.md/index.md", 0));
        assert_eq!(fs::read_to_string(at("content/entries/a.md")).unwrap(), "cũ");
        assert!(!at("content/entries/b").exists());
        // So with a file that was changed since it was read, or is there already.
        let stale = write("content/entries/a.md", Some(b"x"), b"y");
        assert!(
            write_all(&world, folder.path(), &[fresh, stale]).is_err() && !at("content/entries/b").exists()
        );
        write_all(&world, folder.path(), &[old, fresh]).unwrap();
        assert_eq!(fs::read_to_string(at("content/entries/a.md")).unwrap(), "mới");
        assert!(write_all(&world, folder.path(), &[fresh]).is_err());
        assert_eq!(fs::read_to_string(at("content/entries/b/index.md")).unwrap(), "b");
    }
}
