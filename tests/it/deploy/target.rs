//! A target in memory that is cut at an operation, and a reader who opens every page of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use guong::remote::{Headers, Remote, RemoteFault};
use guong::search::answer::{SearchQuery, ask};
use guong::search::layout::MANIFEST;
use guong::search::reader::IndexReader;

pub type Files = BTreeMap<String, Vec<u8>>;

/// Called after a change, with the files and the change.
type Watch<'w> = dyn Fn(&Files, &str) + Send + Sync + 'w;

/// How an operation fails at which the connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Nothing is done.
    Before,
    /// It is done, but nobody says so.
    After,
}

/// A target in memory.
#[derive(Default)]
pub struct Target<'w> {
    pub files: Mutex<Files>,
    /// How many operations are done before the connection is cut.
    left: Mutex<Option<(usize, Cut)>>,
    /// Called after every change, with it.
    watch: Option<Box<Watch<'w>>>,
    /// The changes, in order: `+path`, `-path`.
    pub log: Mutex<Vec<String>>,
}

impl<'w> Target<'w> {
    pub fn with(files: Files) -> Target<'w> {
        Target { files: Mutex::new(files), ..Target::default() }
    }

    pub fn watched(self, watch: impl Fn(&Files, &str) + Send + Sync + 'w) -> Target<'w> {
        Target { watch: Some(Box::new(watch)), ..self }
    }

    /// Cuts the connection at the operation after `operations` others.
    pub fn cut_after(self, operations: usize, cut: Cut) -> Target<'w> {
        Target { left: Mutex::new(Some((operations, cut))), ..self }
    }

    pub fn files(&self) -> Files {
        self.files.lock().unwrap().clone()
    }

    /// Does an operation, unless the connection is cut.
    fn operation<T>(
        &self,
        change: Option<String>,
        each: impl FnOnce(&mut Files) -> T,
    ) -> Result<T, RemoteFault> {
        let gone = || RemoteFault::Answered(400, "cut".into());
        let mut left = self.left.lock().unwrap();
        let is_cut = match &mut *left {
            Some((0, Cut::Before)) => return Err(gone()),
            Some((0, cut @ Cut::After)) => {
                // Only this one is done.
                *cut = Cut::Before;
                true
            }
            Some((operations, _)) => {
                *operations -= 1;
                false
            }
            None => false,
        };
        let mut files = self.files.lock().unwrap();
        let done = each(&mut files);
        if let Some(change) = change {
            self.watch.iter().for_each(|watch| watch(&files, &change));
            self.log.lock().unwrap().push(change);
        }
        if is_cut { Err(gone()) } else { Ok(done) }
    }
}

impl Remote for Target<'_> {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        self.operation(None, |files| files.get(key).cloned())
    }

    fn put(&self, key: &str, bytes: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        self.operation(Some(format!("+{key}")), |files| {
            files.insert(key.to_string(), bytes.to_vec());
        })
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        self.operation(Some(format!("-{key}")), |files| {
            files.remove(key);
        })
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        self.operation(None, |files| files.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

/// Returns the files that a page loads, as paths from the root.
pub fn loaded(page: &str, html: &str) -> BTreeSet<String> {
    let between = |begin: &str| -> Vec<String> {
        let pieces = html.split(begin).skip(1);
        pieces.filter_map(|piece| piece.split('"').next()).map(str::to_string).collect()
    };
    let mut addresses = [between(" src=\""), between("<link rel=\"stylesheet\" href=\"")].concat();
    for set in between(" srcset=\"") {
        addresses.extend(set.split(", ").filter_map(|one| one.split(' ').next()).map(str::to_string));
    }
    let depth = page.matches('/').count();
    let resolved = addresses.iter().filter(|address| !address.contains(':')).map(|address| {
        let path = address.split(['?', '#']).next().unwrap();
        let path = path.strip_prefix("/goc/").unwrap_or(path).trim_start_matches("./");
        let up = path.matches("../").count();
        let folder: Vec<&str> = page.split('/').take(depth - up.min(depth)).collect();
        let path = path.trim_start_matches("../");
        if up == depth || page == "404.html" {
            path.to_string()
        } else {
            format!("{}/{path}", folder.join("/"))
        }
    });
    resolved.collect()
}

/// Searches with the manifest that a tab has, and the files that are there now.
pub fn searches(manifest: &[u8], files: &Files) -> Result<usize, String> {
    let read = |path: &str| if path == MANIFEST { Some(manifest.to_vec()) } else { files.get(path).cloned() };
    let index = IndexReader::open(&read).map_err(|fault| format!("{fault:?}"))?;
    let query = SearchQuery { words: "mô hình lời kể".into(), ..SearchQuery::default() };
    let found = ask(&index, &query).map_err(|fault| format!("{fault:?}"))?;
    Ok(found.map_or(0, |found| found.entries.len()))
}

/// A reader, who remembers what each page loads.
#[derive(Default)]
pub struct Reader(Mutex<BTreeMap<Vec<u8>, BTreeSet<String>>>);

impl Reader {
    /// Opens a page, and fails if it lacks what it loads, unless `is_excused`.
    fn open(&self, files: &Files, page: &str, is_excused: &dyn Fn(&str) -> bool) {
        for needed in self.loaded(page, &files[page]) {
            assert!(files.contains_key(&needed) || is_excused(&needed), "{page} lacks {needed}");
        }
    }

    fn loaded(&self, page: &str, bytes: &[u8]) -> BTreeSet<String> {
        let key = [page.as_bytes(), bytes].concat();
        let mut known = self.0.lock().unwrap();
        known.entry(key).or_insert_with(|| loaded(page, std::str::from_utf8(bytes).unwrap())).clone()
    }

    /// Opens every page, and searches.
    pub fn opens_all(&self, files: &Files, is_excused: &dyn Fn(&str) -> bool) {
        for page in files.keys().filter(|path| path.ends_with(".html")) {
            self.open(files, page, is_excused);
        }
        if let Some(manifest) = files.get(MANIFEST) {
            searches(manifest, files).unwrap_or_else(|fault| panic!("search: {fault}"));
        }
    }

    /// Opens what a change may have broken: the page that was sent, the pages that load what was removed.
    pub fn opens_changed(&self, files: &Files, change: &str, is_excused: &dyn Fn(&str) -> bool) {
        let path = &change[1..];
        if change.starts_with('+') && path.ends_with(".html") {
            self.open(files, path, is_excused);
        }
        if change.starts_with('-') && !path.ends_with(".html") && !is_excused(path) {
            for (page, bytes) in files.iter().filter(|(page, _)| page.ends_with(".html")) {
                assert!(!self.loaded(page, bytes).contains(path), "{page} lacks {path}");
            }
        }
        if path.starts_with("tim-kiem/")
            && let Some(manifest) = files.get(MANIFEST)
        {
            searches(manifest, files).unwrap_or_else(|fault| panic!("search after {change}: {fault}"));
        }
    }
}
