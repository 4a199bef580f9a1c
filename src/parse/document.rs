//! A TOML document, or the front matter of a file, while it is being read.
//!
//! Takes a range of a file, gives its outermost table, and gathers what is found on the way: mistakes, and
//! what can only be judged with the day or the other files. Never interprets a key.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax;
use super::table::TableReader;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Lines, Located, Position, Problem};
use crate::schema::Keys;

/// Maximum number of unknown keys of a file for which the nearest known one is sought.
const SUGGESTIONS: usize = 100;

/// A TOML document being read.
pub(super) struct TomlDocument<'t> {
    path: &'t str,
    lines: &'t Lines<'t>,
    /// The byte of the file at which the TOML begins.
    start: usize,
    /// Where a key belongs that is missing altogether.
    top: Position,
    table: Spanned<DeTable<'t>>,
    problems: RefCell<Vec<Diagnostic>>,
    /// Lines whose syntax is broken: their values say nothing more.
    tainted: Vec<Range<usize>>,
    /// Dates without quotes, which stand in the table as empty texts.
    bare_dates: Vec<Range<usize>>,
    /// Dates that cannot lie ahead, with their keys: what day it is, others know.
    pub(super) past: RefCell<Vec<(String, Located<PartialDate>)>>,
    /// Ids of sources.
    pub(super) cited: RefCell<Vec<Located<String>>>,
    /// How many keys may still be compared with the known ones.
    pub(super) suggestions: Cell<usize>,
}

impl<'t> TomlDocument<'t> {
    /// Reads the syntax of the bytes `range` of a file; mistakes in it are reported, and what is sound is
    /// kept. `top` is where a key belongs that is missing; `mended` outlives the document.
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

    /// The outermost table, which may have these keys.
    pub(super) fn top(&self, keys: &'static Keys) -> TableReader<'_, 't> {
        TableReader::new(self, self.table.get_ref(), keys, String::new(), self.top)
    }

    /// Whether it is a draft, in which much may still be missing.
    pub(super) fn is_draft(&self) -> bool {
        let draft = self.table.get_ref().get("draft");
        draft.is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(true)))
    }

    /// What was wrong.
    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    /// Reports a problem.
    pub(super) fn problem(&self, position: Position, problem: Problem) {
        self.problems.borrow_mut().push(Diagnostic::new(self.path, position, problem));
    }

    /// The position of a byte of the TOML.
    pub(super) fn position(&self, offset: usize) -> Position {
        self.lines.position(self.start + offset)
    }

    /// Whether the syntax is broken anywhere, in which case a missing key says nothing.
    pub(super) fn is_broken(&self) -> bool {
        !self.tainted.is_empty()
    }

    /// What is written in the place of a value, if that is a date without quotes.
    pub(super) fn bare_date(&self, value: &Spanned<DeValue<'t>>) -> Option<&'t str> {
        let start = value.span().start;
        let found = self.bare_dates.binary_search_by_key(&start, |date| date.start).ok()?;
        let Range { start, end } = self.bare_dates[found];
        self.lines.text().get(self.start + start..self.start + end)
    }

    /// Whether a value stands where the syntax is broken.
    pub(super) fn is_tainted(&self, value: &Spanned<DeValue<'t>>) -> bool {
        let span = value.span();
        let after = self.tainted.partition_point(|line| line.start <= span.end);
        self.tainted[..after].last().is_some_and(|line| span.start <= line.end)
    }
}
