//! References: links, records, addresses.

use super::Message;
use super::words::{quoted, referent, where_declared};
use crate::diagnostic::Problem;
use crate::diagnostic::quoted::way;

pub(super) fn references(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        UnknownReference { kind, written, nearest } => (
            format!("there is no {} “{written}”", referent(*kind)),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some(where_declared(*kind).into())),
        ),
        SlugClash { slug, other, proposal } => (
            format!("the address “{slug}” is already taken by {other}"),
            Some(format!("rename the folder (or the key slug) to “{proposal}”")),
        ),
        ReplicationCycle { chain } => (
            match chain.as_slice() {
                [one, _] => format!("the entry “{one}” says that it replicates itself"),
                _ => format!("entries replicate each other in a circle: {}", way(chain)),
            },
            Some("remove the key replicates from the one that came first".into()),
        ),
        BrokenLink { target, nearest } => (
            format!("the link leads to a file that is not there: “{target}”"),
            nearest.as_ref().map(|n| format!("did you mean “{n}”?")).or_else(|| {
                Some("write the path from this file's folder, such as ../name-of-entry/index.md".into())
            }),
        ),
        AddressClash { address, other } => {
            (format!("the address “{address}” is also that of {other}"), Some("rename one of the two".into()))
        }
        AddressRemoved { address } => (
            format!("the published address “{address}” would be gone"),
            Some(
                "add it to the aliases of what replaces it, or run again with --allow-removed if it is meant"
                    .into(),
            ),
        ),
        HiddenReference { target } => (
            format!(
                "“{target}” is hidden (a draft, embargoed, expired or withdrawn), so what refers to it is left out"
            ),
            Some("nothing need be done if it is meant so; else remove what refers to it".into()),
        ),
        PhaseUnclear { date, candidates } => (
            format!("“{date}” does not tell which phase is meant: {}", quoted(candidates)),
            Some("add the key phase, or a more precise started".into()),
        ),
        NoPhase { date } => (
            format!("no phase holds “{date}”"),
            Some("add a phase to content/phases.toml, or give the key phase".into()),
        ),
        DuplicateId { id } => (
            format!("“{id}” is declared above already"),
            Some("declare each name once: remove this one, or choose another name".into()),
        ),
        PhasesOverlap { other } => (
            format!("this phase overlaps the phase “{other}”"),
            Some("a phase lasts from the day of from until before the day of to".into()),
        ),
        BrokenAnchor { anchor, nearest } => (
            format!("the page has no heading “#{anchor}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “#{n}”?"))
                .or_else(|| Some("remove what follows #, or name a heading of that page".into())),
        ),
        ReservedAddress { address } => (
            format!("the address “{address}” is reserved for Guong"),
            Some("rename the file or the folder, or change the key slug".into()),
        ),
        EmptyGallery => {
            ("no entry is published yet".into(), Some("add one with “guong new \"TITLE\"”".into()))
        }
        _ => return None,
    })
}
