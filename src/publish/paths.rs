//! Checks that paths can be published, alone and together.
//!
//! Takes relative paths with `/` as separator; gives the first fault as a value; never touches the disk. The rules
//! are those of the strictest system, so that a site that builds on one machine builds on every other: a path that
//! Windows cannot store is refused everywhere
//! (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).

use std::collections::HashMap;

use super::error::{ClashKind, PublishError, Result};
use super::keep::Keep;
use crate::address::{PathFault, check_path};
use crate::digest::Digest;

/// An output of the new site.
#[derive(Clone, Debug)]
pub struct WantedOutput {
    /// Relative to the published folder, with `/` as separator.
    pub path: String,
    /// The digest of everything that it depends on. If `None`, the output is always pending, and its key is set
    /// with its bytes ([`Publication::set_key`]).
    ///
    /// [`Publication::set_key`]: super::Publication::set_key
    pub key: Option<Digest>,
}

/// Checks each path, the order of the paths, and that no two of them clash.
pub(super) fn check_all(wanted: &[WantedOutput], keep: &Keep) -> Result<()> {
    // Among sorted paths, the prefixes of `path` form a chain, the shortest first.
    let mut chain: Vec<&str> = Vec::new();
    for WantedOutput { path, .. } in wanted {
        let bad = |fault| PublishError::BadPath { path: path.clone(), fault };
        check_path(path).map_err(bad)?;
        if let Some(kept) = keep.clash(path) {
            return Err(clash(kept, path, ClashKind::Kept));
        }
        if let Some(&last) = chain.last() {
            match last.cmp(path) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Err(clash(last, path, ClashKind::Same)),
                std::cmp::Ordering::Greater => return Err(bad(PathFault::Order)),
            }
        }
        while chain.last().is_some_and(|last| !path.starts_with(last)) {
            chain.pop();
        }
        if let Some(file) = chain.iter().find(|file| path.as_bytes()[file.len()] == b'/') {
            return Err(clash(file, path, ClashKind::FileAndFolder));
        }
        chain.push(path);
    }
    check_case(wanted)
}

/// Refuses names of files and folders that differ only in case.
fn check_case(wanted: &[WantedOutput]) -> Result<()> {
    if !wanted.iter().any(|w| w.path.chars().any(char::is_uppercase)) {
        return Ok(());
    }
    let mut seen: HashMap<String, &str> = HashMap::new();
    for WantedOutput { path, .. } in wanted {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for prefix in ends.map(|end| &path[..end]) {
            let first = *seen.entry(prefix.to_lowercase()).or_insert(prefix);
            if first != prefix {
                return Err(clash(first, prefix, ClashKind::Case));
            }
        }
    }
    Ok(())
}

fn clash(first: &str, second: &str, kind: ClashKind) -> PublishError {
    PublishError::Clash { first: first.to_owned(), second: second.to_owned(), kind }
}

/// The folder that a path stands in; the root is `""`.
pub(super) fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::MANIFEST;

    fn all(paths: &[&str]) -> Result<()> {
        let wanted: Vec<WantedOutput> = paths
            .iter()
            .map(|path| WantedOutput { path: (*path).to_owned(), key: Some(Digest([0; 16])) })
            .collect();
        check_all(&wanted, &Keep::new(&["CNAME".into(), "z/kept".into()]).unwrap())
    }

    #[test]
    fn a_path_that_leads_out_or_cannot_be_stored_is_a_fault() {
        for (path, fault) in [
            ("", PathFault::Empty),
            ("a//b", PathFault::Empty),
            ("a/", PathFault::Empty),
            ("/etc/passwd", PathFault::Absolute),
            ("../a", PathFault::Dots),
            ("a/./b", PathFault::Dots),
            ("a/..", PathFault::Dots),
            ("a\\b", PathFault::Character),
            ("c:evil", PathFault::Character),
            ("a\0b", PathFault::Character),
            ("a\nb", PathFault::Character),
            ("x/NUL.txt", PathFault::Device),
            ("com1", PathFault::Device),
            ("a./b", PathFault::Ending),
            ("a /b", PathFault::Ending),
            ("con .txt", PathFault::Device),
            ("CONOUT$", PathFault::Device),
            (MANIFEST, PathFault::Reserved),
        ] {
            assert_eq!(check_path(path), Err(fault), "{path:?}");
        }
        for path in ["index.html", "mô-hình/a b.html", ".well-known/x", "con-ca/index.html", "com"] {
            assert_eq!(check_path(path), Ok(()), "{path:?}");
        }
    }

    #[test]
    fn colliding_outputs_are_reported() {
        let kind = |paths: &[&str]| match all(paths) {
            Err(PublishError::Clash { kind, .. }) => Some(kind),
            Err(other) => panic!("{other}"),
            Ok(()) => None,
        };
        assert_eq!(kind(&["a", "a-b", "a/b"]), Some(ClashKind::FileAndFolder));
        assert_eq!(kind(&["a", "a-", "a-b/c", "a-b/d", "a.b/c", "b"]), None);
        assert_eq!(kind(&["A/x", "a/y"]), Some(ClashKind::Case));
        assert_eq!(kind(&["Đa.html", "đa.html"]), Some(ClashKind::Case));
        assert_eq!(kind(&["a", "a"]), Some(ClashKind::Same));
        assert_eq!(kind(&["CNAME"]), Some(ClashKind::Kept));
        assert_eq!(kind(&["CNAME/x"]), Some(ClashKind::Kept));
        assert_eq!(kind(&["z"]), Some(ClashKind::Kept));
        assert!(matches!(all(&["b", "a"]), Err(PublishError::BadPath { fault: PathFault::Order, .. })));
    }
}
