//! The command line, read.
//!
//! Takes the arguments, gives an [`Invocation`] or what is wrong with them.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use crate::build::Options;
use crate::date::Day;
use crate::diagnostic::{Format, Language};
use crate::plan::Effort;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    Help,
    Version,
    Init { folder: PathBuf },
    New { title: String },
    Check(Options),
    Build(Options),
    Serve(Serve),
    Search(Asked),
    Explain { path: String },
    Schema { name: Option<String> },
}

/// A search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub words: String,
    /// Names of facets with the ids that are chosen.
    pub facets: Vec<(String, String)>,
    pub limit: usize,
    pub json: bool,
    pub by_date: bool,
    /// The published folder, where it is not `public`.
    pub out: Option<PathBuf>,
}

/// So many results are shown where nothing else is asked for.
const LIMIT: usize = 10;

/// How the preview is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Serve {
    pub port: Option<u16>,
    pub host: Option<String>,
    pub open: bool,
    pub follow: bool,
    pub as_visitor: bool,
    pub poll: bool,
}

impl Serve {
    /// The first flag that was given, if any was.
    fn given(&self) -> Option<&'static str> {
        let flags = [
            (self.port.is_some(), "--port"),
            (self.host.is_some(), "--host"),
            (self.open, "--open"),
            (self.follow, "--follow"),
            (self.as_visitor, "--as-visitor"),
            (self.poll, "--poll"),
        ];
        flags.into_iter().find_map(|(given, flag)| given.then_some(flag))
    }
}

/// A command with its common flags.
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
    UnknownCommand(String),
    UnknownFlag(String),
    UnexpectedArgument(String),
    MissingValue(String),
    BadValue { flag: String, value: String },
    MissingArgument(&'static str),
}

pub(super) const COMMANDS: &[&str] =
    &["init", "new", "check", "build", "serve", "search", "explain", "schema", "help"];

/// Reads the arguments. The language is given back even where they are wrong, for the message.
pub(super) fn read(
    args: impl Iterator<Item = OsString>,
    system: Language,
) -> (Language, Result<Invocation, Misuse>) {
    let mut reader = Reader {
        parser: lexopt::Parser::from_iter(args),
        command: None,
        arguments: Vec::new(),
        out: None,
        allow_removed: false,
        facets: Vec::new(),
        limit: None,
        json: false,
        by_date: false,
        serve: Serve::default(),
        effort: None,
        help: false,
        common: Invocation {
            action: Action::Help,
            root: None,
            as_of: None,
            language: system,
            format: Format::Human,
            quiet: false,
        },
    };
    let read = reader.read();
    let language = reader.common.language;
    (language, read.and_then(|()| reader.finish()))
}

struct Reader {
    parser: lexopt::Parser,
    command: Option<String>,
    arguments: Vec<OsString>,
    out: Option<PathBuf>,
    allow_removed: bool,
    facets: Vec<(String, String)>,
    limit: Option<usize>,
    json: bool,
    by_date: bool,
    serve: Serve,
    effort: Option<Effort>,
    help: bool,
    common: Invocation,
}

impl Reader {
    /// Reads on after a mistake, so that a `--lang` behind it still counts; gives the first mistake.
    fn read(&mut self) -> Result<(), Misuse> {
        let mut first = Ok(());
        loop {
            let step = match self.parser.next() {
                Ok(None) => return first,
                Ok(Some(Value(word))) => {
                    self.word(word);
                    Ok(())
                }
                Ok(Some(Short(letter))) => self.flag(&format!("-{letter}")),
                Ok(Some(Long(name))) => {
                    let flag = format!("--{name}");
                    self.flag(&flag)
                }
                Err(lexopt::Error::UnexpectedValue { option, .. }) => Err(Misuse::UnexpectedArgument(option)),
                Err(error) => Err(Misuse::UnknownFlag(error.to_string())),
            };
            first = first.and(step);
        }
    }

    fn word(&mut self, word: OsString) {
        match self.command {
            None => self.command = Some(word.to_string_lossy().into_owned()),
            Some(_) => self.arguments.push(word),
        }
    }

    fn flag(&mut self, flag: &str) -> Result<(), Misuse> {
        match flag {
            "-h" | "--help" => self.help = true,
            "-V" | "--version" => self.command = Some("--version".into()),
            "-q" | "--quiet" => self.common.quiet = true,
            "--allow-removed" => self.allow_removed = true,
            "--json" => self.json = true,
            "--by-date" => self.by_date = true,
            "--limit" => self.limit = Some(self.choice(flag, |text| text.parse().ok())?),
            "--facet" => {
                let split = |text: &str| {
                    text.split_once('=').map(|(name, value)| (name.to_string(), value.to_string()))
                };
                let facet = self.choice(flag, split)?;
                self.facets.push(facet);
            }
            "--open" => self.serve.open = true,
            "--follow" => self.serve.follow = true,
            "--as-visitor" => self.serve.as_visitor = true,
            "--poll" => self.serve.poll = true,
            "--host" => self.serve.host = Some(self.value(flag)?.to_string_lossy().into_owned()),
            "--port" => self.serve.port = Some(self.choice(flag, |text| text.parse().ok())?),
            "--photos" => {
                self.effort = Some(self.choice(flag, |text| match text {
                    "draft" => Some(Effort::Draft),
                    "full" => Some(Effort::Full),
                    _ => None,
                })?);
            }
            "--root" => self.common.root = Some(self.value(flag)?.into()),
            "--out" => self.out = Some(self.value(flag)?.into()),
            "--as-of" => self.common.as_of = Some(self.choice(flag, Day::parse)?),
            "--lang" => {
                self.common.language = self.choice(flag, |text| match text {
                    "vi" => Some(Language::Vi),
                    "en" => Some(Language::En),
                    _ => None,
                })?;
            }
            "--format" => {
                self.common.format = self.choice(flag, |text| match text {
                    "human" => Some(Format::Human),
                    "short" => Some(Format::Short),
                    "json" => Some(Format::Json),
                    _ => None,
                })?;
            }
            _ => {
                // `--typo=value`: the value goes with the flag.
                let _ = self.parser.optional_value();
                return Err(Misuse::UnknownFlag(flag.to_string()));
            }
        }
        Ok(())
    }

