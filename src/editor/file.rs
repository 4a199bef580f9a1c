//! Files, as forms see them.

use std::sync::PoisonError;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::{EditorContext, SiteContext};
use super::{diagnostics, schema, values, words};
use crate::address::{self, check_name};
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::digest::Digest;
use crate::edit::{self, FormValues, KeyPath};
use crate::model::Catalogue;
use crate::schema::{FILES, keys_of};
use crate::site::LiveSite;
use crate::source::{FileRole, Source, is_picture, sources};
use crate::text::nfc;
use crate::world::{FoundFile, Listing, Stamp, World, is_leaving};

/// Longest path of a file in bytes, and its greatest depth.
const LONGEST_PATH: usize = 400;
const DEEPEST: usize = 12;

/// A file of the site with its bytes.
pub(super) struct EditedSource {
    pub source: Source,
    /// Its kind, by the name in [`FILES`].
    pub kind: &'static str,
    /// Empty if the file does not exist yet.
    pub bytes: Vec<u8>,
    pub exists: bool,
}

impl EditedSource {
    /// Returns the digest that a form names; empty if the file does not exist yet.
    pub(super) fn digest(&self) -> String {
        if self.exists { Digest::of_bytes(&self.bytes).to_string() } else { String::new() }
    }

    pub(super) fn path(&self) -> &str {
        &self.source.found.path
    }
}

impl SiteContext {
    /// Checks a path that a form names: within the content, and a name on every system.
    pub(super) fn checked<'p>(&self, path: &'p str) -> Result<&'p str, Refusal> {
        let refusal = || Refusal::malformed(words::bad_path(self.language()));
        let names = || path.split('/');
        let is_sound = path.len() <= LONGEST_PATH
            && nfc(path) == path
            && names().count() <= DEEPEST
            && names().all(|name| check_name(name).is_ok() && !is_leaving(name))
            && (path == "guong.toml" || path.starts_with("content/"));
        if is_sound { Ok(path) } else { Err(refusal()) }
    }

    /// Finds a file of the site; `None` if there is none at this path, or only through a link that leaves the site.
    pub(super) fn found(&self, path: &str) -> Result<Option<Source>, Refusal> {
        let path = self.checked(path)?;
        let mut files = self.world.list(path).files;
        files.retain(|found| found.path == path && self.world.place_of(found).is_ok());
        let listing = Listing { files, problems: Vec::new() };
        Ok(sources(listing, self.world.now()).files.pop())
    }

    /// Reads a file that a form can edit. A registry that does not exist yet is empty.
    pub(super) fn read(&self, path: &str) -> Result<EditedSource, Refusal> {
        let missing = || Refusal::new(StatusCode::NOT_FOUND, words::no_file(path, self.language()));
        if let Some(source) = self.found(path)? {
            let kind = edit::kind(&source.role).ok_or_else(missing)?;
            let bytes = self.world.read(&source.found).map_err(|error| self.failed(path, &error))?;
            return Ok(EditedSource { source, kind, bytes, exists: true });
        }
        let role = registry(path).ok_or_else(missing)?;
        let kind = edit::kind(&role).ok_or_else(missing)?;
        let stamp = Stamp { size: 0, modified: 0, changed: 0, inode: 0 };
        let found = FoundFile { path: path.to_string(), on_disk: None, stamp };
        Ok(EditedSource { source: Source { found, role }, kind, bytes: Vec::new(), exists: false })
    }

    /// Returns a file for a form.
    pub(super) fn form(&self, file: EditedSource) -> Result<Value, Refusal> {
        let language = self.language();
        let (problems, page) = self.judge(&file)?;
        let digest = file.digest();
        self.remember(&digest, &file.bytes);
        let EditedSource { source, kind, bytes, exists } = file;
        let form = FormValues::read(&source.role, &bytes);
        let mut dates = Map::new();
        if let Some(form) = &form {
            values::dates(&form.values, keys_of(kind), &KeyPath::default(), &mut dates);
        }
        let title = form.as_ref().and_then(|form| {
            let (_, title) = form.values.iter().find(|(name, _)| name == "title")?;
            Some(values::to_json(title))
        });
        let path = &source.found.path;
        Ok(json!({
            "path": path,
            "kind": kind,
            "exists": exists,
            "digest": digest,
            "values": form.as_ref().map(|form| values::table(&form.values)),
            "text": form.as_ref().and_then(|form| form.text.as_deref()),
            "whole": String::from_utf8_lossy(&bytes),
            "problems": diagnostics::of_file(&problems, path, form.as_ref(), language),
            "page": page,
            "title": title,
            "pictures": if source.role.owns_folder() { self.pictures(path) } else { Vec::new() },
            "dates": dates,
        }))
    }

    /// Returns the diagnostics of a version of a file, and the address of its page.
    pub(super) fn judge(&self, file: &EditedSource) -> Result<(Vec<Diagnostic>, Option<String>), Refusal> {
        if !file.exists && file.bytes.is_empty() {
            return Ok((Vec::new(), None));
        }
        let (source, bytes) = (file.source.clone(), file.bytes.clone());
        let (judgement, page) = self.ask(move |site| {
            let page = site.whole().and_then(|(catalogue, _)| page_of(&catalogue, &source.found.path));
            (site.judging(&source, &bytes), page.or_else(|| page_to_be(&source.role)))
        })?;
        // Preview goes on meanwhile.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Ok((judgement.diagnostics(&mut known), page))
    }

    /// Returns the pictures beside a file.
    pub(super) fn pictures(&self, path: &str) -> Vec<Value> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let files = self.world.list(folder).files.into_iter().filter(|found| is_picture(&found.path));
        let picture = |found: FoundFile| {
            let name = found.path.strip_prefix(folder)?.strip_prefix('/')?;
            Some(json!({ "file": name, "path": found.path, "bytes": found.stamp.size }))
        };
        files.filter_map(picture).collect()
    }
}

