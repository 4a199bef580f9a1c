//! Problems of a site's own theme.

use super::Message;
use super::words::{did_you_mean, toml};
use crate::diagnostic::Problem;

pub(super) fn theme(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        TemplateSyntax { fault } => {
            let (message, hint) = fault.vi();
            let otherwise = || Some("sửa tệp mẫu ở chỗ này, hoặc xóa tệp để dùng mẫu có sẵn".into());
            (format!("mẫu trang viết sai: {message}"), hint.or_else(otherwise))
        }
        TemplateFailed { output, fault } => {
            let (message, hint) = fault.vi();
            let otherwise = || Some("sửa tệp mẫu ở chỗ này, hoặc xóa tệp để dùng mẫu có sẵn".into());
            (format!("mẫu trang không dựng được “{output}”: {message}"), hint.or_else(otherwise))
        }
        ThemeWords { fault } => {
            let (message, hint) = toml(*fault);
            (format!("lời giao diện viết sai: {message}"), Some(hint.into()))
        }
        UnknownThemeWord { key, nearest } => (
            format!("giao diện không dùng lời “{key}”"),
            did_you_mean(nearest).or_else(|| Some("xem các khóa trong tệp i18n của giao diện có sẵn".into())),
        ),
        UnknownTheme { name } => (
            format!("không có giao diện “{name}”"),
            Some(format!("tạo thư mục themes/{name}, hoặc xóa khóa theme để dùng giao diện có sẵn")),
        ),
        UnusedThemeFile => (
            "tệp này không thay cho tệp nào của giao diện có sẵn".into(),
            Some("đặt tên đúng như tệp muốn thay".into()),
        ),
        _ => return None,
    })
}
