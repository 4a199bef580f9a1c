//! What the problems say in Vietnamese: what is wrong, and how to mend it.

use super::{Expected, Problem, Referent, TomlFault};

/// The message, and the hint where there is one.
pub(super) fn text(problem: &Problem) -> (String, Option<String>) {
    use Problem::*;
    match problem {
        NoSite => (
            "không thấy tệp guong.toml: thư mục này chưa phải là một trang Guong".into(),
            Some("tạo trang mới bằng lệnh “guong init TÊN-THƯ-MỤC”, hoặc chỉ thư mục bằng --root".into()),
        ),
        NotUtf8 => (
            "tệp không được lưu bằng bảng mã UTF-8".into(),
            Some("mở tệp, chọn Lưu thành (Save As), chọn bảng mã UTF-8 rồi lưu lại".into()),
        ),
        Unreadable { reason } => (format!("không đọc được tệp: {reason}"), None),
        LinkLeavesSite { target } => (
            format!("liên kết tượng trưng dẫn ra ngoài thư mục trang: “{target}”"),
            Some("chép tệp vào trong thư mục trang".into()),
        ),
        TooLarge { bytes, limit } => (
            format!("tệp quá lớn: {bytes} byte, chỉ nhận đến {limit} byte"),
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
        NoFrontMatter => (
            "tệp phải mở đầu bằng dòng “+++”, tiếp theo là các khóa như title, locality".into(),
            Some("tạo mục mới bằng lệnh “guong new \"TÊN MÔ HÌNH\"” để có sẵn mẫu".into()),
        ),
        UnclosedFrontMatter => (
            "phần đầu tệp mở bằng “+++” nhưng chưa đóng".into(),
            Some("thêm một dòng “+++” sau khóa cuối cùng, trước phần bài viết".into()),
        ),
        TomlSyntax { fault } => (
            format!("dòng này viết sai cú pháp TOML: {}", fault_vi(*fault)),
            Some("mỗi dòng có dạng khóa = \"giá trị\"; kiểm tra dấu ngoặc kép, dấu phẩy và ngoặc vuông".into()),
        ),
        UnknownKey { key, nearest } => {
            (format!("không có khóa “{key}”"), nearest.as_ref().map(|n| format!("có phải “{n}”?")))
        }
        WrongType { key, expected } => (format!("“{key}” phải là {}", expected_vi(*expected)), None),
        MissingKey { key } => (format!("thiếu khóa “{key}”"), Some(format!("thêm dòng {key} = …"))),
        UnknownPlace { written, nearest } => {
            (format!("không có địa phương “{written}”"), did_you_mean(nearest))
        }
        AmbiguousPlace { written, candidates } => (
            format!("có nhiều địa phương tên “{written}”"),
            Some(format!("viết đủ một trong các tên: {}", quoted(candidates))),
        ),
        PlaceCode { written } => (
            format!("“{written}” là mã số: mã đơn vị hành chính đã nhiều lần đổi nghĩa nên không dùng được"),
            Some("viết tên địa phương, ví dụ “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”".into()),
        ),
        UnknownCommune { written, province, nearest } => (
            format!("không thấy “{written}” trong danh mục; mục này tạm xếp dưới {province}"),
            did_you_mean(nearest).or_else(|| Some("nếu đơn vị đã nhập trước năm 2025, khai trong content/localities.toml".into())),
        ),
        Namesake { written, now, then } => (
            format!("“{written}” được hiểu là {now}, nhưng trước 01/07/2025 tên này còn là nơi khác: {}", quoted(then)),
            Some("nếu là nơi cũ, viết đủ ba cấp: xã, huyện, tỉnh".into()),
        ),
        OtherUnitType { written, known } => (
            format!("“{written}” được hiểu là {known}"),
            Some("sửa loại đơn vị (xã, phường, thị trấn…) cho đúng".into()),
        ),
        ImpossibleDate { key, written } => (
            format!("“{key}”: không có ngày “{written}”"),
            Some("viết ngày dạng 2019-03-05 hoặc \"05/03/2019\"; tháng \"2019-03\"; năm \"2019\"".into()),
        ),
        FutureDate { key, date } => {
            (format!("“{key}” là ngày chưa tới: {date}"), Some("kiểm tra lại năm, tháng".into()))
        }
        BadChoice { key, written, allowed } => (
            format!("“{key}” không nhận giá trị “{written}”"),
            Some(format!("chọn một trong: {}", quoted(allowed))),
        ),
        EmptyText { key } => (format!("“{key}” để trống"), Some("điền nội dung, hoặc xóa dòng này".into())),
        OutOfRange { key, from, to } => (format!("“{key}” phải nằm trong khoảng từ {from} đến {to}"), None),
        BadSlug { written, proposal } => (
            format!("“{written}” không dùng làm địa chỉ được: chỉ nhận chữ thường không dấu, số và dấu gạch nối"),
            Some(format!("có thể dùng “{proposal}”")),
        ),
        BadAlias { written } => (
            format!("địa chỉ cũ “{written}” không hợp lệ"),
            Some("viết đường dẫn trong trang, mở đầu bằng “/”, ví dụ “/cu/tha-ca/”".into()),
        ),
        RefusedScheme { written } => (
            format!("không nhận địa chỉ “{written}”"),
            Some("chỉ dùng địa chỉ http, https, mailto, tel hoặc đường dẫn trong trang".into()),
        ),
        DatesOutOfOrder { earlier, later } => (format!("ngày “{later}” lại trước ngày “{earlier}”"), None),
        TooMany { key, limit } => (format!("“{key}” có quá {limit} mục"), None),
        MixedEras { written, known } => (
            format!("“{written}” ghép tên của hai thời kỳ; được hiểu là {known}"),
            Some("viết đủ ba cấp như trước 01/07/2025, hoặc hai cấp như hiện nay".into()),
        ),
        NoProvince { written, candidates } => (
            format!("“{written}” thiếu tên tỉnh hoặc thành phố"),
            (!candidates.is_empty()).then(|| format!("viết đủ, ví dụ: {}", quoted(candidates))),
        ),
        AlreadyKnown { name } => (
            format!("danh mục có sẵn đã có {name}; dòng này không được dùng đến"),
            Some("xóa mục này khỏi content/localities.toml".into()),
        ),
        UnknownReference { kind, written, nearest } => (
            format!("không có {} “{written}”", referent_vi(*kind)),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")).or_else(|| Some(where_vi(*kind).into())),
        ),
        SlugClash { slug, other, proposal } => (
            format!("địa chỉ “{slug}” đã dùng cho {other}"),
            Some(format!("đổi tên thư mục (hoặc khóa slug) thành “{proposal}”")),
        ),
        ReplicationCycle { chain } => (
            format!("các mô hình nhân rộng lẫn nhau thành vòng: {}", chain.join(" → ")),
            Some("bỏ khóa replicates ở mô hình có trước".into()),
        ),
        BrokenLink { target, nearest } => (
            format!("liên kết dẫn đến tệp không có: “{target}”"),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")),
        ),
        MissingPhoto { file, nearest } => (
            format!("không thấy ảnh “{file}” bên cạnh bài"),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")).or_else(|| Some("đặt ảnh cùng thư mục với tệp index.md".into())),
        ),
        AddressClash { address, other } => {
            (format!("địa chỉ “{address}” trùng với {other}"), Some("đổi tên một trong hai".into()))
        }
        AddressRemoved { address } => (
            format!("địa chỉ đã công bố “{address}” sẽ không còn"),
            Some("thêm địa chỉ này vào aliases của mục thay thế, hoặc chạy lại với --allow-removed nếu đúng ý".into()),
        ),
        HiddenReference { target } => (
            format!("“{target}” đang ẩn (bản nháp, chưa tới ngày hoặc đã hết hạn) nên chỗ nhắc đến nó sẽ không hiện"),
            None,
        ),
        RawHtml => (
            "mã HTML trong bài chỉ hiện thành chữ".into(),
            Some("dùng cú pháp Markdown; HTML chỉ dùng được trong content/pages".into()),
        ),
        PhaseUnclear { date, candidates } => (
            format!("“{date}” chưa đủ rõ để biết thuộc giai đoạn nào: {}", quoted(candidates)),
            Some("thêm khóa phase, hoặc ghi started rõ hơn".into()),
        ),
        NoPhase { date } => (
            format!("không có giai đoạn nào chứa “{date}”"),
            Some("thêm giai đoạn vào content/phases.toml, hoặc ghi khóa phase".into()),
        ),
        MissingAlt { file } => (
            format!("ảnh “{file}” chưa có alt (lời tả ảnh cho người khiếm thị)"),
            Some("thêm alt = \"…\" tả ngắn gọn điều nhìn thấy trong ảnh".into()),
        ),
        UnlistedPhoto { file } => (
            format!("ảnh “{file}” nằm cạnh bài nhưng chưa được nhắc đến nên không được đăng"),
            Some("thêm [[photos]] với file, alt, caption; hoặc chuyển ảnh đi nơi khác".into()),
        ),
        DuplicateId { id } => (format!("id “{id}” bị lặp lại"), Some("mỗi id chỉ dùng một lần".into())),
        PhasesOverlap { other } => (
            format!("giai đoạn này chồng lên giai đoạn “{other}”"),
            Some("giai đoạn tính từ ngày from đến trước ngày to".into()),
        ),
        BrokenAnchor { anchor, nearest } => (
            format!("trang không có đề mục “#{anchor}”"),
            nearest.as_ref().map(|n| format!("có phải “#{n}”?")),
        ),
        PhotoFormat { file, format } => (
            format!("ảnh “{file}” thuộc loại {format}, chưa đăng được"),
            Some("xuất ảnh ra JPEG (trên điện thoại: chia sẻ hoặc lưu dạng JPEG) rồi đặt lại".into()),
        ),
        PhotoDamaged { file, reason } => (
            format!("ảnh “{file}” bị hỏng hoặc thiếu dữ liệu ({reason})"),
            Some("chép lại ảnh từ máy gốc".into()),
        ),
        PhotoTooLarge { file, megapixels, limit } => (
            format!("ảnh “{file}” có {megapixels} triệu điểm ảnh, chỉ nhận đến {limit} triệu"),
            Some("thu nhỏ ảnh trước khi đặt vào thư mục".into()),
        ),
        ReservedAddress { address } => {
            (format!("địa chỉ “{address}” dành riêng cho Guong"), Some("đổi tên tệp hoặc id".into()))
        }
        LocalityCycle { name } => {
            (format!("“{name}” nằm trong, hoặc kế tiếp, chính nó"), Some("kiểm tra within và successors".into()))
        }
        ForeignPicture { target } => (
            format!("ảnh trong bài phải là tệp đặt cạnh bài, không lấy từ nơi khác: “{target}”"),
            Some("tải ảnh về (nếu được phép), đặt cạnh bài và ghi credit, licence".into()),
        ),
        EmptyGallery => (
            "chưa có mô hình nào được công bố".into(),
            Some("thêm mô hình bằng lệnh “guong new \"TÊN MÔ HÌNH\"”".into()),
        ),
        TemplateSyntax { detail } => (format!("mẫu trang viết sai: {detail}"), None),
        TemplateFailed { output, detail } => (format!("mẫu trang không dựng được “{output}”: {detail}"), None),
        UnknownTheme { name } => (
            format!("không có giao diện “{name}”"),
            Some(format!("tạo thư mục themes/{name}, hoặc xóa khóa theme để dùng giao diện có sẵn")),
        ),
        UnusedThemeFile => (
            "tệp này không thay cho tệp nào của giao diện có sẵn".into(),
            Some("đặt tên đúng như tệp muốn thay".into()),
        ),
    }
}

fn expected_vi(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "một đoạn chữ trong ngoặc kép, ví dụ \"…\"",
        Expected::TextOrList => "một đoạn chữ \"…\" hoặc một danh sách [\"…\", \"…\"]",
        Expected::ListOfTexts => "một danh sách [\"…\", \"…\"]",
        Expected::YesOrNo => "true (có) hoặc false (không)",
        Expected::Whole => "một số nguyên",
        Expected::Number => "một số",
        Expected::TwoNumbers => "hai số, ví dụ [0.5, 0.4]",
        Expected::Day => "một ngày, ví dụ 2019-03-05",
        Expected::Date => "một năm \"2019\", một tháng \"2019-03\" hoặc một ngày 2019-03-05",
        Expected::Table => "một bảng { … }",
        Expected::ListOfTables => "một danh sách các bảng [{ … }, { … }]",
    }
}

