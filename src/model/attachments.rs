//! The files that texts attach: which are published, and what they reveal.
//!
//! Takes the attachable files of the site and the texts that visitors see, gives those that a text links to,
//! each at an address made of its bytes. What lies beside a hidden entry leaves no trace.

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
    /// What it is by its name.
    pub kind: AttachmentKind,
    /// Its size in bytes.
    pub size: u64,
}

/// The attachable files of a site, by the addresses that they would have.
pub(super) struct Attachments<'p> {
    by_address: BTreeMap<String, Vec<LinkedFile<'p>>>,
}

struct LinkedFile<'p> {
    source: &'p Arc<Source>,
    file: &'p ParsedFile,
    record: &'p AttachmentRecord,
    /// Whether it is not reported, because its entry is hidden or cannot be read.
    is_quiet: bool,
}

impl<'p> Attachments<'p> {
    /// Gives every attachable file its address, and makes known what else a link may not lead to.
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
        files.pictures.iter().for_each(|(source, _)| addresses.keep_original(&source.found.path));
        files.strays.iter().for_each(|path| addresses.pass_by(path));
        Attachments { by_address }
    }

    /// The files that these links lead to; reports what is wrong with them, and those to which none leads.
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
                let mut tell = |problem| problems.push(whole_file(path, problem));
                let (bytes, limit) = (source.found.stamp.size, ATTACHMENT_LIMIT);
                match () {
                    () if !is_linked && !is_quiet => tell(Problem::Stray),
                    () if !is_linked || *is_quiet => {}
                    () if bytes > limit => tell(Problem::TooLarge { bytes, limit }),
                    () if !record.is_genuine => tell(Problem::AttachmentDamaged),
                    () => record.tells.iter().for_each(|what| tell(Problem::AttachmentTells { what: *what })),
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

/// The folder of an entry that has one of its own.
fn own_folder(source: &Source) -> Option<&str> {
    source.role.owns_folder().then(|| source.found.path.rsplit_once('/')).flatten().map(|(folder, _)| folder)
}
