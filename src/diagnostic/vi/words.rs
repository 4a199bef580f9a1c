//! The Vietnamese words for parts of messages: kinds of values, of references, of broken lines.

use crate::diagnostic::{Expected, Referent, Revealed, TextFault, TomlFault};

/// Returns the words for an expected type of value.
pub(super) fn value(expected: Expected) -> &'static str {
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

/// Returns what a file reveals, and how to remove it.
pub(super) fn revealed(what: Revealed) -> (&'static str, &'static str) {
    match what {
        Revealed::Author => (
            "tệp đính kèm ghi tên người soạn hoặc người sửa sau cùng",
            "nếu không muốn công bố tên ấy: trong Word, Excel chọn Tệp > Thông tin > Kiểm tra tài liệu; với PDF, xuất lại từ tệp đã bỏ tên",
        ),
        Revealed::Comments => (
            "tệp đính kèm còn ghi chú, nhận xét của người đọc",
            "xóa ghi chú (trong Word, Excel: thẻ Xem lại) rồi lưu hoặc xuất lại",
        ),
        Revealed::TrackedChanges => (
            "tệp đính kèm còn giữ những chỗ đã sửa, đã gạch bỏ",
            "trong Word: thẻ Xem lại, chấp nhận hết thay đổi, rồi lưu lại",
        ),
        Revealed::HiddenSheets => (
            "tệp đính kèm có trang tính đang ẩn",
            "xóa trang tính ấy, hoặc cho hiện ra để kiểm tra trước khi công bố",
        ),
    }
}

/// Returns the words for a kind of record.
pub(super) fn referent(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "lĩnh vực",
        Referent::Phase => "giai đoạn",
        Referent::Document => "văn bản",
        Referent::Entry => "mô hình",
        Referent::Unit => "đơn vị",
        Referent::Source => "nguồn",
    }
}

/// Returns where such a record is declared.
pub(super) fn where_declared(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "các lĩnh vực khai trong content/fields.toml",
        Referent::Phase => "các giai đoạn khai trong content/phases.toml",
        Referent::Document => {
            "mỗi văn bản là một tệp trong content/documents; chưa có tệp thì nhắc trong bài, hoặc ghi ở sources"
        }
        Referent::Entry => "ghi tên thư mục của mô hình ấy",
        Referent::Unit => "các đơn vị khai trong content/units.toml; cũng có thể viết thẳng tên đơn vị",
        Referent::Source => "ghi id của một mục trong sources của chính bài này, hoặc của một văn bản",
    }
}

/// Returns what is wrong with a line of TOML, and how it should read.
pub(super) fn toml(fault: TomlFault) -> (&'static str, &'static str) {
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

/// Returns how a text does not appear as meant, and what to do.
pub(super) fn misread(fault: TextFault) -> (&'static str, &'static str) {
    match fault {
        TextFault::Emphasis => (
            "dấu ** hiện nguyên trên trang",
            "đặt dấu ** thành cặp, sát chữ: **chữ đậm**; muốn hiện dấu thì viết \\*\\*",
        ),
        TextFault::Address => (
            "chỗ này không thành liên kết hoặc ảnh mà hiện nguyên trên trang",
            "viết liền [chữ](địa-chỉ) hoặc ![lời tả](ten-anh.jpg); muốn hiện dấu ngoặc thì viết \\[",
        ),
        TextFault::MissingNote => (
            "chú thích này chưa có nội dung nên dấu hiện nguyên trên trang",
            "thêm một dòng [^1]: nội dung chú thích, đúng tên trong ngoặc",
        ),
        TextFault::UnusedNote => (
            "chú thích này không được nhắc đến trong bài nên xếp ở cuối, không có số",
            "thêm dấu chú thích vào bài, ví dụ [^1]; hoặc xóa chú thích",
        ),
        TextFault::Heading => (
            "dòng mở đầu bằng # mà không có dấu cách nên không thành đề mục",
            "nếu là đề mục, thêm dấu cách sau #; nếu không, viết \\# để thôi nhắc",
        ),
        TextFault::Table => (
            "các dòng này không thành bảng",
            "dòng đầu | Hộ | Số |, dòng hai | --- | --- |, rồi mỗi hàng một dòng, không để dòng trống ở giữa",
        ),
        TextFault::ExtraCells => (
            "hàng này có nhiều ô hơn hàng đầu của bảng, phần thừa không hiện trên trang",
            "thêm ô vào hàng đầu và dòng | --- |, hoặc bỏ phần thừa",
        ),
        TextFault::Definition => (
            "dòng này bị hiểu là địa chỉ của một liên kết không có trong bài nên không hiện trên trang",
            "muốn hiện thì viết \\[ ở đầu dòng; nếu không cần thì xóa dòng này",
        ),
        TextFault::OtherWords => ("những chữ này không hiện trên trang", "viết lại chỗ này, hoặc xóa đi"),
    }
}

pub(super) fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("có phải {}?", quoted(nearest)))
}

/// Returns the first of many names, and the number of the rest.
pub(super) fn some_quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}; và {more} nơi nữa", quoted(&names[..SHOWN])),
        _ => quoted(names),
    }
}

pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("; ")
}
