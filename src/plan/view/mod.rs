//! The views: what each kind of output may read, what its template receives, and what its key hashes.
//!
//! They are the one description of a page's dependencies: a template can reach nothing else, and the
//! key covers all of it, because both come from the same `Serialize`. Nothing global that changes
//! often may stand in [`SiteView`]: no totals, no build date.
//!
//! Every `path` is relative to the site's root (`mo-hinh/tha-ca/`); a page writes it behind its own
//! `head.root` (`../../`), so that the site works under any base path.

mod data;
mod entry;
mod following;
mod list;
mod machine;
mod map;
mod shards;
mod timeline;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::body::write_body;
use crate::digest::{Digest, Digested};
use crate::parse::Html;

pub use data::{
    Cell, CommunePoint, DataColumn, DataLink, DataPage, DataSet, DataSetFile, DataSetFormat, DataTable,
    PointsFile, Row, Rows, TableFormat, TablesFile,
};
pub use entry::{
    AttachmentLink, AwardView, Card, CorrectionView, DocumentLink, EntryFacts, EntryPage, FigureView,
    NoticePage, PersonView, PlaceView, Reference, ResultView, ReviewView, RoleView, SharedFigure, SourceView,
    StepView, TimelineRow,
};
pub use following::{FeedGroup, FeedLink, FeedsPage, ManifestIcon, OpenSearchPage, WebManifest};
pub use list::{IndexPage, ListPage, Pager, Subject};
pub use machine::{FeedItem, FeedPage, RobotsPage, SitemapAddress, SitemapPage};
pub use map::{MapPoints, MapProvince, MapStep, MapView};
pub use shards::{PhaseBand, ShardEntry, TimelineOverview, TimelineShard, YearCounts};
pub use timeline::{TimelineMonth, TimelinePage, TimelinePhase, TimelineYearLink, TimelineYearPage};

/// What every page knows of the site.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The gallery's name.
    pub title: String,
    /// One line below it.
    pub tagline: Option<String>,
    /// What the gallery is.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// A `mailto:` or web address for feedback.
    pub contact: Option<String>,
    /// Whether all of it is an illustration.
    pub sample: bool,
    /// Whether there is an index for search.
    pub search: bool,
    /// The licence of what names none.
    pub licence: Option<String>,
    /// `vi` or `en`.
    pub language: String,
    /// Ends in `/`.
    pub base_url: String,
    /// The pages that stand in the menu beside Guong's own.
    pub menu: Vec<Link>,
    /// Whether the theme has a sheet of the site's own, `assets/site.css`.
    pub own_sheet: bool,
    /// The address of the site's own logo, where the theme has one.
    pub logo: Option<String>,
    /// The theme's words in the site's language.
    pub t: BTreeMap<String, String>,
}

/// What every page says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageHead {
    /// The kind of page, for a class: `entry`, `field`, …
    pub kind: &'static str,
    /// Its title, without the site's.
    pub title: String,
    /// What it is about, for link previews.
    pub description: Option<String>,
    /// The way from this page to the site's root: `../../`, or empty.
    pub root: String,
    /// Its address relative to the root.
    pub path: String,
    /// Its absolute address.
    pub canonical: String,
    /// Its feed, if it has one of its own.
    pub feed: Option<String>,
    /// A picture for link previews.
    pub image: Option<LinkPreview>,
    /// When what it shows was last changed.
    pub updated: Option<Date>,
    /// The pages above it, from the home page on.
    pub crumbs: Vec<Link>,
}

/// A picture for link previews.
#[derive(Debug, Clone, Serialize)]
pub struct LinkPreview {
    /// Its absolute address.
    pub url: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows, in words; may be empty.
    pub alt: String,
}

/// A file to keep.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    /// Its address.
    pub path: String,
    /// The name under which browsers save it.
    pub name: String,
}

/// A link with a label.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub path: String,
}

/// A link to a list, with how many entries stand there.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub path: String,
    /// How many.
    pub count: usize,
}

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct Date {
    /// ISO 8601, as precise as is known.
    pub iso: String,
    /// As the site's language writes it.
    pub text: String,
}

/// A field.
#[derive(Debug, Clone, Serialize)]
pub struct FieldLink {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Where it leads.
    pub path: String,
    /// Its hue, in steps of ten degrees (0 to 35), for a class.
    pub hue: u16,
}

/// A word of the vocabulary, with its class.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// `model`, `commended`, …
    pub id: String,
    /// As the site's language has it.
    pub label: String,
    /// The page of what it is said of; empty if there is none.
    pub path: String,
}

