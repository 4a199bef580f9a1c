//! Every mistake with its expected message, side by side.
//!
//! Each file of `tests/it/mistakes` holds cases; `tests/it/mistakes/case.rs` describes their format. A case is a
//! small site in memory, on top of that of `base.txt`, and the output of `guong check`. With `UPDATE_MISTAKES=1`
//! the output is written into the files: review it before you commit.

mod case;
mod hostile;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use case::Case;
use guong::diagnostic::Problem;

/// Codes that no case in memory can cause, and the tests that cover them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("E0003", "needs a file that the system will not read: tests/it/mistakes_disk.rs"),
    ("E0004", "needs symbolic links: tests/it/mistakes_disk.rs"),
    ("E0010", "needs a file that changes during a build: tests/it/faults.rs"),
    ("E0011", "needs a fault of the program: tests/it/panics.rs"),
    ("W0012", "needs a store: tests/it/store.rs"),
    ("W0013", "needs a store: tests/it/store.rs"),
    ("E0207", "needs a published site: tests/it/mistakes_disk.rs"),
    ("W0245", "needs a photo with words in its file: tests/it/photos.rs"),
    ("E0401", "needs a list: tests/it/office_import.rs"),
    ("E0402", "needs a list: tests/it/office_import.rs"),
    ("E0403", "needs a list: tests/it/office_import.rs"),
    ("E0404", "needs a list: tests/it/office_import.rs"),
    ("E0405", "needs a list: tests/it/office_import.rs"),
    ("E0406", "needs a list: tests/it/office_import.rs"),
    ("E0302", "needs a page to be rendered: tests/it/mistakes_disk.rs"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mistakes")
}

fn corpus() -> Vec<(PathBuf, Vec<Case>)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    files.retain(|path| path.file_name().unwrap() != "base.txt");
    files.into_iter().map(|path| (path.clone(), case::read(&fs::read_to_string(&path).unwrap()))).collect()
}

fn base() -> Case {
    case::read(&fs::read_to_string(folder().join("base.txt")).unwrap()).remove(0)
}

#[test]
fn every_mistake_brings_its_message() {
    let (base, update) = (base(), std::env::var_os("UPDATE_MISTAKES").is_some());
    let mut wrong = Vec::new();
    for (path, mut cases) in corpus() {
        for case in &mut cases {
            let diagnostics = case.diagnostics(&base);
            for expected in &mut case.expected {
                let said = expected.report(&diagnostics);
                if said != expected.text {
                    wrong.push(format!("{}: {}\n- {}\n+ {said}", path.display(), case.name, expected.text));
                    expected.text = said;
                }
            }
        }
        if update {
            fs::write(&path, case::write(&cases)).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_base_has_no_mistakes() {
    assert_eq!(base().diagnostics(&Case::default()), []);
}

#[test]
fn every_code_has_a_case() {
    let expected = corpus().into_iter().flat_map(|(_, cases)| cases).flat_map(|case| case.expected);
    let texts: String = expected.map(|expected| expected.text).collect();
    let held = |code: &str| texts.contains(&format!("[{code}]"));
    let missing: Vec<_> = Problem::CODES
        .iter()
        .filter(|code| !held(code) && !ELSEWHERE.iter().any(|(elsewhere, _)| elsewhere == *code))
        .collect();
    assert!(missing.is_empty(), "no case brings {missing:?}");
    let idle: Vec<_> = ELSEWHERE.iter().filter(|(code, _)| held(code)).collect();
    assert!(idle.is_empty(), "these have a case by now: {idle:?}");
}

#[test]
fn no_two_problems_share_a_number() {
    let numbers: BTreeSet<&str> = Problem::CODES.iter().map(|code| &code[1..]).collect();
    assert_eq!(numbers.len(), Problem::CODES.len(), "a number is used twice in src/diagnostic/problem.rs");
}

#[test]
fn the_guide_lists_every_code_once() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/pages/huong-dan/loi.md");
    let guide = fs::read_to_string(guide).unwrap();
    let words = guide.split(|c: char| !c.is_ascii_alphanumeric());
    let is_code = |word: &&str| {
        word.len() == 5 && word.starts_with(['E', 'W']) && word[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    let listed: BTreeSet<&str> = words.filter(is_code).collect();
    let twice: Vec<_> =
        listed.iter().filter(|code| guide.matches(&format!("\n| {code} |")).count() > 1).collect();
    assert!(twice.is_empty(), "listed in two rows: {twice:?}");
    let known: BTreeSet<&str> = Problem::CODES.iter().copied().collect();
    let missing: Vec<_> = known.difference(&listed).collect();
    let foreign: Vec<_> = listed.difference(&known).collect();
    assert!(missing.is_empty() && foreign.is_empty(), "missing: {missing:?}; no such code: {foreign:?}");
}
