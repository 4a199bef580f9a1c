//! Sending a site: only what differs, in an order in which every page has what it loads, completed after every cut.

mod target;

use std::collections::BTreeSet;
use std::path::Path;

use guong::date::Day;
use guong::deploy::record::{SENDING, SENT, SentRecord, SentState};
use guong::deploy::steps::LocalFile;
use guong::deploy::{
    DeployFault, DeployOptions, Deployment, Patience, Sending, Shown, TargetReading, local_files, shown,
};
use guong::publish::MANIFEST;
use guong::search::layout::MANIFEST as SEARCH;
use guong::site;
use tempfile::TempDir;

use crate::support::{Dice, Gallery, is_long, some, tree};
use target::{Cut, Files, Reader, Target, loaded, searches};

const TODAY: Option<Day> = Some(Day { year: 2026, month: 11, day: 21 });
const DAY: u64 = 24 * 60 * 60;
const NOW: u64 = 1_800_000_000;

/// A built site that stays as it is.
struct Version {
    folder: TempDir,
    local: Vec<LocalFile>,
    files: Files,
}

impl Version {
    /// Copies what is published of a gallery.
    fn of(gallery: &Gallery) -> Version {
        gallery.build_with(&["--allow-removed"]);
        let folder = tempfile::tempdir().unwrap();
        let mut files = tree(&gallery.at("public"));
        for (path, bytes) in &files {
            let to = folder.path().join(path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, bytes).unwrap();
        }
        files.remove(MANIFEST);
        let shown: Shown = shown(&site::open(gallery.path(), TODAY).unwrap()).unwrap();
        let cache = tempfile::tempdir().unwrap();
        let local = local_files(folder.path(), cache.path(), &shown).unwrap();
        assert_eq!(local.len(), files.len());
        Version { folder, local, files }
    }
}

fn reading(options: DeployOptions) -> TargetReading<'static> {
    TargetReading { options, remembered: None, patience: Patience(&[]) }
}

fn plan<'t>(version: &'t Version, target: &'t Target<'_>, now: u64) -> Result<Deployment<'t>, DeployFault> {
    let out: &Path = version.folder.path();
    Deployment::plan(target, out, version.local.clone(), &reading(DeployOptions::default()), now)
}

fn deploy(version: &Version, target: &Target<'_>, now: u64) -> Result<(), DeployFault> {
    plan(version, target, now)?.carry_out(&Sending { patience: Patience(&[]), pace: &|_| {} })
}

