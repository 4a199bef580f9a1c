//! Consent and approval: what must be recorded before something is shown.

use super::Message;
use crate::diagnostic::Problem;

pub(super) fn consent(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        ConsentMissing { file } => (
            format!("no consent is recorded for the photo “{file}”, and this site requires it"),
            Some("declare it in [[photos]] with consent = \"recorded\"; or \"not-needed\" if nobody can be recognised".into()),
        ),
        ConsentUnknown { file } => (
            format!("no consent is recorded for the photo “{file}” of an entry about one person"),
            Some("ask the person, then write consent = \"recorded\" in [[photos]]".into()),
        ),
        ChildConsentMissing { file, guardian, child } | ChildrenWithoutConsent { file, guardian, child } => (
            format!("the photo “{file}” shows children, without the recorded consent of {}", match (guardian, child) {
                (true, true) => "those who are seven or older and of a parent or guardian",
                (false, _) => "those who are seven or older",
                (true, false) => "a parent or guardian",
            }),
            Some("ask all of them (law 91/2025/QH15, article 24), then write consent and guardian_consent = \"recorded\"; else choose another photo".into()),
        ),
        EventNotInformed { file } => (
            format!("the photo “{file}” is of a public event, and does not say how people were told"),
            Some("add informed = \"announced by loudspeaker\" or what was done; it is not published".into()),
        ),
        PersonNotShown { key } => (
            format!("“{key}” has no recorded consent, so that name and contact are not published"),
            Some("ask that person, then write consent = \"recorded\"".into()),
        ),
        AltMissing { file } => (
            format!("the photo “{file}” has no alt text, which this site requires"),
            Some("add alt = \"…\" with what is to be seen".into()),
        ),
        CaptionMissing { file } => (
            format!("the photo “{file}” has no caption, which this site requires"),
            Some("add caption = \"…\"".into()),
        ),
        NotApproved => (
            "the entry is not approved and so not published: this site publishes approved entries only".into(),
            Some("once it is signed, add approved = { by = \"…\", date = 2026-03-01 }".into()),
        ),
        _ => return None,
    })
}
