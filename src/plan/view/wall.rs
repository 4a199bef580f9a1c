//! The walls of photos.

use serde::Serialize;

use super::{Counted, Link, PageHead, Pager, PhotoView, SiteView};
use crate::digest::Digested;

/// A page of a wall of photos, or the index of the licences of photos.
#[derive(Debug, Serialize)]
pub struct WallPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page.
    pub head: PageHead,
    /// How many photos the wall has, on its first page.
    pub count: Option<usize>,
    /// The photos, newest first.
    pub photos: Vec<WallPhoto>,
    /// The ways to the other pages.
    pub pager: Pager,
    /// The walls of fields, on the first page of all photos.
    pub fields: Vec<Counted>,
    /// The walls of phases, there too.
    pub phases: Vec<Counted>,
    /// The walls of provinces, there too.
    pub provinces: Vec<Counted>,
    /// The walls of licences, on the index of licences.
    pub licences: Vec<Counted>,
    /// Whether it leads to the index of licences.
    pub leads_to_licences: bool,
}

/// A photo on a wall.
#[derive(Debug, Serialize)]
pub struct WallPhoto {
    /// The photo.
    pub photo: PhotoView,
    /// The entry that it belongs to.
    pub entry: Link,
    /// Where the entry is now.
    pub place: String,
}
