//! What a site has already: its entries with the values of their keys, and the names that references use.
//!
//! Takes the world, gives both, entries in the order of their paths. Never judges a value.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::columns::{entry_keys, row_keys, sheets};
use crate::diagnostic::Referent;
use crate::edit::{FieldValue, FormValues};
use crate::gazetteer::Gazetteer;
use crate::model;
use crate::parse::{Config, LocalityRecord, Parsed, parse};
use crate::schema::{Key, Type};
use crate::source::{FileRole, Source, scan};
use crate::text::bare_words;
use crate::world::World;

/// An entry of the site.
#[derive(Debug)]
pub(super) struct KnownEntry {
    pub(super) source: Source,
    pub(super) bytes: Vec<u8>,
    /// The last part of its address.
    pub(super) id: String,
    /// The values of its keys, in the order of the schema.
    pub(super) values: Vec<(String, FieldValue)>,
}

impl KnownEntry {
    pub(super) fn value(&self, key: &str) -> Option<&FieldValue> {
        value_of(&self.values, key)
    }

    pub(super) fn title(&self) -> &str {
        match self.value("title") {
            Some(FieldValue::Text(title)) => title,
            _ => "",
        }
    }

    /// Returns the rows of a list of tables.
    pub(super) fn rows(&self, key: &str) -> &[FieldValue] {
        match self.value(key) {
            Some(FieldValue::List(items)) => items,
            _ => &[],
        }
    }
}

/// Returns a value of a table by the path of its key.
pub(super) fn value_of<'v>(values: &'v [(String, FieldValue)], path: &str) -> Option<&'v FieldValue> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let (_, value) = values.iter().find(|(own, _)| own == name)?;
    match (value, rest) {
        (value, None) => Some(value),
        (FieldValue::Table(inner), Some(rest)) => value_of(inner, rest),
        _ => None,
    }
}

/// A name that references use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedRecord {
    pub(super) id: String,
    pub(super) name: String,
}

/// The entries and the names of a site.
#[derive(Debug, Default)]
pub(super) struct KnownSite {
    pub(super) entries: Vec<KnownEntry>,
    /// The paths of entries whose front matter cannot be read.
    pub(super) broken: Vec<String>,
    /// Every name of a folder or file of an entry.
    pub(super) taken: BTreeSet<String>,
    /// The site's settings.
    config: Option<Config>,
    /// Its own places.
    localities: Vec<LocalityRecord>,
    fields: Vec<NamedRecord>,
    phases: Vec<NamedRecord>,
    units: Vec<NamedRecord>,
    /// Documents by their numbers.
    pub(super) documents: Vec<NamedRecord>,
}

impl KnownSite {
    /// Reads a site.
    pub(super) fn read(world: &dyn World) -> KnownSite {
        let mut known = KnownSite::default();
        let mut entries = Vec::new();
        for source in scan(world).files {
            match &source.role {
                FileRole::Entry { .. } => {
                    known.taken.extend(
                        source
                            .found
                            .path
                            .split('/')
                            .map(|part| part.strip_suffix(".md").unwrap_or(part).to_string()),
                    );
                    entries.push(source);
                }
                FileRole::Config
                | FileRole::Fields
                | FileRole::Phases
                | FileRole::Units
                | FileRole::Localities
                | FileRole::Document { .. }
                    if source.is_readable() =>
                {
                    let Ok(bytes) = world.read(&source.found) else { continue };
                    let parsed = parse(&source.found.path, &source.role, &bytes).parsed;
                    known.add_names(parsed, &source.role);
                }
                _ => {}
            }
        }
        let read: Vec<Result<KnownEntry, String>> =
            entries.into_par_iter().map(|source| read_entry(world, source)).collect();
        for entry in read {
            match entry {
                Ok(entry) => known.entries.push(entry),
                Err(path) => known.broken.push(path),
            }
        }
        known
    }

    fn add_names(&mut self, parsed: Option<Parsed>, role: &FileRole) {
        let named = |id: &str, name: &str| NamedRecord { id: id.into(), name: name.into() };
        match parsed {
            Some(Parsed::Config(config)) => self.config = Some(*config),
            Some(Parsed::Localities(all)) => self.localities = all,
            Some(Parsed::Document(document)) => {
                if let FileRole::Document { id } = role {
                    self.documents.push(named(id, &document.number));
                }
            }
            Some(Parsed::Fields(all)) => {
                self.fields.extend(all.iter().map(|one| named(&one.id.value, &one.name)));
            }
            Some(Parsed::Phases(all)) => {
                self.phases.extend(all.iter().map(|one| named(&one.id.value, &one.name)));
            }
            Some(Parsed::Units(all)) => {
                self.units.extend(all.iter().map(|one| named(&one.id.value, &one.name)));
            }
            _ => {}
        }
    }

    /// Returns the gazetteer, with the office's province and the site's own places.
    pub(super) fn gazetteer(&self) -> Gazetteer {
        // Their mistakes are reported where they are declared.
        let Some(config) = &self.config else { return Gazetteer::built_in() };
        model::gazetteer("content/localities.toml", &self.localities, config, &mut Vec::new())
    }

    /// Returns the records that a key may refer to by name.
    pub(super) fn names(&self, key: &Key) -> &[NamedRecord] {
        match key.kind {
            Type::Reference(Referent::Field) => &self.fields,
            Type::Reference(Referent::Phase) => &self.phases,
            Type::Reference(Referent::Unit) => &self.units,
            _ => &[],
        }
    }

    /// Returns the record that a text names, by id or by name.
    pub(super) fn named(&self, key: &Key, text: &str) -> Option<&NamedRecord> {
        let words = bare_words(text);
        let is_it = |own: &&NamedRecord| own.id == text || bare_words(&own.name) == words;
        self.names(key).iter().find(is_it)
    }
}

fn read_entry(world: &dyn World, source: Source) -> Result<KnownEntry, String> {
    let path = || source.found.path.clone();
    if !source.is_readable() {
        return Err(path());
    }
    let bytes = world.read(&source.found).map_err(|_| path())?;
    let form = FormValues::read(&source.role, &bytes).ok_or_else(path)?;
    let values = form.values;
    let id = match value_of(&values, "slug") {
        Some(FieldValue::Text(slug)) => slug.clone(),
        _ => match &source.role {
            FileRole::Entry { name, .. } => name.clone(),
            _ => return Err(path()),
        },
    };
    Ok(KnownEntry { source, bytes, id, values })
}

/// Returns the names of all columns that an export marks: keys, and for each sheet its number of rows.
pub(super) fn marked() -> Vec<String> {
    let keys = entry_keys().map(|key| key.name.to_string());
    keys.chain(sheets().map(|(key, _)| format!("{}[]", key.name))).collect()
}

/// Returns the names of the marked columns of a sheet of rows.
pub(super) fn marked_of(keys: &'static crate::schema::Keys) -> Vec<String> {
    row_keys(keys).map(|key| key.name.to_string()).collect()
}
