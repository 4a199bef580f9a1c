//! Which entry of the site a row of a list is.
//!
//! Takes the id, title, place and year of a row, gives the entry that has them. What a row leaves out does not count
//! against an entry.

use std::collections::HashMap;

use super::gallery::{KnownEntry, KnownSite, value_of};
use crate::date::PartialDate;
use crate::edit::FieldValue;
use crate::gazetteer::{Gazetteer, When};
use crate::text::bare_words;

/// The entry that a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowMatch {
    /// A new one.
    New,
    /// The known entry of this index.
    Known(usize),
    /// One of several known entries.
    Unclear(Vec<usize>),
    /// The row has an id that no entry has.
    NoSuchId,
}

/// The entries of a site by id and by title.
pub(super) struct EntryIndex<'k> {
    known: &'k KnownSite,
    gazetteer: &'k Gazetteer,
    by_id: HashMap<&'k str, usize>,
    by_title: HashMap<String, Vec<usize>>,
}

impl<'k> EntryIndex<'k> {
    pub(super) fn new(known: &'k KnownSite, gazetteer: &'k Gazetteer) -> EntryIndex<'k> {
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_id = HashMap::new();
        for (number, entry) in known.entries.iter().enumerate() {
            by_id.insert(entry.id.as_str(), number);
            by_title.entry(bare_words(entry.title())).or_default().push(number);
        }
        EntryIndex { known, gazetteer, by_id, by_title }
    }

    /// Returns the entry of an id.
    pub(super) fn of_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Returns the entries of a title.
    pub(super) fn of_title(&self, title: &str) -> &[usize] {
        self.by_title.get(&bare_words(title)).map_or(&[], |found| found)
    }

    /// Returns the entry that a row is.
    pub(super) fn find(&self, id: &str, title: &str, values: &[(String, FieldValue)]) -> RowMatch {
        if !id.is_empty() {
            return self.of_id(id).map_or(RowMatch::NoSuchId, RowMatch::Known);
        }
        let fits = |number: &&usize| self.fits(&self.known.entries[**number], values);
        let found: Vec<usize> = self.of_title(title).iter().filter(fits).copied().collect();
        match found[..] {
            [] => RowMatch::New,
            [one] => RowMatch::Known(one),
            _ => RowMatch::Unclear(found),
        }
    }

    fn fits(&self, entry: &KnownEntry, values: &[(String, FieldValue)]) -> bool {
        let both = |key: &str| Some((entry.value(key)?, value_of(values, key)?));
        let same_year = both("started").is_none_or(|(own, other)| match (year(own), year(other)) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        });
        same_year && both("locality").is_none_or(|(own, other)| self.share_a_place(own, other))
    }

    fn share_a_place(&self, own: &FieldValue, other: &FieldValue) -> bool {
        texts(own).iter().any(|own| texts(other).iter().any(|other| self.is_one_place(own, other)))
    }

    /// Whether two texts name the same place.
    pub(super) fn is_one_place(&self, one: &str, other: &str) -> bool {
        let resolve = |text: &str| self.gazetteer.resolve(text, When::default()).ok();
        match (resolve(one), resolve(other)) {
            (Some(one), Some(other)) => {
                let (one, other) = (one.place, other.place);
                (one.province, one.communes, one.former) == (other.province, other.communes, other.former)
            }
            _ => bare_words(one) == bare_words(other),
        }
    }
}

fn texts(value: &FieldValue) -> Vec<&str> {
    match value {
        FieldValue::Text(text) => vec![text],
        FieldValue::List(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn year(value: &FieldValue) -> Option<u16> {
    match value {
        FieldValue::Text(text) => PartialDate::parse_span(text).map(|(from, _)| from.year),
        FieldValue::Whole(year) => u16::try_from(*year).ok(),
        _ => None,
    }
}
