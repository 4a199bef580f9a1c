//! Vietnamese text: normal forms, folding, slugs, suggestions and order.

use std::cmp::Ordering;

use guong::text::{
    Collator, LONGEST_SLUG, canonical_tones, fold, is_reserved_name, is_slug, nearest, nfc, slug,
};
use unicode_normalization::UnicodeNormalization;

#[test]
fn composition_agrees_with_unicode_for_every_character() {
    for letter in '\0'..=char::MAX {
        // With a combining mark, for characters that compose with their neighbour.
        for text in [letter.to_string(), format!("e{letter}"), format!("{letter}\u{301}")] {
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "U+{:04X}", u32::from(letter));
        }
    }
}

#[test]
fn folding_is_the_same_for_composed_and_decomposed_text() {
    let table = [
        ("Đắk Lắk", "dak lak"),
        ("ĐỒNG BẰNG", "dong bang"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("Ünïcode, Ça, Ñ", "unicode, ca, n"),
        ("дом 한국 中文", "дом 한국 中文"),
        ("M'Drắk 12", "m'drak 12"),
    ];
    for (text, folded) in table {
        assert_eq!(fold(text), folded);
        let decomposed: String = text.nfd().collect();
        assert_eq!(fold(&decomposed).nfc().collect::<String>(), folded);
        assert_eq!(nfc(&decomposed), text);
        assert!(matches!(nfc(text), std::borrow::Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn tone_marks_are_normalised() {
    let table = [
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("Thuỷ", "Thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("hoạ sĩ", "họa sĩ"),
        ("xoã", "xõa"),
        ("loé", "lóe"),
        ("luỵ", "lụy"),
        ("oà", "òa"),
        ("quý", "quý"),
        ("Quỳ", "Quỳ"),
        ("QUỲ", "QUỲ"),
        ("ngoài", "ngoài"),
        ("hoàn", "hoàn"),
        ("khuỷu", "khuỷu"),
        ("thuế", "thuế"),
        ("hòa", "hòa"),
        ("Hoà-Thuỷ", "Hòa-Thủy"),
        ("quá", "quá"),
        ("già", "già"),
        ("thúy", "thúy"),
        ("ngoẻo", "ngoẻo"),
        ("toà12", "tòa12"),
    ];
    for (text, expected) in table {
        assert_eq!(canonical_tones(text), expected, "{text}");
        assert_eq!(canonical_tones(&text.nfd().collect::<String>()), expected, "{text}");
        assert_eq!(canonical_tones(expected), expected);
    }
}

#[test]
fn slugs_are_safe_everywhere() {
    let table = [
        ("Thả cá tái tạo nguồn lợi thủy sản", "tha-ca-tai-tao-nguon-loi-thuy-san"),
        ("  Đường -- làng/xã: 2026! ", "duong-lang-xa-2026"),
        ("M'Drắk", "mdrak"),
        ("Con", "con-x"),
        ("NUL", "nul-x"),
        ("aux.", "aux-x"),
        ("Com1", "com1-x"),
        ("lpt0", "lpt0-x"),
        ("com10", "com10"),
        ("Côn Đảo", "con-dao"),
        ("", ""),
        ("…", ""),
        ("中文", ""),
        ("a中b", "a-b"),
    ];
    for (text, expected) in table {
        assert_eq!(slug(text), expected, "{text}");
        assert_eq!(is_slug(expected), !expected.is_empty(), "{expected}");
        assert_eq!(is_slug(text), text == expected && !text.is_empty(), "{text}");
    }
    for name in ["CON", "Nul", "com1", "LPT9", "COM¹"] {
        assert!(is_reserved_name(name), "{name}");
    }
    for name in ["com", "com10", "cons", "", "đá", "comé"] {
        assert!(!is_reserved_name(name), "{name}");
    }
    let long = slug(&"mô hình ".repeat(40));
    assert!(long.len() <= LONGEST_SLUG && long.ends_with("-mo") || long.ends_with("-hinh"), "{long}");
    assert_eq!(slug(&"x".repeat(1_000)).len(), LONGEST_SLUG);
    assert_eq!(slug(&format!("{} y", "x".repeat(LONGEST_SLUG))), "x".repeat(LONGEST_SLUG));
    assert_eq!(slug(&format!("{} y", "x".repeat(LONGEST_SLUG - 1))), "x".repeat(LONGEST_SLUG - 1));
    assert_eq!(slug(&"a b ".repeat(1_000_000)).len(), LONGEST_SLUG - 1);
}

#[test]
fn similar_words_are_suggested_in_order() {
    let provinces = ["Nghệ An", "Long An", "Hội An", "Hà Nam", "Nghệ Án"];
    assert_eq!(nearest("Nghệ Ann", provinces, 3), ["Nghệ An", "Nghệ Án"]);
    assert_eq!(nearest("nghe an", provinces, 1), ["Nghệ An"]);
    assert_eq!(nearest("titel", ["title", "kind", "fields"], 3), ["title"]);
    assert_eq!(nearest("zzzzzz", provinces, 3), Vec::<&str>::new());
    assert_eq!(nearest("", provinces, 3), Vec::<&str>::new());
    assert_eq!(nearest(&"x".repeat(1_000_000), provinces, 3), Vec::<&str>::new());
    assert_eq!(nearest("Nghệ An", provinces, 0), Vec::<&str>::new());
}

#[test]
fn names_sort_as_vietnamese_sorts_them() {
    let collator = Collator::vietnamese();
    let mut names = [
        "Đồng Nai",
        "Dầu Giây",
        "Ăn",
        "An Giang",
        "Ân Thi",
        "Bắc Ninh",
        "Ba",
        "Bà",
        "Bá",
        "Điện Biên",
        "Hà Nội",
        "Hải Phòng",
    ];
    names.sort_by(|one, other| collator.compare(one, other));
    assert_eq!(
        names,
        [
            "An Giang",
            "Ăn",
            "Ân Thi",
            "Ba",
            "Bà",
            "Bá",
            "Bắc Ninh",
            "Dầu Giây",
            "Điện Biên",
            "Đồng Nai",
            "Hà Nội",
            "Hải Phòng"
        ]
    );
    let decomposed: String = "Bà".nfd().collect();
    assert_ne!(collator.compare("Bà", &decomposed), Ordering::Equal);
    for one in names {
        for other in names.into_iter().chain([decomposed.as_str(), "B", "Ba "]) {
            assert_eq!(
                collator.sort_key(one).cmp(&collator.sort_key(other)),
                collator.compare(one, other),
                "{one} {other}"
            );
        }
    }
}
