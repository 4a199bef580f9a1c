//! Search that understands Vietnamese, served from plain files.
//!
//! Takes what is known of each entry ([`record`]) and its words, gives an index as files ([`build`]);
//! answers queries from those files ([`reader`], [`matcher`]) or from memory, while entries are being
//! edited ([`live`]). Never reads an entry's file and knows no theme.
//!
//! | part | what it is |
//! | --- | --- |
//! | [`tokens`] | text as syllables in one form |
//! | [`units`] | which syllables and pairs stand in which entry, kept between runs |
//! | [`build`] | the index as files |
//! | [`reader`] | an index, read |
//! | [`query`], [`marks`], [`slips`] | what was typed, how marks agree, what may have been meant |
//! | [`matcher`], `tiers`, `mend` | from a query to entries, in tiers, slips included |
//! | [`understood`], [`names`] | names of fields, places, years and the like among the words |
//! | [`synonyms`] | other words for what was typed |
//! | `phrases`, [`pages`] | what must stand there exactly, and what must not; checked on the entry's page, where an index cannot know |
//! | [`answer`] | results and counts, by facets |
//! | [`live`], `asked` | the same from memory, for a gallery that is being edited |
//!
//! # The files
//!
//! Pages refer to one address that never changes ([`layout::MANIFEST`]); it holds the root (JSON): the common
//! syllables, the first key of each block or part of a table, checksums. Every other file is named by its
//! checksum and compressed (raw DEFLATE, RFC 1951), so it does not matter whether the host compresses, knows
//! range requests, or caches for ever:
//!
//! | file | holds |
//! | --- | --- |
//! | `t-….bin` | a part of the table of postings: the first keys of some blocks, and their checksums |
//! | `b-….bin` | a block of postings: for each syllable without marks its lists, by the way it is written, and those of its pairs with more common syllables |
//! | `o-….bin` | lists of syllables that are too long to stand beside those of their pairs |
//! | `l-….bin` | what stands beside each syllable, to complete and to mend words |
//! | `k-….bin` | what results show |
//! | `n-….bin` | a facet: its values and their entries |
//! | `m-….bin` | names of values: fields, places then and now, years, units, documents; and synonyms |
//! | `v-….bin` | those values, with their entries |
//! | `d-….bin` | the days on which entries were published |
//!
//! A query of four words reads the root, then the parts of the table that it needs, then two or three blocks
//! of postings, then a block of results: each at once, so that a visitor waits four times and not more.

pub mod answer;
mod asked;
pub mod bits;
pub mod build;
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
pub mod slips;
pub mod synonyms;
mod tiers;
pub mod tokens;
pub mod understood;
pub mod units;
