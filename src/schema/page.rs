//! The keys of official documents and of ordinary pages.

use super::{Keys, Type, key, w};

pub(super) const DOCUMENT: Keys = Keys {
    name: "document",
    others: None,
    keys: &[
        key(
            "number",
            Type::Text,
            w("Số, ký hiệu", "Number"),
            w("số, ký hiệu", "its number"),
            r#""05-CT/TU""#,
        )
        .required(),
        key("kind", Type::Text, w("Loại", "Kind"), w("loại", "the type of document"), r#""Chỉ thị""#),
        key(
            "title",
            Type::Text,
            w("Trích yếu", "Title"),
            w("trích yếu", "its subject"),
            r#""Nâng cao hiệu quả phong trào""#,
        )
        .required(),
        key(
            "issuer",
            Type::Text,
            w("Cơ quan ban hành", "Issuer"),
            w("cơ quan ban hành", "the body that issued it"),
            r#""Ban Thường vụ Tỉnh ủy Nghệ An""#,
        ),
        key(
            "date",
            Type::Date,
            w("Ngày ban hành", "Date"),
            w("ngày ban hành", "when it was issued"),
            "2021-05-23",
        ),
        key(
            "url",
            Type::Web,
            w("Toàn văn", "Full text"),
            w("nơi đăng toàn văn, nếu có", "the address of its full text"),
            r#""https://example.org/05-ct-tu""#,
        ),
        key(
            "summary",
            Type::Text,
            w("Tóm tắt", "Summary"),
            w("tóm tắt một câu", "one sentence"),
            r#""Mỗi xã một mô hình.""#,
        )
        .long(),
    ],
};

pub(super) const PAGE: Keys = Keys {
    name: "page",
    others: None,
    keys: &[
        key(
            "title",
            Type::Text,
            w("Tên trang", "Title"),
            w("tên trang", "the page's title"),
            r#""Giới thiệu""#,
        )
        .required(),
        key(
            "summary",
            Type::Text,
            w("Tóm tắt", "Summary"),
            w("tóm tắt một câu", "one sentence"),
            r#""Trang này là gì.""#,
        )
        .long(),
        key(
            "menu",
            Type::Text,
            w("Nhãn trên thanh chọn", "Menu label"),
            w(
                "nhãn trên thanh chọn của trang; bỏ mục này thì không đứng ở đó",
                "its label in the site's menu; without one, the page is not in the menu",
            ),
            r#""Giới thiệu""#,
        ),
        key(
            "order",
            Type::Whole { from: -10_000, to: 10_000 },
            w("Thứ tự", "Order"),
            w("thứ tự, số nhỏ đứng trước", "its order in the menu; lower numbers come first"),
            "10",
        )
        .otherwise("0"),
        key(
            "updated",
            Type::Day,
            w("Ngày sửa", "Updated"),
            w("ngày sửa gần nhất", "when it was last changed"),
            "2021-06-01",
        ),
        key(
            "draft",
            Type::YesNo,
            w("Bản nháp", "Draft"),
            w("`true` là bản nháp, không đăng", "`true` keeps it unpublished"),
            "true",
        )
        .in_form(
            "Bản nháp thì không đăng. Xong thì bỏ dấu này.",
            "A draft is not published. Untick it when done.",
        )
        .otherwise("false"),
    ],
};
