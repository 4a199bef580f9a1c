//! What a Word file holds that an entry does not.

use std::collections::BTreeMap;

use crate::office::notes::ReportNote;

/// What was left out of a file, or changed.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Tracked deletions.
    pub(super) deleted: usize,
    /// Pieces of hidden text.
    pub(super) hidden: usize,
    /// Paragraphs in fonts from before Unicode, by font.
    pub(super) converted: BTreeMap<String, usize>,
    /// Embedded objects and diagrams.
    pub(super) objects: usize,
    /// Fields that ask other programs for their text.
    pub(super) fields: usize,
    /// Pictures that are outside the file.
    pub(super) outside: usize,
}

impl Found {
    /// Adds what is to be said.
    pub(super) fn notes(&self, into: &mut Vec<ReportNote>) {
        into.extend(self.converted.iter().map(|(font, count)| ReportNote::Converted(font.clone(), *count)));
        let counts = [
            (self.deleted, ReportNote::Deleted(self.deleted)),
            (self.hidden, ReportNote::Hidden(self.hidden)),
            (self.objects, ReportNote::Objects(self.objects)),
            (self.fields, ReportNote::Fields(self.fields)),
            (self.outside, ReportNote::Outside(self.outside)),
        ];
        into.extend(counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, note)| note));
    }
}
