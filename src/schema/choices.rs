//! The choices of keys that accept one of a few words.

use super::{Bilingual, w};

/// One of the words that a key accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The program's name for it, which is also accepted.
    pub id: &'static str,
    /// The accepted spellings; the first is proposed.
    pub written: &'static [&'static str],
    /// The meaning.
    pub help: Bilingual,
}

impl Choice {
    /// Returns the proposed spelling.
    pub fn proposed(&self) -> &'static str {
        self.written.first().copied().unwrap_or(self.id)
    }
}

const fn word(id: &'static str, written: &'static [&'static str], help: Bilingual) -> Choice {
    Choice { id, written, help }
}

pub(super) const KINDS: &[Choice] = &[
    word("model", &["mô hình"], w("một cách làm", "a way of working")),
    word("collective", &["tập thể"], w("một tập thể điển hình", "a group of people")),
    word("individual", &["cá nhân"], w("một cá nhân điển hình", "one person")),
];

pub(super) const STEPS: &[Choice] = &[
    word("registered", &["đăng ký"], w("đã đăng ký xây dựng", "registered as a model to be built")),
    word("launched", &["ra mắt", "phát động", "triển khai"], w("đã bắt tay vào làm", "launched")),
    word("recognised", &["công nhận"], w("đã được công nhận", "recognised by an office")),
    word("commended", &["khen thưởng"], w("đã được khen thưởng", "commended by an office")),
    word("praised", &["biểu dương", "tuyên dương"], w("đã được biểu dương", "praised in public")),
    word("maintained", &["duy trì"], w("còn được giữ vững", "still maintained")),
    word("replicated", &["nhân rộng"], w("đã có nơi khác làm theo", "replicated elsewhere")),
    word("reviewed", &["sơ kết"], w("đã sơ kết", "interim review held")),
    word("concluded", &["tổng kết", "hoàn thành"], w("đã tổng kết", "final review held")),
    word("stopped", &["dừng", "kết thúc"], w("đã thôi", "ended")),
    word("withdrawn", &["rút"], w("đã bị rút", "withdrawn")),
];

pub(super) const LEVELS: &[Choice] = &[
    word(
        "national",
        &["trung ương", "quốc gia", "cấp trung ương", "nhà nước", "cấp nhà nước", "bộ", "cấp bộ"],
        w("cả nước", "national"),
    ),
    word(
        "province",
        &["tỉnh", "thành phố", "cấp tỉnh", "cấp thành phố"],
        w("tỉnh, thành phố", "of a province or city"),
    ),
    word(
        "district",
        &["huyện", "quận", "thị xã", "cấp huyện"],
        w("huyện, trước 01/07/2025", "of a district, before 01/07/2025"),
    ),
    word(
        "commune",
        &["xã", "phường", "đặc khu", "cấp xã", "cơ sở"],
        w("xã, phường, đặc khu", "of a commune or ward"),
    ),
];

pub(super) const ROLES: &[Choice] = &[
    word("lead", &["chủ trì", "thực hiện"], w("đứng ra làm", "leads it")),
    word("partner", &["phối hợp", "hỗ trợ"], w("cùng lo", "supports it")),
    word("participant", &["tham gia"], w("cùng làm", "takes part")),
];

pub(super) const CONSENTS: &[Choice] = &[
    word(
        "recorded",
        &["đã ghi", "đồng ý", "đã đồng ý"],
        w("sự đồng ý có ghi ở cơ quan", "the office has a record of it"),
    ),
    word(
        "public-event",
        &["sự kiện công khai", "hội nghị công khai"],
        w(
            "chụp ở sự kiện công khai, người dự đã được báo",
            "taken at a public event, where people were informed",
        ),
    ),
    word("not-needed", &["không cần"], w("không nhận ra ai", "no one is recognisable")),
    word("unknown", &["chưa rõ"], w("chưa rõ", "nobody knows")),
];

pub(super) const PERSON_CONSENTS: &[Choice] = &[
    word(
        "recorded",
        &["đã ghi", "đồng ý", "đã đồng ý"],
        w("có ghi ở cơ quan", "the office has a record of it"),
    ),
    word("unknown", &["chưa rõ"], w("chưa rõ", "nobody knows")),
];

pub(super) const CHILDREN: &[Choice] = &[
    word("none", &["không"], w("không có trẻ em nhận ra được", "no child is recognisable")),
    word(
        "under-7",
        &["dưới 7 tuổi"],
        w("dưới 7 tuổi: người giám hộ đồng ý", "under seven: the guardian agrees"),
    ),
    word(
        "7-or-older",
        &["từ 7 tuổi"],
        w("từ 7 tuổi: cả trẻ em và người giám hộ đồng ý", "seven or older: the child and the guardian agree"),
    ),
    word("both", &["cả hai"], w("có cả hai lứa tuổi", "children of both ages")),
];

pub(super) const TONES: &[Choice] = &[
    word("first", &["kiểu cũ"], w("Hòa, Thủy", "Hòa, Thủy")),
    word("second", &["kiểu mới"], w("Hoà, Thuỷ", "Hoà, Thuỷ")),
];

pub(super) const SERVERS: &[Choice] = &[
    word("iis", &[], w("IIS của Windows: `web.config`", "IIS: `web.config`")),
    word("apache", &[], w("Apache: `.htaccess`", "Apache: `.htaccess`")),
    word(
        "nginx",
        &[],
        w("nginx: `nginx-guong.conf`, để `include`", "nginx: `nginx-guong.conf`, to be included"),
    ),
    word(
        "_headers",
        &[],
        w("Netlify, Cloudflare Pages: `_headers`", "Netlify, Cloudflare Pages: `_headers`"),
    ),
];

pub(super) const LANGUAGES: &[Choice] =
    &[word("vi", &[], w("tiếng Việt", "Vietnamese")), word("en", &[], w("tiếng Anh", "English"))];

pub(super) const FORMATS: &[Choice] = &[
    word(
        "webp",
        &[],
        w("nhỏ, trình duyệt nào mấy năm nay cũng đọc được", "small; works in any recent browser"),
    ),
    word("jpeg", &["jpg"], w("đâu cũng đọc được", "works everywhere")),
];

pub(super) const INDICATORS: &[Choice] = &[
    word(
        "places-with-entries",
        &["nơi có mô hình", "nơi đăng ký mô hình", "đơn vị có mô hình"],
        w("số nơi (xã, phường, đơn vị) có mô hình", "places or units that have entries"),
    ),
    word("entries", &["số mô hình", "mô hình"], w("số mô hình", "the number of entries")),
    word(
        "recognised",
        &["được công nhận", "công nhận"],
        w("số mô hình được công nhận, trên số đã đăng ký", "entries recognised, of those registered"),
    ),
    word(
        "commended",
        &["được khen thưởng", "khen thưởng", "biểu dương"],
        w(
            "số mô hình được khen thưởng hoặc biểu dương, trên số đã đăng ký",
            "entries commended or praised, of those registered",
        ),
    ),
    word(
        "replicated",
        &["được nhân rộng", "nhân rộng"],
        w("số mô hình được nhân rộng, trên số đã đăng ký", "entries replicated, of those registered"),
    ),
    word(
        "verified",
        &["được xác minh", "xác minh"],
        w(
            "số mô hình được xác minh trong vòng một năm nay, trên số chưa dừng",
            "entries verified within a year, of those that go on",
        ),
    ),
];
