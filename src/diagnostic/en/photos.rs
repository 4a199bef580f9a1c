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
            format!("“{file}” is a photo, and original photos are never published"),
            Some(format!("show it in the text with ![what it shows]({file})")),
        ),
        FileNotPublished { file } => (
            format!("“{file}” exists, but files of this type are not published from an entry's or page's folder"),
            Some("attach a PDF, DOCX or XLSX; move other files to static/ and link to an address that begins with “/”".into()),
        ),
        AttachmentDamaged => (
            "the attached file is damaged, or its type does not match its name".into(),
            Some("open it to check, then save or export it again".into()),
        ),
        MissingPhoto { file, nearest } => (
            format!("there is no photo “{file}” in the entry's folder"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("put the photo next to index.md".into())),
        ),
        MissingAlt { file } => (
            format!("the photo “{file}” has no alt text for people who cannot see it"),
            Some("add alt = \"…\", a short description of what the photo shows".into()),
        ),
        CaptionOffered { file } => (
            format!("the file of the photo “{file}” contains a caption, but the entry has none"),
            Some("run `guong adopt` to see and copy it, or write caption = \"…\" yourself".into()),
        ),
        PhotoRevealsPlace { file } => (
            format!("the file of the photo “{file}” contains the GPS position where it was taken"),
            Some("published photos never contain it; remove it from the original too before sharing that".into()),
        ),
        StaticRevealsPlace => (
            "this picture contains the GPS position where it was taken, and is published unchanged".into(),
            Some("remove the position, or put the picture in an entry's folder: there it is removed for you".into()),
        ),
        UnlistedPhoto { file } => (
            format!("the photo “{file}” is in the entry's folder, but the entry does not use it, so it is not published"),
            Some("add [[photos]] with file, alt and caption, or move the photo elsewhere".into()),
        ),
        PhotoFormat { file, format } => (
            format!("the photo “{file}” is of type {format}, which cannot be published"),
            Some("export it as JPEG (on a phone: share or save as JPEG)".into()),
        ),
        PhotoDamaged { file, .. } => (
            format!("the photo “{file}” is damaged, incomplete, or not a picture"),
            Some("copy it again from the camera or phone".into()),
        ),
        PhotoTooLarge { file, megapixels, limit } => (
            format!("the photo “{file}” has {megapixels} megapixels; the limit is {limit}"),
            Some("reduce the photo's size".into()),
        ),
        ForeignPicture { target } => (
            format!("a picture in the text must be a file in the same folder: “{target}”"),
            Some("save the picture in that folder (if its licence allows it), with credit and licence".into()),
        ),
        NoPicture { file, kind } => (
            format!("“{file}” is not a photo ({kind})"),
            Some(match kind.as_str() {
                "MP4" | "MOV" | "AVI" | "WMV" | "MKV" | "3GP" | "MP3" => {
                    "video and audio cannot be published here: host them elsewhere and link to them".into()
                }
                _ => format!("to attach a document, link to it: [its name]({file}); to show a picture from it, save that as JPEG"),
            }),
        ),
        _ => return None,
    })
}
