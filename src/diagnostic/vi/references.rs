//! References: links, records, addresses.

use super::Message;
use super::words::{quoted, referent, where_declared};
use crate::diagnostic::Problem;
use crate::diagnostic::quoted::way;

pub(super) fn references(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        UnknownReference { kind, written, nearest } => (
            format!("không có {} “{written}”", referent(*kind)),
            nearest
                .as_ref()
                .map(|n| format!("có phải “{n}”?"))
                .or_else(|| Some(where_declared(*kind).into())),
        ),
        SlugClash { slug, other, proposal } => (
            format!("địa chỉ “{slug}” đã dùng cho {other}"),
            Some(format!("đổi tên thư mục (hoặc khóa slug) thành “{proposal}”")),
        ),
        ReplicationCycle { chain } => (
            match chain.as_slice() {
                [one, _] => format!("mô hình “{one}” ghi là nhân rộng từ chính nó"),
                _ => format!("các mô hình nhân rộng lẫn nhau thành vòng: {}", way(chain)),
            },
            Some("bỏ khóa replicates ở mô hình có trước".into()),
        ),
        BrokenLink { target, nearest } => (
            format!("liên kết dẫn đến tệp không có: “{target}”"),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")).or_else(|| {
                Some("ghi đường dẫn đến tệp kể từ thư mục của bài này, ví dụ ../ten-mo-hinh/index.md".into())
            }),
        ),
        AddressClash { address, other } => {
            (format!("địa chỉ “{address}” trùng với {other}"), Some("đổi tên một trong hai".into()))
        }
        AddressRemoved { address } => (
            format!("địa chỉ đã công bố “{address}” sẽ không còn"),
            Some(
                "thêm địa chỉ này vào aliases của mục thay thế, hoặc chạy lại với --allow-removed nếu đúng ý"
                    .into(),
            ),
        ),
        HiddenReference { target } => (
            format!(
                "“{target}” đang ẩn (bản nháp, chưa tới ngày, đã hết hạn hoặc đã rút) nên chỗ nhắc đến nó sẽ không hiện"
            ),
            Some("không phải làm gì nếu đúng ý; nếu không, bỏ chỗ nhắc đến hoặc cho mục ấy hiện".into()),
        ),
        PhaseUnclear { date, candidates } => (
            format!("“{date}” chưa đủ rõ để biết thuộc giai đoạn nào: {}", quoted(candidates)),
            Some("thêm khóa phase, hoặc ghi started rõ hơn".into()),
        ),
        NoPhase { date } => (
            format!("không có giai đoạn nào chứa “{date}”"),
            Some("thêm giai đoạn vào content/phases.toml, hoặc ghi khóa phase".into()),
        ),
        DuplicateId { id } => (
            format!("“{id}” đã được khai ở trên"),
            Some("mỗi tên chỉ khai một lần: xóa chỗ lặp, hoặc đặt tên khác".into()),
        ),
        PhasesOverlap { other } => (
            format!("giai đoạn này chồng lên giai đoạn “{other}”"),
            Some("giai đoạn tính từ ngày from đến trước ngày to".into()),
        ),
        BrokenAnchor { anchor, nearest } => (
            format!("trang không có đề mục “#{anchor}”"),
            nearest
                .as_ref()
                .map(|n| format!("có phải “#{n}”?"))
                .or_else(|| Some("bỏ phần từ dấu #, hoặc ghi theo một đề mục của trang ấy".into())),
        ),
        ReservedAddress { address } => (
            format!("địa chỉ “{address}” dành riêng cho Guong"),
            Some("đổi tên tệp hoặc thư mục, hoặc khóa slug".into()),
        ),
        EmptyGallery => (
            "chưa có mô hình nào được công bố".into(),
            Some("thêm mô hình bằng lệnh “guong new \"TÊN MÔ HÌNH\"”".into()),
        ),
        _ => return None,
    })
}
