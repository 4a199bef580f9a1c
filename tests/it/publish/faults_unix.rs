//! Faults of systems with symbolic links, mounts and owners: planted links, full disks, missing rights.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use guong::publish::*;
use tempfile::TempDir;

use super::support::*;

#[test]
fn a_link_planted_in_the_site_is_not_followed_outside() {
    let site = Site::new();
    site.publish(&[("a/x.html", "X"), ("b.html", "B")]).unwrap();
    let outside = site.root().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("x.html"), "outside").unwrap();
    let plant = || {
        fs::remove_dir_all(site.out().join("a")).unwrap();
        symlink(&outside, &site.out().join("a"));
    };
    let untouched = stamps(&outside);

    // Planted before the tree is inspected: rejected.
    plant();
    assert!(matches!(site.publish(&[("b.html", "new")]), Err(PublishError::Foreign { .. })));
    assert_eq!(stamps(&outside), untouched);

    // Planted after the inspection: writes and removals stay inside the tree.
    fs::remove_file(site.out().join("a")).unwrap();
    for files in [vec![("a/x.html", "new"), ("a/y.html", "Y"), ("b.html", "B")], vec![("b.html", "B")]] {
        site.publish(&[("a/x.html", "X"), ("b.html", "B")]).unwrap();
        let publication = site.begin(&files).unwrap();
        plant();
        for &index in publication.pending() {
            publication.write(index, files[index].1.as_bytes()).unwrap();
        }
        publication.commit().unwrap();
        assert_eq!(stamps(&outside), untouched);
        let expected: Vec<_> = files.iter().map(|(p, t)| ((*p).into(), (*t).into())).collect();
        assert_eq!(site.files(), expected);
    }
}

#[test]
fn a_spare_that_is_a_link_is_not_followed() {
    let site = Site::empty();
    site.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    let spare = site.spare();
    fs::remove_dir_all(&spare).unwrap();
    symlink(&site.out(), &spare);
    let before = stamps(&site.out());
    let publication = site.begin(&[("a.html", "new"), ("b.html", "B")]).unwrap();
    publication.write(0, b"new").unwrap();
    assert_eq!(stamps(&site.out()), before, "the published tree was written to");
    publication.commit().unwrap();
    site.assert_level();
}

#[test]
fn a_target_that_is_a_link_is_followed() {
    let site = Site::new();
    let real = site.root().join("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, &site.out());
    site.publish(&[]).unwrap();
    for text in ["one", "two"] {
        site.publish(&[("a.html", text)]).unwrap();
        assert!(fs::symlink_metadata(site.out()).unwrap().is_symlink());
        assert_eq!(files(&real), [("a.html".into(), text.into())]);
        site.assert_level();
    }
}

/// A small RAM disk, unmounted when dropped; `None`, with a note, if mounting is not allowed.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, args: &[&str]) -> Option<Mount> {
        let done = Command::new("mount").args(args).arg(at).output();
        let mounted = done.is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("skipped: mounting needs root");
        }
        mounted.then(|| Mount(at.to_owned()))
    }

    fn disk(at: &Path, options: &str) -> Option<Mount> {
        Mount::new(at, &["-t", "tmpfs", "-o", options, "guong-test"])
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site_and_is_freed() {
    let folder = TempDir::new().unwrap();
    let Some(_disk) = Mount::disk(folder.path(), "size=400k") else {
        return;
    };
    let site = Site::within(folder.path());
    site.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    let big = "x".repeat(150_000);
    for _ in 0..2 {
        let error = site.publish(&[("a.html", &big), ("b.html", &big), ("c.html", &big)]).unwrap_err();
        assert!(error.is_disk_full() && error.is_machine_fault(), "{error}");
        assert_eq!(site.files(), [("a.html".into(), "A".into()), ("b.html".into(), "B".into())]);
    }
    // There is space for one more: failed publications left nothing behind.
    site.publish(&[("a.html", "A"), ("b.html", &big), ("c.html", &big)]).unwrap();
    site.assert_level();
}

#[test]
fn a_disk_that_fills_up_while_levelling_does_not_fail_the_publication() {
    let folder = TempDir::new().unwrap();
    // On this file system every name takes an inode, even a hard link.
    let Some(_disk) = Mount::disk(folder.path(), "nr_inodes=40") else {
        return;
    };
    let site = Site::within(folder.path());
    site.publish(&[]).unwrap();
    let names: Vec<String> = (10..32).map(|index| format!("{index}.html")).collect();
    let old: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "old")).collect();
    let summary = site.publish(&old).unwrap();
    assert_eq!((summary.written, summary.level), (22, false));
    assert_eq!(site.files().len(), 22);
    assert!(spare_in(site.root()).is_none(), "half a spare was left");
    let summary = site.publish(&old[..8]).unwrap();
    assert_eq!((summary.removed, summary.level), (14, true));
    site.assert_level();
}

