//! An entry as pages show it: its card, and everything on its own page except its text.
//!
//! Takes an entry and the catalogue, gives the pieces of views.

use std::cmp::Ordering;

use super::further::person;
use super::photos::{PhotoPage, Recipe};
use super::view::{
    AttachmentLink, AwardView, BodyLink, BodyView, Card, CorrectionView, Date, DocumentLink, EntryFacts,
    FieldLink, Link, Reference, ReplicationLink, ResultView, SourceView, StepView, Term, TimelineRow,
};
use super::wording::{Wording, excerpt, root_of};
use crate::address;
use crate::date::PartialDate;
use crate::diagnostic::Located;
use crate::gazetteer::Place;
use crate::model::{Attachment, Catalogue, Document, Entry, LinkTarget, Photo, Text};
use crate::parse::{DocumentRecord, Parsed, ResultRecord, StatusRecord};
use crate::text::Figure;

/// How many characters of an entry's summary a card shows.
const CARD_SUMMARY: usize = 200;

/// Makes pieces of views from one catalogue.
#[derive(Debug)]
pub(super) struct Facts<'c> {
    pub catalogue: &'c Catalogue,
    pub recipe: Recipe<'c>,
    pub wording: Wording<'c>,
}

impl<'c> Facts<'c> {
    /// Returns an entry's card, as lists show it.
    pub(super) fn card(&self, entry: &Entry) -> Card {
        let record = entry.record();
        let photo = entry.photos.first().and_then(|photo| self.card_photo(photo));
        Card {
            title: record.title.value.clone(),
            path: address::entry(&entry.slug),
            kind: self.wording.kind(record.kind),
            place: self.place_now(entry),
            fields: entry.fields.iter().map(|n| self.field(*n)).collect(),
            phase: entry.phase.map(|n| self.phase(n)),
            status: self.current_step(entry),
            summary: photo.is_none().then(|| self.blurb(entry)),
            photo,
        }
    }

    /// Returns an entry as the page of one that it replicates, or is replicated by, shows it.
    pub(super) fn replication(&self, entry: &Entry) -> ReplicationLink {
        ReplicationLink {
            title: entry.record().title.value.clone(),
            path: address::entry(&entry.slug),
            place: self.place_now(entry),
            hue: self.hue(entry),
            photo: entry.photos.first().and_then(|photo| self.card_photo(photo)),
        }
    }

    /// Returns the start of an entry's summary, or of its text if it has none.
    pub(super) fn blurb(&self, entry: &Entry) -> String {
        let record = entry.record();
        excerpt(record.summary.as_deref().unwrap_or(&record.body.lead), CARD_SUMMARY)
    }

    /// Returns an entry's row on the timeline.
    pub(super) fn row(&self, entry: &Entry) -> TimelineRow {
        TimelineRow {
            title: entry.record().title.value.clone(),
            path: address::entry(&entry.slug),
            place: self.place_now(entry),
            started: self.wording.date(began(entry)),
            ended: entry.ended.map(|date| self.wording.date(date)),
            hue: self.hue(entry),
        }
    }

    /// Returns the hue of an entry's first field.
    fn hue(&self, entry: &Entry) -> u16 {
        entry.fields.first().map_or(0, |n| self.field(*n).hue)
    }

