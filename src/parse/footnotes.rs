//! Footnotes: numbered by their first mention, gathered below the text, with ways there and back.
//!
//! Takes the events of definitions and references as they come, gives events; never checks labels
//! (a reference without a definition reaches here as plain text).

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event};

use super::markdown::inline;

/// The footnotes of one text.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'t> {
    /// Label to number, from 1.
    numbers: HashMap<CowStr<'t>, usize>,
    /// The labels in the order of their numbers.
    order: Vec<CowStr<'t>>,
    definitions: HashMap<CowStr<'t>, Vec<Event<'t>>>,
    /// The definition being read, and the events of the text around it.
    reading: Option<(CowStr<'t>, Vec<Event<'t>>)>,
}

impl<'t> Footnotes<'t> {
    /// The mark in the text. Only the first mention of a note is where the note leads back to.
    pub(super) fn reference(&mut self, label: &CowStr<'t>) -> Event<'t> {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(label.clone()).or_insert(next);
        let mut id = String::new();
        if number == next {
            self.order.push(label.clone());
            id = format!(" id=\"fnref_{number}\"");
        }
        inline(format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn_{number}\"{id} role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// A definition begins; `outer` is the text so far.
    pub(super) fn begin(&mut self, label: CowStr<'t>, outer: Vec<Event<'t>>) {
        self.reading = Some((label, outer));
    }

    /// The definition ends; gives back the text around it.
    pub(super) fn end(&mut self, definition: Vec<Event<'t>>) -> Vec<Event<'t>> {
        let Some((label, outer)) = self.reading.take() else { return definition };
        self.definitions.entry(label).or_insert(definition);
        outer
    }

    /// Puts the notes that were mentioned below the text.
    pub(super) fn append_to(&mut self, events: &mut Vec<Event<'t>>) {
        if self.order.is_empty() {
            return;
        }
        events.push(Event::Html("<div class=\"footnotes\" role=\"doc-endnotes\"><ol>\n".into()));
        for (index, label) in self.order.iter().enumerate() {
            let number = index + 1;
            events.push(Event::Html(format!("<li id=\"fn_{number}\">").into()));
            events.extend(self.definitions.remove(label).unwrap_or_default());
            let back = format!(
                "<a href=\"#fnref_{number}\" role=\"doc-backlink\" aria-label=\"↩ {number}\">↩</a></li>\n"
            );
            events.push(Event::Html(back.into()));
        }
        events.push(Event::Html("</ol></div>\n".into()));
    }
}
