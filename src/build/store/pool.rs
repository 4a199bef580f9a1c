//! Threads that wait for the store, so that nothing else does.
//!
//! A call of a place far away may never return, and none of them can be interrupted. The threads are therefore never
//! joined: callers wait for a result with a time limit, and go on without it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many calls wait at a time.
const AT_ONCE: usize = 16;

type Call = Box<dyn FnOnce() + Send>;

/// Threads that make calls, in the order in which they are given.
#[derive(Debug)]
pub(super) struct CallPool {
    queue: Sender<Call>,
    waiting: Arc<Mutex<Receiver<Call>>>,
    threads: usize,
}

impl CallPool {
    pub(super) fn new() -> CallPool {
        let (queue, waiting) = channel();
        CallPool { queue, waiting: Arc::new(Mutex::new(waiting)), threads: 0 }
    }

    /// Makes a call on a thread of its own, as soon as one is free.
    pub(super) fn run(&mut self, call: impl FnOnce() + Send + 'static) {
        if self.threads < AT_ONCE {
            self.threads += 1;
            let waiting = Arc::clone(&self.waiting);
            thread::spawn(move || {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    match next {
                        Ok(call) => call(),
                        // The pool was dropped.
                        Err(_) => return,
                    }
                }
            });
        }
        let _ = self.queue.send(Box::new(call));
    }
}
