//! The map of the provinces.

use serde::Serialize;

/// The provinces, shaded by how many entries stand in each.
#[derive(Debug, Serialize)]
pub struct MapView {
    /// All of today's provinces, in the order of their names.
    pub provinces: Vec<MapProvince>,
    /// What the shades mean, from the lightest.
    pub steps: Vec<MapStep>,
    /// The communes that have entries, as points; none on a small map.
    pub points: Vec<MapPoints>,
    /// Whether there are so many that they should be drawn small.
    pub dense: bool,
}

/// A province on the map.
#[derive(Debug, Serialize)]
pub struct MapProvince {
    /// Its code, which names its outline in `assets/provinces.svg`.
    pub code: String,
    /// Its name with its type.
    pub label: String,
    /// Its page; `None` if it has no entry.
    pub path: Option<String>,
    /// How many entries.
    pub count: usize,
    /// How many of its communes have entries.
    pub communes: usize,
    /// Its shade, from 1; 0 if it has no entry.
    pub step: usize,
    /// Where its number stands, in units of the drawing.
    pub x: i32,
    /// The same, from the top.
    pub y: i32,
}

/// A shade of the map.
#[derive(Debug, Serialize)]
pub struct MapStep {
    /// Its depth, from 1 (light) to 5 (dark).
    pub step: usize,
    /// The fewest entries that it stands for.
    pub from: usize,
    /// The upper bound; `None` if it is open.
    pub to: Option<usize>,
}

/// Points of one size.
#[derive(Debug, Serialize)]
pub struct MapPoints {
    /// Their size: 1 (one entry), 2 (a few) or 3 (ten or more).
    pub size: u8,
    /// SVG path data: a line without length for each point.
    pub d: String,
}
