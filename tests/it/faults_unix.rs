//! Builds under faults that need Unix: a process that is stopped half way, change times, a folder in use.

use std::fs::{self, File};
use std::io::Read;
use std::process::{Child, Command, Stdio};

use crate::faults::{ENTRY, cold};
use crate::support::{Gallery, assert_same, tree};
use guong::digest::Digest;
use guong::parse::memo::{Memo, ReadDepth, parse_all};
use guong::publish::MANIFEST;
use guong::source::scan;
use guong::world::DiskWorld;

#[test]
fn a_build_waits_for_one_that_is_stopped_half_way() {
    let gallery = Gallery::new();
    gallery.build();
    // The first change makes the spare.
    gallery.edit(ENTRY, "Lời", "Lời đầu");
    gallery.build();
    let spare = tree(&gallery.at(".guong")).into_keys().find(|path| path.starts_with("spare-")).unwrap();
    let manifest = gallery.at(".guong").join(spare.split('/').next().unwrap()).join(MANIFEST);
    for turn in 0..20 {
        gallery.edit(ENTRY, "Lời", &format!("Lời trước {turn}"));
        // Deriving its photos again takes a while.
        gallery.photo("content/entries/e01/ca.jpg", 2001 + turn, 1000);
        let mut first = gallery.guong(&["build", "--quiet"]).spawn().unwrap();
        while manifest.exists() && first.try_wait().unwrap().is_none() {}
        signal(&first, "-STOP");
        let is_half_way = !manifest.exists() && first.try_wait().unwrap().is_none();
        if !is_half_way {
            signal(&first, "-CONT");
            assert!(first.wait().unwrap().success());
            continue;
        }
        gallery.edit(ENTRY, "Lời", "Lời sau");
        let mut second =
            gallery.guong(&["build"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        // It waits and says so, or it went ahead and is almost done.
        let mut said = [0; 8];
        let waits = second.stderr.as_mut().unwrap().read_exact(&mut said).is_ok();
        signal(&first, "-CONT");
        let ended = [first.wait().unwrap().success(), second.wait().unwrap().success()];
        assert_eq!((waits, ended), (true, [true, true]));
        assert_same(&gallery.published(), &cold(&gallery), "after both");
        return;
    }
    panic!("no build was met half way");
}

fn signal(to: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &to.id().to_string()]).status().unwrap().success());
}

/// Windows gives no change time: there, a text of the same length with the old time set again counts as the old one.
#[test]
fn outdated_or_foreign_memos_are_ignored() {
    let gallery = Gallery::new();
    gallery.settle();
    gallery.build();
    let world = DiskWorld::new(gallery.path()).unwrap();
    let (_, memo) = parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole);
    // A different text of the same length in the same file at the same time: only its bytes differ.
    let time = fs::metadata(gallery.at(ENTRY)).unwrap().modified().unwrap();
    gallery.edit(ENTRY, "Mô hình số 5", "Mô hình số 6");
    File::options().append(true).open(gallery.at(ENTRY)).unwrap().set_modified(time).unwrap();
    let remember = |build| {
        let mut written = Vec::new();
        memo.write(build, &mut written).unwrap();
        fs::write(gallery.at(".guong/parse.memo"), written).unwrap();
    };
    // A file's change time cannot be set back, so the memo is outdated.
    let own = guong::plan::build();
    remember(own);
    gallery.build();
    assert_same(&gallery.published(), &cold(&gallery), "a memo older than the file");
    remember(Digest(own.0.map(|byte| !byte)));
    gallery.build();
    assert_same(&gallery.published(), &cold(&gallery), "another program's memo");
}

#[test]
fn open_files_of_the_old_site_stay_readable() {
    let gallery = Gallery::new();
    gallery.build();
    let page = gallery.at("public/mo-hinh/e05/index.html");
    let before = fs::read(&page).unwrap();
    let mut open = File::open(&page).unwrap();
    let mut half = vec![0; before.len() / 2];
    open.read_exact(&mut half).unwrap();
    // A web server and a terminal have the folder open.
    let mut stands =
        Command::new("sleep").arg("60").current_dir(gallery.at("public/mo-hinh")).spawn().unwrap();
    gallery.edit(ENTRY, "Lời kể", "Chuyện kể");
    gallery.build();
    let mut rest = Vec::new();
    open.read_to_end(&mut rest).unwrap();
    stands.kill().unwrap();
    stands.wait().unwrap();
    assert_eq!([half, rest].concat(), before);
    assert_same(&gallery.published(), &cold(&gallery), "while it was open");
}
