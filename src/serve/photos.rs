//! Photos, derived when a page first shows them.
//!
//! Takes a picture and its key, gives the bytes that a build would publish: from the cache that builds keep,
//! else derived and put there. Never holds up the loop: this runs where the browser's request is answered.

use std::fs;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::digest::Digest;
use crate::model::Picture;
use crate::render::photo;
use crate::world::DiskWorld;

/// The cache, and how many photos are derived at once: each is decoded whole, so that many at once would
/// take more memory than an office PC has.
pub(super) struct Photos {
    cache: Option<PathBuf>,
    free: Mutex<usize>,
    freed: Condvar,
}

impl Photos {
    /// `cache`: the folder of derived photos, if one can be had.
    pub(super) fn new(cache: Option<PathBuf>) -> Photos {
        Photos { cache, free: Mutex::new(2), freed: Condvar::new() }
    }

    /// What is published of a picture; nothing if its file is another by now, which the loop finds out too.
    pub(super) fn bytes(&self, world: &DiskWorld, picture: &Picture, key: Digest) -> Option<Vec<u8>> {
        let cached = self.cache.as_ref().map(|folder| folder.join(format!("{key}.jpg")));
        let read = || cached.as_ref().and_then(|path| fs::read(path).ok());
        if let Some(bytes) = read() {
            return Some(bytes);
        }
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        // Somebody else may have derived it while we waited.
        let bytes = read().or_else(|| derive(world, picture));
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.freed.notify_one();
        if let (Some(bytes), Some(path)) = (&bytes, &cached)
            && !path.exists()
        {
            keep(path, bytes);
        }
        bytes
    }
}

fn derive(world: &DiskWorld, picture: &Picture) -> Option<Vec<u8>> {
    let bytes = fs::read(world.place_of(&picture.source.found)?).ok()?;
    if Digest::of_bytes(&bytes) != picture.digest() {
        return None;
    }
    photo::derive(picture, &bytes).ok()
}

/// Whole or not at all. It is a cache: where it cannot be written, the photo is shown all the same.
fn keep(path: &std::path::Path, bytes: &[u8]) {
    let part = path.with_extension(format!("part-{}-{:?}", std::process::id(), std::thread::current().id()));
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    if folder.and_then(|()| fs::write(&part, bytes)).and_then(|()| fs::rename(&part, path)).is_err() {
        let _ = fs::remove_file(&part);
    }
}
