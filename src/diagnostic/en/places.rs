//! Localities.

use super::Message;
use super::words::{did_you_mean, quoted, some_quoted};
use crate::diagnostic::Problem;
use crate::diagnostic::quoted::as_list;

pub(super) fn places(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        UnknownPlace { written, nearest } => (
            format!("there is no locality “{written}”"),
            did_you_mean(nearest).or_else(|| {
                Some("use the province's or city's name, either today's or the one before 01/07/2025".into())
            }),
        ),
        AmbiguousPlace { written, candidates } => (
            format!("several localities are named “{written}”"),
            Some(format!("write one of them in full: {}", some_quoted(candidates))),
        ),
        SeveralPlaces { written, places } => (
            format!("“{written}” contains several localities"),
            Some(format!("write a list: {}", as_list(places))),
        ),
        PlaceCode { written } => (
            format!("“{written}” is a code; the codes of administrative units have changed over time"),
            Some("write the name, such as “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”".into()),
        ),
        UnknownCommune { written, province, nearest } => (
            format!("“{written}” is not in the gazetteer; the entry is listed under {province} for now"),
            did_you_mean(nearest)
                .or_else(|| Some("if the name is right, declare it in content/localities.toml".into())),
        ),
        Namesake { written, now, then } => (
            format!(
                "“{written}” is read as {now}, but before 01/07/2025 another place had that name: {}",
                quoted(then)
            ),
            Some("if you mean the former one, write all three tiers".into()),
        ),
        OtherUnitType { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the unit's type".into()))
        }
        OtherMarks { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the accents of the name".into()))
        }
        MixedEras { written, known } => (
            format!("“{written}” mixes names from before and after 01/07/2025; it is read as {known}"),
            Some("write all three former tiers, or both of today's".into()),
        ),
        NoProvince { written, candidates } => (
            format!("“{written}” does not name a province or city"),
            Some(match candidates.as_slice() {
                [] => "add the province or city at the end".into(),
                _ => format!("write it in full, such as: {}", some_quoted(candidates)),
            }),
        ),
        AlreadyKnown { name } => (
            format!("the gazetteer already contains {name}; this record is ignored"),
            Some("remove it from content/localities.toml".into()),
        ),
        LocalityCycle { name } => (
            format!("“{name}” is within, or a successor of, itself"),
            Some("check within and successors".into()),
        ),
        _ => return None,
    })
}
