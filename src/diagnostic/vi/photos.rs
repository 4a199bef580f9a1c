//! Photos and attached files.

use super::Message;
use super::words::revealed;
use crate::diagnostic::Problem;

pub(super) fn photos(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        AttachmentReveals { what } => {
            let (message, hint) = revealed(*what);
            (message.into(), Some(hint.into()))
        }
        PhotoLinked { file } => (
            format!("“{file}” là ảnh: tệp ảnh gốc không bao giờ được công bố"),
            Some(format!("cho ảnh hiện trong bài bằng ![nội dung ảnh]({file})")),
        ),
        FileNotPublished { file } => (
            format!("“{file}” có ở đó, nhưng loại tệp này không được công bố từ thư mục bài"),
            Some("đính kèm tệp PDF, DOCX hoặc XLSX; tệp loại khác thì chuyển vào static/ và ghi địa chỉ mở đầu bằng “/”".into()),
        ),
        AttachmentDamaged => (
            "tệp đính kèm hỏng, hoặc không đúng loại như đuôi tên tệp".into(),
            Some("mở tệp kiểm tra, rồi lưu hoặc xuất lại đúng loại".into()),
        ),
        MissingPhoto { file, nearest } => (
            format!("không thấy ảnh “{file}” bên cạnh bài"),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")).or_else(|| Some("đặt ảnh cùng thư mục với tệp index.md".into())),
        ),
        MissingAlt { file } => (
            format!("ảnh “{file}” chưa có alt (lời tả ảnh cho người khiếm thị)"),
            Some("thêm alt = \"…\" tả ngắn gọn điều nhìn thấy trong ảnh".into()),
        ),
        CaptionOffered { file } => (
            format!("trong tệp ảnh “{file}” có sẵn chú thích, bài thì chưa có"),
            Some("chạy `guong adopt` để xem và nhận, hoặc tự ghi caption = \"…\"".into()),
        ),
        PhotoRevealsPlace { file } => (
            format!("tệp ảnh “{file}” có ghi vị trí GPS nơi chụp"),
            Some("ảnh đăng lên đã được bỏ vị trí; hãy bỏ cả ở ảnh gốc trước khi chuyển cho người khác".into()),
        ),
        StaticRevealsPlace => (
            "ảnh này có ghi vị trí GPS nơi chụp và được đăng nguyên như vậy".into(),
            Some("bỏ vị trí khỏi tệp ảnh, hoặc đặt ảnh cạnh bài: ảnh ở đó được bỏ vị trí khi đăng".into()),
        ),
        UnlistedPhoto { file } => (
            format!("ảnh “{file}” nằm cạnh bài nhưng chưa được nhắc đến nên không được đăng"),
            Some("thêm [[photos]] với file, alt, caption; hoặc chuyển ảnh đi nơi khác".into()),
        ),
        PhotoFormat { file, format } => (
            format!("ảnh “{file}” thuộc loại {format}, chưa đăng được"),
            Some("xuất ảnh ra JPEG (trên điện thoại: chia sẻ hoặc lưu dạng JPEG) rồi đặt lại".into()),
        ),
        PhotoDamaged { file, .. } => (
            format!("tệp ảnh “{file}” bị hỏng, chép thiếu hoặc không phải là ảnh"),
            Some("chép lại ảnh từ máy gốc".into()),
        ),
        PhotoTooLarge { file, megapixels, limit } => (
            format!("ảnh “{file}” có {megapixels} triệu điểm ảnh, chỉ nhận đến {limit} triệu"),
            Some("thu nhỏ ảnh trước khi đặt vào thư mục".into()),
        ),
        ForeignPicture { target } => (
            format!("ảnh trong bài phải là tệp đặt cạnh bài, không lấy từ nơi khác: “{target}”"),
            Some("tải ảnh về (nếu được phép), đặt cạnh bài và ghi credit, licence".into()),
        ),
        NoPicture { file, kind } => (
            format!("“{file}” là tệp {kind}, không phải ảnh"),
            Some(match kind.as_str() {
                "MP4" | "MOV" | "AVI" | "WMV" | "MKV" | "3GP" | "MP3" => {
                    "phim, tiếng chưa đăng được ở đây; đăng lên nơi khác rồi dẫn liên kết trong bài".into()
                }
                _ => format!("văn bản thì dẫn liên kết trong bài: [tên văn bản]({file}); ảnh trong tệp thì xuất ra JPEG"),
            }),
        ),
        _ => return None,
    })
}
