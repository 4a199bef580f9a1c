//! Checking and saving what a form changed.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::file::EditedSource;
use super::values::SentChange;
use super::{diagnostics, trash, words};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::edit::{EditError, FieldChange, FormValues, KeyPath, edit};
use crate::parse::parse;
use crate::schema::keys_of;
use crate::site::{create, replace};
use crate::source::{MARKDOWN_LIMIT, TEXT_LIMIT};

/// What a form sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentEdit {
    path: String,
    /// The digest that the form was made from.
    #[serde(default)]
    digest: Option<String>,
    #[serde(default)]
    changes: Vec<SentChange>,
    /// The story, if it changed.
    #[serde(default)]
    text: Option<String>,
    /// The whole file as text, instead of changes.
    #[serde(default)]
    whole: Option<String>,
}

/// The changes of a file.
enum FormEdit {
    Changes(Vec<FieldChange>),
    Whole(String),
}

impl SentEdit {
    fn read(self) -> Result<FormEdit, Refusal> {
        if let Some(whole) = self.whole {
            return Ok(FormEdit::Whole(whole));
        }
        let changes: Result<Vec<FieldChange>, Refusal> =
            self.changes.into_iter().map(SentChange::read).collect();
        let mut changes = changes?;
        changes.extend(self.text.map(FieldChange::Body));
        Ok(FormEdit::Changes(changes))
    }
}

impl FormEdit {
    /// Returns the new bytes of a file.
    fn apply(&self, file: &EditedSource) -> Result<Vec<u8>, EditError> {
        let (path, role) = (file.path(), &file.source.role);
        let changes = match self {
            FormEdit::Whole(whole) => return Ok(whole.clone().into_bytes()),
            FormEdit::Changes(changes) => changes,
        };
        let bytes = edit(path, role, &file.bytes, changes)?;
        match left_over(file, &bytes) {
            left if left.is_empty() => Ok(bytes),
            left => edit(path, role, &bytes, &left),
        }
    }
}

/// Removes what a template left of a key in whose place another key was given: a form shows it as empty.
fn left_over(file: &EditedSource, bytes: &[u8]) -> Vec<FieldChange> {
    let Some(form) = FormValues::read(&file.source.role, bytes) else { return Vec::new() };
    let has = |name: &str| form.values.iter().any(|(known, _)| known == name);
    let keys = keys_of(file.kind).keys.iter().filter(|key| key.prefill.is_some());
    let keys = keys.filter(|key| !has(key.name) && key.unless.is_some_and(has));
    let keys = keys.map(|key| KeyPath::of(key.name)).filter(|path| form.is_left(path));
    keys.map(FieldChange::Remove).collect()
}

