//! The folder and its files: names, sizes, encodings, and faults of the program.

use super::Message;
use crate::diagnostic::quoted::size;
use crate::diagnostic::{FaultStep, Problem};

pub(super) fn files(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoSite => (
            "there is no guong.toml: this folder is not a Guong site yet".into(),
            Some("make a site with “guong init DIR”, or point to one with --root".into()),
        ),
        NotUtf8 => (
            "the file is not saved as UTF-8".into(),
            Some("open it, choose Save As, choose the encoding UTF-8 and save again".into()),
        ),
        Unreadable { reason } => (
            format!("the file cannot be read: {reason}"),
            Some("check that you may read it, and close the program that holds it".into()),
        ),
        LinkLeavesSite { target } => (
            format!("a symbolic link leads out of the site's folder: “{target}”"),
            Some("copy the file into the site's folder".into()),
        ),
        TooLarge { bytes, limit } => (
            format!("the file is too large: {}, at most {} are read", size(*bytes), size(*limit)),
            Some("split the text, or keep pictures in files of their own".into()),
        ),
        NamesClash { other } => (
            format!(
                "on Windows and macOS this file name is the same as “{other}” (only case or accents' encoding differ)"
            ),
            Some("rename one of the two".into()),
        ),
        Stray => (
            "Guong makes no use of this file".into(),
            Some(
                "entries belong in content/entries, ordinary pages in content/pages, files to copy in static"
                    .into(),
            ),
        ),
        BadFileName { reason_reserved } => (
            if *reason_reserved {
                "the file name is reserved by Windows (con, nul, aux…)".into()
            } else {
                "the file name has a character that Windows or a web host refuses".into()
            },
            Some("rename the file with letters, digits, hyphens and dots".into()),
        ),
        TranslationReserved => (
            "this file name is reserved for translations, which do not exist yet".into(),
            Some("rename the file; an entry has one index.md".into()),
        ),
        ChangedMeanwhile => (
            "the file changed while the site was being built".into(),
            Some("run the command again once it is saved".into()),
        ),
        ProgramFault { step, reason } => (
            match step {
                FaultStep::Read => "Guong itself failed while reading this file".into(),
                FaultStep::Render => "Guong itself failed while rendering the page of this file".into(),
                FaultStep::Photo => "Guong itself failed while working on this photo".into(),
            },
            Some(format!(
                "the content is not to blame; please report it to the makers of Guong, with this file and this line: {reason}"
            )),
        ),
        _ => return None,
    })
}
