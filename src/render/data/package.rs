//! Descriptions for open data portals: a data package (Frictionless Data Package 2.0, with Table Schema) and a
//! catalogue (W3C DCAT 2, as JSON-LD).

use serde_json::{Value, json};

use crate::plan::data::{Column, TABLES, Table, ValueType};
use crate::plan::licence_address;
use crate::plan::view::{DataLink, DataSet, DataTable};

/// The pattern of a date that may lack its day or month.
const WHEN: &str = r"^\d{4}(-\d{2}(-\d{2})?)?$";

fn to_bytes(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a value is JSON");
    bytes.push(b'\n');
    bytes
}

/// Writes `datapackage.json`. Paths are relative to it.
pub(super) fn package(set: &DataSet) -> Vec<u8> {
    let resources: Vec<Value> =
        set.tables.iter().zip(&TABLES).map(|(table, of)| resource(table, of)).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "guong",
        "id": set.page,
        "title": set.title,
        "description": set.description,
        "homepage": set.page,
        "contributors": [{ "title": set.publisher, "path": set.base_url, "roles": ["publisher"] }],
        "resources": resources,
    });
    if let Some(licence) = &set.licence {
        let path = licence_address(licence).unwrap_or_else(|| set.page.clone());
        package["licenses"] = json!([{ "title": licence, "path": path }]);
    }
    if let Some(day) = &set.day {
        package["version"] = json!(day.iso);
    }
    to_bytes(&package)
}

fn resource(table: &DataTable, of: &Table) -> Value {
    let fields: Vec<Value> =
        of.columns.iter().zip(&table.columns).map(|(column, words)| field(of, column, &words.says)).collect();
    let mut schema = json!({ "fields": fields, "primaryKey": of.key, "missingValues": [""] });
    let refers = of.refers.iter().map(|key| {
        let fields = json!({ "fields": ["id"] });
        let mut reference = fields;
        if key.table != of.name {
            reference["resource"] = json!(key.table.table().id);
        }
        json!({ "fields": [key.column], "reference": reference })
    });
    let refers: Vec<Value> = refers.collect();
    if !refers.is_empty() {
        schema["foreignKeys"] = json!(refers);
    }
    json!({
        "name": of.id,
        "type": "table",
        "title": table.title,
        "path": format!("{}.csv", of.file),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(table: &Table, column: &Column, says: &str) -> Value {
    let (kind, format) = match column.kind {
        ValueType::Text | ValueType::Name | ValueType::Names | ValueType::When => ("string", "default"),
        ValueType::Web => ("string", "uri"),
        ValueType::Day => ("date", "default"),
        ValueType::Whole => ("integer", "default"),
        ValueType::Number => ("number", "default"),
    };
    let mut field = json!({ "name": column.name, "type": kind, "format": format, "title": says });
    let mut constraints = serde_json::Map::new();
    if column.required {
        constraints.insert("required".into(), json!(true));
    }
    if table.key == [column.name] {
        constraints.insert("unique".into(), json!(true));
    }
    if column.kind == ValueType::When {
        constraints.insert("pattern".into(), json!(WHEN));
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// Writes `catalog.jsonld`.
pub(super) fn catalogue(set: &DataSet) -> Vec<u8> {
    let id = |part: &str| format!("{}#{part}", set.page);
    let publisher = json!({ "@id": id("publisher"), "@type": "foaf:Organization", "foaf:name": set.publisher, "foaf:homepage": { "@id": set.base_url } });
    let licence = set.licence.as_ref().map(|name| match licence_address(name) {
        Some(address) => json!({ "@id": address }),
        None => json!({ "@type": "dct:LicenseDocument", "dct:title": name }),
    });
    let tables = set.tables.iter().map(|table| (&table.title, &table.path, "text/csv"));
    let files = set.files.iter().map(|DataLink { label, path, mime }| (label, path, *mime));
    let distributions: Vec<Value> = tables
        .chain(files)
        .map(|(title, path, mime)| {
            let address = format!("{}{path}", set.base_url);
            let mut file = json!({
                "@id": address,
                "@type": "dcat:Distribution",
                "dct:title": title,
                "dcat:accessURL": { "@id": set.page },
                "dcat:downloadURL": { "@id": address },
                "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{mime}") },
            });
            if let Some(licence) = &licence {
                file["dct:license"] = licence.clone();
            }
            file
        })
        .collect();
    let language = if set.language == "en" { "ENG" } else { "VIE" };
    let mut dataset = json!({
        "@id": id("data"),
        "@type": "dcat:Dataset",
        "dct:title": { "@value": set.title, "@language": set.language },
        "dct:description": { "@value": set.description, "@language": set.language },
        "dct:language": { "@id": format!("http://publications.europa.eu/resource/authority/language/{language}") },
        "dct:publisher": publisher,
        "dct:identifier": id("data"),
        "dct:spatial": { "@id": "https://www.geonames.org/1562822/" },
        "dcat:landingPage": { "@id": set.page },
        "dcat:distribution": distributions,
    });
    if let Some(day) = &set.day {
        dataset["dct:modified"] = json!({ "@value": day.iso, "@type": "xsd:date" });
    }
    let mut catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": id("catalog"),
        "@type": "dcat:Catalog",
        "dct:title": { "@value": set.title, "@language": set.language },
        "dct:description": { "@value": set.description, "@language": set.language },
        "dct:publisher": { "@id": id("publisher") },
        "foaf:homepage": { "@id": set.page },
        "dcat:dataset": dataset,
    });
    if let Some(licence) = licence {
        catalogue["dct:license"] = licence;
    }
    to_bytes(&catalogue)
}
