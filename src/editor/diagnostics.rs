//! Diagnostics as JSON, each with the field that it is about.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::edit::FormValues;

/// The key of the story below the front matter.
const STORY: &str = "text";

/// Returns the diagnostics of a file; `form` is what can be read in it.
pub(super) fn of_file(
    problems: &[Diagnostic],
    path: &str,
    form: Option<&FormValues>,
    language: Language,
) -> Vec<Value> {
    let key = |problem: &Diagnostic| {
        if let Some(key) = problem.problem.key() {
            return Some(key.to_string());
        }
        let position = problem.place.position;
        let form = form.filter(|_| &*problem.place.path == path && position.line > 0)?;
        match form.key_at(position) {
            Some(key) => Some(key.to_string()),
            None => form.is_in_text(position).then(|| STORY.to_string()),
        }
    };
    problems.iter().map(|problem| one(problem, key(problem), language)).collect()
}

/// Returns diagnostics of any files.
pub(super) fn plain(problems: &[Diagnostic], language: Language) -> Vec<Value> {
    problems.iter().map(|problem| one(problem, None, language)).collect()
}

/// Returns one diagnostic.
pub(super) fn one(problem: &Diagnostic, key: Option<String>, language: Language) -> Value {
    json!({
        "severity": if problem.severity() == Severity::Error { "error" } else { "warning" },
        "code": problem.problem.code(),
        "message": problem.message(language),
        "hint": problem.hint(language),
        "key": key,
        "path": &*problem.place.path,
        "line": problem.place.position.line.max(1),
    })
}
