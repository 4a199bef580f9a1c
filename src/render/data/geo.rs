//! GeoJSON (RFC 7946).

use serde_json::{Value, json};

use crate::plan::view::PointsFile;

/// Writes the communes as points, each with its entries.
pub(in crate::render) fn geo(file: &PointsFile) -> Vec<u8> {
    let entry = |(id, title, url): &(String, String, String)| json!({ "id": id, "title": title, "url": url });
    let features = file.points.iter().map(|point| {
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
    });
    let all = json!({ "type": "FeatureCollection", "features": features.collect::<Vec<Value>>() });
    let mut bytes = serde_json::to_vec(&all).expect("a value is JSON");
    bytes.push(b'\n');
    bytes
}
