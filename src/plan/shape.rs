//! Which outputs there are, and which entries are in which list.
//!
//! Takes the catalogue and the addresses of the theme's files, gives every output with its path. The result
//! depends only on the catalogue's frame, so preview keeps it while only words change.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::feeds::SITEMAP_LIMIT;
use super::index::{CatalogueLists, ListOf, pages_behind};
use super::{IndexOf, Output, Plan, What};
use crate::address::{self, Collision};
use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::model::{Catalogue, CatalogueFrame};
use crate::theme::Theme;

/// The part of a plan that depends only on the catalogue's frame and on which files the theme has.
#[derive(Debug)]
pub struct Shape {
    frame: CatalogueFrame,
    /// The addresses of the theme's files.
    assets: Vec<String>,
    pub(super) outputs: Vec<Output>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) lists: CatalogueLists,
    /// The addresses of the lists, kept because folding names is the slowest part of a small view.
    pub(super) addresses: BTreeMap<ListOf, String>,
}

impl Shape {
    /// Returns a shape with the lists, but no outputs yet.
    pub(super) fn empty(catalogue: &Catalogue, theme: &Theme) -> Shape {
        Shape {
            frame: catalogue.frame.clone(),
            assets: theme.assets.iter().map(|asset| asset.address.clone()).collect(),
            outputs: Vec::new(),
            problems: Vec::new(),
            lists: CatalogueLists::new(catalogue),
            addresses: BTreeMap::new(),
        }
    }

    /// Whether a catalogue and a theme have this shape.
    pub(super) fn fits(&self, catalogue: &Catalogue, theme: &Theme) -> bool {
        self.frame == catalogue.frame
            && self.assets.iter().eq(theme.assets.iter().map(|asset| &asset.address))
    }
}

