//! The commands that look after a site's files, in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Command, ValueHint, value_parser};

use super::args::Scheduler;
use super::usage::{UsageWords, choice};

impl UsageWords {
    pub(super) fn rename(&self) -> Command {
        self.command(
            "rename",
            self.say("guong rename TÊN-CŨ TÊN-MỚI [tùy chọn]", "guong rename OLD NEW [options]"),
            self.say(
                "đổi tên thư mục một bài, văn bản hoặc trang, sửa theo mọi nơi dẫn tới đó",
                "rename the folder of an entry, a document or a page, and correct what links to it",
            ),
        )
        .arg(
            self.word(
                self.say("TÊN-CŨ", "OLD"),
                self.say(
                    "tên thư mục của bài, hoặc đường dẫn trong content",
                    "the folder of an entry, or a path in content",
                ),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(
            self.second_word(
                "new",
                self.say("TÊN-MỚI", "NEW"),
                self.say("tên mới: a-z, 0-9 và dấu -", "the new name: a-z, 0-9 and -"),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(self.switch(
            "dry-run",
            self.say("chỉ liệt kê, không ghi gì", "list what would change; write nothing"),
        ))
        .after_help(self.say(
            "Bài đã đăng thì địa chỉ cũ vẫn dẫn tới bài.\nVí dụ:\n  guong rename tha-ca tha-ca-tam-hop",
            "The old address of a published entry leads to the new one.\nExample:\n  guong rename tha-ca tha-ca-tam-hop",
        ))
    }

    pub(super) fn schedule(&self) -> Command {
        let kinds = choice(&[("windows", Scheduler::Windows), ("cron", Scheduler::Cron)]);
        self.command(
            "schedule",
            self.say("guong schedule [tùy chọn]", "guong schedule [options]"),
            self.say(
                "cho biết ngày gần nhất trang tự đổi, và cách hẹn máy dựng lại hôm ấy",
                "print the next day on which the site changes by itself, and a task that builds it then",
            ),
        )
        .arg(
            self.option(
                "for",
                "windows|cron",
                self.say("hẹn bằng Windows hay cron", "the scheduler: Windows' own, or cron"),
            )
            .value_parser(kinds),
        )
        .arg(
            self.option(
                "task",
                self.say("TỆP", "FILE"),
                self.say("ghi lịch hẹn vào tệp này", "write the task to this file"),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        )
        .after_help(
            self.say(
                "Ví dụ:\n  guong schedule --task lich.xml",
                "Example:\n  guong schedule --task task.xml",
            ),
        )
    }

    pub(super) fn backup(&self) -> Command {
        self.command(
            "backup",
            self.say("guong backup [tùy chọn]", "guong backup [options]"),
            self.say(
                "sao lưu những gì không dựng lại được vào một tệp zip có ghi ngày",
                "archive what cannot be rebuilt in one dated zip file",
            ),
        )
        .arg(
            self.option(
                "to",
                self.say("THƯ-MỤC", "DIR"),
                self.say(
                    "để tệp sao lưu ở thư mục khác (mặc định: thư mục của trang)",
                    "the folder of the archive (default: the site's folder)",
                ),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath),
        )
        .after_help(
            self.say("Ví dụ:\n  guong backup --to E:\\sao-luu", "Example:\n  guong backup --to E:\\backups"),
        )
    }
}
