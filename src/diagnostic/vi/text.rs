//! The text of entries and pages.

use super::Message;
use super::words::misread;
use crate::diagnostic::Problem;

pub(super) fn text(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        RawHtml => (
            "mã HTML trong bài chỉ hiện thành chữ".into(),
            Some("dùng cú pháp Markdown; HTML chỉ dùng được trong content/pages".into()),
        ),
        Misread { fault, written } | WordsLost { fault, written } => {
            let (message, hint) = misread(*fault);
            (format!("{message}: “{written}”"), Some(hint.into()))
        }
        CommentDropped => (
            "ghi chú “<!-- … -->” không được đăng".into(),
            Some("không phải làm gì nếu đúng ý; muốn đăng thì bỏ dấu <!-- và -->".into()),
        ),
        CommentUnclosed => (
            "ghi chú mở bằng “<!--” mà chưa đóng".into(),
            Some(
                "thêm --> ở cuối ghi chú, trong cùng một đoạn; muốn đăng nguyên dấu này thì viết \\<!--"
                    .into(),
            ),
        ),
        RawReference { target, rooted } => match rooted {
            true => (
                format!(
                    "địa chỉ “{target}” trong mã HTML mở đầu bằng “/” nên sẽ hỏng khi trang đặt trong thư mục con"
                ),
                Some("dùng liên kết Markdown: [chữ](/dia-chi/)".into()),
            ),
            false => (
                format!("địa chỉ “{target}” trong mã HTML không dẫn đến đâu"),
                Some("dùng liên kết Markdown đến tệp: [chữ](../entries/ten-mo-hinh/index.md)".into()),
            ),
        },
        _ => return None,
    })
}
