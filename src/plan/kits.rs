//! The press kit of an entry: what a newsroom takes away in one file.
//!
//! Takes an entry that has a photo which may be passed on, gives its texts in words, its figures, and the copies of its
//! photos by their addresses. The kit is packed where the copies are.

use super::data::TableName;
use super::photos::{PhotoPage, photos_of};
use super::view::{Download, EntryFacts, FieldLink, KitFile, KitPhoto, SourceView};
use super::{Output, Plan, What};
use crate::address;
use crate::model::{Entry, Photo};

impl Plan<'_> {
    /// The kits: path and output. In preview those are missing whose pictures have not been read.
    pub(super) fn kit_outputs(&self) -> impl Iterator<Item = (String, What)> {
        let numbers = 0..self.catalogue.entries.len() as u32;
        let kits = numbers.filter(|number| self.has_kit(*number));
        kits.map(|number| (address::kit(&self.entry(number).slug), What::Kit(number)))
    }

    /// The kit at a path, if it were one; its pictures may have to be read first.
    pub fn kit_at(&self, path: &str) -> Option<Output> {
        let numbers = 0..self.catalogue.entries.len() as u32;
        let is_it = |number: &u32| address::kit(&self.entry(*number).slug) == path;
        let number = numbers.filter(|_| self.catalogue.config.press.kits).find(is_it)?;
        Some(Output { path: path.into(), what: What::Kit(number) })
    }

    /// Whether an entry has a kit: none where no photo may be passed on.
    pub fn has_kit(&self, number: u32) -> bool {
        self.catalogue.config.press.kits && self.kit_photos(self.entry(number)).next().is_some()
    }

    /// The photos of an entry that may be passed on, as the kit has them.
    fn kit_photos<'e>(&self, entry: &'e Entry) -> impl Iterator<Item = (&'e Photo, KitPhoto)> {
        let path = address::entry(&entry.slug);
        let photos = photos_of(&entry.photos, &entry.text).enumerate();
        photos.filter_map(move |(at, photo)| {
            let page = PhotoPage::new(&path, &entry.photos, &entry.text);
            let Download { path, name } = self.facts.download(photo, &page)?;
            Some((photo, KitPhoto { name, path, number: at as u32 }))
        })
    }

    /// A kit, its text left out.
    pub(super) fn kit_file(&self, number: u32) -> KitFile {
        let entry = self.entry(number);
        let path = address::entry(&entry.slug);
        let facts = self.facts.entry(entry);
        let (photos, files): (Vec<_>, Vec<_>) = self.kit_photos(entry).unzip();
        let has_figures = !facts.results.is_empty();
        KitFile {
            name: entry.slug.clone(),
            above: self.kit_beginning(&facts, self.facts.place_now(entry)),
            body: self.facts.body(&entry.text, &entry.photos, &path),
            below: self.kit_end(&facts),
            citation: self.citation(&facts.title, &path, entry.updated()),
            licences: self.kit_licences(&facts, photos.into_iter().zip(&files)),
            figures: has_figures.then(|| self.entry_rows(number, TableName::Results)),
            photos: files,
        }
    }

    /// What stands above the text: title, place, field, phase, beginning, summary.
    fn kit_beginning(&self, facts: &EntryFacts, place: String) -> String {
        let labels =
            |links: &[FieldLink]| links.iter().map(|link| link.label.as_str()).collect::<Vec<_>>().join(", ");
        let wording = &self.facts.wording;
        let row = |word: &str, text: &str| format!("{}: {text}", wording.word(word));
        let mut lines = vec![facts.title.clone(), String::new()];
        lines.extend((!place.is_empty()).then(|| row("place", &place)));
        lines.push(row("fields", &labels(&facts.fields)));
        lines.extend(facts.phase.as_ref().map(|phase| row("phase", &phase.label)));
        lines.extend(facts.started.as_ref().map(|started| row("since", &started.text)));
        lines.extend(facts.summary.iter().flat_map(|summary| [String::new(), summary.clone()]));
        lines.join("\n")
    }

    /// What stands below the text: figures with their sources, and the sources.
    fn kit_end(&self, facts: &EntryFacts) -> String {
        let mut lines = Vec::new();
        let mut add = |word: &str, items: Vec<String>| {
            if !items.is_empty() {
                lines.extend([String::new(), format!("{}:", self.facts.wording.word(word))]);
                lines.extend(items.into_iter().map(|item| format!("- {item}")));
            }
        };
        add("results", facts.results.iter().map(|result| result.quoted.clone()).collect());
        let source = |source: &SourceView| {
            let date = source.date.as_ref().map(|date| date.text.clone());
            let parts = [source.author.clone(), Some(source.title.clone()), date, source.url.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        add("sources", facts.sources.iter().map(source).collect());
        lines.join("\n")
    }

    /// The licence of the text, then of each photo what it shows, who took it, and under what licence.
    fn kit_licences<'a>(
        &self,
        facts: &EntryFacts,
        photos: impl Iterator<Item = (&'a Photo, &'a KitPhoto)>,
    ) -> String {
        let text = facts.licence.as_ref();
        let text = text.map(|licence| format!("{}: {licence}", self.facts.wording.word("text_licence")));
        let photo = |(photo, file): (&Photo, &KitPhoto)| {
            let licence = self.facts.licence(photo).map(str::to_string);
            let words = [photo.caption.clone(), self.facts.credit(photo), licence];
            format!("{}: {}", file.name, words.into_iter().flatten().collect::<Vec<_>>().join(". "))
        };
        text.into_iter().chain(photos.map(photo)).collect::<Vec<_>>().join("\n")
    }
}
