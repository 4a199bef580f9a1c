//! Which outputs there are, and which entries stand in which list.
//!
//! Takes the catalogue and the addresses of the theme's files, gives every output with its path. What comes
//! of it holds for every catalogue of the same frame: preview keeps it while only words change.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::feeds::SITEMAP_LIMIT;
use super::index::{ListOf, Lists, pages_behind};
use super::{Output, Plan, What};
use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::model::{Catalogue, Frame, entry_address};
use crate::theme::Theme;

/// What of a plan holds for every catalogue of the same frame, under the same files of the theme.
#[derive(Debug)]
pub struct Shape {
    frame: Frame,
    /// The addresses of the theme's files.
    assets: Vec<String>,
    pub(super) outputs: Vec<Output>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) lists: Lists,
    /// The addresses of the lists: folding names is the dearest part of a small view.
    pub(super) addresses: BTreeMap<ListOf, String>,
}

impl Shape {
    /// The lists, and nothing of the outputs yet.
    pub(super) fn empty(catalogue: &Catalogue, theme: &Theme) -> Shape {
        Shape {
            frame: catalogue.frame.clone(),
            assets: theme.assets.iter().map(|asset| asset.address.clone()).collect(),
            outputs: Vec::new(),
            problems: Vec::new(),
            lists: Lists::new(catalogue),
            addresses: BTreeMap::new(),
        }
    }

    /// Whether it would come of them as well.
    pub(super) fn fits(&self, catalogue: &Catalogue, theme: &Theme) -> bool {
        self.frame == catalogue.frame
            && self.assets.iter().eq(theme.assets.iter().map(|asset| &asset.address))
    }
}

/// The pages of links to lists: kind and address.
pub(super) const INDEXES: &[(&str, &str)] = &[
    ("fields", "linh-vuc/"),
    ("phases", "giai-doan/"),
    ("units", "don-vi/"),
    ("places", "dia-phuong/"),
    ("documents", "van-ban/"),
    ("search", "tim-kiem/"),
];

impl Plan<'_> {
    /// Lists every output. Of two with one path the later one is left out and told.
    pub(super) fn enumerate(&mut self) {
        let addresses = self.shape.lists.iter().map(|(of, _)| (of, self.make_address(of))).collect();
        self.shape.addresses = addresses;
        let mut outputs = Vec::with_capacity(self.catalogue.entries.len() * 2);
        let mut add = |path: String, what| outputs.push(Output { path, what });
        add("index.html".into(), What::Home);
        for number in 0..self.catalogue.entries.len() as u32 {
            add(page_path(&entry_address(&self.entry(number).slug)), What::Entry(number));
        }
        for (number, notice) in self.catalogue.notices.iter().enumerate() {
            add(page_path(&entry_address(&notice.slug)), What::Notice(number));
        }
        for (of, entries) in self.shape.lists.iter() {
            for page in 0..=pages_behind(entries.len()) {
                add(page_path(&self.page_address(of, page)), What::List(of, page));
            }
            if Self::has_feed(of) {
                add(format!("{}feed.xml", self.list_address(of)), What::Feed(of));
            }
        }
        for (kind, address) in INDEXES {
            add(page_path(address), What::Index(kind));
        }
        self.timeline_outputs().into_iter().for_each(|(path, what)| add(path, what));
        for (number, page) in self.catalogue.pages.iter().enumerate() {
            add(page_path(&page.address), What::Page(number));
        }
        for (number, alias) in self.catalogue.aliases.iter().enumerate() {
            add(alias.path.clone(), What::Moved(number));
        }
        for (number, asset) in self.theme.assets.iter().enumerate() {
            add(asset.address.clone(), What::Asset(number));
        }
        for (picture, variant) in self.variants() {
            add(self.photo_address(picture, variant), What::Photo(picture, variant));
        }
        add("404.html".into(), What::NotFound);
        add("feed.xml".into(), What::Feed(ListOf::All));
        let own_robots = self.catalogue.statics.iter().any(|file| file.address == "robots.txt");
        if !own_robots {
            add("robots.txt".into(), What::Robots);
        }
        for (number, file) in self.catalogue.statics.iter().enumerate() {
            add(file.address.clone(), What::Static(number));
        }
        let mapped = outputs.iter().filter(|output| Self::is_mapped(output)).count();
        let sitemaps = mapped.div_ceil(SITEMAP_LIMIT);
        let numbered =
            (1..=sitemaps).filter(|_| sitemaps > 1).map(|n| (format!("sitemap-{n}.xml"), What::Sitemap(n)));
        outputs.push(Output { path: "sitemap.xml".into(), what: What::Sitemap(0) });
        outputs.extend(numbered.map(|(path, what)| Output { path, what }));
        outputs.par_sort_by(|a, b| a.path.cmp(&b.path));
        let mut problems = Vec::new();
        outputs.dedup_by(|later, first| {
            let same = later.path == first.path;
            if same {
                problems.push(self.clash(later, first));
            }
            same
        });
        self.shape.outputs = outputs;
        self.shape.problems = problems;
    }

    fn clash(&self, one: &Output, other: &Output) -> Diagnostic {
        let source = |output: &Output| self.sources(output.what).into_iter().next();
        let (path, other) = match (source(one), source(other)) {
            (Some(path), other) => (path, other.unwrap_or_else(|| "Guong".into())),
            (None, path) => (path.unwrap_or_else(|| "guong.toml".into()), "Guong".into()),
        };
        let problem = Problem::AddressClash { address: format!("/{}", one.path), other };
        Diagnostic { place: Place::file(&path), problem }
    }
}

/// The path of the page at an address.
pub(super) fn page_path(address: &str) -> String {
    [address, "index.html"].concat()
}
