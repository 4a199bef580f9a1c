//! The keys of the tables within `guong.toml`.

use super::choices::{FORMATS, SERVERS};
use super::{Bilingual, Key, Keys, Type, key, w};

const QUALITY: Type = Type::Whole { from: 1, to: 100 };

const fn quality(name: &'static str, label: Bilingual, help: Bilingual) -> Key {
    key(name, QUALITY, label, help, "75").otherwise("80")
}

pub(super) const PHOTOS: Keys = Keys {
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
        .in_form("Ảnh không có lời thay ảnh là lỗi.", "A photo without alt text is an error.")
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
        .in_form("Ảnh không có chú thích là lỗi.", "A photo without a caption is an error.")
        .otherwise("false"),
    ],
};

pub(super) const CACHE: Keys = Keys {
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

pub(super) const PRESS: Keys = Keys {
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
    .in_form(
            "Mỗi bài có một thẻ để trang khác nhúng vào.",
            "Each entry has a card that other sites can show.",
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

pub(super) const DEPLOY: Keys = Keys {
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
