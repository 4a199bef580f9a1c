//! Edits one file of content key by key.
//!
//! Takes the bytes of an entry, document, page, registry or `guong.toml` and changes of its keys, gives the new bytes.
//! Everything that no change names keeps every byte: comments, order, quotes, unknown keys, blank lines, line ends, byte
//! order mark. A change that changes nothing gives the same bytes. Never reads or writes a file, and never writes
//! a value that `parse` would refuse.
//!
//! The text is not printed from a tree: each change becomes replacements of ranges (`Splice`), which the positions
//! in the parsed document determine.

mod body;
mod fresh;
mod layout;
mod list;
mod path;
mod read;
mod splice;
mod table;
mod write;

use std::collections::VecDeque;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Location, Position, Problem, Referent, Severity, TomlFault};
use crate::parse::{self, position_of};
use crate::schema::{Keys, keys_of};
use crate::source::{FileRole, MARKDOWN_LIMIT, TEXT_LIMIT};

pub use fresh::fresh_entry_file;
use layout::{TomlNode, TomlText};
pub use path::{KeyPath, PathStep};
pub use read::FormValues;
use splice::Splice;

/// A value, as a form sends it.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// A text, a choice, a reference, a place, or a date as a person writes it.
    Text(String),
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A list of such values.
    List(Vec<FieldValue>),
    /// The keys of a table, in the order in which they are to be written.
    Table(Vec<(String, FieldValue)>),
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> FieldValue {
        FieldValue::Text(text.into())
    }
}

/// A change of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldChange {
    /// Gives a key, or an item of a list of values, a value. Of a table that is there already, the keys that the value
    /// names are set; the others stay. Lists of tables are changed item by item.
    Set(KeyPath, FieldValue),
    /// Removes a key or an item of a list. A list without items is removed with its key.
    Remove(KeyPath),
    /// Inserts an item into a list, before the item that the path names or after the last one.
    Insert(KeyPath, FieldValue),
    /// Moves the item that the path names to an index of its list, counted without the item.
    Move(KeyPath, usize),
    /// Replaces the text below the front matter. Empty lines above it stay.
    Body(String),
}

/// Why a file was not edited.
#[derive(Debug, Clone, PartialEq)]
pub enum EditError {
    /// The file cannot be read as it is, or a value is not what its key takes.
    Refused(Vec<Diagnostic>),
    /// There is no such item or list, or it is written in a way that cannot be edited.
    NotThere(KeyPath),
}

/// Applies changes to a file, one after the other: each path is that of the file after the changes before it.
///
/// # Errors
/// [`EditError::Refused`] if the file's syntax is broken, a key is unknown or a value has the wrong type. What is only
/// incomplete or refers to nothing is accepted: a draft may be so.
pub fn edit(
    path: &str,
    role: &FileRole,
    bytes: &[u8],
    changes: &[FieldChange],
) -> Result<Vec<u8>, EditError> {
    let refuse = |position, problem| EditError::Refused(vec![Diagnostic::new(path, position, problem)]);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(EditError::Refused(parse::parse(path, role, bytes).problems));
    };
    let keys = keys(role).ok_or_else(|| refuse(Position::default(), Problem::Stray))?;
    let mut text = text.to_string();
    let mut waiting: VecDeque<FieldChange> = changes.iter().cloned().collect();
    while let Some(change) = waiting.pop_front() {
        let file = EditedFile { path, role, keys, text: &text };
        match file.splices(&change)? {
            EditStep::Splices(splices) if splices.is_empty() => {}
            EditStep::Splices(splices) => {
                let (new, changed) = splice::apply(&text, splices);
                EditedFile { text: &new, ..file }.check(&changed, &change)?;
                text = new;
            }
            EditStep::KeyByKey(changes) => {
                changes.into_iter().rev().for_each(|change| waiting.push_front(change));
            }
        }
    }
    Ok(text.into_bytes())
}

/// Returns the keys of a file's root table; `None` for a file without keys.
fn keys(role: &FileRole) -> Option<&'static Keys> {
    kind(role).map(keys_of)
}

