//! Reading TOML tables key by key, with every mistake reported where it stands.
//!
//! Takes the tables of a document, gives typed values with their positions; what is missing, of another type or unknown becomes a diagnostic, and reading
//! goes on. Never stops at the first mistake, which is why this does not go through `Deserialize`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use crate::date::{Day, PartialDate};
use crate::diagnostic::{At, Expected, Position, Problem};
use crate::text::{is_unfit, nearest, nfc};

/// No list of texts is as long as this.
const LIST_LIMIT: usize = 1000;
/// No list of tables (photos, for one) is as long as this.
const TABLES_LIMIT: usize = 10_000;

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
    /// A table of a document.
    pub(super) fn new(
        document: &'d Document<'t>,
        table: &'d DeTable<'t>,
        name: String,
        position: Position,
    ) -> Table<'d, 't> {
        Table { document, table, name, position, known: Vec::new() }
    }

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
        self.table.contains_key(key)
    }

    /// The value of a key; none where its syntax is broken, of which enough is said. Of lists and tables
    /// what is sound is kept.
    fn find(&mut self, key: &'static str) -> Option<&'d Value<'t>> {
        self.known.push(key);
        let value = self.table.get(key)?;
        let is_leaf = !matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
        (!is_leaf || !self.document.is_tainted(value)).then_some(value)
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
        if !self.document.is_broken() {
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

    /// A text, or a list of texts, of which there must be one.
    pub(super) fn required_texts(&mut self, key: &'static str) -> Vec<At<String>> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key);
            return Vec::new();
        }
        if let Some(value) = self.table.get(key)
            && value.get_ref().as_array().is_some_and(|items| items.is_empty())
            && !self.document.is_tainted(value)
        {
            self.problem(self.at(value), Problem::EmptyText { key: self.key(key) });
        }
        self.texts(key)
    }

    fn checked_text(&self, key: &str, value: &Value<'t>, text: &str) -> Option<At<String>> {
        let position = self.at(value);
        // No control character belongs in a page; a line break in a title is a space.
        let tidy = nfc(text.trim()).replace(|c: char| c.is_control() || is_unfit(c), " ");
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
                    if self.document.is_tainted(value) {
                        return Vec::new();
                    }
                    let problem = Problem::TooMany { key: self.key(key), limit: LIST_LIMIT };
                    self.problem(self.at(value), problem);
                    return Vec::new();
                }
                let one = |item: &Value<'t>| match item.get_ref() {
                    _ if self.document.is_tainted(item) => None,
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
        self.flag_or(key, false)
    }

    /// `true` or `false`, and what holds where it is not said.
    pub(super) fn flag_or(&mut self, key: &'static str, unsaid: bool) -> bool {
        let Some(value) = self.find(key) else { return unsaid };
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            _ => self.wrong(key, value, Expected::YesOrNo).unwrap_or(unsaid),
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
        self.checked_whole(key, value, from, to)
    }

    /// A list of whole numbers within a range.
    pub(super) fn wholes(&mut self, key: &'static str, from: i64, to: i64) -> Vec<i64> {
        let Some(value) = self.find(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(items) if items.len() <= LIST_LIMIT => {
                items.iter().filter_map(|item| self.checked_whole(key, item, from, to)).collect()
            }
            Some(_) => {
                let problem = Problem::TooMany { key: self.key(key), limit: LIST_LIMIT };
                self.problem(self.at(value), problem);
                Vec::new()
            }
            None => self.checked_whole(key, value, from, to).into_iter().collect(),
        }
    }

    fn checked_whole(&self, key: &str, value: &Value<'t>, from: i64, to: i64) -> Option<i64> {
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
        self.problem(
            self.at(value),
            Problem::OutOfRange { key: self.key(key), from: "0".into(), to: "1".into() },
        );
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
        if written.trim().is_empty() {
            self.problem(position, Problem::EmptyText { key: self.key(key) });
            return None;
        }
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

    /// A date that cannot lie ahead.
    pub(super) fn past_date(&mut self, key: &'static str) -> Option<At<PartialDate>> {
        let date = self.date(key)?;
        self.document.past.borrow_mut().push((self.key(key), date.clone()));
        Some(date)
    }

    /// A day that cannot lie ahead.
    pub(super) fn past_day(&mut self, key: &'static str) -> Option<At<Day>> {
        let day = self.day(key)?;
        self.document.past.borrow_mut().push((self.key(key), day.clone().map(PartialDate::from)));
        Some(day)
    }

    /// The id of a source.
    pub(super) fn cited(&mut self, key: &'static str) -> Option<At<String>> {
        let id = self.text(key)?;
        self.document.cited.borrow_mut().push(id.clone());
        Some(id)
    }

    /// The dates of the document that cannot lie ahead, as far as it was read.
    pub(super) fn take_past(&self) -> Vec<(String, At<PartialDate>)> {
        self.document.past.take()
    }

    /// The ids of sources in the document, as far as it was read.
    pub(super) fn take_cited(&self) -> Vec<At<String>> {
        self.document.cited.take()
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
            if self.document.is_tainted(value) {
                return Vec::new();
            }
            return self.wrong(key, value, Expected::ListOfTables).unwrap_or_default();
        };
        if items.len() > TABLES_LIMIT {
            self.problem(self.at(value), Problem::TooMany { key: self.key(key), limit: TABLES_LIMIT });
            return Vec::new();
        }
        let one = |(index, item): (usize, &'d Value<'t>)| match item.get_ref() {
            DeValue::Table(table) => {
                Some(self.inner(table, format!("{}{key}[{}].", self.name, index + 1), self.at(item)))
            }
            _ if self.document.is_tainted(item) => None,
            _ => self.wrong(key, item, Expected::ListOfTables),
        };
        items.iter().enumerate().filter_map(one).collect()
    }

    fn inner(&self, table: &'d DeTable<'t>, name: String, position: Position) -> Table<'d, 't> {
        Table::new(self.document, table, name, position)
    }

    /// Reports the keys that nobody asked for. Every table that was read ends here.
    pub(super) fn finish(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let left = self.document.suggestions.get();
                self.document.suggestions.set(left.saturating_sub(1));
                let near = if left == 0 { Vec::new() } else { nearest(name, self.known.iter().copied(), 1) };
                let near = near.first().map(|n| n.to_string());
                let position = self.document.position(key.span().start);
                self.problem(position, Problem::UnknownKey { key: self.key(name), nearest: near });
            }
        }
    }
}

/// A day that must be there and cannot lie ahead.
pub(super) fn required_past_day(table: &mut Table<'_, '_>, key: &'static str) -> Option<At<Day>> {
    if !table.has(key) {
        table.missing(key);
    }
    table.past_day(key)
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