    fn value(&mut self, flag: &str) -> Result<OsString, Misuse> {
        self.parser.value().map_err(|_| Misuse::MissingValue(flag.to_string()))
    }

    fn choice<T>(&mut self, flag: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Misuse> {
        let value = self.value(flag)?.to_string_lossy().into_owned();
        read(&value).ok_or_else(|| Misuse::BadValue { flag: flag.to_string(), value })
    }

    fn finish(mut self) -> Result<Invocation, Misuse> {
        let command = self.command.take();
        let mut arguments = std::mem::take(&mut self.arguments).into_iter();
        let mut argument = |name| arguments.next().ok_or(Misuse::MissingArgument(name));
        let text = |word: OsString| word.to_string_lossy().into_owned();
        let action = match command.as_deref() {
            _ if self.help => Action::Help,
            None => return Err(Misuse::NoCommand),
            Some("help") => {
                let _ = arguments.next();
                Action::Help
            }
            Some("--version") => Action::Version,
            Some("init") => Action::Init { folder: argument("DIR")?.into() },
            Some("new") => Action::New { title: text(argument("TITLE")?) },
            Some("check") => Action::Check(Options {
                out: self.out.take(),
                allow_removed: self.allow_removed,
                ..Options::default()
            }),
            Some("build") => {
                let effort = self.effort.take().unwrap_or_default();
                Action::Build(Options { out: self.out.take(), allow_removed: self.allow_removed, effort })
            }
            Some("search") => Action::Search(Asked {
                words: text(argument("WORDS")?),
                facets: std::mem::take(&mut self.facets),
                limit: self.limit.take().unwrap_or(LIMIT),
                json: std::mem::take(&mut self.json),
                by_date: std::mem::take(&mut self.by_date),
                out: self.out.take(),
            }),
            Some("serve") => Action::Serve(std::mem::take(&mut self.serve)),
            Some("schema") => Action::Schema { name: arguments.next().map(text) },
            Some("explain") => Action::Explain { path: text(argument("PATH")?) },
            Some(other) => return Err(Misuse::UnknownCommand(other.to_string())),
        };
        if let Some(extra) = arguments.next() {
            return Err(Misuse::UnexpectedArgument(text(extra)));
        }
        if self.out.is_some() {
            return Err(Misuse::UnknownFlag("--out".into()));
        }
        let of_search = [
            ("--facet", !self.facets.is_empty()),
            ("--limit", self.limit.is_some()),
            ("--json", self.json),
            ("--by-date", self.by_date),
        ];
        if let Some((flag, _)) = of_search.into_iter().find(|(_, given)| *given)
            && action != Action::Help
        {
            return Err(Misuse::UnknownFlag(flag.into()));
        }
        if let Some(flag) = self.serve.given().filter(|_| !matches!(action, Action::Help)) {
            return Err(Misuse::UnknownFlag(flag.into()));
        }
        if self.effort.is_some() {
            return Err(Misuse::UnknownFlag("--photos".into()));
        }
        if self.allow_removed && !matches!(action, Action::Build(_) | Action::Check(_) | Action::Help) {
            return Err(Misuse::UnknownFlag("--allow-removed".into()));
        }
        Ok(Invocation { action, ..self.common })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Result<Invocation, Misuse> {
        read(std::iter::once("guong").chain(words.split_whitespace()).map(OsString::from), Language::Vi).1
    }

    #[test]
    fn flags_may_stand_anywhere() {
        let one = line("build --as-of 2026-12-01 --root demo --allow-removed").unwrap();
        let other = line("--root=demo --as-of=2026-12-01 build --allow-removed").unwrap();
        assert_eq!(one, other);
        assert_eq!(
            one.action,
            Action::Build(Options { out: None, allow_removed: true, effort: Effort::Full })
        );
        let draft = line("build --photos draft").unwrap();
        assert_eq!(
            draft.action,
            Action::Build(Options { out: None, allow_removed: false, effort: Effort::Draft })
        );
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(line(""), Err(Misuse::NoCommand));
        assert_eq!(line("biuld"), Err(Misuse::UnknownCommand("biuld".into())));
        assert_eq!(line("build --fast"), Err(Misuse::UnknownFlag("--fast".into())));
        assert_eq!(
            line("build --as-of hôm-nay"),
            Err(Misuse::BadValue { flag: "--as-of".into(), value: "hôm-nay".into() })
        );
        assert_eq!(line("check --photos draft"), Err(Misuse::UnknownFlag("--photos".into())));
        assert_eq!(line("new"), Err(Misuse::MissingArgument("TITLE")));
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
