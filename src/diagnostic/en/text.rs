//! The text of entries and pages.

use super::Message;
use super::words::misread;
use crate::diagnostic::Problem;

pub(super) fn text(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        RawHtml => (
            "HTML in an entry is shown as plain text".into(),
            Some("use Markdown; HTML works in content/pages only".into()),
        ),
        Misread { fault, written } | WordsLost { fault, written } => {
            let (message, hint) = misread(*fault);
            (format!("{message}: “{written}”"), Some(hint.into()))
        }
        CommentDropped => (
            "the comment “<!-- … -->” is not published".into(),
            Some("nothing to do if that is meant; else take <!-- and --> away".into()),
        ),
        CommentUnclosed => (
            "the comment that “<!--” opens is never closed".into(),
            Some(
                "add --> at its end, within the same paragraph; to publish the sign itself, write \\<!--"
                    .into(),
            ),
        ),
        RawReference { target, rooted } => match rooted {
            true => (
                format!(
                    "the address “{target}” in HTML begins with “/”: it breaks where the site lies in a folder of its host"
                ),
                Some("use a Markdown link: [words](/address/)".into()),
            ),
            false => (
                format!("the address “{target}” in HTML leads nowhere"),
                Some("use a Markdown link to the file: [words](../entries/name/index.md)".into()),
            ),
        },
        _ => return None,
    })
}
