//! Markdown tables, with their columns aligned by classes: a strict content policy forbids the inline
//! style that the HTML writer would use.
//!
//! Takes the events of a table one by one, gives their replacements.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// The table being read. Markdown tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Cells {
    columns: Vec<Alignment>,
    next: usize,
    in_head: bool,
}

impl Cells {
    /// Returns the replacement for an event of a table; `None` for any other event.
    pub(super) fn rewrite<'t>(&mut self, event: &Event<'t>) -> Option<Event<'t>> {
        let html = match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                "<div class=\"table\"><table>".to_string()
            }
            Event::Start(Tag::TableHead) => {
                (self.next, self.in_head) = (0, true);
                "<thead><tr>".to_string()
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead><tbody>\n".to_string()
            }
            Event::Start(Tag::TableRow) => {
                self.next = 0;
                "<tr>".to_string()
            }
            Event::End(TagEnd::TableRow) => "</tr>\n".to_string(),
            Event::Start(Tag::TableCell) => {
                let class = match self.columns.get(self.next) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.next += 1;
                format!("<{}{class}>", self.cell())
            }
            Event::End(TagEnd::TableCell) => format!("</{}>", self.cell()),
            Event::End(TagEnd::Table) => "</tbody></table></div>\n".to_string(),
            _ => return None,
        };
        // A table starts on its own line; its parts are inline.
        Some(match event {
            Event::Start(Tag::Table(_)) | Event::End(TagEnd::Table) => Event::Html(html.into()),
            _ => Event::InlineHtml(html.into()),
        })
    }

    fn cell(&self) -> &'static str {
        if self.in_head { "th" } else { "td" }
    }
}
