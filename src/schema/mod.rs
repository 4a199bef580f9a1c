//! Every key that the content and `guong.toml` may have, declared once.
//!
//! A [`Keys`] lists the keys of one TOML table, in the order of a form. These lists drive parsing and its
//! suggestions (`parse`), the tables of the editor's guide ([`guide`]), the template of `guong new`
//! ([`template`]) and the JSON Schema ([`json`]). Never reads a value: `parse` does.

mod choices;
mod config;
mod config_parts;
mod entry;
mod facts;
pub mod guide;
pub mod json;
mod page;
mod parts;
mod registry;
mod target;
pub mod template;

use crate::diagnostic::{Language, Referent};

pub use choices::Choice;

/// A text in both languages. Backquotes mark what is typed literally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// The Vietnamese text.
    pub vi: &'static str,
    /// The English text.
    pub en: &'static str,
}

impl Bilingual {
    /// Returns the text in a language.
    pub fn of(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

/// The type of a value. `Key::many` says whether a list of such values is accepted too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Type {
    /// A text.
    Text,
    /// A part of an address: `a-z`, `0-9` and `-`.
    Slug,
    /// An `http` or `https` address.
    Web,
    /// A place that the gazetteer resolves.
    Place,
    /// The id or the name of a record declared elsewhere.
    Reference(Referent),
    /// One of a few words.
    Choice(&'static [Choice]),
    /// `true` or `false`.
    YesNo,
    /// A number, or a text that contains one: `hơn 1.600`.
    Figure,
    /// A whole number within a range.
    Whole {
        /// The minimum.
        from: i64,
        /// The maximum.
        to: i64,
    },
    /// Two numbers from 0 to 1.
    Point,
    /// A year, a month or a day.
    Date,
    /// A day.
    Day,
    /// A table with its own keys.
    Table(&'static Keys),
}

/// How important a key is. A form shows the first two groups and folds the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A missing key is an error.
    Required,
    /// Good entries have the key.
    Advised,
    /// Only some entries need the key.
    Optional,
}

/// How the template of `guong new` includes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefill {
    /// With this value.
    Given(&'static str),
    /// As a comment, with this value.
    Suggested(&'static str),
}

/// An answer to another key of the same table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// The name of the other key, which is a choice.
    pub key: &'static str,
    /// The ids of the choices that fulfil the condition.
    pub answers: &'static [&'static str],
}

/// The declaration of a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// The name in TOML.
    pub name: &'static str,
    /// The type of the value.
    pub kind: Type,
    /// Whether the value may be a list of such values.
    pub many: bool,
    /// How important the key is.
    pub need: Need,
    /// An alternative key, without which this one is required.
    pub unless: Option<&'static str>,
    /// Whether the date must not be in the future.
    pub past: bool,
    /// Whether the value is private to the office: it reaches no output.
    pub private: bool,
    /// The first version of Guong with this key.
    pub since: &'static str,
    /// The label in a form.
    pub label: Bilingual,
    /// The meaning and the notation in a file: a phrase in lower case without a full stop.
    pub help: Bilingual,
    /// The help in a form if it is not the same: of a form's fields, and without names of keys and files; empty if the
    /// label is enough.
    pub form_help: Option<Bilingual>,
    /// Whether a text usually has a sentence or more.
    pub long: bool,
    /// The answer to another key that the form of a photo needs before it asks for this one.
    pub condition: Option<Condition>,
    /// An example in TOML; empty for a table, whose keys have their own.
    pub example: &'static str,
    /// The default value in TOML; empty if there is none.
    pub default: &'static str,
    /// How the template of `guong new` includes the key.
    pub prefill: Option<Prefill>,
}

/// The keys of one table.
#[derive(Debug, PartialEq)]
pub struct Keys {
    /// The name of the table in the guide and in the JSON Schema.
    pub name: &'static str,
    /// The keys of the tables in it that have names of the user's own.
    pub others: Option<&'static Keys>,
    /// The keys, in the order of a form.
    pub keys: &'static [Key],
}

/// A kind of file that consists of TOML or begins with it.
#[derive(Debug, PartialEq)]
pub struct SchemaFile {
    /// The name on the command line.
    pub name: &'static str,
    /// The path, with `*` for any name.
    pub path: &'static str,
    /// What the file describes.
    pub label: Bilingual,
    /// The keys of the root table.
    pub keys: &'static Keys,
}

