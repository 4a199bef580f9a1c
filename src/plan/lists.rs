//! The views of lists: entries by field, phase, unit, place and document, page by page.

use std::sync::OnceLock;

use super::Plan;
use super::data::TableName;
use super::facts::document_record;
use super::index::{ListOf, pages_behind};
use super::view::{Card, Counted, LinkPreview, ListPage, Pager, PhaseTile, Subject};
use super::within::filtered_search;
use super::wording::{capitalised, root_of};
use crate::address;
use crate::digest::Digested;
use crate::gazetteer::{CommuneId, FormerId, FormerTier, ProvinceId};

impl Plan<'_> {
    /// Returns the address of a list, even if it has no entries and thus no page.
    pub(super) fn list_address(&self, of: ListOf) -> String {
        self.shape.addresses.get(&of).cloned().unwrap_or_else(|| self.make_address(of))
    }

    pub(super) fn make_address(&self, of: ListOf) -> String {
        let catalogue = self.catalogue;
        let gazetteer = &catalogue.gazetteer;
        match of {
            ListOf::All => address::ENTRIES.into(),
            ListOf::Field(n) => address::field(&catalogue.fields[n].id),
            ListOf::Phase(n) => address::phase(&catalogue.phases[n].id),
            ListOf::Unit(n) => address::unit(&catalogue.units[n].id),
            ListOf::Kind(kind) => self.facts.wording.kind(kind).path,
            ListOf::Status(step) => self.facts.wording.step(step).path,
            ListOf::Document(n) => address::document(&catalogue.documents[n].id),
            ListOf::Province(id) => address::province(&gazetteer.province(id).slug()),
            ListOf::Commune(id) => {
                let commune = gazetteer.commune(id);
                address::commune(&gazetteer.province(commune.province()).slug(), &commune.slug())
            }
            ListOf::Former(id) => address::former(&gazetteer.former(id).slug()),
        }
    }

    /// Returns the address of one page of a list.
    pub(super) fn page_address(&self, of: ListOf, page: usize) -> String {
        address::paged(&self.list_address(of), page)
    }

    /// Returns the name of a list.
    pub fn list_label(&self, of: ListOf) -> String {
        let catalogue = self.catalogue;
        match of {
            ListOf::All => self.facts.wording.word("entries"),
            ListOf::Field(n) => catalogue.fields[n].name.clone(),
            ListOf::Phase(n) => catalogue.phases[n].name.clone(),
            ListOf::Unit(n) => catalogue.units[n].label(),
            ListOf::Kind(kind) => self.facts.wording.kind(kind).label,
            ListOf::Status(step) => self.facts.wording.step(step).label,
            ListOf::Document(n) => {
                let record = document_record(&catalogue.documents[n]);
                format!("{}: {}", record.number, record.title)
            }
            ListOf::Province(id) => catalogue.gazetteer.province(id).full_name(),
            ListOf::Commune(id) => catalogue.gazetteer.commune(id).full_name(),
            ListOf::Former(id) => catalogue.gazetteer.former(id).full_name(),
        }
    }

    /// Whether a list has a feed of its own.
    pub(super) fn has_feed(of: ListOf) -> bool {
        !matches!(of, ListOf::All | ListOf::Document(_) | ListOf::Commune(_) | ListOf::Former(_))
    }

    /// Returns one page of a list.
    pub(super) fn list_page(&self, of: ListOf, page: usize) -> ListPage {
        let path = self.page_address(of, page);
        let numbers = self.list_entries(of, page);
        let label = self.list_label(of);
        let mut title = capitalised(&label);
        if page > 0 {
            title = format!("{title} – {}", self.facts.wording.numbered("page_number", page));
        }
        let mut head = self.head(list_kind(of), title, path.clone());
        head.description = self.list_summary(of);
        head.feed = Self::has_feed(of).then(|| address::feed(&self.list_address(of)));
        head.updated = numbers
            .iter()
            .filter_map(|n| self.entry(*n).updated())
            .max()
            .map(|day| self.facts.wording.day(day));
        head.crumbs = self.list_crumbs(of);
        if page > 0 {
            head.crumbs.push(self.link(&label, &self.list_address(of)));
        }
        let mut subject = self.subject(of, page == 0);
        if let Subject::Document { body: Some(body), .. } = &mut subject {
            body.root = root_of(&path);
        }
        let cards = self.cards_of(numbers);
        head.image = self.first_photo(&cards);
        ListPage {
            site: self.site.clone(),
            head,
            subject,
            cards,
            pager: self.pager(of, page, numbers),
            search: self
                .search_filter(of)
                .filter(|_| self.catalogue.config.search)
                .map(|filter| filtered_search(&[filter])),
            face: if page == 0 { self.face(of) } else { None },
            data: (page == 0 && of.is_broad()).then(|| self.data_path(of, TableName::Entries.table())),
        }
    }

    /// Returns an entry's card, made once.
    pub(super) fn card(&self, number: u32) -> Digested<Card> {
        let make = || Box::new(Digested::new(self.facts.card(self.entry(number))));
        self.cards[number as usize].get_or_init(make).as_ref().clone()
    }

    /// Drops the cards as templates receive them, which take more memory than the cards. They are made again when they
    /// are needed.
    pub fn drop_shown_cards(&self) {
        self.cards.iter().filter_map(OnceLock::get).for_each(|card| card.drop_shown());
    }

    /// Returns the picture for link previews of a list: the first photo on its cards.
    pub(super) fn first_photo(&self, cards: &[Digested<Card>]) -> Option<LinkPreview> {
        let photo = cards.iter().find_map(|card| card.photo.as_ref())?;
        let (width, height) = photo.size;
        Some(LinkPreview { url: self.absolute(&photo.path), width, height, alt: photo.alt.clone() })
    }

    pub(super) fn cards_of(&self, numbers: &[u32]) -> Vec<Digested<Card>> {
        numbers.iter().map(|n| self.card(*n)).collect()
    }

    fn pager(&self, of: ListOf, page: usize, numbers: &[u32]) -> Pager {
        let behind = pages_behind(self.shape.lists.get(of).len());
        self.pager_of(&self.list_address(of), behind, page, numbers)
    }

    /// The ways from a page of the list at `base`, with the dates of the entries on it.
    pub(super) fn pager_of(&self, base: &str, behind: usize, page: usize, numbers: &[u32]) -> Pager {
        let go = |page: usize| address::paged(base, page);
        let (newer, older) = match page {
            0 => (None, (behind > 0).then(|| go(behind))),
            page => (Some(go(if page == behind { 0 } else { page + 1 })), (page > 1).then(|| go(page - 1))),
        };
        let mut days = numbers.iter().filter_map(|n| self.entry(*n).published);
        let newest = days.next();
        let span = newest.map(|newest| [days.next_back().unwrap_or(newest), newest]);
        let span = span.map(|days| days.map(|day| self.facts.wording.day(day)));
        Pager { front: page == 0, newer, older, first: go(0), span }
    }

    fn list_summary(&self, of: ListOf) -> Option<String> {
        match of {
            ListOf::Field(n) => self.catalogue.fields[n].summary.clone(),
            ListOf::Phase(n) => self.catalogue.phases[n].summary.clone(),
            ListOf::Unit(n) => self.catalogue.units[n].summary.clone(),
            ListOf::Document(n) => {
                let record = document_record(&self.catalogue.documents[n]);
                record.summary.clone().or_else(|| Some(record.title.clone()))
            }
            _ => None,
        }
    }

    /// Returns what a list is of. Counts, and whatever else a new entry changes, are on the first page only.
    fn subject(&self, of: ListOf, front: bool) -> Subject {
        let catalogue = self.catalogue;
        let count = front.then(|| self.shape.lists.get(of).len());
        match of {
            ListOf::All => {
                let fields = if front { self.field_tiles() } else { Vec::new() };
                let phases = if front { self.phases_within(of) } else { Vec::new() };
                let provinces = if front { self.provinces() } else { Vec::new() };
                let years = if front { self.years() } else { Vec::new() };
                let lists = |is_it| if front { self.lists_with_entries(is_it) } else { Vec::new() };
                let kinds = lists(|of| matches!(of, ListOf::Kind(_)));
                let statuses = lists(|of| matches!(of, ListOf::Status(_)));
                Subject::All { count, fields, phases, provinces, years, kinds, statuses }
            }
            ListOf::Field(n) => Subject::Field {
                field: self.facts.field(n),
                summary: catalogue.fields[n].summary.clone().filter(|_| front),
                count,
                phases: if front { self.phases_within(of) } else { Vec::new() },
                provinces: if front { self.provinces_within(of) } else { Vec::new() },
            },
            ListOf::Phase(n) => Subject::Phase {
                phase: PhaseTile { count: count.unwrap_or(0), ..self.phase_tile(n) },
                front,
                fields: if front { self.fields_within(of) } else { Vec::new() },
            },
            ListOf::Unit(n) => Subject::Unit {
                label: catalogue.units[n].label(),
                summary: catalogue.units[n].summary.clone(),
                within: catalogue.units[n].within.as_ref().map(|place| self.facts.place(place)),
                count,
            },
            ListOf::Kind(_) | ListOf::Status(_) => Subject::KindOrStatus {
                count,
                fields: if front { self.fields_within(of) } else { Vec::new() },
                provinces: if front { self.provinces_within(of) } else { Vec::new() },
            },
            ListOf::Province(id) => self.province_subject(id, count),
            ListOf::Commune(id) => self.commune_subject(id, count),
            ListOf::Former(id) => self.former_subject(id, count),
            ListOf::Document(n) => {
                let document = &catalogue.documents[n];
                let record = document_record(document);
                Subject::Document {
                    document: self.facts.document(document),
                    url: record.url.clone(),
                    summary: record.summary.clone().filter(|_| front),
                    body: front.then(|| self.facts.body(&document.text, &[], &self.list_address(of))),
                    count,
                }
            }
        }
    }

    fn province_subject(&self, id: ProvinceId, count: Option<usize>) -> Subject {
        let gazetteer = &self.catalogue.gazetteer;
        let front = count.is_some();
        let mut communes = Vec::new();
        let mut formers = Vec::new();
        if front {
            for (of, entries) in self.shape.lists.iter() {
                match of {
                    ListOf::Commune(commune) if gazetteer.commune(commune).province() == id => {
                        let label = gazetteer.commune(commune).short_name();
                        communes.push(Counted { label, path: self.list_address(of), count: entries.len() });
                    }
                    ListOf::Former(former) if gazetteer.former(former).province_now() == id => {
                        formers
                            .push(self.link(&gazetteer.former(former).full_name(), &self.list_address(of)));
                    }
                    _ => {}
                }
            }
            self.sort_by_label(&mut communes, |counted| &counted.label);
            self.sort_by_label(&mut formers, |link| &link.label);
        }
        let label = gazetteer.province(id).full_name();
        let fields = if front { self.fields_within(ListOf::Province(id)) } else { Vec::new() };
        Subject::Province { label, count, communes, formers, fields }
    }

    fn commune_subject(&self, id: CommuneId, count: Option<usize>) -> Subject {
        let gazetteer = &self.catalogue.gazetteer;
        let commune = gazetteer.commune(id);
        let formers = commune.former_units().map(|former| {
            let full = gazetteer.former(former).full_name();
            full.rsplit_once(", ").map_or(full.clone(), |(rest, _)| rest.to_string())
        });
        Subject::Commune {
            label: commune.full_name(),
            province: self.link(
                &gazetteer.province(commune.province()).full_name(),
                &self.list_address(ListOf::Province(commune.province())),
            ),
            count,
            formers: formers.collect(),
        }
    }

    fn former_subject(&self, id: FormerId, count: Option<usize>) -> Subject {
        let gazetteer = &self.catalogue.gazetteer;
        let former = gazetteer.former(id);
        let province = gazetteer.province(former.province_now());
        // Entries are listed under a unit's main successors, so only those may have pages. The successors of a
        // district or province that was divided up are only named.
        let linked = |id: CommuneId| {
            let of = ListOf::Commune(id);
            let has_entries = !self.shape.lists.get(of).is_empty();
            has_entries.then(|| self.link(&gazetteer.commune(id).full_name(), &self.list_address(of)))
        };
        let communes = match former.level() {
            FormerTier::Province => Vec::new(),
            _ => former.all_communes(),
        };
        let successors: Vec<_> = former.main_communes().into_iter().filter_map(linked).collect();
        let names = communes.iter().map(|id| gazetteer.commune(*id).short_name());
        Subject::Former {
            label: former.full_name(),
            fate: self.facts.wording.fate(former.fate()),
            until: former.ended().map(|day| self.facts.wording.date(day)),
            province: self
                .link(&province.full_name(), &self.list_address(ListOf::Province(former.province_now()))),
            successor_names: if successors.is_empty() { names.collect() } else { Vec::new() },
            successors,
            count,
        }
    }
}

/// Returns the kind of page that shows a list.
pub(super) fn list_kind(of: ListOf) -> &'static str {
    match of {
        ListOf::All => "entries",
        ListOf::Field(_) => "field",
        ListOf::Phase(_) => "phase",
        ListOf::Unit(_) => "unit",
        ListOf::Kind(_) => "kind",
        ListOf::Status(_) => "status",
        ListOf::Document(_) => "document",
        ListOf::Province(_) => "province",
        ListOf::Commune(_) => "commune",
        ListOf::Former(_) => "former",
    }
}
