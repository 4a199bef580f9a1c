//! The views of lists of entries, and of the pages that link to them.

use serde::Serialize;

use super::{
    BodyView, Card, CardPhoto, Counted, Date, DocumentLink, FieldLink, FieldTile, Link, MapView, PageHead,
    PhaseTile, PlaceView, SiteView, Term,
};
use crate::digest::Digested;
use crate::plan::IndexOf;

/// One page of a list of entries.
#[derive(Debug, Serialize)]
pub struct ListPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub subject: Subject,
    /// The entries, newest first.
    pub cards: Vec<Digested<Card>>,
    pub pager: Pager,
    /// What opens the first page of a field, a phase or a province.
    pub face: Option<Face>,
    /// The address of the list's table in the open data; `None` except on the first page.
    pub data: Option<String>,
    /// The address of the search page with the list as a filter; `None` if there is no such facet or no search.
    pub search: Option<String>,
}

/// What opens the first page of a large list: photos, the years in which its entries began, where it is.
#[derive(Debug, Serialize)]
pub struct Face {
    /// A few photos, each with its entry.
    pub photos: Vec<FacePhoto>,
    /// The list's wall of photos.
    pub wall: Option<String>,
    /// The years from the first to the last in which entries began.
    pub years: Vec<FaceYear>,
    pub locator: Option<Locator>,
}

/// A photo that leads to its entry.
#[derive(Debug, Serialize)]
pub struct FacePhoto {
    pub photo: CardPhoto,
    /// The ratio of its sides in tenths, from 4 to 30.
    pub ratio: u8,
    pub entry: Link,
}

/// A year in the strip of years.
#[derive(Debug, Serialize)]
pub struct FaceYear {
    pub year: u16,
    /// How many entries of the list began in it.
    pub count: usize,
    /// The height of its bar, in percent of the highest.
    pub bar: u8,
    /// The search page with just these entries; `None` if there are none, or no search.
    pub path: Option<String>,
}

/// A province on the map of the country.
#[derive(Debug, Serialize)]
pub struct Locator {
    /// The code, which identifies the outline in `assets/provinces.svg`.
    pub code: String,
    /// The communes that have entries, as SVG path data.
    pub points: String,
}

/// What a list is of. Counts and the like are on the first page only, because otherwise one new entry
/// would change every page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Subject {
    All {
        count: Option<usize>,
        fields: Vec<FieldTile>,
        phases: Vec<Counted>,
        provinces: Vec<Counted>,
        years: Vec<Counted>,
        kinds: Vec<Counted>,
        statuses: Vec<Counted>,
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
    /// The entries of a kind, or those whose last step is the same.
    KindOrStatus {
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

/// The links between the pages of a list. The first page has the newest entries; the other pages are
/// numbered from the oldest, so that a new entry moves none of them.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// Whether this is the first page.
    pub front: bool,
    /// The page with newer entries.
    pub newer: Option<String>,
    /// The page with older entries.
    pub older: Option<String>,
    pub first: String,
    /// The dates of the oldest and the newest entry on this page.
    pub span: Option<[Date; 2]>,
}

/// A page of links to all lists of one sort, or the search page, which has most of them. What a page does not show is
/// empty.
#[derive(Debug, Serialize)]
pub struct IndexPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub of: IndexOf,
    /// The facets that the search page offers.
    pub facets: Vec<FacetView>,
    pub fields: Vec<FieldTile>,
    pub phases: Vec<PhaseTile>,
    /// The phases on the search page, which shows only their names and counts.
    pub phase_links: Vec<Counted>,
    pub units: Vec<Counted>,
    pub kinds: Vec<Counted>,
    pub statuses: Vec<Counted>,
    pub provinces: Vec<Counted>,
    pub map: Option<MapView>,
    pub documents: Vec<DocumentLink>,
}

impl IndexPage {
    /// Returns a page that shows no list yet.
    pub(in crate::plan) fn empty(site: Digested<SiteView>, head: PageHead, of: IndexOf) -> IndexPage {
        IndexPage {
            site,
            head,
            of,
            facets: Vec::new(),
            fields: Vec::new(),
            phases: Vec::new(),
            phase_links: Vec::new(),
            units: Vec::new(),
            kinds: Vec::new(),
            statuses: Vec::new(),
            provinces: Vec::new(),
            map: None,
            documents: Vec::new(),
        }
    }
}

/// A facet as the search page offers it.
#[derive(Debug, Serialize)]
pub struct FacetView {
    pub key: &'static str,
    /// Its name in addresses; `None` if only words in a query choose its values.
    pub param: Option<&'static str>,
    pub label: String,
}
