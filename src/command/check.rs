//! `guong check`: everything that is wrong or doubtful, and nothing written.

use super::args::Invocation;
use super::{Outcome, colour, counts, err, out, site};
use crate::diagnostic::{self, Format, report};
use crate::plan::Plan;
use std::io::IsTerminal;

/// Runs the command.
pub(super) fn run(invocation: &Invocation) -> Outcome {
    let root = site::root(invocation);
    let mut site = match site::open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    if let Some((catalogue, theme)) = &site.ready {
        site.diagnostics.extend(Plan::new(catalogue, theme).problems().iter().cloned());
        diagnostic::sort(&mut site.diagnostics);
    }
    let colour = invocation.format == Format::Human && colour(std::io::stdout().is_terminal());
    out(&report(&site.diagnostics, invocation.language, invocation.format, colour));
    if !invocation.quiet && invocation.format == Format::Human {
        err(&format!("{}\n", counts(&site.diagnostics, invocation.language)));
    }
    if diagnostic::has_errors(&site.diagnostics) { Outcome::ContentHasErrors } else { Outcome::Done }
}
