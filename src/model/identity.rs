//! Identity and visibility of entries.
//!
//! Takes the files of entries, gives each a unique slug and its visibility; reports invalid slugs and
//! slugs that two entries claim. Never resolves what an entry refers to.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::addresses::Addresses;
use super::entries::{Visibility, hidden};
use super::{Audience, Hidden, Notice};
use crate::address;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Position, Problem};
use crate::parse::{EntryRecord, Parsed, ParsedFile};
use crate::source::{FileRole, Source};
use crate::text::{is_slug, slug};

/// An entry's file with its identity.
pub(super) struct EntryIdentity<'p> {
    pub source: &'p Arc<Source>,
    pub file: &'p Arc<ParsedFile>,
    pub record: &'p EntryRecord,
    pub slug: String,
    pub visibility: Visibility,
    /// Why only editors see the entry; `None` if visitors see it.
    pub hidden: Option<Hidden>,
}

/// Every entry, and every file that should be one.
pub(super) struct Identities<'p> {
    /// The entries, in the order of their files.
    pub candidates: Vec<EntryIdentity<'p>>,
    /// Unreadable files, each with its slug.
    pub broken: Vec<(String, &'p Arc<Source>)>,
    /// The next day on which a publication or an expiry changes the site.
    pub next_change: Option<Day>,
}

impl Identities<'_> {
    /// Returns the visibility of every entry, by slug.
    pub(super) fn visible(&self) -> HashMap<&str, Visibility> {
        let broken = self.broken.iter().map(|(slug, _)| (slug.as_str(), Visibility::Unreadable));
        broken.chain(self.candidates.iter().map(|c| (c.slug.as_str(), c.visibility))).collect()
    }
}

/// Assigns every entry its slug and reports clashes. An entry whose slug is taken gets a free one for this
/// run, so that its other mistakes are reported too.
pub(super) fn identities<'p>(
    files: &[(&'p Arc<Source>, &'p Arc<ParsedFile>)],
    (as_of, audience): (Day, Audience),
    requires_approval: bool,
    addresses: &mut Addresses<'p>,
    problems: &mut Vec<Diagnostic>,
) -> Identities<'p> {
    let mut owners: HashMap<String, &str> = HashMap::with_capacity(files.len());
    let mut all =
        Identities { candidates: Vec::with_capacity(files.len()), broken: Vec::new(), next_change: None };
    for (source, file) in files {
        let path = source.found.path.as_str();
        let FileRole::Entry { name, .. } = &source.role else { continue };
        let record = match &file.parsed {
            Some(Parsed::Entry(record)) => Some(&**record),
            _ => None,
        };
        let slug = unique_slug(path, name, record, &owners, problems);
        owners.insert(slug.clone(), path);
        let address = address::entry(&slug);
        let Some(record) = record else {
            // Its own mistakes are reported; links to it must not be reported as broken too.
            let _ = addresses.claim(path, &address, None);
            all.broken.push((slug, source));
            continue;
        };
        let (hidden, next) = hidden(record, as_of, requires_approval);
        if hidden == Some(Hidden::Unapproved) {
            problems.push(Diagnostic::new(path, Position::default(), Problem::NotApproved));
        }
        let visibility = match hidden {
            Some(_) if audience == Audience::Visitors => Visibility::Hidden,
            Some(_) => Visibility::Shown,
            None if record.withdrawn.is_some() => Visibility::Withdrawn,
            None => Visibility::Shown,
        };
        all.next_change = [all.next_change, next].into_iter().flatten().min();
        match visibility {
            Visibility::Hidden => addresses.hide(path, &address),
            Visibility::Shown => {
                let _ = addresses.claim(path, &address, Some(&record.body.anchors));
            }
            Visibility::Withdrawn | Visibility::Unreadable => {
                let _ = addresses.claim(path, &address, None);
            }
        }
        all.candidates.push(EntryIdentity { source, file, record, slug, visibility, hidden });
    }
    all
}

/// Returns the notices of withdrawn entries, by slug.
pub(super) fn notices(candidates: &[EntryIdentity<'_>]) -> Vec<Notice> {
    let withdrawn = candidates.iter().filter(|candidate| candidate.visibility == Visibility::Withdrawn);
    let mut notices: Vec<Notice> = withdrawn
        .filter_map(|candidate| {
            let withdrawn = candidate.record.withdrawn.as_ref()?;
            Some(Notice {
                slug: candidate.slug.clone(),
                date: withdrawn.date,
                reason: withdrawn.reason.clone(),
            })
        })
        .collect();
    notices.sort_by(|a, b| a.slug.cmp(&b.slug));
    notices
}

/// Returns the slug of one entry; reports an invalid or taken one.
fn unique_slug(
    path: &str,
    name: &str,
    record: Option<&EntryRecord>,
    owners: &HashMap<String, &str>,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let own = record.and_then(|record| record.slug.as_ref());
    let candidate = own.map_or(name, |at| &at.value);
    let position = own.map_or_else(Position::default, |at| at.position);
    let mut report = |problem| problems.push(Diagnostic::new(path, position, problem));
    if own.is_none() && !is_slug(name) {
        report(Problem::BadSlug { written: name.to_string(), proposal: slug(name) });
    }
    if candidate == address::FURTHER {
        // The further pages of the list of all entries have this address.
        report(Problem::ReservedAddress { address: format!("/{}", address::entry(candidate)) });
        return free_slug(candidate, owners);
    }
    let Some(other) = owners.get(candidate) else { return candidate.to_string() };
    let proposal = free_slug(candidate, owners);
    report(Problem::SlugClash {
        slug: candidate.to_string(),
        other: other.to_string(),
        proposal: proposal.clone(),
    });
    proposal
}

fn free_slug(slug: &str, owners: &HashMap<String, &str>) -> String {
    let mut numbered = (2..).map(|n| format!("{slug}-{n}"));
    numbered.find(|slug| !owners.contains_key(slug)).expect("there are more numbers than entries")
}
