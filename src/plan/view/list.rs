//! Lists of entries, page by page, and the pages that lead to them.

use serde::Serialize;

use super::{
    BodyView, Card, Counted, Date, DocumentLink, FieldLink, FieldTile, Link, MapView, PageHead, PhaseTile,
    PlaceView, SiteView, Term,
};
use crate::digest::Digested;

/// One page of a list of entries.
#[derive(Debug, Serialize)]
pub struct ListPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page.
    pub head: PageHead,
    /// What the list is of.
    pub subject: Subject,
    /// The entries, newest first.
    pub cards: Vec<Digested<Card>>,
    /// The ways to the other pages.
    pub pager: Pager,
    /// The table of its entries, on the first page.
    pub data: Option<String>,
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
        phases: Vec<Counted>,
        provinces: Vec<Counted>,
        years: Vec<Counted>,
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
    /// What is said of entries: their kind, or the step that they reached last.
    Said {
        count: Option<usize>,
        fields: Vec<FieldTile>,
        provinces: Vec<Counted>,
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

/// A page of links to lists: all fields, phases, units, kinds, steps, places, documents; and the search page, which
/// shows them all.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct IndexPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub fields: Vec<FieldTile>,
    pub phases: Vec<PhaseTile>,
    /// The phases on the search page, which shows no more of them.
    pub phase_links: Vec<Counted>,
    pub units: Vec<Counted>,
    pub kinds: Vec<Counted>,
    pub statuses: Vec<Counted>,
    pub provinces: Vec<Counted>,
    pub map: Option<MapView>,
    pub documents: Vec<DocumentLink>,
}
