//! Files that another program holds open.
//!
//! Windows refuses to read, write, rename or remove what Word, Explorer or a virus scanner has open, most often for a
//! moment only. Takes an action, gives its result; never waits for longer than about a second.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often an action is tried, and how long it waits in between.
const TRIES: usize = if cfg!(windows) { 20 } else { 1 };
const PAUSE: Duration = Duration::from_millis(50);

/// Does something to a file, again for a second as long as another program holds the file open.
///
/// # Errors
/// As the action gives them.
pub fn patiently<T>(action: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently_if(is_held, action)
}

/// Like [`patiently`], for errors that the caller takes for passing ones: a folder in which a file is open is refused
/// with other codes than the file.
///
/// # Errors
/// As the action gives them.
pub(crate) fn patiently_if<T>(
    is_passing: impl Fn(&io::Error) -> bool,
    action: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    retry(TRIES, is_passing, || std::thread::sleep(PAUSE), action)
}

fn retry<T>(
    tries: usize,
    is_passing: impl Fn(&io::Error) -> bool,
    pause: impl Fn(),
    mut action: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for _ in 1..tries {
        match action() {
            Err(error) if is_passing(&error) => pause(),
            done => return done,
        }
    }
    action()
}

/// Renames a file or folder, again for a second as long as the system refuses it: Windows does not rename a folder
/// while a virus scanner or an indexer reads it, which they do briefly, right after it was written.
///
/// # Errors
/// Those of [`std::fs::rename`].
#[allow(clippy::disallowed_methods, reason = "commands and `publish` move through it")]
pub fn move_patiently(from: &Path, to: &Path) -> io::Result<()> {
    patiently_if(|error| error.kind() != io::ErrorKind::NotFound, || std::fs::rename(from, to))
}

/// Whether another program holds the file open (`ERROR_SHARING_VIOLATION`) or a part of it
/// (`ERROR_LOCK_VIOLATION`).
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The first file below a folder, by name, that another program holds open: why the folder cannot be moved.
#[cfg(windows)]
#[allow(clippy::disallowed_methods, reason = "it opens what is to be moved")]
pub fn first_held(folder: &Path) -> Option<PathBuf> {
    use std::os::windows::fs::OpenOptionsExt;
    let is_free = |path: &Path| std::fs::File::options().read(true).share_mode(0).open(path);
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    files
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .find(|path| is_free(path).is_err_and(|error| is_held(&error)))
}

/// On other systems an open file can be moved and deleted.
#[cfg(not(windows))]
pub fn first_held(_: &Path) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// The result and how often it was paused, for an action that fails some times before it succeeds.
    fn tried(failures: usize, passing: bool) -> (bool, usize) {
        let (left, pauses) = (Cell::new(failures), Cell::new(0));
        let done = retry(
            4,
            |_| passing,
            || pauses.set(pauses.get() + 1),
            || match left.get() {
                0 => Ok(()),
                more => {
                    left.set(more - 1);
                    Err(io::ErrorKind::Other.into())
                }
            },
        );
        (done.is_ok(), pauses.get())
    }

    #[test]
    fn a_transient_refusal_is_retried_and_a_permanent_one_returned() {
        assert_eq!(tried(0, true), (true, 0));
        assert_eq!(tried(3, true), (true, 3));
        assert_eq!(tried(4, true), (false, 3));
        assert_eq!(tried(1, false), (false, 0));
    }

    #[cfg(windows)]
    #[test]
    fn the_file_that_is_held_open_is_named() {
        use std::os::windows::fs::OpenOptionsExt;
        let folder = tempfile::tempdir().unwrap();
        let [free, held] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
        std::fs::write(&free, "a").unwrap();
        std::fs::write(&held, "b").unwrap();
        assert_eq!(first_held(folder.path()), None);
        let _open = std::fs::File::options().read(true).share_mode(1).open(&held).unwrap();
        assert_eq!(first_held(folder.path()), Some(held));
    }
}
