//! Classifies the addresses of links and pictures.
//!
//! Takes an address as written, gives its kind; never checks whether the target exists.

use std::ops::Range;

use crate::text::is_unfit;

/// The kind of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A web address, mail address or telephone number, written as it is.
    Outside(String),
    /// A heading of the same page.
    Anchor(String),
    /// A file or address of this site, with its fragment if any: percent-decoded except `#`, `?` and `%`, which
    /// [`decode`] decodes once the path is split off.
    Inside(String),
    /// An address that a browser might run, or that leaves the site unnoticed.
    Refused,
}

/// The schemes that may be published.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Maximum length in bytes of an address found in text.
const LONGEST: usize = 2048;

/// Classifies an address.
pub fn destination(address: &str, is_email: bool) -> Destination {
    let address = address.trim();
    if is_email {
        return Destination::Outside(format!("mailto:{address}"));
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return Destination::Anchor(decode(anchor));
    }
    // A browser takes `\` for `/`, and `//` for another host.
    if address.starts_with("//") || address.contains('\\') {
        return Destination::Refused;
    }
    // Text before a colon is a scheme, unless a path began earlier (RFC 3986, 4.2).
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) if is_published(scheme) => Destination::Outside(address.to_string()),
        Some(_) => Destination::Refused,
        None => Destination::Inside(decode_but(address, b"#?%")),
    }
}

/// Whether a value is an `http` or `https` address, for keys such as `url`.
pub(crate) fn is_web_address(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Finds web addresses in text; returns the range and target of each. Punctuation after an address is not part of
/// it.
pub(super) fn bare_addresses(words: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let heads = ["https://", "http://", "www."];
    let mut starts: Vec<(usize, &str)> = heads.iter().flat_map(|head| words.match_indices(head)).collect();
    starts.sort_unstable();
    for (start, head) in starts {
        if found.last().is_some_and(|(range, _)| start < range.end) {
            continue;
        }
        let rest = &words[start..];
        let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”«»".contains(c);
        let mut letters = rest.char_indices().take(LONGEST);
        let end = letters.find(|(_, c)| ends(*c)).map(|(at, _)| at);
        let Some(end) = end.or((rest.len() < LONGEST).then_some(rest.len())) else { continue };
        let mut address = &rest[..end];
        loop {
            let shorter =
                address.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'', '’', '*', '_', '~', '|']);
            let shorter = match shorter.chars().next_back() {
                Some(')') if shorter.matches(')').count() > shorter.matches('(').count() => {
                    &shorter[..shorter.len() - 1]
                }
                Some(']') if shorter.matches(']').count() > shorter.matches('[').count() => {
                    &shorter[..shorter.len() - 1]
                }
                _ => shorter,
            };
            if shorter.len() == address.len() {
                break;
            }
            address = shorter;
        }
        let host =
            address.get(head.len()..).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
        let whole = !words[..start].ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '@');
        if !whole || !host.contains('.') || !host.starts_with(char::is_alphanumeric) {
            continue;
        }
        let done = start + address.len();
        let scheme = if head == "www." { "https://" } else { "" };
        found.push((start..done, format!("{scheme}{address}")));
    }
    found
}

fn is_published(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

/// Decodes percent-encoding (RFC 3986, 2.1) and normalises to NFC. Text that would not be UTF-8, or would contain
/// characters not allowed in documents, is returned as written.
pub fn decode(text: &str) -> String {
    decode_but(text, b"")
}

/// Decodes percent-encoding, except of the bytes in `kept`.
fn decode_but(text: &str, kept: &[u8]) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut next = 0;
    while let Some(byte) = bytes.get(next) {
        let pair = bytes.get(next + 1..next + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(decoded) if *byte == b'%' && !kept.contains(&decoded) => {
                out.push(decoded);
                next += 3;
            }
            _ => {
                out.push(*byte);
                next += 1;
            }
        }
    }
    let decoded = String::from_utf8(out).ok().filter(|decoded| !decoded.contains(is_unfit));
    let decoded = decoded.unwrap_or_else(|| text.to_string());
    crate::text::nfc(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_meant_leaves_the_site() {
        assert_eq!(destination("https://a.vn/x", false), Destination::Outside("https://a.vn/x".into()));
        assert_eq!(destination("TEL:113", false), Destination::Outside("TEL:113".into()));
        assert_eq!(destination("a@b.vn", true), Destination::Outside("mailto:a@b.vn".into()));
        for bad in [
            "javascript:alert(1)",
            " java\tscript:x",
            "data:text/html,x",
            "//evil.example",
            "C:\\anh.jpg",
            "file:///etc",
            "\\\\host\\x",
        ] {
            assert_eq!(destination(bad, false), Destination::Refused, "{bad}");
        }
    }

    #[test]
    fn addresses_in_words_end_before_punctuation() {
        let found = |words| bare_addresses(words).into_iter().map(|(_, address)| address).collect::<Vec<_>>();
        assert_eq!(
            found("Xem https://a.vn/x_y?b=1&c=(2), hoặc (http://b.vn/)."),
            ["https://a.vn/x_y?b=1&c=(2)", "http://b.vn/"]
        );
        assert_eq!(found("www.baonghean.vn; “https://c.vn”…"), ["https://www.baonghean.vn", "https://c.vn"]);
        assert_eq!(found("xhttps://a.vn http:// https://a www. a@www.b.vn"), [""; 0]);
    }

    #[test]
    fn paths_are_decoded() {
        assert_eq!(
            destination("../a/anh%20%C4%91%E1%BA%B9p.jpg", false),
            Destination::Inside("../a/anh đẹp.jpg".into())
        );
        assert_eq!(destination("100%.md", false), Destination::Inside("100%.md".into()));
        assert_eq!(destination("#%01a%EF%BF%BF", false), Destination::Anchor("%01a%EF%BF%BF".into()));
        let names = "/a%20%231%3f%2523.pdf?x#y";
        assert_eq!(destination(names, false), Destination::Inside("/a %231%3f%2523.pdf?x#y".into()));
        assert_eq!(decode("/a %231%3f%2523.pdf"), "/a #1?%23.pdf");
        assert_eq!(destination("#ket-qua", false), Destination::Anchor("ket-qua".into()));
    }
}
