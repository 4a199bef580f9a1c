//! Attached files: which are published, and what metadata they reveal.
//!
//! Takes the attachable files of the site and the texts that visitors see, gives the files that a text links to,
//! each at an address derived from its bytes. Files beside a hidden entry leave no trace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addresses::Addresses;
use super::entries::Visibility;
use super::files::ParsedFiles;
use super::identity::{EntryIdentity, Identities};
use super::registries::whole_file;
use super::{LinkTarget, StaticFile};
use crate::address;
use crate::diagnostic::{Diagnostic, Problem};
use crate::parse::{AttachmentRecord, ParsedFile};
use crate::source::{ATTACHMENT_LIMIT, AttachmentKind, FileRole, Source};
use crate::text::slug;

/// An attached file, as the link to it shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment {
    /// The file type, by its extension.
    pub kind: AttachmentKind,
    /// The size in bytes.
    pub size: u64,
}

/// The attachable files of a site, by the address each gets if it is published.
pub(super) struct Attachments<'p> {
    by_address: BTreeMap<String, Vec<LinkedFile<'p>>>,
}

struct LinkedFile<'p> {
    source: &'p Arc<Source>,
    file: &'p ParsedFile,
    record: &'p AttachmentRecord,
    /// Whether the file is neither published nor reported, because its entry is hidden or unreadable.
    is_quiet: bool,
}

impl<'p> Attachments<'p> {
    /// Assigns every attachable file its address, and records the files that links may not lead to.
    pub(super) fn new(
        files: &ParsedFiles<'p>,
        identities: &Identities<'p>,
        addresses: &mut Addresses<'p>,
    ) -> Attachments<'p> {
        let is_hidden = |candidate: &&EntryIdentity| {
            matches!(candidate.visibility, Visibility::Hidden | Visibility::Withdrawn)
        };
        let hidden = identities.candidates.iter().filter(is_hidden).map(|candidate| candidate.source);
        let hidden: BTreeSet<&str> = hidden.filter_map(|source| own_folder(source)).collect();
        let broken: BTreeSet<&str> =
            identities.broken.iter().filter_map(|(_, source)| own_folder(source)).collect();
        let mut by_address: BTreeMap<String, Vec<LinkedFile<'p>>> = BTreeMap::new();
        for (source, file, record) in &files.attachments {
            let FileRole::Attachment { kind } = source.role else { continue };
            let path = source.found.path.as_str();
            let mut above = path.match_indices('/').map(|(end, _)| &path[..end]);
            let is_hidden = above.clone().any(|folder| hidden.contains(folder));
            let is_quiet = is_hidden || above.any(|folder| broken.contains(folder));
            let name = path.rsplit('/').next().unwrap_or(path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let stem = Some(slug(stem)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "tep".into());
            let name = format!("{stem}.{}", kind.name().to_ascii_lowercase());
            let address = address::attachment(&file.digest.to_string()[..16], &name);
            if is_hidden {
                addresses.hide_file(path);
            } else {
                addresses.attach(path, &address, Attachment { kind, size: source.found.stamp.size });
            }
            by_address.entry(address).or_default().push(LinkedFile { source, file, record, is_quiet });
        }
        files.pictures.iter().for_each(|(source, _)| addresses.add_original(&source.found.path));
        files.strays.iter().for_each(|path| addresses.add_stray(path));
        Attachments { by_address }
    }

    /// Returns the files that `links` lead to. Reports their faults, and the files that nothing links to.
    pub(super) fn published<'t>(
        self,
        links: impl Iterator<Item = &'t LinkTarget>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<StaticFile> {
        let linked: BTreeSet<&str> =
            links.filter(|link| link.attachment.is_some()).map(|link| link.path()).collect();
        let mut published = Vec::new();
        for (address, files) in &self.by_address {
            let is_linked = linked.contains(address.as_str());
            for LinkedFile { source, record, is_quiet, .. } in files {
                let path = source.found.path.as_str();
                let mut report = |problem| problems.push(whole_file(path, problem));
                let (bytes, limit) = (source.found.stamp.size, ATTACHMENT_LIMIT);
                match () {
                    () if !is_linked && !is_quiet => report(Problem::Stray),
                    () if !is_linked || *is_quiet => {}
                    () if bytes > limit => report(Problem::TooLarge { bytes, limit }),
                    () if !record.is_genuine => report(Problem::AttachmentDamaged),
                    () => record
                        .reveals
                        .iter()
                        .for_each(|what| report(Problem::AttachmentReveals { what: *what })),
                }
            }
            let seen = files.iter().find(|file| is_linked && !file.is_quiet);
            published.extend(seen.map(|LinkedFile { source, file, .. }| StaticFile {
                address: address.clone(),
                source: Arc::clone(source),
                digest: file.digest,
            }));
        }
        published
    }
}

/// Returns the folder that belongs to an entry alone, if it has one.
fn own_folder(source: &Source) -> Option<&str> {
    source.role.owns_folder().then(|| source.found.path.rsplit_once('/')).flatten().map(|(folder, _)| folder)
}
