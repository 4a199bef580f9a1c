//! Press kits.

use serde::Serialize;

use super::{BodyView, Row};

/// The press kit of an entry.
#[derive(Debug, Serialize)]
pub struct KitFile {
    /// Its folder, and the beginning of its files' names: the entry's slug.
    pub name: String,
    /// What stands above the text.
    pub above: String,
    /// The text.
    pub body: BodyView,
    /// What stands below the text.
    pub below: String,
    /// How the entry is cited.
    pub citation: String,
    /// The licences of the text and of each photo.
    pub licences: String,
    /// The entry's results, if it has any.
    pub figures: Option<Vec<Row>>,
    /// The copies of its photos that may be passed on; never empty.
    pub photos: Vec<KitPhoto>,
}

/// A copy of a photo in a kit.
#[derive(Debug, Serialize)]
pub struct KitPhoto {
    /// Its name in the kit.
    pub name: String,
    /// The address at which the copy is published.
    pub path: String,
    /// The photo's number among those of its entry.
    pub number: u32,
}
