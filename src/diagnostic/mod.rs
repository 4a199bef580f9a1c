//! Diagnostics: errors and warnings as values.
//!
//! Takes a [`Problem`] and its [`Location`], gives a [`Diagnostic`] that can be sorted, cached, and
//! worded in Vietnamese or English. Never prints and never stops anything: code that finds a problem
//! reports it and goes on.

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

pub use detail::{Expected, Referent, Revealed, TextFault, TomlFault};
pub use fault::{FaultStep, guarded, silence_guarded_panics};
pub use problem::Problem;
pub use report::{Format, report};
pub use template::{Known, TemplateFault};

/// A message, and a hint if there is one.
type Message = (String, Option<String>);

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// An error: nothing is published until it is mended.
    Error,
    /// A warning: the site is published.
    Warning,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// A point in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The location of a problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The file, relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// The position in the file.
    pub position: Position,
}

impl Location {
    /// Returns the location of a whole file.
    pub fn file(path: &str) -> Location {
        Location { path: path.into(), position: Position::default() }
    }
}

/// A value and its position in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// The position of its first character.
    pub position: Position,
}

impl<T> Located<T> {
    /// Converts the value and keeps the position.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), position: self.position }
    }
}

/// A problem and its location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The location.
    pub place: Location,
    /// The problem.
    pub problem: Problem,
}

impl Diagnostic {
    /// Returns a diagnostic.
    pub fn new(path: &str, position: Position, problem: Problem) -> Diagnostic {
        Diagnostic { place: Location { path: path.into(), position }, problem }
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// Returns the message, one sentence.
    pub fn message(&self, language: Language) -> String {
        self.text(language).0
    }

    /// Returns the hint, if there is more to say than the message does.
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

/// Sorts by location, then by code, and removes duplicates.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.problem.code())
            .cmp(&(&b.place, b.problem.code()))
            .then_with(|| a.message(Language::En).cmp(&b.message(Language::En)))
    });
    diagnostics.dedup();
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}

/// Whether any of them is a bug in the program.
pub fn has_program_faults(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.problem.is_program_fault())
}

/// The lines of a text, for converting byte offsets into positions.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The number of characters before every block of [`BLOCK`] bytes, counted only for long lines: otherwise every
    /// position in a file of one long line would be counted from its beginning.
    blocks: OnceLock<Vec<u32>>,
}

const BLOCK: usize = 1024;

impl<'t> Lines<'t> {
    /// Finds the starts of the lines of `text`.
    pub fn new(text: &'t str) -> Lines<'t> {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(breaks).collect(), blocks: OnceLock::new() }
    }

    /// Returns the text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the position of a byte offset; an offset past the end or within a character is moved back.
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

/// Returns the start of the character that contains a byte; the end for an offset past it.
pub(crate) fn character_start(text: &str, offset: usize) -> usize {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    start
}

/// Returns the number of characters that begin in a piece of UTF-8.
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
