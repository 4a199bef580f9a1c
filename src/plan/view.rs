//! The views: what each kind of output may read, what its template receives, and what its key hashes.
//!
//! They are the one description of a page's dependencies: a template can reach nothing else, and the
//! key covers all of it, because both come from the same `Serialize`. Nothing global that changes
//! often may stand in [`Site`]: no totals, no build date.
//!
//! Every `path` is relative to the site's root (`mo-hinh/tha-ca/`); a page writes it behind its own
//! `head.root` (`../../`), so that the site works under any base path.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::body::write_body;
use crate::digest::{Digest, Folded};
use crate::parse::Html;

/// What every page knows of the site.
#[derive(Debug, Serialize)]
pub struct Site {
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
    /// The licence of what names none.
    pub licence: Option<String>,
    /// `vi` or `en`.
    pub language: String,
    /// Ends in `/`.
    pub base_url: String,
    /// The pages that stand in the menu beside Guong's own.
    pub menu: Vec<Link>,
    /// The theme's words in the site's language.
    pub t: BTreeMap<String, String>,
}

/// What every page says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
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
    /// An absolute address of a picture for link previews.
    pub image: Option<String>,
    /// When what it shows was last changed.
    pub updated: Option<Date>,
    /// The pages above it, from the home page on.
    pub crumbs: Vec<Link>,
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
}

/// A photo as it is published.
#[derive(Debug, Clone, Serialize)]
pub struct PhotoView {
    /// Its address.
    pub path: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
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

/// An entry as lists show it.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Its kind.
    pub kind: Term,
    /// Where it is now.
    pub place: String,
    /// Its fields; never empty.
    pub fields: Vec<FieldLink>,
    /// Its phase.
    pub phase: Option<Link>,
    /// The last step of its life.
    pub status: Option<Term>,
    /// When it began.
    pub started: Date,
    /// When it entered the gallery.
    pub published: Date,
    /// A few words about it, where no photo stands for them.
    pub summary: Option<String>,
    /// Its first photo.
    pub photo: Option<PhotoView>,
}

/// An entry as the timeline shows it: one line.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Where it is now.
    pub place: String,
    /// When it began.
    pub started: Date,
    /// The hue of its first field.
    pub hue: u16,
}

/// An entry that the home page shows first.
#[derive(Debug, Serialize)]
pub struct Featured {
    /// The entry.
    pub card: Folded<Card>,
    /// A few words about it.
    pub summary: String,
}

/// A place of an entry, then and now.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// As the writer has it.
    pub written: String,
    /// As it is now.
    pub now: String,
    /// Today's province.
    pub province: Link,
    /// Today's communes, the main one first.
    pub communes: Vec<Link>,
    /// The former unit, by its full name then.
    pub former: Option<Link>,
}

/// A dated step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// Which.
    pub step: Term,
    /// When.
    pub date: Date,
    /// By whom.
    pub by: Option<String>,
    /// What says so.
    pub source: Option<Reference>,
}

/// A source or a document that stands behind a claim.
#[derive(Debug, Serialize)]
pub struct Reference {
    /// What it is called.
    pub label: String,
    /// An anchor of the page (`#nguon_1`), or an address of the site.
    pub path: String,
    /// Whether `path` is an anchor of the same page.
    pub here: bool,
}

/// An indicator before and after.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// What is counted.
    pub label: String,
    /// In what.
    pub unit: Option<String>,
    /// Before, as the site's language writes numbers.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// Before and after as parts of a hundred of the greater, for a chart.
    pub bars: Option<[u8; 2]>,
    /// When before was.
    pub from: Option<Date>,
    /// When after was.
    pub to: Option<Date>,
    /// What says so.
    pub source: Option<Reference>,
}

/// An award.
#[derive(Debug, Serialize)]
pub struct AwardView {
    /// Which.
    pub title: String,
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
}

/// Where a claim comes from.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// A correction.
#[derive(Debug, Serialize)]
pub struct CorrectionView {
    /// When.
    pub date: Date,
    /// What.
    pub note: String,
}

/// A document, as entries and lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentLink {
    /// `05-CT/TU`.
    pub number: String,
    /// `Chỉ thị`.
    pub kind: Option<String>,
    /// Its subject.
    pub title: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Its address.
    pub path: String,
}

