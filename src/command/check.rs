//! `guong check`: reports everything that is wrong or doubtful; writes nothing.

use super::args::Invocation;
use super::say::pick;
use super::{Outcome, counts, err, open, out, reported, root, stopped};
use crate::build::{Options, check};
use crate::diagnostic::{self, Format, Language};
use crate::site::{COLUMNS, ConsentRow};

/// Runs the command.
pub(super) fn run(options: &Options, register: bool, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    if register {
        return match open(&root, invocation) {
            Ok(site) => print_register(&site.consents(), invocation.language),
            Err(outcome) => outcome,
        };
    }
    let diagnostics = match open(&root, invocation) {
        Ok(site) => check(&site, Some(&root), options),
        Err(outcome) => return outcome,
    };
    out(&reported(&diagnostics, invocation));
    if !invocation.quiet && invocation.format == Format::Human {
        err(&format!("{}\n", counts(&diagnostics, invocation.language)));
    }
    if diagnostic::has_errors(&diagnostics) { stopped(&diagnostics) } else { Outcome::Done }
}

/// Prints the register of consents as tab-separated values, which spreadsheet programs open.
fn print_register(rows: &[ConsentRow], language: Language) -> Outcome {
    let line = |cells: Vec<String>| {
        // Spreadsheet programs would take such a cell for a formula.
        let formula = |cell: &str| if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        let plain = |cell: String| formula(&cell).to_string() + &cell.replace(['\t', '\n', '\r'], " ");
        cells.into_iter().map(plain).collect::<Vec<_>>().join("\t") + "\n"
    };
    out(&line(COLUMNS.iter().map(|[vi, en]| pick(language, vi, en).to_string()).collect()));
    rows.iter().for_each(|row| out(&line(row.to_vec())));
    Outcome::Done
}
