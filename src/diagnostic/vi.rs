//! What the problems say in Vietnamese: what is wrong, and how to mend it.

use super::quoted::{as_list, size, way};
use super::vi_theme::theme;
use super::vi_values::values;
use super::vi_words::{expected_vi, referent_vi, tells_vi, toml_vi, where_vi};
use super::{Problem, Step};
use crate::text::Legacy;

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
                Step::Read => "chính chương trình Guong bị lỗi khi đọc tệp này".into(),
                Step::Render => "chính chương trình Guong bị lỗi khi dựng trang của tệp này".into(),
                Step::Photo => "chính chương trình Guong bị lỗi khi xử lý ảnh này".into(),
            },
            Some(format!("đây không phải lỗi của người viết; xin báo cho nhóm làm Guong, kèm tệp này và dòng sau: {reason}")),
        ),
        NoFrontMatter => (
            "tệp phải mở đầu bằng dòng “+++”, tiếp theo là các khóa như title, locality".into(),
            Some("tạo mục mới bằng lệnh “guong new \"TÊN MÔ HÌNH\"” để có sẵn mẫu".into()),
        ),
        UnclosedFrontMatter => (
            "phần đầu tệp mở bằng “+++” nhưng chưa đóng".into(),
            Some("thêm một dòng “+++” sau khóa cuối cùng, trước phần bài viết".into()),
        ),
        LegacyEncoding { encoding, meant } => {
            let (name, fonts) = match encoding {
                Legacy::Tcvn3 => ("TCVN3", ".VnTime"),
                Legacy::Vni => ("VNI", "VNI-Times"),
            };
            (
                format!("chữ ở đây gõ bằng bảng mã cũ {name} (phông {fonts}…), lên trang sẽ không đọc được; đọc ra là “{meant}”"),
                Some(format!("chép đoạn chữ, mở UniKey, chọn Công cụ để chuyển mã từ {name} sang Unicode, rồi dán lại")),
            )
        }
        TomlSyntax { fault } => {
            let (message, hint) = toml_vi(*fault);
            (format!("dòng này viết sai: {message}"), Some(hint.into()))
        }
        UnknownKey { key, nearest } => (
            format!("không có khóa “{key}”"),
            nearest
                .as_ref()
                .map(|n| format!("có phải “{n}”?"))
                .or_else(|| Some("xem các khóa dùng được trong trang hướng dẫn, hoặc xóa dòng này".into())),
        ),
        WrongType { key, expected } => {
            (format!("“{key}” phải là {}", expected_vi(*expected)), Some("sửa giá trị sau dấu =".into()))
        }
        MissingKey { key } => {
            let last = key.rsplit('.').next().unwrap_or(key);
            (format!("thiếu khóa “{key}”"), Some(format!("thêm {last} = …, ghi giá trị sau dấu =")))
        }
        UnknownPlace { written, nearest } => (
            format!("không có địa phương “{written}”"),
            did_you_mean(nearest).or_else(|| {
                Some("viết tên tỉnh, thành phố như hiện nay hoặc như trước 01/07/2025".into())
            }),
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
            did_you_mean(nearest).or_else(|| Some("nếu tên viết đúng mà danh mục không có, khai trong content/localities.toml".into())),
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
        OutOfRange { key, from, to } => (
            format!("“{key}” phải nằm trong khoảng từ {from} đến {to}"),
            Some("sửa lại giá trị".into()),
        ),
        LeftFromTemplate { written } => (
            format!("“{written}” là chữ của mẫu, chưa được thay"),
            Some("viết nội dung thật vào đó, hoặc xóa đi; bài chưa xong thì để draft = true".into()),
        ),
        BadSlug { written, proposal } => (
            format!("“{written}” không dùng làm địa chỉ được: chỉ nhận chữ thường không dấu, số và dấu gạch nối"),
            proposal_vi(proposal),
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
        TooMany { key, limit } => (format!("“{key}” có quá {limit} mục"), Some("bỏ bớt, hoặc chia sang nhiều bài".into())),
        BadWebAddress { key, written } if key == "base_url" => (
            format!("“{key}” không phải địa chỉ của một trang: “{written}”"),
            Some("ghi dạng “https://ten-mien.gov.vn/” hoặc có thêm thư mục phía sau; tên miền có dấu ghi ở dạng xn--…; không kèm tên đăng nhập, mật khẩu".into()),
        ),
        DateWithTime { key, written, expected, taken } => (
            format!("“{key}” không nhận giờ; “{written}” được hiểu là ngày {taken}, theo giờ Việt Nam"),
            Some(format!("ghi {taken} nếu đúng ý; khóa này nhận {}", expected_vi(*expected))),
        ),
        OneUnit { written, known } => (
            format!("“{written}” được coi là cùng một đơn vị với “{known}”"),
            Some("viết tên đơn vị giống nhau ở mọi bài; nếu là hai đơn vị khác nhau, ghi tên cho phân biệt được".into()),
        ),
        AttachmentTells { what } => {
            let (message, hint) = tells_vi(*what);
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
        BadKept { written } => (
            format!("“keep” không giữ được “{written}”"),
            Some("ghi tên tệp hoặc thư mục nằm trong thư mục xuất bản, ví dụ “CNAME” hoặc “.git”".into()),
        ),
        BadWebAddress { key, written } => (
            format!("“{key}” không phải một địa chỉ trang web: “{written}”"),
            Some("chép đủ địa chỉ từ trình duyệt, mở đầu bằng “https://”, không có khoảng trắng".into()),
        ),
        BadContact { written } => (
            format!("“contact” không phải thư điện tử hoặc địa chỉ trang web: “{written}”"),
            Some("ghi dạng “ten@co-quan.gov.vn” hoặc “https://…”".into()),
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
        UnknownReference { kind, written, nearest } => (
            format!("không có {} “{written}”", referent_vi(*kind)),
            nearest.as_ref().map(|n| format!("có phải “{n}”?")).or_else(|| Some(where_vi(*kind).into())),
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
            format!("“{target}” đang ẩn (bản nháp, chưa tới ngày, đã hết hạn hoặc đã rút) nên chỗ nhắc đến nó sẽ không hiện"),
            Some("không phải làm gì nếu đúng ý; nếu không, bỏ chỗ nhắc đến hoặc cho mục ấy hiện".into()),
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
        ConsentMissing { file } => (
            format!("ảnh “{file}” chưa ghi sự đồng ý của người trong ảnh, mà trang này bắt buộc ghi"),
            Some("khai ảnh ở [[photos]] với consent = \"recorded\"; hoặc \"not-needed\" nếu không nhận ra ai".into()),
        ),
        ConsentUnknown { file } => (
            format!("ảnh “{file}” của bài về cá nhân chưa ghi sự đồng ý của người trong ảnh"),
            Some("hỏi người trong ảnh, rồi ghi consent = \"recorded\" ở [[photos]]".into()),
        ),
        PhotoTellsPlace { file } => (
            format!("tệp ảnh “{file}” có ghi vị trí GPS nơi chụp"),
            Some("ảnh đăng lên đã được bỏ vị trí; hãy bỏ cả ở ảnh gốc trước khi chuyển cho người khác".into()),
        ),
        StaticTellsPlace => (
            "ảnh này có ghi vị trí GPS nơi chụp và được đăng nguyên như vậy".into(),
            Some("bỏ vị trí khỏi tệp ảnh, hoặc đặt ảnh cạnh bài: ảnh ở đó được bỏ vị trí khi đăng".into()),
        ),
        UnlistedPhoto { file } => (
            format!("ảnh “{file}” nằm cạnh bài nhưng chưa được nhắc đến nên không được đăng"),
            Some("thêm [[photos]] với file, alt, caption; hoặc chuyển ảnh đi nơi khác".into()),
        ),
        DuplicateId { id } => {
            (format!("“{id}” đã được khai ở trên"), Some("đổi id, hoặc xóa mục bị lặp".into()))
        }
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
        ReservedAddress { address } => {
            (format!("địa chỉ “{address}” dành riêng cho Guong"), Some("đổi tên tệp hoặc thư mục, hoặc khóa slug".into()))
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
        NoFigure { .. }
        | ThousandsUnclear { .. }
        | NumberWritten { .. }
        | NoPicture { .. }
        | ChildConsentMissing { .. }
        | ChildrenWithoutConsent { .. }
        | EventNotInformed { .. }
        | PersonNotShown { .. }
        | AltMissing { .. }
        | CaptionMissing { .. }
        | NotApproved
        | TooOld { .. }
        | NoBeginning => values(problem),
        TemplateSyntax { .. }
        | TemplateFailed { .. }
        | ThemeWords { .. }
        | UnknownThemeWord { .. }
        | UnknownTheme { .. }
        | UnusedThemeFile => theme(problem),
    }
}

pub(super) fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("có phải {}?", quoted(nearest)))
}

/// The first of many names, and how many there are besides.
fn some_quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}; và {more} nơi nữa", quoted(&names[..SHOWN])),
        _ => quoted(names),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("; ")
}

fn proposal_vi(proposal: &str) -> Option<String> {
    (!proposal.is_empty()).then(|| format!("có thể dùng “{proposal}”"))
}
