//! The map of the provinces.

use serde::Serialize;

/// The provinces, shaded by how many entries each has.
#[derive(Debug, Serialize)]
pub struct MapView {
    /// All of today's provinces, sorted by name.
    pub provinces: Vec<MapProvince>,
    /// The shades, from the lightest.
    pub steps: Vec<MapStep>,
    /// The communes that have entries, as points; none on a small map.
    pub points: Vec<MapPoints>,
    /// Whether there are too many points to draw them large.
    pub dense: bool,
}

/// A province on the map.
#[derive(Debug, Serialize)]
pub struct MapProvince {
    /// The code, which identifies the outline in `assets/provinces.svg`.
    pub code: String,
    pub label: String,
    /// The province's page; `None` if it has no entries.
    pub path: Option<String>,
    /// The number of entries.
    pub count: usize,
    /// The number of communes that have entries.
    pub communes: usize,
    /// The shade, from 1; 0 if it has no entries.
    pub step: usize,
    /// The position of the count, in the drawing's units from the left.
    pub x: i32,
    /// The position of the count, in the drawing's units from the top.
    pub y: i32,
}

/// A shade of the map.
#[derive(Debug, Serialize)]
pub struct MapStep {
    /// The depth, from 1 (light) to 5 (dark).
    pub step: usize,
    /// The smallest number of entries with this shade.
    pub from: usize,
    /// The largest number of entries with this shade; `None` if unbounded.
    pub to: Option<usize>,
}

/// Points of one size.
#[derive(Debug, Serialize)]
pub struct MapPoints {
    /// The size: 1 (one entry), 2 (two to nine) or 3 (ten or more).
    pub size: u8,
    /// SVG path data with a zero-length line for each point.
    pub d: String,
}
