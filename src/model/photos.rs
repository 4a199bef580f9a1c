//! The photos of a text.
//!
//! Takes file names as written, gives photos that can be published; a file that is missing, of an unsupported
//! format, damaged or too large becomes a diagnostic at the place that names it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::HashMap;

use super::addresses::join;
use super::{Photo, Picture};
use crate::diagnostic::{Diagnostic, Located, Position, Problem};
use crate::parse::{Body, Config, EntryRecord, ParsedFile, PhotoRecord, PhotoSettings, PictureFault, decode};
use crate::source::Source;
use crate::text::{bare_words, nearest};

/// Maximum number of pictures in a folder that are compared to suggest a name.
const NAMES_COMPARED: usize = 1000;

/// Extensions of files that offices keep beside pictures and that are not pictures.
const NO_PICTURES: &[&str] = &[
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ppt", "pptx", "mp4", "mov", "avi", "wmv", "mkv", "3gp",
    "mp3", "zip", "rar",
];

/// Every picture below `content/`, in the order of paths.
pub(super) struct Pictures {
    pictures: Vec<Picture>,
    by_path: HashMap<String, usize>,
    /// Whether some text or front matter names the picture.
    named: Vec<AtomicBool>,
    max_megapixels: u32,
    /// The site's requirements for photos.
    pub(super) settings: PhotoSettings,
}

