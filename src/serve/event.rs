//! The events that the loop of preview handles.

use std::time::Duration;

use tokio::sync::oneshot;

use super::search::Search;
use super::shown::Content;
use super::tabs::Tab;
use crate::diagnostic::Diagnostic;
use crate::site::{LiveSite, SourceListing};

/// An event of the loop.
pub(super) enum Event {
    /// A file or folder at this path may have changed.
    Touched(String),
    /// Events were lost: anything may have changed.
    Overflowed,
    /// The watcher stopped, with the reason.
    Unwatched(String),
    /// The whole folder was listed, and how long that took.
    Walked(SourceListing, Duration),
    /// The first search index is built; `None` if building it panicked.
    Indexed(Option<Box<Search>>),
    /// A requested photo cannot be shown.
    Failed(Box<Diagnostic>),
    /// A browser requests a path.
    Requested(PathRequest),
    /// A browser subscribes to changes.
    Watches(Tab),
    /// The editor asks something of the gallery.
    Asked(EditorQuestion),
}

/// A question of the editor to the gallery, which sends its own answer.
pub(super) type EditorQuestion = Box<dyn FnOnce(&mut LiveSite) + Send>;

/// A browser's request for a path.
pub(super) struct PathRequest {
    pub path: String,
    pub query: String,
    /// Whether the page gets the bar that leads to the editor.
    pub has_bar: bool,
    pub reply: oneshot::Sender<Content>,
    /// How often it was retried because its source changed.
    pub tries: u32,
}
