//! Parses the command line.
//!
//! Takes the arguments, gives an [`Invocation`] or a [`Misuse`].

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};
use clap_complete::Shell;

#[cfg(feature = "deploy")]
use super::deploy::DeployArgs;
#[cfg(feature = "office")]
use super::export::ExportArgs;
#[cfg(feature = "office")]
use super::import::ImportArgs;
#[cfg(feature = "office")]
use super::report::ReportArgs;
use super::usage::{self, WORD};
use crate::build::{Options, Shard};
use crate::date::Day;
use crate::diagnostic::{Format, Language};
use crate::text::nearest;

/// What the program is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Prints help or the version.
    Print(String),
    Init {
        folder: PathBuf,
        /// The office's province, of today or a former one.
        province: Option<String>,
    },
    New {
        title: String,
    },
    /// The flag is whether to print the register of consents instead.
    Check(Options, bool),
    Build(Options),
    #[cfg(feature = "deploy")]
    Deploy(DeployArgs),
    /// Derives photos and puts them into the shared store.
    Photos {
        /// The part to derive, if the command line names it.
        shard: Option<Shard>,
        /// Whether to say only how long it takes.
        plan: bool,
    },
    /// Removes what is not needed from the shared store.
    StoreSweep {
        /// Whether nothing is removed.
        is_dry: bool,
    },
    /// Without entries and `all`, offers are only listed.
    Adopt {
        entries: Vec<String>,
        all: bool,
    },
    Rename {
        old: String,
        new: String,
        /// Whether nothing is written.
        is_dry: bool,
    },
    #[cfg(feature = "office")]
    Export(ExportArgs),
    #[cfg(feature = "office")]
    Report(ReportArgs),
    #[cfg(feature = "office")]
    Import(ImportArgs),
    /// Reads a list from the standard input.
    #[cfg(feature = "office")]
    ReadList,
    Backup {
        /// The folder of the archive, if not the site's.
        to: Option<PathBuf>,
    },
    Schedule {
        /// What runs the task; by default, what the system has.
        scheduler: Option<Scheduler>,
        /// The file of the task.
        task: Option<PathBuf>,
    },
    Serve(Serve),
    /// The flag is whether the browser opens.
    Start(bool),
    Search(SearchArgs),
    Explain {
        path: String,
        out: Option<PathBuf>,
    },
    Schema {
        name: Option<String>,
    },
    /// Prints completions for a shell, or the man page if there is none.
    Generate(Option<Shell>),
}

/// The arguments of `guong search`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchArgs {
    pub words: String,
    /// Pairs of a facet's name and the id of a value.
    pub facets: Vec<(String, String)>,
    pub limit: usize,
    pub json: bool,
    pub by_date: bool,
    /// The published folder; the default is `public`.
    pub out: Option<PathBuf>,
}

/// What runs tasks at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheduler {
    /// Windows' Task Scheduler.
    Windows,
    /// cron.
    Cron,
}

/// Default maximum number of results.
const LIMIT: usize = 10;

/// The arguments of `guong serve`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Serve {
    pub port: Option<u16>,
    pub host: Option<String>,
    pub open: bool,
    pub follow: bool,
    pub as_visitor: bool,
    pub poll: bool,
    pub no_edit: bool,
}

/// A command with the common flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invocation {
    pub action: Action,
    pub root: Option<PathBuf>,
    pub as_of: Option<Day>,
    pub language: Language,
    pub format: Format,
    pub quiet: bool,
}

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misuse {
    NoCommand,
    UnknownCommand { name: String, near: Option<String> },
    UnknownFlag(String),
    UnexpectedArgument(String),
    MissingValue(String),
    BadValue { flag: String, value: String },
    MissingArgument(String),
}

/// Parses the arguments. Also returns the language, so that errors can be shown in it.
pub(super) fn read(
    args: impl Iterator<Item = OsString>,
    system: Language,
) -> (Language, Result<Invocation, Misuse>) {
    let args: Vec<OsString> = args.collect();
    let language = language_of(&args).unwrap_or(system);
    let mut command = usage::command(language);
    let mut read = command.try_get_matches_from_mut(&args);
    if read.is_err() && args.iter().any(|arg| arg == "--help" || arg == "-h") {
        // A request for help counts even if the rest of the line is wrong.
        let name = args.iter().find(|arg| command.find_subcommand(arg).is_some());
        let help =
            [OsStr::new("guong")].into_iter().chain(name.map(AsRef::as_ref)).chain([OsStr::new("--help")]);
        read = command.try_get_matches_from_mut(help);
    }
    let invocation = match read {
        Ok(matches) => invocation(command, &matches, language),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(common(Action::Print(error.to_string()), &ArgMatches::default(), language))
            }
            _ => Err(misuse(&error, &command)),
        },
    };
    (language, invocation)
}

