//! Full and read-only disks: the published site stays, and the message names the place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::faults::cold;
use crate::support::{Gallery, assert_same, printed, tree};

/// A small RAM disk, unmounted when dropped; `None`, with a note, if mounting is not allowed.
struct Disk(PathBuf);

impl Disk {
    fn new(at: &Path, size: &str) -> Option<Disk> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", size, "guong-test"]).arg(at).output();
        let mounted = mounted.is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("SKIPPED: mounting a disk needs root");
        }
        mounted.then(|| Disk(at.to_owned()))
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        assert!(Command::new("mount").args(["-o", &how]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Runs a build that must fail because of the machine; returns its output.
fn fails(gallery: &Gallery, out: &Path) -> String {
    let output = gallery.guong(&["build", "--out", out.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    printed(&output)
}

#[test]
fn a_full_or_read_only_disk_keeps_the_old_site() {
    let gallery = Gallery::new();
    let place = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(place.path(), "size=12m") else { return };
    let out = place.path().join("ra");
    let target = ["--out", out.to_str().unwrap()];
    gallery.build_with(&target);
    assert_same(&tree(&out), &cold(&gallery), "on another file system");
    let before = tree(&out);
    for number in 1..=12 {
        gallery.edit(
            &format!("content/entries/e{number:02}/index.md"),
            "Mô hình số",
            &"Tên dài ".repeat(200),
        );
    }

    fs::write(place.path().join("day"), vec![1; 16 << 20]).unwrap_err();
    let said = fails(&gallery, &out);
    assert!(said.contains(place.path().to_str().unwrap()), "it names the place: {said}");
    assert_eq!(tree(&out), before, "a full disk");
    // Some space is left, enough for small files but not for long pages; later writes that succeed must not hide that.
    let long = |number: usize| gallery.at(&format!("content/entries/e{number:02}/index.md"));
    let short: Vec<String> = (3..=8).map(|number| fs::read_to_string(long(number)).unwrap()).collect();
    for room in [300, 600, 900] {
        let filled = fs::metadata(place.path().join("day")).unwrap().len();
        let day = File::options().write(true).open(place.path().join("day")).unwrap();
        day.set_len(filled - (300 << 10)).unwrap();
        for (number, text) in (3..).zip(&short) {
            fs::write(long(number), format!("{text}{}", "Một đoạn dài. ".repeat(12 << 10))).unwrap();
        }
        let said = fails(&gallery, &out);
        assert!(said.contains(place.path().to_str().unwrap()), "it names the place: {said}");
        assert_eq!(tree(&out), before, "a disk with room for {room} KiB");
    }
    (3..).zip(&short).for_each(|(number, text)| fs::write(long(number), text).unwrap());
    fs::remove_file(place.path().join("day")).unwrap();

    disk.remount("ro");
    let said = fails(&gallery, &out);
    assert!(said.contains(place.path().to_str().unwrap()), "it names the place: {said}");
    assert_eq!(tree(&out), before, "a disk that only reads");
    disk.remount("rw");

    gallery.build_with(&target);
    assert_same(&tree(&out), &cold(&gallery), "afterwards");
}
