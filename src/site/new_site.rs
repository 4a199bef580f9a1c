//! A new site: its first files, and the schemas of its keys.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::Language;
use crate::edit::{EditError, FieldChange, FieldValue, KeyPath, edit};
use crate::gazetteer::{AdminUnit, Gazetteer};
use crate::schema::{self, json};
use crate::source::FileRole;

/// The files of a new site: path and content.
const FILES: &[(&str, &str)] = &[
    (super::CONFIG, include_str!("new_site/guong.toml")),
    ("content/fields.toml", include_str!("new_site/fields.toml")),
    ("content/phases.toml", include_str!("new_site/phases.toml")),
    ("content/entries/vi-du-duong-lang-no-hoa/index.md", include_str!("new_site/entry.md")),
    ("content/pages/gioi-thieu.md", include_str!("new_site/page.md")),
    (".gitignore", "/.guong\n/public\n/guong-backup-*.zip\n"),
];
/// The line of `guong.toml` that a province replaces.
const PROVINCE: &str = "# province  = \"Nghệ An\"";

/// What a new site's `guong.toml` has; empty texts are left as they are in every new site.
#[derive(Debug, Clone, Default)]
pub struct NewSite {
    /// The title.
    pub title: String,
    /// The office that publishes it.
    pub publisher: String,
    /// The office's province, under its name of today or a former one.
    pub province: Option<String>,
    /// The address on the web.
    pub base_url: String,
}

/// Why a site was not created.
#[derive(Debug)]
pub enum NewSiteFault {
    /// No province, of today or former, has this name.
    UnknownProvince,
    /// A value that a key does not take: the key, and what is wrong.
    BadValue(&'static str, String),
    /// A file cannot be written.
    Io(io::Error),
}

impl From<io::Error> for NewSiteFault {
    fn from(error: io::Error) -> NewSiteFault {
        NewSiteFault::Io(error)
    }
}

/// Creates a site in a folder that is empty or does not exist yet.
///
/// # Errors
/// See [`NewSiteFault`]. Except for [`NewSiteFault::Io`], nothing was written.
pub fn create_site(folder: &Path, site: &NewSite, language: Language) -> Result<(), NewSiteFault> {
    let config = configuration(site, language)?;
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("every file lies in the folder"))?;
        fs::write(path, if *name == super::CONFIG { &config } else { *text })?;
    }
    write_schemas(folder, language)?;
    Ok(fs::create_dir_all(folder.join("static"))?)
}

/// Writes the JSON Schema of every kind of file into a site's folder.
///
/// # Errors
/// The system's error.
pub fn write_schemas(root: &Path, language: Language) -> io::Result<()> {
    let folder = root.join(json::FOLDER);
    fs::create_dir_all(&folder)?;
    schema::FILES.iter().try_for_each(|file| {
        fs::write(folder.join(format!("{}.json", file.name)), json::text(file, language))
    })
}

/// Returns the text of `guong.toml`.
fn configuration(site: &NewSite, language: Language) -> Result<String, NewSiteFault> {
    let mut config = FILES[0].1.as_bytes().to_vec();
    for (key, value) in [("title", &site.title), ("publisher", &site.publisher), ("base_url", &site.base_url)]
    {
        if value.is_empty() {
            continue;
        }
        let change = FieldChange::Set(KeyPath::of(key), FieldValue::Text(value.clone()));
        config = edit(super::CONFIG, &FileRole::Config, &config, &[change]).map_err(|error| {
            let problem = match &error {
                EditError::Refused(problems) => problems.first().map(|problem| problem.message(language)),
                EditError::NotThere(_) => None,
            };
            NewSiteFault::BadValue(key, problem.unwrap_or_default())
        })?;
    }
    let config = String::from_utf8(config).expect("an edited text is a text");
    let Some(written) = &site.province else { return Ok(config) };
    let name = province(written).ok_or(NewSiteFault::UnknownProvince)?;
    Ok(config.replace(PROVINCE, &format!("province    = \"{name}\"")))
}

/// Returns the full name of a province, of today or a former one.
fn province(written: &str) -> Option<String> {
    let mut gazetteer = Gazetteer::built_in();
    gazetteer.set_home(written).ok()?;
    let place = gazetteer.resolve(written, false).ok()?.place;
    Some(gazetteer.full_name(place.former.map_or(AdminUnit::Province(place.province), AdminUnit::Former)))
}
