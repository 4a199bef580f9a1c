//! Editing in the browser, at an origin of its own.
//!
//! Takes requests of forms, gives values with their diagnostics; writes what a form changed, key by key, through
//! [`edit`](crate::edit). Files stay what is true: nothing is kept that cannot be read in them, except the trash. Has no
//! rules of its own about content: it asks the gallery in preview. Nothing of it is in what a build writes.
//!
//! # Who may use it
//!
//! The editor listens on the loopback address only, on a port of its own. The address that the program opens and prints
//! carries a secret of this run, which is exchanged for a cookie. Browsers send cookies to every port of a machine, so
//! each request must also come from the editor's own pages. The gallery's pages are shown in a sandboxed frame.

mod access;
mod answer;
mod assets;
mod context;
#[allow(clippy::disallowed_methods, reason = "it makes folders of the site")]
mod create;
mod diagnostics;
mod file;
mod find;
#[cfg(feature = "office")]
#[allow(clippy::disallowed_methods, reason = "it reads `import.toml`")]
mod import;
#[allow(clippy::disallowed_methods, reason = "it is about no site")]
mod lately;
mod list;
mod listener;
mod photos;
mod publish;
mod routes;
mod rows;
mod save;
mod schema;
#[cfg(feature = "deploy")]
mod send;
#[allow(clippy::disallowed_methods, reason = "there is no `World` outside a site")]
mod start;
mod story;
#[allow(clippy::disallowed_methods, reason = "it moves and removes files of the site")]
mod trash;
mod values;
mod words;

pub use context::{EditorSettings, OpenSite};
pub use lately::{EditorPorts, announce, announced, editor_ports, remember};
pub use listener::EditorListener;
pub use start::StartPage;