/// Everything that an entry's page says beside its text.
#[derive(Debug, Serialize)]
pub struct EntryFacts {
    /// Its title.
    pub title: String,
    /// Its identity.
    pub slug: String,
    /// Its kind.
    pub kind: Term,
    /// A few words, if the writer gave them.
    pub summary: Option<String>,
    /// Its fields.
    pub fields: Vec<FieldLink>,
    /// Its places.
    pub places: Vec<PlaceView>,
    /// Who runs it.
    pub units: Vec<Link>,
    /// Its phase.
    pub phase: Option<Link>,
    /// When it began.
    pub started: Date,
    /// When it entered the gallery.
    pub published: Date,
    /// When somebody last checked it.
    pub verified: Option<Date>,
    /// Whether that is long ago.
    pub stale: bool,
    /// Its life.
    pub status: Vec<StepView>,
    /// The last step.
    pub stands: Option<Term>,
    /// What came of it.
    pub results: Vec<ResultView>,
    /// What it was given.
    pub awards: Vec<AwardView>,
    /// The documents that it stands under.
    pub documents: Vec<DocumentLink>,
    /// Where its claims come from.
    pub sources: Vec<SourceView>,
    /// What was corrected.
    pub corrections: Vec<CorrectionView>,
    /// Its photos.
    pub photos: Vec<PhotoView>,
    /// The licence of its text.
    pub licence: Option<String>,
}

/// A text: to a key its digest and what fills its slots, to a template its HTML.
#[derive(Debug, Clone)]
pub struct BodyView {
    /// Digest of the Markdown.
    pub digest: Digest,
    /// Where its links lead; nothing where a link became its text.
    pub links: Vec<Option<String>>,
    /// Its pictures; nothing where one vanished.
    pub pictures: Vec<Option<PhotoView>>,
    /// The way to the site's root.
    pub root: String,
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
            (&self.digest, &self.links, &self.pictures, &self.root).serialize(serializer)
        }
    }
}

/// The home page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct HomePage {
    pub site: Folded<Site>,
    pub head: Head,
    pub featured: Vec<Featured>,
    pub newest: Vec<Folded<Card>>,
    pub fields: Vec<FieldTile>,
    pub phases: Vec<PhaseTile>,
    pub provinces: Vec<Counted>,
    pub numbers: Numbers,
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
pub struct Numbers {
    pub entries: usize,
    pub provinces: usize,
    pub communes: usize,
    pub documents: usize,
}

/// An entry's page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct EntryPage {
    pub site: Folded<Site>,
    pub head: Head,
    pub entry: EntryFacts,
    pub body: BodyView,
    pub replicates: Option<Folded<Card>>,
    pub replicated_by: Vec<Folded<Card>>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    pub related: Vec<Folded<Card>>,
}

/// What is left of a withdrawn entry.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct NoticePage {
    pub site: Folded<Site>,
    pub head: Head,
    pub date: Date,
    pub reason: String,
}

/// One page of a list of entries.
#[derive(Debug, Serialize)]
pub struct ListPage {
    /// The site.
    pub site: Folded<Site>,
    /// The page.
    pub head: Head,
    /// What the list is of.
    pub subject: Subject,
    /// The entries, newest first.
    pub cards: Vec<Folded<Card>>,
    /// The ways to the other pages.
    pub pager: Pager,
}

/// What a list is of. Counts and the like stand on the first page only: on every page they would
/// make one new entry change all of them.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "named for the pages of `content.md`'s table of addresses")]
pub enum Subject {
    All {
        count: Option<usize>,
        fields: Vec<FieldTile>,
    },
    Field {
        field: FieldLink,
        summary: Option<String>,
        count: Option<usize>,
        phases: Vec<Counted>,
        provinces: Vec<Counted>,
    },
    Phase {
        phase: PhaseTile,
        front: bool,
        fields: Vec<FieldTile>,
    },
    Unit {
        label: String,
        summary: Option<String>,
        within: Option<PlaceView>,
        count: Option<usize>,
    },
    Province {
        label: String,
        count: Option<usize>,
        communes: Vec<Counted>,
        formers: Vec<Link>,
        fields: Vec<FieldTile>,
    },
    Commune {
        label: String,
        province: Link,
        count: Option<usize>,
        formers: Vec<String>,
    },
    Former {
        label: String,
        fate: Term,
        until: Option<Date>,
        province: Link,
        successors: Vec<Link>,
        successor_names: Vec<String>,
        count: Option<usize>,
    },
    Document {
        document: DocumentLink,
        url: Option<String>,
        summary: Option<String>,
        body: Option<BodyView>,
        count: Option<usize>,
    },
}

