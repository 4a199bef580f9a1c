//! The files of the editor's pages, built into the program.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::diagnostic::Language;

/// The page that every address of the editor answers with; its script asks for the rest.
const SHELL: &str = include_str!("assets/editor.html");

/// The files that the page loads: name, media type, bytes.
const ASSETS: &[(&str, &str, &[u8])] = &[
    ("api.js", "text/javascript; charset=utf-8", include_bytes!("assets/api.js")),
    ("conflict.js", "text/javascript; charset=utf-8", include_bytes!("assets/conflict.js")),
    ("dates.js", "text/javascript; charset=utf-8", include_bytes!("assets/dates.js")),
    ("drafts.js", "text/javascript; charset=utf-8", include_bytes!("assets/drafts.js")),
    ("drop.js", "text/javascript; charset=utf-8", include_bytes!("assets/drop.js")),
    ("edit-form.js", "text/javascript; charset=utf-8", include_bytes!("assets/edit-form.js")),
    ("edit-save.js", "text/javascript; charset=utf-8", include_bytes!("assets/edit-save.js")),
    ("edit-watch.js", "text/javascript; charset=utf-8", include_bytes!("assets/edit-watch.js")),
    ("editor.css", "text/css; charset=utf-8", include_bytes!("assets/editor.css")),
    ("editor.js", "text/javascript; charset=utf-8", include_bytes!("assets/editor.js")),
    ("elements.js", "text/javascript; charset=utf-8", include_bytes!("assets/elements.js")),
    ("fields.js", "text/javascript; charset=utf-8", include_bytes!("assets/fields.js")),
    ("form.js", "text/javascript; charset=utf-8", include_bytes!("assets/form.js")),
    ("help.js", "text/javascript; charset=utf-8", include_bytes!("assets/help.js")),
    ("import-table.js", "text/javascript; charset=utf-8", include_bytes!("assets/import-table.js")),
    ("layout.js", "text/javascript; charset=utf-8", include_bytes!("assets/layout.js")),
    ("list-items.js", "text/javascript; charset=utf-8", include_bytes!("assets/list-items.js")),
    ("lists.js", "text/javascript; charset=utf-8", include_bytes!("assets/lists.js")),
    ("page-pane.js", "text/javascript; charset=utf-8", include_bytes!("assets/page-pane.js")),
    ("paste.js", "text/javascript; charset=utf-8", include_bytes!("assets/paste.js")),
    ("photos.js", "text/javascript; charset=utf-8", include_bytes!("assets/photos.js")),
    ("photos-send.js", "text/javascript; charset=utf-8", include_bytes!("assets/photos-send.js")),
    ("photos-withdraw.js", "text/javascript; charset=utf-8", include_bytes!("assets/photos-withdraw.js")),
    ("picker.js", "text/javascript; charset=utf-8", include_bytes!("assets/picker.js")),
    ("problems.js", "text/javascript; charset=utf-8", include_bytes!("assets/problems.js")),
    ("prosemirror.js", "text/javascript; charset=utf-8", include_bytes!("assets/prosemirror.js")),
    ("screen-edit.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-edit.js")),
    ("screen-import.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-import.js")),
    ("screen-list.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-list.js")),
    ("screen-publish.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-publish.js")),
    ("screen-small.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-small.js")),
    ("screen-start.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-start.js")),
    ("screen-trash.js", "text/javascript; charset=utf-8", include_bytes!("assets/screen-trash.js")),
    ("story.js", "text/javascript; charset=utf-8", include_bytes!("assets/story.js")),
    ("story-area.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-area.js")),
    ("story-pictures.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-pictures.js")),
    ("story-schema.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-schema.js")),
    ("story-table.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-table.js")),
    ("story-tools.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-tools.js")),
    ("story-visual.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-visual.js")),
    ("story-write.js", "text/javascript; charset=utf-8", include_bytes!("assets/story-write.js")),
    ("words-form.js", "text/javascript; charset=utf-8", include_bytes!("assets/words-form.js")),
    ("words.js", "text/javascript; charset=utf-8", include_bytes!("assets/words.js")),
];

/// Returns the page, in a language.
pub(super) fn shell(language: Language) -> Response {
    let language = if language == Language::Vi { "vi" } else { "en" };
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], SHELL.replace("{{lang}}", language)).into_response()
}

/// Returns a file by its path.
pub(super) fn asset(path: &str) -> Response {
    let name = path.rsplit('/').next().unwrap_or_default();
    match ASSETS.iter().find(|(known, ..)| *known == name) {
        Some((_, mime, bytes)) => ([(CONTENT_TYPE, *mime)], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
