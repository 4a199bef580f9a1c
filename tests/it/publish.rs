//! Publishing on real file systems; faults and kills have files of their own. The two renames with which Windows
//! publishes are tested on every system.

mod faults;
#[cfg(unix)]
mod faults_unix;
mod kills;
mod renames;
mod support;
mod writing;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use guong::publish::*;
use support::*;

#[test]
fn a_first_publication_makes_one_tree_and_the_first_change_its_spare() {
    let site = Site::new();
    let summary = site.publish(&[("a.html", "A"), ("b/c/index.html", "C")]).unwrap();
    assert_eq!(summary, Summary { written: 2, removed: 0, kept: 0, level: true });
    assert_eq!(site.files(), [("a.html".into(), "A".into()), ("b/c/index.html".into(), "C".into())]);
    assert_eq!(files(&site.spare()), []);
    assert_eq!(fs::read_to_string(site.root().join(".guong/.gitignore")).unwrap(), "*\n");
    site.publish(&[("a.html", "A"), ("b/c/index.html", "C")]).unwrap();
    assert_eq!(files(&site.spare()), []);
    let summary = site.publish(&[("a.html", "new"), ("b/c/index.html", "C")]).unwrap();
    assert_eq!(summary, Summary { written: 1, removed: 0, kept: 1, level: true });
    site.assert_level();
}

#[test]
fn unchanged_files_are_not_touched() {
    let site = Site::empty();
    let files = [("a.html", "A"), ("b/index.html", "B"), ("b/x/y.html", "Y")];
    site.publish(&files).unwrap();
    let before = stamps(site.root());
    pause();
    let summary = site.publish(&files).unwrap();
    assert_eq!(summary, Summary { written: 0, removed: 0, kept: 3, level: true });
    assert_eq!(stamps(site.root()), before);
}

#[test]
fn an_edit_touches_its_file_alone_in_both_trees() {
    let site = Site::empty();
    site.publish(&[("a.html", "A"), ("b/1.html", "1"), ("b/2.html", "2"), ("c/3.html", "3")]).unwrap();
    let before = [stamps(&site.out()), stamps(&site.spare())];
    pause();
    let summary =
        site.publish(&[("a.html", "A"), ("b/1.html", "new"), ("b/2.html", "2"), ("c/3.html", "3")]).unwrap();
    assert_eq!(summary, Summary { written: 1, removed: 0, kept: 3, level: true });
    site.assert_level();
    // The trees were exchanged, so each is compared with the earlier state of the other.
    for (tree, before) in [(site.spare(), &before[0]), (site.out(), &before[1])] {
        let after = stamps(&tree);
        let changed: Vec<&str> = after
            .iter()
            .filter(|(path, stamp)| before.get(*path) != Some(stamp))
            .map(|(path, _)| &**path)
            .collect();
        assert_eq!(changed, ["", MANIFEST, "b", "b/1.html"], "{}", tree.display());
    }
}

#[test]
fn removed_files_leave_both_trees() {
    let site = Site::new();
    site.publish(&[("a.html", "A"), ("draft/deep/x.html", "secret"), ("draft/y.html", "secret")]).unwrap();
    fs::write(site.out().join("draft/.DS_Store"), "left by Finder").unwrap();
    let summary = site.publish(&[("a.html", "A")]).unwrap();
    assert_eq!(summary, Summary { written: 0, removed: 2, kept: 1, level: true });
    site.assert_level();
    for tree in [site.out(), site.spare()] {
        assert!(!tree.join("draft").exists(), "{}", tree.display());
    }
    assert!(!holds_bytes(site.root(), b"secret"));
}

#[test]
fn a_file_and_a_folder_may_change_places() {
    let site = Site::empty();
    let as_file = [("a", "file"), ("b/x", "X"), ("b/y/z", "Z")];
    let as_folder = [("a/x", "X"), ("a/y/z", "Z"), ("b", "file")];
    for files in [as_file, as_folder, as_file] {
        site.publish(&files).unwrap();
        assert_eq!(site.files(), files.map(|(path, text)| (path.into(), text.into())));
        site.assert_level();
    }
}

