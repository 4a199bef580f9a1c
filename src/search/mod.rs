//! Search that understands Vietnamese, served from plain files.
//!
//! Builds an index as files ([`build`]) from the [`record`] and the words of each entry, and answers queries
//! from those files ([`reader`], [`matcher`]), or from memory while entries are being edited ([`live`]).
//! Never reads an entry's file; does not depend on the theme.
//!
//! | module | purpose |
//! | --- | --- |
//! | [`tokens`] | splits text into normalised syllables |
//! | [`units`] | the syllables and pairs of syllables of each entry, kept between runs |
//! | [`build`], `files` | writes the index as files |
//! | [`reader`], `segments` | reads an index |
//! | [`query`], [`marks`], [`slips`] | parses a query, compares diacritics, measures spelling distance |
//! | [`matcher`], `tiers`, `mend` | finds and ranks entries, with spelling correction |
//! | [`facet`] | the facets of a gallery: their numbers, keys and names in addresses |
//! | [`understood`], [`names`] | recognises names of fields, places, years and the like in a query |
//! | [`synonyms`] | expands a query by synonyms |
//! | `phrases`, [`pages`] | quoted phrases and exclusions, checked on the entry's page if the index cannot decide |
//! | [`answer`] | results and facet counts |
//! | [`live`], `asked` | the same from memory, for a gallery that is being edited; its requests |
//!
//! # The files
//!
//! Pages refer to one address that never changes ([`layout::MANIFEST`]). It holds the root (JSON): the common
//! syllables, the first key of each block or part of a table, and checksums. Every other file is named by its
//! checksum and compressed (raw DEFLATE, RFC 1951), so that the host need not compress or support range
//! requests, and may cache for ever:
//!
//! | file | holds |
//! | --- | --- |
//! | `t-….bin` | a part of a table of blocks `b`, `o` or `v`: first keys and checksums of up to [`layout::PART`] blocks |
//! | `b-….bin` | a block of postings: for each folded syllable (without diacritics) its posting lists, one set per spelling, and those of its pairs with more common syllables |
//! | `o-….bin` | posting lists of syllables that are too long to store with those of their pairs: of titles, and of each spelling |
//! | `l-….bin` | the neighbours of each syllable, to complete and to correct words |
//! | `k-….bin` | result cards |
//! | `n-….bin` | a facet: its values and their posting lists |
//! | `m-….bin` | names of values (fields, current and former places, years, units, documents), and synonyms |
//! | `v-….bin` | those values, with their posting lists |
//! | `d-….bin` | the days on which entries were published |
//!
//! A query of four words reads the root, then the parts of the table that it needs, then two or three blocks
//! of postings, then a block of results. The files of each step are read in parallel: four round trips in all.
//! A query with a name takes three more: a block of names, a part of the table of values, a block of values.

pub mod answer;
mod asked;
pub mod bits;
pub mod build;
pub mod facet;
mod files;
mod grouping;
mod groups;
mod inverted;
pub mod layout;
pub mod lists;
pub mod live;
pub mod marks;
pub mod matcher;
mod mend;
pub mod names;
pub mod pages;
mod phrases;
pub mod query;
pub mod reader;
pub mod record;
#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "it compares files of the theme")]
mod scripts;
mod segments;
pub mod slips;
pub mod synonyms;
mod tiers;
pub mod tokens;
pub mod understood;
pub mod units;
