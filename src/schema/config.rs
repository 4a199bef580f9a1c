//! The keys of `guong.toml`.

use super::choices::{FORMATS, LANGUAGES, SERVERS, TONES};
use super::{Key, Keys, Type, key, w};
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
        ),
        key(
            "description",
            Type::Text,
            w("Giới thiệu", "Description"),
            w("giới thiệu cho máy tìm kiếm", "a description for search engines and link previews"),
            r#""Trang công bố các mô hình “Dân vận khéo”.""#,
        ),
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
        ),
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
        ),
        key(
            "cache",
            Type::Table(&CACHE),
            w("Ảnh đã làm", "Cache"),
            w(
                "kho ảnh đã làm mà nhiều máy dùng chung, đặt ở cuối tệp",
                "the store of derived photos that machines share; put it at the end of the file",
            ),
            "",
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
        ),
        key(
            "deploy",
            Type::Table(&DEPLOY),
            w("Đưa lên mạng", "Deployment"),
            w(
                "nơi `guong deploy` gửi trang đến, đặt ở cuối tệp",
                "where `guong deploy` sends the site; stands at the end",
            ),
            "",
        ),
    ],
};

const QUALITY: Type = Type::Whole { from: 1, to: 100 };

const fn quality(name: &'static str, label: crate::schema::Bilingual, help: crate::schema::Bilingual) -> Key {
    key(name, QUALITY, label, help, "75").otherwise("80")
}

const PHOTOS: Keys = Keys {
    name: "site.photos",
    others: None,
    keys: &[
        key(
            "formats",
            Type::Choice(FORMATS),
            w("Loại tệp", "Formats"),
            w(
                "loại tệp của các cỡ ảnh; ảnh nào cũng có thêm một tệp JPEG",
                "the formats of the resized photos; one JPEG is always added",
            ),
            r#"["webp", "jpeg"]"#,
        )
        .many()
        .otherwise(r#"["webp"]"#),
        key(
            "widths",
            Type::Whole { from: 16, to: 4000 },
            w("Các cỡ", "Widths"),
            w("các cỡ, tính bằng điểm ảnh theo chiều ngang", "the widths in pixels"),
            "[480, 960]",
        )
        .many()
        .otherwise("[320, 640, 960, 1600]"),
        quality(
            "webp_quality",
            w("Chất lượng WebP", "WebP quality"),
            w("chất lượng WebP", "the quality of WebP"),
        ),
        quality(
            "jpeg_quality",
            w("Chất lượng JPEG", "JPEG quality"),
            w("chất lượng JPEG", "the quality of JPEG"),
        ),
        key(
            "downloads",
            Type::YesNo,
            w("Cho tải", "Downloads"),
            w(
                "`false`: không cho tải bản lớn, kể cả ảnh có giấy phép cho tải",
                "`false`: large copies are not offered for download, whatever the licence",
            ),
            "false",
        )
        .otherwise("true"),
        key(
            "require_consent",
            Type::YesNo,
            w("Phải có sự đồng ý", "Require consent"),
            w(
                "`true`: ảnh chưa ghi sự đồng ý là lỗi",
                "`true`: a photo without recorded consent is an error",
            ),
            "true",
        )
        .otherwise("false"),
        key(
            "require_alt",
            Type::YesNo,
            w("Phải có lời thay ảnh", "Require alt text"),
            w("`true`: ảnh không có `alt` là lỗi", "`true`: a photo without `alt` is an error"),
            "true",
        )
        .otherwise("false"),
        key(
            "require_caption",
            Type::YesNo,
            w("Phải có chú thích", "Require captions"),
            w(
                "`true`: ảnh khai ở bài mà không có `caption` là lỗi",
                "`true`: a listed photo without `caption` is an error",
            ),
            "true",
        )
        .otherwise("false"),
    ],
};

const CACHE: Keys = Keys {
    name: "site.cache",
    others: None,
    keys: &[
        key(
            "store",
            Type::Text,
            w("Kho chung", "Store"),
            w(
                "nơi nhiều máy cùng cất và lấy ảnh đã làm: một thư mục (cả ổ đĩa mạng), `file:///…` hoặc `s3://thùng/thư-mục`; khóa truy cập không ghi ở đây",
                "where machines share derived photos: a folder (on a network drive, too), `file:///…` or `s3://bucket/prefix`; credentials are never written here",
            ),
            r#""s3://anh/trang-tinh""#,
        ),
        key(
            "read_only",
            Type::YesNo,
            w("Chỉ đọc", "Read only"),
            w(
                "`true`: chỉ lấy ảnh từ kho, không cất vào, không xóa",
                "`true`: photos are only fetched from the store",
            ),
            "true",
        )
        .otherwise("false"),
    ],
};

const PRESS: Keys = Keys {
    name: "site.press",
    others: None,
    keys: &[
        key(
        "embeds",
        Type::YesNo,
        w("Cho nhúng", "Embeds"),
        w(
            "`true`: mỗi bài có một thẻ để trang khác nhúng vào, ở `…/nhung/`",
            "`true`: each entry has a card at `…/nhung/` that other sites can embed",
        ),
        "true",
    )
    .otherwise("false"),
        key(
            "kits",
            Type::YesNo,
            w("Bộ tư liệu", "Press kits"),
            w(
                "`true`: bài nào có ảnh được phép tải thì có thêm một tệp ZIP gồm ảnh, bài viết, số liệu, cách trích dẫn, giấy phép",
                "`true`: an entry with photos that may be copied has a ZIP of them, with its text, figures, citation and licences",
            ),
            "true",
        )
        .otherwise("false"),
    ],
};

const TO: Key = key(
    "to",
    Type::Text,
    w("Gửi đến", "Target"),
    w(
        "nơi nhận: một thư mục, ổ đĩa mạng, hoặc `ftps://`, `sftp://`, `davs://`, `s3://`; không ghi mật khẩu ở đây",
        "the target: a folder, a network drive, or `ftps://`, `sftp://`, `davs://`, `s3://`; without any password",
    ),
    r#""ftps://trang@may-chu.gov.vn/www""#,
);

const DEPLOY: Keys = Keys {
    name: "site.deploy",
    others: Some(&DEPLOY_NAMED),
    keys: &[
        TO,
        key(
            "rules",
            Type::Choice(SERVERS),
            w("Tệp cho máy chủ", "Server rules"),
            w(
                "máy chủ web cần tệp thiết lập kèm theo trang",
                "the web servers for which settings are published with the site",
            ),
            r#"["iis"]"#,
        )
        .many(),
    ],
};

const TO_REQUIRED: Key = TO.required();

const DEPLOY_NAMED: Keys = Keys { name: "site.deploy.*", others: None, keys: &[TO_REQUIRED] };