/// Returns the language that `--lang` names, even after an argument that is wrong.
fn language_of(args: &[OsString]) -> Option<Language> {
    let text = |arg: &OsString| arg.to_str().map(str::to_string);
    let behind = args.windows(2).filter(|two| two[0] == "--lang").filter_map(|two| text(&two[1]));
    let joined = args.iter().filter_map(|arg| Some(arg.to_str()?.strip_prefix("--lang=")?.to_string()));
    match behind.chain(joined).last()?.as_str() {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    }
}

fn invocation(mut command: Command, matches: &ArgMatches, language: Language) -> Result<Invocation, Misuse> {
    let (name, own) = matches.subcommand().expect("a command is required");
    let text = |id| own.get_one::<OsString>(id).map(|word| word.to_string_lossy().into_owned());
    let word = || text(WORD).expect("it is required");
    let path = |id| own.get_one::<PathBuf>(id).cloned();
    let action = match name {
        "init" => Action::Init { folder: path(WORD).expect("it is required"), province: text("province") },
        "new" => Action::New { title: word() },
        "check" => Action::Check(
            Options { out: path("out"), allow_removed: own.get_flag("allow-removed"), ..Options::default() },
            own.get_flag("consents"),
        ),
        "adopt" => Action::Adopt { entries: words(own), all: own.get_flag("all") },
        "rename" => Action::Rename {
            old: word(),
            new: text("new").expect("it is required"),
            is_dry: own.get_flag("dry-run"),
        },
        #[cfg(feature = "office")]
        "export" => Action::Export(ExportArgs::of(own)),
        #[cfg(feature = "office")]
        "report" => Action::Report(ReportArgs::of(own)),
        #[cfg(feature = "office")]
        "import" => Action::Import(ImportArgs::of(own)),
        #[cfg(feature = "office")]
        crate::office::child::COMMAND => Action::ReadList,
        "backup" => Action::Backup { to: path("to") },
        "schedule" => Action::Schedule { scheduler: own.get_one("for").copied(), task: path("task") },
        "build" => Action::Build(Options {
            out: path("out"),
            allow_removed: own.get_flag("allow-removed"),
            effort: own.get_one("photos").copied().unwrap_or_default(),
            ..Options::default()
        }),
        #[cfg(feature = "deploy")]
        "deploy" => Action::Deploy(DeployArgs::of(own)),
        "photos" => Action::Photos { shard: own.get_one("shard").copied(), plan: own.get_flag("plan") },
        "store" => Action::StoreSweep { is_dry: own.get_flag("dry-run") },
        "search" => Action::Search(SearchArgs {
            words: word(),
            facets: own.get_many("facet").into_iter().flatten().cloned().collect(),
            limit: own.get_one("limit").copied().unwrap_or(LIMIT),
            json: own.get_flag("json"),
            by_date: own.get_flag("by-date"),
            out: path("out"),
        }),
        "serve" => Action::Serve(Serve {
            port: own.get_one("port").copied(),
            host: text("host"),
            open: own.get_flag("open"),
            follow: own.get_flag("follow"),
            as_visitor: own.get_flag("as-visitor"),
            poll: own.get_flag("poll"),
            no_edit: own.get_flag("no-edit"),
        }),
        "start" => Action::Start(own.get_flag("open")),
        "explain" => Action::Explain { path: word(), out: path("out") },
        "schema" => Action::Schema { name: text(WORD) },
        "generate" => Action::Generate(*own.get_one(WORD).expect("it is required")),
        _ => {
            // This adds the common options to every command.
            command.build();
            Action::Print(match text(WORD) {
                None => command.render_help().to_string(),
                Some(name) => match command.find_subcommand_mut(&name) {
                    Some(command) => command.render_help().to_string(),
                    None => return Err(unknown_command(&name, &command)),
                },
            })
        }
    };
    Ok(common(action, own, language))
}

/// Returns the positional arguments of a command that takes several.
fn words(own: &ArgMatches) -> Vec<String> {
    let words = own.get_many::<OsString>(WORD).into_iter().flatten();
    words.map(|word| word.to_string_lossy().into_owned()).collect()
}

