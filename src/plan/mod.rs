//! The plan: every output with its path, its view and its key.
//!
//! Takes the catalogue and the theme, gives a [`Plan`]. Views and keys are made when they are asked
//! for, one by one, so that preview need not make them all. Never renders and never reads a file.
//!
//! `key = digest of (the template, its sources, the program's build, the view)`: an output whose key
//! is the published one's need not be rendered, because nothing it depends on changed.

mod body;
mod citing;
pub mod data;
mod facts;
mod feeds;
mod following;
mod further;
mod index;
mod lists;
mod map;
mod pages;
mod photos;
mod pictures;
mod place;
mod recipe;
mod search;
mod search_facets;
mod search_names;
mod shape;
mod shards;
mod site;
pub mod view;
mod within;
mod wording;

use std::sync::OnceLock;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Digested};
use crate::model::{Catalogue, Entry, Text};
use crate::text::Collator;
use crate::theme::{Asset, AssetBytes, Theme};
use data::{DataFile, RowDigests};
use facts::Facts;
use shape::INDEXES;
use view::{Card, SiteView};
use wording::Wording;

pub use index::{CatalogueLists, ListOf, PAGE_SIZE};
pub use recipe::{CropRect, Effort, Original, Recipe, Variant};
pub use shape::Shape;

/// The digest of everything in the program that decides what it writes.
pub fn build() -> Digest {
    Digest::of_bytes(env!("GUONG_BUILD").as_bytes())
}

/// One output: its path, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its path in the published folder.
    pub path: String,
    /// What it is.
    pub what: What,
}

/// What an output is. Numbers are places in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The home page.
    Home,
    /// An entry.
    Entry(u32),
    /// What is left of a withdrawn entry.
    Notice(usize),
    /// A page of a list.
    List(ListOf, usize),
    /// A page of links to lists, by its kind.
    Index(&'static str),
    /// The timeline.
    Timeline,
    /// What the drawn timeline fetches first.
    TimelineOverview,
    /// The entries of a year or a month, for the drawn timeline; month 0 is the year.
    TimelineShard(u16, u8),
    /// A page of a year.
    Year(u16, usize),
    /// An ordinary page.
    Page(usize),
    /// The page for what is not there.
    NotFound,
    /// An address that moved.
    Moved(usize),
    /// A file of the open data.
    Data(DataFile),
    /// The feed of a list.
    Feed(ListOf),
    /// The list of all feeds.
    Feeds,
    /// How a browser searches the gallery.
    OpenSearch,
    /// What a telephone shows of the gallery.
    WebManifest,
    /// A sitemap.
    Sitemap(usize),
    /// `robots.txt`.
    Robots,
    /// A file of `static/`.
    Static(usize),
    /// A file of the theme.
    Asset(usize),
    /// A file that is made of a photo, by the picture.
    Photo(usize, Variant),
}

/// The view of an output that is rendered.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "named as the views are")]
pub enum View {
    Home(Box<view::HomePage>),
    Entry(Box<view::EntryPage>),
    Notice(view::NoticePage),
    List(Box<view::ListPage>),
    Index(Box<view::IndexPage>),
    Timeline(view::TimelinePage),
    Year(Box<view::TimelineYearPage>),
    TimelineOverview(view::TimelineOverview),
    TimelineShard(view::TimelineShard),
    Ordinary(Box<view::OrdinaryPage>),
    Plain(view::PlainPage),
    Data(Box<view::DataPage>),
    Tables(view::TablesFile),
    DataSet(view::DataSetFile),
    Points(view::PointsFile),
    Feed(view::FeedPage),
    Feeds(view::FeedsPage),
    OpenSearch(view::OpenSearchPage),
    WebManifest(view::WebManifest),
    Sitemap(view::SitemapPage),
    Robots(view::RobotsPage),
}

/// What is to be published.
#[derive(Debug)]
pub struct Plan<'c> {
    /// The gallery.
    pub catalogue: &'c Catalogue,
    /// Its look.
    pub theme: &'c Theme,
    facts: Facts<'c>,
    shape: Shape,
    site: Digested<SiteView>,
    /// Made when a view first asks for them.
    cards: Vec<OnceLock<Box<Digested<Card>>>>,
    /// By entry; made when a view first asks for them.
    rows: Vec<RowDigests>,
    build: Digest,
    collator: Collator,
}

