//! Faults: damaged manifests, and trees that lost files.

use std::fs;

use guong::publish::*;

use super::support::*;

#[test]
fn a_damaged_manifest_causes_a_full_rewrite() {
    let site = Site::new();
    let files = [("a.html", "A"), ("b/c.html", "C"), ("d.html", "D")];
    site.publish(&files).unwrap();
    let path = site.out().join(MANIFEST);
    let text = fs::read(&path).unwrap();
    for damage in
        [&text[..text.len() / 2], &text[..text.len() - 3], b"", b"\0\0\0\0", b"guong-manifest 2\nnew"]
    {
        fs::write(&path, damage).unwrap();
        let summary = site.publish(&files).unwrap();
        assert_eq!((summary.written, summary.kept), (3, 0));
        assert_eq!(site.files(), files.map(|(path, text)| (path.into(), text.into())));
        site.assert_level();
    }
}

#[test]
fn a_damaged_manifest_does_not_make_foreign_files_ours() {
    let site = Site::empty();
    site.publish(&[("a.html", "A"), ("b.html", "B"), ("z/z.html", "Z")]).unwrap();
    let path = site.out().join(MANIFEST);
    let text = fs::read_to_string(&path).unwrap();
    // Only the line of `a.html` is legible; the spare's manifest shares the damage.
    fs::write(&path, text.lines().take(2).map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    fs::write(site.out().join("mine.txt"), "mine").unwrap();
    let before = stamps(&site.out());
    let Err(PublishError::Foreign { paths, .. }) = site.publish(&[("b.html", "B")]) else {
        panic!("not refused");
    };
    assert_eq!(paths, ["mine.txt", "z/"]);
    assert_eq!(stamps(&site.out()), before);
}

#[test]
fn a_spare_that_lost_files_is_mended_before_it_is_published() {
    let site = Site::empty();
    let old = [("a.html", "A"), ("b/c.html", "C"), ("d.html", "D")];
    let new = [("a.html", "A"), ("b/c.html", "C"), ("d.html", "new")];
    for damage in 0..3 {
        site.publish(&old).unwrap();
        match damage {
            0 => fs::remove_dir_all(site.spare().join("b")).unwrap(),
            1 => fs::remove_dir_all(site.spare()).unwrap(),
            _ => fs::remove_dir_all(site.root().join(".guong")).unwrap(),
        }
        site.publish(&new).unwrap();
        assert_eq!(site.files(), new.map(|(path, text)| (path.into(), text.into())));
        site.assert_level();
    }
}

#[test]
fn a_deleted_published_folder_is_recreated() {
    let site = Site::new();
    site.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    fs::remove_dir_all(site.out()).unwrap();
    assert_eq!(site.publish(&[("a.html", "A")]).unwrap().written, 1);
    assert_eq!(site.files(), [("a.html".into(), "A".into())]);
    site.publish(&[("a.html", "new")]).unwrap();
    site.assert_level();
}
