//! The usual edit: an entry's own words.
//!
//! Takes a catalogue and a file of one of its entries as it is now, gives the catalogue that assembling
//! everything anew would give, if nothing but the title, the summary and the text changed, and no reference
//! in them. Whatever else changed, it gives nothing: then everything is assembled anew.

use std::sync::Arc;

use super::{Assembled, Catalogue, Entry, Text};
use crate::diagnostic::{self, Diagnostic, Located, Position};
use crate::digest::Digest;
use crate::parse::{Body, EntryRecord, Parsed, ParsedFile};
use crate::source::Source;

/// What two catalogues have in common that differ in the words of entries only: which entries and lists
/// there are, their order, and every address.
#[derive(Debug, Clone, Default)]
pub struct CatalogueFrame(Arc<()>);

impl PartialEq for CatalogueFrame {
    fn eq(&self, other: &CatalogueFrame) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The catalogue with another file in the place of an entry's file `before`; `told` is what was wrong or
/// doubtful until now. Nothing unless only words changed.
pub fn reworded(
    catalogue: &Catalogue,
    told: &[Diagnostic],
    before: &Arc<ParsedFile>,
    (source, file): (&Arc<Source>, &Arc<ParsedFile>),
) -> Option<Assembled> {
    let (Some(Parsed::Entry(old)), Some(Parsed::Entry(new))) = (&before.parsed, &file.parsed) else {
        return None;
    };
    if framed(old) != framed(new) || diagnostic::has_errors(&file.problems) {
        return None;
    }
    // What the file's own text made doubtful goes; what is doubtful in how it stands to others stays, unless
    // it may be reported at another line now.
    let mut own: Vec<&Diagnostic> = before.problems.iter().collect();
    let mut diagnostics = told.to_vec();
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

/// A record without its words. What is added to records counts as more than words until it is named here.
fn framed(record: &EntryRecord) -> EntryRecord {
    let body = &record.body;
    EntryRecord {
        title: Located { value: String::new(), position: record.title.position },
        summary: None,
        body: Body {
            digest: Digest([0; 16]),
            links: body.links.iter().map(unplaced).collect(),
            raw_links: body.raw_links.iter().map(unplaced).collect(),
            pictures: body.pictures.iter().map(unplaced).collect(),
            anchors: body.anchors.clone(),
            lead: String::new(),
            html: None,
        },
        ..record.clone()
    }
}

fn unplaced<T: Clone>(at: &Located<T>) -> Located<T> {
    Located { value: at.value.clone(), position: Position::default() }
}
