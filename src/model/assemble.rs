//! From parsed files to the catalogue.
//!
//! Takes every parsed value and the day, gives the catalogue, or the errors that forbid it; in
//! either case with all diagnostics, those of reading and parsing included.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{Addresses, join};
use super::entries::{Surroundings, Unordered, Visibility, entry, visibility};
use super::photos::Pictures;
use super::registries::{self, Units};
use super::{
    Alias, Catalogue, Document, Entry, Notice, Page, StaticFile, Text, Unit, document_address, entry_address,
    localities,
};
use crate::date::Day;
use crate::diagnostic::{self, At, Diagnostic, Position, Problem};
use crate::gazetteer::Gazetteer;
use crate::parse::memo::ParsedSources;
use crate::parse::{Body, Config, DocumentRecord, EntryRecord, Parsed, ParsedFile, UnitRecord};
use crate::source::{Role, Source};
use crate::text::{Collator, is_slug, slug};

/// What came of assembling.
#[derive(Debug)]
pub struct Assembled {
    /// The catalogue, unless something forbids it.
    pub catalogue: Option<Catalogue>,
    /// Everything that is wrong or doubtful, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts the catalogue together as it stands on a day.
pub fn assemble(parsed: &ParsedSources, as_of: Day) -> Assembled {
    let mut problems: Vec<Diagnostic> = parsed.diagnostics().cloned().collect();
    let catalogue = catalogue(parsed, as_of, &mut problems);
    diagnostic::sort(&mut problems);
    let catalogue = catalogue.filter(|_| !diagnostic::has_errors(&problems));
    Assembled { catalogue, diagnostics: problems }
}

/// An entry's file with its identity.
struct Candidate<'p> {
    source: &'p Source,
    file: &'p Arc<ParsedFile>,
    record: &'p EntryRecord,
    slug: String,
    visibility: Visibility,
}

fn catalogue(parsed: &ParsedSources, as_of: Day, problems: &mut Vec<Diagnostic>) -> Option<Catalogue> {
    let files = Files::sort(parsed);
    let Some(config) = files.config else {
        if !parsed.files.iter().any(|(source, _)| source.role == Role::Config) {
            problems.push(registries::whole_file("guong.toml", Problem::NoSite));
        }
        return None;
    };
    let gazetteer = localities::gazetteer("content/localities.toml", files.localities, problems);
    let fields = registries::fields("content/fields.toml", files.fields, problems);
    let phases = registries::phases("content/phases.toml", files.phases, problems);
    let mut addresses = Addresses::new();
    let (candidates, next_change) = candidates(&files, as_of, &mut addresses, problems);
    let documents = documents(&files, &mut addresses, problems);
    let statics = statics(&files, &mut addresses, problems);
    for (kind, id) in fields.iter().map(|f| ("linh-vuc", &f.id)).chain(phases.iter().map(|p| ("giai-doan", &p.id))) {
        // Ids are unique already: a clash here would be one with itself.
        let _ = addresses.claim("", &format!("{kind}/{id}/"), None);
    }
    let page_files = page_files(&files, &mut addresses, problems);
    let collator = Collator::vietnamese();
    let units = units(files.units, &candidates, &gazetteer, &collator, problems);
    let pictures = Pictures::new(files.pictures.iter().copied(), config.max_megapixels);
    let visible: HashMap<&str, Visibility> = candidates.iter().map(|c| (c.slug.as_str(), c.visibility)).collect();
    let around = Surroundings {
        as_of,
        gazetteer: &gazetteer,
        fields: &fields,
        phases: &phases,
        units: &units,
        documents: &documents,
        pictures: &pictures,
        addresses: &addresses,
        entries: &visible,
    };
    // A draft may refer to what does not exist yet: nothing of it is resolved.
    let resolved: Vec<_> = candidates
        .par_iter()
        .filter(|candidate| !candidate.record.draft)
        .map(|candidate| {
            let mut own = Vec::new();
            let entry = entry(&candidate.slug, candidate.source, candidate.file, candidate.record, &around, &mut own);
            (entry, own, candidate.visibility)
        })
        .collect();
    let mut shown = Vec::with_capacity(resolved.len());
    for (entry, own, visibility) in resolved {
        problems.extend(own);
        shown.extend(entry.filter(|_| visibility == Visibility::Shown));
    }
    let entries = ordered(shown, problems);
    let documents = documents
        .into_iter()
        .enumerate()
        .map(|(index, document)| finish_document(index, document, &entries, &pictures, &addresses, problems))
        .collect();
    let pages = page_files
        .into_iter()
        .map(|(address, source, file, record)| Page {
            address,
            text: text(source, file, &record.body, &pictures, &addresses, problems),
        })
        .collect();
    let notices = notices(&candidates);
    if entries.is_empty() && notices.is_empty() {
        problems.push(registries::whole_file("guong.toml", Problem::EmptyGallery));
    }
    check_featured(config, &visible, problems);
    let aliases = aliases(&candidates, &mut addresses, problems);
    let retired = candidates.iter().filter(|c| c.record.expires.as_ref().is_some_and(|at| at.value < as_of));
    let retired = retired.map(|c| entry_address(&c.slug)).collect();
    let mut catalogue = Catalogue {
        config: config.clone(),
        as_of,
        fields,
        phases,
        units: units.units,
        documents,
        entries,
        notices,
        pages,
        statics,
        pictures: pictures.finish(problems),
        aliases,
        next_change: None,
        retired,
        gazetteer,
    };
    catalogue.next_change = catalogue.next_change(next_change);
    Some(catalogue)
}

