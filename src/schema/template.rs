//! The file that `guong new` creates: the prefilled keys of an entry, each with its help.

use std::sync::LazyLock;

use super::json::plain;
use super::{Key, Need, Prefill, Type, keys_of};
use crate::date::Day;

/// The text below the front matter.
const BODY: &str = "\
Viết đoạn mở đầu: mô hình là gì, ở đâu, do ai thực hiện.

## Cách làm

Khó khăn ban đầu, cách vận động, cách tổ chức.

## Kết quả

Số liệu cụ thể, có nguồn.
";

/// Whether a line of a text is a placeholder of the template.
pub fn is_placeholder(line: &str) -> bool {
    static PLACEHOLDERS: LazyLock<Vec<&str>> =
        LazyLock::new(|| BODY.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect());
    PLACEHOLDERS.contains(&line.trim())
}

/// Returns the file of a new entry.
pub fn new_entry(title: &str, field: &str, today: Day) -> String {
    let (title, month) = (quoted(title), format!("{:04}-{:02}", today.year, today.month));
    let filled = |value: &str| {
        let value = value.replace("{title}", &title).replace("{field}", field);
        value.replace("{month}", &month).replace("{today}", &today.to_string())
    };
    let mut text = "+++\n".to_string();
    let keys = keys_of("entry").keys;
    for key in keys {
        match key.prefill {
            Some(Prefill::Given(value)) => line(&mut text, "", key, &filled(value)),
            Some(Prefill::Suggested(value)) => line(&mut text, "# ", key, &filled(value)),
            None => {}
        }
    }
    for key in keys {
        let Type::Table(part) = key.kind else { continue };
        let suggested = part.keys.iter().filter_map(|key| match key.prefill {
            Some(Prefill::Suggested(value)) => Some((key, value)),
            _ => None,
        });
        let mut suggested = suggested.peekable();
        if suggested.peek().is_some() {
            text.push_str(
                "\n# Mỗi ảnh một khối như sau (bỏ dấu # ở đầu dòng), ảnh đặt cùng thư mục với tệp này:\n",
            );
            text.push_str(&format!("# [[{}]]\n", key.name));
            suggested.for_each(|(key, value)| line(&mut text, "# ", key, &filled(value)));
        }
    }
    text + "+++\n\n" + BODY
}

/// Returns the content of a new entry for a form: only what an entry cannot be without, and no comments.
pub fn blank_entry(title: &str, field: &str, today: Day) -> String {
    let mut text = "+++\n".to_string();
    for key in keys_of("entry").keys {
        let is_wanted = key.need == Need::Required || matches!(key.name, "kind" | "published" | "draft");
        if let (true, Some(Prefill::Given(value))) = (is_wanted, key.prefill) {
            let value = value.replace("{title}", &quoted(title)).replace("{field}", field);
            text.push_str(&format!("{} = {}\n", key.name, value.replace("{today}", &today.to_string())));
        }
    }
    text + "+++\n"
}

/// Escapes a text for a quoted TOML string.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Appends `name = value   # help`, in columns as far as they fit.
fn line(text: &mut String, before: &str, key: &Key, value: &str) {
    let setting = format!("{before}{:<9} = {value}", key.name);
    let mut help = plain(key.help.vi);
    if let Type::Choice(words) = key.kind {
        let words: Vec<&str> = words.iter().map(|word| word.proposed()).collect();
        help = format!("{help}: {}", words.join(", "));
    }
    text.push_str(&format!("{setting:<32} # {help}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_hold_any_sign() {
        let text = new_entry(r#"Ao \ "cá""#, "kinh-te", Day { year: 2026, month: 6, day: 1 });
        let front = text.split("+++").nth(1).unwrap();
        let table: toml::Table = toml::from_str(front).unwrap();
        assert_eq!(table["title"].as_str(), Some(r#"Ao \ "cá""#));
        assert_eq!(table["started"].as_str(), Some("2026-06"));
        // What is suggested can be taken as it stands.
        let all: String = front
            .lines()
            .filter(|line| !line.contains("Mỗi ảnh"))
            .fold(String::new(), |all, line| all + line.strip_prefix("# ").unwrap_or(line) + "\n");
        assert!(toml::from_str::<toml::Table>(&all).is_ok(), "{all}");
    }
}
