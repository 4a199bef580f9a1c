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
                Some("name the province or city as it is now, or as it was before 01/07/2025".into())
            }),
        ),
        AmbiguousPlace { written, candidates } => (
            format!("there are several localities “{written}”"),
            Some(format!("write one of them in full: {}", some_quoted(candidates))),
        ),
        SeveralPlaces { written, places } => (
            format!("“{written}” names several localities"),
            Some(format!("write a list: {}", as_list(places))),
        ),
        PlaceCode { written } => (
            format!("“{written}” is a code: codes of administrative units have changed their meaning"),
            Some("write the name, such as “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”".into()),
        ),
        UnknownCommune { written, province, nearest } => (
            format!("“{written}” is not in the gazetteer; the entry stands under {province} for now"),
            did_you_mean(nearest).or_else(|| {
                Some(
                    "if the name is right and not in the gazetteer, declare it in content/localities.toml"
                        .into(),
                )
            }),
        ),
        Namesake { written, now, then } => (
            format!(
                "“{written}” is read as {now}, but before 01/07/2025 another place had that name: {}",
                quoted(then)
            ),
            Some("if the former one is meant, write all three tiers".into()),
        ),
        OtherUnitType { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the type of the unit".into()))
        }
        OtherMarks { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the marks of the name".into()))
        }
        MixedEras { written, known } => (
            format!("“{written}” mixes the names of two times; it is read as {known}"),
            Some("write three tiers as before 01/07/2025, or two as today".into()),
        ),
        NoProvince { written, candidates } => (
            format!("“{written}” names no province or city"),
            Some(match candidates.as_slice() {
                [] => "add the province or city at the end".into(),
                _ => format!("write it in full, such as: {}", some_quoted(candidates)),
            }),
        ),
        AlreadyKnown { name } => (
            format!("the gazetteer knows {name} already; this record is left out"),
            Some("remove it from content/localities.toml".into()),
        ),
        LocalityCycle { name } => {
            (format!("“{name}” lies within, or succeeds, itself"), Some("check within and successors".into()))
        }
        _ => return None,
    })
}