#[test]
fn files_changed_by_hand_are_rewritten() {
    let site = Site::new();
    let files = [("a.html", "A"), ("b/1.html", "1"), ("b/2.html", "2"), ("c/3.html", "3"), ("d.html", "D")];
    site.publish(&files).unwrap();
    pause();
    let outside = site.root().join("outside");
    fs::write(&outside, "outside").unwrap();
    fs::write(site.out().join("a.html"), "longer").unwrap();
    fs::write(site.out().join("b/1.html"), "!").unwrap();
    fs::remove_dir_all(site.out().join("c")).unwrap();
    fs::remove_file(site.out().join("d.html")).unwrap();
    #[cfg(unix)]
    symlink(&outside, &site.out().join("d.html"));
    let summary = site.publish(&files).unwrap();
    assert_eq!(summary, Summary { written: 4, removed: 0, kept: 1, level: true });
    assert_eq!(site.files(), files.map(|(path, text)| (path.into(), text.into())));
    site.assert_level();
    assert_eq!(fs::read_to_string(&outside).unwrap(), "outside");
}

#[test]
fn a_file_truncated_by_a_power_cut_is_rewritten() {
    let site = Site::new();
    site.publish(&[("a.html", "whole"), ("b.html", "B")]).unwrap();
    let file = fs::File::options().write(true).open(site.out().join("a.html")).unwrap();
    let stamp = file.metadata().unwrap().modified().unwrap();
    file.set_len(0).unwrap();
    file.set_modified(stamp).unwrap();
    let summary = site.publish(&[("a.html", "whole"), ("b.html", "B")]).unwrap();
    assert_eq!((summary.written, summary.kept), (1, 1));
    assert_eq!(site.files()[0].1, "whole");
    site.assert_level();
}

#[test]
fn a_foreign_file_is_refused_and_stays() {
    let site = Site::new();
    site.publish(&[("a.html", "A"), ("b/c.html", "C")]).unwrap();
    for index in 0..25 {
        fs::write(site.out().join(format!("b/mine-{index:02}")), "mine").unwrap();
    }
    fs::create_dir(site.out().join("album")).unwrap();
    let before = stamps(site.root());
    let Err(PublishError::Foreign { paths, more, .. }) = site.publish(&[("a.html", "other")]) else {
        panic!("not refused");
    };
    assert_eq!((paths.len(), more), (20, 6));
    assert_eq!(paths[..2], ["album/", "b/mine-00"]);
    assert_eq!(stamps(site.root()), before);
}

