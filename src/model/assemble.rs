//! Assembles the catalogue from parsed files.
//!
//! Takes every parsed value and the day, gives the catalogue, or the errors that forbid it; in
//! either case with all diagnostics, including those from reading and parsing.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::addresses::Addresses;
use super::aliases::aliases;
use super::attachments::Attachments;
use super::entries::{Surroundings, Visibility, entry, places};
use super::files::ParsedFiles;
use super::identity::{EntryIdentity, Identities, identities, notices};
use super::localities::PlaceReader;
use super::pages::{finish_pages, page_files};
use super::photos::Pictures;
use super::registries;
use super::replication::{ordered, report_cycles};
use super::targets::targets;
use super::units::UnitRegistry;
use super::{
    Audience, Catalogue, CatalogueFrame, Document, Entry, Field, KnownPlaces, Page, Phase, StaticFile, Text,
    Unit, localities, suggest,
};
use crate::address;
use crate::date::Day;
use crate::diagnostic::{self, Diagnostic, Problem};
use crate::parse::memo::ParsedSources;
use crate::parse::{Body, Config, DocumentRecord, ParsedFile, SynonymsRecord, UnitRecord};
use crate::search::synonyms::with_built_in;
use crate::source::{FileRole, Source};
use crate::text::{Collator, is_slug, slug};

