//! The store of derived photos that several machines share.
//!
//! Takes bundles, gives them to the cache of photos if the store has them, and puts there what was derived. A store that
//! is slow, down, full or wrong never fails a build and never makes it wrong: whatever goes amiss counts as a bundle
//! that is not there, and is reported once. After some failures in a row, or when nothing comes for a while, the store
//! is not asked again.

mod bundle;
mod calls;
mod hidden;
mod pool;
mod sweep;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::parse::CacheSettings;
use crate::publish::{PhotoCache, state};
use crate::remote::{self, Headers, Remote, RemoteFault};

pub(super) use bundle::{Bundle, PictureVariants, planned, prefix_of_byte};
pub(super) use calls::Calls;
pub(super) use hidden::HiddenPictures;
pub(super) use sweep::open as open_store;
pub use sweep::{StoreStop, Sweep, sweep};

use pool::CallPool;

/// How long a build waits for a store from which nothing comes.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a build asks for the same.
const TRIES: u32 = 2;

/// Which store a build uses, beside what the site says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreOptions {
    /// The store's address, instead of the site's own.
    pub address: Option<String>,
    /// Whether nothing is written there or deleted.
    pub read_only: bool,
    /// How long to wait for a store from which nothing comes.
    pub patience: Duration,
}

impl Default for StoreOptions {
    fn default() -> StoreOptions {
        StoreOptions { address: None, read_only: false, patience: PATIENCE }
    }
}

impl StoreOptions {
    /// Reads `GUONG_STORE` and `GUONG_STORE_READ_ONLY`.
    pub fn from_environment() -> StoreOptions {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let read_only = set("GUONG_STORE_READ_ONLY").is_some_and(|value| value != "0");
        StoreOptions { address: set("GUONG_STORE"), read_only, ..StoreOptions::default() }
    }

    /// Returns the address of the store, if there is one.
    fn address<'a>(&'a self, settings: &'a CacheSettings) -> Option<&'a str> {
        self.address.as_deref().or(settings.store.as_deref())
    }

    /// Returns the store's place; `None` if there is no store. Every call of a place that cannot be opened fails.
    fn open(&self, settings: &CacheSettings, root: &Path) -> Option<Box<dyn Remote>> {
        let address = self.address(settings)?;
        Some(remote::open(address, root).unwrap_or_else(|fault| Box::new(Unopened(fault))))
    }
}

/// A place that could not be opened, and why.
struct Unopened(RemoteFault);

impl Remote for Unopened {
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        Err(self.0.clone())
    }

    fn put(&self, _: &str, _: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        Err(self.0.clone())
    }

    fn delete(&self, _: &str) -> Result<(), RemoteFault> {
        Err(self.0.clone())
    }

    fn list(&self, _: &str) -> Result<Vec<String>, RemoteFault> {
        Err(self.0.clone())
    }
}

/// What a store did for a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoreSummary {
    /// Pictures whose photos came from the store.
    pub found: usize,
    /// Pictures whose photos were derived.
    pub made: usize,
    /// Pictures whose photos were put there.
    pub put: usize,
    /// Hidden pictures whose photos were deleted there.
    pub deleted: usize,
    /// Whether nothing may be written there.
    pub read_only: bool,
}

/// The store, as one build uses it.
pub(super) struct Store {
    calls: Arc<Calls>,
    cache: PhotoCache,
    pool: Mutex<CallPool>,
    /// Where bundles that are being put say that they are done; `None` once no more are put.
    puts: Option<Sender<()>>,
    put_ends: Mutex<Receiver<()>>,
    summary: Arc<Mutex<StoreSummary>>,
    options: StoreOptions,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Opens the store of a site in `root`, if it has one. With `read_only`, nothing is written, whatever the options
    /// say.
    pub(super) fn open(
        options: &StoreOptions,
        settings: &CacheSettings,
        root: &Path,
        cache: PhotoCache,
        read_only: bool,
    ) -> Option<Store> {
        let options = StoreOptions {
            address: Some(options.address(settings)?.to_string()),
            read_only: read_only || options.read_only || settings.read_only,
            ..*options
        };
        let place = options.open(settings, root)?;
        Some(Store::new(place, options, cache))
    }

