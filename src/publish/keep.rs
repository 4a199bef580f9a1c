//! The user's own files in the published folder: `.git`, `CNAME`.
//!
//! Takes the names that a site lists; gives their journey from the old tree to the new one;
//! never deletes the last copy of anything. A kept file is linked into the new tree before the
//! exchange, so that it is never missing; a kept folder cannot have two names, so it moves right
//! after. A journal (see `journal`) lets the next command finish a journey that was cut short.

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
    /// Checks the paths by the rules of outputs.
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

    /// Whether something kept stands inside this folder.
    pub fn leads_through(&self, folder: &str) -> bool {
        self.iter().any(|kept| inside(kept, folder))
    }

    /// The kept path that an output at `path` would overwrite, or stand in or under.
    pub fn clash(&self, path: &str) -> Option<&str> {
        self.iter().find(|kept| *kept == path || inside(path, kept) || inside(kept, path))
    }
}

fn inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Before the exchange: gives kept files (not folders) a second name in the new tree.
pub(super) fn link_ahead(keep: &Keep, old: &Path, new: &Path) -> Result<()> {
    let mut cursor = Cursor::new(new);
    for path in keep.iter() {
        let (from, to) = (old.join(path), new.join(path));
        let seen = if_there(fs::symlink_metadata(&from)).at(Doing::Look, &from)?;
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

/// After the exchange, or when a build was cut short around it: what is kept ends in `live` and
/// leaves `spare`.
///
/// Where both hold a file, the one in `live` is the user's latest, for it got there by
/// [`link_ahead`]. Two folders of one name are an error, for neither may be thrown away.
pub(super) fn carry(keep: &Keep, spare: &Path, live: &Path) -> Result<()> {
    let mut cursor = Cursor::new(live);
    for path in keep.iter() {
        let (from, to) = (spare.join(path), live.join(path));
        let Some(seen) = if_there(fs::symlink_metadata(&from)).at(Doing::Look, &from)? else {
            continue;
        };
        let there = if_there(fs::symlink_metadata(&to)).at(Doing::Look, &to)?;
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
