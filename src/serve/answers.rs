//! The responses to admitted requests.
//!
//! Takes requests, asks the loop for the content of a path, and sends it. Files and photos are read here, on
//! blocking threads, so that the loop never waits for a disk or a client, and no file stays open while a slow
//! client downloads it. Never knows what is published: only the loop does.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::sse::{self, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream::{Stream, try_unfold, unfold};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::connections::{RequestPath, RequestPermit, refuse};
use super::editing::has_cookie;
use super::photos::DerivedRequest;
use super::shown::Content;
use super::tabs::Tab;
use super::{Event, PathRequest};
use crate::address;
use crate::build::PhotoDeriver;
use crate::diagnostic::Problem::{ChangedMeanwhile, Unreadable};
use crate::digest::Digest;
use crate::render::with_charset;
use crate::world::{DiskWorld, FoundFile};

/// A file is opened, read and closed again for each piece of this size.
const PIECE: u64 = 256 * 1024;

const SCRIPT: &[u8] = include_bytes!("live.js");
const PATCH: &[u8] = include_bytes!("patch.js");
const STYLE: &[u8] = include_bytes!("live.css");
const BAR_STYLE: &[u8] = include_bytes!("bar.css");
const FETCH_DEST: &str = "sec-fetch-dest";

/// The state that all request handlers share.
pub(super) struct Backend {
    pub world: DiskWorld,
    pub deriver: PhotoDeriver,
    pub events: Sender<Event>,
    /// The cookie of those who may edit.
    pub cookie: Option<String>,
}

/// Returns the routes, for `GET` and `HEAD`; any other method gets 405.
pub(super) fn routes(backend: Backend) -> Router {
    let own = |mime, bytes| get(async move |headers: HeaderMap| own(&headers, mime, bytes));
    Router::new()
        .route("/__guong/live.js", own("text/javascript", SCRIPT))
        .route("/__guong/patch.js", own("text/javascript", PATCH))
        .route("/__guong/live.css", own("text/css", STYLE))
        .route("/__guong/bar.css", own("text/css", BAR_STYLE))
        .route("/__guong/events", get(watch))
        .fallback(get(page))
        .with_state(Arc::new(backend))
}

/// Serves a file that is built into the program.
fn own(headers: &HeaderMap, mime: &'static str, bytes: &'static [u8]) -> Response {
    let tag = Digest::of_bytes(bytes).to_string();
    tagged(headers, mime, &tag, Body::from(bytes))
}

/// Streams changes of the pages that a query names, until the client disconnects.
async fn watch(
    State(backend): State<Arc<Backend>>,
    Extension(permit): Extension<RequestPermit>,
    target: Uri,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    permit.release();
    let (tab, messages) = Tab::new(target.query().unwrap_or_default());
    let _ = backend.events.send(Event::Watches(tab));
    Sse::new(unfold(messages, async |mut messages| Some((Ok(messages.recv().await?), messages))))
}