#[test]
fn a_different_file_system_gets_its_spare_next_to_the_site() {
    let folder = TempDir::new().unwrap();
    let Some(_disk) = Mount::disk(folder.path(), "size=1m") else {
        return;
    };
    let site = Site::new();
    let target = Target { out: folder.path().join("public"), ..Target::default() };
    let cache = site.root().join("cache.jpg");
    fs::write(&cache, "photo").unwrap();
    site.publish_to(&target, &[]).unwrap();
    for text in ["one", "two"] {
        let photo = format!("photo {text}");
        let publication = begin(site.root(), &target, &[("a.html", text), ("p.jpg", &photo)]).unwrap();
        publication.write(0, text.as_bytes()).unwrap();
        assert_eq!(publication.link(1, &cache).unwrap(), Linked::Copied);
        assert!(publication.commit().unwrap().level);
        let spare = folder.path().join(".public.guong-spare");
        assert_level(&target.out, &spare);
        assert!(spare_in(site.root()).is_none());
    }
    // The root of a file system cannot be replaced.
    let target = Target { out: folder.path().to_owned(), ..Target::default() };
    assert!(matches!(site.publish_to(&target, &[]), Err(PublishError::MountPoint { .. })));
}

#[test]
fn a_bind_mount_is_refused_at_the_exchange() {
    let site = Site::new();
    site.publish(&[("a.html", "A")]).unwrap();
    let out = site.out();
    let Some(mount) = Mount::new(&out, &["--bind", out.to_str().unwrap()]) else {
        return;
    };
    for method in [Method::Best, Method::Renames] {
        let target = Target { method, ..site.target() };
        let error = site.publish_to(&target, &[("a.html", "new")]).unwrap_err();
        assert!(matches!(error, PublishError::MountPoint { .. }), "{error}");
        assert_eq!(site.files(), [("a.html".into(), "A".into())]);
    }
    drop(mount);
    site.publish(&[("a.html", "new")]).unwrap();
    site.assert_level();
}

/// Runs as an unprivileged user; does nothing if the test runs by itself.
#[test]
fn child_without_rights() {
    let Some(root) = std::env::var_os("GUONG_TEST_READONLY") else {
        return;
    };
    let root = Path::new(&root);
    for method in [Method::Best, Method::Renames] {
        let target = Target { out: root.join("www/public"), method, ..Target::default() };
        let begun = begin(root, &target, &[("a.html", "new")]).and_then(|publication| {
            publication.write(0, b"new")?;
            publication.commit()
        });
        let error = begun.expect_err("published without the right to");
        assert!(error.is_machine_fault() && !error.is_disk_full(), "{error}");
    }
}

#[test]
fn a_read_only_parent_leaves_the_old_site() {
    let site = Site::new();
    let target = Target { out: "www/public".into(), ..Target::default() };
    site.publish_to(&target, &[("a.html", "A")]).unwrap();
    let www = site.root().join("www");
    let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(site.root()).status();
    let chmod = Command::new("chmod").arg("555").arg(&www).status();
    let parent = Command::new("chmod").arg("755").arg(site.root().parent().unwrap()).status();
    if ![owned, chmod, parent].into_iter().all(|done| done.is_ok_and(|done| done.success())) {
        eprintln!("skipped: another user's rights need root");
        return;
    }
    let before = stamps(&www);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["publish::faults_unix::child_without_rights", "--exact"])
        .env("GUONG_TEST_READONLY", site.root());
    let output = child.uid(65534).gid(65534).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(stamps(&www), before);
}
