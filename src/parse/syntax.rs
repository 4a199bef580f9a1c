//! Broken TOML: finds the mistakes and reads the rest.
//!
//! Takes the text of a TOML document, gives its table and its syntax errors. The TOML parser reports what
//! it expected, in terms for programmers, and stops at some errors; here its messages and the line itself
//! are classified as the mistakes that people make, and text that would hide the rest of the file is
//! replaced by spaces of the same length and parsed again. Never interprets a key.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::bare;
use super::syntax_line::{self as line, BareValue};
use crate::diagnostic::{Problem, TomlFault};

/// Maximum number of times that a text is parsed again. Further syntax errors are not reported.
const ROUNDS: usize = 30;

/// The syntax errors of one document.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The problems, each with its byte.
    pub problems: Vec<(usize, Problem)>,
    /// The lines whose values are unreliable, in order; nothing more is reported in them.
    pub tainted: Vec<Range<usize>>,
    /// Dates without quotes, in order; the table holds them as blank strings.
    pub bare_dates: Vec<Range<usize>>,
}

/// Parses a document. `mended` stores the repaired text, if one is needed.
pub(super) fn read<'t>(toml: &'t str, mended: &'t OnceCell<String>) -> (Spanned<DeTable<'t>>, Faults) {
    let (table, errors) = DeTable::parse_recoverable(toml);
    if errors.is_empty() {
        return (table, Faults::default());
    }
    let (text, bare_dates) = bare::quoted(toml).unwrap_or_else(|| (toml.to_string(), Vec::new()));
    let errors = if bare_dates.is_empty() { errors } else { DeTable::parse_recoverable(&text).1 };
    let faults = Faults { bare_dates, ..Faults::default() };
    let mut reader = SyntaxReader { text: text.clone(), reported: BTreeSet::new(), faults };
    let mut again = reader.report(errors);
    for _ in 0..ROUNDS {
        if !again {
            break;
        }
        let errors = DeTable::parse_recoverable(&reader.text).1;
        again = reader.report(errors);
    }
    let SyntaxReader { text, mut faults, .. } = reader;
    faults.tainted.sort_by_key(|range| range.start);
    let (table, _) = DeTable::parse_recoverable(mended.get_or_init(|| text));
    (table, faults)
}

struct SyntaxReader {
    /// The document with broken parts replaced by spaces; always of the same length.
    text: String,
    /// The starts of lines with a reported error: at most one per line.
    reported: BTreeSet<usize>,
    faults: Faults,
}

/// How to continue after an error.
enum Recovery {
    /// The parser recovered; the line's values are unreliable.
    Taint,
    /// The parser recovered and lost nothing.
    Leave,
    /// These bytes hide what follows, and must be blanked.
    Blank(Range<usize>),
}

