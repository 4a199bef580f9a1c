//! The ways in which editors save files; all are followed.

use std::fs;
use std::io::Write;

use super::browser::Preview;
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

/// Returns the text of an entry with a different last line.
fn saved(gallery: &Gallery, words: &str) -> String {
    let text = fs::read_to_string(gallery.at(E05)).unwrap();
    format!("{text}\n{words}\n")
}

#[test]
fn every_way_of_saving_is_followed() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    // VS Code truncates the file, then writes it.
    let text = saved(&gallery, "Từ VS Code");
    let mut file = fs::File::create(gallery.at(E05)).unwrap();
    let (half, rest) = text.as_bytes().split_at(text.len() / 2);
    file.write_all(half).unwrap();
    file.flush().unwrap();
    file.write_all(rest).unwrap();
    drop(file);
    page.until_it_says("Từ VS Code");
    // Vim moves the old file aside, writes a new one, and removes the old one.
    let text = saved(&gallery, "Từ vim");
    gallery.write("content/entries/e05/4913", "");
    gallery.remove("content/entries/e05/4913");
    fs::rename(gallery.at(E05), gallery.at("content/entries/e05/index.md~")).unwrap();
    gallery.write(E05, &text);
    gallery.remove("content/entries/e05/index.md~");
    page.until_it_says("Từ vim");
    // Other editors rename a temporary file over the old one.
    let text = saved(&gallery, "Qua tệp tạm");
    gallery.write("content/entries/e05/.index.md.tmp", &text);
    fs::rename(gallery.at("content/entries/e05/.index.md.tmp"), gallery.at(E05)).unwrap();
    page.until_it_says("Qua tệp tạm");
    // Notepad writes a byte order mark and CRLF.
    let text = saved(&gallery, "Từ Notepad").replace('\n', "\r\n");
    gallery.write(E05, &format!("\u{feff}{text}"));
    page.until_it_says("Từ Notepad");
}

#[test]
fn the_last_of_many_quick_saves_wins() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    let text = fs::read_to_string(gallery.at(E05)).unwrap();
    for number in 0..50 {
        // All of one length, so that only their times differ.
        gallery.write(E05, &format!("{text}\nLần {number:02}.\n"));
    }
    page.until_it_says("Lần 49.");
}

#[test]
fn temporary_files_of_other_programs_are_ignored() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    for left in ["~$ghi-chu.docx", ".index.md.swp", "~WRL0001.tmp", "Thumbs.db", ".~lock.bang.odt#"] {
        gallery.write(&format!("content/entries/e05/{left}"), "x");
    }
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    page.until_it_says("Lời kể đã sửa");
    for left in ["~$ghi-chu.docx", ".index.md.swp", "~WRL0001.tmp", "Thumbs.db", ".~lock.bang.odt#"] {
        gallery.remove(&format!("content/entries/e05/{left}"));
    }
    gallery.edit(E05, "Lời kể đã sửa", "Lời cuối");
    page.until_it_says("Lời cuối");
}

#[test]
fn a_thousand_files_at_once_are_one_more_edit() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut last = preview.open("/mo-hinh/x1099/");
    assert_eq!(last.shown.status, 404);
    for number in 100..1100 {
        let head = "fields = [\"kinh-te\"]\nlocality = \"Phú Yên\"\nstarted = 2017\nphase = \"dot-1\"";
        let text = format!("+++\ntitle = \"Bài {number}\"\n{head}\n+++\nLời {number}.\n");
        gallery.write(&format!("content/entries/nhanh/x{number}/index.md"), &text);
    }
    last.until_it_says("Lời 1099.");
    // A folder in a new folder can be older than the watch: then the listing after the last event finds it.
    for number in (100..1100).step_by(97) {
        preview.open(&format!("/mo-hinh/x{number}/")).until_it_says(&format!("Lời {number}."));
    }
    // Remove all of them in one step.
    fs::rename(gallery.at("content/entries/nhanh"), gallery.at("nhanh")).unwrap();
    last.until(|page| page.status == 404);
    assert_eq!(preview.get("/mo-hinh/x100/").status, 404);
    assert_eq!(preview.get("/mo-hinh/e05/").status, 200);
}
