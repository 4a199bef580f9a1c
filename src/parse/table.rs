//! Reads TOML tables key by key, and reports every mistake at its position.
//!
//! Takes the tables of a document and the schema's keys, gives typed values with their positions; a missing, unknown
//! or wrong value becomes a diagnostic, and reading goes on. Never stops at the first mistake, which is why this does
//! not use `Deserialize`.

mod dates;
mod figures;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::TomlDocument;
use super::link::is_web_address;
use crate::date::PartialDate;
use crate::diagnostic::{Expected, Located, Position, Problem, Referent, TomlFault};
use crate::schema::{Key, Keys, Need, Type};
use crate::text::{is_slug, is_unfit, nearest, nfc, slug};

/// Maximum length of a list of texts.
const LIST_LIMIT: usize = 1000;
/// Maximum length of a list of tables, such as photos.
const TABLES_LIMIT: usize = 10_000;

/// A table being read.
pub(super) struct TableReader<'d, 't> {
    document: &'d TomlDocument<'t>,
    table: &'d DeTable<'t>,
    pub(super) keys: &'static Keys,
    /// The prefix of its keys in messages: `photos[2].` for the second photo.
    name: String,
    position: Position,
    /// A bit set of the keys that were read.
    read: u64,
    /// Whether the tables with names of the user's own were read.
    others_read: bool,
}

type TomlValue<'t> = Spanned<DeValue<'t>>;

impl<'d, 't> TableReader<'d, 't> {
    /// Returns a reader of a table of a document.
    pub(super) fn new(
        document: &'d TomlDocument<'t>,
        table: &'d DeTable<'t>,
        keys: &'static Keys,
        name: String,
        position: Position,
    ) -> TableReader<'d, 't> {
        TableReader { document, table, keys, name, position, read: 0, others_read: false }
    }

    /// Returns the position of the table.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// Reports a problem of the table or of a value in it.
    pub(super) fn problem(&self, position: Position, problem: Problem) {
        self.document.problem(position, problem);
    }

    /// Returns the name of a key in messages.
    pub(super) fn key(&self, key: &str) -> String {
        format!("{}{key}", self.name)
    }

    /// Whether the key is present, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Finds a key and its value; reports a missing required key. Returns `None` if the key is absent or its syntax is
    /// broken (already reported); lists and tables are returned in any case, so that sound items are kept.
    fn find(&mut self, name: &str) -> Option<(&'static Key, &'d TomlValue<'t>)> {
        let (index, key) = self.keys.find(name).expect("the schema declares every key that is read");
        self.read |= 1 << index;
        let Some(value) = self.table.get(name) else {
            if key.need == Need::Required && !key.unless.is_some_and(|other| self.has(other)) {
                self.missing(name);
            }
            return None;
        };
        let is_leaf = !matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
        (!is_leaf || !self.document.is_tainted(value)).then_some((key, value))
    }

    fn at(&self, value: &TomlValue<'t>) -> Position {
        self.document.position(value.span().start)
    }

    fn wrong<T>(&self, key: &str, value: &TomlValue<'t>, expected: Expected) -> Option<T> {
        self.problem(self.at(value), Problem::WrongType { key: self.key(key), expected });
        None
    }

    /// Reports a missing key, unless it is there, misspelt: [`Self::finish`] says that.
    pub(super) fn missing(&self, key: &str) {
        if !self.document.is_broken() && !self.is_misspelt(key) {
            self.problem(self.position, Problem::MissingKey { key: self.key(key) });
        }
    }

    /// Whether an unknown key is taken for a misspelling of this one.
    pub(super) fn is_misspelt(&self, name: &str) -> bool {
        let unknown = self.table.iter().filter(|(key, value)| self.is_unknown(key.get_ref(), value));
        unknown
            .take(self.document.suggestions.get())
            .any(|(key, _)| self.nearest(key.get_ref()) == Some(name))
    }

    /// Whether the schema has no such key here, nor takes any table in its place.
    fn is_unknown(&self, name: &str, value: &TomlValue<'t>) -> bool {
        self.keys.find(name).is_none() && !(self.keys.others.is_some() && value.get_ref().is_table())
    }

