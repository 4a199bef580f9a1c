//! The plan: every output with its path, its view and its key.
//!
//! Takes the catalogue and the theme, gives a [`Plan`]. Views and keys are made on demand, so that
//! preview makes only those that it shows. Never renders and never reads a file.
//!
//! `key = digest of (the template, its sources, the program's build, the view)`: an output whose key
//! equals the published one is not rendered again, because nothing it depends on changed.

mod citing;
pub mod data;
mod embeds;
mod face;
mod facts;
mod feeds;
mod following;
mod further;
mod index;
mod indexes;
mod kits;
mod licence;
mod lists;
mod map;
mod pages;
mod photos;
mod pictures;
mod place;
mod press;
mod report;
mod search;
mod search_facets;
mod search_names;
mod shape;
mod shards;
mod site;
mod targets;
mod template;
mod timeline;
pub mod view;
mod within;
mod wording;

use std::sync::OnceLock;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Digested};
use crate::model::{Catalogue, Entry, Text};
use crate::parse::WebServer;
use crate::text::Collator;
use crate::theme::{Asset, AssetBytes, Theme};
use data::{DataFile, EntryRows};
use facts::Facts;
use photos::Licences;
use view::{Card, SiteView};
use wording::Wording;

pub use index::{CatalogueLists, ListOf};
pub use indexes::IndexOf;
pub use licence::licence_address;
pub use photos::{CropRect, Effort, Original, PhotoCredits, PhotoWallOf, Recipe, ShownOn, Variant};
pub use shape::Shape;
pub use targets::bare_place;
pub use wording::capitalised;

/// Returns the digest of everything in the program that its output depends on.
pub fn build() -> Digest {
    Digest::of_bytes(env!("GUONG_BUILD").as_bytes())
}

/// One output: a page or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its path in the published folder, relative and with slashes.
    pub path: String,
    /// Which page or file it is.
    pub what: What,
}

/// What an output is. Numbers are indexes into the catalogue's vectors, or pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The home page.
    Home,
    /// An entry.
    Entry(u32),
    /// The notice in the place of a withdrawn entry.
    Notice(usize),
    /// The card of an entry for other sites.
    Embed(u32),
    /// The same for a withdrawn entry.
    EmbedNotice(usize),
    /// The description of a card for programs.
    Oembed(u32),
    /// A page of a list.
    List(ListOf, usize),
    /// A page of links to lists.
    Index(IndexOf),
    /// The timeline.
    Timeline,
    /// The data that the drawn timeline fetches first.
    TimelineOverview,
    /// The entries of a year or a month, for the drawn timeline; month 0 is the year.
    TimelineShard(u16, u8),
    /// A page of a year.
    Year(u16, usize),
    /// An ordinary page.
    Page(usize),
    /// The 404 page.
    NotFound,
    /// The page at an address that moved.
    Moved(usize),
    /// The press kit of an entry.
    Kit(u32),
    /// A page of a wall of photos.
    PhotoWall(PhotoWallOf, usize),
    /// The licences of photos, with the ways to their walls.
    PhotoLicences,
    /// A file of the open data.
    Data(DataFile),
    /// The page for newsrooms.
    Press,
    /// What is reached of the targets.
    Targets,
    /// The same as a table.
    TargetsTable,
    /// The feed of a list.
    Feed(ListOf),
    /// The list of all feeds.
    Feeds,
    /// The OpenSearch description, which browsers read to search the gallery.
    OpenSearch,
    /// The web app manifest.
    WebManifest,
    /// A sitemap.
    Sitemap(usize),
    /// `robots.txt`.
    Robots,
    /// The rules for a web server.
    Rules(WebServer),
    /// A file of `static/`.
    Static(usize),
    /// A file of the theme.
    Asset(usize),
    /// A variant of a picture.
    Photo(usize, Variant),
    /// A large copy of a photo, by its number on a page that offers it.
    PhotoCopy(ShownOn, u32),
}

