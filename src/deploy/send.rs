//! Carries out the steps of a deployment.
//!
//! Takes [`DeploySteps`](super::steps::DeploySteps) and the published folder, sends and removes files, several at a time. A request
//! that fails for a moment is repeated.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::record::{SENDING, SENT};
use super::steps::LocalFile;
use super::{DeployFault, Deployment};
use crate::digest::Digest;
use crate::remote::{Headers, RemoteFault};
use crate::render::{cache_control, media_type, with_charset};

/// How many requests are made at once.
const AT_ONCE: usize = 8;

/// How long to wait before each repetition of a request that failed for a moment.
#[derive(Clone, Copy, Debug)]
pub struct Patience<'p>(pub &'p [Duration]);

impl Default for Patience<'_> {
    fn default() -> Self {
        const SECONDS: &[Duration] =
            &[Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(15)];
        Patience(SECONDS)
    }
}

impl Patience<'_> {
    /// Makes a request about a file, repeated if it may succeed a moment later.
    ///
    /// # Errors
    /// The last fault.
    pub(crate) fn try_at<T>(
        &self,
        path: &str,
        request: impl Fn() -> Result<T, RemoteFault>,
    ) -> Result<T, DeployFault> {
        let mut waits = self.0.iter();
        loop {
            match request() {
                Ok(done) => return Ok(done),
                Err(fault) => match waits.next().filter(|_| fault.may_pass()) {
                    Some(wait) => std::thread::sleep(*wait),
                    None => return Err(DeployFault::Remote { path: path.into(), fault }),
                },
            }
        }
    }
}

/// The progress of a deployment: called with the bytes of each file that was sent, on any thread.
pub type Pace<'p> = dyn Fn(u64) + Sync + 'p;

/// How a deployment is carried out.
pub struct Sending<'s> {
    /// How long failing requests are repeated.
    pub patience: Patience<'s>,
    /// Receives the progress.
    pub pace: &'s Pace<'s>,
}

impl Deployment<'_> {
    /// Sends and removes what differs. If this fails, the target is consistent, and the next deployment completes it.
    ///
    /// # Errors
    /// The first fault; nothing more is sent then.
    pub fn carry_out(&self, sending: &Sending<'_>) -> Result<(), DeployFault> {
        let steps = &self.steps;
        if steps.is_nothing() {
            return Ok(());
        }
        let put = |path: &str, bytes: &[u8]| {
            let headers =
                Headers { content_type: Some("application/octet-stream"), cache_control: Some("no-store") };
            sending.patience.try_at(path, || self.remote.put(path, bytes, &headers))
        };
        let remove = |path: &str| sending.patience.try_at(path, || self.remote.delete(path));
        let send = |at: &usize| self.send(&self.local[*at], sending);
        put(SENDING, &steps.intent.to_bytes())?;
        in_parallel(&steps.hidden, |path| remove(path))?;
        in_parallel(&steps.notices, send)?;
        for turn in &steps.turns {
            in_parallel(turn, send)?;
        }
        in_parallel(&steps.removed, |path| remove(path))?;
        put(SENT, &steps.outcome.to_bytes())?;
        sending.patience.try_at(SENDING, || self.remote.delete(SENDING))
    }

    fn send(&self, file: &LocalFile, sending: &Sending<'_>) -> Result<(), DeployFault> {
        let path = &*file.path;
        let bytes = fs::read(self.out.join(path))
            .map_err(|error| DeployFault::Unreadable { path: path.into(), error: error.to_string() })?;
        // A build may replace the site meanwhile; then the steps are those of another site.
        if Digest::of_bytes(&bytes) != file.digest {
            return Err(DeployFault::Changed { path: path.into() });
        }
        let content_type = with_charset(media_type(path));
        let headers = Headers { content_type: Some(&content_type), cache_control: Some(cache_control(path)) };
        sending.patience.try_at(path, || self.remote.put(path, &bytes, &headers))?;
        (sending.pace)(file.size);
        Ok(())
    }
}

/// Does something with every item, several at a time; after a fault, nothing more is begun.
pub(super) fn in_parallel<T: Sync>(
    items: &[T],
    each: impl Fn(&T) -> Result<(), DeployFault> + Sync,
) -> Result<(), DeployFault> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(items.len()) {
            scope.spawn(|| {
                while held(&failed).is_none() {
                    let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    if let Err(fault) = each(item) {
                        held(&failed).get_or_insert(fault);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
