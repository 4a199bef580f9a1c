//! The keys of the tables within an entry.

use super::choices::{CHILDREN, CONSENTS, PERSON_CONSENTS, STEPS};
use super::{Key, Keys, Type, facts, key, w};
use crate::diagnostic::Referent;

const BY: Key =
    key("by", Type::Text, w("Nơi quyết định", "By"), w("nơi quyết định", "who decided"), r#""UBND huyện""#);

const SOURCE_ID: Key = key(
    "source",
    Type::Reference(Referent::Source),
    w("Nguồn", "Source"),
    w("`id` của một nguồn trong `sources`", "the id of one of `sources`"),
    r#""bc""#,
)
.in_form(
    "Một nguồn ở phần Nguồn; nguồn ấy phải có tên ngắn.",
    "One of the sources below; it must have an id.",
);

pub(super) const STATUS: Keys = Keys {
    name: "status",
    others: None,
    keys: &[
        key("step", Type::Choice(STEPS), w("Bước", "Step"), w("bước nào", "which step"), r#""công nhận""#)
            .required(),
        key("date", Type::Date, w("Khi nào", "Date"), w("khi nào", "when"), "2020-10-15").required().past(),
        BY,
        facts::NUMBER,
        facts::LEVEL,
        SOURCE_ID,
    ],
};

pub(super) const RESULT: Keys = Keys {
    name: "results",
    others: None,
    keys: &[
        key(
            "label",
            Type::Text,
            w("Chỉ tiêu", "Indicator"),
            w("tên chỉ tiêu", "the name of the indicator"),
            r#""Số hộ tham gia""#,
        )
        .required(),
        key(
            "unit",
            Type::Text,
            w("Đơn vị tính", "Unit"),
            w("đơn vị tính", "the unit of the figures"),
            r#""hộ""#,
        ),
        key("before", Type::Figure, w("Trước", "Before"), w("số trước", "the figure before"), "12"),
        key(
            "after",
            Type::Figure,
            w("Sau", "After"),
            w(
                "số sau, hoặc con số duy nhất; trong nháy viết như trong báo cáo: `\"hơn 1.600\"`, `\"14-16\"`, `\"51/107\"`, `\"1,2 tỷ đồng\"`",
                "the figure after, or the only figure; in quotes, as reports write it: `\"hơn 1.600\"`, `\"14-16\"`, `\"51/107\"`",
            ),
            "85",
        )
        .in_form(
            "Số sau, hoặc con số duy nhất, viết như trong báo cáo: hơn 1.600, 14-16, 51/107, 1,2 tỷ đồng.",
            "The figure after, or the only one, as in the report: hơn 1.600, 14-16, 51/107.",
        ),
        key(
            "from",
            Type::Date,
            w("Thời điểm trước", "From"),
            w("thời điểm của số trước", "the date of `before`"),
            r#""2019""#,
        )
        .in_form("Thời điểm của số trước.", "The date of the figure before."),
        key(
            "to",
            Type::Date,
            w("Thời điểm sau", "To"),
            w("thời điểm của số sau", "the date of `after`"),
            r#""2020""#,
        )
        .in_form("Thời điểm của số sau.", "The date of the figure after."),
        SOURCE_ID,
    ],
};

pub(super) const AWARD: Keys = Keys {
    name: "awards",
    others: None,
    keys: &[
        key(
            "title",
            Type::Text,
            w("Hình thức", "Title"),
            w("hình thức khen", "the name of the award"),
            r#""Bằng khen""#,
        )
        .required(),
        key("by", Type::Text, w("Nơi tặng", "By"), w("nơi tặng", "who gave it"), r#""UBND tỉnh""#),
        key("date", Type::Date, w("Khi nào", "Date"), w("khi nào", "when"), "2020-10-15").past(),
        facts::NUMBER,
        facts::LEVEL,
    ],
};

pub(super) const SOURCE: Keys = Keys {
    name: "sources",
    others: None,
    keys: &[
        key(
            "id",
            Type::Text,
            w("Tên ngắn", "Id"),
            w("để nơi khác nhắc tới", "a short name for references"),
            r#""bc""#,
        ),
        key(
            "title",
            Type::Text,
            w("Tên nguồn", "Title"),
            w("tên nguồn", "the title of the source"),
            r#""Báo cáo của UBND xã""#,
        )
        .required(),
        key("author", Type::Text, w("Tác giả", "Author"), w("tác giả", "who wrote it"), r#""Nguyễn Văn B""#),
        key(
            "url",
            Type::Web,
            w("Địa chỉ", "Address"),
            w("nơi xem, nếu có trên mạng", "its web address"),
            r#""https://example.org/bc""#,
        ),
        key("date", Type::Date, w("Ngày", "Date"), w("ngày ra", "the date of publication"), "2020-10-01")
            .past(),
        key(
            "accessed",
            Type::Day,
            w("Ngày xem", "Accessed"),
            w("ngày mở xem", "the day when it was read"),
            "2020-11-01",
        )
        .past(),
    ],
};

pub(super) const CORRECTION: Keys = Keys {
    name: "corrections",
    others: None,
    keys: &[
        key("date", Type::Day, w("Ngày", "Date"), w("ngày đính chính", "when"), "2021-06-01")
            .required()
            .past(),
        key("note", Type::Text, w("Nội dung", "Note"), w("sửa gì", "what was corrected"), r#""Sửa số hộ.""#)
            .long()
            .required(),
    ],
};

pub(super) const WITHDRAWN: Keys = Keys {
    name: "withdrawn",
    others: None,
    keys: &[
        key("date", Type::Day, w("Ngày", "Date"), w("ngày rút", "when"), "2026-01-05").required().past(),
        key(
            "reason",
            Type::Text,
            w("Lý do", "Reason"),
            w("lý do, hiện trên trang", "the reason, shown on the page"),
            r#""Theo đề nghị của gia đình.""#,
        )
        .long()
        .required(),
    ],
};

pub(super) const PHOTO: Keys = Keys {
    name: "photos",
    others: None,
    keys: &[
        key(
            "file",
            Type::Text,
            w("Tệp", "File"),
            w("tên tệp trong thư mục của bài", "a file in the entry's folder"),
            r#""tha-ca.jpg""#,
        )
        .required()
        .suggested(r#""anh-1.jpg""#),
        key(
            "alt",
            Type::Text,
            w("Lời thay ảnh", "Alt text"),
            w("lời thay ảnh cho người không nhìn thấy", "what the photo shows, for people who cannot see it"),
            r#""Bà con thả cá giống xuống khe.""#,
        )
        .long()
        .advised()
        .suggested(r#""…""#),
        key(
            "caption",
            Type::Text,
            w("Chú thích", "Caption"),
            w("chú thích", "the caption"),
            r#""Ngày thả cá năm 2020.""#,
        )
        .long()
        .advised()
        .suggested(r#""…""#),
        key(
            "credit",
            Type::Text,
            w("Người chụp", "Credit"),
            w(
                "người, đơn vị chụp; bỏ trống thì lấy từ tệp ảnh, nếu có ghi",
                "who took it; the default comes from the file",
            ),
            r#""Hội Nông dân xã""#,
        )
        .advised()
        .suggested(r#""Ảnh: …""#),
        key(
            "licence",
            Type::Text,
            w("Giấy phép", "Licence"),
            w(
                "giấy phép, nếu khác giấy phép chung; bỏ trống thì lấy từ tệp ảnh, nếu có ghi",
                "its licence, if not the site's; the default comes from the file",
            ),
            r#""CC BY 4.0""#,
        ),
        key(
            "date",
            Type::Date,
            w("Ngày chụp", "Date"),
            w("chụp khi nào", "when it was taken"),
            r#""2019-03""#,
        )
        .past()
        .suggested(r#""{month}""#),
        key(
            "focus",
            Type::Point,
            w("Điểm chính", "Focal point"),
            w(
                "điểm chính: `[từ trái, từ trên]`, từ 0 đến 1",
                "the focal point: `[from left, from top]`, 0 to 1",
            ),
            "[0.4, 0.6]",
        )
        .in_form(
            "Chỗ phải thấy khi ảnh bị cắt. Chạm vào ảnh cũng được.",
            "What must stay visible when the photo is cropped. You may also tap the photo.",
        ),
        key(
            "consent",
            Type::Choice(CONSENTS),
            w("Sự đồng ý", "Consent"),
            w("căn cứ để đăng ảnh có người", "the basis for showing the people in it"),
            r#""recorded""#,
        )
        .otherwise(r#""unknown""#)
        .private()
        .suggested(r#""recorded""#),
        key(
            "consent_ref",
            Type::Text,
            w("Số hồ sơ", "Record"),
            w("số hồ sơ đồng ý của cơ quan", "the reference number of the office's record"),
            r#""HS-12""#,
        )
        .asked_if("consent", &["recorded"])
        .private(),
        key(
            "informed",
            Type::Text,
            w("Đã báo cho người dự", "Informed"),
            w(
                "ảnh sự kiện công khai: đã báo cho người dự bằng cách nào",
                "at a public event: how people were informed that photos are taken",
            ),
            r#""thông báo trên loa và bảng ở cổng""#,
        )
        .asked_if("consent", &["public-event"])
        .private(),
        key(
            "children",
            Type::Choice(CHILDREN),
            w("Trẻ em", "Children"),
            w("trẻ em nhận ra được trong ảnh", "recognisable children"),
            r#""từ 7 tuổi""#,
        )
        .otherwise(r#""không""#)
        .private(),
        key(
            "guardian_consent",
            Type::Choice(PERSON_CONSENTS),
            w("Người giám hộ đồng ý", "Guardian's consent"),
            w(
                "cha mẹ hoặc người giám hộ có đồng ý không; có trẻ em thì phải ghi",
                "whether a parent or guardian agreed; required for children",
            ),
            r#""đã ghi""#,
        )
        .asked_if("children", &["under-7", "7-or-older", "both"])
        .otherwise(r#""chưa rõ""#)
        .private(),
        key(
            "consent_withdrawn",
            Type::Day,
            w("Rút đồng ý", "Consent withdrawn"),
            w(
                "ngày rút đồng ý; ảnh được gỡ khỏi trang",
                "when the consent was withdrawn; removes the photo from the site",
            ),
            "2026-03-01",
        )
        .past()
        .private(),
        key(
            "withdrawn",
            Type::YesNo,
            w("Gỡ ảnh", "Withdrawn"),
            w("`true` để gỡ ảnh", "`true` removes it from the site"),
            "true",
        )
        .in_form("Gỡ ảnh khỏi trang.", "Takes the photo off the site.")
        .otherwise("false"),
    ],
};
