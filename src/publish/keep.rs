//! The user's own files in the published folder: `.git`, `CNAME`.
//!
//! Takes the paths that a site lists; moves them from the old tree to the new one; never deletes the last copy of
//! anything. A kept file is linked into the new tree before the exchange, so that it is never missing; a folder
//! cannot be linked, so it is moved right afterwards. A journal lets the next command finish an interrupted move.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::paths::parent;
use super::tree::{Cursor, copy_new};
use crate::address::check_path;
use crate::world::patiently;

/// The paths, relative to the published folder, that belong to the user.
#[derive(Clone, Debug, Default)]
pub(super) struct Keep {
    paths: BTreeSet<String>,
}

impl Keep {
    /// Checks the paths by the same rules as outputs.
    pub fn new(paths: &[String]) -> Result<Keep> {
        let mut keep = Keep::default();
        for path in paths {
            let path = path.trim_end_matches('/');
            check_path(path).map_err(|fault| PublishError::BadPath { path: path.to_owned(), fault })?;
            keep.paths.insert(path.to_owned());
        }
        Ok(keep)
    }

    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether the path itself is kept.
    pub fn holds(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether a kept path is inside this folder.
    pub(crate) fn leads_through(&self, folder: &str) -> bool {
        self.iter().any(|kept| inside(kept, folder))
    }

    /// Returns the kept path that equals, contains or is inside the output `path`.
    pub fn clash(&self, path: &str) -> Option<&str> {
        self.iter().find(|kept| *kept == path || inside(path, kept) || inside(kept, path))
    }
}

fn inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Links kept files (not folders) into the new tree, before the exchange.
pub(super) fn link_ahead(keep: &Keep, old: &Path, new: &Path) -> Result<()> {
    let mut cursor = Cursor::new(new);
    for path in keep.iter() {
        let (from, to) = (old.join(path), new.join(path));
        let seen = if_there(fs::symlink_metadata(&from)).at(Doing::Inspect, &from)?;
        if !seen.is_some_and(|seen| seen.is_file()) {
            continue;
        }
        cursor.make(parent(path)).at(Doing::Create, &to)?;
        if_there(patiently(|| fs::remove_file(&to))).at(Doing::Remove, &to)?;
        if fs::hard_link(&from, &to).is_err() {
            copy_new(&from, &to).at(Doing::Write, &to)?;
        }
    }
    Ok(())
}

/// Moves kept paths from `spare` to `live`, after the exchange or after an interrupted build.
///
/// If both trees have the file, the one in `live` is the latest, because [`link_ahead`] put it there. If both
/// have a folder of this name, that is an error, because neither may be deleted.
pub(super) fn carry(keep: &Keep, spare: &Path, live: &Path) -> Result<()> {
    let mut cursor = Cursor::new(live);
    for path in keep.iter() {
        let (from, to) = (spare.join(path), live.join(path));
        let Some(seen) = if_there(fs::symlink_metadata(&from)).at(Doing::Inspect, &from)? else {
            continue;
        };
        let there = if_there(fs::symlink_metadata(&to)).at(Doing::Inspect, &to)?;
        if there.is_none() {
            cursor.make(parent(path)).at(Doing::Create, &to)?;
            patiently(|| fs::rename(&from, &to)).at(Doing::Move, &from)?;
        } else if seen.is_dir() {
            return Err(PublishError::KeptTwice { live: to, spare: from });
        } else {
            patiently(|| fs::remove_file(&from)).at(Doing::Remove, &from)?;
        }
    }
    Ok(())
}
