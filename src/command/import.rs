//! `guong import`: reports what a list would change, and writes it if asked to.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::args::Invocation;
use super::usage::WORD;
use super::{Outcome, err, import_words as words, open_world, out, root};
use crate::diagnostic::Format;
use crate::office::{ColumnMap, ImportOptions, LIMIT, ListImport, MapFault, ReadFault, SAVED, child, import};
use crate::site::{load_memo, write_all};
use crate::world::DiskWorld;

/// The arguments of `guong import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ImportArgs {
    pub list: PathBuf,
    pub write: bool,
    pub publish: bool,
    pub convert: bool,
    /// Whether the document that a report is gets a file of its own.
    pub document: bool,
    /// The level of the headings at which a report is split.
    pub split_at: Option<u8>,
    /// Columns and keys, joined by `=`.
    pub map: Vec<OsString>,
}

impl ImportArgs {
    /// Reads the arguments.
    pub(super) fn of(matches: &ArgMatches) -> ImportArgs {
        ImportArgs {
            list: matches.get_one::<PathBuf>(WORD).cloned().expect("it is required"),
            write: matches.get_flag("write"),
            publish: matches.get_flag("publish"),
            convert: matches.get_flag("convert"),
            document: matches.get_flag("document"),
            split_at: matches.get_one::<u8>("split-at").copied(),
            map: matches.get_many("map").into_iter().flatten().cloned().collect(),
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &ImportArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let Some(world) = open_world(&root, invocation) else { return Outcome::ContentHasErrors };
    let columns = match columns(&root, &args.map) {
        Ok(columns) => columns,
        Err(fault) => {
            err(&format!("guong: {}\n", fault.message(language)));
            return Outcome::Misused;
        }
    };
    let shown = args.list.display().to_string();
    let bytes = match read(&args.list) {
        Ok(bytes) => bytes,
        Err(error) => {
            err(&words::not_read(&shown, &error, language));
            return Outcome::MachineFailed;
        }
    };
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => {
            err(&format!("guong: {error}\n"));
            return Outcome::MachineFailed;
        }
    };
    let sheets = match child::read_apart(&program, bytes, args.split_at) {
        Ok(sheets) => sheets,
        Err(fault) => {
            err(&format!("guong: {shown}: {}\n", fault.message(language)));
            return if fault == ReadFault::TooMuch {
                Outcome::MachineFailed
            } else {
                Outcome::ContentHasErrors
            };
        }
    };
    let options = ImportOptions {
        name: shown,
        publish: args.publish,
        convert: args.convert,
        document: args.document,
        columns,
        as_of: invocation.as_of,
    };
    let result = import(&world, load_memo(&root), &sheets, &options);
    let outcome = finish(args, &world, &root, &result, invocation);
    // Freeing the list takes longer than the program has left to run.
    std::mem::forget((result, sheets));
    outcome
}

fn finish(
    args: &ImportArgs,
    world: &DiskWorld,
    root: &Path,
    result: &ListImport,
    invocation: &Invocation,
) -> Outcome {
    let language = invocation.language;
    let is_human = invocation.format == Format::Human;
    if is_human && !invocation.quiet {
        out(&words::sheets(result, language));
        out(&words::entries(result, language));
    }
    out(&words::problems(&result.problems, invocation));
    let has_list = result.sheets.iter().any(|sheet| sheet.heading.is_some());
    if !has_list {
        err(&format!("guong: {}\n", words::no_list(language)));
        return Outcome::ContentHasErrors;
    }
    if args.write
        && !result.is_blocked
        && let Err(fault) = write_all(world, root, &result.writes())
    {
        err(&words::not_written(&fault, language));
        return Outcome::MachineFailed;
    }
    if is_human && !invocation.quiet {
        out(&words::summary(result, args.write, language));
    }
    let is_wrong = result.is_blocked || !result.broken.is_empty();
    if is_wrong { Outcome::ContentHasErrors } else { Outcome::Done }
}

/// Reads a list, up to a byte more than it may have.
fn read(list: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(list)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the assigned columns: those of `import.toml`, then those of the command line.
fn columns(root: &Path, map: &[OsString]) -> Result<ColumnMap, MapFault> {
    let mut columns = ColumnMap::from_saved(fs::read_to_string(root.join(SAVED)))?;
    for pair in map {
        let pair = pair.to_string_lossy();
        let (column, key) = pair.rsplit_once('=').ok_or_else(|| MapFault::NoKey(pair.to_string()))?;
        columns.assign(column, key)?;
    }
    Ok(columns)
}

/// Runs the hidden command that reads a list for [`run`].
pub(super) fn read_list() -> Outcome {
    match child::answer() {
        Ok(()) => Outcome::Done,
        Err(error) => {
            err(&format!("guong: {error}\n"));
            Outcome::MachineFailed
        }
    }
}
