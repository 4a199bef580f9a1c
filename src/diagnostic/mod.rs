//! Diagnostics: everything that is wrong or doubtful, as values.
//!
//! Takes a [`Problem`] and the [`Location`] where it stands, gives a [`Diagnostic`] that can be sorted,
//! kept in a cache, and read in Vietnamese or English. Never prints and never stops anything: who
//! finds a problem goes on and finds the next one.

mod detail;
mod en;
mod fault;
mod problem;
mod quoted;
mod report;
mod template;
mod vi;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use detail::{Expected, Referent, Tells, TextFault, TomlFault};
pub use fault::{FaultStep, guarded, silence_guarded_panics};
pub use problem::Problem;
pub use report::{Format, report};
pub use template::{Known, TemplateFault};

/// What a problem says, and its hint if there is one.
type Message = (String, Option<String>);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// The site is published; somebody should look.
    Warning,
}

/// The language of what the command says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, which speaks unless told otherwise.
    #[default]
    Vi,
    /// English.
    En,
}

/// A point in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where a problem stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The file, relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// The point in it.
    pub position: Position,
}

impl Location {
    /// A whole file.
    pub fn file(path: &str) -> Location {
        Location { path: path.into(), position: Position::default() }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it begins.
    pub position: Position,
}

impl<T> Located<T> {
    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), position: self.position }
    }
}

/// One thing that is wrong or doubtful, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where.
    pub place: Location,
    /// What.
    pub problem: Problem,
}

impl Diagnostic {
    /// Puts a problem in its place.
    pub fn new(path: &str, position: Position, problem: Problem) -> Diagnostic {
        Diagnostic { place: Location { path: path.into(), position }, problem }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// What is wrong, in one sentence.
    pub fn message(&self, language: Language) -> String {
        self.text(language).0
    }

    /// How to mend it, where there is more to say than the message does.
    pub fn hint(&self, language: Language) -> Option<String> {
        self.text(language).1
    }

    fn text(&self, language: Language) -> (String, Option<String>) {
        match language {
            Language::Vi => vi::say(&self.problem.quoted()),
            Language::En => en::say(&self.problem.quoted()),
        }
    }
}

/// Sorts by place, then by code: the order in which people mend. Two alike become one.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.problem.code())
            .cmp(&(&b.place, b.problem.code()))
            .then_with(|| a.message(Language::En).cmp(&b.message(Language::En)))
    });
    diagnostics.dedup();
}

/// Whether any of them forbids publishing.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}

/// Whether any of them is a fault of the program.
pub fn has_program_faults(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.problem.is_program_fault())
}

/// The lines of a text, for turning byte offsets into positions.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The characters before every block of [`BLOCK`] bytes, counted where a line is long: else a file of
    /// one long line would be counted from its beginning for each of its positions.
    blocks: OnceLock<Vec<u32>>,
}

const BLOCK: usize = 1024;

impl<'t> Lines<'t> {
    /// Finds where the lines of `text` begin.
    pub fn new(text: &'t str) -> Lines<'t> {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(breaks).collect(), blocks: OnceLock::new() }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The position of a byte offset; offsets past the end, or within a character, are taken back.
    pub fn position(&self, offset: usize) -> Position {
        let offset = character_start(self.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = if offset - start <= BLOCK {
            characters(&self.text.as_bytes()[start..offset])
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        Position { line: line as u32, column: before + 1 }
    }

    fn characters_before(&self, offset: usize) -> u32 {
        let blocks = self.blocks.get_or_init(|| {
            let counts = self.text.as_bytes().chunks(BLOCK).map(characters);
            let sums = counts.scan(0, |sum, count| {
                let before = *sum;
                *sum += count;
                Some(before)
            });
            sums.collect()
        });
        let block = offset / BLOCK;
        let Some(before) = blocks.get(block) else {
            return characters(self.text.as_bytes());
        };
        before + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// Where the character begins that a byte belongs to; the end for a byte past it.
pub(crate) fn character_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// The characters that begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let lines = Lines::new("một\nhai = \"ba\"\n");
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        let at = "một\nhai = ".len();
        assert_eq!(lines.position(at), Position { line: 2, column: 7 });
        assert_eq!(lines.position(2), Position { line: 1, column: 2 }, "within `ộ`");
        assert_eq!(lines.position(999).line, 3);
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_a_short_one() {
        let text = format!("một\n{}", "ắa".repeat(3000));
        let lines = Lines::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate().skip(4).step_by(97) {
            assert_eq!(lines.position(at), Position { line: 2, column: count as u32 - 3 });
        }
        assert_eq!(lines.position(text.len()).column, 6001);
        assert_eq!(Lines::new(&"a".repeat(2 * BLOCK)).position(2 * BLOCK).column, 2 * BLOCK as u32 + 1);
    }
}
