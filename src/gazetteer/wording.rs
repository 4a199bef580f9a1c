//! The type words before a name, as people write them.
//!
//! Takes an exact key (lower case, single spaces, no full stops) and splits the type from the name.
//! Never looks a name up: [`super::phrase`] decides whether `Quan Sơn` is a name or a mistyped
//! `quận Sơn`.

use super::UnitType;

/// A type word as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeWord {
    /// The type of an administrative unit.
    Unit(UnitType),
    /// The word of a place below the communes.
    Village(&'static str),
}

/// How certain a type word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sureness {
    /// In full, with its marks: certainly the type.
    Full,
    /// Abbreviated, or a word that many names begin with: the whole may be a name.
    Loose,
    /// In full without marks: the whole may be a name, or the writer types without marks.
    Unmarked,
}

/// A type word and the text after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed<'k> {
    pub(crate) kind: TypeWord,
    pub(crate) sureness: Sureness,
    /// The key of the name; empty if only the type was written.
    pub(crate) rest: &'k str,
}

use Sureness::{Full, Loose, Unmarked};
use UnitType::{City, Commune, Province, RuralDistrict, SpecialZone, Town, Township, UrbanDistrict, Ward};

/// Words of administrative units; a longer word precedes one that is its prefix.
const UNIT_WORDS: [(&str, UnitType, Sureness); 34] = [
    ("xã", Commune, Full),
    ("phường", Ward, Full),
    ("thị trấn", Township, Full),
    ("thị xã", Town, Full),
    ("huyện đảo", RuralDistrict, Full),
    ("huyện", RuralDistrict, Full),
    ("quận", UrbanDistrict, Full),
    ("thành phố", City, Full),
    ("tỉnh", Province, Full),
    ("đặc khu", SpecialZone, Full),
    ("x", Commune, Loose),
    ("p", Ward, Loose),
    ("f", Ward, Loose),
    ("tt", Township, Loose),
    ("t t", Township, Loose),
    ("tx", Town, Loose),
    ("t x", Town, Loose),
    ("h", RuralDistrict, Loose),
    ("q", UrbanDistrict, Loose),
    ("tp", City, Loose),
    ("t p", City, Loose),
    ("đk", SpecialZone, Loose),
    ("đ k", SpecialZone, Loose),
    ("t", Province, Loose),
    ("xa", Commune, Unmarked),
    ("phuong", Ward, Unmarked),
    ("thi tran", Township, Unmarked),
    ("thi xa", Town, Unmarked),
    ("huyen dao", RuralDistrict, Unmarked),
    ("huyen", RuralDistrict, Unmarked),
    ("quan", UrbanDistrict, Unmarked),
    ("thanh pho", City, Unmarked),
    ("tinh", Province, Unmarked),
    ("dac khu", SpecialZone, Unmarked),
];

/// Words for places below the communes. Many communes' names begin with one (`Bản Bo`, `Làng Chếu`,
/// `Xóm Chiếu`), so none is certain.
const VILLAGE_WORDS: [&str; 26] = [
    "bản",
    "thôn",
    "xóm",
    "làng",
    "ấp",
    "khu phố",
    "khu",
    "khối phố",
    "khối",
    "khóm",
    "tổ dân phố",
    "tổ",
    "buôn",
    "buôn làng",
    "bon",
    "plei",
    "phum",
    "sóc",
    "tiểu khu",
    "đội",
    "kp",
    "tdp",
    "tdc",
    "cụm dân cư",
    "làng nghề",
    "điểm",
];

/// Returns the type word at the start of a key, if any.
pub(crate) fn typed(key: &str) -> Option<Typed<'_>> {
    if let Some(numbered) = glued_number(key) {
        return Some(numbered);
    }
    for (word, kind, sureness) in UNIT_WORDS {
        if let Some(rest) = after(key, word) {
            return Some(Typed { kind: TypeWord::Unit(kind), sureness, rest });
        }
    }
    for word in VILLAGE_WORDS {
        if let Some(rest) = after(key, word).filter(|rest| !rest.is_empty()) {
            return Some(Typed { kind: TypeWord::Village(word), sureness: Loose, rest });
        }
    }
    None
}

/// Splits a ward or district number without a space: `p12`, `q1`.
fn glued_number(key: &str) -> Option<Typed<'_>> {
    let kind = match key.as_bytes().first()? {
        b'p' | b'f' => Ward,
        b'q' => UrbanDistrict,
        _ => return None,
    };
    let rest = &key[1..];
    let is_number = (1..=2).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(Typed { kind: TypeWord::Unit(kind), sureness: Full, rest })
}

fn after<'k>(key: &'k str, word: &str) -> Option<&'k str> {
    // Comparing the first byte excludes most words.
    if key.as_bytes().first() != word.as_bytes().first() {
        return None;
    }
    let rest = key.strip_prefix(word)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// Words between a type and a name that only describe the unit.
const ATTRIBUTES: [&str; 12] = [
    "biên giới",
    "vùng biên",
    "vùng cao",
    "vùng sâu",
    "vùng xa",
    "miền núi",
    "ven biển",
    "bãi ngang",
    "trung du",
    "hải đảo",
    "đảo",
    "nghèo",
];

/// Returns the text after a type word without a description of the unit (`xã biên giới Tam Hợp`).
pub(crate) fn without_attribute(rest: &str) -> Option<&str> {
    ATTRIBUTES.iter().find_map(|words| after(rest, words))
}

/// First words of streets, houses and offices. A unit's name may begin with one too (`Trường Sơn`, `Hội An`), so they
/// matter only if no unit is found.
const ASIDE_WORDS: [&str; 68] = [
    "số",
    "số nhà",
    "ngõ",
    "ngách",
    "hẻm",
    "kiệt",
    "đường",
    "phố",
    "quốc lộ",
    "ql",
    "tỉnh lộ",
    "tl",
    "trung tâm",
    "khu vực",
    "khu dân cư",
    "khu tái định cư",
    "khu công nghiệp",
    "kcn",
    "khu kinh tế",
    "cụm công nghiệp",
    "kdc",
    "chi bộ",
    "đảng bộ",
    "đảng ủy",
    "huyện ủy",
    "tỉnh ủy",
    "thị ủy",
    "thành ủy",
    "ban dân vận",
    "ban chỉ huy",
    "ban thường vụ",
    "ubnd",
    "ủy ban",
    "hđnd",
    "mttq",
    "mặt trận",
    "ubmttq",
    "ub mttq",
    "hội",
    "đoàn",
    "liên đoàn",
    "công an",
    "đồn",
    "trạm",
    "bộ",
    "bộ đội",
    "quân sự",
    "trường",
    "bệnh viện",
    "hợp tác xã",
    "htx",
    "câu lạc bộ",
    "clb",
    "nhà máy",
    "công ty",
    "lữ đoàn",
    "trung đoàn",
    "tiểu đoàn",
    "chùa",
    "nhà thờ",
    "giáo xứ",
    "giáo họ",
    "chợ",
    "cầu",
    "cửa khẩu",
    "sông",
    "hồ",
    "toàn",
];

/// Whether a key begins as no unit's name does: a house, a street, an office, a count (`12 xã`).
pub(crate) fn is_aside(key: &str) -> bool {
    let counted = key.split_once(' ').is_some_and(|(number, rest)| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && typed(rest).is_some()
    });
    counted || ASIDE_WORDS.iter().any(|words| after(key, words).is_some())
}
