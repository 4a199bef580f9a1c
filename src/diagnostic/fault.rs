//! Panics: a bug in the program becomes a diagnostic and ends only the work in which it occurred.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Location, Problem};

/// Work that a panic may interrupt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultStep {
    /// Reading a file.
    Read,
    /// Rendering an output.
    Render,
    /// Decoding a picture and making its variants.
    Photo,
}

thread_local! {
    /// The number of guards around the current call, on this thread.
    static GUARDS: Cell<usize> = const { Cell::new(0) };
    /// The location and the message of the last panic within a guard.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs work on the file at `path`. After a panic, partial results of the work must not be used.
///
/// # Errors
/// Returns a diagnostic that names the file, if the work panics.
pub fn guarded<T>(step: FaultStep, path: &str, work: impl FnOnce() -> T) -> Result<T, Box<Diagnostic>> {
    GUARDS.set(GUARDS.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(debug_assertions)]
        inject(step, path);
        work()
    }));
    GUARDS.set(GUARDS.get() - 1);
    result.map_err(|payload| {
        let reason = LAST.take().unwrap_or_else(|| message(&*payload).into());
        Box::new(Diagnostic { place: Location::file(path), problem: Problem::ProgramFault { step, reason } })
    })
}

/// Installs a panic hook that prints nothing for a panic within a guard: its diagnostic has the location.
pub fn silence_guarded_panics() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
        if GUARDS.get() == 0 {
            return default(panic);
        }
        let place = panic.location().map(|place| format!("{}:{}: ", place.file(), place.line()));
        LAST.set(Some(format!("{}{}", place.unwrap_or_default(), message(panic.payload()))));
    }));
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic")
}

/// Panics, in tests, if the environment names this work, as in `Render content/pages/a.md`.
#[cfg(debug_assertions)]
fn inject(step: FaultStep, path: &str) {
    use std::sync::LazyLock;
    static NAMED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("GUONG_TEST_PANIC").ok());
    if NAMED.as_ref().is_some_and(|named| *named == format!("{step:?} {path}")) {
        panic!("as the test wants");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_diagnostic_and_nothing_else_happens() {
        assert_eq!(guarded(FaultStep::Read, "a.md", || 7), Ok(7));
        let inner = || guarded(FaultStep::Photo, "b.jpg", || -> u8 { panic!("{} of {}", 1, 2) });
        let nested = guarded(FaultStep::Render, "a.md", inner).unwrap().unwrap_err();
        assert_eq!((&*nested.place.path, nested.problem.code()), ("b.jpg", "E0011"));
        let Problem::ProgramFault { step: FaultStep::Photo, reason } = nested.problem else { panic!() };
        assert!(reason.ends_with("1 of 2"), "{reason}");
        assert_eq!(GUARDS.get(), 0);
    }
}
