//! Values and changes between JSON and [`edit`](crate::edit).

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

use super::answer::Refusal;
use crate::date::PartialDate;
use crate::edit::{FieldChange, FieldValue, KeyPath};
use crate::schema::{Keys, Type};

/// Returns a value as JSON.
pub(super) fn to_json(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => json!(text),
        FieldValue::YesNo(flag) => json!(flag),
        FieldValue::Whole(whole) => json!(whole),
        FieldValue::Number(number) => json!(number),
        FieldValue::List(items) => items.iter().map(to_json).collect(),
        FieldValue::Table(values) => table(values),
    }
}

/// Returns the values of a table as JSON.
pub(super) fn table(values: &[(String, FieldValue)]) -> Value {
    Value::Object(values.iter().map(|(name, value)| (name.clone(), to_json(value))).collect())
}

/// Collects year, month and day of each date that is known by them alone, by the path of its key.
pub(super) fn dates(
    values: &[(String, FieldValue)],
    keys: &Keys,
    at: &KeyPath,
    found: &mut Map<String, Value>,
) {
    for (name, value) in values {
        let Some((_, key)) = keys.find(name) else { continue };
        let at = at.below(name);
        match (key.kind, value) {
            (Type::Date | Type::Day, FieldValue::Text(text)) => {
                if let Some(date) = PartialDate::parse(text).filter(|date| date.part.is_none()) {
                    found.insert(at.to_string(), json!([date.year, date.month, date.day]));
                }
            }
            (Type::Table(inner), FieldValue::Table(values)) => dates(values, inner, &at, found),
            (Type::Table(inner), FieldValue::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if let FieldValue::Table(values) = item {
                        dates(values, inner, &at.item(index), found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A change, as a form sends it.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum SentChange {
    Set { key: String, value: SentValue },
    Remove { key: String },
    Insert { key: String, value: SentValue },
    Move { key: String, to: usize },
}

impl SentChange {
    /// Returns the change of a file.
    pub(super) fn read(self) -> Result<FieldChange, Refusal> {
        let path = |key: &str| {
            KeyPath::parse(key).ok_or_else(|| Refusal::malformed(&format!("no path of a key: {key}")))
        };
        Ok(match self {
            SentChange::Set { key, value } => FieldChange::Set(path(&key)?, value.0),
            SentChange::Remove { key } => FieldChange::Remove(path(&key)?),
            SentChange::Insert { key, value } => FieldChange::Insert(path(&key)?, value.0),
            SentChange::Move { key, to } => {
                let to = to.checked_sub(1).ok_or_else(|| Refusal::malformed("items count from 1"))?;
                FieldChange::Move(path(&key)?, to)
            }
        })
    }
}

/// A value, as a form sends it: the keys of a table keep their order.
#[derive(Debug)]
pub(super) struct SentValue(pub FieldValue);

impl<'de> Deserialize<'de> for SentValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SentValue, D::Error> {
        from.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = SentValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true, false, a list or an object")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<SentValue, E> {
        Ok(SentValue(FieldValue::YesNo(flag)))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<SentValue, E> {
        Ok(SentValue(FieldValue::Whole(whole)))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<SentValue, E> {
        let whole = i64::try_from(whole).map(FieldValue::Whole);
        Ok(SentValue(whole.unwrap_or(FieldValue::Number(f64::INFINITY))))
    }

    fn visit_f64<E>(self, number: f64) -> Result<SentValue, E> {
        Ok(SentValue(FieldValue::Number(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<SentValue, E> {
        Ok(SentValue(FieldValue::Text(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<SentValue, A::Error> {
        let mut list = Vec::new();
        while let Some(SentValue(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(SentValue(FieldValue::List(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<SentValue, A::Error> {
        let mut table = Vec::new();
        while let Some((name, SentValue(value))) = pairs.next_entry::<String, SentValue>()? {
            table.push((name, value));
        }
        Ok(SentValue(FieldValue::Table(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_in_their_order() {
        let sent = r#"[{"do":"insert","key":"photos[2]","value":{"file":"a.jpg","alt":"A","focus":[0.5,1]}},
            {"do":"move","key":"photos[2]","to":1},{"do":"remove","key":"unit"}]"#;
        let sent: Vec<SentChange> = serde_json::from_str(sent).unwrap();
        let read: Vec<FieldChange> = sent.into_iter().map(|change| change.read().unwrap()).collect();
        let path = |path: &str| KeyPath::parse(path).unwrap();
        let pair = |name: &str, value| (name.to_string(), value);
        let focus = FieldValue::List(vec![FieldValue::Number(0.5), FieldValue::Whole(1)]);
        let photo = vec![pair("file", "a.jpg".into()), pair("alt", "A".into()), pair("focus", focus)];
        assert_eq!(
            read,
            [
                FieldChange::Insert(path("photos[2]"), FieldValue::Table(photo)),
                FieldChange::Move(path("photos[2]"), 0),
                FieldChange::Remove(path("unit")),
            ]
        );
        for bad in [
            r#"{"do":"set","key":"title","value":null}"#,
            r#"{"do":"run","key":"title"}"#,
            r#"{"do":"remove","key":"title","path":"../x"}"#,
        ] {
            assert!(serde_json::from_str::<SentChange>(bad).is_err(), "{bad}");
        }
        let bad: SentChange = serde_json::from_str(r#"{"do":"remove","key":"a[0]"}"#).unwrap();
        assert!(bad.read().is_err());
    }
}
