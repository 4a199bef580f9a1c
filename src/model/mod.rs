//! The catalogue: the whole gallery in memory, immutable.
//!
//! Takes every parsed value, gives the [`Catalogue`] with every reference resolved and every order
//! total, or the errors that forbid it. Never reads a file.

mod addresses;
mod aliases;
mod assemble;
mod attachments;
mod consent;
mod entries;
mod files;
mod identity;
mod localities;
mod named;
mod pages;
mod photos;
mod progress;
mod registries;
mod replication;
mod reword;
mod suggest;
mod targets;
mod units;

use std::sync::Arc;

use crate::date::{Day, PartialDate};
use crate::diagnostic;
use crate::digest::Digest;
use crate::gazetteer::{Gazetteer, Place};
use crate::parse::{
    Body, Config, EmbeddedMetadata, EntryRecord, Milestone, Parsed, ParsedFile, PictureFile, PictureRecord,
    StatusRecord, Step,
};
use crate::source::Source;

pub(crate) use addresses::relative;
pub use assemble::{Assembled, assemble, assemble_for};
pub use attachments::Attachment;
pub(crate) use entries::hidden;
pub use localities::KnownPlaces;
pub(crate) use progress::fresh_until;
pub use progress::{Counting, Progress, Tally};
pub use reword::{CatalogueFrame, reworded};
pub use targets::{SiteTarget, SiteTargets};

/// The whole gallery.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// What this catalogue shares with those that differ in words only.
    pub frame: CatalogueFrame,
    /// The site's settings.
    pub config: Config,
    /// The day that decides embargo, expiry and staleness.
    pub as_of: Day,
    /// The administrative units that places refer to.
    pub gazetteer: Gazetteer,
    /// The fields, in the order of their registry.
    pub fields: Vec<Field>,
    /// The phases, ordered by first day.
    pub phases: Vec<Phase>,
    /// The units that entries name: those of the registry in its order, then the rest by name.
    pub units: Vec<Unit>,
    /// Groups of words that search treats as equal: the site's own, then the built-in ones.
    pub synonyms: Vec<Vec<String>>,
    /// What plans ask for.
    pub targets: SiteTargets,
    /// The documents, newest first.
    pub documents: Vec<Document>,
    /// The entries that visitors see, newest first: by `published`, then by slug. Those without
    /// `published` come last, by `started`.
    pub entries: Vec<Arc<Entry>>,
    /// The withdrawn entries, by slug.
    pub notices: Vec<Notice>,
    /// The ordinary pages, by address.
    pub pages: Vec<Page>,
    /// The files to copy, by address.
    pub statics: Vec<StaticFile>,
    /// The pictures that are published, by path.
    pub pictures: Vec<Picture>,
    /// The former addresses of entries, sorted.
    pub aliases: Vec<Alias>,
    /// The next day on which the site changes without an edit.
    pub next_change: Option<Day>,
    /// The addresses of expired entries: their removal is intended (`expires`), not a mistake.
    pub retired: Vec<String>,
}

impl Catalogue {
    /// Whether a verification on that day is out of date.
    pub fn is_stale(&self, verified: Day) -> bool {
        self.stale_from(verified) <= self.as_of
    }

    /// Returns the first day on which a verification counts as out of date.
    pub fn stale_from(&self, verified: Day) -> Day {
        verified.years_after(self.config.stale_after_years).next()
    }

    /// Returns the next day after `as_of` on which the site changes without an edit: an embargo or term ends
    /// (which the caller knows), a phase begins or ends, a verification goes out of date, a target is due.
    fn next_change(&self, embargo_or_expiry: Option<Day>) -> Option<Day> {
        let verified = self.entries.iter().filter_map(|entry| entry.record().verified.as_ref());
        let stale = verified.map(|at| self.stale_from(at.value));
        let phases = self.phases.iter().flat_map(|phase| [phase.from, phase.to]);
        let own = stale.chain(phases).chain(self.target_days());
        own.chain(embargo_or_expiry).filter(|day| *day > self.as_of).min()
    }
}

