//! Template errors in plain words.
//!
//! Takes an error message of Tera, which addresses programmers, gives a [`TemplateFault`] and its
//! wording in two languages. An unknown message is passed on as it is.

use serde::{Deserialize, Serialize};

/// An error in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateFault {
    /// A token that is not expected.
    Unexpected {
        /// Found at the position of the error, in Tera's words.
        found: String,
        /// What could be there instead, in Tera's words.
        expected: String,
    },
    /// The file ends within a tag or a block.
    Unfinished,
    /// A `{% … %}` with an unknown word, or an end without its beginning.
    UnknownTag,
    /// An unknown filter, test, function or component.
    UnknownTool {
        /// As the template calls it.
        name: String,
    },
    /// A template that does not exist.
    UnknownTemplate {
        /// As `extends` or `include` has it, such as `parts/card.html`.
        name: String,
        /// Templates of the theme with similar names.
        nearest: Vec<String>,
    },
    /// A block that the parent template does not have.
    UnknownBlock {
        /// As it follows `{% block`.
        name: String,
    },
    /// A duplicate block.
    BlockTwice {
        /// As it follows both `{% block`.
        name: String,
    },
    /// A template that includes or extends itself.
    Circle {
        /// The template that leads back to itself.
        name: String,
    },
    /// A value that the page does not have.
    Undefined {
        /// The variable, or the field of one.
        name: String,
        /// Variables or fields that are there, with similar names.
        nearest: Vec<String>,
    },
    /// A `for` over a value that is not a list.
    NoList,
    /// Any other message.
    Other {
        /// The message of Tera.
        detail: String,
    },
}