/// The view of an output that is rendered.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each holds the view that it is named for")]
pub enum View {
    Home(Box<view::HomePage>),
    Entry(Box<view::EntryPage>),
    Notice(view::NoticePage),
    Embed(Box<view::EmbedPage>),
    Oembed(view::Oembed),
    List(Box<view::ListPage>),
    Index(Box<view::IndexPage>),
    Timeline(view::TimelinePage),
    Year(Box<view::TimelineYearPage>),
    TimelineOverview(view::TimelineOverview),
    TimelineShard(view::TimelineShard),
    Ordinary(Box<view::OrdinaryPage>),
    Plain(view::PlainPage),
    Kit(Box<view::KitFile>),
    Wall(Box<view::WallPage>),
    Data(Box<view::DataPage>),
    Press(Box<view::PressPage>),
    Targets(Box<view::TargetsPage>),
    TargetsTable(view::TargetsTable),
    Tables(view::TablesFile),
    DataSet(view::DataSetFile),
    Points(view::PointsFile),
    Feed(view::FeedPage),
    Feeds(view::FeedsPage),
    OpenSearch(view::OpenSearchPage),
    WebManifest(view::WebManifest),
    Sitemap(view::SitemapPage),
    Robots(view::RobotsPage),
    Rules(view::ServerRules),
}

/// Everything that is to be published, and what makes its views and keys.
#[derive(Debug)]
pub struct Plan<'c> {
    /// The gallery's content.
    pub catalogue: &'c Catalogue,
    /// Its templates, words and assets.
    pub theme: &'c Theme,
    facts: Facts<'c>,
    shape: Shape,
    site: Digested<SiteView>,
    /// By entry; each is made when a view first needs it.
    cards: Vec<OnceLock<Box<Digested<Card>>>>,
    /// By entry; each is made when a view first needs it.
    rows: Vec<OnceLock<Box<EntryRows>>>,
    /// Made when a view first asks for them.
    licences: OnceLock<Licences>,
    build: Digest,
    collator: Collator,
}

