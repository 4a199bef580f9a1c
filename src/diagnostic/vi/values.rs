//! Values: dates, addresses, units, text in old encodings.

use super::Message;
use super::words::value;
use crate::diagnostic::Problem;

pub(super) fn values(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        ImpossibleDate { key, written } => (
            format!("“{key}”: không có ngày “{written}”"),
            Some("viết ngày dạng 2019-03-05 hoặc \"05/03/2019\"; tháng \"2019-03\"; năm \"2019\"".into()),
        ),
        FutureDate { key, date } => {
            (format!("“{key}” là ngày chưa tới: {date}"), Some("kiểm tra lại năm, tháng".into()))
        }
        BadSlug { written, proposal } => (
            format!("“{written}” không dùng làm địa chỉ được: chỉ nhận chữ thường không dấu, số và dấu gạch nối"),
            (!proposal.is_empty()).then(|| format!("có thể dùng “{proposal}”")),
        ),
        BadAlias { written } => (
            format!("địa chỉ cũ “{written}” không hợp lệ"),
            Some("viết đường dẫn trong trang, mở đầu bằng “/”, ví dụ “/cu/tha-ca/”".into()),
        ),
        RefusedScheme { written } => (
            format!("không nhận địa chỉ “{written}”"),
            Some("chỉ dùng địa chỉ http, https, mailto, tel hoặc đường dẫn trong trang".into()),
        ),
        DatesOutOfOrder { earlier, later } => (
            format!("ngày ở “{later}” không được trước ngày ở “{earlier}”"),
            Some("kiểm tra lại hai ngày này".into()),
        ),
        BadWebAddress { key, written } if key == "base_url" => (
            format!("“{key}” không phải địa chỉ của một trang: “{written}”"),
            Some("ghi dạng “https://ten-mien.gov.vn/” hoặc có thêm thư mục phía sau; tên miền có dấu ghi ở dạng xn--…; không kèm tên đăng nhập, mật khẩu".into()),
        ),
        ExampleAddress { base_url } => (
            format!("“base_url” còn là địa chỉ mẫu: {base_url}"),
            Some("ghi địa chỉ thật của trang; tin mới (Atom), sơ đồ trang, ảnh xem trước và câu trích dẫn dùng địa chỉ này".into()),
        ),
        EmbedsWithoutAddress { base_url } => (
            format!("trang cho nhúng (embeds = true) mà “base_url” còn là địa chỉ mẫu: {base_url}"),
            Some("ghi địa chỉ thật của trang, vì mã nhúng dẫn đến địa chỉ này; hoặc bỏ embeds = true".into()),
        ),
        DateWithTime { key, written, expected, taken } => (
            format!("“{key}” không nhận giờ; “{written}” được hiểu là ngày {taken}, theo giờ Việt Nam"),
            Some(format!("ghi {taken} nếu đúng ý; khóa này nhận {}", value(*expected))),
        ),
        OneUnit { written, known } => (
            format!("“{written}” được coi là cùng một đơn vị với “{known}”"),
            Some("viết tên đơn vị giống nhau ở mọi bài; nếu là hai đơn vị khác nhau, ghi tên cho phân biệt được".into()),
        ),
        BadKept { written } => (
            format!("“keep” không giữ được “{written}”"),
            Some("ghi tên tệp hoặc thư mục nằm trong thư mục xuất bản, ví dụ “CNAME” hoặc “.git”".into()),
        ),
        BadStore { written } => (
            format!("“store” không phải một nơi cất ảnh: “{written}”"),
            Some("ghi tên một thư mục, “file:///…” hoặc “s3://tên-thùng/thư-mục”".into()),
        ),
        BadWebAddress { key, written } => (
            format!("“{key}” không phải một địa chỉ trang web: “{written}”"),
            Some("chép đủ địa chỉ từ trình duyệt, mở đầu bằng “https://”, không có khoảng trắng".into()),
        ),
        BadContact { written } => (
            format!("“contact” không phải thư điện tử hoặc địa chỉ trang web: “{written}”"),
            Some("ghi dạng “ten@co-quan.gov.vn” hoặc “https://…”".into()),
        ),
        NoBeginning => (
            "chưa ghi started (bắt đầu từ khi nào): trang sẽ ghi là chưa rõ, bài không có trên dòng thời gian, và chỉ có trong giai đoạn khi ghi phase".into(),
            Some("thêm started = \"2019\", \"tháng 3/2019\" hoặc \"giai đoạn 2016-2020\"; biết đến đâu ghi đến đó".into()),
        ),
        TooOld { requires, version } => (
            format!("trang này cần Guong {requires} trở lên; đang chạy bản {version}"),
            Some("cài bản Guong mới hơn".into()),
        ),
        _ => return figures(problem),
    })
}

fn figures(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
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
        _ => return None,
    })
}
