//! Text typed in the Vietnamese encodings from before Unicode.
//!
//! Old documents were typed in fonts (`.VnTime`, `VNI-Times`) that assign other letters to bytes. Pasted into
//! a Unicode file, they look like `Nh©n d©n` or `Nhaân daân`. Both encodings are published: TCVN 5712:1993
//! (its third table) and VNI for Windows.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::fold;

/// An encoding from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Legacy {
    /// TCVN3, also known as ABC: fonts whose names begin with `.Vn`.
    Tcvn3,
    /// VNI for Windows: fonts whose names begin with `VNI-`.
    Vni,
}

/// Words that are Vietnamese only when read in a legacy encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyText {
    /// The encoding.
    pub encoding: Legacy,
    /// The offset of the first such word in bytes.
    pub at: usize,
    /// The decoded words, at most eight.
    pub meant: String,
}

/// The letters of TCVN3 in pairs: the byte as Latin-1 shows it, and the letter that it encodes.
const TCVN3: &str = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u{ad}ư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị\
                     ßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ";

/// The Latin-1 letters that Vietnamese uses, and `Ð`, which some keyboards produce for `Đ`.
const OWN: &str = "ÀÁÂÃÈÉÊÌÍÐÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";

/// The five tone marks; a syllable has at most one.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Minimum number of different words: a foreign name or a unit (`µm`) may look encoded by chance.
const MIN_WORDS: usize = 2;

/// Finds words in a legacy encoding in a line; `None` if there are fewer than two.
pub fn legacy(line: &str) -> Option<LegacyText> {
    if !has_foreign(line) {
        return None;
    }
    let count = |encoding| {
        let suspects = words(line).filter(|(_, word)| word.contains(is_foreign));
        let decoded: BTreeSet<String> = suspects.filter_map(|(_, word)| decode(word, encoding)).collect();
        decoded.len()
    };
    let (tcvn3, vni) = (count(Legacy::Tcvn3), count(Legacy::Vni));
    if tcvn3.max(vni) < MIN_WORDS {
        return None;
    }
    let encoding = if vni > tcvn3 { Legacy::Vni } else { Legacy::Tcvn3 };
    let marked = words(line).filter(|(_, word)| !word.is_ascii());
    let mut meant = marked.filter_map(|(at, word)| Some((at, decode(word, encoding)?)));
    let (at, first) = meant.next()?;
    let meant = meant.take(7).fold(first, |text, (_, word)| text + " " + &word);
    Some(LegacyText { encoding, at, meant })
}

/// Returns a text with its words decoded from a legacy encoding. Words that would not be Vietnamese stay as they are.
pub fn unlegacy(text: &str, encoding: Legacy) -> String {
    let is_part = |c: char| c.is_ascii_alphabetic() || ('\u{a1}'..='\u{ff}').contains(&c);
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let word = &rest[start..];
        let word = &word[..word.find(|c| !is_part(c)).unwrap_or(word.len())];
        decoded.push_str(&rest[..start]);
        match decode(word, encoding).filter(|_| !word.is_ascii()) {
            Some(read) => decoded.push_str(&read),
            None => decoded.push_str(word),
        }
        rest = &rest[start + word.len()..];
    }
    decoded + rest
}

/// Whether a text contains a letter of a legacy encoding. Most texts contain none.
pub fn has_foreign(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xc2, 0xc3, bytes).any(|at| is_foreign_pair(bytes[at], bytes[at + 1]))
}

/// Whether a character is in the upper half of Latin-1 and not used in Vietnamese.
fn is_foreign(c: char) -> bool {
    let mut bytes = [0; 4];
    matches!(c.encode_utf8(&mut bytes).as_bytes(), [first, second] if is_foreign_pair(*first, *second))
}

/// As [`is_foreign`], for a character of two bytes in UTF-8.
fn is_foreign_pair(first: u8, second: u8) -> bool {
    match first {
        0xc2 => second >= 0xa1,
        0xc3 => OWN_BYTES & 1 << (second & 0x3f) == 0,
        _ => false,
    }
}

/// A bit set: bit `n` is set if U+00C0 + `n` is in [`OWN`].
const OWN_BYTES: u64 = {
    let (bytes, mut set, mut at) = (OWN.as_bytes(), 0, 1);
    while at < bytes.len() {
        set |= 1 << (bytes[at] & 0x3f);
        at += 2;
    }
    set
};

