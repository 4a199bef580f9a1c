//! The keys of `targets.toml`.

use super::choices::INDICATORS;
use super::registry::list;
use super::{Keys, Type, key, w};
use crate::diagnostic::Referent;

pub(super) const TARGETS: Keys = Keys {
    name: "targets.toml",
    others: None,
    keys: &[
        key(
            "public",
            Type::YesNo,
            w("Đăng cho người xem", "Public"),
            w(
                "`true`: trang theo dõi được đăng lên; `false`: chỉ thấy khi xem trước, và trong báo cáo",
                "`true`: visitors see the page of targets; `false`: it is in preview and in reports alone",
            ),
            "true",
        )
        .in_form(
            "Đăng trang theo dõi cho mọi người xem. Không đánh dấu thì chỉ thấy khi xem trước, và trong báo \
             cáo.",
            "Publishes the page of the targets. If unticked, it is only in the preview and in reports.",
        )
        .otherwise("false"),
        list("targets", &TARGET),
    ],
};

const TARGET: Keys = Keys {
    name: "target",
    others: None,
    keys: &[
        key(
            "name",
            Type::Text,
            w("Chỉ tiêu", "Name"),
            w("chỉ tiêu, viết như trong kế hoạch", "the target, as the plan words it"),
            r#""Trên 95% địa phương đăng ký mô hình""#,
        )
        .required(),
        key(
            "indicator",
            Type::Choice(INDICATORS),
            w("Cách tính", "Indicator"),
            w("đếm gì; số liệu lấy từ các bài", "what is counted, in the entries themselves"),
            r#""nơi có mô hình""#,
        )
        .required(),
        key(
            "aim",
            Type::Figure,
            w("Mức cần đạt", "Aim"),
            w(
                "một số, hoặc một tỷ lệ trong ngoặc kép: `\"95%\"`, `\"trên 95%\"`",
                "a number, or a quoted share: `\"95%\"`, `\"trên 95%\"`",
            ),
            "20",
        )
    .in_form(
            "Một số, hoặc một tỷ lệ: 95%, trên 95%.",
            "A number, or a share: 95%, trên 95%.",
        )
        .required(),
        key(
            "phase",
            Type::Reference(Referent::Phase),
            w("Giai đoạn", "Phase"),
            w("tính các bài của giai đoạn nào", "the phase whose entries count"),
            r#""dot-2""#,
        )
        .required_unless("year"),
        key(
            "year",
            Type::Whole { from: 1900, to: 2999 },
            w("Năm", "Year"),
            w(
                "tính các bài đăng ký trong năm nào; bài không ghi ngày đăng ký thì lấy năm bắt đầu",
                "the year of registration (else of the beginning) of the entries that count",
            ),
            "2026",
        ),
        key(
            "within",
            Type::Place,
            w("Địa bàn", "Places"),
            w(
                "một tỉnh thì tính từng xã, phường; hoặc danh sách xã, phường; bỏ trống: cả trang",
                "a province, whose communes are counted one by one, or a list of communes; omit for the whole site",
            ),
            r#""tỉnh Nghệ An""#,
        )
        .many(),
        key(
            "units",
            Type::Reference(Referent::Unit),
            w("Đơn vị", "Units"),
            w(
                "tính từng đơn vị này thay cho xã, phường; khai trong `units.toml`",
                "count these units of `units.toml` rather than communes",
            ),
            r#"["hnd-tam-hop", "chi-bo-ban-phong"]"#,
        )
    .in_form(
            "Tính từng đơn vị này, thay cho xã, phường. Gõ vài chữ rồi chọn.",
            "Counts for each of these units, in place of communes. Type a few letters and choose.",
        )
        .many(),
        key(
            "at_least",
            Type::Whole { from: 1, to: 1000 },
            w("Mỗi nơi ít nhất", "At least"),
            w(
                "cho “nơi có mô hình”: mỗi nơi từ mấy mô hình trở lên",
                "for “places with entries”: how many entries a place must have",
            ),
            "1",
        )
        .otherwise("1"),
        key(
            "at_most",
            Type::Whole { from: 1, to: 1000 },
            w("Mỗi nơi nhiều nhất", "At most"),
            w(
                "cho “nơi có mô hình”: mỗi nơi không quá mấy mô hình",
                "for “places with entries”: how many entries a place may have",
            ),
            "2",
        ),
        key(
            "due",
            Type::Day,
            w("Hạn", "Due"),
            w("hạn cuối, tính cả ngày ấy", "the last day to reach it"),
            "2026-09-30",
        ),
        key(
            "document",
            Type::Reference(Referent::Document),
            w("Theo văn bản", "Document"),
            w("văn bản đặt ra chỉ tiêu", "the document that sets it"),
            r#""22-kh-du""#,
        ),
    ],
};
