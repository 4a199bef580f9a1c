//! Broken TOML: which mistake it is, where it stands, and what can be read all the same.
//!
//! Takes the text of a TOML document, gives its table and the mistakes of syntax in it. The TOML reader
//! says what it expected, for programmers, and gives up at some mistakes; here its sentences and the
//! line itself are sorted into the mistakes that people make, and what would hide the rest of the file
//! is blanked out, byte for byte, and read again. Never interprets a key.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::bare;
use super::syntax_line::{self as line, BareValue};
use crate::diagnostic::{Problem, TomlFault};

/// Maximum number of times that a text is read again. Nobody mends more syntax errors in one sitting.
const ROUNDS: usize = 30;

/// The mistakes of syntax of one document.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// What is wrong, by byte.
    pub problems: Vec<(usize, Problem)>,
    /// The lines whose values are not what was meant, in order: nothing more is said of them.
    pub tainted: Vec<Range<usize>>,
    /// Dates that stand without quotes, in order: in the table that was read they are empty texts.
    pub bare_dates: Vec<Range<usize>>,
}

/// Reads a document. `mended` is where the text lives that was read in its stead, if there is one.
pub(super) fn read<'t>(toml: &'t str, mended: &'t OnceCell<String>) -> (Spanned<DeTable<'t>>, Faults) {
    let (table, errors) = DeTable::parse_recoverable(toml);
    if errors.is_empty() {
        return (table, Faults::default());
    }
    let (text, bare_dates) = bare::quoted(toml).unwrap_or_else(|| (toml.to_string(), Vec::new()));
    let errors = if bare_dates.is_empty() { errors } else { DeTable::parse_recoverable(&text).1 };
    let faults = Faults { bare_dates, ..Faults::default() };
    let mut reading = SyntaxReader { text: text.clone(), told: BTreeSet::new(), faults };
    let mut again = reading.sort(errors);
    for _ in 0..ROUNDS {
        if !again {
            break;
        }
        let errors = DeTable::parse_recoverable(&reading.text).1;
        again = reading.sort(errors);
    }
    let SyntaxReader { text, mut faults, .. } = reading;
    faults.tainted.sort_by_key(|range| range.start);
    let (table, _) = DeTable::parse_recoverable(mended.get_or_init(|| text));
    (table, faults)
}

struct SyntaxReader {
    /// As long as the document, byte for byte, with spaces where it was blanked out.
    text: String,
    /// Where the lines begin that something was said of: one mistake a line.
    told: BTreeSet<usize>,
    faults: Faults,
}

/// What is done about a mistake.
enum Cure {
    /// The reader went on by itself; the line's values are not to be trusted.
    Taint,
    /// The reader went on by itself, and nothing of it is lost.
    Leave,
    /// These bytes hide what follows.
    Blank(Range<usize>),
}

