//! A TOML document, or the front matter of a file, while it is being read.
//!
//! Takes a range of a file, gives its root table, and collects mistakes, and values that can only be checked
//! with the date or with other files. Never interprets a key.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax;
use super::table::TableReader;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Lines, Located, Position, Problem};
use crate::schema::Keys;

/// Maximum number of unknown keys in a file that get a suggestion.
const SUGGESTIONS: usize = 100;

/// A TOML document being read.
pub(super) struct TomlDocument<'t> {
    path: &'t str,
    lines: &'t Lines<'t>,
    /// The byte of the file at which the TOML begins.
    start: usize,
    /// The position reported for a missing key.
    top: Position,
    table: Spanned<DeTable<'t>>,
    problems: RefCell<Vec<Diagnostic>>,
    /// Lines with broken syntax, whose values are ignored.
    tainted: Vec<Range<usize>>,
    /// Dates without quotes, which the table holds as blank strings.
    bare_dates: Vec<Range<usize>>,
    /// Dates that must not be in the future, with their keys; the model checks them.
    pub(super) past: RefCell<Vec<(String, Located<PartialDate>)>>,
    /// References to sources; the model checks them.
    pub(super) cited: RefCell<Vec<Located<String>>>,
    /// The number of unknown keys that may still get a suggestion.
    pub(super) suggestions: Cell<usize>,
}

impl<'t> TomlDocument<'t> {
    /// Parses the range of a file; reports syntax errors and keeps what can be read. `top` is the position reported
    /// for a missing key; `mended` holds the repaired text, which must outlive the document.
    pub(super) fn new(
        path: &'t str,
        lines: &'t Lines<'t>,
        range: Range<usize>,
        top: Position,
        mended: &'t OnceCell<String>,
    ) -> TomlDocument<'t> {
        let start = range.start;
        let (table, faults) = syntax::read(&lines.text()[range], mended);
        let document = TomlDocument {
            path,
            lines,
            start,
            top,
            table,
            problems: RefCell::default(),
            tainted: faults.tainted,
            bare_dates: faults.bare_dates,
            past: RefCell::default(),
            cited: RefCell::default(),
            suggestions: Cell::new(SUGGESTIONS),
        };
        for (at, problem) in faults.problems {
            document.problem(document.position(at), problem);
        }
        document
    }

    /// Returns the root table, read with these keys.
    pub(super) fn top(&self, keys: &'static Keys) -> TableReader<'_, 't> {
        TableReader::new(self, self.table.get_ref(), keys, String::new(), self.top)
    }

    /// Whether the file is a draft, which may still be incomplete.
    pub(super) fn is_draft(&self) -> bool {
        let draft = self.table.get_ref().get("draft");
        draft.is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(true)))
    }

    /// Returns the problems collected.
    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    /// Reports a problem.
    pub(super) fn problem(&self, position: Position, problem: Problem) {
        self.problems.borrow_mut().push(Diagnostic::new(self.path, position, problem));
    }

    /// Returns the position in the file of a byte of the TOML.
    pub(super) fn position(&self, offset: usize) -> Position {
        self.lines.position(self.start + offset)
    }

    /// Whether any syntax is broken, so that a missing key is not reported.
    pub(super) fn is_broken(&self) -> bool {
        !self.tainted.is_empty()
    }

    /// Returns a date without quotes as written, if `value` is one.
    pub(super) fn bare_date(&self, value: &Spanned<DeValue<'t>>) -> Option<&'t str> {
        let start = value.span().start;
        let found = self.bare_dates.binary_search_by_key(&start, |date| date.start).ok()?;
        let Range { start, end } = self.bare_dates[found];
        self.lines.text().get(self.start + start..self.start + end)
    }

    /// Whether a value is in a line with broken syntax.
    pub(super) fn is_tainted(&self, value: &Spanned<DeValue<'t>>) -> bool {
        let span = value.span();
        let after = self.tainted.partition_point(|line| line.start <= span.end);
        self.tainted[..after].last().is_some_and(|line| span.start <= line.end)
    }
}
