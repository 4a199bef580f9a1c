//! Which paths cannot stand side by side in one folder on every system.

use std::collections::HashMap;

/// Whether two paths are equal, or one is a folder that contains the other.
pub fn overlap(one: &str, other: &str) -> bool {
    let is_in = |path: &str, folder: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_in(one, other) || is_in(other, one)
}

/// Two paths, as indices, that cannot coexist as files in one folder on every system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collision {
    /// The index of the earlier path.
    pub first: usize,
    /// The index of the later path.
    pub second: usize,
}

/// Returns which of `paths`, which must be sorted, cannot coexist: equal ones, those of which one is a file where
/// the other has a folder, and those that differ only by case. Each path collides at most once with an earlier
/// one.
pub fn collisions(paths: &[&str]) -> Vec<Collision> {
    let mut collisions = Vec::new();
    if !paths.iter().any(|path| path.contains(char::is_uppercase)) {
        // In sorted order, the prefixes of `path` form a chain, the shortest first.
        let mut chain: Vec<usize> = Vec::new();
        for (second, path) in paths.iter().enumerate() {
            while chain.last().is_some_and(|last| !path.starts_with(paths[*last])) {
                chain.pop();
            }
            let blocks = |first: &usize| {
                let rest = &path[paths[*first].len()..];
                rest.is_empty() || rest.starts_with('/')
            };
            collisions.extend(chain.iter().copied().find(blocks).map(|first| Collision { first, second }));
            chain.push(second);
        }
        return collisions;
    }
    // Every folder and file by its lower-case name: its owner, its spelling, and whether it is a file.
    let mut seen: HashMap<String, (usize, &str, bool)> = HashMap::with_capacity(paths.len() * 2);
    for (second, path) in paths.iter().enumerate() {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let mut clash = None;
        for end in ends {
            let (name, is_file) = (&path[..end], end == path.len());
            let (first, written, other_is_file) =
                *seen.entry(name.to_lowercase()).or_insert((second, name, is_file));
            if first != second && (written != name || is_file || other_is_file) {
                clash = clash.or(Some(first));
            }
        }
        collisions.extend(clash.map(|first| Collision { first, second }));
    }
    collisions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colliding(paths: &[&str]) -> Vec<(usize, usize)> {
        collisions(paths).into_iter().map(|c| (c.first, c.second)).collect()
    }

    #[test]
    fn colliding_addresses_are_found_in_any_case() {
        assert_eq!(colliding(&["a", "a", "a-b", "a/b", "b"]), [(0, 1), (0, 3)]);
        assert_eq!(colliding(&["a", "a-", "a-b/c", "a-b/d", "a.b/c", "b"]), []);
        assert_eq!(colliding(&["A/x", "a/y"]), [(0, 1)]);
        assert_eq!(colliding(&["A", "a/y"]), [(0, 1)]);
        assert_eq!(
            colliding(&["MO-HINH/b/index.html", "mo-hinh/a/index.html", "mo-hinh/index.html"]),
            [(0, 1), (0, 2)]
        );
        assert_eq!(colliding(&["B", "a", "a", "a/b"]), [(1, 2), (1, 3)]);
        assert_eq!(colliding(&["Đa.html", "đa.html"]), [(0, 1)]);
        assert_eq!(colliding(&[]), []);
    }
}
