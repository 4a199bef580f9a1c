//! Renames an entry, a document or a page.
//!
//! Takes a site that was read, an old name and a new one; gives the path to move and the new bytes of every file that
//! links or refers to it, or why not. The site as it would be is assembled first: what would break it is refused.
//! [`Renaming::apply`] alone writes files.

#[allow(clippy::disallowed_methods, reason = "it moves what is renamed")]
mod apply;
mod links;
mod subject;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::Site;
use crate::diagnostic::{Diagnostic, Problem, Referent, Severity};
use crate::edit::{self, EditError, FieldChange, FieldValue, KeyPath};
use crate::model::assemble;
use crate::parse::memo::ParsedSources;
use crate::parse::{Parsed, ParsedFile, parse};
use crate::source::{self, FileRole, Source};
use crate::text::{bare_words, is_slug, nfc, slug};
use crate::world::{FoundFile, Listing, World};

use subject::{RenameSubject, SubjectKind};

/// What a renaming changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The folder or file to move, relative to the site's root.
    pub from: String,
    /// Its new path.
    pub to: String,
    /// The files to rewrite before the move, by their paths before it, with their new bytes.
    pub changed: BTreeMap<String, Vec<u8>>,
    /// The old and the new address; `None` if the address stays.
    pub address: Option<(String, String)>,
    /// Whether the old address leads to the new one.
    pub has_alias: bool,
}

/// Why something was not renamed.
#[derive(Debug)]
pub enum RenameRefusal {
    /// Nothing has the old name.
    Unknown,
    /// The old name fits several: their paths.
    Several(Vec<String>),
    /// The new name cannot be part of an address.
    BadName {
        /// A name that can.
        proposal: String,
    },
    /// It has the new name already.
    Same,
    /// The new path is taken.
    Taken(String),
    /// A file cannot be edited, or the site would have these errors afterwards.
    Errors(Vec<Diagnostic>),
    /// A file cannot be read.
    Io(String, io::Error),
}

impl<W: World> Site<W> {
    /// Returns what is to be done so that `old` (a name, an address or a path) is called `new`. `was_published` says
    /// whether visitors have had a page at an address.
    ///
    /// # Errors
    /// See [`RenameRefusal`].
    pub fn rename(
        &self,
        old: &str,
        new: &str,
        was_published: &dyn Fn(&str) -> bool,
    ) -> Result<Renaming, RenameRefusal> {
        let files = &self.read.0.files;
        let subject = RenameSubject::find(files, old)?;
        if !is_slug(new) {
            return Err(RenameRefusal::BadName { proposal: slug(new) });
        }
        let subject = subject.called(new)?;
        let moved = |path: &str| subject.moved(path);
        let is_in_the_way = |path: &str| {
            // `Tha-Ca` is not in the way of `tha-ca` if it is what is renamed.
            if subject.moved(path).is_some() {
                return false;
            }
            let (path, new) = (path.to_lowercase(), subject.to.to_lowercase());
            path == new || path.strip_prefix(&new).is_some_and(|rest| rest.starts_with('/'))
        };
        if files.iter().any(|(source, _)| is_in_the_way(&source.found.path)) {
            return Err(RenameRefusal::Taken(subject.to));
        }
        // A name that is no slug was never published.
        let has_alias = subject.kind == SubjectKind::Entry
            && is_slug(&subject.name)
            && subject.address.as_ref().is_some_and(|(old, _)| {
                was_published(old)
                    || subject.record(files).is_some_and(|record| is_public(record, self.as_of))
            });
        let mut changed = BTreeMap::new();
        for (source, file) in files {
            if let Some(bytes) = self.changed(source, file, &subject, has_alias)? {
                changed.insert(source.found.path.clone(), bytes);
            }
        }
        self.check(&changed, &moved)?;
        let RenameSubject { from, to, address, .. } = subject;
        Ok(Renaming { from, to, changed, address, has_alias })
    }

    /// Returns the new bytes of one file; `None` if it stays.
    fn changed(
        &self,
        source: &Source,
        file: &ParsedFile,
        subject: &RenameSubject,
        has_alias: bool,
    ) -> Result<Option<Vec<u8>>, RenameRefusal> {
        let FoundFile { path, .. } = &source.found;
        let has_body =
            matches!(source.role, FileRole::Entry { .. } | FileRole::Document { .. } | FileRole::Page { .. });
        if !has_body && source.role != FileRole::Config {
            return Ok(None);
        }
        let read = |error| RenameRefusal::Io(path.clone(), error);
        let bytes = self.world.read(&source.found).map_err(read)?;
        let mut new = bytes.clone();
        if has_body && let Ok(text) = std::str::from_utf8(&bytes) {
            new = links::corrected(text, source, subject).into_bytes();
        }
        let mut changes = references(&new, &source.role, file, subject);
        if path == &subject.file {
            changes.extend(aliases(file, subject, has_alias));
        }
        if !changes.is_empty() {
            new = edit::edit(path, &source.role, &new, &changes).map_err(|error| match error {
                EditError::Refused(problems) => RenameRefusal::Errors(problems),
                EditError::NotThere(_) => RenameRefusal::Errors(file.problems.clone()),
            })?;
        }
        Ok((new != bytes).then_some(new))
    }