impl Pictures {
    /// Takes the pictures in the order of their paths.
    pub(super) fn new<'p>(
        pictures: impl Iterator<Item = (&'p Arc<Source>, &'p Arc<ParsedFile>)>,
        config: &Config,
    ) -> Pictures {
        let take = |(source, file): (&Arc<Source>, &Arc<_>)| Picture {
            source: Arc::clone(source),
            file: Arc::clone(file),
        };
        let pictures: Vec<_> = pictures.map(take).collect();
        let by_path = pictures.iter().enumerate().map(|(n, p)| (p.source.found.path.clone(), n)).collect();
        let named = pictures.iter().map(|_| AtomicBool::new(false)).collect();
        let max_megapixels = config.max_megapixels;
        Pictures { pictures, by_path, named, max_megapixels, settings: config.photos.clone() }
    }

    /// Finds the picture `file` named at `from`, if it can be published or has not been read yet.
    fn find(
        &self,
        from: &str,
        file: &str,
        position: Position,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let mut report = |problem| problems.push(Diagnostic::new(from, position, problem));
        let name = file.to_string();
        let Some(&index) = join(from, file).and_then(|path| self.by_path.get(&path)) else {
            let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind).to_lowercase();
            report(if NO_PICTURES.contains(&kind.as_str()) {
                Problem::NoPicture { file: name, kind: kind.to_uppercase() }
            } else {
                Problem::MissingPhoto { file: name, nearest: None }
            });
            return None;
        };
        self.named[index].store(true, Ordering::Relaxed);
        let Some(record) = self.pictures[index].file().record() else { return Some(index) };
        let problem = match &record.probe {
            Ok(probe) => {
                let megapixels =
                    (u64::from(probe.width) * u64::from(probe.height)).div_ceil(1_000_000) as u32;
                if megapixels <= self.max_megapixels {
                    return Some(index);
                }
                Problem::PhotoTooLarge { file: name, megapixels, limit: self.max_megapixels }
            }
            Err(PictureFault::Format(format)) => Problem::PhotoFormat { file: name, format: format.clone() },
            Err(PictureFault::Damaged(reason)) => {
                Problem::PhotoDamaged { file: name, reason: reason.clone() }
            }
        };
        report(problem);
        None
    }

    fn missing_alt(&self, file: String) -> Problem {
        if self.settings.require_alt { Problem::AltMissing { file } } else { Problem::MissingAlt { file } }
    }

    /// Returns the picture below the folder of `from` with the nearest name.
    pub(super) fn suggest(&self, from: &str, file: &str) -> Option<String> {
        let folder = &from[..=from.rfind('/')?];
        let start = self.pictures.partition_point(|picture| picture.source.found.path.as_str() < folder);
        let below = self.pictures[start..].iter().map_while(|p| p.source.found.path.strip_prefix(folder));
        let names: Vec<&str> = below.take(NAMES_COMPARED).collect();
        // Windows hides extensions: `anh 2` is `anh 2.jpg`, and `anh.JPG` may be `anh.jpg`.
        let stem = |name: &str| bare_words(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let mut alike = names.iter().filter(|name| [bare_words(file), stem(file)].contains(&stem(name)));
        let only = alike.next().filter(|_| alike.next().is_none()).copied();
        only.or_else(|| nearest(file, names, 1).first().copied()).map(String::from)
    }

    /// Resolves the photos of an entry's front matter, without the withdrawn ones.
    pub(super) fn listed(
        &self,
        from: &str,
        records: &[PhotoRecord],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Photo> {
        let mut photos = Vec::new();
        for record in records {
            if record.withdrawn {
                // It may rightly be deleted from the folder already.
                if let Some(&index) = join(from, &record.file.value).and_then(|path| self.by_path.get(&path))
                {
                    self.named[index].store(true, Ordering::Relaxed);
                }
                continue;
            }
            let Some(picture) = self.find(from, &record.file.value, record.file.position, problems) else {
                continue;
            };
            let file = || record.file.value.clone();
            let mut report = |problem| problems.push(Diagnostic::new(from, record.file.position, problem));
            if record.alt.is_none() {
                report(self.missing_alt(file()));
            }
            if record.caption.is_none() && self.settings.require_caption {
                report(Problem::CaptionMissing { file: file() });
            }
            if record.caption.is_none() && !self.settings.require_caption && self.offers_caption(picture) {
                report(Problem::CaptionOffered { file: file() });
            }
            photos.push(Photo {
                picture,
                alt: record.alt.clone().or_else(|| record.caption.clone()).unwrap_or_default(),
                caption: record.caption.clone(),
                credit: record.credit.clone(),
                licence: record.licence.clone(),
                date: record.date,
                focus: record.focus,
            });
        }
        photos
    }

    /// Whether a picture's file contains a caption.
    fn offers_caption(&self, picture: usize) -> bool {
        self.pictures[picture].metadata().is_some_and(|metadata| metadata.offered.caption.is_some())
    }

    /// Resolves the pictures of a text. The front matter's description of the same file takes precedence, except
    /// for the alternative text.
    pub(super) fn shown(
        &self,
        from: &str,
        body: &Body,
        records: &[PhotoRecord],
        listed: &[Photo],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Option<Photo>> {
        let withdrawn = records.iter().filter(|record| record.withdrawn);
        let withdrawn: BTreeSet<String> =
            withdrawn.filter_map(|record| join(from, &record.file.value)).collect();
        let by_picture: HashMap<usize, usize> =
            listed.iter().enumerate().rev().map(|(index, photo)| (photo.picture, index)).collect();
        let show = |at: &Located<crate::parse::PictureRef>| {
            let file = decode(&at.value.file);
            if !withdrawn.is_empty() && join(from, &file).is_some_and(|path| withdrawn.contains(&path)) {
                return None;
            }
            let picture = self.find(from, &file, at.position, problems)?;
            let known = by_picture.get(&picture).map(|index| &listed[*index]);
            let alt = at.value.alt.clone();
            if alt.is_empty() && known.is_none_or(|photo| photo.alt.is_empty()) {
                let problem = self.missing_alt(at.value.file.clone());
                problems.push(Diagnostic::new(from, at.position, problem));
            }
            Some(match known {
                Some(photo) if alt.is_empty() => photo.clone(),
                Some(photo) => Photo { alt, ..photo.clone() },
                None => Photo {
                    picture,
                    alt,
                    caption: None,
                    credit: None,
                    licence: None,
                    date: None,
                    focus: None,
                },
            })
        };
        body.pictures.iter().map(show).collect()
    }

    /// Marks the pictures that a draft names as named.
    pub(super) fn mark_named(&self, from: &str, record: &EntryRecord) {
        let listed = record.photos.iter().map(|photo| photo.file.value.clone());
        for file in listed.chain(record.body.pictures.iter().map(|at| decode(&at.value.file))) {
            if let Some(&index) = join(from, &file).and_then(|path| self.by_path.get(&path)) {
                self.named[index].store(true, Ordering::Relaxed);
            }
        }
    }

    /// Marks every picture in the folder of an unreadable file as named.
    pub(super) fn mark_folder_named(&self, from: &str) {
        let folder = from.rfind('/').map_or("", |end| &from[..=end]);
        let start = self.pictures.partition_point(|picture| picture.source.found.path.as_str() < folder);
        let below = self.pictures[start..].iter().take_while(|p| p.source.found.path.starts_with(folder));
        for (_, named) in below.zip(&self.named[start..]) {
            named.store(true, Ordering::Relaxed);
        }
    }

    /// Warns of pictures that nothing names and of pictures with GPS data, and returns all pictures.
    pub(super) fn finish(self, problems: &mut Vec<Diagnostic>) -> Vec<Picture> {
        for (picture, named) in self.pictures.iter().zip(&self.named) {
            let path = &picture.source.found.path;
            let file = || path.rsplit('/').next().unwrap_or(path).to_string();
            let mut report = |problem| problems.push(Diagnostic::new(path, Position::default(), problem));
            if !named.load(Ordering::Relaxed) {
                report(Problem::UnlistedPhoto { file: file() });
            }
            if picture.file().record().is_some_and(|record| record.metadata.located) {
                report(Problem::PhotoRevealsPlace { file: file() });
            }
        }
        self.pictures
    }
}
