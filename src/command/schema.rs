//! `guong schema`: writes the keys as JSON Schema, for editors.

use super::args::Invocation;
use super::{Outcome, err, out, root, say};
use crate::schema::{FILES, json};
use crate::site::{is_site, write_schemas};

/// Runs the command: prints the schema of one kind of file, or writes all schemas into the site's folder.
pub(super) fn run(name: Option<&str>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    if let Some(name) = name {
        let Some(file) = FILES.iter().find(|file| file.name == name) else {
            err(&format!("guong: {}\n", say::unknown_schema(name, language)));
            return Outcome::Misused;
        };
        out(&json::text(file, language));
        return Outcome::Done;
    }
    let root = root(invocation);
    if !is_site(&root) {
        err(&format!("guong: {}\n", say::no_site(language)));
        return Outcome::ContentHasErrors;
    }
    if let Err(error) = write_schemas(&root, language) {
        err(&format!("guong: {}: {error}\n", root.join(json::FOLDER).display()));
        return Outcome::MachineFailed;
    }
    if !invocation.quiet {
        out(&say::schemas(&root.join(json::FOLDER), language));
    }
    Outcome::Done
}
