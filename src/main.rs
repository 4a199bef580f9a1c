//! The `guong` command: hands its arguments to the library and exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    guong::command::run(std::env::args_os())
}
