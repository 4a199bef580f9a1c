//! Footnotes: numbered by first mention, collected below the text, with links in both directions.
//!
//! Takes definitions and references in order, gives events; never checks labels (a reference without a
//! definition arrives here as plain text). Notes without a reference come last, so that no words are lost.

use foldhash::HashMap;
use pulldown_cmark::{CowStr, Event, TagEnd};

use super::markdown::inline;
use super::slots::TextNode;

/// A note.
#[derive(Debug)]
struct Definition<'t> {
    key: String,
    /// The byte at which the definition begins.
    start: usize,
    nodes: Vec<TextNode<'t>>,
}

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'t> {
    /// Numbers by folded label, from 1.
    numbers: HashMap<String, usize>,
    definitions: Vec<Definition<'t>>,
    /// The definitions being read, outermost first, each with the nodes before it: a note may be defined in a quote
    /// or a list inside a note.
    reading: Vec<(Definition<'t>, Vec<TextNode<'t>>)>,
}

impl<'t> Footnotes<'t> {
    /// Returns the reference mark. The note links back to its first reference.
    pub(super) fn reference(&mut self, label: &CowStr<'_>) -> Event<'t> {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(key(label)).or_insert(next);
        let id = if number == next { format!(" id=\"fnref_{number}\"") } else { String::new() };
        inline(format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn_{number}\"{id} role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// Begins a definition at byte `start`; `outer` are the nodes before it.
    pub(super) fn begin(&mut self, label: &CowStr<'_>, start: usize, outer: Vec<TextNode<'t>>) {
        self.reading.push((Definition { key: key(label), start, nodes: Vec::new() }, outer));
    }

    /// Ends a definition; returns the nodes before it.
    pub(super) fn end(&mut self, nodes: Vec<TextNode<'t>>) -> Vec<TextNode<'t>> {
        let Some((definition, outer)) = self.reading.pop() else { return nodes };
        self.definitions.push(Definition { nodes, ..definition });
        outer
    }

    /// Appends the notes to the text; returns the start of each note without a reference.
    pub(super) fn append_to(&mut self, text: &mut Vec<TextNode<'t>>) -> Vec<usize> {
        let mut unreferenced = Vec::new();
        let mut referenced: Vec<Option<Definition<'_>>> = Vec::new();
        referenced.resize_with(self.numbers.len(), || None);
        for definition in std::mem::take(&mut self.definitions) {
            let number = self.numbers.get(&definition.key);
            match number.map(|number| &mut referenced[number - 1]) {
                Some(place @ None) => *place = Some(definition),
                _ => unreferenced.push(definition),
            }
        }
        let starts = unreferenced.iter().map(|definition| definition.start).collect();
        if referenced.is_empty() && unreferenced.is_empty() {
            return starts;
        }
        let html = |html: String| Event::Html(html.into()).into();
        text.push(html("<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n".to_string()));
        for (index, definition) in referenced.into_iter().enumerate() {
            let number = index + 1;
            text.push(html(format!("<li id=\"fn_{number}\">")));
            text.extend(definition.into_iter().flat_map(|definition| definition.nodes));
            // Within the last paragraph, behind a space that does not break: the arrow is never alone on a line.
            let end = text.pop_if(|node| matches!(node, TextNode::Event(Event::End(TagEnd::Paragraph))));
            let space = if end.is_some() { "&nbsp;" } else { "" };
            text.push(html(format!(
                "{space}<a href=\"#fnref_{number}\" role=\"doc-backlink\" aria-label=\"↩ {number}\">↩</a>"
            )));
            text.extend(end);
            text.push(html("</li>\n".to_string()));
        }
        for definition in unreferenced {
            text.push(html("<li>".to_string()));
            text.extend(definition.nodes);
            text.push(html("</li>\n".to_string()));
        }
        text.push(html("</ol></div>\n".to_string()));
        starts
    }
}

/// Folds a label as the parser compares labels. Full case folding needs both directions: `ẞ`, `ß`, `SS`.
fn key(label: &str) -> String {
    label.to_lowercase().to_uppercase().to_lowercase()
}
