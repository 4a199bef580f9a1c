//! The photos of a text: found beside it, probed, and described.
//!
//! Takes file names as written, gives photos that can be published; what is missing, of an unknown
//! format, damaged or too large becomes a diagnostic where it was named.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::addresses::join;
use super::{Photo, Picture};
use crate::diagnostic::{At, Diagnostic, Position, Problem};
use crate::parse::{Body, PhotoRecord, PictureFault, PictureRecord, Probe};
use crate::source::Source;
use crate::text::nearest;

/// Every picture below `content/`.
pub(super) struct Pictures {
    pictures: Vec<(Picture, Result<Probe, PictureFault>)>,
    by_path: HashMap<String, usize>,
    /// Whether something names it.
    named: Vec<AtomicBool>,
    max_megapixels: u32,
}

impl Pictures {
    /// Takes the pictures in the order of their paths.
    pub(super) fn new<'p>(
        pictures: impl Iterator<Item = (&'p Source, &'p PictureRecord)>,
        max_megapixels: u32,
    ) -> Pictures {
        let take = |(source, record): (&Source, &PictureRecord)| {
            let (width, height) = record.probe.as_ref().map_or((0, 0), |probe| (probe.width, probe.height));
            let picture = Picture { source: source.clone(), digest: record.digest, width, height };
            (picture, record.probe.clone())
        };
        let pictures: Vec<_> = pictures.map(take).collect();
        let by_path = pictures.iter().enumerate().map(|(n, (p, _))| (p.source.found.path.clone(), n)).collect();
        let named = pictures.iter().map(|_| AtomicBool::new(false)).collect();
        Pictures { pictures, by_path, named, max_megapixels }
    }

    /// The picture that the text at `from` names `file`, if it can be published.
    fn find(&self, from: &str, file: &str, position: Position, problems: &mut Vec<Diagnostic>) -> Option<usize> {
        let mut tell = |problem| problems.push(Diagnostic::new(from, position, problem));
        let name = file.to_string();
        let Some(&index) = join(from, file).and_then(|path| self.by_path.get(&path)) else {
            tell(Problem::MissingPhoto { file: name, nearest: self.suggest(from, file) });
            return None;
        };
        self.named[index].store(true, Ordering::Relaxed);
        let problem = match &self.pictures[index].1 {
            Ok(probe) => {
                let megapixels = (u64::from(probe.width) * u64::from(probe.height)).div_ceil(1_000_000) as u32;
                if megapixels <= self.max_megapixels {
                    return Some(index);
                }
                Problem::PhotoTooLarge { file: name, megapixels, limit: self.max_megapixels }
            }
            Err(PictureFault::Format(format)) => Problem::PhotoFormat { file: name, format: format.clone() },
            Err(PictureFault::Damaged(reason)) => Problem::PhotoDamaged { file: name, reason: reason.clone() },
        };
        tell(problem);
        None
    }

    fn suggest(&self, from: &str, file: &str) -> Option<String> {
        let folder = &from[..=from.rfind('/')?];
        let mut beside: Vec<&str> = self.by_path.keys().filter_map(|path| path.strip_prefix(folder)).collect();
        beside.sort_unstable();
        nearest(file, beside, 1).first().map(|name| name.to_string())
    }

    /// The photos of an entry's front matter, without those that are withdrawn.
    pub(super) fn listed(&self, from: &str, records: &[PhotoRecord], problems: &mut Vec<Diagnostic>) -> Vec<Photo> {
        let mut photos = Vec::new();
        for record in records {
            if record.withdrawn {
                // It may be gone from the folder already, and that is as it should be.
                if let Some(&index) = join(from, &record.file.value).and_then(|path| self.by_path.get(&path)) {
                    self.named[index].store(true, Ordering::Relaxed);
                }
                continue;
            }
            let Some(picture) = self.find(from, &record.file.value, record.file.position, problems) else { continue };
            if record.alt.is_none() {
                let problem = Problem::MissingAlt { file: record.file.value.clone() };
                problems.push(Diagnostic::new(from, record.file.position, problem));
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

    /// What the pictures of a text show: what the front matter says of the same file, else what the
    /// text says.
    pub(super) fn shown(
        &self,
        from: &str,
        body: &Body,
        records: &[PhotoRecord],
        listed: &[Photo],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Option<Photo>> {
        let withdrawn: Vec<Option<String>> =
            records.iter().filter(|r| r.withdrawn).map(|r| join(from, &r.file.value)).collect();
        let show = |at: &At<crate::parse::PictureRef>| {
            if withdrawn.contains(&join(from, &at.value.file)) {
                return None;
            }
            let picture = self.find(from, &at.value.file, at.position, problems)?;
            let known = listed.iter().find(|photo| photo.picture == picture);
            let alt = at.value.alt.clone();
            if alt.is_empty() && known.is_none_or(|photo| photo.alt.is_empty()) {
                let problem = Problem::MissingAlt { file: at.value.file.clone() };
                problems.push(Diagnostic::new(from, at.position, problem));
            }
            Some(match known {
                Some(photo) if alt.is_empty() => photo.clone(),
                Some(photo) => Photo { alt, ..photo.clone() },
                None => Photo { picture, alt, caption: None, credit: None, licence: None, date: None, focus: None },
            })
        };
        body.pictures.iter().map(show).collect()
    }

    /// Warns of what lies about unnamed, and gives the pictures.
    pub(super) fn finish(self, problems: &mut Vec<Diagnostic>) -> Vec<Picture> {
        for ((picture, _), named) in self.pictures.iter().zip(&self.named) {
            if !named.load(Ordering::Relaxed) {
                let path = &picture.source.found.path;
                let file = path.rsplit('/').next().unwrap_or(path).to_string();
                problems.push(Diagnostic::new(path, Position::default(), Problem::UnlistedPhoto { file }));
            }
        }
        self.pictures.into_iter().map(|(picture, _)| picture).collect()
    }
}
