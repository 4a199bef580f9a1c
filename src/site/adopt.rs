//! Adopts captions, days and places from photo files into entries.
//!
//! Takes the parsed files of a site, gives offers in the order of files; takes the text of an entry, gives it with an
//! offer's keys added and every other byte unchanged. Never writes a file.

use std::sync::Arc;

use foldhash::HashMap;
use toml_edit::{DocumentMut, Item, TableLike, Value, value};

use crate::parse::{OfferedWords, Parsed, ParsedFile, PictureFile, front_matter};
use crate::source::Source;

/// Descriptions that a photo's file contains and its entry lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The path of the entry.
    pub path: String,
    /// The index of the photo in the entry.
    pub photo: usize,
    /// The name of the photo, as in the entry.
    pub file: String,
    /// The descriptions; a place only if the entry names none.
    pub words: OfferedWords,
}

/// Returns the offers for every photo that an entry lists.
pub(super) fn offers(files: &[(Arc<Source>, Arc<ParsedFile>)]) -> Vec<Offer> {
    let pictures = files.iter().filter_map(|(source, file)| match &file.parsed {
        Some(Parsed::Picture(picture)) => Some((source.found.path.as_str(), picture)),
        _ => None,
    });
    let pictures: HashMap<&str, &PictureFile> = pictures.collect();
    let mut offers = Vec::new();
    for (source, file) in files {
        let Some(Parsed::Entry(record)) = &file.parsed else { continue };
        let path = source.found.path.as_str();
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let is_placeless = record.localities.is_empty() && record.area.is_none();
        for (number, photo) in record.photos.iter().enumerate().filter(|(_, photo)| !photo.withdrawn) {
            let picture = pictures.get([folder, photo.file.value.as_str()].concat().as_str());
            let Some(offered) = picture.and_then(|picture| Some(&picture.record()?.metadata.offered)) else {
                continue;
            };
            let words = OfferedWords {
                caption: offered.caption.clone().filter(|_| photo.caption.is_none()),
                date: offered.date.filter(|_| photo.date.is_none()),
                place: offered.place.clone().filter(|_| is_placeless),
            };
            if words != OfferedWords::default() {
                let file = photo.file.value.clone();
                offers.push(Offer { path: path.to_string(), photo: number, file, words });
            }
        }
    }
    offers
}

/// Returns the text of an entry with an offer adopted; `None` if its front matter is not valid TOML or lacks the
/// photo.
pub fn adopted(text: &str, offer: &Offer) -> Option<String> {
    let toml = front_matter(text)?;
    let windows = text[toml.clone()].contains("\r\n");
    let mut front: DocumentMut = text[toml.clone()].replace("\r\n", "\n").parse().ok()?;
    let OfferedWords { caption, date, place } = &offer.words;
    if let Some(place) = place
        && !front.contains_key("locality")
    {
        front["locality"] = value(place);
    }
    let (photo, in_line): (&mut dyn TableLike, bool) = match front.get_mut("photos")? {
        Item::ArrayOfTables(photos) => (photos.get_mut(offer.photo)?, false),
        Item::Value(Value::Array(photos)) => (photos.get_mut(offer.photo)?.as_inline_table_mut()?, true),
        _ => return None,
    };
    if photo.get("file").and_then(Item::as_str) != Some(offer.file.as_str()) {
        return None;
    }
    // The space before the closing bracket stays there.
    let blank = |photo: &mut dyn TableLike, blank: &str| {
        let last = photo.iter_mut().last().filter(|_| in_line);
        if let Some(last) = last.and_then(|(_, last)| last.as_value_mut()) {
            last.decor_mut().set_suffix(blank);
        }
    };
    blank(photo, "");
    let mut add = |key: &str, words: Value| {
        if !photo.contains_key(key) {
            photo.insert(key, Item::Value(words));
        }
    };
    if let Some(caption) = caption {
        add("caption", caption.into());
    }
    if let Some(date) = date {
        let date: toml_edit::Datetime = date.to_string().parse().ok()?;
        add("date", date.into());
    }
    blank(photo, " ");
    let front = front.to_string();
    let front = if windows { front.replace('\n', "\r\n") } else { front };
    Some([&text[..toml.start], &front, &text[toml.end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Day;

    fn offer(photo: usize, file: &str) -> Offer {
        let words = OfferedWords {
            caption: Some("Thả \"cá\"".into()),
            date: Day::parse("2019-03-05"),
            place: Some("xã Tam Hợp".into()),
        };
        Offer { path: String::new(), photo, file: file.into(), words }
    }

    #[test]
    fn only_what_is_taken_over_changes() {
        let text = "\u{feff}+++\r\n# ghi chú\r\ntitle   =  'A' # tên\r\n[[photos]]\r\nfile = \"a.jpg\"  # một\r\n\r\n[[photos]]\r\nfile = \"b.jpg\"\r\ncaption = \"B\"\r\nla = 1\r\n+++\r\n\r\nBài.\r\n";
        let one = "\u{feff}+++\r\n# ghi chú\r\ntitle   =  'A' # tên\r\nlocality = \"xã Tam Hợp\"\r\n[[photos]]\r\nfile = \"a.jpg\"  # một\r\ncaption = 'Thả \"cá\"'\r\ndate = 2019-03-05\r\n\r\n[[photos]]\r\nfile = \"b.jpg\"\r\ncaption = \"B\"\r\nla = 1\r\n+++\r\n\r\nBài.\r\n";
        assert_eq!(adopted(text, &offer(0, "a.jpg")).as_deref(), Some(one));
        let other = one
            .replace("caption = \"B\"\r\nla = 1\r\n", "caption = \"B\"\r\nla = 1\r\ndate = 2019-03-05\r\n");
        assert_eq!(adopted(one, &offer(1, "b.jpg")), Some(other));
    }

    #[test]
    fn tables_on_one_line_are_edited_and_what_is_not_there_is_not() {
        let text = "+++\nlocality = \"B\"\nphotos = [{ file = \"a.jpg\" }]\n+++\n";
        let added = "+++\nlocality = \"B\"\nphotos = [{ file = \"a.jpg\", caption = 'Thả \"cá\"', date = 2019-03-05 }]\n+++\n";
        assert_eq!(adopted(text, &offer(0, "a.jpg")).as_deref(), Some(added));
        for offer in [offer(1, "a.jpg"), offer(0, "b.jpg")] {
            assert_eq!(adopted(text, &offer), None);
        }
        assert_eq!(adopted("+++\ntitle = \n+++\n", &offer(0, "a.jpg")), None);
    }
}
