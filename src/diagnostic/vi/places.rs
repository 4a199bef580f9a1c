//! Localities.

use super::Message;
use super::words::{did_you_mean, quoted, some_quoted};
use crate::diagnostic::Problem;
use crate::diagnostic::quoted::as_list;

pub(super) fn places(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        UnknownPlace { written, nearest } => (
            format!("không có địa phương “{written}”"),
            did_you_mean(nearest)
                .or_else(|| Some("viết tên tỉnh, thành phố như hiện nay hoặc như trước 01/07/2025".into())),
        ),
        AmbiguousPlace { written, candidates } => (
            format!("có nhiều địa phương tên “{written}”"),
            Some(format!("viết đủ một trong các tên: {}", some_quoted(candidates))),
        ),
        SeveralPlaces { written, places } => (
            format!("có nhiều địa phương trong một chuỗi “{written}”"),
            Some(format!("viết thành danh sách: {}", as_list(places))),
        ),
        PlaceCode { written } => (
            format!("“{written}” là mã số: mã đơn vị hành chính đã nhiều lần đổi nghĩa nên không dùng được"),
            Some("viết tên địa phương, ví dụ “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”".into()),
        ),
        UnknownCommune { written, province, nearest } => (
            format!("không thấy “{written}” trong danh mục; mục này tạm xếp dưới {province}"),
            did_you_mean(nearest).or_else(|| {
                Some("nếu tên viết đúng mà danh mục không có, khai trong content/localities.toml".into())
            }),
        ),
        Namesake { written, now, then } => (
            format!(
                "“{written}” được hiểu là {now}, nhưng trước 01/07/2025 tên này còn là nơi khác: {}",
                quoted(then)
            ),
            Some("nếu là nơi cũ, viết đủ ba cấp: xã, huyện, tỉnh".into()),
        ),
        OtherUnitType { written, known } => (
            format!("“{written}” được hiểu là {known}"),
            Some("sửa loại đơn vị (xã, phường, thị trấn…) cho đúng".into()),
        ),
        OtherMarks { written, known } => {
            (format!("“{written}” được hiểu là {known}"), Some("sửa dấu của tên cho đúng".into()))
        }
        MixedEras { written, known } => (
            format!("“{written}” ghép tên của hai thời kỳ; được hiểu là {known}"),
            Some("viết đủ ba cấp như trước 01/07/2025, hoặc hai cấp như hiện nay".into()),
        ),
        NoProvince { written, candidates } => (
            format!("“{written}” thiếu tên tỉnh hoặc thành phố"),
            Some(match candidates.as_slice() {
                [] => "viết thêm tên tỉnh hoặc thành phố ở cuối".into(),
                _ => format!("viết đủ, ví dụ: {}", some_quoted(candidates)),
            }),
        ),
        AlreadyKnown { name } => (
            format!("danh mục có sẵn đã có {name}; dòng này không được dùng đến"),
            Some("xóa mục này khỏi content/localities.toml".into()),
        ),
        LocalityCycle { name } => (
            format!("“{name}” nằm trong, hoặc kế tiếp, chính nó"),
            Some("kiểm tra within và successors".into()),
        ),
        _ => return None,
    })
}
