//! Replays the fuzzers' corpus: inputs that once failed, and a few of each kind.

mod targets;

use std::fs;
use std::path::Path;

use crate::support::some;
use guong::search::reader::Fault;
use targets::{TARGETS, index};

#[test]
fn the_corpus_is_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fuzz/corpus");
    for (name, run) in TARGETS {
        let mut files: Vec<_> =
            fs::read_dir(corpus.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            println!("{}", file.display());
            run(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_target_has_its_fuzzer() {
    let fuzzers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut there: Vec<String> = fs::read_dir(fuzzers)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut named: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    there.sort();
    named.sort();
    assert_eq!(there, named);
}

#[test]
fn a_tampered_index_is_reported() {
    assert_eq!(index::faults(index::sound()), []);
    let mut wrong = Vec::new();
    for (what, files) in some(index::tampered(), 4) {
        // A file that no query reads causes no fault.
        let missed = {
            let mut without = index::sound().clone();
            without.retain(|path, _| !what.starts_with(path.as_str()));
            !index::faults(&without).is_empty()
        };
        let faults = index::faults(&files);
        if missed && !faults.iter().any(|fault| matches!(fault, Fault::Damaged(_))) {
            wrong.push((what, faults));
        }
    }
    assert_eq!(wrong, []);
}