/// Returns runs of letters and Latin-1 characters that contain an ASCII letter, with their offsets.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphabetic() || ('\u{a1}'..='\u{ff}').contains(&c);
    let pieces = line.split(move |c| !is_part(c));
    let placed = pieces.map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word));
    placed.filter(|(_, word)| word.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Decodes a word; `None` if the result is not a Vietnamese syllable.
fn decode(word: &str, encoding: Legacy) -> Option<String> {
    let read: String = match encoding {
        Legacy::Tcvn3 => word.chars().map(of_tcvn3).collect::<Option<_>>()?,
        Legacy::Vni => of_vni(word)?,
    };
    let tones = read.nfd().filter(|c| TONES.contains(c)).count();
    (tones <= 1 && is_syllable(&fold(&read))).then_some(read)
}

fn of_tcvn3(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let mut letters = TCVN3.chars();
    while let (Some(byte), Some(letter)) = (letters.next(), letters.next()) {
        if byte == c {
            return Some(letter);
        }
    }
    None
}

/// Decodes VNI, which writes a vowel and then a character for its marks.
fn of_vni(word: &str) -> Option<String> {
    let mut read = String::new();
    let mut vowel = false;
    for c in word.chars() {
        let is_upper = c.is_uppercase();
        let lower = c.to_lowercase().next()?;
        let base = read.chars().last().map_or(' ', |c| c.to_ascii_lowercase());
        let marks = match lower {
            _ if c.is_ascii() => None,
            'ù' => Some("\u{301}"),
            'ø' => Some("\u{300}"),
            'û' => Some("\u{309}"),
            'õ' => Some("\u{303}"),
            'ï' => Some("\u{323}"),
            'â' => Some("\u{302}"),
            'á' => Some("\u{302}\u{301}"),
            'à' => Some("\u{302}\u{300}"),
            'å' => Some("\u{302}\u{309}"),
            'ã' => Some("\u{302}\u{303}"),
            'ä' => Some("\u{302}\u{323}"),
            'ê' => Some("\u{306}"),
            'é' => Some("\u{306}\u{301}"),
            'è' => Some("\u{306}\u{300}"),
            'ú' => Some("\u{306}\u{309}"),
            'ü' => Some("\u{306}\u{303}"),
            'ë' => Some("\u{306}\u{323}"),
            _ => None,
        };
        let fits = match marks {
            Some(marks) if marks.starts_with('\u{302}') => "aeo".contains(base),
            Some(marks) if marks.starts_with('\u{306}') => base == 'a',
            // A vowel with a horn ends in its horn.
            _ => "aeouy\u{31b}".contains(base),
        };
        match (marks, lower) {
            (Some(marks), _) if vowel && fits => {
                read.push_str(marks);
                vowel = false;
                continue;
            }
            (Some(_), _) => return None,
            _ => {}
        }
        let letter = match lower {
            'ñ' => "đ",
            'ô' => "o\u{31b}",
            'ö' => "u\u{31b}",
            'í' => "í",
            'ì' => "ì",
            'æ' => "ỉ",
            'ó' => "ĩ",
            'ò' => "ị",
            'î' => "ỵ",
            _ if c.is_ascii() => {
                read.push(c);
                vowel = "aeouy".contains(lower);
                continue;
            }
            _ => return None,
        };
        vowel = letter.ends_with('\u{31b}');
        read.extend(letter.chars().flat_map(|c| if is_upper { c.to_uppercase().collect() } else { vec![c] }));
    }
    Some(read.nfc().collect())
}

/// Whether folded letters form one Vietnamese syllable.
fn is_syllable(folded: &str) -> bool {
    const ONSETS: [&str; 27] = [
        "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l",
        "m", "n", "p", "r", "s", "t", "v", "x", "",
    ];
    const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    ONSETS.iter().filter_map(|onset| folded.strip_prefix(onset)).any(|rest| {
        let coda = rest.trim_start_matches(|c| "aeiouy".contains(c));
        (1..=3).contains(&(rest.len() - coda.len())) && CODAS.contains(&coda)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(line: &str) -> Option<(Legacy, String)> {
        legacy(line).map(|found| (found.encoding, found.meant))
    }

    #[test]
    fn tcvn3_is_recognised() {
        let found = legacy("title = \"M« h×nh D©n vËn khÐo\"").unwrap();
        assert_eq!((found.encoding, &*found.meant), (Legacy::Tcvn3, "Mô hình Dân vận khéo"));
        assert_eq!(found.at, "title = \"".len());
        assert_eq!(meant("HiÕn ®Êt lµm ®\u{ad}êng"), Some((Legacy::Tcvn3, "Hiến đất làm đường".into())));
    }

    #[test]
    fn vni_is_recognised() {
        assert_eq!(meant("Hieán ñaát laøm ñöôøng"), Some((Legacy::Vni, "Hiến đất làm đường".into())));
        assert_eq!(
            meant("Daân vaän kheùo ôû xaõ Tam Hôïp"),
            Some((Legacy::Vni, "Dân vận khéo xã Hợp".into()))
        );
        assert_eq!(meant("ÑÖÔØNG LAØNG"), Some((Legacy::Vni, "ĐƯỜNG LÀNG".into())));
    }

    #[test]
    fn a_text_is_decoded_word_by_word() {
        assert_eq!(
            unlegacy("HiÕn ®Êt, lµm ®\u{ad}êng 2019 (®ît 1)", Legacy::Tcvn3),
            "Hiến đất, làm đường 2019 (đợt 1)"
        );
        assert_eq!(unlegacy("Daân vaän kheùo 12 xaõ", Legacy::Vni), "Dân vận khéo 12 xã");
        assert_eq!(unlegacy("", Legacy::Vni), "");
    }

    #[test]
    fn every_letter_of_an_encoding_is_read() {
        let letters = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
        for letter in letters.chars() {
            assert!(TCVN3.chars().skip(1).step_by(2).any(|c| c == letter), "{letter}");
        }
    }

    #[test]
    fn proper_text_and_other_languages_are_left_alone() {
        for line in [
            "Mô hình “Dân vận khéo” ở xã Tam Hợp, huyện Tương Dương",
            "có vé, là bà, hoà, thuỷ, và cả ô tô, à ra thế",
            "« Nhân dân » © 2019 Báo Nghệ An® · 20 °C · 600 m² · 3×4 · ½ ngày · §5",
            "bụi 2,5 µm và 10 µm",
            "Ðông Anh, Ðà Nẵng, Ðồng Nai, Ðông Ðô",
            "São Tomé, Curaçao, Nuñez, Malmö, Zürich, Ærø, Besançon, Orléans",
            "déjà vu, garçon, naïve, Noël, Citroën, façade, über, Straße",
            "",
        ] {
            assert_eq!(legacy(line), None, "{line}");
        }
    }
}
