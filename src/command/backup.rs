//! `guong backup`: one archive of everything that cannot be rebuilt.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Command, ValueHint, value_parser};

use super::args::Invocation;
use super::usage::UsageWords;
use super::{Outcome, err, out, reported, root, say};
use crate::address::MANIFEST;
use crate::diagnostic::{Diagnostic, Language};
use crate::publish::sources_around;
use crate::site::{self, archive};
use crate::source::TOPS;
use crate::text::harmless;
use crate::world::{DiskWorld, FoundFile, World};

impl UsageWords {
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

/// Runs the command.
pub(super) fn run(to: Option<&Path>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let failed = |path: &Path, error: &io::Error| {
        err(&format!("guong: {}: {error}\n", path.display()));
        Outcome::MachineFailed
    };
    if !site::is_site(&root) {
        err(&format!("guong: {}\n", say::no_site(language)));
        return Outcome::ContentHasErrors;
    }
    let world = match DiskWorld::new(&root) {
        Ok(world) => world,
        Err(error) => return failed(&root, &error),
    };
    let folder = to.unwrap_or(&root);
    match unsuitable(&root, folder, language) {
        Ok(None) => {}
        Ok(Some(why)) => {
            err(&format!("guong: {}: {why}\n", folder.display()));
            return Outcome::Misused;
        }
        Err(error) => return failed(folder, &error),
    }
    let listings = TOPS.map(|top| world.list(top));
    let problems: Vec<Diagnostic> = listings.iter().flat_map(|listing| listing.problems.clone()).collect();
    if !problems.is_empty() {
        // A backup without the target of a link would be incomplete.
        err(&reported(&problems, invocation));
        return Outcome::ContentHasErrors;
    }
    let files: Vec<FoundFile> = listings.into_iter().flat_map(|listing| listing.files).collect();
    let today = invocation.as_of.unwrap_or_else(|| world.today());
    match archive(&world, &files, folder, today) {
        Ok((path, bytes)) => {
            if !invocation.quiet {
                out(&summary(&path, files.len(), bytes, language));
            }
            Outcome::Done
        }
        Err((path, error)) => failed(&path, &error),
    }
}

/// Returns why an archive must not be in `folder`, if so: in the sources it would be part of the next backup, and in a
/// published folder it would be uploaded with all drafts.
#[allow(clippy::disallowed_methods, reason = "it looks at a folder beside the site")]
fn unsuitable(root: &Path, folder: &Path, language: Language) -> io::Result<Option<String>> {
    let (root, folder) = (fs::canonicalize(root)?, fs::canonicalize(folder)?);
    if let Some(top) = sources_around(&root, &folder) {
        return Ok(Some(inside(top, language)));
    }
    let is_published = folder.ancestors().any(|folder| fs::symlink_metadata(folder.join(MANIFEST)).is_ok());
    let why = say::pick(
        language,
        "nơi này thuộc trang đã dựng, sẽ được đưa lên mạng, mà tệp sao lưu có cả bản nháp; chọn nơi khác bằng --to",
        "this folder is part of a published site, and the backup contains drafts; choose a different one with --to",
    );
    Ok(is_published.then(|| why.into()))
}

fn inside(top: &str, language: Language) -> String {
    match language {
        Language::Vi => format!("nơi này nằm trong {top}, là phần được sao lưu; chọn nơi khác bằng --to"),
        Language::En => {
            format!("this folder is in {top}, which is backed up itself; choose a different one with --to")
        }
    }
}

fn summary(path: &Path, files: usize, bytes: u64, language: Language) -> String {
    let path = path.display().to_string();
    let path = harmless(&path);
    let kilobytes = bytes.div_ceil(1024);
    match language {
        Language::Vi => format!(
            "Đã sao lưu {files} tệp vào {path} ({kilobytes} KB).\nHãy chép tệp này sang máy khác hoặc ổ đĩa rời; tệp có cả bản nháp và hồ sơ đồng ý.\n"
        ),
        Language::En => format!(
            "Backed up {files} files to {path} ({kilobytes} KB).\nCopy it to a different machine or drive. It also contains drafts and records of consent.\n"
        ),
    }
}
