//! The trash: what was deleted in the editor, and what files were before a save.
//!
//! Each item is a folder `thung-rac/ID` in the site's root with a note (`muc.json`) and the content (`noi-dung`). A build
//! never reads it. Items are kept for 90 days and up to 2 GB, the newest longest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::words;
use crate::date::Day;
use crate::edit::FormValues;
use crate::site::replace;
use crate::source::FileRole;
use crate::world::{World, patiently};

/// The folder of the trash in the site's root.
const FOLDER: &str = "thung-rac";
const NOTE: &str = "muc.json";
const CONTENT: &str = "noi-dung";
/// How long items are kept.
const DAYS: u64 = 90;
/// How many bytes are kept.
const LIMIT: u64 = 2 * 1024 * 1024 * 1024;

/// What is known of an item.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct TrashNote {
    kind: TrashKind,
    /// The file that a form names.
    path: String,
    /// The file or folder that was moved here.
    moved: String,
    title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TrashKind {
    Deleted,
    Version,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentItem {
    #[serde(default)]
    id: String,
    #[serde(default)]
    path: String,
}

fn folder(context: &SiteContext) -> PathBuf {
    context.root.join(FOLDER)
}

/// Makes a new item; returns its id and folder.
fn item(context: &SiteContext, note: &TrashNote) -> io::Result<(String, PathBuf)> {
    let trash = folder(context);
    fs::create_dir_all(&trash)?;
    let ignored = trash.join(".gitignore");
    if !ignored.is_file() {
        fs::write(ignored, "*\n")?;
    }
    let seconds = context.world.now() / 1_000_000_000;
    let day = Day::from_unix(seconds as i64, 7);
    let of_day = (seconds + 7 * 3600) % 86_400;
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let moment = format!("{:04}{:02}{:02}-{hour:02}{minute:02}{second:02}", day.year, day.month, day.day);
    for number in 1.. {
        let id = format!("{moment}-{number:03}");
        match fs::create_dir(trash.join(&id)) {
            Ok(()) => {
                let own = trash.join(&id);
                fs::create_dir(own.join(CONTENT))?;
                fs::write(own.join(NOTE), serde_json::to_vec_pretty(note)?)?;
                return Ok((id, own));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("there are more numbers than items")
}

/// Keeps what a file was before a save.
pub(super) fn keep_version(context: &SiteContext, path: &str, bytes: &[u8]) -> io::Result<()> {
    let note =
        TrashNote { kind: TrashKind::Version, path: path.into(), moved: path.into(), title: String::new() };
    let (_, own) = item(context, &note)?;
    fs::write(own.join(CONTENT).join(name(path)), bytes)?;
    sweep(context);
    Ok(())
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the complete items, newest first, with their notes and sizes.
fn items(context: &SiteContext) -> Vec<(String, TrashNote, u64)> {
    let entries = fs::read_dir(folder(context)).into_iter().flatten().flatten();
    let mut items: Vec<(String, TrashNote, u64)> = entries
        .filter_map(|entry| {
            let id = entry.file_name().into_string().ok().filter(|id| is_id(id))?;
            let note: TrashNote = serde_json::from_slice(&fs::read(entry.path().join(NOTE)).ok()?).ok()?;
            let content = entry.path().join(CONTENT).join(name(&note.moved));
            fs::symlink_metadata(&content).ok()?;
            Some((id, note, size(&content)))
        })
        .collect();
    items.sort_by(|a, b| b.0.cmp(&a.0));
    items
}

fn is_id(text: &str) -> bool {
    text.len() <= 24 && text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn size(path: &Path) -> u64 {
    let files = walkdir::WalkDir::new(path).into_iter().flatten();
    files.filter_map(|entry| entry.metadata().ok().filter(|data| data.is_file())).map(|data| data.len()).sum()
}

/// Removes items that are too old or too many.
fn sweep(context: &SiteContext) {
    let seconds = (context.world.now() / 1_000_000_000).saturating_sub(DAYS * 86_400);
    let oldest = Day::from_unix(seconds as i64, 7).to_string().replace('-', "");
    let sizes: Vec<(String, u64)> = items(context).into_iter().map(|(id, _, bytes)| (id, bytes)).collect();
    for id in excess(&sizes, &oldest, LIMIT) {
        let _ = fs::remove_dir_all(folder(context).join(id));
    }
}

/// Returns the items, of those given newest first, that are older than a day (`20260831`) or beyond a size.
fn excess<'i>(items: &'i [(String, u64)], oldest: &str, limit: u64) -> Vec<&'i str> {
    let mut total = 0;
    let is_excess = |(id, bytes): &&(String, u64)| {
        total += bytes;
        id.as_str() < oldest || total > limit
    };
    items.iter().filter(is_excess).map(|(id, _)| id.as_str()).collect()
}

/// Answers `/api/trash`.
pub(super) fn list(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let all = items(context);
    let bytes: u64 = all.iter().map(|(_, _, bytes)| bytes).sum();
    let path = asked.query("path");
    let shown = all.iter().filter(|(_, note, _)| path.is_empty() || note.path == path);
    let shown: Vec<Value> = shown
        .map(|(id, note, bytes)| {
            let when = format!("{}-{}-{} {}:{}", &id[..4], &id[4..6], &id[6..8], &id[9..11], &id[11..13]);
            json!({ "id": id, "kind": note.kind, "path": note.path, "title": note.title, "when": when, "bytes": bytes })
        })
        .collect();
    Ok(Answer::ok(json!({ "items": shown, "bytes": bytes, "limit": LIMIT, "days": DAYS })))
}

/// Answers `/api/delete`.
pub(super) fn delete(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let SentItem { path, .. } = asked.json()?;
    let missing = || Refusal::new(StatusCode::NOT_FOUND, words::no_file(&path, context.language()));
    let failed = |error| context.failed(&path, &error);
    let _alone = context.write();
    let source = context.found(&path)?.ok_or_else(missing)?;
    let on_disk = source.found.on_disk.clone().unwrap_or_else(|| path.clone().into());
    let (moved, on_disk) = match &source.role {
        FileRole::Entry { own_folder: true, .. } => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let others = context.world.list(folder).files;
            let is_other = |other: &str| other != path && name(other).eq_ignore_ascii_case("index.md");
            if others.iter().any(|found| is_other(&found.path)) {
                return Err(Refusal::new(StatusCode::CONFLICT, words::holds_others(context.language())));
            }
            (folder.to_string(), on_disk.parent().unwrap_or(&on_disk).to_path_buf())
        }
        FileRole::Entry { .. }
        | FileRole::Page { .. }
        | FileRole::Document { .. }
        | FileRole::Picture
        | FileRole::Attachment { .. } => (path.clone(), on_disk),
        _ => return Err(missing()),
    };
    let title = title(context, &source.role, &path);
    let note = TrashNote { kind: TrashKind::Deleted, path: path.clone(), moved: moved.clone(), title };
    let (id, own) = item(context, &note).map_err(failed)?;
    let to = own.join(CONTENT).join(name(&moved));
    if let Err(error) = patiently(|| fs::rename(context.root.join(&on_disk), &to)) {
        let _ = fs::remove_dir_all(own);
        return Err(failed(error));
    }
    context.stand_in(&path, None)?;
    context.touched(&moved);
    sweep(context);
    Ok(Answer::ok(json!({ "id": id })))
}

/// Returns the title of a text, or the name of any other file.
fn title(context: &SiteContext, role: &FileRole, path: &str) -> String {
    let bytes = context.read(path).map(|file| file.bytes).unwrap_or_default();
    let form = FormValues::read(role, &bytes);
    let title = form.and_then(|form| form.values.into_iter().find(|(name, _)| name == "title"));
    match title {
        Some((_, crate::edit::FieldValue::Text(title))) => title,
        _ => name(path).to_string(),
    }
}

/// Finds an item by its id.
fn find(context: &SiteContext, id: &str) -> Result<(TrashNote, PathBuf), Refusal> {
    let gone = || Refusal::new(StatusCode::NOT_FOUND, words::not_in_trash(context.language()));
    let (id, note, _) = items(context).into_iter().find(|(known, ..)| known == id).ok_or_else(gone)?;
    // The note may come from elsewhere with the site's folder.
    context.checked(&note.moved)?;
    context.checked(&note.path)?;
    let content = folder(context).join(id).join(CONTENT).join(name(&note.moved));
    Ok((note, content))
}

/// Answers `/api/undo`.
pub(super) fn undo(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let SentItem { id, .. } = asked.json()?;
    let _alone = context.write();
    let (note, content) = find(context, &id)?;
    let failed = |error| context.failed(&note.path, &error);
    let place = context.root.join(&note.moved);
    if note.kind == TrashKind::Version {
        let file = context.read(&note.path)?;
        let bytes = fs::read(&content).map_err(failed)?;
        let place = context.world.place_of(&file.source.found).map_err(failed)?;
        if bytes != file.bytes {
            keep_version(context, &note.path, &file.bytes).map_err(failed)?;
            replace(&place, &bytes).map_err(failed)?;
        }
    } else {
        if fs::symlink_metadata(&place).is_ok() {
            return Err(Refusal::new(StatusCode::CONFLICT, words::taken(&note.moved, context.language())));
        }
        fs::create_dir_all(place.parent().unwrap_or(&context.root)).map_err(failed)?;
        patiently(|| fs::rename(&content, &place)).map_err(failed)?;
        let _ = fs::remove_dir_all(folder(context).join(&id));
    }
    context.stand_in(&note.path, None)?;
    context.touched(&note.moved);
    Ok(Answer::ok(json!({ "path": note.path })))
}

/// Answers `/api/forget`: removes an item, or every copy of a file, for good.
pub(super) fn forget(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let SentItem { id, path } = asked.json()?;
    if !path.is_empty() {
        context.checked(&path)?;
    }
    let _alone = context.write();
    let mut forgotten = 0;
    for (known, note, _) in items(context) {
        let own = folder(context).join(&known);
        let inside = path.strip_prefix(&note.moved).and_then(|rest| rest.strip_prefix('/'));
        let removed = if known == id || (!path.is_empty() && note.path == path) {
            fs::remove_dir_all(&own)
        } else if let (TrashKind::Deleted, Some(inside)) = (note.kind, inside) {
            match fs::remove_file(own.join(CONTENT).join(name(&note.moved)).join(inside)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                removed => removed,
            }
        } else {
            continue;
        };
        removed.map_err(|error| context.failed(&known, &error))?;
        forgotten += 1;
    }
    Ok(Answer::ok(json!({ "forgotten": forgotten })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_items_go_first() {
        let item = |id: &str, bytes| (id.to_string(), bytes);
        let items =
            [item("20261129-100000-001", 4), item("20261128-100000-001", 5), item("20260801-100000-001", 1)];
        assert_eq!(excess(&items, "20260831", 100), ["20260801-100000-001"]);
        assert_eq!(excess(&items, "20260801", 9), ["20260801-100000-001"]);
        assert_eq!(excess(&items, "20260801", 8), ["20261128-100000-001", "20260801-100000-001"]);
        assert!(excess(&items, "20260801", 10).is_empty());
        for bad in ["..", "20261129-100000-001/..", "", "2026"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
