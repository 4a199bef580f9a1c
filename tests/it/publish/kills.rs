//! Kills a process that publishes one generation after another, at random moments.

use std::fs;
use std::io::{Read, Write, stderr};
#[cfg(unix)]
use std::panic::catch_unwind;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use guong::publish::*;

use super::support::*;
use crate::support::is_long;

/// How often each test kills.
fn kills() -> usize {
    // Windows starts processes slowly.
    if is_long() && !cfg!(windows) { 200 } else { 40 }
}

/// Returns the pages of a generation, with its number in their first and last line; some pages come and go.
fn generation(number: u64) -> Vec<(String, String)> {
    let body = |path: &str| format!("{number}\n{}\n{number}", path.repeat(200));
    let mut files: Vec<(String, String)> = (0..25)
        .map(|index| format!("p/{index:02}/index.html"))
        .map(|path| (path.clone(), body(&path)))
        .collect();
    files.extend((0..10).map(|index| (format!("same/{index}"), format!("same {index}"))));
    files.push((format!("some/{}/x", number % 3), format!("only in {number}")));
    files.push(("photo.jpg".into(), "photo".into()));
    files.push(("number".into(), number.to_string()));
    files.sort();
    files
}

fn target(root: &Path, method: Method) -> Target {
    let keep = [".git", "CNAME", "p/mine"].map(str::to_owned).to_vec();
    Target { out: root.join("public"), keep, method }
}

fn publish(root: &Path, method: Method, number: u64) -> Result<Summary> {
    let files = generation(number);
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(p, t)| (&**p, &**t)).collect();
    let publication = begin(root, &target(root, method), &borrowed)?;
    for &index in publication.pending() {
        if files[index].0 == "photo.jpg" {
            assert_eq!(publication.link(index, &root.join("cache.jpg"))?, Linked::Shared);
        } else {
            publication.write(index, files[index].1.as_bytes())?;
        }
    }
    publication.commit()
}

/// Runs in the child process; does nothing if the test runs by itself.
#[test]
fn child() {
    let Some(root) = std::env::var_os("GUONG_TEST_ROOT") else {
        return;
    };
    let root = Path::new(&root);
    let method =
        if std::env::var_os("GUONG_TEST_RENAMES").is_some() { Method::Renames } else { Method::Best };
    loop {
        let number = fs::read_to_string(root.join("public/number"));
        let number = number.map_or(0, |text| text.parse::<u64>().unwrap());
        stderr().write_all(b".").unwrap();
        publish(root, method, number + 1).unwrap();
    }
}

fn spawn(root: &Path, method: Method) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["publish::kills::child", "--exact", "--nocapture"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.env("GUONG_TEST_ROOT", root).env("RAYON_NUM_THREADS", "2");
    if method == Method::Renames {
        command.env("GUONG_TEST_RENAMES", "1");
    }
    command.spawn().unwrap()
}

/// Asserts that the published tree is one whole generation and the kept files; returns which generation.
fn whole(root: &Path) -> Option<u64> {
    let out = root.join("public");
    let number: u64 = fs::read_to_string(out.join("number")).ok()?.parse().unwrap();
    let pages: Vec<_> = files(&out)
        .into_iter()
        .filter(|(path, _)| !path.starts_with(".git/") && path != "CNAME" && path != "p/mine")
        .collect();
    assert_eq!(pages, generation(number), "half a site");
    let Ok(ManifestReading::Whole(manifest)) = read_manifest(&out) else { panic!("no manifest") };
    assert!(manifest.lines().iter().map(|line| &*line.path).eq(pages.iter().map(|(path, _)| path)));
    Some(number)
}

/// Asserts, while the child runs, that each page exists, is whole, and never goes back.
#[cfg(unix)]
fn read_on(root: &Path, stop: &AtomicBool) -> usize {
    let (mut latest, mut reads) = (0, 0);
    loop {
        for index in [0, 12, 24] {
            let path = format!("p/{index:02}/index.html");
            let text = fs::read_to_string(root.join("public").join(&path)).expect("a page is missing");
            let number: u64 = text.split('\n').next().unwrap().parse().expect("half a page");
            assert!(text.ends_with(&format!("\n{number}")), "half a page");
            assert!(number >= latest, "an older site came back");
            (latest, reads) = (number, reads + 1);
        }
        assert_eq!(fs::read_to_string(root.join("public/CNAME")).unwrap(), "example.org");
        // It reads at least once, even if it gets no processor before the kill.
        if stop.load(Ordering::Relaxed) {
            return reads;
        }
    }
}

fn kept_is_whole(root: &Path) {
    let read = |path| fs::read_to_string(root.join("public").join(path)).unwrap();
    assert_eq!([read(".git/HEAD"), read("CNAME"), read("p/mine")], ["ref", "example.org", "mine"]);
}

