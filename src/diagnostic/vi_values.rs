//! What the problems of an entry's values say in Vietnamese.

use super::Problem;

/// The problems of figures, dates and further facts.
pub(super) fn values(problem: &Problem) -> (String, Option<String>) {
    use Problem::*;
    match problem {
        NoFigure { key, written } => (
            format!("“{key}”: không đọc ra một con số trong “{written}”"),
            Some("viết một số (1647), hoặc chữ trong nháy như \"hơn 1.600\", \"14-16\", \"51/107\", \"1,2 tỷ đồng\"; nhiều số thì tách thành nhiều kết quả; không có số thì kể trong bài".into()),
        ),
        ThousandsUnclear { key, written } => {
            let (thousands, decimal) = (written.replace('.', ""), written.replace('.', ","));
            (
                format!("“{key}”: {written} là {thousands} hay là {decimal}?"),
                Some(format!("viết {thousands} nếu dấu chấm ngăn hàng nghìn, \"{decimal}\" nếu là phần lẻ")),
            )
        }
        NumberWritten { written, number, percent: true } => (
            format!("“{written}” chưa đúng cách viết số"),
            Some(format!("viết {number} rồi thêm unit = \"%\", hoặc đặt trong nháy: \"{written}\"")),
        ),
        NumberWritten { written, number, percent: false } => {
            (format!("“{written}” chưa đúng cách viết số"), Some(format!("viết {number}")))
        }
        NoPicture { file, kind } => (
            format!("“{file}” là tệp {kind}, không phải ảnh"),
            Some(match kind.as_str() {
                "MP4" | "MOV" | "AVI" | "WMV" | "MKV" | "3GP" | "MP3" => {
                    "phim, tiếng chưa đăng được ở đây; đăng lên nơi khác rồi dẫn liên kết trong bài".into()
                }
                _ => format!("văn bản thì dẫn liên kết trong bài: [tên văn bản]({file}); ảnh trong tệp thì xuất ra JPEG"),
            }),
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
        TooOld { requires, version } => (
            format!("trang này cần Guong {requires} trở lên; đang chạy bản {version}"),
            Some("cài bản Guong mới hơn".into()),
        ),
        NoBeginning => (
            "chưa ghi started (bắt đầu từ khi nào): trang sẽ ghi là chưa rõ, bài không có trên dòng thời gian, và chỉ có trong giai đoạn khi ghi phase".into(),
            Some("thêm started = \"2019\", \"tháng 3/2019\" hoặc \"giai đoạn 2016-2020\"; biết đến đâu ghi đến đó".into()),
        ),
        _ => unreachable!("only the problems of values come here"),
    }
}
