//! Guong turns a folder of Markdown entries and photos into a public gallery.

pub mod command;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod gazetteer;
pub mod model;
pub mod parse;
pub mod plan;
pub mod publish;
pub mod render;
pub mod source;
pub mod text;
pub mod theme;
pub mod world;
