//! Photos and attached files.

use super::Message;
use super::words::revealed;
use crate::diagnostic::Problem;

pub(super) fn photos(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        AttachmentReveals { what } => {
            let (message, hint) = revealed(*what);
            (message.into(), Some(hint.into()))
        }
        PhotoLinked { file } => (
            format!("“{file}” is a photo: a photo's own file is never published"),
            Some(format!("show it in the text with ![what it shows]({file})")),
        ),
        FileNotPublished { file } => (
            format!("“{file}” is there, but such a file is not published from a text's folder"),
            Some("attach a PDF, DOCX or XLSX; move other files into static/ and write an address that begins with “/”".into()),
        ),
        AttachmentDamaged => (
            "the attached file is damaged, or is not what its name says".into(),
            Some("open it and look, then save or export it again".into()),
        ),
        MissingPhoto { file, nearest } => (
            format!("there is no photo “{file}” beside the entry"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("put the photo in the folder of index.md".into())),
        ),
        MissingAlt { file } => (
            format!("the photo “{file}” has no alt text for people who cannot see it"),
            Some("add alt = \"…\" that says in short what the photo shows".into()),
        ),
        CaptionOffered { file } => (
            format!("the file of the photo “{file}” holds a caption, and the entry none"),
            Some("run `guong adopt` to see and take it, or write caption = \"…\" yourself".into()),
        ),
        PhotoRevealsPlace { file } => (
            format!("the file of the photo “{file}” holds the GPS position where it was taken"),
            Some("published photos do not have it; remove it from the original too before you pass that on".into()),
        ),
        StaticRevealsPlace => (
            "this picture holds the GPS position where it was taken, and is published as it is".into(),
            Some("remove the position first, or put the picture beside an entry: there it is cleaned".into()),
        ),
        UnlistedPhoto { file } => (
            format!("the photo “{file}” lies beside the entry, but nothing names it, so it is not published"),
            Some("add [[photos]] with file, alt and caption; or move the photo away".into()),
        ),
        PhotoFormat { file, format } => (
            format!("the photo “{file}” is of type {format}, which cannot be published"),
            Some("export it as JPEG (on a phone: share or save as JPEG)".into()),
        ),
        PhotoDamaged { file, .. } => (
            format!("the photo “{file}” is damaged, cut short, or no picture at all"),
            Some("copy it again from where it was taken".into()),
        ),
        PhotoTooLarge { file, megapixels, limit } => (
            format!("the photo “{file}” has {megapixels} megapixels, at most {limit} are read"),
            Some("make the photo smaller first".into()),
        ),
        ForeignPicture { target } => (
            format!("a picture in the text must be a file beside it, not from elsewhere: “{target}”"),
            Some("save the picture beside the entry (if that is allowed), with credit and licence".into()),
        ),
        NoPicture { file, kind } => (
            format!("“{file}” is not a photo ({kind})"),
            Some(match kind.as_str() {
                "MP4" | "MOV" | "AVI" | "WMV" | "MKV" | "3GP" | "MP3" => {
                    "films and sound cannot be published here: put them elsewhere and link to them".into()
                }
                _ => format!("link to a document in the text: [its name]({file}); save a picture in it as JPEG"),
            }),
        ),
        _ => return None,
    })
}
