//! The start page: the galleries that were opened lately, opening a folder, making a new gallery.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::EditorContext;
use super::lately::recent;
use super::words;
use crate::site::{NewSite, NewSiteFault, create_site, is_site};
use crate::text::nfc;

/// How many folders a listing has.
const LISTED: usize = 2000;

/// What a new gallery is made from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewGallery {
    /// The folder in which its folder is made.
    path: PathBuf,
    /// The name of its folder.
    name: String,
    /// Its title.
    title: String,
    /// The office that publishes it.
    #[serde(default)]
    office: String,
    /// The office's province.
    #[serde(default)]
    province: String,
    /// Its address on the web.
    #[serde(default)]
    base_url: String,
}

/// Opens the gallery in a folder; returns the address to go to.
type Opener = dyn Fn(&Path) -> io::Result<String> + Send + Sync;

/// What the start page can do.
pub struct StartPage {
    /// Opens the gallery in a folder; returns the address to go to.
    pub open: Box<Opener>,
}

/// Returns the folder in which a person keeps documents.
fn home() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home =
        variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).unwrap_or_else(|| PathBuf::from("/"));
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

fn page(context: &EditorContext) -> Result<&StartPage, Refusal> {
    let refusal = || Refusal::of_status(StatusCode::NOT_FOUND, context.settings.language);
    context.start.as_ref().ok_or_else(refusal)
}

/// Answers `/api/start`.
pub(super) fn start(context: &EditorContext) -> Answered {
    page(context)?;
    let recent: Vec<Value> = recent()
        .into_iter()
        .map(|gallery| json!({ "path": gallery.path, "title": gallery.title, "there": is_site(&gallery.path) }))
        .collect();
    Ok(Answer::ok(json!({ "recent": recent, "home": home() })))
}

/// Answers `/api/folders`.
pub(super) fn folders(context: &EditorContext, asked: &EditorRequest) -> Answered {
    page(context)?;
    let path = asked.query("path");
    if path.is_empty() && cfg!(windows) {
        let drives =
            (b'A'..=b'Z').map(|letter| format!("{}:\\", letter as char)).filter(|at| Path::new(at).is_dir());
        let drives: Vec<Value> =
            drives.map(|at| json!({ "name": at, "path": at, "gallery": is_site(Path::new(&at)) })).collect();
        return Ok(Answer::ok(json!({ "path": "", "parent": null, "folders": drives })));
    }
    let folder = if path.is_empty() { home() } else { PathBuf::from(path) };
    let failed = |error: io::Error| {
        Refusal::new(StatusCode::NOT_FOUND, words::no_folder_there(path, &error, context.settings.language))
    };
    if !folder.is_absolute() {
        return Err(Refusal::malformed(words::bad_path(context.settings.language)));
    }
    let entries = fs::read_dir(&folder).map_err(failed)?.flatten().take(LISTED * 10);
    let mut names: Vec<(String, PathBuf)> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .filter(|(name, _)| !name.starts_with(['.', '$']))
        .collect();
    names.sort_by_key(|(name, _)| name.to_lowercase());
    names.truncate(LISTED);
    let list: Vec<Value> = names
        .iter()
        .map(|(name, path)| json!({ "name": name, "path": path, "gallery": is_site(path) }))
        .collect();
    let top = cfg!(windows).then(|| PathBuf::from(""));
    let parent = folder.parent().map(Path::to_path_buf).or(top);
    Ok(Answer::ok(json!({ "path": folder, "parent": parent, "gallery": is_site(&folder), "folders": list })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentFolder {
    path: PathBuf,
}

/// Answers `/api/open`.
pub(super) fn open(context: &EditorContext, asked: &EditorRequest) -> Answered {
    let SentFolder { path } = asked.json()?;
    if !path.is_absolute() || !is_site(&path) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, words::no_site(context.settings.language)));
    }
    go(context, &path)
}

fn go(context: &EditorContext, path: &Path) -> Answered {
    let shown = path.display().to_string();
    let failed = |error| {
        Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            words::disk(&shown, &error, context.settings.language),
        )
    };
    let address = (page(context)?.open)(path).map_err(failed)?;
    Ok(Answer::ok(json!({ "go": address })))
}

/// Answers `/api/make`.
pub(super) fn make(context: &EditorContext, asked: &EditorRequest) -> Answered {
    let mut sent: NewGallery = asked.json()?;
    let language = context.settings.language;
    let refuse = |field: &str, message: &str| {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message).with("field", json!(field))
    };
    for text in [&mut sent.name, &mut sent.title, &mut sent.office, &mut sent.province, &mut sent.base_url] {
        *text = nfc(text.trim()).replace(|c: char| c.is_control(), " ");
    }
    if !sent.path.is_absolute() || !sent.path.is_dir() {
        return Err(refuse("path", words::bad_path(language)));
    }
    if crate::address::check_name(&sent.name).is_err()
        || sent.name.starts_with('.')
        || sent.name.contains('/')
    {
        return Err(refuse("name", words::bad_name(language)));
    }
    if sent.title.is_empty() {
        return Err(refuse("title", words::no_title(language)));
    }
    let folder = sent.path.join(&sent.name);
    if fs::symlink_metadata(&folder).is_ok() {
        return Err(refuse("name", &words::taken(&sent.name, language)));
    }
    page(context)?;
    let NewGallery { title, office: publisher, province, base_url, .. } = sent;
    let province = Some(province).filter(|province| !province.is_empty());
    match create_site(&folder, &NewSite { title, publisher, province, base_url }, language) {
        Ok(()) => go(context, &folder),
        Err(NewSiteFault::UnknownProvince) => Err(refuse("province", words::no_province(language))),
        Err(NewSiteFault::BadValue("publisher", message)) => Err(refuse("office", &message)),
        Err(NewSiteFault::BadValue(key, message)) => Err(refuse(key, &message)),
        Err(NewSiteFault::Io(error)) => Err(refuse("path", &error.to_string())),
    }
}
