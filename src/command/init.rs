//! `guong init DIR`: a new site, ready to build.

use std::fs;
use std::io;
use std::path::Path;

use super::args::Invocation;
use super::{Outcome, err, out, say, schema};
use crate::diagnostic::Language;

/// The files of a new site.
const FILES: &[(&str, &str)] = &[
    ("guong.toml", include_str!("init_site/guong.toml")),
    ("content/fields.toml", include_str!("init_site/fields.toml")),
    ("content/phases.toml", include_str!("init_site/phases.toml")),
    ("content/entries/vi-du-duong-lang-no-hoa/index.md", include_str!("init_site/entry.md")),
    ("content/pages/gioi-thieu.md", include_str!("init_site/page.md")),
    (".gitignore", "/.guong\n/public\n"),
];

/// Runs the command.
pub(super) fn run(folder: &Path, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if taken {
        let text = say::pick(
            language,
            "thư mục này đã có tệp; hãy chọn một thư mục mới hoặc còn trống",
            "this folder holds files already; choose a new or an empty one",
        );
        err(&format!("guong: {}: {text}\n", folder.display()));
        return Outcome::Misused;
    }
    if let Err(error) = write(folder, language) {
        err(&format!("guong: {}: {error}\n", folder.display()));
        return Outcome::MachineFailed;
    }
    if !invocation.quiet {
        let shown = folder.display();
        out(&match language {
            Language::Vi => {
                format!("Đã tạo trang mới trong {shown}\nTiếp theo: cd {shown}, rồi guong build\n")
            }
            Language::En => format!("Made a new site in {shown}\nNext: cd {shown}, then guong build\n"),
        });
    }
    Outcome::Done
}

fn write(folder: &Path, language: Language) -> io::Result<()> {
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("every file lies in the folder"))?;
        fs::write(path, text)?;
    }
    schema::write(folder, language)?;
    fs::create_dir_all(folder.join("static"))
}
