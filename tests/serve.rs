//! Preview, as a browser meets it: real files are edited, a real connection is watched.

mod support;

#[path = "serve/browser.rs"]
mod browser;
#[path = "serve/door.rs"]
mod door;
#[path = "serve/editors.rs"]
mod editors;
#[path = "serve/edits.rs"]
mod edits;
#[path = "serve/mistakes.rs"]
mod mistakes;
#[path = "serve/same.rs"]
mod same;
#[path = "serve/watchers.rs"]
mod watchers;
