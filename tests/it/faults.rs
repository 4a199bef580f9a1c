//! Builds under faults of the machine, with the real program: truncated caches, clocks that go back, files that
//! change while they are read, concurrent builds, full or closed disks, and a kill at any stage.
//! (`tests/it/publish` covers publishing alone.)

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use crate::support::{Gallery, assert_same, is_long, printed, some, tree};
use guong::date::Day;
use guong::parse::memo::{Memo, ReadDepth, parse_all};
use guong::plan::Plan;
use guong::publish::Lock;
use guong::render::render;
use guong::site::Site;
use guong::source::scan;
use guong::world::MemoryWorld;

pub(crate) const ENTRY: &str = "content/entries/e05/index.md";

/// Returns the output of a build without caches.
pub(crate) fn cold(gallery: &Gallery) -> BTreeMap<String, Vec<u8>> {
    let cold = gallery.copy();
    cold.build();
    cold.published()
}

#[test]
fn truncated_or_foreign_caches_only_cost_time() {
    let gallery = Gallery::new();
    gallery.settle();
    gallery.build();
    // The first change makes the spare.
    gallery.edit(ENTRY, "Lời", "Lời đầu");
    gallery.build();
    let kept: Vec<String> = tree(&gallery.at(".guong")).into_keys().collect();
    for part in ["parse.memo", "keys", "search.words", "photos/", "spare-"] {
        assert!(kept.iter().any(|path| path.starts_with(part)), "{part} in {kept:?}");
    }
    let cut: fn(&[u8]) -> Vec<u8> = |bytes| bytes[..bytes.len() / 2].to_vec();
    let foreign: fn(&[u8]) -> Vec<u8> = |bytes| [&[bytes[0] ^ 1], &bytes[1..]].concat();
    let turned: fn(&[u8]) -> Vec<u8> = |bytes| {
        let (before, after) = bytes.split_at(bytes.len() / 2);
        [before, &[after[0] ^ 1], &after[1..]].concat()
    };
    let damages = [cut, |_| Vec::new(), foreign, |bytes| vec![0; bytes.len()], turned];
    for (turn, damage) in some(damages.iter().enumerate(), 2) {
        // The site is deleted too, so that everything is needed.
        fs::remove_dir_all(gallery.at("public")).unwrap();
        for (path, bytes) in tree(&gallery.at(".guong")).iter().filter(|(_, bytes)| !bytes.is_empty()) {
            // Only the beginning and the end of a photo are checked.
            if turn == 4 && path.starts_with("photos/") {
                continue;
            }
            // Unlink first, so that only the cache is damaged and not its hard link in the site.
            fs::remove_file(gallery.at(".guong").join(path)).unwrap();
            gallery.write(&format!(".guong/{path}"), "");
            fs::write(gallery.at(".guong").join(path), damage(bytes)).unwrap();
        }
        gallery.edit(ENTRY, "Lời", &format!("Lời {turn}"));
        gallery.build();
        assert_same(&gallery.published(), &cold(&gallery), &format!("damage {turn}"));
    }
}

#[test]
fn a_clock_that_goes_back_hides_no_edit() {
    let gallery = Gallery::new();
    let path = gallery.at(ENTRY);
    let stamp = |time: SystemTime| {
        File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    };
    let hour = Duration::from_secs(3600);
    let year = hour * 24 * 365;
    let now = SystemTime::now();
    // Written in the future, then rewritten at the very same moment and of the same length; then earlier.
    for (turn, time) in
        [now + year, now + year, now + year, now - hour, now - hour * 2].into_iter().enumerate()
    {
        gallery.edit(ENTRY, "Lời kể", ["Chuyện", "Lời kể"][0]);
        gallery.edit(ENTRY, "Chuyện", &format!("Lời kể {turn}"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("Lời kể ", "Lời kể  ")).unwrap();
        stamp(time);
        gallery.build();
        assert_same(&gallery.published(), &cold(&gallery), &format!("turn {turn}"));
        for number in some(0..3, 3) {
            // The same length at the same time: only times in the future are distrusted.
            let text = fs::read_to_string(&path).unwrap();
            let changed = text.replacen("Đoạn đầu", ["Đoạn cuối", "Đoạn đầu "][number % 2], 1);
            fs::write(&path, changed.replacen("Đoạn cuối", "Đoạn đầu", number % 2)).unwrap();
            stamp(if turn < 3 { time } else { time - hour * number as u32 });
            gallery.build();
            assert_same(&gallery.published(), &cold(&gallery), &format!("turn {turn}.{number}"));
        }
    }
}

#[test]
fn a_source_that_changes_between_reading_and_rendering_is_reported() {
    let mut world = MemoryWorld::new();
    let entry = |text: &str| {
        format!(
            "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"Nghệ An\"\nstarted = 2019\n+++\n{text}\n"
        )
    };
    world.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\n");
    world.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    world.write("content/entries/a.md", entry("Trước"));
    world.write("static/tep.txt", "trước");
    // From a memo, as a second build reads: it keeps no HTML, so rendering reads the file again.
    let (_, memo) = parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole);
    let build = guong::plan::build();
    let mut written = Vec::new();
    memo.write(build, &mut written).unwrap();
    let memo = Memo::decode(&written, build);
    let site = Site::read(world.clone(), Some(Day::new(2026, 11, 21).unwrap()), memo);
    let (catalogue, theme) = site.ready.as_ref().unwrap();
    let plan = Plan::new(catalogue, theme);
    let output = |path: &str| plan.outputs().iter().find(|output| output.path == path).unwrap();
    for (path, source) in [("mo-hinh/a/index.html", "content/entries/a.md"), ("tep.txt", "static/tep.txt")] {
        assert!(render(&plan, output(path), &world).is_ok());
        let mut later = world.clone();
        later.write(source, entry("Sau"));
        let problem = render(&plan, output(path), &later).unwrap_err();
        assert_eq!((problem.problem.code(), &*problem.place.path), ("E0010", source));
        later.remove(source);
        assert_eq!(render(&plan, output(path), &later).unwrap_err().problem.code(), "E0003");
    }
}