    /// The known key that an unknown one is probably meant to be.
    fn nearest(&self, unknown: &str) -> Option<&'static str> {
        nearest(unknown, self.keys.keys.iter().map(|key| key.name), 1).first().copied()
    }

    /// Reads a text, trimmed and in NFC; an empty one is reported and `None`.
    pub(super) fn text(&mut self, name: &'static str) -> Option<Located<String>> {
        let (key, value) = self.find(name)?;
        match value.get_ref() {
            DeValue::String(text) => self.checked_text(key, value, text),
            _ => self.wrong(name, value, Expected::Text),
        }
    }

    /// Reads a text without its position.
    pub(super) fn words(&mut self, name: &'static str) -> Option<String> {
        self.text(name).map(|at| at.value)
    }

    fn checked_text(&self, key: &Key, value: &TomlValue<'t>, text: &str) -> Option<Located<String>> {
        let position = self.at(value);
        if self.document.bare_date(value).is_some() {
            self.problem(position, Problem::TomlSyntax { fault: TomlFault::BareDate });
            return None;
        }
        // Control characters do not belong in a page; a line break in a title becomes a space.
        let tidy = nfc(text.trim()).replace(|c: char| c.is_control() || is_unfit(c), " ");
        if tidy.is_empty() {
            self.problem(position, Problem::EmptyText { key: self.key(key.name) });
            return None;
        }
        if key.is_placeholder(&tidy) && !self.document.is_draft() {
            self.problem(position, Problem::LeftFromTemplate { written: tidy });
            return None;
        }
        match key.kind {
            // Other schemes might run code in a browser.
            Type::Web if !is_web_address(&tidy) => {
                self.problem(position, Problem::BadWebAddress { key: self.key(key.name), written: tidy });
                return None;
            }
            Type::Slug if !is_slug(&tidy) => {
                let problem = Problem::BadSlug { proposal: slug(&tidy), written: tidy.clone() };
                self.problem(position, problem);
            }
            Type::Reference(Referent::Source) => {
                self.document.cited.borrow_mut().push(Located { value: tidy.clone(), position });
            }
            _ => {}
        }
        Some(Located { value: tidy, position })
    }

    /// Reads a text or a list of texts; reports an empty list if the key is required.
    pub(super) fn texts(&mut self, name: &'static str) -> Vec<Located<String>> {
        let Some((key, value)) = self.find(name) else { return Vec::new() };
        debug_assert!(key.many, "{name}");
        let items = match value.get_ref() {
            DeValue::String(text) => return self.checked_text(key, value, text).into_iter().collect(),
            DeValue::Array(items) => items,
            _ => return self.wrong(name, value, Expected::TextOrList).unwrap_or_default(),
        };
        if (items.is_empty() && key.need == Need::Required) || items.len() > LIST_LIMIT {
            if !self.document.is_tainted(value) {
                let key = self.key(name);
                let empty = items.is_empty();
                let problem = if empty {
                    Problem::EmptyText { key }
                } else {
                    Problem::TooMany { key, limit: LIST_LIMIT }
                };
                self.problem(self.at(value), problem);
            }
            return Vec::new();
        }
        let one = |item: &TomlValue<'t>| match item.get_ref() {
            _ if self.document.is_tainted(item) => None,
            DeValue::String(text) => self.checked_text(key, item, text),
            _ => self.wrong(name, item, Expected::ListOfTexts),
        };
        items.iter().filter_map(one).collect()
    }

    /// Reads `true` or `false`; the schema's default if absent.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        let default = self.keys.find(name).is_some_and(|(_, key)| key.default == "true");
        let Some((_, value)) = self.find(name) else { return default };
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            _ => self.wrong(name, value, Expected::YesOrNo).unwrap_or(default),
        }
    }

    /// Reads `true` or `false`; `None` for any other value.
    pub(super) fn written_flag(&mut self, name: &str) -> Option<bool> {
        match self.find(name)?.1.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Reads a whole number within the schema's range.
    pub(super) fn whole(&mut self, name: &'static str) -> Option<i64> {
        self.whole_at(name).map(|at| at.value)
    }

    /// Reads a whole number within the schema's range; the schema's default if there is none.
    pub(super) fn whole_or_default(&mut self, name: &'static str) -> i64 {
        let default = self.keys.find(name).and_then(|(_, key)| key.default.parse().ok());
        self.whole(name).or(default).expect("the schema has a default")
    }

    /// Reads a whole number within the schema's range, with its position.
    pub(super) fn whole_at(&mut self, name: &'static str) -> Option<Located<i64>> {
        let (key, value) = self.find(name)?;
        Some(Located { value: self.checked_whole(key, value)?, position: self.at(value) })
    }

    /// Reads a list of whole numbers within the schema's range.
    pub(super) fn wholes(&mut self, name: &'static str) -> Vec<i64> {
        let Some((key, value)) = self.find(name) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(items) if items.len() <= LIST_LIMIT => {
                items.iter().filter_map(|item| self.checked_whole(key, item)).collect()
            }
            Some(_) => {
                let problem = Problem::TooMany { key: self.key(name), limit: LIST_LIMIT };
                self.problem(self.at(value), problem);
                Vec::new()
            }
            None => self.checked_whole(key, value).into_iter().collect(),
        }
    }

    fn checked_whole(&self, key: &Key, value: &TomlValue<'t>) -> Option<i64> {
        let Type::Whole { from, to } = key.kind else { unreachable!("{} is no whole number", key.name) };
        let DeValue::Integer(_) = value.get_ref() else {
            return self.wrong(key.name, value, Expected::Whole);
        };
        let whole = number(value.get_ref()).map(|number| number as i64).filter(|n| (from..=to).contains(n));
        if whole.is_none() {
            let (from, to) = (from.to_string(), to.to_string());
            self.problem(self.at(value), Problem::OutOfRange { key: self.key(key.name), from, to });
        }
        whole
    }

    /// Reads two numbers from 0 to 1.
    pub(super) fn point(&mut self, key: &'static str) -> Option<[f32; 2]> {
        let (_, value) = self.find(key)?;
        let items = value.get_ref().as_array().filter(|items| items.len() == 2);
        let pair = items.and_then(|items| Some([number(items[0].get_ref())?, number(items[1].get_ref())?]));
        let Some(pair) = pair else { return self.wrong(key, value, Expected::TwoNumbers) };
        if pair.iter().all(|part| (0.0..=1.0).contains(part)) {
            return Some(pair.map(|part| part as f32));
        }
        self.problem(
            self.at(value),
            Problem::OutOfRange { key: self.key(key), from: "0".into(), to: "1".into() },
        );
        None
    }

    /// Takes the dates read so far that must not be in the future.
    pub(super) fn take_past(&self) -> Vec<(String, Located<PartialDate>)> {
        self.document.past.take()
    }

    /// Takes the references to sources read so far.
    pub(super) fn take_cited(&self) -> Vec<Located<String>> {
        self.document.cited.take()
    }

    /// Reads a table.
    pub(super) fn table(&mut self, key: &'static str) -> Option<TableReader<'d, 't>> {
        let (declared, value) = self.find(key)?;
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(self.inner(declared, table, format!("{}{key}.", self.name), self.at(value)))
            }
            _ => self.wrong(key, value, Expected::Table),
        }
    }

    /// Reads a list of tables.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<TableReader<'d, 't>> {
        let Some((declared, value)) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            if self.document.is_tainted(value) {
                return Vec::new();
            }
            return self.wrong(key, value, Expected::ListOfTables).unwrap_or_default();
        };
        if items.len() > TABLES_LIMIT {
            self.problem(self.at(value), Problem::TooMany { key: self.key(key), limit: TABLES_LIMIT });
            return Vec::new();
        }
        let one = |(index, item): (usize, &'d TomlValue<'t>)| match item.get_ref() {
            DeValue::Table(table) => {
                let name = format!("{}{key}[{}].", self.name, index + 1);
                Some(self.inner(declared, table, name, self.at(item)))
            }
            _ if self.document.is_tainted(item) => None,
            _ => self.wrong(key, item, Expected::ListOfTables),
        };
        items.iter().enumerate().filter_map(one).collect()
    }

    /// Reads the tables with names of the user's own, in order of their names.
    pub(super) fn others(&mut self) -> Vec<(&'d str, TableReader<'d, 't>)> {
        let keys = self.keys.others.expect("the schema declares that there are some");
        self.others_read = true;
        let others = self.table.iter().filter_map(|(key, value)| {
            let (name, table): (&str, _) = (key.get_ref(), value.get_ref().as_table()?);
            let inner = format!("{}{name}.", self.name);
            let position = self.document.position(key.span().start);
            let is_other = self.keys.find(name).is_none();
            is_other.then(|| (name, TableReader::new(self.document, table, keys, inner, position)))
        });
        others.collect()
    }

    fn inner(
        &self,
        key: &Key,
        table: &'d DeTable<'t>,
        name: String,
        position: Position,
    ) -> TableReader<'d, 't> {
        let Type::Table(keys) = key.kind else { unreachable!("{} is no table", key.name) };
        TableReader::new(self.document, table, keys, name, position)
    }

    /// Reports unknown keys. Must be called at the end of every table.
    pub(super) fn finish(self) {
        debug_assert_eq!(
            self.read.count_ones() as usize,
            self.keys.keys.len(),
            "all of {} is read",
            self.keys.name
        );
        debug_assert_eq!(self.others_read, self.keys.others.is_some(), "all of {} is read", self.keys.name);
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.is_unknown(name, value) {
                let left = self.document.suggestions.get();
                self.document.suggestions.set(left.saturating_sub(1));
                let near = if left == 0 { None } else { self.nearest(name).map(str::to_string) };
                let position = self.document.position(key.span().start);
                self.problem(position, Problem::UnknownKey { key: self.key(name), nearest: near });
            }
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|n| n as f64),
        DeValue::Float(float) => float.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}
