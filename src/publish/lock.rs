//! The state folder, and the lock that lets one build at a time use it.
//!
//! Takes the site's root; gives a [`Lock`] that holds until it is dropped or the process dies;
//! never removes the lock file: waiting processes hold it open.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::{Doing, IoContext, Result};

/// The folder for caches and for the spare tree, in the site's root.
const STATE: &str = ".guong";

/// Exclusive access to a site's state folder. Released when dropped.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    state: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of the site at `root`, creating its state folder if needed.
    /// If another process has the lock, `on_wait` is called once, and then this waits.
    pub fn acquire(root: &Path, on_wait: impl FnOnce()) -> Result<Lock> {
        let root = fs::canonicalize(root).at(Doing::Inspect, root)?;
        let state = root.join(STATE);
        make_state(&state)?;
        let path = state.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .at(Doing::Lock, &path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                on_wait();
                file.lock().at(Doing::Lock, &path)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).at(Doing::Lock, &path),
        }
        Ok(Lock { root, state, _file: file })
    }

    /// The site's root, with all links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The state folder: `.guong` in the root.
    pub fn state(&self) -> &Path {
        &self.state
    }
}

/// Returns the state folder of the site at `root`, created if needed. Files that are written there without the
/// lock must be written atomically and named by their content.
pub fn state_folder(root: &Path) -> Result<PathBuf> {
    let state = root.join(STATE);
    make_state(&state)?;
    Ok(state)
}

fn make_state(state: &Path) -> Result<()> {
    if state.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(state).at(Doing::Create, state)?;
    let ignore = state.join(".gitignore");
    fs::write(&ignore, "*\n").at(Doing::Write, &ignore)
}