    /// Returns everything on an entry's page except its text.
    pub(super) fn entry(&self, entry: &Entry) -> EntryFacts {
        let record = entry.record();
        let verified = record.verified.as_ref().map(|at| at.value);
        let path = address::entry(&entry.slug);
        let page = PhotoPage::new(&path, &entry.photos, &entry.text);
        EntryFacts {
            title: record.title.value.clone(),
            slug: entry.slug.clone(),
            kind: self.wording.kind(record.kind),
            summary: record.summary.clone(),
            fields: entry.fields.iter().map(|n| self.field(*n)).collect(),
            places: entry.places.iter().map(|place| self.place(place)).collect(),
            area: record.area.clone(),
            units: entry.units.iter().map(|n| self.unit(*n)).collect(),
            phase: entry.phase.map(|n| self.phase(n)),
            started: entry.started.map(|date| self.wording.date(date)),
            ended: entry.ended.map(|date| self.wording.date(date)),
            published: entry.published.map(|day| self.wording.day(day)),
            verified: verified.map(|day| self.wording.day(day)),
            stale: verified.is_some_and(|day| self.catalogue.is_stale(day)),
            reason: record.facts.reason.clone(),
            goal: record.facts.goal.clone(),
            beneficiaries: self.beneficiaries(&record.facts),
            roles: self.roles(&record.facts),
            cost: record
                .facts
                .cost
                .as_ref()
                .and_then(|cost| cost.total.as_ref())
                .map(|total| self.figure(total)),
            funding: self.funding(&record.facts),
            leader: person(record.facts.leader.as_ref()),
            contact: person(record.facts.contact.as_ref()),
            reviews: self.reviews(&record.facts),
            spread: record.facts.spread.as_ref().map(|spread| self.figure(spread)),
            status: record.status.iter().map(|step| self.step(entry, step)).collect(),
            stands: self.current_step(entry),
            results: record.results.iter().map(|result| self.result(entry, result)).collect(),
            awards: record
                .awards
                .iter()
                .map(|award| AwardView {
                    title: award.title.clone(),
                    by: award.by.clone(),
                    date: award.date.map(|date| self.wording.date(date)),
                    number: award.number.clone(),
                    level: award.level.map(|level| self.wording.level(level)),
                })
                .collect(),
            attachments: entry
                .attachments
                .iter()
                .map(|(name, target)| self.attachment(name, target))
                .collect(),
            documents: entry.documents.iter().map(|n| self.document(&self.catalogue.documents[*n])).collect(),
            sources: record
                .sources
                .iter()
                .map(|source| SourceView {
                    title: source.title.clone(),
                    author: source.author.clone(),
                    url: source.url.clone(),
                    date: source.date.map(|date| self.wording.date(date)),
                    accessed: source.accessed.map(|day| self.wording.day(day)),
                })
                .collect(),
            corrections: record
                .corrections
                .iter()
                .map(|correction| CorrectionView {
                    date: self.wording.day(correction.date.value),
                    note: correction.note.clone(),
                })
                .collect(),
            photos: entry.photos.iter().filter_map(|photo| self.photo(photo, &page)).collect(),
            gallery: self.gallery(entry).filter_map(|photo| self.photo(photo, &page)).collect(),
            licence: self.catalogue.config.licence.clone(),
        }
    }

    /// Returns the view of a text on the page at `address`, without its HTML.
    pub(super) fn body(&self, text: &Text, listed: &[Photo], address: &str) -> BodyView {
        let page = PhotoPage::new(address, listed, text);
        let photo = |photo: &Option<_>| photo.as_ref().and_then(|photo| self.photo(photo, &page));
        BodyView {
            digest: text.body().digest,
            links: text.links.iter().map(|link| link.as_ref().map(|link| self.body_link(link))).collect(),
            pictures: text.pictures.iter().map(photo).collect(),
            root: root_of(address),
            slots: None,
            html: None,
        }
    }

    /// Returns a link of a text. One to an attached file has its type and size as label: `PDF, 1,2 MB`.
    fn body_link(&self, link: &LinkTarget) -> BodyLink {
        let label = link.attachment.map(|Attachment { kind, size }| {
            let kilobytes = size.div_ceil(1024).max(1) as f64;
            let (amount, unit) = if kilobytes < 1024.0 {
                (kilobytes, "KB")
            } else {
                ((kilobytes / 102.4).round() / 10.0, "MB")
            };
            format!("{}, {}\u{a0}{unit}", kind.name(), self.wording.number(amount))
        });
        BodyLink { path: link.address.clone(), label }
    }

    fn attachment(&self, name: &str, target: &LinkTarget) -> AttachmentLink {
        let BodyLink { path, label } = self.body_link(target);
        AttachmentLink { name: name.to_string(), path, label }
    }

    pub(super) fn field(&self, number: usize) -> FieldLink {
        let field = &self.catalogue.fields[number];
        FieldLink {
            id: field.id.clone(),
            label: field.name.clone(),
            path: address::field(&field.id),
            hue: field.hue / 10 % 36,
        }
    }

    pub(super) fn phase(&self, number: usize) -> Link {
        let phase = &self.catalogue.phases[number];
        Link { label: phase.name.clone(), path: address::phase(&phase.id) }
    }

    pub(super) fn unit(&self, number: usize) -> Link {
        let unit = &self.catalogue.units[number];
        Link { label: unit.name.clone(), path: address::unit(&unit.id) }
    }

    pub(super) fn document(&self, document: &Document) -> DocumentLink {
        let record = document_record(document);
        DocumentLink {
            number: record.number.clone(),
            kind: record.kind.clone(),
            title: record.title.clone(),
            issuer: record.issuer.clone(),
            date: record.date.as_ref().map(|at| self.wording.date(at.value)),
            path: address::document(&document.id),
        }
    }