/// Adds the common flags, which may come before or after the command.
fn common(action: Action, matches: &ArgMatches, language: Language) -> Invocation {
    let flag = |id| matches.try_get_one::<bool>(id).ok().flatten().copied().unwrap_or_default();
    Invocation {
        action,
        root: matches.try_get_one::<PathBuf>("root").ok().flatten().cloned(),
        as_of: matches.try_get_one("as-of").ok().flatten().copied(),
        language,
        format: matches.try_get_one("format").ok().flatten().copied().unwrap_or_default(),
        quiet: flag("quiet"),
    }
}

/// Converts an error of clap.
fn misuse(error: &clap::Error, command: &Command) -> Misuse {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    // `--port <SỐ>` without the value's name.
    let flag = argument.split(' ').next().unwrap_or_default().to_string();
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingSubcommand => Misuse::NoCommand,
        ErrorKind::InvalidSubcommand => unknown_command(&context(ContextKind::InvalidSubcommand), command),
        ErrorKind::UnknownArgument if flag.starts_with('-') => Misuse::UnknownFlag(flag),
        ErrorKind::UnknownArgument => Misuse::UnexpectedArgument(argument),
        ErrorKind::TooManyValues => Misuse::UnexpectedArgument(value),
        ErrorKind::MissingRequiredArgument => {
            Misuse::MissingArgument(argument.trim_matches(['<', '>']).to_string())
        }
        _ if value.is_empty() => Misuse::MissingValue(flag),
        _ => Misuse::BadValue { flag, value },
    }
}

fn unknown_command(name: &str, command: &Command) -> Misuse {
    let known = command.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name);
    let near = nearest(name, known, 1).first().map(ToString::to_string);
    Misuse::UnknownCommand { name: name.to_string(), near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Effort;

    fn line(words: &str) -> Result<Invocation, Misuse> {
        read(std::iter::once("guong").chain(words.split_whitespace()).map(OsString::from), Language::Vi).1
    }

    #[test]
    fn flags_may_be_anywhere() {
        let one = line("build --as-of 2026-12-01 --root demo --allow-removed").unwrap();
        let other = line("--root=demo --as-of=2026-12-01 build --allow-removed").unwrap();
        assert_eq!(one, other);
        assert_eq!(
            one.action,
            Action::Build(Options { allow_removed: true, effort: Effort::Full, ..Options::default() })
        );
        let draft = line("build --photos draft").unwrap();
        assert_eq!(draft.action, Action::Build(Options { effort: Effort::Draft, ..Options::default() }));
    }

    #[test]
    fn help_is_given_after_anything() {
        let help = line("build --help").unwrap().action;
        for flags in ["--out --help", "--out x --help", "--fast -h", "--photos all --help", "--help x"] {
            assert_eq!(line(&format!("build {flags}")).unwrap().action, help, "{flags}");
        }
        assert_eq!(line("--root --help").unwrap().action, line("--help").unwrap().action);
    }

    #[test]
    fn mistakes_are_reported() {
        assert_eq!(line(""), Err(Misuse::NoCommand));
        assert_eq!(
            line("biuld"),
            Err(Misuse::UnknownCommand { name: "biuld".into(), near: Some("build".into()) })
        );
        assert_eq!(line("build --fast"), Err(Misuse::UnknownFlag("--fast".into())));
        assert_eq!(
            line("build --as-of hôm-nay"),
            Err(Misuse::BadValue { flag: "--as-of".into(), value: "hôm-nay".into() })
        );
        assert_eq!(line("check --photos draft"), Err(Misuse::UnknownFlag("--photos".into())));
        assert_eq!(line("new"), Err(Misuse::MissingArgument("TÊN".into())));
        assert_eq!(line("check all"), Err(Misuse::UnexpectedArgument("all".into())));
        assert_eq!(line("check --open"), Err(Misuse::UnknownFlag("--open".into())));
        assert_eq!(
            line("serve --port 99999"),
            Err(Misuse::BadValue { flag: "--port".into(), value: "99999".into() })
        );
        assert_eq!(line("serve --out x"), Err(Misuse::UnknownFlag("--out".into())));
    }

    #[test]
    fn the_language_counts_even_behind_a_mistake() {
        let words = ["guong", "build", "--fast", "--lang", "en"].map(OsString::from);
        assert_eq!(read(words.into_iter(), Language::Vi).0, Language::En);
    }
}
