use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Condvar;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::*;
use crate::digest::Digest;

/// A place that answers some calls and never returns from the others.
#[derive(Default)]
struct Hanging {
    files: Vec<(String, Vec<u8>)>,
    /// The keys of the calls that never return.
    asked: Arc<Mutex<BTreeSet<String>>>,
    never: (Mutex<()>, Condvar),
}

impl Hanging {
    fn hang(&self, key: &str) -> ! {
        held(&self.asked).insert(key.into());
        let mut lock = held(&self.never.0);
        loop {
            lock = self.never.1.wait(lock).unwrap();
        }
    }
}

impl Remote for Hanging {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        match self.files.iter().find(|(own, _)| own == key) {
            Some((_, bytes)) => Ok(Some(bytes.clone())),
            None => self.hang(key),
        }
    }

    fn put(&self, key: &str, _: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        self.hang(key)
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        self.hang(key)
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        self.hang(prefix)
    }
}

fn bundle(name: &str) -> Bundle {
    Bundle { picture: Digest::of_bytes(name.as_bytes()), files: vec![(Digest::of(name), "jpg")] }
}

const PHOTO: &[u8] = b"\xFF\xD8 a small photo \xFF\xD9";

fn store(place: Hanging) -> (TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().to_path_buf();
    // Within this time a thread must start and answer, however busy the machine is.
    let options = StoreOptions { patience: Duration::from_secs(3), ..StoreOptions::default() };
    let cache = PhotoCache::new(&state);
    (folder, state, Store::new(Box::new(place), options, cache))
}

#[test]
fn a_store_that_hangs_is_waited_for_once() {
    let here = bundle("here");
    let place = Hanging { files: vec![(here.key(), here.pack([PHOTO].into_iter()))], ..Hanging::default() };
    let asked = Arc::clone(&place.asked);
    let (_folder, state, store) = store(place);
    let mut bundles = vec![here.clone()];
    bundles.extend((0..40).map(|number| bundle(&number.to_string())));
    let mut ready = Vec::new();
    let absent: BTreeSet<String> = bundles[1..].iter().map(Bundle::key).collect();
    store.fetch(bundles, |number, found| ready.push((number, found)));
    ready.sort();
    assert_eq!(ready.len(), 41, "each is reported once");
    assert_eq!(ready.iter().filter(|(_, found)| *found).collect::<Vec<_>>(), [&(0, true)]);
    assert!(store.cache.find(here.picture, here.files[0].0, "jpg").is_some());
    // From now on, nothing is asked and nothing is waited for.
    store.put(here);
    store.fetch(vec![bundle("more")], |_, found| assert!(!found));
    let hidden = [Digest::of_bytes(b"hidden")].into();
    let (summary, warning) = store.finish(&HiddenPictures { hidden, shown: &BTreeSet::new(), state: &state });
    assert_eq!(summary, StoreSummary { found: 1, made: 1, ..StoreSummary::default() });
    let problem = warning.map(|warning| warning.problem);
    assert_eq!(problem, Some(Problem::StoreKeeps { photos: 1, fault: RemoteFault::NoAnswer }));
    assert!(held(&asked).is_subset(&absent), "{asked:?}");
}

/// A place that fails, and counts how often it is asked.
struct Failing(RemoteFault, Arc<AtomicUsize>);

impl Remote for Failing {
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        self.1.fetch_add(1, Ordering::Relaxed);
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

#[test]
fn a_store_that_fails_time_after_time_is_not_asked_again() {
    let wrong = RemoteFault::WrongData("x".into());
    for (fault, most) in [(wrong, 8 + 16), (RemoteFault::Refused("403".into()), 16)] {
        let asked = Arc::new(AtomicUsize::new(0));
        let (folder, place) = (tempfile::tempdir().unwrap(), Failing(fault.clone(), Arc::clone(&asked)));
        let cache = PhotoCache::new(folder.path());
        let store = Store::new(Box::new(place), StoreOptions::default(), cache);
        let bundles = (0..500).map(|number| bundle(&number.to_string())).collect();
        store.fetch(bundles, |_, found| assert!(!found));
        assert!(asked.load(Ordering::Relaxed) <= most, "{asked:?} {fault:?}");
        assert_eq!(store.calls.fault(), Some(fault));
    }
}
