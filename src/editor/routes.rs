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
use super::context::{EditorContext, SiteContext};
#[cfg(feature = "office")]
use super::import;
use super::{assets, create, file, find, list, photos, publish, save, start, story, trash, words};
use crate::diagnostic::Language;
use crate::serve::RequestPermit;

/// Maximum size of a form's request in bytes.
const LONGEST: usize = 2 * 1024 * 1024;
/// How many photos and lists are received at once: each is in memory as a whole.
static UPLOADS: Semaphore = Semaphore::const_new(2);

/// The pages that the editor's script shows.
const PAGES: [&str; 9] =
    ["/", "/sua", "/them", "/viec", "/nhap", "/xuat-ban", "/thung-rac", "/cai-dat", "/mo"];

type Handler = fn(&EditorContext, &EditorRequest) -> Answered;

/// Returns every route.
pub(super) fn routes(context: EditorContext) -> Router {
    let language = context.settings.language;
    let mut routes = Router::new();
    for page in PAGES {
        routes = routes.route(page, get(move || async move { assets::shell(language) }));
    }
    #[cfg(feature = "office")]
    let routes = routes
        .route("/api/import", post(import_file))
        .route("/api/import/check", change(|context, asked| import::check(context.site()?, asked)))
        .route("/api/import/write", change(|context, asked| import::write(context.site()?, asked)));
    routes
        .route("/assets/{name}", get(|target: Uri| async move { assets::asset(target.path()) }))
        .route("/api/state", read(|context, _| file::state(context)))
        .route("/api/schema", read(file::schema))
        .route("/api/file", read(|context, asked| file::file(context.site()?, asked)))
        .route("/api/list", read(|context, asked| list::list(context.site()?, asked)))
        .route("/api/find", read(|context, asked| find::find(context.site()?, asked)))
        .route("/api/picture", read(|context, asked| photos::picture(context.site()?, asked)))
        .route("/api/trash", read(|context, asked| trash::list(context.site()?, asked)))
        .route("/api/check", change(|context, asked| save::check(context.site()?, asked)))
        .route("/api/show", change(|context, asked| save::show(context.site()?, asked)))
        .route("/api/hide", change(|context, asked| save::hide(context.site()?, asked)))
        .route("/api/story", change(|_, asked| story::blocks(asked)))
        .route("/api/save", change(|context, asked| save::save(context.site()?, asked)))
        .route("/api/new", change(|context, asked| create::create_new(context.site()?, asked)))
        .route("/api/delete", change(|context, asked| trash::delete(context.site()?, asked)))
        .route("/api/undo", change(|context, asked| trash::undo(context.site()?, asked)))
        .route("/api/forget", change(|context, asked| trash::forget(context.site()?, asked)))
        .route("/api/photos", post(upload))
        .route(
            "/api/publish",
            read(|context, _| publish::changes(context.site()?))
                .merge(change(|context, asked| publish::start(context.site()?, asked))),
        )
        .route("/api/publish/open", change(|context, _| publish::open_folder(context.site()?)))
        .route("/api/publish/events", get(publish_events))
        .route("/api/start", read(|context, _| start::start(context)))
        .route("/api/folders", read(start::folders))
        .route("/api/open", change(start::open))
        .route("/api/make", change(start::make))
        .fallback(move || async move { Refusal::of_status(StatusCode::NOT_FOUND, language) })
        .with_state(Arc::new(context))
}

/// A route that changes nothing.
fn read(handler: Handler) -> MethodRouter<Arc<EditorContext>> {
    get(async move |State(context): State<Arc<EditorContext>>, request: Request<Body>| {
        answer(context, request, LONGEST, handler).await
    })
}

/// A route that changes files: only for requests that a foreign page cannot send unasked.
fn change(handler: Handler) -> MethodRouter<Arc<EditorContext>> {
    post(async move |State(context): State<Arc<EditorContext>>, request: Request<Body>| {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_none_or(|kind| kind.split(';').next() != Some("application/json")) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Refusal::of_status(status, context.settings.language).into_response();
        }
        answer(context, request, LONGEST, handler).await
    })
}

async fn upload(State(context): State<Arc<EditorContext>>, request: Request<Body>) -> Response {
    let _permit = UPLOADS.acquire().await;
    answer(context, request, photos::LARGEST, |context, asked| photos::upload(context.site()?, asked)).await
}

#[cfg(feature = "office")]
async fn import_file(State(context): State<Arc<EditorContext>>, request: Request<Body>) -> Response {
    let _permit = UPLOADS.acquire().await;
    answer(context, request, import::LARGEST, |context, asked| import::receive(context.site()?, asked)).await
}

/// Reads a request and answers it on a thread of its own.
async fn answer(
    context: Arc<EditorContext>,
    request: Request<Body>,
    limit: usize,
    handler: Handler,
) -> Response {
    let language = context.settings.language;
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
    match spawn_blocking(move || handler(&context, &asked)).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn too_large(limit: usize, language: Language) -> Response {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, words::too_large(limit, language)).into_response()
}

/// Streams the progress of publishing.
async fn publish_events(
    State(context): State<Arc<EditorContext>>,
    Extension(permit): Extension<RequestPermit>,
) -> Response {
    permit.release();
    match context.site() {
        Ok(SiteContext { publish, .. }) => publish.stream().into_response(),
        Err(refusal) => refusal.into_response(),
    }
}
