//! The keys as a JSON Schema (draft 07, which TOML extensions of editors read), for completion and validation.
//!
//! Takes a [`SchemaFile`], gives the schema. Dates of TOML are strings in JSON Schema, as in Taplo (Even Better TOML).

use serde_json::{Map, Value, json};

use super::{Key, Keys, SchemaFile, Type};
use crate::diagnostic::Language;

/// The folder of the schemas, relative to the site's root.
pub const FOLDER: &str = "schema";

/// Returns the schema of a file, with descriptions in a language.
pub fn schema(file: &SchemaFile, language: Language) -> Value {
    let mut schema = object(file.keys, language);
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".into(), json!(format!("Guong: {} ({})", file.label.of(language), file.path)));
    Value::Object(schema)
}

/// Returns the text of a file's schema.
pub fn text(file: &SchemaFile, language: Language) -> String {
    format!("{:#}\n", schema(file, language))
}

fn object(keys: &Keys, language: Language) -> Map<String, Value> {
    let properties: Map<String, Value> =
        keys.keys.iter().map(|key| (key.name.to_string(), property(key, language))).collect();
    let is_required = |key: &&Key| key.need == super::Need::Required && key.unless.is_none();
    let required: Vec<&str> = keys.keys.iter().filter(is_required).map(|key| key.name).collect();
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("properties".into(), Value::Object(properties));
    let others = keys.others.map_or(Value::Bool(false), |keys| Value::Object(self::object(keys, language)));
    object.insert("additionalProperties".into(), others);
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    object
}

fn property(key: &Key, language: Language) -> Value {
    let one = value(key, language);
    let mut property = match (key.many, key.kind) {
        (false, _) => one,
        (true, Type::Table(_)) => as_object(json!({ "type": "array", "items": one })),
        (true, _) => as_object(json!({ "anyOf": [one, { "type": "array", "items": one }] })),
    };
    property.insert("title".into(), json!(key.label.of(language)));
    property.insert("description".into(), json!(plain(key.help.of(language))));
    for (name, written) in [("default", key.default), ("examples", key.example)] {
        if let Some(read) = read(written) {
            property.insert(name.into(), if name == "examples" { json!([read]) } else { read });
        }
    }
    Value::Object(property)
}

fn value(key: &Key, language: Language) -> Map<String, Value> {
    let text = json!({ "type": "string", "minLength": 1 });
    as_object(match key.kind {
        Type::Text | Type::Place | Type::Reference(_) => text,
        Type::Slug => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Type::Web => json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://" }),
        Type::Choice(words) => {
            let spellings = words.iter().flat_map(|word| word.written.iter().copied().chain([word.id]));
            json!({ "type": "string", "enum": spellings.collect::<Vec<_>>() })
        }
        Type::YesNo => json!({ "type": "boolean" }),
        Type::Figure => json!({ "type": ["number", "string"] }),
        Type::Whole { from, to } => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Type::Point => json!({
            "type": "array",
            "items": { "type": "number", "minimum": 0, "maximum": 1 },
            "minItems": 2,
            "maxItems": 2,
        }),
        Type::Date => json!({ "type": ["string", "integer"] }),
        Type::Day => json!({ "type": "string", "minLength": 8 }),
        Type::Table(keys) => Value::Object(object(keys, language)),
    })
}

fn as_object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => unreachable!("every schema here is an object"),
    }
}

/// Removes Markdown marks from a help text.
pub(super) fn plain(help: &str) -> String {
    help.replace(['`', '*'], "")
}

/// Returns a value in TOML as a person would write it in a form: without quotes and brackets.
pub fn written_plainly(toml: &str) -> String {
    let one = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    match read(toml) {
        Some(Value::Array(items)) => items.iter().map(one).collect::<Vec<_>>().join(", "),
        Some(value) => one(&value),
        None => toml.to_string(),
    }
}

/// Converts a value from TOML to JSON; `None` for an empty text.
fn read(toml: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(&format!("v = {toml}")).ok()?;
    Some(json_of(table.get("v")?))
}

fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(whole) => json!(whole),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}
