//! Columns that somebody assigned to keys.
//!
//! Takes headings and keys, or the text of an `import.toml`, gives the assignments. Never reads a list.

use std::collections::BTreeMap;
use std::io;

use super::columns::{ColumnTarget, importable, is_importable};
use crate::diagnostic::Language;
use crate::text::{bare_words, harmless, nearest};

/// The file in a site's folder that assigns columns.
pub const SAVED: &str = "import.toml";

/// Columns that somebody assigned to keys, by their headings or letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap(pub BTreeMap<String, ColumnTarget>);

impl ColumnMap {
    /// Assigns a column. An empty key assigns it to nothing, `text` to the text below the front matter.
    ///
    /// # Errors
    /// If there is no such key.
    pub fn assign(&mut self, heading: &str, key: &str) -> Result<(), MapFault> {
        let target = match key.trim() {
            "" => ColumnTarget::Nothing,
            "id" => ColumnTarget::Id,
            "text" => ColumnTarget::Section,
            key if is_importable(key) => ColumnTarget::Key(key.into()),
            key => {
                let known = importable();
                let near = nearest(key, known.iter().map(String::as_str), 3);
                return Err(MapFault::UnknownKey(key.into(), near.into_iter().map(String::from).collect()));
            }
        };
        self.0.insert(bare_words(heading), target);
        Ok(())
    }

    /// Returns the columns of an [`import.toml`](SAVED), given what reading it gave; none if there is no such file.
    ///
    /// # Errors
    /// If it cannot be read, or names a key that there is not.
    pub fn from_saved(file: io::Result<String>) -> Result<ColumnMap, MapFault> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct SavedColumns {
            columns: BTreeMap<String, String>,
        }
        let mut columns = ColumnMap::default();
        let text = match file {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(columns),
            Err(error) => return Err(MapFault::Saved(error.to_string())),
        };
        let saved: SavedColumns =
            toml::from_str(&text).map_err(|error| MapFault::Saved(error.to_string()))?;
        saved.columns.iter().try_for_each(|(column, key)| columns.assign(column, key))?;
        Ok(columns)
    }

    pub(super) fn find(&self, heading: &str, letters: &str) -> Option<&ColumnTarget> {
        let by_heading = Some(bare_words(heading)).filter(|words| !words.is_empty());
        let by_heading = by_heading.and_then(|words| self.0.get(&words));
        by_heading.or_else(|| self.0.get(&bare_words(letters)))
    }
}

/// What is wrong with an assignment of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapFault {
    /// It has no `=`.
    NoKey(String),
    /// There is no such key; the nearest ones.
    UnknownKey(String, Vec<String>),
    /// `import.toml` cannot be read.
    Saved(String),
}

impl MapFault {
    /// Says what is wrong.
    pub fn message(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            MapFault::NoKey(pair) if vi => format!("--map viết là CỘT=MỤC, không phải “{}”", harmless(pair)),
            MapFault::NoKey(pair) => format!("--map takes COLUMN=KEY, not “{}”", harmless(pair)),
            MapFault::UnknownKey(key, near) => {
                let near = near.join(", ");
                match (vi, near.is_empty()) {
                    (true, true) => format!("không có mục “{}”", harmless(key)),
                    (true, false) => format!("không có mục “{}”; có phải {near}?", harmless(key)),
                    (false, true) => format!("there is no key “{}”", harmless(key)),
                    (false, false) => format!("there is no key “{}”; did you mean {near}?", harmless(key)),
                }
            }
            MapFault::Saved(reason) => format!("{SAVED}: {}", harmless(reason)),
        }
    }
}
