//! Days, and dates known to a year, a month or a day.
//!
//! Takes dates as editors write them (`2019`, `2019-03`, `15/10/2018`, `quý II/2022`, a TOML date), gives values
//! that can be ordered and printed; never reads the clock. Calendar: proleptic Gregorian, years 1900 to 2199, which
//! covers every record of the movement and rejects mistyped years.

mod written;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Year, 1900 to 2199.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// Returns the day; `None` if the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let exists = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// Returns the day at `seconds` after 1970-01-01T00:00:00Z in a time zone of `offset_hours`. Days
    /// before 1970 or after 2199 are clamped.
    pub fn from_unix(seconds: i64, offset_hours: i64) -> Day {
        let mut left = (seconds + offset_hours * 3600).div_euclid(86_400).max(0);
        let mut year = 1970;
        while year < 2199 && left >= i64::from(days_in_year(year)) {
            left -= i64::from(days_in_year(year));
            year += 1;
        }
        let mut month = 1;
        while month < 12 && left >= i64::from(days_in_month(year, month)) {
            left -= i64::from(days_in_month(year, month));
            month += 1;
        }
        let day = left.min(30) as u8 + 1;
        Day { year, month, day }
    }

    /// Parses `2019-03-05` or `05/03/2019`.
    pub fn parse(text: &str) -> Option<Day> {
        match PartialDate::parse(text)? {
            PartialDate { year, month: Some(month), day: Some(day), .. } => Day::new(year, month, day),
            _ => None,
        }
    }

    /// Returns the next day.
    pub fn next(self) -> Day {
        if self.day < days_in_month(self.year, self.month) {
            Day { day: self.day + 1, ..self }
        } else if self.month < 12 {
            Day { month: self.month + 1, day: 1, ..self }
        } else {
            Day { year: self.year + 1, month: 1, day: 1 }
        }
    }

    /// Returns the previous day; the calendar's first day for itself.
    pub(crate) fn previous(self) -> Day {
        let (year, month) = if self.month > 1 { (self.year, self.month - 1) } else { (self.year - 1, 12) };
        match self.day {
            1 => Day::new(year, month, days_in_month(year, month)).unwrap_or(self),
            day => Day { day: day - 1, ..self },
        }
    }

    /// Returns the same day some years later (28 February if that year has no 29th).
    pub fn years_after(self, years: u16) -> Day {
        let year = self.year.saturating_add(years);
        Day { year, day: self.day.min(days_in_month(year, self.month)), ..self }
    }
}

impl fmt::Display for Day {
    /// Formats the day as in ISO 8601: `2019-03-05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_year(year: u16) -> u16 {
    365 + u16::from(is_leap(year))
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 => 28 + u8::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date known to a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year, 1900 to 2199.
    pub year: u16,
    /// Month, if known.
    pub month: Option<u8>,
    /// Day of the month, if known; never without a month.
    pub day: Option<u8>,
    /// A part of the year or of the month, or a range of years; never with a day.
    pub part: Option<PeriodPart>,
}

/// A part of a year or of a month, or the end of a range of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PeriodPart {
    /// The first third of a year or a month.
    Early,
    /// The second third.
    Middle,
    /// The last third.
    Late,
    /// Half a year, 1 or 2.
    Half(u8),
    /// A quarter of a year, 1 to 4.
    Quarter(u8),
    /// The years from the date's own to this one, inclusive.
    Through(u16),
}

impl PartialDate {
    /// Returns the date; `None` if the calendar does not have it.
    fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
        let date = PartialDate { year, month, day, part: None };
        Day::new(year, month.unwrap_or(1), day.unwrap_or(1)).map(|_| date)
    }

    /// Returns the first day that the date may mean.
    pub fn first_day(self) -> Day {
        let (month, day) = match (self.part, self.month) {
            (Some(PeriodPart::Middle), Some(month)) => (month, 11),
            (Some(PeriodPart::Late), Some(month)) => (month, 21),
            (Some(PeriodPart::Middle), None) => (5, 1),
            (Some(PeriodPart::Late), None) => (9, 1),
            (Some(PeriodPart::Half(half)), _) => (half * 6 - 5, 1),
            (Some(PeriodPart::Quarter(quarter)), _) => (quarter * 3 - 2, 1),
            _ => (self.month.unwrap_or(1), self.day.unwrap_or(1)),
        };
        Day { year: self.year, month, day }
    }

    /// Returns the last day that the date may mean.
    pub fn last_day(self) -> Day {
        let end_of = |year, month| Day { year, month, day: days_in_month(year, month) };
        match (self.part, self.month) {
            (Some(PeriodPart::Early), Some(month)) => Day { year: self.year, month, day: 10 },
            (Some(PeriodPart::Middle), Some(month)) => Day { year: self.year, month, day: 20 },
            (Some(PeriodPart::Early), None) => end_of(self.year, 4),
            (Some(PeriodPart::Middle), None) => end_of(self.year, 8),
            (Some(PeriodPart::Half(half)), _) => end_of(self.year, half * 6),
            (Some(PeriodPart::Quarter(quarter)), _) => end_of(self.year, quarter * 3),
            (Some(PeriodPart::Through(year)), _) => end_of(year, 12),
            (_, month) => {
                let end = end_of(self.year, month.unwrap_or(12));
                Day { day: self.day.unwrap_or(end.day), ..end }
            }
        }
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> PartialDate {
        PartialDate { year: day.year, month: Some(day.month), day: Some(day.day), part: None }
    }
}

