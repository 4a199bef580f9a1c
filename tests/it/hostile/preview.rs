//! Preview on hostile sites: it starts and reports what is wrong, or a hostile file appears while it runs. It
//! keeps running, serves nothing from outside the site, and recovers when the file is mended.

use std::fs;
use std::time::{Duration, Instant};

use super::{Case, Ends, FILES, PICTURES, TABLES, TEXTS, files, peak, pictures, sound, texts};
use crate::serve::browser::{DEADLINE, Page, Preview};
use crate::support::{Gallery, is_long, tree};

/// A picture with a sound header and broken pixels: preview shows the page without it, and the build that decodes
/// it reports why.
const FOUND_BY_A_BUILD: &str = "a PNG whose chunk has no end";

/// Request targets that try to leave the site.
const OUTSIDE: [&str; 6] =
    ["/a", "/a/etc/passwd", "/../guong.toml", "/%2e%2e/guong.toml", "/..%2f..%2fetc/passwd", "/.guong/lock"];

/// Waits until a page is as expected.
fn until(preview: &Preview, path: &str, what: &str, wanted: impl Fn(&Page) -> bool) -> Page {
    let until = Instant::now() + DEADLINE;
    loop {
        let page = preview.get(path);
        if wanted(&page) {
            return page;
        }
        assert!(Instant::now() < until, "{what}: {path} stays {}: {}", page.status, page.text());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The photos that a page shows.
fn photos(page: &Page) -> Vec<String> {
    let text = page.text();
    text.split(" src=\"../../anh/")
        .skip(1)
        .map(|rest| format!("/anh/{}", rest.split('"').next().unwrap()))
        .collect()
}

/// Reverts all changes.
fn mend(gallery: &Gallery, before: &std::collections::BTreeMap<String, Vec<u8>>, title: &str) {
    for entry in fs::read_dir(gallery.path()).unwrap().map(|entry| entry.unwrap()) {
        let (path, name) = (entry.path(), entry.file_name());
        if name == ".guong" {
            continue;
        }
        let is_folder = entry.file_type().unwrap().is_dir();
        if is_folder { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    for (path, bytes) in before {
        let to = gallery.at(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    gallery.edit("content/entries/e08/index.md", "Mô hình số 8", title);
}

/// One case: the hostile file exists from the start, or appears later.
fn one(case: &Case, is_late: bool, most: u64) {
    let (name, make, ends) = case;
    let gallery = sound();
    let mut before = tree(gallery.path());
    before.retain(|path, _| !path.starts_with(".guong/") && !path.starts_with("public/"));
    if !is_late {
        make(&gallery);
    }
    let preview = Preview::of(&gallery, &[]);
    if is_late {
        assert_eq!(preview.get("/mo-hinh/e08/").status, 200, "{name}");
        make(&gallery);
    }
    match ends {
        // Kept files only concern the published folder.
        Ends::Refused("") => {}
        Ends::Refused(code) if is_late && *name != FOUND_BY_A_BUILD => {
            let deadline = Instant::now() + DEADLINE;
            // A picture is read when it is shown.
            let is_reported = || preview.said().iter().any(|line| line.contains(&format!("[{code}")));
            while !is_reported() {
                photos(&preview.get("/mo-hinh/e04/")).iter().for_each(|photo| drop(preview.get(photo)));
                assert!(Instant::now() < deadline, "{name}: it never says {code}");
                std::thread::sleep(Duration::from_millis(10));
            }
            // The last good state stays.
            assert_eq!(preview.get("/mo-hinh/e08/").status, 200, "{name}");
        }
        Ends::Refused(code) if !is_late && !code.starts_with("E02") => {
            let page = until(&preview, "/mo-hinh/e08/", name, |page| page.status != 200);
            assert_eq!(page.status, 503, "{name}");
            assert!(page.text().contains(&format!("[{code}")), "{name}: {}", page.text());
        }
        Ends::Well if is_late => {
            gallery.edit("content/entries/e08/index.md", "Mô hình số 8", "Bản sau");
            until(&preview, "/mo-hinh/e08/", name, |page| page.text().contains("Bản sau"));
        }
        _ => {}
    }
    for path in ["/mo-hinh/a/", "/mo-hinh/e04/", "/", "/tim-kiem/hoi.json?q=a"] {
        photos(&preview.get(path)).iter().for_each(|photo| drop(preview.get(photo)));
    }
    for path in OUTSIDE {
        let page = preview.get(path);
        let leaks = ["root:", "base_url ="].iter().any(|secret| page.text().contains(secret));
        assert!(!leaks || *name == "a link to the published site", "{name}: {path} is outside");
    }
    mend(&gallery, &before, "Đã mở lại");
    until(&preview, "/mo-hinh/e08/", name, |page| page.status == 200 && page.text().contains("Đã mở lại"));
    let high = peak(preview.pid());
    println!("{name}: {} MiB", high >> 10);
    // Preview needs more memory than a build: it keeps the last pages, and reports errors in several forms.
    assert!(high <= most + most / 2 + (64 << 10), "{name}: {} MiB", high >> 10);
    let broke: Vec<String> = preview.said().into_iter().filter(|line| line.contains("panicked")).collect();
    assert_eq!(broke, Vec::<String>::new(), "{name}");
}

/// Runs every fifth case, alternating both ways; all cases both ways in the long tests.
fn try_cases(cases: &[Case], most: u64) {
    let all = is_long();
    for (number, case) in cases.iter().enumerate() {
        // Without settings there is no site to show.
        let is_late = case.0.contains("settings");
        if all && !is_late {
            one(case, false, most);
        }
        if all || number % 5 == 0 {
            one(case, is_late || all || number % 2 == 0, most);
        }
    }
}

#[test]
fn preview_of_hostile_texts() {
    try_cases(texts::CASES, TEXTS);
    try_cases(texts::TABLES, TABLES);
}

#[test]
fn preview_of_hostile_files() {
    try_cases(files::CASES, FILES);
    #[cfg(unix)]
    try_cases(super::files_unix::CASES, FILES);
}

#[test]
fn preview_of_hostile_pictures() {
    try_cases(pictures::CASES, PICTURES);
}
