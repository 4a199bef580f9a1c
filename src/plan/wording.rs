//! Dates, numbers and terms as the site's language writes them.
//!
//! Takes values of the catalogue, gives the small pieces of views.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::view::{Date, FigureView, Term};
use crate::address;
use crate::date::{Day, PartialDate, PeriodPart};
use crate::gazetteer::Fate;
use crate::parse::{self, DecisionLevel, Kind, Step};
use crate::schema::{Type, keys_of};
use crate::text::{Figure, Qualifier, Scale, Trend, slug};
use crate::theme::Theme;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes values in the site's language, with the theme's words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'t> {
    theme: &'t Theme,
    english: bool,
}

impl<'t> Wording<'t> {
    pub(super) fn new(theme: &'t Theme, language: &str) -> Wording<'t> {
        Wording { theme, english: language == "en" }
    }

    /// Returns the theme's word for a key.
    pub(super) fn word(&self, key: &str) -> String {
        self.theme.word(key)
    }

    /// Returns the theme's word for a key with its `{n}` replaced by a number.
    pub(super) fn numbered(&self, key: &str, number: impl ToString) -> String {
        self.word(key).replace("{n}", &number.to_string())
    }

    /// Writes a date: `15/10/2018`, `10/2018` or `2018`; in English `15 Oct 2018`.
    pub(super) fn date(&self, date: PartialDate) -> Date {
        let PartialDate { year, month, day, .. } = date;
        let text = match (month, day, self.english) {
            (Some(month), Some(day), false) => format!("{day:02}/{month:02}/{year}"),
            (Some(month), None, false) if date.part.is_none() => format!("tháng {month}/{year}"),
            (Some(month), None, false) => format!("{month:02}/{year}"),
            (Some(month), Some(day), true) => format!("{day} {} {year}", MONTHS[usize::from(month) - 1]),
            (Some(month), None, true) => format!("{} {year}", MONTHS[usize::from(month) - 1]),
            (None, ..) => year.to_string(),
        };
        Date {
            iso: date.to_string(),
            text: match date.part {
                Some(part) => self.part_of(part, &text),
                None => text,
            },
        }
    }

    /// Writes a part of a year or a month: `đầu năm 2021`, `đầu tháng 03/2021`, `quý II/2022`, `2016–2020`.
    fn part_of(&self, part: PeriodPart, of: &str) -> String {
        let word = match part {
            PeriodPart::Early => "early",
            PeriodPart::Middle => "middle",
            PeriodPart::Late => "late",
            PeriodPart::Half(1) => "first_half",
            PeriodPart::Half(_) => "second_half",
            PeriodPart::Quarter(quarter) => {
                let roman = ["I", "II", "III", "IV"][usize::from(quarter.clamp(1, 4)) - 1];
                let words = self.word("date_quarter").replace("{q}", roman);
                return words.replace("{n}", &quarter.to_string()).replace("{y}", of);
            }
            PeriodPart::Through(year) => return format!("{of}–{year}"),
        };
        let of_month = if of.contains(['/', ' ']) { "_of_month" } else { "" };
        self.word(&format!("date_{word}{of_month}")).replace("{y}", of)
    }

    pub(super) fn day(&self, day: Day) -> Date {
        self.date(day.into())
    }

    /// Writes a number with the language's separators: `1.250,5`; in English `1,250.5`.
    pub(super) fn number(&self, number: f64) -> String {
        crate::text::number(number, self.english)
    }

    /// Writes a figure in its own unit, or else in `unit`.
    pub(super) fn figure(&self, figure: &Figure, unit: Option<&str>) -> FigureView {
        let number = self.number(figure.low);
        let number = match (figure.high, figure.whole) {
            (Some(high), _) => format!("{number}–{}", self.number(high)),
            (_, Some(whole)) => format!("{number}/{}", self.number(whole)),
            _ => number,
        };
        // A Vietnamese page shows the words as the entry has them.
        let said = if self.english { self.qualified(figure) } else { figure.qualifier_text.clone() };
        let scale = figure.scale.map(|scale| match scale {
            Scale::Thousand => self.word("scale_thousand"),
            Scale::Million => self.word("scale_million"),
            Scale::Billion => self.word("scale_billion"),
        });
        let unit = scale.into_iter().chain(figure.unit.as_deref().or(unit).map(String::from));
        let unit = unit.collect::<Vec<_>>().join(" ");
        FigureView {
            said: (!said.is_empty()).then_some(said),
            number,
            unit: (!unit.is_empty()).then_some(unit),
        }
    }

    /// Returns a figure's trend and qualifier in the theme's words.
    fn qualified(&self, figure: &Figure) -> String {
        let trend = figure.trend.map(|trend| match trend {
            Trend::Up => self.word("figure_up"),
            Trend::Down => self.word("figure_down"),
        });
        let qualifier = figure.qualifier.map(|qualifier| match qualifier {
            Qualifier::Over => self.word("figure_over"),
            Qualifier::Nearly => self.word("figure_nearly"),
            Qualifier::About => self.word("figure_about"),
            Qualifier::Below => self.word("figure_below"),
            Qualifier::AtLeast => self.word("figure_at_least"),
            Qualifier::AtMost => self.word("figure_at_most"),
        });
        trend.into_iter().chain(qualifier).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn kind(&self, kind: Kind) -> Term {
        self.term(
            "kind",
            match kind {
                Kind::Model => "model",
                Kind::Collective => "collective",
                Kind::Individual => "individual",
            },
        )
    }

    pub(super) fn step(&self, step: Step) -> Term {
        self.term(
            "step",
            match step {
                Step::Registered => "registered",
                Step::Launched => "launched",
                Step::Praised => "praised",
                Step::Maintained => "maintained",
                Step::Reviewed => "reviewed",
                Step::Concluded => "concluded",
                Step::Recognised => "recognised",
                Step::Commended => "commended",
                Step::Replicated => "replicated",
                Step::Stopped => "stopped",
                Step::Withdrawn => "withdrawn",
            },
        )
    }

    pub(super) fn level(&self, level: DecisionLevel) -> String {
        self.word(match level {
            DecisionLevel::National => "level_national",
            DecisionLevel::Province => "level_province",
            DecisionLevel::District => "level_district",
            DecisionLevel::Commune => "level_commune",
        })
    }

    /// Names the part that an organisation plays in an entry.
    pub(super) fn part(&self, part: parse::Part) -> String {
        self.word(match part {
            parse::Part::Lead => "role_lead",
            parse::Part::Partner => "role_partner",
            parse::Part::Participant => "role_participant",
        })
    }

    /// Names what became of a former unit.
    pub(super) fn fate(&self, fate: Fate) -> Term {
        self.term(
            "fate",
            match fate {
                Fate::Unchanged => "unchanged",
                Fate::Renamed => "renamed",
                Fate::Merged => "merged",
                Fate::Split => "split",
                Fate::Abolished => "abolished",
            },
        )
    }

    fn term(&self, family: &str, id: &str) -> Term {
        let path = match family {
            "kind" => address::kind(&KINDS[id]),
            "step" => address::status(&STEPS[id]),
            _ => String::new(),
        };
        Term { id: id.to_string(), label: self.word(&format!("{family}_{id}")), path }
    }
}

/// The slugs of kinds and steps by id.
static KINDS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| slugs("entry", "kind"));
static STEPS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| slugs("status", "step"));

