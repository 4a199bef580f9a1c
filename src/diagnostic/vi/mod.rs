//! Vietnamese messages: what is wrong, and how to mend it.

mod consent;
mod files;
mod keys;
mod lists;
mod photos;
mod places;
mod references;
mod text;
mod theme;
mod values;
mod words;

use super::{Message, Problem};

/// Returns the message and hint of `problem`.
pub(super) fn say(problem: &Problem) -> Message {
    files::files(problem)
        .or_else(|| keys::keys(problem))
        .or_else(|| values::values(problem))
        .or_else(|| places::places(problem))
        .or_else(|| references::references(problem))
        .or_else(|| photos::photos(problem))
        .or_else(|| consent::consent(problem))
        .or_else(|| text::text(problem))
        .or_else(|| lists::lists(problem))
        .or_else(|| theme::theme(problem))
        .expect("every problem has words: a test holds a mistake for each code")
}
