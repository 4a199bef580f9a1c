//! Links that lead to what is renamed.
//!
//! Takes the text of a file, gives it with the one part of each such link changed that names the subject; everything
//! else of a link stays as written.

use super::subject::{RenameSubject, SubjectKind};
use crate::parse::{decode, front_matter_and_text, link_addresses};
use crate::source::{FileRole, Source};

/// Returns the text of a file with its links corrected.
pub(super) fn corrected(text: &str, source: &Source, subject: &RenameSubject) -> String {
    let Some((_, body)) = front_matter_and_text(text) else { return text.to_string() };
    // Parsing every text of a large site takes longer than looking for the name.
    if subject.name.is_ascii() && !text.contains(&subject.name) && !text.contains('%') {
        return text.to_string();
    }
    let page = match &source.role {
        FileRole::Page { address } => Some(address.as_str()),
        _ => None,
    };
    let mut new = text.to_string();
    for found in link_addresses(&text[body.clone()], page.is_some()).into_iter().rev() {
        let range = body.start + found.range.start..body.start + found.range.end;
        let base = match page.filter(|_| found.is_raw) {
            Some(page) => LinkBase::Address(page),
            None => LinkBase::File(&source.found.path),
        };
        if let Some(link) = renamed(&text[range.clone()], base, subject) {
            new.replace_range(range, &link);
        }
    }
    new
}

/// What a link is relative to.
#[derive(Debug, Clone, Copy)]
enum LinkBase<'b> {
    /// The folder of a file.
    File(&'b str),
    /// The address of a page, for raw HTML.
    Address(&'b str),
}

/// Returns the link to write instead of one that leads to the subject or below it; `None` for any other.
fn renamed(link: &str, base: LinkBase<'_>, subject: &RenameSubject) -> Option<String> {
    let (path, rest) = link.split_at(link.find(['#', '?']).unwrap_or(link.len()));
    let is_outside = path.starts_with("//") || path.contains('\\') || path.split('/').next()?.contains(':');
    if path.is_empty() || is_outside {
        return None;
    }
    let is_address = path.starts_with('/') || matches!(base, LinkBase::Address(_));
    let start: Vec<&str> = match base {
        _ if path.starts_with('/') => Vec::new(),
        LinkBase::File(file) => file.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').collect(),
        LinkBase::Address(page) => {
            page.trim_end_matches('/').split('/').filter(|part| !part.is_empty()).collect()
        }
    };
    // Each part of the target, with the index of the part of the link that it comes from.
    let mut target: Vec<(String, Option<usize>)> =
        start.into_iter().map(|part| (part.into(), None)).collect();
    let parts: Vec<&str> = path.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        match decode(part).as_str() {
            "" | "." => {}
            ".." => drop(target.pop()?),
            part => target.push((part.into(), Some(index))),
        }
    }
    let (place, new) = if is_address { by_address(&target, subject)? } else { by_path(&target, subject)? };
    let mut parts: Vec<&str> = parts;
    parts[target[place].1?] = &new;
    Some(parts.join("/") + rest)
}

type LinkParts = [(String, Option<usize>)];

/// Whether a target begins with these parts.
fn begins(target: &LinkParts, parts: &[&str]) -> bool {
    target.len() >= parts.len() && target.iter().zip(parts).all(|((part, _), other)| part == other)
}

/// Returns the index of the part that names the subject in the path of a file, and its new name.
fn by_path(target: &LinkParts, subject: &RenameSubject) -> Option<(usize, String)> {
    let own: Vec<&str> = subject.from.split('/').collect();
    let place = own.len() - 1;
    let new = subject.to.rsplit('/').next()?;
    if begins(target, &own) {
        return Some((place, new.to_string()));
    }
    // A file's name may be written without its ending.
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_string());
    let is_stem = !subject.owns_folder()
        && target.len() == own.len()
        && begins(target, &own[..place])
        && stem(own[place]).as_deref() == Some(target[place].0.as_str());
    is_stem.then(|| Some((place, stem(new)?)))?
}

/// Returns the index of the part that names the subject in an address, and its new name.
fn by_address(target: &LinkParts, subject: &RenameSubject) -> Option<(usize, String)> {
    let (old, _) = subject.address.as_ref()?;
    let own: Vec<&str> = old.trim_end_matches('/').split('/').collect();
    let has_pages_below = subject.kind == SubjectKind::Page && subject.owns_folder();
    let is_whole = match &target.get(own.len()..)? {
        [] => true,
        [(last, _)] => last == "index.html",
        _ => false,
    };
    let place = own.len() - 1;
    (begins(target, &own) && (is_whole || has_pages_below)).then(|| (place, subject.new_name.clone()))
}
