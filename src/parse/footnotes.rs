//! Footnotes: numbered by their first mention, gathered below the text, with ways there and back.
//!
//! Takes definitions and references as they come, gives events; never checks labels (a reference without a
//! definition reaches here as plain text). Notes that nothing mentions stand last: their words are not lost.

use foldhash::HashMap;
use pulldown_cmark::{CowStr, Event};

use super::markdown::inline;
use super::slots::TextNode;

/// A note.
#[derive(Debug)]
struct Definition<'t> {
    key: String,
    /// The byte at which it begins.
    start: usize,
    nodes: Vec<TextNode<'t>>,
}

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'t> {
    /// Key to number, from 1.
    numbers: HashMap<String, usize>,
    definitions: Vec<Definition<'t>>,
    /// The definitions being read, outermost first, each with the text around it: a note may stand in a quote
    /// or a list of another note.
    reading: Vec<(Definition<'t>, Vec<TextNode<'t>>)>,
}

impl<'t> Footnotes<'t> {
    /// The mark in the text. Only the first mention of a note is where the note leads back to.
    pub(super) fn reference(&mut self, label: &CowStr<'_>) -> Event<'t> {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(key(label)).or_insert(next);
        let id = if number == next { format!(" id=\"fnref_{number}\"") } else { String::new() };
        inline(format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn_{number}\"{id} role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// A definition begins at byte `start`; `outer` is the text so far.
    pub(super) fn begin(&mut self, label: &CowStr<'_>, start: usize, outer: Vec<TextNode<'t>>) {
        self.reading.push((Definition { key: key(label), start, nodes: Vec::new() }, outer));
    }

    /// The definition ends; gives back the text around it.
    pub(super) fn end(&mut self, nodes: Vec<TextNode<'t>>) -> Vec<TextNode<'t>> {
        let Some((definition, outer)) = self.reading.pop() else { return nodes };
        self.definitions.push(Definition { nodes, ..definition });
        outer
    }

    /// Puts the notes below the text; gives where those begin that nothing mentions.
    pub(super) fn append_to(&mut self, text: &mut Vec<TextNode<'t>>) -> Vec<usize> {
        let mut unmentioned = Vec::new();
        let mut mentioned: Vec<Option<Definition<'_>>> = Vec::new();
        mentioned.resize_with(self.numbers.len(), || None);
        for definition in std::mem::take(&mut self.definitions) {
            let number = self.numbers.get(&definition.key);
            match number.map(|number| &mut mentioned[number - 1]) {
                Some(place @ None) => *place = Some(definition),
                _ => unmentioned.push(definition),
            }
        }
        let starts = unmentioned.iter().map(|definition| definition.start).collect();
        if mentioned.is_empty() && unmentioned.is_empty() {
            return starts;
        }
        let html = |html: String| Event::Html(html.into()).into();
        text.push(html("<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n".to_string()));
        for (index, definition) in mentioned.into_iter().enumerate() {
            let number = index + 1;
            text.push(html(format!("<li id=\"fn_{number}\">")));
            text.extend(definition.into_iter().flat_map(|definition| definition.nodes));
            text.push(html(format!(
                "<a href=\"#fnref_{number}\" role=\"doc-backlink\" aria-label=\"↩ {number}\">↩</a></li>\n"
            )));
        }
        for definition in unmentioned {
            text.push(html("<li>".to_string()));
            text.extend(definition.nodes);
            text.push(html("</li>\n".to_string()));
        }
        text.push(html("</ol></div>\n".to_string()));
        starts
    }
}

/// Labels are one whatever their case, as the parser has it. Folding full case takes both ways: `ẞ`, `ß`, `SS`.
fn key(label: &str) -> String {
    label.to_lowercase().to_uppercase().to_lowercase()
}
