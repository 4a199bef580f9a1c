//! The files of the published folder, with the digests of their bytes and what they show.
//!
//! Takes the published folder and the plan of the site, gives [`LocalFile`]s. A file whose key is that of the last run
//! has the same bytes, so its digest is taken from a cache in the state folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::DeployFault;
use super::steps::LocalFile;
use crate::address::ATTACHMENTS;
use crate::digest::Digest;
use crate::plan::{Plan, What};
use crate::publish::{ManifestLine, ManifestReading, read_manifest, state};

/// The cache of digests, in the state folder.
const DIGESTS: &str = "deploy.digests";

/// What each output shows that may be withdrawn, by path.
#[derive(Debug, Default)]
pub struct Shown(BTreeMap<Box<str>, u64>);

impl Shown {
    /// Reads it from a plan: entries by their slugs, pages by their paths, photos and attachments by their bytes.
    pub fn of(plan: &Plan<'_>) -> Shown {
        let catalogue = plan.catalogue;
        let slug = |number: u32| Digest::of(&("entry", &catalogue.entries[number as usize].slug));
        let shown = plan.outputs().par_iter().filter_map(|output| {
            let shows = match output.what {
                What::Entry(number) | What::Embed(number) | What::Oembed(number) | What::Kit(number) => {
                    slug(number)
                }
                What::Page(_) => Digest::of(&("page", &output.path)),
                What::Static(_) if output.path.starts_with(ATTACHMENTS) => {
                    Digest::of(&("file", &output.path))
                }
                What::Photo(picture, _) => Digest::of(&("photo", catalogue.pictures[picture].digest())),
                what @ What::PhotoCopy(..) => {
                    let (picture, _) = plan.derived(what)?;
                    Digest::of(&("photo", catalogue.pictures[picture].digest()))
                }
                _ => return None,
            };
            let (first, _) = shows.0.split_first_chunk::<8>()?;
            Some((output.path.as_str().into(), u64::from_le_bytes(*first)))
        });
        Shown(shown.collect())
    }
}

/// A digest that was computed before.
#[derive(Serialize, Deserialize)]
struct KnownDigest {
    path: Box<str>,
    key: Digest,
    size: u64,
    digest: Digest,
}

/// Returns the files of the published folder, sorted by path.
///
/// # Errors
/// If there is no site, or a file cannot be read.
pub fn local_files(out: &Path, cache: &Path, shown: &Shown) -> Result<Vec<LocalFile>, DeployFault> {
    let manifest = match read_manifest(out) {
        Ok(ManifestReading::Whole(manifest)) => manifest,
        _ => return Err(DeployFault::NothingBuilt),
    };
    let cache = cache.join(DIGESTS);
    let known: Vec<KnownDigest> =
        state::read(&cache).and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default();
    let of_line = |line: &ManifestLine| -> Result<KnownDigest, DeployFault> {
        let before = known.binary_search_by(|known| known.path.cmp(&line.path)).ok().map(|at| &known[at]);
        let digest = match before.filter(|known| known.key == line.key && known.size == line.size) {
            Some(known) => known.digest,
            None => {
                let bytes = fs::read(out.join(&*line.path)).map_err(|error| DeployFault::Unreadable {
                    path: line.path.to_string(),
                    error: error.to_string(),
                })?;
                Digest::of_bytes(&bytes)
            }
        };
        Ok(KnownDigest { path: line.path.clone(), key: line.key, size: line.size, digest })
    };
    let lines: Result<Vec<KnownDigest>, DeployFault> = manifest.lines().par_iter().map(of_line).collect();
    let lines = lines?;
    // If the cache cannot be written, the next run reads the files again.
    let encoded = postcard::to_stdvec(&lines).expect("it has no type that postcard lacks");
    let _ = state::replace(&cache, |file| file.write_all(&encoded));
    let local = lines.into_iter().map(|line| {
        let shows = shown.0.get(&line.path).copied();
        LocalFile { path: line.path, digest: line.digest, size: line.size, shows }
    });
    Ok(local.collect())
}
