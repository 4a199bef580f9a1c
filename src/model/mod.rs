//! The catalogue: the whole gallery in memory, immutable.
//!
//! Takes every parsed value, gives the [`Catalogue`] with every reference resolved and every order
//! total, or what forbids it. Never reads a file.

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
mod registries;
mod replication;
mod reword;
mod suggest;
mod units;

use std::sync::Arc;

use crate::date::{Day, PartialDate};
use crate::diagnostic;
use crate::digest::Digest;
use crate::gazetteer::{Gazetteer, Place};
use crate::parse::{
    Body, Config, EntryRecord, Milestone, Parsed, ParsedFile, PictureFile, PictureRecord, Said, Step,
};
use crate::source::Source;

pub use assemble::{Assembled, assemble, assemble_for};
pub use attachments::Attachment;
pub use localities::KnownPlaces;
pub use reword::{CatalogueFrame, reworded};

/// The whole gallery.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Identifies the frame: catalogues of one frame share it.
    pub frame: CatalogueFrame,
    /// What the site is.
    pub config: Config,
    /// The day that decides embargo, expiry and staleness.
    pub as_of: Day,
    /// The places.
    pub gazetteer: Gazetteer,
    /// The fields, in the order of their registry.
    pub fields: Vec<Field>,
    /// The phases, by their first day.
    pub phases: Vec<Phase>,
    /// The units that entries name: those of the registry in its order, then the others by name.
    pub units: Vec<Unit>,
    /// Groups of words that say the same to who searches: the site's own, then the built-in ones.
    pub synonyms: Vec<Vec<String>>,
    /// The documents, newest first.
    pub documents: Vec<Document>,
    /// The entries that visitors see, newest first: by `published`, then by slug; those without it
    /// stand last, by `started`.
    pub entries: Vec<Arc<Entry>>,
    /// The withdrawn entries, by slug.
    pub notices: Vec<Notice>,
    /// The ordinary pages, by address.
    pub pages: Vec<Page>,
    /// The files to copy, by address.
    pub statics: Vec<StaticFile>,
    /// The pictures that are published, by path.
    pub pictures: Vec<Picture>,
    /// The addresses that entries had before, and where they lead now; by address.
    pub aliases: Vec<Alias>,
    /// The next day on which the site would change by itself.
    pub next_change: Option<Day>,
    /// The addresses that are gone by the writer's own word (`expires`): not a mistake.
    pub retired: Vec<String>,
}

impl Catalogue {
    /// Whether a verification on that day is long ago.
    pub fn is_stale(&self, verified: Day) -> bool {
        self.stale_from(verified) <= self.as_of
    }

    /// The day from which a verification counts as long ago.
    fn stale_from(&self, verified: Day) -> Day {
        verified.years_after(self.config.stale_after_years).next()
    }

    /// The next day after `as_of` on which the site would change by itself: an embargo or a term that
    /// ends (which the caller knows), a phase that begins or ends, a verification that grows old.
    fn next_change(&self, embargo_or_expiry: Option<Day>) -> Option<Day> {
        let verified = self.entries.iter().filter_map(|entry| entry.record().verified.as_ref());
        let stale = verified.map(|at| self.stale_from(at.value));
        let phases = self.phases.iter().flat_map(|phase| [phase.from, phase.to]);
        stale.chain(phases).chain(embargo_or_expiry).filter(|day| *day > self.as_of).min()
    }
}

/// Lĩnh vực.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its id and address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its hue in degrees: its own, or one by its place in the registry.
    pub hue: u16,
    /// What it is about.
    pub summary: Option<String>,
}

/// Giai đoạn.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Its id and address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub from: Day,
    /// The day after its last.
    pub to: Day,
    /// What it is about.
    pub summary: Option<String>,
    /// Its milestones by date.
    pub milestones: Vec<Milestone>,
}

/// Đơn vị.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its id and address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The full name of its place, where its own name leaves it out and others bear it.
    pub of: Option<String>,
    /// Where it works.
    pub within: Option<Place>,
    /// What it is.
    pub summary: Option<String>,
}

impl Unit {
    /// Its name among those of other places: `Hội Cựu chiến binh xã (xã Tam Hợp, tỉnh Nghệ An)`.
    pub fn label(&self) -> String {
        self.of.as_ref().map_or_else(|| self.name.clone(), |of| format!("{} ({of})", self.name))
    }
}

/// Văn bản.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id and address.
    pub id: String,
    /// Its file, with its text.
    pub text: Text,
    /// Entries under it, in the catalogue's order.
    pub entries: Vec<usize>,
}

/// For whom the gallery is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Visitors: what is hidden leaves no trace.
    Visitors,
    /// Those who write it, in preview: what is hidden stands among the rest, and says that it is.
    Editors,
}

/// Why visitors do not see something on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is a draft.
    Draft,
    /// Nobody signed it, on a site that requires it.
    Unapproved,
    /// It is to be published on a later day.
    Until(Day),
    /// It was published up to a day that is past.
    After(Day),
}

