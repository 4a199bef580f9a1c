//! What is renamed: an entry, a document or a page.
//!
//! Takes the files of a site and a name, gives the one file or folder that it means.

use std::sync::Arc;

use super::RenameRefusal;
use crate::address;
use crate::parse::{EntryRecord, Parsed, ParsedFile};
use crate::source::{FileRole, Source};
use crate::text::nfc;

/// The kind of file that is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubjectKind {
    Entry,
    Document,
    Page,
}

/// What is renamed.
#[derive(Debug, Clone)]
pub(super) struct RenameSubject {
    pub kind: SubjectKind,
    /// The path of its text.
    pub file: String,
    /// The folder, or the file if it has none of its own.
    pub from: String,
    /// The new path of `from`; equal to it until a new name is given.
    pub to: String,
    /// The name by which others refer to it.
    pub name: String,
    pub new_name: String,
    /// The number of a document.
    pub number: String,
    /// The old and the new address, if the address follows the name.
    pub address: Option<(String, String)>,
}

type SiteFiles = [(Arc<Source>, Arc<ParsedFile>)];

impl RenameSubject {
    /// Finds what a name, an address or a path means.
    pub(super) fn find(files: &SiteFiles, asked: &str) -> Result<RenameSubject, RenameRefusal> {
        let asked = nfc(asked).replace('\\', "/");
        let asked = asked.trim_start_matches("./").trim_matches('/');
        let asked = asked.strip_suffix("/index.md").unwrap_or(asked);
        let mut found: Vec<RenameSubject> = Vec::new();
        for (source, file) in files {
            let Some(subject) = RenameSubject::of(source, file) else { continue };
            let slug = subject.record_of(file).and_then(|record| record.slug.as_ref());
            let address = subject.address.as_ref().map_or("", |(old, _)| old.trim_matches('/'));
            let names = [subject.name.as_str(), subject.from.as_str(), subject.file.as_str(), address];
            if names.contains(&asked) || slug.is_some_and(|slug| slug.value == asked) {
                found.push(subject);
            }
        }
        match found.len() {
            0 => Err(RenameRefusal::Unknown),
            1 => Ok(found.remove(0)),
            _ => Err(RenameRefusal::Several(found.into_iter().map(|subject| subject.from).collect())),
        }
    }

    fn of(source: &Source, file: &ParsedFile) -> Option<RenameSubject> {
        let path = source.found.path.as_str();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_index = path.to_lowercase().ends_with("/index.md");
        let (kind, name, address, number) = match (&source.role, &file.parsed) {
            (FileRole::Entry { name, .. }, parsed) => {
                let has_slug = matches!(parsed, Some(Parsed::Entry(record)) if record.slug.is_some());
                let address = (!has_slug).then(|| address::entry(name));
                (SubjectKind::Entry, name.clone(), address, String::new())
            }
            (FileRole::Document { id }, parsed) => {
                let number = match parsed {
                    Some(Parsed::Document(record)) => record.number.clone(),
                    _ => String::new(),
                };
                (SubjectKind::Document, id.clone(), Some(address::document(id)), number)
            }
            (FileRole::Page { address }, _) if !address.is_empty() => {
                let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                (SubjectKind::Page, name.to_string(), Some(address.clone()), String::new())
            }
            _ => return None,
        };
        let owns_folder = is_index && kind != SubjectKind::Document;
        let from = if owns_folder { folder } else { path }.to_string();
        Some(RenameSubject {
            kind,
            file: path.to_string(),
            to: from.clone(),
            from,
            new_name: name.clone(),
            name,
            number,
            address: address.map(|address| (address.clone(), address)),
        })
    }

    /// Gives the subject a new name.
    pub(super) fn called(mut self, new: &str) -> Result<RenameSubject, RenameRefusal> {
        if new == self.name {
            return Err(RenameRefusal::Same);
        }
        let (folder, last) = self.from.rsplit_once('/').unwrap_or(("", &self.from));
        let ending = if self.owns_folder() { "" } else { &last[last.len() - ".md".len()..] };
        self.to = format!("{folder}/{new}{ending}");
        if let Some((old, address)) = &mut self.address {
            let before = old.trim_end_matches('/').rsplit_once('/').map_or("", |(before, _)| before);
            *address = format!("{before}{}{new}/", if before.is_empty() { "" } else { "/" });
        }
        self.new_name = new.to_string();
        Ok(self)
    }

    /// Whether the subject is a folder.
    pub(super) fn owns_folder(&self) -> bool {
        self.from != self.file
    }

    /// Returns the new path of a file; `None` if it stays.
    pub(super) fn moved(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(&self.from)?;
        (rest.is_empty() || (self.owns_folder() && rest.starts_with('/'))).then(|| [&self.to, rest].concat())
    }

    /// Returns the record of an entry.
    pub(super) fn record<'f>(&self, files: &'f SiteFiles) -> Option<&'f EntryRecord> {
        let (_, file) = files.iter().find(|(source, _)| source.found.path == self.file)?;
        self.record_of(file)
    }

    fn record_of<'f>(&self, file: &'f ParsedFile) -> Option<&'f EntryRecord> {
        match &file.parsed {
            Some(Parsed::Entry(record)) => Some(record),
            _ => None,
        }
    }
}
