//! The page of the targets and its table.
//!
//! Takes the targets of the catalogue and what is reached of them, gives views. They depend on the day only by what
//! `Catalogue::next_change` announces.

use std::cmp::Reverse;

use super::Plan;
use super::facts::document_record;
use super::index::ListOf;
use super::view::{Cell, Link, Row, TargetRow, TargetView, TargetsPage, TargetsTable};
use super::wording::capitalised;
use crate::address;
use crate::model::{Counting, Progress, SiteTarget, Tally};
use crate::parse::Indicator;

/// How many units a target lists on its page: a province may have thousands.
const UNITS: usize = 50;

impl Plan<'_> {
    /// Returns the page of the targets.
    pub(super) fn targets_page(&self) -> TargetsPage {
        let wording = &self.facts.wording;
        let mut head = self.head("targets", wording.word("targets"), address::TARGETS.into());
        head.description = Some(wording.word("targets_lead"));
        head.updated = self.last_change();
        head.crumbs = vec![self.home_crumb()];
        TargetsPage {
            site: self.site.clone(),
            head,
            table: address::TARGETS_TABLE,
            targets: self.catalogue.targets.all.iter().map(|target| self.shortened(target)).collect(),
        }
    }

    /// Returns a target with the units that have most entries; the table has all.
    fn shortened(&self, target: &SiteTarget) -> TargetView {
        let mut view = self.target_view(target);
        if view.units.len() > UNITS {
            view.units.sort_by_key(|row| Reverse(row.entries));
            view.more_units = view.units.split_off(UNITS).len();
        }
        view
    }

    /// Returns a target with what is reached of it.
    pub fn target_view(&self, target: &SiteTarget) -> TargetView {
        let wording = &self.facts.wording;
        let progress = self.catalogue.progress(target);
        let counts_places = target.indicator == Indicator::PlacesWithEntries;
        let has_base = target.indicator != Indicator::Entries;
        let (bar, mark) = bar(target, &progress);
        let rows = |tallies: &[Tally], is_it: fn(&Tally) -> bool| -> Vec<TargetRow> {
            tallies.iter().filter(|tally| is_it(tally)).map(|tally| self.target_row(tally)).collect()
        };
        let mut units = rows(&progress.units, |_| true);
        let mut lacking = rows(&progress.tallies, |tally| !tally.is_enough);
        self.sort_by_label(&mut units, |row| &row.label);
        self.sort_by_label(&mut lacking, |row| bare_place(&row.label));
        let mut found = rows(&progress.tallies, |tally| tally.entries > 0);
        self.sort_by_label(&mut found, |row| bare_place(&row.label));
        TargetView {
            name: target.name.clone(),
            indicator: wording.word(&indicator_key(target.indicator)),
            phase: target.phase.map(|n| self.facts.phase(n)),
            year: target.year,
            scope: self.scope(target),
            each: counts_places.then(|| self.each(target)).flatten(),
            aim: self.aim(target),
            reached: progress.reached,
            base: has_base.then_some(progress.base),
            percent: (has_base && progress.base > 0).then(|| {
                let percent = progress.reached as f64 * 1000.0 / progress.base as f64;
                wording.number(percent.round() / 10.0)
            }),
            bar,
            mark,
            met: progress.is_met,
            due: target.due.map(|day| wording.day(day)),
            overdue: target.due.is_some_and(|day| day < self.catalogue.as_of),
            document: target.document.map(|n| {
                let document = &self.catalogue.documents[n];
                Link {
                    label: document_record(document).number.clone(),
                    path: address::document(&document.id),
                }
            }),
            counts_places,
            about_units: !target.units.is_empty(),
            rows: found,
            units,
            more_units: 0,
            lacking,
        }
    }

    fn target_row(&self, tally: &Tally) -> TargetRow {
        let of = match tally.of {
            Counting::Province(id) => ListOf::Province(id),
            Counting::Commune(id) => ListOf::Commune(id),
            Counting::Unit(n) => ListOf::Unit(n),
        };
        let has_page = matches!(of, ListOf::Unit(_)) || !self.shape.lists.get(of).is_empty();
        TargetRow {
            label: capitalised(&self.list_label(of)),
            path: has_page.then(|| self.list_address(of)),
            entries: tally.entries,
            counted: tally.counted,
            enough: tally.is_enough,
        }
    }

    /// Returns the places or units that a target is about.
    fn scope(&self, target: &SiteTarget) -> String {
        let wording = &self.facts.wording;
        let places = match target.within.as_slice() {
            [] => self.catalogue.config.province.as_ref().map(|at| at.value.clone()),
            names if names.len() > 3 => Some(wording.numbered("targets_places", names.len())),
            names => Some(names.join("; ")),
        };
        let units = (!target.units.is_empty()).then(|| wording.numbered("targets_units", target.units.len()));
        let parts: Vec<String> = units.into_iter().chain(places).collect();
        if parts.is_empty() { wording.word("targets_whole") } else { capitalised(&parts.join(", ")) }
    }

    /// Returns how many entries each place or unit must have, if it is not one or more.
    fn each(&self, target: &SiteTarget) -> Option<String> {
        let wording = &self.facts.wording;
        match (target.at_least, target.at_most) {
            (1, None) => None,
            (least, None) => Some(wording.numbered("targets_each_least", least)),
            (least, Some(most)) if least == most => Some(wording.numbered("targets_each", least)),
            (least, Some(most)) => {
                Some(wording.numbered("targets_each_between", least).replace("{m}", &most.to_string()))
            }
        }
    }

    /// Returns the aim of a target in words.
    fn aim(&self, target: &SiteTarget) -> String {
        let wording = &self.facts.wording;
        let sign = if target.aim.is_percent { "%" } else { "" };
        let number = format!("{}{sign}", wording.number(target.aim.number));
        if target.aim.is_over { format!("{} {number}", wording.word("targets_over")) } else { number }
    }

    /// Returns the targets as a table.
    pub(super) fn targets_table(&self) -> TargetsTable {
        let wording = &self.facts.wording;
        let columns =
            ["name", "period", "scope", "indicator", "aim", "due", "of", "entries", "counted", "enough"];
        let mut rows = Vec::new();
        for target in &self.catalogue.targets.all {
            let view = self.target_view(target);
            let period: Vec<String> = view
                .phase
                .iter()
                .map(|phase| phase.label.clone())
                .chain(view.year.map(|year| year.to_string()))
                .collect();
            let lead = [
                Cell::Text(view.name.clone()),
                Cell::Text(period.join(", ")),
                Cell::Text(view.scope.clone()),
                Cell::Text(view.indicator.clone()),
                Cell::Text(view.aim.clone()),
                view.due.as_ref().map_or(Cell::Empty, |due| Cell::Text(due.text.clone())),
            ];
            let yes = |is: bool| Cell::Text(wording.word(if is { "targets_yes" } else { "targets_no" }));
            let mut add = |of: String, entries: usize, counted: usize, is_enough: bool| {
                let mut row: Row = lead.to_vec();
                row.extend([Cell::Text(of), Cell::Whole(entries), Cell::Whole(counted), yes(is_enough)]);
                rows.push(row);
            };
            add(wording.word("targets_total"), view.base.unwrap_or(view.reached), view.reached, view.met);
            let none = view.lacking.iter().filter(|row| row.entries == 0);
            for row in view.rows.iter().chain(none).chain(&view.units) {
                add(row.label.clone(), row.entries, row.counted, row.enough);
            }
        }
        TargetsTable {
            columns: columns.map(|name| wording.word(&format!("targets_column_{name}"))).into(),
            rows,
        }
    }
}

