//! Checks that people in an entry's photos consented to be shown.
//!
//! Takes the front matter and the site's requirements, gives diagnostics; no output depends on it. The rules are
//! those of law 91/2025/QH15, article 24: a child of seven or older and the guardian consent together; for a younger
//! child the guardian consents. A public event is a legal ground of its own, but not for children.

use std::collections::BTreeSet;

use super::addresses::join;
use crate::diagnostic::{Diagnostic, Problem};
use crate::parse::{Children, Consent, EntryRecord, Kind, PhotoRecord};

/// Reports every photo that lacks consent: an error if the site requires consent, else a warning if the entry is
/// an individual or children are recognisable. A photo that only the text names has no recorded consent.
pub(super) fn check(path: &str, record: &EntryRecord, required: bool, problems: &mut Vec<Diagnostic>) {
    let mut report = |position, problem| problems.push(Diagnostic::new(path, position, problem));
    for photo in record.photos.iter().filter(|photo| !photo.withdrawn) {
        let file = photo.file.value.clone();
        let (guardian, child) = missing_consents(photo);
        // For small children the guardian's consent is that of the photo.
        let guardian_decides = photo.children == Children::UnderSeven;
        let unknown = photo.consent == Consent::Unknown && !guardian_decides;
        let position = photo.file.position;
        if required && unknown {
            report(position, Problem::ConsentMissing { file });
        } else if guardian || child {
            report(
                position,
                if required {
                    Problem::ChildConsentMissing { file, guardian, child }
                } else {
                    Problem::ChildrenWithoutConsent { file, guardian, child }
                },
            );
        } else if unknown && record.kind == Kind::Individual {
            report(position, Problem::ConsentUnknown { file });
        } else if photo.consent == Consent::PublicEvent && photo.informed.is_none() {
            report(position, Problem::EventNotInformed { file });
        }
    }
    for (key, person) in [("leader", &record.facts.leader), ("contact", &record.facts.contact)] {
        if let Some(person) = person.as_ref().filter(|person| !person.consent) {
            report(person.at, Problem::PersonNotShown { key: key.into() });
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
        report(at.position, problem);
    }
}

/// Returns whether the guardian's consent is missing for the children in a photo, and whether their own is.
fn missing_consents(photo: &PhotoRecord) -> (bool, bool) {
    let guardian = photo.children != Children::None && !photo.guardian_consent;
    let of_age = matches!(photo.children, Children::SevenOrOlder | Children::Both);
    (guardian, of_age && photo.consent != Consent::Recorded)
}
