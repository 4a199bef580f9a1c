//! Values as TOML, in the style that a file has.
//!
//! Takes a value and the one that it replaces, gives TOML on one line; says whether the two mean the same.

use toml_edit::Value;

use super::layout::TomlNode;
use super::{FieldValue, TomlText};
use crate::date::{Day, PartialDate};
use crate::schema::{Choice, Key, Keys, Type};
use crate::text::{bare_words, is_unfit, nfc};

/// How the value that is replaced is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OldStyle {
    /// There was no value.
    None,
    /// A text in double quotes.
    Quoted,
    /// A text in single quotes.
    Literal,
    /// A number, a date of TOML, a list: without quotes.
    Bare,
}

impl OldStyle {
    fn of(raw: &str) -> OldStyle {
        match raw.as_bytes().first() {
            None => OldStyle::None,
            Some(b'"') => OldStyle::Quoted,
            Some(b'\'') => OldStyle::Literal,
            Some(_) => OldStyle::Bare,
        }
    }
}

/// Returns a text as a page would show it: in NFC, without space around it, on one line.
fn tidy(text: &str) -> String {
    nfc(text.trim()).replace(|c: char| c.is_control() || is_unfit(c), " ")
}

/// Returns a value as TOML. `old` is what it replaces, as written; empty if there was none.
pub(super) fn written(key: &Key, value: &FieldValue, old: &str) -> String {
    let style = OldStyle::of(old);
    match (key.kind, value) {
        (Type::Date | Type::Day, FieldValue::Text(text)) => date(&tidy(text), style, old),
        (Type::Figure, FieldValue::Text(text)) => figure(&tidy(text), style),
        (_, FieldValue::Text(text)) => quoted(&tidy(text), style),
        (_, FieldValue::YesNo(flag)) => flag.to_string(),
        (_, FieldValue::Whole(number)) => number.to_string(),
        (_, FieldValue::Number(number)) => number.to_string(),
        (_, FieldValue::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| written(key, item, "")).collect();
            format!("[{}]", items.join(", "))
        }
        (Type::Table(keys), FieldValue::Table(values)) => inline(keys, values),
        // A table where none belongs: refused as such once it is parsed.
        (_, FieldValue::Table(_)) => "{}".into(),
    }
}

/// Returns a table on one line.
pub(super) fn inline(keys: &'static Keys, values: &[(String, FieldValue)]) -> String {
    let pairs: Vec<String> = values.iter().map(|(name, value)| pair(keys, name, value)).collect();
    if pairs.is_empty() { "{}".into() } else { format!("{{ {} }}", pairs.join(", ")) }
}

/// Returns `name = value`.
pub(super) fn pair(keys: &'static Keys, name: &str, value: &FieldValue) -> String {
    let value = match keys.find(name) {
        Some((_, key)) => written(key, value, ""),
        // Refused once it is parsed: its name is written so that it can be reported.
        None => "0".into(),
    };
    format!("{} = {value}", name_of(name))
}

/// Returns a key's name, in quotes if need be.
pub(super) fn name_of(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if is_bare { name.into() } else { quoted(name, OldStyle::Quoted) }
}

/// Returns a text in quotes, of the kind that it had if it can have it.
fn quoted(text: &str, style: OldStyle) -> String {
    if style == OldStyle::Literal && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns a date with the precision that it is given. A day stays a date of TOML unless a text is replaced, a year
/// a number if it was one.
fn date(text: &str, style: OldStyle, old: &str) -> String {
    let is_text = matches!(style, OldStyle::Quoted | OldStyle::Literal);
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match Day::parse(text) {
        Some(day) if !is_text => day.to_string(),
        _ if is_year && style == OldStyle::Bare && old.len() == 4 => text.to_string(),
        _ => quoted(text, style),
    }
}

/// Returns a figure: a whole number without quotes, unless a text is replaced.
fn figure(text: &str, style: OldStyle) -> String {
    let is_text = matches!(style, OldStyle::Quoted | OldStyle::Literal);
    let is_whole = text.len() < 16
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    if is_whole && !is_text { text.into() } else { quoted(text, style) }
}

/// Whether a value means what the file says already.
pub(super) fn is_same(key: &Key, layout: &TomlText<'_>, old: TomlNode<'_>, new: &FieldValue) -> bool {
    match (old, new) {
        (TomlNode::Array(old), FieldValue::List(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).all(|(old, new)| is_same(key, layout, TomlNode::of_value(old), new))
        }
        // One value and a list of one are read alike.
        (TomlNode::Array(old), new) if key.many && !matches!(new, FieldValue::Table(_)) => {
            old.len() == 1 && old.get(0).is_some_and(|old| is_same(key, layout, TomlNode::of_value(old), new))
        }
        (old @ TomlNode::Scalar(_), FieldValue::List(new)) => {
            matches!(&new[..], [new] if is_same(key, layout, old, new))
        }
        (TomlNode::Scalar(old), new) => is_same_scalar(key, layout, old, new),
        _ => false,
    }
}

fn is_same_scalar(key: &Key, layout: &TomlText<'_>, old: &Value, new: &FieldValue) -> bool {
    let raw = old.span().map_or("", |span| &layout.raw[span]);
    let old_text = match old {
        Value::Boolean(old) => return *new == FieldValue::YesNo(*old.value()),
        Value::String(old) if OldStyle::of(raw) != OldStyle::Bare => old.value().clone(),
        // A date without quotes, which TOML does not know, is read as it is written.
        _ => raw.to_string(),
    };
    let new_text = match new {
        FieldValue::Text(text) => tidy(text),
        FieldValue::Whole(number) => number.to_string(),
        FieldValue::Number(number) => {
            let is_number = OldStyle::of(raw) == OldStyle::Bare;
            return is_number && old_text.parse::<f64>().is_ok_and(|old| old == *number);
        }
        _ => return false,
    };
    let old_text = tidy(&old_text);
    match key.kind {
        _ if old_text == new_text => {
            // A number is not the text of its digits, where the type tells them apart.
            let is_number = matches!(new, FieldValue::Whole(_));
            let was_number = OldStyle::of(raw) == OldStyle::Bare;
            is_number == was_number || matches!(key.kind, Type::Date | Type::Day | Type::Figure)
        }
        Type::Date | Type::Day => {
            // Words say more than the date that they are read as: `năm học`, `vụ đông xuân`.
            let is_plain = |text: &str| !text.contains(char::is_alphabetic);
            let dates = PartialDate::parse_span(&old_text).zip(PartialDate::parse_span(&new_text));
            is_plain(&old_text) && is_plain(&new_text) && dates.is_some_and(|(old, new)| old == new)
        }
        Type::Choice(words) => {
            let chosen = choice(words, &old_text).map(|word| word.id);
            chosen.is_some() && chosen == choice(words, &new_text).map(|word| word.id)
        }
        _ => false,
    }
}

/// Returns the choice that a text names.
pub(super) fn choice(words: &'static [Choice], text: &str) -> Option<&'static Choice> {
    let bare = bare_words(text);
    let names = |word: &Choice| word.written.iter().chain([&word.id]).any(|name| bare_words(name) == bare);
    words.iter().find(|word| names(word))
}
