//! The views: each is at once all that an output may read, what its template receives, and what its key hashes.
//!
//! A view is the only description of an output's dependencies: a template can reach nothing else, and the
//! key covers all of it, because both come from the same `Serialize`. [`SiteView`], which every page has,
//! must not contain anything that changes often, such as totals or the build date.
//!
//! Every `path` is relative to the site's root (`mo-hinh/tha-ca/`); a page prepends its own `head.root`
//! (`../../`), so that the site works under any base path. A `label` or `title` is in the site's language,
//! and an `Option` is `None` if the source does not give the value.

#![allow(missing_docs, reason = "fields without a comment are what their names and types say")]

mod data;
mod embed;
mod entry;
mod following;
mod kit;
mod list;
mod machine;
mod map;
mod press;
mod shards;
mod targets;
mod timeline;
mod wall;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::digest::{Digest, Digested};
use crate::parse::Html;

pub use data::{
    Cell, CommunePoint, DataColumn, DataLink, DataPage, DataSet, DataSetFile, DataSetFormat, DataTable,
    PointsFile, Row, TableDigest, TableFormat, TablesFile,
};
pub use embed::{EmbedOffer, EmbedPage, Oembed};
pub use entry::{
    AttachmentLink, AwardView, Card, CorrectionView, DocumentLink, EntryFacts, EntryPage, FigureView,
    NoticePage, PersonView, PlaceView, Reference, ReplicationLink, ResultView, ReviewView, RoleView,
    SharedFigure, SourceView, StepView, TimelineRow,
};
pub use following::{FeedGroup, FeedLink, FeedsPage, ManifestIcon, OpenSearchPage, WebManifest};
pub use kit::{KitFile, KitPhoto};
pub use list::{Face, FacePhoto, FaceYear, FacetView, IndexPage, ListPage, Locator, Pager, Subject};
pub use machine::{FeedItem, FeedPage, RobotsPage, ServerRules, SitemapAddress, SitemapPage};
pub use map::{MapPoints, MapProvince, MapStep, MapView};
pub use press::{LicenceTerms, PressPage};
pub use shards::{PhaseBand, ShardEntry, TimelineOverview, TimelineShard, YearCounts};
pub use targets::{TargetRow, TargetView, TargetsPage, TargetsTable};
pub use timeline::{TimelineMonth, TimelinePage, TimelinePhase, TimelineYearLink, TimelineYearPage};
pub use wall::{WallPage, WallPhoto};

/// What every page contains of the site.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    /// One line below the title.
    pub tagline: Option<String>,
    /// A sentence about the gallery.
    pub description: Option<String>,
    /// The office that publishes it.
    pub publisher: Option<String>,
    /// A `mailto:` or web address for feedback.
    pub contact: Option<String>,
    /// Whether all content is sample content.
    pub sample: bool,
    /// Whether the site has a search index.
    pub search: bool,
    /// Whether visitors see what is reached of targets.
    pub targets: bool,
    /// The licence of content that names none.
    pub licence: Option<String>,
    /// `vi` or `en`.
    pub language: String,
    /// The site's absolute address, which ends in `/`.
    pub base_url: String,
    /// The site's own pages in the menu.
    pub menu: Vec<Link>,
    /// Whether the site has a style sheet of its own, `assets/site.css`.
    pub own_sheet: bool,
    /// The versioned address of the site's own logo.
    pub logo: Option<String>,
    /// The theme's words in the site's language, by key.
    pub t: BTreeMap<String, String>,
}

/// What every page contains about itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageHead {
    /// The kind of page, used as a CSS class: `entry`, `field`, …
    pub kind: &'static str,
    /// The title, without the site's.
    pub title: String,
    /// A description for link previews and search engines.
    pub description: Option<String>,
    /// The relative path from this page to the site's root: `../../`, or empty.
    pub root: String,
    pub path: String,
    /// The page's absolute address.
    pub canonical: String,
    /// The address of the page's own feed.
    pub feed: Option<String>,
    pub image: Option<LinkPreview>,
    /// When the shown content last changed.
    pub updated: Option<Date>,
    /// The pages above it, starting with the home page.
    pub crumbs: Vec<Link>,
}

/// A picture for link previews.
#[derive(Debug, Clone, Serialize)]
pub struct LinkPreview {
    /// The picture's absolute address.
    pub url: String,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The alternative text; may be empty.
    pub alt: String,
}

/// A file for downloading.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    pub path: String,
    /// The name under which browsers save it.
    pub name: String,
}

/// A link within the site.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub label: String,
    pub path: String,
}

/// A link to a list, with its number of entries.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    pub label: String,
    pub path: String,
    pub count: usize,
}

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct Date {
    /// ISO 8601, as precise as it is known.
    pub iso: String,
    /// In the notation of the site's language.
    pub text: String,
}

/// A link to a field.
#[derive(Debug, Clone, Serialize)]
pub struct FieldLink {
    pub id: String,
    pub label: String,
    pub path: String,
    /// The field's hue in steps of ten degrees (0 to 35), used as a CSS class.
    pub hue: u16,
}

