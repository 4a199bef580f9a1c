//! Whether the people in an entry's photos agreed to be shown.
//!
//! Takes the front matter and what the site asks for, gives diagnostics; nothing of it reaches an output. The rules
//! are those of law 91/2025/QH15, article 24: a child of seven or older and the guardian agree, for a younger one the
//! guardian does; a public event is a ground of its own, and covers no child.

use std::collections::BTreeSet;

use super::addresses::join;
use crate::diagnostic::{Diagnostic, Problem};
use crate::parse::{Children, Consent, EntryRecord, Kind, PhotoRecord};

/// Reports every photo that lacks consent: an error where the site requires it, else a warning where the
/// entry is one person, or where children can be recognised. A photo that only the text names has none.
pub(super) fn check(path: &str, record: &EntryRecord, required: bool, problems: &mut Vec<Diagnostic>) {
    let mut tell = |position, problem| problems.push(Diagnostic::new(path, position, problem));
    for photo in record.photos.iter().filter(|photo| !photo.withdrawn) {
        let file = photo.file.value.clone();
        let (guardian, child) = lacking(photo);
        // What the guardian said for small children says it for the photo.
        let is_theirs = photo.children == Children::UnderSeven;
        let unknown = photo.consent == Consent::Unknown && !is_theirs;
        let position = photo.file.position;
        if required && unknown {
            tell(position, Problem::ConsentMissing { file });
        } else if guardian || child {
            tell(
                position,
                if required {
                    Problem::ChildConsentMissing { file, guardian, child }
                } else {
                    Problem::ChildrenWithoutConsent { file, guardian, child }
                },
            );
        } else if unknown && record.kind == Kind::Individual {
            tell(position, Problem::ConsentUnknown { file });
        } else if photo.consent == Consent::PublicEvent && photo.informed.is_none() {
            tell(position, Problem::EventNotInformed { file });
        }
    }
    for (key, person) in [("leader", &record.facts.leader), ("contact", &record.facts.contact)] {
        if let Some(person) = person.as_ref().filter(|person| !person.consent) {
            tell(person.at, Problem::PersonNotShown { key: key.into() });
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

/// Whether the guardian's consent lacks for the children in a photo, and whether their own does.
fn lacking(photo: &PhotoRecord) -> (bool, bool) {
    let guardian = photo.children != Children::None && !photo.guardian_consent;
    let of_age = matches!(photo.children, Children::SevenOrOlder | Children::Both);
    (guardian, of_age && photo.consent != Consent::Recorded)
}