impl<'c> Plan<'c> {
    /// Plans every output.
    pub fn new(catalogue: &'c Catalogue, theme: &'c Theme) -> Plan<'c> {
        Plan::after(None, catalogue, theme)
    }

    /// Plans every output, reusing the shape of an earlier plan if it still fits.
    pub fn after(shape: Option<Shape>, catalogue: &'c Catalogue, theme: &'c Theme) -> Plan<'c> {
        let recipe = Recipe { settings: &catalogue.config.photos, effort: Effort::default() };
        let reused = shape.filter(|shape| shape.fits(catalogue, theme));
        let is_reused = reused.is_some();
        let mut plan = Plan {
            catalogue,
            theme,
            facts: Facts { catalogue, recipe, wording: Wording::new(theme, &catalogue.config.language) },
            shape: reused.unwrap_or_else(|| Shape::empty(catalogue, theme)),
            site: Digested::new(site::site(catalogue, theme)),
            cards: vec![OnceLock::new(); catalogue.entries.len()],
            rows: catalogue.entries.iter().map(|_| OnceLock::new()).collect(),
            licences: OnceLock::new(),
            build: build(),
            collator: Collator::vietnamese(),
        };
        if !is_reused {
            plan.enumerate();
        }
        plan
    }

    /// Returns the part that a later plan can reuse if only words change.
    pub fn into_shape(self) -> Shape {
        self.shape
    }

    /// Returns every output, sorted by path.
    pub fn outputs(&self) -> &[Output] {
        &self.shape.outputs
    }

    /// Returns an error for each output that cannot be published because its address is taken.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.shape.problems
    }

    /// Sets how much time is spent on photos. Pages do not depend on it.
    pub fn with_effort(mut self, effort: Effort) -> Plan<'c> {
        self.facts.recipe.effort = effort;
        self
    }

    /// Returns the recipe of photos.
    pub fn recipe(&self) -> Recipe<'c> {
        self.facts.recipe
    }

    pub(super) fn entry(&self, number: u32) -> &'c Entry {
        &self.catalogue.entries[number as usize]
    }

    /// Sorts by a label, in the order of Vietnamese.
    pub fn sort_by_label<T>(&self, items: &mut [T], label: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.collator.compare(label(a), label(b)).then_with(|| label(a).cmp(label(b))));
    }

    /// Returns the view of an output, without its text's HTML; `None` for files that are copied or derived.
    pub fn view(&self, what: What) -> Option<View> {
        let catalogue = self.catalogue;
        Some(match what {
            What::Home => View::Home(Box::new(self.home_page())),
            What::Entry(number) => View::Entry(Box::new(self.entry_page(number))),
            What::Notice(number) => View::Notice(self.notice_page(&catalogue.notices[number])),
            What::Embed(number) => View::Embed(Box::new(self.embed_page(number))),
            What::EmbedNotice(number) => View::Embed(Box::new(self.embed_notice(&catalogue.notices[number]))),
            What::Oembed(number) => View::Oembed(self.oembed(number)),
            What::List(of, page) => View::List(Box::new(self.list_page(of, page))),
            What::Index(of) => View::Index(Box::new(self.index_page(of))),
            What::Timeline => View::Timeline(self.timeline_page()),
            What::Year(year, page) => View::Year(Box::new(self.year_page(year, page))),
            What::TimelineOverview => View::TimelineOverview(self.timeline_overview()),
            What::TimelineShard(year, month) => View::TimelineShard(self.timeline_shard(year, month)),
            What::Page(number) => View::Ordinary(Box::new(self.ordinary_page(&catalogue.pages[number]))),
            What::NotFound => View::Plain(self.not_found_page()),
            What::Moved(number) => View::Plain(self.moved_page(&catalogue.aliases[number])),
            What::Kit(number) => View::Kit(Box::new(self.kit_file(number))),
            What::PhotoWall(of, page) => View::Wall(Box::new(self.wall_page(of, page))),
            What::PhotoLicences => View::Wall(Box::new(self.licences_page())),
            What::Data(file) => self.data_view(file),
            What::Press => View::Press(Box::new(self.press_page())),
            What::Targets => View::Targets(Box::new(self.targets_page())),
            What::TargetsTable => View::TargetsTable(self.targets_table()),
            What::Feed(of) => View::Feed(self.feed_page(of)),
            What::Feeds => View::Feeds(self.feeds_page()),
            What::OpenSearch => View::OpenSearch(self.open_search_page()),
            What::WebManifest => View::WebManifest(self.web_manifest()),
            What::Sitemap(number) => View::Sitemap(self.sitemap_page(number)),
            What::Robots => View::Robots(self.robots_page()),
            What::Rules(server) => View::Rules(self.server_rules(server)),
            What::Static(_) | What::Asset(_) | What::Photo(..) | What::PhotoCopy(..) => return None,
        })
    }

    /// Returns the key of an output, which changes with everything that its bytes depend on.
    pub fn key(&self, what: What) -> Digest {
        match what {
            What::Static(number) => Digest::of(&("static", self.catalogue.statics[number].digest)),
            What::Asset(number) => Digest::of(&("asset", self.theme.asset_digest(self.asset(number)))),
            What::Photo(picture, variant) => self.photo_key(picture, variant),
            What::PhotoCopy(..) => self.copy_key(what).expect("it is a download"),
            what => self.key_of(what, &self.view(what).expect("the rest has views")),
        }
    }

    /// Returns the key of an output from its view, with or without the text's HTML.
    pub fn key_of(&self, what: What, view: &View) -> Digest {
        Digest::of(&(self.content_key(what, view), self.links_digest(what)))
    }

    /// Returns the part of an output's key that does not depend on the theme's style sheets, scripts and pictures.
    pub fn content_key(&self, what: What, view: &View) -> Digest {
        let template = Self::template(what).unwrap_or("JSON");
        Digest::of(&(template, self.theme.digest(template), self.build, view))
    }

    /// Returns the digest of the versions in an output's links to style sheets and scripts.
    pub fn links_digest(&self, what: What) -> Option<Digest> {
        Self::template(what).map(|template| self.theme.links_digest(template))
    }

    /// Returns the theme's file `number`.
    pub fn asset(&self, number: usize) -> &'c Asset {
        &self.theme.assets[number]
    }

    /// Returns the text whose HTML is left out of an output's view.
    pub fn text(&self, what: What) -> Option<&'c Text> {
        match what {
            What::Entry(number) | What::Kit(number) => Some(&self.entry(number).text),
            What::Page(number) => Some(&self.catalogue.pages[number].text),
            What::List(ListOf::Document(number), 0) => Some(&self.catalogue.documents[number].text),
            _ => None,
        }
    }

    /// Returns the main source file of an output, if it is made of one.
    pub fn sources(&self, what: What) -> Vec<String> {
        let catalogue = self.catalogue;
        let file = match what {
            What::Static(number) => &catalogue.statics[number].source,
            What::Photo(..) | What::PhotoCopy(..) => {
                let (picture, _) = self.derived(what).expect("it is a photo");
                &catalogue.pictures[picture].source
            }
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