    fn new(place: Box<dyn Remote>, options: StoreOptions, cache: PhotoCache) -> Store {
        let summary = StoreSummary { read_only: options.read_only, ..StoreSummary::default() };
        let (puts, put_ends) = channel();
        Store {
            calls: Arc::new(Calls::new(place, TRIES)),
            cache,
            pool: Mutex::new(CallPool::new()),
            puts: Some(puts),
            put_ends: Mutex::new(put_ends),
            summary: Arc::new(Mutex::new(summary)),
            options,
        }
    }

    /// Fetches bundles into the cache, many at a time. Calls `ready` on this thread with the number of each, as soon as
    /// it is there (`true`) or is known not to come (`false`).
    pub(super) fn fetch(&self, bundles: Vec<Bundle>, mut ready: impl FnMut(usize, bool)) {
        let (sender, results) = channel();
        let mut open = vec![true; bundles.len()];
        let asked = if self.calls.is_given_up() { Vec::new() } else { bundles };
        for (number, bundle) in asked.into_iter().enumerate() {
            let (sender, calls, cache) = (sender.clone(), Arc::clone(&self.calls), self.cache.clone());
            held(&self.pool).run(move || {
                let _ = sender.send((number, fetched(&calls, &cache, &bundle)));
            });
        }
        drop(sender);
        self.wait(&results, |(number, found)| {
            held(&self.summary).found += usize::from(found);
            open[number] = false;
            ready(number, found);
        });
        for (number, is_open) in open.into_iter().enumerate() {
            if is_open {
                ready(number, false);
            }
        }
    }

    /// Takes results until there are no more; returns `false`, and gives the store up, if none comes for a while. Time is
    /// lost only once: a store that was given up is not waited for again.
    fn wait<T>(&self, results: &Receiver<T>, mut take: impl FnMut(T)) -> bool {
        loop {
            if self.calls.is_given_up() {
                return false;
            }
            match results.recv_timeout(self.options.patience) {
                Ok(result) => take(result),
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => self.calls.give_up(),
            }
        }
    }

    /// Counts a picture that was derived, and puts its bundle into the store, if it may be written to. Does not wait.
    pub(super) fn put(&self, bundle: Bundle) {
        held(&self.summary).made += 1;
        if self.options.read_only || self.calls.is_closed() {
            return;
        }
        let (calls, done) = (Arc::clone(&self.calls), self.puts.clone());
        let (cache, summary) = (self.cache.clone(), Arc::clone(&self.summary));
        held(&self.pool).run(move || {
            // What the cache could not keep is not put either.
            if let Some(bytes) = from_cache(&cache, &bundle)
                && calls.put(&bundle.key(), &bytes).is_ok()
            {
                held(&summary).put += 1;
            }
            let _ = done.map(|done| done.send(()));
        });
    }

    /// Waits for what is being put, as long as something happens; deletes what became hidden; returns what the store
    /// did, and what is to be said of it.
    pub(super) fn finish(mut self, hidden: &HiddenPictures<'_>) -> (StoreSummary, Option<Diagnostic>) {
        self.puts = None;
        self.wait(&held(&self.put_ends), |()| {});
        let kept = if self.options.read_only { None } else { self.delete_hidden(hidden) };
        let failed = || self.calls.fault().map(|fault| warning(Problem::StoreFailed { fault }));
        let problem = kept.or_else(failed);
        let summary = *held(&self.summary);
        (summary, problem)
    }
}

/// Returns a warning about the store, whose address is in the site's settings as a rule.
pub(super) fn warning(problem: Problem) -> Diagnostic {
    Diagnostic { place: Location::file("guong.toml"), problem }
}

/// Fetches a bundle into the cache; returns whether all of it is there.
fn fetched(calls: &Calls, cache: &PhotoCache, bundle: &Bundle) -> bool {
    let keep = |bytes: &[u8]| {
        let mut files = bundle.files.iter().zip(bundle.unpack(bytes)?);
        Some(files.all(|((key, ending), file)| cache.keep(bundle.picture, *key, ending, file).is_ok()))
    };
    matches!(calls.get(&bundle.key(), keep), Ok(Some(true)))
}

/// Packs a bundle of files from the cache; `None` if it lacks one.
pub(super) fn from_cache(cache: &PhotoCache, bundle: &Bundle) -> Option<Vec<u8>> {
    let file = |(key, ending): &(_, &str)| state::read(&cache.find(bundle.picture, *key, ending)?);
    let files: Option<Vec<Vec<u8>>> = bundle.files.iter().map(file).collect();
    Some(bundle.pack(files?.iter().map(Vec::as_slice)))
}
