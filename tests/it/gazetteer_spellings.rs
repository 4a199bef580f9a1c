//! Common spellings of places, each with the unit that it means without a doubt.

use guong::gazetteer::{AdminUnit, Doubt, Gazetteer};

/// Returns the full name of the unit to which a text was resolved, and the doubts.
fn resolve(text: &str, before: bool) -> (String, Vec<Doubt>) {
    let gazetteer = Gazetteer::built_in();
    let resolution = gazetteer.resolve(text, before).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let place = resolution.place;
    let today =
        place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
    (gazetteer.full_name(place.former.map_or(today, AdminUnit::Former)), resolution.doubts)
}

const TAM_HOP: &str = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An";
const DAK_LAK: &str = "tỉnh Đắk Lắk";
const HUE: &str = "thành phố Huế";
const BRVT: &str = "tỉnh Bà Rịa - Vũng Tàu";
const WARD_12: &str = "phường 12, quận 10, thành phố Hồ Chí Minh";

/// Spellings, each with the unit.
const SURE: &[(&str, &str)] = &[
    // Three tiers, also in brackets.
    ("xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", TAM_HOP),
    ("xã Tam Hợp (Tương Dương)", TAM_HOP),
    ("xã Tam Hợp (Tương Dương), Nghệ An", TAM_HOP),
    ("Tam Hợp, Tương Dương, Nghệ An", TAM_HOP),
    ("Xã Tam Hợp - Huyện Tương Dương - Tỉnh Nghệ An.", TAM_HOP),
    ("X. Tam Hợp; H. Tương Dương; T. Nghệ An", TAM_HOP),
    ("x.Tam Hợp · h.Tương Dương · Nghệ An, Việt Nam", TAM_HOP),
    ("TAM HỢP, TƯƠNG DƯƠNG, NGHỆ AN", TAM_HOP),
    ("xa Tam Hop, huyen Tuong Duong, tinh Nghe An", TAM_HOP),
    ("xã Tam Hợp, huyện Tương Dương", TAM_HOP),
    ("xã Tam Hợp, huyện Tương Dương, VN", TAM_HOP),
    // Two tiers are today's.
    ("xã Tam Hợp, tỉnh Nghệ An", "xã Tam Hợp, tỉnh Nghệ An"),
    ("Sơn Hạ, Quảng Ngãi", "xã Sơn Hạ, tỉnh Quảng Ngãi"),
    ("Sơn Hà, Quảng Ngãi", "xã Sơn Hà, tỉnh Quảng Ngãi"),
    ("phường Mỹ Tho, Đồng Tháp", "phường Mỹ Tho, tỉnh Đồng Tháp"),
    ("xã Mỹ Thọ, Đồng Tháp", "xã Mỹ Thọ, tỉnh Đồng Tháp"),
    ("xã Thanh An, TP HCM", "xã Thanh An, thành phố Hồ Chí Minh"),
    ("phường Xuân Hương – Đà Lạt, Lâm Đồng", "phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng"),
    ("Xuân Hương - Đà Lạt - Lâm Đồng", "phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng"),
    // … else a former one.
    ("xã An Ninh Đông, tỉnh Phú Yên", "xã An Ninh Đông, huyện Tuy An, tỉnh Phú Yên"),
    ("phường Tân Hoà, tỉnh Hoà Bình", "phường Tân Hòa, thành phố Hòa Bình, tỉnh Hòa Bình"),
    ("phường Gia Hội, thành phố Huế, tỉnh Thừa Thiên Huế", "phường Gia Hội, quận Phú Xuân, thành phố Huế"),
    // The type word that belongs to the name.
    ("Phường Đúc, thành phố Huế", "phường Phường Đúc, quận Thuận Hóa, thành phố Huế"),
    ("phường Phường Đúc, Huế", "phường Phường Đúc, quận Thuận Hóa, thành phố Huế"),
    ("Quan Sơn, Thanh Hoá", "xã Quan Sơn, tỉnh Thanh Hóa"),
    ("xã Xa Dung, Điện Biên", "xã Xa Dung, tỉnh Điện Biên"),
    ("Xa Dung, Điện Biên", "xã Xa Dung, tỉnh Điện Biên"),
    ("phường 2 Bảo Lộc, Lâm Đồng", "phường 2 Bảo Lộc, tỉnh Lâm Đồng"),
    ("phường I, thành phố Vị Thanh, tỉnh Hậu Giang", "phường I, thành phố Vị Thanh, tỉnh Hậu Giang"),
    ("thị trấn Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn", "thị trấn Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn"),
    ("Chi Lăng (Thị trấn), Chi Lăng, Lạng Sơn", "thị trấn Chi Lăng, huyện Chi Lăng, tỉnh Lạng Sơn"),
    // Numbers.
    ("P.12, Q.10, TPHCM", WARD_12),
    ("p12, q10, tp.hcm", WARD_12),
    ("Phường 12 - Quận 10 - TP. Hồ Chí Minh", WARD_12),
    ("phường 12, quận 10, T.P Hồ Chí Minh", WARD_12),
    ("P.01, Q.3, Sài Gòn", "phường 1, quận 3, thành phố Hồ Chí Minh"),
    ("P.5, Q. Phú Nhuận, TP HCM", "phường 5, quận Phú Nhuận, thành phố Hồ Chí Minh"),
    // Districts.
    ("huyện Tương Dương, tỉnh Nghệ An", "huyện Tương Dương, tỉnh Nghệ An"),
    ("TP Vinh, Nghệ An", "thành phố Vinh, tỉnh Nghệ An"),
    ("Vinh", "thành phố Vinh, tỉnh Nghệ An"),
    ("thị xã Hoàng Mai", "thị xã Hoàng Mai, tỉnh Nghệ An"),
    ("TX. Kỳ Anh, Hà Tĩnh", "thị xã Kỳ Anh, tỉnh Hà Tĩnh"),
    ("H. Kỳ Anh, Hà Tĩnh", "huyện Kỳ Anh, tỉnh Hà Tĩnh"),
    ("TP. Phan Rang - Tháp Chàm, Ninh Thuận", "thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận"),
    ("TP Cao Bằng", "thành phố Cao Bằng, tỉnh Cao Bằng"),
    ("huyện Ea H’Leo, Đăk Lăk", "huyện Ea H'leo, tỉnh Đắk Lắk"),
    ("huyện Ea Hleo, Dak Lak", "huyện Ea H'leo, tỉnh Đắk Lắk"),
    // Provinces, former ones too.
    ("Nghệ An", "tỉnh Nghệ An"),
    ("Cao Bằng", "tỉnh Cao Bằng"),
    ("Phú Yên", "tỉnh Phú Yên"),
    ("Đắk Lắk", DAK_LAK),
    ("Đăk Lăk", DAK_LAK),
    ("Đắc Lắc", DAK_LAK),
    ("Dak Lak", DAK_LAK),
    ("Bắc Cạn", "tỉnh Bắc Kạn"),
    ("Thừa Thiên Huế", HUE),
    ("tỉnh Thừa Thiên - Huế", "thành phố Huế"),
    ("TT-Huế", HUE),
    ("Bà Rịa-Vũng Tàu", BRVT),
    ("tỉnh Bà Rịa – Vũng Tàu", BRVT),
    ("Bà Rịa Vũng Tàu", BRVT),
    ("BR-VT", BRVT),
    ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
    ("tphcm", "thành phố Hồ Chí Minh"),
    ("Khánh Hoà", "tỉnh Khánh Hòa"),
    ("Khánh Hòa", "tỉnh Khánh Hòa"),
];

#[test]
fn spellings_that_raise_no_doubt() {
    for (text, expected) in SURE {
        let (found, doubts) = resolve(text, false);
        assert_eq!(found, *expected, "{text}");
        assert_eq!(doubts, [], "{text}");
    }
}
