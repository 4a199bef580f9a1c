//! The addresses of the editor.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::{Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::answer::{Answered, EditorRequest, Refusal};
use super::desk::{EditorDesk, SiteDesk};
#[cfg(feature = "office")]
use super::import;
use super::{assets, create, file, find, list, photos, publish, save, start, story, trash, words};
use crate::diagnostic::Language;
use crate::serve::Seat;

/// Maximum size of a form's request in bytes.
const LONGEST: usize = 2 * 1024 * 1024;
/// How many photos and lists are received at once: each is in memory as a whole.
static UPLOADS: Semaphore = Semaphore::const_new(2);

/// The pages that the editor's script shows.
const PAGES: [&str; 9] =
    ["/", "/sua", "/them", "/viec", "/nhap", "/xuat-ban", "/thung-rac", "/cai-dat", "/mo"];

type Handler = fn(&EditorDesk, &EditorRequest) -> Answered;

/// Returns every route.
pub(super) fn routes(desk: EditorDesk) -> Router {
    let language = desk.settings.language;
    let mut routes = Router::new();
    for page in PAGES {
        routes = routes.route(page, get(move || async move { assets::shell(language) }));
    }
    #[cfg(feature = "office")]
    let routes = routes
        .route("/api/import", post(import_file))
        .route("/api/import/check", change(|desk, asked| import::check(desk.site()?, asked)))
        .route("/api/import/write", change(|desk, asked| import::write(desk.site()?, asked)));
    routes
        .route("/assets/{name}", get(|target: Uri| async move { assets::asset(target.path()) }))
        .route("/api/state", read(|desk, _| file::state(desk)))
        .route("/api/schema", read(file::schema))
        .route("/api/file", read(|desk, asked| file::file(desk.site()?, asked)))
        .route("/api/list", read(|desk, asked| list::list(desk.site()?, asked)))
        .route("/api/find", read(|desk, asked| find::find(desk.site()?, asked)))
        .route("/api/picture", read(|desk, asked| photos::picture(desk.site()?, asked)))
        .route("/api/trash", read(|desk, asked| trash::list(desk.site()?, asked)))
        .route("/api/check", change(|desk, asked| save::check(desk.site()?, asked)))
        .route("/api/show", change(|desk, asked| save::show(desk.site()?, asked)))
        .route("/api/hide", change(|desk, asked| save::hide(desk.site()?, asked)))
        .route("/api/story", change(|_, asked| story::blocks(asked)))
        .route("/api/save", change(|desk, asked| save::save(desk.site()?, asked)))
        .route("/api/new", change(|desk, asked| create::create_new(desk.site()?, asked)))
        .route("/api/delete", change(|desk, asked| trash::delete(desk.site()?, asked)))
        .route("/api/undo", change(|desk, asked| trash::undo(desk.site()?, asked)))
        .route("/api/forget", change(|desk, asked| trash::forget(desk.site()?, asked)))
        .route("/api/photos", post(upload))
        .route(
            "/api/publish",
            read(|desk, _| publish::changes(desk.site()?))
                .merge(change(|desk, asked| publish::start(desk.site()?, asked))),
        )
        .route("/api/publish/open", change(|desk, _| publish::open_folder(desk.site()?)))
        .route("/api/publish/events", get(publish_events))
        .route("/api/start", read(|desk, _| start::start(desk)))
        .route("/api/folders", read(start::folders))
        .route("/api/open", change(start::open))
        .route("/api/make", change(start::make))
        .fallback(move || async move { Refusal::of_status(StatusCode::NOT_FOUND, language) })
        .with_state(Arc::new(desk))
}

/// A route that changes nothing.
fn read(handler: Handler) -> MethodRouter<Arc<EditorDesk>> {
    get(async move |State(desk): State<Arc<EditorDesk>>, request: Request<Body>| {
        answer(desk, request, LONGEST, handler).await
    })
}

/// A route that changes files: only for requests that a foreign page cannot send unasked.
fn change(handler: Handler) -> MethodRouter<Arc<EditorDesk>> {
    post(async move |State(desk): State<Arc<EditorDesk>>, request: Request<Body>| {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_none_or(|kind| kind.split(';').next() != Some("application/json")) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Refusal::of_status(status, desk.settings.language).into_response();
        }
        answer(desk, request, LONGEST, handler).await
    })
}

async fn upload(State(desk): State<Arc<EditorDesk>>, request: Request<Body>) -> Response {
    let _permit = UPLOADS.acquire().await;
    answer(desk, request, photos::LARGEST, |desk, asked| photos::upload(desk.site()?, asked)).await
}

#[cfg(feature = "office")]
async fn import_file(State(desk): State<Arc<EditorDesk>>, request: Request<Body>) -> Response {
    let _permit = UPLOADS.acquire().await;
    answer(desk, request, import::LARGEST, |desk, asked| import::receive(desk.site()?, asked)).await
}

/// Reads a request and answers it on a thread of its own.
async fn answer(desk: Arc<EditorDesk>, request: Request<Body>, limit: usize, handler: Handler) -> Response {
    let language = desk.settings.language;
    let refuse = |status| Refusal::of_status(status, language).into_response();
    let (head, body) = request.into_parts();
    let length =
        head.headers.get("content-length").and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit as u64) {
        return too_large(limit, language);
    }
    let Ok(body) = to_bytes(body, limit).await else { return too_large(limit, language) };
    let query = head.uri.query().unwrap_or_default().as_bytes();
    let query = form_urlencoded::parse(query).into_owned().collect();
    let if_match = head.headers.get(IF_MATCH).and_then(|tag| tag.to_str().ok());
    let if_match = if_match.map(|tag| tag.trim().trim_matches('"').to_string());
    let asked = EditorRequest { query, if_match, body };
    match spawn_blocking(move || handler(&desk, &asked)).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn too_large(limit: usize, language: Language) -> Response {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, words::too_large(limit, language)).into_response()
}

/// Streams the progress of publishing.
async fn publish_events(State(desk): State<Arc<EditorDesk>>, Extension(seat): Extension<Seat>) -> Response {
    seat.leave();
    match desk.site() {
        Ok(SiteDesk { publish, .. }) => publish.stream().into_response(),
        Err(refusal) => refusal.into_response(),
    }
}
