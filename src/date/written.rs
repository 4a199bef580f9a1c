//! Dates in the words of offices.
//!
//! Takes a text, gives the date or the range that it means, as precise as written. A text that two readers would
//! understand differently is rejected.

use std::borrow::Cow;

use super::{PartialDate, PeriodPart};
use crate::text::fold;

impl PartialDate {
    /// Parses `2019`, `2019-03`, `2019-03-05`, and the notations of offices: `03/2019`, `05/03/2019`, `5.3.2019`,
    /// `5-3-2019`, `năm 2019`, `từ tháng 3/2019`, `ngày 5 tháng 3 năm 2019`, `quý II/2022`, `đầu năm 2021`,
    /// `6 tháng đầu năm 2021`, `giai đoạn 2016-2020`, `những năm 2009 - 2010`.
    pub fn parse(text: &str) -> Option<PartialDate> {
        if let Some(date) = plain(text) {
            return Some(date);
        }
        let folded = tidy(text);
        part(&folded).or_else(|| match span(&folded)? {
            (from, Some(to)) if from.is_whole_year() && to.is_whole_year() => {
                Some(PartialDate { part: Some(PeriodPart::Through(to.year)), ..from })
            }
            (from, None) => Some(from),
            _ => None,
        })
    }

    /// Parses a range: `giai đoạn 2016-2020`, `từ tháng 3/2019 đến tháng 5/2020`. A single date is a range without an
    /// end.
    pub fn parse_span(text: &str) -> Option<(PartialDate, Option<PartialDate>)> {
        if let Some(date) = plain(text) {
            return Some((date, None));
        }
        let folded = tidy(text);
        let (from, to) = part(&folded).map(|date| (date, None)).or_else(|| span(&folded))?;
        // What began in a school year or a season goes on after it.
        let is_moment = YEARS_IN_TWO.iter().any(|words| begins(&folded, words).is_some());
        Some((from, to.filter(|_| !is_moment)))
    }

    fn is_whole_year(self) -> bool {
        self.month.is_none() && self.part.is_none()
    }
}

/// A school year or a season that is named by the two years that it touches.
const YEARS_IN_TWO: [&str; 3] = ["nam hoc ", "vu dong xuan ", "vu mua kho "];

/// Returns what follows some words, which `từ` may precede.
fn begins<'t>(folded: &'t str, words: &str) -> Option<&'t str> {
    folded.strip_prefix("tu ").unwrap_or(folded).strip_prefix(words)
}

