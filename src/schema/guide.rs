//! The tables of keys in the editor's guide (`khoa.md`), between markers:
//!
//! ```text
//! <!-- keys: entry required -->
//! …
//! <!-- /keys -->
//! ```
//!
//! Takes the guide's text, gives it with every table regenerated from the schema.

use super::{FILES, Key, Keys, Need, Type};

const OPENING: &str = "<!-- keys: ";
const CLOSING: &str = "<!-- /keys -->";

/// Regenerates the tables of the guide.
///
/// # Errors
/// Describes the first marker that is unknown or not closed.
pub fn with_tables(guide: &str) -> Result<String, String> {
    let mut written = String::with_capacity(guide.len());
    let mut rest = guide;
    while let Some((before, after)) = rest.split_once(OPENING) {
        let (name, after) = after.split_once(" -->").ok_or("a marker without its end")?;
        let (_, after) = after.split_once(CLOSING).ok_or_else(|| format!("{name} is not closed"))?;
        let table = table(name).ok_or_else(|| format!("there is no table {name}"))?;
        written.push_str(&format!("{before}{OPENING}{name} -->\n\n{table}\n{CLOSING}"));
        rest = after;
    }
    written.push_str(rest);
    Ok(written)
}

/// Returns the names of the tables that a guide needs to cover every key.
pub fn tables() -> Vec<String> {
    let mut names = Vec::new();
    for table in FILES.iter().flat_map(|file| file.keys.tables()) {
        let needs = [(Need::Required, "required"), (Need::Advised, "advised"), (Need::Optional, "optional")];
        if table.name == "entry" {
            names.extend(needs.iter().map(|(_, need)| format!("entry {need}")));
        } else if !is_list_alone(table) {
            names.push(table.name.to_string());
        }
        for key in table.keys {
            if let Type::Choice(words) = key.kind
                && words.iter().any(|word| word.written.len() > 1)
            {
                names.push(format!("words {}.{}", table.name, key.name));
            }
        }
    }
    names
}

/// Whether a table only contains the list of a registry and needs no description.
fn is_list_alone(table: &Keys) -> bool {
    matches!(table.keys, [Key { kind: Type::Table(_), .. }])
}

fn find(name: &str) -> Option<&'static Keys> {
    FILES.iter().flat_map(|file| file.keys.tables()).find(|table| table.name == name)
}

fn table(name: &str) -> Option<String> {
    if let Some(of) = name.strip_prefix("words ") {
        let (table, key) = of.rsplit_once('.')?;
        let Type::Choice(words) = find(table)?.find(key)?.1.kind else { return None };
        let mut text = format!("| `{key}` | Nghĩa | Cũng viết là |\n| --- | --- | --- |\n");
        for word in words {
            let others: Vec<String> =
                word.written.iter().skip(1).chain([&word.id]).map(|w| format!("`\"{w}\"`")).collect();
            text.push_str(&format!(
                "| `\"{}\"` | {} | {} |\n",
                word.proposed(),
                word.help.vi,
                others.join(", ")
            ));
        }
        return Some(text);
    }
    let (name, need) = match name.split_once(' ') {
        Some((name, "required")) => (name, Some(Need::Required)),
        Some((name, "advised")) => (name, Some(Need::Advised)),
        Some((name, "optional")) => (name, Some(Need::Optional)),
        Some(_) => return None,
        None => (name, None),
    };
    let mut text = "| Mục | Nghĩa và cách viết | Ví dụ |\n| --- | --- | --- |\n".to_string();
    for key in find(name)?.keys.iter().filter(|key| need.is_none_or(|need| need == key.need)) {
        let example = if key.example.is_empty() { String::new() } else { format!("`{}`", key.example) };
        text.push_str(&format!("| `{}` | {} | {example} |\n", key.name, meaning(key, need.is_some())));
    }
    Some(text)
}

/// Describes a key: its meaning, range, choices and default.
fn meaning(key: &Key, need_is_said: bool) -> String {
    let mut text = key.help.vi.to_string();
    match key.kind {
        Type::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{}\"`", word.proposed())).collect();
            text.push_str(&format!(": {}", words.join(", ")));
        }
        Type::Whole { from, to } if !text.contains(&to.to_string()) => {
            text.push_str(&format!(", từ {from} đến {to}"));
        }
        Type::Table(keys) if keys.keys.len() <= 3 && !is_list_alone(keys) => {
            let names: Vec<String> = keys.keys.iter().map(|key| format!("`{}`", key.name)).collect();
            text.push_str(&format!(": {}", names.join(", ")));
        }
        Type::Table(_) => text.push_str(", xem dưới"),
        _ => {}
    }
    if key.need == Need::Required && !need_is_said {
        text.push_str("; **bắt buộc**");
        key.unless.iter().for_each(|other| text.push_str(&format!(" nếu không có `{other}`")));
    }
    if !key.default.is_empty() && key.default != "false" {
        text.push_str(&format!("; bỏ trống là `{}`", key.default));
    }
    if key.private {
        text.push_str("; riêng của cơ quan, không bao giờ đăng");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_that_a_guide_needs_can_be_written() {
        for name in tables() {
            let guide = format!("a\n{OPENING}{name} -->\n{CLOSING}\nb");
            let written = with_tables(&guide).unwrap();
            assert!(written.contains("| --- |") && written.ends_with("\nb"), "{written}");
            assert_eq!(with_tables(&written).unwrap(), written);
        }
        assert!(with_tables("<!-- keys: nothing --><!-- /keys -->").is_err());
        assert!(with_tables("<!-- keys: photos -->").is_err());
    }
}