/// The parsed files by what they hold.
#[derive(Default)]
struct Files<'p> {
    config: Option<&'p Config>,
    fields: &'p [crate::parse::FieldRecord],
    phases: &'p [crate::parse::PhaseRecord],
    units: &'p [UnitRecord],
    localities: &'p [crate::parse::LocalityRecord],
    documents: Vec<(&'p Source, &'p Arc<ParsedFile>, &'p DocumentRecord)>,
    entries: Vec<(&'p Source, &'p Arc<ParsedFile>)>,
    pages: Vec<(&'p Source, &'p Arc<ParsedFile>, &'p crate::parse::PageRecord)>,
    pictures: Vec<(&'p Source, &'p crate::parse::PictureRecord)>,
    statics: Vec<(&'p Source, &'p ParsedFile)>,
}

impl<'p> Files<'p> {
    fn sort(parsed: &'p ParsedSources) -> Files<'p> {
        let mut files = Files::default();
        for (source, file) in &parsed.files {
            if let Role::Entry { .. } = source.role {
                files.entries.push((source, file));
            }
            match &file.parsed {
                Some(Parsed::Config(config)) => files.config = Some(config),
                Some(Parsed::Fields(records)) => files.fields = records,
                Some(Parsed::Phases(records)) => files.phases = records,
                Some(Parsed::Units(records)) => files.units = records,
                Some(Parsed::Localities(records)) => files.localities = records,
                Some(Parsed::Document(record)) => files.documents.push((source, file, record)),
                Some(Parsed::Page(record)) => files.pages.push((source, file, record)),
                Some(Parsed::Picture(record)) => files.pictures.push((source, record)),
                Some(Parsed::Static) if matches!(source.role, Role::Static { .. }) => {
                    files.statics.push((source, file));
                }
                Some(Parsed::Entry(_) | Parsed::Static | Parsed::Theme(_)) | None => {}
            }
        }
        files
    }
}

/// Gives every entry its slug, and finds those that clash.
fn candidates<'p>(
    files: &Files<'p>,
    as_of: Day,
    addresses: &mut Addresses,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Candidate<'p>>, Option<Day>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut next_change: Option<Day> = None;
    let mut candidates = Vec::with_capacity(files.entries.len());
    for (source, file) in &files.entries {
        let path = source.found.path.as_str();
        let Role::Entry { name, .. } = &source.role else { continue };
        let record = match &file.parsed {
            Some(Parsed::Entry(record)) => Some(&**record),
            _ => None,
        };
        let own = record.and_then(|record| record.slug.as_ref());
        let slug_text = own.map_or(name, |at| &at.value).clone();
        let position = own.map_or_else(Position::default, |at| at.position);
        if own.is_none() && !is_slug(name) {
            let proposal = slug(name);
            problems.push(Diagnostic::new(path, position, Problem::BadSlug { written: name.clone(), proposal }));
        }
        if slug_text == "trang" {
            // The pages of the list of all entries stand there.
            let address = format!("/{}", entry_address(&slug_text));
            problems.push(Diagnostic::new(path, position, Problem::ReservedAddress { address }));
            continue;
        }
        if let Some(other) = owners.get(&slug_text) {
            let proposal = free_slug(&slug_text, &owners);
            let problem = Problem::SlugClash { slug: slug_text, other: other.to_string(), proposal };
            problems.push(Diagnostic::new(path, position, problem));
            continue;
        }
        owners.insert(slug_text.clone(), path);
        let address = entry_address(&slug_text);
        let Some(record) = record else {
            // Its own mistakes are reported; links to it are not broken on top of them.
            let _ = addresses.claim(path, &address, None);
            continue;
        };
        let (visibility, next) = visibility(record, as_of);
        next_change = [next_change, next].into_iter().flatten().min();
        match visibility {
            Visibility::Hidden => addresses.hide(path, &address),
            Visibility::Withdrawn => {
                let _ = addresses.claim(path, &address, None);
            }
            Visibility::Shown => {
                let _ = addresses.claim(path, &address, Some(record.body.anchors.clone()));
            }
        }
        candidates.push(Candidate { source, file, record, slug: slug_text, visibility });
    }
    (candidates, next_change)
}

fn free_slug(slug: &str, owners: &BTreeMap<String, &str>) -> String {
    let numbered = (2..).map(|n| format!("{slug}-{n}"));
    numbered.into_iter().find(|slug| !owners.contains_key(slug)).expect("there are more numbers than entries")
}

/// Documents, newest first, without the references of their texts.
fn documents(files: &Files<'_>, addresses: &mut Addresses, problems: &mut Vec<Diagnostic>) -> Vec<Document> {
    let mut records = files.documents.clone();
    let date = |record: &DocumentRecord| record.date.as_ref().map(|at| at.value.first_day());
    records.sort_by(|(a_source, _, a), (b_source, _, b)| {
        date(b).cmp(&date(a)).then_with(|| a_source.found.path.cmp(&b_source.found.path))
    });
    let mut documents = Vec::with_capacity(records.len());
    for (source, file, record) in records {
        let Role::Document { id } = &source.role else { continue };
        let path = source.found.path.as_str();
        if !is_slug(id) {
            let problem = Problem::BadSlug { written: id.clone(), proposal: slug(id) };
            problems.push(registries::whole_file(path, problem));
        }
        if addresses.claim(path, &document_address(id), Some(record.body.anchors.clone())).is_err() {
            problems.push(registries::whole_file(path, Problem::DuplicateId { id: id.clone() }));
            continue;
        }
        let text = Text { source: source.clone(), file: Arc::clone(file), links: Vec::new(), pictures: Vec::new() };
        documents.push(Document { id: id.clone(), text, entries: Vec::new() });
    }
    documents
}

fn finish_document(
    index: usize,
    document: Document,
    entries: &[Entry],
    pictures: &Pictures,
    addresses: &Addresses,
    problems: &mut Vec<Diagnostic>,
) -> Document {
    let Text { source, file, .. } = &document.text;
    let text = text(source, file, document.text.body(), pictures, addresses, problems);
    let under = entries.iter().enumerate().filter(|(_, entry)| entry.documents.contains(&index));
    Document { id: document.id, text, entries: under.map(|(n, _)| n).collect() }
}

fn statics(files: &Files<'_>, addresses: &mut Addresses, problems: &mut Vec<Diagnostic>) -> Vec<StaticFile> {
    let mut statics = Vec::with_capacity(files.statics.len());
    for (source, file) in &files.statics {
        let Role::Static { address } = &source.role else { continue };
        let path = source.found.path.as_str();
        match addresses.claim(path, address, None) {
            Ok(()) => statics.push(StaticFile {
                address: address.clone(),
                source: (*source).clone(),
                digest: file.digest,
            }),
            Err(other) => problems
                .push(registries::whole_file(path, Problem::AddressClash { address: address.clone(), other })),
        }
    }
    statics.sort_by(|a, b| a.address.cmp(&b.address));
    statics
}

/// A text whose links and pictures are resolved.
fn text(
    source: &Source,
    file: &Arc<ParsedFile>,
    body: &Body,
    pictures: &Pictures,
    addresses: &Addresses,
    problems: &mut Vec<Diagnostic>,
) -> Text {
    let path = source.found.path.as_str();
    Text {
        source: source.clone(),
        file: Arc::clone(file),
        links: body.links.iter().map(|link| addresses.resolve(path, link, problems)).collect(),
        pictures: pictures.shown(path, body, &[], &[], problems),
    }
}

type PageFile<'p> = (String, &'p Source, &'p Arc<ParsedFile>, &'p crate::parse::PageRecord);

