//! The start page: the galleries that were opened lately, opening a folder, making a new gallery.

use std::fs;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::desk::EditorDesk;
use super::words;
use crate::site::{create, is_site, replace};
use crate::text::nfc;

/// How many galleries are remembered.
const REMEMBERED: usize = 20;
/// How many folders a listing has.
const LISTED: usize = 2000;
/// The file of the galleries opened lately, in the folder of the person's settings.
const FILE: &str = "gan-day.json";
/// The file with the address of the start page that runs, beside it.
const RUNNING: &str = "dang-chay.txt";
/// How long a start page that runs may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a new gallery is made from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewGallery {
    /// The folder in which its folder is made.
    pub path: PathBuf,
    /// The name of its folder.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The office that publishes it.
    #[serde(default)]
    pub office: String,
    /// The office's province.
    #[serde(default)]
    pub province: String,
    /// Its address on the web.
    #[serde(default)]
    pub base_url: String,
}

/// Opens the gallery in a folder; returns the address to go to.
type Opener = dyn Fn(&Path) -> io::Result<String> + Send + Sync;
/// Makes a new gallery. The error is the name of a field and what is wrong with it.
type Maker = dyn Fn(&Path, &NewGallery) -> Result<(), (&'static str, String)> + Send + Sync;

/// What the start page can do.
pub struct StartPage {
    /// Opens the gallery in a folder; returns the address to go to.
    pub open: Box<Opener>,
    /// Makes a new gallery in a folder that does not exist. The error is the name of a field and what is wrong with it.
    pub make: Box<Maker>,
}

/// A gallery that was opened before.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct RecentGallery {
    path: PathBuf,
    title: String,
}

/// Returns the folder of a person's settings for this program.
fn settings_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = variable("GUONG_CONFIG");
    let of_system = || match cfg!(windows) {
        true => variable("APPDATA").map(|folder| folder.join("Guong")),
        false => variable("XDG_CONFIG_HOME")
            .or_else(|| variable("HOME").map(|home| home.join(".config")))
            .map(|folder| folder.join("guong")),
    };
    own.or_else(of_system)
}

fn recent() -> Vec<RecentGallery> {
    let read = |folder: PathBuf| serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok();
    settings_folder().and_then(read).unwrap_or_default()
}

/// Writes down the address of the start page that runs, for a second double-click. Only its owner can read it: the address
/// has the secret. It is only a convenience, as below.
pub fn announce(entrance: &str) {
    let Some(folder) = settings_folder() else { return };
    let file = folder.join(RUNNING);
    let _ = fs::create_dir_all(&folder);
    let _ = fs::remove_file(&file);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(file).and_then(|mut file| io::Write::write_all(&mut file, entrance.as_bytes()));
}

/// Returns the address of a start page that runs already.
pub fn announced() -> Option<String> {
    let entrance = fs::read_to_string(settings_folder()?.join(RUNNING)).ok()?;
    let rest = entrance.strip_prefix("http://127.0.0.1:")?;
    let (port, target) =
        rest.split_once('/').filter(|_| entrance.bytes().all(|byte| byte.is_ascii_graphic()))?;
    let address = SocketAddr::from(([127, 0, 0, 1], port.parse().ok()?));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let ask = format!("GET /{target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    io::Write::write_all(&mut stream, ask.as_bytes()).ok()?;
    let mut head = [0; 12];
    io::Read::read_exact(&mut stream, &mut head).ok()?;
    // Another program that listens there now does not know the secret.
    (&head == b"HTTP/1.1 303").then_some(entrance)
}

/// Remembers that a gallery was opened. It is only a convenience: if it cannot be written, nothing is remembered.
pub fn remember(root: &Path, title: &str) {
    let (Some(folder), Ok(root)) = (settings_folder(), std::path::absolute(root)) else { return };
    let mut all = recent();
    all.retain(|known| known.path != root);
    all.insert(0, RecentGallery { path: root, title: title.into() });
    all.truncate(REMEMBERED);
    let Ok(bytes) = serde_json::to_vec_pretty(&all) else { return };
    let file = folder.join(FILE);
    let _ = fs::create_dir_all(&folder);
    let _ = if file.is_file() { replace(&file, &bytes) } else { create(&file, &bytes) };
}

/// Returns the folder in which a person keeps documents.
fn home() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home =
        variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).unwrap_or_else(|| PathBuf::from("/"));
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

fn page(desk: &EditorDesk) -> Result<&StartPage, Refusal> {
    let refusal = || Refusal::of_status(StatusCode::NOT_FOUND, desk.settings.language);
    desk.start.as_ref().ok_or_else(refusal)
}

/// Answers `/api/start`.
pub(super) fn start(desk: &EditorDesk) -> Answered {
    page(desk)?;
    let recent: Vec<Value> = recent()
        .into_iter()
        .map(|gallery| json!({ "path": gallery.path, "title": gallery.title, "there": is_site(&gallery.path) }))
        .collect();
    Ok(Answer::ok(json!({ "recent": recent, "home": home() })))
}

/// Answers `/api/folders`.
pub(super) fn folders(desk: &EditorDesk, asked: &EditorRequest) -> Answered {
    page(desk)?;
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
        Refusal::new(StatusCode::NOT_FOUND, words::no_folder_there(path, &error, desk.settings.language))
    };
    if !folder.is_absolute() {
        return Err(Refusal::malformed(words::bad_path(desk.settings.language)));
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
pub(super) fn open(desk: &EditorDesk, asked: &EditorRequest) -> Answered {
    let SentFolder { path } = asked.json()?;
    if !path.is_absolute() || !is_site(&path) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, words::no_site(desk.settings.language)));
    }
    go(desk, &path)
}

fn go(desk: &EditorDesk, path: &Path) -> Answered {
    let shown = path.display().to_string();
    let failed = |error| {
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, words::disk(&shown, &error, desk.settings.language))
    };
    let address = (page(desk)?.open)(path).map_err(failed)?;
    Ok(Answer::ok(json!({ "go": address })))
}

/// Answers `/api/make`.
pub(super) fn make(desk: &EditorDesk, asked: &EditorRequest) -> Answered {
    let mut sent: NewGallery = asked.json()?;
    let language = desk.settings.language;
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
    (page(desk)?.make)(&folder, &sent).map_err(|(field, message)| refuse(field, &message))?;
    go(desk, &folder)
}
