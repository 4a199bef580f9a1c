//! Editing in the browser: the editor's requests against the real program and real files.

mod access;
mod client;
mod files;
mod import;
mod photos;
mod publish;
mod random;
mod start;