/// Returns the name, in [`FILES`](crate::schema::FILES), of the kind of file that has a role; `None` for a file without
/// keys.
pub fn kind(role: &FileRole) -> Option<&'static str> {
    Some(match role {
        FileRole::Config => "site",
        FileRole::Fields => "fields",
        FileRole::Phases => "phases",
        FileRole::Units => "units",
        FileRole::Localities => "localities",
        FileRole::Synonyms => "synonyms",
        FileRole::Targets => "targets",
        FileRole::Document { .. } => "document",
        FileRole::Entry { .. } => "entry",
        FileRole::Page { .. } => "page",
        FileRole::Picture
        | FileRole::Attachment { .. }
        | FileRole::Static { .. }
        | FileRole::Theme { .. } => return None,
    })
}

/// What a change comes to.
enum EditStep {
    /// Replacements in the file's text.
    Splices(Vec<Splice>),
    /// Changes of single keys.
    KeyByKey(Vec<FieldChange>),
}

/// A file at one moment of an edit.
struct EditedFile<'t> {
    path: &'t str,
    role: &'t FileRole,
    keys: &'static Keys,
    text: &'t str,
}

impl EditedFile<'_> {
    fn has_body(&self) -> bool {
        matches!(self.role, FileRole::Document { .. } | FileRole::Entry { .. } | FileRole::Page { .. })
    }

    fn refused(&self, problem: Problem) -> EditError {
        EditError::Refused(vec![Diagnostic { place: Location::file(self.path), problem }])
    }

    /// Returns the problems that `parse` finds in the file as it stands, or the invisible character that only `parse`
    /// ignores.
    fn broken(&self) -> EditError {
        let mut problems = parse::parse(self.path, self.role, self.text.as_bytes()).problems;
        problems.retain(|problem| problem.severity() == Severity::Error);
        let is_explained = |found: &Diagnostic| match found.problem {
            Problem::TomlSyntax { fault } => fault != TomlFault::BareDate,
            Problem::UnclosedFrontMatter | Problem::NoFrontMatter | Problem::NotUtf8 => true,
            _ => false,
        };
        if !problems.iter().any(is_explained) {
            let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
            let at = self.text[start..].find(parse::is_invisible).map_or(start, |at| start + at);
            let problem = Problem::TomlSyntax { fault: TomlFault::ControlCharacter };
            problems.insert(0, Diagnostic::new(self.path, position_of(self.text, at), problem));
        }
        EditError::Refused(problems)
    }

    /// Returns the ranges of the TOML and of the text below it.
    fn parts(&self) -> Result<(Range<usize>, Range<usize>), EditError> {
        if self.has_body() {
            return parse::front_matter_and_text(self.text).ok_or_else(|| self.broken());
        }
        let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        Ok((start..self.text.len(), self.text.len()..self.text.len()))
    }

    fn splices(&self, change: &FieldChange) -> Result<EditStep, EditError> {
        let (toml, body) = self.parts()?;
        if let FieldChange::Body(new) = change {
            if !self.has_body() {
                return Err(self.refused(Problem::Stray));
            }
            return Ok(EditStep::Splices(body::replace(self.text, body, new)));
        }
        let layout = TomlText::parse(&self.text[toml.clone()], self.text).ok_or_else(|| self.broken())?;
        let at = match change {
            FieldChange::Set(at, _)
            | FieldChange::Remove(at)
            | FieldChange::Insert(at, _)
            | FieldChange::Move(at, _) => at,
            FieldChange::Body(_) => unreachable!("replaced above"),
        };
        let declared = path::declared(self.keys, at).map_err(|problem| self.refused(problem))?;
        let done = match change {
            FieldChange::Set(_, FieldValue::Table(values)) if layout.find(at).is_some_and(is_table) => {
                let set =
                    |(name, value): &(String, FieldValue)| FieldChange::Set(at.below(name), value.clone());
                return Ok(EditStep::KeyByKey(values.iter().map(set).collect()));
            }
            FieldChange::Set(_, value) => table::set(&layout, self.keys, &declared, at, value),
            FieldChange::Remove(_) => list::remove(&layout, at),
            FieldChange::Insert(_, value) => list::insert(&layout, self.keys, &declared, at, value),
            FieldChange::Move(_, to) => list::reorder(&layout, at, *to),
            FieldChange::Body(_) => unreachable!("replaced above"),
        };
        let splices = done.ok_or_else(|| EditError::NotThere(at.clone()))?;
        Ok(EditStep::Splices(splices.into_iter().map(|splice| splice.moved(toml.start)).collect()))
    }

    /// Refuses an edit that `parse` would: broken syntax anywhere in the front matter, or a value of the wrong type
    /// within the changed ranges.
    fn check(&self, changed: &[Range<usize>], change: &FieldChange) -> Result<(), EditError> {
        let limit = if self.has_body() { MARKDOWN_LIMIT } else { TEXT_LIMIT };
        if self.text.len() as u64 > limit {
            return Err(self.refused(Problem::TooLarge { bytes: self.text.len() as u64, limit }));
        }
        if matches!(change, FieldChange::Body(_)) {
            return Ok(());
        }
        // What is moved or removed brings no new value.
        let writes = matches!(change, FieldChange::Set(..) | FieldChange::Insert(..));
        let changed = if writes { changed } else { &[] };
        let at = |offset| position_of(self.text, offset);
        let changed: Vec<_> = changed.iter().map(|range| at(range.start)..at(range.end)).collect();
        let mut problems = parse::parse(self.path, self.role, self.text.as_bytes()).problems;
        problems.retain(|found| {
            let is_changed = changed.iter().any(|range| range.contains(&found.place.position));
            match &found.problem {
                // Such a date may have stood elsewhere before: the rest of the file is read all the same.
                Problem::TomlSyntax { fault: TomlFault::BareDate } => is_changed,
                Problem::TomlSyntax { .. } | Problem::UnclosedFrontMatter | Problem::NoFrontMatter => true,
                problem => is_changed && is_of_wrong_type(problem),
            }
        });
        if problems.is_empty() { Ok(()) } else { Err(EditError::Refused(problems)) }
    }
}