/// Returns a file as it would be with what a form sent.
fn entered(context: &SiteContext, asked: &EditorRequest) -> Result<EditedSource, Refusal> {
    let sent: SentEdit = asked.json()?;
    let mut file = context.read(&sent.path)?;
    if let Some(seen) = sent.digest.as_deref().and_then(|digest| context.seen(digest)) {
        file.bytes = seen;
    }
    let edit = sent.read()?;
    file.bytes = edit.apply(&file).map_err(|error| refused(context, &file, error))?;
    limited(context, &file)?;
    Ok(file)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentPath {
    path: String,
}

/// Answers `/api/show`: preview shows a version that is not saved, as soon as it can.
pub(super) fn show(context: &SiteContext, asked: &EditorRequest) -> Answered {
    // In the middle of a word there may be no such version: what is wrong with it is said by `check`.
    let file = entered(context, asked).ok().filter(|file| file.exists);
    if let Some(file) = &file {
        context.stand_in(file.path(), Some(file.bytes.clone()))?;
    }
    Ok(Answer::ok(json!({ "shown": file.is_some() })))
}

/// Answers `/api/hide`: preview shows the saved version again.
pub(super) fn hide(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let SentPath { path } = asked.json()?;
    let file = context.read(&path)?;
    context.stand_in(file.path(), None)?;
    Ok(Answer::ok(json!({})))
}

/// Answers `/api/check`: the diagnostics of a version that is not saved.
pub(super) fn check(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let file = entered(context, asked)?;
    let (problems, page) = context.judge(&file)?;
    let form = FormValues::read(&file.source.role, &file.bytes);
    let problems = diagnostics::of_file(&problems, file.path(), form.as_ref(), context.language());
    Ok(Answer::ok(json!({ "problems": problems, "page": page })))
}

/// Answers `/api/save`.
pub(super) fn save(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let sent: SentEdit = asked.json()?;
    let known = asked.if_match.as_deref().ok_or_else(|| Refusal::malformed("If-Match is missing"))?;
    let path = sent.path.clone();
    let edit = sent.read()?;
    let _alone = context.write();
    let mut file = context.read(&path)?;
    if file.digest() != known {
        return Err(conflict(context, file, known, &edit)?);
    }
    let bytes = edit.apply(&file).map_err(|error| refused(context, &file, error))?;
    let old = std::mem::replace(&mut file.bytes, bytes);
    limited(context, &file)?;
    if old != file.bytes {
        write(context, &mut file, &old)?;
    }
    context.stand_in(&path, None)?;
    Ok(Answer::ok(context.form(file)?))
}

/// Writes a file; its old bytes go to the trash as a version.
fn write(context: &SiteContext, file: &mut EditedSource, old: &[u8]) -> Result<(), Refusal> {
    let path = file.path().to_string();
    let failed = |error| context.failed(&path, &error);
    if file.exists {
        let place = context.world.place_of(&file.source.found).map_err(failed)?;
        trash::keep_version(context, &path, old).map_err(failed)?;
        replace(&place, &file.bytes).map_err(failed)?;
    } else {
        create(&context.root.join(&path), &file.bytes).map_err(failed)?;
        file.exists = true;
    }
    Ok(())
}

/// Refuses a file that is too large to be read again.
fn limited(context: &SiteContext, file: &EditedSource) -> Result<(), Refusal> {
    let limit = if file.path().ends_with(".md") { MARKDOWN_LIMIT } else { TEXT_LIMIT };
    if file.bytes.len() as u64 <= limit {
        return Ok(());
    }
    let message = words::file_too_large(limit, context.language());
    Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message))
}

/// Says why a change was not made, at its field.
fn refused(context: &SiteContext, file: &EditedSource, error: EditError) -> Refusal {
    let language = context.language();
    match error {
        EditError::Refused(problems) => {
            let is_large = |problem: &Diagnostic| matches!(problem.problem, Problem::TooLarge { .. });
            let status = match problems.iter().any(is_large) {
                true => StatusCode::PAYLOAD_TOO_LARGE,
                false => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let problems = diagnostics::of_file(&problems, file.path(), None, language);
            let refusal = Refusal::new(status, words::refused_values(language));
            refusal.with("problems", Value::Array(problems))
        }
        EditError::NotThere(key) => {
            let message = words::not_there(&key.to_string(), language);
            Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message).with("key", json!(key.to_string()))
        }
    }
}

/// Returns both versions of a file that was changed since the form was made.
fn conflict(
    context: &SiteContext,
    file: EditedSource,
    known: &str,
    edit: &FormEdit,
) -> Result<Refusal, Refusal> {
    let text = |bytes: Result<Vec<u8>, EditError>| bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let base = context.seen(known).map(|bytes| EditedSource { source: file.source.clone(), bytes, ..file });
    let mine = base.and_then(|base| text(edit.apply(&base)));
    // A merge that would break the file is none.
    let is_sound = |text: &String| {
        let problems = parse(file.path(), &file.source.role, text.as_bytes()).problems;
        problems.iter().all(|problem| problem.severity() != Severity::Error)
    };
    let merged = match edit {
        FormEdit::Changes(_) => text(edit.apply(&file)).filter(is_sound),
        FormEdit::Whole(_) => None,
    };
    let refusal = Refusal::new(StatusCode::PRECONDITION_FAILED, words::conflict(context.language()));
    Ok(refusal.with("mine", json!(mine)).with("merged", json!(merged)).with("now", context.form(file)?))
}
