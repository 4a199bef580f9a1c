//! Preview as a browser sees it: real files are edited, and a real connection is watched.

pub mod browser;
mod connections;
mod editors;
mod edits;
mod mistakes;
mod same;
mod watchers;
