//! The views of single pages: home, entries, indexes, ordinary pages.

use super::index::ListOf;
use super::view::{
    Counted, EntryPage, FacetView, Featured, HomePage, IndexPage, Link, NoticePage, OrdinaryPage, PageHead,
    PlainPage, Totals,
};
use super::within::bare_name;
use super::wording::{excerpt, root_of};
use super::{IndexOf, Plan, What};
use crate::address;
use crate::model::{Alias, Notice, Page};
use crate::parse::{PageRecord, Parsed};
use crate::search::facet::FacetKind;

/// How many entries the home page shows as the newest.
const NEWEST: usize = 12;
/// The maximum length of a description for link previews, in characters.
const DESCRIPTION: usize = 200;

impl Plan<'_> {
    /// Returns a page's head without its optional parts.
    pub(super) fn head(&self, kind: &'static str, title: String, path: String) -> PageHead {
        PageHead {
            kind,
            title,
            description: None,
            root: root_of(&path),
            canonical: self.absolute(&path),
            path,
            feed: None,
            image: None,
            updated: None,
            crumbs: Vec::new(),
        }
    }

    /// Returns the absolute address of a path.
    pub(super) fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.catalogue.config.base_url, address::encode_reference(path))
    }

    pub(super) fn link(&self, label: &str, path: &str) -> Link {
        Link { label: label.to_string(), path: path.to_string() }
    }

    pub(super) fn home_crumb(&self) -> Link {
        self.link(&self.facts.wording.word("home"), "")
    }

    pub(super) fn index_crumb(&self, key: &str, path: &str) -> Link {
        self.link(&self.facts.wording.word(key), path)
    }

    /// Returns the link to a page of links.
    fn index_link(&self, of: IndexOf) -> Link {
        self.index_crumb(of.word(), of.address())
    }

    /// Returns the breadcrumbs above a list.
    pub(super) fn list_crumbs(&self, of: ListOf) -> Vec<Link> {
        let places = || self.index_link(IndexOf::Places);
        let province =
            |id| self.link(&self.list_label(ListOf::Province(id)), &self.list_address(ListOf::Province(id)));
        let gazetteer = &self.catalogue.gazetteer;
        let mut crumbs = vec![self.home_crumb()];
        match of {
            ListOf::All => {}
            ListOf::Field(_) => crumbs.push(self.index_link(IndexOf::Fields)),
            ListOf::Phase(_) => crumbs.push(self.index_link(IndexOf::Phases)),
            ListOf::Unit(_) => crumbs.push(self.index_link(IndexOf::Units)),
            ListOf::Kind(_) => crumbs.push(self.index_link(IndexOf::Kinds)),
            ListOf::Status(_) => crumbs.push(self.index_link(IndexOf::Statuses)),
            ListOf::Document(_) => crumbs.push(self.index_link(IndexOf::Documents)),
            ListOf::Province(_) => crumbs.push(places()),
            ListOf::Commune(id) => crumbs.extend([places(), province(gazetteer.commune(id).province())]),
            ListOf::Former(id) => crumbs.extend([places(), province(gazetteer.former(id).province_now())]),
        }
        crumbs
    }

    pub(super) fn home_page(&self) -> HomePage {
        let config = &self.catalogue.config;
        let mut head = self.head("home", config.title.clone(), String::new());
        head.description = config.description.clone().or_else(|| config.tagline.clone());
        head.updated = self.last_change();
        let numbers = self.featured();
        let mut leading = numbers.iter().filter_map(|n| self.lead_photo(*n));
        head.image = leading.next().and_then(|photo| self.facts.preview(photo));
        let count = self.catalogue.phases.len();
        let current = |n: &usize| self.is_current(*n);
        HomePage {
            site: self.site.clone(),
            head,
            featured: numbers
                .iter()
                .map(|n| Featured { card: self.card(*n), summary: self.facts.blurb(self.entry(*n)) })
                .collect(),
            newest: self.cards_of(&self.newest()),
            fields: self.described_fields(What::Home),
            current_phases: (0..count).filter(|n| current(n)).map(|n| self.phase_tile(n)).collect(),
            phases: (0..count).filter(|n| !current(n)).map(|n| self.phase_link(n)).collect(),
            provinces: self.provinces(),
            map: Some(self.map(false)),
            numbers: self.numbers(),
        }
    }

    /// Returns the entries that the configuration features, or else the newest three with a photo.
    pub(super) fn featured(&self) -> Vec<u32> {
        let numbers = 0..self.catalogue.entries.len() as u32;
        let by_slug = |slug: &str| numbers.clone().find(|n| self.entry(*n).slug == slug);
        let named: Vec<u32> =
            self.catalogue.config.featured.iter().filter_map(|at| by_slug(&at.value)).collect();
        if !named.is_empty() {
            return named;
        }
        numbers.clone().filter(|n| self.lead_photo(*n).is_some()).take(3).collect()
    }

    /// Returns the entries that the home page shows as the newest: those that it does not feature.
    pub(super) fn newest(&self) -> Vec<u32> {
        let featured = self.featured();
        let numbers = 0..self.catalogue.entries.len() as u32;
        numbers.filter(|n| !featured.contains(n)).take(NEWEST).collect()
    }

    fn numbers(&self) -> Totals {
        let count =
            |matches: fn(&ListOf) -> bool| self.shape.lists.iter().filter(|(of, _)| matches(of)).count();
        Totals {
            entries: self.catalogue.entries.len(),
            provinces: count(|of| matches!(of, ListOf::Province(_))),
            communes: count(|of| matches!(of, ListOf::Commune(_))),
            documents: self.catalogue.documents.len(),
        }
    }

    /// Returns the provinces that have entries, sorted by name.
    pub(super) fn provinces(&self) -> Vec<Counted> {
        let provinces = self.shape.lists.iter().filter(|(of, _)| matches!(of, ListOf::Province(_)));
        let mut counted: Vec<Counted> =
            provinces.map(|(of, entries)| self.counted(of, entries.len())).collect();
        self.sort_by_label(&mut counted, |counted| bare_name(&counted.label));
        counted
    }

    /// Returns an entry's page without its text's HTML.
    pub(super) fn entry_page(&self, number: u32) -> EntryPage {
        let entry = self.entry(number);
        let path = address::entry(&entry.slug);
        let facts = self.facts.entry(entry);
        let mut head = self.head("entry", facts.title.clone(), path.clone());
        let lead = facts.summary.as_deref().unwrap_or(&entry.record().body.lead);
        head.description = (!lead.is_empty()).then(|| excerpt(lead, DESCRIPTION));
        head.image = entry.photos.first().and_then(|photo| self.facts.preview(photo));
        head.updated = entry.updated().map(|day| self.facts.wording.day(day));
        head.crumbs = vec![self.home_crumb(), self.index_crumb("entries", address::ENTRIES)];
        let neighbour = |n: usize| {
            let entry = self.catalogue.entries.get(n)?;
            Some(self.link(&entry.record().title.value, &address::entry(&entry.slug)))
        };
        let replication = |n: usize| self.facts.replication(self.entry(n as u32));
        EntryPage {
            site: self.site.clone(),
            kit: self.has_kit(number).then(|| address::kit(&entry.slug)),
            report: self.report_link(&head, &facts.title),
            embed: self.embed_offer(number),
            head,
            body: self.facts.body(&entry.text, &entry.photos, &path),
            entry: facts,
            replicates: entry.replicates.map(replication),
            replicated_by: entry.replicated_by.iter().copied().map(replication).collect(),
            newer: (number as usize).checked_sub(1).and_then(neighbour),
            older: neighbour(number as usize + 1),
            related: self.cards_of(&self.shape.lists.related(self.catalogue, number)),
        }
    }

    /// Returns the notice in the place of a withdrawn entry.
    pub(super) fn notice_page(&self, notice: &Notice) -> NoticePage {
        let mut head =
            self.head("notice", self.facts.wording.word("withdrawn"), address::entry(&notice.slug));
        head.crumbs = vec![self.home_crumb(), self.index_crumb("entries", address::ENTRIES)];
        head.updated = Some(self.facts.wording.day(notice.date));
        NoticePage {
            site: self.site.clone(),
            head,
            date: self.facts.wording.day(notice.date),
            reason: notice.reason.clone(),
        }
    }

    /// Returns a page of links to lists. It holds only what it shows, so that nothing else changes its key.
    pub(super) fn index_page(&self, of: IndexOf) -> IndexPage {
        let mut head = self.head(of.word(), self.facts.wording.word(of.word()), of.address().to_string());
        head.crumbs = vec![self.home_crumb()];
        head.updated = self.last_change();
        let mut page = IndexPage::empty(self.site.clone(), head, of);
        let kinds = || self.all_counted(|of| matches!(of, ListOf::Kind(_)));
        let statuses = || self.all_counted(|of| matches!(of, ListOf::Status(_)));
        let documents = || self.catalogue.documents.iter().map(|d| self.facts.document(d)).collect();
        match of {
            IndexOf::Fields => page.fields = self.described_fields(What::Index(of)),
            IndexOf::Phases => page.phases = self.described_phases(What::Index(of)),
            IndexOf::Units => {
                page.units = self.all_counted(|of| matches!(of, ListOf::Unit(_)));
                self.sort_by_label(&mut page.units, |counted| &counted.label);
            }
            IndexOf::Kinds => page.kinds = kinds(),
            IndexOf::Statuses => page.statuses = statuses(),
            IndexOf::Places => {
                page.provinces = self.provinces();
                page.map = Some(self.map(true));
            }
            IndexOf::Documents => page.documents = documents(),
            IndexOf::Search => {
                page.facets = self.facets();
                page.fields = self.field_tiles();
                page.phase_links = (0..self.catalogue.phases.len()).map(|n| self.phase_link(n)).collect();
                page.kinds = kinds();
                page.statuses = statuses();
                page.provinces = self.provinces();
                page.documents = documents();
            }
        }
        page
    }

    /// Returns the facets as the search page offers them.
    fn facets(&self) -> Vec<FacetView> {
        let facet = |kind: FacetKind| FacetView {
            key: kind.key(),
            param: kind.param(),
            label: self.facts.wording.word(kind.word()),
        };
        FacetKind::ALL.map(facet).into()
    }

    /// Returns the lists that `is_it` accepts, with their numbers of entries.
    fn all_counted(&self, is_it: fn(&ListOf) -> bool) -> Vec<Counted> {
        let lists = self.shape.lists.iter().filter(|(of, _)| is_it(of));
        lists.map(|(of, entries)| self.counted(of, entries.len())).collect()
    }

    /// Returns an ordinary page without its text's HTML.
    pub(super) fn ordinary_page(&self, page: &Page) -> OrdinaryPage {
        let record = page_record(page);
        let mut head = self.head("page", record.title.value.clone(), page.address.clone());
        let lead = record.summary.as_deref().unwrap_or(&record.body.lead);
        head.description = (!lead.is_empty()).then(|| excerpt(lead, DESCRIPTION));
        head.updated = record.updated.map(|day| self.facts.wording.day(day));
        head.crumbs = vec![self.home_crumb()];
        let titled = |page: &Page| self.link(&page_record(page).title.value, &page.address);
        let pages = &self.catalogue.pages;
        let above = pages.iter().filter(|other| is_below(&page.address, &other.address));
        head.crumbs.extend(above.map(titled));
        let mut below: Vec<&Page> =
            pages.iter().filter(|other| is_below(&other.address, &page.address)).collect();
        below.sort_by_key(|page| (page_record(page).order, &page.address));
        OrdinaryPage {
            site: self.site.clone(),
            head,
            summary: record.summary.clone(),
            body: self.facts.body(&page.text, &[], &page.address),
            below: below.into_iter().map(titled).collect(),
        }
    }

    /// Returns the 404 page. A host serves it at any address, so its links are absolute paths, from `base_url`.
    pub(super) fn not_found_page(&self) -> PlainPage {
        let mut head =
            self.head("not-found", self.facts.wording.word("not_found"), address::NOT_FOUND.into());
        let after_scheme = self.catalogue.config.base_url.split("://").nth(1).unwrap_or_default();
        head.root = after_scheme.find('/').map_or_else(|| "/".into(), |at| after_scheme[at..].to_string());
        PlainPage { site: self.site.clone(), head, target: String::new() }
    }

    /// Returns the page at an address that moved.
    pub(super) fn moved_page(&self, alias: &Alias) -> PlainPage {
        let path = address::of_path(&alias.path);
        let mut head = self.head("moved", self.facts.wording.word("moved"), path.to_string());
        head.canonical = self.absolute(&alias.target);
        let target = format!("{}{}", head.root, alias.target);
        PlainPage { site: self.site.clone(), head, target }
    }
}

fn is_below(address: &str, above: &str) -> bool {
    address.len() > above.len() && address.starts_with(above)
}

pub(super) fn page_record(page: &Page) -> &PageRecord {
    match page.text.file.parsed.as_ref() {
        Some(Parsed::Page(record)) => record,
        _ => unreachable!("a page is made of a page's file"),
    }
}
