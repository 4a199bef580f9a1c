//! Watchers that fail and overflow: the disk is read again.

use std::any::Any;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use guong::diagnostic::Language;
use guong::model::Audience;
use guong::parse::memo::Memo;
use guong::serve::{Settings, WatchSender, listen, run};

use super::browser::{DEADLINE, Preview, Tab};
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

/// Starts a preview within this process with a given watcher; returns its output.
fn preview(
    gallery: &Gallery,
    watch: impl FnOnce(WatchSender) -> Result<Box<dyn Any + Send>, String> + Send + 'static,
) -> (std::net::SocketAddr, Receiver<String>) {
    let settings = Settings {
        root: gallery.path().to_path_buf(),
        as_of: None,
        audience: Audience::Editors,
        language: Language::En,
        follow: false,
        host: None,
        photos: None,
        memo: Memo::default(),
        editing: None,
    };
    let listener = listen(None, &[0]).unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, said) = channel();
    thread::spawn(move || run(settings, listener, watch, &move |text| drop(sender.send(text.to_string()))));
    (address, said)
}

fn says(said: &Receiver<String>, words: &str) {
    while !said.recv_timeout(DEADLINE).expect("it says it").contains(words) {}
}

#[test]
fn a_dead_watcher_is_reported_and_replaced_by_polling() {
    let gallery = Gallery::new();
    let (address, said) = preview(&gallery, |sender| {
        drop(sender);
        Ok(Box::new(()))
    });
    says(&said, "the watcher stopped");
    let mut page = Tab::open(address, "/mo-hinh/e05/");
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    page.until_it_says("Lời kể đã sửa");
}

#[test]
fn a_refused_watch_is_reported_with_its_reason() {
    let gallery = Gallery::new();
    let (address, said) = preview(&gallery, |_| Err("no space for watches".into()));
    says(&said, "no space for watches");
    let mut page = Tab::open(address, "/mo-hinh/e05/");
    gallery.remove("content/entries/e05");
    page.until(|page| page.status == 404);
}

#[test]
fn an_overflow_causes_a_full_scan() {
    let gallery = Gallery::new();
    let (hand, tellers) = channel();
    let (address, _said) = preview(&gallery, move |sender| {
        hand.send(sender).unwrap();
        Ok(Box::new(()))
    });
    let sender = tellers.recv_timeout(DEADLINE).unwrap();
    let mut page = Tab::open(address, "/mo-hinh/e05/");
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    sender.overflowed();
    page.until_it_says("Lời kể đã sửa");
    // One path is reported and a different one was missed; the full scan finds it.
    let mut missed = Tab::open(address, "/mo-hinh/e07/");
    gallery.edit("content/entries/e07/index.md", "Lời kể 7", "Lời bị bỏ sót");
    gallery.edit(E05, "Lời kể đã sửa", "Lời sau cùng");
    sender.touched(E05);
    page.until_it_says("Lời sau cùng");
    missed.until_it_says("Lời bị bỏ sót");
}

#[test]
fn polling_can_be_asked_for() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &["--poll"]);
    preview.says("every second");
    let mut page = preview.open("/mo-hinh/e05/");
    gallery.edit(E05, "Lời kể 5", "Lời kể đã sửa");
    page.until_it_says("Lời kể đã sửa");
}

#[cfg(unix)]
#[test]
fn targets_of_links_outside_the_sources_are_watched() {
    let gallery = Gallery::new();
    std::fs::create_dir_all(gallery.at("kho")).unwrap();
    std::fs::rename(gallery.at("content/entries/e05"), gallery.at("kho/e05")).unwrap();
    std::os::unix::fs::symlink("../../kho/e05", gallery.at("content/entries/e05")).unwrap();
    std::fs::copy(gallery.at("content/entries/e07/index.md"), gallery.at("rieng.md")).unwrap();
    let watched = gallery.path().to_path_buf();
    let (address, _said) = preview(&gallery, move |sender| {
        let watcher = guong::serve::by_events(&watched, sender)?;
        Ok(Box::new(watcher))
    });
    let mut page = Tab::open(address, "/mo-hinh/e05/");
    gallery.edit("kho/e05/index.md", "Lời kể 5", "Lời kể đã sửa");
    page.until_it_says("Lời kể đã sửa");
    // A link that is created later, to a file.
    let mut page = Tab::open(address, "/mo-hinh/e07/");
    gallery.remove("content/entries/e07/index.md");
    std::os::unix::fs::symlink("../../../rieng.md", gallery.at("content/entries/e07/index.md")).unwrap();
    gallery.edit("rieng.md", "Lời kể 7", "Lời kể riêng");
    page.until_it_says("Lời kể riêng");
    gallery.edit("rieng.md", "Lời kể riêng", "Lời kể riêng nữa");
    page.until_it_says("Lời kể riêng nữa");
}
