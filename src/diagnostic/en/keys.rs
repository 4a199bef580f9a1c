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
            Some("run “guong new \"TITLE\"” to create an entry from the template".into()),
        ),
        UnclosedFrontMatter => (
            "the front matter opens with “+++” but is never closed".into(),
            Some("add a line “+++” after the last key, before the text".into()),
        ),
        LegacyEncoding { encoding, meant } => {
            let name = match encoding {
                Legacy::Tcvn3 => "TCVN3",
                Legacy::Vni => "VNI",
            };
            (
                format!(
                    "this text is in the legacy encoding {name} and would be unreadable on the page; it means “{meant}”"
                ),
                Some(format!(
                    "convert it from {name} to Unicode, for example with UniKey's toolkit, and paste it again"
                )),
            )
        }
        TomlSyntax { fault } => {
            let (message, hint) = toml(*fault);
            (format!("this line cannot be parsed: {message}"), Some(hint.into()))
        }
        UnknownKey { key, nearest } => (
            format!("unknown key “{key}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("see the list of keys in the editor's guide, or remove the line".into())),
        ),
        WrongType { key, expected } => {
            (format!("“{key}” must be {}", value(*expected)), Some("correct the value after the =".into()))
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
            (format!("“{key}” must be between {from} and {to}"), Some("correct the value".into()))
        }
        LeftFromTemplate { written } => (
            format!("“{written}” is still the template's placeholder"),
            Some("replace or remove it; keep draft = true until the entry is finished".into()),
        ),
        TooMany { key, limit } if key.starts_with("synonyms") => {
            (format!("“{key}” has more than {limit} items"), Some("keep the most common words".into()))
        }
        TooMany { key, limit } => {
            (format!("“{key}” has more than {limit} items"), Some("remove some, or split the entry".into()))
        }
        _ => return synonyms(problem),
    })
}

fn synonyms(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        BadAim { key } => (
            format!("“{key}” is not an aim"),
            Some(
                "write a whole number, such as 20, or a quoted percentage, such as \"95%\" or \"trên 95%\""
                    .into(),
            ),
        ),
        ShareOfEntries { key } => (
            format!("“{key}”: “số mô hình” is a number, not a share"),
            Some("write a number, such as 20; for a share of places, choose “nơi có mô hình”".into()),
        ),
        SynonymAlone { written } => (
            format!("“{written}” is the only word of its group"),
            Some("add a synonym, as in words = [\"hiến đất\", \"góp đất\"], or remove the group".into()),
        ),
        SynonymOfItself { written } => (
            format!("“{written}” is a duplicate: search ignores accents and capitals"),
            Some("remove one of the two".into()),
        ),
        SynonymTooLong { written, limit } => (
            format!("“{written}” has more than {limit} syllables"),
            Some("write only what people type when they search".into()),
        ),
        _ => return None,
    })
}