/// Returns the role of a registry by its path.
fn registry(path: &str) -> Option<FileRole> {
    Some(match path {
        "content/fields.toml" => FileRole::Fields,
        "content/phases.toml" => FileRole::Phases,
        "content/units.toml" => FileRole::Units,
        "content/localities.toml" => FileRole::Localities,
        "content/synonyms.toml" => FileRole::Synonyms,
        "content/targets.toml" => FileRole::Targets,
        _ => return None,
    })
}

/// Returns the address of the page of a file, as a path.
pub(super) fn page_of(catalogue: &Catalogue, path: &str) -> Option<String> {
    let entries = catalogue.entries.iter().find(|entry| entry.text.source.found.path == path);
    let address = entries.map(|entry| address::entry(&entry.slug));
    let documents = || catalogue.documents.iter().find(|document| document.text.source.found.path == path);
    let address = address.or_else(|| documents().map(|document| address::document(&document.id)));
    let pages = || catalogue.pages.iter().find(|page| page.text.source.found.path == path);
    let targets = || path == "content/targets.toml" && catalogue.targets.has_page;
    let address = address.or_else(|| targets().then(|| address::TARGETS.to_string()));
    let address = address.or_else(|| pages().map(|page| page.address.clone()))?;
    Some(format!("/{address}"))
}

/// Returns the address that the page of a new file will have.
fn page_to_be(role: &FileRole) -> Option<String> {
    let address = match role {
        FileRole::Entry { name, .. } => address::entry(name),
        FileRole::Document { id } => address::document(id),
        FileRole::Page { address } => address.clone(),
        _ => return None,
    };
    Some(format!("/{address}"))
}

/// Answers `/api/file`.
pub(super) fn file(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let file = context.read(asked.query("path"))?;
    Ok(Answer::ok(context.form(file)?))
}

/// Answers `/api/schema`.
pub(super) fn schema(context: &EditorContext, asked: &EditorRequest) -> Answered {
    let kind = FILES.iter().find(|file| file.name == asked.query("kind"));
    let kind = kind.ok_or_else(|| Refusal::of_status(StatusCode::NOT_FOUND, context.settings.language))?;
    Ok(Answer::ok(schema::file(kind, context.settings.language)))
}

/// Answers `/api/state`.
pub(super) fn state(context: &EditorContext) -> Answered {
    let language = if context.settings.language == Language::Vi { "vi" } else { "en" };
    let version = env!("CARGO_PKG_VERSION");
    let Ok(site) = context.site() else {
        return Ok(Answer::ok(json!({ "mode": "start", "language": language, "version": version })));
    };
    let (title, errors, warnings, today) = site.ask(|site: &mut LiveSite| {
        let problems = site.diagnostics();
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        let title = site.whole().map(|(catalogue, _)| catalogue.config.title.clone());
        (title, errors, problems.len() - errors, site.today())
    })?;
    Ok(Answer::ok(json!({
        "mode": "gallery",
        "language": language,
        "version": version,
        "title": title,
        "root": site.root.display().to_string(),
        "preview": site.preview,
        "today": today.to_string(),
        "office": cfg!(feature = "office"),
        "errors": errors,
        "warnings": warnings,
    })))
}