fn prepare(site: &Site, method: Method) {
    fs::write(site.root().join("cache.jpg"), "photo").unwrap();
    // The second one makes a spare.
    publish(site.root(), method, 0).unwrap();
    publish(site.root(), method, 1).unwrap();
    fs::create_dir(site.out().join(".git")).unwrap();
    fs::write(site.out().join(".git/HEAD"), "ref").unwrap();
    fs::write(site.out().join("CNAME"), "example.org").unwrap();
    fs::write(site.out().join("p/mine"), "mine").unwrap();
}

/// Measures how long a first generation takes on this machine.
fn time_to_publish(method: Method) -> Duration {
    let site = Site::new();
    fs::write(site.root().join("cache.jpg"), "photo").unwrap();
    let begun = Instant::now();
    publish(site.root(), method, 1).unwrap();
    begun.elapsed()
}

/// Kills the child within its first two generations. The moments are spread evenly over the time that generations
/// take, so that slow and fast machines are tested equally.
fn kill_somewhere(root: &Path, method: Method, turn: usize) {
    let span = time_to_publish(method);
    let mut child = spawn(root, method);
    // Kept open: the child writes at the beginning of each generation.
    let mut signs = child.stderr.take().unwrap();
    signs.read_exact(&mut [0]).expect("the child failed by itself");
    std::thread::sleep(span * (turn * 79 % 150) as u32 / 100);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(is_killed(status), "the child failed by itself: {status}");
}

fn is_killed(status: ExitStatus) -> bool {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&status) == Some(9);
    // A panic of a test ends with another status.
    #[cfg(not(unix))]
    return status.code() == Some(1);
}

fn next_command_mends(site: &Site, method: Method, turn: usize, found: u64) {
    // Every other time, the next command publishes changes of its own.
    let number = found + turn as u64 % 2;
    assert!(publish(site.root(), method, number).unwrap().level);
    assert_eq!(whole(site.root()), Some(number));
    kept_is_whole(site.root());
    let out = files(&site.out())
        .into_iter()
        .filter(|(path, _)| !path.starts_with(".git/") && path != "CNAME" && path != "p/mine");
    assert_eq!(out.collect::<Vec<_>>(), files(&site.spare()), "not level");
    assert!(!site.spare().join(".git").exists());
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let site = Site::new();
    prepare(&site, Method::Best);
    let (mut first, mut last, mut dirty, mut reads) = (0, 0, 0, 0);
    // On a machine whose speed changes, more kills may be needed to hit both: a tree that is changed, and none.
    let are_enough = |turn: usize, dirty: usize| turn >= kills() && dirty > 0 && dirty < turn;
    let mut turn = 0;
    while !are_enough(turn, dirty) {
        assert!(turn < 20 * kills(), "the kills were not spread: {dirty} of {turn}");
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| read_on(site.root(), &stop));
            let killed = catch_unwind(|| kill_somewhere(site.root(), Method::Best, turn));
            stop.store(true, Ordering::Relaxed);
            reads += reader.join().unwrap();
            killed.unwrap();
        });
        dirty += usize::from(!site.spare().join(MANIFEST).exists());
        last = whole(site.root()).expect("no site");
        first = if turn == 0 { last } else { first };
        next_command_mends(&site, Method::Best, turn, last);
        turn += 1;
    }
    eprintln!(
        "{turn} kills over {} generations; {dirty} while a tree was changed; {reads} reads",
        last - first
    );
}

#[test]
fn without_an_exchange_the_next_command_makes_it_whole() {
    let site = Site::new();
    prepare(&site, Method::Renames);
    let mut missing = 0;
    for turn in 0..kills() {
        kill_somewhere(site.root(), Method::Renames, turn);
        missing += usize::from(!site.out().exists());
        let lock = Lock::acquire(site.root(), || ()).unwrap();
        drop(Publisher::open(lock, &target(site.root(), Method::Renames)).unwrap());
        let found = whole(site.root()).expect("no site");
        kept_is_whole(site.root());
        next_command_mends(&site, Method::Renames, turn, found);
    }
    eprintln!("{} kills; {missing} between two renames", kills());
}

#[test]
fn a_first_build_that_is_killed_leaves_a_whole_site_or_none() {
    for turn in 0..30 {
        let site = Site::new();
        fs::write(site.root().join("cache.jpg"), "photo").unwrap();
        kill_somewhere(site.root(), Method::Best, turn * 2);
        let found = whole(site.root());
        assert!(found.is_some() || !site.out().exists());
        for number in [7, 8] {
            publish(site.root(), Method::Best, number).unwrap();
            assert_eq!(whole(site.root()), Some(number));
        }
        site.assert_level();
    }
}
