//! The keys of the registries: fields, phases, units, localities, synonyms.

use super::{Key, Keys, Type, key, w};

const SUMMARY: Key = key(
    "summary",
    Type::Text,
    w("Giới thiệu", "Summary"),
    w("một câu giới thiệu", "one sentence about it"),
    r#""Làm ăn khá lên, thu nhập tăng.""#,
)
.long();

const fn id(example: &'static str) -> Key {
    key(
        "id",
        Type::Slug,
        w("Tên ngắn", "Id"),
        w("tên ngắn, không dấu; cũng là địa chỉ", "a short name of `a-z`, `0-9` and `-`; also the address"),
        example,
    )
    .in_form(
        "Tên ngắn, chữ thường không dấu, nối bằng gạch: kinh-te. Cũng là địa chỉ trên mạng.",
        "A short name without accents, joined by hyphens: kinh-te. Also its address.",
    )
    .required()
}

const fn name(example: &'static str) -> Key {
    key("name", Type::Text, w("Tên", "Name"), w("tên hiện trên trang", "its name on the page"), example)
        .required()
}

pub(super) const fn list(name: &'static str, keys: &'static Keys) -> Key {
    key(name, Type::Table(keys), w("Danh mục", "List"), w("mỗi mục một khối", "one block each"), "")
        .in_form("", "")
        .many()
}

pub(super) const FIELDS: Keys = Keys { name: "fields.toml", others: None, keys: &[list("fields", &FIELD)] };
const FIELD: Keys = Keys {
    name: "field",
    others: None,
    keys: &[
        id(r#""kinh-te""#),
        name(r#""Kinh tế""#),
        key(
            "hue",
            Type::Whole { from: 0, to: 360 },
            w("Màu", "Hue"),
            w(
                "màu, từ 0 đến 360 (0 đỏ, 120 lục, 240 lam)",
                "its hue in degrees (0 red, 120 green, 240 blue)",
            ),
            "145",
        ),
        SUMMARY,
    ],
};

pub(super) const PHASES: Keys = Keys { name: "phases.toml", others: None, keys: &[list("phases", &PHASE)] };
const PHASE: Keys = Keys {
    name: "phase",
    others: None,
    keys: &[
        id(r#""dot-2""#),
        name(r#""Đợt 2""#),
        key(
            "from",
            Type::Day,
            w("Từ", "From"),
            w("ngày đầu, tính vào giai đoạn", "its first day"),
            "2018-10-15",
        )
        .required(),
        key(
            "to",
            Type::Day,
            w("Đến", "To"),
            w("ngày cuối, thuộc giai đoạn *sau*", "the day after its last"),
            "2020-10-15",
        )
        .required(),
        SUMMARY,
        key(
            "milestones",
            Type::Table(&MILESTONE),
            w("Các mốc", "Milestones"),
            w("các mốc", "its milestones"),
            "",
        )
        .many(),
    ],
};
const MILESTONE: Keys = Keys {
    name: "milestone",
    others: None,
    keys: &[
        key("date", Type::Day, w("Ngày", "Date"), w("ngày", "the day"), "2020-10-15").required(),
        key("name", Type::Text, w("Tên", "Name"), w("việc gì", "what happened"), r#""Tổng kết""#).required(),
    ],
};

pub(super) const UNITS: Keys = Keys { name: "units.toml", others: None, keys: &[list("units", &UNIT)] };
const UNIT: Keys = Keys {
    name: "unit",
    others: None,
    keys: &[
        id(r#""hoi-nong-dan-tam-hop""#),
        name(r#""Hội Nông dân xã Tam Hợp""#),
        key(
            "within",
            Type::Place,
            w("Địa bàn", "Place"),
            w("địa bàn của đơn vị, viết như `locality`", "the area it serves, written like `locality`"),
            r#""xã Tam Hợp, tỉnh Nghệ An""#,
        )
        .in_form("Gõ vài chữ, không cần dấu, rồi chọn.", "Type a few letters and choose."),
        SUMMARY,
    ],
};

pub(super) const LOCALITIES: Keys =
    Keys { name: "localities.toml", others: None, keys: &[list("localities", &LOCALITY)] };
const LOCALITY: Keys = Keys {
    name: "locality",
    others: None,
    keys: &[
        key("type", Type::Text, w("Loại", "Type"), w("loại", "its type"), r#""xã""#).required(),
        key(
            "name",
            Type::Text,
            w("Tên", "Name"),
            w("tên, không kèm loại", "its name without the type"),
            r#""Lũng Vân""#,
        )
        .required(),
        key(
            "within",
            Type::Place,
            w("Thuộc", "Within"),
            w(
                "thuộc huyện, tỉnh nào; chỉ tỉnh cũ thì bỏ",
                "the place that it is in; omit for a former province",
            ),
            r#""huyện Tân Lạc, tỉnh Hoà Bình""#,
        )
        .required_unless("successors"),
        key("from", Type::Day, w("Từ", "From"), w("ngày đầu có tên ấy", "its first day"), "2004-01-01"),
        key("to", Type::Day, w("Đến", "To"), w("ngày cuối còn tên ấy", "its last day"), "2019-12-31"),
        key(
            "successors",
            Type::Place,
            w("Nay là", "Successors"),
            w("nay là đâu", "what it became"),
            r#"["xã Vân Sơn, huyện Tân Lạc, tỉnh Hoà Bình"]"#,
        )
        .many(),
    ],
};

pub(super) const SYNONYMS: Keys = Keys {
    name: "synonyms.toml",
    others: None,
    keys: &[
        key(
            "builtin",
            Type::YesNo,
            w("Từ viết tắt có sẵn", "Built-in list"),
            w(
                "`false`: không dùng các từ viết tắt có sẵn (NTM, CCHC, HTX…)",
                "`false`: do not use the built-in abbreviations (NTM, CCHC, HTX…)",
            ),
            "false",
        )
        .otherwise("true"),
        list("synonyms", &SYNONYM),
    ],
};
const SYNONYM: Keys = Keys {
    name: "synonym",
    others: None,
    keys: &[key(
        "words",
        Type::Text,
        w("Cách gọi", "Words"),
        w(
            "các cách gọi một việc, từ hai trở lên; tìm cách này thì thấy cả cách kia",
            "two or more words for the same thing; a search for one finds the others",
        ),
        r#"["hiến đất", "góp đất"]"#,
    )
    .required()
    .many()],
};
