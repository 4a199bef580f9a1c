//! Reads a file for a form.
//!
//! Takes the bytes of a file, gives its values by key, its text, and the key at a position. Never judges a value.

use super::layout::{TomlNode, TomlText};
use super::path::KeyPath;
use super::write::choice;
use super::{EditedFile, FieldValue, PathStep, keys};
use crate::diagnostic::Position;
use crate::parse::position_of;
use crate::schema::{Key, Keys, Type};
use crate::source::FileRole;

/// What a form shows of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct FormValues {
    /// The values of the keys of the schema that the file has, in the order of the schema. Dates are texts as written.
    pub values: Vec<(String, FieldValue)>,
    /// The text below the front matter, without the empty lines above it; `None` for a file without one.
    pub text: Option<String>,
    /// The line on which the text begins, from 1.
    text_line: u32,
    /// The keys by their first and last character.
    places: Vec<(Position, Position, KeyPath)>,
    /// The keys whose value a template left.
    left: Vec<KeyPath>,
}

impl FormValues {
    /// Reads a file; `None` if its syntax is broken or its role has no keys.
    pub fn read(role: &FileRole, bytes: &[u8]) -> Option<FormValues> {
        let text = std::str::from_utf8(bytes).ok()?;
        let keys = keys(role)?;
        let file = EditedFile { path: "", role, keys, text };
        let (toml, body) = file.parts().ok()?;
        let layout = TomlText::parse(&text[toml.clone()], text)?;
        let mut reader = FormReader {
            layout: &layout,
            file: text,
            start: toml.start,
            places: Vec::new(),
            left: Vec::new(),
        };
        let values = reader.table(TomlNode::Table(layout.root()), keys, &KeyPath::default());
        let FormReader { places, left, .. } = reader;
        let line = position_of(text, body.start).line;
        let story = &text[body.clone()];
        let story = file.has_body().then(|| story.trim_start_matches(['\r', '\n']).replace("\r\n", "\n"));
        Some(FormValues { values, text: story, text_line: line, places, left })
    }

    /// Returns the path of the innermost key whose value contains a position.
    pub fn key_at(&self, at: Position) -> Option<&KeyPath> {
        let inside = self.places.iter().filter(|(from, to, _)| *from <= at && at <= *to);
        inside
            .max_by_key(|(from, to, path)| (*from, std::cmp::Reverse(*to), path.steps().len()))
            .map(|(_, _, path)| path)
    }

    /// Whether a key has a value that a template left, which is none for a form.
    pub fn is_left(&self, path: &KeyPath) -> bool {
        self.left.contains(path)
    }

    /// Whether a position is in the text below the front matter.
    pub fn is_in_text(&self, at: Position) -> bool {
        self.text.is_some() && at.line >= self.text_line
    }
}

struct FormReader<'r> {
    layout: &'r TomlText<'r>,
    /// The whole file, in which the TOML begins at `start`.
    file: &'r str,
    start: usize,
    places: Vec<(Position, Position, KeyPath)>,
    left: Vec<KeyPath>,
}

