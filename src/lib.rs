//! Guong turns a folder of Markdown entries and photos into a public gallery of exemplary community
//! models: plain files in, plain files out.
//!
//! # Architecture
//!
//! Data flows one way. Each stage is a plain function over immutable values, and uses only the stages
//! before it and the modules below the pipeline; a test reads the imports to check it.
//!
//! ```text
//! World ──scan──▶ sources ──parse──▶ records ──assemble──▶ Catalogue ──plan──▶ Plan ──render──▶ bytes ──publish──▶ public/
//!                              ▲ parse memo                                     ▲ by key
//! └──────────────────────── site ───────────────────────┘└───────────────────── build, serve ─────────────────────┘
//! ```
//!
//! | the pipeline | takes | gives | never |
//! | --- | --- | --- | --- |
//! | [`world`] | a folder and a clock | listings, bytes, today | parses, writes |
//! | [`source`] | the world | the site's files, each with its role | parses |
//! | [`parse`] | the bytes of one file | one typed value with spans, and diagnostics | reads another file |
//! | [`edit`] | the bytes of one file and changes of its keys | the bytes with those keys changed, every other byte as it was | reads or writes a file |
//! | [`model`] | all parsed values | the catalogue: every reference resolved, every order total; or all the errors | reads a file |
//! | [`theme`] | the built-in theme and the site's own files | templates, words, assets, and their digests | renders |
//! | [`plan`] | catalogue and theme | every output: its path, its view, its key | renders |
//! | [`render`] | one output | its bytes | looks anything up outside its view |
//! | [`publish`] | bytes and a folder | the new site in the old one's place, or the old one untouched | writes through what is published |
//! | [`site`] | a site's folder, once or after every edit | its catalogue and theme; or all errors | renders |
//! | [`office`] | the sources of a site, a spreadsheet, or a report from Word | a workbook of all entries; the report of a year; the entries that a list or a report would make or change, every mistake at its cell | writes a file, computes a formula, follows a link |
//! | [`build`] | a site and the lock of its folder | a summary of what was published; or why nothing was | prints |
//! | [`deploy`] | the published folder and a place | the place with the same files, consistent at every moment | touches what Guong did not send |
//! | [`serve`] | a site's folder and a port | what a build would write, in the browser, at every save | has rules of its own |
//! | [`editor`] | requests of forms | values and diagnostics; files with the keys that a form changed | has rules of its own |
//! | [`command`] | a command line | output and an exit status | has rules of its own |
//!
//! | below the pipeline | what it is |
//! | --- | --- |
//! | [`address`] | the addresses of all outputs, which are permanent, which are reserved |
//! | [`date`] | days, and dates known to a year or a month |
//! | [`diagnostic`] | errors and warnings with their place, in two languages |
//! | [`digest`] | content digests, and values that carry their own |
//! | [`gazetteer`] | administrative units, as named then and as they are now |
//! | [`remote`] | places that hold files under keys: folders, network drives, S3 |
//! | [`schema`] | every key of the content, declared once: its type, need, help and example |
//! | [`search`] | an index of Vietnamese text as plain files, and the reader that answers queries from it |
//! | [`text`] | Vietnamese text: folding, slugs, near misses, order |
//!
//! # The view is the dependency
//!
//! Each kind of output has one view struct ([`plan::view`]). What the page may read, what its template
//! receives, and what its key hashes are one value, so nothing has to be tracked while a page is
//! rendered, and an output whose key equals the published one is not rendered again. Assembling and
//! planning run in full at every change: deletions, collisions and vanished outputs need no special
//! code. Preview ([`serve`]) makes views and keys on demand, when a browser requests them, and reads a
//! picture when a view first shows it. If only the words of an entry changed, it takes a shortcut
//! ([`model::reworded`], [`plan::Shape`]) that a test compares with the full path.
//!
//! Caches are keyed by content: parsed files by their bytes ([`parse::memo`]), photos by their bytes and
//! the recipe, pages (in the published folder itself) by the keys in its manifest ([`publish`]).
//! Every cache may be deleted at any time.
//!
//! # Laws
//!
//! 1. A warm build equals a cold one byte for byte, after any sequence of edits.
//! 2. A second build renders nothing, and says so.
//! 3. Each kind of edit renders exactly the outputs that it affects.
//! 4. One thread and many give the same bytes; so do two machines, two folders and two locales.
//! 5. A build that is killed at any moment, or runs out of disk space, leaves the old site or the new one.
//! 6. No output holds a trace of a draft, an embargoed or an expired entry.
//! 7. Every internal link and asset reference in the output resolves, under any base path.
//! 8. What preview shows is what a build writes.
//! 9. If `check` finds no error, no content stops a build.
//!
//! These tests check them: `tests/it/laws.rs` (1 to 4, 6), `tests/it/laws_random.rs` (all but 5),
//! `tests/it/laws_keys.rs` (3), `tests/it/publish.rs`, `tests/it/faults.rs` and `tests/it/faults_disk.rs` (5),
//! `tests/it/leaks.rs` (6), `tests/it/links.rs` (7), `tests/it/serve.rs` and `tests/it/reword.rs` (8).

pub mod address;
pub mod build;
pub mod command;
pub mod date;
#[allow(clippy::disallowed_methods, reason = "it reads what is published")]
pub mod deploy;
pub mod diagnostic;
pub mod digest;
pub mod edit;
pub mod editor;
pub mod gazetteer;
pub mod model;
#[cfg(feature = "office")]
pub mod office;
pub mod parse;
pub mod plan;
#[allow(clippy::disallowed_methods, reason = "it owns the published folder and the caches")]
pub mod publish;
#[allow(clippy::disallowed_methods, reason = "it reads and writes places beyond the site")]
pub mod remote;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
pub mod world;