/// An ordinary page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address, ending in `/`.
    pub address: String,
    /// Its file, with its text.
    pub text: Text,
    /// Why visitors do not see it; nothing but in preview.
    pub hidden: Option<Hidden>,
}

/// Where a link leads within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The address from the site's root, with its `#…` or `?…`, as a link carries it.
    pub address: String,
    /// What is attached there, if it is a file that lies beside a text.
    pub attachment: Option<Attachment>,
}

impl LinkTarget {
    /// The address without what stands behind the path.
    fn path(&self) -> &str {
        self.address.split(['#', '?']).next().unwrap_or_default()
    }
}

/// A file with a text whose references are resolved.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file it came from, to read it again.
    pub source: Arc<Source>,
    /// What it holds.
    pub file: Arc<ParsedFile>,
    /// Where its links lead; `None` if the target is hidden.
    pub links: Vec<Option<LinkTarget>>,
    /// What its pictures show; `None` for a withdrawn picture.
    pub pictures: Vec<Option<Photo>>,
}

impl Text {
    /// The text itself.
    pub fn body(&self) -> &Body {
        match self.file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => &record.body,
            Some(Parsed::Page(record)) => &record.body,
            Some(Parsed::Document(record)) => &record.body,
            _ => unreachable!("only entries, pages and documents become texts"),
        }
    }
}

/// One exemplar.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its identity and address.
    pub slug: String,
    /// Its file, with its text.
    pub text: Text,
    /// The files that it names beside its text, each with the name that it was given.
    pub attachments: Vec<(String, LinkTarget)>,
    /// Its fields.
    pub fields: Vec<usize>,
    /// Where it is, then and now.
    pub places: Vec<Place>,
    /// Who runs it.
    pub units: Vec<usize>,
    /// Its phase.
    pub phase: Option<usize>,
    /// When it began, as precisely as is known.
    pub started: Option<PartialDate>,
    /// When it came to its end, as precisely as is known.
    pub ended: Option<PartialDate>,
    /// When it entered the gallery, if that is known.
    pub published: Option<Day>,
    /// The documents that it stands under.
    pub documents: Vec<usize>,
    /// The entry that it follows.
    pub replicates: Option<usize>,
    /// The entries that follow it, in the catalogue's order.
    pub replicated_by: Vec<usize>,
    /// Its photos, in the writer's order.
    pub photos: Vec<Photo>,
    /// Why visitors do not see it; nothing but in preview.
    pub hidden: Option<Hidden>,
}

impl Entry {
    /// What its file says.
    pub fn record(&self) -> &EntryRecord {
        match self.text.file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => record,
            _ => unreachable!("an entry is made of an entry's file"),
        }
    }

    /// The step that it reached last.
    pub fn stands(&self) -> Option<Step> {
        let last = self.record().status.iter().max_by_key(|step| step.date.value.first_day());
        last.map(|last| last.step)
    }

    /// When it was last changed, if any day is known.
    pub fn updated(&self) -> Option<Day> {
        self.record().updated.as_ref().map(|at| at.value).max(self.published)
    }
}

/// A photo of an entry or a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Its file in [`Catalogue::pictures`].
    pub picture: usize,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// What it shows, for everybody.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
    /// When it was taken.
    pub date: Option<PartialDate>,
    /// What must stay in view when it is cropped, as fractions from the upper left.
    pub focus: Option<[f32; 2]>,
}

/// A picture's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The file.
    pub source: Arc<Source>,
    /// What it holds, as far as anybody has looked.
    pub file: Arc<ParsedFile>,
}

impl Picture {
    /// What is known of the file; in a build, everything.
    pub fn file(&self) -> &PictureFile {
        match self.file.parsed.as_ref() {
            Some(Parsed::Picture(file)) => file,
            _ => unreachable!("a picture is made of a picture's file"),
        }
    }

    /// What is known of a picture that can be published.
    pub fn record(&self) -> Option<&PictureRecord> {
        self.file().record().filter(|record| record.probe.is_ok())
    }

    /// Digest of its bytes; zeros until it is read.
    pub fn digest(&self) -> Digest {
        self.file().record().map_or(Digest([0; 16]), |record| record.digest)
    }

    /// What its file says of it; `None` until the file is read.
    pub fn said(&self) -> Option<&Said> {
        self.record().map(|record| &record.said)
    }

    /// Pixels across and down, when upright; 0 until it is read.
    pub fn size(&self) -> (u32, u32) {
        let probe = self.record().and_then(|record| record.probe.as_ref().ok());
        probe.map_or((0, 0), |probe| (probe.width, probe.height))
    }
}

/// What remains of a withdrawn entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its address.
    pub slug: String,
    /// When it was withdrawn.
    pub date: Day,
    /// Why.
    pub reason: String,
}

/// A file to copy.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticFile {
    /// Its address.
    pub address: String,
    /// The file.
    pub source: Arc<Source>,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// An address that moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The address that it was, as a path of an output.
    pub path: String,
    /// The address that it is.
    pub target: String,
    /// Where it is written.
    pub place: diagnostic::Location,
}
