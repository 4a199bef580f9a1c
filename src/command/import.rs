//! `guong import`: reports what a list would change, and writes it if asked to.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::args::Invocation;
use super::usage::WORD;
use super::{Outcome, err, import_words as words, open_world, out, root};
use crate::diagnostic::Format;
use crate::office::{
    ColumnMap, EntryOutcome, ImportOptions, ImportedEntry, LIMIT, ListImport, ReadFault, child, import,
};
use crate::site::{create, load_memo, replace};
use crate::text::nearest;
use crate::world::{DiskWorld, World};

/// The arguments of `guong import`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ImportArgs {
    pub list: PathBuf,
    pub write: bool,
    pub publish: bool,
    pub convert: bool,
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
            map: matches.get_many("map").into_iter().flatten().cloned().collect(),
        }
    }
}

/// The file in a site's folder that assigns columns.
const SAVED: &str = "import.toml";

/// Runs the command.
pub(super) fn run(args: &ImportArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let Some(world) = open_world(&root, invocation) else { return Outcome::ContentHasErrors };
    let columns = match columns(&root, &args.map) {
        Ok(columns) => columns,
        Err(fault) => {
            err(&format!("guong: {}\n", words::map(&fault, language)));
            return Outcome::Misused;
        }
    };
    let shown = args.list.display().to_string();
    let bytes = match read(&args.list) {
        Ok(bytes) => bytes,
        Err(error) => {
            err(&format!("guong: {shown}: {error}\n"));
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
    let sheets = match child::read_apart(&program, bytes) {
        Ok(sheets) => sheets,
        Err(fault) => {
            err(&format!("guong: {shown}: {}\n", words::fault(&fault, language)));
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
    if args.write && !result.is_blocked {
        for entry in result.entries.iter().filter(|entry| entry.outcome != EntryOutcome::Same) {
            if let Err(error) = write(world, root, entry) {
                err(&format!("guong: {}: {error}\n", entry.path));
                return Outcome::MachineFailed;
            }
        }
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

/// Writes an entry. One that was changed since it was read is left alone.
fn write(world: &DiskWorld, root: &Path, entry: &ImportedEntry) -> io::Result<()> {
    if entry.outcome == EntryOutcome::New {
        let file = root.join(&entry.path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        return create(&file, &entry.bytes);
    }
    let listing = world.list(&entry.path);
    let found = listing.files.first().ok_or(io::ErrorKind::NotFound)?;
    if world.read(found)? != entry.before {
        return Err(io::Error::other("changed meanwhile"));
    }
    replace(&world.place_of(found)?, &entry.bytes)
}

/// What is wrong with an assignment of a column.
pub(super) enum MapFault {
    /// It has no `=`.
    NoKey(String),
    /// There is no such key; the nearest ones.
    UnknownKey(String, Vec<String>),
    /// `import.toml` cannot be read.
    Saved(String),
}

/// Returns the assigned columns: those of `import.toml`, then those of the command line.
fn columns(root: &Path, map: &[OsString]) -> Result<ColumnMap, MapFault> {
    let mut columns = ColumnMap::default();
    let mut assign = |column: &str, key: &str| {
        columns.assign(column, key).map_err(|known| {
            let near = nearest(key, known.iter().map(String::as_str), 3);
            MapFault::UnknownKey(key.into(), near.into_iter().map(String::from).collect())
        })
    };
    match fs::read_to_string(root.join(SAVED)) {
        Ok(text) => {
            #[derive(serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct SavedColumns {
                columns: BTreeMap<String, String>,
            }
            let saved: SavedColumns =
                toml::from_str(&text).map_err(|error| MapFault::Saved(error.to_string()))?;
            for (column, key) in &saved.columns {
                assign(column, key)?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(MapFault::Saved(error.to_string())),
    }
    for pair in map {
        let pair = pair.to_string_lossy();
        let (column, key) = pair.rsplit_once('=').ok_or_else(|| MapFault::NoKey(pair.to_string()))?;
        assign(column, key)?;
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