#[test]
fn a_folder_that_guong_did_not_make_is_refused_and_stays() {
    let site = Site::new();
    fs::create_dir(site.out()).unwrap();
    fs::write(site.out().join("thesis.docx"), "years").unwrap();
    let before = stamps(&site.out());
    assert!(matches!(site.publish(&[("a.html", "A")]), Err(PublishError::NotOurs { .. })));
    // A foreign manifest does not make it ours.
    fs::write(site.out().join(MANIFEST), "hello").unwrap();
    assert!(matches!(site.publish(&[("a.html", "A")]), Err(PublishError::NotOurs { .. })));
    fs::remove_file(site.out().join(MANIFEST)).unwrap();
    assert_eq!(stamps(&site.out()).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    let file = site.root().join("file");
    fs::write(&file, "").unwrap();
    let target = Target { out: file, ..Target::default() };
    assert!(matches!(site.publish_to(&target, &[]), Err(PublishError::NotAFolder { .. })));
    for out in [".", "..", ".guong"] {
        let target = Target { out: out.into(), ..Target::default() };
        let error = site.publish_to(&target, &[]).unwrap_err();
        assert!(matches!(error, PublishError::Overlap { .. }), "{out}: {error}");
    }
    fs::create_dir_all(site.root().join("kho/themes")).unwrap();
    #[cfg(unix)]
    symlink("kho/themes".as_ref(), &site.root().join("themes"));
    for out in ["static", "static/x", "content/entries/moi/y", "themes/x", "guong.toml/x", "./x/../static/z"]
    {
        let target = Target { out: out.into(), ..Target::default() };
        let error = site.publish_to(&target, &[]).unwrap_err();
        assert!(matches!(error, PublishError::InsideSources { .. }), "{out}: {error}");
        assert!(!site.root().join("content").exists() && !site.root().join("static").exists(), "{out}");
    }
    let target = Target { out: "kho/themes/x".into(), ..Target::default() };
    assert!(!cfg!(unix) || matches!(site.publish_to(&target, &[]), Err(PublishError::InsideSources { .. })));
}

#[test]
fn an_empty_folder_is_taken_over() {
    let site = Site::new();
    fs::create_dir(site.out()).unwrap();
    site.publish(&[("a.html", "A")]).unwrap();
    assert_eq!(site.files(), [("a.html".into(), "A".into())]);
    assert_eq!(files(&site.spare()), []);
}

#[test]
fn what_a_site_keeps_stays_with_the_published_tree() {
    for method in [Method::Best, Method::Renames] {
        let site = Site::new();
        let keep = [".git", "CNAME", ".well-known/mine", "b/kept"].map(str::to_owned).to_vec();
        let target = Target { out: site.out(), keep, method };
        fs::create_dir_all(site.out().join(".git/refs")).unwrap();
        fs::write(site.out().join(".git/HEAD"), "ref").unwrap();
        fs::write(site.out().join("CNAME"), "example.org").unwrap();
        for (generation, text) in ["one", "two", "three", "three"].into_iter().enumerate() {
            site.publish_to(&target, &[("a.html", text), ("b/c.html", "C")]).unwrap();
            if generation == 0 {
                fs::create_dir_all(site.out().join(".well-known/mine")).unwrap();
                fs::write(site.out().join(".well-known/mine/x"), "X").unwrap();
                fs::write(site.out().join("b/kept"), "K").unwrap();
            }
            let read = |path| fs::read_to_string(site.out().join(path)).unwrap();
            assert_eq!(read("a.html"), text);
            assert_eq!([read(".git/HEAD"), read("CNAME")], ["ref", "example.org"]);
            assert_eq!([read(".well-known/mine/x"), read("b/kept")], ["X", "K"]);
            assert!(site.out().join(".git/refs").is_dir());
            let left = |path| site.spare().join(path).exists();
            assert!(![".git", "CNAME", ".well-known/mine", "b/kept"].into_iter().any(left));
        }
        assert!(!fs::exists(site.root().join(".guong").join("kept")).unwrap());
    }
}

#[test]
fn the_same_site_has_the_same_manifest_whatever_its_past() {
    let (one, other) = (Site::new(), Site::new());
    one.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    other.publish(&[("b.html", "old"), ("c.html", "C")]).unwrap();
    other.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    let text = |site: &Site| fs::read_to_string(site.out().join(MANIFEST)).unwrap();
    assert_eq!(text(&one), text(&other));
    let ManifestReading::Whole(manifest) = read_manifest(&one.out()).unwrap() else { panic!("not whole") };
    assert_eq!(manifest.find("b.html").unwrap().size, 1);
    let lock = Lock::acquire(one.root(), || ()).unwrap();
    let publisher = Publisher::open(lock, &one.target()).unwrap();
    assert_eq!(publisher.published_paths(), ["a.html", "b.html"]);
}

#[test]
fn a_site_that_is_moved_keeps_its_spare() {
    let site = Site::empty();
    site.publish(&[("a.html", "A")]).unwrap();
    let site = site.moved();
    site.publish(&[("a.html", "new")]).unwrap();
    site.assert_level();
}

#[test]
fn a_second_build_waits_and_says_so() {
    let site = Site::new();
    let first = Lock::acquire(site.root(), || panic!("nobody else is here")).unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    let is_over = Arc::new(AtomicBool::new(false));
    let (root, is_first_over) = (site.root().to_owned(), Arc::clone(&is_over));
    let second = std::thread::spawn(move || {
        let _lock = Lock::acquire(&root, || send.send("waiting").unwrap()).unwrap();
        is_first_over.load(Ordering::SeqCst)
    });
    assert_eq!(receive.recv().unwrap(), "waiting");
    // The first build does its work meanwhile.
    let publisher = Publisher::open(first, &site.target()).unwrap();
    assert_eq!(publisher.published_paths(), [""; 0]);
    is_over.store(true, Ordering::SeqCst);
    drop(publisher);
    assert!(second.join().unwrap(), "two builds at once");
}
