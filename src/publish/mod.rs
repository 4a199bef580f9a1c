//! Publishing: the new site in the old one's place, whole or not at all, in proportion to the edit.
//!
//! Takes the wanted outputs (paths and keys) and the bytes of those that are not published yet;
//! gives the new site, or the old one untouched; never writes through what is published, never
//! replaces a folder that Guong did not make, never deletes what the user put there.
//!
//! # Two trees
//!
//! There are two trees on one file system: the published one, and a spare outside every served
//! folder. They share their files by hard links. To publish, the spare is brought to the new
//! site, the two are exchanged in one step, and the other, now the spare, is brought level: each
//! time only what differs is touched, in both trees, so that withdrawn bytes leave both. Linking
//! a whole new tree for each edit would cost seconds at ten thousand entries.
//!
//! Each tree holds its own manifest, which moves with it: what the tree holds, under which keys.
//! A manifest is removed before its tree is changed and written after, so at every moment each
//! tree is what its manifest says, or is known not to be.
//!
//! # When a process dies
//!
//! | at | the published tree | the next command |
//! | --- | --- | --- |
//! | filling the spare | the old site | makes the spare anew |
//! | before the exchange | the old site | goes on from the spare |
//! | after it | the new site | carries what is kept; brings the spare level |
//! | levelling | the new site | makes the spare anew |
//! | between two renames (no exchange here) | missing | puts the new site in place |
//!
//! Bytes are not forced to the disk: a power cut, unlike a killed process, can leave files short.
//! The next inspection sees their sizes, and writes them again.
//!
//! ```no_run
//! # use guong::publish::{Lock, Publisher, Result, Target, WantedOutput};
//! # fn publish(wanted: Vec<WantedOutput>, render: impl Fn(usize) -> Vec<u8>) -> Result<()> {
//! let lock = Lock::acquire(".".as_ref(), || eprintln!("waiting for another build"))?;
//! let target = Target { out: "public".into(), ..Target::default() };
//! let publication = Publisher::open(lock, &target)?.begin(wanted)?;
//! for &index in publication.asked() {
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
pub use publication::{Linked, Publication, Summary};
pub use publisher::{Publisher, Target};

pub use crate::address::{MANIFEST, PathFault, check_path};
