//! The rows of the open data, for each entry and each document.
//!
//! Takes an entry, gives its rows with cells in the order of the table's columns. Words are those that pages show;
//! dates are as precise as they are known.

use super::tables::{FLAT_RESULTS, TableName};
use crate::address;
use crate::date::{Day, PartialDate};
use crate::gazetteer::{AdminUnit, Place};
use crate::model::Entry;
use crate::parse::{ResultRecord, Step};
use crate::plan::Plan;
use crate::plan::facts::document_record;
use crate::plan::photos::PhotoPage;
use crate::plan::view::{Cell, Date, FigureView, Row};
use crate::text::Figure;

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn maybe(text: Option<String>) -> Cell {
    text.map_or(Cell::Empty, Cell::Text)
}

fn names(names: impl IntoIterator<Item = String>) -> Cell {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    if all.is_empty() { Cell::Empty } else { Cell::Names(all) }
}

fn day(day: Option<Day>) -> Cell {
    maybe(day.map(|day| day.to_string()))
}

fn when(date: Option<PartialDate>) -> Cell {
    maybe(date.map(|date| date.to_string()))
}

fn iso(date: Option<Date>) -> Cell {
    maybe(date.map(|date| date.iso))
}

/// Returns a figure as pages show it: `hơn 1.600 hộ`.
fn figure_words(figure: Option<FigureView>) -> Cell {
    maybe(figure.map(|figure| figure.words()))
}

fn number(figure: &Option<Figure>) -> Cell {
    figure.as_ref().and_then(Figure::value).map_or(Cell::Empty, Cell::Number)
}