/// Returns the path and the text of every value in a file that names a record of this kind, by the schema; none if the
/// file's syntax is broken.
pub fn references(role: &FileRole, bytes: &[u8], referent: Referent) -> Vec<(KeyPath, String)> {
    let (Some(keys), Ok(text)) = (keys(role), std::str::from_utf8(bytes)) else { return Vec::new() };
    let file = EditedFile { path: "", role, keys, text };
    let Ok((toml, _)) = file.parts() else { return Vec::new() };
    let Some(layout) = TomlText::parse(&text[toml], text) else { return Vec::new() };
    let mut found = Vec::new();
    path::references(TomlNode::Table(layout.root()), keys, &KeyPath::default(), referent, &mut found);
    found
}

fn is_table(node: TomlNode<'_>) -> bool {
    matches!(node, TomlNode::Table(_) | TomlNode::Inline(_))
}

/// Whether a problem means that a value is not of its key's type, rather than that it is missing or refers to nothing.
fn is_of_wrong_type(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::UnknownKey { .. }
            | Problem::WrongType { .. }
            | Problem::BadChoice { .. }
            | Problem::ImpossibleDate { .. }
            | Problem::DateWithTime { .. }
            | Problem::EmptyText { .. }
            | Problem::OutOfRange { .. }
            | Problem::BadSlug { .. }
            | Problem::NoFigure { .. }
            | Problem::NumberWritten { .. }
            | Problem::ThousandsUnclear { .. }
            | Problem::BadWebAddress { .. }
            | Problem::BadContact { .. }
            | Problem::BadKept { .. }
            | Problem::BadStore { .. }
            | Problem::TooMany { .. }
    )
}

/// The splices of a change; `None` if what it changes is not there.
type Splices = Option<Vec<Splice>>;