impl SyntaxReader {
    /// Tells the mistakes in their order. If something had to be blanked out, the rest of them may be
    /// consequences of it: then the text is to be read again.
    fn sort(&mut self, mut errors: Vec<Error>) -> bool {
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let mut last = 0..0;
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            if last.contains(&span.start) {
                continue;
            }
            let line = line::around(&self.text, span.start);
            last = line.start..line.end + 1;
            if self.told.contains(&line.start) {
                continue;
            }
            let Some((at, problem, cure)) = self.sorted(error.message(), span) else { continue };
            let line = line::around(&self.text, at);
            if self.told.insert(line.start) {
                self.faults.problems.push((at, problem));
            }
            match cure {
                Cure::Leave => {}
                Cure::Taint => self.faults.tainted.push(line),
                Cure::Blank(range) => {
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

    /// Sorts one sentence of the TOML reader; `None` if it is reported elsewhere.
    fn sorted(&self, message: &str, span: Range<usize>) -> Option<(usize, Problem, Cure)> {
        let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
        let at = span.start;
        let fault = |at, fault, cure| Some((at, Problem::TomlSyntax { fault }, cure));
        if says(&["duplicate key"]) {
            return fault(at, TomlFault::DuplicateKey, Cure::Leave);
        }
        if says(&["recurs"]) {
            return fault(at, TomlFault::TooDeep, Cure::Blank(line::statement(&self.text, at)));
        }
        if says(&["escape", "unicode"]) {
            let line = line::around(&self.text, at);
            let slash = self.text[line.start..at].rfind('\\').map_or(at, |slash| line.start + slash);
            return fault(slash, TomlFault::Backslash, Cure::Taint);
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
                Cure::Blank(line.start..end),
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
            return Some((at, self.number_or(at, fault), Cure::Taint));
        }
        // What is left are bare values that TOML does not know.
        let (value, sort) = line::bare_value(&self.text, at);
        let written = || self.text[value.clone()].to_string();
        match sort {
            BareValue::Fault(kind) => Some((value.start, self.number_or(value.start, kind), Cure::Taint)),
            BareValue::ImpossibleDate { key } => {
                Some((value.start, Problem::ImpossibleDate { key, written: written() }, Cure::Taint))
            }
        }
    }

    /// A fault at a byte; of a number that can be understood, what to write.
    fn number_or(&self, at: usize, fault: TomlFault) -> Problem {
        let meant = line::meant_number(&self.text[at..]).filter(|_| fault == TomlFault::BadNumber);
        meant.map_or(Problem::TomlSyntax { fault }, |(written, number, percent)| Problem::NumberWritten {
            written,
            number,
            percent,
        })
    }

    /// Whether what the reader stumbled over is the key of the next line: a bracket is open above.
    fn begins_statement(&self, span: &Range<usize>) -> bool {
        let line = line::around(&self.text, span.start);
        line::first_letter(&self.text, &line) == span.start
            && !span.is_empty()
            && line::is_statement(&self.text[line])
    }

    /// A line that begins with no key and `=`.
    fn bad_key(&self, at: usize) -> Option<(usize, Problem, Cure)> {
        let line = line::around(&self.text, at);
        let words = &self.text[line.clone()];
        let first = line::first_letter(&self.text, &line);
        let region = line::statement(&self.text, at);
        let blank =
            Cure::Blank(if line::unclosed(&self.text, &line).is_some() { region } else { line.clone() });
        let fault = |at, fault, blank| Some((at, Problem::TomlSyntax { fault }, blank));
        let tidy = words.trim();
        if ["//", "--", "*", ";", "<!--", "%"].iter().any(|mark| tidy.starts_with(mark)) {
            return fault(first, TomlFault::Comment, blank);
        }
        match words.split_once('=') {
            Some((key, _)) if key.trim().is_empty() => fault(first, TomlFault::NoKey, blank),
            // The reader keeps such a key, and the schema reports that it is unknown.
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

    /// A list or a table that does not end where it should, or lacks a comma.
    fn brackets(&self, message: &str, at: usize) -> Option<(usize, Problem, Cure)> {
        let region = line::opening_statement(&self.text, at);
        let line = line::around(&self.text, at);
        let (at, fault, cure) = match line::unclosed(&self.text, &region) {
            Some(line::Open::Quote(quote)) => {
                (quote, line::quote_fault(&self.text, quote), Cure::Blank(region))
            }
            Some(line::Open::Bracket(bracket)) => (bracket, TomlFault::UnclosedBracket, Cure::Blank(region)),
            None if line::curly(&self.text[line.clone()]).is_some() => {
                let curly = line::curly(&self.text[line.clone()]).map_or(at, |curly| line.start + curly);
                (curly, TomlFault::SmartQuotes, Cure::Taint)
            }
            None if message.contains("comma") => (at, TomlFault::MissingComma, Cure::Taint),
            None => (at, TomlFault::Other, Cure::Blank(region)),
        };
        Some((at, Problem::TomlSyntax { fault }, cure))
    }

    /// A quote that does not end, or something in it that cannot stand there.
    fn quotes(&self, message: &str, at: usize) -> Option<(usize, Problem, Cure)> {
        let line = line::around(&self.text, at);
        let (at, fault, cure) = if message.contains("visible") {
            (at, TomlFault::ControlCharacter, Cure::Taint)
        } else if message.contains("multi-line") {
            let opening =
                ["\"\"\"", "'''"].iter().filter_map(|mark| self.text[..at].rfind(mark)).max().unwrap_or(at);
            (opening, TomlFault::UnclosedText, Cure::Blank(line::statement(&self.text, opening)))
        } else {
            let quote = self.text[line.start..at].rfind(['"', '\'']).map_or(at, |quote| line.start + quote);
            (quote, line::quote_fault(&self.text, quote), Cure::Taint)
        };
        Some((at, Problem::TomlSyntax { fault }, cure))
    }
}
