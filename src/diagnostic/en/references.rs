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
                _ => format!("entries replicate each other in a cycle: {}", way(chain)),
            },
            Some("remove the key replicates from the earliest one".into()),
        ),
        BrokenLink { target, nearest } => (
            format!("the link points to a file that does not exist: “{target}”"),
            nearest.as_ref().map(|n| format!("did you mean “{n}”?")).or_else(|| {
                Some("write the path relative to this file's folder, such as ../name-of-entry/index.md".into())
            }),
        ),
        AddressClash { address, other } => {
            (format!("the address “{address}” is also used by {other}"), Some("rename one of the two".into()))
        }
        AddressRemoved { address } => (
            format!("the published address “{address}” would no longer exist"),
            Some(
                "add it to the aliases of its replacement, or run again with --allow-removed if this is intended"
                    .into(),
            ),
        ),
        HiddenReference { target } => (
            format!(
                "“{target}” is hidden (a draft, embargoed, expired or withdrawn), so what refers to it is left out"
            ),
            Some("if this is intended, do nothing; otherwise remove the reference".into()),
        ),
        PhaseUnclear { date, candidates } => (
            format!("“{date}” may belong to several phases: {}", quoted(candidates)),
            Some("add the key phase, or make started more precise".into()),
        ),
        NoPhase { date } => (
            format!("no phase contains “{date}”"),
            Some("add a phase to content/phases.toml, or set the key phase".into()),
        ),
        DuplicateId { id } => (
            format!("“{id}” is already declared above"),
            Some("remove this declaration, or choose a different name".into()),
        ),
        PhasesOverlap { other } => (
            format!("this phase overlaps the phase “{other}”"),
            Some("a phase starts on the day of from and ends on the day before to".into()),
        ),
        BrokenAnchor { anchor, nearest } => (
            format!("the page has no heading “#{anchor}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “#{n}”?"))
                .or_else(|| Some("remove the # and what follows it, or use a heading of that page".into())),
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
