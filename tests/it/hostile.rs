//! Sites made to break the program, and files damaged by accident: each ends in a diagnostic that names it,
//! or works; the published site stays; and memory stays bounded, whatever sizes a file declares.
//! (`tests/it/mistakes/hostile.rs` covers those that need no disk.)

mod files;
#[cfg(unix)]
mod files_unix;
mod pictures;
mod preview;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Gallery, some, tree};

/// Maximum memory in KiB of a build of a few entries: the longest entry may consist of brackets, for each of
/// which the Markdown parser needs 300 bytes.
const TEXTS: u64 = 256 << 10;
const TABLES: u64 = 360 << 10;
const FILES: u64 = 100 << 10;
/// Maximum memory in KiB for a picture of the maximum number of pixels, with sixteen bits per channel.
const PICTURES: u64 = 1100 << 10;
/// Limit of the address space, which includes memory reserved but not used. A request beyond it ends the program.
const SPACE: u64 = 8 << 20;
/// Deadline for a program that would never end.
const DEADLINE: Duration = Duration::from_secs(120);

/// The expected outcome of building a hostile site.
#[derive(Clone, Copy)]
pub enum Ends {
    /// The site is published.
    Well,
    /// The build fails with this error; the old site stays.
    Refused(&'static str),
    /// Either outcome, depending on the file system or a library; the old site stays if the build fails.
    Somehow,
}

/// A hostile site: its name, the function that creates it from a sound one, and the expected outcome.
pub type Case = (&'static str, fn(&Gallery), Ends);

/// The result of running the program.
struct Ran {
    status: Option<i32>,
    said: String,
    /// The peak memory in KiB.
    peak: u64,
}

/// Returns the peak memory of a process in KiB; 0 if it has ended, or if the system has no `/proc`.
fn peak(process: u32) -> u64 {
    let seen = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let high = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    high.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Returns the program within a limit of its address space, if the system has such limits.
fn limited(program: &Command) -> Command {
    let mut command = Command::new(if cfg!(unix) { "sh".as_ref() } else { program.get_program() });
    if cfg!(unix) {
        command.args(["-c", "ulimit -v \"$0\"; exec \"$@\""]).arg(SPACE.to_string());
        command.arg(program.get_program());
    }
    command.args(program.get_args());
    command
}

/// Runs a build within limits.
fn build(gallery: &Gallery, name: &str) -> Ran {
    let program = gallery.guong(&["build", "--allow-removed", "--format", "short"]);
    let mut command = limited(&program);
    let [out, err] = ["out", "err"].map(|end| gallery.at(&format!(".{end}")));
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let (started, mut high) = (Instant::now(), 0);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        high = high.max(peak(child.id()));
        if started.elapsed() > DEADLINE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{name}: it does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let said =
        [out, err].map(|path| String::from_utf8(fs::read(path).unwrap()).expect("what is said is text"));
    Ran { status: status.code(), said: said.concat(), peak: high }
}

/// Returns the published site without what depends on the way it was built.
fn site(gallery: &Gallery) -> BTreeMap<String, Vec<u8>> {
    tree(&gallery.at("public"))
}

/// Returns a sound gallery of a few entries, published.
fn sound() -> Gallery {
    let gallery = Gallery::empty();
    gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\n");
    gallery.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    for number in [4, 6, 8] {
        gallery.entry(number, "");
    }
    gallery.build();
    gallery
}

/// Runs the cases, and reports all with a different outcome.
fn try_all(cases: &[Case], most: u64) {
    let mut wrong = Vec::new();
    for (name, make, ends) in some(cases, 6) {
        let gallery = sound();
        let before = site(&gallery);
        make(&gallery);
        let Ran { status, said, peak } = build(&gallery, name);
        let first: String = said.chars().take(600).collect();
        println!("{name}: {status:?}, {} MiB", peak >> 10);
        let mut complain = |what: &str| wrong.push(format!("{name}: {what} (status {status:?})\n{first}"));
        match ends {
            Ends::Well if status != Some(0) => complain("it is not published"),
            Ends::Refused(code) if status != Some(1) || !said.contains(code) => complain(code),
            Ends::Somehow if !matches!(status, Some(0 | 1)) => complain("neither published nor refused"),
            _ => {}
        }
        if status != Some(0) && site(&gallery) != before {
            complain("the old site does not stand");
        }
        if status != Some(0) && said.trim().is_empty() {
            complain("nothing is said");
        }
        if peak > most {
            complain(&format!("{} MiB", peak >> 10));
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn hostile_texts() {
    try_all(texts::CASES, TEXTS);
    try_all(texts::TABLES, TABLES);
}

#[test]
fn hostile_files() {
    try_all(files::CASES, FILES);
    #[cfg(unix)]
    try_all(files_unix::CASES, FILES);
}

#[test]
fn hostile_pictures() {
    try_all(pictures::CASES, PICTURES);
}
