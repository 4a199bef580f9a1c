//! What is wrong with a site as visitors receive it, in plain words of both languages.

use crate::diagnostic::Language;
use crate::text::harmless;

/// Something that is wrong with a file as visitors receive it; the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// There is no whole answer.
    Unreachable(String),
    /// The server answered with a status other than success.
    Status(u16),
    /// The bytes are not those that were sent.
    Different,
    /// The address is redirected to the same in lower case.
    LowerCased,
    /// The address is redirected elsewhere, to this host.
    Redirected(String),
    /// The media type is wrong.
    Type {
        /// The extension of the file.
        ending: String,
        /// What the server sends.
        sent: String,
        /// What it should send.
        expected: &'static str,
    },
    /// Texts with this extension are declared to be in another encoding than UTF-8.
    Charset(String),
    /// Pages are kept by browsers for long without being checked.
    KeptTooLong,
    /// Files that are named by their content are not kept.
    NotKept,
    /// Texts are not compressed.
    Uncompressed,
}

impl Finding {
    /// Whether visitors do not get what was sent.
    pub fn is_error(&self) -> bool {
        matches!(
            self,
            Finding::Unreachable(_)
                | Finding::Status(_)
                | Finding::Different
                | Finding::LowerCased
                | Finding::Redirected(_)
        )
    }

    /// Describes what was found at `count` files, of which `example` is one.
    pub fn say(&self, count: usize, example: &str, language: Language) -> String {
        let example = harmless(example);
        match language {
            Language::Vi => self.say_vi(&format!("{count} tệp, ví dụ /{example}")),
            Language::En => self.say_en(&format!("{count} files, such as /{example}")),
        }
    }

    fn say_vi(&self, files: &str) -> String {
        match self {
            Finding::Unreachable(reason) => format!("không tải về được ({files}): {}", harmless(reason)),
            Finding::Status(404) => format!(
                "máy chủ nói không có tệp (404; {files}). Nếu tệp ấy đã gửi, máy chủ có thể không biết loại tệp này, hoặc thư mục nhận không phải thư mục của trang web"
            ),
            Finding::Status(status) => format!("máy chủ trả lời {status} ({files})"),
            Finding::Different => format!(
                "người xem nhận được nội dung khác với bản vừa gửi ({files}). Máy chủ có thể còn giữ bản cũ trong bộ nhớ đệm, hoặc tự sửa tệp"
            ),
            Finding::LowerCased => {
                format!("máy chủ đổi địa chỉ sang chữ thường, nên không thấy tệp có chữ hoa ({files})")
            }
            Finding::Redirected(host) => {
                format!("máy chủ chuyển sang {} ({files}). Xem lại base_url trong guong.toml", harmless(host))
            }
            Finding::Type { ending, sent, expected } => format!(
                "tệp .{ending} được gửi dưới loại “{}”, phải là “{expected}” ({files})",
                harmless(sent)
            ),
            Finding::Charset(ending) => {
                format!("tệp .{ending} không được báo là UTF-8, chữ Việt có thể hỏng ({files})")
            }
            Finding::KeptTooLong => {
                format!("trình duyệt được phép giữ trang quá lâu, người xem sẽ còn thấy bản cũ ({files})")
            }
            Finding::NotKept => {
                format!("ảnh và chỉ mục tìm kiếm không được lưu lại ở trình duyệt, trang sẽ chậm ({files})")
            }
            Finding::Uncompressed => format!("máy chủ không nén văn bản (gzip), trang sẽ chậm ({files})"),
        }
    }

    fn say_en(&self, files: &str) -> String {
        match self {
            Finding::Unreachable(reason) => format!("cannot be fetched ({files}): {}", harmless(reason)),
            Finding::Status(404) => format!(
                "the server says that there is no such file (404; {files}). If it was sent, the server may not know its type, or the target is not the folder of the site"
            ),
            Finding::Status(status) => format!("the server answers {status} ({files})"),
            Finding::Different => format!(
                "visitors receive something other than what was sent ({files}). The server may still have the old version in its cache, or alter files"
            ),
            Finding::LowerCased => format!(
                "the server turns addresses into lower case, so that files with capitals are not found ({files})"
            ),
            Finding::Redirected(host) => {
                format!("the server redirects to {} ({files}). Check base_url in guong.toml", harmless(host))
            }
            Finding::Type { ending, sent, expected } => {
                format!(
                    ".{ending} files are sent as “{}”; it should be “{expected}” ({files})",
                    harmless(sent)
                )
            }
            Finding::Charset(ending) => format!(".{ending} files are not declared as UTF-8 ({files})"),
            Finding::KeptTooLong => {
                format!("browsers may keep pages for too long; visitors will see old ones ({files})")
            }
            Finding::NotKept => format!(
                "photos and the search index are not kept by browsers; the site will be slow ({files})"
            ),
            Finding::Uncompressed => {
                format!("texts are not compressed (gzip); the site will be slow ({files})")
            }
        }
    }
}
