//! The folder and its files: names, sizes, encodings, and faults of the program.

use super::Message;
use crate::diagnostic::quoted::size;
use crate::diagnostic::{FaultStep, Language, Problem};

pub(super) fn files(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoSite => (
            "there is no guong.toml: this folder is not a Guong site yet".into(),
            Some("create a site with “guong init DIR”, or name one with --root".into()),
        ),
        NotUtf8 => (
            "the file is not saved as UTF-8".into(),
            Some("open it, choose Save As, choose the encoding UTF-8 and save again".into()),
        ),
        Unreadable { reason } => (
            format!("the file cannot be read: {reason}"),
            Some("check that you have permission to read it, and close any program that has it open".into()),
        ),
        LinkLeavesSite { target } => (
            format!("a symbolic link points outside the site's folder: “{target}”"),
            Some("copy the file into the site's folder".into()),
        ),
        TooLarge { bytes, limit } => (
            format!("the file is too large: {}; the limit is {}", size(*bytes), size(*limit)),
            Some("split the text, or move pictures to separate files".into()),
        ),
        NamesClash { other } => (
            format!(
                "on Windows and macOS this file name is the same as “{other}” (they differ only in case or in how accents are encoded)"
            ),
            Some("rename one of the two".into()),
        ),
        Stray => (
            "Guong does not use this file".into(),
            Some(
                "entries go in content/entries, other pages in content/pages, files to copy in static".into(),
            ),
        ),
        BadFileName { reason_reserved } => (
            if *reason_reserved {
                "the file name is reserved by Windows (con, nul, aux…)".into()
            } else {
                "the file name has a character that Windows or a web host does not allow".into()
            },
            Some("rename the file, using only letters, digits, hyphens and dots".into()),
        ),
        TranslationReserved => (
            "this file name is reserved for translations, which are not supported yet".into(),
            Some("rename the file; an entry has a single index.md".into()),
        ),
        ChangedMeanwhile => (
            "the file changed while the site was being built".into(),
            Some("save the file, then run the command again".into()),
        ),
        ProgramFault { step, reason } => (
            match step {
                FaultStep::Read => "internal error in Guong while reading this file".into(),
                FaultStep::Render => "internal error in Guong while rendering this file's page".into(),
                FaultStep::Photo => "internal error in Guong while processing this photo".into(),
            },
            Some(format!(
                "this is not caused by the content; please report it to Guong's developers with this file and this line: {reason}"
            )),
        ),
        StoreFailed { fault } => (
            format!("the shared store of photos cannot be used: {}", fault.say(Language::En)),
            Some(
                "the site is right all the same, it only took longer; check the store's address, the network and the credentials"
                    .into(),
            ),
        ),
        StoreKeeps { photos, fault } => (
            format!(
                "the shared store may still have {photos} photos that are hidden or withdrawn: {}",
                fault.say(Language::En)
            ),
            Some("the next build deletes them, or run “guong store sweep”".into()),
        ),
        _ => return None,
    })
}
