//! Consent and approval: what must be recorded before something is shown.

use super::Message;
use crate::diagnostic::Problem;

pub(super) fn consent(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        ConsentMissing { file } => (
            format!("no consent is recorded for the photo “{file}”, and this site requires it"),
            Some("declare it in [[photos]] with consent = \"recorded\"; or \"not-needed\" if no one is recognisable".into()),
        ),
        ConsentUnknown { file } => (
            format!("no consent is recorded for the photo “{file}” of an entry about one person"),
            Some("ask the person, then write consent = \"recorded\" in [[photos]]".into()),
        ),
        ChildConsentMissing { file, guardian, child } | ChildrenWithoutConsent { file, guardian, child } => (
            format!("the photo “{file}” shows children, without the recorded consent of {}", match (guardian, child) {
                (true, true) => "the children aged seven or over and of a parent or guardian",
                (false, _) => "the children aged seven or over",
                (true, false) => "a parent or guardian",
            }),
            Some("ask all of them (law 91/2025/QH15, article 24), then set consent and guardian_consent to \"recorded\"; or choose another photo".into()),
        ),
        EventNotInformed { file } => (
            format!("the photo “{file}” shows a public event, but does not record how people were informed"),
            Some("add informed = \"announced by loudspeaker\", or whatever was done; this is not published".into()),
        ),
        PersonNotShown { key } => (
            format!("“{key}” has no recorded consent, so the name and contact are not published"),
            Some("ask the person, then write consent = \"recorded\"".into()),
        ),
        AltMissing { file } => (
            format!("the photo “{file}” has no alt text, which this site requires"),
            Some("add alt = \"…\" describing what the photo shows".into()),
        ),
        CaptionMissing { file } => (
            format!("the photo “{file}” has no caption, which this site requires"),
            Some("add caption = \"…\"".into()),
        ),
        NotApproved => (
            "the entry is not published: it is not approved, and this site publishes only approved entries".into(),
            Some("once it is signed off, add approved = { by = \"…\", date = 2026-03-01 }".into()),
        ),
        _ => return None,
    })
}
