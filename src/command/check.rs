//! `guong check`: everything that is wrong or doubtful, and nothing written.

use super::args::Invocation;
use super::{Outcome, colour, counts, err, open, out, root, stopped};
use crate::build::{Options, check};
use crate::diagnostic::{self, Format, report};
use std::io::IsTerminal;

/// Runs the command.
pub(super) fn run(options: &Options, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    let diagnostics = match open(&root, invocation) {
        Ok(site) => check(&site, Some(&root), options),
        Err(outcome) => return outcome,
    };
    let colour = invocation.format == Format::Human && colour(std::io::stdout().is_terminal());
    out(&report(&diagnostics, invocation.language, invocation.format, colour));
    if !invocation.quiet && invocation.format == Format::Human {
        err(&format!("{}\n", counts(&diagnostics, invocation.language)));
    }
    if diagnostic::has_errors(&diagnostics) { stopped(&diagnostics) } else { Outcome::Done }
}
