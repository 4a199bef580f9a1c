//! The keys of `guong.toml`.

use super::choices::{LANGUAGES, TONES};
use super::config_parts::{CACHE, DEPLOY, PHOTOS, PRESS};
use super::{Keys, Type, key, w};
use crate::diagnostic::Referent;

pub(super) const CONFIG: Keys = Keys {
    name: "site",
    others: None,
    keys: &[
        key(
            "title",
            Type::Text,
            w("Tên trang", "Title"),
            w("tên trang", "the gallery's name"),
            r#""Gương điển hình""#,
        )
        .required(),
        key(
            "base_url",
            Type::Text,
            w("Địa chỉ trên mạng", "Address"),
            w("địa chỉ trên mạng", "the address where the site will be published"),
            r#""https://ten-mien.gov.vn/""#,
        )
        .required(),
        key(
            "language",
            Type::Choice(LANGUAGES),
            w("Ngôn ngữ", "Language"),
            w("ngôn ngữ của lời trên trang", "the language of the interface"),
            r#""vi""#,
        )
        .otherwise(r#""vi""#),
        key(
            "tagline",
            Type::Text,
            w("Dòng dưới tên", "Tagline"),
            w("một dòng dưới tên", "one line below the title"),
            r#""Việc hay ở cơ sở""#,
        )
        .long(),
        key(
            "description",
            Type::Text,
            w("Giới thiệu", "Description"),
            w("giới thiệu cho máy tìm kiếm", "a description for search engines and link previews"),
            r#""Trang công bố các mô hình “Dân vận khéo”.""#,
        )
        .long(),
        key(
            "publisher",
            Type::Text,
            w("Cơ quan", "Publisher"),
            w("cơ quan công bố", "the office that publishes the site"),
            r#""Ban Tuyên giáo và Dân vận Tỉnh ủy""#,
        ),
        key(
            "province",
            Type::Place,
            w("Tỉnh, thành phố", "Province"),
            w(
                "tỉnh, thành phố của cơ quan: tên địa phương không ghi tỉnh thì hiểu là ở đây",
                "the office's province: places named without a province are read as being there",
            ),
            r#""Nghệ An""#,
        ),
        key(
            "tone_marks",
            Type::Choice(TONES),
            w("Dấu thanh ở địa danh", "Tone marks of places"),
            w(
                "cách đặt dấu thanh ở tên các đơn vị hành chính; tên do người viết ghi thì giữ nguyên",
                "where names of administrative units have their tone marks; what people wrote stays as it is",
            ),
            r#""kiểu mới""#,
        )
        .otherwise(r#""kiểu cũ""#),
        key(
            "contact",
            Type::Text,
            w("Thư góp ý", "Contact"),
            w("thư góp ý, hiện ở mọi trang", "address for feedback, shown on every page"),
            r#""gop-y@example.org""#,
        ),
        key(
            "licence",
            Type::Text,
            w("Giấy phép", "Licence"),
            w("giấy phép chung", "the licence of everything without one of its own"),
            r#""CC BY 4.0""#,
        ),
        key(
            "featured",
            Type::Reference(Referent::Entry),
            w("Bài ở trang chủ", "Featured"),
            w(
                "các bài đặt ở trang chủ, theo thứ tự",
                "the entries that the home page features, in this order",
            ),
            r#"["tha-ca-tam-hop"]"#,
        )
        .many(),
        key(
            "sample",
            Type::YesNo,
            w("Dữ liệu mẫu", "Sample"),
            w(
                "`true`: mọi trang ghi là dữ liệu mẫu; trang thật thì bỏ",
                "`true`: every page is marked as sample content",
            ),
            "true",
        )
        .otherwise("false"),
        key(
            "search",
            Type::YesNo,
            w("Tìm kiếm", "Search"),
            w(
                "`false`: không làm chỉ mục tìm kiếm; trang tìm kiếm chỉ còn các lối vào theo phân loại",
                "`false`: no search index is built; the search page only links to the facets",
            ),
            "false",
        )
        .otherwise("true"),
        key(
            "stale_after_years",
            Type::Whole { from: 1, to: 100 },
            w("Cần kiểm tra lại sau", "Stale after"),
            w(
                "quá ngần này năm chưa kiểm tra thì trang ghi là có thể đã cũ",
                "years without verification after which an entry is marked as possibly outdated",
            ),
            "3",
        )
        .otherwise("2"),
        key(
            "theme",
            Type::Text,
            w("Giao diện", "Theme"),
            w("tên thư mục giao diện riêng trong `themes`", "the folder of your own theme in `themes`"),
            r#""co-quan""#,
        )
        .in_form("Tên thư mục giao diện riêng.", "The folder of your own theme."),
        key(
            "keep",
            Type::Text,
            w("Tệp được giữ", "Keep"),
            w(
                "tên trong thư mục công bố mà Guong không đụng tới",
                "names in the published folder that Guong never touches",
            ),
            r#"[".git", "CNAME"]"#,
        )
        .many(),
        key(
            "max_megapixels",
            Type::Whole { from: 1, to: 1000 },
            w("Ảnh lớn nhất", "Largest photo"),
            w("ảnh nhiều nhất bao nhiêu triệu điểm", "maximum megapixels of a photo"),
            "200",
        )
        .otherwise("100"),
        key(
            "require_approval",
            Type::YesNo,
            w("Phải được duyệt", "Require approval"),
            w("`true`: chỉ đăng bài có `approved`", "`true`: only entries with `approved` are published"),
            "true",
        )
        .in_form("Chỉ đăng bài đã có người duyệt.", "Only approved entries are published.")
        .otherwise("false"),
        key(
            "requires",
            Type::Text,
            w("Phiên bản Guong", "Version"),
            w(
                "phiên bản Guong cũ nhất dựng được trang này",
                "the oldest version of Guong that can build the site",
            ),
            r#""0.1""#,
        ),
        key(
            "photos",
            Type::Table(&PHOTOS),
            w("Cách làm ảnh", "Photos"),
            w("cách làm ảnh, đặt ở cuối tệp", "how photos are processed; put it at the end of the file"),
            "",
        )
        .in_form("", ""),
        key(
            "cache",
            Type::Table(&CACHE),
            w("Ảnh đã làm", "Cache"),
            w(
                "kho ảnh đã làm mà nhiều máy dùng chung, đặt ở cuối tệp",
                "the store of derived photos that machines share; put it at the end of the file",
            ),
            "",
        )
        .in_form(
            "Kho ảnh đã làm mà nhiều máy dùng chung.",
            "The store of derived photos that machines share.",
        ),
        key(
            "press",
            Type::Table(&PRESS),
            w("Cho báo chí", "Press"),
            w(
                "những gì làm thêm cho báo chí, đặt ở cuối tệp",
                "what is published for newsrooms; stands at the end",
            ),
            "",
        )
        .in_form("Những gì làm thêm cho báo chí.", "What is published for newsrooms."),
        key(
            "deploy",
            Type::Table(&DEPLOY),
            w("Đưa lên mạng", "Deployment"),
            w(
                "nơi `guong deploy` gửi trang đến, đặt ở cuối tệp",
                "where `guong deploy` sends the site; stands at the end",
            ),
            "",
        )
        .in_form("Nơi gửi trang đến.", "Where the site is sent."),
    ],
};
