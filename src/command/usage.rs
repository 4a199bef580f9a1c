//! The command line in both languages, from which clap makes the parser, help, completions and the man page.
//!
//! Takes a language, gives the description of the command line. None of clap's own English sentences are shown.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};

use super::say::pick;
use crate::date::Day;
use crate::diagnostic::{Format, Language};

/// The id of a command's positional argument.
pub(super) const WORD: &str = "word";

const TEMPLATE_VI: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n";
const TEMPLATE_EN: &str = "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n";

/// Returns the description of the whole command line.
pub(super) fn command(language: Language) -> Command {
    let w = UsageWords(language);
    let about = w.say(
        "Guong – dựng trang công bố mô hình, điển hình từ một thư mục Markdown và ảnh",
        "Guong – builds a public gallery of exemplary models from a folder of Markdown and photos",
    );
    let exits = w.say(
        "Kết quả trả về: 0 xong; 1 nội dung có lỗi; 2 lệnh viết sai; 3 máy gặp sự cố (đầy ổ đĩa, thiếu quyền).\n\
         Cách dùng từng lệnh: guong help LỆNH",
        "Exit status: 0 done; 1 the content has errors; 2 the command line is wrong; 3 the machine failed (disk\n\
         full, no permission).\n\
         How to use one command: guong help COMMAND",
    );
    let commands = vec![
        w.init(),
        w.new_entry(),
        w.check(),
        w.build(),
        #[cfg(feature = "deploy")]
        w.deploy(),
        w.photos(),
        w.store(),
        w.adopt(),
        w.rename(),
        #[cfg(feature = "office")]
        w.export(),
        #[cfg(feature = "office")]
        w.report(),
        #[cfg(feature = "office")]
        w.import(),
        #[cfg(feature = "office")]
        w.read_list(),
        w.schedule(),
        w.backup(),
        w.search(),
        w.serve(),
        w.start(),
        w.explain(),
        w.schema(),
        w.help_command(),
        w.generate(),
    ];
    let common = w.say("Tùy chọn chung", "Common options");
    Command::new("guong")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .override_usage(w.say("guong LỆNH [tùy chọn]", "guong COMMAND [options]"))
        .help_template(w.say(TEMPLATE_VI, TEMPLATE_EN))
        .after_help(exits)
        .subcommand_help_heading(w.say("Các lệnh", "Commands"))
        .subcommand_required(true)
        .args_override_self(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(w.common().map(|arg| arg.help_heading(common)))
        .subcommands(commands)
}

/// Describes commands and options in one language.
pub(super) struct UsageWords(Language);

impl UsageWords {
    pub(super) fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        pick(self.0, vi, en)
    }

    pub(super) fn command(&self, name: &'static str, usage: &'static str, about: &'static str) -> Command {
        Command::new(name)
            .about(about)
            .override_usage(usage)
            .help_template(self.say(TEMPLATE_VI, TEMPLATE_EN))
            .args_override_self(true)
            .disable_help_flag(true)
            .next_help_heading(self.say("Tùy chọn", "Options"))
    }

    /// Returns a command's positional argument.
    pub(super) fn word(&self, name: &'static str, help: &'static str) -> Arg {
        let heading = self.say("Cần có", "Arguments");
        Arg::new(WORD).value_name(name).help(help).help_heading(heading).required(true)
    }

    /// A further word behind a command.
    pub(super) fn second_word(&self, id: &'static str, name: &'static str, help: &'static str) -> Arg {
        let heading = self.say("Cần có", "Arguments");
        Arg::new(id).value_name(name).help(help).help_heading(heading).required(true)
    }

    pub(super) fn switch(&self, name: &'static str, help: &'static str) -> Arg {
        Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
    }

    pub(super) fn option(&self, name: &'static str, value: &'static str, help: &'static str) -> Arg {
        Arg::new(name).long(name).help(help).value_name(value).hide_possible_values(true)
    }

    /// Returns the options that every command accepts.
    fn common(&self) -> [Arg; 7] {
        let day = |text: &str| Day::parse(text).ok_or(BAD);
        let language = choice(&[("vi", Language::Vi), ("en", Language::En)]);
        let format = choice(&[("human", Format::Human), ("short", Format::Short), ("json", Format::Json)]);
        let folder = self.say("THƯ-MỤC", "DIR");
        [
            self.option(
                "root",
                folder,
                self.say(
                    "thư mục của trang (mặc định: nơi có guong.toml gần nhất)",
                    "the site's folder (default: the nearest one with a guong.toml)",
                ),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(clap::ValueHint::DirPath)
            .global(true),
            self.option(
                "as-of",
                self.say("NGÀY", "DATE"),
                self.say(
                    "coi như hôm nay là ngày này, ví dụ 2026-12-01",
                    "build as if today were this day, such as 2026-12-01",
                ),
            )
            .value_parser(day)
            .global(true),
            self.option("lang", "vi|en", self.say("ngôn ngữ của thông báo", "the language of messages"))
                .value_parser(language)
                .global(true),
            self.option(
                "format",
                "human|short|json",
                self.say("kiểu thông báo lỗi", "how to show diagnostics"),
            )
            .value_parser(format)
            .global(true),
            self.switch("quiet", self.say("chỉ nói khi có lỗi", "print errors only")).short('q').global(true),
            Arg::new("help")
                .short('h')
                .long("help")
                .help(self.say("bản hướng dẫn này", "print this help"))
                .action(ArgAction::Help)
                .global(true),
            Arg::new("version")
                .short('V')
                .long("version")
                .help(self.say("phiên bản", "print the version"))
                .action(ArgAction::Version),
        ]
    }
}

/// An error for clap that is never shown; `say::misuse` writes the message.
pub(super) const BAD: &str = "bad value";

/// Returns a parser that accepts only these words.
pub(super) fn choice<T: Copy + Send + Sync + 'static>(words: &'static [(&'static str, T)]) -> ValueParser {
    let named = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    let value = |text: String| words.iter().find(|(word, _)| *word == text).expect("it is one of them").1;
    ValueParser::new(named.map(value))
}
