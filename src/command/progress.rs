//! Progress on a terminal: one line that is written over; nothing elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::diagnostic::Language;

/// A count that grows towards its end.
pub(super) struct Progress {
    label: String,
    total: usize,
    done: AtomicUsize,
    /// When the line was last written; `None` if the output is no terminal.
    last: Option<Mutex<Instant>>,
    /// When it began and in which language, if the pace and the time left are shown.
    paced: Option<(Instant, Language)>,
}

/// How often the line is written.
const PACE: Duration = Duration::from_millis(100);

impl Progress {
    /// Starts a count. Quick work is done before the line is first written.
    pub(super) fn new(label: &str, total: usize, quiet: bool) -> Progress {
        let shown = !quiet && std::io::stderr().is_terminal();
        let last = shown.then(|| Mutex::new(Instant::now()));
        Progress { label: label.to_string(), total, done: AtomicUsize::new(0), last, paced: None }
    }

    /// Starts a count of slow work, whose pace and time left are told.
    pub(super) fn with_pace(label: &str, total: usize, quiet: bool, language: Language) -> Progress {
        let mut progress = Progress::new(label, total, quiet);
        progress.paced = Some((Instant::now(), language));
        progress
    }

    /// One more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(last) = &self.last else { return };
        let Ok(mut last) = last.try_lock() else { return };
        if last.elapsed() >= PACE {
            *last = Instant::now();
            let pace = self.paced.map_or_else(String::new, |(began, language)| {
                pace(done, self.total, began.elapsed().as_secs_f64(), language)
            });
            let _ = write!(std::io::stderr(), "\r\x1b[2K{} {done}/{}{pace}", self.label, self.total);
        }
    }
}

/// How many are done in a second, and how long the rest takes at that.
fn pace(done: usize, total: usize, seconds: f64, language: Language) -> String {
    let each_second = done as f64 / seconds.max(0.001);
    let left = (total.saturating_sub(done) as f64 / each_second.max(0.001)).ceil() as u64;
    let (minutes, seconds) = (left / 60, left % 60);
    match language {
        Language::Vi => format!(
            " · {} ảnh/giây · còn {minutes}:{seconds:02}",
            format!("{each_second:.1}").replace('.', ",")
        ),
        Language::En => format!(" · {each_second:.1} photos/s · {minutes}:{seconds:02} left"),
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_and_the_time_left() {
        assert_eq!(pace(30, 330, 10.0, Language::Vi), " · 3,0 ảnh/giây · còn 1:40");
        assert_eq!(pace(1, 2, 0.25, Language::En), " · 4.0 photos/s · 0:01 left");
    }
}