/// A field (lĩnh vực).
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The id, which is also its address.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The hue in degrees: as declared, or by the field's position in the registry.
    pub hue: u16,
    /// What the field is about.
    pub summary: Option<String>,
}

/// A phase (giai đoạn): a period of the movement.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The id, which is also its address.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The first day.
    pub from: Day,
    /// The day after the last.
    pub to: Day,
    /// What the phase is about.
    pub summary: Option<String>,
    /// The milestones, by date.
    pub milestones: Vec<Milestone>,
}

/// A unit (đơn vị): a body that runs entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The id, which is also its address.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The full name of its place, if the unit's name omits it and units elsewhere have the same name.
    pub of: Option<String>,
    /// The place that it is responsible for.
    pub within: Option<Place>,
    /// What the unit is.
    pub summary: Option<String>,
}

impl Unit {
    /// Returns the name, qualified by the place if needed: `Hội Cựu chiến binh xã (xã Tam Hợp, tỉnh Nghệ An)`.
    pub fn label(&self) -> String {
        self.of.as_ref().map_or_else(|| self.name.clone(), |of| format!("{} ({of})", self.name))
    }
}

/// A document (văn bản): a plan, directive or decision.
#[derive(Debug, Clone)]
pub struct Document {
    /// The id, which is also its address.
    pub id: String,
    /// Its front matter and text.
    pub text: Text,
    /// The entries that name it, as indices into [`Catalogue::entries`].
    pub entries: Vec<usize>,
}

/// Who the catalogue is assembled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Visitors: what is hidden leaves no trace.
    Visitors,
    /// Editors, in preview: hidden entries and pages are included and marked as such.
    Editors,
}

/// Why something is hidden from visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is a draft.
    Draft,
    /// It lacks the approval that the site requires.
    Unapproved,
    /// It is to be published on a later day.
    Until(Day),
    /// It was published up to a day that is past.
    After(Day),
}

/// An ordinary page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The address, ending in `/`.
    pub address: String,
    /// Its front matter and text.
    pub text: Text,
    /// Why visitors do not see it; always `None` outside preview.
    pub hidden: Option<Hidden>,
}

/// The target of a link within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The URL relative to the site's root, with its fragment or query.
    pub address: String,
    /// The attached file, if the target is one.
    pub attachment: Option<Attachment>,
}

impl LinkTarget {
    /// Returns the address without fragment and query.
    fn path(&self) -> &str {
        self.address.split(['#', '?']).next().unwrap_or_default()
    }
}

/// A file whose text has its references resolved.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file, to read it again.
    pub source: Arc<Source>,
    /// The parsed file.
    pub file: Arc<ParsedFile>,
    /// The target of each link; `None` if it is hidden or broken.
    pub links: Vec<Option<LinkTarget>>,
    /// The photo of each picture; `None` if it is withdrawn or broken.
    pub pictures: Vec<Option<Photo>>,
}

impl Text {
    /// Returns the parsed body.
    pub fn body(&self) -> &Body {
        match self.file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => &record.body,
            Some(Parsed::Page(record)) => &record.body,
            Some(Parsed::Document(record)) => &record.body,
            _ => unreachable!("only entries, pages and documents become texts"),
        }
    }
}

