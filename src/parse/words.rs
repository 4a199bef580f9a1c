//! The interface words of a theme in one language.
//!
//! Takes the text of an `i18n` file, gives its words and its mistakes. Does not know which words the
//! interface needs.

use std::cell::OnceCell;

use toml::de::DeValue;

use super::syntax;
use crate::diagnostic::{Lines, Position, Problem, TomlFault};

/// An interface word: its key, the position of the key, and its text.
pub type InterfaceWord = (String, Position, String);

/// Reads the words of one language.
pub fn words(text: &str) -> (Vec<InterfaceWord>, Vec<(Position, Problem)>) {
    let mended = OnceCell::new();
    let lines = Lines::new(text);
    let (table, faults) = syntax::read(text, &mended);
    let mut words = Vec::new();
    let mut problems: Vec<(Position, Problem)> = faults
        .problems
        .into_iter()
        .map(|(at, problem)| match problem {
            Problem::TomlSyntax { fault } => (lines.position(at), Problem::ThemeWords { fault }),
            problem => (lines.position(at), problem),
        })
        .collect();
    for (key, value) in table.get_ref() {
        let start = key.span().start;
        match value.get_ref() {
            DeValue::String(text) => {
                words.push((key.get_ref().to_string(), lines.position(start), text.to_string()));
            }
            _ if faults.tainted.iter().any(|line| line.contains(&start)) => {}
            _ => problems.push((
                lines.position(value.span().start),
                Problem::ThemeWords { fault: TomlFault::UnquotedText },
            )),
        }
    }
    words.sort_by_key(|(_, position, _)| *position);
    (words, problems)
}
