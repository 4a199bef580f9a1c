//! Figures in a table: a number, or a text that contains one.
//!
//! Takes a key, gives its figure. A number with three digits after its point is reported as ambiguous: in Vietnamese,
//! `1.647` means one thousand six hundred and forty-seven.

use toml::de::DeValue;

use super::{TableReader, number};
use crate::diagnostic::{Expected, Located, Problem, TomlFault};
use crate::text::Figure;

impl TableReader<'_, '_> {
    /// Reads a figure without its position.
    pub(in crate::parse) fn figure(&mut self, name: &'static str) -> Option<Figure> {
        self.figure_at(name).map(|at| at.value)
    }

    /// Reads a figure.
    pub(in crate::parse) fn figure_at(&mut self, name: &'static str) -> Option<Located<Figure>> {
        let (_, value) = self.find(name)?;
        let position = self.at(value);
        let text = match value.get_ref() {
            DeValue::String(_) if self.document.bare_date(value).is_some() => {
                self.problem(position, Problem::TomlSyntax { fault: TomlFault::BareDate });
                return None;
            }
            DeValue::String(text) => text,
            DeValue::Float(float) if may_be_thousands(float.as_str()) => {
                let problem =
                    Problem::ThousandsUnclear { key: self.key(name), written: float.as_str().into() };
                self.problem(position, problem);
                return None;
            }
            other => {
                let plain = number(other).map(Figure::plain);
                let plain = plain.or_else(|| self.wrong(name, value, Expected::Figure));
                return plain.map(|value| Located { value, position });
            }
        };
        let figure = Figure::parse(text);
        if figure.is_none() {
            let problem = if text.trim().is_empty() {
                Problem::EmptyText { key: self.key(name) }
            } else {
                Problem::NoFigure { key: self.key(name), written: text.trim().to_string() }
            };
            self.problem(position, problem);
        }
        figure.map(|value| Located { value, position })
    }
}

/// Whether the digits of a number with a point also read as a number with grouped thousands.
fn may_be_thousands(written: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    written.trim_start_matches(['+', '-']).split_once('.').is_some_and(|(whole, rest)| {
        digits(whole) && whole.len() <= 3 && whole != "0" && digits(rest) && rest.len() == 3
    })
}