impl Plan<'_> {
    /// Lists every output. If two have the same path, the later one is left out and reported.
    pub(super) fn enumerate(&mut self) {
        let addresses = self.shape.lists.iter().map(|(of, _)| (of, self.make_address(of))).collect();
        self.shape.addresses = addresses;
        let mut outputs = Vec::with_capacity(self.catalogue.entries.len() * 2);
        let mut add = |path: String, what| outputs.push(Output { path, what });
        add(address::page_path(address::HOME), What::Home);
        for number in 0..self.catalogue.entries.len() as u32 {
            add(address::page_path(&address::entry(&self.entry(number).slug)), What::Entry(number));
        }
        for (number, notice) in self.catalogue.notices.iter().enumerate() {
            add(address::page_path(&address::entry(&notice.slug)), What::Notice(number));
        }
        for (of, entries) in self.shape.lists.iter() {
            for page in 0..=pages_behind(entries.len()) {
                add(address::page_path(&self.page_address(of, page)), What::List(of, page));
            }
            if Self::has_feed(of) {
                add(address::feed(&self.list_address(of)), What::Feed(of));
            }
        }
        for of in IndexOf::ALL {
            add(address::page_path(of.address()), What::Index(of));
        }
        add(address::page_path(address::PRESS), What::Press);
        if self.catalogue.targets.has_page {
            add(address::page_path(address::TARGETS), What::Targets);
            add(address::TARGETS_TABLE.into(), What::TargetsTable);
        }
        self.embed_outputs().into_iter().for_each(|(path, what)| add(path, what));
        self.wall_outputs().into_iter().for_each(|(path, what)| add(path, what));
        self.kit_outputs().for_each(|(path, what)| add(path, what));
        self.data_outputs().into_iter().for_each(|(path, what)| add(path, what));
        self.timeline_outputs().into_iter().for_each(|(path, what)| add(path, what));
        for (number, page) in self.catalogue.pages.iter().enumerate() {
            add(address::page_path(&page.address), What::Page(number));
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
        self.photo_copies().for_each(|Output { path, what }| add(path, what));
        add(address::NOT_FOUND.into(), What::NotFound);
        add(address::FEED.into(), What::Feed(ListOf::All));
        self.own_unless_the_site_has_one().for_each(|(path, what)| add(path.into(), what));
        for (number, file) in self.catalogue.statics.iter().enumerate() {
            add(file.address.clone(), What::Static(number));
        }
        let mapped = outputs.iter().filter(|output| self.is_mapped(output)).count();
        let sitemaps = mapped.div_ceil(SITEMAP_LIMIT);
        let numbered =
            (1..=sitemaps).filter(|_| sitemaps > 1).map(|n| (address::sitemap(n), What::Sitemap(n)));
        outputs.push(Output { path: address::SITEMAP.into(), what: What::Sitemap(0) });
        outputs.extend(numbered.map(|(path, what)| Output { path, what }));
        outputs.par_sort_by(|a, b| a.path.cmp(&b.path));
        self.shape.problems = self.collisions(&outputs);
        outputs.dedup_by(|later, first| later.path == first.path);
        self.shape.outputs = outputs;
    }

    /// Reports which of the sorted outputs collide with each other, or with what the published folder keeps: one
    /// diagnostic for each output that must move.
    fn collisions(&self, outputs: &[Output]) -> Vec<Diagnostic> {
        let mut files: Vec<(&str, Option<What>)> =
            outputs.iter().map(|output| (output.path.as_str(), Some(output.what))).collect();
        if self.catalogue.config.search {
            let index = [address::SEARCH_MANIFEST, address::SEARCH_PREVIEW];
            files.extend(index.map(|path| (path, None)));
            files.sort_by_key(|(path, _)| *path);
        }
        let mut problems = Vec::new();
        // Of three outputs with one address two must move: remove those that do, then compare the rest again.
        loop {
            let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
            let mut moved = BTreeSet::new();
            for Collision { first, second } in address::collisions(&paths) {
                let order = |number: usize| (self.moves_first(files[number].1), Reverse(number));
                let (one, other) =
                    if order(first) < order(second) { (first, second) } else { (second, first) };
                if moved.insert(one) {
                    let other = self.place(files[other].1).map_or_else(own, |place| place.path.to_string());
                    problems.push(self.clash(files[one], other));
                }
            }
            if moved.is_empty() {
                break;
            }
            let mut number = 0..;
            files.retain(|_| !number.next().is_some_and(|number| moved.contains(&number)));
        }
        for kept in &self.catalogue.config.keep {
            let name = kept.value.trim_end_matches('/');
            let mut all = outputs.iter().map(|output| (output.path.as_str(), Some(output.what)));
            if let Some((path, what)) = all.find(|(path, _)| address::overlap(path, name)) {
                let other = self.place(what).map_or_else(own, |place| place.path.to_string());
                let problem = Problem::AddressClash { address: format!("/{path}"), other };
                problems.push(Diagnostic::new("guong.toml", kept.position, problem));
            }
        }
        problems
    }

    /// Ranks outputs by how easily a person can move them, the easiest lowest.
    fn moves_first(&self, what: Option<What>) -> u8 {
        match what {
            Some(What::Moved(_)) => 0,
            Some(What::Static(_)) => 1,
            Some(What::Asset(_)) if self.place(what).is_some() => 2,
            Some(What::Page(_)) => 3,
            what if self.place(what).is_some() => 4,
            _ => 5,
        }
    }

    /// Returns where an output's address comes from; `None` if it is Guong's own.
    fn place(&self, what: Option<What>) -> Option<Location> {
        match what? {
            What::Moved(number) => Some(self.catalogue.aliases[number].place.clone()),
            what => self.sources(what).first().map(|path| Location::file(path)),
        }
    }

    fn clash(&self, (path, what): (&str, Option<What>), other: String) -> Diagnostic {
        let address = format!("/{}", address::of_path(path));
        let place = self.place(what).unwrap_or_else(|| Location::file("guong.toml"));
        Diagnostic { place, problem: Problem::AddressClash { address, other } }
    }
}

/// The name in diagnostics of outputs that no source file makes.
fn own() -> String {
    "Guong".into()
}
