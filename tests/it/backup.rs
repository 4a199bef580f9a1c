//! `guong backup`: what the archive holds, and where it may be.

use crate::leaks::unpacked;
use crate::support::{Gallery, tree};

fn run(gallery: &Gallery, arguments: &[&str]) -> (i32, String) {
    let output = gallery.guong(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn a_backup_holds_every_source_and_nothing_that_can_be_rebuilt() {
    let gallery = Gallery::new();
    gallery.write("content/entries/e01/ghi chú.txt", "không ai đọc");
    gallery.write("static/.well-known/x", "y");
    gallery.write("themes/rieng/i18n/vi.toml", "");
    let sources = tree(gallery.path());
    gallery.build();
    let (status, said) = run(&gallery, &["backup"]);
    assert_eq!(status, 0, "{said}");
    let archive = gallery.at("guong-backup-2026-11-21.zip");
    assert!(said.contains("guong-backup-2026-11-21.zip"), "{said}");
    assert!(
        unpacked(&std::fs::read(&archive).unwrap()) == sources,
        "{:?}",
        unpacked(&std::fs::read(&archive).unwrap()).keys()
    );

    // A second one on the same day stands beside the first, and holds neither.
    let first = std::fs::read(&archive).unwrap();
    assert_eq!(run(&gallery, &["backup"]).0, 0);
    let second = gallery.at("guong-backup-2026-11-21-2.zip");
    assert!(unpacked(&std::fs::read(&second).unwrap()) == sources);
    assert!(std::fs::read(&archive).unwrap() == first);
}

#[test]
fn a_backup_is_never_part_of_itself_and_whole_or_not_there() {
    let gallery = Gallery::new();
    for inside in ["content", "static/tep"] {
        let to = gallery.at(inside);
        let (status, said) = run(&gallery, &["backup", "--lang", "en", "--to", to.to_str().unwrap()]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("backed up itself"), "{said}");
    }
    let nowhere = gallery.at("khong-co");
    assert_eq!(run(&gallery, &["backup", "--to", nowhere.to_str().unwrap()]).0, 3);
    let empty = Gallery::empty();
    assert_eq!(run(&empty, &["backup"]).0, 1);
    assert!(tree(empty.path()).is_empty());
    #[cfg(unix)]
    {
        let to = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/hostname", gallery.at("content/ngoai.md")).unwrap();
        let (status, said) = run(&gallery, &["backup", "--to", to.path().to_str().unwrap()]);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("content/ngoai.md"), "{said}");
        assert_eq!(std::fs::read_dir(to.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_backup_is_never_published() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    for inside in ["public", "public/mo-hinh"] {
        let to = gallery.at(inside);
        let (status, said) = run(&gallery, &["backup", "--lang", "en", "--to", to.to_str().unwrap()]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("published"), "{said}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(gallery.at("public"), gallery.at("sao-luu")).unwrap();
        let to = gallery.at("sao-luu");
        assert_eq!(run(&gallery, &["backup", "--to", to.to_str().unwrap()]).0, 2);
    }
    assert!(gallery.published() == published);
}

#[test]
fn a_new_site_keeps_its_backups_out_of_git() {
    let gallery = Gallery::empty();
    let site = gallery.at("trang");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_guong"))
        .arg("init")
        .arg(&site)
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    let ignored = std::fs::read_to_string(site.join(".gitignore")).unwrap();
    assert!(ignored.lines().any(|line| line == "/guong-backup-*.zip"), "{ignored}");
}
