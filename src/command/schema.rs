//! `guong schema`: writes the keys as JSON Schema, for editors.

use std::fs;
use std::io;
use std::path::Path;

use super::args::Invocation;
use super::{Outcome, err, out, root, say};
use crate::diagnostic::Language;
use crate::schema::{FILES, SchemaFile, json};

/// Runs the command: prints the schema of one kind of file, or writes all schemas into the site's folder.
pub(super) fn run(name: Option<&str>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    if let Some(name) = name {
        let Some(file) = FILES.iter().find(|file| file.name == name) else {
            err(&format!("guong: {}\n", say::unknown_schema(name, language)));
            return Outcome::Misused;
        };
        out(&text(file, language));
        return Outcome::Done;
    }
    let root = root(invocation);
    if !root.join("guong.toml").is_file() {
        err(&format!("guong: {}\n", say::no_site(language)));
        return Outcome::ContentHasErrors;
    }
    if let Err(error) = write(&root, language) {
        err(&format!("guong: {}: {error}\n", root.join(json::FOLDER).display()));
        return Outcome::MachineFailed;
    }
    if !invocation.quiet {
        out(&say::schemas(&root.join(json::FOLDER), language));
    }
    Outcome::Done
}

/// Writes the schema of every kind of file into a site's folder.
pub(super) fn write(root: &Path, language: Language) -> io::Result<()> {
    let folder = root.join(json::FOLDER);
    fs::create_dir_all(&folder)?;
    FILES
        .iter()
        .try_for_each(|file| fs::write(folder.join(format!("{}.json", file.name)), text(file, language)))
}

fn text(file: &SchemaFile, language: Language) -> String {
    let schema = json::schema(file, language);
    format!("{schema:#}\n")
}
