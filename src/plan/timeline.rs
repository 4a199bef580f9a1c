//! The views of the timeline and of its years.
//!
//! Takes the lists by year, gives the pages that visitors read without the drawn timeline and below it.

use super::Plan;
use super::facts::began;
use super::index::ListOf;
use super::view::{
    MilestoneView, Pager, TimelineMonth, TimelinePage, TimelinePhase, TimelineYearLink, TimelineYearPage,
};
use super::within::{facet_filter, filtered_search};
use crate::address;
use crate::date::PartialDate;
use crate::digest::Digest;
use crate::search::facet::FacetKind;

/// How many entries of a year the timeline itself shows; the rest are on the year's page.
const FIRST_OF_YEAR: usize = 12;
/// How many entries a page of a year holds.
pub(super) const YEAR_PAGE: usize = 100;

impl Plan<'_> {
    /// Returns the timeline: phases and their years.
    pub(super) fn timeline_page(&self) -> TimelinePage {
        let mut head = self.head("timeline", self.facts.wording.word("timeline"), address::TIMELINE.into());
        head.crumbs = vec![self.home_crumb()];
        head.updated = self.last_change();
        let phases = (0..self.catalogue.phases.len()).map(Some).chain([None]);
        let mut bands: Vec<TimelinePhase> = Vec::new();
        for phase in phases {
            let years = self.shape.lists.years.keys().filter_map(|year| self.year_within(phase, *year));
            let years: Vec<TimelineYearLink> = years.collect();
            if phase.is_some() || !years.is_empty() {
                bands.push(TimelinePhase { phase: phase.map(|n| self.phase_tile(n)), years });
            }
        }
        let overview = Digest::of(&self.timeline_overview()).to_string();
        let overview = format!("du-lieu/tong-quan.json?v={}", &overview[..8]);
        TimelinePage { site: self.site.clone(), head, phases: bands, overview }
    }

    /// Returns a year with its entries of a phase, or of those without one; `None` if it has none. The year's page
    /// holds those of all phases, so if there are others, the count leads to the search page instead.
    fn year_within(&self, phase: Option<usize>, year: u16) -> Option<TimelineYearLink> {
        let all = &self.shape.lists.years[&year];
        let numbers: Vec<u32> = all.iter().copied().filter(|n| self.entry(*n).phase == phase).collect();
        let filter = phase.and_then(|n| self.search_filter(ListOf::Phase(n)));
        let has_search = self.catalogue.config.search && numbers.len() < all.len();
        let count_path = filter.filter(|_| has_search);
        let in_year = || facet_filter(FacetKind::Year, &year.to_string());
        (!numbers.is_empty()).then(|| TimelineYearLink {
            year,
            path: address::year(year, 0),
            is_whole: numbers.len() == all.len(),
            count_path: count_path.and_then(|filter| Some(filtered_search(&[filter, in_year()?]))),
            count: numbers.len(),
            rows: numbers.iter().take(FIRST_OF_YEAR).map(|n| self.facts.row(self.entry(*n))).collect(),
        })
    }

    /// Returns how many pages a year has.
    pub(super) fn year_pages(&self, year: u16) -> usize {
        self.shape.lists.years.get(&year).map_or(0, |numbers| numbers.len().div_ceil(YEAR_PAGE))
    }

    /// Returns the entries on one page of a year.
    pub(super) fn year_entries(&self, year: u16, page: usize) -> &[u32] {
        let all = self.shape.lists.years.get(&year).map_or(&[][..], Vec::as_slice);
        &all[page * YEAR_PAGE..all.len().min((page + 1) * YEAR_PAGE)]
    }

    /// Returns a page of a year. Years are read forwards, so their pages are numbered from the oldest.
    pub(super) fn year_page(&self, year: u16, page: usize) -> TimelineYearPage {
        let wording = &self.facts.wording;
        let numbers = self.year_entries(year, page);
        let mut title = wording.numbered("year", year);
        if page > 0 {
            title = format!("{title} – {}", wording.numbered("page_number", page + 1));
        }
        let mut head = self.head("timeline-year", title, address::year(year, page));
        head.crumbs = vec![self.home_crumb(), self.index_crumb("timeline", address::TIMELINE)];
        head.updated =
            numbers.iter().map(|n| self.entry(*n).updated()).max().flatten().map(|day| wording.day(day));
        let mut months: Vec<TimelineMonth> = Vec::new();
        let mut month = None;
        for number in numbers {
            let started = began(self.entry(*number));
            if months.is_empty() || month != started.month {
                month = started.month;
                let date =
                    started.month.map(|_| wording.date(PartialDate { day: None, part: None, ..started }));
                months.push(TimelineMonth { month: date, cards: Vec::new() });
            }
            let cards = &mut months.last_mut().expect("one was just pushed").cards;
            cards.push(self.card(*number));
        }
        let milestones = self.catalogue.phases.iter().flat_map(|phase| &phase.milestones);
        let milestones = milestones.filter(|m| page == 0 && m.date.value.year == year);
        let pages = self.year_pages(year);
        let go = |page| address::year(year, page);
        let neighbour = |year: Option<&u16>| {
            year.map(|year| self.link(&wording.numbered("year", year), &address::year(*year, 0)))
        };
        let started = |n: &u32| wording.date(began(self.entry(*n)));
        TimelineYearPage {
            site: self.site.clone(),
            head,
            year,
            count: (page == 0).then(|| self.shape.lists.years.get(&year).map_or(0, Vec::len)),
            milestones: milestones
                .map(|m| MilestoneView { date: wording.day(m.date.value), name: m.name.clone() })
                .collect(),
            months,
            pager: Pager {
                front: page == 0,
                newer: (page + 1 < pages).then(|| go(page + 1)),
                older: page.checked_sub(1).map(go),
                first: go(0),
                span: numbers
                    .first()
                    .zip(numbers.last())
                    .map(|(first, last)| [started(first), started(last)]),
            },
            previous_year: neighbour(self.shape.lists.years.range(..year).next_back().map(|(year, _)| year)),
            next_year: neighbour(self.shape.lists.years.range(year + 1..).next().map(|(year, _)| year)),
        }
    }
}
