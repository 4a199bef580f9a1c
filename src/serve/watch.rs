//! The system's file events, which say where to look.
//!
//! Takes the site's folder, gives paths in it that something happened to. Only a hint of where to look first:
//! what is true is what is on disk, and a full look finds what events miss.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Event;
use crate::source::TOPS;
use crate::text::nfc;
use crate::world::is_leaving;

/// The watcher's end of the line to the loop. When it is dropped, the loop knows that watching stopped.
#[derive(Debug)]
pub struct Teller {
    pub(super) events: Sender<Event>,
    pub(super) life: Life,
}

/// Whether the watch was set up, and whether its watcher is dead: both, and the loop must know.
#[derive(Debug, Clone, Default)]
pub(super) struct Life(Arc<Mutex<(bool, bool)>>);

impl Life {
    /// The watch is set up; what happened meanwhile was not told.
    pub(super) fn begin(&self, events: &Sender<Event>) {
        self.mark(events, |(begun, _)| *begun = true);
        let _ = events.send(Event::Overflowed);
    }

    fn mark(&self, events: &Sender<Event>, mark: impl Fn(&mut (bool, bool))) {
        let mut life = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mark(&mut life);
        if *life == (true, true) {
            let _ = events.send(Event::Unwatched(String::new()));
        }
    }
}

impl Teller {
    /// Something happened to a path, relative to the site's folder, with `/`.
    pub fn touched(&self, path: &str) {
        if TOPS.contains(&path.split('/').next().unwrap_or_default()) && !path.split('/').any(is_leaving) {
            let _ = self.events.send(Event::Touched(path.to_string()));
        }
    }

    /// Something happened that was not told: only a full look can find it.
    pub fn overflowed(&self) {
        let _ = self.events.send(Event::Overflowed);
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.life.mark(&self.events, |(_, dead)| *dead = true);
    }
}

/// Watches a site's folder, and what links in it lead to, until what is given back is dropped.
///
/// # Errors
/// Why the system cannot watch: no such service, or too many folders.
pub fn by_events(root: &Path, teller: Teller) -> Result<Arc<Mutex<RecommendedWatcher>>, String> {
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let (base, teller) = (root.clone(), Arc::new(teller));
    let (came, late) = channel();
    let late_teller = Arc::downgrade(&teller);
    let targets = Targets::default();
    let known = targets.clone();
    let handler = move |event: notify::Result<notify::Event>| match event {
        Ok(event) if event.need_rescan() => teller.overflowed(),
        Ok(event) if is_edit(&event.kind) => {
            for path in event.paths.iter().filter_map(|path| within(&base, path)) {
                if known.holds(&path) {
                    // Only a full listing shows which links lead there.
                    teller.overflowed();
                }
                teller.touched(&path);
                if TOPS.contains(&path.as_str()) || base.join(&path).is_symlink() {
                    let _ = came.send(path);
                }
            }
        }
        Ok(_) => {}
        Err(_) => teller.overflowed(),
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(handler, config).map_err(|error| error.to_string())?;
    let mut watch = |path: PathBuf, mode| watcher.watch(&path, mode).map_err(|error| error.to_string());
    // The folder itself reports `guong.toml`, and tops that come later.
    watch(root.clone(), RecursiveMode::NonRecursive)?;
    for top in TOPS.map(|top| root.join(top)).into_iter().filter(|top| top.is_dir()) {
        watch(top, RecursiveMode::Recursive)?;
    }
    let watcher = Arc::new(Mutex::new(watcher));
    let watching = Arc::downgrade(&watcher);
    // What comes later is watched too; the watcher cannot be asked from its own callback.
    std::thread::spawn(move || {
        let watch = |path: &Path| {
            watching.upgrade().is_some_and(|watcher| {
                let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
                watcher.watch(path, RecursiveMode::Recursive).is_ok()
            })
        };
        let overflow = || late_teller.upgrade().iter().for_each(|teller| teller.overflowed());
        let lead_on =
            |top: &Path| targets.of_links(&root, top).iter().filter(|target| watch(target)).count() > 0;
        if TOPS.map(|top| lead_on(&root.join(top))).contains(&true) {
            overflow();
        }
        for path in late {
            let there = root.join(&path);
            let is_new_top = TOPS.contains(&path.as_str()) && there.is_dir() && watch(&there);
            if lead_on(&there) || is_new_top {
                overflow();
            }
        }
    });
    Ok(watcher)
}

/// The files and folders outside [`TOPS`] that links in them lead to, relative to the site's folder.
#[derive(Debug, Clone, Default)]
struct Targets(Arc<Mutex<Vec<String>>>);

impl Targets {
    /// Whether a path is one of them, or lies in one.
    fn holds(&self, path: &str) -> bool {
        let targets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        targets.iter().any(|target| {
            path.strip_prefix(target.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Takes in what the links at or below a path lead to; returns what must be watched for that. A file is
    /// watched through its folder: editors put a new file in its place.
    fn of_links(&self, root: &Path, top: &Path) -> Vec<PathBuf> {
        let mut watched = Vec::new();
        let mut tops = vec![top.to_path_buf()];
        while let Some(top) = tops.pop() {
            let entries = walkdir::WalkDir::new(top).into_iter().filter_map(Result::ok);
            for link in entries.filter(walkdir::DirEntry::path_is_symlink) {
                let Ok(target) = link.path().canonicalize() else { continue };
                let Some(path) = within(root, &target) else { continue };
                let is_watched = TOPS.contains(&path.split('/').next().unwrap_or_default());
                if is_watched || path.split('/').any(is_leaving) || self.holds(&path) {
                    continue;
                }
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push(path);
                let folder = if target.is_dir() { Some(target.as_path()) } else { target.parent() };
                watched.extend(folder.filter(|folder| *folder != root).map(Path::to_path_buf));
                // There may be links in what it leads to.
                tops.push(target);
            }
        }
        watched
    }
}

/// Whether an event may mean that a file changed. Reading a file is an event too.
fn is_edit(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write))
}

/// The path relative to the site's folder, in form C. Where a name stands otherwise on the disk, its folder,
/// which can be found by either.
fn within(root: &Path, path: &Path) -> Option<String> {
    let mut names = Vec::new();
    for component in path.strip_prefix(root).ok()?.components() {
        let Component::Normal(name) = component else { return None };
        match name.to_str() {
            Some(name) if nfc(name) == name => names.push(name),
            _ => break,
        }
    }
    (!names.is_empty()).then(|| names.join("/"))
}
