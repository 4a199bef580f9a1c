//! `guong init DIR`: creates a new site, ready to build.

use std::fs;
use std::io;
use std::path::Path;

use super::args::Invocation;
use super::{Outcome, err, out, say, schema};
use crate::diagnostic::Language;
use crate::edit::{EditError, FieldChange, FieldValue, KeyPath, edit};
use crate::editor::NewGallery;
use crate::gazetteer::{AdminUnit, Gazetteer};
use crate::source::FileRole;

/// The files of a new site: path and content.
const FILES: &[(&str, &str)] = &[
    ("guong.toml", include_str!("init_site/guong.toml")),
    ("content/fields.toml", include_str!("init_site/fields.toml")),
    ("content/phases.toml", include_str!("init_site/phases.toml")),
    ("content/entries/vi-du-duong-lang-no-hoa/index.md", include_str!("init_site/entry.md")),
    ("content/pages/gioi-thieu.md", include_str!("init_site/page.md")),
    (".gitignore", "/.guong\n/public\n/guong-backup-*.zip\n"),
];

/// Runs the command.
pub(super) fn run(folder: &Path, province: Option<&str>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let province = match province.map(name_of).transpose() {
        Ok(province) => province,
        Err(written) => {
            let text = say::pick(
                language,
                "không có tỉnh, thành phố tên như vậy; viết như hiện nay hoặc như trước 01/07/2025",
                "unknown province; use its name of today, or the one before 01/07/2025",
            );
            err(&format!("guong: --province {written}: {text}\n"));
            return Outcome::Misused;
        }
    };
    let is_taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if is_taken {
        let text = say::pick(
            language,
            "thư mục này đã có tệp; hãy chọn một thư mục mới hoặc còn trống",
            "this folder already contains files; choose a new or empty one",
        );
        err(&format!("guong: {}: {text}\n", folder.display()));
        return Outcome::Misused;
    }
    if let Err(error) = write(folder, province.as_deref(), |text| text, language) {
        err(&format!("guong: {}: {error}\n", folder.display()));
        return Outcome::MachineFailed;
    }
    if !invocation.quiet {
        let shown = folder.display();
        out(&match language {
            Language::Vi => {
                format!("Đã tạo trang mới trong {shown}\nTiếp theo: cd {shown}, rồi guong build\n")
            }
            Language::En => format!("Created a new site in {shown}\nNext: cd {shown}, then guong build\n"),
        });
    }
    Outcome::Done
}

/// Returns the full name of a province, of today or a former one. The error is the text itself.
fn name_of(written: &str) -> Result<String, String> {
    let mut gazetteer = Gazetteer::built_in();
    gazetteer.set_home(written).map_err(|_| written.to_string())?;
    let place = gazetteer.resolve(written, false).map_err(|_| written.to_string())?.place;
    Ok(gazetteer.full_name(place.former.map_or(AdminUnit::Province(place.province), AdminUnit::Former)))
}

/// The commented-out line of `guong.toml` that `--province` replaces.
const PROVINCE: &str = "# province  = \"Nghệ An\"";

/// Makes the folder of a new gallery, whose `guong.toml` has what a form gave. The error is the name of the form's field
/// and what is wrong with it.
pub(super) fn make(
    folder: &Path,
    gallery: &NewGallery,
    language: Language,
) -> Result<(), (&'static str, String)> {
    let unknown =
        say::pick(language, "không có tỉnh, thành phố tên như vậy", "there is no province of this name");
    let province = match gallery.province.as_str() {
        "" => None,
        written => Some(name_of(written).map_err(|_| ("province", unknown.to_string()))?),
    };
    let set = |name: &str, value: &str| {
        let set = || FieldChange::Set(KeyPath::of(name), FieldValue::Text(value.into()));
        (!value.is_empty()).then(set)
    };
    let texts = [("title", &gallery.title), ("publisher", &gallery.office), ("base_url", &gallery.base_url)];
    let config = FILES[0].1.to_string();
    let mut changed = config.into_bytes();
    for (name, value) in texts {
        let field = if name == "publisher" { "office" } else { name };
        let changes: Vec<FieldChange> = set(name, value).into_iter().collect();
        changed = edit(FILES[0].0, &FileRole::Config, &changed, &changes).map_err(|error| {
            let problem = match &error {
                EditError::Refused(problems) => problems.first().map(|problem| problem.message(language)),
                EditError::NotThere(_) => None,
            };
            (field, problem.unwrap_or_default())
        })?;
    }
    let changed = String::from_utf8(changed).expect("an edited text is a text");
    let with_values = |text: String| if text.contains(PROVINCE) { changed.clone() } else { text };
    write(folder, province.as_deref(), with_values, language).map_err(|error| ("path", error.to_string()))
}

/// Writes the files of a new site, each changed by `change` before the province is inserted.
fn write(
    folder: &Path,
    province: Option<&str>,
    change: impl Fn(String) -> String,
    language: Language,
) -> io::Result<()> {
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("every file lies in the folder"))?;
        let mut text = change((*text).to_string());
        if let Some(province) = province {
            text = text.replace(PROVINCE, &format!("province    = \"{province}\""));
        }
        fs::write(path, text)?;
    }
    schema::write(folder, language)?;
    fs::create_dir_all(folder.join("static"))
}
