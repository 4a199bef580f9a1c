//! The editor's port.
//!
//! Listens on the loopback address, exchanges the secret for a cookie, and refuses what does not come from the editor's
//! own pages before anything of it is read.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Request, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use super::access::EditorAccess;
use super::answer::Refusal;
use super::context::EditorContext;
use super::routes;
use super::start::StartPage;
use super::{EditorSettings, OpenSite};
use crate::diagnostic::Language;
use crate::serve;

/// Headers of every answer.
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// An editor that listens but does not answer yet.
#[derive(Debug)]
pub struct EditorListener {
    listener: TcpListener,
    access: EditorAccess,
}

/// What the guard knows.
struct Guard {
    access: EditorAccess,
    language: Language,
    /// Where a browser goes once it is let in.
    home: String,
    policy: HeaderValue,
}

impl EditorListener {
    /// Listens on the first of these ports that is free; on any if it is 0.
    ///
    /// # Errors
    /// The system's error.
    pub fn listen(ports: &[u16]) -> io::Result<EditorListener> {
        let listener = serve::listen(None, ports)?;
        let port = listener.local_addr()?.port();
        Ok(EditorListener { listener, access: EditorAccess::new(port)? })
    }

    /// Returns its port.
    pub fn port(&self) -> u16 {
        self.access.port()
    }

    /// Returns the origin of the editor.
    pub fn origin(&self) -> String {
        self.access.origin()
    }

    /// Returns the address that lets a browser in.
    pub fn entrance(&self) -> String {
        self.access.entrance()
    }

    /// Returns the cookie of those who were let in.
    pub fn cookie(&self) -> String {
        self.access.cookie()
    }

    /// Answers requests for a gallery in preview from now on.
    ///
    /// # Errors
    /// If the site's folder cannot be entered or the system gives no thread.
    pub fn open(self, site: OpenSite, settings: EditorSettings) -> io::Result<()> {
        let home = format!("{}/", site.preview);
        let frames = site.preview.clone();
        let context = EditorContext::new(Some(site), settings)?;
        self.answer(context, home, &frames)
    }

    /// Answers requests for the start page from now on: no gallery is open.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn open_start(self, start: StartPage, settings: EditorSettings) -> io::Result<()> {
        let home = format!("{}/mo", self.origin());
        let context = EditorContext::starting(start, settings)?;
        self.answer(context, home, "'none'")
    }

    fn answer(self, context: EditorContext, home: String, frames: &str) -> io::Result<()> {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
             connect-src 'self'; form-action 'self'; frame-src {frames}; frame-ancestors 'none'; base-uri 'none'"
        );
        let policy = HeaderValue::from_str(&policy).map_err(io::Error::other)?;
        let guard = Guard { access: self.access, language: context.settings.language, home, policy };
        let routes = routes::routes(context).layer(from_fn_with_state(Arc::new(guard), admit));
        serve::open_connections(self.listener, routes)
    }
}

/// Passes on a request of the editor's own pages; refuses any other.
async fn admit(State(guard): State<Arc<Guard>>, request: Request<Body>, next: Next) -> Response {
    let mut response = match guard.access.admit(request.method(), request.uri(), request.headers()) {
        Err(status) => Refusal::of_status(status, guard.language).into_response(),
        Ok(()) if request.uri().path() == "/vao" => guard.enter(request.uri().query().unwrap_or_default()),
        Ok(()) => next.run(request).await,
    };
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, guard.policy.clone());
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}

impl Guard {
    /// Exchanges the secret for a cookie.
    fn enter(&self, query: &str) -> Response {
        let mut is_secret = false;
        let mut to = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "k" => is_secret = self.access.is_secret(&value),
                "to" => to = Some(value.into_owned()),
                _ => {}
            }
        }
        if !is_secret {
            return Refusal::of_status(StatusCode::UNAUTHORIZED, self.language).into_response();
        }
        // Only paths of the editor itself: anything else would lead a person from a trusted address to a foreign one.
        let is_path = |to: &String| {
            to.starts_with('/')
                && !to.starts_with("//")
                && to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
        };
        let to = to.filter(is_path).map(|to| format!("{}{to}", self.access.origin()));
        let cookie = format!("{}; Path=/; HttpOnly; SameSite=Strict", self.access.cookie());
        (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, to.unwrap_or_else(|| self.home.clone()))])
            .into_response()
    }
}
