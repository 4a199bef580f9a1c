//! The commands of the program.
//!
//! Takes the command line, gives an exit status. Has no rules of its own about content.

#[allow(clippy::disallowed_methods, reason = "it writes entries")]
mod adopt;
mod args;
mod backup;
mod build;
mod check;
mod commands;
#[cfg(feature = "deploy")]
mod deploy;
mod explain;
#[cfg(feature = "office")]
#[allow(clippy::disallowed_methods, reason = "it writes a workbook where it is told to")]
mod export;
mod generate;
#[cfg(feature = "office")]
#[allow(clippy::disallowed_methods, reason = "it reads a list, and writes entries")]
mod import;
#[cfg(feature = "office")]
mod import_words;
#[allow(clippy::disallowed_methods, reason = "it looks whether a folder is empty")]
mod init;
#[allow(clippy::disallowed_methods, reason = "it writes a new entry")]
mod new;
mod photos;
mod progress;
mod rename;
#[cfg(feature = "office")]
mod report;
mod say;
mod say_store;
#[allow(clippy::disallowed_methods, reason = "it writes a task")]
mod schedule;
mod schema;
#[allow(clippy::disallowed_methods, reason = "it reads what is published")]
mod search;
mod serve;
#[allow(clippy::disallowed_methods, reason = "there is no `World` before a gallery is opened")]
mod start;
mod store;
mod usage;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::{Action, Invocation};

use crate::diagnostic::{
    Diagnostic, Format, Language, Severity, has_program_faults, report, silence_guarded_panics,
};
use crate::site::{self, Site};
#[cfg(feature = "office")]
use crate::world::DiskWorld;

/// How a command ended, as exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// 0
    Done,
    /// 1
    ContentHasErrors,
    /// 2
    Misused,
    /// 3
    MachineFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Runs a command line, which starts with the program's name, and returns the exit status.
///
/// If the program was started by a double-click, it opens the site in the current folder, or the start page if there is
/// none, and keeps the window open.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let mut args: Vec<OsString> = args.collect();
    #[cfg(feature = "deploy")]
    if args.len() == 2 && crate::remote::answer_ssh() {
        return Outcome::Done.into();
    }
    if args.len() > 1 || !window::is_own() {
        return run_line(args).into();
    }
    let here = std::env::current_dir().unwrap_or_default();
    // A copy of the program in a site's folder opens that site.
    let command = if site::find(&here).is_some() { "serve" } else { "start" };
    args.extend([command, "--open"].map(OsString::from));
    let outcome = run_line(args);
    window::keep_open(say::system_language());
    outcome.into()
}

fn run_line(args: Vec<OsString>) -> Outcome {
    let (language, invocation) = args::read(args.into_iter(), say::system_language());
    let invocation = match invocation {
        Ok(invocation) => invocation,
        Err(misuse) => {
            eprintln!("{}", say::misuse(&misuse, language));
            return Outcome::Misused;
        }
    };
    silence_guarded_panics();
    catch_unwind(AssertUnwindSafe(|| act(&invocation))).unwrap_or_else(|_| {
        // The panic's own message has already been printed.
        let text = say::pick(
            language,
            "chính chương trình Guong bị lỗi; trang đã xuất bản vẫn giữ nguyên. Xin báo cho nhóm làm Guong, kèm các dòng trên",
            "Guong itself failed; the published site is unchanged. Please report it to the makers of Guong, with the lines above",
        );
        err(&format!("guong: {text}\n"));
        Outcome::MachineFailed
    })
}

fn act(invocation: &Invocation) -> Outcome {
    match &invocation.action {
        Action::Print(text) => {
            out(text);
            Outcome::Done
        }
        Action::Init { folder, province } => init::run(folder, province.as_deref(), invocation),
        Action::New { title } => new::run(title, invocation),
        Action::Check(options, register) => check::run(options, *register, invocation),
        Action::Adopt { entries, all } => adopt::run(entries, *all, invocation),
        Action::Rename { old, new, is_dry } => rename::run(old, new, *is_dry, invocation),
        #[cfg(feature = "office")]
        Action::Export(args) => export::run(args, invocation),
        #[cfg(feature = "office")]
        Action::Report(args) => report::run(args, invocation),
        #[cfg(feature = "office")]
        Action::Import(args) => import::run(args, invocation),
        #[cfg(feature = "office")]
        Action::ReadList => import::read_list(),
        Action::Backup { to } => backup::run(to.as_deref(), invocation),
        Action::Schedule { scheduler, task } => schedule::run(*scheduler, task.as_deref(), invocation),
        Action::Build(options) => build::run(options, invocation),
        #[cfg(feature = "deploy")]
        Action::Deploy(args) => deploy::run(args, invocation),
        Action::Photos { shard, plan } => photos::run(*shard, *plan, invocation),
        Action::StoreSweep { is_dry } => store::run(*is_dry, invocation),
        Action::Search(args) => search::run(args, invocation),
        Action::Serve(serve) => serve::run(serve, invocation),
        Action::Start(opens) => start::run(*opens, invocation),
        Action::Schema { name } => schema::run(name.as_deref(), invocation),
        Action::Explain { path, out } => explain::run(path, out.as_deref(), invocation),
        Action::Generate(shell) => generate::run(*shell, invocation),
    }
}

/// Returns the outcome of a command that was stopped by these diagnostics.
fn stopped(diagnostics: &[Diagnostic]) -> Outcome {
    if has_program_faults(diagnostics) { Outcome::MachineFailed } else { Outcome::ContentHasErrors }
}

/// Returns the site's folder: `--root`, or else the nearest folder with a `guong.toml`, from the current one upwards.
fn root(invocation: &Invocation) -> PathBuf {
    let nearest = || {
        let here = std::env::current_dir().ok()?;
        site::find(&here).map(Path::to_path_buf)
    };
    invocation.root.clone().or_else(nearest).unwrap_or_else(|| PathBuf::from("."))
}

/// Reads the site in `root`. It is never dropped, because freeing its many small values would only delay the end
/// of the program.
fn open(root: &Path, invocation: &Invocation) -> Result<ManuallyDrop<Site>, Outcome> {
    site::open(root, invocation.as_of).map(ManuallyDrop::new).map_err(|error| {
        err(&format!("guong: {}: {error}\n", root.display()));
        let hint = say::pick(
            invocation.language,
            "không mở được thư mục của trang; kiểm tra lại tên sau --root",
            "the site's folder cannot be opened; check the name after --root",
        );
        err(&format!("{hint}\n"));
        Outcome::MachineFailed
    })
}

/// Opens the world of a site; says so if there is no site in `root`.
#[cfg(feature = "office")]
fn open_world(root: &Path, invocation: &Invocation) -> Option<DiskWorld> {
    let world = DiskWorld::new(root).ok().filter(|_| site::is_site(root));
    if world.is_none() {
        err(&format!("guong: {}\n", say::no_site(invocation.language)));
    }
    world
}

/// Writes to standard output, with colours only on a terminal and unless `NO_COLOR` is set (no-color.org). Errors are
/// ignored, because a reader such as `head` may close the pipe early.
fn out(text: &str) {
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

/// Writes to standard error, as [`out`] does.
fn err(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Formats diagnostics for [`out`] and [`err`].
fn reported(diagnostics: &[Diagnostic], invocation: &Invocation) -> String {
    report(diagnostics, invocation.language, invocation.format, invocation.format == Format::Human)
}

/// Counts errors and warnings: `3 lỗi, 2 lưu ý.`
fn counts(diagnostics: &[Diagnostic], language: Language) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
    say::counts(errors, diagnostics.len() - errors, language)
}