/// An entry (mô hình, điển hình): one exemplar.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The slug, which identifies the entry and is its address.
    pub slug: String,
    /// Its front matter and text.
    pub text: Text,
    /// The files that the front matter attaches, each with its name as written.
    pub attachments: Vec<(String, LinkTarget)>,
    /// The fields, as indices into [`Catalogue::fields`].
    pub fields: Vec<usize>,
    /// The places, as written and as they are now.
    pub places: Vec<Place>,
    /// The units that run it, as indices into [`Catalogue::units`].
    pub units: Vec<usize>,
    /// The phase, as an index into [`Catalogue::phases`].
    pub phase: Option<usize>,
    /// When it began, as precisely as known.
    pub started: Option<PartialDate>,
    /// When it ended, as precisely as known.
    pub ended: Option<PartialDate>,
    /// When it entered the gallery, if known.
    pub published: Option<Day>,
    /// The documents that it names, as indices into [`Catalogue::documents`].
    pub documents: Vec<usize>,
    /// The entry that it replicates, as an index into [`Catalogue::entries`].
    pub replicates: Option<usize>,
    /// The entries that replicate it, as sorted indices into [`Catalogue::entries`].
    pub replicated_by: Vec<usize>,
    /// The photos, in the order of the front matter.
    pub photos: Vec<Photo>,
    /// Why visitors do not see it; always `None` outside preview.
    pub hidden: Option<Hidden>,
}

impl Entry {
    /// Returns the parsed front matter and text.
    pub fn record(&self) -> &EntryRecord {
        match self.text.file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => record,
            _ => unreachable!("an entry is made of an entry's file"),
        }
    }

    /// Returns the step of the last status.
    pub fn current_step(&self) -> Option<Step> {
        self.last_step().map(|last| last.step)
    }

    /// The step that it reached last, with its date.
    pub fn last_step(&self) -> Option<&StatusRecord> {
        self.record().status.iter().max_by_key(|step| step.date.value.first_day())
    }

    /// Returns the day of the last change, if known.
    pub fn updated(&self) -> Option<Day> {
        self.record().updated.as_ref().map(|at| at.value).max(self.published)
    }
}

/// A photo of an entry or a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The index of its file in [`Catalogue::pictures`].
    pub picture: usize,
    /// The alternative text.
    pub alt: String,
    /// The caption, if any.
    pub caption: Option<String>,
    /// The photographer or owner.
    pub credit: Option<String>,
    /// The licence.
    pub licence: Option<String>,
    /// When it was taken.
    pub date: Option<PartialDate>,
    /// The point to keep in view when the photo is cropped, as fractions from the upper left.
    pub focus: Option<[f32; 2]>,
}

/// A picture file.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The file on disk.
    pub source: Arc<Source>,
    /// The parsed file; its picture may not be read yet.
    pub file: Arc<ParsedFile>,
}

impl Picture {
    /// Returns what is known of the picture; in a build, everything.
    pub fn file(&self) -> &PictureFile {
        match self.file.parsed.as_ref() {
            Some(Parsed::Picture(file)) => file,
            _ => unreachable!("a picture is made of a picture's file"),
        }
    }

    /// Returns the record of a picture that was read and can be published.
    pub fn record(&self) -> Option<&PictureRecord> {
        self.file().record().filter(|record| record.probe.is_ok())
    }

    /// Returns the digest of the bytes; zeros until the file is read.
    pub fn digest(&self) -> Digest {
        self.file().record().map_or(Digest([0; 16]), |record| record.digest)
    }

    /// Returns the embedded metadata; `None` until the file is read.
    pub fn metadata(&self) -> Option<&EmbeddedMetadata> {
        self.record().map(|record| &record.metadata)
    }

    /// Returns the width and height in pixels, when upright; zeros until the file is read.
    pub fn size(&self) -> (u32, u32) {
        let probe = self.record().and_then(|record| record.probe.as_ref().ok());
        probe.map_or((0, 0), |probe| (probe.width, probe.height))
    }
}

/// The public notice of a withdrawn entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The slug, which is its address.
    pub slug: String,
    /// When the entry was withdrawn.
    pub date: Day,
    /// Why it was withdrawn.
    pub reason: String,
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticFile {
    /// The address in the published site.
    pub address: String,
    /// The file to copy.
    pub source: Arc<Source>,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// A former address and its new target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The former address, as the path of an output.
    pub path: String,
    /// The current address.
    pub target: String,
    /// Where the alias is declared.
    pub place: diagnostic::Location,
}
