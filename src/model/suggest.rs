//! "Did you mean …?" for references between files.
//!
//! Takes the diagnostics of the whole site and fills in the nearest name of broken references. Each
//! suggestion compares the names of the whole site, and a site with thousands of broken links must get
//! its report within seconds, so only the first get one. They are chosen after sorting, so that every
//! run gives the same.

use super::addresses::Addresses;
use super::photos::Pictures;
use crate::diagnostic::{self, Diagnostic, Problem, Referent};
use crate::text::nearest;

/// Maximum number of problems that get a suggestion.
const MAX_SUGGESTIONS: usize = 100;

/// Fills in the nearest names.
pub(super) fn fill(
    problems: &mut Vec<Diagnostic>,
    addresses: &Addresses<'_>,
    pictures: &Pictures,
    mut slugs: Vec<&str>,
) {
    diagnostic::sort(problems);
    let needs = |diagnostic: &&mut Diagnostic| {
        matches!(
            diagnostic.problem,
            Problem::BrokenLink { nearest: None, .. }
                | Problem::MissingPhoto { nearest: None, .. }
                | Problem::UnknownReference { kind: Referent::Entry, nearest: None, .. }
        )
    };
    let mut unfilled = problems.iter_mut().filter(needs).take(MAX_SUGGESTIONS).peekable();
    if unfilled.peek().is_none() {
        return;
    }
    slugs.sort_unstable();
    let names = addresses.names();
    for diagnostic in unfilled {
        let from = diagnostic.place.path.clone();
        match &mut diagnostic.problem {
            Problem::MissingPhoto { file, nearest } => *nearest = pictures.suggest(&from, file),
            Problem::BrokenLink { target, nearest } => *nearest = addresses.suggest(&names, &from, target),
            Problem::UnknownReference { written, nearest: near, .. } => {
                *near = nearest(written, slugs.iter().copied(), 1).first().map(|name| name.to_string());
            }
            _ => {}
        }
    }
}
