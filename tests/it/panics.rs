//! Bugs in the program: each is reported with the file, and ends only the work in which it occurred. An
//! environment variable causes them, in programs compiled for tests.

use crate::serve::browser::Preview;
use crate::support::{Gallery, printed};

const VARIABLE: &str = "GUONG_TEST_PANIC";
const ENTRY: &str = "content/entries/e02/index.md";
const PHOTO: &str = "content/entries/e02/ca.jpg";

#[test]
fn a_build_reports_a_fault_and_leaves_the_published_site_alone() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    let faults = [("Read", ENTRY), ("Read", PHOTO), ("Render", ENTRY), ("Photo", PHOTO)];
    for (round, (step, path)) in (1..).zip(faults) {
        // Files that were parsed without a fault are cached.
        gallery.edit(ENTRY, "title = \"", "title = \"Bản mới: ");
        gallery.photo(PHOTO, 640 + round, 480);
        let output = gallery.guong(&["build"]).env(VARIABLE, format!("{step} {path}")).output().unwrap();
        let said = printed(&output);
        assert_eq!(output.status.code(), Some(3), "{step}: {said}");
        assert!(said.contains(&format!("{path}:1:1: lỗi[E0011]")), "{step}: {said}");
        assert!(said.contains("xin báo cho nhóm làm Guong") && said.contains("as the test wants"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(gallery.published(), published, "{step}");
    }
    // Files that failed are not cached: the next run parses them again.
    gallery.build();
    assert_ne!(gallery.published(), published);
}

#[test]
fn check_reports_a_fault_while_a_file_is_read() {
    let gallery = Gallery::new();
    for (language, words) in
        [("vi", "lỗi[E0011]"), ("en", "error[E0011]: internal error in Guong while reading this file")]
    {
        let arguments = ["check", "--lang", language];
        let output = gallery.guong(&arguments).env(VARIABLE, format!("Read {ENTRY}")).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(printed(&output).contains(&format!("{ENTRY}:1:1: {words}")), "{}", printed(&output));
    }
}

/// Returns the address of a photo that a page shows.
fn photo_of(page: &str) -> String {
    let at = page.find("/anh/").expect("it shows a photo");
    page[at..].split(['"', ' ']).next().unwrap().to_string()
}

#[test]
fn preview_goes_on_after_a_fault_while_a_page_is_rendered() {
    let gallery = Gallery::new();
    let preview = Preview::in_environment(&gallery, &[], &[(VARIABLE, &format!("Render {ENTRY}"))]);
    for _ in 0..2 {
        let page = preview.get("/mo-hinh/e02/");
        assert_eq!(page.status, 500);
        assert!(page.text().contains("E0011") && page.text().contains(ENTRY), "{}", page.text());
        assert_eq!(preview.get("/mo-hinh/e05/").status, 200);
    }
    preview.says(&format!("{ENTRY}:1:1: error[E0011]: internal error in Guong while rendering"));
}

#[test]
fn preview_goes_on_after_a_fault_while_a_photo_is_decoded() {
    let gallery = Gallery::new();
    let preview = Preview::in_environment(&gallery, &[], &[(VARIABLE, &format!("Photo {PHOTO}"))]);
    let photo = photo_of(&preview.get("/mo-hinh/e02/").text());
    // More often than requests are answered at once.
    for _ in 0..4 {
        assert_eq!(preview.get(&photo).status, 500);
    }
    preview.says(&format!("{PHOTO}:1:1: error[E0011]: internal error in Guong while processing this photo"));
    assert_eq!(preview.get("/mo-hinh/e02/").status, 200);
}

#[test]
fn preview_goes_on_after_a_fault_while_a_file_is_read() {
    const NEW: &str = "content/pages/moi.md";
    let gallery = Gallery::new();
    let preview = Preview::in_environment(&gallery, &[], &[(VARIABLE, &format!("Read {NEW}"))]);
    let page = preview.open("/mo-hinh/e05/");
    gallery.write(NEW, "+++\ntitle = \"Mới\"\n+++\nBài.\n");
    assert!(page.receive("problems")["text"].as_str().unwrap().contains(&format!("{NEW}:1:1: error[E0011]")));
    assert_eq!(preview.get("/mo-hinh/e05/").status, 200);
    gallery.remove(NEW);
    assert_eq!(page.receive("problems")["text"], "");
}
