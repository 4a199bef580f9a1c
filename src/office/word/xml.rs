//! The parts of a Word file as trees of elements.
//!
//! Takes the text of a part, gives its root; names have no prefix, since programs choose their own. Never expands
//! entities that a file declares.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::super::read::ReadFault;

/// Maximum depth of elements: tables within tables, text boxes within drawings.
const DEEPEST: usize = 200;
/// Maximum number of elements of a part. A report of 100 pages has some 100,000.
const MOST: usize = 1_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    /// The text directly within it.
    pub(super) text: String,
}

impl Element {
    /// Returns an attribute by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Returns the `val` of a child, as most properties are written.
    pub(super) fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("val")
    }

    /// Returns a property that is on or off; `None` if it is not written.
    pub(super) fn toggle(&self, child: &str) -> Option<bool> {
        let child = self.child(child)?;
        Some(!matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns the first element of this name within, at any depth.
    pub(super) fn within(&self, name: &str) -> Option<&Element> {
        self.children
            .iter()
            .find_map(|child| if child.name == name { Some(child) } else { child.within(name) })
    }
}

/// Reads a part.
///
/// # Errors
/// If it is not well-formed, declares a document type, or is too large.
pub(super) fn read(text: &str) -> Result<Element, ReadFault> {
    let damaged = |error: quick_xml::Error| ReadFault::Damaged(error.to_string());
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(ReadFault::TooMuch);
                }
                let element = element(tag).ok_or_else(|| ReadFault::Damaged("XML".into()))?;
                match event {
                    Event::Start(_) => open.push(element),
                    _ => innermost(&mut open).children.push(element),
                }
            }
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                match open.last_mut() {
                    Some(outer) => outer.children.push(closed),
                    None => return Err(ReadFault::Damaged("XML".into())),
                }
            }
            Event::Text(part) => innermost(&mut open).text.push_str(&part.xml10_content()),
            Event::CData(part) => innermost(&mut open).text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let text = &mut innermost(&mut open).text;
                match reference.resolve_char_ref() {
                    Ok(Some(letter)) => text.push(letter),
                    _ => text.push_str(resolve_predefined_entity(reference).unwrap_or_default()),
                }
            }
            // Word writes none; entities that a file declares can unfold to any size.
            Event::DocType(_) => return Err(ReadFault::Damaged("DOCTYPE".into())),
            Event::Eof => break,
            _ => {}
        }
    }
    match (open.pop().and_then(|mut top| top.children.pop()), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(ReadFault::Damaged("XML".into())),
    }
}

fn innermost(open: &mut [Element]) -> &mut Element {
    open.last_mut().expect("the outermost element is never closed")
}

fn element(tag: &BytesStart) -> Option<Element> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        attributes.push((bare(attribute.key.as_ref()).to_string(), value.into_owned()));
    }
    let name = bare(tag.name().as_ref()).to_string();
    Some(Element { name, attributes, children: Vec::new(), text: String::new() })
}

/// Returns a name without its prefix.
fn bare(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_tree_without_prefixes() {
        let root = read(
            "<w:a xmlns:w='u'><w:b w:val='1'/><w:b w:val=\"a&amp;b\">x &lt; &#273;</w:b><c><d/></c></w:a>",
        );
        let root = root.unwrap();
        assert_eq!(root.name, "a");
        assert_eq!(root.value("b"), Some("1"));
        assert_eq!(root.all("b").last().unwrap().text, "x < đ");
        assert_eq!(root.all("b").last().unwrap().attribute("val"), Some("a&b"));
        assert!(root.within("d").is_some() && root.toggle("b") == Some(true));
    }

    #[test]
    fn declared_entities_and_deep_or_broken_parts_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        assert_eq!(read(bomb).err(), Some(ReadFault::Damaged("DOCTYPE".into())));
        assert_eq!(read(&"<a>".repeat(1000)).err(), Some(ReadFault::TooMuch));
        assert!(read("<a><b></a>").is_err() && read("").is_err() && read("<a>").is_err());
        assert!(read("</a>").is_err());
    }
}
