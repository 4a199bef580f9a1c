//! Where the addresses of links stand in a text.
//!
//! Takes a text as it is on disk, gives the range of every address in it, as written. Never resolves one.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::comments::addresses;
use super::markdown::{OPTIONS, length, with_events};

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAddress {
    /// Where it stands, without angle brackets or quotes.
    pub range: Range<usize>,
    /// Whether it stands in raw HTML, where it is relative to the published page.
    pub is_raw: bool,
}

/// Returns the addresses of links, of definitions of links, of pictures and, if `raw_html`, in the attributes of
/// HTML; sorted. Addresses in code are none.
pub fn link_addresses(text: &str, raw_html: bool) -> Vec<LinkAddress> {
    with_events(text, |rewritten, events| {
        let source: &str = &rewritten.text;
        let mut found: Vec<(Range<usize>, bool)> = Vec::new();
        for (number, (event, span)) in events.iter().enumerate() {
            match event {
                Event::Start(
                    Tag::Link { link_type: LinkType::Inline, .. }
                    | Tag::Image { link_type: LinkType::Inline, .. },
                ) => {
                    let inner = &events[number + 1..number + 1 + length(&events[number + 1..])];
                    let inner_end = inner.iter().map(|(_, span)| span.end).max().unwrap_or(span.start);
                    let tail = &source[inner_end..span.end];
                    found.extend(
                        tail.find("](").map(|at| (address(source, inner_end + at + 2..span.end), false)),
                    );
                }
                Event::Html(html) | Event::InlineHtml(html) if raw_html => {
                    let start = span.start;
                    let inside = addresses(html).into_iter().map(|(at, _)| at.start + start..at.end + start);
                    found.extend(inside.map(|range| (range, true)));
                }
                _ => {}
            }
        }
        let parser = Parser::new_ext(source, OPTIONS);
        for (_, definition) in parser.reference_definitions().iter() {
            let tail = &source[definition.span.clone()];
            let start = tail.find("]:").map(|at| definition.span.start + at + 2);
            found.extend(start.map(|start| (address(source, start..definition.span.end), false)));
        }
        let origin = |range: &Range<usize>| rewritten.origin(range.start)..rewritten.origin(range.end);
        // An address that was rewritten on the way is not one to change.
        let kept = found.iter().filter(|(range, _)| text.get(origin(range)) == source.get(range.clone()));
        let mut kept: Vec<LinkAddress> =
            kept.map(|(range, is_raw)| LinkAddress { range: origin(range), is_raw: *is_raw }).collect();
        kept.sort_by_key(|address| address.range.start);
        kept.dedup();
        kept
    })
}

/// Returns the address that begins a range, after spaces: up to `>` if in angle brackets, else up to a space or to the
/// parenthesis that closes the link (CommonMark 0.31, 6.3).
fn address(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = text.len() - text.trim_start().len();
    if let Some(inside) = text[start..].strip_prefix('<') {
        let length = inside.find('>').unwrap_or(inside.len());
        return range.start + start + 1..range.start + start + 1 + length;
    }
    let mut depth = 0;
    let mut is_escaped = false;
    let end = text[start..].char_indices().find(|(_, c)| {
        let ends = match c {
            _ if is_escaped => false,
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth -= 1;
                depth < 0
            }
            c => c.is_ascii_whitespace(),
        };
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    let length = end.map_or(text.len() - start, |(at, _)| at);
    let length = text[start..start + length].trim_end().len();
    range.start + start..range.start + start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, raw_html: bool) -> Vec<&str> {
        link_addresses(text, raw_html).into_iter().map(|found| &text[found.range]).collect()
    }

    #[test]
    fn addresses_are_found_as_written() {
        let text = "[a](../x/index.md#m \"T\") và [**b [c]**](<y z.md>), ![d](e(1).jpg)\n\n[f][g] [h]\n\n[g]: ../g/ 'T'\n[h]: <h i>\n";
        assert_eq!(found(text, false), ["../x/index.md#m", "y z.md", "e(1).jpg", "../g/", "h i"]);
        assert_eq!(found("[![a](b.jpg)](c.md)", false), ["b.jpg", "c.md"]);
        assert_eq!(found("`[a](b)`\n\n```\n[a](b)\n```\n", false), [""; 0]);
        assert_eq!(found("Một <a href=\"../x/\">a</a>\n\n<img src='y'>\n", true), ["../x/", "y"]);
        assert_eq!(found("Một <a href=\"../x/\">a</a>", false), [""; 0]);
        assert_eq!(found("    [a](b)\n\n\u{a0}[c](d\u{a0})\r\n", false), ["b", "d"]);
    }
}
