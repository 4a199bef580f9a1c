//! Requests and answers of the editor, as values.

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::words;
use crate::diagnostic::Language;

/// A request that was let in.
#[derive(Debug)]
pub(super) struct EditorRequest {
    /// The pairs of the query, decoded.
    pub query: Vec<(String, String)>,
    /// The digest that a form was made from.
    pub if_match: Option<String>,
    pub body: Bytes,
}

impl EditorRequest {
    /// Returns a value of the query; empty if there is none.
    pub(super) fn query(&self, name: &str) -> &str {
        self.query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Reads the body.
    ///
    /// # Errors
    /// If it is not JSON of this form.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.body).map_err(|error| Refusal::malformed(&error.to_string()))
    }
}

/// An answer.
#[derive(Debug)]
pub(super) enum Answer {
    Json(StatusCode, Value),
    /// The bytes of a picture, with its media type.
    Picture(&'static str, Vec<u8>),
}

impl Answer {
    pub(super) fn ok(value: Value) -> Answer {
        Answer::Json(StatusCode::OK, value)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Answer::Json(status, value) => {
                (status, [(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
            }
            Answer::Picture(mime, bytes) => ([(CONTENT_TYPE, mime)], Body::from(bytes)).into_response(),
        }
    }
}

/// Why a request was not fulfilled, in words for the person at the form.
#[derive(Debug)]
pub(super) struct Refusal {
    pub status: StatusCode,
    pub message: String,
    /// What else the form is to know.
    pub more: Map<String, Value>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Refusal {
        Refusal { status, message: message.into(), more: Map::new() }
    }

    /// A request that no form sends.
    pub(super) fn malformed(why: &str) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, why)
    }

    /// The request of a page or a program that is not let in.
    pub(super) fn of_status(status: StatusCode, language: Language) -> Refusal {
        Refusal::new(status, words::refused(status, language))
    }

    /// Adds a value for the form.
    pub(super) fn with(mut self, name: &str, value: Value) -> Refusal {
        self.more.insert(name.into(), value);
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut value = self.more;
        value.insert("message".into(), json!(self.message));
        Answer::Json(self.status, Value::Object(value)).into_response()
    }
}

/// The result of a request.
pub(super) type Answered = Result<Answer, Refusal>;
