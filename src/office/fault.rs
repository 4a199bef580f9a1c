//! Why a file cannot be read, and what its owner can do.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;
use crate::text::harmless;

/// Why a list or a report cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadFault {
    /// The file is too large.
    TooLarge,
    /// Its cells are too many.
    TooManyCells,
    /// Reading it took too much memory or time.
    TooMuch,
    /// It is protected by a password.
    Password,
    /// It is a web page that is named like a spreadsheet.
    WebPage,
    /// It is neither a list nor a report.
    NoSpreadsheet,
    /// It is an Office file without text.
    NoReport,
    /// It is a Word file as Word 97 wrote it.
    OldWord,
    /// It is a text of another program: .odt, .rtf, .wps.
    OtherText,
    /// It is a PDF.
    Pdf,
    /// It is a picture, such as a scan.
    Picture,
    /// It is a presentation.
    Slides,
    /// It is damaged; what the reader says about it.
    Damaged(String),
}

impl ReadFault {
    /// Says why the file cannot be read.
    pub fn message(&self, language: Language) -> String {
        let say = |vi: &str, en: &str| if language == Language::Vi { vi } else { en }.to_string();
        match self {
            ReadFault::TooLarge => {
                say("tệp lớn quá 64 MB; chia thành nhiều tệp", "the file is larger than 64 MB; split it")
            }
            ReadFault::TooManyCells => say(
                "bảng có quá 2 triệu ô; chia thành nhiều tệp",
                "the list has more than 2 million cells; split it",
            ),
            ReadFault::TooMuch => say(
                "đọc tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên đã dừng; mở bằng Excel hoặc Word, chép riêng phần cần nhận sang tệp mới",
                "reading the file took too much memory or time; copy what is needed into a new file",
            ),
            ReadFault::Password => say(
                "tệp có mật khẩu; mở bằng Excel hoặc Word, bỏ mật khẩu rồi lưu lại",
                "the file has a password; open it in Excel or Word, remove the password and save it",
            ),
            ReadFault::WebPage => say(
                "tệp là trang web mang đuôi của Excel hoặc Word; mở bằng chương trình ấy rồi lưu thành .xlsx hoặc .docx",
                "the file is a web page that is named like an Office file; open it there and save it as .xlsx or .docx",
            ),
            ReadFault::NoSpreadsheet => say(
                "tệp không phải là bảng .xlsx, .xls, .ods, .csv hay báo cáo .docx",
                "the file is neither a list (.xlsx, .xls, .ods, .csv) nor a report (.docx)",
            ),
            ReadFault::NoReport => say(
                "tệp không có phần văn bản của Word; mở bằng Word rồi lưu lại thành .docx",
                "the file has no text of Word; open it in Word and save it as .docx",
            ),
            ReadFault::OldWord => say(
                "tệp .doc của Word đời cũ; mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi nhận tệp mới",
                "a .doc of old versions of Word; open it in Word, save it as Word Document (.docx), and import that file",
            ),
            ReadFault::OtherText => say(
                "tệp văn bản không phải của Word (.odt, .rtf…); mở bằng Word hoặc LibreOffice rồi lưu thành .docx",
                "a text that is not Word's (.odt, .rtf…); open it in Word or LibreOffice and save it as .docx",
            ),
            ReadFault::Pdf => say(
                "tệp PDF không nhận được; xin đơn vị gửi bản Word (.docx). Bản PDF thì đính kèm vào bài bằng mục attachments",
                "a PDF cannot be imported; ask for the Word file (.docx). The PDF itself can be attached to an entry",
            ),
            ReadFault::Picture => say(
                "tệp là ảnh hoặc bản quét; xin bản Word (.docx), hoặc tạo bài rồi thêm ảnh vào",
                "the file is a picture or a scan; ask for the Word file (.docx), or make an entry and add the photo",
            ),
            ReadFault::Slides => say(
                "tệp trình chiếu không nhận được; chép chữ và ảnh sang tệp Word (.docx)",
                "a presentation cannot be imported; copy its text and pictures into a Word file (.docx)",
            ),
            ReadFault::Damaged(reason) => {
                let text = say("tệp hỏng hoặc ghi dở", "the file is damaged");
                format!("{text} ({})", harmless(reason))
            }
        }
    }
}
