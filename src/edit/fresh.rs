//! Writes a file that is not there yet.
//!
//! Takes values by key, gives the file. Never judges a value: parsing the file does.

use super::FieldValue;
use super::list::MANY_KEYS;
use super::write::{inline, name_of, pair, written};
use crate::schema::{Keys, Type, keys_of};

/// Returns a new entry with these values, in the order of the schema, and the text below them.
pub fn fresh_entry_file(values: &[(String, FieldValue)], text: &str) -> String {
    let keys = keys_of("entry");
    let (mut front, mut blocks) = (String::from("+++\n"), String::new());
    for key in keys.keys {
        let Some((name, value)) = values.iter().find(|(name, _)| name == key.name) else { continue };
        match (key.kind, value) {
            (Type::Table(rows), FieldValue::List(items)) if rows.keys.len() >= MANY_KEYS => {
                items.iter().for_each(|item| blocks.push_str(&block(name, rows, item)));
            }
            (Type::Table(rows), FieldValue::List(items)) => {
                let lines = items.iter().filter_map(|item| match item {
                    FieldValue::Table(values) => Some(format!("  {},\n", inline(rows, values))),
                    _ => None,
                });
                front.push_str(&format!("{} = [\n{}]\n", name_of(name), lines.collect::<String>()));
            }
            _ => front.push_str(&format!("{} = {}\n", name_of(name), written(key, value, ""))),
        }
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    format!("{front}{blocks}+++\n{gap}{text}")
}

/// Returns a table with a header in double brackets.
fn block(name: &str, keys: &'static Keys, item: &FieldValue) -> String {
    let FieldValue::Table(values) = item else { return String::new() };
    let lines: String = values.iter().map(|(name, value)| pair(keys, name, value) + "\n").collect();
    format!("\n[[{}]]\n{lines}", name_of(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_has_its_keys_in_order() {
        let pair = |name: &str, value| (name.to_string(), value);
        let result = FieldValue::Table(vec![pair("label", "Hộ".into()), pair("after", FieldValue::Whole(5))]);
        let photo = FieldValue::Table(vec![pair("file", "a.jpg".into())]);
        let values = [
            pair("photos", FieldValue::List(vec![photo])),
            pair("started", "2019".into()),
            pair("title", "Một \"hai\"".into()),
            pair("results", FieldValue::List(vec![result])),
        ];
        assert_eq!(
            fresh_entry_file(&values, "Bài.\n"),
            "+++\ntitle = \"Một \\\"hai\\\"\"\nstarted = \"2019\"\nresults = [\n  { label = \"Hộ\", after = 5 },\n]\n\n[[photos]]\nfile = \"a.jpg\"\n+++\n\nBài.\n"
        );
        assert_eq!(fresh_entry_file(&[], ""), "+++\n+++\n");
    }
}
