//! Front matter and registries: TOML, keys and what kind of value they take.

use super::Message;
use super::words::{quoted, toml, value};
use crate::diagnostic::Problem;
use crate::text::Legacy;

pub(super) fn keys(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoFrontMatter => (
            "the file must begin with a line “+++”, followed by keys such as title and locality".into(),
            Some("make a new entry with “guong new \"TITLE\"” to have a template".into()),
        ),
        UnclosedFrontMatter => (
            "the front matter opens with “+++” and is never closed".into(),
            Some("add a line “+++” after the last key, before the text".into()),
        ),
        LegacyEncoding { encoding, meant } => {
            let name = match encoding {
                Legacy::Tcvn3 => "TCVN3",
                Legacy::Vni => "VNI",
            };
            (
                format!(
                    "this text is typed in the old encoding {name} and could not be read on the page; it means “{meant}”"
                ),
                Some(format!(
                    "convert it from {name} to Unicode, with UniKey's toolkit for instance, and paste it again"
                )),
            )
        }
        TomlSyntax { fault } => {
            let (message, hint) = toml(*fault);
            (format!("this line cannot be read: {message}"), Some(hint.into()))
        }
        UnknownKey { key, nearest } => (
            format!("there is no key “{key}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("see the keys in the editor's guide, or remove the line".into())),
        ),
        WrongType { key, expected } => {
            (format!("“{key}” must be {}", value(*expected)), Some("correct the value after =".into()))
        }
        MissingKey { key } => {
            let last = key.rsplit('.').next().unwrap_or(key);
            (format!("the key “{key}” is missing"), Some(format!("add {last} = … with its value")))
        }
        BadChoice { key, written, allowed } => {
            (format!("“{key}” cannot be “{written}”"), Some(format!("choose one of: {}", quoted(allowed))))
        }
        EmptyText { key } => (format!("“{key}” is empty"), Some("fill it in, or remove the line".into())),
        OutOfRange { key, from, to } => {
            (format!("“{key}” must lie between {from} and {to}"), Some("correct the value".into()))
        }
        LeftFromTemplate { written } => (
            format!("“{written}” is the template's text and was not replaced"),
            Some("write what is so in its place, or remove it; keep draft = true until it is done".into()),
        ),
        TooMany { key, limit } if key.starts_with("synonyms") => {
            (format!("“{key}” has more than {limit} items"), Some("keep the words that are usual".into()))
        }
        TooMany { key, limit } => (
            format!("“{key}” has more than {limit} items"),
            Some("remove some, or use several entries".into()),
        ),
        _ => return synonyms(problem),
    })
}

fn synonyms(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        SynonymAlone { written } => (
            format!("“{written}” stands alone, without another word for it"),
            Some("add a second one, as in words = [\"hiến đất\", \"góp đất\"], or remove the group".into()),
        ),
        SynonymOfItself { written } => (
            format!("“{written}” is there already: search tells neither marks nor capitals apart"),
            Some("remove one of the two".into()),
        ),
        SynonymTooLong { written, limit } => (
            format!("“{written}” has more than {limit} syllables"),
            Some("write what people type when they search".into()),
        ),
        _ => return None,
    })
}
