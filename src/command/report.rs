//! `guong report`: the report of a year, as a Word document or a workbook.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, ValueHint, value_parser};

use super::args::Invocation;
use super::export::{say_written, write};
use super::usage::UsageWords;
use super::{Outcome, err, open, reported, root, say};
use crate::diagnostic::{Diagnostic, Position};
use crate::office::report::{ReportScope, docx, report, xlsx};
use crate::plan::Plan;

impl UsageWords {
    pub(super) fn report(&self) -> Command {
        self.command(
            "report",
            self.say("guong report [tùy chọn]", "guong report [options]"),
            self.say(
                "làm báo cáo năm để nộp: số liệu, danh sách, chỉ tiêu, theo thể thức văn bản hành chính",
                "write the report of a year: numbers, lists and targets, in the form of Vietnamese offices",
            ),
        )
        .arg(
            self.option(
                "year",
                self.say("NĂM", "YEAR"),
                self.say("năm báo cáo (mặc định: năm nay)", "the year (default: this year)"),
            )
            .value_parser(value_parser!(u16).range(1900..3000)),
        )
        .arg(
            self.option(
                "within",
                self.say("ĐỊA BÀN", "PLACE"),
                self.say(
                    "chỉ một tỉnh hay một xã, ví dụ \"tỉnh Nghệ An\"",
                    "only a province or a commune, such as \"tỉnh Nghệ An\"",
                ),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(
            self.option(
                "out",
                self.say("TỆP", "FILE"),
                self.say(
                    "tệp .docx hoặc .xlsx (mặc định: bao-cao-NĂM.docx)",
                    "a .docx or .xlsx file (default: bao-cao-YEAR.docx)",
                ),
            )
            .short('o')
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        )
        .arg(self.switch("force", self.say("ghi đè tệp đã có", "replace a file that is there")))
        .after_help(self.say(
            "Ví dụ:\n  guong report --year 2026 --within \"tỉnh Nghệ An\" -o bao-cao.docx",
            "Example:\n  guong report --year 2026 --within \"tỉnh Nghệ An\" -o report.docx",
        ))
    }
}

/// The arguments of `guong report`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportArgs {
    /// The year; by default, this one.
    year: Option<u16>,
    /// The place; by default, the whole site.
    within: Option<String>,
    file: Option<PathBuf>,
    force: bool,
}

impl ReportArgs {
    /// Reads the arguments.
    pub(super) fn of(matches: &ArgMatches) -> ReportArgs {
        let within = matches.get_one::<OsString>("within");
        ReportArgs {
            year: matches.get_one("year").copied(),
            within: within.map(|text| text.to_string_lossy().into_owned()),
            file: matches.get_one::<PathBuf>("out").cloned(),
            force: matches.get_flag("force"),
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &ReportArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let named = args.file.as_deref();
    let ending = named.map_or(Some("docx".into()), |file| Some(file.extension()?.to_str()?.to_lowercase()));
    let is_word = ending.as_deref() == Some("docx");
    if let Some(file) = named.filter(|_| !is_word && ending.as_deref() != Some("xlsx")) {
        let text = say::pick(
            language,
            "tên tệp phải kết thúc bằng .docx hoặc .xlsx",
            "the file must end in .docx or .xlsx",
        );
        err(&format!("guong: {}: {text}\n", file.display()));
        return Outcome::Misused;
    }
    let site = match open(&root(invocation), invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let Some((catalogue, theme)) = &site.ready else {
        err(&reported(&site.diagnostics, invocation));
        return Outcome::ContentHasErrors;
    };
    let within = match args.within.as_deref().map(|written| catalogue.area_of(written)).transpose() {
        Ok(within) => within,
        Err(problem) => {
            let found = Diagnostic::new("--within", Position::default(), *problem);
            let hint = found.hint(language).map_or_else(String::new, |hint| format!("; {hint}"));
            err(&format!("guong: --within: {}{hint}\n", found.message(language)));
            return Outcome::Misused;
        }
    };
    let year = args.year.unwrap_or(catalogue.as_of.year);
    let plan = Plan::new(catalogue, theme);
    let made = report(&plan, &ReportScope { year, within });
    let bytes = match is_word {
        true => docx(&made).map_err(|error| error.to_string()),
        false => xlsx(&made).map_err(|error| error.to_string()),
    };
    let default = PathBuf::from(format!("bao-cao-{year}.docx"));
    let file: &Path = named.unwrap_or(&default);
    match bytes {
        Ok(bytes) => match write(file, &bytes, args.force, language) {
            Ok(()) => {
                say_written(file, invocation);
                Outcome::Done
            }
            Err(outcome) => outcome,
        },
        Err(error) => {
            err(&format!("guong: {}: {error}\n", file.display()));
            Outcome::MachineFailed
        }
    }
}
