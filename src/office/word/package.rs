//! The archive of a Word file: its parts and what they point to.
//!
//! Takes the bytes of a file, gives the text of its parts and the bytes of its pictures. Never follows what points out
//! of the archive, never reads macros, embedded objects or attached templates.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::read::ReadFault;
use super::xml::{self, Element};

/// Maximum size in bytes of a part of text.
const PART_LIMIT: u64 = 48 * 1024 * 1024;
/// Maximum size in bytes of a picture, as of those that the editor receives.
const PICTURE_LIMIT: u64 = 100 * 1024 * 1024;
/// Maximum size in bytes of all pictures.
const PICTURES_LIMIT: usize = 160 * 1024 * 1024;

/// An opened file.
pub(super) struct WordPackage<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The bytes of the pictures that were read.
    pictures: usize,
}

/// What a part points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartTarget {
    /// Another part.
    Part(String),
    /// Something outside the file.
    Outside(String),
}

/// What a part points to, by id.
pub(super) type Relations = HashMap<String, PartTarget>;

impl<'b> WordPackage<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<WordPackage<'b>, ReadFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        Ok(WordPackage { archive, pictures: 0 })
    }

    /// Whether the archive has something below a folder or at a path.
    pub(super) fn has(&self, start: &str) -> bool {
        self.archive.file_names().flatten().any(|name| name.to_ascii_lowercase().starts_with(start))
    }

    fn bytes(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, ReadFault> {
        let found = self.archive.file_names().flatten().find(|own| own.eq_ignore_ascii_case(name));
        let own = found.map(|own| own.into_owned());
        let Some(own) = own else { return Ok(None) };
        let part = match self.archive.by_name(&own) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadFault::Password);
            }
            part => part.map_err(damaged)?,
        };
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > limit {
            return Err(ReadFault::TooMuch);
        }
        Ok(Some(bytes))
    }

    /// Reads a part of text; `None` if there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Element>, ReadFault> {
        let Some(bytes) = self.bytes(name, PART_LIMIT)? else { return Ok(None) };
        let utf16 = |order: fn([u8; 2]) -> u16| {
            let units = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect::<String>()
        };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
            [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            all => String::from_utf8_lossy(all).into_owned(),
        };
        xml::read(&text).map(Some)
    }

    /// Reads a picture; `None` if there is none or it is too large.
    pub(super) fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        let left = PICTURES_LIMIT.saturating_sub(self.pictures) as u64;
        let bytes = self.bytes(name, PICTURE_LIMIT.min(left)).ok()??;
        self.pictures += bytes.len();
        Some(bytes)
    }

    /// Returns the path of the text itself.
    pub(super) fn main(&mut self) -> Result<String, ReadFault> {
        let root = self.part("_rels/.rels")?;
        let kind = |relation: &Element| {
            relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        };
        let found = root.iter().flat_map(|root| &root.children).find(|relation| kind(relation));
        let target = found.and_then(|relation| relation.attribute("Target")).unwrap_or("word/document.xml");
        Ok(resolved("", target))
    }

    /// Reads what a part points to.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, ReadFault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = resolved(folder, &format!("_rels/{name}.rels"));
        let Some(root) = self.part(&path)? else { return Ok(Relations::new()) };
        let one = |relation: &Element| {
            let (id, target) = (relation.attribute("Id")?, relation.attribute("Target")?);
            let target = match relation.attribute("TargetMode") {
                Some("External") => PartTarget::Outside(target.into()),
                _ => PartTarget::Part(resolved(folder, target)),
            };
            Some((id.to_string(), target))
        };
        Ok(root.children.iter().filter_map(one).collect())
    }
}

fn damaged(error: impl std::fmt::Display) -> ReadFault {
    ReadFault::Damaged(error.to_string())
}

/// Returns the path of a target, which is relative to a folder of the archive.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.retain(|name| !name.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_part() {
        assert_eq!(resolved("word", "media/image1.png"), "word/media/image1.png");
        assert_eq!(resolved("word", "../customXml/item.xml"), "customXml/item.xml");
        assert_eq!(resolved("word", "/word/media/a.png"), "word/media/a.png");
        assert_eq!(resolved("word", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("", "word/document.xml"), "word/document.xml");
    }
}