/// Every kind of file that has keys.
pub const FILES: &[SchemaFile] = &[
    SchemaFile {
        name: "site", path: "guong.toml", label: w("cả trang", "the site"), keys: &config::CONFIG
    },
    SchemaFile {
        name: "entry",
        path: "content/entries/**/*.md",
        label: w("bài", "an entry"),
        keys: &entry::ENTRY,
    },
    SchemaFile {
        name: "document",
        path: "content/documents/*.md",
        label: w("văn bản", "a document"),
        keys: &page::DOCUMENT,
    },
    SchemaFile {
        name: "page",
        path: "content/pages/**/*.md",
        label: w("trang thường", "a page"),
        keys: &page::PAGE,
    },
    SchemaFile {
        name: "fields",
        path: "content/fields.toml",
        label: w("lĩnh vực", "the fields"),
        keys: &registry::FIELDS,
    },
    SchemaFile {
        name: "phases",
        path: "content/phases.toml",
        label: w("giai đoạn", "the phases"),
        keys: &registry::PHASES,
    },
    SchemaFile {
        name: "units",
        path: "content/units.toml",
        label: w("đơn vị", "the units"),
        keys: &registry::UNITS,
    },
    SchemaFile {
        name: "localities",
        path: "content/localities.toml",
        label: w("nơi danh mục không có", "places that the gazetteer lacks"),
        keys: &registry::LOCALITIES,
    },
    SchemaFile {
        name: "synonyms",
        path: "content/synonyms.toml",
        label: w("các cách gọi một việc", "words that say the same"),
        keys: &registry::SYNONYMS,
    },
    SchemaFile {
        name: "targets",
        path: "content/targets.toml",
        label: w("chỉ tiêu", "the targets"),
        keys: &target::TARGETS,
    },
];

/// Returns the keys of the kind of file with this name in [`FILES`].
///
/// # Panics
/// If there is no such file.
pub fn keys_of(name: &str) -> &'static Keys {
    FILES.iter().find(|file| file.name == name).expect("a name of FILES").keys
}

impl Keys {
    /// Returns the key of a name, with its index.
    pub fn find(&self, name: &str) -> Option<(usize, &'static Key)> {
        self.keys.iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// Returns this table and every table within it, each once.
    pub fn tables(&'static self) -> Vec<&'static Keys> {
        let mut tables = vec![self];
        for key in self.keys {
            if let Type::Table(keys) = key.kind {
                tables.extend(keys.tables());
            }
        }
        tables.extend(self.others.into_iter().flat_map(Keys::tables));
        tables
    }
}

const fn w(vi: &'static str, en: &'static str) -> Bilingual {
    Bilingual { vi, en }
}

/// Returns an optional key.
const fn key(
    name: &'static str,
    kind: Type,
    label: Bilingual,
    help: Bilingual,
    example: &'static str,
) -> Key {
    Key {
        name,
        kind,
        many: false,
        need: Need::Optional,
        unless: None,
        past: false,
        private: false,
        since: "0.1",
        label,
        help,
        form_help: None,
        long: false,
        condition: None,
        example,
        default: "",
        prefill: None,
    }
}

impl Key {
    /// Whether a text is a placeholder that the template of `guong new` inserted.
    pub fn is_placeholder(&self, text: &str) -> bool {
        let prefilled = match self.prefill {
            Some(Prefill::Given(value) | Prefill::Suggested(value)) => value.trim_matches('"'),
            None => "…",
        };
        text == "…" || (prefilled.contains('…') && prefilled == text)
    }

    /// Returns the help that stands beside the key's field in a form.
    pub fn help_in_form(&self) -> Bilingual {
        self.form_help.unwrap_or(self.help)
    }

    const fn required(self) -> Key {
        Key { need: Need::Required, ..self }
    }

    /// Makes the key required if `other` is absent.
    const fn required_unless(self, other: &'static str) -> Key {
        Key { need: Need::Required, unless: Some(other), ..self }
    }

    const fn advised(self) -> Key {
        Key { need: Need::Advised, ..self }
    }

    const fn many(self) -> Key {
        Key { many: true, ..self }
    }

    const fn past(self) -> Key {
        Key { past: true, ..self }
    }

    const fn private(self) -> Key {
        Key { private: true, ..self }
    }

    const fn otherwise(self, default: &'static str) -> Key {
        Key { default, ..self }
    }

    const fn in_form(self, vi: &'static str, en: &'static str) -> Key {
        Key { form_help: Some(w(vi, en)), ..self }
    }

    const fn long(self) -> Key {
        Key { long: true, ..self }
    }

    /// Has the form of a photo ask for the key only if `key` has one of `answers`.
    const fn asked_if(self, key: &'static str, answers: &'static [&'static str]) -> Key {
        Key { condition: Some(Condition { key, answers }), ..self }
    }

    const fn given(self, value: &'static str) -> Key {
        Key { prefill: Some(Prefill::Given(value)), ..self }
    }

    const fn suggested(self, value: &'static str) -> Key {
        Key { prefill: Some(Prefill::Suggested(value)), ..self }
    }
}

#[cfg(test)]
mod tests;
