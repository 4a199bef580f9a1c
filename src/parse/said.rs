//! Metadata embedded in a picture: credit, licence, and whether it has a location.
//!
//! Takes the bytes of a file; never keeps the coordinates. Damaged metadata counts as absent: it is informal,
//! and anyone may have written it.

use std::collections::HashMap;
use std::io::Cursor;

use exif::{Exif, In, Tag, Value};
use image::metadata::Orientation;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::date::Day;

/// Maximum size in bytes of an XMP packet.
const LONGEST_PACKET: usize = 1 << 20;
/// Maximum length in characters of a name or licence.
const LONGEST_REMARK: usize = 200;
/// Maximum length in characters of a caption.
const LONGEST_CAPTION: usize = 1000;

/// The metadata embedded in a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedMetadata {
    /// The photographer or the name to credit.
    pub credit: Option<String>,
    /// The licence or the terms of use.
    pub licence: Option<String>,
    /// Whether the file contains coordinates.
    pub located: bool,
    /// Descriptions, published only if the entry adopts them.
    pub offered: OfferedWords,
}

/// Descriptions in a picture's file, which an entry may adopt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedWords {
    /// The caption.
    pub caption: Option<String>,
    /// The day on which it was taken.
    pub date: Option<Day>,
    /// The place in words, the smallest unit first.
    pub place: Option<String>,
}

/// Reads the EXIF, XMP and IPTC of a picture. XMP, which people write, takes precedence over IPTC and over the
/// camera's EXIF.
pub fn metadata(bytes: &[u8], exif: Option<&Exif>) -> EmbeddedMetadata {
    let xmp = xmp(bytes).map(properties).unwrap_or_default();
    let iptc = iptc(bytes).unwrap_or_default();
    let of_iptc = |record: u8| {
        let mut sets = DataSets(iptc);
        str::from_utf8(sets.find(|(number, _)| *number == record)?.1).ok()
    };
    let of_exif = |tag| {
        let Value::Ascii(texts) = &exif?.get_field(tag, In::PRIMARY)?.value else { return None };
        str::from_utf8(texts.first()?).ok()
    };
    let of_xmp = |name: &str| xmp.get(name).map(String::as_str);
    let first = |candidates: &[Option<&str>]| {
        candidates.iter().flatten().find_map(|text| remark(text, LONGEST_REMARK))
    };
    let caption = [of_xmp("dc:description"), of_iptc(120)];
    let places = [
        first(&[of_xmp("Iptc4xmpCore:Location"), of_iptc(92)]),
        first(&[of_xmp("photoshop:City"), of_iptc(90)]),
        first(&[of_xmp("photoshop:State"), of_iptc(95)]),
    ];
    let place = places.into_iter().flatten().collect::<Vec<_>>().join(", ");
    EmbeddedMetadata {
        credit: first(&[
            of_xmp("dc:creator"),
            of_iptc(80),
            of_xmp("photoshop:Credit"),
            of_iptc(110),
            of_exif(Tag::Artist),
        ]),
        licence: first(&[
            of_xmp("cc:license"),
            of_xmp("xmpRights:UsageTerms"),
            of_xmp("dc:rights"),
            of_iptc(116),
            of_exif(Tag::Copyright),
        ]),
        located: exif.is_some_and(has_place) || has_xmp_place(bytes),
        offered: OfferedWords {
            caption: caption.iter().flatten().find_map(|text| remark(text, LONGEST_CAPTION)),
            date: of_xmp("photoshop:DateCreated").and_then(day).or_else(|| of_iptc(55).and_then(day)),
            place: (!place.is_empty()).then_some(place),
        },
    }
}

/// Parses a day as in XMP, `2019-03-05T08:00:00`, or as in IPTC, `20190305`.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Day::parse(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    text.get(..10).and_then(Day::parse)
}