/// Folds a text, with one kind of dash and single spaces.
fn tidy(text: &str) -> String {
    let folded = fold(text).replace(['–', '—'], "-");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parses a year, a month or a day.
fn plain(text: &str) -> Option<PartialDate> {
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let spelled = numerals(text)?;
    let written = spelled.trim();
    let sign = written.chars().find(|c| ['-', '/', '.'].contains(c)).unwrap_or('-');
    let mut parts: Vec<&str> = written.split(sign).map(str::trim).collect();
    if parts[0].len() != 4 {
        parts.reverse();
    }
    if parts.len() > 3 || !parts.iter().all(digits) {
        return None;
    }
    if parts[0].len() != 4 || parts[1..].iter().any(|p| p.len() > 2) {
        return None;
    }
    let month = parts.get(1).map(|p| p.parse()).transpose().ok()?;
    let day = parts.get(2).map(|p| p.parse()).transpose().ok()?;
    PartialDate::new(parts[0].parse().ok()?, month, day)
}

/// Parses a part of a year or of a month.
fn part(folded: &str) -> Option<PartialDate> {
    let folded = folded.strip_prefix("tu ").unwrap_or(folded);
    let halves = [("6 thang dau ", 1), ("sau thang dau ", 1), ("6 thang cuoi ", 2), ("sau thang cuoi ", 2)];
    let half =
        halves.iter().find_map(|(words, half)| Some((folded.strip_prefix(words)?, PeriodPart::Half(*half))));
    let third = || {
        let thirds =
            [("dau ", PeriodPart::Early), ("giua ", PeriodPart::Middle), ("cuoi ", PeriodPart::Late)];
        thirds.iter().find_map(|(word, part)| Some((folded.strip_prefix(word)?, *part)))
    };
    if let Some((rest, part)) = half.or_else(third) {
        let date = plain(rest).filter(|date| date.day.is_none())?;
        let fits = date.month.is_none() || !matches!(part, PeriodPart::Half(_));
        return fits.then_some(PartialDate { part: Some(part), ..date });
    }
    let rest = folded.strip_prefix("quy ").or_else(|| folded.strip_prefix('q'))?;
    let (number, year) = rest.split_once(['/', '-', '.', ' '])?;
    let quarter = match number {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    let year = plain(year.trim_start_matches(['/', '-', '.', ' '])).filter(|year| year.is_whole_year())?;
    Some(PartialDate { part: Some(PeriodPart::Quarter(quarter)), ..year })
}

/// Parses a range; without an end if it is still open (`đến nay`).
fn span(folded: &str) -> Option<(PartialDate, Option<PartialDate>)> {
    let named = ["giai doan ", "nhiem ky ", "trong ", "nhung nam ", "cac nam "];
    let words = named.iter().chain(&YEARS_IN_TWO).find_map(|name| begins(folded, name)).unwrap_or(folded);
    let words = words.strip_prefix("tu ").unwrap_or(words);
    let one = |text: &str| plain(text).or_else(|| part(text));
    for sign in [" den ", " - ", "-"] {
        let Some((from, to)) = words.split_once(sign) else { continue };
        let to = to.strip_prefix("het ").unwrap_or(to);
        if to == "nay" || to == "hien nay" {
            return Some((one(from)?, None));
        }
        if let (Some(from), Some(to)) = (one(from), one(to))
            && from.first_day() <= to.first_day()
        {
            return Some((from, Some(to)));
        }
    }
    None
}

/// Returns the numbers of a date without its words: `tháng 3 năm 2019` gives `3/2019`. `None` if the text contains
/// other words, or a date's words in the wrong order.
fn numerals(text: &str) -> Option<Cow<'_, str>> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Some(text.into());
    }
    let folded = tidy(text);
    let (mut plain, mut named) = (String::new(), Vec::new());
    for word in folded.split(' ') {
        match word {
            "tu" if plain.is_empty() && named.is_empty() => {}
            "ngay" | "mung" | "mong" if plain.is_empty() => named.push(3),
            "thang" => named.push(2),
            "nam" => named.push(1),
            _ if word.bytes().all(|b| b.is_ascii_digit() || b"-/.".contains(&b)) => {
                // `3 năm 2019`: the word replaces the sign between the numbers.
                if !plain.is_empty() && !plain.ends_with(['-', '/', '.']) {
                    plain.push('/');
                }
                plain.push_str(word);
            }
            _ => return None,
        }
    }
    // The first word determines the first number, so `năm 3/2019` and `tháng 2019` are mistakes.
    let count = plain.split(['-', '/', '.']).count();
    let in_order = named.windows(2).all(|pair| pair[1] < pair[0]);
    (in_order && named.first().is_none_or(|first| *first == count)).then_some(plain.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_offices_write_them() {
        for (written, read) in [
            ("17-9-2010", "2010-09-17"),
            ("05.03.2019", "2019-03-05"),
            ("5 / 3 / 2019", "2019-03-05"),
            ("3-2019", "2019-03"),
            ("3.2019", "2019-03"),
            ("năm 2019", "2019"),
            ("Năm 2019", "2019"),
            ("tháng 3/2019", "2019-03"),
            ("từ tháng 3/2019", "2019-03"),
            ("Tháng 3 năm 2019", "2019-03"),
            ("ngày 5/3/2019", "2019-03-05"),
            ("ngày 5 tháng 3 năm 2019", "2019-03-05"),
            ("mùng 5 tháng 3 năm 2019", "2019-03-05"),
            ("từ năm 2019 đến nay", "2019"),
            ("từ tháng 3/2019 - nay", "2019-03"),
        ] {
            assert_eq!(
                PartialDate::parse(written).map(|date| date.to_string()).as_deref(),
                Some(read),
                "{written}"
            );
        }
        for none in [
            "tháng 2019",
            "năm 3/2019",
            "ngày 3/2019",
            "tháng",
            "từ",
            "năm",
            "quý V/2022",
            "quý II",
            "quý II/3/2022",
            "đầu",
            "đầu ngày 5/3/2019",
            "6 tháng đầu tháng 3/2019",
            "2020-2016",
            "từ tháng 3/2019 đến tháng 5/2020",
            "khoảng năm 2019",
            "5/3-2019",
            "tháng 3 2019 5",
            "năm 2019 tháng 3",
            "03/05/19",
            "3/2019/5",
        ] {
            assert_eq!(PartialDate::parse(none), None, "{none}");
        }
    }

    #[test]
    fn parts_of_years_keep_their_precision() {
        for (written, first, last) in [
            ("quý II/2022", "2022-04-01", "2022-06-30"),
            ("Quý 4 năm 2022", "2022-10-01", "2022-12-31"),
            ("Q1/2022", "2022-01-01", "2022-03-31"),
            ("đầu năm 2021", "2021-01-01", "2021-04-30"),
            ("từ giữa năm 2021", "2021-05-01", "2021-08-31"),
            ("cuối năm 2021", "2021-09-01", "2021-12-31"),
            ("đầu tháng 2/2020", "2020-02-01", "2020-02-10"),
            ("cuối tháng 2 năm 2020", "2020-02-21", "2020-02-29"),
            ("6 tháng đầu năm 2021", "2021-01-01", "2021-06-30"),
            ("sáu tháng cuối năm 2021", "2021-07-01", "2021-12-31"),
            ("giai đoạn 2016-2020", "2016-01-01", "2020-12-31"),
            ("2016 – 2020", "2016-01-01", "2020-12-31"),
            ("những năm 2009 - 2010", "2009-01-01", "2010-12-31"),
            ("từ năm 2016 đến năm 2020", "2016-01-01", "2020-12-31"),
        ] {
            let date = PartialDate::parse(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(
                (date.first_day().to_string().as_str(), date.last_day().to_string().as_str()),
                (first, last),
                "{written}"
            );
        }
    }

    #[test]
    fn a_span_has_two_ends() {
        let read = |text| {
            PartialDate::parse_span(text).map(|(from, to)| (from.to_string(), to.map(|to| to.to_string())))
        };
        let span = |from: &str, to: &str| Some((from.to_string(), Some(to.to_string())));
        assert_eq!(read("giai đoạn 2016-2020"), span("2016", "2020"));
        assert_eq!(read("từ tháng 3/2019 đến tháng 5/2020"), span("2019-03", "2020-05"));
        assert_eq!(read("5/3/2019 - 7/9/2020"), span("2019-03-05", "2020-09-07"));
        assert_eq!(read("từ 2019 đến nay"), Some(("2019".into(), None)));
        assert_eq!(read("những năm 2009 - 2010"), span("2009", "2010"));
        for moment in ["năm học 2016-2017", "từ năm học 2016 – 2017", "vụ Đông Xuân 2016 - 2017"]
        {
            assert_eq!(read(moment), Some(("2016".into(), None)), "{moment}");
        }
        assert_eq!(read("năm học 2017-2016"), None);
        assert_eq!(read("2019-03"), Some(("2019-03".into(), None)));
        assert_eq!(read("2020-2016"), None);
    }
}
