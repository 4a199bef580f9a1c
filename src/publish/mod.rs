//! Publishing: replaces the old site by the new one, whole or not at all, in time proportional to the edit.
//!
//! Takes the wanted outputs (paths and keys) and the bytes of those that are not published yet;
//! gives the new site, or leaves the old one untouched; never writes into published files, never
//! replaces a folder that Guong did not make, never deletes what the user put there.
//!
//! # Two trees
//!
//! There are two trees on one file system: the published one, and a spare outside every served
//! folder. They share their files by hard links. To publish, the spare is updated to the new site, the two are
//! exchanged in one step, and the old tree, now the spare, is updated too. Only differing files are touched, in
//! both trees, so that withdrawn bytes are removed from both. Linking a whole new tree for each edit would take
//! seconds at ten thousand entries. A first site has one tree only: the first change makes the spare.
//!
//! Each tree contains its own manifest, which lists its files and their keys. A manifest is removed before its
//! tree is changed and written afterwards, so that a tree always matches its manifest or has none.
//!
//! # When a process dies
//!
//! | at | the published tree | the next command |
//! | --- | --- | --- |
//! | filling the spare | the old site | rebuilds the spare |
//! | before the exchange | the old site | continues from the spare |
//! | after it | the new site | moves the kept files; levels the spare |
//! | levelling | the new site | rebuilds the spare, if there is one |
//! | between two renames (systems without exchange) | missing | moves the new site to its place |
//!
//! Files are not synced to the disk: a power cut, unlike a killed process, can truncate files. The next
//! inspection notices their sizes and writes them again.
//!
//! ```no_run
//! # use guong::publish::{Lock, Publisher, Result, Target, WantedOutput};
//! # fn publish(wanted: Vec<WantedOutput>, render: impl Fn(usize) -> Vec<u8>) -> Result<()> {
//! let lock = Lock::acquire(".".as_ref(), || eprintln!("waiting for another build"))?;
//! let target = Target { out: "public".into(), ..Target::default() };
//! let publication = Publisher::open(lock, &target)?.begin(wanted)?;
//! for &index in publication.pending() {
//!     publication.write(index, &render(index))?;
//! }
//! let summary = publication.commit()?;
//! # Ok(()) }
//! ```

mod error;
mod exchange;
mod inspect;
mod keep;
mod lock;
mod manifest;
mod paths;
mod photo_cache;
mod place;
mod publication;
mod publisher;
pub(crate) mod state;
mod tree;

pub use error::{ClashKind, Doing, PublishError, Result};
pub use exchange::Method;
pub use lock::{Lock, state_folder};
pub use manifest::{ManifestLine, ManifestReading, TreeManifest, read_manifest};
pub use paths::WantedOutput;
pub use photo_cache::PhotoCache;
pub(crate) use place::sources_around;
pub use publication::{Linked, Publication, Summary};
pub use publisher::{Publisher, Target};

pub use crate::address::{MANIFEST, PathFault, check_path};
