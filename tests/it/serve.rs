//! Preview, as a browser meets it: real files are edited, a real connection is watched.

pub mod browser;
mod door;
mod editors;
mod edits;
mod mistakes;
mod same;
mod watchers;