impl FormReader<'_> {
    fn table(&mut self, table: TomlNode<'_>, keys: &'static Keys, at: &KeyPath) -> Vec<(String, FieldValue)> {
        let mut values = Vec::new();
        for key in keys.keys {
            if let Some(node) = table.step(&PathStep::Key(key.name.into())) {
                values.extend(
                    self.value(node, key, &at.below(key.name)).map(|value| (key.name.to_string(), value)),
                );
            }
        }
        values
    }

    fn value(&mut self, node: TomlNode<'_>, key: &'static Key, at: &KeyPath) -> Option<FieldValue> {
        self.place(node, at);
        let items = |reader: &mut Self| -> Vec<FieldValue> {
            let items = (0..).map_while(|index| node.step(&PathStep::Item(index)).map(|item| (index, item)));
            items.filter_map(|(index, item)| reader.value(item, key, &at.item(index))).collect()
        };
        Some(match node {
            TomlNode::Tables(_) | TomlNode::Array(_) => FieldValue::List(items(self)),
            TomlNode::Table(_) | TomlNode::Inline(_) => match key.kind {
                Type::Table(keys) => FieldValue::Table(self.table(node, keys, at)),
                _ => return None,
            },
            TomlNode::Scalar(value) => {
                let raw = value.span().map_or("", |span| &self.layout.raw[span]);
                let is_date = matches!(key.kind, Type::Date | Type::Day);
                match value {
                    // What a template left is nothing that somebody wrote.
                    toml_edit::Value::String(text) if key.is_placeholder(text.value()) => {
                        self.left.push(at.clone());
                        return None;
                    }
                    toml_edit::Value::String(text) if raw.starts_with(['"', '\'']) => {
                        if let Type::Choice(words) = key.kind
                            && let Some(word) = choice(words, text.value())
                        {
                            // A form offers one spelling of each choice.
                            return Some(FieldValue::Text(word.proposed().into()));
                        }
                        FieldValue::Text(text.value().clone())
                    }
                    toml_edit::Value::Boolean(flag) => FieldValue::YesNo(*flag.value()),
                    toml_edit::Value::Integer(whole) if !is_date => FieldValue::Whole(*whole.value()),
                    toml_edit::Value::Float(number) if !is_date => FieldValue::Number(*number.value()),
                    // A date without quotes, which TOML may not know, is read as it is written.
                    _ => FieldValue::Text(raw.to_string()),
                }
            }
        })
    }

    /// Notes where a key's value stands. Tables with headers have no place of their own: their keys have.
    fn place(&mut self, node: TomlNode<'_>, at: &KeyPath) {
        let header = match node {
            TomlNode::Table(table) => self.layout.header(table),
            _ => None,
        };
        let Some(span) = node.span().or(header) else { return };
        let from = self.layout.line_start(span.start);
        // The key before the value belongs to it, but not the keys before it on the same line.
        let before = &self.layout.raw[from..span.start];
        let own = before.rfind(['{', ',']).map_or(from, |at| from + at + 1);
        let own = if matches!(node, TomlNode::Table(_)) { span.start } else { own };
        let position = |offset| position_of(self.file, self.start + offset);
        self.places.push((position(own), position(span.end), at.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "\u{feff}+++\r\ntitle = 'Một'\r\nla = 1\r\nstarted = 15/10/2020\r\nfields = [\"a\", \"b\"]\r\nended = 2021\r\n[[results]]\r\nlabel = \"Hộ\"\r\nafter = 85\r\n[[photos]]\r\nfile = \"a.jpg\"\r\nfocus = [0.5, 1]\r\n+++\r\n\r\nBài.\r\nHai.\r\n";

    fn read(text: &str) -> Option<FormValues> {
        FormValues::read(&FileRole::Entry { name: "a".into(), own_folder: true }, text.as_bytes())
    }

    #[test]
    fn a_form_has_the_values_as_written() {
        let form = read(ENTRY).unwrap();
        let text = |text: &str| FieldValue::Text(text.into());
        let named = |name: &str, value| (name.to_string(), value);
        assert_eq!(
            form.values,
            [
                named("title", text("Một")),
                named("fields", FieldValue::List(vec![text("a"), text("b")])),
                named("started", text("15/10/2020")),
                named("ended", text("2021")),
                named(
                    "results",
                    FieldValue::List(vec![FieldValue::Table(vec![
                        named("label", text("Hộ")),
                        named("after", FieldValue::Whole(85)),
                    ])])
                ),
                named(
                    "photos",
                    FieldValue::List(vec![FieldValue::Table(vec![
                        named("file", text("a.jpg")),
                        named("focus", FieldValue::List(vec![FieldValue::Number(0.5), FieldValue::Whole(1)])),
                    ])])
                ),
            ]
        );
        assert_eq!(form.text.as_deref(), Some("Bài.\nHai.\n"));
        assert_eq!(read("+++\ntitle = \n+++\n"), None);
        assert_eq!(read("không có gì"), None);
    }

    #[test]
    fn a_position_leads_to_its_key() {
        let form = read(ENTRY).unwrap();
        let at = |line, column| form.key_at(Position { line, column }).map(ToString::to_string);
        assert_eq!(at(2, 9).as_deref(), Some("title"));
        assert_eq!(at(2, 1).as_deref(), Some("title"));
        assert_eq!(at(3, 1), None, "a key that is not of the schema");
        assert_eq!(at(5, 16).as_deref(), Some("fields[2]"));
        assert_eq!(at(9, 9).as_deref(), Some("results[1].after"));
        assert_eq!(at(7, 2).as_deref(), Some("results[1]"));
        assert!(form.is_in_text(Position { line: 15, column: 1 }));
        assert!(!form.is_in_text(Position { line: 12, column: 1 }));
    }
}
