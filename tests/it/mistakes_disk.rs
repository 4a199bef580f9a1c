//! Mistakes that need a disk, and the program's reaction to mistakes: its exit status, and that it changes
//! nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;
use std::time::SystemTime;

#[cfg(unix)]
use crate::support::disk::run;
use crate::support::disk::{ENTRY, guong, put, site};

type Look = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

/// Returns every file and folder below a folder, with its content and modification time.
fn look(folder: &Path) -> Look {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let seen = entries.map(|entry| {
        let bytes = if entry.file_type().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
        (entry.path().to_path_buf(), (bytes, entry.metadata().unwrap().modified().unwrap()))
    });
    seen.collect()
}

#[test]
fn a_broken_edit_leaves_the_published_site_alone() {
    let folder = site();
    let root = folder.path();
    assert_eq!(guong(root, &["build"]).0, 0);
    let before = look(&root.join("public"));
    assert!(before.len() > 5);
    put(root, "content/entries/tha-ca.md", ENTRY.replace("title", "titel").replace("2017", "2017-02-30"));
    put(root, "content/entries/hien-dat.md", ENTRY.replace("kinh-te", "kinh-tee") + "[x](khong-co.md)");
    let (status, said) = guong(root, &["build", "--format", "short"]);
    assert_eq!(status, 1, "{said}");
    assert_eq!(
        said,
        "content/entries/hien-dat.md:3:11: lỗi[E0201]: không có lĩnh vực “kinh-tee”\n\
         content/entries/hien-dat.md:8:1: lỗi[E0204]: liên kết dẫn đến tệp không có: “khong-co.md”\n\
         content/entries/tha-ca.md:2:1: lỗi[E0104]: không có khóa “titel”\n\
         content/entries/tha-ca.md:5:11: lỗi[E0113]: “started”: không có ngày “2017-02-30”\n"
    );
    assert_eq!(look(&root.join("public")), before);
    // The same from the memo, in English and in the human format.
    let (status, said) = guong(root, &["build", "--lang", "en"]);
    assert_eq!(status, 1);
    assert!(said.contains("error[E0104]: unknown key “titel”\n  hint: did you mean “title”?\n"), "{said}");
    assert!(said.contains("4 errors"), "{said}");
    assert_eq!(look(&root.join("public")), before);
    put(root, "content/entries/tha-ca.md", ENTRY);
    put(root, "content/entries/hien-dat.md", ENTRY);
    assert_eq!(guong(root, &["build"]).0, 0);
}

#[test]
fn check_writes_nothing() {
    let folder = site();
    let before = look(folder.path());
    assert_eq!(guong(folder.path(), &["check"]).0, 0);
    assert_eq!(look(folder.path()), before);
    let empty = tempfile::tempdir().unwrap();
    for command in ["check", "build"] {
        let (status, said) = guong(empty.path(), &[command, "--format", "short"]);
        assert_eq!(status, 1);
        assert!(said.starts_with("guong.toml:1:1: lỗi[E0001]"), "{said}");
    }
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn an_address_vanishes_only_on_request() {
    let folder = site();
    let root = folder.path();
    assert_eq!(guong(root, &["build"]).0, 0);
    fs::rename(root.join("content/entries/tha-ca.md"), root.join("content/entries/tha-tom.md")).unwrap();
    for command in ["build", "check"] {
        let (status, said) = guong(root, &[command, "--format", "short"]);
        assert_eq!(status, 1);
        assert!(said.contains("lỗi[E0207]: địa chỉ đã công bố “/mo-hinh/tha-ca/” sẽ không còn"), "{said}");
    }
    assert_eq!(guong(root, &["check", "--allow-removed"]).0, 0);
    let (out, empty) = (root.join("public"), root.join("khac"));
    assert_eq!(guong(root, &["check", "--out", out.to_str().unwrap()]).0, 1);
    assert_eq!(guong(root, &["check", "--out", empty.to_str().unwrap()]).0, 0);
    assert!(!empty.exists());
    assert!(root.join("public/mo-hinh/tha-ca/index.html").exists());
    let alias = ENTRY.replace("started", "aliases = \"/mo-hinh/tha-ca/\"\nstarted");
    put(root, "content/entries/tha-tom.md", alias);
    let (status, said) = guong(root, &["build"]);
    assert_eq!(status, 0, "{said}");
    put(root, "content/entries/tha-tom.md", ENTRY);
    assert_eq!(guong(root, &["build"]).0, 1);
    assert_eq!(guong(root, &["build", "--allow-removed"]).0, 0);
    assert!(!root.join("public/mo-hinh/tha-ca").exists());
}

#[test]
fn a_failing_template_is_reported_with_its_position() {
    let folder = site();
    let root = folder.path();
    put(root, "guong.toml", "title = \"Gương\"\nbase_url = \"https://guong.example/\"\ntheme = \"rieng\"\n");
    put(root, "themes/rieng/templates/pages/home.html", "<h1>\n  {{ khong_co.gi }}</h1>\n");
    for command in ["build", "check"] {
        let (status, said) = guong(root, &[command, "--format", "short"]);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("themes/rieng/templates/pages/home.html:2:6: lỗi[E0302]"), "{said}");
    }
    assert!(!root.join("public").exists());
}

