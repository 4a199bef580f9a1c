//! New entries, pages and documents.

use axum::http::StatusCode;
use serde::Deserialize;

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::words;
use crate::edit::{FieldChange, FieldValue, KeyPath, edit};
use crate::schema::template::blank_entry;
use crate::site::{create, fresh_entry};
use crate::source::FileRole;
use crate::text::{nfc, slug};
use crate::world::World;

/// Longest title in bytes.
const LONGEST_TITLE: usize = 500;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentNew {
    kind: String,
    title: String,
    /// The number of a document.
    #[serde(default)]
    number: String,
}

/// Answers `/api/new`.
pub(super) fn create_new(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let sent: SentNew = asked.json()?;
    let tidy = |text: &str| nfc(text.trim()).replace(|c: char| c.is_control(), " ");
    let (title, number) = (tidy(&sent.title), tidy(&sent.number));
    let unnamed = || Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, words::no_title(context.language()));
    if title.len() > LONGEST_TITLE || number.len() > LONGEST_TITLE {
        return Err(Refusal::of_status(StatusCode::UNPROCESSABLE_ENTITY, context.language()));
    }
    let _alone = context.write();
    let (path, text) = match sent.kind.as_str() {
        "entry" => {
            let fresh = fresh_entry(&context.world, &title).ok_or_else(unnamed)?;
            let today = context.ask(|site| site.today())?;
            (fresh.path, blank_entry(&title, &fresh.field, today))
        }
        "page" => {
            let path = free(context, "content/pages", &slug(&title)).ok_or_else(unnamed)?;
            (path, "+++\ndraft = true\n+++\n".to_string())
        }
        "document" => {
            let name = if number.is_empty() { &title } else { &number };
            let path = free(context, "content/documents", &slug(name)).ok_or_else(unnamed)?;
            (path, "+++\n+++\n".to_string())
        }
        other => return Err(Refusal::malformed(&format!("no kind: {other}"))),
    };
    let mut text = text.into_bytes();
    if sent.kind != "entry" {
        let set =
            |name: &str, value: &str| FieldChange::Set(KeyPath::of(name), FieldValue::Text(value.into()));
        let mut changes = vec![set("title", &title)];
        changes.extend((!number.is_empty()).then(|| set("number", &number)));
        let role = match sent.kind.as_str() {
            "page" => FileRole::Page { address: String::new() },
            _ => FileRole::Document { id: String::new() },
        };
        text = edit(&path, &role, &text, &changes).map_err(|_| unnamed())?;
    }
    let place = context.root.join(&path);
    let folder = place.parent().expect("a file of the site lies in a folder");
    let failed = |error| context.failed(&path, &error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    create(&place, &text).map_err(failed)?;
    context.touched(&path);
    let file = context.read(&path)?;
    Ok(Answer::Json(StatusCode::CREATED, context.form(file)?))
}

/// Returns a free path in a folder; `None` for a name without letters.
fn free(context: &SiteContext, folder: &str, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let taken: Vec<String> =
        context.world.list(folder).files.into_iter().map(|found| found.path.to_lowercase()).collect();
    let numbered = (2..).map(|number| format!("{folder}/{name}-{number}.md"));
    std::iter::once(format!("{folder}/{name}.md")).chain(numbered).find(|path| !taken.contains(path))
}