/// A word of the vocabulary: a kind, a step, a fate.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// The identifier, used as a CSS class: `model`, `commended`, …
    pub id: String,
    pub label: String,
    /// The page that lists the entries with it; empty if there is none.
    pub path: String,
}

/// A photo as an entry's page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct PhotoView {
    /// The beginning of the addresses of all widths: `<stem>-640.webp`, `<stem>-640.jpg`.
    pub stem: String,
    /// The widths in WebP, ascending; may be empty.
    pub webp: Vec<u32>,
    /// The widths in JPEG, ascending; never empty.
    pub jpeg: Vec<u32>,
    /// The address of the JPEG for the `src` attribute, a fallback for old software.
    pub path: String,
    /// The width and height of that JPEG.
    pub size: (u32, u32),
    /// A large copy, if the licence allows copies.
    pub download: Option<Download>,
    /// The width of the widest variant.
    pub width: u32,
    /// The height of the widest variant.
    pub height: u32,
    /// The alternative text; may be empty.
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub licence: Option<String>,
    /// When it was taken.
    pub date: Option<Date>,
    /// Which of nine cells holds the focal point, used as a CSS class: 1 (upper left) to 9; 5 is the middle.
    pub focus: u8,
    /// The width divided by the height, in tenths from 4 to 30, used as a CSS class: rows of photos have one height.
    pub ratio: u8,
}

/// A photo as a card shows it: the fields of [`PhotoView`] without the caption, the credit and the date, so
/// that editing those does not change cards.
#[derive(Debug, Clone, Serialize)]
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
    /// Returns the address of the smallest file.
    pub fn smallest(&self) -> String {
        let webp = self.webp.first().map(|width| format!("{}-{width}.webp", self.stem));
        webp.unwrap_or_else(|| self.path.clone())
    }
}

/// An entry that the home page features.
#[derive(Debug, Serialize)]
pub struct Featured {
    pub card: Digested<Card>,
    pub summary: String,
}

/// The target of a link in a text.
#[derive(Debug, Clone, Serialize)]
pub struct BodyLink {
    /// The URL relative to the site's root, with its fragment or query.
    pub path: String,
    /// The type and size of an attached file.
    pub label: Option<String>,
}

/// A text. A key hashes its digest and what fills its slots; a template receives the HTML.
#[derive(Debug, Clone)]
pub struct BodyView {
    /// The digest of the Markdown.
    pub digest: Digest,
    /// The targets of its links; `None` for a link that becomes plain text.
    pub links: Vec<Option<BodyLink>>,
    /// Its pictures; `None` for one that is left out.
    pub pictures: Vec<Option<PhotoView>>,
    /// The relative path to the site's root.
    pub root: String,
    /// The HTML with its slots, needed only for rendering.
    pub slots: Option<Arc<Html>>,
    /// The same with its slots filled.
    pub html: Option<String>,
}

impl Serialize for BodyView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let html = self.html.as_deref();
            html.ok_or_else(|| serde::ser::Error::custom("the text was not loaded"))?.serialize(serializer)
        } else {
            (&self.digest, &self.links, &self.pictures, &self.root).serialize(serializer)
        }
    }
}

#[derive(Debug, Serialize)]
pub struct HomePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub featured: Vec<Featured>,
    pub newest: Vec<Digested<Card>>,
    pub fields: Vec<FieldTile>,
    /// The phases that are under way; `phases` has the rest.
    pub current_phases: Vec<PhaseTile>,
    pub phases: Vec<Counted>,
    pub provinces: Vec<Counted>,
    pub map: Option<MapView>,
    pub numbers: Totals,
}

/// A field with its number of entries.
#[derive(Debug, Serialize)]
pub struct FieldTile {
    pub field: FieldLink,
    /// What the field is about; `None` where only counts are shown.
    pub summary: Option<String>,
    pub count: usize,
    /// What it looks like; `None` where only counts are shown.
    pub glance: Option<Glance>,
}

/// A field or a phase at a glance.
#[derive(Debug, Serialize)]
pub struct Glance {
    /// A photo of one of its entries.
    pub photo: Option<CardPhoto>,
    /// The years from the first to the last in which its entries began; empty on the home page.
    pub years: Vec<FaceYear>,
}

/// A phase with its number of entries.
#[derive(Debug, Serialize)]
pub struct PhaseTile {
    pub phase: Link,
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
    /// Whether it is under way.
    pub current: bool,
    pub summary: Option<String>,
    pub milestones: Vec<MilestoneView>,
    pub count: usize,
    /// What it looks like; `None` where only its dates and milestones are shown.
    pub glance: Option<Glance>,
}

/// A milestone of a phase.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneView {
    pub date: Date,
    pub name: String,
}

/// The numbers on the home page.
#[derive(Debug, Serialize)]
pub struct Totals {
    pub entries: usize,
    pub provinces: usize,
    pub communes: usize,
    pub documents: usize,
}

/// A page of `content/pages`.
#[derive(Debug, Serialize)]
pub struct OrdinaryPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub summary: Option<String>,
    pub body: BodyView,
    pub below: Vec<Link>,
}

/// A page without content from the site: 404, or at an address that moved.
#[derive(Debug, Serialize)]
pub struct PlainPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    /// The new address, relative to the page; empty for 404.
    pub target: String,
}
