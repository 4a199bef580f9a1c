//! What a copy of a photo says of itself: caption, credit, licence and the address of its page, as XMP (ISO 16684-1)
//! in the terms of the IPTC Photo Metadata Standard.
//!
//! Takes a JPEG without metadata and the words, gives a JPEG with the same pixels. The pixels are kept in caches as they
//! are; the words are laid in when a copy is published.

use quick_xml::escape::escape;

use crate::plan::PhotoCredits;

/// Maximum length of a text in characters. Four of them, each letter escaped, fit into one segment of a JPEG.
const LONGEST: usize = 2400;
/// With what a segment of XMP begins (ISO 16684-3, 1.1.3).
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// Lays the words into a JPEG.
pub fn with_credits(jpeg: &[u8], credits: &PhotoCredits) -> Vec<u8> {
    let at = after_jfif(jpeg);
    let packet = packet(credits);
    let length = u16::try_from(2 + XMP.len() + packet.len()).expect("texts are cut so that they fit");
    let segment = [&[0xFF, 0xE1], &length.to_be_bytes()[..], XMP, packet.as_bytes()];
    [&jpeg[..at], &segment.concat(), &jpeg[at..]].concat()
}

/// Where the first segment may stand: behind the mark of the format and behind JFIF's own segment, which comes first.
fn after_jfif(jpeg: &[u8]) -> usize {
    match jpeg {
        [_, _, 0xFF, 0xE0, high, low, ..] => 4 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 2,
    }
}

fn packet(credits: &PhotoCredits) -> String {
    let mut properties = String::new();
    let mut add = |name: &str, text: &Option<String>, in_languages: bool| {
        let Some(text) = text else { return };
        let text: String = text.chars().map(|c| if is_xml(c) { c } else { ' ' }).take(LONGEST).collect();
        let text = escape(text.trim());
        properties.push_str(&match in_languages {
            true => format!(
                "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></{name}>\n"
            ),
            false => format!("<{name}>{text}</{name}>\n"),
        });
    };
    add("dc:description", &credits.caption, true);
    add("photoshop:Credit", &credits.credit, false);
    add("xmpRights:UsageTerms", &credits.licence, true);
    add("xmpRights:WebStatement", &Some(credits.page.clone()), false);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" \
         xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\">\n\
         {properties}</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Whether XML 1.0 may hold a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(caption: &str) -> PhotoCredits {
        PhotoCredits {
            caption: Some(caption.into()),
            credit: Some("Lê An".into()),
            licence: None,
            page: "https://thu.example/".into(),
        }
    }

    #[test]
    fn the_words_stand_behind_the_head_and_the_pixels_are_as_they_were() {
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDB, 0, 3, 9, 0xFF, 0xD9];
        let with = with_credits(&jpeg, &credits("Thả cá"));
        assert_eq!((&with[..8], &with[8..10]), (&jpeg[..8], &[0xFF, 0xE1][..]));
        let length = usize::from(u16::from_be_bytes([with[10], with[11]]));
        assert_eq!(&with[10 + length..], &jpeg[8..]);
        let bare = with_credits(&[0xFF, 0xD8, 0xFF, 0xDB], &credits("Thả cá"));
        assert_eq!(&bare[..4], [0xFF, 0xD8, 0xFF, 0xE1]);
    }

    #[test]
    fn no_text_ends_an_element_and_none_is_too_long() {
        let text = packet(&credits("a]]></x:xmpmeta>\u{0}\u{b}\u{fffe}<b> & \"c\"\u{1f41f}"));
        assert!(
            text.contains("a]]&gt;&lt;/x:xmpmeta&gt;   &lt;b&gt; &amp; &quot;c&quot;\u{1f41f}"),
            "{text}"
        );
        assert!(!text.contains("UsageTerms") && text.contains(">Lê An<"));
        for letter in ["\"", "\u{1f41f}"] {
            let long = Some(letter.repeat(10 * LONGEST));
            let page = letter.repeat(10 * LONGEST);
            let credits = PhotoCredits { caption: long.clone(), credit: long.clone(), licence: long, page };
            assert!(with_credits(&[0xFF, 0xD8], &credits).len() < 1 << 16);
        }
    }
}