/// Whether a file that is published unchanged contains coordinates. Always false for a file that is not a
/// picture.
pub(crate) fn is_located(bytes: &[u8]) -> bool {
    exif(bytes).as_ref().is_some_and(has_place)
        || (image::guess_format(bytes).is_ok() && has_xmp_place(bytes))
}

/// Returns the transformation that turns a picture upright.
pub fn orientation(exif: Option<&Exif>) -> Orientation {
    // Some phones write a LONG where the standard requires a SHORT.
    let number = exif.and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    let number = number.and_then(|number| u8::try_from(number).ok());
    number.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
}

/// Returns the EXIF of a picture; of several blocks the first, as browsers do.
pub(crate) fn exif(bytes: &[u8]) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    read.or_else(|error| error.distill_partial_result(|_| ())).ok()
}

fn has_place(exif: &Exif) -> bool {
    [Tag::GPSLatitude, Tag::GPSLongitude, Tag::GPSDestLatitude, Tag::GPSDestLongitude]
        .iter()
        .any(|tag| exif.get_field(*tag, In::PRIMARY).is_some())
}

/// Whether a file has coordinates in its XMP, which is plain text in any format and may have several packets.
fn has_xmp_place(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"exif:GPSLatitude").is_some()
}

/// Returns the XMP of a file: packets can be found without parsing the format.
fn xmp(bytes: &[u8]) -> Option<&str> {
    let start = memchr::memmem::find(bytes, b"<x:xmpmeta")?;
    let packet = &bytes[start..bytes.len().min(start + LONGEST_PACKET)];
    let end = memchr::memmem::find(packet, b"</x:xmpmeta>")?;
    str::from_utf8(&packet[..end]).ok()
}

/// Returns the properties of a packet by name, each with its first value, written as attributes, elements or lists
/// (ISO 16684-1, 7.5 to 7.9). Names have the standard's preferred prefixes, as programs write them. Reading stops
/// at malformed markup.
fn properties(packet: &str) -> HashMap<String, String> {
    let mut properties = HashMap::new();
    let mut keep = |name: &str, value: &str| {
        if !value.trim().is_empty() && !name.starts_with("xmlns") {
            properties.entry(name.to_string()).or_insert_with(|| value.to_string());
        }
    };
    let mut reader = quick_xml::Reader::from_str(packet);
    // The open elements, without those that only form lists; and the text of the innermost.
    let (mut open, mut text): (Vec<String>, String) = Default::default();
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => event,
        };
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name();
                for attribute in tag.attributes().flatten() {
                    let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else { continue };
                    match attribute.key.as_ref() {
                        "rdf:resource" => keep(name.as_ref(), &value),
                        key => keep(key, &value),
                    }
                }
                text.clear();
                if matches!(event, Event::Start(_)) && !is_list(name.as_ref()) {
                    open.push(name.as_ref().to_string());
                }
            }
            Event::End(tag) => {
                if let Some(name) = open.last() {
                    keep(name, &text);
                }
                text.clear();
                if !is_list(tag.name().as_ref()) {
                    open.pop();
                }
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => text.push(letter),
                _ => text.push_str(resolve_predefined_entity(reference).unwrap_or_default()),
            },
            _ => {}
        }
    }
    properties
}

/// Whether an element only forms a list of its property's values.
fn is_list(name: &str) -> bool {
    ["rdf:Seq", "rdf:Bag", "rdf:Alt", "rdf:li"].contains(&name)
}

/// Returns the IPTC of a JPEG: the Photoshop resource 0404.
fn iptc(bytes: &[u8]) -> Option<&[u8]> {
    let start = memchr::memmem::find(bytes, b"8BIM\x04\x04")? + 6;
    // A length and a name, padded to an even number of bytes.
    let name = usize::from(*bytes.get(start)?) + 1;
    let start = start + name.next_multiple_of(2);
    let length = bytes.get(start..start + 4)?.try_into().ok().map(u32::from_be_bytes)?;
    bytes.get(start + 4..)?.get(..usize::try_from(length).ok()?)
}

