//! Who may use the editor.
//!
//! Takes the head of a request, says whether it is one of the editor's own pages, opened with the secret of this run.

use axum::http::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use axum::http::{Method, StatusCode, Uri};

use crate::digest::Digest;
use crate::serve::has_cookie;

/// The secret of a run, and the origin at which it is valid.
#[derive(Debug, Clone)]
pub(super) struct EditorAccess {
    port: u16,
    secret: String,
}

impl EditorAccess {
    /// Makes a new secret.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub(super) fn new(port: u16) -> std::io::Result<EditorAccess> {
        let mut bytes = [0; 24];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        let secret = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(EditorAccess { port, secret })
    }

    /// Returns the editor's origin.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Returns the address that lets a browser in.
    pub(super) fn entrance(&self) -> String {
        format!("{}/vao?k={}", self.origin(), self.secret)
    }

    /// Returns the port of the editor.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Returns the cookie of those who were let in. Its name has the port, because all ports of a machine share cookies.
    pub(super) fn cookie(&self) -> String {
        format!("guong-{}={}", self.port, self.secret)
    }

    /// Whether this is the secret. Compares digests, so that the time it takes says nothing about the secret.
    pub(super) fn is_secret(&self, given: &str) -> bool {
        Digest::of_bytes(given.as_bytes()) == Digest::of_bytes(self.secret.as_bytes())
    }

    /// Checks the head of a request.
    ///
    /// # Errors
    /// The status to refuse it with.
    pub(super) fn admit(&self, method: &Method, target: &Uri, headers: &HeaderMap) -> Result<(), StatusCode> {
        let is_own = |value: &HeaderValue, own: &str| value.as_bytes() == own.as_bytes();
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().ok_or(StatusCode::MISDIRECTED_REQUEST)?;
        if hosts.next().is_some() || target.authority().is_some() {
            return Err(StatusCode::BAD_REQUEST);
        }
        // A page whose name was made to lead to this machine (DNS rebinding) still sends its own name.
        if !is_own(host, &self.host()) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        if headers.get_all(ORIGIN).iter().any(|origin| !is_own(origin, &self.origin())) {
            return Err(StatusCode::FORBIDDEN);
        }
        if !target.path().starts_with("/api/") {
            return if matches!(*method, Method::GET | Method::HEAD) {
                Ok(())
            } else {
                Err(StatusCode::METHOD_NOT_ALLOWED)
            };
        }
        // The gallery's own pages are on the same machine, to which browsers send the cookie too.
        if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
            return Err(StatusCode::FORBIDDEN);
        }
        if !has_cookie(headers, &self.cookie()) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        match *method {
            Method::GET | Method::HEAD => Ok(()),
            Method::POST if headers.contains_key(ORIGIN) => Ok(()),
            Method::POST => Err(StatusCode::FORBIDDEN),
            _ => Err(StatusCode::METHOD_NOT_ALLOWED),
        }
    }
}
