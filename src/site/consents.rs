//! The register of consents: the legal ground on which each photo of people, and each named person, is published.
//!
//! Takes the parsed files of a site, gives rows in the order of files. The register is private to the office and never
//! published.

use std::sync::Arc;

use crate::parse::{Children, Consent, EntryRecord, Parsed, ParsedFile, PersonRecord, PhotoRecord};
use crate::source::Source;

/// The column names, in Vietnamese and in English.
pub const COLUMNS: [[&str; 2]; 9] = [
    ["bài", "entry"],
    ["ảnh hoặc người", "photo or person"],
    ["căn cứ", "ground"],
    ["trẻ em", "children"],
    ["người giám hộ", "guardian"],
    ["đã báo", "informed"],
    ["hồ sơ", "record"],
    ["rút ngày", "withdrawn"],
    ["đăng", "published"],
];

/// A row of the register, in the order of [`COLUMNS`].
pub type ConsentRow = [String; 9];

/// Returns the rows of every readable entry, including drafts and hidden ones.
pub(super) fn register(files: &[(Arc<Source>, Arc<ParsedFile>)]) -> Vec<ConsentRow> {
    let mut rows = Vec::new();
    for (source, file) in files {
        if let Some(Parsed::Entry(record)) = &file.parsed {
            entry(&source.found.path, record, &mut rows);
        }
    }
    rows
}

fn entry(path: &str, record: &EntryRecord, rows: &mut Vec<ConsentRow>) {
    rows.extend(record.photos.iter().map(|record| photo(path, record)));
    for (key, one) in [("leader", &record.facts.leader), ("contact", &record.facts.contact)] {
        rows.extend(one.iter().map(|record| person(path, key, record)));
    }
}

fn photo(path: &str, record: &PhotoRecord) -> ConsentRow {
    let ground = match record.consent {
        Consent::Recorded => "recorded",
        Consent::PublicEvent => "public-event",
        Consent::NotNeeded => "not-needed",
        Consent::Unknown => "unknown",
    };
    let children = match record.children {
        Children::None => "",
        Children::UnderSeven => "under-7",
        Children::SevenOrOlder => "7-or-older",
        Children::Both => "both",
    };
    let guardian = if record.guardian_consent { "recorded" } else { "" };
    let withdrawn = record.consent_withdrawn.map_or_else(String::new, |day| day.to_string());
    [
        path.to_string(),
        record.file.value.clone(),
        ground.into(),
        children.into(),
        guardian.into(),
        record.informed.clone().unwrap_or_default(),
        record.consent_ref.clone().unwrap_or_default(),
        withdrawn,
        yes(!record.withdrawn),
    ]
}

fn person(path: &str, key: &str, record: &PersonRecord) -> ConsentRow {
    let ground = if record.consent { "recorded" } else { "unknown" };
    let withdrawn = record.consent_withdrawn.map_or_else(String::new, |day| day.to_string());
    [
        path.to_string(),
        format!("{key}: {}", record.name),
        ground.into(),
        String::new(),
        String::new(),
        String::new(),
        record.consent_ref.clone().unwrap_or_default(),
        withdrawn,
        yes(record.may_be_shown()),
    ]
}

fn yes(is_so: bool) -> String {
    if is_so { "x".into() } else { String::new() }
}
