//! Reading TOML tables key by key, with every mistake reported where it stands.
//!
//! Takes the text of a TOML document (or of front matter within a file), gives typed values with
//! their positions; what is missing, of another type or unknown becomes a diagnostic, and reading
//! goes on. Never stops at the first mistake, which is why this does not go through `Deserialize`.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::date::{Day, PartialDate};
use crate::diagnostic::{At, Diagnostic, Expected, Lines, Position, Problem, TomlFault};
use crate::text::{nearest, nfc};

/// No list of an entry is as long as this.
const LIST_LIMIT: usize = 1000;

/// A TOML document being read.
pub(super) struct Document<'t> {
    path: &'t str,
    lines: &'t Lines<'t>,
    /// The byte of the file at which the TOML begins.
    start: usize,
    table: Spanned<DeTable<'t>>,
    problems: RefCell<Vec<Diagnostic>>,
    /// Whether the syntax was broken, in which case a missing key says nothing.
    broken: bool,
}

impl<'t> Document<'t> {
    /// Reads the syntax; mistakes in it are reported, and what is sound is kept.
    pub(super) fn new(path: &'t str, lines: &'t Lines<'t>, start: usize, toml: &'t str) -> Document<'t> {
        let (table, errors) = DeTable::parse_recoverable(toml);
        let document =
            Document { path, lines, start, table, problems: RefCell::default(), broken: !errors.is_empty() };
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            let fault = fault(error.message());
            document.problem(document.position(at), Problem::TomlSyntax { fault });
        }
        document
    }

    /// The outermost table.
    pub(super) fn top(&self) -> Table<'_, 't> {
        let position = self.lines.position(self.start);
        Table { document: self, table: self.table.get_ref(), name: String::new(), position, known: Vec::new() }
    }

    /// What was wrong.
    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    pub(super) fn problem(&self, position: Position, problem: Problem) {
        self.problems.borrow_mut().push(Diagnostic::new(self.path, position, problem));
    }

    fn position(&self, offset: usize) -> Position {
        self.lines.position(self.start + offset)
    }
}

/// Sorts what the TOML reader says, whose sentences are for programmers.
fn fault(message: &str) -> TomlFault {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    match () {
        () if says(&["duplicate key"]) => TomlFault::DuplicateKey,
        () if says(&["must be quoted", "invalid value"]) => TomlFault::UnquotedText,
        () if says(&["string", "quote", "escape", "unicode"]) => TomlFault::BadString,
        () if says(&["missing assignment", "key with no value"]) => TomlFault::MissingEquals,
        () if says(&["missing value"]) => TomlFault::MissingValue,
        () if says(&["missing comma"]) => TomlFault::MissingComma,
        () if says(&["unclosed", "missing array", "missing inline"]) => TomlFault::UnclosedBracket,
        () if says(&["recurs"]) => TomlFault::TooDeep,
        () => TomlFault::Other,
    }
}

/// A table being read; remembers which keys were asked for.
pub(super) struct Table<'d, 't> {
    document: &'d Document<'t>,
    table: &'d DeTable<'t>,
    /// How messages name it: `photos[2].` before a key of the second photo.
    name: String,
    position: Position,
    known: Vec<&'static str>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl<'d, 't> Table<'d, 't> {
    /// Where the table begins.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// Reports something about the table, or about a value in it.
    pub(super) fn problem(&self, position: Position, problem: Problem) {
        self.document.problem(position, problem);
    }

    /// How messages name a key of this table.
    pub(super) fn key(&self, key: &str) -> String {
        format!("{}{key}", self.name)
    }

