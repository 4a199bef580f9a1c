//! The system's file events.
//!
//! Takes the site's folder, gives paths in it that may have changed. Events are only hints: the files on disk
//! decide, and listing the whole folder finds changes that events missed.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Event;
use crate::source::TOPS;
use crate::text::nfc;
use crate::world::is_leaving;

/// The watcher's sender to the loop. Dropping it notifies the loop that watching stopped.
#[derive(Debug)]
pub struct WatchSender {
    pub(super) events: Sender<Event>,
    pub(super) life: Life,
}

/// Whether the watcher was set up, and whether it stopped. If both are true, the loop must be notified.
#[derive(Debug, Clone, Default)]
pub(super) struct Life(Arc<Mutex<(bool, bool)>>);

impl Life {
    /// Marks the watcher as set up; changes before that were not reported.
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

impl WatchSender {
    /// Reports a possible change of a path, which is relative to the site's folder and uses `/`.
    pub fn touched(&self, path: &str) {
        if TOPS.contains(&path.split('/').next().unwrap_or_default()) && !path.split('/').any(is_leaving) {
            let _ = self.events.send(Event::Touched(path.to_string()));
        }
    }

    /// Reports that events were lost, so that the whole folder must be listed.
    pub fn overflowed(&self) {
        let _ = self.events.send(Event::Overflowed);
    }
}

impl Drop for WatchSender {
    fn drop(&mut self) {
        self.life.mark(&self.events, |(_, dead)| *dead = true);
    }
}

/// Watches a site's folder, and the targets of links in it, until the returned watcher is dropped.
///
/// # Errors
/// The reason why the system cannot watch: no such service, or too many folders.
pub fn by_events(root: &Path, sender: WatchSender) -> Result<Arc<Mutex<RecommendedWatcher>>, String> {
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let (base, sender) = (root.clone(), Arc::new(sender));
    let (came, late) = channel();
    let late_sender = Arc::downgrade(&sender);
    let targets = Targets::default();
    let known = targets.clone();
    let handler = move |event: notify::Result<notify::Event>| match event {
        Ok(event) if event.need_rescan() => sender.overflowed(),
        Ok(event) if is_edit(&event.kind) => {
            for path in event.paths.iter().filter_map(|path| within(&base, path)) {
                if known.holds(&path) {
                    // Only a full listing shows which links lead there.
                    sender.overflowed();
                }
                sender.touched(&path);
                if TOPS.contains(&path.as_str()) || base.join(&path).is_symlink() {
                    let _ = came.send(path);
                }
            }
        }
        Ok(_) => {}
        Err(_) => sender.overflowed(),
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
    // New folders and links are watched too, from this thread: a watcher must not be called in its own callback.
    std::thread::spawn(move || {
        let watch = |path: &Path| {
            watching.upgrade().is_some_and(|watcher| {
                let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
                watcher.watch(path, RecursiveMode::Recursive).is_ok()
            })
        };
        let overflow = || late_sender.upgrade().iter().for_each(|sender| sender.overflowed());
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
    /// Whether a path is a target or lies in one.
    fn holds(&self, path: &str) -> bool {
        let targets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        targets.iter().any(|target| {
            path.strip_prefix(target.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Adds the targets of links at or below a path; returns the folders to watch for them. A file is watched
    /// through its folder, because editors replace files.
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
                // The target may contain links.
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

/// Returns the path relative to the site's folder, in NFC. If a name on disk is not in NFC, returns its folder.
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
