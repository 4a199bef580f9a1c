//! Every key that the content and `guong.toml` may have, declared once.
//!
//! A [`Keys`] lists the keys of one table of TOML, in the order in which a form asks for them. Reading and its
//! "did you mean" (`parse`), the tables of the editor's guide ([`guide`]), the template of `guong new`
//! ([`template`]) and the JSON Schema ([`json`]) come from these lists. Never reads a value: `parse` does.

mod choices;
mod config;
mod entry;
mod facts;
pub mod guide;
pub mod json;
mod page;
mod parts;
mod registry;
pub mod template;

use crate::diagnostic::{Language, Referent};

pub use choices::Choice;

/// A text in both languages. Backquotes mark what is typed as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Bilingual {
    /// The text in one language.
    pub fn of(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

/// What a value is. `Key::many` says whether a list of them may stand there, too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Type {
    /// A text.
    Text,
    /// A piece of an address: `a-z`, `0-9` and `-`.
    Slug,
    /// An address on the web.
    Web,
    /// A place, as the gazetteer knows it.
    Place,
    /// The id or the name of something that is declared elsewhere.
    Reference(Referent),
    /// One of a few words.
    Choice(&'static [Choice]),
    /// `true` or `false`.
    YesNo,
    /// A number, or a text that says one: `hơn 1.600`.
    Figure,
    /// A whole number within a range.
    Whole {
        /// The smallest.
        from: i64,
        /// The largest.
        to: i64,
    },
    /// Two numbers from 0 to 1.
    Point,
    /// A year, a month or a day.
    Date,
    /// A day.
    Day,
    /// A table of its own keys.
    Table(&'static Keys),
}

/// How much an entry needs a key. A form shows the first two and folds the rest away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Without it there is an error.
    Required,
    /// It makes a good entry.
    Advised,
    /// It is for some entries alone.
    Optional,
}

/// What the template of `guong new` does with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefill {
    /// It stands there with this value.
    Given(&'static str),
    /// It stands there as a comment, with this value.
    Suggested(&'static str),
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// As it is written in TOML.
    pub name: &'static str,
    /// What its value is.
    pub kind: Type,
    /// Whether the value may be a list of such values.
    pub many: bool,
    /// How much it is needed.
    pub need: Need,
    /// A key that may stand instead of this one, where this one is required.
    pub unless: Option<&'static str>,
    /// Whether its date cannot lie ahead.
    pub past: bool,
    /// Whether it is the office's own: what it says reaches no output.
    pub private: bool,
    /// The first version of Guong that reads it.
    pub since: &'static str,
    /// Its name in a form.
    pub label: Bilingual,
    /// What it means and how it is written: a phrase in lower case without a full stop.
    pub help: Bilingual,
    /// A value in TOML; empty where a table of its own shows how.
    pub example: &'static str,
    /// The value in TOML that holds where it is left out, if there is one.
    pub default: &'static str,
    /// What the template of `guong new` does with it.
    pub prefill: Option<Prefill>,
}

/// The keys of one table.
#[derive(Debug, PartialEq)]
pub struct Keys {
    /// What the table is called in the guide and in the JSON Schema.
    pub name: &'static str,
    /// Its keys, in the order of a form.
    pub keys: &'static [Key],
}

/// A file that is written in TOML, or begins with it.
#[derive(Debug, PartialEq)]
pub struct SchemaFile {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Where it stands, `*` for any name.
    pub path: &'static str,
    /// What it holds.
    pub label: Bilingual,
    /// The keys of its outermost table.
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
];

/// The keys of the file of a name of [`FILES`].
///
/// # Panics
/// If there is no such file.
pub fn keys_of(name: &str) -> &'static Keys {
    FILES.iter().find(|file| file.name == name).expect("a name of FILES").keys
}

impl Keys {
    /// The key of a name, with its place in the list.
    pub fn find(&self, name: &str) -> Option<(usize, &'static Key)> {
        self.keys.iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// This table and every table within it, each once.
    pub fn tables(&'static self) -> Vec<&'static Keys> {
        let mut tables = vec![self];
        for key in self.keys {
            if let Type::Table(keys) = key.kind {
                tables.extend(keys.tables());
            }
        }
        tables
    }
}

const fn w(vi: &'static str, en: &'static str) -> Bilingual {
    Bilingual { vi, en }
}

/// A key that may be left out.
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
        example,
        default: "",
        prefill: None,
    }
}

impl Key {
    /// Whether a text is what the template of `guong new` leaves to be replaced.
    pub fn is_left(&self, text: &str) -> bool {
        let prefilled = match self.prefill {
            Some(Prefill::Given(value) | Prefill::Suggested(value)) => value.trim_matches('"'),
            None => "…",
        };
        text == "…" || (prefilled.contains('…') && prefilled == text)
    }

    const fn required(self) -> Key {
        Key { need: Need::Required, ..self }
    }

    /// Required where another key is not there.
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

    const fn given(self, value: &'static str) -> Key {
        Key { prefill: Some(Prefill::Given(value)), ..self }
    }

    const fn suggested(self, value: &'static str) -> Key {
        Key { prefill: Some(Prefill::Suggested(value)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_says_what_it_is_in_both_languages() {
        for table in FILES.iter().flat_map(|file| file.keys.tables()) {
            let names: BTreeSet<&str> = table.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), table.keys.len(), "{}: a key twice", table.name);
            assert!(table.keys.len() <= 64, "{}: what was read is kept in 64 bits", table.name);
            for key in table.keys {
                let texts = [key.label.vi, key.label.en, key.help.vi, key.help.en, key.since];
                assert!(texts.iter().all(|text| !text.is_empty()), "{}.{}", table.name, key.name);
                assert!(
                    texts.iter().all(|text| crate::text::nfc(text) == *text),
                    "{}.{}",
                    table.name,
                    key.name
                );
                let table_shows = matches!(key.kind, Type::Table(_));
                assert!(table_shows || !key.example.is_empty(), "{}.{}: no example", table.name, key.name);
                assert!(!key.past || matches!(key.kind, Type::Date | Type::Day), "{}", key.name);
            }
        }
    }
}
