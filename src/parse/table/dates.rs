//! Dates in a table: known to a year, a month or a day, never to an hour.
//!
//! Takes a key, gives its date with its position. A time is reduced to a day in Viet Nam's time zone.

use toml::de::DeValue;

use super::TableReader;
use crate::date::{Day, Moment, PartialDate};
use crate::diagnostic::{Expected, Located, Problem};
use crate::schema::Type;

/// A date, and an end if it is a range.
type Span = (PartialDate, Option<PartialDate>);

impl TableReader<'_, '_> {
    /// Reads a year, a month or a day.
    pub(in crate::parse) fn date(&mut self, key: &'static str) -> Option<Located<PartialDate>> {
        let one = |written: &str| PartialDate::parse(written).map(|date| (date, None));
        Some(self.date_of(key, one, |moment| moment.day)?.map(|(date, _)| date))
    }

    /// Reads a date or a range of dates.
    pub(in crate::parse) fn span(&mut self, key: &'static str) -> Option<Located<Span>> {
        self.date_of(key, PartialDate::parse_span, |moment| moment.day)
    }

    /// Reads a date. A time is reduced to a day, which is reported.
    fn date_of(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Option<Span>,
        day_of: impl Fn(Moment) -> Day,
    ) -> Option<Located<Span>> {
        let (declared, value) = self.find(key)?;
        let position = self.at(value);
        let written = match value.get_ref() {
            DeValue::String(text) => self.document.bare_date(value).unwrap_or(text).to_string(),
            DeValue::Datetime(datetime) if datetime.date.is_some() => datetime.to_string(),
            DeValue::Integer(year) => year.as_str().to_string(),
            _ => return self.wrong(key, value, Expected::Date),
        };
        if written.trim().is_empty() {
            self.problem(position, Problem::EmptyText { key: self.key(key) });
            return None;
        }
        let mut date = read(&written);
        if let Some(moment) = Moment::parse(&written) {
            let day = day_of(moment);
            date = Some((day.into(), None));
            let (key, taken) = (self.key(key), day.to_string());
            let expected = if matches!(declared.kind, Type::Day) { Expected::Day } else { Expected::Date };
            self.problem(position, Problem::DateWithTime { key, written: written.clone(), expected, taken });
        }
        if date.is_none() {
            self.problem(position, Problem::ImpossibleDate { key: self.key(key), written });
        }
        let date = Located { value: date?, position };
        if declared.past {
            self.document.past.borrow_mut().push((self.key(key), Located { value: date.value.0, position }));
        }
        Some(date)
    }

    /// Reads a day.
    pub(in crate::parse) fn day(&mut self, key: &'static str) -> Option<Located<Day>> {
        let date = self.date(key)?;
        self.whole_day(key, date)
    }

    /// Reads a day before which nothing may be shown: a time is rounded up to the next whole day.
    pub(in crate::parse) fn day_from(&mut self, key: &'static str) -> Option<Located<Day>> {
        let one = |written: &str| PartialDate::parse(written).map(|date| (date, None));
        let date = self.date_of(key, one, Moment::first_whole_day)?.map(|(date, _)| date);
        self.whole_day(key, date)
    }

    fn whole_day(&mut self, key: &'static str, date: Located<PartialDate>) -> Option<Located<Day>> {
        if date.value.day.is_none() {
            let problem = Problem::WrongType { key: self.key(key), expected: Expected::Day };
            self.problem(date.position, problem);
            return None;
        }
        Some(date.map(PartialDate::first_day))
    }
}
