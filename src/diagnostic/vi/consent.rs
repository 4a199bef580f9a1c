//! Consent and approval: what must be recorded before something is shown.

use super::Message;
use crate::diagnostic::Problem;

pub(super) fn consent(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        ConsentMissing { file } => (
            format!("ảnh “{file}” chưa ghi sự đồng ý của người trong ảnh, mà trang này bắt buộc ghi"),
            Some("khai ảnh ở [[photos]] với consent = \"recorded\"; hoặc \"not-needed\" nếu không nhận ra ai".into()),
        ),
        ConsentUnknown { file } => (
            format!("ảnh “{file}” của bài về cá nhân chưa ghi sự đồng ý của người trong ảnh"),
            Some("hỏi người trong ảnh, rồi ghi consent = \"recorded\" ở [[photos]]".into()),
        ),
        ChildConsentMissing { file, guardian, child } | ChildrenWithoutConsent { file, guardian, child } => (
            format!("ảnh “{file}” có trẻ em mà chưa ghi sự đồng ý của {}", match (guardian, child) {
                (true, true) => "trẻ em từ 7 tuổi và của cha mẹ hoặc người giám hộ",
                (false, _) => "chính trẻ em từ 7 tuổi",
                (true, false) => "cha mẹ hoặc người giám hộ",
            }),
            Some("hỏi đủ những người ấy (Điều 24 Luật 91/2025/QH15), rồi ghi consent và guardian_consent = \"đã ghi\"; chưa hỏi được thì chọn ảnh khác".into()),
        ),
        EventNotInformed { file } => (
            format!("ảnh “{file}” ghi là chụp ở sự kiện công khai nhưng chưa ghi đã báo cho người dự bằng cách nào"),
            Some("thêm informed = \"thông báo trên loa\" hoặc cách đã làm; mục này không đăng lên trang".into()),
        ),
        PersonNotShown { key } => (
            format!("“{key}” chưa ghi người ấy đồng ý, nên tên và cách liên hệ không được đăng"),
            Some("hỏi người ấy, rồi ghi consent = \"đã ghi\"".into()),
        ),
        AltMissing { file } => (
            format!("ảnh “{file}” chưa có alt, mà trang này bắt buộc có"),
            Some("thêm alt = \"…\" tả ngắn gọn điều nhìn thấy trong ảnh".into()),
        ),
        CaptionMissing { file } => (
            format!("ảnh “{file}” chưa có caption (chú thích), mà trang này bắt buộc có"),
            Some("thêm caption = \"…\"".into()),
        ),
        NotApproved => (
            "bài chưa được duyệt nên chưa đăng: trang này chỉ đăng bài đã duyệt".into(),
            Some("người có thẩm quyền duyệt xong thì thêm approved = { by = \"…\", date = 2026-03-01 }".into()),
        ),
        _ => return None,
    })
}