impl<'c> Plan<'c> {
    /// Works out every output.
    pub fn new(catalogue: &'c Catalogue, theme: &'c Theme) -> Plan<'c> {
        Plan::after(None, catalogue, theme)
    }

    /// The same, with what the plan before this one found out, as far as it still holds.
    pub fn after(shape: Option<Shape>, catalogue: &'c Catalogue, theme: &'c Theme) -> Plan<'c> {
        let recipe = Recipe { settings: &catalogue.config.photos, effort: Effort::default() };
        let known = shape.filter(|shape| shape.fits(catalogue, theme));
        let is_known = known.is_some();
        let mut plan = Plan {
            catalogue,
            theme,
            facts: Facts { catalogue, recipe, wording: Wording::new(theme, &catalogue.config.language) },
            shape: known.unwrap_or_else(|| Shape::empty(catalogue, theme)),
            site: Digested::new(site::site(catalogue, theme)),
            cards: vec![OnceLock::new(); catalogue.entries.len()],
            rows: catalogue.entries.iter().map(|_| RowDigests::default()).collect(),
            build: build(),
            collator: Collator::vietnamese(),
        };
        if !is_known {
            plan.enumerate();
        }
        plan
    }

    /// What holds for the plan after this one, if only words change.
    pub fn into_shape(self) -> Shape {
        self.shape
    }

    /// Every output, by path.
    pub fn outputs(&self) -> &[Output] {
        &self.shape.outputs
    }

    /// The outputs that were left out, because another has their path.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.shape.problems
    }

    /// The same plan with more or less effort spent on photos. Pages do not depend on it.
    pub fn with_effort(mut self, effort: Effort) -> Plan<'c> {
        self.facts.recipe.effort = effort;
        self
    }

    /// What is made of photos.
    pub fn recipe(&self) -> Recipe<'c> {
        self.facts.recipe
    }

    pub(super) fn entry(&self, number: u32) -> &'c Entry {
        &self.catalogue.entries[number as usize]
    }

    pub(super) fn sort_by_label<T>(&self, items: &mut [T], label: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.collator.compare(label(a), label(b)).then_with(|| label(a).cmp(label(b))));
    }

    /// The template of an output; nothing for files that are copied or derived, nor for those that are
    /// published as their view is, in JSON.
    pub fn template(what: What) -> Option<&'static str> {
        Some(match what {
            What::Home => "pages/home.html",
            What::Entry(_) => "pages/entry.html",
            What::Notice(_) => "pages/notice.html",
            What::List(ListOf::All, _) => "pages/entries.html",
            What::List(ListOf::Field(_), _) => "pages/field.html",
            What::List(ListOf::Phase(_), _) => "pages/phase.html",
            What::List(ListOf::Unit(_), _) => "pages/unit.html",
            What::List(ListOf::Kind(_) | ListOf::Status(_), _) => "pages/kind-or-status.html",
            What::List(ListOf::Document(_), _) => "pages/document.html",
            What::List(ListOf::Province(_), _) => "pages/province.html",
            What::List(ListOf::Commune(_), _) => "pages/commune.html",
            What::List(ListOf::Former(_), _) => "pages/former.html",
            What::Index("fields") => "pages/fields.html",
            What::Index("phases") => "pages/phases.html",
            What::Index("units") => "pages/units.html",
            What::Index("kinds" | "statuses") => "pages/said-all.html",
            What::Index("places") => "pages/places.html",
            What::Index("documents") => "pages/documents.html",
            What::Index(_) => "pages/search.html",
            What::Timeline => "pages/timeline.html",
            What::Year(..) => "pages/timeline-year.html",
            What::Page(_) => "pages/page.html",
            What::NotFound => "pages/not-found.html",
            What::Moved(_) => "pages/moved.html",
            What::Data(DataFile::Page) => "pages/data.html",
            What::Feed(_) => "pages/feed.xml",
            What::Feeds => "pages/feeds.xml",
            What::OpenSearch => "pages/opensearch.xml",
            What::Sitemap(_) => "pages/sitemap.xml",
            What::Robots => "pages/robots.txt",
            What::TimelineOverview | What::TimelineShard(..) | What::WebManifest | What::Data(_) => {
                return None;
            }
            What::Static(_) | What::Asset(_) | What::Photo(..) => return None,
        })
    }

    /// The view of an output, texts left out; nothing for files that are copied or derived.
    pub fn view(&self, what: What) -> Option<View> {
        let catalogue = self.catalogue;
        Some(match what {
            What::Home => View::Home(Box::new(self.home_page())),
            What::Entry(number) => View::Entry(Box::new(self.entry_page(number))),
            What::Notice(number) => View::Notice(self.notice_page(&catalogue.notices[number])),
            What::List(of, page) => View::List(Box::new(self.list_page(of, page))),
            What::Index(kind) => {
                let (_, address) =
                    INDEXES.iter().find(|(other, _)| *other == kind).expect("kinds come from there");
                View::Index(Box::new(self.index_page(kind, address)))
            }
            What::Timeline => View::Timeline(self.timeline_page()),
            What::Year(year, page) => View::Year(Box::new(self.year_page(year, page))),
            What::TimelineOverview => View::TimelineOverview(self.timeline_overview()),
            What::TimelineShard(year, month) => View::TimelineShard(self.timeline_shard(year, month)),
            What::Page(number) => View::Ordinary(Box::new(self.ordinary_page(&catalogue.pages[number]))),
            What::NotFound => View::Plain(self.not_found_page()),
            What::Moved(number) => View::Plain(self.moved_page(&catalogue.aliases[number])),
            What::Data(file) => self.data_view(file),
            What::Feed(of) => View::Feed(self.feed_page(of)),
            What::Feeds => View::Feeds(self.feeds_page()),
            What::OpenSearch => View::OpenSearch(self.open_search_page()),
            What::WebManifest => View::WebManifest(self.web_manifest()),
            What::Sitemap(number) => View::Sitemap(self.sitemap_page(number)),
            What::Robots => View::Robots(self.robots_page()),
            What::Static(_) | What::Asset(_) | What::Photo(..) => return None,
        })
    }

    /// The key of an output.
    pub fn key(&self, what: What) -> Digest {
        match what {
            What::Static(number) => Digest::of(&("static", self.catalogue.statics[number].digest)),
            What::Asset(number) => Digest::of(&("asset", self.theme.asset_digest(self.asset(number)))),
            What::Photo(picture, variant) => self.photo_key(picture, variant),
            what => self.key_of(what, &self.view(what).expect("the rest has views")),
        }
    }

    /// The key of an output whose view is at hand, with its text or without.
    pub fn key_of(&self, what: What, view: &View) -> Digest {
        Digest::of(&(self.content_key(what, view), self.links_digest(what)))
    }

    /// The part of an output's key that no style sheet, script or picture of the theme changes.
    pub fn content_key(&self, what: What, view: &View) -> Digest {
        let template = Self::template(what).unwrap_or("JSON");
        Digest::of(&(template, self.theme.digest(template), self.build, view))
    }

    /// The digest of the versions by which an output addresses style sheets and scripts.
    pub fn links_digest(&self, what: What) -> Option<Digest> {
        Self::template(what).map(|template| self.theme.links_digest(template))
    }

    /// The key of a variant, which also names it in the cache.
    pub fn photo_key(&self, picture: usize, variant: Variant) -> Digest {
        self.facts.recipe.key(Original::of(&self.catalogue.pictures[picture]), variant)
    }

    /// A file of the theme.
    pub fn asset(&self, number: usize) -> &'c Asset {
        &self.theme.assets[number]
    }

    /// The text whose HTML a view leaves out.
    pub fn text(&self, what: What) -> Option<&'c Text> {
        match what {
            What::Entry(number) => Some(&self.entry(number).text),
            What::Page(number) => Some(&self.catalogue.pages[number].text),
            What::List(ListOf::Document(number), 0) => Some(&self.catalogue.documents[number].text),
            _ => None,
        }
    }

    /// The source files that an output is first of all made of.
    pub fn sources(&self, what: What) -> Vec<String> {
        let catalogue = self.catalogue;
        let file = match what {
            What::Static(number) => &catalogue.statics[number].source,
            What::Photo(picture, _) => &catalogue.pictures[picture].source,
            What::Asset(number) => match &self.asset(number).bytes {
                AssetBytes::File(source) => source,
                AssetBytes::BuiltIn(_) => return Vec::new(),
            },
            what => match self.text(what) {
                Some(text) => &text.source,
                None => return Vec::new(),
            },
        };
        vec![file.found.path.clone()]
    }
}
