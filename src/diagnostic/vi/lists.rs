//! Rows and cells of imported lists.

use super::Message;
use crate::diagnostic::Problem;

pub(super) fn lists(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        CellFault { written } => (
            format!("công thức trong ô bị lỗi: “{written}”"),
            Some("sửa công thức, hoặc gõ thẳng giá trị vào ô".into()),
        ),
        RowRepeated { first } => (
            format!("dòng này trùng bài với dòng {first}"),
            Some("gộp hai dòng làm một; bài mới thì xóa ô “Mã bài”, sửa tên cho khác".into()),
        ),
        RowUnclear { candidates } => (
            format!("chưa rõ dòng này là bài nào: {}", candidates.join(", ")),
            Some("ghi thêm địa bàn, năm bắt đầu, hoặc mã bài vào cột “Mã bài”".into()),
        ),
        RowWithoutEntry { written } => (
            format!("không có bài “{written}”"),
            Some("xem lại cột “Mã bài”, “Tên mô hình”; bài mới thì để trống mã bài".into()),
        ),
        EditedTwice { key, now } => (
            format!(
                "ô này đã sửa, mà mục “{key}” của bài cũng đã đổi từ khi xuất bảng; bài đang ghi: “{now}”"
            ),
            Some("xuất bảng lại rồi sửa trên bảng mới".into()),
        ),
        NotEditable { key } => (
            format!("mục “{key}” viết trong tệp của bài theo cách mà bảng không sửa được"),
            Some("sửa mục này ngay trong tệp".into()),
        ),
        BadTarget { written } => (
            format!("không gửi trang đến được “{written}”"),
            Some("ghi một thư mục, hoặc địa chỉ như “ftps://ten@may-chu/www”, “sftp://…”, “davs://…”, “s3://…”; “ftp://” không mã hóa thì không dùng".into()),
        ),
        PasswordWritten { key } => (
            format!("“{key}” có ghi mật khẩu"),
            Some("bỏ mật khẩu khỏi tệp này và đổi mật khẩu ấy; Guong sẽ hỏi một lần rồi nhờ máy tính giữ".into()),
        ),
        _ => return None,
    })
}