/// A photo as it is published.
#[derive(Debug, Clone, Serialize)]
pub struct PhotoView {
    /// What the addresses of all its widths begin with: `<stem>-640.webp`, `<stem>-640.jpg`.
    pub stem: String,
    /// Its widths in WebP, rising; may be empty.
    pub webp: Vec<u32>,
    /// Its widths in JPEG, rising; never empty.
    pub jpeg: Vec<u32>,
    /// The address of the JPEG for software that knows nothing newer.
    pub path: String,
    /// Pixels across and down of that JPEG.
    pub size: (u32, u32),
    /// A large copy, if it may be passed on.
    pub download: Option<Download>,
    /// Pixels across of the widest.
    pub width: u32,
    /// Pixels down of the widest.
    pub height: u32,
    /// What it shows, in words; may be empty.
    pub alt: String,
    /// What it shows, for everybody.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Which of nine cells holds its focal point, for a class: 1 (upper left) to 9; 5 is the middle.
    pub focus: u8,
}

/// A photo as a card shows it: a new caption, credit or date of it is no new card.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs, reason = "each field is that of `PhotoView`")]
pub struct CardPhoto {
    pub stem: String,
    pub webp: Vec<u32>,
    pub jpeg: Vec<u32>,
    pub path: String,
    pub size: (u32, u32),
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub focus: u8,
}

impl CardPhoto {
    /// The address of its smallest file.
    pub fn smallest(&self) -> String {
        let webp = self.webp.first().map(|width| format!("{}-{width}.webp", self.stem));
        webp.unwrap_or_else(|| self.path.clone())
    }
}

/// An entry that the home page shows first.
#[derive(Debug, Serialize)]
pub struct Featured {
    /// The entry.
    pub card: Digested<Card>,
    /// A few words about it.
    pub summary: String,
}

/// Where a link of a text leads.
#[derive(Debug, Clone, Serialize)]
pub struct BodyLink {
    /// The address from the site's root, as a link carries it.
    pub path: String,
    /// What an attached file is, and its size.
    pub label: Option<String>,
}

/// A text: to a key its digest and what fills its slots, to a template its HTML.
#[derive(Debug, Clone)]
pub struct BodyView {
    /// Digest of the Markdown.
    pub digest: Digest,
    /// Where its links lead; `None` for a link that became plain text.
    pub links: Vec<Option<BodyLink>>,
    /// Its pictures; `None` for one that vanished.
    pub pictures: Vec<Option<PhotoView>>,
    /// The way to the site's root.
    pub root: String,
    /// The theme's word for a link to a large copy of a photo.
    pub download: String,
    /// The HTML with its slots; only a page that is rendered needs it.
    pub html: Option<Arc<Html>>,
}

impl Serialize for BodyView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let html =
                self.html.as_deref().ok_or_else(|| serde::ser::Error::custom("the text was not loaded"))?;
            write_body(html, self).serialize(serializer)
        } else {
            (&self.digest, &self.links, &self.pictures, &self.root, &self.download).serialize(serializer)
        }
    }
}

/// The home page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct HomePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub featured: Vec<Featured>,
    pub newest: Vec<Digested<Card>>,
    pub fields: Vec<FieldTile>,
    /// The phases that are going on; `phases` has the others.
    pub current_phases: Vec<PhaseTile>,
    pub phases: Vec<Counted>,
    pub provinces: Vec<Counted>,
    pub map: Option<MapView>,
    pub numbers: Totals,
}

/// A field with its count.
#[derive(Debug, Serialize)]
pub struct FieldTile {
    /// The field.
    pub field: FieldLink,
    /// What it is about.
    pub summary: Option<String>,
    /// How many entries.
    pub count: usize,
}

/// A phase with its count.
#[derive(Debug, Serialize)]
pub struct PhaseTile {
    /// The phase.
    pub phase: Link,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Whether it is going on.
    pub current: bool,
    /// What it is about.
    pub summary: Option<String>,
    /// Its milestones.
    pub milestones: Vec<MilestoneView>,
    /// How many entries.
    pub count: usize,
}

/// A milestone.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneView {
    /// When.
    pub date: Date,
    /// What.
    pub name: String,
}

/// How much there is.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field counts what it is named for")]
pub struct Totals {
    pub entries: usize,
    pub provinces: usize,
    pub communes: usize,
    pub documents: usize,
}

/// An ordinary page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct OrdinaryPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub summary: Option<String>,
    pub body: BodyView,
    pub below: Vec<Link>,
}

/// A page that has nothing but itself to say: 404, an address that moved.
#[derive(Debug, Serialize)]
pub struct PlainPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page.
    pub head: PageHead,
    /// Where an address moved to, relative to the page; empty for 404.
    pub target: String,
}
