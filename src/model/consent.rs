//! Whether the people in an entry's photos agreed to be shown.
//!
//! Takes the front matter and what the site asks for, gives diagnostics; nothing of it reaches an output.

use std::collections::BTreeSet;

use super::addresses::join;
use crate::diagnostic::{Diagnostic, Problem};
use crate::parse::{Consent, EntryRecord, Kind};

/// Tells of every photo that lacks consent: an error where the site requires it, else a warning where the
/// entry is one person, or where children can be recognised. A photo that only the text names has none.
pub(super) fn check(path: &str, record: &EntryRecord, required: bool, problems: &mut Vec<Diagnostic>) {
    let mut tell = |position, problem| problems.push(Diagnostic::new(path, position, problem));
    for photo in record.photos.iter().filter(|photo| !photo.withdrawn) {
        let file = photo.file.value.clone();
        let of_children = photo.children && photo.consent != Consent::Recorded;
        let unknown = photo.consent == Consent::Unknown;
        if required && (unknown || of_children) {
            tell(photo.file.position, Problem::ConsentMissing { file });
        } else if of_children {
            tell(photo.file.position, Problem::ChildrenWithoutConsent { file });
        } else if unknown && record.kind == Kind::Individual {
            tell(photo.file.position, Problem::ConsentUnknown { file });
        }
    }
    if !required && record.kind != Kind::Individual {
        return;
    }
    let listed: BTreeSet<Option<String>> =
        record.photos.iter().map(|photo| join(path, &photo.file.value)).collect();
    let shown = record.body.pictures.iter();
    for at in shown.filter(|at| !listed.contains(&join(path, &at.value.file))) {
        let file = at.value.file.clone();
        let problem =
            if required { Problem::ConsentMissing { file } } else { Problem::ConsentUnknown { file } };
        tell(at.position, problem);
    }
}
