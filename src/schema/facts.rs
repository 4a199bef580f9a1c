//! The keys of an entry's further facts: purpose, beneficiaries, roles, cost, people, reviews.

use super::choices::{LEVELS, PERSON_CONSENTS, ROLES};
use super::{Key, Keys, Type, key, w};

/// The keys of the entry's own table.
pub(super) const REASON: Key = key(
    "reason",
    Type::Text,
    w("Lý do", "Reason"),
    w("lý do, hoàn cảnh ra đời", "why it was started"),
    r#""Khe cạn dần, cá tự nhiên gần hết.""#,
)
.long();

pub(super) const GOAL: Key = key(
    "goal",
    Type::Text,
    w("Mục tiêu", "Goal"),
    w("mục tiêu", "what it aims for"),
    r#""Mỗi bản có một đoạn khe cấm đánh bắt.""#,
)
.long();

pub(super) const FOR: Key = key(
    "beneficiaries",
    Type::Table(&BENEFICIARY),
    w("Người hưởng lợi", "Beneficiaries"),
    w("ai được hưởng lợi, bao nhiêu", "whom it helps, and how many"),
    "",
)
.many();

pub(super) const PART: Key = key(
    "roles",
    Type::Table(&ROLE),
    w("Ai làm gì", "Roles"),
    w("ai chủ trì, phối hợp, tham gia", "who leads, supports and takes part"),
    "",
)
.many();

pub(super) const MONEY: Key = key(
    "cost",
    Type::Table(&COST),
    w("Kinh phí", "Cost"),
    w("kinh phí và nguồn", "what it costs, and who pays"),
    "",
);

pub(super) const LEADER: Key = key(
    "leader",
    Type::Table(&PERSON),
    w("Người phụ trách", "Leader"),
    w(
        "người phụ trách; chỉ đăng khi `consent = \"đã ghi\"`",
        "who is in charge; published only with `consent = \"recorded\"`",
    ),
    "",
)
.in_form(
    "Người phụ trách. Chỉ đăng khi đã ghi sự đồng ý của người ấy.",
    "Who is in charge. Published only with recorded consent.",
);

pub(super) const CONTACT: Key = key(
    "contact",
    Type::Table(&PERSON),
    w("Liên hệ", "Contact"),
    w(
        "người trả lời khi cần hỏi thêm; chỉ đăng khi `consent = \"đã ghi\"`",
        "who answers questions; published only with `consent = \"recorded\"`",
    ),
    "",
)
.in_form(
    "Người trả lời khi cần hỏi thêm. Chỉ đăng khi đã ghi sự đồng ý của người ấy.",
    "Who answers questions. Published only with recorded consent.",
);

pub(super) const REVIEWS: Key = key(
    "review",
    Type::Table(&REVIEW),
    w("Sơ kết, tổng kết", "Reviews"),
    w("sơ kết, tổng kết", "interim and final reviews"),
    "",
)
.many();

pub(super) const SPREAD: Key = key(
    "spread",
    Type::Figure,
    w("Nhân rộng", "Spread"),
    w("đã nhân rộng ra bao nhiêu nơi", "the number of places it spread to"),
    r#""12 xã""#,
);

/// The number and the level of a decision.
pub(super) const NUMBER: Key = key(
    "number",
    Type::Text,
    w("Số quyết định", "Number"),
    w("số quyết định", "the number of the decision"),
    r#""1234/QĐ-UBND""#,
);

