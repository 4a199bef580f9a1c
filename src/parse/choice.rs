//! Keys whose value is one of a few words.
//!
//! Takes a written value, gives the schema's id for it, or the value that serde knows by that id. Case and marks are
//! ignored.

use serde::de::{DeserializeOwned, IntoDeserializer};

use super::table::TableReader;
use crate::diagnostic::{Located, Problem};
use crate::schema::{Choice, Key, Type};
use crate::text::{bare_words, nearest};

impl TableReader<'_, '_> {
    /// Reads the value of a key as the id of one of its choices, ignoring case and marks.
    pub(super) fn choice(&mut self, name: &'static str) -> Option<&'static str> {
        let at = self.text(name)?;
        self.chosen(name, &at)
    }

    /// Reads `true` or `false`, else the id of one of the key's choices as the error.
    pub(super) fn flag_or_choice(&mut self, name: &'static str) -> Result<bool, Option<&'static str>> {
        match self.written_flag(name) {
            Some(flag) => Ok(flag),
            None => Err(self.choice(name)),
        }
    }

    /// Reads a list of a key's choices as their ids.
    pub(super) fn choices(&mut self, name: &'static str) -> Vec<&'static str> {
        self.texts(name).iter().filter_map(|at| self.chosen(name, at)).collect()
    }

    fn chosen(&self, name: &'static str, at: &Located<String>) -> Option<&'static str> {
        let Some((_, Key { kind: Type::Choice(words), .. })) = self.keys.find(name) else {
            unreachable!("{name} is no choice")
        };
        let spellings = |word: &'static Choice| word.written.iter().copied().chain([word.id]);
        let written = bare_words(&at.value);
        if let Some(word) =
            words.iter().find(|word| spellings(word).any(|spelling| bare_words(spelling) == written))
        {
            return Some(word.id);
        }
        // The proposed spelling of the nearest choice comes first.
        let near = nearest(&at.value, words.iter().flat_map(spellings), 1);
        let meant = words.iter().filter(|word| spellings(word).any(|spelling| near.contains(&spelling)));
        let near: Vec<&str> = meant.map(Choice::proposed).collect();
        let proposed = words.iter().map(Choice::proposed);
        let allowed =
            near.iter().copied().chain(proposed.filter(|word| !near.contains(word))).map(String::from);
        let problem =
            Problem::BadChoice { key: self.key(name), written: at.value.clone(), allowed: allowed.collect() };
        self.problem(at.position, problem);
        None
    }
}

/// Returns the value of one of the schema's choices, by the name that serde knows it by.
pub(super) fn word<T: DeserializeOwned>(id: &'static str) -> Option<T> {
    let read: Result<T, serde::de::value::Error> = T::deserialize(id.into_deserializer());
    debug_assert!(read.is_ok(), "the schema's word {id} stands for nothing");
    read.ok()
}