/// The result of assembling.
#[derive(Debug)]
pub struct Assembled {
    /// The catalogue; `None` if there are errors.
    pub catalogue: Option<Catalogue>,
    /// All errors and warnings, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Assembles the catalogue as visitors see it on a day.
pub fn assemble(parsed: &ParsedSources, as_of: Day) -> Assembled {
    assemble_for(parsed, (as_of, Audience::Visitors), &mut KnownPlaces::default())
}

/// Assembles the catalogue for an audience, as of a day.
pub fn assemble_for(parsed: &ParsedSources, to: (Day, Audience), known: &mut KnownPlaces) -> Assembled {
    let mut problems: Vec<Diagnostic> = parsed.diagnostics().cloned().collect();
    let catalogue = catalogue(parsed, to, known, &mut problems);
    diagnostic::sort(&mut problems);
    let catalogue = catalogue.filter(|_| !diagnostic::has_errors(&problems));
    Assembled { catalogue, diagnostics: problems }
}

fn catalogue(
    parsed: &ParsedSources,
    (as_of, audience): (Day, Audience),
    known: &mut KnownPlaces,
    problems: &mut Vec<Diagnostic>,
) -> Option<Catalogue> {
    let files = ParsedFiles::sort(parsed);
    let unread = Config::default();
    let config = files.config.unwrap_or(&unread);
    // If the file exists, its mistakes were reported when it was parsed.
    if files.config.is_none() && problems.iter().all(|problem| &*problem.place.path != "guong.toml") {
        problems.push(registries::whole_file("guong.toml", Problem::NoSite));
        return None;
    }
    let gazetteer = localities::gazetteer("content/localities.toml", files.localities, config, problems);
    known.keep_for(files.localities, config);
    let mut places = PlaceReader::new(&gazetteer, known);
    let fields = registries::fields("content/fields.toml", files.fields, problems);
    let phases = registries::phases("content/phases.toml", files.phases, problems);
    let mut addresses = Addresses::new();
    let identities =
        identities(&files.entries, (as_of, audience), config.require_approval, &mut addresses, problems);
    let candidates = &identities.candidates;
    let documents = documents(&files, &mut addresses, problems);
    let mut statics = statics(&files, &mut addresses, problems);
    claim_lists(&fields, &phases, &mut addresses);
    let page_files = page_files(&files, audience, &mut addresses, problems);
    let attachments = Attachments::new(&files, &identities, &mut addresses);
    let collator = Collator::vietnamese();
    let units = units(files.units, candidates, as_of, &mut places, &collator, problems);
    let pictures = Pictures::new(files.pictures.iter().copied(), config);
    excuse_pictures(&identities, &pictures);
    let visible = identities.visible();
    let around = Surroundings {
        as_of,
        places: &places,
        fields: &fields,
        phases: &phases,
        units: &units,
        documents: &documents,
        pictures: &pictures,
        addresses: &addresses,
        entries: &visible,
        whole: &files.whole,
    };
    let entries = resolve_entries(candidates, &around, problems);
    let targets = targets(files.targets, &around, audience, problems);
    report_cycles(candidates, problems);
    let documents = finish_documents(documents, &entries, &pictures, &addresses, problems);
    let pages = finish_pages(page_files, &pictures, &addresses, problems);
    statics.extend(published_attachments(attachments, (&entries, &documents, &pages), problems));
    statics.sort_by(|a, b| a.address.cmp(&b.address));
    let notices = notices(candidates);
    check_gallery(config, &visible, problems);
    let aliases = aliases(candidates, &mut addresses, problems);
    suggest::fill(problems, &addresses, &pictures, visible.keys().copied().collect());
    let mut catalogue = Catalogue {
        frame: CatalogueFrame::default(),
        config: config.clone(),
        as_of,
        fields,
        phases,
        units: units.units,
        synonyms: synonyms(files.synonyms),
        targets,
        documents,
        entries,
        notices,
        pages,
        statics,
        pictures: pictures.finish(problems),
        aliases,
        next_change: None,
        retired: retired(candidates, as_of),
        gazetteer,
    };
    catalogue.next_change = catalogue.next_change(identities.next_change);
    Some(catalogue)
}

/// Returns the synonym groups in effect: the site's own and, unless it opts out, the built-in ones.
fn synonyms(record: Option<&SynonymsRecord>) -> Vec<Vec<String>> {
    match record {
        Some(record) if !record.builtin => record.groups.clone(),
        record => with_built_in(record.map_or(&[], |record| &record.groups)),
    }
}

/// Claims the addresses of fields and phases.
fn claim_lists(fields: &[Field], phases: &[Phase], addresses: &mut Addresses<'_>) {
    // Ids are unique already, so a clash could only be with the record itself.
    fields.iter().for_each(|f| drop(addresses.claim_also("guong.toml", &address::field(&f.id))));
    phases.iter().for_each(|p| drop(addresses.claim_also("guong.toml", &address::phase(&p.id))));
}

/// Pictures beside an unreadable file and those that drafts name are not reported as unused.
fn excuse_pictures(identities: &Identities<'_>, pictures: &Pictures) {
    for (_, source) in identities.broken.iter().filter(|(_, source)| source.role.owns_folder()) {
        pictures.mark_folder_named(&source.found.path);
    }
    for candidate in identities.candidates.iter().filter(|candidate| candidate.record.draft) {
        pictures.mark_named(&candidate.source.found.path, candidate.record);
    }
}

/// Resolves the entries to show and puts them in order. A draft may refer to what does not exist yet: its
/// problems are dropped, and a build for visitors skips it.
fn resolve_entries(
    candidates: &[EntryIdentity<'_>],
    around: &Surroundings<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Arc<Entry>> {
    let resolved: Vec<_> = candidates
        .par_iter()
        .filter(|candidate| !candidate.record.draft || candidate.visibility == Visibility::Shown)
        .map(|candidate| {
            let mut own = Vec::new();
            let entry = entry(candidate, around, &mut own);
            if candidate.record.draft {
                own.clear();
            }
            let is_shown = candidate.visibility == Visibility::Shown && !entry.entry.fields.is_empty();
            (entry, own, is_shown)
        })
        .collect();
    let mut shown = Vec::with_capacity(resolved.len());
    for (entry, own, is_shown) in resolved {
        problems.extend(own);
        shown.extend(is_shown.then_some(entry));
    }
    ordered(shown)
}

/// Returns the files that texts link to or entries list.
fn published_attachments(
    attachments: Attachments<'_>,
    (entries, documents, pages): (&[Arc<Entry>], &[Document], &[Page]),
    problems: &mut Vec<Diagnostic>,
) -> Vec<StaticFile> {
    let texts =
        entries.iter().map(|entry| &entry.text).chain(documents.iter().map(|document| &document.text));
    let texts = texts.chain(pages.iter().map(|page| &page.text));
    let links = texts.flat_map(|text| text.links.iter().flatten());
    let named = entries.iter().flat_map(|entry| entry.attachments.iter().map(|(_, target)| target));
    attachments.published(links.chain(named), problems)
}

/// Returns the addresses of expired entries.
fn retired(candidates: &[EntryIdentity<'_>], as_of: Day) -> Vec<String> {
    let retired = candidates.iter().filter(|c| c.record.expires.as_ref().is_some_and(|at| at.value < as_of));
    retired.map(|c| address::entry(&c.slug)).collect()
}

/// Returns the documents, newest first, their references not resolved yet.
fn documents<'p>(
    files: &ParsedFiles<'p>,
    addresses: &mut Addresses<'p>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let mut records = files.documents.clone();
    let date = |record: &DocumentRecord| record.date.as_ref().map(|at| at.value.first_day());
    records.sort_by(|(a_source, _, a), (b_source, _, b)| {
        date(b).cmp(&date(a)).then_with(|| a_source.found.path.cmp(&b_source.found.path))
    });
    let mut documents = Vec::with_capacity(records.len());
    for (source, file, record) in records {
        let FileRole::Document { id } = &source.role else { continue };
        let path = source.found.path.as_str();
        if !is_slug(id) {
            let problem = Problem::BadSlug { written: id.clone(), proposal: slug(id) };
            problems.push(registries::whole_file(path, problem));
        }
        if let Err(other) = addresses.claim(path, &address::document(id), Some(&record.body.anchors)) {
            let address = format!("/{}", address::document(id));
            problems.push(registries::whole_file(path, Problem::AddressClash { address, other }));
            continue;
        }
        let text = Text {
            source: Arc::clone(source),
            file: Arc::clone(file),
            links: Vec::new(),
            pictures: Vec::new(),
        };
        documents.push(Document { id: id.clone(), text, entries: Vec::new() });
    }
    documents
}

/// Resolves the references of the documents and adds the entries that name each.
fn finish_documents(
    documents: Vec<Document>,
    entries: &[Arc<Entry>],
    pictures: &Pictures,
    addresses: &Addresses<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let finish = |(index, document): (usize, Document)| {
        let Text { source, file, .. } = &document.text;
        let text = text(source, file, document.text.body(), pictures, addresses, problems);
        let under = entries.iter().enumerate().filter(|(_, entry)| entry.documents.contains(&index));
        Document { id: document.id, text, entries: under.map(|(n, _)| n).collect() }
    };
    documents.into_iter().enumerate().map(finish).collect()
}

fn statics<'p>(
    files: &ParsedFiles<'p>,
    addresses: &mut Addresses<'p>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<StaticFile> {
    let mut statics = Vec::with_capacity(files.statics.len());
    for (source, file) in &files.statics {
        let FileRole::Static { address } = &source.role else { continue };
        let path = source.found.path.as_str();
        if address::is_reserved_for_files(address) {
            problems.push(registries::whole_file(
                path,
                Problem::ReservedAddress { address: format!("/{address}") },
            ));
            continue;
        }
        // The `index.html` of a folder claims the folder's address.
        let stands_at = address::of_path(address);
        match addresses.claim(path, stands_at, None) {
            Ok(()) => statics.push(StaticFile {
                address: address.clone(),
                source: Arc::clone(source),
                digest: file.digest,
            }),
            Err(other) => problems.push(registries::whole_file(
                path,
                Problem::AddressClash { address: format!("/{address}"), other },
            )),
        }
    }
    statics.sort_by(|a, b| a.address.cmp(&b.address));
    statics
}

/// Resolves the links and pictures of a text.
pub(super) fn text(
    source: &Arc<Source>,
    file: &Arc<ParsedFile>,
    body: &Body,
    pictures: &Pictures,
    addresses: &Addresses<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Text {
    let path = source.found.path.as_str();
    for link in &body.raw_links {
        addresses.refer(path, link, problems);
    }
    Text {
        source: Arc::clone(source),
        file: Arc::clone(file),
        links: body.links.iter().map(|link| addresses.resolve(path, link, problems)).collect(),
        pictures: pictures.shown(path, body, &[], &[], problems),
    }
}

fn units(
    records: &[UnitRecord],
    candidates: &[EntryIdentity<'_>],
    as_of: Day,
    reader: &mut PlaceReader<'_>,
    collator: &Collator,
    problems: &mut Vec<Diagnostic>,
) -> UnitRegistry {
    let path = "content/units.toml";
    let mut registry = Vec::with_capacity(records.len());
    for record in registries::unique(path, records, |record| &record.id, problems) {
        let within = record.within.as_ref();
        registry.push(Unit {
            id: record.id.value.clone(),
            name: record.name.clone(),
            of: None,
            within: within.and_then(|at| reader.place(path, at, (false.into(), None), problems)),
            summary: record.summary.clone(),
        });
    }
    reader.set_homes(&registry);
    let reader = &*reader;
    let shown = candidates.iter().filter(|candidate| candidate.visibility == Visibility::Shown);
    let written = shown.filter(|candidate| !candidate.record.units.is_empty()).flat_map(|candidate| {
        let path = candidate.source.found.path.as_str();
        // The problems of a place are reported with its entry.
        let places = places(path, candidate.record, as_of, reader, &mut Vec::new());
        let first = places.into_iter().next();
        candidate.record.units.iter().map(move |at| (at.value.as_str(), first.clone()))
    });
    UnitRegistry::new(registry, written, reader.gazetteer, collator)
}

/// Reports a gallery without visible entries, and featured entries that are hidden or unknown.
fn check_gallery(config: &Config, visible: &HashMap<&str, Visibility>, problems: &mut Vec<Diagnostic>) {
    if visible.values().all(|one| *one == Visibility::Hidden) {
        problems.push(registries::whole_file("guong.toml", Problem::EmptyGallery));
    }
    for at in &config.featured {
        let problem = match visible.get(at.value.as_str()) {
            Some(Visibility::Shown | Visibility::Unreadable) => continue,
            Some(_) => Problem::HiddenReference { target: at.value.clone() },
            None => {
                let kind = crate::diagnostic::Referent::Entry;
                Problem::UnknownReference { kind, written: at.value.clone(), nearest: None }
            }
        };
        problems.push(Diagnostic::new("guong.toml", at.position, problem));
    }
}
