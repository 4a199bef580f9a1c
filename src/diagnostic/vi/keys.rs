//! Front matter and registries: TOML, keys and what kind of value they take.

use super::Message;
use super::words::{quoted, toml, value};
use crate::diagnostic::Problem;
use crate::text::Legacy;

pub(super) fn keys(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoFrontMatter => (
            "tệp phải mở đầu bằng dòng “+++”, tiếp theo là các khóa như title, locality".into(),
            Some("tạo mục mới bằng lệnh “guong new \"TÊN MÔ HÌNH\"” để có sẵn mẫu".into()),
        ),
        UnclosedFrontMatter => (
            "phần đầu tệp mở bằng “+++” nhưng chưa đóng".into(),
            Some("thêm một dòng “+++” sau khóa cuối cùng, trước phần bài viết".into()),
        ),
        LegacyEncoding { encoding, meant } => {
            let (name, fonts) = match encoding {
                Legacy::Tcvn3 => ("TCVN3", ".VnTime"),
                Legacy::Vni => ("VNI", "VNI-Times"),
            };
            (
                format!(
                    "chữ ở đây gõ bằng bảng mã cũ {name} (phông {fonts}…), lên trang sẽ không đọc được; đọc ra là “{meant}”"
                ),
                Some(format!(
                    "chép đoạn chữ, mở UniKey, chọn Công cụ để chuyển mã từ {name} sang Unicode, rồi dán lại"
                )),
            )
        }
        TomlSyntax { fault } => {
            let (message, hint) = toml(*fault);
            (format!("dòng này viết sai: {message}"), Some(hint.into()))
        }
        UnknownKey { key, nearest } => (
            format!("không có khóa “{key}”"),
            nearest
                .as_ref()
                .map(|n| format!("có phải “{n}”?"))
                .or_else(|| Some("xem các khóa dùng được trong trang hướng dẫn, hoặc xóa dòng này".into())),
        ),
        WrongType { key, expected } => {
            (format!("“{key}” phải là {}", value(*expected)), Some("sửa giá trị sau dấu =".into()))
        }
        MissingKey { key } => {
            let last = key.rsplit('.').next().unwrap_or(key);
            (format!("thiếu khóa “{key}”"), Some(format!("thêm {last} = …, ghi giá trị sau dấu =")))
        }
        BadChoice { key, written, allowed } => (
            format!("“{key}” không nhận giá trị “{written}”"),
            Some(format!("chọn một trong: {}", quoted(allowed))),
        ),
        EmptyText { key } => (format!("“{key}” để trống"), Some("điền nội dung, hoặc xóa dòng này".into())),
        OutOfRange { key, from, to } => {
            (format!("“{key}” phải nằm trong khoảng từ {from} đến {to}"), Some("sửa lại giá trị".into()))
        }
        LeftFromTemplate { written } => (
            format!("“{written}” là chữ của mẫu, chưa được thay"),
            Some("viết nội dung thật vào đó, hoặc xóa đi; bài chưa xong thì để draft = true".into()),
        ),
        TooMany { key, limit } if key.starts_with("synonyms") => {
            (format!("“{key}” có quá {limit} mục"), Some("chỉ giữ những cách gọi thường dùng".into()))
        }
        TooMany { key, limit } => {
            (format!("“{key}” có quá {limit} mục"), Some("bỏ bớt, hoặc chia sang nhiều bài".into()))
        }
        _ => return synonyms(problem),
    })
}

fn synonyms(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        BadAim { key } => (
            format!("mức của “{key}” chưa rõ"),
            Some(
                "ghi một số tròn, như 20, hoặc một tỷ lệ trong ngoặc kép, như \"95%\" hay \"trên 95%\""
                    .into(),
            ),
        ),
        ShareOfEntries { key } => (
            format!("“{key}”: “số mô hình” là một số, không có tỷ lệ"),
            Some("ghi một số, như 20; muốn tính tỷ lệ nơi có mô hình thì chọn “nơi có mô hình”".into()),
        ),
        SynonymAlone { written } => (
            format!("“{written}” đứng một mình, chưa có cách gọi nào khác"),
            Some(
                "ghi thêm cách gọi thứ hai, ví dụ words = [\"hiến đất\", \"góp đất\"], hoặc xóa nhóm này"
                    .into(),
            ),
        ),
        SynonymOfItself { written } => (
            format!(
                "“{written}” trùng với một cách gọi khác trong nhóm: ô tìm kiếm không phân biệt dấu và chữ hoa"
            ),
            Some("xóa một trong hai".into()),
        ),
        SynonymTooLong { written, limit } => (
            format!("“{written}” dài quá {limit} tiếng"),
            Some("ghi cách gọi ngắn hơn, như người ta gõ khi tìm".into()),
        ),
        _ => return None,
    })
}
