//! Ordinary pages: first their addresses, then their texts, which may link to anything with an address.

use std::sync::Arc;

use super::addresses::Addresses;
use super::assemble::text;
use super::files::ParsedFiles;
use super::photos::Pictures;
use super::registries;
use super::{Audience, Hidden, Page};
use crate::address;
use crate::diagnostic::{Diagnostic, Problem};
use crate::parse::{PageRecord, ParsedFile};
use crate::source::{FileRole, Source};
use crate::text::{is_slug, slug};

/// The address and file of a page.
pub(super) type PageFile<'p> = (String, &'p Arc<Source>, &'p Arc<ParsedFile>, &'p PageRecord);

/// Returns the pages to show, sorted by address; claims their addresses.
pub(super) fn page_files<'p>(
    files: &ParsedFiles<'p>,
    audience: Audience,
    addresses: &mut Addresses<'p>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<PageFile<'p>> {
    let mut pages: Vec<PageFile<'p>> = Vec::new();
    for (source, file, record) in &files.pages {
        let FileRole::Page { address } = &source.role else { continue };
        let path = source.found.path.as_str();
        if let Some(bad) =
            address.trim_end_matches('/').split('/').find(|part| !part.is_empty() && !is_slug(part))
        {
            let problem = Problem::BadSlug { written: bad.to_string(), proposal: slug(bad) };
            problems.push(registries::whole_file(path, problem));
        }
        if address::is_reserved(address) {
            problems.push(registries::whole_file(
                path,
                Problem::ReservedAddress { address: format!("/{address}") },
            ));
            continue;
        }
        if record.draft && audience == Audience::Visitors {
            addresses.hide(path, address);
            continue;
        }
        match addresses.claim(path, address, Some(&record.body.anchors)) {
            Ok(()) => pages.push((address.clone(), source, file, record)),
            Err(other) => problems.push(registries::whole_file(
                path,
                Problem::AddressClash { address: format!("/{address}"), other },
            )),
        }
    }
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    pages
}

/// Resolves the references of the pages.
pub(super) fn finish_pages(
    files: Vec<PageFile<'_>>,
    pictures: &Pictures,
    addresses: &Addresses<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let finish = |(address, source, file, record): PageFile<'_>| Page {
        address,
        text: text(source, file, &record.body, pictures, addresses, problems),
        hidden: record.draft.then_some(Hidden::Draft),
    };
    files.into_iter().map(finish).collect()
}
