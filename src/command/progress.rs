//! Progress on a terminal: one line that is written over; nothing elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A count that grows towards its end.
pub(super) struct Progress {
    label: String,
    total: usize,
    done: AtomicUsize,
    /// When the line was last written; nothing where nobody looks.
    last: Option<Mutex<Instant>>,
}

/// How often the line is written.
const PACE: Duration = Duration::from_millis(100);

impl Progress {
    /// Starts a count. Quick work is done before the line is first written.
    pub(super) fn new(label: &str, total: usize, quiet: bool) -> Progress {
        let shown = !quiet && std::io::stderr().is_terminal();
        let last = shown.then(|| Mutex::new(Instant::now()));
        Progress { label: label.to_string(), total, done: AtomicUsize::new(0), last }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(last) = &self.last else { return };
        let Ok(mut last) = last.try_lock() else { return };
        if last.elapsed() >= PACE {
            *last = Instant::now();
            let _ = write!(std::io::stderr(), "\r\x1b[2K{} {done}/{}", self.label, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
    }
}