fn page_files<'p>(
    files: &Files<'p>,
    addresses: &mut Addresses,
    problems: &mut Vec<Diagnostic>,
) -> Vec<PageFile<'p>> {
    let mut pages: Vec<PageFile<'p>> = Vec::new();
    for (source, file, record) in &files.pages {
        let Role::Page { address } = &source.role else { continue };
        let path = source.found.path.as_str();
        if let Some(bad) = address.trim_end_matches('/').split('/').find(|part| !part.is_empty() && !is_slug(part)) {
            let problem = Problem::BadSlug { written: bad.to_string(), proposal: slug(bad) };
            problems.push(registries::whole_file(path, problem));
        }
        if Addresses::is_reserved(address) {
            problems.push(registries::whole_file(path, Problem::ReservedAddress { address: format!("/{address}") }));
            continue;
        }
        if record.draft {
            addresses.hide(path, address);
            continue;
        }
        match addresses.claim(path, address, Some(record.body.anchors.clone())) {
            Ok(()) => pages.push((address.clone(), source, file, record)),
            Err(other) => problems
                .push(registries::whole_file(path, Problem::AddressClash { address: format!("/{address}"), other })),
        }
    }
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    pages
}

fn units(
    records: &[UnitRecord],
    candidates: &[Candidate<'_>],
    gazetteer: &Gazetteer,
    collator: &Collator,
    problems: &mut Vec<Diagnostic>,
) -> Units {
    let path = "content/units.toml";
    let mut registry = Vec::with_capacity(records.len());
    for record in registries::unique(path, records, |record| &record.id, problems) {
        let within = record.within.as_ref();
        registry.push(Unit {
            id: record.id.value.clone(),
            name: record.name.clone(),
            within: within.and_then(|at| localities::place(gazetteer, path, at, false, problems)),
            summary: record.summary.clone(),
        });
    }
    let shown = candidates.iter().filter(|candidate| candidate.visibility == Visibility::Shown);
    let written = shown.flat_map(|candidate| candidate.record.units.iter().map(|at| at.value.as_str()));
    Units::new(registry, written, collator)
}

/// Entries newest first, with the references between them as places in that order.
fn ordered(mut shown: Vec<Unordered>, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    shown.sort_by(|a, b| {
        let (a, b) = (&a.entry, &b.entry);
        b.published.cmp(&a.published).then_with(|| a.slug.cmp(&b.slug))
    });
    let places: HashMap<String, usize> =
        shown.iter().enumerate().map(|(n, unordered)| (unordered.entry.slug.clone(), n)).collect();
    let targets: Vec<Option<usize>> = shown
        .iter()
        .map(|unordered| unordered.replicates.as_ref().and_then(|slug| places.get(slug).copied()))
        .collect();
    let mut entries: Vec<Entry> = shown.into_iter().map(|unordered| unordered.entry).collect();
    for (follower, target) in targets.iter().enumerate() {
        if let Some(target) = *target {
            entries[follower].replicates = Some(target);
            entries[target].replicated_by.push(follower);
        }
    }
    report_cycles(&entries, &targets, problems);
    entries
}

/// Every entry follows at most one other, so a cycle is found by walking on until a mark is met.
fn report_cycles(entries: &[Entry], targets: &[Option<usize>], problems: &mut Vec<Diagnostic>) {
    let mut walked_from = vec![usize::MAX; entries.len()];
    for start in 0..entries.len() {
        let mut at = start;
        while walked_from[at] == usize::MAX {
            walked_from[at] = start;
            match targets[at] {
                Some(next) => at = next,
                None => break,
            }
        }
        if walked_from[at] != start || targets[at].is_none() {
            continue;
        }
        let mut chain = vec![at];
        let mut next = targets[at];
        while let Some(step) = next.filter(|step| *step != at) {
            chain.push(step);
            next = targets[step];
        }
        let least = chain.iter().copied().min_by_key(|n| &entries[*n].slug).expect("a cycle has entries");
        let turn = chain.iter().position(|n| *n == least).expect("it is one of them");
        chain.rotate_left(turn);
        let mut names: Vec<String> = chain.iter().map(|n| entries[*n].slug.clone()).collect();
        names.push(entries[least].slug.clone());
        let position = entries[least].record().replicates.as_ref().map_or_else(Position::default, |at| at.position);
        let path = &entries[least].text.source.found.path;
        problems.push(Diagnostic::new(path, position, Problem::ReplicationCycle { chain: names }));
    }
}

fn notices(candidates: &[Candidate<'_>]) -> Vec<Notice> {
    let withdrawn = candidates.iter().filter(|candidate| candidate.visibility == Visibility::Withdrawn);
    let mut notices: Vec<Notice> = withdrawn
        .filter_map(|candidate| {
            let withdrawn = candidate.record.withdrawn.as_ref()?;
            Some(Notice { slug: candidate.slug.clone(), date: withdrawn.date, reason: withdrawn.reason.clone() })
        })
        .collect();
    notices.sort_by(|a, b| a.slug.cmp(&b.slug));
    notices
}

fn check_featured(config: &Config, visible: &HashMap<&str, Visibility>, problems: &mut Vec<Diagnostic>) {
    for at in &config.featured {
        let problem = match visible.get(at.value.as_str()) {
            Some(Visibility::Shown) => continue,
            Some(_) => Problem::HiddenReference { target: at.value.clone() },
            None => {
                let mut slugs: Vec<&str> = visible.keys().copied().collect();
                slugs.sort_unstable();
                let near = crate::text::nearest(&at.value, slugs, 1).first().map(|n| n.to_string());
                let kind = crate::diagnostic::Referent::Entry;
                Problem::UnknownReference { kind, written: at.value.clone(), nearest: near }
            }
        };
        problems.push(Diagnostic::new("guong.toml", at.position, problem));
    }
}

/// Former addresses. Those of hidden entries leave no trace.
fn aliases(
    candidates: &[Candidate<'_>],
    addresses: &mut Addresses,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.visibility != Visibility::Hidden) {
        let path = candidate.source.found.path.as_str();
        for at in &candidate.record.aliases {
            let mut tell = |problem| problems.push(Diagnostic::new(path, at.position, problem));
            let Some(address) = alias_address(at) else {
                tell(Problem::BadAlias { written: at.value.clone() });
                continue;
            };
            match addresses.claim("", &address, None) {
                Ok(()) => aliases.push(Alias {
                    path: if address.ends_with('/') { format!("{address}index.html") } else { address },
                    target: entry_address(&candidate.slug),
                }),
                Err(other) => tell(Problem::AddressClash { address: at.value.clone(), other }),
            }
        }
    }
    aliases.sort();
    aliases
}

/// The address of an alias: a folder of this site, or a page that ends in `.html`.
fn alias_address(at: &At<String>) -> Option<String> {
    let path = at.value.strip_prefix('/')?;
    let plain = |c: char| c.is_alphanumeric() || "-_.~/".contains(c);
    let parts = || path.trim_end_matches('/').split('/');
    let sound = parts().all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.'));
    if path.is_empty() || !path.chars().all(plain) || !sound || join("", path)? != path.trim_end_matches('/') {
        return None;
    }
    let last = parts().next_back()?;
    if last.ends_with(".html") || last.ends_with(".htm") {
        return (!path.ends_with('/')).then(|| path.to_string());
    }
    Some(format!("{}/", path.trim_end_matches('/')))
}