/// Returns the slugs of a key's choices: of the words that entries use, so that addresses do not depend on the site's
/// language or theme.
fn slugs(table: &str, key: &str) -> HashMap<&'static str, String> {
    let tables = keys_of("entry").tables();
    let key = tables.iter().find(|keys| keys.name == table).and_then(|keys| keys.find(key));
    match key.map(|(_, key)| key.kind) {
        Some(Type::Choice(words)) => words.iter().map(|word| (word.id, slug(word.proposed()))).collect(),
        _ => unreachable!("{table} has choices"),
    }
}

/// Returns the first words of a text, at most `limit` characters, followed by `…` if it was cut.
pub(super) fn excerpt(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_string() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', '.', ';', ':', ' ']))
}

/// Capitalises the first letter of a name: `tỉnh Nghệ An` becomes `Tỉnh Nghệ An`.
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// Returns the relative path from an address to the site's root: `../` for each folder.
pub(super) fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Writes a day as an RFC 3339 timestamp, at midnight in Viet Nam.
pub(super) fn timestamp(day: Day) -> String {
    format!("{day}T00:00:00+07:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt("một hai ba", 100), "một hai ba");
        assert_eq!(excerpt("một hai, ba", 9), "một hai…");
    }

    #[test]
    fn roots_climb() {
        assert_eq!(root_of(""), "");
        assert_eq!(root_of("mo-hinh/a/"), "../../");
    }
}