impl SyntaxReader {
    /// Reports errors in order. If something had to be blanked, the remaining errors may be consequences of it, so
    /// this stops and returns true: the text must be parsed again.
    fn report(&mut self, mut errors: Vec<Error>) -> bool {
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let mut last = 0..0;
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            if last.contains(&span.start) {
                continue;
            }
            let line = line::around(&self.text, span.start);
            last = line.start..line.end + 1;
            if self.reported.contains(&line.start) {
                continue;
            }
            let Some((at, problem, recovery)) = self.classify(error.message(), span) else { continue };
            let line = line::around(&self.text, at);
            if self.reported.insert(line.start) {
                self.faults.problems.push((at, problem));
            }
            match recovery {
                Recovery::Leave => {}
                Recovery::Taint => self.faults.tainted.push(line),
                Recovery::Blank(range) => {
                    self.faults.tainted.push(range.clone());
                    self.blank(range);
                    return true;
                }
            }
        }
        false
    }

    fn blank(&mut self, range: Range<usize>) {
        let spaces: String =
            self.text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        self.text.replace_range(range, &spaces);
    }

    /// Classifies one message of the TOML parser; `None` if it is reported elsewhere.
    fn classify(&self, message: &str, span: Range<usize>) -> Option<(usize, Problem, Recovery)> {
        let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
        let at = span.start;
        let fault = |at, fault, recovery| Some((at, Problem::TomlSyntax { fault }, recovery));
        if says(&["duplicate key"]) {
            return fault(at, TomlFault::DuplicateKey, Recovery::Leave);
        }
        if says(&["recurs"]) {
            return fault(at, TomlFault::TooDeep, Recovery::Blank(line::statement(&self.text, at)));
        }
        if says(&["escape", "unicode"]) {
            let line = line::around(&self.text, at);
            let slash = self.text[line.start..at].rfind('\\').map_or(at, |slash| line.start + slash);
            return fault(slash, TomlFault::Backslash, Recovery::Taint);
        }
        if says(&["key with no value", "unquoted key"]) {
            return self.bad_key(at);
        }
        if says(&["unclosed table", "unclosed array table"]) {
            let line = line::around(&self.text, at);
            let end = line::next_header(&self.text, line.end);
            return fault(
                line::first_letter(&self.text, &line),
                TomlFault::UnclosedBracket,
                Recovery::Blank(line.start..end),
            );
        }
        if says(&["array", "inline table", "key-value pairs"]) || self.begins_statement(&span) {
            return self.brackets(message, at);
        }
        if says(&["basic string", "literal string"]) && !says(&["must be quoted"]) {
            return self.quotes(message, at);
        }
        if says(&["expected newline"]) {
            let (at, fault) = line::after_value(&self.text, at);
            return Some((at, self.number_or(at, fault), Recovery::Taint));
        }
        // The remaining errors are bare values that TOML does not know.
        let (value, report) = line::bare_value(&self.text, at);
        let written = || self.text[value.clone()].to_string();
        match report {
            BareValue::Fault(kind) => Some((value.start, self.number_or(value.start, kind), Recovery::Taint)),
            BareValue::ImpossibleDate { key } => {
                Some((value.start, Problem::ImpossibleDate { key, written: written() }, Recovery::Taint))
            }
        }
    }

    /// Returns the problem of a fault at a byte; a number that can be understood is reported with its correction.
    fn number_or(&self, at: usize, fault: TomlFault) -> Problem {
        let meant = line::meant_number(&self.text[at..]).filter(|_| fault == TomlFault::BadNumber);
        meant.map_or(Problem::TomlSyntax { fault }, |(written, number, percent)| Problem::NumberWritten {
            written,
            number,
            percent,
        })
    }

    /// Whether the parser stopped at the key of the next line, because a bracket above is open.
    fn begins_statement(&self, span: &Range<usize>) -> bool {
        let line = line::around(&self.text, span.start);
        line::first_letter(&self.text, &line) == span.start
            && !span.is_empty()
            && line::is_statement(&self.text[line])
    }

    /// Classifies a line that does not begin with a key and `=`.
    fn bad_key(&self, at: usize) -> Option<(usize, Problem, Recovery)> {
        let line = line::around(&self.text, at);
        let words = &self.text[line.clone()];
        let first = line::first_letter(&self.text, &line);
        let region = line::statement(&self.text, at);
        let blank =
            Recovery::Blank(if line::unclosed(&self.text, &line).is_some() { region } else { line.clone() });
        let fault = |at, fault, blank| Some((at, Problem::TomlSyntax { fault }, blank));
        let tidy = words.trim();
        if ["//", "--", "*", ";", "<!--", "%"].iter().any(|mark| tidy.starts_with(mark)) {
            return fault(first, TomlFault::Comment, blank);
        }
        match words.split_once('=') {
            Some((key, _)) if key.trim().is_empty() => fault(first, TomlFault::NoKey, blank),
            // The parser keeps such a key, and the schema reports it as unknown.
            Some((key, _)) if !key.trim().contains(char::is_whitespace) && !key.contains(':') => None,
            Some((key, _)) if !key.contains(['"', '\'', ':', '“', '”', ',']) => {
                Some((first, Problem::UnknownKey { key: key.trim().to_string(), nearest: None }, blank))
            }
            _ => {
                let colon = words.find(':').filter(|colon| !words[..*colon].contains(['"', '“']));
                let equals = colon.map_or(at.max(first), |colon| line.start + colon);
                fault(equals, TomlFault::MissingEquals, blank)
            }
        }
    }

    /// Classifies an array or inline table that is not closed or lacks a comma.
    fn brackets(&self, message: &str, at: usize) -> Option<(usize, Problem, Recovery)> {
        let region = line::opening_statement(&self.text, at);
        let line = line::around(&self.text, at);
        let (at, fault, recovery) = match line::unclosed(&self.text, &region) {
            Some(line::Open::Quote(quote)) => {
                (quote, line::quote_fault(&self.text, quote), Recovery::Blank(region))
            }
            Some(line::Open::Bracket(bracket)) => {
                (bracket, TomlFault::UnclosedBracket, Recovery::Blank(region))
            }
            None if line::curly(&self.text[line.clone()]).is_some() => {
                let curly = line::curly(&self.text[line.clone()]).map_or(at, |curly| line.start + curly);
                (curly, TomlFault::SmartQuotes, Recovery::Taint)
            }
            None if message.contains("comma") => (at, TomlFault::MissingComma, Recovery::Taint),
            None => (at, TomlFault::Other, Recovery::Blank(region)),
        };
        Some((at, Problem::TomlSyntax { fault }, recovery))
    }

    /// Classifies a string that is not closed or contains an invalid character.
    fn quotes(&self, message: &str, at: usize) -> Option<(usize, Problem, Recovery)> {
        let line = line::around(&self.text, at);
        let (at, fault, recovery) = if message.contains("visible") {
            (at, TomlFault::ControlCharacter, Recovery::Taint)
        } else if message.contains("multi-line") {
            let opening =
                ["\"\"\"", "'''"].iter().filter_map(|mark| self.text[..at].rfind(mark)).max().unwrap_or(at);
            (opening, TomlFault::UnclosedText, Recovery::Blank(line::statement(&self.text, opening)))
        } else {
            let quote = self.text[line.start..at].rfind(['"', '\'']).map_or(at, |quote| line.start + quote);
            (quote, line::quote_fault(&self.text, quote), Recovery::Taint)
        };
        Some((at, Problem::TomlSyntax { fault }, recovery))
    }
}