fn referent_vi(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "lĩnh vực",
        Referent::Phase => "giai đoạn",
        Referent::Document => "văn bản",
        Referent::Entry => "mô hình",
        Referent::Unit => "đơn vị",
        Referent::Source => "nguồn",
    }
}

fn where_vi(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "các lĩnh vực khai trong content/fields.toml",
        Referent::Phase => "các giai đoạn khai trong content/phases.toml",
        Referent::Document => "mỗi văn bản là một tệp trong content/documents",
        Referent::Entry => "ghi tên thư mục của mô hình ấy",
        Referent::Unit => "các đơn vị khai trong content/units.toml; cũng có thể viết thẳng tên đơn vị",
        Referent::Source => "ghi id của một mục trong sources của chính bài này, hoặc của một văn bản",
    }
}

fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("có phải {}?", quoted(nearest)))
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("; ")
}

fn fault_vi(fault: TomlFault) -> &'static str {
    match fault {
        TomlFault::DuplicateKey => "khóa này đã ghi ở trên",
        TomlFault::UnquotedText => "chữ phải đặt trong ngoặc kép \"…\"",
        TomlFault::BadString => "thiếu hoặc sai dấu ngoặc kép (dùng \" thẳng; viết \\\\ cho dấu \\)",
        TomlFault::MissingEquals => "thiếu dấu =",
        TomlFault::MissingValue => "thiếu giá trị sau dấu =",
        TomlFault::MissingComma => "thiếu dấu phẩy giữa hai giá trị",
        TomlFault::UnclosedBracket => "ngoặc mở mà chưa đóng",
        TomlFault::TooDeep => "danh sách lồng nhau quá sâu",
        TomlFault::Other => "có ký tự không đúng chỗ",
    }
}
