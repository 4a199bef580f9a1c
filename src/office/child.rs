//! Reads a list or a report in a process of its own, with limits on its memory and time.
//!
//! Takes the program and the bytes of a file, gives its sheets, or why it cannot be read. Whatever a file does to the
//! other process, this one goes on.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::cell::ListSheet;
use super::read::{LIMIT, ReadFault, read_file};

/// The name of the command that reads a spreadsheet from its standard input.
pub const COMMAND: &str = "read-list";
/// Maximum memory of the other process in bytes.
#[cfg(unix)]
const MEMORY: u64 = 768 * 1024 * 1024;
/// Maximum time that reading may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Reads a list or a report in a process of `program`, which is this one. `split_at` is as in `read_file`.
///
/// # Errors
/// Says why it cannot be read.
pub fn read_apart(program: &Path, bytes: Vec<u8>, split_at: Option<u8>) -> Result<Vec<ListSheet>, ReadFault> {
    if bytes.len() as u64 > LIMIT {
        return Err(ReadFault::TooLarge);
    }
    let failed = |error: io::Error| ReadFault::Damaged(error.to_string());
    let mut process = Command::new(program);
    process.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // In KiB: the allocator otherwise reserves 1 GiB at once, which is more than the process may have, and it then
    // sometimes finds no memory at all.
    process.env("MIMALLOC_ARENA_RESERVE", "65536");
    let mut process = process.spawn().map_err(failed)?;
    let (input, output) = (process.stdin.take(), process.stdout.take());
    // A process that ends early does not read everything.
    let sender = thread::spawn(move || {
        input.map(|mut input| {
            input.write_all(&[split_at.unwrap_or_default()]).and_then(|()| input.write_all(&bytes))
        })
    });
    let (answer_sender, answers) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let read = output.map(|mut output| output.read_to_end(&mut answer));
        let _ = answer_sender.send(read.is_some_and(|read| read.is_ok()).then_some(answer));
    });
    let answer = answers.recv_timeout(PATIENCE).ok().flatten();
    if answer.is_none() {
        // It may have ended by itself.
        let _ = process.kill();
    }
    let _ = sender.join();
    let status = process.wait().map_err(failed)?;
    let answer = answer.filter(|_| status.success()).ok_or(ReadFault::TooMuch)?;
    postcard::from_bytes(&answer).map_err(|_| ReadFault::TooMuch)?
}

/// Reads the level to split at, in a byte, and a file from the standard input, and writes its sheets to the standard output, within the limits.
///
/// # Errors
/// The system's error.
pub fn answer() -> io::Result<()> {
    limit();
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT + 2).read_to_end(&mut bytes)?;
    let (split_at, bytes) = bytes.split_first().ok_or(io::ErrorKind::UnexpectedEof)?;
    let read = read_file(bytes, Some(*split_at).filter(|level| *level > 0));
    let answer = postcard::to_stdvec(&read).map_err(io::Error::other)?;
    io::stdout().lock().write_all(&answer)
}

#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    // The allocator reserves addresses that it does not use, which count as address space only.
    let _ = setrlimit(Resource::Data, most(MEMORY));
    let _ = setrlimit(Resource::As, most(8 * MEMORY));
    let _ = setrlimit(Resource::Cpu, most(PATIENCE.as_secs()));
}

#[cfg(not(unix))]
fn limit() {}
