//! The keys of an entry.

use super::choices::KINDS;
use super::{Key, Keys, Type, facts, key, parts, w};
use crate::diagnostic::Referent;

pub(super) const ENTRY: Keys = Keys { name: "entry", others: None, keys: KEYS };

const KEYS: &[Key] = &[
    key("title", Type::Text, w("Tên", "Title"), w("tên bài", "the entry's title"), r#""Thả cá tái tạo nguồn lợi thủy sản""#)
        .required()
        .given(r#""{title}""#),
    key("kind", Type::Choice(KINDS), w("Loại", "Kind"), w("loại", "the kind of exemplar"), r#""mô hình""#)
        .advised()
        .otherwise(r#""mô hình""#)
        .given(r#""mô hình""#),
    key(
        "fields",
        Type::Reference(Referent::Field),
        w("Lĩnh vực", "Fields"),
        w("lĩnh vực, một hoặc nhiều: `id` hoặc tên trong `fields.toml`", "one or more fields: ids or names in `fields.toml`"),
        r#"["kinh-te"]"#,
    )
    .in_form(
            "Một hoặc nhiều lĩnh vực. Gõ vài chữ, không cần dấu, rồi chọn.",
            "One or more fields. Type a few letters and choose.",
        )
    .many()
    .required()
    .given(r#"["{field}"]"#),
    key(
        "locality",
        Type::Place,
        w("Địa bàn", "Place"),
        w(
            "địa bàn, một nơi hoặc danh sách; trước 01/07/2025 viết đủ xã, huyện, tỉnh; hoặc dùng `area`",
            "where it is: one place or a list; include the district if before 01/07/2025; or use `area`",
        ),
        r#""xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An""#,
    )
    .in_form(
            "Gõ tên xã, không cần dấu, rồi chọn. Chuyện trước 01/07/2025 thì chọn nơi có đủ xã, huyện, tỉnh. \
             Không thuộc xã nào: bỏ trống, điền “Vùng” ở phần mục ít dùng.",
            "Type the name of the commune and choose. Before 01/07/2025 places have a district too. If it is in \
             no commune, enter “Area” under “Rarely used”.",
        )
    .many()
    .required_unless("area")
    .given(r#""xã …, tỉnh …""#),
    key(
        "area",
        Type::Text,
        w("Vùng", "Area"),
        w(
            "vùng rộng hơn hoặc ngoài đơn vị hành chính, ghi thay cho `locality`; bài không xếp theo địa phương",
            "an area that is not an administrative unit, instead of `locality`; lists of places omit the entry",
        ),
        r#""Quân khu 4""#,
    )
    .in_form(
            "Vùng rộng hơn hoặc ngoài đơn vị hành chính, điền thay cho địa bàn. Bài không xếp theo địa phương.",
            "An area that is no administrative unit, in place of “Place”. Lists of places leave the entry out.",
        ),
    key(
        "unit",
        Type::Reference(Referent::Unit),
        w("Đơn vị", "Unit"),
        w(
            "đơn vị thực hiện: `id` trong `units.toml`, hoặc viết thẳng tên; một hoặc danh sách",
            "who runs it: an id in `units.toml` or a name; one or a list",
        ),
        r#""Hội Nông dân xã Tam Hợp""#,
    )
    .in_form(
            "Đơn vị thực hiện. Chọn trong danh sách, hoặc viết thẳng tên.",
            "Who runs it. Choose from the list, or write the name.",
        )
    .many()
    .advised()
    .given(r#""…""#),
    key(
        "started",
        Type::Date,
        w("Bắt đầu", "Started"),
        w(
            "bắt đầu từ khi nào: năm, tháng, ngày, quý hoặc cả khoảng thời gian; không biết thì bỏ trống, trang ghi là chưa rõ",
            "when it started: a year, month, day, quarter or period; if omitted, the page says that it is not known",
        ),
        r#""2019-03""#,
    )
    .advised()
    .given(r#""{month}""#),
    key(
        "ended",
        Type::Date,
        w("Kết thúc", "Ended"),
        w("kết thúc khi nào, nếu đã kết thúc", "when it ended, if it has ended"),
        r#""2021-12""#,
    ),
    key(
        "published",
        Type::Day,
        w("Ngày đăng", "Published"),
        w(
            "ngày vào phòng trưng bày; quyết định thứ tự trong danh sách; thiếu thì bài xếp cuối và không có trong tin mới",
            "when it was published; sorts lists and feeds; if omitted, the entry comes last and is in no feed",
        ),
        "2020-11-02",
    )
    .advised()
    .given("{today}"),
    key(
        "summary",
        Type::Text,
        w("Tóm tắt", "Summary"),
        w(
            "tóm tắt một, hai câu; thiếu thì lấy đoạn đầu của bài",
            "one or two sentences; the default is the first paragraph",
        ),
        r#""Năm bản cùng đặt mùa cấm.""#,
    )
.long()
    .advised()
    .given(r#""…""#),
    key(
        "draft",
        Type::YesNo,
        w("Bản nháp", "Draft"),
        w("`true` là bản nháp, không đăng; xong thì xóa dòng này", "`true` keeps it unpublished; remove it when done"),
        "true",
    )
    .in_form(
            "Bản nháp thì không đăng. Xong thì bỏ dấu này.",
            "A draft is not published. Untick it when done.",
        )
    .otherwise("false")
    .given("true"),
    key(
        "verified",
        Type::Day,
        w("Kiểm tra", "Verified"),
        w(
            "ngày gần nhất có người kiểm tra là còn đúng; không được là ngày mai",
            "the day when it was last verified; not in the future",
        ),
        "2026-05-12",
    )
    .past()
    .advised()
    .suggested("{today}"),
    key(
        "updated",
        Type::Day,
        w("Ngày sửa", "Updated"),
        w("ngày sửa nội dung gần nhất", "the day when its content was last changed"),
        "2021-06-01",
    )
    .past()
    .advised(),
    key(
        "phase",
        Type::Reference(Referent::Phase),
        w("Giai đoạn", "Phase"),
        w("`id` hoặc tên của giai đoạn; thiếu thì suy từ `started`", "the id or name of a phase; the default follows from `started`"),
        r#""dot-2""#,
    )
    .in_form(
            "Để trống thì máy suy từ ngày bắt đầu.",
            "If empty, it follows from when it started.",
        )
    .advised(),
    facts::REASON,
    facts::GOAL,
    facts::FOR,
    facts::PART,
    facts::MONEY,
    key(
        "status",
        Type::Table(&parts::STATUS),
        w("Các bước", "Status"),
        w("các bước đã qua", "the steps it has gone through"),
        "",
    )
    .many()
    .advised()
    .suggested(r#"[{ step = "đăng ký", date = "{month}", by = "…" }]"#),
    key(
        "results",
        Type::Table(&parts::RESULT),
        w("Kết quả", "Results"),
        w("kết quả bằng số", "results in figures"),
        "",
    )
    .many()
    .advised()
    .suggested(r#"[{ label = "Số hộ tham gia", unit = "hộ", before = 0, after = 0, from = "{month}", to = "{month}" }]"#),
    key(
        "awards",
        Type::Table(&parts::AWARD),
        w("Khen thưởng", "Awards"),
        w("khen thưởng", "awards"),
        "",
    )
    .many()
    .advised(),
    facts::REVIEWS,
    facts::SPREAD,
    facts::LEADER,
    facts::CONTACT,
    key(
        "documents",
        Type::Reference(Referent::Document),
        w("Văn bản", "Documents"),
        w(
            "văn bản liên quan, đã có tệp trong `content/documents`: số, ký hiệu, hoặc tên tệp bỏ `.md`",
            "related documents: their numbers, or file names in `content/documents` without `.md`",
        ),
        r#"["05-ct-tu"]"#,
    )
    .in_form(
            "Văn bản liên quan đã có trong phòng trưng bày.",
            "Related documents that are in the gallery.",
        )
    .many()
    .advised(),
    key(
        "attachments",
        Type::Text,
        w("Tệp kèm theo", "Attachments"),
        w(
            "tệp PDF, DOCX, XLSX để cùng thư mục với bài, cho người xem tải về; tệp mà bài có liên kết đến thì không cần ghi",
            "PDF, DOCX or XLSX files in the entry's folder, for download; files that the text links to need not be listed",
        ),
        r#"["ke-hoach.pdf"]"#,
    )
    .many(),
    key(
        "replicates",
        Type::Reference(Referent::Entry),
        w("Làm theo", "Replicates"),
        w("làm theo mô hình nào: tên thư mục của bài ấy", "the entry that it replicates: the name of its folder"),
        r#""ao-ca-ban-phong""#,
    )
    .in_form(
            "Làm theo mô hình nào. Gõ vài chữ rồi chọn.",
            "The entry that it replicates. Type a few letters and choose.",
        )
    .advised(),
    key("sources", Type::Table(&parts::SOURCE), w("Nguồn", "Sources"), w("nguồn", "where its claims come from"), "")
        .many()
        .advised(),
    key(
        "corrections",
        Type::Table(&parts::CORRECTION),
        w("Đính chính", "Corrections"),
        w("đính chính sau khi đăng", "corrections after publication"),
        "",
    )
    .many(),
    key(
        "aliases",
        Type::Text,
        w("Địa chỉ cũ", "Old addresses"),
        w("địa chỉ cũ cũng dẫn về bài này", "old addresses that redirect to this entry"),
        r#"["/cu/tha-ca/"]"#,
    )
    .many(),
    key(
        "slug",
        Type::Slug,
        w("Địa chỉ", "Address"),
        w("địa chỉ khác tên thư mục", "an address that differs from the folder's name"),
        r#""tha-ca""#,
    ),
    key(
        "approved",
        Type::Table(&facts::APPROVED),
        w("Duyệt", "Approved"),
        w(
            "ai duyệt cho đăng, ngày nào; bắt buộc khi `guong.toml` có `require_approval = true`",
            "who approved it, and when; required if `guong.toml` has `require_approval = true`",
        ),
        "",
    )
    .in_form(
            "Ai duyệt cho đăng, ngày nào.",
            "Who approved it, and when.",
        ),
    key(
        "publish_at",
        Type::Day,
        w("Đăng từ", "Publish at"),
        w(
            "từ đầu ngày này mới đăng; chỉ nhận ngày, tính theo giờ Việt Nam",
            "published from the start of this day, in Viet Nam's time zone; a day only",
        ),
        "2026-12-01",
    ),
    key(
        "expires",
        Type::Day,
        w("Đăng đến", "Expires"),
        w("hết ngày này thì thôi", "not published after this day"),
        "2030-12-31",
    ),
    key(
        "withdrawn",
        Type::Table(&parts::WITHDRAWN),
        w("Rút bài", "Withdrawn"),
        w("rút bài: địa chỉ chỉ còn lời báo", "withdraws the entry: its address keeps a notice"),
        "",
    ),
    key("photos", Type::Table(&parts::PHOTO), w("Ảnh", "Photos"), w("ảnh", "photos"), "").many(),
];
