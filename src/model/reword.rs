//! The usual edit: words of one entry.
//!
//! Takes a catalogue and the new version of one of its entries' files. If only the title, the summary and
//! the text changed, and no reference in them, gives the catalogue that a full assembly would give;
//! otherwise `None`, and the caller assembles everything.

use std::sync::Arc;

use super::{Assembled, Catalogue, Entry, Text};
use crate::diagnostic::{self, Diagnostic, Located, Position};
use crate::digest::Digest;
use crate::parse::{Body, EntryRecord, HtmlSlot, Parsed, ParsedFile};
use crate::source::Source;

/// Identifies what catalogues share that differ only in the words of entries: the set of entries and lists,
/// their order, and every address.
#[derive(Debug, Clone, Default)]
pub struct CatalogueFrame(Arc<()>);

impl PartialEq for CatalogueFrame {
    fn eq(&self, other: &CatalogueFrame) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Returns the catalogue with the entry's file `before` replaced; `known` are the diagnostics of `catalogue`.
/// Returns `None` unless only words changed.
pub fn reworded(
    catalogue: &Catalogue,
    known: &[Diagnostic],
    before: &Arc<ParsedFile>,
    (source, file): (&Arc<Source>, &Arc<ParsedFile>),
) -> Option<Assembled> {
    let (Some(Parsed::Entry(old)), Some(Parsed::Entry(new))) = (&before.parsed, &file.parsed) else {
        return None;
    };
    if without_words(old) != without_words(new) || diagnostic::has_errors(&file.problems) {
        return None;
    }
    // The old file's own diagnostics are dropped. Those from assembling stay, unless they may have moved to a
    // different line.
    let mut own: Vec<&Diagnostic> = before.problems.iter().collect();
    let mut diagnostics = known.to_vec();
    diagnostics.retain(|problem| match own.iter().position(|own| *own == problem) {
        Some(at) => {
            own.swap_remove(at);
            false
        }
        None => true,
    });
    let links = old.body.links.iter().zip(&new.body.links).map(|(old, new)| (old.position, new.position));
    let pictures =
        old.body.pictures.iter().zip(&new.body.pictures).map(|(old, new)| (old.position, new.position));
    let moved: Vec<Position> =
        links.chain(pictures).filter(|(old, new)| old != new).map(|(old, _)| old).collect();
    let is_of_file = |problem: &Diagnostic| *problem.place.path == *source.found.path;
    if diagnostics.iter().any(|problem| is_of_file(problem) && moved.contains(&problem.place.position)) {
        return None;
    }
    let number = catalogue.entries.iter().position(|entry| Arc::ptr_eq(&entry.text.file, before))?;
    let entry = &catalogue.entries[number];
    let text = Text { source: Arc::clone(source), file: Arc::clone(file), ..entry.text.clone() };
    let mut catalogue = catalogue.clone();
    catalogue.entries[number] = Arc::new(Entry { text, ..Entry::clone(entry) });
    diagnostics.extend_from_slice(&file.problems);
    diagnostic::sort(&mut diagnostics);
    Some(Assembled { catalogue: Some(catalogue), diagnostics })
}

/// Returns a record without its words. A new field of the record counts as more than words unless cleared here.
fn without_words(record: &EntryRecord) -> EntryRecord {
    let body = &record.body;
    EntryRecord {
        title: Located { value: String::new(), position: record.title.position },
        summary: None,
        body: Body {
            digest: Digest([0; 16]),
            links: body.links.iter().map(without_position).collect(),
            raw_links: body.raw_links.iter().map(without_position).collect(),
            pictures: body.pictures.iter().map(without_position).collect(),
            anchors: body.anchors.clone(),
            lead: String::new(),
            html: HtmlSlot::default(),
        },
        ..record.clone()
    }
}

fn without_position<T: Clone>(at: &Located<T>) -> Located<T> {
    Located { value: at.value.clone(), position: Position::default() }
}
