//! Paths to values, as diagnostics write them: `results[2].after`.
//!
//! Takes a path, gives the schema's declaration of what it leads to.

use std::fmt;

use super::layout::TomlNode;
use crate::diagnostic::{Problem, Referent};
use crate::schema::{Key, Keys, Type};
use crate::text::nearest;

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A key of a table.
    Key(String),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// The path to a value. In text, items are counted from 1, as in diagnostics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyPath(Vec<PathStep>);

impl KeyPath {
    /// Parses a path; `None` if it is malformed.
    pub fn parse(text: &str) -> Option<KeyPath> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (name, items) = part.split_at(part.find('[').unwrap_or(part.len()));
            if name.is_empty() {
                return None;
            }
            steps.push(PathStep::Key(name.into()));
            let mut items = items;
            while let Some(rest) = items.strip_prefix('[') {
                let (number, rest) = rest.split_once(']')?;
                steps.push(PathStep::Item(number.parse::<usize>().ok()?.checked_sub(1)?));
                items = rest;
            }
            if !items.is_empty() {
                return None;
            }
        }
        Some(KeyPath(steps))
    }

    /// Returns the path of a key of the root table.
    pub fn of(name: &str) -> KeyPath {
        KeyPath::default().below(name)
    }

    /// Returns the path of a key in the table that this path leads to.
    pub fn below(&self, name: &str) -> KeyPath {
        let mut steps = self.0.clone();
        steps.push(PathStep::Key(name.into()));
        KeyPath(steps)
    }

    /// Returns the path of an item of the list that this path leads to.
    pub fn item(&self, index: usize) -> KeyPath {
        let mut steps = self.0.clone();
        steps.push(PathStep::Item(index));
        KeyPath(steps)
    }

    /// Appends a step.
    pub(super) fn push(&mut self, step: PathStep) {
        self.0.push(step);
    }

    /// Returns the steps.
    pub(super) fn steps(&self) -> &[PathStep] {
        &self.0
    }

    /// Returns the path without its last step, and that step.
    pub(super) fn split_last(&self) -> (KeyPath, &PathStep) {
        let (last, before) = self.0.split_last().expect("a path has a step");
        (KeyPath(before.to_vec()), last)
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                PathStep::Key(name) if number == 0 => f.write_str(name)?,
                PathStep::Key(name) => write!(f, ".{name}")?,
                PathStep::Item(index) => write!(f, "[{}]", index + 1)?,
            }
        }
        Ok(())
    }
}

/// The declaration of what a path leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared {
    /// The last key of the path.
    pub key: &'static Key,
    /// Whether the path leads to an item of the key's list.
    pub is_item: bool,
}

impl Declared {
    /// Returns the keys of the table, or of the list's tables, that the path leads to.
    pub(super) fn keys(&self) -> Option<&'static Keys> {
        match self.key.kind {
            Type::Table(keys) => Some(keys),
            _ => None,
        }
    }
}

/// Finds the declaration of a path among the keys of a root table.
///
/// # Errors
/// [`Problem::UnknownKey`], also for an item of a key that takes no list.
pub(super) fn declared(root: &'static Keys, path: &KeyPath) -> Result<Declared, Problem> {
    let unknown = |keys: Option<&'static Keys>, name: &str| {
        let known = keys.into_iter().flat_map(|keys| keys.keys).map(|key| key.name);
        let near = nearest(name, known, 1).first().map(ToString::to_string);
        Problem::UnknownKey { key: path.to_string(), nearest: near }
    };
    let (mut keys, mut found) = (Some(root), None::<Declared>);
    for step in path.steps() {
        match step {
            PathStep::Key(name) => {
                let is_list = found.is_some_and(|found| found.key.many && !found.is_item);
                let inside = keys.filter(|_| !is_list);
                let (_, key) =
                    inside.and_then(|keys| keys.find(name)).ok_or_else(|| unknown(inside, name))?;
                found = Some(Declared { key, is_item: false });
                keys = found.as_ref().and_then(Declared::keys);
            }
            PathStep::Item(_) => {
                let list = found.filter(|found| found.key.many && !found.is_item);
                let list = list.ok_or_else(|| unknown(None, ""))?;
                found = Some(Declared { is_item: true, ..list });
            }
        }
    }
    found.ok_or_else(|| unknown(Some(root), ""))
}

/// Collects the path and the text of every value below a table that names a record of this kind.
pub(super) fn references(
    table: TomlNode<'_>,
    keys: &'static Keys,
    path: &KeyPath,
    referent: Referent,
    found: &mut Vec<(KeyPath, String)>,
) {
    for key in keys.keys {
        let way = path.below(key.name);
        let Some(node) = table.step(&PathStep::Key(key.name.into())) else { continue };
        let is_list = matches!(node, TomlNode::Array(_) | TomlNode::Tables(_));
        let items = (0..)
            .take_while(|_| is_list)
            .map_while(|index| Some((way.item(index), node.step(&PathStep::Item(index))?)));
        let all: Vec<(KeyPath, TomlNode<'_>)> = std::iter::once((way.clone(), node)).chain(items).collect();
        for (way, node) in all {
            match (key.kind, node) {
                (Type::Table(inner), TomlNode::Table(_) | TomlNode::Inline(_)) => {
                    references(node, inner, &way, referent, found);
                }
                (Type::Reference(named), TomlNode::Scalar(value)) if named == referent => {
                    found.extend(value.as_str().map(|text| (way, text.to_string())));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::keys_of;

    #[test]
    fn paths_are_those_of_diagnostics() {
        for path in ["title", "results[2].after", "cost.parts[1].amount", "fields[12]"] {
            assert_eq!(KeyPath::parse(path).unwrap().to_string(), path);
        }
        for bad in ["", ".a", "a.", "a[0]", "a[", "a[x]", "a[1]b", "[1]"] {
            assert_eq!(KeyPath::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_declared_keys_have_a_path() {
        let entry = keys_of("entry");
        let find = |path: &str| declared(entry, &KeyPath::parse(path).unwrap());
        assert_eq!(find("results[2].after").unwrap().key.name, "after");
        assert!(find("fields[2]").unwrap().is_item);
        for bad in ["tittle", "results.after", "title[1]", "results[1].x", "results[1][1]", "title.x"] {
            assert!(matches!(find(bad), Err(Problem::UnknownKey { .. })), "{bad}");
        }
        let Err(Problem::UnknownKey { nearest, .. }) = find("tittle") else { panic!() };
        assert_eq!(nearest.as_deref(), Some("title"));
    }
}
