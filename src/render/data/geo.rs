//! GeoJSON (RFC 7946).

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::address;
use crate::plan::view::{CommunePoint, PointsFile};

/// Writes the communes as points, each with its entries; one at a time, since values take far more memory than text.
///
/// # Errors
/// The error of `out`.
pub(in crate::render) fn geo(file: &PointsFile, out: &mut dyn Write) -> io::Result<()> {
    let entry = |(id, title): &(String, String)| {
        let path = address::encode_reference(&address::entry(id));
        json!({ "id": id, "title": title, "url": format!("{}{path}", file.base_url) })
    };
    let feature = |point: &CommunePoint| {
        json!({
            "type": "Feature",
            "id": point.code,
            "geometry": { "type": "Point", "coordinates": [point.longitude, point.latitude] },
            "properties": {
                "commune": point.name,
                "commune_code": point.code,
                "province": point.province,
                "province_code": point.province_code,
                "count": point.entries.len(),
                "entries": point.entries.iter().map(entry).collect::<Vec<Value>>(),
            },
        })
    };
    out.write_all(br#"{"features":["#)?;
    for (number, point) in file.points.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &feature(point))?;
    }
    out.write_all(b"],\"type\":\"FeatureCollection\"}\n")
}
