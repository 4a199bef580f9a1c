//! The words that some keys choose from.

use super::{Words, w};

/// One of the words of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// What the program calls it; may be written, too.
    pub id: &'static str,
    /// How people write it; the first is the one that is proposed.
    pub written: &'static [&'static str],
    /// What it means.
    pub help: Words,
}

impl Word {
    /// The spelling that is proposed.
    pub fn proposed(&self) -> &'static str {
        self.written.first().copied().unwrap_or(self.id)
    }
}

const fn word(id: &'static str, written: &'static [&'static str], help: Words) -> Word {
    Word { id, written, help }
}

pub(super) const KINDS: &[Word] = &[
    word("model", &["mô hình"], w("một cách làm", "a way of working")),
    word("collective", &["tập thể"], w("một tập thể điển hình", "a group of people")),
    word("individual", &["cá nhân"], w("một cá nhân điển hình", "one person")),
];

pub(super) const STEPS: &[Word] = &[
    word("registered", &["đăng ký"], w("đã đăng ký xây dựng", "written down as one to be built")),
    word("recognised", &["công nhận"], w("đã được công nhận", "found to be one by an office")),
    word("commended", &["khen thưởng", "biểu dương"], w("đã được khen thưởng", "commended by an office")),
    word("replicated", &["nhân rộng"], w("đã có nơi khác làm theo", "followed elsewhere")),
    word("stopped", &["dừng"], w("đã thôi", "ended")),
    word("withdrawn", &["rút"], w("đã bị rút", "taken back")),
];

pub(super) const CONSENTS: &[Word] = &[
    word("recorded", &["đã ghi"], w("sự đồng ý có ghi ở cơ quan", "it is recorded at the office")),
    word("not-needed", &["không cần"], w("không nhận ra ai", "nobody can be recognised")),
    word("unknown", &["chưa rõ"], w("chưa rõ", "nobody knows")),
];

pub(super) const LANGUAGES: &[Word] =
    &[word("vi", &[], w("tiếng Việt", "Vietnamese")), word("en", &[], w("tiếng Anh", "English"))];

pub(super) const FORMATS: &[Word] = &[
    word(
        "webp",
        &[],
        w("nhỏ, trình duyệt nào mấy năm nay cũng đọc được", "small; any browser of the last years"),
    ),
    word("jpeg", &["jpg"], w("đâu cũng đọc được", "read by everything")),
];
