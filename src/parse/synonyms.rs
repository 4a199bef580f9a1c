//! `synonyms.toml`: words that search treats as equal.
//!
//! Takes the TOML table of the file, gives its groups of two texts or more; no text is in two groups. Knows of the
//! built-in groups only whether the site uses them.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::table::TableReader;
use crate::diagnostic::{Located, Problem};
use crate::search::synonyms::{LONGEST, spelled};
use crate::text::fold;

/// Maximum number of groups.
const GROUPS: usize = 300;
/// Maximum number of texts in a group.
const TEXTS: usize = 8;

/// The content of `synonyms.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SynonymsRecord {
    /// Whether the built-in groups apply too.
    pub builtin: bool,
    /// The site's own groups, as written.
    pub groups: Vec<Vec<String>>,
}

impl Default for SynonymsRecord {
    fn default() -> SynonymsRecord {
        SynonymsRecord { builtin: true, groups: Vec::new() }
    }
}

/// Reads `synonyms.toml`.
pub(super) fn synonyms(mut top: TableReader<'_, '_>) -> SynonymsRecord {
    let builtin = top.flag("builtin");
    let mut tables = top.tables("synonyms");
    if let Some(beyond) = tables.get(GROUPS) {
        top.problem(beyond.position(), Problem::TooMany { key: top.key("synonyms"), limit: GROUPS });
        tables.clear();
    }
    let mut seen = HashSet::new();
    let groups = tables.into_iter().map(|table| group(table, &mut seen)).collect();
    top.finish();
    SynonymsRecord { builtin, groups }
}

/// Reads a group; `seen` are the texts of the groups before it.
fn group(mut table: TableReader<'_, '_>, seen: &mut HashSet<String>) -> Vec<String> {
    let key = table.key("words");
    let words = table.texts("words");
    let is_alone = words.len() == 1;
    let mut folded = HashSet::new();
    let mut group = Vec::new();
    if let Some(beyond) = words.get(TEXTS) {
        table.problem(beyond.position, Problem::TooMany { key: key.clone(), limit: TEXTS });
    }
    for Located { value, position } in words.into_iter().take(TEXTS) {
        let spelled = spelled(&value);
        let syllables = spelled.split(' ').count();
        let problem = if spelled.is_empty() {
            Problem::EmptyText { key: key.clone() }
        } else if is_alone {
            Problem::SynonymAlone { written: value }
        } else if syllables > LONGEST {
            Problem::SynonymTooLong { written: value, limit: LONGEST }
        } else if !folded.insert(fold(&spelled)) {
            Problem::SynonymOfItself { written: value }
        } else if !seen.insert(spelled) {
            Problem::DuplicateId { id: value }
        } else {
            group.push(value);
            continue;
        };
        table.problem(position, problem);
    }
    table.finish();
    group
}