/// The ways between the pages of a list. The first page holds the newest entries; the pages behind it
/// are numbered from the oldest, so that a new entry moves none of them.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// Whether this is the first page.
    pub front: bool,
    /// The page with newer entries.
    pub newer: Option<String>,
    /// The page with older entries.
    pub older: Option<String>,
    /// The first page.
    pub first: String,
    /// The dates of the oldest and the newest entry here.
    pub span: Option<[Date; 2]>,
}

/// A page of links to lists: all fields, phases, units, places, documents; and the search page, which
/// shows them all.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct IndexPage {
    pub site: Folded<Site>,
    pub head: Head,
    pub fields: Vec<FieldTile>,
    pub phases: Vec<PhaseTile>,
    pub units: Vec<Counted>,
    pub provinces: Vec<Counted>,
    pub documents: Vec<DocumentLink>,
}

/// The timeline: phases, and the years in them.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct TimelinePage {
    pub site: Folded<Site>,
    pub head: Head,
    pub phases: Vec<TimelinePhase>,
}

/// A phase on the timeline; without a `phase`, what belongs to none.
#[derive(Debug, Serialize)]
pub struct TimelinePhase {
    /// The phase.
    pub phase: Option<PhaseTile>,
    /// Its years, oldest first.
    pub years: Vec<TimelineYearLink>,
}

/// A year within a phase.
#[derive(Debug, Serialize)]
pub struct TimelineYearLink {
    /// The year.
    pub year: u16,
    /// Its page.
    pub path: String,
    /// How many entries of the phase began in it.
    pub count: usize,
    /// The first of them by date, a dozen at most.
    pub rows: Vec<Row>,
}

/// A year of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineYearPage {
    /// The site.
    pub site: Folded<Site>,
    /// The page.
    pub head: Head,
    /// The year.
    pub year: u16,
    /// The milestones in it, on its first page.
    pub milestones: Vec<MilestoneView>,
    /// The entries by month, oldest first; those known only by their year stand first.
    pub months: Vec<TimelineMonth>,
    /// The ways to the other pages; `newer` and `older` as the reader goes along the year.
    pub pager: Pager,
    /// The years before and after.
    pub previous_year: Option<Link>,
    /// The year after.
    pub next_year: Option<Link>,
}

/// A month of the timeline.
#[derive(Debug, Serialize)]
pub struct TimelineMonth {
    /// The month; nothing for entries known only by their year.
    pub month: Option<Date>,
    /// The entries that began in it.
    pub cards: Vec<Folded<Card>>,
}

/// An ordinary page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct OrdinaryPage {
    pub site: Folded<Site>,
    pub head: Head,
    pub summary: Option<String>,
    pub body: BodyView,
    pub below: Vec<Link>,
}

/// A page that has nothing but itself to say: 404, an address that moved.
#[derive(Debug, Serialize)]
pub struct PlainPage {
    /// The site.
    pub site: Folded<Site>,
    /// The page.
    pub head: Head,
    /// Where an address moved to, relative to the page; empty for 404.
    pub target: String,
}

/// A feed (Atom, RFC 4287).
#[derive(Debug, Serialize)]
pub struct FeedPage {
    /// The site.
    pub site: Folded<Site>,
    /// Its title.
    pub title: String,
    /// Its own absolute address.
    pub canonical: String,
    /// The absolute address of the page that it belongs to.
    pub page: String,
    /// When the newest of what it shows was changed: RFC 3339, midnight in Viet Nam.
    pub updated: String,
    /// The newest entries.
    pub items: Vec<Folded<FeedItem>>,
}

/// An entry in a feed.
#[derive(Debug, Serialize)]
pub struct FeedItem {
    /// Its title.
    pub title: String,
    /// Its absolute address, which is also its id.
    pub url: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339.
    pub updated: String,
    /// A few words about it.
    pub summary: String,
    /// The names of its fields.
    pub fields: Vec<String>,
}

/// A sitemap (sitemaps.org, 0.9), or an index of sitemaps.
#[derive(Debug, Serialize)]
pub struct SitemapPage {
    /// Whether it is an index.
    pub index: bool,
    /// The addresses.
    pub addresses: Vec<SitemapAddress>,
}

/// An address in a sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapAddress {
    /// Absolute.
    pub url: String,
    /// ISO 8601.
    pub updated: Option<String>,
}

/// `robots.txt`.
#[derive(Debug, Serialize)]
pub struct RobotsPage {
    /// The absolute address of the sitemap.
    pub sitemap: String,
}
