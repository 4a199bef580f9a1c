//! What the loop of preview waits for.

use std::time::Duration;

use tokio::sync::oneshot;

use super::search::Search;
use super::shown::Content;
use super::tabs::Tab;
use crate::diagnostic::Diagnostic;
use crate::site::SourceListing;

/// What the loop waits for.
pub(super) enum Event {
    /// Something happened to a path.
    Touched(String),
    /// Something happened somewhere.
    Overflowed,
    /// The watcher stopped.
    Unwatched(String),
    /// The whole folder was looked at.
    Walked(SourceListing, Duration),
    /// The first index is made, or cannot be.
    Indexed(Option<Box<Search>>),
    /// A photo that a browser asked for cannot be shown.
    Failed(Box<Diagnostic>),
    /// A browser asks for a path.
    Asked(PathRequest),
    /// A browser wants to be told.
    Watches(Tab),
}

/// A path that a browser asks for.
pub(super) struct PathRequest {
    pub path: String,
    pub query: String,
    pub reply: oneshot::Sender<Content>,
    /// How often its source turned out to be another by then.
    pub tries: u32,
}
