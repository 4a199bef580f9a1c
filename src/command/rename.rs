//! `guong rename OLD NEW`: the folder or file of an entry, a document or a page, and everything that names it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::{Command, value_parser};

use super::args::Invocation;
use super::usage::UsageWords;
use super::{Outcome, err, open, out, reported, root, say};
use crate::address;
use crate::diagnostic::{Diagnostic, Language};
use crate::publish::{ManifestReading, read_manifest};
use crate::site::{RenameRefusal, Renaming};
use crate::text::harmless;

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
}

/// Runs the command.
pub(super) fn run(old: &str, new: &str, is_dry: bool, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    let site = match open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let published = published(&root);
    let was_published = |address: &str| published.contains(&address::page_path(address));
    let renaming = match site.rename(old, new, &was_published) {
        Ok(renaming) => renaming,
        Err(refusal) => return refused(&refusal, old, invocation),
    };
    let failed = |path: &str, error: &io::Error| {
        let unfinished = say::pick(
            invocation.language,
            "Chưa đổi xong. Hãy đóng chương trình đang mở tệp này, rồi chạy lại đúng lệnh vừa rồi.",
            "The renaming is not finished. Close the program that has this file open, and run the same command again.",
        );
        err(&format!("guong: {}: {error}\n{unfinished}\n", harmless(path)));
        Outcome::MachineFailed
    };
    if renaming.is_taken(&site, &root) {
        return refused(&RenameRefusal::Taken(renaming.to.clone()), old, invocation);
    }
    if !is_dry && let Err((path, error)) = renaming.apply(&site, &root) {
        return failed(&path, &error);
    }
    if !invocation.quiet {
        out(&summary(&renaming, is_dry, invocation.language));
    }
    Outcome::Done
}

/// The files that are published in `public`; none if it was not built here.
fn published(root: &Path) -> BTreeSet<String> {
    match read_manifest(&root.join("public")) {
        Ok(ManifestReading::Whole(manifest)) => {
            manifest.lines().iter().map(|line| line.path.to_string()).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn summary(renaming: &Renaming, is_dry: bool, language: Language) -> String {
    let say = |vi, en| say::pick(language, vi, en);
    let mut text = format!("{} → {}\n", harmless(&renaming.from), harmless(&renaming.to));
    for path in renaming.changed.keys() {
        text += &format!("  {} {}\n", say("sửa", "changed"), harmless(path));
    }
    match &renaming.address {
        Some((old, new)) if renaming.has_alias => {
            text += &format!(
                "{}: /{old} → /{new}\n",
                say("Địa chỉ cũ vẫn dẫn về bài", "The old address leads to the new one")
            );
        }
        Some((old, new)) => {
            text += &format!("{}: /{old} → /{new}\n", say("Địa chỉ đổi", "The address changes"))
        }
        None => {}
    }
    text += match is_dry {
        true => say(
            "Mới xem thử, chưa ghi gì; bỏ --dry-run để đổi thật.\n",
            "Nothing was written. Run it without --dry-run to rename.\n",
        ),
        false => say(
            "Đã đổi tên. Chạy guong check để xem lại.\n",
            "Renamed. Run guong check to review the site.\n",
        ),
    };
    let is_lost = renaming.address.is_some() && !renaming.has_alias && !renaming.to.contains("/entries/");
    if is_lost {
        text += say(
            "Nếu địa chỉ cũ đã công bố, lần dựng sau cần guong build --allow-removed.\n",
            "If the old address was published, build next with guong build --allow-removed.\n",
        );
    }
    text
}

/// Says why nothing was renamed.
fn refused(refusal: &RenameRefusal, old: &str, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let vi = language == Language::Vi;
    let old = harmless(old);
    let text = match refusal {
        RenameRefusal::Errors(problems) => {
            let head = say::pick(
                language,
                "Chưa đổi tên: sẽ có các lỗi sau.",
                "Nothing was renamed: it would cause these errors.",
            );
            let problems: &[Diagnostic] = problems;
            err(&format!("{}{head}\n", reported(problems, invocation)));
            return Outcome::ContentHasErrors;
        }
        RenameRefusal::Io(path, error) => {
            err(&format!("guong: {}: {error}\n", harmless(path)));
            return Outcome::MachineFailed;
        }
        RenameRefusal::Unknown if vi => {
            format!(
                "không có bài, văn bản hay trang nào tên “{old}”; ghi tên thư mục, hoặc đường dẫn từ content"
            )
        }
        RenameRefusal::Unknown => {
            format!(
                "no entry, document or page is called “{old}”; give the name of its folder, or its path from content on"
            )
        }
        RenameRefusal::Several(paths) => {
            let paths: Vec<_> = paths.iter().map(|path| harmless(path)).collect();
            let paths = paths.join(", ");
            match vi {
                true => format!("có nhiều nơi tên “{old}”; ghi rõ một đường dẫn: {paths}"),
                false => format!("several are called “{old}”; give one path: {paths}"),
            }
        }
        RenameRefusal::BadName { proposal } if vi => {
            format!("tên mới chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ {proposal}")
        }
        RenameRefusal::BadName { proposal } => {
            format!("the new name may contain only a-z, 0-9 and -, such as {proposal}")
        }
        RenameRefusal::Same => say::pick(language, "tên mới giống tên cũ", "it already has this name").into(),
        RenameRefusal::Taken(path) if vi => format!("{} đã có rồi; chọn tên khác", harmless(path)),
        RenameRefusal::Taken(path) => format!("{} already exists; choose a different name", harmless(path)),
    };
    err(&format!("guong: {text}\n"));
    Outcome::Misused
}