#[test]
fn check_decodes_photos_that_no_build_has_decoded() {
    let folder = site();
    let root = folder.path();
    let mut png = std::io::Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| image::Rgb([(x * 7 + y * y) as u8, (x * x + y) as u8, (x * y) as u8]);
    image::RgbImage::from_fn(200, 200, noise).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let sound = png.into_inner();
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0);
    let entry = ENTRY.replace("+++\nBài", "[[photos]]\nfile = \"a.png\"\nalt = \"A\"\n+++\nBài");
    put(root, "content/entries/anh/index.md", entry);
    put(root, "content/entries/anh/a.png", &damaged);
    for command in ["check", "build"] {
        let (status, said) = guong(root, &[command, "--format", "short"]);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("content/entries/anh/a.png:1:1: lỗi[E0218]"), "{said}");
    }
    put(root, "content/entries/anh/a.png", &sound);
    assert_eq!(guong(root, &["check"]).0, 0);
    assert_eq!(guong(root, &["build"]).0, 0);
    // A cached variant proves that the whole picture was decoded.
    assert_eq!(guong(root, &["check"]).0, 0);
}

#[cfg(unix)]
#[test]
fn a_file_that_changed_within_its_size_and_its_time_is_read_again() {
    let folder = site();
    let root = folder.path();
    let path = root.join("content/entries/tha-ca.md");
    let earlier = SystemTime::now() - std::time::Duration::from_secs(60);
    let write = |text: &str| {
        let mut file = fs::File::options().write(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        file.set_modified(earlier).unwrap();
    };
    write(ENTRY);
    assert_eq!(guong(root, &["build"]).0, 0);
    assert_eq!(guong(root, &["build"]).0, 0);
    write(&ENTRY.replace("Bài.", "Hai."));
    let (status, said) = guong(root, &["build"]);
    assert_eq!(status, 0, "{said}");
    assert!(fs::read_to_string(root.join("public/mo-hinh/tha-ca/index.html")).unwrap().contains("Hai."));
}

#[test]
fn a_machine_failure_is_not_reported_as_a_content_error() {
    let folder = site();
    put(folder.path(), "tep", "a file, where a folder should be");
    let out = folder.path().join("tep/ra");
    let (status, said) = guong(folder.path(), &["build", "--out", out.to_str().unwrap()]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("không"), "{said}");
    let (status, _) = guong(&folder.path().join("khong-co"), &["check"]);
    assert_eq!(status, 3);
}

#[test]
fn content_does_not_control_the_terminal() {
    let folder = site();
    let root = folder.path();
    let hostile = "A\\u001b[2J\\u009b1m\\u202eB\\u2067C";
    put(root, "content/entries/tha-ca.md", ENTRY.replace("Thả cá", hostile));
    assert_eq!(guong(root, &["build"]).0, 0);
    let steers = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{2067}'];
    for arguments in [&["search", "a"][..], &["explain", "mo-hinh/tha-ca/"], &["build"]] {
        let (status, said) = guong(root, arguments);
        assert!(status == 0 && !said.contains(steers), "{arguments:?}: {said:?}");
    }
    let wrong = ENTRY.replace("kinh-te", hostile).replace("2017", &format!("\"{}\"", "dài".repeat(90_000)));
    put(root, "content/entries/tha-ca.md", wrong);
    for format in ["human", "short", "json"] {
        let (status, said) = guong(root, &["check", "--format", format]);
        assert_eq!(status, 1);
        assert!(!said.contains(steers) && said.len() < 4_000, "{format}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_and_names_equal_when_normalised() {
    let folder = site();
    let root = folder.path();
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "bi-mat.md", ENTRY);
    std::os::unix::fs::symlink(outside.path().join("bi-mat.md"), root.join("content/entries/bi-mat.md"))
        .unwrap();
    put(root, "static/\u{1ea3}nh.txt", "NFC");
    put(root, "static/a\u{309}nh.txt", "NFD");
    let (status, said) = guong(root, &["check", "--format", "short"]);
    assert_eq!(status, 1);
    assert!(said.contains("content/entries/bi-mat.md:1:1: lỗi[E0004]"), "{said}");
    assert!(said.contains("static/ảnh.txt:1:1: lỗi[E0006]"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = site();
    let root = folder.path();
    let path = root.join("content/entries/hien-dat.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_guong"));
    if fs::read(&path).is_ok() {
        // Root may read everything, so run it as an unprivileged user, from a folder that this user may enter.
        use std::os::unix::process::CommandExt;
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        let program = root.join("guong-program");
        fs::copy(env!("CARGO_BIN_EXE_guong"), &program).unwrap();
        command = Command::new(program);
        command.uid(65534).gid(65534);
    }
    command.arg("--root").arg(root).args(["--as-of", "2026-06-01", "check", "--format", "short"]);
    let (status, said) = run(&mut command);
    assert_eq!(status, 1);
    assert!(said.contains("content/entries/hien-dat.md:1:1: lỗi[E0003]"), "{said}");
}