pub(super) const LEVEL: Key =
    key("level", Type::Choice(LEVELS), w("Cấp", "Level"), w("cấp", "the level"), r#""tỉnh""#);

const BENEFICIARY: Keys = Keys {
    name: "beneficiaries",
    others: None,
    keys: &[
        key("who", Type::Text, w("Ai", "Who"), w("ai", "who"), r#""hộ nghèo""#).required(),
        key("number", Type::Figure, w("Bao nhiêu", "Number"), w("bao nhiêu", "how many"), r#""hơn 120 hộ""#),
    ],
};

const ROLE: Keys = Keys {
    name: "roles",
    others: None,
    keys: &[
        key("role", Type::Choice(ROLES), w("Vai trò", "Role"), w("vai trò", "the role"), r#""chủ trì""#)
            .required(),
        key(
            "who",
            Type::Text,
            w("Ai", "Who"),
            w("cơ quan, đơn vị, nhóm nào", "which body or group"),
            r#""Hội Nông dân xã""#,
        )
        .required(),
    ],
};

const COST: Keys = Keys {
    name: "cost",
    others: None,
    keys: &[
        key("total", Type::Figure, w("Tổng", "Total"), w("tổng số", "the total"), r#""1,2 tỷ đồng""#),
        key(
            "parts",
            Type::Table(&COST_PART),
            w("Nguồn", "Parts"),
            w("từng nguồn", "the parts, by who pays"),
            "",
        )
        .many(),
    ],
};

const COST_PART: Keys = Keys {
    name: "cost.parts",
    others: None,
    keys: &[
        key("from", Type::Text, w("Từ đâu", "From"), w("từ đâu", "who pays"), r#""Nhân dân đóng góp""#)
            .required(),
        key(
            "amount",
            Type::Figure,
            w("Bao nhiêu", "Amount"),
            w("bao nhiêu", "how much"),
            r#""800 triệu đồng""#,
        ),
    ],
};

const PERSON: Keys = Keys {
    name: "person",
    others: None,
    keys: &[
        key("name", Type::Text, w("Họ tên", "Name"), w("họ tên", "the name"), r#""Lò Văn A""#).required(),
        key(
            "position",
            Type::Text,
            w("Chức vụ", "Position"),
            w("chức vụ", "the position"),
            r#""Trưởng bản""#,
        ),
        key(
            "phone",
            Type::Text,
            w("Điện thoại", "Phone"),
            w("điện thoại", "the phone"),
            r#""0238 000 0000""#,
        ),
        key(
            "email",
            Type::Text,
            w("Thư điện tử", "E-mail"),
            w("thư điện tử", "the e-mail address"),
            r#""a@example.org""#,
        ),
        key(
            "consent",
            Type::Choice(PERSON_CONSENTS),
            w("Sự đồng ý", "Consent"),
            w("người ấy có đồng ý cho đăng không", "whether that person agreed to be published"),
            r#""đã ghi""#,
        )
        .otherwise(r#""unknown""#)
        .private(),
        key(
            "consent_ref",
            Type::Text,
            w("Số hồ sơ", "Record"),
            w("số hồ sơ đồng ý của cơ quan", "the reference number of the office's record"),
            r#""HS-13""#,
        )
        .private(),
        key(
            "consent_withdrawn",
            Type::Day,
            w("Rút đồng ý", "Consent withdrawn"),
            w(
                "ngày người ấy rút đồng ý; từ đó không đăng nữa",
                "when the consent was withdrawn; from then on unpublished",
            ),
            "2026-03-01",
        )
        .past()
        .private(),
    ],
};

const REVIEW: Keys = Keys {
    name: "review",
    others: None,
    keys: &[
        key("date", Type::Date, w("Khi nào", "Date"), w("khi nào", "when"), r#""2021-12""#).required().past(),
        key("by", Type::Text, w("Nơi tổ chức", "By"), w("nơi tổ chức", "who organised it"), r#""UBND xã""#),
        key(
            "note",
            Type::Text,
            w("Kết luận", "Conclusion"),
            w("kết luận", "its conclusion"),
            r#""Nên nhân ra toàn huyện.""#,
        )
        .long(),
    ],
};

pub(super) const APPROVED: Keys = Keys {
    name: "approved",
    others: None,
    keys: &[
        key(
            "by",
            Type::Text,
            w("Người duyệt", "By"),
            w("ai duyệt", "who approved it"),
            r#""Trưởng khối Dân vận""#,
        )
        .required()
        .private(),
        key("date", Type::Day, w("Ngày duyệt", "Date"), w("ngày duyệt", "when"), "2026-03-01")
            .required()
            .past()
            .private(),
    ],
};
