//! The text of entries and pages.

use super::Message;
use super::words::misread;
use crate::diagnostic::Problem;

pub(super) fn text(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        RawHtml => (
            "HTML in an entry is shown as plain text".into(),
            Some("use Markdown; HTML only works in content/pages".into()),
        ),
        Misread { fault, written } | WordsLost { fault, written } => {
            let (message, hint) = misread(*fault);
            (format!("{message}: “{written}”"), Some(hint.into()))
        }
        CommentDropped => (
            "the comment “<!-- … -->” is not published".into(),
            Some("if this is intended, do nothing; otherwise remove <!-- and -->".into()),
        ),
        CommentUnclosed => (
            "a comment opens with “<!--” but is never closed".into(),
            Some("add --> at its end, within the same paragraph; to show it literally, write \\<!--".into()),
        ),
        RawReference { target, rooted } => match rooted {
            true => (
                format!(
                    "the address “{target}” in HTML begins with “/”: it breaks if the site is published in a folder of its host"
                ),
                Some("use a Markdown link: [text](/address/)".into()),
            ),
            false => (
                format!("the address “{target}” in HTML is broken"),
                Some("use a Markdown link to the file: [text](../entries/name/index.md)".into()),
            ),
        },
        _ => return None,
    })
}
