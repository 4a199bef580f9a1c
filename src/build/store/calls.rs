//! Calls of the store's place: tried again a few times, and no longer made once they fail time after time.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::remote::{Headers, Remote, RemoteFault};

/// After this many failures in a row, the place is not asked again.
const FAILURES: u32 = 8;
/// How long to wait before the second try; before each further one, twice as long.
const PAUSE: Duration = Duration::from_millis(100);

/// Whether a call reads or writes. A place that may only be read is still read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Read,
    Write,
}

/// Whether the calls of one direction succeed.
#[derive(Debug, Default)]
struct Health {
    in_a_row: AtomicU32,
    closed: AtomicBool,
}

/// A place, and what is known of it by now.
pub(in crate::build) struct Calls {
    place: Box<dyn Remote>,
    tries: u32,
    reads: Health,
    writes: Health,
    given_up: AtomicBool,
    /// The first fault, which is the one that is reported.
    fault: Mutex<Option<RemoteFault>>,
}

impl Calls {
    /// Takes a place, and how often each call is tried.
    pub(in crate::build) fn new(place: Box<dyn Remote>, tries: u32) -> Calls {
        let (reads, writes) = (Health::default(), Health::default());
        Calls { place, tries, reads, writes, given_up: AtomicBool::new(false), fault: Mutex::default() }
    }

    /// Fetches a file and reads it with `read`, which returns `None` for bytes that are not what they should be.
    pub(super) fn get<T>(
        &self,
        key: &str,
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<Option<T>, RemoteFault> {
        self.call(Direction::Read, |place| {
            let Some(bytes) = place.get(key)? else { return Ok(None) };
            read(&bytes).map(Some).ok_or_else(|| RemoteFault::WrongData(key.into()))
        })
    }

    /// Stores a file.
    pub(in crate::build) fn put(&self, key: &str, bytes: &[u8]) -> Result<(), RemoteFault> {
        let headers = Headers { content_type: Some("application/octet-stream"), ..Headers::default() };
        self.call(Direction::Write, |place| place.put(key, bytes, &headers))
    }

    /// Deletes a file.
    pub(super) fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        self.call(Direction::Write, |place| place.delete(key))
    }

    /// Lists the keys that begin with `prefix`.
    pub(in crate::build) fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        self.call(Direction::Read, |place| place.list(prefix))
    }

    fn call<T>(
        &self,
        direction: Direction,
        once: impl Fn(&dyn Remote) -> Result<T, RemoteFault>,
    ) -> Result<T, RemoteFault> {
        let health = match direction {
            Direction::Read => &self.reads,
            Direction::Write => &self.writes,
        };
        let mut tried = 1;
        loop {
            if health.closed.load(Ordering::Relaxed) {
                return Err(self.fault().unwrap_or(RemoteFault::NoAnswer));
            }
            let fault = match once(&*self.place) {
                Ok(value) => {
                    health.in_a_row.store(0, Ordering::Relaxed);
                    return Ok(value);
                }
                Err(fault) => fault,
            };
            if fault.may_pass() && tried < self.tries {
                thread::sleep(PAUSE * 2_u32.pow(tried - 1));
                tried += 1;
                continue;
            }
            self.report(fault.clone());
            let in_a_row = health.in_a_row.fetch_add(1, Ordering::Relaxed) + 1;
            if fault.is_lasting() || in_a_row >= FAILURES {
                health.closed.store(true, Ordering::Relaxed);
            }
            return Err(fault);
        }
    }

    /// Stops asking the place for anything, because it does not answer.
    pub(super) fn give_up(&self) {
        self.report(RemoteFault::NoAnswer);
        for closed in [&self.reads.closed, &self.writes.closed, &self.given_up] {
            closed.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the place was given up.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether nothing more can be stored.
    pub(in crate::build) fn is_closed(&self) -> bool {
        self.writes.closed.load(Ordering::Relaxed)
    }

    fn report(&self, fault: RemoteFault) {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
    }

    /// Returns the first fault.
    pub(in crate::build) fn fault(&self) -> Option<RemoteFault> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