#[test]
fn a_source_that_is_saved_repeatedly_is_published_whole_or_not_at_all() {
    let gallery = Gallery::new();
    gallery.build();
    let versions = ["một", "hai"].map(|word| {
        let text = fs::read_to_string(gallery.at(ENTRY)).unwrap();
        format!(
            "{}\n{}",
            text.replace("Mô hình số 5", &format!("Bản {word}")),
            format!("Lời {word}. ").repeat(3_000)
        )
    });
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for version in versions.iter().cycle() {
                // As editors save: aside, then into place.
                gallery.write(".luu", version);
                let moved = fs::rename(gallery.at(".luu"), gallery.at(ENTRY));
                // Windows may refuse it while the file is read.
                assert!(cfg!(windows) || moved.is_ok(), "{moved:?}");
                if stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        for _ in 0..12 {
            let output = gallery.guong(&["build"]).output().unwrap();
            let code = output.status.code();
            assert!(
                code == Some(0) || code == Some(1) && printed(&output).contains("E0010"),
                "{}",
                printed(&output)
            );
            let page = String::from_utf8(gallery.published()["mo-hinh/e05/index.html"].clone()).unwrap();
            let has =
                |word: &str| page.contains(&format!("Bản {word}")) || page.contains(&format!("Lời {word}."));
            assert!(!(has("một") && has("hai")), "a page of two versions");
        }
        stop.store(true, Ordering::Relaxed);
    });
    gallery.build();
    assert_same(&gallery.published(), &cold(&gallery), "afterwards");
}

#[test]
fn a_second_build_waits_for_the_first_and_says_so() {
    let gallery = Gallery::new();
    let first = Lock::acquire(gallery.path(), || panic!("nobody else is here")).unwrap();
    let mut second = gallery.guong(&["build", "--lang", "vi"]);
    let mut second = second.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 32];
    second.stderr.as_mut().unwrap().read_exact(&mut said).unwrap();
    assert!(String::from_utf8_lossy(&said).starts_with("Đang chờ"));
    assert!(second.try_wait().unwrap().is_none() && !gallery.at("public").exists());
    drop(first);
    assert!(second.wait().unwrap().success());
    assert_same(&gallery.published(), &cold(&gallery), "after waiting");
}

#[test]
fn concurrent_builds_make_one_site() {
    let gallery = Gallery::new();
    for turn in 0..2 {
        gallery.edit(ENTRY, "Lời", &format!("Lời {turn}"));
        let builds: Vec<_> = (0..3)
            .map(|_| gallery.guong(&["build", "--quiet"]).stderr(Stdio::null()).spawn().unwrap())
            .collect();
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        assert_same(&gallery.published(), &cold(&gallery), &format!("turn {turn}"));
    }
}

#[test]
fn a_build_that_is_killed_at_any_stage_leaves_a_whole_site() {
    let gallery = Gallery::new();
    gallery.build();
    let one = cold(&gallery);
    let old = fs::read_to_string(gallery.at(ENTRY)).unwrap();
    let photo = fs::read(gallery.at("content/entries/e02/ca.jpg")).unwrap();
    let change = || {
        gallery.write(ENTRY, &old.replace("Mô hình số 5", "Mô hình mới"));
        gallery.photo("content/entries/e02/ca.jpg", 401, 300);
    };
    change();
    let _ = fs::remove_dir_all(gallery.at(".guong/photos"));
    let started = std::time::Instant::now();
    gallery.build();
    let whole = started.elapsed();
    let other = cold(&gallery);
    let set = |is_changed: bool| {
        if is_changed {
            change();
        } else {
            gallery.write(ENTRY, &old);
            fs::write(gallery.at("content/entries/e02/ca.jpg"), &photo).unwrap();
        }
    };
    let mut news = 0;
    let turns = if is_long() { 40 } else { 12 };
    for turn in 0..turns {
        let mut wait = whole * (turn * 17 % turns) as u32 / turns as u32;
        loop {
            // From the second state to the first and back, sometimes without caches.
            set(turn % 2 == 1);
            if turn % 4 < 3 {
                let _ = fs::remove_dir_all(gallery.at(".guong/photos"));
                let _ = fs::remove_file(gallery.at(".guong/parse.memo"));
            }
            let mut build = gallery.guong(&["build", "--quiet"]).spawn().unwrap();
            std::thread::sleep(wait);
            build.kill().unwrap();
            if !build.wait().unwrap().success() {
                break;
            }
            // It was faster than the first one: once more from the state before, killed sooner.
            wait /= 2;
            set(turn % 2 == 0);
            gallery.build();
        }
        // Between the two renames of Windows there is no site; the next build completes them.
        let is_there = gallery.at("public").exists();
        assert!(is_there || cfg!(windows), "no site at turn {turn}");
        if is_there {
            let found = gallery.published();
            assert!(found == one || found == other, "half a site at turn {turn}");
            news += usize::from((found == other) == (turn % 2 == 1));
        }
        gallery.build();
        let wanted = if turn % 2 == 1 { &other } else { &one };
        assert_same(&gallery.published(), wanted, &format!("the build after turn {turn}"));
    }
    eprintln!("{turns} builds were killed, {news} had published");
    let left: Vec<String> =
        tree(&gallery.at(".guong")).into_keys().filter(|path| path.contains(".part")).collect();
    assert_eq!(left, Vec::<String>::new(), "what a kill left is swept");
}
