//! Rows and cells of imported lists; targets that a site is sent to.

use super::Message;
use crate::diagnostic::Problem;

pub(super) fn lists(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        CellFault { written } => (
            format!("the cell's formula has an error: “{written}”"),
            Some("correct the formula, or type the value into the cell".into()),
        ),
        RowRepeated { first } => (
            format!("this row is the same entry as row {first}"),
            Some("merge the two rows; for a new entry, clear its id and change its title".into()),
        ),
        RowUnclear { candidates } => (
            format!("this row may be any of these entries: {}", candidates.join(", ")),
            Some("add the place, the year, or the id of the entry".into()),
        ),
        RowWithoutEntry { written } => (
            format!("there is no entry “{written}”"),
            Some("check the id and the title; leave the id of a new entry empty".into()),
        ),
        EditedTwice { key, now } => (
            format!(
                "this cell was edited, and “{key}” was changed in the gallery since the export; it is now “{now}”"
            ),
            Some("export again, then edit the new workbook".into()),
        ),
        NotEditable { key } => (
            format!("“{key}” is written in the entry's file in a way that an import cannot change"),
            Some("change it in the file itself".into()),
        ),
        BadTarget { written } => (
            format!("a site cannot be sent to “{written}”"),
            Some("write a folder, or an address such as “ftps://name@host/www”, “sftp://…”, “davs://…”, “s3://…”; “ftp://” without encryption is not used".into()),
        ),
        PasswordWritten { key } => (
            format!("“{key}” has a password in it"),
            Some("remove the password from this file, and change it; Guong asks for it once and has the system keep it".into()),
        ),
        _ => return None,
    })
}