    /// Returns where an entry is, by short names of today's units.
    pub(super) fn place_now(&self, entry: &Entry) -> String {
        let gazetteer = &self.catalogue.gazetteer;
        let short = |place: &Place| {
            let province = gazetteer.province(place.province);
            match place.communes.first() {
                Some(id) => format!("{}, {}", gazetteer.commune(*id).short_name(), province.bare_name()),
                None => province.full_name(),
            }
        };
        let mut names: Vec<String> = entry.places.iter().map(short).collect();
        names.dedup();
        names.extend(entry.record().area.clone());
        names.join("; ")
    }

    /// Returns the last step that an entry reached.
    fn current_step(&self, entry: &Entry) -> Option<Term> {
        entry.current_step().map(|step| self.wording.step(step))
    }

    pub(super) fn step(&self, entry: &Entry, step: &StatusRecord) -> StepView {
        StepView {
            step: self.wording.step(step.step),
            date: self.wording.date(step.date.value),
            by: step.by.clone(),
            number: step.number.clone(),
            level: step.level.map(|level| self.wording.level(level)),
            source: step.source.as_ref().and_then(|at| self.reference(entry, at)),
        }
    }

    pub(super) fn result(&self, entry: &Entry, result: &ResultRecord) -> ResultView {
        let figure = |figure: &Option<Figure>| {
            figure.as_ref().map(|figure| self.wording.figure(figure, result.unit.as_deref()))
        };
        let compared = || {
            let (before, after) = (result.before.as_ref()?, result.after.as_ref()?);
            let unit = |figure: &Figure| figure.unit.clone().or_else(|| result.unit.clone());
            let comparable = unit(before) == unit(after);
            comparable.then_some((before.value()?, after.value()?, unit(after)))
        };
        let compared = compared();
        let date = |date: Option<_>| -> Option<Date> { date.map(|date| self.wording.date(date)) };
        let (before, after) = (figure(&result.before), figure(&result.after));
        let (from, to) = (date(result.from), date(result.to));
        let source = result.source.as_ref().and_then(|at| self.reference(entry, at));
        ResultView {
            quoted: self.quoted_result(
                &result.label,
                (before.as_ref(), from.as_ref()),
                (after.as_ref(), to.as_ref()),
                source.as_ref(),
            ),
            label: result.label.clone(),
            before,
            after,
            bars: compared.as_ref().and_then(|(before, after, unit)| bars(*before, *after, unit.as_deref())),
            change: compared.map(|(before, after, _)| self.wording.word(change(before, after))),
            from,
            to,
            source,
        }
    }

    /// Returns what supports a claim: one of the entry's own sources, or a document.
    fn reference(&self, entry: &Entry, at: &Located<String>) -> Option<Reference> {
        let own = entry.record().sources.iter().position(|source| source.id.as_ref() == Some(&at.value));
        if let Some(number) = own {
            let label = entry.record().sources[number].title.clone();
            return Some(Reference { label, path: format!("#nguon_{}", number + 1), here: true });
        }
        let document = self.catalogue.documents.iter().find(|document| document.id == at.value)?;
        let label = document_record(document).number.clone();
        Some(Reference { label, path: address::document(&document.id), here: false })
    }
}

/// Returns when an entry on the timeline began; only entries with a start date are on it.
///
/// # Panics
///
/// Panics if the entry has no start date.
pub(super) fn began(entry: &Entry) -> PartialDate {
    entry.started.expect("years hold only entries with a start date")
}

/// Returns the front matter of a document.
pub(super) fn document_record(document: &Document) -> &DocumentRecord {
    match document.text.file.parsed.as_ref() {
        Some(Parsed::Document(record)) => record,
        _ => unreachable!("a document is made of a document's file"),
    }
}

/// Returns the lengths of two bars that begin at zero, in percent: of a hundred if both numbers are percentages, of
/// the greater number otherwise. `None` for negative numbers, which no bar shows.
fn bars(before: f64, after: f64, unit: Option<&str>) -> Option<[u8; 2]> {
    let greater = before.max(after);
    let full = if unit == Some("%") && greater <= 100.0 { 100.0 } else { greater };
    let part = |number: f64| (number / full * 100.0).round() as u8;
    (before >= 0.0 && after >= 0.0 && greater > 0.0).then(|| [part(before), part(after)])
}

/// Returns the theme's word for the direction of a change.
fn change(before: f64, after: f64) -> &'static str {
    match before.total_cmp(&after) {
        Ordering::Less => "rose",
        Ordering::Equal => "unchanged",
        Ordering::Greater => "fell",
    }
}
