//! The Vietnamese words for parts of messages: kinds of values, of references, of broken lines.

use super::{Expected, Referent, Tells, TomlFault};

/// What a value should have been.
pub(super) fn expected_vi(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "một đoạn chữ trong ngoặc kép, ví dụ \"…\"",
        Expected::TextOrList => "một đoạn chữ \"…\" hoặc một danh sách [\"…\", \"…\"]",
        Expected::ListOfTexts => "một danh sách [\"…\", \"…\"]",
        Expected::YesOrNo => "true (có) hoặc false (không)",
        Expected::Whole => "một số nguyên",
        Expected::Figure => "một số, hoặc chữ có số trong nháy, ví dụ \"hơn 1.600\"",
        Expected::TwoNumbers => "hai số, ví dụ [0.5, 0.4]",
        Expected::Day => "một ngày, ví dụ 2019-03-05",
        Expected::Date => "một năm \"2019\", một tháng \"2019-03\" hoặc một ngày 2019-03-05",
        Expected::Table => "một bảng { … }",
        Expected::Version => "một số phiên bản, ví dụ \"0.1\"",
        Expected::ListOfTables => "một danh sách các bảng [{ … }, { … }]",
    }
}

/// What a file tells, and how to take it out.
pub(super) fn tells_vi(what: Tells) -> (&'static str, &'static str) {
    match what {
        Tells::Author => (
            "tệp đính kèm ghi tên người soạn hoặc người sửa sau cùng",
            "nếu không muốn công bố tên ấy: trong Word, Excel chọn Tệp > Thông tin > Kiểm tra tài liệu; với PDF, xuất lại từ tệp đã bỏ tên",
        ),
        Tells::Comments => (
            "tệp đính kèm còn ghi chú, nhận xét của người đọc",
            "xóa ghi chú (trong Word, Excel: thẻ Xem lại) rồi lưu hoặc xuất lại",
        ),
        Tells::TrackedChanges => (
            "tệp đính kèm còn giữ những chỗ đã sửa, đã gạch bỏ",
            "trong Word: thẻ Xem lại, chấp nhận hết thay đổi, rồi lưu lại",
        ),
        Tells::HiddenSheets => (
            "tệp đính kèm có trang tính đang ẩn",
            "xóa trang tính ấy, hoặc cho hiện ra để kiểm tra trước khi công bố",
        ),
    }
}

/// What a reference should have led to.
pub(super) fn referent_vi(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "lĩnh vực",
        Referent::Phase => "giai đoạn",
        Referent::Document => "văn bản",
        Referent::Entry => "mô hình",
        Referent::Unit => "đơn vị",
        Referent::Source => "nguồn",
    }
}

/// Where such a thing is declared.
pub(super) fn where_vi(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "các lĩnh vực khai trong content/fields.toml",
        Referent::Phase => "các giai đoạn khai trong content/phases.toml",
        Referent::Document => "mỗi văn bản là một tệp trong content/documents",
        Referent::Entry => "ghi tên thư mục của mô hình ấy",
        Referent::Unit => "các đơn vị khai trong content/units.toml; cũng có thể viết thẳng tên đơn vị",
        Referent::Source => "ghi id của một mục trong sources của chính bài này, hoặc của một văn bản",
    }
}

/// What is wrong with a line of TOML, and how it should read.
pub(super) fn toml_vi(fault: TomlFault) -> (&'static str, &'static str) {
    match fault {
        TomlFault::DuplicateKey => ("khóa này đã ghi ở trên", "giữ một dòng, xóa dòng kia"),
        TomlFault::UnquotedText => ("chữ phải đặt trong ngoặc kép", "viết dạng khóa = \"chữ\""),
        TomlFault::SmartQuotes => (
            "ngoặc kép cong “ ” của Word không dùng được ở đây",
            "xóa và gõ lại ngoặc kép thẳng \"…\" bằng Notepad hoặc trình soạn văn bản thuần",
        ),
        TomlFault::UnclosedQuote => {
            ("mở ngoặc kép mà chưa đóng", "thêm \" vào cuối đoạn chữ, trên cùng một dòng")
        }
        TomlFault::UnclosedText => (
            "đoạn chữ nhiều dòng mở ở đây mà chưa đóng",
            "đóng bằng \"\"\"; trong đoạn chữ không đặt dòng +++",
        ),
        TomlFault::InnerQuotes => (
            "trong đoạn chữ lại có ngoặc kép thẳng",
            "dùng ngoặc cong “…” ở trong đoạn chữ, hoặc đặt \\ trước mỗi ngoặc kép bên trong",
        ),
        TomlFault::Backslash => (
            "dấu \\ trong ngoặc kép không viết một mình được",
            "đường dẫn dùng dấu /; ảnh chỉ ghi tên tệp, ví dụ \"anh.jpg\"",
        ),
        TomlFault::ControlCharacter => ("có ký tự ẩn trong đoạn chữ", "xóa cả đoạn chữ rồi gõ lại"),
        TomlFault::MissingEquals => ("thiếu dấu = sau tên khóa", "viết dạng khóa = \"giá trị\""),
        TomlFault::NoKey => ("thiếu tên khóa trước dấu =", "viết dạng khóa = \"giá trị\""),
        TomlFault::MissingValue => ("thiếu giá trị sau dấu =", "điền giá trị, hoặc xóa dòng này"),
        TomlFault::MissingComma => ("thiếu dấu phẩy giữa hai giá trị", "thêm dấu phẩy trước chỗ này"),
        TomlFault::MissingBrackets => {
            ("nhiều giá trị phải đặt trong ngoặc vuông", "viết dạng khóa = [\"một\", \"hai\"]")
        }
        TomlFault::UnclosedBracket => {
            ("ngoặc mở ở đây chưa đóng đúng", "thêm ] hoặc } đúng cặp với ngoặc mở")
        }
        TomlFault::Trailing => ("thừa chữ sau giá trị", "xóa phần thừa; lời ghi chú viết sau dấu #"),
        TomlFault::BadNumber => (
            "số viết không đúng kiểu",
            "số chỉ gồm chữ số, dấu thập phân là dấu chấm, không ngăn hàng nghìn: 1234.5",
        ),
        TomlFault::BadFlag => ("chỉ nhận true hoặc false, viết thường", "viết true nếu có, false nếu không"),
        TomlFault::BareDate => (
            "ngày, tháng viết kiểu này phải đặt trong ngoặc kép",
            "viết \"2019-03\", \"05/03/2019\", hoặc 2019-03-05 không cần ngoặc",
        ),
        TomlFault::Comment => ("lời ghi chú phải mở đầu bằng dấu #", "viết # ở đầu dòng, hoặc xóa dòng này"),
        TomlFault::TooDeep => ("danh sách lồng nhau quá sâu", "bỏ bớt các lớp ngoặc"),
        TomlFault::Other => ("có ký tự không đúng chỗ", "mỗi dòng có dạng khóa = \"giá trị\""),
    }
}