/// Serves any other path.
async fn page(
    State(backend): State<Arc<Backend>>,
    Extension(RequestPath(path)): Extension<RequestPath>,
    target: Uri,
    headers: HeaderMap,
) -> Response {
    let (reply, answered) = oneshot::channel();
    let query = target.query().unwrap_or_default().to_string();
    // In a frame, the editor itself is around the page, and a script there asks for the page of the frame.
    let is_tab = headers.get(FETCH_DEST).is_none_or(|dest| dest == "document");
    let has_bar = is_tab && backend.cookie.as_ref().is_some_and(|cookie| has_cookie(&headers, cookie));
    let _ = backend.events.send(Event::Requested(PathRequest { path, query, has_bar, reply, tries: 0 }));
    match answered.await {
        Ok(Content::Bytes { status: StatusCode::OK, mime, tag, bytes }) => {
            tagged(&headers, mime, &tag, Body::from(Bytes::from_owner(bytes)))
        }
        Ok(Content::Bytes { status, mime, bytes, .. }) => {
            (status, [(CONTENT_TYPE, with_charset(mime))], Bytes::from_owner(bytes)).into_response()
        }
        Ok(Content::Derived { asked, mime }) => derived(backend, &headers, asked, mime).await,
        Ok(Content::File { found, mime, tag }) => file(backend, &headers, found, mime, &tag).await,
        Ok(Content::Elsewhere(path)) => {
            (StatusCode::MOVED_PERMANENTLY, [(LOCATION, address::encode(&path))]).into_response()
        }
        // The loop has ended.
        Err(_) => refuse(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn derived(
    backend: Arc<Backend>,
    headers: &HeaderMap,
    asked: Box<DerivedRequest>,
    mime: &'static str,
) -> Response {
    let (tag, events) = (asked.tag(), backend.events.clone());
    match spawn_blocking(move || asked.bytes(&backend.deriver, &backend.world)).await {
        Ok(Ok(bytes)) => tagged(headers, mime, &tag, Body::from(bytes)),
        // The loop will notice the change of the file itself.
        Ok(Err(problem)) if matches!(problem.problem, ChangedMeanwhile | Unreadable { .. }) => {
            refuse(StatusCode::NOT_FOUND)
        }
        Ok(Err(problem)) => {
            let _ = events.send(Event::Failed(problem));
            refuse(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

async fn file(
    backend: Arc<Backend>,
    headers: &HeaderMap,
    found: FoundFile,
    mime: &'static str,
    tag: &str,
) -> Response {
    let Ok(Ok(file)) = spawn_blocking(move || FileBody::open(backend, found)).await else {
        return refuse(StatusCode::NOT_FOUND);
    };
    let length = file.length;
    let mut response = tagged(headers, mime, tag, Body::from_stream(file.pieces()));
    if response.status() == StatusCode::OK {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    response
}

/// A file while it is sent. Its path is resolved again for every piece, since a link may have replaced it.
struct FileBody {
    backend: Arc<Backend>,
    found: FoundFile,
    length: u64,
    /// Bytes read so far.
    at: u64,
    /// Bytes that were read but not sent yet.
    piece: Vec<u8>,
}

#[allow(clippy::disallowed_methods, reason = "a film must not stand in memory")]
impl FileBody {
    fn open(backend: Arc<Backend>, found: FoundFile) -> io::Result<FileBody> {
        let length = backend.world.place_of(&found)?.metadata()?.len();
        FileBody { backend, found, length, at: 0, piece: Vec::new() }.read()
    }

    /// Reads the next piece, if there is one.
    fn read(mut self) -> io::Result<FileBody> {
        let mut file = File::open(self.backend.world.place_of(&self.found)?)?;
        file.seek(SeekFrom::Start(self.at))?;
        file.take(PIECE.min(self.length - self.at)).read_to_end(&mut self.piece)?;
        if self.piece.is_empty() && self.at < self.length {
            // The file was truncated meanwhile; the client sees an incomplete body.
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += self.piece.len() as u64;
        Ok(self)
    }

    /// Streams the file; each piece is read after the client has taken the one before.
    fn pieces(self) -> impl Stream<Item = io::Result<Vec<u8>>> {
        try_unfold(self, async |mut file| {
            if file.piece.is_empty() && file.at < file.length {
                file = spawn_blocking(|| file.read()).await.map_err(io::Error::other)??;
            }
            let piece = std::mem::take(&mut file.piece);
            Ok((!piece.is_empty()).then_some((piece, file)))
        })
    }
}

/// Returns the body with its entity tag, or 304 if the client has it already. An empty `tag` means no entity tag.
fn tagged(headers: &HeaderMap, mime: &str, tag: &str, body: Body) -> Response {
    if tag.is_empty() {
        return ([(CONTENT_TYPE, with_charset(mime))], body).into_response();
    }
    let tag = format!("\"{tag}\"");
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    if known.flat_map(|tags| tags.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    ([(CONTENT_TYPE, with_charset(mime)), (ETAG, tag)], body).into_response()
}
