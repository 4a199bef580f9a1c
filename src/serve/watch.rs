//! What tells where to look: the system's file events.
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

/// The watcher's end of the line to the loop. When it is dropped, the loop knows that nobody watches.
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

/// Watches a site's folder until what is given back is dropped.
///
/// # Errors
/// Why the system will not: no such service, or no room for so many folders.
pub fn by_events(root: &Path, teller: Teller) -> Result<Arc<Mutex<RecommendedWatcher>>, String> {
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let (base, teller) = (root.clone(), Arc::new(teller));
    let (came, tops) = channel();
    let late = Arc::downgrade(&teller);
    let handler = move |event: notify::Result<notify::Event>| match event {
        Ok(event) if event.need_rescan() => teller.overflowed(),
        Ok(event) if is_edit(&event.kind) => {
            for path in event.paths.iter().filter_map(|path| within(&base, path)) {
                teller.touched(&path);
                if TOPS.contains(&path.as_str()) {
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
    // The folder itself tells of `guong.toml`, and of tops that come later.
    watch(root.clone(), RecursiveMode::NonRecursive)?;
    for top in TOPS.map(|top| root.join(top)).into_iter().filter(|top| top.is_dir()) {
        watch(top, RecursiveMode::Recursive)?;
    }
    let watcher = Arc::new(Mutex::new(watcher));
    let watching = Arc::clone(&watcher);
    // A folder that comes later is watched too; the watcher cannot be asked for that where it tells of it.
    std::thread::spawn(move || {
        for top in tops.into_iter().map(|top| root.join(top)).filter(|top| top.is_dir()) {
            let watched =
                watching.lock().unwrap_or_else(PoisonError::into_inner).watch(&top, RecursiveMode::Recursive);
            if let (Ok(()), Some(teller)) = (watched, late.upgrade()) {
                teller.overflowed();
            }
        }
    });
    Ok(watcher)
}

/// Whether an event may mean that a file is another than it was. Reading one is an event too.
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