/// The files of a target that visitors may ask for.
fn served(files: &Files) -> Files {
    files
        .iter()
        .filter(|(path, _)| ![SENT, SENDING].contains(&path.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// Returns three versions: the gallery, an edit of it, and one in which an entry is withdrawn and a photo removed.
fn versions() -> [Version; 3] {
    let gallery = Gallery::new();
    let first = Version::of(&gallery);
    gallery.edit("content/entries/e05/index.md", "Mô hình số 5", "Mô hình số năm");
    gallery.entry(13, "[[photos]]\nfile = \"moi.jpg\"\nalt = \"Mới\"\n");
    gallery.photo("content/entries/e13/moi.jpg", 600, 500);
    gallery.remove("content/entries/e04");
    let second = Version::of(&gallery);
    gallery.entry(2, "withdrawn = { date = 2026-11-01, reason = \"Theo đề nghị.\" }\n");
    gallery.edit("content/entries/e01/index.md", "alt = \"Cá\"\n", "alt = \"Cá\"\nwithdrawn = true\n");
    gallery.edit("content/entries/e01/index.md", "![Cá](ca.jpg)\n", "");
    let third = Version::of(&gallery);
    [first, second, third]
}

/// Asserts that a target serves a version, and nothing that it hides.
fn assert_serves(target: &Files, version: &Version, when: &str) {
    for (path, bytes) in &version.files {
        assert!(target.get(path) == Some(bytes), "{when}: {path}");
    }
    assert!(!target.contains_key(SENDING), "{when}: a record is left");
    Reader::default().opens_all(target, &|_| false);
}

#[test]
fn a_site_is_sent_whole_then_only_what_differs_and_then_nothing() {
    let [first, second, _] = versions();
    let target = Target::default();
    deploy(&first, &target, NOW).unwrap();
    assert_eq!(served(&target.files()), first.files);

    target.log.lock().unwrap().clear();
    deploy(&first, &target, NOW).unwrap();
    assert_eq!(*target.log.lock().unwrap(), Vec::<String>::new(), "nothing differs");

    let before = target.files();
    deploy(&second, &target, NOW + 60).unwrap();
    assert_serves(&target.files(), &second, "after an edit");
    let sent: BTreeSet<String> = target
        .log
        .lock()
        .unwrap()
        .iter()
        .filter_map(|change| change.strip_prefix('+').map(String::from))
        .collect();
    let differing = second.files.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let expected: BTreeSet<String> =
        differing.map(|(path, _)| path.clone()).chain([SENT.into(), SENDING.into()]).collect();
    assert_eq!(sent, expected);
}

#[test]
fn what_open_pages_load_stays_for_two_versions_and_a_day() {
    let gallery = Gallery::new();
    let first = Version::of(&gallery);
    let target = Target::default();
    deploy(&first, &target, NOW).unwrap();
    let mut edits = 0;
    let mut edit = |now| {
        edits += 1;
        gallery.entry(5, &format!("goal = \"Lần thứ {edits}.\"\n"));
        deploy(&Version::of(&gallery), &target, now).unwrap();
        searches(&first.files[SEARCH], &target.files())
    };
    assert!(edit(NOW + 60).is_ok(), "an open tab still searches");
    assert!(edit(NOW + 120).is_ok(), "two versions later it is within a day");
    assert!(edit(NOW + 180).is_ok());
    assert!(edit(NOW + 2 * DAY).is_err(), "what is older than both is removed");
    Reader::default().opens_all(&target.files(), &|_| false);
}

#[test]
fn what_is_hidden_goes_first_and_with_everything_of_its_version() {
    let [first, second, third] = versions();
    let target = Target::default();
    deploy(&first, &target, NOW).unwrap();
    deploy(&second, &target, NOW).unwrap();
    target.log.lock().unwrap().clear();
    deploy(&third, &target, NOW + 60).unwrap();
    // No photo, no block of the index, no page of an earlier version is left.
    assert_eq!(served(&target.files()), third.files);
    let log = target.log.lock().unwrap().clone();
    let at = |change: &str| {
        log.iter().position(|own| own == change).unwrap_or_else(|| panic!("{change}: {log:#?}"))
    };
    let photos =
        second.files.keys().filter(|path| path.starts_with("anh/") && !third.files.contains_key(*path));
    let photos: Vec<usize> = photos.map(|path| at(&format!("-{path}"))).collect();
    let notice = at("+mo-hinh/e02/index.html");
    assert!(!photos.is_empty() && photos.iter().all(|photo| *photo < notice), "{log:#?}");
    let others = log.iter().skip(1).filter(|change| change.starts_with('+') && !change.contains("e02"));
    assert!(others.clone().count() > 3 && others.into_iter().all(|other| at(other) > notice), "{log:#?}");
}

/// Sends every version after the one before it, cut at each operation, and completes it.
fn cut_everywhere(
    from: &Version,
    to: &Version,
    next: &Version,
    step: usize,
    is_excused: fn(&Version, &str) -> bool,
) {
    let target = Target::default();
    deploy(from, &target, NOW).unwrap();
    let before = target.files();
    let count = {
        let whole = Target::with(before.clone());
        deploy(to, &whole, NOW + 60).unwrap();
        whole.log.lock().unwrap().len() + 40
    };
    let reader = Reader::default();
    let watch =
        |files: &Files, change: &str| reader.opens_changed(files, change, &|needed| is_excused(to, needed));
    for (operations, cut) in some(0..count, step).flat_map(|n| [(n, Cut::Before), (n, Cut::After)]) {
        let when = format!("cut {cut:?} {operations}");
        let target = Target::with(before.clone()).watched(watch).cut_after(operations, cut);
        let _ = deploy(to, &target, NOW + 60);
        let left = target.files();
        let again = Target::with(left.clone()).watched(watch);
        deploy(to, &again, NOW + 120).unwrap();
        assert_serves(&again.files(), to, &when);
        // The site may have changed again before it is completed.
        let changed = Target::with(left);
        deploy(next, &changed, NOW + 120).unwrap();
        assert_serves(&changed.files(), next, &when);
        let record = SentRecord::of_bytes(&changed.files()[SENT]).unwrap();
        let known: BTreeSet<&str> = record.files.iter().map(|file| &*file.path).collect();
        for path in served(&changed.files()).keys() {
            assert!(known.contains(path.as_str()), "{when}: {path} is forgotten");
        }
        assert!(record.files.iter().all(|file| !matches!(file.state, SentState::Pending { .. })), "{when}");
    }
}

#[test]
fn a_deployment_cut_at_any_operation_is_consistent_and_completed() {
    let [first, second, third] = versions();
    cut_everywhere(&first, &second, &third, 17, |_, _| false);
    // Pages of the version before may still name the photos that are hidden now.
    cut_everywhere(&second, &third, &first, 17, |to, needed| {
        needed.starts_with("anh/") && !to.files.contains_key(needed)
    });
}

#[test]
fn random_edits_and_cuts_never_show_half_a_site() {
    let seed = if is_long() { std::process::id().into() } else { 7 };
    let mut dice = Dice(seed);
    let versions = versions();
    let reader = Reader::default();
    let mut files = Files::new();
    files.insert("của người khác.txt".into(), b"x".to_vec());
    for round in 0..50 {
        let version = &versions[dice.roll(3)];
        let target = Target::with(files.clone())
            .watched(|files, change| {
                reader.opens_changed(files, change, &|needed| needed.starts_with("anh/"))
            })
            .cut_after(dice.roll(300), [Cut::Before, Cut::After][dice.roll(2)]);
        let now = NOW + round * (dice.roll(2) as u64) * DAY;
        let result = deploy(version, &target, now);
        files = target.files();
        if result.is_ok() {
            assert_serves(&files, version, &format!("seed {seed}, round {round}"));
        }
        assert_eq!(files["của người khác.txt"], b"x");
    }
    let last = Target::with(files);
    deploy(&versions[2], &last, NOW + 100 * DAY).unwrap();
    let mut left = served(&last.files());
    left.remove("của người khác.txt");
    assert_eq!(left, versions[2].files);
}

#[test]
fn files_of_others_are_neither_replaced_nor_removed() {
    let [first, second, third] = versions();
    let own = [
        ("index.html", "cũ"),
        ("mo-hinh/e13/index.html", "của ai"),
        ("anh/khac.jpg", "x"),
        (".htaccess", "y"),
    ];
    let files: Files = own.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).into();
    let target = Target::with(files.clone());
    let refused = DeployFault::Foreign { paths: vec!["index.html".into()] };
    assert_eq!(deploy(&first, &target, NOW), Err(refused));
    assert_eq!(target.files(), files, "nothing was sent");

    let mut files = files;
    files.remove("index.html");
    let target = Target::with(files);
    deploy(&first, &target, NOW).unwrap();
    // A path that is new in a later version is looked up as well.
    let refused = DeployFault::Foreign { paths: vec!["mo-hinh/e13/index.html".into()] };
    assert_eq!(deploy(&second, &target, NOW), Err(refused));
    deploy(&third, &target, NOW).unwrap_err();
    let options = DeployOptions { replace: true, ..DeployOptions::default() };
    let sending = Sending { patience: Patience(&[]), pace: &|_| {} };
    let replacing =
        Deployment::plan(&target, third.folder.path(), third.local.clone(), &reading(options), NOW);
    replacing.unwrap().carry_out(&sending).unwrap();
    assert_serves(&target.files(), &third, "replaced");
    let files = target.files();
    assert_eq!((&files["anh/khac.jpg"][..], &files[".htaccess"][..]), (&b"x"[..], &b"y"[..]));
}

#[test]
fn a_target_that_was_changed_by_hand_is_mended_when_asked() {
    let [first, second, _] = versions();
    let target = Target::default();
    deploy(&first, &target, NOW).unwrap();
    let record = SentRecord::of_bytes(&target.files()[SENT]).unwrap();
    {
        let mut files = target.files.lock().unwrap();
        files.insert("mo-hinh/e03/index.html".into(), b"hong".to_vec());
        files.remove("feed.xml");
    }
    deploy(&first, &target, NOW).unwrap();
    assert!(!target.files().contains_key("feed.xml"), "the record is believed");
    let options = DeployOptions { full: true, ..DeployOptions::default() };
    let sending = Sending { patience: Patience(&[]), pace: &|_| {} };
    let full =
        Deployment::plan(&target, first.folder.path(), first.local.clone(), &reading(options), NOW).unwrap();
    assert_eq!(full.amount().files, 2);
    full.carry_out(&sending).unwrap();
    assert_serves(&target.files(), &first, "mended");

    // Without a whole record at the target, the remembered one counts for files that are still as they were sent.
    target.files.lock().unwrap().insert(SENT.into(), b"hong".to_vec());
    let is_refused = matches!(deploy(&second, &target, NOW), Err(DeployFault::Foreign { .. }));
    assert!(is_refused);
    let remembering = TargetReading { remembered: Some(record), ..reading(DeployOptions::default()) };
    let again =
        Deployment::plan(&target, second.folder.path(), second.local.clone(), &remembering, NOW).unwrap();
    again.carry_out(&sending).unwrap();
    assert_serves(&target.files(), &second, "from memory");
}

#[test]
fn a_site_that_changes_meanwhile_is_not_sent_half() {
    let [first, second, _] = versions();
    let target = Target::default();
    deploy(&first, &target, NOW).unwrap();
    let planned = plan(&second, &target, NOW).unwrap();
    std::fs::write(second.folder.path().join("mo-hinh/e05/index.html"), "khác").unwrap();
    let result = planned.carry_out(&Sending { patience: Patience(&[]), pace: &|_| {} });
    assert_eq!(result, Err(DeployFault::Changed { path: "mo-hinh/e05/index.html".into() }));
    Reader::default().opens_all(&target.files(), &|_| false);
}

#[test]
fn the_reader_of_these_tests_sees_what_pages_load() {
    let html = r#"<link rel="stylesheet" href="../../assets/style.css?v=1"><img src="../../anh/a-1.jpg" srcset="../../anh/a-1.jpg 1w, ../../anh/a-2.jpg 2w">"#;
    let expected = ["anh/a-1.jpg", "anh/a-2.jpg", "assets/style.css"].map(String::from);
    assert_eq!(loaded("mo-hinh/x/index.html", html), BTreeSet::from(expected));
}