impl Plan<'_> {
    /// Returns the rows of an entry in a table.
    pub(in crate::plan) fn entry_rows(&self, number: u32, table: TableName) -> Vec<Row> {
        let entry = self.entry(number);
        let rows = match table {
            TableName::Entries => return vec![self.entry_row(entry)],
            TableName::EntryDocuments => {
                let document = |n: &usize| vec![text(&entry.slug), text(&self.catalogue.documents[*n].id)];
                return entry.documents.iter().map(document).collect();
            }
            TableName::Documents => unreachable!("it has no rows of entries"),
            TableName::Results => self.result_rows(entry),
            TableName::Statuses => self.status_rows(entry),
            TableName::Awards => self.award_rows(entry),
            TableName::Sources => self.source_rows(entry),
            TableName::Photos => self.photo_rows(entry),
            TableName::Places => entry.places.iter().map(|place| self.place_row(place)).collect(),
        };
        let numbered = |(at, row): (usize, Row)| {
            [text(&entry.slug), Cell::Whole(at + 1)].into_iter().chain(row).collect::<Row>()
        };
        rows.into_iter().enumerate().map(numbered).collect()
    }

    pub(super) fn entry_row(&self, entry: &Entry) -> Row {
        let (facts, gazetteer) = (&self.facts, &self.catalogue.gazetteer);
        let record = entry.record();
        let communes =
            || entry.places.iter().flat_map(|place| &place.communes).map(|id| gazetteer.commune(*id));
        let provinces = || entry.places.iter().map(|place| gazetteer.province(place.province));
        let last = entry.last_step();
        let reached = |step: Step| {
            let dates = record.status.iter().filter(|reached| reached.step == step).map(|at| at.date.value);
            when(dates.min_by_key(|date| date.first_day()))
        };
        let mut row = vec![
            text(&entry.slug),
            text(self.absolute(&address::entry(&entry.slug))),
            text(&record.title.value),
            text(facts.wording.kind(record.kind).label),
            names(entry.fields.iter().map(|n| self.catalogue.fields[*n].name.clone())),
            names(entry.fields.iter().map(|n| self.catalogue.fields[*n].id.clone())),
            names(entry.places.iter().map(|place| place.written.clone())),
            names(entry.places.iter().map(|place| self.place_now(place))),
            names(communes().map(|commune| commune.short_name())),
            names(communes().map(|commune| commune.code())),
            names(provinces().map(|province| province.full_name())),
            names(provinces().map(|province| province.code())),
            maybe(record.area.clone()),
            names(entry.units.iter().map(|n| self.catalogue.units[*n].name.clone())),
            when(entry.started),
            maybe(entry.started.map(|date| self.precision(date))),
            when(entry.ended),
            maybe(entry.phase.map(|n| self.catalogue.phases[n].name.clone())),
            maybe(entry.phase.map(|n| self.catalogue.phases[n].id.clone())),
            maybe(last.map(|last| facts.wording.step(last.step).label)),
            when(last.map(|last| last.date.value)),
            reached(Step::Recognised),
            reached(Step::Commended),
            day(record.verified.as_ref().map(|at| at.value)),
            day(entry.published),
            day(entry.updated()),
            maybe(record.summary.clone()),
            Cell::Whole(entry.photos.len()),
            names(entry.documents.iter().map(|n| self.catalogue.documents[*n].id.clone())),
            maybe(entry.replicates.map(|n| self.catalogue.entries[n].slug.clone())),
            Cell::Whole(record.results.len()),
        ];
        for at in 0..FLAT_RESULTS {
            row.extend(match record.results.get(at) {
                Some(result) => self.flat_result(entry, result),
                None => [Cell::Empty, Cell::Empty, Cell::Empty],
            });
        }
        row
    }

    /// Returns how precisely a date is known: to the day, the month or the year; for a part of a year, its words.
    fn precision(&self, date: PartialDate) -> String {
        let word = match date {
            PartialDate { part: Some(_), .. } => return self.facts.wording.date(date).text,
            PartialDate { day: Some(_), .. } => "precision_day",
            PartialDate { month: Some(_), .. } => "precision_month",
            _ => "precision_year",
        };
        self.facts.wording.word(word)
    }

    fn flat_result(&self, entry: &Entry, result: &ResultRecord) -> [Cell; 3] {
        let view = self.facts.result(entry, result);
        [Cell::Text(view.label), figure_words(view.before), figure_words(view.after)]
    }

    fn result_rows(&self, entry: &Entry) -> Vec<Row> {
        let row = |result: &ResultRecord| {
            let view = self.facts.result(entry, result);
            vec![
                Cell::Text(view.label),
                maybe(result.unit.clone()),
                figure_words(view.before),
                number(&result.before),
                figure_words(view.after),
                number(&result.after),
                when(result.from),
                when(result.to),
                maybe(view.source.map(|source| source.label)),
            ]
        };
        entry.record().results.iter().map(row).collect()
    }

    fn status_rows(&self, entry: &Entry) -> Vec<Row> {
        let steps = entry.record().status.iter().map(|step| self.facts.step(entry, step));
        steps
            .map(|step| {
                let source = step.source.map(|source| source.label);
                vec![
                    Cell::Text(step.step.label),
                    Cell::Text(step.date.iso),
                    maybe(step.by),
                    maybe(step.number),
                    maybe(step.level),
                    maybe(source),
                ]
            })
            .collect()
    }

    fn award_rows(&self, entry: &Entry) -> Vec<Row> {
        let awards = entry.record().awards.iter().map(|award| {
            vec![
                text(&award.title),
                when(award.date),
                maybe(award.by.clone()),
                maybe(award.number.clone()),
                maybe(award.level.map(|level| self.facts.wording.level(level))),
            ]
        });
        awards.collect()
    }

    fn source_rows(&self, entry: &Entry) -> Vec<Row> {
        let sources = entry.record().sources.iter().map(|source| {
            vec![
                text(&source.title),
                maybe(source.author.clone()),
                maybe(source.url.clone()),
                when(source.date),
                day(source.accessed),
            ]
        });
        sources.collect()
    }

    fn photo_rows(&self, entry: &Entry) -> Vec<Row> {
        let path = address::entry(&entry.slug);
        let page = PhotoPage::new(&path, &entry.photos, &entry.text);
        let photos = entry.photos.iter().filter_map(|photo| self.facts.photo(photo, &page));
        photos
            .map(|photo| {
                let path = photo.download.map_or(photo.path, |download| download.path);
                vec![
                    text(self.absolute(&path)),
                    maybe(photo.caption),
                    maybe(Some(photo.alt).filter(|alt| !alt.is_empty())),
                    maybe(photo.credit),
                    maybe(photo.licence),
                    iso(photo.date),
                ]
            })
            .collect()
    }

    fn place_row(&self, place: &Place) -> Row {
        let gazetteer = &self.catalogue.gazetteer;
        let province = gazetteer.province(place.province);
        let communes = || place.communes.iter().map(|id| gazetteer.commune(*id));
        let former = place.former.map(|id| gazetteer.former(id));
        vec![
            text(&place.written),
            text(self.place_now(place)),
            text(province.full_name()),
            text(province.code()),
            names(communes().map(|commune| commune.short_name())),
            names(communes().map(|commune| commune.code())),
            maybe(former.map(|former| former.full_name())),
            maybe(former.and_then(|former| former.code())),
            when(former.and_then(|former| former.ended())),
        ]
    }

    /// Returns the full name of a place today.
    fn place_now(&self, place: &Place) -> String {
        let today =
            place.communes.first().map_or(AdminUnit::Province(place.province), |id| AdminUnit::Commune(*id));
        self.catalogue.gazetteer.full_name(today)
    }

    /// Returns the rows of all documents.
    pub(super) fn document_rows(&self) -> Vec<Row> {
        let documents = self.catalogue.documents.iter().map(|document| {
            let record = document_record(document);
            vec![
                text(&document.id),
                text(self.absolute(&address::document(&document.id))),
                text(&record.number),
                maybe(record.kind.clone()),
                text(&record.title),
                maybe(record.issuer.clone()),
                when(record.date.as_ref().map(|at| at.value)),
                maybe(record.url.clone()),
                Cell::Whole(document.entries.len()),
            ]
        });
        documents.collect()
    }
}
