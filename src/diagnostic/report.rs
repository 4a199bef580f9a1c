//! Diagnostics as text: for people, for other programs' one-line patterns, and as JSON.
//!
//! Takes sorted diagnostics, gives a string; never decides what is an error.

use std::fmt::Write;

use super::{Diagnostic, Language, Severity};
use crate::text::harmless;

/// An output format for diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: a line each, with its hint below; coloured if the terminal supports it.
    #[default]
    Human,
    /// For other programs: `path:line:column: severity[code]: message`, one line each.
    Short,
    /// JSON Lines: one object per line with path, line, column, severity, code, message and hint.
    Json,
}

/// Formats all diagnostics, each ending in a line break.
pub fn report(diagnostics: &[Diagnostic], language: Language, format: Format, colour: bool) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        match format {
            Format::Json => json(&mut out, diagnostic, language),
            Format::Short => line(&mut out, diagnostic, language, false),
            Format::Human => {
                line(&mut out, diagnostic, language, colour);
                if let Some(hint) = diagnostic.hint(language) {
                    let word = if language == Language::Vi { "gợi ý" } else { "hint" };
                    writeln!(out, "  {word}: {hint}").expect("a string takes all text");
                }
            }
        }
    }
    out
}

fn line(out: &mut String, diagnostic: &Diagnostic, language: Language, colour: bool) {
    let place = &diagnostic.place;
    let (word, paint) = match (diagnostic.severity(), language) {
        (Severity::Error, Language::Vi) => ("lỗi", "\x1b[1;31m"),
        (Severity::Error, Language::En) => ("error", "\x1b[1;31m"),
        (Severity::Warning, Language::Vi) => ("lưu ý", "\x1b[1;33m"),
        (Severity::Warning, Language::En) => ("warning", "\x1b[1;33m"),
    };
    let (paint, plain) = if colour { (paint, "\x1b[0m") } else { ("", "") };
    // Line 1, column 1 means the whole file, because editors jump there.
    let (line, column) = (place.position.line.max(1), place.position.column.max(1));
    let code = diagnostic.problem.code();
    let message = diagnostic.message(language);
    // Quotations in messages are harmless already.
    let path = harmless(&place.path);
    writeln!(out, "{path}:{line}:{column}: {paint}{word}[{code}]{plain}: {message}")
        .expect("a string takes all text");
}

fn json(out: &mut String, diagnostic: &Diagnostic, language: Language) {
    let severity = if diagnostic.severity() == Severity::Error { "error" } else { "warning" };
    let value = serde_json::json!({
        "path": &*diagnostic.place.path,
        "line": diagnostic.place.position.line.max(1),
        "column": diagnostic.place.position.column.max(1),
        "severity": severity,
        "code": diagnostic.problem.code(),
        "message": diagnostic.message(language),
        "hint": diagnostic.hint(language),
    });
    writeln!(out, "{value}").expect("a string takes all text");
}

#[cfg(test)]
mod tests {
    use super::super::{Position, Problem};
    use super::*;

    fn sample() -> Vec<Diagnostic> {
        let problem = Problem::UnknownPlace {
            written: "xã Tam Hop, huyện Tương Dương, tỉnh Nghệ Ann".into(),
            nearest: vec!["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An".into()],
        };
        vec![Diagnostic::new("content/entries/a/index.md", Position { line: 7, column: 12 }, problem)]
    }

    #[test]
    fn reads_as_the_guide_shows_it() {
        assert_eq!(
            report(&sample(), Language::Vi, Format::Human, false),
            "content/entries/a/index.md:7:12: lỗi[E0107]: không có địa phương “xã Tam Hop, huyện Tương Dương, tỉnh Nghệ Ann”\n  \
             gợi ý: có phải “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”?\n"
        );
    }

    #[test]
    fn json_is_one_object_a_line() {
        let text = report(&sample(), Language::En, Format::Json, true);
        let value: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
        assert_eq!((value["line"].as_u64(), value["code"].as_str()), (Some(7), Some("E0107")));
    }

    #[test]
    fn hostile_text_stays_on_its_line_and_is_cut() {
        let name = format!("a\n\x1b[31mb\u{202e}{}", "dài".repeat(10_000));
        let problem = Problem::MissingPhoto { file: name.clone(), nearest: Some(name.clone()) };
        for format in [Format::Human, Format::Short, Format::Json] {
            // Other programs need the path as it is.
            let path: String = name.chars().take(if format == Format::Json { 1 } else { 9 }).collect();
            let found = [Diagnostic::new(&path, Position::default(), problem.clone())];
            let text = report(&found, Language::Vi, format, false);
            assert_eq!(text.lines().count(), if format == Format::Human { 2 } else { 1 });
            assert!(!text.contains(['\x1b', '\u{202e}']), "{text}");
            assert!(text.len() < 1000 && text.contains("…”"), "{text}");
        }
    }
}