fn indicator_key(indicator: Indicator) -> String {
    let name = match indicator {
        Indicator::PlacesWithEntries => "places",
        Indicator::Entries => "entries",
        Indicator::Recognised => "recognised",
        Indicator::Commended => "commended",
        Indicator::Replicated => "replicated",
        Indicator::Verified => "verified",
    };
    format!("targets_of_{name}")
}

/// Returns the length of a target's bar and where the aim is on it, from 0 to 100.
fn bar(target: &SiteTarget, progress: &Progress) -> (u8, u8) {
    let percent =
        |part: f64, whole: f64| if whole > 0.0 { (part * 100.0 / whole).clamp(0.0, 100.0) } else { 0.0 };
    let reached = progress.reached as f64;
    let (bar, mark) = match (target.aim.is_percent, target.indicator) {
        (true, _) => (percent(reached, progress.base as f64), target.aim.number),
        // A number of entries has no upper limit: the bar is full when the aim is met.
        (false, Indicator::Entries) => (percent(reached, target.aim.number), 100.0),
        (false, _) => {
            (percent(reached, progress.base as f64), percent(target.aim.number, progress.base as f64))
        }
    };
    (bar.round() as u8, mark.round().clamp(0.0, 100.0) as u8)
}

/// Returns the name of a place at the beginning of a line without its type, by which places are sorted.
pub fn bare_place(label: &str) -> &str {
    ["Xã ", "Phường ", "Đặc khu ", "Tỉnh ", "Thành phố "]
        .iter()
        .find_map(|kind| label.strip_prefix(kind))
        .unwrap_or(label)
}
