//! GeoJSON (RFC 7946).

use serde_json::{Value, json};

use crate::plan::view::{CommunePoint, PointsFile};

/// Writes the communes as points, each with its entries; one at a time, since values take far more memory than text.
pub(in crate::render) fn geo(file: &PointsFile) -> Vec<u8> {
    let entry = |(id, title, url): &(String, String, String)| json!({ "id": id, "title": title, "url": url });
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
    let mut bytes = br#"{"features":["#.to_vec();
    for (number, point) in file.points.iter().enumerate() {
        if number > 0 {
            bytes.push(b',');
        }
        serde_json::to_writer(&mut bytes, &feature(point)).expect("a value is JSON");
    }
    bytes.extend_from_slice(b"],\"type\":\"FeatureCollection\"}\n");
    bytes
}
