//! The `guong` command: hands its arguments to the library and exits with its status.

use std::process::ExitCode;

/// Views consist of many small strings; this allocator halves the time that they take.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    guong::command::run(std::env::args_os())
}