    /// Whether the key is written, whatever its value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref().as_ref() == key)
    }

    fn find(&mut self, key: &'static str) -> Option<&'d Value<'t>> {
        self.known.push(key);
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    fn at(&self, value: &Value<'t>) -> Position {
        self.document.position(value.span().start)
    }

    fn wrong<T>(&self, key: &str, value: &Value<'t>, expected: Expected) -> Option<T> {
        self.problem(self.at(value), Problem::WrongType { key: self.key(key), expected });
        None
    }

    /// Reports that a key is missing.
    pub(super) fn missing(&self, key: &str) {
        if !self.document.broken {
            self.problem(self.position, Problem::MissingKey { key: self.key(key) });
        }
    }

    /// A text, trimmed and NFC; an empty one is reported and left out.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.find(key)?;
        match value.get_ref() {
            DeValue::String(text) => self.checked_text(key, value, text),
            _ => self.wrong(key, value, Expected::Text),
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, key: &'static str) -> Option<At<String>> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key);
            return None;
        }
        self.text(key)
    }

    fn checked_text(&self, key: &str, value: &Value<'t>, text: &str) -> Option<At<String>> {
        let position = self.at(value);
        // No control character belongs in a page; a line break in a title is a space.
        let tidy = nfc(text.trim()).replace(|c: char| c.is_control(), " ");
        if tidy.is_empty() {
            self.problem(position, Problem::EmptyText { key: self.key(key) });
            return None;
        }
        Some(At { value: tidy, position })
    }

    /// A text, or a list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(text) => self.checked_text(key, value, text).into_iter().collect(),
            DeValue::Array(items) => {
                if items.len() > LIST_LIMIT {
                    let problem = Problem::TooMany { key: self.key(key), limit: LIST_LIMIT };
                    self.problem(self.at(value), problem);
                    return Vec::new();
                }
                let one = |item: &Value<'t>| match item.get_ref() {
                    DeValue::String(text) => self.checked_text(key, item, text),
                    _ => self.wrong(key, item, Expected::ListOfTexts),
                };
                items.iter().filter_map(one).collect()
            }
            _ => self.wrong(key, value, Expected::TextOrList).unwrap_or_default(),
        }
    }

    /// `true` or `false`; false where it is not said.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.find(key) else { return false };
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            _ => self.wrong(key, value, Expected::YesOrNo).unwrap_or_default(),
        }
    }

    /// A number.
    pub(super) fn number(&mut self, key: &'static str) -> Option<At<f64>> {
        let value = self.find(key)?;
        match number(value.get_ref()) {
            Some(number) => Some(At { value: number, position: self.at(value) }),
            None => self.wrong(key, value, Expected::Number),
        }
    }

    /// A whole number within a range.
    pub(super) fn whole(&mut self, key: &'static str, from: i64, to: i64) -> Option<i64> {
        let value = self.find(key)?;
        let DeValue::Integer(_) = value.get_ref() else { return self.wrong(key, value, Expected::Whole) };
        let whole = number(value.get_ref()).map(|number| number as i64).filter(|n| (from..=to).contains(n));
        if whole.is_none() {
            let problem =
                Problem::OutOfRange { key: self.key(key), from: from.to_string(), to: to.to_string() };
            self.problem(self.at(value), problem);
        }
        whole
    }

    /// Two numbers, each from 0 to 1.
    pub(super) fn point(&mut self, key: &'static str) -> Option<[f32; 2]> {
        let value = self.find(key)?;
        let items = value.get_ref().as_array().filter(|items| items.len() == 2);
        let pair = items.and_then(|items| Some([number(items[0].get_ref())?, number(items[1].get_ref())?]));
        let Some(pair) = pair else { return self.wrong(key, value, Expected::TwoNumbers) };
        if pair.iter().all(|part| (0.0..=1.0).contains(part)) {
            return Some(pair.map(|part| part as f32));
        }
        self.problem(self.at(value), Problem::OutOfRange { key: self.key(key), from: "0".into(), to: "1".into() });
        None
    }

    /// A year, a month or a day.
    pub(super) fn date(&mut self, key: &'static str) -> Option<At<PartialDate>> {
        let value = self.find(key)?;
        let position = self.at(value);
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => match datetime.date {
                Some(date) => date.to_string(),
                None => return self.wrong(key, value, Expected::Date),
            },
            DeValue::Integer(year) => year.as_str().to_string(),
            _ => return self.wrong(key, value, Expected::Date),
        };
        let date = PartialDate::parse(&written);
        if date.is_none() {
            self.problem(position, Problem::ImpossibleDate { key: self.key(key), written });
        }
        date.map(|value| At { value, position })
    }

    /// A day.
    pub(super) fn day(&mut self, key: &'static str) -> Option<At<Day>> {
        let date = self.date(key)?;
        if date.value.day.is_none() {
            let problem = Problem::WrongType { key: self.key(key), expected: Expected::Day };
            self.problem(date.position, problem);
            return None;
        }
        Some(date.map(PartialDate::first_day))
    }

    /// One table.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'d, 't>> {
        let value = self.find(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(table, format!("{}{key}.", self.name), self.at(value))),
            _ => self.wrong(key, value, Expected::Table),
        }
    }

    /// A list of tables.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'d, 't>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            return self.wrong(key, value, Expected::ListOfTables).unwrap_or_default();
        };
        let one = |(index, item): (usize, &'d Value<'t>)| match item.get_ref() {
            DeValue::Table(table) => {
                Some(self.inner(table, format!("{}{key}[{}].", self.name, index + 1), self.at(item)))
            }
            _ => self.wrong(key, item, Expected::ListOfTables),
        };
        items.iter().enumerate().filter_map(one).collect()
    }

    fn inner(&self, table: &'d DeTable<'t>, name: String, position: Position) -> Table<'d, 't> {
        Table { document: self.document, table, name, position, known: Vec::new() }
    }

    /// Reports the keys that nobody asked for. Every table that was read ends here.
    pub(super) fn finish(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let near = nearest(name, self.known.iter().copied(), 1).first().map(|n| n.to_string());
                let position = self.document.position(key.span().start);
                self.problem(position, Problem::UnknownKey { key: self.key(name), nearest: near });
            }
        }
    }
}

/// A day that must be there.
pub(super) fn required_day(table: &mut Table<'_, '_>, key: &'static str) -> Option<At<Day>> {
    if !table.has(key) {
        table.missing(key);
    }
    table.day(key)
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|n| n as f64),
        DeValue::Float(float) => float.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}