/// The data sets of IPTC's record 2, with their numbers.
struct DataSets<'b>(&'b [u8]);

impl<'b> Iterator for DataSets<'b> {
    type Item = (u8, &'b [u8]);

    fn next(&mut self) -> Option<(u8, &'b [u8])> {
        loop {
            let [0x1c, record, number, high, low, rest @ ..] = self.0 else { return None };
            let (value, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
            self.0 = rest;
            if *record == 2 {
                return Some((*number, value));
            }
        }
    }
}

/// Normalises a value to one line in NFC; `None` if it is empty or longer than `longest` characters.
fn remark(text: &str, longest: usize) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let line: String =
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").nfc().collect();
    (!line.is_empty() && line.chars().count() <= longest).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(inner: &str) -> String {
        format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'>{inner}</x:xmpmeta>")
    }

    #[test]
    fn xmp_is_read_in_every_way_of_writing_it() {
        for written in [
            "<dc:creator><rdf:Seq><rdf:li>Lê &amp; An</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>",
            "<dc:creator>\n  Lê &amp; An </dc:creator>",
            "<rdf:Description dc:creator='Lê &amp; An'/>",
        ] {
            assert_eq!(
                metadata(packet(written).as_bytes(), None).credit.as_deref(),
                Some("Lê & An"),
                "{written}"
            );
        }
        let licence = "<cc:license rdf:resource=\"https://creativecommons.org/licenses/by/4.0/\"/>";
        let read = metadata(packet(licence).as_bytes(), None).licence;
        assert_eq!(read.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    }

    #[test]
    fn iptc_is_read_and_what_is_cut_short_is_absent() {
        let set = |number: u8, text: &str| {
            let length = (text.len() as u16).to_be_bytes();
            [&[0x1c, 2, number, length[0], length[1]], text.as_bytes()].concat()
        };
        let sets = [set(80, "Trần Bình"), set(116, "CC BY 4.0")].concat();
        let mut block = b"8BIM\x04\x04\0\0".to_vec();
        block.extend((sets.len() as u32).to_be_bytes());
        block.extend(&sets);
        let read = metadata(&block, None);
        assert_eq!((read.credit.as_deref(), read.licence.as_deref()), (Some("Trần Bình"), Some("CC BY 4.0")));
        for end in 0..block.len() {
            assert_eq!(metadata(&block[..end], None), EmbeddedMetadata::default(), "{end}");
        }
    }

    #[test]
    fn captions_days_and_places_are_offered() {
        let inner = "<rdf:Description photoshop:City='Tương Dương' photoshop:DateCreated='2019-03-05T08:00:00'>\
                     <dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Bà con thả cá &#38; tôm</rdf:li></rdf:Alt>\
                     </dc:description><Iptc4xmpCore:Location>xã Tam Hợp</Iptc4xmpCore:Location></rdf:Description>";
        let offered = metadata(packet(inner).as_bytes(), None).offered;
        assert_eq!(offered.caption.as_deref(), Some("Bà con thả cá & tôm"));
        assert_eq!(offered.date, Day::parse("2019-03-05"));
        assert_eq!(offered.place.as_deref(), Some("xã Tam Hợp, Tương Dương"));
        assert_eq!(day("20190305"), Day::parse("2019-03-05"));
        assert_eq!((day("2019"), day("20191305"), day("ngày ấy đã")), (None, None, None));
    }

    #[test]
    fn empty_and_overlong_remarks_are_left_out() {
        let long = "x".repeat(LONGEST_REMARK + 1);
        for empty in ["", "   \0", long.as_str()] {
            assert_eq!(remark(empty, LONGEST_REMARK), None);
        }
        assert_eq!(remark("Le\u{302}\n  An\0", LONGEST_REMARK).as_deref(), Some("Lê An"));
    }
}
