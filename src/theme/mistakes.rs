//! Converts Tera's errors into diagnostics.
//!
//! Takes Tera's errors and the valid names, gives positions and faults. Never prints Tera's own excerpts of the
//! source.

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Known, Position, TemplateFault};
use crate::text::nearest;

/// Maximum number of names in a suggestion.
const SUGGESTED: usize = 3;

/// A mistake in a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The template's name; empty if Tera does not report it.
    pub template: String,
    pub position: Position,
    pub fault: TemplateFault,
}

/// Returns every mistake that an error reports. `texts` are the templates by name.
pub(super) fn mistakes<'t>(error: &Error, texts: &[(&'t str, &'t str)]) -> Vec<Mistake> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![reported(report, texts)],
        ErrorKind::MissingParent { current, parent } => {
            let name = parent.clone();
            let fault = TemplateFault::UnknownTemplate { nearest: near(&name, names(texts)), name };
            vec![named(current, parent, fault, texts)]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![named(tpl, tpl, TemplateFault::Circle { name: tpl.clone() }, texts)]
        }
        // Tera joins all broken references of several templates into one message.
        ErrorKind::Msg(text) if text.starts_with("error: ") => {
            text.split("\n\n").filter_map(|report| printed(report, texts)).collect()
        }
        other => {
            let fault = classify(&other.to_string(), texts);
            vec![Mistake { template: String::new(), position: Position::default(), fault }]
        }
    }
}

fn reported(report: &ReportError, texts: &[(&str, &str)]) -> Mistake {
    let span = report.span();
    let position = Position { line: span.start_line as u32, column: span.start_col as u32 + 1 };
    Mistake { template: report.filename().into(), position, fault: classify(report.message(), texts) }
}

/// Parses a report as Tera prints it: `error: …`, then `--> template:line:column`.
fn printed(report: &str, texts: &[(&str, &str)]) -> Option<Mistake> {
    let mut lines = report.lines();
    let sentence = lines.next()?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(Mistake {
        template: parts.next()?.to_string(),
        position: Position { line, column },
        fault: classify(sentence, texts),
    })
}

/// Returns a mistake for which Tera reports no position, at the first occurrence of `word` in the template.
fn named(template: &str, word: &str, fault: TemplateFault, texts: &[(&str, &str)]) -> Mistake {
    let text = texts.iter().find(|(name, _)| *name == template).map_or("", |(_, text)| *text);
    let at = text.find(word).unwrap_or(0);
    let position = crate::diagnostic::Lines::new(text).position(at);
    Mistake { template: template.to_string(), position, fault }
}

fn classify(sentence: &str, texts: &[(&str, &str)]) -> TemplateFault {
    TemplateFault::of(sentence, |name, known| match known {
        Known::Templates => near(name, names(texts)),
        Known::These(names) => near(name, names.iter().copied()),
    })
}

fn names<'t>(texts: &[(&'t str, &str)]) -> impl Iterator<Item = &'t str> {
    texts.iter().map(|(name, _)| *name)
}

fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    nearest(name, names, SUGGESTED).into_iter().map(str::to_string).collect()
}