    /// Assembles the site as it would be, and refuses errors that it does not have now.
    fn check(
        &self,
        changed: &BTreeMap<String, Vec<u8>>,
        moved: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), RenameRefusal> {
        let known: BTreeMap<String, (&Arc<ParsedFile>, FoundFile)> = self
            .read
            .0
            .files
            .iter()
            .map(|(source, file)| {
                let old = &source.found;
                let path = moved(&old.path).unwrap_or_else(|| old.path.clone());
                (
                    path.clone(),
                    (file, FoundFile { path, on_disk: Some(old.path.clone().into()), stamp: old.stamp }),
                )
            })
            .collect();
        let rank = |path: &str| source::TOPS.iter().position(|top| path.starts_with(top));
        let mut listed: Vec<FoundFile> = known.values().map(|(_, found)| found.clone()).collect();
        listed.sort_by(|a, b| (rank(&a.path), &a.path).cmp(&(rank(&b.path), &b.path)));
        let sources = source::sources(Listing { files: listed, problems: Vec::new() }, 0);
        let files = sources.files.into_iter().map(|source| {
            let (file, found) = &known[&source.found.path];
            let old = found.on_disk.as_ref().and_then(|path| path.to_str()).unwrap_or_default();
            let file = match changed.get(old) {
                Some(bytes) => Arc::new(parse(&source.found.path, &source.role, bytes)),
                None => Arc::clone(file),
            };
            (Arc::new(source), file)
        });
        let after = ParsedSources { files: files.collect(), problems: sources.problems };
        let before = |problem: &Problem| self.diagnostics.iter().any(|known| known.problem == *problem);
        let mut new = assemble(&after, self.as_of).diagnostics;
        new.retain(|found| found.severity() == Severity::Error && !before(&found.problem));
        if new.is_empty() { Ok(()) } else { Err(RenameRefusal::Errors(new)) }
    }
}

/// Whether visitors see an entry on a day.
fn is_public(record: &crate::parse::EntryRecord, today: crate::date::Day) -> bool {
    !record.draft && record.publish_at.as_ref().is_none_or(|at| at.value <= today)
}

/// Returns the changes of the values in a file that name the subject.
fn references(bytes: &[u8], role: &FileRole, file: &ParsedFile, subject: &RenameSubject) -> Vec<FieldChange> {
    let mut found: Vec<KeyPath> = Vec::new();
    let mut collect = |referent, is_it: &dyn Fn(&str) -> bool| {
        let named = edit::references(role, bytes, referent).into_iter();
        found.extend(named.filter(|(_, text)| is_it(&nfc(text.trim()))).map(|(path, _)| path));
    };
    match subject.kind {
        SubjectKind::Entry if subject.address.is_some() => {
            collect(Referent::Entry, &|text| text == subject.name);
        }
        SubjectKind::Document => {
            let (bare, number) = (bare_words(&subject.name), bare_words(&subject.number));
            collect(Referent::Document, &|text| {
                text == subject.name || (bare_words(text) == bare && bare != number)
            });
            let is_own = |id: &str| match &file.parsed {
                Some(Parsed::Entry(record)) => {
                    record.sources.iter().any(|source| source.id.as_deref() == Some(id))
                }
                _ => false,
            };
            collect(Referent::Source, &|text| text == subject.name && !is_own(text));
        }
        SubjectKind::Entry | SubjectKind::Page => {}
    }
    let new = FieldValue::Text(subject.new_name.clone());
    found.into_iter().map(|path| FieldChange::Set(path, new.clone())).collect()
}

/// Returns the change of an entry's former addresses: the old address joins them, the new one leaves them.
fn aliases(file: &ParsedFile, subject: &RenameSubject, has_alias: bool) -> Option<FieldChange> {
    let Some(Parsed::Entry(record)) = &file.parsed else { return None };
    let (old, new) = subject.address.as_ref()?;
    let is_address = |alias: &str, address: &str| alias.trim_matches('/') == address.trim_matches('/');
    let known = record.aliases.iter().map(|at| at.value.clone());
    let mut aliases: Vec<String> = known.filter(|alias| !is_address(alias, new)).collect();
    if has_alias && !aliases.iter().any(|alias| is_address(alias, old)) {
        aliases.push(format!("/{old}"));
    }
    let is_same = aliases.len() == record.aliases.len()
        && aliases.iter().zip(&record.aliases).all(|(new, old)| *new == old.value);
    let list = FieldValue::List(aliases.into_iter().map(FieldValue::Text).collect());
    (!is_same).then(|| FieldChange::Set(KeyPath::of("aliases"), list))
}