impl fmt::Display for PartialDate {
    /// Formats the date as in ISO 8601, as far as known: `2019`, `2019-03` or `2019-03-05`. Parts are omitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A day with a time, in Viet Nam's time zone (UTC+7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Whether the time is exactly midnight.
    pub is_midnight: bool,
}

impl Moment {
    /// Parses a date and a time: `2026-12-01T18:00:00Z` (RFC 3339), `2026-12-01 18:00`, `01/12/2026 18:00`. A time
    /// without an offset from UTC is in Viet Nam's time zone.
    pub fn parse(text: &str) -> Option<Moment> {
        let (date, time) = text.trim().split_once(['T', 't', ' '])?;
        let day = Day::parse(date)?;
        let time = time.trim();
        let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
            None => (time, 7 * 60),
            Some(at) if time[at..].eq_ignore_ascii_case("z") => (&time[..at], 0),
            Some(at) => {
                let (hours, minutes) = time[at + 1..].split_once(':')?;
                let minutes = two_digits(hours, 23)? * 60 + two_digits(minutes, 59)?;
                (&time[..at], if time[at..].starts_with('-') { -minutes } else { minutes })
            }
        };
        let mut parts = clock.trim().splitn(3, ':');
        let minutes = two_digits(parts.next()?, 23)? * 60 + two_digits(parts.next()?, 59)?;
        let (seconds, fraction) = match parts.next() {
            None => (0, ""),
            Some(rest) => {
                let (seconds, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
                // Second 60 is a leap second.
                (two_digits(seconds, 60)?, fraction)
            }
        };
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let minutes = minutes - offset + 7 * 60;
        let day = match minutes.div_euclid(24 * 60) {
            -1 => day.previous(),
            0 => day,
            1 => day.next(),
            _ => day.next().next(),
        };
        let whole = minutes.rem_euclid(24 * 60) == 0 && seconds == 0;
        Some(Moment { day, is_midnight: whole && fraction.bytes().all(|byte| byte == b'0') })
    }

    /// Returns the first day that does not begin before this moment.
    pub fn first_whole_day(self) -> Day {
        if self.is_midnight { self.day } else { self.day.next() }
    }
}

fn two_digits(text: &str, most: i32) -> Option<i32> {
    let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_plain && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept() {
        for text in ["2019", "2019-03", "2019-03-05"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(PartialDate::parse("15/10/2018").unwrap().to_string(), "2018-10-15");
        assert_eq!(PartialDate::parse("3/2019").unwrap().to_string(), "2019-03");
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in ["2019-02-29", "2019-13", "31/04/2020", "19", "2019-", "2019-3-5-1", "+019", "0019", ""] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
        assert!(PartialDate::parse("2020-02-29").is_some());
    }

    #[test]
    fn a_coarse_date_spans_its_period() {
        let month = PartialDate::parse("2020-02").unwrap();
        assert_eq!(month.first_day().to_string(), "2020-02-01");
        assert_eq!(month.last_day().to_string(), "2020-02-29");
    }

    #[test]
    fn the_clock_of_viet_nam_is_seven_hours_ahead() {
        // 2026-11-20T17:00:00Z is midnight of the 21st in Ho Chi Minh City.
        assert_eq!(Day::from_unix(1_795_194_000, 7).to_string(), "2026-11-21");
        assert_eq!(Day::from_unix(1_795_193_999, 7).to_string(), "2026-11-20");
        assert_eq!(Day::from_unix(0, 0).to_string(), "1970-01-01");
    }

    #[test]
    fn years_roll_over() {
        assert_eq!(Day::new(2023, 12, 31).unwrap().next().to_string(), "2024-01-01");
        assert_eq!(Day::new(2024, 2, 29).unwrap().years_after(1).to_string(), "2025-02-28");
    }

    #[test]
    fn a_time_is_reckoned_on_the_clocks_of_viet_nam() {
        let moment = |text| Moment::parse(text).map(|m| (m.day.to_string(), m.first_whole_day().to_string()));
        let days = |day: &str, whole: &str| Some((day.to_string(), whole.to_string()));
        assert_eq!(moment("2026-12-01T18:00:00Z"), days("2026-12-02", "2026-12-03"));
        assert_eq!(moment("2026-12-01T17:00:00Z"), days("2026-12-02", "2026-12-02"));
        assert_eq!(moment("2026-12-01T17:00:00.001z"), days("2026-12-02", "2026-12-03"));
        assert_eq!(moment("2026-12-01 08:00"), days("2026-12-01", "2026-12-02"));
        assert_eq!(moment("01/12/2026 00:00"), days("2026-12-01", "2026-12-01"));
        assert_eq!(moment("2026-12-01T00:00:00+07:00"), days("2026-12-01", "2026-12-01"));
        assert_eq!(moment("2026-01-01T00:30:00+14:00"), days("2025-12-31", "2026-01-01"));
        assert_eq!(moment("2024-02-28T23:00:00-12:00"), days("2024-02-29", "2024-03-01"));
        for none in [
            "2026-12-01",
            "2026-12-01T",
            "2026-12-01T24:00",
            "2026-12-01T8h",
            "2026-12T08:00",
            "T08:00",
            "2026-12-01T08:00:00+7",
            "2026-12-01T08:00:00.x",
            "2026-02-30T08:00",
        ] {
            assert_eq!(Moment::parse(none), None, "{none}");
        }
    }
}
