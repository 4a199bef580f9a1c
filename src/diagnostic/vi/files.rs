//! The folder and its files: names, sizes, encodings, and faults of the program.

use super::Message;
use crate::diagnostic::quoted::size;
use crate::diagnostic::{FaultStep, Language, Problem};

pub(super) fn files(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoSite => (
            "không thấy tệp guong.toml: thư mục này chưa phải là một trang Guong".into(),
            Some("tạo trang mới bằng lệnh “guong init TÊN-THƯ-MỤC”, hoặc chỉ thư mục bằng --root".into()),
        ),
        NotUtf8 => (
            "tệp không được lưu bằng bảng mã UTF-8".into(),
            Some("mở tệp, chọn Lưu thành (Save As), chọn bảng mã UTF-8 rồi lưu lại".into()),
        ),
        Unreadable { reason } => (
            format!("không đọc được tệp: {reason}"),
            Some("kiểm tra quyền đọc tệp, và đóng chương trình đang giữ tệp".into()),
        ),
        LinkLeavesSite { target } => (
            format!("liên kết tượng trưng dẫn ra ngoài thư mục trang: “{target}”"),
            Some("chép tệp vào trong thư mục trang".into()),
        ),
        TooLarge { bytes, limit } => (
            format!("tệp quá lớn: {}, chỉ nhận đến {}", size(*bytes), size(*limit)),
            Some("chia nhỏ nội dung, hoặc đưa ảnh ra thành tệp riêng".into()),
        ),
        NamesClash { other } => (
            format!("tên tệp trùng với “{other}” trên Windows và macOS (chỉ khác chữ hoa, chữ thường hoặc cách gõ dấu)"),
            Some("đổi tên một trong hai tệp".into()),
        ),
        Stray => (
            "Guong không dùng đến tệp này".into(),
            Some("mô hình đặt trong content/entries, trang thường trong content/pages, tệp chép nguyên trong static".into()),
        ),
        BadFileName { reason_reserved } => (
            if *reason_reserved {
                "tên tệp là tên dành riêng của Windows (con, nul, aux…)".into()
            } else {
                "tên tệp có ký tự mà Windows hoặc máy chủ không nhận".into()
            },
            Some("đổi tên tệp, chỉ dùng chữ, số, dấu gạch nối và dấu chấm".into()),
        ),
        TranslationReserved => (
            "tên tệp này dành cho bản dịch, hiện chưa dùng được".into(),
            Some("đổi tên tệp; mỗi mô hình chỉ có một tệp index.md".into()),
        ),
        ChangedMeanwhile => {
            ("tệp bị sửa trong lúc đang dựng trang".into(), Some("chạy lại lệnh khi đã lưu xong".into()))
        }
        ProgramFault { step, reason } => (
            match step {
                FaultStep::Read => "chính chương trình Guong bị lỗi khi đọc tệp này".into(),
                FaultStep::Render => "chính chương trình Guong bị lỗi khi dựng trang của tệp này".into(),
                FaultStep::Photo => "chính chương trình Guong bị lỗi khi xử lý ảnh này".into(),
            },
            Some(format!("đây không phải lỗi của người viết; xin báo cho nhóm làm Guong, kèm tệp này và dòng sau: {reason}")),
        ),
        StoreFailed { fault } => (
            format!("kho ảnh chung không dùng được: {}", fault.say(Language::Vi)),
            Some("trang vẫn dựng đúng, chỉ lâu hơn; kiểm tra địa chỉ kho, đường mạng và khóa truy cập".into()),
        ),
        StoreKeeps { photos, fault } => (
            format!("kho ảnh chung có thể còn giữ {photos} ảnh đã ẩn hoặc gỡ: {}", fault.say(Language::Vi)),
            Some("lần dựng sau Guong tự xóa tiếp; hoặc chạy “guong store sweep”".into()),
        ),
        _ => return None,
    })
}