impl TemplateFault {
    /// Classifies a message of Tera. `nearest` returns similar names, of templates or of values.
    pub fn of(sentence: &str, nearest: impl Fn(&str, Known<'_>) -> Vec<String>) -> TemplateFault {
        let sentence = sentence.trim_start_matches("error: ").trim();
        let quoted = || sentence.split('`').nth(1).unwrap_or_default().to_string();
        let starts = |with: &str| sentence.starts_with(with);
        if starts("Unknown template") || starts("Template") && sentence.ends_with("not found") {
            let name = quoted();
            let nearest = nearest(&name, Known::Templates);
            TemplateFault::UnknownTemplate { name, nearest }
        } else if starts("Unknown tag") {
            TemplateFault::UnknownTag
        } else if ["filter", "test", "function", "component"]
            .iter()
            .any(|sort| starts(&format!("Unknown {sort}")))
        {
            TemplateFault::UnknownTool { name: quoted() }
        } else if starts("Block") && sentence.contains("not defined") {
            TemplateFault::UnknownBlock { name: quoted() }
        } else if starts("Template already contains a block") {
            TemplateFault::BlockTwice { name: quoted() }
        } else if starts("Unexpected end") {
            TemplateFault::Unfinished
        } else if starts("Iteration not possible") {
            TemplateFault::NoList
        } else if let Some(rest) = sentence.strip_prefix("Found ")
            && let Some((found, expected)) =
                rest.split_once(" but expected ").or_else(|| rest.split_once(" but was expecting "))
        {
            let plain = |text: &str| text.trim_end_matches('.').replace('`', "");
            TemplateFault::Unexpected { found: plain(found), expected: plain(expected).replace(" or ", ", ") }
        } else if (starts("Variable") || starts("Field")) && sentence.contains("not defined") {
            let name = quoted();
            let known = sentence.split_once("Available ").and_then(|(_, list)| list.split_once(": "));
            let known: Vec<&str> = known.map_or_else(Vec::new, |(_, list)| list.split(", ").collect());
            let nearest = nearest(&name, Known::These(&known));
            TemplateFault::Undefined { name, nearest }
        } else {
            TemplateFault::Other { detail: sentence.lines().next().unwrap_or_default().to_string() }
        }
    }

    /// Returns the message and the hint in Vietnamese.
    pub(super) fn vi(&self) -> (String, Option<String>) {
        use TemplateFault::*;
        let or = |nearest: &[String], otherwise: &str| {
            let names: Vec<String> = nearest.iter().map(|name| format!("“{name}”")).collect();
            Some(if names.is_empty() {
                otherwise.into()
            } else {
                format!("có phải {}?", names.join("; "))
            })
        };
        match self {
            Unexpected { found, expected } => (
                format!("gặp “{found}” ở chỗ lẽ ra là “{expected}”"),
                Some("kiểm tra các dấu {{ }}, {% %} và ngoặc kép quanh chỗ này".into()),
            ),
            Unfinished => (
                "tệp hết mà còn phần chưa đóng".into(),
                Some("đóng {{ bằng }}, {% if %} bằng {% endif %}, {% for %} bằng {% endfor %}, {% block %} bằng {% endblock %}".into()),
            ),
            UnknownTag => (
                "thẻ {% … %} này không có, hoặc đóng mà chưa mở".into(),
                Some("các thẻ hay dùng: if, for, set, block, include, extends".into()),
            ),
            UnknownTool { name } => {
                (format!("không có hàm hay bộ lọc “{name}”"), Some("kiểm tra tên sau dấu |".into()))
            }
            UnknownTemplate { name, nearest } => (
                format!("không có mẫu “{name}”"),
                or(nearest, "tên mẫu tính từ thư mục templates, ví dụ parts/base.html"),
            ),
            UnknownBlock { name } => (
                format!("mẫu gốc không có phần “{name}”"),
                Some("xem các {% block %} trong parts/base.html".into()),
            ),
            BlockTwice { name } => {
                (format!("phần “{name}” viết hai lần"), Some("giữ một {% block %}, xóa phần kia".into()))
            }
            Circle { name } => {
                (format!("mẫu “{name}” gọi lại chính nó"), Some("bỏ một lần include hoặc extends".into()))
            }
            Undefined { name, nearest } => (
                format!("trang này không có giá trị “{name}”"),
                or(nearest, "dùng {% if … %} nếu giá trị có thể vắng, hoặc xem mẫu có sẵn"),
            ),
            NoList => ("{% for %} đi qua một thứ không phải danh sách".into(), None),
            Other { detail } => (detail.clone(), None),
        }
    }

    /// Returns the message and the hint in English.
    pub(super) fn en(&self) -> (String, Option<String>) {
        use TemplateFault::*;
        let or = |nearest: &[String], otherwise: &str| {
            let names: Vec<String> = nearest.iter().map(|name| format!("“{name}”")).collect();
            Some(if names.is_empty() {
                otherwise.into()
            } else {
                format!("did you mean {}?", names.join("; "))
            })
        };
        match self {
            Unexpected { found, expected } => (
                format!("expected “{expected}”, found “{found}”"),
                Some("check the {{ }}, {% %} and quotes around here".into()),
            ),
            Unfinished => (
                "the file ends inside an unclosed tag or block".into(),
                Some("close {{ with }}, {% if %} with {% endif %}, {% for %} with {% endfor %}, {% block %} with {% endblock %}".into()),
            ),
            UnknownTag => (
                "unknown tag {% … %}, or it closes a block that is not open".into(),
                Some("the usual tags: if, for, set, block, include, extends".into()),
            ),
            UnknownTool { name } => {
                (format!("unknown function or filter “{name}”"), Some("check the name after |".into()))
            }
            UnknownTemplate { name, nearest } => (
                format!("there is no template “{name}”"),
                or(nearest, "names are relative to the folder templates, such as parts/base.html"),
            ),
            UnknownBlock { name } => (
                format!("the template below has no block “{name}”"),
                Some("see the {% block %} tags of parts/base.html".into()),
            ),
            BlockTwice { name } => {
                (format!("the block “{name}” is defined twice"), Some("keep one {% block %}, remove the other".into()))
            }
            Circle { name } => {
                (format!("the template “{name}” includes or extends itself"), Some("remove one include or extends".into()))
            }
            Undefined { name, nearest } => (
                format!("this page has no value “{name}”"),
                or(nearest, "use {% if … %} if a value may be missing, or see the built-in template"),
            ),
            NoList => ("{% for %} needs a list".into(), None),
            Other { detail } => (detail.clone(), None),
        }
    }
}

/// The valid names from which to suggest.
#[derive(Debug, Clone, Copy)]
pub enum Known<'n> {
    /// The theme's templates.
    Templates,
    /// These values.
    These(&'n [&'n str]),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_sorted() {
        let of = |sentence: &str| TemplateFault::of(sentence, |_, _| Vec::new());
        assert_eq!(of("Unknown tag"), TemplateFault::UnknownTag);
        assert_eq!(
            of("Found `}` but expected }}."),
            TemplateFault::Unexpected { found: "}".into(), expected: "}}".into() }
        );
        assert_eq!(of("Unknown filter `x`"), TemplateFault::UnknownTool { name: "x".into() });
        assert_eq!(of("Something new\nmore"), TemplateFault::Other { detail: "Something new".into() });
    }
}
