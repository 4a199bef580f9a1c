//! Opening and building a site as library functions, as other programs call them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use guong::build::{self, Options, Stop, Work};
use guong::date::Day;
use guong::publish::Lock;
use guong::site;

use crate::support::{Gallery, assert_same};

const TODAY: Option<Day> = Some(Day { year: 2026, month: 11, day: 21 });

fn build(gallery: &Gallery) -> (build::Report, Vec<(Work, usize, usize)>) {
    let lock = Lock::acquire(gallery.path(), || {}).unwrap();
    let site = site::open(gallery.path(), TODAY).unwrap();
    let begun = Mutex::new(Vec::new());
    let observe = |work, total| -> Box<dyn Fn() + Sync> {
        let done = Arc::new(AtomicUsize::new(0));
        begun.lock().unwrap().push((work, total, Arc::clone(&done)));
        Box::new(move || {
            done.fetch_add(1, Ordering::Relaxed);
        })
    };
    let report = build::run(&site, lock, &Options::default(), &observe);
    let begun = begun.into_inner().unwrap().into_iter();
    (report, begun.map(|(work, total, done)| (work, total, done.load(Ordering::Relaxed))).collect())
}

#[test]
fn the_library_builds_what_the_command_builds_and_counts_its_work() {
    let gallery = Gallery::new();
    gallery.settle();
    let commanded = gallery.copy();
    commanded.build();

    let (report, work) = build(&gallery);
    let built = report.result.unwrap();
    assert_eq!(built.entries, 12);
    assert_same(&gallery.published(), &commanded.published(), "library and command");
    let [(Work::Pages, pages, rendered), (Work::Photos, 2, 2)] = work[..] else { panic!("{work:?}") };
    assert!(pages > 12 && pages == rendered, "{pages} pages, {rendered} steps");

    let (report, work) = build(&gallery);
    let again = report.result.unwrap().summary;
    assert_eq!((again.written, again.removed), (0, 0));
    assert_eq!(work, [(Work::Pages, 0, 0), (Work::Photos, 0, 0)]);
}

#[test]
fn errors_are_reported_and_the_old_site_stays() {
    let gallery = Gallery::new();
    gallery.build();
    let before = gallery.published();
    gallery.edit("content/entries/e05/index.md", "fields = [\"van-hoa\"]", "fields = [\"khac\"]");
    let (report, work) = build(&gallery);
    assert!(matches!(report.result, Err(Stop::Content)), "{:?}", report.result);
    assert!(report.diagnostics.iter().any(|d| &*d.place.path == "content/entries/e05/index.md"));
    assert_eq!(work, []);
    assert_same(&gallery.published(), &before, "after an error");
}

#[test]
fn a_site_is_found_from_any_folder_in_it() {
    let gallery = Gallery::new();
    let inside = gallery.at("content/entries/e01");
    assert_eq!(site::find(&inside), Some(gallery.path()));
    assert_eq!(site::find(gallery.path().parent().unwrap()), None);
}
