//! The schema as JSON for forms.

use serde_json::{Value, json};

use crate::diagnostic::{Language, Referent};
use crate::schema::json::written_plainly;
use crate::schema::{Key, Keys, Need, SchemaFile, Type};

/// Returns the keys of a kind of file, in the order of its form.
pub(super) fn file(file: &SchemaFile, language: Language) -> Value {
    json!({
        "kind": file.name,
        "label": file.label.of(language),
        "body": file.path.ends_with(".md"),
        "keys": keys(file.keys, language),
    })
}

fn keys(keys: &Keys, language: Language) -> Value {
    keys.keys.iter().map(|one| key(one, language)).collect()
}

fn key(key: &Key, language: Language) -> Value {
    let plain = |toml: &str| (!toml.is_empty()).then(|| written_plainly(toml));
    let mut value = json!({
        "name": key.name,
        "label": key.label.of(language),
        "help": key.help_in_form().of(language),
        "long": key.long,
        "example": plain(key.example),
        "default": plain(key.default),
        "many": key.many,
        "need": match key.need {
            Need::Required => "required",
            Need::Advised => "advised",
            Need::Optional => "optional",
        },
        "unless": key.unless,
        "past": key.past,
        "private": key.private,
        "condition": key.condition.map(|other| json!({ "key": other.key, "answers": other.answers })),
    });
    let (name, more) = kind(key.kind, language);
    value["type"] = json!(name);
    if let Some((name, more)) = more {
        value[name] = more;
    }
    if let Type::Whole { from, to } = key.kind {
        value["from"] = json!(from);
        value["to"] = json!(to);
    }
    value
}

/// Returns the name of a type, and what else a form needs of it.
fn kind(kind: Type, language: Language) -> (&'static str, Option<(&'static str, Value)>) {
    let name = match kind {
        Type::Text => "text",
        Type::Slug => "slug",
        Type::Web => "web",
        Type::Place => "place",
        Type::YesNo => "yesno",
        Type::Figure => "figure",
        Type::Whole { .. } => "whole",
        Type::Point => "point",
        Type::Date => "date",
        Type::Day => "day",
        Type::Reference(of) => return ("reference", Some(("of", json!(referent(of))))),
        Type::Choice(words) => {
            let choices = words.iter().map(|word| {
                let also: Vec<&str> = std::iter::once(word.id).chain(word.written.iter().copied()).collect();
                json!({ "value": word.proposed(), "also": also, "help": word.help.of(language) })
            });
            return ("choice", Some(("choices", choices.collect())));
        }
        Type::Table(inner) => return ("table", Some(("keys", keys(inner, language)))),
    };
    (name, None)
}

/// Returns the name of what a reference leads to.
pub(super) fn referent(of: Referent) -> &'static str {
    match of {
        Referent::Field => "field",
        Referent::Phase => "phase",
        Referent::Document => "document",
        Referent::Entry => "entry",
        Referent::Unit => "unit",
        Referent::Source => "source",
    }
}
