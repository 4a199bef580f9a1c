//! `guong export`: writes all entries, or an empty form, as a workbook.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches, Command, ValueHint, value_parser};

use super::args::Invocation;
use super::usage::{UsageWords, WORD};
use super::{Outcome, err, open_world, out, root, say};
use crate::diagnostic::Language;
use crate::office::{ListKind, workbook};

impl UsageWords {
    pub(super) fn export(&self) -> Command {
        self.command(
            "export",
            self.say("guong export [TỆP.xlsx] [tùy chọn]", "guong export [FILE.xlsx] [options]"),
            self.say(
                "xuất mọi bài ra một bảng Excel: sửa trên bảng, rồi nhận lại bằng guong import",
                "write all entries as an Excel workbook, to edit there and import again",
            ),
        )
        .arg(
            self.word(
                self.say("TỆP.xlsx", "FILE.xlsx"),
                self.say("tệp mới (mặc định: mo-hinh.xlsx)", "a new file (default: mo-hinh.xlsx)"),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
            .required(false),
        )
        .arg(self.switch(
            "xlsx",
            self.say("dạng Excel; hiện chỉ có dạng này", "as a workbook for Excel; the only format yet"),
        ))
        .arg(
            self.switch(
                "template",
                self.say("bảng trống để cơ sở điền", "an empty form for units to fill in"),
            ),
        )
        .arg(self.switch("force", self.say("ghi đè tệp đã có", "replace a file that is there")))
        .after_help(self.say(
            "Ví dụ:\n  guong export mo-hinh.xlsx\n  guong export --template mau-dang-ky.xlsx",
            "Example:\n  guong export entries.xlsx\n  guong export --template form.xlsx",
        ))
    }

    pub(super) fn import(&self) -> Command {
        self.command(
            "import",
            self.say("guong import BẢNG [tùy chọn]", "guong import LIST [options]"),
            self.say(
                "nhận danh sách từ Excel, LibreOffice, CSV; không có --write thì chỉ xem trước",
                "take a list from Excel, LibreOffice or CSV; without --write, only report what it would do",
            ),
        )
        .arg(
            self.word(
                self.say("BẢNG", "LIST"),
                self.say("tệp .xlsx, .xls, .ods hoặc .csv", "a file: .xlsx, .xls, .ods or .csv"),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        )
        .arg(self.switch(
            "write",
            self.say("ghi vào content: bài mới là bản nháp", "write into content/; new entries are drafts"),
        ))
        .arg(self.switch(
            "publish",
            self.say("bài mới đăng luôn, không để nháp", "publish new entries rather than keep drafts"),
        ))
        .arg(
            self.option(
                "map",
                self.say("CỘT=MỤC", "COLUMN=KEY"),
                self.say(
                    "cột (tiêu đề hoặc chữ cái) là mục nào; MỤC trống là bỏ cột; viết được nhiều lần",
                    "what a column (heading or letter) is; an empty KEY leaves it out; may be repeated",
                ),
            )
            .value_parser(value_parser!(OsString))
            .action(ArgAction::Append),
        )
        .arg(self.switch(
            "convert",
            self.say(
                "chuyển chữ gõ bằng phông cũ (TCVN3, VNI) sang Unicode",
                "convert text typed in old fonts (TCVN3, VNI) to Unicode",
            ),
        ))
        .after_help(self.say(
            "Các cột đã chỉ bằng --map ghi được sẵn vào tệp import.toml trong thư mục trang:\n  [columns]\n  \"Tên gọi\" = \"title\"\n\nVí dụ:\n  guong import danh-sach.xlsx\n  guong import danh-sach.xlsx --map \"Nơi làm=locality\" --write",
            "Columns may also be assigned in import.toml in the site's folder:\n  [columns]\n  \"Tên gọi\" = \"title\"\n\nExample:\n  guong import list.xlsx\n  guong import list.xlsx --map \"Nơi làm=locality\" --write",
        ))
    }

    /// Hidden: `import` runs it to read a list.
    pub(super) fn read_list(&self) -> Command {
        self.command(
            crate::office::child::COMMAND,
            "guong read-list",
            self.say("đọc một bảng từ đầu vào chuẩn", "read a list from standard input"),
        )
        .hide(true)
    }
}

/// The arguments of `guong export`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExportArgs {
    pub file: Option<PathBuf>,
    pub template: bool,
    pub force: bool,
}

impl ExportArgs {
    /// Reads the arguments.
    pub(super) fn of(matches: &ArgMatches) -> ExportArgs {
        ExportArgs {
            file: matches.get_one::<PathBuf>(WORD).cloned(),
            template: matches.get_flag("template"),
            force: matches.get_flag("force"),
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &ExportArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let Some(world) = open_world(&root, invocation) else { return Outcome::ContentHasErrors };
    let kind = if args.template { ListKind::Template } else { ListKind::Entries };
    let default = if args.template { "mau-dang-ky.xlsx" } else { "mo-hinh.xlsx" };
    let file = args.file.clone().unwrap_or_else(|| PathBuf::from(default));
    let (bytes, broken) = match workbook(&world, kind, language) {
        Ok(written) => written,
        Err(error) => {
            err(&format!("guong: {}: {error}\n", file.display()));
            return Outcome::MachineFailed;
        }
    };
    for path in &broken {
        let text = say::pick(
            language,
            "phần đầu tệp có lỗi nên không có trong bảng",
            "its front matter has errors, so the workbook lacks it",
        );
        err(&format!("guong: {path}: {text}\n"));
    }
    if let Err(outcome) = write(&file, &bytes, args.force, language) {
        return outcome;
    }
    say_written(&file, invocation);
    if broken.is_empty() { Outcome::Done } else { Outcome::ContentHasErrors }
}

/// Says that a file was written.
pub(super) fn say_written(file: &Path, invocation: &Invocation) {
    if !invocation.quiet {
        let shown = file.display();
        out(&match invocation.language {
            Language::Vi => format!("Đã ghi {shown}\n"),
            Language::En => format!("Wrote {shown}\n"),
        });
    }
}

/// Writes a file that is not there yet, or replaces it; says why it could not.
pub(super) fn write(file: &Path, bytes: &[u8], force: bool, language: Language) -> Result<(), Outcome> {
    let is_there = fs::symlink_metadata(file).is_ok();
    let written = match (is_there, force && file.is_file()) {
        (true, true) => crate::site::replace(file, bytes),
        (true, false) => Err(std::io::ErrorKind::AlreadyExists.into()),
        (false, _) => crate::site::create(file, bytes),
    };
    written.map_err(|error| {
        let text = match error.kind() {
            std::io::ErrorKind::AlreadyExists => say::pick(
                language,
                "đã có tệp này; đặt tên khác, hoặc thêm --force để ghi đè",
                "the file is there already; choose a different name, or add --force to replace it",
            )
            .to_string(),
            _ => error.to_string(),
        };
        err(&format!("guong: {}: {text}\n", file.display()));
        Outcome::MachineFailed
    })
}
